"""A full disk, a clock of 1970, somebody else's cache, a terminal without UTF-8: clear words, nothing lost, and the next build
recovers."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder import cache
from builder.build import Folders, build
from builder.cli import main, run
from builder.errors import refused
from tests.test_build import tree

NOTICE = "太原市疫情防控指挥部通告\n\n自2021年1月{}日起，全市公共场所要严格查验健康码。\n\n太原市疫情防控指挥部\n2021年1月{}日\n"


def seed(folders, *days):
    """The project with a notice of each of these days, and nothing else."""
    shutil.rmtree(folders.seeds, ignore_errors=True)
    folders.seeds.mkdir(parents=True)
    for day in days:
        (folders.seeds / f"{day}号.txt").write_text(NOTICE.format(day, day), "utf-8")


def pages(folders):
    """What would be published, by path; the manifest apart."""
    return {path: data for path, data in tree(folders.docs).items() if path != ".generated"}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """An archive of one notice, and the pages of the same with a second."""
    folders = Folders.of_project(tmp_path_factory.mktemp("before"))
    seed(folders, 5, 6)
    build(folders)
    wanted = pages(folders)
    seed(folders, 5)
    build(folders)
    return folders, wanted


@pytest.fixture
def built(before, tmp_path):
    """A copy of it, and what its pages should be once the second notice is there."""
    shutil.copytree(before[0].seeds.parent, tmp_path / "project")
    folders = Folders.of_project(tmp_path / "project")
    seed(folders, 5, 6)
    return folders, before[1]


@pytest.mark.parametrize("after", [1, 30])
def test_a_full_disk_loses_nothing(built, monkeypatch, after):
    """Whichever write finds no room: every page is the old one or the new one, nothing half-written lies about, and once there is
    room the next build makes what it should."""
    folders, wanted = built
    old, writes, put = pages(folders), iter(range(1000)), os.fchmod

    def fchmod(*arguments):
        if next(writes) >= after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "docs/x")
        put(*arguments)

    with monkeypatch.context() as full:
        full.setattr(cache.os, "fchmod", fchmod)
        with pytest.raises(OSError, match="No space left"):
            build(folders)
    now = pages(folders)
    assert not [path for path in now if ".new-" in path]
    assert all(data in (old.get(path), wanted.get(path)) for path, data in now.items())
    build(folders)
    assert pages(folders) == wanted


def test_a_file_that_fits_only_in_part_is_not_written(tmp_path):
    """The system takes what has room and refuses the rest: the old bytes stand, and the half is gone."""
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError):
            cache.write_atomically(path, b"new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("page.md", b"old")]


def test_the_terminal_says_what_the_machine_refused(monkeypatch, capsys):
    """One line with the file and the next step, and no traceback."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "docs/data/notices.csv")

    def out_of_room(**_):
        raise full

    monkeypatch.setattr(main, "main", out_of_room)
    monkeypatch.setattr("builder.cli.main", out_of_room)
    with pytest.raises(SystemExit) as ended:
        run()
    told = capsys.readouterr().err
    assert (ended.value.code, "Traceback" in told) == (2, False)
    assert str(refused(full)) in told
    assert str(refused(full)).startswith("docs/data/notices.csv: No space left on device → make room")


def test_a_cache_of_somebody_else_is_not_believed(built):
    """Every value of the cache replaced by rubbish, cut, or lost: the same pages."""
    folders, wanted = built
    kept = [path for path in sorted(folders.cache.rglob("*")) if path.is_file() and path.name != "lock"]
    assert kept
    for number, path in enumerate(kept):
        data = path.read_bytes()
        path.write_bytes((b"", b"\0rubbish", data[: len(data) // 2], data[::-1])[number % 4])
    build(folders)
    assert pages(folders) == wanted


#: A clock that has lost its battery; a terminal that knows no Chinese.
OLD_CLOCK = "import time\ntime.time = lambda: 60.0\ntime.time_ns = lambda: 60 * 10**9\n"
NO_UTF8 = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_neither_clock_nor_terminal_changes_a_page(built, tmp_path):
    """In 1970, without UTF-8, with files of 1970: the same pages, and words that the terminal can show."""
    folders, wanted = built
    (folders.seeds / "坏.txt").write_bytes("健康码".encode() + b"\xff\n")
    for path in folders.seeds.iterdir():
        os.utime(path, (0, 0))
    (tmp_path / "sitecustomize.py").write_text(OLD_CLOCK)
    root = folders.seeds.parent
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build", "--root", str(root)],
        env=os.environ | NO_UTF8 | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False), done.stderr
    assert b"ff" in done.stdout + done.stderr
    assert pages(folders) == wanted
