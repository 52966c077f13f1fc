"""What speaks for a measure where it claims a number, read from ``belonging.tsv``; ``extract/belonging.py`` names the signs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from builder.errors import Problem, TableError

FILE = "belonging.tsv"


def load_belonging(folder: Path) -> Mapping[str, float]:
    """What each sign weighs (log-odds for each unit of it). Where there is no table nothing weighs anything: the first measure of
    the taxonomy takes all numbers of a clause. Raises TableError."""
    path, problems = folder / FILE, []
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        sign, _, weight = line.partition("\t")
        if line.startswith("#"):
            continue
        try:
            weights[sign] = float(weight)
        except ValueError:
            problems.append(Problem(FILE, str(number), f"no sign and weight: {line[:40]!r}", "write the table anew"))
    if problems:
        raise TableError(problems)
    return weights
