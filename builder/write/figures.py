"""What the archive holds, in figures: how much, how complete, how it was repaired. Home and method pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from markupsafe import Markup

from builder.model import FIELDS, Archive, Notice, Shelf
from builder.rules import Rules
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.pictures import step_of
from builder.write.place_pages import unplaced_of
from builder.write.words import Words


class Share(NamedTuple):
    """How many of the notices have something. ``href`` leads to those that have not, where they are listed."""

    name: Words
    known: int
    total: int
    href: Markup | None = None

    @property
    def percent(self) -> int:
        """Rounded down: all but one are not all."""
        return 100 * self.known // self.total if self.total else 0

    @property
    def missing(self) -> int:
        """How many have it not."""
        return self.total - self.known


def completeness(archive: Archive, rules: Rules, here: Addresses) -> list[Share]:
    """What a reader counts on, and how often it is there."""
    notices = archive.notices
    total = len(notices)
    asked = (
        (Words("日期到月", "Date, at least the month"), total - len(archive.undated), here.page("dates/undated")),
        (Words("地点", "Place"), total - len(unplaced_of(archive, rules)), here.page("cities/unplaced")),
        (Words("发文机关", "Issuing body"), _count(notices, lambda notice: bool(notice.issuing_body.value)), None),
        (
            Words("机关自己的文本", "The authority's own text"),
            _count(notices, lambda notice: notice.officiality.value in ("official", "official-text-elsewhere")),
            None,
        ),
        (
            Words("来自官方或媒体网站", "From an official or news site"),
            _count(notices, lambda notice: notice.source.host_kind in ("official", "media")),
            None,
        ),
        (Words("无残缺提示", "No caution"), _count(notices, lambda notice: not notice.warnings), None),
    )
    return [Share(name, known, total, href if known < total else None) for name, known, href in asked]


def _count(notices: Iterable[Notice], has: Callable[[Notice], bool]) -> int:
    return sum(map(has, notices))


class Tile(NamedTuple):
    """A province in the grid of all; without a link where the archive holds nothing of it. ``step`` is how dark it is, 0 to 4."""

    zh: str
    en: str
    count: int
    step: int
    href: Markup | None


def province_tiles(archive: Archive, rules: Rules, here: Addresses) -> list[Tile]:
    """Every unit of the first level, by code: what is missing shows."""
    own = {shelf.key: shelf for shelf in archive.provinces}
    cities = {shelf.key for shelf in archive.cities}
    most = max((len(shelf.notices) for shelf in archive.provinces), default=1)
    units = {place.adcode: place for place in rules.places.places if place.level == "province"}
    tiles = []
    for code in sorted(units):
        count = len(own[code].notices) if code in own else 0
        href = (here.city(code) if code in cities else here.province(code)) if count else None
        tiles.append(Tile(units[code].name, units[code].pinyin, count, step_of(count, most), href))
    return tiles


def largest(shelves: Iterable[Shelf], most: int) -> list[Shelf]:
    """The fullest shelves, of equal ones by key."""
    return sorted(shelves, key=lambda shelf: (-len(shelf.notices), shelf.key))[:most]


# --- the method page -------------------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """A row of counts."""

    name: Words
    counts: tuple[int, ...]


def statuses(archive: Archive) -> list[Tally]:
    """How often each field is stated, inferred, unknown, not applicable, corrected."""
    found: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for notice in archive.notices:
        for name, field in notice.fields().items():
            found[name][field.status] += 1
    return [Tally(words.FIELDS[name], tuple(found[name][status] for status in words.STATUSES)) for name in FIELDS]


def repairs(archive: Archive) -> list[Tally]:
    """For each kind of repair, how many files it touched and how many edits it made; of every file, policy or not."""
    files: Counter[str] = Counter()
    edits: Counter[str] = Counter()
    for notice in archive.by_id.values():
        for kind, count in notice.edited():
            files[kind] += 1
            edits[kind] += count
    return [Tally(name, (files[kind], edits[kind])) for kind, name in words.REPAIR_KINDS.items()]


def said(archive: Archive) -> tuple[list[Tally], list[Tally]]:
    """The statements by modality and by stage."""
    modality, stage = Counter[str](), Counter[str]()
    for notice in archive.notices:
        tally = notice.tally()
        modality.update(tally.modalities)
        stage.update(tally.stages)
    return (
        [Tally(name, (modality[key],)) for key, name in words.MODALITIES.items()],
        [Tally(name, (stage[key],)) for key, name in words.STAGES.items()],
    )


def judged(archive: Archive) -> tuple[list[Tally], list[Tally]]:
    """The notices by what their text is, and by the host they were found on."""
    texts = Counter(notice.officiality.value for notice in archive.notices)
    hosts = Counter(notice.source.host_kind for notice in archive.notices)
    return (
        [Tally(Words(*name[:2]), (texts[key],)) for key, name in words.OFFICIALITY.items()],
        [Tally(Words(*name[:2]), (hosts[key],)) for key, name in words.HOSTS.items()],
    )
