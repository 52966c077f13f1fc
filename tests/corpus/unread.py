"""Writes ``builder/rules/unread.tsv`` from the tuned notices: ``python -m tests.corpus.unread [--write]``.

A choice among the types of parameters and none, and another among the comparators: the least surprising weights of the signs of
``builder/extract/unread.py`` under which the numbers come out as people typed them, most of them nought. Learned from are all
numbers of the notices whose rows name every number, those that patterns read, too: how people write numbers is the same there.

Learned from, too, are the look-alikes that the patterns of ``parameters.yaml`` leave: what is read in none of them is none.

Without ``--write`` the groups of writers are parted in five, and the numbers of each part are typed by what the others teach:
first those that no pattern reads, then all, as if there were no patterns.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray

from builder.extract.blocks import find_blocks
from builder.extract.clauses import find_clauses
from builder.extract.parameters import Reading, compared, read_values
from builder.extract.unread import INTERVAL, Candidate, candidates, comparing, signs, typed, unit_of
from builder.rules import TABLES, Rules
from builder.rules import load as load_rules
from builder.rules.parameters import ParameterRules
from builder.rules.unread import FILE, NONE, SIGN, TYPE, UNIT, Unread, table_of
from tests.corpus import Case, load
from tests.corpus.judging import group_of
from tests.corpus.measures import NO_NUMBERS, bare, places_of
from tests.corpus.texts import text_of
from tests.corpus.wording import Bag, Matrix

#: a sign is counted that stands beside so many numbers
LEAST = 3
#: a unit word means a unit where people gave it so often
OFTEN = 2
#: what a weight costs: the first keeps weights small, the second makes most of them nought
SMALL, NOUGHT = 1.0, 0.3
ROUNDS = 100
STEP = 0.1  #: weights are written in tenths
FOLDS = 5
#: look-alikes are decided cases: each counts as so many
FIRM = 3
HEAD = """\
# How strongly signs beside a number speak for (+) and against (-) a type of parameter and a comparator (log-odds), and how often
# a unit word means a unit to a type. Written by `python -m tests.corpus.unread --write` from the tuned notices; nobody edits it
# by hand. Signs: those that builder/extract/unread.py names; a row without one is where an answer starts from.
"""


@dataclass(frozen=True)
class Sample:
    """A number of a clause: the comparator that words beside it tell, whether a pattern reads it, and what people typed."""

    group: str
    words: str
    one: Candidate
    told: str
    read: bool
    type: str = NONE
    unit: str = ""
    sign: str = ""


def samples_of(case: Case, group: str, patterns: ParameterRules, rules: Rules) -> Iterator[Sample]:
    """The numbers of a notice; ``patterns`` read them without the table."""
    repaired = text_of(case, rules)
    letters, at = bare(repaired.text)
    rows = [(row, places_of(letters, at, row["quote"])) for row in case.gold["parameters"]]
    rows = [(row, places) for row, places in rows if row["type"] not in NO_NUMBERS]
    for clause in find_clauses(repaired.text, find_blocks(repaired, rules)):
        readings = read_values(clause.words, patterns)
        for one in candidates(clause.words):
            start, end = clause.start + one.at, clause.start + one.bare
            near = [row for row, places in rows if any(first <= start and end <= last for first, last in places)]
            told = compared(clause.words[: one.at].rstrip(), clause.words[one.bare :], patterns) or NONE
            reading = next((reading for reading in readings if one.at in reading.span), None)
            yield _labelled(Sample(group, clause.words, one, told, reading is not None), near, reading, patterns.units)


def _labelled(
    sample: Sample, rows: Iterable[dict[str, Any]], reading: Reading | None, units: Mapping[str, str]
) -> Sample:
    """The sample as a row that quotes it types its value. What stands within a value that is read and is not its number (the
    interval of a frequency) is none."""
    if reading and reading.at not in range(sample.one.at, sample.one.bare):
        return sample
    same = [row for row in rows if _value(row) == sample.one.value and _in_its_interval(row, sample.one, units)]
    same.sort(key=lambda row: reading is not None and row["type"] != reading.type)
    if not same:
        return sample
    row = same[0]
    unit = INTERVAL if row["unit"].startswith("per ") else row["unit"]
    return replace(sample, type=row["type"], unit=unit, sign=row["comparator"])


def _value(row: Mapping[str, Any]) -> object:
    value = row["value"]
    return tuple(value) if isinstance(value, list) else value


def _in_its_interval(row: Mapping[str, Any], one: Candidate, units: Mapping[str, str]) -> bool:
    return not (row["unit"] or "").startswith("per ") or row["unit"] == unit_of(one, units)


def left_samples(patterns: ParameterRules) -> Iterator[Sample]:
    """The numbers of the look-alikes that no pattern reads."""
    for words in (words for pattern in patterns.patterns for words in pattern.leaves):
        taken = {at for reading in read_values(words, patterns) for at in reading.span}
        for one in candidates(words):
            if one.at not in taken:
                yield Sample("look-alikes", words, one, NONE, read=False)


def all_samples(rules: Rules) -> list[Sample]:
    """Those of the look-alikes and of all tuned notices whose rows name every number."""
    patterns = replace(rules.measures.parameters, unread=Unread())
    return list(left_samples(patterns)) * FIRM + [
        sample
        for at, case in enumerate(load("tuned"))
        if case.gold.get("parameters") is not None
        for sample in samples_of(case, group_of(case, at), patterns, rules)
    ]


def learn(samples: Sequence[Sample]) -> dict[str, float]:
    """The rows of the table."""
    labelled = [sample for sample in samples if sample.type != NONE]
    meant = Counter((sample.type, sample.one.word, sample.unit) for sample in labelled if sample.unit)
    units: dict[tuple[str, str], tuple[str, int]] = {}
    for (type, word, unit), count in meant.most_common():
        if count >= OFTEN:
            units.setdefault((type, word), (unit, count))
    known = {word for _, word in units}
    heard = [sample for sample in samples if sample.one.word in known]
    rows = _weights(TYPE, [signs(one.words, one.one) for one in heard], [one.type for one in heard])
    beside = [comparing(one.words, one.one, one.type, one.told) for one in labelled]
    rows |= _weights(SIGN, beside, [one.sign for one in labelled])
    return rows | {f"{UNIT}/{type} {word} {unit}": float(count) for (type, word), (unit, count) in units.items()}


def _weights(name: str, bags: Sequence[set[str]], gold: Sequence[str]) -> dict[str, float]:
    """What each sign weighs for each answer: accelerated proximal gradient steps, a fixed number of them."""
    answers = sorted(set(gold))
    counts = Counter(sign for bag in bags for sign in bag)
    known = tuple(sorted(sign for sign, count in counts.items() if count >= LEAST))
    bag = Bag([frozenset(one) for one in bags], known)
    wanted = numpy.array([[answer == one for answer in answers] for one in gold], dtype=numpy.float32)
    step = 1.0 / (SMALL + 0.5 * _reach(bag))
    base = ahead_base = numpy.log(wanted.mean(axis=0) + 1e-4)
    weights = ahead = numpy.zeros((len(known), len(answers)), numpy.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        slopes = (_chances(bag.times(ahead) + ahead_base) - wanted).astype(numpy.float32)
        moved = ahead - step * (bag.back(slopes) + SMALL * ahead)
        new = numpy.sign(moved) * numpy.maximum(numpy.abs(moved) - step * NOUGHT, 0.0)
        new_base = ahead_base - step * slopes.sum(axis=0)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + (pace - 1) / faster * (new - weights)
        ahead_base = new_base + (pace - 1) / faster * (new_base - base)
        weights, base, pace = new, new_base, faster
    tenths = numpy.rint(weights / STEP).astype(int)
    rows = {f"{name}/{answer}": round(float(start), 1) for answer, start in zip(answers, base.tolist(), strict=True)}
    for at, answer in enumerate(answers):
        for row in numpy.flatnonzero(tenths[:, at]).tolist():
            rows[f"{name}/{answer} {known[row]}"] = round(int(tenths[row, at]) * STEP, 1)
    return rows


def _chances(odds: NDArray[numpy.float32]) -> Matrix:
    odds = numpy.exp(odds - odds.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _reach(bag: Bag) -> float:
    """The largest eigenvalue of the bag's square: how far a step may go."""
    side = numpy.ones((bag.shape[1], 1), numpy.float32)
    for _ in range(12):
        side = bag.back(bag.times(side))
        size = float(numpy.linalg.norm(side))
        side /= size
    return size * 1.05


