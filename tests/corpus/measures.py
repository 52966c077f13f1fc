"""How well measures are found on the dev corpus: ``python -m tests.corpus.measures --part tuned|unseen``.

A gold row and a statement agree when they name one measure and share a clause. A gold parameter and a value that was read
agree when type, value, unit and comparator are the same and their words overlap; only notices with ``gold.parameters`` count.
Of an unseen part only totals are printed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import opencc

from builder.extract.blocks import find_blocks
from builder.extract.clauses import Clause, find_clauses
from builder.model import Repaired, Statement
from builder.rules import Rules
from builder.rules import load as load_rules
from tests.corpus import PARTS, Case, load
from tests.corpus.fields import read_case

_SIMPLER = opencc.OpenCC("t2s")


@dataclass
class Score:
    """Counts that add up over documents."""

    found: int = 0
    fit: int = 0  #: found and wanted
    wanted: int = 0
    right: int = 0  #: wanted and found

    @property
    def precision(self) -> float:
        return self.fit / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        counts = f"{self.right} of {self.wanted} wanted, {self.found} found"
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({counts})"


@dataclass
class Report:
    """The figures of one part, and the lines that explain them."""

    clauses: Score = field(default_factory=Score)
    documents: Score = field(default_factory=Score)
    modality: Counter[bool] = field(default_factory=Counter)
    stage: Counter[bool] = field(default_factory=Counter)
    parameters: Score = field(default_factory=Score)
    belonging: Counter[bool] = field(default_factory=Counter)  #: whether a number that was found is its own measure's
    by_measure: dict[str, Score] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def measure_case(case: Case, repaired: Repaired, found: tuple[Statement, ...], rules: Rules, report: Report) -> None:
    """Adds the figures of one notice, in whose text these measures were found, to the report."""
    clauses = list(find_clauses(repaired.text, find_blocks(repaired, rules)))
    letters, at = bare(repaired.text)
    rows = [(row, clauses_of(clauses, *place_of(letters, at, row["quote"]))) for row in case.gold.get("measures") or []]
    told = [(said, _clauses_said(clauses, said)) for said in found]
    pairs = [[row["id"] == said.id and bool(held & spoken) for row, held in rows] for said, spoken in told]
    hit_rows = [any(pair[index] for pair in pairs) for index in range(len(rows))]
    for id in sorted({row["id"] for row, _ in rows} | {said.id for said, _ in told}):
        own = report.by_measure.setdefault(id, Score())
        for score in (report.clauses, own):
            score.found += sum(said.id == id for said, _ in told)
            score.fit += sum(said.id == id and any(pair) for (said, _), pair in zip(told, pairs, strict=True))
            score.wanted += sum(row["id"] == id for row, _ in rows)
            score.right += sum(row["id"] == id and hit for (row, _), hit in zip(rows, hit_rows, strict=True))
    ids, want = {said.id for said, _ in told}, {row["id"] for row, _ in rows}
    report.documents.found += len(ids)
    report.documents.wanted += len(want)
    report.documents.right += len(ids & want)
    report.documents.fit += len(ids & want)
    for (row, held), hit in zip(rows, hit_rows, strict=True):
        words = "".join(clauses[index].words for index in sorted(held)).strip()
        if not hit:
            report.lines.append(f"MISSED {case.name} {row['id']}: {row['quote']}  ← {words}")
        else:
            same = [said for (said, spoken) in told if said.id == row["id"] and spoken & held]
            _compare(case, words, same, row, report)
    for (said, spoken), pair in zip(told, pairs, strict=True):
        if not any(pair):
            words = "".join(clauses[index].words for index in sorted(spoken)).strip()
            quotes = "｜".join(item.quote for item in said.evidence)
            report.lines.append(f"EXTRA  {case.name} {said.id}: {quotes}  ← {words}")
    _measure_parameters(case, letters, at, found, report)


#: groups of people, places and areas are quoted as targets; days from or until when something holds are judged as fields
_ASIDE = ("people_group", "place_type", "area", "date")
#: a tier is a word, not a number: judged where a row marks one, as the hand-coded seeds do; most rows were written without them
_WORD = "risk_level"
NO_NUMBERS = (*_ASIDE, _WORD)


def _measure_parameters(case: Case, letters: str, at: list[int], found: tuple[Statement, ...], report: Report) -> None:
    """Adds the figures of the numbers, where somebody has read them by hand."""
    if case.gold.get("parameters") is None:
        return
    marked = any(row["type"] == _WORD for row in case.gold["parameters"])
    aside = _ASIDE if marked else (*_ASIDE, _WORD)
    read = {
        (item.evidence.text_start, item.evidence.text_end, _facts(item.type, item.value, item.unit, item.comparator))
        for said in found
        for item in said.parameters
        if item.evidence.text_start is not None and item.type not in aside
    }
    wanted = [
        (places_of(letters, at, row["quote"]), _facts(row["type"], row["value"], row["unit"], row["comparator"]))
        for row in case.gold["parameters"]
        if row["type"] not in aside
    ]
    _compare_owners(case, letters, at, found, report)
    score = report.parameters
    score.found += len(read)
    score.wanted += len(wanted)
    score.fit += sum(any(_agree(one, want) for want in wanted) for one in read)
    score.right += sum(any(_agree(one, want) for one in read) for want in wanted)
    lines = [("MISSED", want[-1]) for want in wanted if not any(_agree(one, want) for one in read)]
    lines += [("EXTRA ", one[-1]) for one in sorted(read, key=str) if not any(_agree(one, want) for want in wanted)]
    report.lines += [f"NUMBER {what} {case.name} {facts}" for what, facts in lines]


def _compare_owners(case: Case, letters: str, at: list[int], found: tuple[Statement, ...], report: Report) -> None:
    """Counts the numbers that a row of the same type quotes: whether one of those rows names the measure that has the number."""
    rows = [(places_of(letters, at, row["quote"]), row) for row in case.gold["parameters"]]
    for said in found:
        for item in said.parameters:
            start, end = item.evidence.text_start, item.evidence.text_end
            if start is None or end is None or item.type in NO_NUMBERS:
                continue
            same = [
                row
                for places, row in rows
                if row["type"] == item.type and any(start < last and first < end for first, last in places)
            ]
            if same:
                meant = {row["measure"] for row in same}
                report.belonging[said.id in meant] += 1
                if said.id not in meant:
                    wanted = "/".join(sorted(meant))
                    report.lines.append(f"OWNER {case.name} {item.evidence.quote}: {said.id}, wanted {wanted}")


def _facts(type: str, value: object, unit: str | None, comparator: str) -> str:
    value = list(value) if isinstance(value, (list, tuple)) else value
    plain = [f"{one:g}" for one in value] if isinstance(value, list) else value
    return f"{type} {f'{plain:g}' if isinstance(plain, (int, float)) else plain} {unit or '-'} {comparator}"


def _agree(one: tuple[int, int, str], want: tuple[list[tuple[int, int]], str]) -> bool:
    start, end, facts = one
    return facts == want[1] and any(start < last and first < end for first, last in want[0])


def _clauses_said(clauses: list[Clause], statement: Statement) -> set[int]:
    spans = [(item.text_start, item.text_end) for item in statement.evidence if item.text_start is not None]
    return set().union(*(clauses_of(clauses, start, end) for start, end in spans))


def clauses_of(clauses: list[Clause], start: int, end: int) -> set[int]:
    """The numbers of the clauses that share a character with the span."""
    return {index for index, clause in enumerate(clauses) if clause.start < end and start < clause.end}


def place_of(letters: str, at: list[int], quote: str) -> tuple[int, int]:
    words = bare(quote)[0]
    first = letters.find(words)
    return (at[first], at[first + len(words) - 1] + 1) if words and first >= 0 else (-1, -1)


def places_of(letters: str, at: list[int], quote: str) -> list[tuple[int, int]]:
    """Everywhere that the words of a quote stand: 「7天」 alone does not say which of them is meant."""
    words = bare(quote)[0]
    return [(at[one.start()], at[one.end() - 1] + 1) for one in re.finditer(re.escape(words), letters)] if words else []


def bare(text: str) -> tuple[str, list[int]]:
    """The simplified Han characters, digits and letters of a text, and where each stands; the last offset is -1."""
    kept = [(char, at) for at, char in enumerate(_SIMPLER.convert(text).replace("衞", "卫")) if char.isalnum()]
    return "".join(char for char, _ in kept), [*(at for _, at in kept), -1]


def _compare(case: Case, words: str, same: list[Statement], row: dict, report: Report) -> None:
    for name, tally, usual in (("modality", report.modality, "ordered"), ("stage", report.stage, "unknown")):
        told, want = {getattr(said, name) for said in same}, row.get(name) or usual
        tally[want in told] += 1
        if want not in told:
            mine = "/".join(sorted(told))
            report.lines.append(f"{name.upper()} {case.name} {row['id']}: {mine}, wanted {want}  ← {words}")


def measure_cases(cases: Iterable[Case], rules: Rules, report: Report) -> None:
    """Adds the figures of these notices to the report."""
    for case in cases:
        repaired, notice = read_case(case, rules)
        measure_case(case, repaired, notice.measures, rules, report)


def _share(tally: Counter[bool]) -> str:
    total = tally[True] + tally[False]
    return f"{tally[True] / total if total else 1:.3f} ({tally[True]} of {total})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="tuned")
    parser.add_argument("--brief", action="store_true", help="totals only")
    options = parser.parse_args()
    report = Report()
    measure_cases(load(options.part), load_rules(), report)
    print(f"clause level    {report.clauses}")
    print(f"document level  {report.documents}")
    print(f"modality        {_share(report.modality)}")
    print(f"stage           {_share(report.stage)}")
    print(f"parameters      {report.parameters}")
    print(f"their measures  {_share(report.belonging)}")
    if options.part == "tuned" and not options.brief:
        for id, score in sorted(report.by_measure.items(), key=lambda item: item[1].f1):
            print(f"  {id:<28} {score}")
        print("\n".join(report.lines))


if __name__ == "__main__":
    main()
