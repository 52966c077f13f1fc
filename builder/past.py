"""The builder of an earlier commit, set to work on the seeds of today: for ``python -m builder diff REF``.

It is unpacked into a folder of its own and run in a process of its own, so that neither its code nor its tables mix with the
present ones; nothing is checked out and nothing in the repository changes.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

#: The order of a process that makes records: the builder of the folder that is named first, whatever is installed.
_RECORD = "import sys; sys.path.insert(0, sys.argv.pop(1)); from builder.cli import main; main(prog_name='builder')"
_CRASH = "Traceback (most recent call last)"


class PastError(Exception):
    """Why the comparison could not be done, in one line."""


def commit_of(root: Path, ref: str) -> str:
    """The commit that ``ref`` names in the repository at ``root``. Raises PastError when there is none."""
    command = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"]
    done = git(root, *command)
    if done.returncode:
        raise PastError(
            f"{ref}: no such commit here → name a branch, a tag or a commit (git log); a shallow clone lacks the past"
        )
    return done.stdout.decode().strip()


@contextmanager
def committed_builder(root: Path, commit: str) -> Iterator[Path]:
    """A folder with the ``builder/`` of this commit, for as long as it is needed."""
    packed = git(root, "archive", "--format=tar", commit, "builder")
    if packed.returncode:
        raise PastError(f"{commit[:12]}: holds no builder/ → name a later commit")
    with _workshop(root) as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield folder


@contextmanager
def present_builder(root: Path) -> Iterator[Path]:
    """A folder with this builder as it stands now, so that a table edited meanwhile does not divide the seeds."""
    with _workshop(root) as folder:
        shutil.copytree(Path(__file__).parent, folder / "builder", ignore=shutil.ignore_patterns("__pycache__"))
        yield folder


@contextmanager
def _workshop(root: Path) -> Iterator[Path]:
    """An empty folder where a builder finds the seeds of ``root`` as its own, and so calls them by the same names."""
    with TemporaryDirectory(prefix="builder-") as folder:
        (Path(folder) / "seeds").symlink_to((root / "seeds").resolve(), target_is_directory=True)
        yield Path(folder)


def seeds_since(root: Path, seeds: Path, ref: str) -> list[Path]:
    """The seeds that were added or changed after the commit ``ref``, and those whose side file was. Raises PastError when
    there is no such commit."""
    commit = commit_of(root, ref)
    command = ["diff", "--name-only", "-z", "--no-renames", "--diff-filter=AM", "--relative", commit, "--", str(seeds)]
    named = git(root, *command)
    if named.returncode:
        raise PastError(f"{ref}: cannot be compared: {named.stderr.decode(errors='replace').strip()}")
    changed = (root / os.fsdecode(name) for name in named.stdout.split(b"\0") if name)
    found = (path.with_suffix("") if path.suffix == ".yaml" else path for path in changed)
    return sorted({path for path in found if path.is_file() and not path.name.startswith(".")})


def state_of(seeds: Path) -> str:
    """What a history hangs on: the commit, and whether the clone is shallow. Empty where there is none."""
    try:
        told = git(seeds.parent, "rev-parse", "--is-shallow-repository", "HEAD")
    except PastError:
        return ""
    return told.stdout.decode().strip() if told.returncode == 0 else ""


def git(root: Path, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """What git does in the repository at ``root`` with what it is ``given``. Raises PastError where there is no git."""
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, input=given)
    except FileNotFoundError as error:
        raise PastError("git is not installed → install it") from error


def records(code: Path, name: str, paths: list[Path]) -> list[bytes]:
    """The records that the builder in the folder ``code`` makes of these files, one a line. ``name`` is what to call it.
    Raises PastError when it failed, which is not the same as a seed that it could not read."""
    command = [sys.executable, "-c", _RECORD, str(code), "record", "--", *map(str, paths)]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}
    environment |= {"PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, env=environment)
    told = done.stderr.decode(errors="replace").strip().splitlines() or [f"it ended with {done.returncode}"]
    if told[0].startswith("Usage:"):
        raise PastError(f"{name} has no command that prints records: {told[-1]}")
    if done.returncode not in (0, 1, 2) or any(line.startswith(_CRASH) for line in told):
        raise PastError(f"{name} failed: {told[-1]}")
    return done.stdout.splitlines()
