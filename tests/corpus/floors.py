"""The figures that may not sink: ``python -m tests.corpus.floors`` prints them for both parts of the dev corpus.

``--write`` keeps them in ``floors.json``, with a digest of the notices they were counted on. It refuses to lower a figure
unless ``--lower`` says so; a changed corpus starts new figures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from typing import Any

from builder.rules import Rules
from builder.rules import load as load_rules
from tests.corpus import FOLDER, PARTS, files, load
from tests.corpus.fields import CHECKED, answers, read_case
from tests.corpus.measures import Report, measure_case
from tests.corpus.report import counted, verdicts

FLOORS = FOLDER / "floors.json"
#: Shares are kept to this many places: finer steps are single notices.
PLACES = 3
#: Counts that may not rise, and shares that may not fall.
MAY_NOT_RISE = ("wrong_stated",)


def digest(part: str) -> str:
    """SHA-256 over the notices of a part."""
    total = hashlib.sha256()
    for path in files(part):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def figures(part: str, rules: Rules) -> dict[str, Any]:
    """The share of right answers for each field, the wrong stated values of all, and the shares of repair and measures; each
    notice is read once for all of them."""
    told, characters, report = Counter[str](), Counter[str](), Report()
    for case in load(part):
        repaired, notice = read_case(case, rules)
        for answer in answers(notice, case.gold):
            told.update((f"asked {answer.field}", *(f"{count} {answer.field}" for count in answer.counts())))
        characters += counted(verdicts(case, repaired))
        measure_case(case, repaired, notice.measures, rules, report)
    return (
        {"digest": digest(part), "notices": len(load(part))} | _fields(told) | _repair(characters) | _measures(report)
    )


def _fields(told: Counter[str]) -> dict[str, Any]:
    shares = {name: round(told[f"right {name}"] / told[f"asked {name}"], PLACES) for name in CHECKED}
    return shares | {"wrong_stated": sum(told[f"wrong stated {name}"] for name in CHECKED)}


def _repair(characters: Counter[str]) -> dict[str, float]:
    return {
        "body_kept": round(characters["body characters in text"] / characters["body characters"], PLACES),
        "furniture_removed": round(
            1 - characters["furniture characters in text"] / characters["furniture characters"], PLACES
        ),
    }


def _measures(report: Report) -> dict[str, float]:
    agree = {name: getattr(report, name) for name in ("modality", "stage")}
    return {
        "measures_clause_f1": round(report.clauses.f1, PLACES),
        "measures_document_f1": round(report.documents.f1, PLACES),
        "parameters_f1": round(report.parameters.f1, PLACES),
    } | {name: round(tally[True] / max(1, sum(tally.values())), PLACES) for name, tally in agree.items()}


def sunk(kept: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What is worse than what was kept, one line each; on a changed corpus nothing can be compared."""
    if kept.get("digest") != now["digest"]:
        return []
    return [
        f"{name}: {kept[name]} → {now[name]}"
        for name in now
        if name in kept and not isinstance(now[name], str)
        if (now[name] > kept[name] if name in MAY_NOT_RISE else now[name] < kept[name])
    ]


def main() -> None:
    """Prints the figures; writes them when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    rules = load_rules()
    now = {part: figures(part, rules) for part in PARTS}
    for name in now[PARTS[0]]:
        print(f"{name:24}" + "".join(f"{str(now[part][name])[:12]:>14}" for part in PARTS))
    if not options.write:
        return
    kept = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    worse = [f"{part}: {line}" for part in PARTS for line in sunk(kept.get(part, {}), now[part])]
    if worse and not options.lower:
        sys.exit("not written, these would sink (--lower to say so):\n" + "\n".join(worse))
    FLOORS.write_text(json.dumps(now, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
