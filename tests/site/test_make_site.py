"""``build --site``: the same bytes twice, no warning, and the old site whole until the new one stands."""

import os
import subprocess
import sys

import pytest

from builder.site.__main__ import put_in_place
from tests.site.project import copy_project
from tests.test_build import tree


def make_site(project, **environment):
    """Builds the site of a project in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "builder", "build", "--site"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)} | environment,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with its site built."""
    project = copy_project(tmp_path_factory.mktemp("project"))
    done = make_site(project, PYTHONHASHSEED="1")
    assert (done.returncode, done.stderr) == (0, "")
    return project


def test_two_sites_are_byte_identical_on_any_day(project, tmp_path):
    """Another folder, another hash seed, another day: the same bytes, the compressed sitemap among them."""
    other = copy_project(tmp_path / "other")
    fake = tmp_path / "sitecustomize.py"
    fake.write_text(
        "import datetime as d\n"
        "class Tomorrow(d.datetime):\n"
        "    now = classmethod(lambda c, tz=None: d.datetime.fromtimestamp(4102444800, tz))\n"
        "d.datetime = Tomorrow\n"
    )
    done = make_site(other, PYTHONHASHSEED="2", PYTHONPATH=f"{tmp_path}{os.pathsep}{other}")
    assert done.returncode == 0, done.stderr
    first, second = tree(project / "site"), tree(other / "site")
    assert "sitemap.xml.gz" in first
    assert [path for path in first.keys() | second.keys() if first.get(path) != second.get(path)] == []


def test_a_site_that_cannot_be_built_leaves_the_old_one(project):
    """A hand-written page with a dead link: MkDocs refuses, and site/ stands as it was."""
    before = tree(project / "site")
    broken = project / "docs" / "about.md"
    kept = broken.read_bytes()
    broken.write_bytes(kept + b"\n[dead](nowhere.md)\n")
    try:
        assert make_site(project).returncode != 0
        assert tree(project / "site") == before
    finally:
        broken.write_bytes(kept)


def test_the_new_site_takes_the_place_of_the_old(tmp_path):
    """And nothing of the old one is left in it."""
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    put_in_place(tmp_path / "new", tmp_path / "site", tmp_path / "old")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["site", "site/new"]
