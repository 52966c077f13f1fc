"""How long, where, when: city × measure, for each measure city × month, and the durations of quarantine by city and month.

Every number leads to what it counts. A grid that fills more than one page is cut like any long list, by year and province.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from markupsafe import Markup

from builder.model import Notice, Parameter, Statement
from builder.rules import Rules
from builder.rules.measures import Group, Measure
from builder.write.addresses import Addresses
from builder.write.coded import (
    NO_PLACE,
    Book,
    Cell,
    Cells,
    Said,
    Spot,
    clause_anchor,
    clauses,
    column_anchor,
    limbs,
    name_of,
    spot_address,
    spot_anchor,
    spot_words,
    title_of_part,
    when_words,
    year_words,
)
from builder.write.notice import province_of
from builder.write.page import Page, make
from builder.write.parameters import size_of, value_words
from builder.write.pictures import columns, step_of, tick_of
from builder.write.split import ELSEWHERE, LIMIT, UNDATED, Item, Part, split, years_cut
from builder.write.unit import digest
from builder.write.words import Words

#: The group whose durations say how long people were kept; of it, the measures that may carry a duration.
QUARANTINE = "isolation"
DURATION = "duration"

HEAD = 220
CELL = 130
NUMBER = 190


class Head(NamedTuple):
    """A month at the head of a grid."""

    id: Markup
    tick: str
    words: Words
    href: Markup | None


class Year(NamedTuple):
    """A year over its months."""

    words: Words
    width: int


class Shown(NamedTuple):
    """A cell of a grid. ``step`` is how dark it is, 1 to 4; an empty one has no count."""

    count: int = 0
    step: int = 0
    href: Markup = Markup("")


class GridRow(NamedTuple):
    """A place in a grid."""

    id: Markup
    words: Words
    href: Markup | None
    cells: tuple[Shown, ...]
    total: int


class Grids:
    """The grids of all measures, cut into pages, and where each month stands."""

    def __init__(self, book: Book, rules: Rules, limit: int | None = None) -> None:
        self.parts: dict[str, list[Part]] = {
            measure.id: split(_grid_items(book.cells(measure.id), rules), limit) for measure in rules.measures.measures
        }
        #: the years of each grid that take several pages; None where the grid is on one page
        self._cut = {id: years_cut(parts) if parts[0].steps else None for id, parts in self.parts.items()}

    def measure(self, measure: str, here: Addresses) -> Markup:
        """The page of a measure's grid."""
        return here.page(f"measures/matrix/{measure}")

    def place(self, measure: str, spot: Spot | None, here: Addresses) -> Markup:
        """A place's row, or the page that leads to the pages it stands on."""
        whole = spot is not None and not self.parts[measure][0].steps
        return self.measure(measure, here) + (Markup("#") + spot_anchor(spot) if spot and whole else Markup(""))

    def month(self, measure: str, when: str, here: Addresses) -> Markup:
        """A month's column, or the page that leads to the pages it stands on."""
        return Markup(f"{self.measure(measure, here)}{self.where(measure, when)}")

    def where(self, measure: str, when: str) -> str:
        """The same below the page of the measure's grid."""
        year = when[:4] or UNDATED
        cut = self._cut[measure]
        if cut is None:
            return f"#{column_anchor(when)}"
        return f"{year}/" if year in cut else f"{year}/#{column_anchor(when)}"


def _grid_items(cells: Cells, rules: Rules) -> Iterator[Item]:
    within = cache(lambda code: province_of(code, rules) or ELSEWHERE)
    for spot, year, begin, end in cells.runs():
        # twelve columns, empty or not, and the filled cells
        yield Item(year, within(spot[1]), HEAD + 12 * 10 + CELL * (end - begin), (spot, begin, end))


# --- pages -----------------------------------------------------------------------------------------------------------


def matrix_pages(book: Book, grids: Grids, rules: Rules) -> Iterator[Page]:
    """City × measure, and a grid of city × month for each measure that anything is said about."""
    yield from overview_pages(book, grids, rules)
    for measure in rules.measures.measures:
        if any(part.items for part in grids.parts[measure.id]):
            yield from grid_pages(measure, book, grids, rules)
    yield from duration_pages(book, rules)


def grid_pages(measure: Measure, book: Book, grids: Grids, rules: Rules) -> Iterator[Page]:
    """The grid of a measure."""
    base, parts = f"measures/matrix/{measure.id}", grids.parts[measure.id]
    title = Words(f"{measure.zh}：何地何时", f"{measure.en}: where and when")
    every = book.cells(measure.id)
    most = int(every.counts.max())
    for part in parts:
        path = f"{base}/{part.below}index.md"
        cells = every.of(np.concatenate([np.arange(*item.value[1:]) for item in part.items]))
        name = title_of_part(title, part, namer(rules)) if part.steps else title
        yield _grid_page(path, name, measure, cells, most, rules)
    yield from _branching(base, title, parts, "grid.md.j2", rules, measure=measure, heads=(), years=(), rows=())


