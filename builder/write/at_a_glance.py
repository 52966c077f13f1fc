"""What several pages show of some notices at a glance: from when to when, month by month, by year, by measure, and the gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from builder.model import Notice
from builder.rules import Rules
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.words import Words


class Figure(NamedTuple):
    """A number worth a look."""

    value: object
    zh: str
    en: str
    href: Markup | None = None


class MonthCell(NamedTuple):
    """A month of the timeline. ``step`` is how dark its cell is, 1 to 4."""

    count: int
    step: int
    href: Markup


class YearRow(NamedTuple):
    """A year of the timeline."""

    year: str
    months: tuple[MonthCell, ...]


def timeline(notices: Iterable[Notice], here: Addresses) -> list[YearRow]:
    """How many notices each month holds, from the first year to the last; months unknown are left out."""
    counts = Counter(key for notice in notices if (key := notice.month()))
    if not counts:
        return []
    most = max(counts.values())
    years = range(int(min(counts)[:4]), int(max(counts)[:4]) + 1)
    return [YearRow(f"{year}", tuple(_cells(year, counts, most, here))) for year in years]


def _cells(year: int, counts: Counter[str], most: int, here: Addresses) -> Iterator[MonthCell]:
    for number in range(1, 13):
        key = f"{year:04}/{number:02}"
        step = -(-4 * counts[key] // most)
        yield MonthCell(counts[key], step, here.month(key))


def span_of(notices: Iterable[Notice]) -> Words:
    """From when to when, by the dates that are known."""
    known = sorted(str(notice.date.value) for notice in notices if notice.date.value)
    if not known:
        return Words("日期均不详", "no date is known")
    first, last = words.day(known[0]), words.day(known[-1])
    return first if known[0] == known[-1] else Words(f"{first.zh}—{last.zh}", f"{first.en} – {last.en}")


class MeasureRow(NamedTuple):
    """A measure on the page of a place: how many of its notices carry it, and when."""

    id: str
    zh: str
    en: str
    span: Words
    notices: tuple[Notice, ...]


def measure_rows(notices: Iterable[Notice], rules: Rules) -> list[MeasureRow]:
    """The measures of these notices as pages list them."""
    piles: dict[str, list[Notice]] = {}
    for notice in notices:
        for id in notice.counted_measures():
            piles.setdefault(id, []).append(notice)
    return [
        MeasureRow(measure.id, measure.zh, measure.en, span_of(piles[measure.id]), tuple(piles[measure.id]))
        for measure in rules.measures.sorted(piles)
    ]


class YearPile(NamedTuple):
    """The notices of one year, newest first."""

    year: Words
    notices: tuple[Notice, ...]


def by_year(notices: Iterable[Notice]) -> list[YearPile]:
    """The notices in their order, cut at the years; the undated last."""
    piles: dict[str, list[Notice]] = {}
    for notice in notices:
        piles.setdefault(str(notice.date.value or "")[:4], []).append(notice)
    names = {key: Words(f"{key}年", key) if key else words.UNDATED for key in piles}
    return [YearPile(names[key], tuple(pile)) for key, pile in piles.items()]


def gaps_of(notices: tuple[Notice, ...]) -> list[Figure]:
    """What is not known about these notices: said where a reader counts on the rest."""
    asked = (
        ("日期不详", "undated", [notice for notice in notices if not notice.date.value]),
        ("发文机关不详", "issuer unknown", [notice for notice in notices if not notice.issuing_body.value]),
        ("非机关原文", "not the authority's own text", [n for n in notices if n.officiality.value == "secondary"]),
    )
    return [Figure(len(pile), zh, en) for zh, en, pile in asked if pile]
