"""To which measure of its clause a number belongs.

A clause that states several measures has a number for one of them: 「集中隔离14天，期间核酸检测6次」. Each measure claims
a number by signs: what kind of number it is (days are seldom a mask's), how near its words stand and on which side, whether it
usually takes numbers of this type, and how strongly the words around the number and the clause speak for it. What each sign
weighs stands in ``belonging.tsv``, learned from numbers that people gave to measures (``tests/corpus/belonging.py``).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from builder.extract.clauses import parts
from builder.extract.parameters import Reading

if TYPE_CHECKING:
    from builder.rules.measures import Taxonomy
    from builder.rules.wording import Wording

Span = tuple[int, int]
#: what a clause says of each measure: the whole, then each part between commas
Said = Sequence[Mapping[str, float]]
#: types that mean nothing beside a measure that does not take them
_OWN_ONLY = ("risk_level",)
#: how far a measure's words stand from a number: up to so many characters
_FAR = (0, 3, 8, 20)
#: what words say of a measure is heard between these log-odds; none says more than a few others together
_LEAST, _MOST_BESIDE, _MOST_IN_CLAUSE = -3.0, 4.0, 6.0


def assign(
    readings: Sequence[Reading], hits: Mapping[str, Sequence[Span]], words: str, taxonomy: Taxonomy, said: Said = ()
) -> dict[str, list[Reading]]:
    """The values of each measure. ``hits`` are the spans of each measure's words in the clause, in the order of the taxonomy: of
    two measures that claim a number alike it goes to the first. ``said`` is what ``said_in`` tells of the clause."""
    owned: dict[str, list[Reading]] = {measure: [] for measure in hits}
    claims = Claims(hits, words, taxonomy, said) if len(hits) > 1 and readings else None
    for reading in readings:
        able = [measure for measure in hits if reading.type in taxonomy[measure].parameters]
        if reading.type in _OWN_ONLY and len(able) < 2:
            choice = able[:1]
        elif claims:
            weighed = claims.weighed(reading)
            choice = [max(able if reading.type in _OWN_ONLY else weighed, key=weighed.__getitem__)]
        else:
            choice = list(hits)
        for measure in choice:
            owned[measure].append(reading)
    return owned


class Claims:
    """What speaks for each measure of a clause where a number stands in it."""

    def __init__(self, hits: Mapping[str, Sequence[Span]], words: str, taxonomy: Taxonomy, said: Said = ()) -> None:
        self._places = {measure: _Places(spans) for measure, spans in hits.items()}
        self._taxonomy = taxonomy
        self._starts = [start for start, _ in parts(words)]
        self._said = said or said_in([words], taxonomy.wording)[0]

    def weighed(self, reading: Reading) -> dict[str, float]:
        """The log-odds of each measure, up to what is the same for all; in thousandths, lest a machine's last digit decide."""
        weights = self._taxonomy.belonging
        return {
            measure: round(math.fsum(weights.get(sign, 0.0) * value for sign, value in signs.items()), 3)
            for measure, signs in self.signs(reading).items()
        }

    def signs(self, reading: Reading) -> dict[str, dict[str, float]]:
        """The signs of each measure by the names that they have in the table."""
        part = bisect_right(self._starts, reading.at)
        return {measure: self._signs(reading, measure, part) for measure in self._places}

    def _signs(self, reading: Reading, measure: str, part: int) -> dict[str, float]:
        behind, gap = self._places[measure].nearest(reading)
        said, bare = self._said[part], self._taxonomy.wording.bare
        own = said.get(measure, 0.0) - bare.get(measure, 0.0)
        return {
            measure: 1.0,
            f"{_kind(reading)} of {measure}": 1.0,
            "a type that it takes": float(reading.type in self._taxonomy[measure].parameters),
            f"{'behind' if behind else 'in front'}, {_reach(gap)}": 1.0,
            "said between commas": max(_LEAST, min(_MOST_BESIDE, own)),
            "said in the clause": max(_LEAST, min(_MOST_IN_CLAUSE, self._said[0].get(measure, 0.0))),
        }


def said_in(clauses: Sequence[str], wording: Wording) -> list[Said]:
    """What each of these clauses says of each measure: the whole, then each part between commas. All of them are weighed in one
    step, which takes hardly longer than one."""
    stretches = [(words, *(words[start:end] for start, end in parts(words))) for words in clauses]
    weighed = iter(wording.weigh_each([stretch for own in stretches for stretch in own]))
    return [list(islice(weighed, len(own))) for own in stretches]


def _kind(reading: Reading) -> str:
    """A type with its unit: minutes of airing are no days of quarantine. How often is the same in every unit."""
    return reading.type if reading.type == "frequency" or not reading.unit else f"{reading.type}/{reading.unit}"


def _reach(gap: int) -> str:
    return next((f"up to {far}" for far in _FAR if gap <= far), "further")


class _Places:
    """Where a measure's words stand in a clause; a list may name it a thousand times."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  #: how far those up to here reach

    def nearest(self, reading: Reading) -> tuple[bool, int]:
        """Whether a value stands behind the nearest of the words, and the characters between the two; 0 where they touch."""
        at = bisect_right(self._starts, reading.end)
        gaps = [(max(reading.start - self._ends[at - 1], 0), True)] if at else []
        gaps += [(start - reading.end, False) for start in self._starts[at : at + 1]]
        gap, behind = min(gaps)
        return behind, gap