def kept_aside(samples: Sequence[Sample], units: Mapping[str, str]) -> Iterator[str]:
    """How the numbers of each part of the writers are typed by what the others teach."""
    groups = sorted({sample.group for sample in samples})
    every = {"no pattern reads": Counter[str](), "all": Counter[str]()}
    for fold in range(FOLDS):
        aside = set(groups[fold::FOLDS])
        table = table_of(learn([one for one in samples if one.group not in aside]))
        for one in samples:
            if one.group in aside:
                told = _judged(one, table, units)
                every["all"].update(told)
                every["no pattern reads"].update(told if not one.read else ())
    for name, counts in every.items():
        yield f"{name}: {counts['typed']} typed, {counts['right']} as people typed them, of {counts['wanted']}"


def _judged(one: Sample, table: Unread, units: Mapping[str, str]) -> list[str]:
    what = typed(one.words, one.one, one.told, table, units)
    wanted = (one.type, unit_of(one.one, units) if one.unit == INTERVAL else one.unit, one.sign)
    found = ["typed"] if what else []
    found += ["wanted"] if one.type != NONE else []
    return found + (["right"] if what and (what.type, what.unit, what.sign) == wanted else [])


def written(rows: Mapping[str, float]) -> str:
    """The table."""
    return HEAD + "".join(f"{row}\t{weight:.1f}\n" for row, weight in rows.items())


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
        print("\n".join(kept_aside(all_samples(rules), rules.measures.parameters.units)))


if __name__ == "__main__":
    main()
