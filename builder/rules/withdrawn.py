"""Loads ``withdrawn.yaml``: notices that were taken out of the archive, and why. Their addresses say so for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from builder.errors import Problem, TableError
from builder.rules.table import Entry, load_yaml

FILE = "withdrawn.yaml"
_KEYS = ("id", "zh", "en", "on")
_ID = re.compile(r"n[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class Withdrawn(NamedTuple):
    """A notice that is no longer here: its id, why it was taken out, and when."""

    id: str
    zh: str
    en: str
    on: str


def load_withdrawn(folder: Path) -> tuple[Withdrawn, ...]:
    """The entries of ``folder/withdrawn.yaml``, by id. Raises TableError with every fault; a missing or empty table is none."""
    path = folder / FILE
    entries = (load_yaml(path, folder) or []) if path.exists() else []
    if not isinstance(entries, list) or not all(isinstance(entry, Entry) for entry in entries):
        raise TableError([Problem(FILE, "1", "is no list of withdrawn notices", "begin each with '- id:'")])
    first: dict[str, Entry] = {}
    problems = [problem for entry in entries for problem in _faults(entry, first)]
    if problems:
        raise TableError(problems)
    return tuple(sorted(Withdrawn(entry["id"], entry["zh"], entry["en"], entry["on"]) for entry in entries))


def _faults(entry: Entry, first: dict[str, Entry]) -> Iterator[Problem]:
    yield from entry.whole(*_KEYS)
    for key, pattern, example in (("id", _ID, "n0123456789ab"), ("on", _DAY, "2021-01-31")):
        if entry.get(key) is not None and not (isinstance(entry[key], str) and pattern.fullmatch(entry[key])):
            yield entry.problem(f"{key} {entry[key]!r} is none", f"write it as {example}")
    for key in ("zh", "en"):
        if entry.get(key) is not None and not isinstance(entry[key], str):
            yield entry.problem(f"{key} is no text", "write words")
    if isinstance(entry.get("id"), str) and first.setdefault(entry["id"], entry) is not entry:
        yield entry.problem(f"{entry['id']} stands at line {first[entry['id']].line} too", "delete one of the two")
