"""Texts made to hurt a pattern, and what they cost: ``python -m tests.rules.hurting`` (``make hurt``) tries every pattern of the
tables and of the code.

A pattern is hurt in the manner in which it is used. A line rule of the repair is asked whether it is a whole line, so its text is
of short lines; one of the code that only ever asks how a text begins is asked that; every other one is looked for all over.

The texts come from the pattern itself: a wording that it matches, with each repeat pumped to its bound in turn, whole and cut at
its end so that it fails late, over and over. A pattern holds when the worst text, a million characters long, costs a character at
most twenty times what its median text costs. Ratios only, in time of the processor.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import statistics
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Literal, NamedTuple
from unittest.mock import patch

import builder
from builder.rules import load, table

#: the worst text may cost so many times the median one
MOST = 20
#: characters: of the texts that are compared, and of the one that is proven
COMPARED, PROVEN = 10_000, 1_000_000
#: a short line of a page
LINE = 100
#: so many repeats of a pattern are pumped, and so often at most
PUMPED, STROKES = 8, 300
#: cheaper than this a character is no cost: what it takes to look whether a character is the first of a match
NOTHING = 10e-9

REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, getattr(codes, "POSSESSIVE_REPEAT", None))
#: tried in this order for a class that is told by what it is not, and to stand beside other marks
CHARACTERS = "的市1a ，。（\n-：.X/囧"


#: how a pattern is used: is it a whole line, does a text begin with it, where in a text does it stand
Manner = Literal["line", "start", "anywhere"]


class Found(NamedTuple):
    """A pattern: where it stands, and how it is used."""

    place: str
    pattern: re.Pattern[str]
    manner: Manner


def table_patterns() -> list[Found]:
    """Every pattern of the tables, once."""
    found: dict[str, str] = {}
    check = table.unbounded

    def seen(entry: table.Entry, pattern: str) -> Iterator[Any]:
        found.setdefault(pattern, f"{entry.file}:{entry.line}")
        return check(entry, pattern)

    with patch.dict("builder.rules._READ", clear=True), patch.object(table, "unbounded", seen):
        load()
    return [
        Found(place, re.compile(pattern), "line" if place.startswith("repair/") else "anywhere")
        for pattern, place in found.items()
    ]


@cache
def code_patterns() -> list[Found]:
    """Every pattern that stands in the code, once: those under a name of a module, and those written where they are used. (What
    is put together of words as the tables are loaded has no repeat of its own.)"""
    found: dict[tuple[str, int], Found] = {}
    for info in pkgutil.walk_packages(builder.__path__, "builder."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        uses = _uses(tree)
        for name, pattern in _named(vars(module)):
            place = f"{info.name}.{name}"
            _note(found, Found(place, pattern, "start" if uses.get(name) == {True} else "anywhere"))
        for pattern, line, start in _written_where_used(tree):
            _note(found, Found(f"{info.name}:{line}", pattern, "start" if start else "anywhere"))
    return list(found.values())


def _note(found: dict[tuple[str, int], Found], one: Found) -> None:
    key = one.pattern.pattern, one.pattern.flags
    if key not in found or one.manner == "anywhere":
        found[key] = one


def _named(held: dict[str, Any]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns under the names of a module, in tuples and dictionaries too."""
    for name, value in held.items():
        rest = [value]
        while rest:
            item = rest.pop()
            if isinstance(item, re.Pattern) and isinstance(item.pattern, str):
                yield name, item
            elif isinstance(item, tuple | list):
                rest += item
            elif isinstance(item, dict) and not name.startswith("__"):
                rest += item.values()


_AT_START = ("match", "fullmatch")


def _uses(tree: ast.AST) -> dict[str, set[bool]]:
    """Whether a name is only asked for the beginning of a text, use by use."""
    uses: dict[str, set[bool]] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            starts = node.func.attr in _AT_START and len(node.args) == 1
            uses.setdefault(node.func.value.id, set()).add(starts)
    loads = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    calls = (
        node.func.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    )
    for name in Counter(loads) - Counter(calls):  # handed on, to be used in ways that are not seen here
        uses.setdefault(name, set()).add(False)
    return uses


