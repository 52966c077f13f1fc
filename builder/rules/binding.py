"""Which modality and stage a statement has by the words of its clause, read from ``binding.tsv``.

The cues of ``coding.yaml`` tell both where they stand; most clauses hold none of them, and a few hold one that means something
else there. The table is learned from labelled statements (``tests/corpus/binding.py``): what the strings of a clause add to the
odds of each value, and what the value that the cues tell adds, and the measure. Where there is no table the cues alone decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import get_args

from builder.model import Modality, Stage
from builder.rules.wording import Kinds, Wording, load_wording, strings_of

FILE = "binding.tsv"
#: what may be told of each; a column of the table is called ``modality/ordered``
VALUES: Mapping[str, tuple[str, ...]] = {"modality": get_args(Modality), "stage": get_args(Stage)}
COLUMNS = tuple(f"{name}/{value}" for name, values in VALUES.items() for value in values)
#: characters that no clean text holds: each stands for a column that cues have told, or for a measure
_SIGNS = 0xE000
#: how many strings a reason names
_NAMED = 4


class Binding:
    """The table, and what is chosen by it."""

    def __init__(self, wording: Wording, signs: Mapping[str, str], kinds: Kinds) -> None:
        self._wording = wording
        self._signs = signs
        self._kinds = kinds
        self._sums: dict[tuple[str, str, str], tuple[int, list[float]]] = {}

    def odds_of(self, clauses: Sequence[str]) -> list[list[float]]:
        """What the words of each of these clauses say for each of ``COLUMNS``; nothing without a table."""
        return self._wording.odds_of(clauses).tolist() if self._wording.measures else [[] for _ in clauses]

    def chosen(self, name: str, odds: Sequence[float], told: str, measure: str) -> str:
        """The value of ``modality`` or ``stage``: what is likeliest for a clause of these odds, in which the cues tell this
        value of this measure; of two that are alike the one that was told."""
        if not odds:
            return told
        first, added = self._before_words(name, told, measure)
        weighed = {
            value: round(odds[at] + more, 1)
            for at, (value, more) in enumerate(zip(VALUES[name], added, strict=True), first)
        }
        return max(weighed, key=lambda value: (weighed[value], value == told))

    def _before_words(self, name: str, told: str, measure: str) -> tuple[int, list[float]]:
        """The first column of ``modality`` or ``stage``, and what the value that was told and the measure add to each of them."""
        known = self._sums.get((name, told, measure))
        if known is None:
            first = COLUMNS.index(f"{name}/{VALUES[name][0]}")
            by_told, by_measure = (self._added.get(sign, _NONE) for sign in (f"{name}/{told}", measure))
            columns = range(first, first + len(VALUES[name]))
            known = self._sums[name, told, measure] = first, [by_told[at] + by_measure[at] for at in columns]
        return known

    def reason(self, name: str, told: str, chosen: str, words: str) -> str:
        """Why a value was chosen and not the one that the cues tell, with the strings that speak most for the one over the other:
        words first, single characters where there is no word."""
        strings = sorted(strings_of(words, self._kinds))
        for_it, against = (self._wording.each_for(f"{name}/{value}", strings) for value in (chosen, told))
        ahead = {string: for_it.get(string, 0) - against.get(string, 0) for string in strings}
        named = sorted((one for one in strings if ahead[one] > 0), key=lambda one: (len(one) == 1, -ahead[one], one))
        said = "、".join(self._kinds.written(string) for string in named[:_NAMED])
        return f"The {name} is {chosen} by all words of the clause ({said or 'none of its own'}); its cues alone tell {told}."

    @cached_property
    def _added(self) -> dict[str, list[float]]:
        bare, *rows = self._wording.odds_of(["", *self._signs.values()]).tolist()
        return {
            sign: [with_it - without for with_it, without in zip(row, bare, strict=True)]
            for sign, row in zip(self._signs, rows, strict=True)
        }


_NONE = [0.0] * len(COLUMNS)


def signs_of(measures: Iterable[str]) -> dict[str, str]:
    """The character of each column and measure."""
    return {name: chr(_SIGNS + at) for at, name in enumerate((*COLUMNS, *measures))}


def load_binding(folder: Path, measures: Sequence[str], kinds: Kinds) -> Binding:
    """The table in ``folder``. Raises TableError."""
    signs = signs_of(measures)
    return Binding(load_wording(folder, COLUMNS, kinds, FILE, signs), signs, kinds)
