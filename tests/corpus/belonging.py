"""Writes ``builder/rules/belonging.tsv`` from the tuned notices: ``python -m tests.corpus.belonging [--write]``.

A choice among the measures of a clause: the least surprising weights of the signs of ``builder/extract/belonging.py`` under which
each number goes to the measure that people gave it to. Learned from are the notices whose rows name every number, from the
clauses that state the number's measure and another.

Without ``--write`` the numbers of each group of writers are given away by what the other groups teach.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from builder.extract.belonging import Claims
from builder.extract.blocks import find_blocks
from builder.extract.clauses import find_clauses
from builder.extract.measures import Told, find_told, scene_of
from builder.extract.parameters import Reading
from builder.rules import TABLES, Rules
from builder.rules import load as load_rules
from builder.rules.belonging import FILE
from tests.corpus import Case, load
from tests.corpus.judging import group_of
from tests.corpus.measures import NO_NUMBERS, bare, places_of
from tests.corpus.texts import text_of

#: what a weight costs; half or twice as much moves four numbers in a thousand at most
SMALL = 5.0
ROUNDS = 12  #: of Newton's method; some seven are enough
#: weights are written in hundredths; those that are less than that say nothing
STEP = 0.01
HEAD = """\
# How much each sign speaks for a measure where it claims a number (log-odds for each unit of it). Written by
# `python -m tests.corpus.belonging --write` from the tuned notices; nobody edits it by hand. Signs: those that
# builder/extract/belonging.py names.
"""


@dataclass(frozen=True)
class Sample:
    """The signs of each measure that claims a number, and the measures that people gave it to."""

    group: str
    signs: dict[str, dict[str, float]]
    gold: frozenset[str]


def samples_of(case: Case, group: str, rules: Rules) -> Iterator[Sample]:
    """The numbers of a notice that people gave to a measure that its clause states."""
    repaired = text_of(case, rules)
    clauses = list(find_clauses(repaired.text, find_blocks(repaired, rules)))
    letters, at = bare(repaired.text)
    rows = [(row, places_of(letters, at, row["quote"])) for row in case.gold["parameters"]]
    for told in find_told(clauses, scene_of(repaired, rules.measures.coding), repaired, None, rules):
        claims = Claims(spans_of(told, rules), told.clause.words, rules.measures)
        for reading in told.values:
            gold = _meant(told, reading, rows)
            signs = claims.signs(reading)
            if reading.type not in NO_NUMBERS and gold & signs.keys():
                yield Sample(group, signs, gold)


def spans_of(told: Told, rules: Rules) -> dict[str, list[tuple[int, int]]]:
    """Where the words of each measure stand in a clause, in the order of the taxonomy."""
    measures = sorted({hit.measure for hit in told.hits}, key=lambda id: rules.measures[id].order)
    return {id: [(hit.start, hit.end) for hit in told.hits if hit.measure == id] for id in measures}


def _meant(told: Told, reading: Reading, rows: Sequence[tuple[dict, list[tuple[int, int]]]]) -> frozenset[str]:
    """The measures of the rows that quote this number, those of its type and value before others."""
    start, end = (told.clause.start + at for at in (reading.start, reading.end))
    quoting = [row for row, places in rows if any(start < last and first < end for first, last in places)]
    for facts in (("type", "value"), ("type",), ()):
        same = [row for row in quoting if all(_plain(row[fact]) == _plain(getattr(reading, fact)) for fact in facts)]
        if same:
            return frozenset(row["measure"] for row in same)
    return frozenset()


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def all_samples(rules: Rules) -> list[Sample]:
    """Those of all tuned notices whose rows name every number."""
    return [
        sample
        for at, case in enumerate(load("tuned"))
        if case.gold.get("parameters") is not None
        for sample in samples_of(case, group_of(case, at), rules)
    ]


def learn(samples: Sequence[Sample]) -> dict[str, float]:
    """The weight of each sign: Newton's method on the chance of what was meant among what claims."""
    open_to_choice = [sample for sample in samples if len(sample.signs) > 1]
    names = sorted({name for sample in open_to_choice for signs in sample.signs.values() for name in signs})
    place = {name: at for at, name in enumerate(names)}
    claims = [(signs, measure in sample.gold) for sample in open_to_choice for measure, signs in sample.signs.items()]
    rows = numpy.zeros((len(claims), len(names)))
    for at, (signs, _) in enumerate(claims):
        rows[at, [place[name] for name in signs]] = list(signs.values())
    sizes = numpy.array([len(sample.signs) for sample in open_to_choice])
    first = numpy.append(0, sizes.cumsum()[:-1])
    gold = numpy.array([float(own) for _, own in claims])
    gold /= numpy.add.reduceat(gold, first).repeat(sizes)
    weights = numpy.zeros(len(names))
    for _ in range(ROUNDS):
        likely = _chances(rows @ weights, first, sizes)
        middle = numpy.add.reduceat(rows * likely[:, None], first).repeat(sizes, axis=0)
        apart = rows - middle
        bend = (apart * likely[:, None]).T @ apart + SMALL * numpy.eye(len(names))
        slope = rows.T @ (likely - gold) + SMALL * weights
        weights = weights - numpy.linalg.solve(bend, slope)
    return {name: round(weight, 2) for name, weight in zip(names, weights.tolist(), strict=True) if abs(weight) >= STEP}


def _chances(
    odds: NDArray[numpy.float64], first: NDArray[numpy.int64], sizes: NDArray[numpy.int64]
) -> NDArray[numpy.float64]:
    """The chance of each claim among those on the same number."""
    odds = numpy.exp(odds - numpy.maximum.reduceat(odds, first).repeat(sizes))
    return odds / numpy.add.reduceat(odds, first).repeat(sizes)


def chosen(sample: Sample, weights: dict[str, float]) -> str:
    """The measure that these weights give a number to."""
    weighed = {
        measure: sum(weights.get(name, 0.0) * value for name, value in signs.items())
        for measure, signs in sample.signs.items()
    }
    return max(weighed, key=weighed.__getitem__)


def kept_aside(samples: Sequence[Sample]) -> Iterator[str]:
    """How the numbers of each group of writers are given away by what the others teach."""
    every = Counter[bool]()
    for group in sorted({sample.group for sample in samples}):
        weights = learn([sample for sample in samples if sample.group != group])
        own = [sample for sample in samples if sample.group == group]
        right = Counter(chosen(sample, weights) in sample.gold for sample in own)
        every += right
        yield f"{group:10} {len(own):5} numbers, {right[False]} given to another measure than the one meant"
    yield f"all        {every.total():5} numbers, {every[False]} given to another: {every[True] / every.total():.4f} right"


def written(weights: dict[str, float]) -> str:
    """The table."""
    return HEAD + "".join(f"{name}\t{weight:.2f}\n" for name, weight in weights.items())


def write(rules: Rules) -> None:
    """Writes the table."""
    (TABLES / FILE).write_text(written(learn(all_samples(rules))), encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="write the table")
    rules = load_rules()
    if arguments.parse_args().write:
        write(rules)
    else:
        print("\n".join(kept_aside(all_samples(rules))))


if __name__ == "__main__":
    main()
