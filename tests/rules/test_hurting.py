"""No text makes a pattern of the tables or of the code slow: the worst of those made to hurt it costs little more a character
than the median one, long or short. A part of the patterns stands for all here, but for those of the code that repeat without a
bound; ``make hurt`` tries every one on a million characters."""

import re

import pytest

from builder.rules.bounds import endless_repeats
from tests.rules.hurting import (
    MOST,
    Found,
    Verdict,
    Wording,
    code_patterns,
    hostile_texts,
    judged,
    once_more,
    table_patterns,
)

#: every so many-th pattern is tried; the sizes are small and the machine may be busy, so the margin is wide
EACH = 24
WIDE = 60
#: a text four times as long may cost a character so many times as much; one that takes squares of time costs four times as much
GROWTH = 2.5


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


def _found_out(pattern, longer, ratio):
    """Whether it is judged slow: on a busy machine a short text may look dear once, so one of three measurements is enough."""
    found = Found("x.yaml:1", re.compile(pattern), "anywhere")
    verdicts = (judged(found, 1_000, longer) for _ in range(3))
    return any(verdict.ratio > ratio and verdict.growth > GROWTH for verdict in verdicts)


def test_a_pattern_that_takes_squares_of_time_is_found_out():
    """The measure itself can fail; a pattern of linear time is not found out."""
    assert _found_out(r"\s*通告", 16_000, WIDE)
    assert not _found_out(r"\s通告", 16_000, WIDE)
    assert any(text.isspace() for text in hostile_texts(re.compile(r"\s*通告"), 100))


def test_a_pattern_that_is_slow_at_once_is_found_out_too():
    """One that costs hundreds of times the median on a short text already, and more on a longer one."""
    assert _found_out(r"[^\n]*[^\s][^\n]*", 4_000, 10 * WIDE)


def test_no_pattern_is_slow():
    """Ratios only: the worst text of a pattern against its median one."""
    patterns = table_patterns()
    assert len(patterns) > 4_000
    slow = [found for found in patterns[::EACH] if all(judged(found, 1_000, 4_000).ratio > WIDE for _ in range(3))]
    assert slow == []


def test_every_way_to_write_a_pattern_in_code_is_seen():
    """Under a name, among others under one name, where it is used; and how it is used."""
    found = {found.place.rpartition(":")[0] or found.place: found for found in code_patterns()}
    assert len(found) > 300
    assert found["builder.extract.clauses._BARE"].manner == "start"
    assert found["builder.site.plain._TAGS"].manner == "anywhere"
    assert "builder.extract.force" in found


def _words(pattern):
    """What is written in it; of one for bytes too."""
    return pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")


def _takes_squares(found):
    return all(judged(found, 2_000, 8_000).growth > GROWTH for _ in range(3))


@pytest.mark.parametrize("package", ["archive", "extract", "read", "repair", "rules", "site", "text", "write"])
def test_a_repeat_without_a_bound_in_code_takes_linear_time(package):
    """A table may have none (``rules/bounds.py``). In code some cut a text into sentences or lines, which have no longest: they
    stay where nothing behind them can fail, or where they begin at one place only: after a sign that they do not hold, or
    ``(?<!…)``. Each is proven here. The others get a bound, as in a table."""
    endless = [
        found
        for found in code_patterns()
        if found.place.startswith(f"builder.{package}.") and any(endless_repeats(_words(found.pattern)))
    ]
    slow = [(found.place, found.pattern.pattern) for found in endless if _takes_squares(found)]
    assert slow == [], "a text made to hurt these takes squares of time"


def test_what_seems_slow_in_the_crowd_is_measured_again_alone():
    """A harmless pattern is let off; one that is slow is slow alone as well; what held is not measured twice."""
    harmless, slow = (
        Found("x.yaml:1", re.compile(pattern), "anywhere") for pattern in (r"\s通告", r"[^\n]*[^\s][^\n]*")
    )
    seemed = Verdict(harmless, 1e-8, 1e-8, 1e-6)
    assert once_more(seemed, 1_000, 4_000).ratio < WIDE
    assert once_more(Verdict(slow, 1e-8, 1e-8, 1.0), 1_000, 4_000).ratio > MOST
    held = Verdict(slow, 1e-8, 1e-8, 1e-8)
    assert once_more(held, 1_000, 4_000) is held
