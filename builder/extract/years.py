"""The year of a day that is written without one: only from the document itself, with the reason.

It may stand in the number, in a stamp close behind, in a day that number, clause or closing writes in full, in a holiday, plan
or edition that the text names; a weekday tells it too. Where two of these disagree the year stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from builder.extract.closing import Closing
from builder.extract.force import Clause
from builder.extract.found import Found
from builder.extract.stamps import CLOSE_BEHIND, Stamps
from builder.model import Candidate, DateField, Evidence, Field, Precision, Repaired
from builder.rules.eras import Eras
from builder.text.date_expressions import Written, as_day, expressions, possible, years_with_weekday

EPIDEMIC = range(2019, 2025)  #: years in which an act of this archive can fall
ORDERED = range(2020, 2024)  #: years in which measures were ordered: no day has the same weekday in two of them
_CLAUSE_DAYS = 62  #: how far from the act a clause's full date still gives its year

_NUMBER_YEAR = re.compile(r"[〔\[（(﹝【]?\s?(20\d\d)\s?[〕\])）﹞】]?")
_HOLIDAY = re.compile(
    r"(20\d\d)年(?:的)?(?:度)?(?:“|《)?(?P<name>元旦|春节|春运|两节|岁末年初|冬春季?|寒假|清明|五一|劳动节|端午|中秋|国庆|双节|暑期|暑假|"
    r"高考|中考|春季(?:学期|开学)|秋季(?:学期|开学)|普通高考|中秋国庆|全国两会)"
)
#: one year only, and no edition
_TITLE_YEAR = re.compile(r"(?:(?!20\d\d).)*(20[12]\d)年(?:(?!20\d\d|以来|年版|修订).)*")
_CITED = re.compile(r"[《〔（(]$|号[)）]?[^，。]{0,4}$|于$|早在$|去年|上年|前年")
_CITING = re.compile(r"^[^，。]{0,4}(?:印发|发布的|出台的|通过|修订|公布的|下发的|第)|^[)）》]")
#: how a day is written that does not stand there as such
_MADE = {
    "run": "its digits without 年, 月 and 日",
    "lunar": "in the Chinese calendar",
    "of-month": "and the page's other days give its month",
}


class Hint(NamedTuple):
    """A year that something in the document gives to a month and day; ``source`` says what, as a noun."""

    year: int
    source: str
    evidence: tuple[Evidence, ...]


class Years:
    """The years that the document gives to a month and day."""

    def __init__(
        self,
        repaired: Repaired,
        title: Field,
        number: Field,
        eras: Eras,
        stamps: Stamps,
        closed: tuple[Closing, ...],
        clauses: list[Clause],
    ) -> None:
        self._repaired, self._stamps, self._number, self._closed = repaired, stamps, number, closed
        self._title, self._clauses, self._eras = title, clauses, eras

    def of(self, day: Written, wide: bool = False) -> list[Hint]:
        """Every year that fits, with its source; ``wide`` allows stamps on both sides of the day (for effective dates)."""
        assert day.month is not None
        found = [*self._weekday(day), *self._from_number(), *self._from_stamps(day, wide), *self._named(day)]
        return found or [*self._from_clauses(day)] or [*self._from_text(day)]

    def _weekday(self, day: Written) -> Iterator[Hint]:
        if day.weekday is not None and day.month and day.day:
            years = list(years_with_weekday(day.month, day.day, day.weekday, ORDERED))
            if len(years) == 1:
                yield Hint(years[0], "the weekday, which fits one year of the epidemic only,", ())

    def _from_number(self) -> Iterator[Hint]:
        match = _NUMBER_YEAR.search(str(self._number.value or ""))
        if match and int(match[1]) in EPIDEMIC:
            yield Hint(int(match[1]), "the document's own number", self._number.evidence)

    def _from_stamps(self, day: Written, wide: bool) -> Iterator[Hint]:
        for stamp in self._stamps.written:
            assert stamp.day
            if stamp.day.year and (stamp.day.month, stamp.day.day) == (day.month, day.day):
                yield Hint(stamp.day.year, f"the page's day of writing {stamp.day.iso}", (stamp.evidence,))
        earliest = -CLOSE_BEHIND if wide else 0
        for stamp in self._stamps.days[:3]:
            assert stamp.day and stamp.day.iso and day.month
            behind = as_day(stamp.day.iso)
            for year in (behind.year, behind.year - 1, behind.year + 1):
                if possible(year, day.month, day.day or 1):
                    passed = (behind - date(year, day.month, day.day or 1)).days
                    if earliest <= passed <= CLOSE_BEHIND:
                        yield Hint(year, f"the page's stamp {stamp.day.iso} close behind", (stamp.evidence,))

    def _named(self, day: Written) -> Iterator[Hint]:
        """Plans, editions and congresses that the text names, and holidays that title or opening name with their year."""
        assert day.month
        text = self._repaired.text
        for era in self._eras.eras:
            match = era.pattern.search(text)
            year = era.year_of(day.month) if match else None
            if match and year:
                evidence = (self._repaired.evidence_in_text(*match.span()),)
                yield Hint(year, f"{era.what}, which the text names,", evidence)
        if match := _HOLIDAY.search(str(self._title.value or "")):
            yield Hint(_holiday_year(match, day.month), f"{match[0]} in the title", self._title.evidence)
        elif match := _TITLE_YEAR.fullmatch(str(self._title.value or "")):
            yield Hint(int(match[1]), f"the year {match[1]} in the title", self._title.evidence)
        elif match := _HOLIDAY.search(text, 0, 1000):
            evidence = (self._repaired.evidence_in_text(*match.span()),)
            yield Hint(_holiday_year(match, day.month), f"{match[0]} in the opening", evidence)

    def _from_clauses(self, day: Written) -> Iterator[Hint]:
        """A day written in full in a clause of force (自…起, 至…止) or under the signature, near enough to leave one year."""
        full = [(clause.day, clause.evidence(self._repaired)) for clause in self._clauses if clause.day and clause.firm]
        full += [
            (closing.day, self._repaired.evidence_in_text(closing.day.start, closing.day.end))
            for closing in self._closed
            if closing.day
        ]
        for other, evidence in full:
            if other.precision != "day" or other.start == day.start:
                continue
            near = as_day(str(other.iso))
            for year in (near.year - 1, near.year, near.year + 1):
                if (
                    possible(year, day.month, day.day or 1)
                    and abs((near - date(year, day.month or 1, day.day or 1)).days) <= _CLAUSE_DAYS
                ):
                    yield Hint(year, f"{other.iso}, which the document writes in full,", (evidence,))

    def _from_text(self, day: Written) -> Iterator[Hint]:
        """A day or month that the text writes in full, near enough; days of cited documents do not count."""
        text = self._repaired.text
        for other in self._written:
            if other.start == day.start or not other.month or not other.year:
                continue
            if not _heads(text, other.start) and (
                _CITED.search(text[max(0, other.start - 12) : other.start])
                or _CITING.match(text[other.end : other.end + 12])
            ):
                continue
            for year in (other.year - 1, other.year, other.year + 1):
                near = abs((other.year - year) * 12 + other.month - (day.month or 1)) <= 1
                if near and possible(year, day.month, day.day):
                    evidence = (self._repaired.evidence_in_text(other.start, other.end),)
                    yield Hint(year, f"{other.iso}, which the text writes in full,", evidence)

    @cached_property
    def _written(self) -> list[Written]:
        return [one for one in expressions(self._repaired.text) if one.year in EPIDEMIC and one.month]


def _heads(text: str, at: int) -> bool:
    """Whether a day in brackets opens its line: that is the text's own, not that of something cited."""
    return text[at - 1 : at] in ("（", "(") and text[max(at - 2, 0) : at - 1] in ("", "\n")


