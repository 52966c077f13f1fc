"""The pages that list notices: by city, province, measure, issuer and month, the catalogue, the undated, the not-policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.model import Archive, Notice, Shelf
from builder.rules import Rules
from builder.rules.measures import Measure
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.markdown import render
from builder.write.notice import StatementView, field_view, province_of, statement_view
from builder.write.words import Words


class Page(NamedTuple):
    """A page below ``docs/``: its path, its front matter, its Markdown body."""

    path: str
    values: dict[str, Any]
    body: str


def index_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """Every page that lists notices, but for the home page."""
    yield from city_pages(archive, rules)
    yield from province_pages(archive, rules)
    yield from measure_pages(archive, rules)
    yield from issuer_pages(archive, rules)
    yield from date_pages(archive)
    yield from catalogue_pages(archive, rules)


def make(path: str, title: Words, template: str, **values: Any) -> Page:
    """The page at ``path``; its addresses are seen from there."""
    depth = path.count("/")
    front = {"title": f"{title.zh} {title.en}".strip()}
    return Page(path, front, render(template, title=title, here=Addresses(depth), w=words, **values))


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


NO_PLACE = Words("地点不详", "place unknown")


class ProvincePile(NamedTuple):
    """A province and the shelves of its cities; ``own`` is its own shelf when it has one."""

    code: str
    zh: str
    en: str
    own: Shelf | None
    cities: tuple[Shelf, ...]

    @property
    def is_city(self) -> bool:
        """Whether it is a municipality, which is its own and only city."""
        return any(city.key == self.code for city in self.cities)


def by_province(archive: Archive, rules: Rules) -> list[ProvincePile]:
    """The shelves of cities under their provinces, by code."""
    own = {shelf.key: shelf for shelf in archive.provinces}
    piles: dict[str, list[Shelf]] = {code: [] for code in own}
    for shelf in archive.cities:
        piles.setdefault(province_of(shelf.key, rules), []).append(shelf)
    return [ProvincePile(code, *name_of(code, rules), own.get(code), tuple(piles[code])) for code in sorted(piles)]


def name_of(code: str, rules: Rules) -> Words:
    """A place's name and its reading; its code where the table does not know it."""
    place = rules.places.by_code(code)
    return Words(place.name, place.pinyin) if place else Words(code, "")


def city_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """The list of cities with the notices that stand on no place's page, and one page a city."""
    places = places_of(archive, rules)
    unplaced = [notice for notice in archive.notices if all(level == 2 for level, _ in places(notice))]
    yield make(
        "cities/index.md",
        Words("城市", "Cities"),
        "cities.md.j2",
        provinces=by_province(archive, rules),
        archive=archive,
        unplaced=unplaced,
    )
    for shelf in archive.cities:
        province = province_of(shelf.key, rules)
        yield place_page(
            f"cities/{shelf.key}/index.md", shelf, rules, above=None if province == shelf.key else province
        )


def province_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """The list of provinces, and one page a province."""
    piles = by_province(archive, rules)
    yield make("provinces/index.md", Words("省份", "Provinces"), "provinces.md.j2", provinces=piles)
    cities = {pile.code: pile.cities for pile in piles}
    for shelf in archive.provinces:
        yield place_page(f"provinces/{shelf.key}/index.md", shelf, rules, cities=cities.get(shelf.key, ()))


