"""Tables of learned weights: rows of a sign and what it weighs, log-odds for each unit of it."""

from __future__ import annotations

from pathlib import Path

from builder.errors import Problem


def weights_of(path: Path, anew: str, problems: list[Problem]) -> dict[str, float]:
    """The weight of each sign; none where there is no table. Lines that begin with ``#`` say what the table is. A row without a
    weight becomes a problem with its line, which tells to do what ``anew`` says."""
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        sign, _, weight = line.partition("\t")
        if line.startswith("#"):
            continue
        try:
            weights[sign] = float(weight)
        except ValueError:
            problems.append(Problem(path.name, str(number), f"no sign and weight: {line[:40]!r}", anew))
    return weights
