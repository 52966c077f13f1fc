"""What speaks for a measure where it claims a number, read from ``belonging.tsv``; ``extract/belonging.py`` names the signs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from builder.errors import Problem, TableError
from builder.rules.weights import weights_of

FILE = "belonging.tsv"


def load_belonging(folder: Path) -> Mapping[str, float]:
    """What each sign weighs (log-odds for each unit of it). Where there is no table nothing weighs anything: the first measure of
    the taxonomy takes all numbers of a clause. Raises TableError."""
    problems: list[Problem] = []
    weights = weights_of(folder / FILE, "write the table anew: python -m tests.corpus.belonging --write", problems)
    if problems:
        raise TableError(problems)
    return weights
