"""What a change of rules does: the committed builder and the present one at work on the same seeds."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder.past import PastError, commit_of, committed_builder, seeds_since
from tests.five import FIVE
from tests.test_history import git

ROOT = Path(__file__).parent.parent


def diff(folder, *arguments):
    """The command, as the builder of that folder runs it."""
    command = [sys.executable, "-m", "builder", "diff", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A repository: first a seed, then the builder, then a second seed and a side file."""
    folder = tmp_path_factory.mktemp("past")
    (folder / "seeds").mkdir()
    shutil.copy(FIVE[1], folder / "seeds" / "一 1.txt")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "seed")
    shutil.copytree(ROOT / "builder", folder / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "builder")
    (folder / "seeds" / "below").mkdir()
    shutil.copy(FIVE[2], folder / "seeds" / "below" / "2.txt")
    (folder / "seeds" / "一 1.txt.yaml").write_text("url: https://www.example.cn/1\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "another seed")
    return folder


def test_nothing_changed_means_nothing_to_tell(project):
    """Exit 0, and the folder is as it was."""
    before = sorted(path for path in project.rglob("*") if "__pycache__" not in path.parts and ".git" not in path.parts)
    done = diff(project, "HEAD~1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 seeds: no record differs from HEAD~1 (")
    assert before == sorted(
        path for path in project.rglob("*") if "__pycache__" not in path.parts and ".git" not in path.parts
    )


def test_a_change_of_code_is_told_record_by_record(project):
    """Also one that is not committed yet; exit 1; for people and for programs."""
    model = project / "builder" / "model.py"
    kept = model.read_text("utf-8")
    model.write_text(kept.replace("SCHEMA_VERSION = 1", "SCHEMA_VERSION = 99"), "utf-8")
    told, parsed = diff(project, "HEAD"), diff(project, "HEAD", "--format", "json", "seeds/below")
    model.write_text(kept, "utf-8")
    assert told.returncode == 1
    assert told.stdout.splitlines()[:2] == [
        "below/2.txt  schema_version: 1 → 99",
        "一 1.txt  schema_version: 1 → 99",
    ]
    content = json.loads(parsed.stdout)
    assert (parsed.returncode, content["status"], content["seeds"]) == (1, 1, 1)
    (change,) = content["changes"]
    assert (change["where"], change["before"], change["after"]) == ("schema_version", "1", "99")


def test_a_builder_that_fails_is_no_difference(project):
    """Exit 2 and its last word: what it did not read was not compared."""
    model = project / "builder" / "extract" / "kind.py"
    kept = model.read_text("utf-8")
    model.write_text(kept + "\nraise RuntimeError('broken on purpose')\n", "utf-8")
    git(project, "commit", "-q", "-a", "-m", "broken")
    model.write_text(kept, "utf-8")
    done = diff(project, "HEAD")
    git(project, "commit", "-q", "-a", "-m", "mended")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("failed: RuntimeError: broken on purpose\n")


@pytest.mark.parametrize("ref", ["no-such-branch", "0" * 40, "--output=x", "HEAD:seeds", ""])
def test_what_is_no_commit_is_said(project, ref):
    """Whatever it looks like."""
    with pytest.raises(PastError, match="no such commit here"):
        commit_of(project, ref)


def test_a_commit_without_the_builder_is_said(project):
    """Nothing could be compared."""
    first = subprocess.run(
        ["git", "-C", str(project), "rev-list", "--max-parents=0", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with pytest.raises(PastError, match=r"holds no builder/"), committed_builder(project, first):
        pass


def test_the_seeds_of_a_push_are_those_added_or_changed(project):
    """A changed side file counts for its seed; names come as they are."""
    (base,) = subprocess.run(
        ["git", "-C", str(project), "rev-list", "--grep=^builder$", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.split()
    found = seeds_since(project, project / "seeds", base)
    assert [path.relative_to(project).as_posix() for path in found] == ["seeds/below/2.txt", "seeds/一 1.txt"]
    assert seeds_since(project, project / "seeds", "HEAD") == []
