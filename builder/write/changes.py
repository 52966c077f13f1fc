"""What was added, corrected, replaced, removed and withdrawn, by day: a page, cut where it grows, and an Atom feed (RFC 4287).

It tells what the repository's history tells (``builder/history.py``): a seed that is not committed yet is left out, since another
checkout of the same commit would not know of it, and the same history has to give the same pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

import msgspec
from markupsafe import Markup

from builder.model import Archive, Notice
from builder.rules import Rules
from builder.write import words
from builder.write.cite import ADDRESS, ARCHIVE
from builder.write.coded import limbs, title_of_part
from builder.write.markdown import visible
from builder.write.page import Page, make
from builder.write.split import Item, Part, bytes_of, split, years_cut
from builder.write.unit import Unit, digest, unit_of
from builder.write.words import Words

What = Literal["withdrawn", "restored", "added", "replaced", "corrected", "removed"]

#: How each change is called, in the order of a day's list.
NAMES: dict[What, Words] = {
    "withdrawn": Words("撤下", "withdrawn"),
    "restored": Words("恢复", "no longer withdrawn"),
    "corrected": Words("更正", "corrected"),
    "replaced": Words("换过原始文件", "raw file replaced"),
    "removed": Words("删去", "removed"),
    "added": Words("新增", "added"),
}
_RANK = {what: rank for rank, what in enumerate(NAMES)}

#: What a side file may speak of beside the fields.
_KEYS = {
    "url": Words("网址", "address"),
    "retrieved_on": Words("采集日期", "day of retrieval"),
    "archived_copy": Words("存档", "archived copy"),
    "licence": Words("许可", "licence"),
    "replaces": Words("代替的公文", "what it replaces"),
    "personal_data": Words("个人信息", "personal data"),
}

TITLE = Words("变更", "Changes")
#: The feed tells the latest days, and of each so many changes; the page tells all.
DAYS, OF_A_DAY = 60, 40
_ROW = 260
_ATOM = "http://www.w3.org/2005/Atom"


class Event(msgspec.Struct, frozen=True, array_like=True):
    """One change of one seed. ``at`` is the time of the commit; ``path`` the seed's, below ``seeds/``; ``id`` that of its notice,
    nothing where it is the notice of the file that stands there now; ``about`` the keys of the side file that changed."""

    at: int
    what: What
    path: str
    id: str = ""
    about: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """The day of the commit, in UTC."""
        return datetime.fromtimestamp(self.at, UTC).date().isoformat()


class History(msgspec.Struct, frozen=True, array_like=True):
    """All changes, the newest commit first; or why they are not known."""

    events: tuple[Event, ...] = ()
    unknown: Literal["", "none", "shallow"] = "none"


#: Where nobody asked.
UNKNOWN = History()


class Row(NamedTuple):
    """A change as the page shows it: ``notice`` is the one that stands there, ``id`` an address that says what became of it."""

    event: Event
    notice: Notice | None
    id: str
    about: tuple[Words, ...]


class Day(NamedTuple):
    """The changes of a day by what they were."""

    day: str
    anchor: Markup
    words: Words
    piles: tuple[tuple[Words, tuple[Row, ...]], ...]


def change_units(history: History, archive: Archive, rules: Rules, moved: Mapping[str, str]) -> Iterator[Unit]:
    """The pages of changes, and the feed."""
    rows = rows_of(history, archive, rules, moved)
    parts = split(Item(row.event.day[:4], row.event.day[5:7], _weight(row), row) for row in rows)
    yield from map(unit_of, _pages(history, parts))
    shown = digest(history.unknown, os.environ.get(ADDRESS, ""), *map(_print, rows))
    yield Unit("changes feed", shown, lambda: [("changes/feed.xml", feed(history, rows, parts))])


def rows_of(history: History, archive: Archive, rules: Rules, moved: Mapping[str, str]) -> list[Row]:
    """The changes by day, newest first; within a day by what they were, then by path."""
    at_path: dict[str, list[Notice]] = {}
    for notice in archive.by_id.values():
        at_path.setdefault(notice.source.path.rpartition("#")[0] or notice.source.path, []).append(notice)
        at_path.setdefault(notice.source.path, []).append(notice)
    gone = {entry.id for entry in rules.withdrawn} | moved.keys()
    rows = []
    for event in history.events:
        own = archive.by_id.get(event.id) if event.id else None
        here = at_path.get(event.path, []) if not event.id else []
        notice = own or (here[0] if len({found.id for found in here}) == 1 else None)
        id = notice.id if notice else event.id if event.id in gone else ""
        about = tuple(words.FIELDS.get(key) or _KEYS.get(key) or Words(key, "") for key in event.about)
        rows.append(Row(event, notice, id, about))
    rows.sort(key=lambda row: (_RANK[row.event.what], row.event.path, row.event.id))
    rows.sort(key=lambda row: row.event.day, reverse=True)
    return rows


def _print(row: Row) -> str:
    title = words.title_of(row.notice) if row.notice else ""
    place = words.place_of(row.notice) if row.notice else ""
    return digest(row.event.at, row.event.what, row.event.path, row.id, title, place, row.about)


def _weight(row: Row) -> int:
    return _ROW + bytes_of(words.title_of(row.notice) if row.notice else row.event.path, *map(str, row.about))


def days_of(rows: Iterable[Row]) -> list[Day]:
    """The rows, in their order, under their days."""
    days = []
    for day, of_day in groupby(rows, key=lambda row: row.event.day):
        piles = groupby(of_day, key=lambda row: row.event.what)
        days.append(
            Day(
                day,
                Markup("d{}").format(Markup(day)),
                words.day(day),
                tuple((NAMES[what], tuple(pile)) for what, pile in piles),
            )
        )
    return days


# --- pages -----------------------------------------------------------------------------------------------------------


def _pages(history: History, parts: list[Part]) -> Iterator[Page]:
    for part in parts:
        name = title_of_part(TITLE, part, _month) if part.steps else TITLE
        yield _page(f"changes/{part.below}index.md", name, history, part, [])
    if parts[0].steps:
        yield _page("changes/index.md", TITLE, history, None, limbs(parts, _length, _month))
    for year, pages in years_cut(parts).items():
        inner = [limb.within(year) for limb in limbs(pages, _length, _month)]
        name = title_of_part(TITLE, Part((year,), ()), _month)
        yield _page(f"changes/{year}/index.md", name, history, None, inner)


def _page(path: str, title: Words, history: History, part: Part | None, cut: list[object]) -> Page:
    rows = [item.value for item in part.items] if part else []
    depth = path.count("/")
    inputs = digest(title, history.unknown, *map(_print, rows), *map(str, cut))
    return make(
        path, title, "changes.md.j2", inputs, lambda: {"days": days_of(rows)},
        limbs=cut, unknown=history.unknown, empty=not history.events, first=depth == 1,
        feed=Markup("../" * (depth - 1) + "feed.xml"),
    )  # fmt: skip


def _month(number: str) -> Words:
    return Words(f"{int(number)}月", number)


def _length(part: Part) -> int:
    return len(part.items)


# --- the feed --------------------------------------------------------------------------------------------------------


def feed(history: History, rows: list[Row], parts: list[Part]) -> bytes:
    """The latest days, an entry each. Its times are those of commits; its ids hang on nothing but the day. Addresses are full
    where it is known where the archive is published, else relative to the feed."""
    site = os.environ.get(ADDRESS, "").strip()
    base = f"{site.rstrip('/')}/" if site.startswith(("https://", "http://")) else "../"
    below: dict[str, str] = {}
    for part in parts:
        for item in part.items:
            below.setdefault(item.value.event.day, part.below)
    top = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    _add(top, "title", f"{ARCHIVE}：变更 Changes")
    _add(top, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, ARCHIVE)}")
    _add(top, "updated", _time(max((event.at for event in history.events), default=0)))
    _add(_add(top, "author"), "name", ARCHIVE)
    _add(top, "link", rel="alternate", type="text/html", href=f"{base}changes/")
    if base != "../":
        _add(top, "link", rel="self", type="application/atom+xml", href=f"{base}changes/feed.xml")
    for day in days_of(rows)[:DAYS]:
        _entry(top, day, f"{base}changes/{below[day.day]}#{day.anchor}", base)
    ElementTree.indent(top, " ")
    return ElementTree.tostring(top, "utf-8", xml_declaration=True) + b"\n"


def _entry(top: ElementTree.Element, day: Day, href: str, base: str) -> None:
    rows = [row for _, pile in day.piles for row in pile]
    counts = "，".join(f"{name.zh} {len(pile)}" for name, pile in day.piles)
    entry = _add(top, "entry")
    _add(entry, "title", f"{day.day}：{counts}")
    _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{ARCHIVE} {day.day}')}")
    _add(entry, "updated", _time(max(row.event.at for row in rows)))
    _add(entry, "link", rel="alternate", type="text/html", href=href)
    content = _add(entry, "content", type="xhtml")
    told = _add(_add(content, "div", xmlns="http://www.w3.org/1999/xhtml"), "ul")
    for row in rows[:OF_A_DAY]:
        item = _add(told, "li", f"{NAMES[row.event.what].zh} ")
        name = words.title_of(row.notice) if row.notice else row.id or row.event.path
        if row.id:
            _add(item, "a", name, href=f"{base}notices/{row.id}/")
        else:
            item.text = f"{item.text or ''}{visible(name)}"
        if row.about:
            _add(item, "span", f"（{'、'.join(about.zh for about in row.about)}）")
    if len(rows) > OF_A_DAY:
        _add(told, "li", f"另有 {len(rows) - OF_A_DAY} 项 more")


def _add(parent: ElementTree.Element, name: str, text: str = "", /, **attributes: str) -> ElementTree.Element:
    """An element with this text, in which nothing is unseen: XML has no place for control characters."""
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = visible(text) or None
    return element


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
