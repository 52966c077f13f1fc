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
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from operator import attrgetter
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Literal, NamedTuple
from unittest.mock import patch

import builder
from builder.extract import extract
from builder.read import read
from builder.repair import repair
from builder.rules import load, patterns, repairs, table
from tests.five import FIVE

#: the worst text may cost so many times the median one
MOST = 20
#: characters: of the texts that are compared, and of the one that is proven
COMPARED, PROVEN = 10_000, 1_000_000
#: a short line of a page
LINE = 100
#: so many repeats of a pattern are pumped, and so often at most; one without a bound fills the text
PUMPED, STROKES = 8, 300
#: cheaper than this a character is no cost: what it takes to look whether a character is the first of a match
NOTHING = 10e-9

REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
#: tried in this order for a class that is told by what it is not, and to stand beside other marks; first words, then blanks
CHARACTERS = "的市1a ，。（\n-：.X/囧"
BLANKS_FIRST = " \t" + CHARACTERS


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
    """Every pattern that stands in the code, once: those under a name of a module, those written where they are used, and those
    put together while tables are loaded and a notice is read."""
    found: dict[tuple[str, int], Found] = {}
    with patch.object(re, "compile", _Watched(found)):
        for seed in FIVE:
            for document in read(seed, seed.parent, []):
                extract(document, repair(document, load()), load())
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(builder.__path__, "builder.")
        if not info.name.endswith("__main__")
    ]
    trees = {module.__name__: ast.parse(Path(str(module.__file__)).read_text("utf-8")) for module in modules}
    uses = Uses(trees)
    for module in modules:
        for name, pattern in _named(vars(module)):
            home = uses.home_of(module.__name__, name)
            _note(found, Found(home, pattern, "start" if uses.only_at_start(home) else "anywhere"))
        for pattern, line, start in _written_where_used(trees[module.__name__]):
            _note(found, Found(f"{module.__name__}:{line}", pattern, "start" if start else "anywhere"))
    return list(found.values())


class _Watched:
    """``re.compile``, that notes what a module of the builder puts together."""

    def __init__(self, found: dict[tuple[str, int], Found]) -> None:
        self._found, self._compile = found, re.compile

    def __call__(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        compiled = self._compile(pattern, flags)
        caller = sys._getframe(1)
        module = caller.f_globals["__name__"]
        if module.startswith("builder.") and module not in (table.__name__, patterns.__name__):
            manner: Manner = "line" if module == repairs.__name__ else "anywhere"
            _note(self._found, Found(f"{module}:{caller.f_lineno}", compiled, manner))
        return compiled


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
            if isinstance(item, re.Pattern):
                yield name, item
            elif isinstance(item, tuple | list):
                rest += item
            elif isinstance(item, dict) and not name.startswith("__"):
                rest += item.values()


_AT_START = ("match", "fullmatch")
#: what is told of a pattern without a text
_NO_USE = ("pattern", "flags", "groups", "groupindex")


class Uses:
    """How the names of all modules are used: a name that another module imports is one with it there."""

    def __init__(self, trees: Mapping[str, ast.AST]) -> None:
        self._homes: dict[str, str] = {}
        self._at_start: dict[str, set[bool]] = {}
        seen = [(module, _Seen(tree)) for module, tree in trees.items()]
        for module, one in seen:
            self._homes |= {f"{module}.{name}": home for name, home in one.imported.items()}
        for module, one in seen:
            for name, at_start in one.uses:
                self._at_start.setdefault(self.home_of(module, name), set()).add(at_start)

    def home_of(self, module: str, name: str) -> str:
        """The full name under which it was made: ``lines.DAY`` and an imported ``DAY`` are ``builder.repair.lines.DAY``."""
        first, dot, rest = name.partition(".")
        full = f"{module}.{first}"
        while (home := self._homes.get(full, full)) != full:
            full = home
        if not dot:
            return full
        return self.home_of(full, rest)

    def only_at_start(self, full: str) -> bool:
        """Whether it is used, and only ever asked how a text begins."""
        return self._at_start.get(full) == {True}


class _Seen(ast.NodeVisitor):
    """What a module imports, and each use of a dotted name in it: whether it asks how a text begins. A name that goes through a
    row of others (``for known in (DAY, DATE_LINE)``) is used as all of them; what is handed on may be used in any way."""

    def __init__(self, tree: ast.AST) -> None:
        self.imported: dict[str, str] = {}
        self.uses: list[tuple[str, bool]] = []
        self._rows: dict[str, list[str]] = {}
        self.visit(tree)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}

    def visit_Call(self, node: ast.Call) -> None:
        asked = node.func.value if isinstance(node.func, ast.Attribute) else None
        if name := _dotted(asked):
            self._use(name, node.func.attr in _AT_START and len(node.args) == 1 and not node.keywords)
        else:
            self.visit(node.func)
        for argument in (*node.args, *node.keywords):
            self.visit(argument)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        name = _dotted(node)
        if name is None:
            self.generic_visit(node)
            return
        self._use(name, False)
        if node.attr not in _NO_USE:
            self._use(name.rpartition(".")[0], False)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._use(node.id, False)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        rows = {
            one.target.id: names
            for one in node.generators
            if isinstance(one.target, ast.Name) and (names := _row(one.iter))
        }
        before, self._rows = self._rows, self._rows | rows
        for part in (node.elt, *node.generators):
            self.visit(part)
        self._rows = before

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if not (isinstance(node.target, ast.Name) and node.target.id in self._rows):
            self.visit(node.iter)
        for condition in node.ifs:
            self.visit(condition)

    def _use(self, name: str, at_start: bool) -> None:
        self.uses += [(one, at_start) for one in self._rows.get(name, [name])]


