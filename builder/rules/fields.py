"""Loads the tables that decide fields: what each rule says to a reader, and the words it goes by.

``fields.yaml`` explains every rule that may stand in ``Field.rule``. ``titles.yaml``, ``kinds.yaml``, ``policy.yaml``,
``hosts.yaml`` and ``cautions.yaml`` hold cues: a pattern, where it is looked for, and what it speaks for. ``policy.tsv`` holds
how much each sign speaks for a policy, ``policy_pairs.tsv`` how much two characters beside each other do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.model import FIELDS
from builder.rules.index import WordIndex
from builder.rules.patterns import Pattern, Sound, alternatives
from builder.rules.table import Entry, compile_pattern, load_yaml
from builder.rules.weights import weights_of

#: What a rule may decide.
DECIDED = (*FIELDS, "url", "site", "host_kind", "places", "any")
CUE_TABLES = ("titles", "kinds", "policy", "hosts", "cautions")
WHERE = ("title", "meta", "chrome", "body", "head", "untitled", "sign", "top")
#: in a shorter text a pattern is faster than its words
_LONG = 200
_ID = re.compile(r"[a-z_]+/[a-z0-9-]+")
_ANEW = "write the table anew: python -m tests.corpus.judging --write"


@dataclass(frozen=True)
class FieldRule:
    """What a rule means, for the page that explains a value."""

    id: str
    field: str
    zh: str
    en: str


@dataclass(frozen=True)
class Cue:
    """Words that speak for something. ``says`` is what they speak for, ``weight`` how much, ``where`` the places of the
    page that count; ``hits`` and ``leaves`` are its proof."""

    id: str
    says: str
    pattern: re.Pattern[str]
    where: tuple[str, ...]
    weight: int
    because: str
    hits: tuple[str, ...]
    leaves: tuple[str, ...]
    plain: bool = True  #: whether the words themselves are the value's name; else it is inferred from them
    parts: tuple[Pattern, ...] = ()  #: the outer alternatives of the pattern, each with its own words

    def search(self, words: str) -> re.Match[str] | None:
        """The first place where it fits. In a long text words are found faster than a pattern: only alternatives are asked whose
        words stand there. Groups of the pattern may be missing in the match."""
        if len(words) < _LONG:
            return self.pattern.search(words)
        matches = [found for part in self.parts if part.able(words) and (found := part.regex.search(words))]
        return min(matches, key=lambda found: found.start(), default=None)  # of those that begin together the first


class CueFinder:
    """The cues of one table, found by their words: in one pass over a text it is told which alternatives are to be asked."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._index = WordIndex(
            (where, (cue, part), part.demands) for cue in cues for part in cue.parts for where in cue.where
        )

    def fitting(self, words: str, where: str) -> Iterable[tuple[Cue, re.Match[str]]]:
        """The cues that look at this place of a page and fit the words that stand there, in the order of the table, each where
        it fits first. Groups of its pattern may be missing in the match."""
        found: dict[str, tuple[Cue, re.Match[str]]] = {}
        for cue, part in self._index.able(words, (where,)):
            match = part.regex.search(words)
            if match and (cue.id not in found or match.start() < found[cue.id][1].start()):
                found[cue.id] = cue, match
        return found.values()

    def said(self, words: str, where: str) -> list[str]:
        """What the cues that look at this place of a page and fit its words speak for, each once."""
        said: list[str] = []
        for cue, part in self._index.able(words, (where,)):
            if cue.says not in said and part.regex.search(words):
                said.append(cue.says)
        return said


