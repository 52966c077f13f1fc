"""Writes ``builder/rules/wording.tsv`` from labelled clauses: ``python -m tests.corpus.wording [--write]``.

For each measure a logistic regression over the strings of a clause: the least surprising weights under which the labelled
clauses come out as labelled, most of them nought. Learned from are the tuned notices, the clauses written for this purpose
(``clauses/``), the hand-coded seeds, the look-alikes of ``tests/cases/measures.yaml``, and what the rules of ``measures.yaml``
fix and leave (only their own measure is known of those).

Without ``--write`` the notices are parted in four, those of one writer together as far as names go in order, and in each part
measures are found by what the three others teach: what helps only the notices it was read from shows. The rules have been
written with the older notices in view: only for the newest is that figure an honest one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
import yaml
from numpy.typing import NDArray

from builder.extract.blocks import find_blocks
from builder.extract.clauses import Clause, find_clauses
from builder.repair import repair
from builder.rules import TABLES, Rules
from builder.rules import load as load_rules
from builder.rules.wording import Kinds, Wording, strings_of
from tests.corpus import FOLDER, Case, load
from tests.corpus.measures import Report, bare, clauses_of, measure_cases, place_of
from tests.corpus.texts import text_of
from tests.extract.pages import document_of

Matrix = NDArray[numpy.float32]
_REAL = numpy.float32
CLAUSES = FOLDER / "clauses"
CASES = FOLDER.parent / "cases" / "measures.yaml"
GOLD = FOLDER.parent / "golden" / "seeds_gold.json"
SEEDS = FOLDER.parents[1] / "seeds"
FILE = "wording.tsv"
#: examples, look-alikes and seeds are decided cases: each counts as so many clauses
FIRM = 3

#: a string is counted that stands in so many clauses
LEAST = 4
#: a missed statement weighs as much as so many false ones: most clauses do not state most measures
MISSED = 3.0
#: what a weight costs: the first keeps weights small, the second makes most of them nought
SMALL, NOUGHT = 1.0, 0.3
#: weights are written in tenths; half of them are less than one, and change no notice's measures when they are left out
STEP = 0.1
#: of both fewer and more rounds less comes out right on notices kept aside (60: F1 0.79 by clause, 120: 0.81, 180: 0.80)
ROUNDS = 120
FOLDS = 4


@dataclass(frozen=True)
class Sample:
    """A labelled clause: the measures that it states, and of which measures that is known (None: of all)."""

    words: str
    states: frozenset[str]
    known: frozenset[str] | None = None


def samples_of(case: Case, rules: Rules) -> list[Sample]:
    """The clauses of a notice with their labels; headings are never coded and teach nothing."""
    repaired = text_of(case, rules)
    clauses = list(find_clauses(repaired.text, find_blocks(repaired, rules)))
    text, at = bare(repaired.text)
    rows = [
        (row["id"], clauses_of(clauses, *place_of(text, at, row["quote"]))) for row in case.gold.get("measures") or ()
    ]
    return [Sample(clause.words, _stated(rows, number)) for number, clause in enumerate(clauses) if _teaches(clause)]


def _teaches(clause: Clause) -> bool:
    return not clause.heading


def _stated(rows: Iterable[tuple[str, set[int]]], number: int) -> frozenset[str]:
    return frozenset(id for id, held in rows if number in held)


def written_samples() -> list[Sample]:
    """The clauses written for this purpose."""
    return [
        Sample(row["clause"], frozenset(row["measures"]))
        for path in sorted(CLAUSES.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def example_samples(rules: Rules) -> list[Sample]:
    """What the rules fix and leave."""
    coding = rules.measures.coding
    fixed = [(example.clause, rule.measure, True) for rule in coding.rules for example in rule.fixes]
    left = [(example.clause, rule.measure, False) for rule in coding.rules for example in rule.leaves]
    return [
        Sample(words, frozenset([measure] if states else ()), frozenset([measure]))
        for words, measure, states in fixed + left
    ]


def case_samples() -> list[Sample]:
    """The look-alikes of one line."""
    rows = [row for row in yaml.safe_load(CASES.read_text(encoding="utf-8")) if len(row["lines"]) == 1]
    return [
        Sample(
            row["lines"][0], frozenset(row.get("coded", ())), frozenset([*row.get("coded", ()), *row.get("not", ())])
        )
        for row in rows
    ]


def seed_samples(rules: Rules) -> list[Sample]:
    """The clauses of the hand-coded seeds; a clause of a section in which a measure was coded from other words is not known."""
    return [
        sample for gold in json.loads(GOLD.read_text(encoding="utf-8"))["documents"] for sample in _of_seed(gold, rules)
    ]


def _of_seed(gold: dict[str, Any], rules: Rules) -> Iterator[Sample]:
    repaired = repair(document_of((SEEDS / gold["file"]).read_bytes().decode(), gold["file"]), rules)
    every = frozenset(measure.id for measure in rules.measures.measures)
    for clause in find_clauses(repaired.text, find_blocks(repaired, rules)):
        place = repaired.evidence_in_text(clause.start, clause.end)
        section = max(
            gold["sections"], key=lambda part: min(place.end, part["raw_end"]) - max(place.start, part["raw_start"])
        )
        coded = {row["measure"] for row in section["measures"]} | {note.split(":")[0] for note in section["borderline"]}
        states = frozenset(
            row["measure"]
            for row in section["measures"]
            for words in row["evidence"]
            if words["raw_start"] < place.end and place.start < words["raw_end"]
        )
        if not clause.heading:
            yield Sample(clause.words, states, every - (coded - states))


# --- the regression ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """The weights: ``base`` for each measure, and a row of ``weights`` for each of ``strings``."""

    measures: tuple[str, ...]
    strings: tuple[str, ...]
    base: Matrix
    weights: Matrix


class Bag:
    """Which strings stand in which samples: products with weights, without ever writing the noughts down."""

    def __init__(self, bags: Sequence[frozenset[str]], strings: Sequence[str]) -> None:
        place = {string: at for at, string in enumerate(strings)}
        rows = [numpy.array(sorted(place[string] for string in bag if string in place), dtype=int) for bag in bags]
        self.string = numpy.concatenate([*rows, numpy.zeros(0, dtype=int)])
        self.sample = numpy.repeat(numpy.arange(len(rows)), [len(row) for row in rows])
        self.shape = (len(rows), len(strings))
        order = numpy.argsort(self.string, kind="stable")
        self._sample_by_string = self.sample[order]
        self._first_of_sample = numpy.unique(self.sample, return_index=True)
        self._first_of_string = numpy.unique(self.string[order], return_index=True)

    def times(self, weights: Matrix) -> Matrix:
        """The sum of the weights of each sample's strings."""
        return _sums(weights[self.string], self._first_of_sample, self.shape[0])

    def back(self, slopes: Matrix) -> Matrix:
        """The sum of the slopes of each string's samples."""
        return _sums(slopes[self._sample_by_string], self._first_of_string, self.shape[1])


