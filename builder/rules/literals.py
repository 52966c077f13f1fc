"""What a pattern cannot do without: the words of which every text that it matches holds at least one.

Looking for a word is many times cheaper than asking a pattern, so a page is searched once for all words of all patterns, and
a line is asked by those only whose words it holds. The words are read off the pattern as Python itself parses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: more words than these are dearer to look for than the pattern is to ask
_MOST = 120


def literals_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The words of which every match of the pattern holds one; None where there are no such words.

    Patterns that ignore case have none.
    """
    if pattern.flags & re.IGNORECASE:
        return None
    found = _of_sequence(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return found if found and len(found) <= _MOST else None


def _of_sequence(items: Iterable[Any]) -> frozenset[str] | None:
    """The best of what its parts offer: runs of plain characters, or the words of a branch that must be taken."""
    offers: list[frozenset[str]] = []
    run = ""
    for code, value in items:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        offers, run = _with(offers, run), ""
        found = _of_part(code, value)
        if found:
            offers.append(found)
    return max(_with(offers, run), key=_worth, default=None)


def _with(offers: list[frozenset[str]], run: str) -> list[frozenset[str]]:
    return [*offers, frozenset((run,))] if run else offers


def _of_part(code: Any, value: Any) -> frozenset[str] | None:
    if code is codes.SUBPATTERN:
        return _of_sequence(value[3])
    if code is codes.BRANCH:
        found = [_of_sequence(branch) for branch in value[1]]
        return frozenset().union(*found) if all(found) else None  # type: ignore[arg-type]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    if code is codes.ASSERT and value[0] > 0:
        return _of_sequence(value[1])
    if code is codes.IN and len(value) <= 6 and all(kind is codes.LITERAL for kind, _ in value):
        return frozenset(chr(character) for _, character in value)
    return None


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Long words are rare, few words are cheap."""
    return min(map(len, words)), -len(words)