@dataclass(frozen=True)
class FieldRules:
    """The tables of the fields, in the order of their files: order is precedence."""

    rules: tuple[FieldRule, ...]
    titles: tuple[Cue, ...]
    kinds: tuple[Cue, ...]
    policy: tuple[Cue, ...]
    hosts: tuple[Cue, ...]
    cautions: tuple[Cue, ...]
    policy_weights: Mapping[str, float]  #: log-odds of a policy: ``base``, and for each unit of a sign
    policy_pairs: Mapping[str, float]  #: log-odds of a policy where two Han characters stand beside each other

    @cached_property
    def find_kinds(self) -> CueFinder:
        """Finds the cues of ``kinds.yaml``."""
        return CueFinder(self.kinds)

    @cached_property
    def find_policy(self) -> CueFinder:
        """Finds the cues of ``policy.yaml``."""
        return CueFinder(self.policy)

    def rule(self, id: str) -> FieldRule | None:
        """The rule with this id; None when no table explains it."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, FieldRule]:
        return {rule.id: rule for rule in self.rules}


def load_fields(folder: Path, sound: Sound | None = None) -> FieldRules:
    """The field tables in ``folder``. Raises TableError with the faults of all of them."""
    problems: list[Problem] = []
    rules = _load(folder, "fields", _field_rule, problems)
    cue = partial(_cue, sound=sound or Sound())
    cues = [_load(folder, name, cue, problems) for name in CUE_TABLES]
    weights = _load_weights(folder / "policy.tsv", problems)
    pairs = _load_pairs(folder / "policy_pairs.tsv", problems)
    if problems:
        raise TableError(problems)
    return FieldRules(rules, *cues, weights, pairs)


def _load_weights(path: Path, problems: list[Problem]) -> dict[str, float]:
    """Rows of a sign and its weight; ``base`` stands in every table. Where there is none nothing weighs anything."""
    if not path.exists():
        return {"base": 0.0}
    weights = weights_of(path, _ANEW, problems)
    if "base" not in weights:
        problems.append(Problem(path.name, "whole file", "no weight of base", _ANEW))
    return weights


def _load_pairs(path: Path, problems: list[Problem]) -> dict[str, float]:
    """Rows of a weight and the pairs of characters that have it. Where there is no table no pair tells anything."""
    pairs: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        weight, _, row = line.partition("\t")
        if line.startswith("#"):
            continue
        try:
            pairs |= dict.fromkeys(row.split(), float(weight))
        except ValueError:
            problems.append(Problem(path.name, str(number), f"no weight and pairs: {line[:40]!r}", _ANEW))
    return pairs


def _load(folder: Path, name: str, make: Any, problems: list[Problem]) -> tuple[Any, ...]:
    try:
        entries = load_yaml(folder / f"{name}.yaml", folder)
    except TableError as error:
        problems += error.problems
        return ()
    made, seen = [], set()
    for entry in entries or ():
        faults = [*_shape_faults(entry, seen), *(_rule_faults(entry) if make is _field_rule else ())]
        faults = faults or list(() if make is _field_rule else _cue_faults(entry))
        problems += faults
        if not faults:
            seen.add(entry["id"])
            made.append(make(entry))
    return tuple(made)


def _shape_faults(entry: Entry, seen: set[str]) -> Iterator[Problem]:
    name = str(entry.get("id", ""))
    if name and not _ID.fullmatch(name):
        yield entry.problem(f"id {name!r} is not like field/what-decided", "use small letters, digits, - and one /")
    if name in seen:
        yield entry.problem(f"id {name!r} stands twice", "rename or delete one of the two")


def _rule_faults(entry: Entry) -> Iterator[Problem]:
    yield from entry.whole("id", "field", "zh", "en")
    if entry.get("field") not in DECIDED:
        yield entry.problem(f"field {entry.get('field')!r} is none of the record", f"use one of {', '.join(DECIDED)}")


def _cue_faults(entry: Entry) -> Iterator[Problem]:
    needed = ("id", "says", "pattern", "where", "because", "hits", "leaves")
    yield from entry.whole(*needed, may=("weight", "plain"))
    for place in _several(entry.get("where")):
        if place not in WHERE:
            yield entry.problem(f"where {place!r} is no place of a page", f"use {', '.join(WHERE)}")
    try:
        compile_pattern(entry, str(entry.get("pattern", "")))
    except TableError as error:
        yield from error.problems


def _field_rule(entry: Entry) -> FieldRule:
    return FieldRule(entry["id"], entry["field"], entry["zh"], entry["en"])


#: begins what holds for every alternative of a pattern
_FLAGS = "(?i)"


def _cue(entry: Entry, sound: Sound) -> Cue:
    pattern = str(entry["pattern"])
    parts = [pattern] if pattern.startswith(_FLAGS) else alternatives(pattern)
    return Cue(
        id=entry["id"],
        says=str(entry["says"]),
        pattern=compile_pattern(entry, entry["pattern"]),
        where=_several(entry["where"]),
        weight=int(entry.get("weight", 1)),
        because=entry["because"],
        hits=_several(entry["hits"]),
        leaves=_several(entry["leaves"]),
        plain=bool(entry.get("plain", True)),
        parts=tuple(sound.read(entry, part) for part in parts),
    )


def _several(value: Any) -> tuple[str, ...]:
    """One string or a list of them."""
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else (str(value),)
