"""Loads the tables that decide fields: what each rule says to a reader, and the words it goes by.

``fields.yaml`` explains every rule that may stand in ``Field.rule``. ``titles.yaml``, ``kinds.yaml``, ``policy.yaml``,
``hosts.yaml`` and ``cautions.yaml`` hold cues: a pattern, where it is looked for, and what it speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.model import FIELDS
from builder.rules.index import WordIndex
from builder.rules.literals import demands_of, literals_of
from builder.rules.table import Entry, compile_pattern, load_yaml

#: What a rule may decide.
DECIDED = (*FIELDS, "url", "site", "host_kind", "places", "any")
CUE_TABLES = ("titles", "kinds", "policy", "hosts", "cautions")
WHERE = ("title", "meta", "chrome", "body", "head", "sign", "top")
#: in a shorter text, and by more words, a pattern is faster than its words
_LONG, _FEW = 200, 32
_ID = re.compile(r"[a-z_]+/[a-z0-9-]+")


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

    @cached_property
    def words(self) -> frozenset[str]:
        """Of these words one stands wherever the pattern fits (none: it has to be asked)."""
        return literals_of(self.pattern) or frozenset()

    def search(self, words: str) -> re.Match[str] | None:
        """The first place where it fits. In a long text a few words are found faster than a pattern."""
        if len(words) >= _LONG and 0 < len(self.words) <= _FEW and not any(word in words for word in self.words):
            return None
        return self.pattern.search(words)


@dataclass(frozen=True)
class FieldRules:
    """The tables of the fields, in the order of their files: order is precedence."""

    rules: tuple[FieldRule, ...]
    titles: tuple[Cue, ...]
    kinds: tuple[Cue, ...]
    policy: tuple[Cue, ...]
    hosts: tuple[Cue, ...]
    cautions: tuple[Cue, ...]

    @cached_property
    def policy_by_words(self) -> WordIndex[Cue]:
        """What tells which cues of ``policy.yaml`` can fit a sentence."""
        return WordIndex(("", cue, demands_of(cue.pattern)) for cue in self.policy)

    def rule(self, id: str) -> FieldRule | None:
        """The rule with this id; None when no table explains it."""
        return next((rule for rule in self.rules if rule.id == id), None)


def load_fields(folder: Path) -> FieldRules:
    """The field tables in ``folder``. Raises TableError with the faults of all of them."""
    problems: list[Problem] = []
    rules = _load(folder, "fields", _field_rule, problems)
    cues = [_load(folder, name, _cue, problems) for name in CUE_TABLES]
    if problems:
        raise TableError(problems)
    return FieldRules(rules, *cues)


def _load(folder: Path, name: str, make: Any, problems: list[Problem]) -> tuple[Any, ...]:
    try:
        entries = load_yaml(folder / f"{name}.yaml", folder)
    except TableError as error:
        problems += error.problems
        return ()
    made, seen = [], set()
    for entry in entries or ():
        faults = [*_shape_faults(entry, seen), *([] if make is _cue else _rule_faults(entry))]
        faults = faults or list(_cue_faults(entry) if make is _cue else ())
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


def _cue(entry: Entry) -> Cue:
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
    )


def _several(value: Any) -> tuple[str, ...]:
    """One string or a list of them."""
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else (str(value),)
