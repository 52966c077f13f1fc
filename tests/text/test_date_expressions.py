"""Written dates: what they state, where they stand, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.date_expressions import expressions, possible, run_date, years_with_weekday

DAYS = st.dates(date(2019, 12, 1), date(2023, 12, 31))


def wide(text):
    return "".join(
        chr(ord(character) + 0xFEE0) if character.isascii() and character != " " else character for character in text
    )


@settings(deadline=None, max_examples=60)
@given(DAYS)
def test_every_form_of_a_day_is_the_same_day(day):
    """Digits, points, bars, full width and a clock behind state the same day."""
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month}月\n{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}-{day.month:02d}-{day.day:02d}",
        f"{day.year}/{day.month}/{day.day} 8:05",
        f"{day.isoformat()}09:04:36",
    ]
    for form in [*forms, wide(forms[0]), wide(forms[3])]:
        found = expressions(f"甲{form}乙")
        assert [one.iso for one in found] == [day.isoformat()], form


@settings(deadline=None, max_examples=60)
@given(DAYS)
def test_a_clock_may_touch_the_next_date(day):
    """…09:04:361月3日: the seconds have two digits, the rest is the next date."""
    found = expressions(f"最后更新：2021-01-04 09:04:36{day.month}月{day.day}日下午")
    assert [one.partial for one in found] == ["--01-04", f"--{day.month:02d}-{day.day:02d}"]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="20213年月日号.-/:： 〇二十一廿时起至\n（）", max_size=40))
def test_spans_are_ordered_disjoint_and_possible(text):
    """Dates never overlap, lie within the text and exist in the calendar."""
    reached = 0
    for one in expressions(text):
        assert reached <= one.start < one.end <= len(text)
        assert possible(one.year, one.month, one.day)
        reached = one.end


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("二〇二二年三月五日", "2022-03-05"),
        ("公布日期 05/10/2021", "2021-10-05"),
        ("二○二○年十二月廿三日", "2020-12-23"),
        ("二零二一年元月三日", "2021-01-03"),
        ("2020年12月", "2020-12"),
        ("2022年", "2022"),
        ("2022年3月5号", "2022-03-05"),
    ],
)
def test_written_in_full(text, iso):
    """Chinese numerals, months and years."""
    assert [one.iso for one in expressions(text)] == [iso]


@pytest.mark.parametrize(
    ("text", "partial"), [("7月30日起", "--07-30"), ("元月三日", "--01-03"), ("年2月10日", "--02-10")]
)
def test_without_a_year(text, partial):
    """A day without a year stays without one."""
    assert [(one.iso, one.partial) for one in expressions(text)] == [(None, partial)]


@pytest.mark.parametrize(
    "text",
    [
        "13月2日",
        "2月30日",
        "2021-02-30",
        "体温37.3",
        "第139次",
        "24小时",
        "3月1号线",
        "版本1.2.3",
        "10.0.0.1",
        "0351-1234567",
        "三十一月",
    ],
)
def test_looks_like_a_date(text):
    """Impossible days, numbers, lines of the underground."""
    assert expressions(text) == []


def test_weekday_and_clock_belong_to_the_date():
    """（星期日） and 18时 are read with the day."""
    (one,) = expressions("1月3日（星期日）18时")
    assert (one.weekday, one.clock) == (6, "18时")
    assert list(years_with_weekday(1, 3, 6, range(2020, 2023))) == [2021]


def test_eight_digits_are_a_day_only_by_themselves():
    """20200205 alone is a day whose marks were lost; in a text it is a number."""
    assert run_date("20200205").iso == "2020-02-05"
    assert run_date("编号20200205") is None and expressions("编号20200205") == []