def place_page(path: str, shelf: Shelf, rules: Rules, above: str | None = None, cities: tuple[Shelf, ...] = ()) -> Page:
    """What a city or province has: how much, from when to when, which measures, and every notice."""
    here = Addresses(path.count("/"))
    return make(
        path,
        Words(shelf.zh, shelf.en),
        "place.md.j2",
        shelf=shelf,
        above=name_of(above, rules) if above else None,
        above_code=above,
        cities=cities,
        span=span_of(shelf.notices),
        gaps=gaps_of(shelf.notices),
        years=timeline(shelf.notices, here),
        measures=measure_rows(shelf.notices, rules),
        piles=by_year(shelf.notices),
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


def measure_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """The list of measures, and one page for every measure of the taxonomy."""
    yield make("measures/index.md", Words("措施", "Measures"), "measures.md.j2", groups=by_group(archive, rules))
    shelves = {shelf.key: shelf for shelf in archive.measures}
    for measure in rules.measures.measures:
        shelf = shelves.get(measure.id)
        yield measure_page(measure, shelf.notices if shelf else (), archive, rules)


class Said(NamedTuple):
    """What one notice says about a measure."""

    notice: Notice
    statements: tuple[StatementView, ...]


class PlacePile(NamedTuple):
    """What the notices of one place say about a measure; ``href`` is its page when it has one."""

    zh: str
    en: str
    href: Markup | None
    said: tuple[Said, ...]


def measure_page(measure: Measure, notices: tuple[Notice, ...], archive: Archive, rules: Rules) -> Page:
    """What the measure is, where it stands in other trackers, and who said what about it when."""
    path = f"measures/{measure.id}/index.md"
    here = Addresses(path.count("/"))
    trackers = {tracker.id: tracker for tracker in rules.measures.trackers}
    return make(
        path,
        Words(measure.zh, measure.en),
        "measure.md.j2",
        measure=measure,
        group=rules.measures.group(measure.group),
        crosswalk=[(trackers[crossing.tracker], crossing) for crossing in measure.crosswalk],
        notices=notices,
        span=span_of(notices),
        years=timeline(notices, here),
        places=said_by_place(measure, notices, archive, rules, here),
    )


def said_by_place(
    measure: Measure, notices: Iterable[Notice], archive: Archive, rules: Rules, here: Addresses
) -> list[PlacePile]:
    """The statements of a measure under each city, then under provinces for notices of no city, then the rest; by code."""
    piles: dict[tuple[int, str], list[Said]] = {}
    places = places_of(archive, rules)
    for notice in notices:
        own = (item for item in notice.measures if item.id == measure.id and item.modality != "mention")
        said = Said(notice, tuple(statement_view(item, notice, rules) for item in own))
        for key in places(notice):
            piles.setdefault(key, []).append(said)
    address = {0: here.city, 1: here.province}
    return [
        PlacePile(
            *(name_of(code, rules) if code else NO_PLACE),
            address[level](code) if level in address else None,
            tuple(piles[level, code]),
        )
        for level, code in sorted(piles)
    ]


def places_of(archive: Archive, rules: Rules) -> Callable[[Notice], Iterable[tuple[int, str]]]:
    """Where a notice stands in a list by place: its cities (0), else its provinces (1), else the nation or nowhere (2)."""
    cities = {shelf.key for shelf in archive.cities}
    provinces = {shelf.key for shelf in archive.provinces}

    def places(notice: Notice) -> Iterable[tuple[int, str]]:
        codes = dict.fromkeys(province_of(code, rules) for code in notice.filed_under)
        return (
            [(0, code) for code in notice.filed_under if code in cities]
            or [(1, code) for code in codes if code in provinces]
            or [(2, code) for code in codes]
            or [(2, "")]
        )

    return places


# --- issuers, dates, the catalogue -----------------------------------------------------------------------------------


class IssuerPile(NamedTuple):
    """The issuing bodies of one province."""

    place: Words
    shelves: tuple[Shelf, ...]


def issuer_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """The list of issuing bodies by the place of their first notice, and one page for each."""
    piles: dict[str, list[tuple[str, str, Shelf]]] = {}
    for shelf in archive.issuers:
        code = min((code for notice in shelf.notices for code in notice.filed_under), default="")
        piles.setdefault(province_of(code, rules), []).append((code, shelf.zh, shelf))
    yield make(
        "issuers/index.md",
        Words("发文机关", "Issuing bodies"),
        "issuers.md.j2",
        piles=[
            IssuerPile(
                name_of(code, rules) if code else NO_PLACE, tuple(shelf for *_, shelf in sorted(pile, key=_place))
            )
            for code, pile in sorted(piles.items())
        ],
    )
    for shelf in archive.issuers:
        yield shelf_page(f"issuers/{shelf.key}/index.md", Words(shelf.zh, shelf.en), shelf.notices)


def _place(entry: tuple[str, str, Shelf]) -> tuple[str, str]:
    return entry[:2]


def date_pages(archive: Archive) -> Iterator[Page]:
    """The timeline, one page a month, and the undated."""
    here = Addresses(1)
    yield make(
        "dates/index.md", Words("时间", "Dates"), "dates.md.j2", archive=archive, years=timeline(archive.notices, here)
    )
    for shelf in archive.months:
        yield shelf_page(f"dates/{shelf.key}/index.md", words.day(shelf.key.replace("/", "-")), shelf.notices)
    lead = Words("原文没有写明日期，也无从推断。", "The text names no date and none can be inferred.")
    yield shelf_page("dates/undated/index.md", Words("日期不详", "Undated"), archive.undated, lead)


def catalogue_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """Every notice, and every page that turned out to be none, with the reason."""
    lead = Words("全部公文，新近在前，日期不详的在后。", "Every notice, newest first, undated last.")
    yield shelf_page("notices/index.md", Words("总目录", "Catalogue"), archive.notices, lead)
    yield make(
        "notices/not-policy/index.md",
        Words("未收录页面", "Not policy"),
        "not_policies.md.j2",
        pages=[(notice, field_view("is_policy", notice, rules).reason) for notice in archive.not_policy],
    )


def shelf_page(path: str, title: Words, notices: tuple[Notice, ...], lead: Words | None = None) -> Page:
    """A plain list of notices, by year where there are several."""
    return make(path, title, "shelf.md.j2", lead=lead, notices=notices, piles=by_year(notices))
