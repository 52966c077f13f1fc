"""Where each coded statement is listed: under its measure, at its place, in its month; and on which page that is.

Only statements that do more than mention a measure are listed and counted. A statement of a notice that is filed under two
cities is listed under both; totals count it once. Its month is the month of the notice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from builder.model import Archive, Coded, Evidence, Notice, Statement, Weights
from builder.rules import Rules
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.notice import province_of
from builder.write.split import ELSEWHERE, UNDATED, Item, Part, bytes_of, split, years_cut
from builder.write.unit import Prints, digest
from builder.write.words import Words

Numbers = NDArray[np.int64]

#: A city (0), a province (1), the nation or nowhere (2), and its code.
Spot = tuple[int, str]

LONGEST_QUOTE = 60

#: The bytes that a clause takes in a list without its words, and a row of the table of numbers without its own.
CLAUSE, NUMBER = 110, 240

NO_PLACE = Words("地点不详", "place unknown")


class ClauseView(NamedTuple):
    """A statement in a list: where its clause stands in the notice, its words, how it is put. That it is an order is the rule
    and goes without saying; its numbers stand in a table of their own."""

    anchor: Markup
    words: str
    how: tuple[str, ...]


class Said(NamedTuple):
    """What one notice says about a measure, at one of its places."""

    spot: Spot
    when: str
    notice: Notice
    coded: Coded

    @property
    def statements(self) -> tuple[tuple[int, Statement], ...]:
        """As they stand in the record, with their numbers; unpacked each time."""
        return self.coded.statements

    def views(self, rules: Rules) -> tuple[ClauseView, ...]:
        """The statements as a reader sees them."""
        return tuple(clause_view(statement, self.notice, rules) for _, statement in self.statements)


class Cell(NamedTuple):
    """A measure at a place in a month: how many statements there are, and the page that its clauses are on, below the page of the
    measure."""

    spot: Spot
    when: str
    count: int
    below: str


class Cells:
    """The cells of a measure by place, then month: columns, of which a build that shows none of them makes no objects."""

    def __init__(
        self, book: Book, below: list[str], spots: Numbers, whens: Numbers, counts: Numbers, parts: Numbers
    ) -> None:
        self._book, self._below = book, below
        self.spots, self.whens, self.counts, self._parts = spots, whens, counts, parts

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[Cell]:
        rows = zip(*(column.tolist() for column in (self.spots, self.whens, self.counts, self._parts)), strict=True)
        for spot, when, count, part in rows:
            yield Cell(self._book.spots[spot], self._book.whens[when], count, self._below[part])

    def runs(self) -> Iterator[tuple[Spot, str, int, int]]:
        """Where the cells of each place and year begin and end."""
        if not len(self):
            return
        years = self._book.years[self.whens]
        new = (self.spots[1:] != self.spots[:-1]) | (years[1:] != years[:-1])
        at = [0, *(np.flatnonzero(new) + 1).tolist(), len(self)]
        for begin, end in pairwise(at):
            when = self._book.whens[int(self.whens[begin])]
            yield self._book.spots[int(self.spots[begin])], when[:4] or UNDATED, begin, end

    def of(self, rows: Numbers) -> Cells:
        """Some of them."""
        return Cells(self._book, self._below, self.spots[rows], self.whens[rows], self.counts[rows], self._parts[rows])

    def digest(self) -> str:
        """Differs when another place, month, count or page is told."""
        names = self._book.spot_names[self.spots], self._book.when_names[self.whens]
        return _digest(*names, _named(self._below)[self._parts], self.counts)


class Book:
    """All statements, cut into pages by measure. They are kept in columns, a row for what a notice says about a measure at one of
    its places; ``parts`` name rows by number."""

    def __init__(self, archive: Archive, rules: Rules, limit: int | None = None, prints: Prints | None = None) -> None:
        self._prints, self._notices = prints or Prints(), archive.notices
        self._read(archive, rules)
        self.parts: dict[str, list[Part]] = {}
        self._cells: dict[str, Cells] = {}
        #: by the identity of a part, which lives as long, its digest and its statements
        self._told: dict[int, tuple[str, int]] = {}
        within = [province_of(code, rules) or ELSEWHERE for _, code in self.spots]
        years = [when[:4] or UNDATED for when in self.whens]
        for number, measure in enumerate(rules.measures.measures):
            rows = np.flatnonzero(self._measure == number)
            rows = rows[np.lexsort((self._notice[rows], self._spot[rows]))]
            items = map(
                Item,
                map(years.__getitem__, self._when[rows].tolist()),
                map(within.__getitem__, self._spot[rows].tolist()),
                self._weight[rows].tolist(),
                rows.tolist(),
            )
            self.parts[measure.id] = split(items, limit)
            self._enter(measure.id)
        self._at = self._by_place()

    def _read(self, archive: Archive, rules: Rules) -> None:
        order = {measure.id: number for number, measure in enumerate(rules.measures.measures)}
        places, spots, whens = places_of(archive, rules), dict[Spot, int](), dict[str, int]()
        rows, self._coded = list[tuple[int, int, int, int, int, int]](), list[Coded]()
        for rank, notice in enumerate(archive.notices):
            when = whens.setdefault(when_of(notice), len(whens))
            at = [spots.setdefault(spot, len(spots)) for spot in places(notice)]
            weights = self._prints.weights(notice, weights_of)
            for coded in notice.coded():
                about = rank, when, order[coded.id], coded.count, 300 + weights.title + weights.said[coded.id]
                for spot in at:
                    rows.append((spot, *about))
                    self._coded.append(coded)
        self.spots, self.whens = sorted(spots), sorted(whens)
        table = np.array(rows, np.int64).reshape(-1, 6).T
        self._spot = _places(self.spots, spots)[table[0]]
        self._when = _places(self.whens, whens)[table[2]]
        self._notice, self._measure, self._count, self._weight = table[1], table[3], table[4], table[5]
        self.years = np.unique([when[:4] for when in self.whens] or [""], return_inverse=True)[1]
        self.spot_names = _named(f"{level}{code}" for level, code in self.spots)
        self.when_names = _named(self.whens)
        self._names = _named(map(self._prints.of, archive.notices))

    def digest(self, parts: Iterable[Part]) -> str:
        """Differs when anything else is said about a measure on these of its pages."""
        return digest(*(self._told[id(part)][0] for part in parts))

    def statements(self, part: Part) -> int:
        """How many statements a page lists: what stands on it under two places counts once."""
        return self._told[id(part)][1]

    def _enter(self, measure: str) -> None:
        parts = self.parts[measure]
        pages = [np.array([item.value for item in part.items], np.int64) for part in parts]
        for part, rows in zip(parts, pages, strict=True):
            _, first = np.unique(self._notice[rows], return_index=True)
            told = _digest(self._names[self._notice[rows]], self.spot_names[self._spot[rows]])
            self._told[id(part)] = told, int(self._count[rows][first].sum())
        rows = np.concatenate(pages)
        many = len(self.whens) or 1
        keys, first, of_key = np.unique(
            self._spot[rows] * many + self._when[rows], return_index=True, return_inverse=True
        )
        counts = np.bincount(of_key, self._count[rows], len(keys)).astype(np.int64)
        page = np.repeat(np.arange(len(pages)), list(map(len, pages)))[first]  # pages in order: the first it stands on
        below = [part.below for part in parts]
        self._cells[measure] = Cells(self, below, keys // many, keys % many, counts, page)

    def _by_place(self) -> dict[Spot, list[tuple[str, Cells]]]:
        found: dict[Spot, list[tuple[str, Cells]]] = {}
        for measure, cells in self._cells.items():
            at = np.searchsorted(cells.spots, np.arange(len(self.spots) + 1))
            for spot, (begin, end) in zip(self.spots, pairwise(at.tolist()), strict=True):
                if begin < end:
                    found.setdefault(spot, []).append((measure, cells.of(np.arange(begin, end))))
        return found

    def print(self, notice: Notice) -> str:
        """The digest of its record."""
        return self._prints.of(notice)

    def cells(self, measure: str) -> Cells:
        """The cells of a measure, by place, then month."""
        return self._cells[measure]

    def at(self, spot: Spot) -> dict[tuple[str, str], Cell]:
        """The cells of a place by measure and month, in the order of these."""
        return {(measure, cell.when): cell for measure, cells in self._at.get(spot, ()) for cell in cells}

    def by_spot(self) -> dict[Spot, dict[str, int]]:
        """How many statements each place has of each measure, places by code."""
        return {
            spot: {measure: int(cells.counts.sum()) for measure, cells in self._at[spot]} for spot in sorted(self._at)
        }

    def said(self, measure: str) -> Iterator[Said]:
        """What is said about a measure, by place, newest first."""
        for part in self.parts[measure]:
            yield from self.said_on(part)

    def said_on(self, part: Part) -> Iterator[Said]:
        """What is said on one of its pages."""
        for item in part.items:
            row, notice = item.value, self._notices[int(self._notice[item.value])]
            yield Said(self.spots[int(self._spot[row])], self.whens[int(self._when[row])], notice, self._coded[row])


def _places(ordered: list[Any], numbers: Mapping[Any, int]) -> Numbers:
    """For each number the place of its key among the ordered ones."""
    found = np.empty(len(ordered), np.int64)
    found[[numbers[key] for key in ordered]] = np.arange(len(ordered))
    return found


def _named(names: Iterable[str]) -> NDArray[np.bytes_]:
    return np.array([name.encode() for name in names], np.bytes_)


def _digest(*columns: NDArray[Any]) -> str:
    total = hashlib.sha256()
    for column in columns:
        total.update(b"%d " % len(column) + column.tobytes())
    return total.hexdigest()


def clauses(measure: str, cell: Cell, here: Addresses) -> Markup:
    """Where the clauses of a cell begin."""
    return Markup(f"{here.measure(measure)}{cell.below}#{anchor(cell.spot, cell.when)}")


def clause_view(statement: Statement, notice: Notice, rules: Rules) -> ClauseView:
    """A statement as a list shows it, in the words of the clean text."""
    facet = rules.measures[statement.id].facet(statement.facet) if statement.facet else None
    stage = words.STAGES[statement.stage].zh if statement.stage != "unknown" else None
    modality = words.MODALITIES[statement.modality].zh if statement.modality != "ordered" else None
    how = (modality, stage, facet.zh if facet else None)
    return ClauseView(
        anchor=clause_anchor(statement),
        words=words_of_clause(statement, notice),
        how=tuple(part for part in how if part),
    )


def words_of_clause(statement: Statement, notice: Notice) -> str:
    """The words that carry a statement, in one line."""
    return "……".join(clean_words(evidence, notice) for evidence in statement.evidence)


def type_words(id: str, rules: Rules) -> Words:
    """The name of a type of number."""
    type = rules.measures.parameters.type(id)
    return Words(type.zh, type.en) if type else Words(id, "")


def clause_anchor(statement: Statement) -> Markup:
    """The id of the clause on the page of its notice."""
    return Markup(statement.block if statement.block.isalnum() and statement.block.isascii() else "")


def clean_words(evidence: Evidence, notice: Notice) -> str:
    """The words as they stand in the clean text (as found, where they were removed from it), their middle left out where they
    are many."""
    start, end = evidence.text_start, evidence.text_end
    said = evidence.quote if start is None or end is None else notice.text[start:end]
    line = " ".join(said.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE * 2 // 3]}……{line[-LONGEST_QUOTE // 4 :]}"


def counted(notice: Notice) -> Iterator[tuple[int, Statement]]:
    """The statements that count, with their numbers in the record, from 1, by which they are ordered."""
    return iter(sorted(entry for coded in notice.coded() for entry in coded.statements))


def weights_of(notice: Notice) -> Weights:
    """What its title, its row, its clauses and the rows of its numbers take. Depends on no rule: these are its own words."""
    said, numbers = dict[str, int](), 0
    for coded in notice.coded():
        said[coded.id] = 0
        for _, statement in coded.statements:
            rows = sum(
                NUMBER + bytes_of(clean_words(item.evidence, notice), item.subject) for item in statement.parameters
            )
            said[coded.id] += CLAUSE + bytes_of(words_of_clause(statement, notice)) + rows
            numbers += rows
    title = bytes_of(words.title_of(notice))
    row = 160 + title + bytes_of(words.place_of(notice), notice.issuing_body.normalised)
    return Weights(title, row, numbers, said)


def when_of(notice: Notice) -> str:
    """``2021/01``, or ``2021`` where the month is not known, or nothing."""
    return notice.month() or str(notice.date.value or "")[:4]


def when_words(when: str) -> Words:
    """A month, a year alone, or that it is not known."""
    if not when:
        return words.NO_DATE
    if "/" in when:
        return words.day(when.replace("/", "-"))
    return Words(f"{when}年（月份不详）", f"{when}, month unknown")


def column_anchor(when: str) -> Markup:
    """The id of a month's column."""
    return Markup("m" + (when.replace("/", "") or UNDATED))


