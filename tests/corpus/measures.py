"""How well measures are found on the dev corpus: ``python -m tests.corpus.measures --part tuned|unseen``.

A gold row and a statement are the same when they name one measure in one clause. Of ``unseen`` only totals are printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

import opencc

from builder.extract.blocks import find_blocks
from builder.extract.clauses import find_clauses
from builder.extract.measures import find_measures
from builder.model import RawDocument, Repaired, Statement
from builder.repair import repair
from builder.rules import Rules
from builder.rules import load as load_rules
from tests.corpus import PARTS, Case, load

_SIMPLER = opencc.OpenCC("t2s")
Key = tuple[int, str]  #: where the clause starts, the measure


@dataclass
class Score:
    """Counts that add up over documents."""

    found: int = 0
    right: int = 0
    wanted: int = 0

    def add(self, found: set, wanted: set) -> None:
        self.found += len(found)
        self.wanted += len(wanted)
        self.right += len(found & wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

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
    by_measure: dict[str, Score] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def repaired_case(case: Case, rules: Rules) -> Repaired:
    """The notice as the pipeline sees it."""
    data = case.raw.encode()
    return repair(RawDocument(case.name, data, sha256(data).hexdigest(), "utf-8", "text/plain", case.raw), rules)


def statements_of(repaired: Repaired, rules: Rules) -> tuple[Statement, ...]:
    """The statements that the pipeline finds in it."""
    return find_measures(repaired, find_blocks(repaired, rules), None, rules)


def measure_case(case: Case, rules: Rules, report: Report) -> None:
    """Adds the figures of one notice to the report."""
    repaired = repaired_case(case, rules)
    starts = [
        (clause.start, clause.end, clause.words) for clause in find_clauses(repaired.text, find_blocks(repaired, rules))
    ]
    words = {start: text for start, _, text in starts}
    rows = case.gold.get("measures") or []
    bare, at = _bare(repaired.text)
    wanted = {(_clause_of(starts, bare, at, row["quote"]), row["id"]): row for row in rows}
    if case.gold.get("is_policy", True):
        found = {
            (_clause_at(starts, _start(statement)), statement.id): statement
            for statement in statements_of(repaired, rules)
        }
    else:
        found = {}
    report.clauses.add(set(found), set(wanted))
    report.documents.add({id for _, id in found}, {id for _, id in wanted})
    for id in {id for _, id in (*found, *wanted)}:
        own = report.by_measure.setdefault(id, Score())
        own.add({key for key in found if key[1] == id}, {key for key in wanted if key[1] == id})
    for key in sorted(set(found) & set(wanted)):
        _compare(case, words.get(key[0], ""), found[key], wanted[key], report)
    for mark, keys in (("MISSED", set(wanted) - set(found)), ("EXTRA ", set(found) - set(wanted))):
        for key in sorted(keys):
            told = wanted[key]["quote"] if mark == "MISSED" else "｜".join(item.quote for item in found[key].evidence)
            report.lines.append(f"{mark} {case.name} {key[1]}: {told}  ← {words.get(key[0], '?').strip()}")


def _bare(text: str) -> tuple[str, list[int]]:
    """The simplified Han characters, digits and letters of a text, and where each stands; the last offset is -1."""
    kept = [(char, at) for at, char in enumerate(_SIMPLER.convert(text)) if char.isalnum()]
    return "".join(char for char, _ in kept), [*(at for _, at in kept), -1]


def _start(statement: Statement) -> int:
    return statement.evidence[0].text_start or 0


def _clause_of(starts: list[tuple[int, int, str]], bare: str, at: list[int], quote: str) -> int:
    """The clause that holds most of the quote."""
    words = _bare(quote)[0]
    first = bare.find(words)
    if first < 0 or not words:
        return -1
    start, end = at[first], at[first + len(words) - 1] + 1
    return max(starts, key=lambda clause: min(end, clause[1]) - max(start, clause[0]))[0]


def _clause_at(starts: Iterable[tuple[int, int, str]], at: int) -> int:
    return next((start for start, end, _ in starts if start <= at < end), -1)


def _compare(case: Case, words: str, statement: Statement, row: dict, report: Report) -> None:
    for name, tally in (("modality", report.modality), ("stage", report.stage)):
        told, want = getattr(statement, name), row.get(name) or ("ordered" if name == "modality" else "unknown")
        tally[told == want] += 1
        if told != want:
            report.lines.append(f"{name.upper()} {case.name} {row['id']}: {told}, wanted {want}  ← {words.strip()}")


def measure_part(part: str, rules: Rules) -> Report:
    """The figures of one part."""
    report = Report()
    for case in load(part):
        measure_case(case, rules, report)
    return report


def _share(tally: Counter[bool]) -> str:
    total = tally[True] + tally[False]
    return f"{tally[True] / total if total else 1:.3f} ({tally[True]} of {total})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="tuned")
    parser.add_argument("--brief", action="store_true", help="totals only")
    options = parser.parse_args()
    report = measure_part(options.part, load_rules())
    print(f"clause level    {report.clauses}")
    print(f"document level  {report.documents}")
    print(f"modality        {_share(report.modality)}")
    print(f"stage           {_share(report.stage)}")
    if options.part == "tuned" and not options.brief:
        for id, score in sorted(report.by_measure.items(), key=lambda item: item[1].f1):
            print(f"  {id:<28} {score}")
        print("\n".join(report.lines))


if __name__ == "__main__":
    main()
