"""The pages that list notices: by city, province, measure, issuer and month, the catalogue, the undated, the not-policy."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.model import Archive, Notice, Shelf
from builder.rules import Rules
from builder.rules.measures import Measure
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.coded import (
    NO_PLACE,
    Book,
    Branch,
    Cell,
    Limb,
    limbs,
    name_of,
    places_of,
    title_of_part,
    weights_of,
    when_of,
)
from builder.write.data import in_one_piece
from builder.write.matrix import Grids, matrix_pages
from builder.write.measure_pages import measure_pages
from builder.write.notice import field_view, province_of
from builder.write.page import Page, make
from builder.write.parameters import rows_of_notices
from builder.write.pictures import Counted, strips
from builder.write.split import ELSEWHERE, LIMIT, UNDATED, Item, Part, bytes_of, numbered, split, years_cut
from builder.write.taxonomy import taxonomy_page
from builder.write.unit import Prints, digest
from builder.write.words import Words

#: Where the notices of no place are listed.
UNPLACED = "cities/unplaced"

#: The bytes that an issuing body takes in their list.
ISSUER = 130

#: The bytes that a square of a picture takes, with its cell in the table behind it.
SQUARE = 260

#: A picture of more squares than this would fill the page of a place that has many pages: its years show their own.
MOST_SQUARES = 600


def index_pages(archive: Archive, rules: Rules, prints: Prints | None = None) -> Iterator[Page]:
    """Every page that lists notices or statements, but for the home page."""
    prints = prints or Prints()
    book = Book(archive, rules, prints=prints)
    grids = Grids(book, rules)
    yield from city_pages(archive, rules, book, prints)
    yield from province_pages(archive, rules, grids, prints)
    yield make("measures/index.md", Words("措施", "Measures"), "measures.md.j2", groups=by_group(archive, rules))
    yield from measure_pages(rules, book, grids, in_one_piece(archive, prints))
    yield from matrix_pages(book, grids, rules)
    yield taxonomy_page(rules)
    yield from issuer_pages(archive, rules, prints)
    yield from date_pages(archive, prints)
    yield from catalogue_pages(archive, rules, prints)


# --- figures that several pages show ---------------------------------------------------------------------------------


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
    names = {key: Words(f"{key}年", key) if key else Words("日期不详", "Undated") for key in piles}
    return [YearPile(names[key], tuple(pile)) for key, pile in piles.items()]


def gaps_of(notices: tuple[Notice, ...]) -> list[Figure]:
    """What is not known about these notices: said where a reader counts on the rest."""
    asked = (
        ("日期不详", "undated", [notice for notice in notices if not notice.date.value]),
        ("发文机关不详", "issuer unknown", [notice for notice in notices if not notice.issuing_body.value]),
        ("非机关原文", "not the authority's own text", [n for n in notices if n.officiality.value == "secondary"]),
    )
    return [Figure(len(pile), zh, en) for zh, en, pile in asked if pile]


# --- places ----------------------------------------------------------------------------------------------------------


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

        def clauses(measure: str, when: str, here: Addresses, code: str = shelf.key) -> Markup:
            return book.clauses(Cell(measure, (0, code), when), here)

        def where(measure: str, when: str, code: str = shelf.key) -> str:
            return book.where(Cell(measure, (0, code), when))

        told = told_of(shelf, clauses, where)
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
        told = told_of(shelf, grids.month, grids.where, of_no_city)
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
        return digest(*((*key, count, self.where(*key)) for key, count in sorted(self.counts.items())))


def told_of(
    shelf: Shelf,
    address: Callable[[str, str, Addresses], Markup],
    where: Callable[[str, str], str],
    shows_numbers: Callable[[Notice], bool] = lambda _: True,
) -> Told:
    """The statements of these notices, each once."""
    counts: Counter[tuple[str, str]] = Counter()
    for notice in shelf.notices:
        when = when_of(notice)
        for coded in notice.coded():
            counts[coded.id, when] += coded.count
    return Told(shelf.notices, counts, address, where, shows_numbers)


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
    items = [_notice_item(notice, prints, told.shows_numbers(notice)) for notice in shelf.notices]
    if SQUARE * len(told.counts) > LIMIT:  # the picture alone fills a page: each year shows its own
        room = min(room, sum(item.weight for item in items) - 1)
    parts = split(items, room)
    whole = not parts[0].steps
    pictured = told if len(told.counts) <= MOST_SQUARES or whole else told.nothing()
    yield make(
        f"{base}/index.md",
        Words(shelf.zh, shelf.en),
        "place.md.j2",
        digest(prints.all(shelf.notices), pictured.digest(), room, *((city.key, len(city.notices)) for city in cities)),
        lambda: _place_content(parts[0] if whole else None, pictured, here, rules),
        shelf=shelf,
        above=name_of(above, rules) if above else None,
        above_code=above,
        cities=cities,
        span=span_of(shelf.notices),
        gaps=gaps_of(shelf.notices),
        years=timeline(shelf.notices, here),
        limbs=[] if whole else limbs(parts, _length, _month_of_year),
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
        name = title_of_part(title, part, _month_of_year)
        yield make(path, name, "place_part.md.j2", inputs, more, shelf=shelf, base=base, limbs=[], count=count)
    for year, pages in cut.items():
        path = f"{base}/{year}/index.md"
        here, own = Addresses(path.count("/")), told.of_year(year)
        more = partial(_place_content, None, own, here, rules)
        inner = [limb.within(year) for limb in limbs(pages, _length, _month_of_year)]
        name = title_of_part(title, Part((year,), ()), _month_of_year)
        count = sum(map(_length, pages))
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


def _notice_item(notice: Notice, prints: Prints, numbers: bool = True) -> Item:
    when = when_of(notice)
    weights = prints.weights(notice, weights_of)
    weight = weights.row + (weights.numbers if numbers else 0)
    return Item(when[:4] or UNDATED, when[5:] or ELSEWHERE, weight, notice)


def _length(part: Part) -> int:
    return len(part.items)


def _month_of_year(step: str) -> Words:
    return (
        Words("月份不详", "month unknown")
        if step == ELSEWHERE
        else Words(f"{int(step)}月", calendar.month_name[int(step)])
    )


# --- measures --------------------------------------------------------------------------------------------------------


class GroupPile(NamedTuple):
    """A group of measures with the counts of each."""

    zh: str
    en: str
    measures: tuple[tuple[Measure, int], ...]


def by_group(archive: Archive, rules: Rules) -> list[GroupPile]:
    """All measures by group, also those no notice carries: their absence says something."""
    counts = {shelf.key: len(shelf.notices) for shelf in archive.measures}
    return [
        GroupPile(
            group.zh,
            group.en,
            tuple((measure, counts.get(measure.id, 0)) for measure in rules.measures.in_group(group.id)),
        )
        for group in rules.measures.groups
    ]


# --- issuers, dates, the catalogue -----------------------------------------------------------------------------------


class IssuerPile(NamedTuple):
    """The issuing bodies of one province, and their page where the list of all would be too long."""

    place: Words
    shelves: tuple[Shelf, ...]
    code: str


def issuer_pages(archive: Archive, rules: Rules, prints: Prints) -> Iterator[Page]:
    """The list of issuing bodies by the place of their first notice, cut by province where it is long, and one page for each."""
    piles = issuer_piles(archive, rules)
    cut = sum(ISSUER + bytes_of(shelf.zh) for shelf in archive.issuers) > LIMIT
    title = Words("发文机关", "Issuing bodies")
    yield make("issuers/index.md", title, "issuers.md.j2", piles=piles, cut=cut, total=len(archive.issuers))
    for pile in piles if cut else ():
        name = Words(f"{title.zh} {pile.place.zh}", f"{title.en}, {pile.place.en}")
        total = len(pile.shelves)
        yield make(f"issuers/{pile.code}/index.md", name, "issuers.md.j2", piles=[pile], cut=False, total=total)
    for shelf in archive.issuers:
        yield from shelf_pages(f"issuers/{shelf.key}", Words(shelf.zh, shelf.en), shelf.notices, prints)


def issuer_piles(archive: Archive, rules: Rules) -> list[IssuerPile]:
    """The issuing bodies under their provinces, by the code of their place."""
    piles: dict[str, list[tuple[str, str, Shelf]]] = {}
    for shelf in archive.issuers:
        code = min((code for notice in shelf.notices for code in notice.filed_under), default="")
        piles.setdefault(province_of(code, rules), []).append((code, shelf.zh, shelf))
    return [
        IssuerPile(
            name_of(code, rules) if code else NO_PLACE,
            tuple(shelf for *_, shelf in sorted(pile, key=_place)),
            code or ELSEWHERE,
        )
        for code, pile in sorted(piles.items())
    ]


def _place(entry: tuple[str, str, Shelf]) -> tuple[str, str]:
    return entry[:2]


def date_pages(archive: Archive, prints: Prints) -> Iterator[Page]:
    """The timeline, one page a month, and the undated."""
    here = Addresses(1)
    yield make(
        "dates/index.md", Words("时间", "Dates"), "dates.md.j2", archive=archive, years=timeline(archive.notices, here)
    )
    for shelf in archive.months:
        yield from shelf_pages(f"dates/{shelf.key}", words.day(shelf.key.replace("/", "-")), shelf.notices, prints)
    lead = Words("原文没有写明日期，也无从推断。", "The text names no date and none can be inferred.")
    parts = numbered(_notice_item(notice, prints, numbers=False) for notice in archive.undated)
    for number, items in enumerate(parts, 1):
        own = tuple(item.value for item in items)
        yield _numbered_page(
            "dates/undated", Words("日期不详", "Undated"), number, len(parts), "shelf.md.j2",
            inputs=digest(prints.all(own), len(archive.undated), len(parts)),
            lead=lead, total=len(archive.undated), piles=by_year(own), limbs=(),
        )  # fmt: skip


def catalogue_pages(archive: Archive, rules: Rules, prints: Prints) -> Iterator[Page]:
    """Every notice, and every page that turned out to be none, with the reason."""
    lead = Words("全部公文，新近在前，日期不详的在后。", "Every notice, newest first, undated last.")
    yield from shelf_pages("notices", Words("总目录", "Catalogue"), archive.notices, prints, lead)
    left_out = numbered(_left_out_item(notice, rules) for notice in archive.not_policy)
    for number, items in enumerate(left_out, 1):
        yield _numbered_page(
            "notices/not-policy", Words("未收录页面", "Not policy"), number, len(left_out), "not_policies.md.j2",
            total=len(archive.not_policy), pages=[item.value for item in items],
        )  # fmt: skip


def _left_out_item(notice: Notice, rules: Rules) -> Item:
    reason = field_view("is_policy", notice, rules).reason
    return Item(UNDATED, ELSEWHERE, 360 + bytes_of(words.title_of(notice), *reason), (notice, reason))


def _numbered_page(folder: str, title: Words, number: int, count: int, template: str, **values: Any) -> Page:
    """One page of a list that is cut by number only; the first stands at the address of the list."""
    name = title if number == 1 else Words(f"{title.zh}（{number}）", f"{title.en} {number}")
    path = f"{folder}/index.md" if number == 1 else f"{folder}/{number}/index.md"
    here = Addresses(path.count("/"))
    steps = [
        Branch(Words(f"{step}", ""), here.page(folder if step == 1 else f"{folder}/{step}"), step)
        for step in range(1, count + 1)
    ]
    return make(path, name, template, steps=steps, step=number, **values)


def shelf_pages(
    folder: str, title: Words, notices: tuple[Notice, ...], prints: Prints, lead: Words | None = None
) -> Iterator[Page]:
    """A plain list of notices, by year where there are several; cut by year and month where it is long."""
    parts = split(_notice_item(notice, prints, numbers=False) for notice in notices)
    total = len(notices)
    for part in parts:
        own = tuple(item.value for item in part.items)
        name = title_of_part(title, part, _month_of_year) if part.steps else title
        path, shown = f"{folder}/{part.below}index.md", None if part.steps else lead
        yield _shelf_page(path, name, shown, len(own), by_year(own), inputs=digest(title, prints.all(own)))
    if parts[0].steps:
        yield _shelf_page(f"{folder}/index.md", title, lead, total, [], limbs(parts, _length, _month_of_year))
    for year, pages in years_cut(parts).items():
        name = title_of_part(title, Part((year,), ()), _month_of_year)
        inner = [limb.within(year) for limb in limbs(pages, _length, _month_of_year)]
        yield _shelf_page(f"{folder}/{year}/index.md", name, None, sum(map(_length, pages)), [], inner)


def _shelf_page(
    path: str,
    title: Words,
    lead: Words | None,
    total: int,
    piles: list[YearPile],
    cut: Iterable[Limb] = (),
    inputs: str = "",
) -> Page:
    return make(
        path, title, "shelf.md.j2", inputs, lead=lead, total=total, piles=piles, limbs=tuple(cut), steps=(), step=1
    )