def _grid_page(path: str, title: Words, measure: Measure, cells: Cells, most: int, rules: Rules) -> Page:
    here = Addresses(path.count("/"))

    def content() -> dict[str, Any]:
        whens = columns((cell.when for cell in cells), empty=False)
        rows: dict[Spot, dict[str, Cell]] = {}
        for cell in cells:
            rows.setdefault(cell.spot, {})[cell.when] = cell
        shown = []
        for spot, own in sorted(rows.items()):
            row = tuple(_shown(measure.id, own.get(when), most, here) for when in whens)
            total = sum(cell.count for cell in row)
            shown.append(GridRow(spot_anchor(spot), spot_words(spot, rules), spot_address(spot, here), row, total))
        return {"heads": heads(whens, here), "years": years_over(whens), "rows": shown}

    inputs = digest(most, cells.digest())
    return make(path, title, "grid.md.j2", inputs, content, measure=measure, limbs=[])


def _shown(measure: str, cell: Cell | None, most: int, here: Addresses) -> Shown:
    if cell is None:
        return Shown()
    return Shown(cell.count, step_of(cell.count, most), clauses(measure, cell, here))


def heads(whens: Iterable[str], here: Addresses) -> list[Head]:
    """The months at the head of a grid; a whole month leads to its page."""
    return [
        Head(column_anchor(when), tick_of(when), when_words(when), here.month(when) if "/" in when else None)
        for when in whens
    ]


def years_over(whens: Iterable[str]) -> list[Year]:
    """The years over the months."""
    widths: dict[str, int] = {}
    for when in whens:
        key = when[:4] or UNDATED
        widths[key] = widths.get(key, 0) + 1
    return [Year(year_words(year), width) for year, width in widths.items()]


def _branching(
    base: str, title: Words, parts: list[Part], template: str, rules: Rules, **empty: object
) -> Iterator[Page]:
    """The pages that lead to the pages of a list: the whole's, and each year's that is cut again."""
    if not parts[0].steps:
        return
    whole = limbs(parts, _size, namer(rules))
    yield make(f"{base}/index.md", title, template, limbs=whole, **empty)
    cut = years_cut(parts)
    for limb, year in zip(whole, dict.fromkeys(part.steps[0] for part in parts), strict=True):
        if year in cut:
            name = Words(f"{title.zh} {year_words(year).zh}", f"{title.en}, {year_words(year).en}")
            yield make(f"{base}/{year}/index.md", name, template, limbs=[limb.within(year)], **empty)


def _size(part: Part) -> int:
    return len({item.value[0] for item in part.items})


def namer(rules: Rules) -> Callable[[str], Words]:
    """The names of the provinces that pages are cut by."""
    return lambda code: NO_PLACE if code == ELSEWHERE else name_of(code, rules)


# --- city × measure --------------------------------------------------------------------------------------------------


def overview_pages(book: Book, grids: Grids, rules: Rules, limit: int | None = None) -> Iterator[Page]:
    """Which places say something about which measure. When the cities fill more than one page each province has its own."""
    title = Words("何地何时", "Where and when")
    items = [
        Item("", province_of(spot[1], rules) or ELSEWHERE, HEAD + 10 * 28 + CELL * len(own), (spot, own))
        for spot, own in book.by_spot().items()
    ]
    most = max((count for item in items for count in item.value[1].values()), default=1)
    if sum(item.weight for item in items) <= (LIMIT if limit is None else limit):
        yield _overview("measures/matrix/index.md", title, [item.value for item in items], most, grids, rules)
        return
    piles: dict[str, list[tuple[Spot, dict[str, int]]]] = {}
    for item in items:
        piles.setdefault(item.within, []).append(item.value)
    summed = [((1, code), _sum(own for _, own in pile)) for code, pile in sorted(piles.items())]
    most_of_all = max(count for _, own in summed for count in own.values())
    yield _overview("measures/matrix/index.md", title, summed, most_of_all, grids, rules, cut=True)
    for code, pile in sorted(piles.items()):
        name = Words(f"{title.zh} {namer(rules)(code).zh}", f"{title.en}, {namer(rules)(code).en}")
        yield _overview(f"measures/matrix/{code}/index.md", name, pile, most, grids, rules)


