"""What is done about stepped runs: restored where no other reading comes near, else marked with what they may stand for."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from builder.repair.case import Case
from builder.repair.commas import drop_commas_before_marks
from builder.repair.generator import HAN_GLOSS, regenerates, traditional_forms
from builder.repair.glosses import is_reading
from builder.repair.stepped import find_stepped_runs
from builder.repair.stepped_page import ORPHAN, RESIDUE
from builder.repair.stepped_solver import Solution, solve_runs
from builder.text.edits import Edit, Pass, apply

#: how much better than the next one, in nats, a reading has to be to be written into the text. On simulated pages of the
#: tuned corpus, their lines left out of what the language counts, nothing above 4.3 was wrong (800 decided runs); on
#: pages never looked at 5 of 681 were above 4.5: so more is asked for. None of 536 others was wrong then.
SURE = 6.0
#: the same where the last byte of the run is lost, so that every character with the same first byte is weighed
SURE_OPEN = 7.0
#: said of each restored run
RESTORED = "The bytes here were read one step late; the words were restored from their bytes and their context."
#: how many readings of an undecided run are listed
LISTED = 12
#: the rules that undo what the program did
COVERED = ("encoding/stepped-runs", "noise/pinyin-glosses")


class Runs(NamedTuple):
    """The runs of one text: edits that restore them, spans (of that text) that are left, and why."""

    restored: tuple[Edit, ...] = ()
    left: tuple[tuple[int, int, str | None], ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()


def restore_stepped_runs(text: str, case: Case) -> Iterable[Edit]:
    """Restores the runs of which only one reading is left that the program makes the page of and that makes sense."""
    return weigh_runs(text, case).restored


def weigh_runs(text: str, case: Case) -> Runs:
    """All runs of a text. A text without a sign of the program costs nothing."""
    if "?" not in text and not ("(" in text and RESIDUE.search(text)):
        return Runs()
    glossed = ORPHAN.search(text) is not None or (case.traditional and HAN_GLOSS.search(text) is not None)
    solutions = solve_runs(text, _forms(case)) if glossed else []
    decided = [one for one in solutions if is_sure(one)]
    restored = tuple(Edit(one.start, one.end, text[one.start : one.end], one.candidates[0].text) for one in decided)
    undecided = tuple((one.start, one.end, _because(one)) for one in solutions if not is_sure(one) and is_doubtful(one))
    taken = tuple((one.start, one.end) for one in decided)
    return Runs(restored, _marked(text, undecided, taken), tuple(pair for one in decided for pair in one.assumed))


def is_sure(one: Solution) -> bool:
    """Whether the best reading is written into the text: far ahead, of known characters."""
    ahead = one.margin >= (SURE_OPEN if one.open_end else SURE)
    return bool(one.candidates[0].text) and one.common and ahead


def is_doubtful(one: Solution) -> bool:
    """Whether the page as it stands is not the best reading, not by far where a question mark shows that a byte is lost."""
    return bool(one.candidates[0].text) or (one.shows and one.margin < SURE)


def _because(one: Solution) -> str:
    listed = [candidate.text for candidate in one.candidates if candidate.text][:LISTED]
    said = f"The bytes of this run were read one step late; it may stand for: {'; '.join(listed)}."
    if sum(len(place) > 1 for place in one.places) < 2:
        return said
    places = "".join(place[0] if len(place) == 1 else f"〔{'/'.join(place)}〕" for place in one.places)
    return f"{said} Character by character: {places}."


def _marked(
    text: str, undecided: tuple[tuple[int, int, str | None], ...], taken: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[int, int, str | None], ...]:
    """The undecided runs, and those that only their shape shows."""
    spans = [*taken, *((start, end) for start, end, _ in undecided)]
    shapes = (
        (start, end, None)
        for start, end in find_stepped_runs(text)
        if all(end <= first or last <= start for first, last in spans)
    )
    return tuple(sorted((*undecided, *shapes), key=lambda span: span[:2]))


def _forms(case: Case) -> dict[str, str]:
    rule = case.tables.by_code["restore_stepped_runs"]
    return traditional_forms(rule.rewrites)


# --- the certificate -------------------------------------------------------------------------------------------------


def is_consistent(before: str, runs: Runs, converted: str, simple: str, case: Case) -> bool:
    """Whether the program makes the page of the repaired text, line by line, inserted commas aside.

    ``before`` is the page with its runs and glosses, ``converted`` the same without them, ``simple`` that in simplified
    characters. A page without glosses proves nothing, one with a run left cannot be proved.
    """
    if runs.left or len(converted) != len(simple) or not (runs.restored or HAN_GLOSS.search(before)):
        return False
    stepped = dataclasses.replace(case, kept=tuple((edit.start, edit.end) for edit in runs.restored))
    raw = apply(before, drop_commas_before_marks(before, stepped))
    readings = dict(_readings(raw)) | dict(runs.assumed)
    known = _forms(case)
    forms = {one: known[one] for one in set(simple) if one in known} | _chosen(raw, converted, simple)
    return regenerates(simple, raw, forms, readings) is not None


def certified(passes: list[Pass], before: str, runs: Runs, converted: str, simple: str, case: Case) -> list[Pass]:
    """The passes, those that undid the program with their certificate where it can be given."""
    if not any(step.rule in COVERED for step in passes) or not is_consistent(before, runs, converted, simple, case):
        return passes
    return [replace(step, certificate="consistent") if step.rule in COVERED else step for step in passes]


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Each glossed character with its reading, the commoner one last."""
    seen = Counter((gloss[1], gloss[2]) for gloss in HAN_GLOSS.finditer(text) if is_reading(gloss[1], gloss[2].strip()))
    for pair, _ in sorted(seen.items(), key=lambda item: (item[1], item[0])):
        yield pair


def _chosen(raw: str, converted: str, simple: str) -> dict[str, str]:
    """The traditional forms that this site has chosen, where they are always the same."""
    lines = [
        (new, old)
        for shown, old, new in zip(raw.split("\n"), converted.split("\n"), simple.split("\n"), strict=False)
        if shown != new and len(old) == len(new)
    ]
    seen = Counter(zip("".join(new for new, _ in lines), "".join(old for _, old in lines), strict=True))
    forms: dict[str, str] = {}
    for (new, old), _ in sorted(seen.items(), key=lambda item: (item[1], item[0])):
        if "㐀" <= new <= "鿿":
            forms[new] = old
    return forms
