"""The patterns that coding asks: five thousand, of which a notice needs some hundreds.

A pattern is compiled when it is asked for the first time. Whether it is sound, and which words it cannot do without, is found by
parsing it; what was found is kept from one command to the next by the pattern itself, so a changed table has only its changed
patterns parsed again.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property

import msgspec

from builder.cache import Cache
from builder.rules.literals import Words, demands_in
from builder.rules.table import Entry, parse_pattern


@dataclass(frozen=True, eq=False)
class Pattern:
    """A regular expression and what it cannot do without: of each of these sets of words one stands in everything it matches,
    the rarest first (none: it must be tried)."""

    demands: tuple[Words, ...]
    source: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.source)

    def able(self, text: str) -> bool:
        """Whether the words allow a match in the text."""
        return all(any(word in text for word in words) for words in self.demands)

    def fits(self, text: str) -> bool:
        """Whether it matches somewhere."""
        return self.able(text) and self.regex.search(text) is not None


class Patterns(tuple[Pattern, ...]):
    """The patterns of one list of a table. It is equal to itself only, so that what can match is kept list by list."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


class Sound:
    """The patterns that were found sound, with what they demand; those of the last command in ``store``, if there is one.

    Other code or another Python reads them anew, and so does whoever finds the store damaged."""

    def __init__(self, store: Cache | None = None) -> None:
        self._store = store
        self._key = store.key(f"patterns {sys.version}", b"") if store else ""
        kept = store.get(self._key) if store else None
        self._before = msgspec.msgpack.decode(kept, type=dict[str, tuple[Words, ...]]) if kept else {}
        self._asked: dict[str, tuple[Words, ...]] = {}

    def read(self, entry: Entry, pattern: str) -> Pattern:
        """The pattern of a table. Raises TableError as ``parse_pattern`` does."""
        if pattern not in self._asked:
            known = self._before.get(pattern)
            self._asked[pattern] = demands_in(parse_pattern(entry, pattern)) if known is None else known
        return Pattern(self._asked[pattern], pattern)

    def keep(self) -> None:
        """For the next command: what was asked for, if anything was and it is not what was there."""
        if self._store and self._asked and self._asked.keys() != self._before.keys():
            told = {pattern: tuple(map(sorted, words)) for pattern, words in self._asked.items()}
            self._store.put(self._key, msgspec.msgpack.encode(told))
            self._store.keep_only([self._key])


def alternatives(pattern: str) -> list[str]:
    """The outer alternatives of a pattern: ``a(b|c)|d`` gives ``a(b|c)`` and ``d``."""
    parts, depth, start, in_class, at = [], 0, 0, False, 0
    while at < len(pattern):
        mark = pattern[at]
        if mark == "\\":
            at += 1
        elif in_class:
            in_class = mark != "]"
        elif mark == "[":
            in_class = True
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*parts, pattern[start:]]
