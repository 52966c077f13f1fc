"""The types of parameters and the patterns that find them, read from ``parameters.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.coding import PatternIndex, expand_gaps, index_of
from builder.rules.index import WordIndex
from builder.rules.literals import demands_of
from builder.rules.patterns import Patterns, Sound
from builder.rules.table import Entry, compile_pattern, load_yaml
from builder.rules.unread import Unread, load_unread
from builder.text.numerals import NUMERAL

_TYPE_KEYS = ("id", "zh", "en", "definition", "definition_zh", "unit")
_PATTERN_KEYS = ("id", "type", "is", "any", "fixes", "leaves")
#: the keys of the rows of the short lists
_KEYS = {"units": ("word", "unit"), "comparators": ("is", "before", "after"), "tiers": ("value", "any")}
_TARGETS = ("people", "place", "area")
COMPARATORS = ("=", "<=", ">=", "<", ">", "between", "approx")
_NUMBER = (  # never half a number
    rf"\s{{{{0,9}}}}+(?P<{{}}>(?<![\d.])\d{{{{1,12}}}}(?:\.\d{{{{1,9}}}})?"
    rf"|(?<![{NUMERAL}万亿])[{NUMERAL}]{{{{1,5}}}}(?:点[{NUMERAL}])?)\s{{{{0,9}}}}+"
)


@dataclass(frozen=True)
class ParameterType:
    """A kind of number or word that a statement may carry."""

    id: str
    zh: str
    en: str
    definition: str
    definition_zh: str
    unit: str


@dataclass(frozen=True)
class Comparator:
    """Words in front of a number, or behind it, that compare it."""

    sign: str
    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True)
class ParameterExample:
    """A clause and the value that stands in it."""

    clause: str
    value: Any
    unit: str | None
    comparator: str


@dataclass(frozen=True)
class ParameterPattern:
    """Words that carry a value. Its groups: ``n`` the number, ``m`` the upper end, ``p`` the interval, ``u`` the unit word,
    ``scale`` 万 and the like, ``word`` a word with a value of its own, ``year month day`` a date."""

    id: str
    type: str
    unit: str | None
    sign: str
    certainty: str
    patterns: Patterns
    voids: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    words: Mapping[str, str]
    fixes: tuple[ParameterExample, ...]
    leaves: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class ParameterRules:
    """Everything that ``parameters.yaml`` says, in its order."""

    types: tuple[ParameterType, ...]
    units: Mapping[str, str]
    comparators: tuple[Comparator, ...]
    patterns: tuple[ParameterPattern, ...]
    tiers: tuple[tuple[str, re.Pattern[str]], ...]
    tier_rules: re.Pattern[str]
    anchors: tuple[re.Pattern[str], ...]
    targets: Mapping[str, tuple[re.Pattern[str], ...]]
    unread: Unread
    index: PatternIndex
    targets_by_words: WordIndex[tuple[str, re.Pattern[str]]]

    def type(self, id: str) -> ParameterType | None:
        """The type with this id."""
        return self._by_id.get(id)

    @cached_property
    def by_list(self) -> Mapping[Patterns, ParameterPattern]:
        """The entries by their lists of patterns, which the index tells."""
        return {pattern.patterns: pattern for pattern in self.patterns}

    @cached_property
    def _by_id(self) -> dict[str, ParameterType]:
        return {type.id: type for type in self.types}


def load_parameters(folder: Path, sound: Sound) -> ParameterRules:
    """The parameter types and patterns in ``folder``. Raises TableError."""
    table = load_yaml(folder / "parameters.yaml", folder)
    problems = list(_faults(table))
    if problems:
        raise TableError(problems)
    units = {row["word"]: row["unit"] for row in table["units"]}
    patterns = tuple(_pattern(row, units, sound) for row in table["patterns"])
    targets = {
        name: tuple(compile_pattern(table["targets"], pattern) for pattern in table["targets"][name])
        for name in _TARGETS
    }
    return ParameterRules(
        types=tuple(ParameterType(*(row[key] for key in _TYPE_KEYS)) for row in table["types"]),
        units=units,
        comparators=tuple(
            Comparator(row["is"], compile_pattern(row, row["before"]), compile_pattern(row, row["after"]))
            for row in table["comparators"]
        ),
        patterns=patterns,
        tiers=tuple((row["value"], compile_pattern(row, row["any"])) for row in table["tiers"]),
        tier_rules=compile_pattern(table, table["tier_rules"]),
        anchors=tuple(compile_pattern(table, pattern) for pattern in table["anchors"]),
        targets=targets,
        unread=load_unread(folder),
        index=index_of(("", pattern.patterns) for pattern in patterns),
        targets_by_words=WordIndex(
            ("", (name, pattern), demands_of(pattern)) for name, listed in targets.items() for pattern in listed
        ),
    )


def _pattern(row: Entry, units: Mapping[str, str], sound: Sound) -> ParameterPattern:
    def compiled(key: str) -> re.Pattern[str] | None:
        return compile_pattern(row, row[key]) if row.get(key) else None

    return ParameterPattern(
        id=row["id"],
        type=row["type"],
        unit=row.get("unit"),
        sign=row["is"],
        certainty=row.get("certainty", "stated"),
        patterns=Patterns(sound.read(row, written_out(pattern, units)) for pattern in row["any"]),
        voids=compiled("voids"),
        needs=compiled("needs"),
        words=row.get("words") or {},
        fixes=tuple(
            ParameterExample(item["clause"], item["value"], item.get("unit"), item["comparator"])
            for item in row["fixes"]
        ),
        leaves=tuple(row["leaves"]),
        line=row.line,
    )


def written_out(pattern: str, units: Iterable[str]) -> str:
    """The pattern with ``{n}``, ``{m}``, ``{p}``, ``{u}`` and gaps written out."""
    for name in "nmp":
        pattern = pattern.replace(f"{{{name}}}?", f"(?:{_NUMBER.format(name)})?")
        pattern = pattern.replace(f"{{{name}}}", _NUMBER.format(name))
    # 「延长至5月4日」 is no five months
    words = "|".join(
        rf"月(?![\d{NUMERAL}底初末中])" if unit == "月" else unit for unit in sorted(units, key=len, reverse=True)
    )
    return expand_gaps(pattern.replace("{u}", f"(?P<u>{words})"))


def _faults(table: Any) -> Iterable[Problem]:
    top = list(table.whole("types", *_KEYS, "patterns", "tier_rules", "anchors", "targets"))
    if top:
        yield from top
        return
    yield from table["targets"].whole(*_TARGETS)
    for name, keys in _KEYS.items():
        for row in table[name]:
            yield from row.whole(*keys)
    for row in table["types"]:
        yield from row.whole(*_TYPE_KEYS)
    types = {row.get("id") for row in table["types"]}
    for row in table["patterns"]:
        yield from row.whole(*_PATTERN_KEYS, may=("unit", "certainty", "voids", "needs", "words"))
        for item in row.get("fixes") or ():
            yield from item.unknown("clause", "value", "unit", "comparator")
        if row.get("type") not in types:
            yield row.problem(f"unknown type {row.get('type')!r}", "use an id of the types above")
        if row.get("is") not in COMPARATORS:
            yield row.problem(f"unknown comparator {row.get('is')!r}", f"choose one of {', '.join(COMPARATORS)}")
