"""The places of China with their codes, and every place that a name may mean.

Table: ``places.tsv`` (sources and licences: ``places_source.md``). One row per unit and span of time in which its code and
name were valid. ``aliases`` are separated by blanks; ``*`` behind one says that it fits other places too, or is an
everyday word (镇, 港), and never decides alone. An alias of one Han character (并, 晋) counts only where the text may
abbreviate (入并, 返晋).

``zones.tsv`` names the development zones, sights, land ports and divisions of the Corps that stand in notices without their
city: each with the code of the city, or county, that a notice of it is filed under.

``towns.tsv`` names the towns and streets of each county (of 2023): where a text names no county, or one that shares its name
(朝阳区), they tell which.

``bodies.tsv`` names bodies and terms that only Hong Kong or only Macao has: their notices seldom name the territory.

``chance_words.tsv`` holds the everyday words in which a short name, or a name as short, stands by chance (各位来宾, 长治久安,
市委和县委, 健康县城): there it names no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from builder.errors import Problem, TableError
from builder.rules.literals import finder_of
from builder.text.fold import fold

FILE = "places.tsv"
ZONES = "zones.tsv"
ZONE_COLUMNS = ("zone", "adcode")
TOWNS = "towns.tsv"
TOWN_COLUMNS = ("adcode", "towns")
TOWN_GENERICS = ("街道", "镇", "乡", "苏木")
BODIES = "bodies.tsv"
BODY_COLUMNS = ("body", "adcode")
CHANCE = "chance_words.tsv"
CHANCE_COLUMNS = ("name", "words")
COLUMNS = ("adcode", "name", "level", "parent", "since", "until", "successor", "pinyin", "aliases")
NATION = "100000"
MUNICIPALITIES = ("110000", "120000", "310000", "500000")

Level = Literal["country", "province", "prefecture", "county"]
_LEVELS = ("country", "province", "prefecture", "county")
_SHORTEST_NAME = 2  #: characters of an official name: 和县, 兴县
#: what makes a word of a generic word: 市场, 区域; 县长, 县级, 县域, 县直 only behind one character, which ends a word before it
_GOES_ON = {"市": ("场",), "区": ("域", "间"), "县": ("长", "级", "域", "直")}
_MONTH = re.compile(r"\d{4}-\d{2}$")
#: behind a short name: a unit below the county, a road, or a longer name of the land (江西沟 in 青海); 上海社区, 四川乡镇,
#: 北京街头 and 上海沟通 speak of the place itself
_SMALLER_UNIT = re.compile(
    r"街道(?!社区|办事处和|和|、|干部)|镇(?!街|村|区|域|级)|乡(?![镇村亲友])|苏木|(?:大道|大街|路)(?!网|政|段|面|况|口|上)"
    r"|(?:东|西|南|北|中)(?:路|街)(?!道口)|小区|家园|花园|沟(?!通)|湾(?!区)|坝(?![上区])|[坪坳圩峪垭寨](?!效)"
)


class Place(msgspec.Struct, frozen=True):
    """One unit: valid from the month ``since`` up to, and without, the month ``until`` (empty: no bound within 2019–2023)."""

    adcode: str
    name: str
    level: Level
    parent: str
    since: str
    until: str
    successor: str
    pinyin: str
    aliases: tuple[str, ...]
    shared: frozenset[str]  #: the aliases that fit other places too

    def valid(self, month: str | None) -> bool:
        """Whether the unit existed in ``month`` (``2021-03``, or any longer ISO date); a year alone fits by any month of it."""
        if month is None:
            return True
        return (not self.until or month[:7] < self.until) and (not self.since or _last(month) >= self.since)


class Mention(NamedTuple):
    """A name at ``[start, end)`` of some text, and the places it may mean, in the table's order."""

    start: int
    end: int
    name: str
    places: tuple[Place, ...]
    full: bool  #: the official name, or one that keeps its generic word (湘西州, 秀山县), not a bare alias
    zone: bool = False  #: a zone or division that lies in the place (横琴, 第六师)


