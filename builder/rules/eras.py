"""Named times that give a year to a month and day: plans, editions, congresses, games.

Table: ``eras.yaml``. An era lasts from one month to another. It gives a year to a month only when that month falls into it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem, TableError
from builder.rules.table import Entry, compile_pattern, load_yaml

FILE = "eras.yaml"
_KEYS = ("id", "pattern", "from", "until", "what", "hits", "leaves")
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])$")


@dataclass(frozen=True)
class Era:
    """What a text may name, and the months (``2021-01``) between which a text that names it was written."""

    id: str
    pattern: re.Pattern[str]
    first: str
    last: str
    what: str
    hits: tuple[str, ...]
    leaves: tuple[str, ...]

    def year_of(self, month: int) -> int | None:
        """The one year in which this month falls into the era; None when it falls into none or several."""
        years = range(int(self.first[:4]), int(self.last[:4]) + 1)
        within = [year for year in years if self.first <= f"{year}-{month:02d}" <= self.last]
        return within[0] if len(within) == 1 else None


@dataclass(frozen=True)
class Eras:
    """All eras, in the order of the table."""

    eras: tuple[Era, ...]


def load_eras(folder: Path) -> Eras:
    """The eras of ``folder``. Raises TableError with every fault, among them a proof that does not hold."""
    entries = load_yaml(folder / FILE, folder) or []
    problems = [fault for entry in entries for fault in _faults(entry)]
    if problems:
        raise TableError(problems)
    eras = tuple(map(_era, entries))
    problems = [fault for era, entry in zip(eras, entries, strict=True) for fault in _unproven(era, entry)]
    if problems:
        raise TableError(problems)
    return Eras(eras)


def _era(entry: Entry) -> Era:
    return Era(
        id=str(entry["id"]),
        pattern=compile_pattern(entry, str(entry["pattern"])),
        first=str(entry["from"]),
        last=str(entry["until"]),
        what=str(entry["what"]),
        hits=tuple(map(str, entry["hits"])),
        leaves=tuple(map(str, entry["leaves"])),
    )


def _faults(entry: Entry) -> Iterator[Problem]:
    yield from entry.whole(*_KEYS)
    for key in ("from", "until"):
        if not _MONTH.match(str(entry.get(key, ""))):
            yield entry.problem(f"{key}: {entry.get(key)!r} is no month", "write it like 2021-03")


def _unproven(era: Era, entry: Entry) -> Iterator[Problem]:
    for text in era.hits:
        if not era.pattern.search(text):
            yield entry.problem(f"{era.id} does not hit {text!r}", "mend the pattern or the example")
    for text in era.leaves:
        if era.pattern.search(text):
            yield entry.problem(f"{era.id} hits {text!r}, which it should leave", "make the pattern narrower")
