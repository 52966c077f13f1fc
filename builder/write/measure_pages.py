"""The pages of the measures: what each is, when it was ordered, with which numbers, and the clauses by city and date.

A measure that fills more than one page is cut by year, a year by province; its own page then leads to them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.model import Notice
from builder.rules import Rules
from builder.rules.measures import Measure
from builder.write.addresses import Addresses
from builder.write.coded import (
    Book,
    ClauseView,
    Said,
    anchor,
    limbs,
    spot_address,
    spot_anchor,
    spot_words,
    title_of_part,
    year_words,
)
from builder.write.matrix import Grids, namer
from builder.write.page import Page, make
from builder.write.parameters import rows_of
from builder.write.pictures import STAGES, bars, lines
from builder.write.split import Part, years_cut
from builder.write.unit import digest
from builder.write.words import Words


class Clauses(NamedTuple):
    """What one notice says about a measure. ``anchor`` is set on the first of its place and month."""

    notice: Notice
    anchor: Markup | None
    statements: tuple[ClauseView, ...]


class PlacePile(NamedTuple):
    """What the notices of one place say about a measure; ``href`` is its page when it has one."""

    id: Markup
    words: Words
    href: Markup | None
    said: tuple[Clauses, ...]


class Totals(NamedTuple):
    """How much there is about a measure, each statement counted once."""

    notices: int
    statements: int
    places: int
    parameters: int


def measure_pages(rules: Rules, book: Book, grids: Grids, own_tables: bool) -> Iterator[Page]:
    """Every page of every measure of the taxonomy, also of those that no notice carries. ``own_tables``: its numbers lie beside
    each as a file."""
    for measure in rules.measures.measures:
        parts = book.parts[measure.id]
        yield first_page(measure, parts, rules, book, grids, own_tables)
        if parts[0].steps:
            yield from further_pages(measure, parts, rules, book)


def first_page(measure: Measure, parts: list[Part], rules: Rules, book: Book, grids: Grids, own_tables: bool) -> Page:
    """The page of a measure: its definition and picture, and its clauses or the pages that hold them."""
    path = f"measures/{measure.id}/index.md"
    here = Addresses(path.count("/"))
    whole = not parts[0].steps

    def content() -> dict[str, Any]:
        said = list(book.said(measure.id))
        counts = by_month_and_stage(said)
        column = month_address(measure.id, grids, here)
        return {
            "totals": totals(said),
            "picture": bars(counts, column),
            "lines": lines(counts, column),
            "grid": grids.measure(measure.id, here) if said else None,
            "limbs": [] if whole else limbs(parts, book.statements, namer(rules)),
            "places": by_place(said, rules, here) if whole else [],
            "rows": rows_of(said, here, rules) if whole else [],
        }

    return make(
        path,
        Words(measure.zh, measure.en),
        "measure.md.j2",
        digest(book.digest(parts), own_tables),
        content,
        measure=measure,
        group=rules.measures.group(measure.group),
        crosswalk=rules.measures.crossings(measure),
        left_out=[tracker for tracker in rules.measures.trackers if not tracker.licence],
        types=[rules.measures.parameters.type(id) for id in measure.parameters],
        stages=STAGES,
        own_table=own_tables,
    )


def further_pages(measure: Measure, parts: list[Part], rules: Rules, book: Book) -> Iterator[Page]:
    """The pages that hold the clauses of a measure too large for one."""
    title, within = Words(measure.zh, measure.en), namer(rules)
    for part in parts:
        path = f"measures/{measure.id}/{part.below}index.md"
        more = partial(_part_content, part, rules, book, Addresses(path.count("/")))
        name = title_of_part(title, part, within)
        inputs = book.digest([part])
        yield make(path, name, "measure_part.md.j2", inputs, more, measure=measure, limbs=[])
    for year, own in years_cut(parts).items():
        path = f"measures/{measure.id}/{year}/index.md"
        more = partial(_year_content, year, own, book, within)
        name = Words(f"{title.zh} {year_words(year).zh}", f"{title.en}, {year_words(year).en}")
        inputs = book.digest(own)
        yield make(path, name, "measure_part.md.j2", inputs, more, measure=measure, places=[], rows=[])


def _part_content(part: Part, rules: Rules, book: Book, here: Addresses) -> dict[str, Any]:
    said = list(book.said_on(part))
    return {"places": by_place(said, rules, here), "rows": rows_of(said, here, rules), "count": book.statements(part)}


def _year_content(year: str, own: list[Part], book: Book, within: Callable[[str], Words]) -> dict[str, Any]:
    whole = limbs(own, book.statements, within)
    return {"limbs": [limb.within(year) for limb in whole], "count": whole[0].count}


def totals(said: Iterable[Said]) -> Totals:
    """How much is said, counting what is listed under two cities once."""
    said = list(said)
    each = {item.notice.id: item.coded for item in said}.values()
    numbers = sum(coded.numbers() for coded in each)
    return Totals(len(each), sum(coded.count for coded in each), len({item.spot for item in said}), numbers)


def by_month_and_stage(said: Iterable[Said]) -> Counter[tuple[str, str]]:
    """How many statements each month and stage has, each once."""
    counts: Counter[tuple[str, str]] = Counter()
    for when, coded in {item.notice.id: (item.when, item.coded) for item in said}.values():
        for stage, count in coded.stages.items():
            counts[when, stage] += count
    return counts


def month_address(measure: str, grids: Grids, here: Addresses) -> Callable[[str], Markup | None]:
    """Where a month of the picture leads: to the column that shows its cities."""
    return lambda when: grids.month(measure, when, here)


def by_place(said: Iterable[Said], rules: Rules, here: Addresses) -> list[PlacePile]:
    """The entries of a page under each city, then under provinces for notices of no city, then the rest; by code."""
    piles: dict[tuple[int, str], list[Clauses]] = {}
    seen: set[Markup] = set()
    for item in said:
        name = anchor(item.spot, item.when)
        piles.setdefault(item.spot, []).append(Clauses(item.notice, None if name in seen else name, item.views(rules)))
        seen.add(name)
    return [
        PlacePile(spot_anchor(spot), spot_words(spot, rules), spot_address(spot, here), tuple(pile))
        for spot, pile in piles.items()
    ]
