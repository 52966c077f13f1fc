"""Dates as they are written: full, Chinese, dotted, without year, without day. Pure functions over text.

``expressions`` finds every written date in order, each with its span and the parts it states. It guesses nothing: a year that
is not written stays unknown, an impossible day (2月30日, 13月) is no date, and a clock behind a date belongs to it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from builder.text.numerals import NUMERAL, narrow, number

YEARS = range(2003, 2031)  #: years a page of this archive can write; others are numbers or other times
_WEEKDAYS = "一二三四五六日"


class Written(NamedTuple):
    """A date at ``[start, end)``. What is not written is None. ``clock`` is the time of day as it stands (``0时``, ``09:04``);
    ``weekday`` counts from Monday, 0; ``form`` is ``han``, ``points`` or ``run`` (eight digits, nothing between)."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    clock: str = ""
    weekday: int | None = None
    form: str = "han"

    @property
    def iso(self) -> str | None:
        """ISO 8601 as far as it is written; None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def precision(self) -> str | None:
        """day, month or year; None without a year."""
        return (
            None if self.year is None else ("year", "month", "day")[(self.month is not None) + (self.day is not None)]
        )

    @property
    def partial(self) -> str | None:
        """What is known without the year, like ``--05-18``; None when there is no month."""
        if self.month is None:
            return None
        return f"--{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")


#: the round zero of a year in words, and the letters that are typed for it (二O二一年), small in a folded text
_ROUND = "〇○◯OＯo"
_GAP = r"[ \t]{0,3}\n{0,2}[ \t]{0,3}"  # a scrape may part the digits of a date from 年, even by a line feed
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_N = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})"
_CLOCK = (
    r"(?:上午|下午|中午|晚上?|凌晨|早上?)?[ \t]{0,2}(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})(?:时|点)(?:(?:\d{1,2}|[一二三四五六七八九十零]{1,3})分|半|整)?)"
)
_DAY_HAN = re.compile(
    rf"(?=[\d{NUMERAL}{_ROUND}元])"  # asked first: hardly a character of a text begins a number
    rf"(?:(?P<y>\d{{4}}|[{_ROUND}零0一二三四五六七八九]{{4}}){_GAP}年{_GAP})?"
    rf"(?P<m>{_M}){_GAP}月(?:份)?{_GAP}(?P<d>{_N}){_GAP}[日号](?!线|楼|院|令|文|公告|通告|码|门|馆|店)"
    rf"(?:[ \t]{{0,2}}\(?[ \t]?(?:星期|周|礼拜)(?P<w>[一二三四五六日天])\)?)?(?:[ \t]{{0,2}}(?P<c>{_CLOCK}))?"
)
_MONTH_HAN = re.compile(rf"(?P<y>\d{{4}}|[{_ROUND}零一二三四五六七八九]{{4}}){_GAP}年{_GAP}(?P<m>{_M}){_GAP}月(?!\d)")
_YEAR_HAN = re.compile(
    rf"(?P<y>\d{{4}}|[{_ROUND}零0一二三四五六七八九]{{4}})[ \t]{{0,2}}年(?!\d{{1,2}}月|来|前|以上|以下|龄)"
)
_POINTS = re.compile(
    r"(?P<y>\d{4}) ?(?P<s>[-./–—]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<d>\d{1,2})(?!\d*[-.]\d)"
    r"(?:[ \tT]{0,8}(?P<c>\d{1,2}[:：]\d{2}(?:[:：]\d{2})?))?"
)
_GLUED = re.compile(r"(?P<y>\d{4})(?P<s>[-./])(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?P<c>\d{2}:\d{2}(?::\d{2})?)")
#: 05/10/2021 is how Hong Kong and Macao write 5 October
_DAY_FIRST = re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d{2})(?![\d/])")
_RUN = re.compile(r"(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})")
_FIGURES = re.compile(r"\d{4}")
#: what no date lacks, and no date of a form: most lines hold none
_DATED = re.compile(r"[年月]|\d{4}|/20\d")
_FORMS = (
    (_GLUED, "points", _FIGURES),
    (_POINTS, "points", _FIGURES),
    (_DAY_FIRST, "points", re.compile(r"/20\d")),
    (_DAY_HAN, "han", re.compile("月")),
    (_MONTH_HAN, "han", re.compile("年")),
    (_YEAR_HAN, "han", re.compile("年")),
)


def expressions(text: str, start: int = 0, end: int | None = None) -> list[Written]:
    """Every date written in ``text[start:end]``, in order, none within another. Offsets are those of ``text``."""
    plain = narrow(text)
    end = len(plain) if end is None else end
    found: list[Written] = []
    if not _DATED.search(plain, start, end):
        return found
    taken: set[int] = set()
    for pattern, form, needed in _FORMS:
        for match in pattern.finditer(plain, start, end) if needed.search(plain, start, end) else ():
            written = _read(match, form)
            if written and _alone(plain, match.start(), taken) and not taken.intersection(range(*match.span())):
                found.append(written)
                taken.update(range(*match.span()))
    return sorted(found)


_MARK = re.compile(r"(?:^|\n)[ \t\u3000]{0,3}\d{1,2}\.$")


def run_date(text: str) -> Written | None:
    """The date of a text that is nothing but eight digits (20200205: 年, 月 and 日 were lost); None for anything else."""
    match = _RUN.fullmatch(narrow(text).strip())
    return _read(match, "run") if match else None


def _alone(text: str, start: int, taken: set[int]) -> bool:
    """Whether no digit runs into the date from the left, unless that digit ends another date (…09:04:361月3日)."""
    if start == 0 or start - 1 in taken:
        return True
    before = text[start - 1]
    if before in ".:":  # a decimal or a clock; 1.2022年 is an item's mark before a date
        return start < 2 or not text[start - 2].isdecimal() or bool(_MARK.search(text[max(0, start - 6) : start]))
    return not before.isdecimal() and not (before in NUMERAL and text[start] in NUMERAL)


def _read(match: re.Match[str], form: str) -> Written | None:
    parts = match.groupdict()
    year = number(parts["y"]) if parts.get("y") else None
    month = number(parts["m"]) if parts.get("m") else None
    day = number(parts["d"]) if parts.get("d") else None
    if (year is not None and year not in YEARS) or not possible(year, month, day):
        return None
    weekday = _WEEKDAYS.find(parts["w"].replace("天", "日")) if parts.get("w") else None
    return Written(match.start(), match.end(), year, month, day, parts.get("c") or "", weekday, form)


def possible(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether the calendar has such a day (29 February needs a leap year, or an unknown one)."""
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or (month is not None and 1 <= day <= monthrange(year or 2020, month)[1])


def as_day(iso: str) -> date:
    """The day that an ISO date of day precision means."""
    return date.fromisoformat(iso)


def years_with_weekday(month: int, day: int, weekday: int, years: range) -> Iterator[int]:
    """The years in which this day falls on this weekday."""
    for year in years:
        if possible(year, month, day) and date(year, month, day).weekday() == weekday:
            yield year
