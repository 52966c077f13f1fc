"""How likely a clause states each measure: what its own words say, and what stands beside it.

Words speak for the clause and, between two commas, for themselves: a measure that one part says clearly is heard in a long
sentence about others. Words that speak weakly are to be believed where nothing else speaks, not in the shadow of another
measure, in the clause and in the part that says it loudest (a rule that speaks stands in half of it: a long sentence orders
many things); a sentence goes on about what the one before says, more so in one item; and a number that a measure takes stands
there for some measure. The shares were fitted by logistic regression on five groups of writers, each judged by what the others
teach, with words that were learned without that group.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy
from numpy.typing import NDArray

from builder.extract.clauses import Clause, parts
from builder.extract.parameters import Reading

if TYPE_CHECKING:
    from builder.rules.measures import Taxonomy

Odds = NDArray[numpy.float64]

#: what the part that says a measure loudest has of its log-odds; the clause has the rest
PART = 0.3
#: what the loudest other measure of the clause, and of that part, takes away for each unit of its log-odds between these
SHADOW, SHADOW_FROM, SHADOW_TO = 0.26, -1.0, 4.0
CLOSE, CLOSE_FROM = 0.17, -2.0
#: from a measure whose rule speaks both take so much for each unit
RULED = 0.14
#: what a neighbour in the same item gives for each unit of its log-odds between these; one that says nothing of it gives nothing
BESIDE, BESIDE_FROM, BESIDE_TO = 0.09, -4.0, 1.0
#: the same of the sentence before, in whatever item
BEFORE, BEFORE_FROM, BEFORE_TO = 0.17, -5.0, 2.0
#: what a number in the clause gives to the measures that take its type
NUMBER = 0.6
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
    loudest, rivals = _parts(own, clauses, taxonomy)
    said = (1 - PART) * own + PART * loudest
    said += _beside(own, clauses) + _before(own) + NUMBER * _numbers(readings, taxonomy)
    shadow, close = _clipped(_rivals(own), SHADOW_FROM, SHADOW_TO), _clipped(rivals, CLOSE_FROM, SHADOW_TO)
    ruled, alone = said - RULED * (shadow + close), said - SHADOW * shadow - CLOSE * close
    likely = numpy.nonzero(ruled > least)
    measures = taxonomy.wording.measures
    for at, measure, *odds in zip(*(of.tolist() for of in (*likely, ruled[likely], alone[likely])), strict=True):
        found[at][measures[measure]] = Weighed(*odds)
    return found


def _clipped(odds: Odds, least: float, most: float) -> Odds:
    """How far above the least, at most to the most."""
    return numpy.clip(odds, least, most) - least


def _rivals(own: Odds) -> Odds:
    """The log-odds of the loudest other measure, for each measure."""
    loudest, second = -numpy.partition(-own, 1, axis=1)[:, :2].T[:, :, None]
    return numpy.where(own == loudest, second, loudest)


def _parts(own: Odds, clauses: Sequence[Clause], taxonomy: Taxonomy) -> tuple[Odds, Odds]:
    """Of each clause, what the part between its commas that says a measure loudest says of it, and of its loudest rival there."""
    loudest, rivals = own.copy(), _rivals(own)
    spans = [
        (at, *span) for at, clause in enumerate(clauses) if len(found := parts(clause.words)) > 1 for span in found
    ]
    if spans:
        odds = taxonomy.wording.odds_of([clauses[at].words[start:end] for at, start, end in spans])
        others, of = _rivals(odds), numpy.array([at for at, _, _ in spans])
        firsts = numpy.flatnonzero(numpy.diff(of, prepend=-1))
        most = numpy.maximum.reduceat(odds, firsts)
        loud = odds == most.repeat(numpy.diff(firsts, append=len(of)), axis=0)
        rows = numpy.where(loud, numpy.arange(len(of))[:, None], len(of))
        best = numpy.minimum.reduceat(rows, firsts)  # of parts that are alike the first
        loudest[of[firsts]], rivals[of[firsts]] = most, numpy.take_along_axis(others, best, axis=0)
    return loudest, rivals


def _beside(own: Odds, clauses: Sequence[Clause]) -> Odds:
    """What the sentences before and behind give, where they stand in the same block."""
    given = numpy.zeros_like(own)
    anchors = [clause.block.anchor for clause in clauses]
    first = numpy.flatnonzero([one == other for one, other in pairwise(anchors)])
    gives = BESIDE * _clipped(own, BESIDE_FROM, BESIDE_TO)
    given[first] += gives[first + 1]
    given[first + 1] += gives[first]
    return given


def _before(own: Odds) -> Odds:
    """What the sentence before gives, wherever it stands."""
    given = numpy.zeros_like(own)
    given[1:] = BEFORE * _clipped(own[:-1], BEFORE_FROM, BEFORE_TO)
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
