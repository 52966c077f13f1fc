"""The days of a notice: of the act, of the page, and from when to when it holds. Four kinds, never mixed.

``date``: the day under the signature; else the day of writing that the page states; else a day in brackets under the title;
else the day of the meeting or act that the opening reports (acted.py). ``published``: the page's stamp (stamps.py).
``effective_from`` and ``effective_until``: the clause in which the notice says when it takes force; else the opening's own day;
else the one day that its clauses share (force.py). A missing year comes only from the document (years.py).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from builder.extract.acted import TITLED_ACT, act_days
from builder.extract.box import Entry
from builder.extract.closing import closings
from builder.extract.errata import put_right
from builder.extract.force import OPENING, OWN, SINGLE, force_clauses, ranked
from builder.extract.found import Found, losers_of
from builder.extract.page_facts import Facts
from builder.extract.stamps import Stamps, find_published
from builder.extract.years import EPIDEMIC, Years, fineness, in_year, settle
from builder.model import Candidate, DateField, Field, Repaired
from builder.rules import Rules
from builder.text.date_expressions import as_day, possible
from builder.text.numerals import number as number_of

_NEXT_DAY = ("明", "次日", "翌日")
_BACKGROUND = 5  #: days before the act from which on a clause tells what went before
_BEFORE, _BEHIND = timedelta(60), timedelta(200)  #: how far from the act a yearless day of force may lie
#: a draft is in force nowhere, and its last day ends the asking
_DRAFT = re.compile(r"征求意见|征求[^，。]{0,80}意见|意见征集|征集[^，。]{0,40}意见")
_TERM = re.compile(
    r"有效期(?:为|限为|限)?(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,3})(?P<unit>年|个月|天|日)(?!内|前)"
)


class Dates(msgspec.Struct, frozen=True):
    """The four dates of a notice."""

    date: DateField
    published: DateField
    effective_from: DateField
    effective_until: DateField


def find_dates(
    repaired: Repaired, title: Field, number: Field, box: tuple[Entry, ...], rules: Rules, facts: Facts = ()
) -> Dates:
    """The four dates of the notice. Offsets of evidence are those of *raw*. ``box`` is the page's data box, ``facts`` are the
    page's metadata."""
    stamps = Stamps(repaired, box, rules.issuers, facts, title.evidence)
    closed = closings(repaired.text, rules.issuers)
    draft = _DRAFT.search(str(title.value or ""))
    clauses = [] if draft else list(force_clauses(repaired.text, bool(closed)))
    years = Years(repaired, title, number, rules.eras, stamps, closed, clauses)
    days = put_right(act_days(repaired, closed, stamps, title, rules.issuers), repaired)
    acted = _less_sure(_acted(days, years), title)
    starts, ends = (put_right(ranked(clauses, side, repaired), repaired) for side in ("from", "until"))
    start = _from([*stamps.effective, *starts], acted, years)
    end = _until([*stamps.expiring, *ends], acted, years)
    return Dates(
        date=acted,
        published=find_published(stamps, acted, [one for one in days if _stands_open(one, repaired)]),
        effective_from=start,
        effective_until=end if end.value or end.evidence else _after_term(repaired, start) or end,
    )


def _stands_open(found: Found, repaired: Repaired) -> bool:
    """Whether a day under the title stands there without brackets: in them it is the document's own."""
    at = found.evidence.start
    return found.rule == "date/headed" and repaired.raw[max(at - 1, 0) : at] not in ("（", "(")


# --- the act ---------------------------------------------------------------------------------------------------------


def _acted(found: list[Found], years: Years) -> DateField:
    """The first day found, its year settled; the rest are its losers."""
    found = [one for one in found if one.day and (one.day.year is None or one.day.year in EPIDEMIC)]
    if not found:
        because = "No day of the notice stands in the text or beside it."
        return DateField(None, "unknown", rule="date/none", because=because)
    return settle(found[0], losers_of(found[1:]), years)


def _less_sure(acted: DateField, title: Field) -> DateField:
    """A day that the opening of an act reports may lie before the act."""
    if acted.rule != "date/reported" or acted.status != "stated" or not TITLED_ACT.search(str(title.value or "")):
        return acted
    because = "The text is no report, and what its opening tells may lie before it."
    return msgspec.structs.replace(acted, status="inferred", because=because)


# --- from when to when -----------------------------------------------------------------------------------------------


def _from(found: list[Found], acted: DateField, years: Years) -> DateField:
    """The day of the surest clause, unless it tells what went before the act or speaks for one clause of several."""
    return _in_force([one for one in _possible(found) if not _background(one, acted)], acted, years)


def _until(found: list[Found], acted: DateField, years: Years) -> DateField:
    """The day of the surest clause that names an end."""
    return _in_force(_possible(found), acted, years)