def _sum(piles: Iterable[dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for pile in piles:
        for measure, count in pile.items():
            found[measure] = found.get(measure, 0) + count
    return found


def _overview(
    path: str, title: Words, places: list[tuple[Spot, dict[str, int]]], most: int, grids: Grids, rules: Rules,
    cut: bool = False,
) -> Page:  # fmt: skip
    here = Addresses(path.count("/"))

    def content() -> dict[str, Any]:
        rows = []
        for spot, own in places:
            cells = tuple(
                Shown(own[id], step_of(own[id], most), grids.place(id, None if cut else spot, here))
                if id in own
                else Shown()
                for id in (measure.id for measure in rules.measures.measures)
            )
            name = namer(rules)(spot[1] or ELSEWHERE) if cut else spot_words(spot, rules)
            href = Markup(f"{spot[1]}/") if cut else spot_address(spot, here)
            rows.append(GridRow(spot_anchor(spot), name, href, cells, sum(own.values())))
        return {"rows": rows, "measures": rules.measures.measures, "groups": groups_of(rules)}

    shown = ((*spot, *own.items()) for spot, own in places)
    inputs = digest(most, *shown, *(bool(parts[0].steps) for parts in grids.parts.values()))
    return make(path, title, "matrix.md.j2", inputs, content, cut=cut)


def groups_of(rules: Rules) -> list[tuple[Group, int]]:
    """The groups of measures, each with how many it has."""
    return [(group, len(rules.measures.in_group(group.id))) for group in rules.measures.groups]


# --- durations of quarantine -----------------------------------------------------------------------------------------


class Stay(NamedTuple):
    """A duration that is stated: where, when, under which measure, and the clause that says it."""

    spot: Spot
    when: str
    measure: str
    notice: Notice
    statement: Statement
    parameter: Parameter


class Number(NamedTuple):
    """A duration in a cell: the value, its first clause, and how many clauses of the cell say it."""

    words: Words
    whom: str
    href: Markup
    times: int


class StayRow(NamedTuple):
    """A measure at a place through time."""

    id: Markup | None
    place: Words
    place_href: Markup | None
    span: int
    measure: Measure
    cells: tuple[tuple[Number, ...], ...]


def quarantines(rules: Rules) -> tuple[Measure, ...]:
    """The measures that keep people somewhere for a time."""
    return tuple(item for item in rules.measures.in_group(QUARANTINE) if DURATION in item.parameters)


def stays(said: Iterable[Said]) -> Iterator[Stay]:
    """Every duration that is stated in what is said about quarantine."""
    for item in said:
        for _, statement in item.statements:
            for parameter in statement.parameters:
                if parameter.type == DURATION:
                    yield Stay(item.spot, item.when, statement.id, item.notice, statement, parameter)


def duration_pages(book: Book, rules: Rules, limit: int | None = None) -> Iterator[Page]:
    """How long people were quarantined, by city and month, each number leading to its clause."""
    base, title = "measures/durations", Words("隔离多久", "How long quarantine lasted")
    rows: dict[tuple[Spot, str], list[Said]] = {}
    said = (item for measure in quarantines(rules) for item in book.said(measure.id) if item.coded.numbers(DURATION))
    for item in sorted(said, key=lambda item: (item.spot, rules.measures[item.coded.id].order)):
        rows.setdefault((item.spot, item.when[:4] or UNDATED), []).append(item)
    items = [
        Item(year, province_of(spot[1], rules) or ELSEWHERE, _room(own), (spot, own))
        for (spot, year), own in rows.items()
    ]
    parts = split(items, limit)
    for part in parts:
        path = f"{base}/{part.below}index.md"
        name = title_of_part(title, part, namer(rules)) if part.steps else title
        yield _duration_page(path, name, [said for item in part.items for said in item.value[1]], book, rules)
    empty = {"heads": (), "years": (), "rows": (), "count": 0, "measures": quarantines(rules)}
    yield from _branching(base, title, parts, "durations.md.j2", rules, **empty)


def _room(said: Iterable[Said]) -> int:
    return 2 * (HEAD + 120) + NUMBER * sum(item.coded.numbers(DURATION) for item in said)


def _duration_page(path: str, title: Words, said: list[Said], book: Book, rules: Rules) -> Page:
    here = Addresses(path.count("/"))

    def content() -> dict[str, Any]:
        found = list(stays(said))
        whens = columns((stay.when for stay in found), empty=False)
        piles: dict[Spot, dict[str, list[Stay]]] = {}
        for stay in found:
            piles.setdefault(stay.spot, {}).setdefault(stay.measure, []).append(stay)
        rows = []
        for spot, by_measure in sorted(piles.items()):
            for number, (measure, own) in enumerate(by_measure.items()):
                cells = tuple(_numbers([stay for stay in own if stay.when == when], here) for when in whens)
                first = number == 0
                place = (spot_anchor(spot) if first else None, spot_words(spot, rules), spot_address(spot, here))
                rows.append(StayRow(*place, len(by_measure) if first else 0, rules.measures[measure], cells))
        count = len({(stay.notice.id, stay.measure, stay.parameter.evidence.start) for stay in found})
        return {"heads": heads(whens, here), "years": years_over(whens), "rows": rows, "count": count}

    inputs = digest(*((*item.spot, item.coded.id, book.print(item.notice)) for item in said))
    return make(path, title, "durations.md.j2", inputs, content, limbs=[], measures=quarantines(rules))


def _numbers(found: list[Stay], here: Addresses) -> tuple[Number, ...]:
    piles: dict[str, list[Stay]] = {}
    for stay in sorted(found, key=lambda stay: size_of(stay.parameter) or 0):
        piles.setdefault(value_words(stay.parameter).zh, []).append(stay)
    return tuple(
        Number(value_words(own[0].parameter), own[0].parameter.subject or "", _clause(own[0], here), len(own))
        for own in piles.values()
    )


def _clause(stay: Stay, here: Addresses) -> Markup:
    return here.notice(stay.notice.id) + Markup("#") + clause_anchor(stay.statement)
