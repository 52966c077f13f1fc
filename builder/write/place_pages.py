"""The pages of places: each city and province, their lists, and the notices that stand on the page of neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.model import Archive, Notice, Shelf
from builder.rules import Rules
from builder.write.addresses import Addresses
from builder.write.at_a_glance import by_year, gaps_of, measure_rows, span_of, timeline
from builder.write.coded import Book, Cell, clauses, limbs, name_of, places_of, title_of_part, when_of
from builder.write.lists import item_of, length, month_of_year, shelf_pages
from builder.write.matrix import Grids
from builder.write.notice import province_of
from builder.write.page import Page, make
from builder.write.parameters import rows_of_notices
from builder.write.pictures import Counted, strips
from builder.write.split import LIMIT, UNDATED, Part, split, years_cut
from builder.write.unit import Prints, digest
from builder.write.words import Words

#: Where the notices of no place are listed.
UNPLACED = "cities/unplaced"

#: The bytes that a square of a picture takes, with its cell in the table behind it.
SQUARE = 260

#: A picture of more squares than this would fill the page of a place that has many pages: its years show their own.
MOST_SQUARES = 600


class ProvincePile(NamedTuple):
    """A province and the shelves of its cities; ``own`` is its own shelf when it has one."""

    code: str
    zh: str
    en: str
    own: Shelf | None
    cities: tuple[Shelf, ...]


def by_province(archive: Archive, rules: Rules) -> list[ProvincePile]:
    """The shelves of cities under their provinces, by code."""
    own = {shelf.key: shelf for shelf in archive.provinces}
    piles: dict[str, list[Shelf]] = {code: [] for code in own}
    for shelf in archive.cities:
        piles.setdefault(province_of(shelf.key, rules), []).append(shelf)
    return [ProvincePile(code, *name_of(code, rules), own.get(code), tuple(piles[code])) for code in sorted(piles)]


def city_pages(archive: Archive, rules: Rules, book: Book, prints: Prints) -> Iterator[Page]:
    """The list of cities, the notices that stand on no place's page, and the pages of each city."""
    unplaced = unplaced_of(archive, rules)
    yield make(
        "cities/index.md",
        Words("城市", "Cities"),
        "cities.md.j2",
        provinces=by_province(archive, rules),
        archive=archive,
        unplaced=unplaced,
    )
    lead = Words(
        "这些公文不归任何一地：全国性的，或原文看不出地点的。",
        "National notices, and those whose text does not show a place.",
    )
    yield from shelf_pages(UNPLACED, Words("全国与地点不详", "National, or place unknown"), unplaced, prints, lead)
    for shelf in archive.cities:
        province = province_of(shelf.key, rules)
        above = None if province == shelf.key else province
        told = told_of_city(shelf, book.at((0, shelf.key)))
        yield from place_pages(f"cities/{shelf.key}", shelf, rules, told, prints, above=above)


def unplaced_of(archive: Archive, rules: Rules) -> tuple[Notice, ...]:
    """The notices that stand on the page of no city and no province."""
    places = places_of(archive, rules)
    return tuple(notice for notice in archive.notices if all(level == 2 for level, _ in places(notice)))


def province_pages(archive: Archive, rules: Rules, grids: Grids, prints: Prints) -> Iterator[Page]:
    """The list of provinces, and the pages of each province. Its numbers lead to the month's column of a measure's grid, since
    they count its cities too; of the numbers in the texts it shows those of its own notices, each city shows its own."""
    piles = by_province(archive, rules)
    yield make("provinces/index.md", Words("省份", "Provinces"), "provinces.md.j2", provinces=piles)
    cities = {pile.code: pile.cities for pile in piles}
    places = places_of(archive, rules)

    def of_no_city(notice: Notice) -> bool:
        return all(level for level, _ in places(notice))

    for shelf in archive.provinces:
        told = told_of_province(shelf, grids, of_no_city)
        yield from place_pages(f"provinces/{shelf.key}", shelf, rules, told, prints, cities=cities.get(shelf.key, ()))


class Told(NamedTuple):
    """How many statements of a place's notices a measure has in a month, and where they are listed (as a link, and as what tells
    one place from another); and whose numbers the place shows."""

    notices: tuple[Notice, ...]
    counts: Mapping[tuple[str, str], int]
    address: Callable[[str, str, Addresses], Markup]
    where: Callable[[str, str], str]
    shows_numbers: Callable[[Notice], bool]

    def of_year(self, year: str) -> Told:
        """Those of one year."""
        own = {key: count for key, count in self.counts.items() if (key[1][:4] or UNDATED) == year}
        notices = tuple(notice for notice in self.notices if (when_of(notice)[:4] or UNDATED) == year)
        return self._replace(notices=notices, counts=own)

    def nothing(self) -> Told:
        """None of them."""
        return self._replace(counts={})

    def digest(self) -> str:
        """Differs when another count or another address is shown."""
        where = self.where
        return digest(
            *[f"{measure} {when} {count} {where(measure, when)}" for (measure, when), count in self.counts.items()]
        )