class Places:
    """The table, looked up by code, by name and by place in a text."""

    def __init__(
        self,
        places: tuple[Place, ...],
        zones: dict[str, str] | None = None,
        towns: dict[str, tuple[str, ...]] | None = None,
        chance: dict[str, tuple[str, ...]] | None = None,
        bodies: dict[str, str] | None = None,
    ) -> None:
        self.places = places
        self._towns = towns or {}
        self._chance = {
            name: tuple((word, word.index(name)) for word in words) for name, words in (chance or {}).items()
        }
        self._lines: dict[tuple[str, str], tuple[Place, ...]] = {}
        self._provinces: dict[str, str] = {}
        self._by_code: dict[str, list[Place]] = {}
        self._by_name: dict[str, list[Place]] = {}
        self._by_alias: dict[str, list[Place]] = {}
        for place in places:
            self._by_code.setdefault(place.adcode, []).append(place)
            for name in _forms(place.name):
                self._by_name.setdefault(name, []).append(place)
            for alias in place.aliases:
                for name in _forms(alias):
                    self._by_alias.setdefault(name, []).append(place)
        self._by_zone = {zone: tuple(self._by_code[adcode]) for zone, adcode in (zones or {}).items()}
        self._by_body = {body: tuple(self._by_code[adcode]) for body, adcode in (bodies or {}).items()}
        self._body_lengths = _lengths_by_start([*self._by_body])
        self._lengths = _lengths_by_start([*self._by_name, *self._by_alias, *self._by_zone])
        self._body_starts = finder_of(dict.fromkeys(self._body_lengths))

    @cached_property
    def _by_town(self) -> dict[str, list[str]]:
        """The codes of the units that have a town of this name; forty thousand names, folded at once."""
        found: dict[str, list[str]] = {}
        for adcode, names in self._towns.items():
            for name in dict.fromkeys((*names, *fold(" ".join(names)).split())):
                found.setdefault(name, []).append(adcode)
        return found

    def by_code(self, adcode: str, month: str | None = None) -> Place | None:
        """The unit with this code; of several, the one that was valid in ``month``, else the latest."""
        rows = self._by_code.get(adcode, [])
        return next((place for place in rows if place.valid(month)), rows[-1] if rows else None)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place whose official name this is."""
        return tuple(self._by_name.get(name, ()))

    def called(self, alias: str) -> tuple[Place, ...]:
        """Every place that this short name or one-character abbreviation may mean."""
        return tuple(self._by_alias.get(alias, ()))

    def towns(self, place: Place) -> tuple[str, ...]:
        """The towns and streets of a county, each with its generic word."""
        return self._towns.get(place.adcode, ())

    def with_town(self, name: str, month: str | None) -> tuple[Place, ...]:
        """The counties, or cities without counties, that have a town of this name; one that did not exist in ``month`` stands for
        the one unit that it followed."""
        return tuple(filter(None, (self._then(adcode, month) for adcode in self._by_town.get(name, ()))))

    def _then(self, adcode: str, month: str | None) -> Place | None:
        place = self.by_code(adcode, month)
        if place is None or place.valid(month):
            return place
        before = [one for one in self.places if one.successor == adcode and one.valid(month)]
        return before[0] if len(before) == 1 else None

    def line(self, place: Place) -> tuple[Place, ...]:
        """The unit and what it lies in, from the province down (the nation is left out)."""
        key = place.adcode, place.since
        if key not in self._lines:
            self._lines[key] = self._line(place)
        return self._lines[key]

    def province(self, adcode: str) -> str:
        """The province that a unit lies in; the code itself where the table does not know it."""
        if adcode not in self._provinces:
            place = self.by_code(adcode)
            self._provinces[adcode] = self.line(place)[0].adcode if place else adcode
        return self._provinces[adcode]

    def _line(self, place: Place) -> tuple[Place, ...]:
        chain = [place]
        while chain[0].parent not in ("", NATION):
            above = self.by_code(chain[0].parent)
            if above is None:
                break
            chain.insert(0, above)
        return tuple(chain)

    def within(self, place: Place, outer: Place) -> bool:
        """Whether ``place`` is ``outer`` or lies in it."""
        return any(unit.adcode == outer.adcode for unit in self.line(place))

    def bodies(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """The names of bodies in ``text[start:end]`` that tell their territory."""
        for last, _ in self._body_starts(text, start, end):
            at = last - 1
            for length in self._body_lengths[text[at : at + 2]]:
                if at + length <= end and (found := self._by_body.get(text[at : at + length])):
                    yield Mention(at, at + length, text[at : at + length], found, False, True)
                    break

    def at(self, text: str, start: int, end: int | None = None, behind: tuple[Place, ...] = ()) -> Mention | None:
        """The longest name of two or more characters that begins at ``start``. The full name of a unit that lies in one of those
        whose name ends there (湖南省|道县) is no piece of everyday words."""
        end = len(text) if end is None else end
        for length in self._lengths.get(text[start : start + 2], ()):
            name = text[start : start + length]
            if start + length > end:
                continue
            if (found := self._by_name.get(name)) and not self._ends_in_a_word(text, start, name, behind):
                return Mention(start, start + length, name, tuple(found), True)
            if zone := self._by_zone.get(name):
                return Mention(start, start + length, name, zone, False, True)
            if (
                (found := self._by_alias.get(name))
                and not self._names_smaller_unit(text, start + length, end)
                and not self._by_chance(text, start, name)
            ):
                return Mention(start, start + length, name, tuple(found), _keeps_generic(name, found[0]))
        return None

    def _ends_in_a_word(self, text: str, start: int, name: str, behind: tuple[Place, ...]) -> bool:
        """Whether the generic word of an official name belongs to what follows (合作|市场, 西湖|区域, 和|县级), or the name is
        only a piece of everyday words."""
        end = start + len(name)
        if text[end : end + 1] in _GOES_ON.get(name[-1], ()) and (len(name) == _SHORTEST_NAME or name[-1] != "县"):
            return not text.startswith("长途", end)
        inside = any(self.within(place, outer) and place != outer for place in self._by_name[name] for outer in behind)
        return len(name) == _SHORTEST_NAME and not inside and self._by_chance(text, start, name)

    def _by_chance(self, text: str, start: int, name: str) -> bool:
        """Whether the short name is only a piece of an everyday word here."""
        return any(text.startswith(word, start - at) for word, at in self._chance.get(name, ()) if start >= at)

    def _names_smaller_unit(self, text: str, at: int, end: int) -> bool:
        """Whether the words behind a short name make it a street's or township's (河南街道, 朝阳镇) and no other unit's name
        begins there (宁波镇海)."""
        return bool(_SMALLER_UNIT.match(text, at, end)) and self.at(text, at, end) is None

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
        """The names of two or more characters in ``text[start:end]``, longest first at each place, none within another."""
        end = len(text) if end is None else end
        behind: tuple[Place, ...] = ()
        while start < end - 1:
            if text[start : start + 2] in self._lengths and (mention := self.at(text, start, end, behind)):
                yield mention
                start, behind = mention.end, mention.places
            else:
                start, behind = start + 1, ()


def _forms(name: str) -> tuple[str, ...]:
    """A name as it stands and as a folded text holds it: folding writes 乾 as 干, in 乾县 too."""
    return tuple(dict.fromkeys((name, fold(name))))


def load_places(folder: Path) -> Places:
    """The places of ``folder``. Raises TableError with every fault: codes, parents, months, aliases that fit several."""
    rows = list(rows_of(folder / FILE))
    problems = [fault for line, place in rows for fault in _faults(line, place)]
    problems += _lost(rows)
    problems += _ambiguous(rows)
    zones = pairs_of(folder / ZONES, ZONE_COLUMNS)
    problems += _zone_faults(zones, [place for _, place in rows])
    bodies = pairs_of(folder / BODIES, BODY_COLUMNS)
    problems += _zone_faults(bodies, [place for _, place in rows], BODIES)
    towns = {adcode: tuple(names.split()) for adcode, names in pairs_of(folder / TOWNS, TOWN_COLUMNS)}
    problems += _town_faults(towns, [place for _, place in rows])
    chance = {name: tuple(words.split()) for name, words in pairs_of(folder / CHANCE, CHANCE_COLUMNS)}
    problems += _chance_faults(chance, [place for _, place in rows])
    if problems:
        raise TableError(problems)
    return Places(tuple(place for _, place in rows), dict(zones), towns, chance, dict(bodies))


def rows_of(path: Path) -> Iterator[tuple[int, Place]]:
    """The rows of the table of places with their lines, as they stand. Raises TableError where they are no such table."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise TableError(
            [Problem(FILE, "1", "the columns are not those expected", f"write them as {' '.join(COLUMNS)}")]
        )
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            what = f"{len(cells)} cells instead of {len(COLUMNS)}"
            raise TableError([Problem(FILE, str(number), what, "part the cells by one tab each")])
        words = cells[8].split()
        aliases = tuple(word.rstrip("*") for word in words)
        shared = frozenset(word.rstrip("*") for word in words if word.endswith("*"))
        yield number, Place(*cells[:8], aliases=aliases, shared=shared)  # type: ignore[arg-type]