def spot_anchor(spot: Spot) -> Markup:
    """The id of a place on a page about one measure."""
    return Markup("p" + (spot[1] if spot[1].isascii() and spot[1].isalnum() else ELSEWHERE))


def anchor(spot: Spot, when: str) -> Markup:
    """The id of the first clause of a place in a month on such a page."""
    return Markup(f"{spot_anchor(spot)}-{when.replace('/', '') or UNDATED}")


# --- places ----------------------------------------------------------------------------------------------------------


def name_of(code: str, rules: Rules) -> Words:
    """A place's name and its reading; its code where the table does not know it."""
    place = rules.places.by_code(code)
    return Words(place.name, place.pinyin) if place else Words(code, "")


def spot_words(spot: Spot, rules: Rules) -> Words:
    """The name of a place in a list; what stands under the province alone says so."""
    if not spot[1]:
        return NO_PLACE
    name = name_of(spot[1], rules)
    return Words(f"{name.zh}（省级）", name.en) if spot[0] == 1 else name


def spot_address(spot: Spot, here: Addresses) -> Markup | None:
    """The page of a place, when it has one."""
    address = {0: here.city, 1: here.province}.get(spot[0])
    return address(spot[1]) if address else None


def places_of(archive: Archive, rules: Rules) -> Callable[[Notice], Iterable[Spot]]:
    """Where a notice stands in a list by place: its cities (0), else its provinces (1), else the nation or nowhere (2)."""
    cities = {shelf.key for shelf in archive.cities}
    provinces = {shelf.key for shelf in archive.provinces}

    def places(notice: Notice) -> Iterable[Spot]:
        codes = dict.fromkeys(province_of(code, rules) for code in notice.filed_under)
        return (
            [(0, code) for code in notice.filed_under if code in cities]
            or [(1, code) for code in codes if code in provinces]
            or [(2, code) for code in codes]
            or [(2, "")]
        )

    return places