def _sums(values: Matrix, starts: tuple[NDArray[numpy.int64], NDArray[numpy.int64]], groups: int) -> Matrix:
    """The rows of ``values`` summed by group; ``starts`` are the groups that have a row, and where the first of each stands."""
    found, first = starts
    total = numpy.zeros((groups, values.shape[1]), dtype=values.dtype)
    if len(found):
        total[found] = numpy.add.reduceat(values, first, axis=0)
    return total


def learn(samples: Sequence[Sample], measures: Sequence[str], kinds: Kinds) -> Table:
    """The weights that the samples teach: accelerated proximal gradient steps, a fixed number of them."""
    bags = [frozenset(strings_of(sample.words, kinds)) for sample in samples]
    counts = Counter(string for bag in bags for string in bag)
    strings = tuple(sorted(string for string, count in counts.items() if count >= LEAST))
    bag = Bag(bags, strings)
    states = numpy.array([[measure in sample.states for measure in measures] for sample in samples], dtype=_REAL)
    known = numpy.array(
        [[sample.known is None or measure in sample.known for measure in measures] for sample in samples]
    )
    price = (numpy.where(states > 0, MISSED, 1.0) * known).astype(_REAL)
    longest = max(map(len, bags)) + 1
    step = 1.0 / (SMALL + 0.25 * MISSED * _reach(bag))
    weights = ahead = numpy.zeros((len(strings), len(measures)), _REAL)
    base = ahead_base = numpy.full(len(measures), -6.0, _REAL)
    pace = 1.0
    for _ in range(ROUNDS):
        slopes = price * (1.0 / (1.0 + numpy.exp(-numpy.clip(bag.times(ahead) + ahead_base, -30, 30))) - states)
        moved = ahead - step * (bag.back(slopes) + SMALL * ahead)
        new = numpy.sign(moved) * numpy.maximum(numpy.abs(moved) - step * NOUGHT, 0.0)
        new_base = ahead_base - step * longest * 0.05 * slopes.sum(axis=0)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + (pace - 1) / faster * (new - weights)
        ahead_base = new_base + (pace - 1) / faster * (new_base - base)
        weights, base, pace = new, new_base, faster
    return Table(tuple(measures), strings, base, weights)