def pairs_of(path: Path, columns: tuple[str, str]) -> list[tuple[str, str]]:
    """The rows of a table of two columns. Raises TableError where one has more or fewer."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != columns:
        what = "the columns are not those expected"
        raise TableError([Problem(path.name, "1", what, f"write them as {' '.join(columns)}")])
    rows = [tuple(line.split("\t")) for line in lines[1:]]
    for number, row in enumerate(rows, start=2):
        if len(row) != 2:
            todo = f"write {columns[0]}, tab, {columns[1]}"
            raise TableError([Problem(path.name, str(number), "a row has not two cells", todo)])
    return [(row[0], row[1]) for row in rows]


def _town_faults(towns: dict[str, tuple[str, ...]], places: list[Place]) -> Iterator[Problem]:
    """Rows without a place, towns without a generic word, and those that stand twice in one row."""
    codes = {place.adcode for place in places}
    for line, (adcode, names) in enumerate(towns.items(), start=2):
        if adcode not in codes:
            yield Problem(TOWNS, str(line), f"code {adcode} has no row in {FILE}", "mend the code")
        for name in names:
            if not name.endswith(TOWN_GENERICS):
                yield Problem(TOWNS, str(line), f"{name} is no town", f"end it with {' '.join(TOWN_GENERICS)}")
        if len(set(names)) < len(names):
            yield Problem(TOWNS, str(line), "a town stands twice", "delete one of the two")


def _chance_faults(chance: dict[str, tuple[str, ...]], places: list[Place]) -> Iterator[Problem]:
    """Names that no place has, and words without the name."""
    aliases = {name for place in places for name in (place.name, *place.aliases)}
    for line, (name, words) in enumerate(chance.items(), start=2):
        if name not in aliases:
            yield Problem(CHANCE, str(line), f"{name} is the name of no place", "delete the row")
        for word in words:
            if name not in word or name == word:
                yield Problem(CHANCE, str(line), f"{word} does not hold {name}", "write a word that is longer")


def _zone_faults(zones: list[tuple[str, str]], places: list[Place], table: str = ZONES) -> Iterator[Problem]:
    codes = {place.adcode for place in places}
    taken = {name for place in places for name in (place.name, *place.aliases)}
    for line, (zone, adcode) in enumerate(zones, start=2):
        if adcode not in codes:
            yield Problem(table, str(line), f"{zone}: code {adcode} has no row in {FILE}", "mend the code")
        if zone in taken:
            yield Problem(table, str(line), f"{zone} is the name of a place in {FILE}", "delete the zone")
        taken.add(zone)


def _faults(line: int, place: Place) -> Iterator[Problem]:
    if not re.fullmatch(r"\d{6}", place.adcode):
        yield Problem(FILE, str(line), f"adcode {place.adcode!r} is not six digits", "write the GB/T 2260 code")
    if place.level not in _LEVELS:
        yield Problem(FILE, str(line), f"level {place.level!r} is unknown", f"write one of {' '.join(_LEVELS)}")
    for month in filter(None, (place.since, place.until)):
        if not _MONTH.match(month):
            yield Problem(FILE, str(line), f"{month!r} is no month", "write it like 2021-03")
    if not place.name or not place.pinyin.isascii() or not place.pinyin:
        yield Problem(FILE, str(line), "name or pinyin is missing or not ASCII", "fill in both")


def _lost(rows: list[tuple[int, Place]]) -> Iterator[Problem]:
    """Parents and successors that do not stand in the table."""
    codes = {place.adcode for _, place in rows}
    for line, place in rows:
        for word, code in (("parent", place.parent), ("successor", place.successor)):
            if code and code not in codes:
                yield Problem(FILE, str(line), f"{word} {code} has no row", f"add the row or mend the {word}")


def _ambiguous(rows: list[tuple[int, Place]]) -> Iterator[Problem]:
    """Aliases without ``*`` that fit two places of which neither followed the other."""
    fits: dict[str, list[Place]] = {}
    for _, place in rows:
        for word in (place.name, *place.aliases):
            fits.setdefault(word, []).append(place)
    for line, place in rows:
        for alias in place.aliases:
            rivals = [other for other in fits[alias] if not _kin(place, other)]
            if rivals and alias not in place.shared:
                names = " and ".join(f"{other.name} {other.adcode}" for other in [place, *rivals[:2]])
                yield Problem(FILE, str(line), f"alias {alias} fits {names}", f"write {alias}*: it needs context")


def _kin(one: Place, other: Place) -> bool:
    """The same unit at two times: one code, one followed the other, or both merged into one."""
    codes, others = {one.adcode, one.successor} - {""}, {other.adcode, other.successor} - {""}
    return bool(codes & others)


def _lengths_by_start(names: list[str]) -> dict[str, tuple[int, ...]]:
    """For the first two characters of names: the lengths of such names, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        if len(name) > 1:
            lengths.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def _keeps_generic(alias: str, place: Place) -> bool:
    """Whether a short form keeps the generic word of 自治州, 自治县 or a banner (湘西州, 秀山县, 科右前旗)."""
    return place.name.endswith((f"自治{alias[-1]}", "旗")) and alias[-1] in "州县旗"


def _last(month: str) -> str:
    """The last month that an ISO date of any precision can mean."""
    return month[:7] if len(month) >= 7 else month[:4] + "-12"
