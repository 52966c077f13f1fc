"""Writes ``builder/rules/binding.tsv`` from the tuned notices: ``python -m tests.corpus.binding [--write]``.

A choice among the values of modality, and another among those of stage: the least surprising weights of the strings of a clause,
of what its cues tell and of the measure, under which the statements that were found come out as people labelled them.

Without ``--write`` the groups of writers are parted in four, and the statements of each part are put by what the others teach.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray

from builder.extract.blocks import find_blocks
from builder.extract.clauses import find_clauses
from builder.extract.measures import find_measures
from builder.rules import TABLES, Rules
from builder.rules import load as load_rules
from builder.rules.binding import COLUMNS, FILE, VALUES, Binding, load_binding, signs_of
from builder.rules.wording import Kinds, Wording, strings_of
from tests.corpus import Case, load
from tests.corpus.judging import group_of
from tests.corpus.measures import bare, clauses_of, place_of
from tests.corpus.texts import text_of
from tests.corpus.wording import Bag, Matrix

#: a string is counted that stands in so many statements' clauses
LEAST = 4
#: what a weight costs, and that of what the cues tell: they are trusted sooner than a word
SMALL, CUED = 3.0, 3
#: of both names; twice as many move one statement in two thousand
ROUNDS = 200
STEP = 0.1  #: weights are written in tenths
FOLDS = 4
USUAL = {"modality": "ordered", "stage": "unknown"}
HEAD = """\
# How strongly strings of a clause speak for (+) and against (-) a modality or stage of what it states. Written by
# `python -m tests.corpus.binding --write` from the tuned notices; nobody edits it by hand. <venue> stands for every word that
# this list of coding.yaml holds, <stage/lift> for cues that tell this, <disinfection> for this measure.
# value	weight (log-odds)	strings that have it; a row without strings is where the value starts from
"""


@dataclass(frozen=True)
class Sample:
    """A statement that was found: the words of its clause, its measure, what cues tell of it, and what people labelled."""

    group: str
    words: str
    measure: str
    told: dict[str, str]
    gold: dict[str, str]


def samples_of(case: Case, group: str, cued: Rules) -> Iterator[Sample]:
    """The statements of a notice that a row agrees with; ``cued`` are rules under which the cues alone decide."""
    repaired = text_of(case, cued)
    blocks = find_blocks(repaired, cued)
    clauses = list(find_clauses(repaired.text, blocks))
    letters, at = bare(repaired.text)
    found = find_measures(repaired, blocks, None, cued)
    spans = [[(one.text_start, one.text_end) for one in said.evidence if one.text_start is not None] for said in found]
    spoken = [set().union(*(clauses_of(clauses, *span) for span in own)) for own in spans]
    for row in case.gold.get("measures") or ():
        held = clauses_of(clauses, *place_of(letters, at, row["quote"]))
        same = [
            (said, both)
            for said, own in zip(found, spoken, strict=True)
            if said.id == row["id"] and (both := own & held)
        ]
        if same:
            said, both = same[0]
            told = {name: getattr(said, name) for name in VALUES}
            yield Sample(group, clauses[min(both)].words, said.id, told, _gold(row))


def _gold(row: dict[str, Any]) -> dict[str, str]:
    return {name: row.get(name) or usual for name, usual in USUAL.items()}


def all_samples(rules: Rules) -> list[Sample]:
    """Those of all tuned notices."""
    nothing = load_binding(TABLES / "no table", [], rules.measures.coding.kinds)
    cued = replace(rules, measures=replace(rules.measures, binding=nothing))
    return [sample for at, case in enumerate(load("tuned")) for sample in samples_of(case, group_of(case, at), cued)]


class Bags:
    """The strings and signs of samples, as rows of a matrix that mostly holds noughts."""

    def __init__(self, samples: Sequence[Sample], measures: Sequence[str], kinds: Kinds) -> None:
        self.signs = signs_of(measures)
        held = {words: frozenset(strings_of(words, kinds)) for words in {sample.words for sample in samples}}
        self.words = [held[sample.words] for sample in samples]

    def of(self, name: str, samples: Sequence[Sample]) -> list[frozenset[str]]:
        """What speaks for a value of this name in each sample."""
        signs = self.signs
        return [
            words | {signs[f"{name}/{sample.told[name]}"], signs[sample.measure]}
            for words, sample in zip(self.words, samples, strict=True)
        ]


def learn(bags: Sequence[frozenset[str]], gold: Sequence[str], name: str, cues: frozenset[str]) -> dict[str, Any]:
    """The weights of one name, in tenths, by column and string; ``""`` is where a value starts from."""
    values = VALUES[name]
    counts = Counter(string for bag in bags for string in bag)
    strings = tuple(sorted(string for string, count in counts.items() if count >= LEAST))
    bag = Bag(bags, strings)
    own = numpy.array([float(CUED) if string in cues else 1.0 for string in strings], dtype=numpy.float32)[:, None]
    wanted = numpy.array([[value == one for value in values] for one in gold], dtype=numpy.float32)
    step = 1.0 / (SMALL + 0.5 * _reach(bag, own))
    base = ahead_base = numpy.log(wanted.mean(axis=0) + 1e-4)
    weights = ahead = numpy.zeros((len(strings), len(values)), numpy.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        slopes = _chances(bag.times(own * ahead) + ahead_base) - wanted
        new = ahead - step * (own * bag.back(slopes) + SMALL * ahead)
        new_base = ahead_base - step * slopes.sum(axis=0)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + (pace - 1) / faster * (new - weights)
        ahead_base = new_base + (pace - 1) / faster * (new_base - base)
        weights, base, pace = new, new_base, faster
    tenths = numpy.rint(own * weights / STEP).astype(int)
    columns = {}
    for at, value in enumerate(values):
        rows = numpy.flatnonzero(tenths[:, at]).tolist()
        columns[f"{name}/{value}"] = {"": round(float(base[at]) / STEP)} | {
            strings[row]: int(tenths[row, at]) for row in rows
        }
    return columns


def _chances(odds: NDArray[numpy.float32]) -> Matrix:
    odds = numpy.exp(odds - odds.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _reach(bag: Bag, own: Matrix) -> float:
    """The largest eigenvalue of the bag's square: how far a step may go."""
    side = numpy.ones((bag.shape[1], 1), numpy.float32)
    for _ in range(12):
        side = own * bag.back(bag.times(own * side))
        size = float(numpy.linalg.norm(side))
        side /= size
    return size * 1.05


