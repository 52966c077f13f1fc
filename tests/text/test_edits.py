"""The laws of the ledger: what was edited can be restored, and every span can be followed both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.edits import Edit, Pass, Trail, apart, apply, invert, join_touching, restore

CHARACTERS = "ab1一二三，(é"


@st.composite
def edited(draw, most=6):
    """A text and ordered, disjoint edits over it, insertions and deletions among them."""
    text = draw(st.text(CHARACTERS, max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=2 * most, unique=True)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(CHARACTERS, max_size=4))
        if new != text[start:end]:
            edits.append(Edit(start, end, text[start:end], new))
    return text, tuple(edits)


@given(edited())
def test_inverted_edits_take_the_edits_back(case):
    """apply(apply(text, edits), invert(edits)) == text"""
    text, edits = case
    assert apply(apply(text, edits), invert(edits)) == text


@given(st.data())
def test_a_stack_of_passes_restores_the_raw_text(data):
    """restore(text after all passes, passes) == raw, whatever each pass did"""
    raw, edits = data.draw(edited())
    text, passes = apply(raw, edits), [Pass("one", "wording", edits)]
    cut = data.draw(st.integers(0, len(text)))
    if cut < len(text):
        passes.append(Pass("two", "noise", (Edit(cut, len(text), text[cut:], ""),)))
        text = text[:cut]
    assert restore(text, passes) == raw


@given(edited())
def test_touching_edits_joined_do_the_same(case):
    """A shorter ledger is the same change."""
    text, edits = case
    assert apply(text, join_touching(edits)) == apply(text, edits)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.text(CHARACTERS, max_size=2))))
def test_findings_that_overlap_are_told_apart(found):
    """What is left is a pass, touches nothing twice, and what was dropped overlaps something that is left or changes nothing."""
    text = "一二三四五六七八九十十一12"
    edits = [Edit(start, start + size, text[start : start + size], new) for start, size, new in found]
    left = tuple(apart(edits))
    assert Pass("any", "wording", left).edits == left
    for edit in edits:
        assert edit.old == edit.new or any(other.start < edit.end and edit.start < other.end for other in left)


@given(edited(), st.data())
def test_untouched_characters_are_followed_both_ways(case, data):
    """A character that no edit touched is found on the other side, and leads back to where it stood."""
    text, edits = case
    after, trail = apply(text, edits), Trail(edits)
    free = [i for i in range(len(text)) if not any(edit.start <= i < edit.end for edit in edits)]
    for at in free:
        there = trail.forth(at, at + 1)
        assert there is not None and there[1] == there[0] + 1
        assert after[there[0]] == text[at]
        assert trail.back(*there) == (at, at + 1)


@given(edited(), st.data())
def test_every_span_after_comes_from_a_span_before(case, data):
    """back() of any span lies in the text before, in order, and covers what stood there."""
    text, edits = case
    after = apply(text, edits)
    start = data.draw(st.integers(0, len(after)))
    end = data.draw(st.integers(start, len(after)))
    first, last = Trail(edits).back(start, end)
    assert 0 <= first <= last <= len(text)


def test_a_gloss_at_the_rim_is_left_out_and_inside_is_kept():
    """監(jiān)測(cè): the evidence of 監測 holds the gloss between the two, not the one behind them."""
    text = "健康監(jiān)測(cè)，"
    edits = (Edit(3, 9, "(jiān)"[:6], ""), Edit(10, 14, "(cè)", ""))
    assert text[3:9] == "(jiān)" and text[10:14] == "(cè)"
    assert apply(text, edits) == "健康監測，"
    first, last = Trail(edits).back(2, 4)
    assert text[first:last] == "監(jiān)測"


def test_a_removed_span_is_nowhere():
    """What was deleted has no place in the text after."""
    assert Trail((Edit(1, 3, "一二", ""),)).forth(1, 3) is None


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        ("noise", Edit(0, 1, "，", "。")),
        ("layout", Edit(0, 1, "一", "")),
        ("layout", Edit(0, 1, "7", "8")),
        ("script", Edit(0, 1, "後", "后面")),
        ("script", Edit(0, 1, "a", "b")),
        ("wording", Edit(0, 1, "同", "同")),
    ],
)
def test_a_pass_may_not_do_more_than_its_kind(kind, edit):
    """The kind of a pass is a promise to the reader."""
    with pytest.raises(ValueError):
        Pass("rule", kind, (edit,))


def test_layout_may_widen_a_digit():
    """１ and 1 are the same digit."""
    Pass("rule", "layout", (Edit(0, 1, "１", "1"),))


def test_overlapping_edits_are_refused():
    """Order and disjointness are checked when the pass is made, not when it is undone."""
    with pytest.raises(ValueError):
        Pass("rule", "wording", (Edit(0, 2, "ab", "c"), Edit(1, 3, "bc", "d")))


def test_an_edit_that_does_not_fit_is_told():
    """apply() never edits other words than the ledger says."""
    with pytest.raises(ValueError, match="does not fit"):
        apply("abc", (Edit(0, 1, "x", "y"),))