def _reach(bag: Bag) -> float:
    """The largest eigenvalue of the bag's square: how far a step may go."""
    side = numpy.ones((bag.shape[1], 1), _REAL)
    for _ in range(12):
        side = bag.back(bag.times(side))
        size = float(numpy.linalg.norm(side))
        side /= size
    return size * 1.05


# --- the table and its figures ----------------------------------------------------------------------------------------

HEAD = """\
# How strongly strings of a clause speak for (+) and against (-) a measure. Written by `python -m tests.corpus.wording --write`
# from labelled clauses; nobody edits it by hand: label a clause in tests/corpus/clauses/ and write it anew. <venue> stands for
# every word that this list of coding.yaml holds.
# measure	weight (log-odds)	strings that have it; a row without strings is where the measure starts from
"""


def tenths(table: Table) -> Matrix:
    """The weights as the file holds them."""
    return numpy.where(abs(table.weights) < STEP, 0, numpy.rint(table.weights / STEP)).astype(int)


def written(table: Table, kinds: Kinds) -> str:
    """The table as the file holds it: strong words first."""
    lines = [HEAD]
    for at, (measure, column) in enumerate(zip(table.measures, tenths(table).T, strict=True)):
        lines.append(f"{measure}\t{table.base[at]:.1f}\t\n")
        for tenth in sorted(set(column.tolist()) - {0}, reverse=True):
            strings = " ".join(kinds.written(table.strings[row]) for row in numpy.flatnonzero(column == tenth))
            lines.append(f"{measure}\t{tenth * STEP:.1f}\t{strings}\n")
    return "".join(lines)


def told_by(table: Table, rules: Rules) -> Rules:
    """The rules with this table in place of the one of the file."""
    base = {measure: round(float(start) / STEP) for measure, start in zip(table.measures, table.base, strict=True)}
    weights = {
        string: {measure: weight for measure, weight in zip(table.measures, row, strict=True) if weight}
        for string, row in zip(table.strings, tenths(table).tolist(), strict=True)
        if any(row)
    }
    wording = Wording(base, weights, rules.measures.coding.kinds)
    return replace(rules, measures=replace(rules.measures, wording=wording))


def taught_beside(rules: Rules) -> list[Sample]:
    """What the table is learned from beside the notices."""
    return written_samples() + (example_samples(rules) + case_samples() + seed_samples(rules)) * FIRM


def write(rules: Rules) -> None:
    """Writes the table."""
    kinds, measures = rules.measures.coding.kinds, [measure.id for measure in rules.measures.measures]
    notices = [sample for case in load("tuned") for sample in samples_of(case, rules)]
    table = learn([*notices, *taught_beside(rules)], measures, kinds)
    (TABLES / FILE).write_text(written(table, kinds), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args()
    rules = load_rules()
    if options.write:
        write(rules)
        return
    kinds, measures = rules.measures.coding.kinds, [measure.id for measure in rules.measures.measures]
    cases = load("tuned")
    notices, others = [samples_of(case, rules) for case in cases], taught_beside(rules)
    report = Report()
    for fold in range(FOLDS):
        first, last = (len(cases) * end // FOLDS for end in (fold, fold + 1))
        taught = [sample for own in (*notices[:first], *notices[last:]) for sample in own]
        learned = told_by(learn(taught + others, measures, kinds), rules)
        measure_cases(cases[first:last], learned, report)
    print(f"notices that the table has not seen, by clause: {report.clauses}")
    print(f"by document: {report.documents}")


if __name__ == "__main__":
    main()
