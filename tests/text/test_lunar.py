"""Days of the Chinese calendar."""

from __future__ import annotations

import pytest

from builder.text.lunar import lunar_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("二〇二〇年正月初二", "2020-01-26"),
        ("庚子年正月初一", "2020-01-25"),
        ("2020年农历正月十五", "2020-02-08"),
        ("己亥年腊月三十", "2020-01-24"),
        ("二〇二〇年腊月廿三", "2021-02-04"),
        ("二〇二〇年二月廿三", "2020-03-16"),
        ("二〇二〇年二月廿三日", None),
        ("二〇二〇年二月初三日", "2020-02-25"),
        ("2022年八月十五", None),
        ("2022年农历八月十五", "2022-09-10"),
        ("二〇二〇年二月十五日", None),
        ("正月初二", None),
    ],
)
def test_a_day_of_the_chinese_calendar_is_known_by_its_own_words(words: str, day: str | None) -> None:
    """Without 正, 腊, 冬, 初, 廿 or 农历 the same words are a Gregorian day, as they are with 日 behind 廿;
    without a year nothing is guessed."""
    found = lunar_day(words)
    assert (found.iso if found else None) == day
