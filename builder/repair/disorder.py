"""Text that stands in the wrong order: lines that read backwards, halves that were shuffled into one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from builder.model import Mark
from builder.repair.blanks import words
from builder.repair.case import Case
from builder.text.edits import Edit
from builder.text.fold import fold
from builder.text.numerals import number
from builder.text.script import HAN

_LINE = re.compile("[^\n]+")
_PAIR = re.compile(f"(?=([{HAN}]{{2}}))")
#: no line begins with what ends one; many such lines in a row read backwards
_BEGINS_WITH_END = re.compile("\n[ \t\u3000]{0,9}[。；！？，：、”）」](?=[^\n]{5})")
_LEAST_BACKWARDS = 3
_BEGINS_WITH_STOP = re.compile("\n[ \t\u3000]{0,9}[。；！？](?=[^\n]{20})")
_SURE = 8
#: so many words prove which way a line reads, and so many times as many as there are the other way
_PROOF, _TIMES = 3, 3
#: a day or a number that reads backwards
_TURNED = re.compile("[日号]\\d")
#: how clauses are counted, each way with a name
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_ORDINAL = re.compile(
    f"\n[ \t\u3000]{{0,9}}(?:(?P<plain>{_NUMERAL})、|[（(](?P<bracketed>{_NUMERAL})[）)]|第(?P<article>{_NUMERAL})条(?!之)"
    "|(?P<figure>\\d{1,2})[、．.](?!\\d))"
)
#: so many numbers that follow a wrong one are no slip
_LEAST_WRONG = 3
#: fewer clauses are told in any order
_LEAST_ITEMS = 5
SHUFFLED = (
    "The clauses are numbered as if two halves of the text had been dealt out in turn; their order was left as it is."
)
MIXED = "Lines of this text read backwards and others do not; they were left as they stand."


class Way(NamedTuple):
    """How many known words a line has as it stands, and how many when it is read backwards."""

    forth: int
    back: int

    @property
    def is_turned(self) -> bool:
        """Whether it certainly reads backwards."""
        return self.back >= _PROOF and self.back >= _TIMES * self.forth


def read_turned_lines(text: str, case: Case) -> Iterable[Edit]:
    """Writes lines forwards that read backwards, as sites put them that turn them round again for the eye alone.

    Lines that begin with what ends a sentence show it, words of the list prove it, and between the first such line and the last
    none may read forwards by two words. Where one does nothing is changed (``find_disorder`` marks it).
    """
    found = _turned(text) or _turned_alone(text)
    if found and _are_from_the_end([line.group()[::-1] for line in found]) and _is_all(text, found):
        return [Edit(0, len(text), text, text[::-1])]
    return [
        Edit(line.start(), line.end(), line.group(), line.group()[::-1])
        for line in found
        if line.group() != line.group()[::-1]
    ]


def _turned(text: str) -> list[re.Match[str]]:
    """The lines from the first to the last that reads backwards; none where one between them does not."""
    begun = len(_BEGINS_WITH_END.findall("\n" + text))
    if not begun:
        return []
    lines = [(line, _way_of(line.group())) for line in _LINE.finditer(text) if line.group().strip()]
    proven = [place for place, (_, way) in enumerate(lines) if way.is_turned]
    if min(begun, len(proven)) < _LEAST_BACKWARDS and not (proven and _are_turned_throughout(lines)):
        return []
    first, last = proven[0] - _reach(lines[: proven[0]][::-1]), proven[-1] + _reach(lines[proven[-1] + 1 :])
    block = lines[first : last + 1]
    return [] if any(way.forth > way.back + 1 for _, way in block) else [line for line, _ in block]


def _are_turned_throughout(lines: list[tuple[re.Match[str], Way]]) -> bool:
    """Whether a short page has so many words backwards that no three lines are needed for a proof, and no line reads forwards."""
    forth, back = sum(way.forth for _, way in lines), sum(way.back for _, way in lines)
    return back >= max(2 * _SURE, _TIMES * forth) and all(way.forth <= way.back + 1 for _, way in lines)


def _reach(lines: list[tuple[re.Match[str], Way]]) -> int:
    """How many of these lines, that next to a turned one first, are turned with it: up to the last that may be before one that
    reads forwards; and all of them where none does."""
    reach = 0
    for count, (line, way) in enumerate(lines, 1):
        if way.forth > way.back:
            return reach
        if _may_be_turned(line, way):
            reach = count
    return len(lines)


def _turned_alone(text: str) -> list[re.Match[str]]:
    """Long lines that begin with what ends a sentence and have eight words backwards for every two forwards."""
    if not _BEGINS_WITH_STOP.search("\n" + text):
        return []
    lines = [line for line in _LINE.finditer(text) if _BEGINS_WITH_STOP.match("\n" + line.group()[:40])]
    return [line for line in lines if (way := _way_of(line.group())).back >= _SURE and way.back >= 4 * way.forth]


def _are_from_the_end(lines: list[str]) -> bool:
    """Whether the numbers of the clauses fall from line to line, three at least and none of them grows."""
    numbers = [_told(item[item.lastgroup or 0]) for line in lines if (item := _ORDINAL.match("\n" + line))]
    return len(numbers) >= _LEAST_BACKWARDS and all(second < first for first, second in pairwise(numbers))


def _is_all(text: str, lines: list[re.Match[str]]) -> bool:
    return sum(len(line.group().strip()) for line in lines) == len("".join(text.split("\n")).strip())


def _way_of(line: str) -> Way:
    known, pairs = words(), _PAIR.findall(fold(line))
    return Way(sum(pair in known for pair in pairs), sum(pair[::-1] in known for pair in pairs))


def _may_be_turned(line: re.Match[str], way: Way) -> bool:
    return way.back > way.forth or (way.back == way.forth and _TURNED.match(line.group().strip()) is not None)


def find_disorder(page: str) -> Iterator[Mark]:
    """Marks where the numbers of clauses show that halves were shuffled, or where some lines read backwards."""
    clauses: dict[str | None, list[re.Match[str]]] = {}
    for found in _ORDINAL.finditer("\n" + page):
        clauses.setdefault(found.lastgroup, []).append(found)
    for ordinal, items in clauses.items():
        if len(items) > _LEAST_WRONG and _are_shuffled([_told(item[ordinal or 0]) for item in items]):
            yield from (Mark("caution/disorder", item.start(), item.end() - 1, SHUFFLED) for item in items[1:3])
            return
    if len(_BEGINS_WITH_END.findall("\n" + page)) >= _LEAST_BACKWARDS:
        turned = [line for line in _LINE.finditer(page) if _way_of(line.group()).is_turned]
        if len(turned) >= _LEAST_BACKWARDS:
            yield from (Mark("caution/disorder", line.start(), line.end(), MIXED) for line in turned[:3])


@lru_cache(maxsize=256)
def _told(numeral: str) -> int:
    return number(numeral) or 0


def _are_shuffled(numbers: list[int]) -> bool:
    """Whether these are the numbers from one on in two rows dealt out in turn (4 5 1 6 2 3), or more of them follow a wrong
    number than the right one. A list may begin anew."""
    right = sum(second == first + 1 for first, second in pairwise(numbers))
    wrong = sum(second not in (first + 1, 1) for first, second in pairwise(numbers))
    return (wrong >= _LEAST_WRONG and wrong > right) or _are_two_rows(numbers)


def _are_two_rows(numbers: list[int]) -> bool:
    """Whether every number from one on stands there once, up to some number in order, and those above it too. One that stands
    behind its place is the author's slip."""
    falls = sum(second < first for first, second in pairwise(numbers))
    if numbers[0] == 1 and falls < 2:
        return False
    if len(numbers) < _LEAST_ITEMS or sorted(numbers) != list(range(1, len(numbers) + 1)):
        return False
    return sum(numbers.index(told + 1) < numbers.index(told) for told in range(1, len(numbers))) == 1
