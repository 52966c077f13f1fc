"""No text makes a pattern of the tables slow: the worst of those made to hurt it costs little more a character than the median
one, long or short. A part of the patterns stands for all here; ``make hurt`` tries every one on a million characters."""

import re

import pytest

from tests.rules.hurting import Wording, hostile_texts, judged, table_patterns

#: every so many-th pattern is tried; the sizes are small and the machine may be busy, so the margin is wide
EACH = 24
WIDE = 60


@pytest.mark.parametrize(
    ("pattern", "wording"),
    [
        ("全(?:市|县)[^，]{0,4}?停课", "全市的停课"),
        (r"(\d{1,3})天\1", "1天1"),
        ("[^的]{2,9}(?!通告)(?<=市)", "市市"),
        ("(?:、[甲乙])*丙", "、甲丙"),
    ],
)
def test_the_wording_of_a_pattern_is_like_what_it_matches(pattern, wording):
    """Each repeat as seldom as it may stand, once at least."""
    compiled = re.compile(pattern)
    assert Wording(compiled, -1, 0).text == wording


def test_a_pattern_that_takes_squares_of_time_is_found_out():
    """The measure itself can fail."""
    slow = judged("x.yaml:1", re.compile(r"\s*通告"), 1_000, 16_000)
    assert slow.ratio > WIDE
    assert any(text.isspace() for text in hostile_texts(re.compile(r"\s*通告"), 100))


def test_no_pattern_is_slow():
    """Ratios only: the worst text of a pattern against its median one."""
    patterns = table_patterns()
    assert len(patterns) > 4_000
    slow = [verdict for found in patterns[::EACH] if (verdict := judged(*found, 1_000, 4_000)).ratio > WIDE]
    assert slow == []
