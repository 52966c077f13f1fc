"""The two copies of the site: each update gives what a fresh one would, and touches what changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.site.fill import write_new
from builder.site.tree import Trees
from tests.test_build import tree


def updated(root, wanted):
    """Brings the site up to date; returns what had to be made."""
    made = []

    def make(target, paths):
        made.extend(paths)
        for path in paths:
            write_new(target / path, wanted[path].encode())

    Trees(root / "site", root / "home").update(wanted, make)
    return made


def texts(root):
    """The site as text."""
    return {path: data.decode() for path, data in tree(root / "site").items()}


wants = st.dictionaries(st.sampled_from(["a", "b/a", "b/c/a", "d/a"]), st.sampled_from(["1", "2"]), min_size=1)


@settings(max_examples=25, deadline=None)
@given(st.lists(wants, min_size=1, max_size=5))
def test_an_update_equals_a_fresh_site(tmp_path_factory, steps):
    """Added, changed, removed, in any order: nothing of an older site is left."""
    root = tmp_path_factory.mktemp("tree")
    (root / "home").mkdir()
    for wanted in steps:
        updated(root, wanted)
        assert texts(root) == wanted
        assert Trees(root / "site", root / "home").is_current()


def test_only_what_changed_is_made(tmp_path):
    """What the other copy has is linked, not made again."""
    (tmp_path / "home").mkdir()
    assert updated(tmp_path, {"a": "1", "b": "1"}) == ["a", "b"]
    assert updated(tmp_path, {"a": "1", "b": "2"}) == ["b"]
    assert updated(tmp_path, {"a": "1", "b": "2", "c": "1"}) == ["c"]
    assert updated(tmp_path, {"a": "1", "b": "2"}) == []


def test_what_was_damaged_is_made_again(tmp_path):
    """A file that somebody changed, lost or left behind, and notes that cannot be read."""
    (tmp_path / "home").mkdir()
    wanted = {"a": "1", "b": "1"}
    updated(tmp_path, wanted)
    (tmp_path / "site" / "a").write_text("changed")
    (tmp_path / "site" / "b").unlink()
    (tmp_path / "site" / "stray").write_text("x")
    assert not Trees(tmp_path / "site", tmp_path / "home").is_current()
    updated(tmp_path, wanted)
    assert texts(tmp_path) == wanted
    for note in (tmp_path / "home").glob("*.held"):
        note.write_bytes(b"\xc1")
    updated(tmp_path, wanted)
    assert texts(tmp_path) == wanted


@settings(max_examples=15, deadline=None)
@given(wants, wants, wants, st.booleans())
def test_looking_ahead_changes_nothing(tmp_path_factory, before, between, wanted, is_overtaken):
    """What was seen of the spare copy holds unless another build came first."""
    root = tmp_path_factory.mktemp("ahead")
    (root / "home").mkdir()
    updated(root, before)
    updated(root, between)
    trees = Trees(root / "site", root / "home")
    trees.look_ahead()
    if is_overtaken:
        updated(root, before)
    trees.update(wanted, lambda target, paths: [write_new(target / path, wanted[path].encode()) for path in paths])
    assert texts(root) == wanted
    assert Trees(root / "site", root / "home").is_current()
