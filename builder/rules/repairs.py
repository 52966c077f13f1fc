"""The repair rules: what each cures, by which pattern, words or function, and what it must leave alone.

``repair/*.yaml`` hold one list of entries each. Every entry has ``id``, ``kind``, ``zh`` and ``en`` (one line each, shown
on pages) and its proof: ``fixes`` and ``leaves``. What a table can say it says by ``patterns`` and ``words``; what it cannot
is ``code``, the name of the function in ``builder/repair``.

A line rule (``role``) knows page furniture by its shape: its patterns have to match a whole line of the folded page
(simplified, half width, lower case). ``where`` says in which zone of the page it may speak, ``reach`` how much it takes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.literals import literals_of, teller_of, widths_of
from builder.rules.table import Entry, compile_pattern, load_yaml

KINDS = ("encoding", "script", "noise", "layout", "wording", "mark")
ROLES = ("title", "meta", "chrome", "body")
#: head: before the first sentence of the document; tail: after its last; edge: either; any: inside it too
ZONES = ("head", "tail", "edge", "any")
#: line: this line; rest: this line and everything after it; start, end: the matched rim of a line that goes on
REACHES = ("line", "rest", "start", "end")

#: the functions that judge a line by itself
LINE_CODES = ("is_tool_bar", "is_navigation", "is_stamp")

_KEYS = (
    "id",
    "kind",
    "zh",
    "en",
    "code",
    "role",
    "where",
    "reach",
    "sentences",
    "patterns",
    "words",
    "fixes",
    "leaves",
)


@dataclass(frozen=True)
class RepairRule:
    """One entry of the tables. ``fixes`` and ``leaves`` are its proof, run by the tests."""

    id: str
    kind: str
    zh: str
    en: str
    code: str | None = None
    role: str | None = None
    where: str = "any"
    reach: str = "line"
    sentences: bool = False  #: whether it may claim a line of running text; without that only labels and stamps
    patterns: tuple[re.Pattern[str], ...] = ()
    words: tuple[str, ...] = ()
    rewrites: tuple[tuple[str, str], ...] = ()  #: words of the table that map one spelling to another
    fixes: tuple[Any, ...] = ()
    leaves: tuple[str, ...] = ()

    @cached_property
    def word_set(self) -> frozenset[str]:
        """The words, for membership."""
        return frozenset(self.words)

    @cached_property
    def any_word(self) -> re.Pattern[str] | None:
        """One pattern that finds the longest of the words at a place."""
        ordered = sorted(self.words, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, ordered))) if ordered else None


#: tells the numbers of the patterns of which a text holds a word that they cannot do without
Teller = Callable[[str], set[int]]
#: running text is asked by the patterns that can match so much of it: it is looked through for their words alone
_BANDS = (0, 60, 120, 240, 360)
#: of a longer line only the rims are looked through for the words of rims
_LONG = 240
#: what a site says about itself is not longer; a document's paragraph often is
LONGEST_NOTE = 600


@dataclass(frozen=True)
class RepairRules:
    """All repair rules, in the order of the tables."""

    rules: tuple[RepairRule, ...]

    @cached_property
    def by_id(self) -> Mapping[str, RepairRule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def by_code(self) -> Mapping[str, RepairRule]:
        """The rules that are functions, by the function's name."""
        return {rule.code: rule for rule in self.rules if rule.code}

    @cached_property
    def furniture(self) -> tuple[RepairRule, ...]:
        """The rules that know a whole line as the page's, in the order in which they are asked."""
        return tuple(rule for rule in self.rules if rule.role in ("meta", "chrome") and rule.reach in ("line", "rest"))

    @cached_property
    def rims(self) -> tuple[RepairRule, ...]:
        """The rules that know the rim of a line as the page's, in the order in which they are asked."""
        return tuple(rule for rule in self.rules if rule.reach in ("start", "end"))

    @cached_property
    def numbered(self) -> Mapping[str, tuple[tuple[int, re.Pattern[str]], ...]]:
        """The patterns of each line rule and rim, by the rule's id, each pattern with a number of its own."""
        count = iter(range(1 << 20))
        return {
            rule.id: tuple((next(count), pattern) for pattern in rule.patterns)
            for rule in (*self.furniture, *self.rims)
        }

    def cues_of(self, folded: str) -> set[int]:
        """The patterns of which a line holds a word that is no running text."""
        return self._cues(folded)

    def cues_of_text(self, folded: str, length: int) -> set[int]:
        """The patterns of which a line of running text holds a word, but for those that cannot match so many characters."""
        if length < _LONG:
            return self._running_cues[bisect_right(_BANDS, length) - 1](folded)
        (tell_start, start), (tell_end, end) = self._rim_cues
        cues = tell_start(folded[:start]) | tell_end(folded[-end:])
        if length <= LONGEST_NOTE:
            cues |= self._running_cues[bisect_right(_BANDS, length) - 1](folded)
        return cues

    @cached_property
    def _cues(self) -> Teller:
        """The patterns of all rules."""
        return _teller(pair for pairs in self.numbered.values() for pair in pairs)

    @cached_property
    def _running_cues(self) -> tuple[Teller, ...]:
        """By the least length of a line, the patterns that match running text."""
        rims = [pair for rule in self.rims for pair in self.numbered[rule.id]]
        lines = [pair for rule in self.for_sentences for pair in self.numbered[rule.id]]
        return tuple(
            _teller([pair for pair in lines if self.asked[pair[0]][3] >= least] + (rims if least < _LONG else []))
            for least in _BANDS
        )

    @cached_property
    def _rim_cues(self) -> tuple[tuple[Teller, int], ...]:
        """The patterns of the rims at the start and at the end of a line, and how far those reach together that stand there."""
        sides = [[rule for rule in self.rims if rule.reach == reach] for reach in ("start", "end")]
        return tuple(
            (
                _teller(pair for rule in side for pair in self.numbered[rule.id]),
                sum(max(widths_of(pattern)[1] for pattern in rule.patterns) for rule in side),
            )
            for side in sides
        )

    @cached_property
    def asked(self) -> Mapping[int, tuple[int, re.Pattern[str], int, int]]:
        """For the number of a pattern of a line rule, the place of this rule in ``furniture``, the pattern, and how long the
        shortest and the longest line is that it can match."""
        return {
            number: (place, pattern, *widths_of(pattern))
            for place, rule in enumerate(self.furniture)
            for number, pattern in self.numbered[rule.id]
        }

    @cached_property
    def wordless(self) -> Mapping[int, list[re.Pattern[str]]]:
        """By the place of their rule, the patterns that no word gives away."""
        found: dict[int, list[re.Pattern[str]]] = {}
        for place, pattern, *_ in self.asked.values():
            if not literals_of(pattern):
                found.setdefault(place, []).append(pattern)
        return found

    @cached_property
    def any_wordless(self) -> re.Pattern[str] | None:
        """One pattern for all of these; None where they cannot be one."""
        patterns = [pattern for patterns in self.wordless.values() for pattern in patterns]
        if any(pattern.flags != re.UNICODE for pattern in patterns):
            return None
        return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))

    @cached_property
    def coded(self) -> Mapping[int, RepairRule]:
        """By their places in ``furniture``, the rules whose code judges a line by itself: every line is asked that is not running
        text."""
        return {place: rule for place, rule in enumerate(self.furniture) if rule.code in LINE_CODES}

    @cached_property
    def rim_numbers(self) -> frozenset[int]:
        """The patterns of the rims."""
        return frozenset(number for rule in self.rims for number, _ in self.numbered[rule.id])

    @cached_property
    def for_sentences(self) -> tuple[RepairRule, ...]:
        """The line rules that may claim a line of running text."""
        return tuple(rule for rule in self.furniture if rule.sentences)


