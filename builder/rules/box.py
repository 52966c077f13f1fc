"""The labels of a page's data box: what the value behind each is for, and whether other pages have it too.

Table: ``box.yaml``. Labels may be spread by blanks (文　号), so a pattern of them allows blanks between their characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.table import Entry, load_yaml

FILE = "box.yaml"
SAYS = ("issuer", "number", "title", "written", "published", "effective", "expiring", "other")


@dataclass(frozen=True)
class BoxLabels:
    """The table: what each label says, in the order of the file, and the labels that pages without a box have too."""

    says: tuple[tuple[str, str], ...]  #: (label, what its value is for)
    common: frozenset[str]

    def of(self, *says: str) -> tuple[str, ...]:
        """The labels of these values; all without an argument."""
        return tuple(label for label, key in self.says if not says or key in says)


@cache
def any_of(labels: tuple[str, ...]) -> str:
    """A pattern for one of the labels, the longest that fits, also spread by blanks."""
    return "|".join(r"[ \t\u3000]{0,8}".join(label) for label in sorted(labels, key=lambda label: (-len(label), label)))


def load_box(folder: Path) -> BoxLabels:
    """The labels of ``folder``. Raises TableError with every fault."""
    entries = load_yaml(folder / FILE, folder)
    if not isinstance(entries, list):
        raise TableError([Problem(FILE, "1", "the table is no list", "begin each entry with - says:")])
    problems = list(_faults(entries))
    if problems:
        raise TableError(problems)
    says = [(str(label), str(entry["says"])) for entry in entries for label in _labels(entry)]
    return BoxLabels(tuple(says), frozenset(str(label) for entry in entries for label in entry.get("common", [])))


def _labels(entry: Entry) -> list[Any]:
    return [*entry["labels"], *entry.get("common", [])]


def _faults(entries: list[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        yield from entry.whole("says", "labels", may=("common",))
        if entry.get("says") not in SAYS:
            yield entry.problem(f"says {entry.get('says')!r} is no part of a record", f"use {', '.join(SAYS)}")
        for key in ("labels", "common"):
            if not isinstance(entry.get(key, []), list):
                yield entry.problem(f"{key!r} is no list of words", f"write {key}: [甲, 乙]")
                return
        for label in map(str, _labels(entry) if "labels" in entry else ()):
            if label in seen:
                yield entry.problem(f"the label {label} stands twice", "delete one of the two")
            seen.add(label)
