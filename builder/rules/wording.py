"""How strongly the words of a clause speak for and against each measure, read from ``wording.tsv``.

The table holds short strings of characters (one to three) with what each adds to the odds of a measure. It is counted from
clauses that people labelled (``tests/corpus/wording.py`` writes it) and covers wordings for which nobody wrote a pattern:
a clause that few of a measure's words stand in is no order of it, one that many stand in is, whatever the pattern says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy
from numpy.typing import NDArray

from builder.errors import Problem, TableError

#: the longest string that is counted
LONGEST = 3
#: a string never reaches over one of these
_STRETCH = re.compile(r"[^\s，,：:。；;！!？?、“”‘’\"'「」『』（）()《》〈〉【】\[\]·…—]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十两]+")
_LABEL = re.compile(r"^[\s　]*(?:第?[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．条])")


class Wording:
    """Log-odds in tenths: ``base`` before any word, and what each string adds, both by measure.

    Whole tenths, so that the sum is the same in whatever order it is taken.
    """

    def __init__(self, base: Mapping[str, int], weights: Mapping[str, Mapping[str, int]]) -> None:
        self.measures = tuple(base)
        column = {measure: at for at, measure in enumerate(base)}
        self._base = numpy.array(list(base.values()), dtype=numpy.int32)
        self._row = {string: at for at, string in enumerate(weights)}
        self._strings = frozenset(weights)
        self._weights = numpy.zeros((len(weights), len(base)), dtype=numpy.int16)
        for at, of in enumerate(weights.values()):
            for measure, weight in of.items():
                self._weights[at, column[measure]] = weight

    def weigh(self, words: str) -> dict[str, float]:
        """The log-odds of each measure that the table knows; above 0 a measure is likelier stated than not."""
        return dict(zip(self.measures, ((self._base + self._added(words)) / 10).tolist(), strict=True))

    def speaks_for(self, measure: str, words: str) -> float:
        """What the words add to the odds of one measure."""
        return float(self._added(words)[self.measures.index(measure)]) / 10

    def _added(self, words: str) -> NDArray[numpy.int32]:
        row = self._row
        rows = [row[string] for string in self._strings.intersection(strings_of(words))]
        return numpy.add.reduce(self._weights.take(rows, axis=0), axis=0, dtype=numpy.int32)


def strings_of(words: str) -> set[str]:
    """The strings of up to ``LONGEST`` characters of a clause, without its item number; every number is ``0``."""
    found: set[str] = set()
    for stretch in _STRETCH.findall(_NUMBER.sub("0", _LABEL.sub("", words))):
        for length in range(1, LONGEST + 1):
            found.update(map("".join, zip(*(stretch[at:] for at in range(length)), strict=False)))
    return found


def load_wording(folder: Path, measures: Iterable[str]) -> Wording:
    """The table in ``folder``; rows are a measure, a weight, and the strings that have it (none: the base). Raises TableError."""
    path = folder / "wording.tsv"
    if not path.exists():
        return Wording({}, {})  # rules alone decide
    known, problems = frozenset(measures), []
    base: dict[str, int] = {}
    weights: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        measure, weight, strings = _row(line)
        if measure not in known or weight is None:
            problems.append(
                Problem("wording.tsv", str(number), f"no measure and weight: {line[:40]!r}", "write the table anew")
            )
        elif not strings:
            base[measure] = weight
        else:
            for string in strings:
                weights.setdefault(string, {})[measure] = weight
    if problems:
        raise TableError(problems)
    return Wording(base, weights)


def _row(line: str) -> tuple[str, int | None, list[str]]:
    """The measure, the weight in tenths (None when it is no number), and the strings of a line."""
    measure, _, rest = line.partition("\t")
    weight, _, strings = rest.partition("\t")
    try:
        return measure, round(float(weight) * 10), strings.split()
    except ValueError:
        return measure, None, []