def _dotted(node: ast.AST | None) -> str | None:
    """``lines.DAY``; None for what is more than names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return None


def _row(node: ast.AST) -> list[str]:
    """The names of a tuple or a list that holds nothing else."""
    names = [_dotted(item) for item in node.elts] if isinstance(node, ast.Tuple | ast.List) else []
    return [] if None in names else [name for name in names if name]


def _written_where_used(tree: ast.AST) -> Iterator[tuple[re.Pattern[str], int, bool]]:
    """``re.search("…", text)``: the pattern, its line, and whether it is asked for the beginning of a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "compile"
            words = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if of_re and node.func.attr != "escape" and isinstance(words, str | bytes):
                yield re.compile(words), node.lineno, node.func.attr in _AT_START


class Wording:
    """A wording that a pattern matches, but for what lookarounds ask. The repeat with the number ``pumped`` stands as often as it
    may, the others as seldom as they may, at least once; of branches one is drawn. What may be anything is the first of ``signs``
    that fits; what has no bound is pumped ``endless`` times."""

    def __init__(
        self, pattern: re.Pattern[str], pumped: int, chance: int, signs: str = CHARACTERS, endless: int = STROKES
    ) -> None:
        self.repeats = 0
        self._signs, self._endless = signs, endless
        self._pumped, self._chance = pumped, random.Random(chance)
        self._groups: dict[int, str] = {}
        self.text = self._of(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))

    def _of(self, items: Iterable[Any]) -> str:
        return "".join(self._of_one(code, value) for code, value in items)

    def _of_one(self, code: Any, value: Any) -> str:
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.NOT_LITERAL:
            return next(sign for sign in self._signs if sign != chr(value))
        if code is codes.ANY:
            return self._signs[0]
        if code is codes.IN:
            return _of_class(value, self._signs)
        if code is codes.BRANCH:
            return self._of(self._chance.choice(value[1]))
        if code is codes.SUBPATTERN:
            text = self._groups[value[0]] = self._of(value[3])
            return text
        if code is codes.ATOMIC_GROUP:
            return self._of(value)
        if code is codes.GROUPREF:
            return self._groups.get(value, "")
        if code in REPEATS:
            number, self.repeats = self.repeats, self.repeats + 1
            least, most, body = value
            often = self._endless if most is codes.MAXREPEAT else min(most, STROKES)
            return self._of(body) * (often if number == self._pumped else min(most, max(least, 1)))
        if code is codes.ASSERT and value[0] > 0:
            return self._of(value[1])
        return ""


