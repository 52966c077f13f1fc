"""Days that the page itself corrects: 更正：“11月7日零时”应为“11月8日零时”; 更正：落款日期应为2020年3月31日.

A correction stands in the text or below it, where repair takes it for the site's: the whole page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.extract.found import Found
from builder.model import Repaired
from builder.text.date_expressions import Written, expressions

_CORRECTS = re.compile(r"更正|勘误|订正|笔误|有误")
_OPEN, _CLOSE = '“"「『《', '”"」』》'
_INTO = r"(?:应[为是作]|改为|更[正改]为|修改为|订正为)[:：]?\s?"
_QUOTED = re.compile(
    rf"(?:更正|勘误|订正|笔误|有误)[^。\n]{{0,40}}?[{_OPEN}](?P<old>[^{_OPEN}{_CLOSE}\n]{{2,24}})[{_CLOSE}][^。{_OPEN}\n]{{0,8}}?"
    rf"{_INTO}[{_OPEN}](?P<new>[^{_OPEN}{_CLOSE}\n]{{2,24}})[{_CLOSE}]"
)
#: 落款日期应为…, 成文时间由…更正为…: the day of the notice itself
_OWN_DAY = re.compile(
    rf"(?:落款|成文|发文|签发|印发|署名)(?:的)?(?:日期|时间|日)[^。\n]{{0,30}}?{_INTO}[{_OPEN}]?(?P<new>[^{_OPEN}{_CLOSE}，。；\n]{{4,20}})"
)
_OWN_RULES = ("date/signed", "date/written", "date/headed")


class Erratum(NamedTuple):
    """A day that the page puts in the place of another; ``old`` is None where it only says which day of the notice it mends. The
    spans are those of *page*."""

    old: Written | None
    new: Written

    def fits(self, found: Found) -> bool:
        """Whether this is the day that is taken back."""
        if self.old is None or found.day is None:
            return found.rule in _OWN_RULES
        years = {self.old.year, found.day.year} - {None}
        return (self.old.month, self.old.day) == (found.day.month, found.day.day) and len(years) < 2


def errata(page: str) -> Iterator[Erratum]:
    """The corrections of days in ``page``."""
    if not _CORRECTS.search(page):
        return
    for match in _QUOTED.finditer(page):
        old, new = (expressions(page, match.start(part), match.end(part)) for part in ("old", "new"))
        if len(old) == len(new) == 1:
            yield Erratum(old[0], new[0])
    for match in _OWN_DAY.finditer(page):
        new = expressions(page, match.start("new"), match.end("new"))
        if len(new) == 1 and new[0].day:
            yield Erratum(None, new[0])


def put_right(found: list[Found], repaired: Repaired) -> list[Found]:
    """The same days, a corrected one with the words of its correction; the quoted old and new day are no clauses."""
    taken_back = list(errata(repaired.page))
    return [_put_right(one, taken_back, repaired) for one in found] if taken_back else found


def _put_right(found: Found, taken_back: list[Erratum], repaired: Repaired) -> Found:
    for erratum in taken_back:
        if found.day and erratum.fits(found):
            new = erratum.new if erratum.new.year else erratum.new._replace(year=found.day.year)
            evidence = repaired.evidence(erratum.new.start, erratum.new.end)
            return Found(new, evidence, found.rule, "A correction on the page puts it in place of another day.")
    return found
