"""What speaks for a type where a number stands that no pattern reads, from ``unread.tsv``.

``extract/unread.py`` names the signs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from builder.errors import Problem, TableError
from builder.rules.weights import weights_of

FILE = "unread.tsv"
#: what a number is that is no parameter: a label, a day, a count of cases
NONE = "none"
#: the parts of a row's name: 「type/duration < 隔离」, 「sign/<= > 以内」, 「unit/duration 天 day」
TYPE, SIGN, UNIT = "type", "sign", "unit"
_Weights = Mapping[str, tuple[tuple[str, float], ...]]
_NOTHING: Mapping[str, _Weights] = MappingProxyType({TYPE: {}, SIGN: {}})


@dataclass(frozen=True)
class Unread:
    """The table: what each sign weighs for each type and for each comparator, and which unit a unit word means to a type."""

    weights: Mapping[str, _Weights] = field(default_factory=lambda: _NOTHING)
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()  #: the unit words of ``units``

    def likeliest(self, name: str, signs: Iterable[str], never: Iterable[str] = ()) -> tuple[str, float]:
        """The type or comparator (``name``) for which these signs speak most, and how likely it is; ``never`` are answers that
        are out of question. To the thousandth, lest a machine's last digit decide. Raises ValueError without a table."""
        of = self.weights[name]
        odds: dict[str, list[float]] = {}
        for sign in ("", *signs):
            for answer, weight in of.get(sign, ()):
                odds.setdefault(answer, []).append(weight)
        sums = {answer: math.fsum(own) for answer, own in sorted(odds.items()) if answer not in never}
        best = max(sums, key=sums.__getitem__)
        return best, round(1 / math.fsum(math.exp(other - sums[best]) for other in sums.values()), 3)


def load_unread(folder: Path) -> Unread:
    """The table in ``folder``. Where there is none no number is read that no pattern reads. Raises TableError."""
    problems: list[Problem] = []
    rows = weights_of(folder / FILE, "write the table anew: python -m tests.corpus.unread --write", problems)
    problems += [
        Problem(FILE, row[:40], "neither type, sign nor unit", "write the table anew")
        for row in rows
        if row.partition("/")[0] not in (TYPE, SIGN, UNIT)
    ]
    if problems:
        raise TableError(problems)
    return table_of(rows)


def table_of(rows: Mapping[str, float]) -> Unread:
    """The table with these rows."""
    weights: dict[str, dict[str, list[tuple[str, float]]]] = {TYPE: {}, SIGN: {}}
    units: dict[tuple[str, str], str] = {}
    for row, weight in rows.items():
        head, _, sign = row.partition(" ")
        name, _, answer = head.partition("/")
        if name == UNIT:
            word, _, unit = sign.partition(" ")
            units[answer, word] = unit
        else:
            weights[name].setdefault(sign, []).append((answer, weight))
    return Unread(
        {name: {sign: tuple(own) for sign, own in of.items()} for name, of in weights.items()},
        units,
        frozenset(word for _, word in units),
    )