def _of_class(items: list[Any], signs: str) -> str:
    """A character of a class."""
    own = [
        chr(value if code is codes.LITERAL else value[0])
        for code, value in items
        if code in (codes.LITERAL, codes.RANGE)
    ]
    for sign in (*([] if items[0][0] is codes.NEGATE else own), *signs):
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
    return [_filled(piece, size) for piece in _pieces(pattern, size)]


def _pieces(pattern: re.Pattern[str], size: int) -> list[str]:
    return [*_usual(pattern), *_cut(Wording(pattern, pumped, 2, BLANKS_FIRST, size) for pumped in _pumped(pattern))]


def _usual(pattern: re.Pattern[str]) -> list[str]:
    """The texts of which the median is taken: of words, and with no longer runs than a table allows."""
    pieces = _cut(Wording(pattern, pumped, chance) for chance in (0, 1) for pumped in _pumped(pattern))
    return [*dict.fromkeys(pieces)] or [*CHARACTERS]


def _pumped(pattern: re.Pattern[str]) -> range:
    return range(-1, min(Wording(pattern, -1, 0).repeats, PUMPED))


def _cut(wordings: Iterable[Wording]) -> list[str]:
    """Each whole, without its end, and its half."""
    texts = [wording.text for wording in wordings]
    return [piece for text in texts for piece in (text, text[:-1], text[: len(text) // 2]) if piece]


def _filled(piece: str, size: int) -> str:
    """So many characters of it, over and over; of one that is longer, its end too."""
    return (piece * (size // len(piece) + 1))[:size] if len(piece) < size else piece[: size - LINE] + piece[-LINE:]


def cost(found: Found, text: str, times: int = 3) -> float:
    """Seconds of the processor a character, used as this pattern is; the best of several times."""
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)] if found.manner == "line" else [text]
    return min(_seconds(found, lines) for _ in range(times)) / len(text)


def _seconds(found: Found, lines: list[str]) -> float:
    if isinstance(found.pattern.pattern, bytes):
        lines = [line.encode("latin-1", "replace") for line in lines]
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
    """The median over all texts of ``compared`` characters; the worst of them again, with ``proven`` characters. What held at
    once is not tried twice, and what is lost at a tenth of them is not tried on all: squares of time would take hours. A tenth
    that is no longer than what was compared tells nothing of growth."""
    costs = [cost(found, text) for text in hostile_texts(found.pattern, compared)]
    at = costs.index(max(costs))
    verdict = Verdict(found, statistics.median(costs[: len(_usual(found.pattern))]), max(costs), 0.0)
    for size in (size for size in (proven // 10, proven) if size > compared):
        text = _filled(_pieces(found.pattern, size)[at], size)
        verdict = verdict._replace(worst=cost(found, text, times=1))
        if verdict.ratio > MOST:
            verdict = verdict._replace(worst=min(verdict.worst, cost(found, text, times=1)))
        if verdict.ratio > 10 * MOST:
            break
    return verdict


def _proven(found: Found) -> Verdict:
    return judged(found, COMPARED, PROVEN)


def once_more(verdict: Verdict, compared: int = COMPARED, proven: int = PROVEN) -> Verdict:
    """What seems slow while every core is at work is measured again alone, and the better of the two counts: neighbours take the
    cache of a processor from a long text before they take it from a short one, and make nothing faster."""
    if verdict.ratio <= MOST:
        return verdict
    print(f"measured again, {verdict.ratio:.1f} × in the crowd: {verdict.found.place}", flush=True)
    return min(verdict, judged(verdict.found, compared, proven), key=attrgetter("ratio"))


def main() -> int:
    """Prints the worst of all patterns; 1 when one does not hold."""
    patterns = [*table_patterns(), *code_patterns()]
    with ProcessPoolExecutor() as pool:
        verdicts = list(pool.map(_proven, patterns, chunksize=16))
    verdicts = sorted(map(once_more, verdicts), key=attrgetter("ratio"), reverse=True)
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
