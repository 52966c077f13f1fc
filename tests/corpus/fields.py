"""How many fields of the dev corpus come out right: ``python -m tests.corpus.fields --part tuned|unseen``.

``--list FIELD`` shows the wrong ones of that field, for the tuned part only: the unseen notices show nothing but totals.
``--roles gold`` takes the roles of the lines from the corpus instead of from repair, so that a fault of the extraction can be
told from a fault of the repair.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import opencc

from builder.extract import extract
from builder.model import FIELDS, Notice, Repaired
from builder.repair import repair
from builder.rules import Rules
from builder.rules import load as load_rules
from tests.corpus import FOLDER, Case
from tests.corpus import load as load_corpus
from tests.extract.pages import document_of, repaired_of

CHECKED = (*FIELDS, "issuing_body.normalised", "date.partial", "host_kind", "filed_under")
COUNTS = ("right", "wrong", "wrong stated", "unknown, gold knows", "status differs")


class Answer(NamedTuple):
    """What a record says for one checked field, and what the corpus says."""

    field: str
    mine: Any
    gold: Any
    status: str | None
    gold_status: str | None
    why: str | None = None

    @property
    def right(self) -> bool:
        return _same(self.mine) == _same(self.gold)

    def counts(self) -> Iterator[str]:
        """The columns that this answer counts in."""
        if self.right:
            yield "right"
            if self.status and self.gold_status and self.status != self.gold_status:
                yield "status differs"
        elif _empty(self.mine):
            yield "unknown, gold knows"
        else:
            yield "wrong"
            if self.status == "stated":
                yield "wrong stated"


def read_case(case: Case, rules: Rules, gold_roles: bool = False) -> tuple[Repaired, Notice]:
    """What the pipeline makes of a case: its text and its record."""
    repaired = repaired_of(*case.lines) if gold_roles else repair(document_of(case.raw, case.name), rules)
    return repaired, extract(document_of(repaired.raw, case.name), repaired, rules)


def record_of(case: Case, rules: Rules) -> Notice:
    """The record that the pipeline makes of a case."""
    return read_case(case, rules)[1]


def answers(notice: Notice, gold: dict[str, Any]) -> Iterator[Answer]:
    """One answer for each checked field. Of a page that is no policy only what a record of one keeps is asked for."""
    policy = _gold_value(gold["is_policy"])
    names = CHECKED if policy else ("is_policy", "kind", "title", "filed_under", "host_kind")
    for name in names:
        yield _answer(notice, gold, name)


def _answer(notice: Notice, gold: dict[str, Any], name: str) -> Answer:
    if name == "host_kind":
        return Answer(name, notice.source.host_kind, gold.get(name), None, None)
    if name == "filed_under":
        return Answer(name, list(notice.filed_under), [str(code) for code in gold.get(name) or ()], None, None)
    base, _, part = name.partition(".")
    field, want = getattr(notice, base), gold.get(base)
    if part:
        wanted = want.get(part) if isinstance(want, dict) else None
        return Answer(name, getattr(field, part), wanted, None, None, field.because)
    extras = [key for key in ("adcode", "precision") if hasattr(field, key)]
    mine = (
        (field.value, *(getattr(field, key) for key in extras)) if field.value is not None and extras else field.value
    )
    value = _gold_value(want)
    if value is not None and extras:
        value = (value, *(want.get(key) for key in extras))
    status = want.get("status") if isinstance(want, dict) else None
    return Answer(name, mine, value, field.status, status, f"{field.rule}: {field.because}")


def _gold_value(gold: Any) -> Any:
    return gold.get("value") if isinstance(gold, dict) else gold


def _same(value: Any) -> Any:
    """Blanks inside a value are a matter of layout, and a traditional page answers in simplified characters."""
    if isinstance(value, tuple | list):
        return [_same(part) for part in value]
    return re.sub(r"\s", "", _script().convert(str(value)).replace("衞", "卫")) if value is not None else None


@cache
def _script() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _empty(value: Any) -> bool:
    return value is None or value == []


def parts() -> list[str]:
    """The parts of the corpus that hold notices; every one but ``tuned`` is unseen."""
    return sorted({path.parent.name for path in FOLDER.glob("*/*.yaml")})


def main() -> None:
    """Prints the table, and for ``--list`` the wrong answers of one field."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=parts(), default="tuned")
    parser.add_argument("--list", metavar="FIELD")
    parser.add_argument("--roles", choices=("repair", "gold"), default="repair")
    options = parser.parse_args()
    if options.list and options.part != "tuned":
        parser.error("the unseen notices show nothing but totals")
    rules, totals = load_rules(), {name: Counter[str]() for name in CHECKED}
    cases = load_corpus(options.part)
    for case in cases:
        _, notice = read_case(case, rules, options.roles == "gold")
        for answer in answers(notice, case.gold):
            totals[answer.field].update(answer.counts())
            if answer.field == options.list and not answer.right:
                print(f"{case.name}\n   mine {answer.mine} ({answer.status}; {answer.why})\n   gold {answer.gold}")
    _print(totals, len(cases))


def _print(totals: dict[str, Counter[str]], cases: int) -> None:
    print(f"{cases} notices\n{'field':24}" + "".join(f"{name:>22}" for name in COUNTS) + f"{'share':>9}")
    for field, counts in totals.items():
        asked = counts["right"] + counts["wrong"] + counts["unknown, gold knows"]
        share = counts["right"] / asked if asked else 1
        print(f"{field:24}" + "".join(f"{counts[name]:22}" for name in COUNTS) + f"{share:9.3f}")


if __name__ == "__main__":
    main()