# --- lists of parts --------------------------------------------------------------------------------------------------


class Branch(NamedTuple):
    """A page of a long list, as the page above it names it."""

    words: Words
    href: Markup
    count: int


class Limb(NamedTuple):
    """A year of a long list and its pages."""

    year: Words
    href: Markup
    count: int
    branches: tuple[Branch, ...]

    def within(self, year: str) -> Limb:
        """The year as its own page names its pages."""
        own = tuple(branch._replace(href=Markup(branch.href.removeprefix(f"{year}/"))) for branch in self.branches)
        return self._replace(branches=own, href=Markup(""))


def limbs(parts: Iterable[Part], size: Callable[[Part], int], within: Callable[[str], Words]) -> list[Limb]:
    """The pages of a long list by year, as seen from the page of the whole. ``size`` counts what a page lists."""
    parts = list(parts)
    cut = years_cut(parts)
    found = []
    for part in parts:
        year = part.steps[0]
        if year not in cut:
            found.append(Limb(year_words(year), Markup(part.below), size(part), ()))
        elif part is cut[year][0]:
            branches = tuple(Branch(part_words(each, within), Markup(each.below), size(each)) for each in cut[year])
            found.append(Limb(year_words(year), Markup(f"{year}/"), sum(map(size, cut[year])), branches))
    return found


def year_words(year: str) -> Words:
    """The name of a year of a list."""
    return Words("日期不详", "Undated") if year == UNDATED else Words(f"{year}年", year)


def part_words(part: Part, within: Callable[[str], Words]) -> Words:
    """What a page of a long list holds, without its year."""
    name = within(part.steps[1])
    if len(part.steps) == 2:
        return name
    return Words(f"{name.zh}（{part.steps[2]}）", f"{name.en} {part.steps[2]}".strip())


def title_of_part(title: Words, part: Part, within: Callable[[str], Words]) -> Words:
    """The title of a page of a long list: the list's, the year, the rest."""
    year = year_words(part.steps[0])
    if len(part.steps) == 1:
        return Words(f"{title.zh} {year.zh}", f"{title.en}, {year.en}")
    rest = part_words(part, within)
    return Words(f"{title.zh} {year.zh} {rest.zh}", f"{title.en}, {year.en}, {rest.en}")
