"""``build --site``: the same bytes twice, no warning, and the old site whole until the new one stands."""

import os
import shutil
import subprocess
import sys

import pytest

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
    """Another folder, another hash seed, another day: the same bytes, in ``docs/`` and in the site, the compressed sitemap among
    them. Nothing depends on the order of a set, on the clock or on a leftover."""
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
    assert (project / "site" / "sitemap.xml.gz").is_file()
    for filled in ("docs", "site"):
        first, second = tree(project / filled), tree(other / filled)
        assert len(first) > 5 * 5
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


#: So many files find room: enough for docs/ and not for the site, enough for MkDocs' pages and not for the others.
ROOM = (100, 150)
#: A disk that has no room left after so many more files; what is written elsewhere, as to a terminal, is let be.
FULL_DISK = """
import builtins, errno, io, os
left, here = [int(os.environ["ROOM"])], os.getcwd()

def taking(act, target):
    def asked(*arguments, **named):
        mode = arguments[1] if target == 0 and len(arguments) > 1 else named.get("mode", "r" if target == 0 else "w")
        path = arguments[target]
        inside = isinstance(path, (str, os.PathLike)) and os.path.abspath(path).startswith(here)
        if inside and (target or "w" in mode):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return act(*arguments, **named)
    return asked

builtins.open = io.open = taking(io.open, 0)
os.link = taking(os.link, 1)
"""


def test_a_disk_that_is_full_leaves_the_old_site(project, tmp_path):
    """Wherever the room ends: one line that says so and what to do, a site that is whole, and once there is room the next build
    makes the new one."""
    before = tree(project / "site")
    (tmp_path / "sitecustomize.py").write_text(FULL_DISK)
    seed = project / "seeds" / "added.txt"
    seed.write_text("太原市教育局关于停课的通知\n\n自即日起，全市中小学停课。\n\n太原市教育局\n2022年3月6日\n", "utf-8")
    for room in ROOM:
        done = make_site(project, ROOM=str(room), PYTHONPATH=f"{tmp_path}{os.pathsep}{project}")
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert "No space left on device → make room" in done.stderr
        assert tree(project / "site") == before
    assert make_site(project).returncode == 0
    assert tree(project / "site").keys() > before.keys()
    seed.unlink()
    assert make_site(project).returncode == 0
    assert tree(project / "site") == before


def test_a_site_that_stands_is_told_without_mkdocs(project, tmp_path):
    """Nothing changed: MkDocs is not imported, whatever it would say. Another address, a template or a page that was touched: it
    is asked."""
    first = make_site(project)
    (tmp_path / "mkdocs.py").write_text("raise SystemExit('imported')\n")
    path = f"{tmp_path}{os.pathsep}{project}"
    again = make_site(project, PYTHONPATH=path)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines()[0] == first.stdout.splitlines()[0]
    assert "imported" in make_site(project, PYTHONPATH=path, SITE_URL="https://a.example/b/").stderr
    template = project / "builder" / "site" / "overrides" / "main.html"
    times = template.stat()
    template.touch()
    assert "imported" in make_site(project, PYTHONPATH=path).stderr
    os.utime(template, ns=(times.st_atime_ns, times.st_mtime_ns))
    page = project / "site" / "about" / "index.html"
    kept = page.read_bytes()
    page.write_bytes(kept + b" ")
    assert "imported" in make_site(project, PYTHONPATH=path).stderr
    assert make_site(project).returncode == 0
    assert page.read_bytes() == kept


def test_a_site_that_was_touched_is_put_right(project):
    """A page that somebody changed, one that is gone, one too many: the next build gives the same site again."""
    before = tree(project / "site")
    pages = sorted(project.glob("site/notices/n*/index.html"))
    pages[0].write_text("changed")
    pages[1].unlink()
    (project / "site" / "stray.html").write_text("x")
    assert make_site(project).returncode == 0
    assert tree(project / "site") == before


def test_a_site_without_its_cache_is_the_same(project):
    """A cache that is lost or damaged costs time and nothing else. What was counted in our own texts and patterns is damaged
    only: it is the same kind of file as the rest, and takes longest to be made."""
    before = tree(project / "site")
    for path in sorted((project / ".cache").rglob("*")):
        if path.is_file() and "site" not in path.relative_to(project / ".cache").parts[:1]:
            path.write_bytes(b"damaged")
    (project / ".cache" / "site" / "site.held").write_bytes(b"damaged")
    assert make_site(project).returncode == 0
    assert tree(project / "site") == before
    for path in (project / ".cache").iterdir():
        if path.is_dir() and path.name not in ("language", "rules"):
            shutil.rmtree(path)
    assert make_site(project).returncode == 0
    assert tree(project / "site") == before


def test_a_maker_that_is_told_nothing_leaves_everything(project):
    """It is started while ``docs/`` is filled, and what starts it may fail or be killed."""
    before = tree(project / "site")
    command = [sys.executable, "-m", "builder.site", str(project), "-"]
    done = subprocess.run(
        command, cwd=project, env=os.environ | {"PYTHONPATH": str(project)}, stdin=subprocess.DEVNULL, check=False
    )
    assert (done.returncode, tree(project / "site")) == (0, before)
