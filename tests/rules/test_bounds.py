"""Repeats without a bound are found wherever they stand in a pattern, and only they; what is proposed has one."""

import re
from re import _constants as codes
from re import _parser as parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import TableError
from builder.rules.bounds import endless_repeats
from builder.rules.table import Entry, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "piece", "instead"),
    [
        (r"\s*通告", r"\s*", r"\s{0,9}"),
        (r"a\d+?b", r"\d+?", r"\d{1,9}?"),
        (r"[^。\n]*+。", r"[^。\n]*+", r"[^。\n]{0,200}+"),
        ("(?:甲|[(]乙){2,}", "(?:甲|[(]乙){2,}", "(?:甲|[(]乙){2,9}"),
        ("[]一]+", "[]一]+", "[]一]{1,40}"),
        ("[一二十]+日", "[一二十]+", "[一二十]{1,9}"),
        ("(?!.*乙)甲", ".*", ".{0,200}"),
    ],
)
def test_an_endless_repeat_is_told(pattern, piece, instead):
    """With what to write."""
    assert [found[1:] for found in endless_repeats(pattern)] == [(piece, instead)]


@pytest.mark.parametrize("pattern", [r"\*", "[+*]", "a{2,3}", "a?", "a??", "a{,4}+", r"[\]*]", "(?:a|b){3}", "{n}"])
def test_a_bounded_repeat_is_left(pattern):
    """So is a star that is a character."""
    assert list(endless_repeats(pattern)) == []


def test_the_table_that_holds_one_is_refused():
    """The line says where, what and what instead."""
    entry = Entry({"id": "chrome/pager"})
    entry.file, entry.line = "2-lines.yaml", 7
    with pytest.raises(TableError) as refused:
        compile_pattern(entry, r"上一篇\s*[:：]")
    assert str(refused.value) == r"2-lines.yaml:7: \s* in 'chrome/pager' repeats without a bound → write \s{0,9}"


PIECES = ("甲", r"\s", ".", "[^。]", "[*+]", r"\*", "(?:", ")", "|", "(?=", "*", "+", "?", "{2,}", "{1,3}")


def endless(items):
    """The repeats without a bound in the tree that Python makes of a pattern."""
    for code, value in items:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, getattr(codes, "POSSESSIVE_REPEAT", None)):
            yield from [value] if value[1] is codes.MAXREPEAT else []
            yield from endless(value[2])
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from endless(branch)
        elif code in (codes.SUBPATTERN, codes.ASSERT, codes.ASSERT_NOT):
            yield from endless(value[-1])


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_python_sees_the_same(pattern):
    """What Python parses as endless is found. (Of branches with one beginning it makes one: these are left out here.)"""
    try:
        found = len(list(endless(parser.parse(pattern))))
    except re.error:
        return
    if "|" not in pattern:
        assert len(list(endless_repeats(pattern))) == found
    assert bool(found) <= bool(list(endless_repeats(pattern)))