def _possible(found: list[Found]) -> list[Found]:
    return [one for one in found if one.day is None or one.day.year is None or one.day.year in EPIDEMIC]


def _in_force(found: list[Found], acted: DateField, years: Years) -> DateField:
    """The first found; several clauses with different days and none of the notice as a whole give no day."""
    if not found:
        return DateField(None, "unknown", rule="effective/none", because="The text does not say.")
    best = found[0]
    if best.rule == SINGLE:
        because = "Only single clauses name a day, not the notice as a whole."
        return DateField(None, "unknown", rule=SINGLE, because=because, others=losers_of(found))
    rivals = {_meaning(one, acted) for one in found if one.rule == best.rule}
    losers = losers_of([one for one in found[1:] if _meaning(one, acted) != _meaning(best, acted)])
    if best.rule not in (OWN, OPENING, "effective/labelled") and len(rivals) > 1:
        because = "Its clauses name different days, and none speaks of the notice as a whole."
        others = (*losers_of([best]), *losers)
        return DateField(None, "unknown", rule=best.rule, because=because, others=others)
    return _at_once(best, acted, losers) if best.day is None else _near(best, acted, losers, years)


def _background(found: Found, acted: DateField) -> bool:
    """Whether a day lies before the act and so tells what went before; a notice that speaks of itself may reach back, and a
    clause a little."""
    if found.day is None or found.rule == OWN or acted.precision != "day" or not found.day.day:
        return False
    act = as_day(str(acted.value))
    years = [found.day.year] if found.day.year else [act.year - 1, act.year, act.year + 1]
    days = (as_day(in_year(year, found.day)) for year in years if possible(year, found.day.month, found.day.day))
    before = -min(((day - act) for day in days), key=abs).days
    return before > (0 if found.rule == OPENING else _BACKGROUND)


def _meaning(found: Found, acted: DateField) -> str:
    """The month and day that is meant, to tell rivals apart."""
    return str(found.reading if found.day else acted.value or "at once")[-5:]


def _at_once(best: Found, acted: DateField, losers: tuple[Candidate, ...]) -> DateField:
    """The day of the act, or the one after it."""
    if acted.value is None:
        because = "It holds from its own day, which is unknown."
        return DateField(None, "unknown", (best.evidence,), "effective/at-once", because, losers, None, acted.partial)
    evidence = (best.evidence, *acted.evidence)
    if any(word in best.evidence.quote for word in _NEXT_DAY) and acted.precision == "day":
        following = (as_day(str(acted.value)) + timedelta(1)).isoformat()
        because = "It holds from the day after its own."
        return DateField(following, "inferred", evidence, "effective/at-once", because, losers, "day")
    because = "It holds from its own day."
    return DateField(acted.value, "inferred", evidence, "effective/at-once", because, losers, acted.precision)  # type: ignore[arg-type]


def _near(best: Found, acted: DateField, losers: tuple[Candidate, ...], years: Years) -> DateField:
    """A day in force whose missing year is that of the act, where the act's day is known."""
    day = best.day
    assert day is not None
    if day.iso or acted.precision != "day":
        return settle(best, losers, years, wide=True)
    act = as_day(str(acted.value))
    for year in (act.year, act.year + 1, act.year - 1):
        if possible(year, day.month, day.day) and -_BEFORE <= date(year, day.month or 1, day.day or 1) - act <= _BEHIND:
            because = f"Month and day are stated, and the notice's own day {acted.value} gives the year."
            evidence = (best.evidence, *acted.evidence)
            return DateField(in_year(year, day), "inferred", evidence, best.rule, because, losers, fineness(day))
    return settle(best, losers, years, wide=True)


def _after_term(repaired: Repaired, start: DateField) -> DateField | None:
    """The last day of a term counted from the day it takes force (施行, 有效期一年)."""
    match = _TERM.search(repaired.text)
    count = number_of(match["count"]) if match else None
    if not match or not count or start.precision != "day":
        return None
    last = _later(as_day(str(start.value)), count, match["unit"]) - timedelta(1)
    evidence = (repaired.evidence_in_text(*match.span()), *start.evidence)
    because = f"The text says {match.group()}, counted from {start.value}."
    return DateField(last.isoformat(), "inferred", evidence, "effective/term", because, (), "day")


def _later(first: date, count: int, unit: str) -> date:
    """The day ``count`` years, months or days after ``first``; beyond a month's end the days run on into the next."""
    if unit in ("天", "日"):
        return first + timedelta(count)
    months = first.month - 1 + count * (12 if unit == "年" else 1)
    return date(first.year + months // 12, months % 12 + 1, min(first.day, 28)) + timedelta(max(first.day - 28, 0))