def learn_all(samples: Sequence[Sample], measures: Sequence[str], kinds: Kinds) -> dict[str, dict[str, int]]:
    """The weights of both names."""
    bags = Bags(samples, measures, kinds)
    cues = frozenset(bags.signs[column] for column in COLUMNS)
    return {
        column: own
        for name in VALUES
        for column, own in learn(bags.of(name, samples), [one.gold[name] for one in samples], name, cues).items()
    }


def written(columns: dict[str, dict[str, int]], measures: Sequence[str], kinds: Kinds) -> str:
    """The table as the file holds it: strong strings first."""
    named = {mark: f"<{name}>" for name, mark in signs_of(measures).items()}
    lines = [HEAD]
    for column, own in columns.items():
        lines.append(f"{column}\t{own[''] * STEP:.1f}\t\n")
        for tenth in sorted(set(own.values()), reverse=True):
            strings = [
                named.get(string) or kinds.written(string) for string in sorted(own) if string and own[string] == tenth
            ]
            if strings:
                lines.append(f"{column}\t{tenth * STEP:.1f}\t{' '.join(strings)}\n")
    return "".join(lines)


def kept_aside(samples: Sequence[Sample], measures: Sequence[str], kinds: Kinds) -> Iterator[str]:
    """How many statements of each part of the writers are put right by what the others teach, beside what the cues alone tell."""
    groups = sorted({sample.group for sample in samples})
    for fold in range(FOLDS):
        aside = set(groups[fold::FOLDS])
        columns = learn_all([one for one in samples if one.group not in aside], measures, kinds)
        own = [one for one in samples if one.group in aside]
        strings: dict[str, dict[str, int]] = {}
        for column, of in columns.items():
            for string, weight in of.items():
                if string:
                    strings.setdefault(string, {})[column] = weight
        binding = Binding(
            Wording({column: of[""] for column, of in columns.items()}, strings, kinds), signs_of(measures), kinds
        )
        odds = binding.odds_of([one.words for one in own])
        for name in VALUES:
            cued = sum(one.told[name] == one.gold[name] for one in own) / len(own)
            right = sum(
                binding.chosen(name, row, one.told[name], one.measure) == one.gold[name]
                for row, one in zip(odds, own, strict=True)
            )
            yield f"{name:9} {len(own):6} statements: {cued:.4f} by cues, {right / len(own):.4f} by all words"


def write(rules: Rules) -> None:
    """Writes the table."""
    kinds, measures = rules.measures.coding.kinds, [measure.id for measure in rules.measures.measures]
    table = written(learn_all(all_samples(rules), measures, kinds), measures, kinds)
    (TABLES / FILE).write_text(table, encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="write the table")
    rules = load_rules()
    if arguments.parse_args().write:
        write(rules)
        return
    kinds, measures = rules.measures.coding.kinds, [measure.id for measure in rules.measures.measures]
    for line in kept_aside(all_samples(rules), measures, kinds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
