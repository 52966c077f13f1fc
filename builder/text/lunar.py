"""Days of the Chinese calendar (二〇二〇年正月初二) as days of the Gregorian one.

A day counts as one of it only where its own words say so: 正月, 冬月 or 腊月, 初 or 廿 before the number, or
农历 in front; 二月廿三日 with 日 behind 廿 is how offices write a Gregorian day. The table holds the first day of
each month of 2019 to 2023; leap months stand in no notice and are left out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from builder.text.date_expressions import Written
from builder.text.numerals import narrow, number

#: the first days of months 1 to 12, as month and day; a month smaller than the first falls into the next year
_FIRST_DAYS = {
    2019: "0205 0307 0405 0505 0603 0703 0801 0830 0929 1028 1126 1226",
    2020: "0125 0223 0324 0423 0621 0721 0819 0917 1017 1115 1215 0113",
    2021: "0212 0313 0412 0512 0610 0710 0808 0907 1006 1105 1204 0103",
    2022: "0201 0303 0401 0501 0530 0629 0729 0827 0926 1025 1124 1223",
    2023: "0122 0220 0420 0519 0618 0718 0816 0915 1015 1113 1213 0111",
}
_STEMS = {"己亥": 2019, "庚子": 2020, "辛丑": 2021, "壬寅": 2022, "癸卯": 2023}
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DAY = re.compile(
    r"(?P<year>\d{4}|二[〇零○][一二][〇零○一二三四五六七八九]|[己庚辛壬癸][亥子丑寅卯])\s?年\s?(?P<said>农历|\(农历)?\s?"
    r"(?P<month>正|冬|腊|十[一二]?|[二三四五六七八九])月(?P<day>初[一二三四五六七八九十]|[十廿][一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)"
    r"日?\)?(?!日)"
)


def lunar_day(text: str) -> Written | None:
    """The Gregorian day of the first date of the Chinese calendar in ``text``, with its span there; None without one.

    >>> lunar_day("二〇二〇年正月初二").iso
    '2020-01-26'
    """
    for match in _DAY.finditer(narrow(text)) if "月" in text else ():
        office = match["day"][0] == "廿" and match.group().rstrip(")").endswith("日")
        if not (match["said"] or match["month"] in _MONTHS or (match["day"][0] in "初廿" and not office)):
            continue
        year = _STEMS.get(match["year"]) or number(match["year"])
        month = _MONTHS.get(match["month"]) or number(match["month"])
        day = number(match["day"].removeprefix("初"))
        if year in _FIRST_DAYS and month and day:
            found = _first_day(year, month) + timedelta(day - 1)
            return Written(match.start(), match.end(), found.year, found.month, found.day, form="lunar")
    return None


def _first_day(year: int, month: int) -> date:
    written = _FIRST_DAYS[year].split()[month - 1]
    turned = written < _FIRST_DAYS[year][:4]
    return date(year + turned, int(written[:2]), int(written[2:]))