def _teller(patterns: Iterable[tuple[int, re.Pattern[str]]]) -> Teller:
    words: dict[str, tuple[int, ...]] = {}
    for number, pattern in patterns:
        for word in literals_of(pattern) or ():
            words[word] = (*words.get(word, ()), number)
    return teller_of(words)


def load_repairs(folder: Path) -> RepairRules:
    """The rules in ``folder/repair``. Raises TableError with every fault of every table."""
    problems: list[Problem] = []
    rules: list[RepairRule] = []
    seen: dict[str, Entry] = {}
    for path in sorted((folder / "repair").glob("*.yaml")):
        try:
            table = load_yaml(path, folder)
        except TableError as error:
            problems += error.problems
            continue
        name = path.relative_to(folder).as_posix()
        if not isinstance(table, list):
            problems.append(Problem(name, "1", "is no list of rules", "begin each rule with '- id:'"))
            continue
        for entry in table:
            if not isinstance(entry, Entry):
                problems.append(Problem(name, "", f"{entry!r} is no rule", "give it id, kind, zh and en"))
                continue
            found = [*_faults(entry), *_twice(entry, seen)]
            problems += found
            if not found:
                _read_into(rules, entry, problems)
    if problems:
        raise TableError(problems)
    return RepairRules(tuple(rules))


def _faults(entry: Entry) -> Iterator[Problem]:
    yield from entry.missing("id", "kind", "zh", "en", "fixes", "leaves")
    yield from entry.unknown(*_KEYS)
    for key, allowed in (("kind", KINDS), ("role", ROLES), ("where", ZONES), ("reach", REACHES)):
        if key in entry and entry[key] not in allowed:
            yield entry.problem(f"{key} {entry[key]!r} is unknown", f"use one of {', '.join(allowed)}")
    if not isinstance(entry.get("sentences", False), bool):
        yield entry.problem("sentences is neither true nor false", "write true or leave it out")
    for key in ("patterns", "fixes", "leaves"):
        if not isinstance(entry.get(key, []), list):
            yield entry.problem(f"{key} is no list", "write it as a list")
    if not isinstance(entry.get("words", []), list | dict):
        yield entry.problem("words is neither a list nor a mapping", "write words as a list, or old: new")


def _twice(entry: Entry, seen: dict[str, Entry]) -> Iterator[Problem]:
    for key in ("id", "code"):
        value = entry.get(key)
        if isinstance(value, str):
            first = seen.setdefault(f"{key} {value}", entry)
            if first is not entry:
                yield entry.problem(f"{key} {value!r} stands at {first.file}:{first.line} too", "rename one of the two")


def _read_into(rules: list[RepairRule], entry: Entry, problems: list[Problem]) -> None:
    patterns = []
    for pattern in entry.get("patterns", []):
        try:
            patterns.append(compile_pattern(entry, pattern))
        except TableError as error:
            problems += error.problems
    words = entry.get("words", [])
    rules.append(
        RepairRule(
            id=entry["id"],
            kind=entry["kind"],
            zh=entry["zh"],
            en=entry["en"],
            code=entry.get("code"),
            role=entry.get("role"),
            where=entry.get("where", "any"),
            reach=entry.get("reach", "line"),
            sentences=entry.get("sentences", False),
            patterns=tuple(patterns),
            words=tuple(words),
            rewrites=tuple(words.items()) if isinstance(words, dict) else (),
            fixes=tuple(entry["fixes"]),
            leaves=tuple(entry["leaves"]),
        )
    )
