"""Which place an app belongs to: a province's health code, the services of a province or a city.

Table: ``apps.tsv``. ``app`` is the name as texts write it, folded; ``adcode`` is whose it is, ``what`` says what it is. A name
that tells its place by itself (贵州健康码) needs no row. One that is an everyday word too (安心出行, 一码通) has none, nor one
that two places have (健康宝).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.errors import Problem, TableError
from builder.rules.places import FILE as PLACES
from builder.rules.places import Place, rows_of
from builder.text.fold import fold

FILE = "apps.tsv"
COLUMNS = ("app", "adcode", "what")
_SHORTEST = 3  #: characters of a name


@dataclass(frozen=True)
class Apps:
    """The table: the code of the province or city that each app belongs to."""

    rows: dict[str, str]

    def named(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a folded text names an app of the table, with the code of its place."""
        for match in self._pattern.finditer(text):
            yield *match.span(), self.rows[match.group()]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self.rows, key=lambda name: (-len(name), name))
        return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?![头知])")  # 吉祥码头 is a quay


def load_apps(folder: Path) -> Apps:
    """The table in ``folder``. Raises TableError with every fault: cells, names, codes."""
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        what = "the columns are not those expected"
        raise TableError([Problem(FILE, "1", what, f"write them as {' '.join(COLUMNS)}")])
    rows = [line.split("\t") for line in lines[1:]]
    if problems := list(_faults(rows, {place.adcode: place for _, place in rows_of(folder / PLACES)})):
        raise TableError(problems)
    return Apps({app: adcode for app, adcode, _ in rows})


def _faults(rows: list[list[str]], known: dict[str, Place]) -> Iterator[Problem]:
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS) or not all(row):
            yield Problem(FILE, str(line), "a row has not three cells", f"write {', tab, '.join(COLUMNS)}")
            continue
        app, adcode, _ = row
        if len(app) < _SHORTEST or app != fold(app):
            yield Problem(FILE, str(line), f"{app!r} is short or not folded", "write it simplified, in small letters")
        if app in seen:
            yield Problem(FILE, str(line), f"{app} stands twice", "delete one of the two")
        seen.add(app)
        if adcode not in known or known[adcode].level not in ("province", "prefecture"):
            yield Problem(FILE, str(line), f"code {adcode} is no province or city of {PLACES}", "mend the code")
