"""What the words around a place's name make of it: an origin, whose order is followed, the beginning of a zone's name.

Table: ``around_places.yaml``. A rule is asked with the words before the name, or with a text and where the name in it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.table import Entry, compile_pattern, load_yaml

FILE = "around_places.yaml"
SIDES = ("before", "after")
RULES = (
    *("origin-before", "origin-before-soft", "origin-after", "cited-before", "cause-after"),
    *("pilot-zone-after", "zone-after", "code-after", "keeper-after", "outpost-after", "community-after", "site-after"),
)


@dataclass(frozen=True)
class Around:
    """One row of words: ``pattern`` ends where the name begins, or begins where the name ends. ``fixes`` and ``leaves`` are its
    proof; 【】 marks the name in them."""

    id: str
    side: str
    pattern: re.Pattern[str]
    fixes: tuple[str, ...]
    leaves: tuple[str, ...]

    def fits(self, example: str) -> bool:
        """Whether it fits an example, by its own side of the name."""
        before, _, rest = example.partition("【")
        return bool(
            self.pattern.search(before) if self.side == "before" else self.pattern.match(rest.partition("】")[2])
        )


@dataclass(frozen=True, eq=False)
class AroundPlaces:
    """The table: its rows by their ids."""

    rows: dict[str, Around]

    def __getitem__(self, id: str) -> re.Pattern[str]:
        """The pattern of a row."""
        return self.rows[id].pattern


def load_around_places(folder: Path) -> AroundPlaces:
    """The rows in ``folder``. Raises TableError with every fault."""
    entries = load_yaml(folder / FILE, folder)
    if not isinstance(entries, list):
        raise TableError([Problem(FILE, "1", "the table is no list", "begin each entry with - id:")])
    problems = [problem for entry in entries for problem in _faults(entry)]
    ids = [entry.get("id") for entry in entries]
    problems += (
        Problem(FILE, "1", f"the row {id!r} stands {ids.count(id)} times", "write it once")
        for id in RULES
        if ids.count(id) != 1
    )
    if problems:
        raise TableError(problems)
    return AroundPlaces({entry["id"]: _row(entry) for entry in entries})


def _faults(entry: Entry) -> Iterator[Problem]:
    yield from entry.whole("id", "side", "says", "any", "fixes", "leaves", may=("first",))
    if entry.get("id") not in RULES:
        yield entry.problem(f"id {entry.get('id')!r} is none that the code asks", f"use {', '.join(RULES)}")
    if entry.get("side") not in SIDES:
        yield entry.problem(f"side {entry.get('side')!r} is no side of a name", f"use {', '.join(SIDES)}")
    lists = [key for key in ("any", "fixes", "leaves") if not isinstance(entry.get(key), list)]
    yield from (entry.problem(f"{key!r} is no list", f"write {key}: [甲, 乙]") for key in lists)
    if not lists:
        try:
            _row(entry)
        except TableError as error:
            yield from error.problems


def _row(entry: Entry) -> Around:
    words = "|".join(map(str, entry["any"]))
    pattern = rf"(?:{words})\s?$" if entry["side"] == "before" else f"{entry.get('first', '')}(?:{words})"
    proof: list[Any] = [tuple(map(str, entry[key])) for key in ("fixes", "leaves")]
    return Around(str(entry["id"]), str(entry["side"]), compile_pattern(entry, pattern), *proof)
