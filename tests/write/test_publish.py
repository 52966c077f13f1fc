"""Publishing: exactly the wanted pages stand, nothing is written twice, nothing by hand is touched."""

import subprocess
import sys

import pytest

from builder.write.publish import MANIFEST, Known, owned_paths, publish_units
from builder.write.unit import Unit

PAGES = [("index.md", b"home"), ("notices/n1/index.md", b"one"), ("data/records.jsonl", b"{}")]


def publish(pages, docs):
    """These pages as one unit."""
    return publish_units([Unit("", "", lambda: pages)], docs)


def test_only_what_differs_is_written(tmp_path):
    """A page whose bytes did not change keeps its file: else live reload would loop."""
    assert publish(PAGES, tmp_path) == (tuple(path for path, _ in PAGES), ())
    before = {path: (tmp_path / path).stat().st_mtime_ns for path, _ in PAGES}
    assert publish(PAGES, tmp_path) == ((), ())
    assert {path: (tmp_path / path).stat().st_mtime_ns for path, _ in PAGES} == before
    assert publish([("index.md", b"new home"), *PAGES[1:]], tmp_path) == (("index.md",), ())


def test_strays_go_and_hand_written_pages_stay(tmp_path):
    """A notice that is no more leaves no file and no folder; what the builder does not own is never touched."""
    (tmp_path / "about.md").write_text("by hand")
    publish(PAGES, tmp_path)
    assert publish(PAGES[:1], tmp_path) == ((), ("data/records.jsonl", "notices/n1/index.md"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "about.md", "index.md"]


def test_a_killed_build_leaves_nothing_unknown(tmp_path):
    """What was written before the kill is in the manifest, so the next build can delete it."""

    def dying():
        yield "notices/n2/index.md", b"two"
        raise KeyboardInterrupt

    publish(PAGES, tmp_path)
    with pytest.raises(KeyboardInterrupt):
        publish(dying(), tmp_path)
    publish(PAGES, tmp_path)
    assert owned_paths(tmp_path) == {path for path, _ in PAGES}


@pytest.mark.parametrize("path", ["../evil.md", "notices/../../evil.md", "about.md", "/etc/passwd"])
def test_nothing_is_written_outside_the_owned_folders(tmp_path, path):
    """No seed and no rule can make the builder write elsewhere."""
    with pytest.raises(ValueError):
        publish([(path, b"")], tmp_path)


def test_a_forged_manifest_deletes_nothing_by_hand(tmp_path):
    """The manifest is a file anyone can edit; only owned paths are believed."""
    (tmp_path / "about.md").write_text("by hand")
    (tmp_path / MANIFEST).write_text("about.md\n../about.md\nnotices/../about.md\n")
    publish(PAGES, tmp_path)
    assert (tmp_path / "about.md").exists()


def test_a_generated_page_may_stand_among_hand_written_ones(tmp_path):
    """It goes when it is no longer wanted; its neighbours are never touched."""
    (tmp_path / "method").mkdir()
    (tmp_path / "method" / "repair.md").write_text("by hand")
    publish([*PAGES, ("method/index.md", b"figures")], tmp_path)
    assert publish(PAGES, tmp_path) == ((), ("method/index.md",))
    assert (tmp_path / "method" / "repair.md").read_text() == "by hand"
    with pytest.raises(ValueError, match="not in a folder"):
        publish([*PAGES, ("method/repair.md", b"ours")], tmp_path)


def test_a_long_unit_is_made_like_the_others(tmp_path):
    """What another process makes stands in the manifest, is known to the next build and not made again."""
    units = [Unit("long", "a", lambda: PAGES[1:], long=True), Unit("home", "b", lambda: PAGES[:1])]
    known: Known = {}
    written, _ = publish_units(units, tmp_path, known)
    assert sorted(written) == sorted(path for path, _ in PAGES) == sorted(owned_paths(tmp_path))
    assert {name: sorted(files) for name, (_, files) in known.items()} == {
        "long": sorted(path for path, _ in PAGES[1:]), "home": ["index.md"],
    }  # fmt: skip
    assert publish_units([units[0]._replace(make=lambda: 1 / 0), units[1]], tmp_path, known) == ((), ())


#: Forks only where no thread runs: a worker of the tests may have some.
_ALONE = """
import os, sys
from pathlib import Path
from builder.write.publish import publish_units
from builder.write.unit import Unit

makes = {
    "is made": lambda: [("index.md", str(os.getpid()).encode())],
    "fails": lambda: 1 / 0,
    "is killed": lambda: os.kill(os.getpid(), 9),
}
publish_units([Unit("long", "a", makes[sys.argv[1]], long=True)], Path(sys.argv[2]), {"old": ("", {})})
print(os.getpid())
"""


@pytest.mark.parametrize(
    ("unit", "told"), [("is made", ""), ("fails", "ZeroDivisionError"), ("is killed", "BrokenProcessPool")]
)
def test_a_long_unit_is_made_elsewhere(unit, told, tmp_path):
    """In a process of its own; a fault does not stay behind there, nor does a process that was killed leave the build waiting."""
    done = subprocess.run([sys.executable, "-c", _ALONE, unit, tmp_path], capture_output=True, text=True, timeout=60)
    assert (done.returncode == 0) == (not told)
    assert told in done.stderr
    if not told:
        assert (tmp_path / "index.md").read_text() != done.stdout.strip()
