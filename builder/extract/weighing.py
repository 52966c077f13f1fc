"""How likely a clause states each measure: what its own words say, and what stands beside it.

Words that speak weakly are to be believed where nothing else speaks, not in the shadow of another measure (a rule that speaks
stands in no shadow: a long sentence orders many things); an item goes on about what its sentence before says; and a number that
a measure takes stands there for some measure. All three hold whatever the wording: on six groups of notices, each judged by
what the others teach, they help every group.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy
from numpy.typing import NDArray

from builder.extract.clauses import Clause
from builder.extract.parameters import Reading

if TYPE_CHECKING:
    from builder.rules.measures import Taxonomy

Odds = NDArray[numpy.float64]

#: what the loudest other measure of the clause takes away, for each unit of its log-odds between these
SHADOW, SHADOW_FROM, SHADOW_TO = 0.3, -1.0, 4.0
#: what a neighbour in the same item gives for each unit of its log-odds between these; one that says nothing of it gives nothing
BESIDE, BESIDE_FROM, BESIDE_TO = 0.15, -4.0, 1.0
#: what a number in the clause gives to the measures that take its type
NUMBER = 0.5
#: types of words and days that stand in any clause
_NO_NUMBER = ("risk_level", "date")


class Weighed(NamedTuple):
    """Log-odds of a measure in a clause: above 0 it is likelier stated than not."""

    ruled: float  #: where one of its rules speaks
    alone: float  #: where nothing but the words does


def weigh(
    clauses: Sequence[Clause], readings: Sequence[Sequence[Reading]], taxonomy: Taxonomy, least: float
) -> list[dict[str, Weighed]]:
    """What the measures of the table of words weigh in each of these clauses, those of one text in its order; only the measures
    that weigh more than ``least``."""
    own = taxonomy.wording.odds_of([clause.words for clause in clauses])
    found: list[dict[str, Weighed]] = [{} for _ in clauses]
    if not own.size:
        return found
    ruled = own + _beside(own, clauses) + NUMBER * _numbers(readings, taxonomy)
    alone = ruled - _shadow(own)
    likely = numpy.nonzero(ruled > least)
    measures = taxonomy.wording.measures
    for at, measure, *odds in zip(*(of.tolist() for of in (*likely, ruled[likely], alone[likely])), strict=True):
        found[at][measures[measure]] = Weighed(*odds)
    return found


def _shadow(own: Odds) -> Odds:
    """What the loudest of the others takes from each measure."""
    loudest, second = -numpy.partition(-own, 1, axis=1)[:, :2].T[:, :, None]
    return SHADOW * numpy.clip(numpy.where(own == loudest, second, loudest), SHADOW_FROM, SHADOW_TO)


def _beside(own: Odds, clauses: Sequence[Clause]) -> Odds:
    """What the sentences before and behind give, where they stand in the same block."""
    given = numpy.zeros_like(own)
    anchors = [clause.block.anchor for clause in clauses]
    first = numpy.flatnonzero([one == other for one, other in pairwise(anchors)])
    gives = BESIDE * (numpy.clip(own, BESIDE_FROM, BESIDE_TO) - BESIDE_FROM)
    given[first] += gives[first + 1]
    given[first + 1] += gives[first]
    return given


def _numbers(readings: Sequence[Sequence[Reading]], taxonomy: Taxonomy) -> NDArray[numpy.bool_]:
    """Which measures take a number that stands in the clause."""
    measures = taxonomy.wording.measures
    given = numpy.zeros((len(readings), len(measures)), dtype=bool)
    for at, own in enumerate(readings):
        types = {reading.type for reading in own}.difference(_NO_NUMBER)
        if types:
            given[at] = [not types.isdisjoint(taxonomy[measure].parameters) for measure in measures]
    return given
