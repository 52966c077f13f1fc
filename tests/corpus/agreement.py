"""How well codings of measures agree, and the builder with them: ``python -m tests.corpus.agreement``.

Sixty notices of the unseen part were coded twice more, from the definitions alone (``second/``). These codings, the gold and what
the builder finds are compared two by two, counted as :mod:`tests.corpus.measures` counts: what two codings do not agree on, no
builder can get right. Only totals are printed; nothing here is read while rules are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from builder.model import Evidence, Parameter, Repaired, Statement
from builder.rules import load as load_rules
from tests.corpus import FOLDER, Case, read
from tests.corpus.fields import read_case
from tests.corpus.measures import NO_NUMBERS, Report, bare, measure_case, place_of

CODINGS = ("a", "b")
#: who is judged, and whose rows are taken for right
PAIRS = (("a", "gold"), ("b", "gold"), ("a", "b"), ("builder", "gold"), ("builder", "a"), ("builder", "b"))

Rows = Mapping[str, Any]  #: the rows of one notice, as gold writes them: ``measures`` and ``parameters``


class Page(NamedTuple):
    """A notice with what the builder made of it, and everyone's rows."""

    case: Case
    repaired: Repaired
    found: tuple[Statement, ...]
    rows: Mapping[str, Rows]


def codings(name: str) -> dict[str, Rows]:
    """What one of the codings holds, by notice, in the shape of gold."""
    read_rows = yaml.safe_load((FOLDER / "second" / f"{name}.yaml").read_text("utf-8"))
    return {name: _as_gold(rows) for name, rows in read_rows.items()}


def _as_gold(rows: Mapping[str, list[list[Any]]]) -> Rows:
    measures = ("quote", "id", "modality", "stage")
    numbers = ("quote", "type", "value", "unit", "comparator", "measure")
    return {
        "measures": [dict(zip(measures, row, strict=True)) for row in rows["measures"]],
        "parameters": [dict(zip(numbers, row, strict=True)) for row in rows["parameters"]],
    }


def pages(most: int | None = None) -> list[Page]:
    """The notices that were coded more than once; so many at most."""
    rules, second = load_rules(), {coding: codings(coding) for coding in CODINGS}
    found = []
    for name in list(second[CODINGS[0]])[:most]:
        case = read(FOLDER / "unseen" / f"{name}.yaml")
        repaired, notice = read_case(case, rules)
        rows = {"gold": case.gold, **{coding: second[coding][name] for coding in CODINGS}}
        found.append(Page(case, repaired, notice.measures, rows))
    return found


def said(rows: Rows, repaired: Repaired) -> tuple[Statement, ...]:
    """The rows of a coding as statements of this text; a number hangs on the first statement of its measure. Of :class:`Statement`
    only what is compared is filled in."""
    letters, at = bare(repaired.text)

    def words(quote: str) -> Evidence:
        return Evidence(0, 0, quote, *place_of(letters, at, quote))

    own: dict[str, list[Parameter]] = {}
    for row in rows["parameters"]:
        if row["type"] not in NO_NUMBERS:
            number = Parameter(row["type"], row["value"], row["unit"], row["comparator"], words(row["quote"]))
            own.setdefault(row["measure"], []).append(number)
    found = []
    for row in rows["measures"]:
        numbers = tuple(own.pop(row["id"], ()))
        how = row.get("modality") or "ordered", row.get("stage") or "unknown"
        found.append(Statement(row["id"], None, "", *how, "people", (words(row["quote"]),), numbers))
    return tuple(found)


def compare(page: Page, judged: str, right: str, report: Report) -> None:
    """Adds to the report how one of them does where the other is taken for right."""
    found = page.found if judged == "builder" else said(page.rows[judged], page.repaired)
    measure_case(page.case._replace(gold={**page.rows[right]}), page.repaired, found, load_rules(), report)


def main() -> None:
    everything = pages()
    for judged, right in PAIRS:
        report = Report()
        for page in everything:
            compare(page, judged, right, report)
        shares = (tally[True] / tally.total() for tally in (report.modality, report.stage))
        print(
            f"{judged:>7} ~ {right:<4}  clauses {report.clauses.f1:.3f} (R {report.clauses.recall:.3f})  "
            f"documents {report.documents.f1:.3f}  "
            "modality {:.3f}  stage {:.3f}  ".format(*shares)
            + f"numbers {report.parameters.f1:.3f}"
        )


if __name__ == "__main__":
    main()
