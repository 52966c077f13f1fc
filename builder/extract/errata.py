"""Days that the page itself corrects: 更正：“11月7日零时”应为“11月8日零时”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.extract.found import Found
from builder.model import Repaired
from builder.text.date_expressions import Written, expressions

_ERRATUM = re.compile(
    r"(?:更正|勘误|订正)[^。\n]{0,40}?[“\"「](?P<old>[^“”\"「」\n]{2,24})[”\"」][^。“\"「\n]{0,6}"
    r"(?:应为|应是|改为|更正为|修改为)[:：]?\s?[“\"「](?P<new>[^“”\"「」\n]{2,24})[”\"」]"
)


class Erratum(NamedTuple):
    """A day that the page takes back, and the one it puts in its place; the spans are those of *text*."""

    old: Written
    new: Written

    def fits(self, day: Written) -> bool:
        """Whether this is the day that is taken back."""
        years = {self.old.year, day.year} - {None}
        return (self.old.month, self.old.day) == (day.month, day.day) and len(years) < 2


def errata(text: str) -> Iterator[Erratum]:
    """The corrections of one day by another in ``text``."""
    for match in _ERRATUM.finditer(text):
        old, new = (expressions(text, match.start(part), match.end(part)) for part in ("old", "new"))
        if len(old) == len(new) == 1:
            yield Erratum(old[0], new[0])


def put_right(found: list[Found], repaired: Repaired) -> list[Found]:
    """The same days, a corrected one with the words of its correction; the quoted old and new day are no clauses."""
    taken_back = list(errata(repaired.text))
    return [_put_right(one, taken_back, repaired) for one in found] if taken_back else found


def _put_right(found: Found, taken_back: list[Erratum], repaired: Repaired) -> Found:
    for erratum in taken_back:
        if found.day and erratum.fits(found.day):
            new = erratum.new if erratum.new.year else erratum.new._replace(year=found.day.year)
            evidence = repaired.evidence_in_text(erratum.new.start, erratum.new.end)
            return Found(new, evidence, found.rule, "A correction on the page puts it in place of another day.")
    return found