def told_of_city(shelf: Shelf, cells: Mapping[tuple[str, str], Cell]) -> Told:
    """The statements of a city, which are listed on the pages of their measures under it."""
    return Told(
        shelf.notices,
        {key: cell.count for key, cell in cells.items()},
        lambda measure, when, here: clauses(measure, cells[measure, when], here),
        lambda measure, when: cells[measure, when].below,
        lambda _: True,
    )


def told_of_province(shelf: Shelf, grids: Grids, shows_numbers: Callable[[Notice], bool]) -> Told:
    """The statements of a province's notices, each once."""
    counts: Counter[tuple[str, str]] = Counter()
    for notice in shelf.notices:
        when = when_of(notice)
        for coded in notice.coded():
            counts[coded.id, when] += coded.count
    return Told(shelf.notices, counts, grids.month, grids.where, shows_numbers)


def counted_rows(told: Told, here: Addresses, rules: Rules) -> list[Counted]:
    """The measures of a place with their months, as pictures and tables show them."""
    months: dict[str, dict[str, tuple[int, Markup]]] = {}
    for measure, when in sorted(told.counts):
        count = told.counts[measure, when]
        months.setdefault(measure, {})[when] = (count, told.address(measure, when, here))
    return [
        Counted(measure.id, Words(measure.zh, measure.en), here.measure(measure.id), months[measure.id])
        for measure in rules.measures.sorted(months)
    ]


def place_pages(
    base: str, shelf: Shelf, rules: Rules, told: Told, prints: Prints,
    above: str | None = None, cities: tuple[Shelf, ...] = (),
) -> Iterator[Page]:  # fmt: skip
    """What a city or province has: how much, from when to when, which measures and numbers, and every notice; cut by year and
    month where it is much."""
    here = Addresses(2)
    room = max(LIMIT - SQUARE * len(told.counts), LIMIT // 4)
    items = [item_of(notice, prints, told.shows_numbers(notice)) for notice in shelf.notices]
    if SQUARE * len(told.counts) > LIMIT:  # the picture alone fills a page: each year shows its own
        room = min(room, sum(item.weight for item in items) - 1)
    parts = split(items, room)
    whole = not parts[0].steps
    pictured = told if len(told.counts) <= MOST_SQUARES or whole else told.nothing()

    def content() -> dict[str, Any]:
        return _place_content(parts[0] if whole else None, pictured, here, rules) | {
            "span": span_of(shelf.notices),
            "gaps": gaps_of(shelf.notices),
            "years": timeline(shelf.notices, here),
            "limbs": [] if whole else limbs(parts, length, month_of_year),
        }

    yield make(
        f"{base}/index.md",
        Words(shelf.zh, shelf.en),
        "place.md.j2",
        digest(prints.all(shelf.notices), pictured.digest(), room, *((city.key, len(city.notices)) for city in cities)),
        content,
        shelf=shelf,
        above=name_of(above, rules) if above else None,
        above_code=above,
        cities=cities,
    )
    if not whole:
        yield from _place_parts(base, shelf, parts, told.nothing() if pictured.counts else told, rules, prints)


def _place_parts(
    base: str, shelf: Shelf, parts: list[Part], told: Told, rules: Rules, prints: Prints
) -> Iterator[Page]:
    title, cut = Words(shelf.zh, shelf.en), years_cut(parts)
    for part in parts:
        path = f"{base}/{part.below}index.md"
        year = told.of_year(part.steps[0]) if len(part.steps) == 1 else told.nothing()
        here, count = Addresses(path.count("/")), len(part.items)
        inputs = digest(prints.all(_notices(part)), prints.all(year.notices), year.digest())
        more = partial(_place_content, part, year, here, rules)
        name = title_of_part(title, part, month_of_year)
        yield make(path, name, "place_part.md.j2", inputs, more, shelf=shelf, base=base, limbs=[], count=count)
    for year, pages in cut.items():
        path = f"{base}/{year}/index.md"
        here, own = Addresses(path.count("/")), told.of_year(year)
        more = partial(_place_content, None, own, here, rules)
        inner = [limb.within(year) for limb in limbs(pages, length, month_of_year)]
        name = title_of_part(title, Part((year,), ()), month_of_year)
        count = sum(map(length, pages))
        inputs = digest(prints.all(own.notices), own.digest(), *map(str, inner))
        yield make(path, name, "place_part.md.j2", inputs, more, shelf=shelf, base=base, limbs=inner, count=count)


def _notices(part: Part) -> Iterator[Notice]:
    return (item.value for item in part.items)


def _place_content(part: Part | None, told: Told, here: Addresses, rules: Rules) -> dict[str, Any]:
    notices = tuple(item.value for item in part.items) if part else ()
    measures = counted_rows(told, here, rules)
    return {
        "piles": by_year(notices),
        "rows": rows_of_notices(filter(told.shows_numbers, notices), here, rules),
        "of_cities": not all(map(told.shows_numbers, notices)),
        "spans": {row.id: row for row in measure_rows(told.notices, rules)},
        "counted": measures,
        "picture": strips(measures),
    }
