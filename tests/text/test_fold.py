"""Folding: one spelling for the same words, offsets kept."""

from hypothesis import given
from hypothesis import strategies as st

from builder.text.fold import fold, folding_table, simplified_characters


@given(st.text())
def test_folding_keeps_every_offset(text: str):
    """One character becomes one character, whatever it is."""
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_folding_twice_is_folding_once(text: str):
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_knows_no_neighbours(left: str, right: str):
    """A part of a text folds to the part of the folded text, so that a slice can be searched."""
    assert fold(left + right) == fold(left) + fold(right)


def test_script_width_and_case_become_one():
    """What a reader types finds what stands there."""
    assert fold("嚴格落實“ＡＰＰ”，疫情防控！　") == "严格落实“app”,疫情防控! "
    assert fold("著力") == "着力"


def test_each_character_is_folded_as_the_table_says():
    """However few or many kinds stand in a text: none is folded twice."""
    table = folding_table()
    assert all(fold(chr(code)) == new for code, new in table.items())
    every = "".join(map(chr, table))
    assert fold(every) == every.translate(table)


def test_the_table_is_one_to_one():
    """A character never becomes two, nor itself."""
    assert all(len(old) == len(new) == 1 and old != new for old, new in simplified_characters().items())