def _holiday_year(match: re.Match[str], month: int) -> int:
    """The year of a day before or in a named holiday: what is done in December for 2022年春节 falls in 2021."""
    early = match["name"] in ("元旦", "春节", "春运", "寒假", "两节", "春季学期", "春季开学", "全国两会")
    return int(match[1]) - (early and month >= 10)


# --- settling --------------------------------------------------------------------------------------------------------


def settle(best: Found, losers: tuple[Candidate, ...], years: Years, wide: bool = False) -> DateField:
    """The field for the day that won: stated as it is written, inferred with a year from elsewhere, unknown without one."""
    day = best.day
    assert day is not None
    if day.iso:
        return _with_its_year(best, day, losers)
    given = years.of(day, wide)
    fitting = sorted({hint.year for hint in given if possible(hint.year, day.month, day.day)})
    if len(fitting) != 1:
        return _without_year(best, day, given, fitting, losers)
    hint = given[0]
    because = f"Month and day are stated, and {hint.source} gives the year."
    evidence = (best.evidence, *hint.evidence)
    return DateField(in_year(fitting[0], day), "inferred", evidence, best.rule, because, losers, fineness(day))


def _with_its_year(best: Found, day: Written, losers: tuple[Candidate, ...]) -> DateField:
    made = _MADE.get(day.form)
    firm = made is None and best.rule != "date/reported-relative"
    because = None if firm else f"{best.because.rstrip('.')}, {made}." if made else best.because
    status = "stated" if firm else "inferred"
    return DateField(day.iso, status, (best.evidence,), best.rule, because, losers, day.precision)  # type: ignore[arg-type]


def _without_year(
    best: Found, day: Written, given: list[Hint], fitting: list[int], losers: tuple[Candidate, ...]
) -> DateField:
    tried = tuple(
        Candidate(
            in_year(hint.year, day),
            best.rule,
            f"Here {hint.source} gives the year.",
            (best.evidence, *hint.evidence),
        )
        for hint in given
    )
    because = "Month and day are stated, but no year stands with them."
    if fitting:
        because = f"Month and day are stated, but the document gives two years, {' and '.join(map(str, fitting))}."
    return DateField(None, "unknown", (best.evidence,), best.rule, because, (*tried, *losers), None, day.partial)


def in_year(year: int, day: Written) -> str:
    """The ISO date of ``day`` in ``year``."""
    return str(day._replace(year=year).iso)


def fineness(day: Written) -> Precision:
    """The precision that a day without year has once the year is known."""
    return "day" if day.day is not None else "month"