def _written_where_used(tree: ast.AST) -> Iterator[tuple[re.Pattern[str], int, bool]]:
    """``re.search("…", text)``: the pattern, its line, and whether it is asked for the beginning of a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "compile"
            words = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if of_re and node.func.attr != "escape" and isinstance(words, str):
                yield re.compile(words), node.lineno, node.func.attr in _AT_START


class Wording:
    """A wording that a pattern matches, but for what lookarounds ask. The repeat with the number ``pumped`` stands as often as it
    may, the others as seldom as they may, at least once; of branches one is drawn."""

    def __init__(self, pattern: re.Pattern[str], pumped: int, chance: int) -> None:
        self.repeats = 0
        self._pumped, self._chance = pumped, random.Random(chance)
        self._groups: dict[int, str] = {}
        self.text = self._of(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))

    def _of(self, items: Iterable[Any]) -> str:
        return "".join(self._of_one(code, value) for code, value in items)

    def _of_one(self, code: Any, value: Any) -> str:
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.NOT_LITERAL:
            return next(sign for sign in CHARACTERS if sign != chr(value))
        if code is codes.ANY:
            return CHARACTERS[0]
        if code is codes.IN:
            return _of_class(value)
        if code is codes.BRANCH:
            return self._of(self._chance.choice(value[1]))
        if code is codes.SUBPATTERN:
            text = self._groups[value[0]] = self._of(value[3])
            return text
        if code is codes.GROUPREF:
            return self._groups.get(value, "")
        if code in REPEATS:
            number, self.repeats = self.repeats, self.repeats + 1
            least, most, body = value
            return self._of(body) * (min(most, STROKES) if number == self._pumped else min(most, max(least, 1)))
        if code is codes.ASSERT and value[0] > 0:
            return self._of(value[1])
        return ""


def _of_class(items: list[Any]) -> str:
    """A character of a class."""
    own = [
        chr(value if code is codes.LITERAL else value[0])
        for code, value in items
        if code in (codes.LITERAL, codes.RANGE)
    ]
    for sign in (*([] if items[0][0] is codes.NEGATE else own), *CHARACTERS):
        if _is_of_class(items, sign):
            return sign
    return chr(items[-1][1][1]) if items[-1][0] is codes.RANGE else CHARACTERS[-1]


_KINDS = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w",
          codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip


def _is_of_class(items: list[Any], sign: str) -> bool:
    hit = False
    for code, value in items:
        if code is codes.LITERAL:
            hit |= ord(sign) == value
        elif code is codes.RANGE:
            hit |= value[0] <= ord(sign) <= value[1]
        elif code is codes.CATEGORY:
            hit |= re.match(_KINDS[value], sign) is not None
    return hit != (items[0][0] is codes.NEGATE)


def hostile_texts(pattern: re.Pattern[str], size: int) -> list[str]:
    """The texts that are to hurt it, so many characters each."""
    repeats = min(Wording(pattern, -1, 0).repeats, PUMPED)
    wordings = [Wording(pattern, pumped, chance).text for chance in (0, 1) for pumped in range(-1, repeats)]
    pieces = dict.fromkeys(piece for text in wordings for piece in (text, text[:-1], text[: len(text) // 2]) if piece)
    return [(piece * (size // len(piece) + 1))[:size] for piece in pieces or CHARACTERS]


def cost(found: Found, text: str, times: int = 3) -> float:
    """Seconds of the processor a character, used as this pattern is; the best of several times."""
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)] if found.manner == "line" else [text]
    return min(_seconds(found, lines) for _ in range(times)) / len(text)


def _seconds(found: Found, lines: list[str]) -> float:
    begun = time.process_time()
    for line in lines:
        if found.manner == "anywhere":
            deque(found.pattern.finditer(line), maxlen=0)
        else:
            found.pattern.fullmatch(line)
    return time.process_time() - begun


class Verdict(NamedTuple):
    """What the texts cost a pattern, a character: the median one and the worst one while they are short, the worst one when it is
    long."""

    found: Found
    median: float
    short: float
    worst: float

    @property
    def ratio(self) -> float:
        """How many times the median the worst is."""
        return self.worst / max(self.median, NOTHING)

    @property
    def growth(self) -> float:
        """How many times dearer a character is where the text is longer: 1, if time is linear."""
        return self.worst / max(self.short, NOTHING)


def judged(found: Found, compared: int, proven: int) -> Verdict:
    """The median over all texts of ``compared`` characters; the worst of them again, with ``proven`` characters."""
    texts = hostile_texts(found.pattern, compared)
    costs = [cost(found, text) for text in texts]
    worst = texts[costs.index(max(costs))]
    long = (worst * (proven // len(worst) + 1))[:proven]
    return Verdict(found, statistics.median(costs), max(costs), cost(found, long, times=2))


def main() -> int:
    """Prints the worst of all patterns; 1 when one does not hold."""
    patterns = [*table_patterns(), *code_patterns()]
    verdicts = sorted((judged(found, COMPARED, PROVEN) for found in patterns), key=lambda verdict: -verdict.ratio)
    for verdict in verdicts[:20]:
        print(
            f"{verdict.ratio:6.1f} ×  {verdict.worst * 1e9:8.0f} ns  {verdict.found.place}  {verdict.found.pattern.pattern[:100]}"
        )
    over = sum(verdict.ratio > MOST for verdict in verdicts)
    print(
        f"{len(verdicts):,} patterns, {PROVEN:,} characters: {over} cost more than {MOST} times their median a character"
    )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
