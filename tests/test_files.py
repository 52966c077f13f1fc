"""Which files of ``docs/`` are the builder's, and what is known of each."""

from pathlib import Path

import pytest

from builder.files import MANIFEST, is_owned, owned_paths, stats, stats_of


@pytest.mark.parametrize("path", ["index.md", "notices/n1/index.md", "data/notices.csv", "method/index.md"])
def test_the_builder_may_write_its_own(path: str):
    """Whole folders, and one page among those written by hand."""
    assert is_owned(path)


@pytest.mark.parametrize(
    "path", ["about.md", "method/search.md", "notices/../about.md", "noticeboard/a.md", "", "/index.md"]
)
def test_what_is_written_by_hand_is_never_the_builders(path: str):
    """Whatever a manifest says, and by no way round."""
    assert not is_owned(path)


def test_a_manifest_owns_nothing_that_is_written_by_hand(tmp_path: Path):
    """A line that somebody added to it deletes no page; without a manifest nothing is owned."""
    assert owned_paths(tmp_path) == set()
    (tmp_path / MANIFEST).write_text("index.md\nabout.md\nnotices/n1/index.md\n", "utf-8")
    assert owned_paths(tmp_path) == {"index.md", "notices/n1/index.md"}


def test_every_file_is_known_by_time_and_size(tmp_path: Path):
    """At any depth; one that changed is known otherwise, a link that leads nowhere harms nobody, and what is gone is left out."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("x.md", "a/y.md", "a/b/z.md"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "a" / "nowhere").symlink_to("gone")
    before = stats(tmp_path)
    assert sorted(before) == ["a/b/z.md", "a/nowhere", "a/y.md", "x.md"]
    (tmp_path / "x.md").write_text("longer", "utf-8")
    (tmp_path / "a" / "y.md").unlink()
    after = stats_of(tmp_path, ["x.md", "a/y.md", "a/b/z.md"])
    assert after.keys() == {"x.md", "a/b/z.md"}
    assert (after["x.md"] != before["x.md"], after["a/b/z.md"]) == (True, before["a/b/z.md"])
