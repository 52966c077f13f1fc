"""How well damage is undone: ``make bench-repair`` damages clean text itself, repairs it and counts.

For the tuned part of the dev corpus (its own counts are taken out of the language model page by page) and for the part that
is never looked at: stepped runs at three densities and in two variants, what healthy text suffers, and how fast it goes.
The last line is one JSON object. ``--every N`` takes every N-th page only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from builder.repair.generator import HAN_GLOSS, LOST, fold_widths, regenerates, traditional_forms  # noqa: E402
from builder.repair.language import general_language  # noqa: E402
from builder.repair.runs import LISTED, is_doubtful, is_sure  # noqa: E402
from builder.repair.script import looks_traditional  # noqa: E402
from builder.repair.stepped_solver import Solution, solve_runs  # noqa: E402
from builder.rules import TABLES  # noqa: E402
from builder.rules.repairs import load_repairs  # noqa: E402
from builder.text.fold import simplified_characters  # noqa: E402
from tests.corpus import load  # noqa: E402
from tests.corpus.report import repaired  # noqa: E402
from tests.damage import damage_page, lost_widths  # noqa: E402
from tests.damage_generator import CUTS, SHARES, Page, Run, stepped  # noqa: E402

SEED = 20210125
UNSEEN = "unseen"
MIXTURES = (("toolmap", "gloss", "fold"), ("toolmap", "commas", "fold"), ("tags", "masks", "fold"))
SIMPLE = simplified_characters() | {"著": "着", "於": "于"}
_MARKS = tuple("，。、；：？！,;:?!")
_DOUBLED = re.compile("[,，](?=[,，、。？！；：?!;:])")


@dataclass
class Figures:
    """What was counted for one part."""

    pages: int = 0
    characters: int = 0
    restored: int = 0
    compared: int = 0
    runs: int = 0
    applied: int = 0
    wrong: int = 0
    listed: int = 0
    unfound: int = 0
    alarms: int = 0
    decided_pages: int = 0
    consistent: int = 0
    by_variant: dict[str, list[int]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    harm: int = 0
    mixed_seconds: float = 0.0
    mixed_characters: int = 0


def pages_of(part: str, every: int) -> Iterator[tuple[int, str]]:
    """The pages of a part before any damage, simplified ones only, with a number each."""
    for number, case in enumerate(load(part)):
        page = "\n".join(words for _, words in case.lines)
        if number % every == 0 and not looks_traditional(page):
            yield number, page


def measure(part: str, every: int) -> Figures:
    """Damages and repairs every page of a part."""
    figures = Figures()
    rules = load_repairs(TABLES)
    forms = traditional_forms(rules.by_code["restore_stepped_runs"].rewrites)
    for number, page in pages_of(part, every):
        figures.pages += 1
        figures.characters += len(page)
        _mixtures(figures, page)
        language = general_language()
        if part == "tuned":
            language = language.without_document(page)
        for variant in CUTS:
            for share in SHARES:
                damaged = stepped(page, share, variant, SEED + number, with_commas=number % 2 == 1)
                begun = time.process_time()
                solutions = solve_runs(damaged.shown, forms, language)
                if damaged.runs:
                    figures.seconds.append((time.process_time() - begun) / len(damaged.runs))
                _count(figures, variant, damaged, solutions, forms)
    return figures


# --- stepped runs ----------------------------------------------------------------------------------------------------


def _count(figures: Figures, variant: str, page: Page, solutions: list[Solution], forms: dict[str, str]) -> None:
    row = figures.by_variant.setdefault(variant, [0, 0, 0])
    for run in page.runs:
        figures.runs += 1
        row[0] += 1
        one = next((one for one in solutions if one.start < run.end and run.start < one.end), None)
        if one is None:
            figures.unfound += 1
        elif is_sure(one):
            figures.applied += 1
            row[1] += 1
            right = _same(page, one, one.candidates[0].text)
            figures.wrong += not right
            row[2] += not right
        else:
            figures.listed += any(
                _same(page, one, candidate.text) for candidate in one.candidates[: LISTED + 1] if candidate.text
            )
    for one in solutions:
        if is_sure(one) and not any(one.start < run.end and run.start < one.end for run in page.runs):
            figures.wrong += 1
    sure = [one for one in solutions if is_sure(one)]
    if (
        page.runs
        and len(sure) == sum(map(is_doubtful, solutions))
        and all(any(one.start < run.end and run.start < one.end for one in sure) for run in page.runs)
    ):
        figures.decided_pages += 1
        figures.consistent += _consistent(page, sure, forms)


def _same(page: Page, one: Solution, text: str) -> bool:
    """Whether this reading says what stood there, over all runs that it touches. A lost ASCII character may be 〔?〕."""
    runs = [run for run in page.runs if one.start < run.end and run.start < one.end]
    start, end = min([one.start, *(run.start for run in runs)]), max([one.end, *(run.end for run in runs)])
    end += page.shown[end : end + 1] in _MARKS  # a comma that the run took with it was put before this mark
    truth = _region(page.shown, start, end, runs)
    made = _region(page.shown, start, end, [Run(one.start, one.end, text)])
    return made == truth or (LOST in made and re.fullmatch(re.escape(made).replace(re.escape(LOST), "[ -~]"), truth))  # type: ignore[return-value]


def _region(shown: str, start: int, end: int, runs: list[Run]) -> str:
    parts, reached = [], start
    for run in runs:
        parts += (HAN_GLOSS.sub(r"\1", shown[reached : run.start]), run.truth)
        reached = run.end
    parts.append(HAN_GLOSS.sub(r"\1", shown[reached:end]))
    text = _DOUBLED.sub("", fold_widths("".join(parts)))
    return "".join(SIMPLE.get(one, one) for one in text)


def _consistent(page: Page, sure: list[Solution], forms: dict[str, str]) -> bool:
    parts, reached = [], 0
    for one in sure:
        parts += (page.shown[reached : one.start], one.candidates[0].text)
        reached = one.end
    converted = HAN_GLOSS.sub(r"\1", _DOUBLED.sub("", "".join((*parts, page.shown[reached:]))))
    back = {old: new for new, old in forms.items()}
    simple = "".join(back.get(one, one) for one in converted)
    raw = _DOUBLED.sub("", page.shown)
    readings = {gloss[1]: gloss[2] for gloss in HAN_GLOSS.finditer(raw)}
    for one in sure:
        readings.update(one.assumed)
    return regenerates(simple, raw, forms, readings) is not None


# --- everything else -------------------------------------------------------------------------------------------------


def _mixtures(figures: Figures, page: str) -> None:
    for damages in MIXTURES:
        raw = damage_page(page, damages)
        want = lost_widths(repaired(page).text)
        begun = time.process_time()
        got = repaired(raw).text
        figures.mixed_seconds += time.process_time() - begun
        figures.mixed_characters += len(raw)
        figures.compared += len(want)
        figures.restored += len(want) if got == want else sum(a == b for a, b in zip(got, want, strict=False))
    figures.harm += sum(
        len(step.edits) for step in repaired(page).passes if step.kind in ("encoding", "script", "wording")
    )


def healthy_ratio(pages: list[str]) -> float:
    """How fast healthy text is repaired beside ``str.translate`` over the same text."""
    text = "\n".join(pages)
    table = {ord("。"): "。"}
    begun = time.process_time()
    for _ in range(20):
        text.translate(table)
    plain = (time.process_time() - begun) / 20
    begun = time.process_time()
    repaired(text)
    return plain / (time.process_time() - begun)


def show(name: str, figures: Figures) -> None:
    """The table of one part."""
    rest = figures.runs - figures.applied
    print(f"{name}: {figures.pages} pages, {figures.characters:,} characters, seed {SEED}")
    print(f"  mixtures without runs   {_share(figures.restored, figures.compared)} of characters restored")
    print(f"  stepped runs            {figures.runs}, {figures.unfound} not found")
    print(f"  applied                 {figures.applied} ({_share(figures.applied, figures.runs)})")
    print(f"  applied and wrong       {figures.wrong} ({_share(figures.wrong, figures.applied)})")
    print("  proven                  0 (none is called so)")
    print(f"  truth among listed      {figures.listed} of {rest} left ({_share(figures.listed, rest)})")
    print(f"  consistent documents    {figures.consistent} of {figures.decided_pages} decided")
    for variant, (runs, applied, wrong) in figures.by_variant.items():
        print(f"    {variant}: {runs} runs, {applied} applied, {wrong} wrong")
    print(f"  a run                   {1000 * median(figures.seconds or [0.0]):.1f} ms median")
    print(f"  harm                    {figures.harm} edits of encoding, script or wording on healthy pages")
    print(
        f"  mixtures                {figures.mixed_characters / (figures.mixed_seconds or 1):,.0f} characters a second"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


def main() -> None:
    """Prints both tables and the JSON line of the part never looked at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--unseen-only", action="store_true")
    options = parser.parse_args()
    every = options.every
    if not options.unseen_only:
        show("tuned", measure("tuned", every))
    unseen = measure(UNSEEN, every)
    show("never looked at", unseen)
    rest = unseen.runs - unseen.applied
    print(
        json.dumps(
            {
                "restored": round(unseen.restored / max(unseen.compared, 1), 6),
                "consistent": round(unseen.consistent / unseen.decided_pages, 4) if unseen.decided_pages else None,
                "runs_applied": round(unseen.applied / max(unseen.runs, 1), 4),
                "runs_wrong": round(unseen.wrong / max(unseen.applied, 1), 4),
                "proven_wrong": 0,
                "candidates_hit": round(unseen.listed / max(rest, 1), 4),
                "harm_edits": unseen.harm,
                "healthy_ratio": round(healthy_ratio([page for _, page in pages_of(UNSEEN, every)]), 4),
                "mixed_cps": round(unseen.mixed_characters / (unseen.mixed_seconds or 1)),
            }
        )
    )


if __name__ == "__main__":
    main()
