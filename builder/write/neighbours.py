"""What stands near a notice: the notices before and after it in its city, the same measure elsewhere at that time, and the other
witnesses of the same notice with what differs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from builder.model import Archive, Notice, Shelf
from builder.rules import Rules
from builder.write.passes import shorten

#: days on either side
AT_THAT_TIME = 14
ELSEWHERE = 2
#: of a shelf, this many notices on either side are looked at: a shelf may hold thousands of one week
NEAR = 25
#: Of so many copies the page shows what differs: so many sentences on either side, so much of each; of further ones it counts.
COMPARED = 3
SHOWN = 3
LONGEST_SENTENCE = 60

_SENTENCE = re.compile("[^。；\n]+[。；]?")
_HAN = re.compile("[\u3400-\u9fff0-9]+")


class Near(NamedTuple):
    """Another notice and why it stands here."""

    zh: str
    en: str
    notice: Notice


class Witness(NamedTuple):
    """Another copy of the notice. ``only_here`` and ``only_there`` count sentences; the first of them are given."""

    notice: Notice
    is_best: bool
    only_here: int
    only_there: int
    here: tuple[str, ...]
    there: tuple[str, ...]


def neighbours(notice: Notice, archive: Archive, rules: Rules) -> tuple[Near, ...]:
    """Before and after in the city; then the notice's measures elsewhere. No notice stands here twice, and no copy of one."""
    found = (*_in_the_city(notice, archive), *_elsewhere(notice, archive, rules))
    once = {near.notice.id: near for near in reversed(found)}
    return tuple(near for near in found if once[near.notice.id] is near)


def _in_the_city(notice: Notice, archive: Archive) -> Iterator[Near]:
    if not notice.date.value:
        return
    for code in notice.filed_under[:1]:
        shelf = _shelf(archive.cities, code)
        if shelf is None:
            continue
        at, copies = _position(shelf, notice, archive.ranks), _copies(notice, archive)
        earlier = (other for other in shelf.notices[at + 1 : at + NEAR] if other.id not in copies)
        later = (other for other in reversed(shelf.notices[max(0, at - NEAR) : at]) if other.id not in copies)
        yield from (Near("同城此前", "before, same city", other) for other in islice(earlier, 1) if other.date.value)
        yield from (Near("同城此后", "after, same city", other) for other in islice(later, 1))


def _elsewhere(notice: Notice, archive: Archive, rules: Rules) -> Iterator[Near]:
    day = _day(notice)
    if day is None:
        return
    shelves = {shelf.key: shelf for shelf in archive.measures}
    own, seen = set(notice.filed_under), set(_copies(notice, archive))
    left = ELSEWHERE
    for measure in rules.measures.sorted(notice.counted_measures()):
        shelf = shelves.get(measure.id)
        if not left or shelf is None:
            break
        for other in _around(shelf, notice, archive.ranks):
            there = _day(other)
            near = there and abs((there - day).days) <= AT_THAT_TIME
            if near and other.id not in seen and not own & set(other.filed_under):
                seen |= {other.id, *_copies(other, archive)}
                yield Near(f"同期各地·{measure.zh}", "elsewhere", other)
                left -= 1
                break


def _copies(notice: Notice, archive: Archive) -> tuple[str, ...]:
    """The other witnesses of a notice: they stand in a list of their own."""
    return archive.witnesses.get(notice.id, ())


def _around(shelf: Shelf, notice: Notice, ranks: Mapping[str, int]) -> Iterator[Notice]:
    """The notices of a shelf, the nearest first."""
    at = _position(shelf, notice, ranks)
    for away in range(1, NEAR + 1):
        yield from shelf.notices[at + away : at + away + 1]
        if at >= away:
            yield shelf.notices[at - away]


def _position(shelf: Shelf, notice: Notice, ranks: Mapping[str, int]) -> int:
    return bisect_left(shelf.notices, ranks[notice.id], key=lambda other: ranks[other.id])


def _shelf(shelves: tuple[Shelf, ...], key: str) -> Shelf | None:
    at = bisect_left(shelves, key, key=lambda shelf: shelf.key)
    return shelves[at] if at < len(shelves) and shelves[at].key == key else None


def _day(notice: Notice) -> date | None:
    value = notice.date.value
    return date.fromisoformat(value) if isinstance(value, str) and value.count("-") == 2 else None


def witnesses(notice: Notice, archive: Archive) -> tuple[Witness, ...]:
    """The other copies of the notice, the best first."""
    group = archive.witnesses.get(notice.id, ())
    own = _sentences(notice.text) if group else {}
    others = [id for id in group if id != notice.id]
    return tuple(
        _witness(archive.whole(id), id == group[0], own, SHOWN if number < COMPARED else 0)
        for number, id in enumerate(others)
    )


def _witness(other: Notice, is_best: bool, own: dict[str, str], most: int) -> Witness:
    theirs = _sentences(other.text)
    here = [words for key, words in own.items() if key not in theirs]
    there = [words for key, words in theirs.items() if key not in own]
    samples = (tuple(shorten(words, LONGEST_SENTENCE) for words in only[:most]) for only in (here, there))
    return Witness(other, is_best, len(here), len(there), *samples)


def _sentences(text: str) -> dict[str, str]:
    """The sentences of a text by their characters and figures alone: marks and blanks make no difference."""
    found = (sentence[0].strip() for sentence in _SENTENCE.finditer(text))
    bare = {"".join(_HAN.findall(words)): words for words in found}
    bare.pop("", None)
    return bare
