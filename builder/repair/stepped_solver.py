"""Restores runs whose GBK bytes were read one byte late, as far as their bytes allow.

Inside a run each character shown is the last byte of one lost character and the first byte of the next, so that most lost
characters are known byte by byte. What is not known: the byte before the mark that began the run, pairs that were dropped
because they belong to users' own characters, and the last byte where an ASCII character or a mark ended the run. There
every character that can be meant is tried (``stepped_search``): it must be one that the site's converter can make, a character
that the page glosses must be glossed and one that it leaves alone must not be, and the reading in an orphan gloss must be its
reading (``stepped_page``). What is left is ranked by a small language model and run through the program again
(``generator``); a candidate that does not give back the page is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from builder.repair.generator import ANY, HAN_GLOSS, LOST, Site, alike, gloss_order
from builder.repair.language import Language
from builder.repair.stepped_page import FOLDED_MARKS, counted, learn
from builder.repair.stepped_search import GLOSS, Node, Reading, Search

#: so many readings of a stretch are looked at, so many of them and of the candidates kept
_MOST_READ, _MOST_KEPT, _CANDIDATES = 240, 64, 24
#: so many characters are listed for one place
_LISTED = 12
#: a candidate unlikelier than the best by more nats is not looked for, and it is no rival
_WORTHLESS, _RIVAL = 9.0, 7.0


class Candidate(NamedTuple):
    """What a run may stand for: traditional text, and how likely it is."""

    text: str
    score: float


@dataclass(frozen=True)
class Solution:
    """What is known about the run at ``[start, end)``. ``candidates`` are ordered, best first; each gives back the page."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    margin: float  #: how much better the first one is than the next, in nats
    open_end: bool = False  #: whether a byte of the best one is wholly free at the end of the run
    assumed: tuple[tuple[str, str], ...] = ()  #: glosses that the best one needs and the rest of the document lacks
    common: bool = True  #: whether every character of the best one is known to the language
    shows: bool = True  #: whether a question mark shows that a byte is lost at its start
    places: tuple[tuple[str, ...], ...] = ()  #: for each lost character of the best one what may stand in its place


def solve_runs(text: str, forms: Mapping[str, str], language: Language | None = None) -> list[Solution]:
    """The runs of a text, ordered and disjoint, each with its candidates. A run that is left as it is best has none."""
    search = Search(learn(text, forms, language))
    found: list[Solution] = []
    reached = 0
    for start in search.page.starts:
        if start < reached:
            continue  # the run before reached over it
        end, node = search.ways(start)
        solutions = list(_weighed(search, start, end, node))
        found += solutions
        reached = max([start + 1, *(one.end for one in solutions)])
    return found


def _weighed(search: Search, start: int, end: int, node: Node) -> Iterator[Solution]:
    """What may stand in the stretches in which the readings that give back the page differ from it."""
    kept, least = _kept(search, start, end, node.readings())
    for first, last in _stretches(kept):
        candidates: dict[str, Candidate] = {}
        by_key: dict[str, Reading] = {}
        for reading in kept:
            if all(run[1] <= first or last <= run[0] or (first <= run[0] and run[1] <= last) for run in reading.runs):
                runs = tuple(run for run in reading.runs if first <= run[0] and run[1] <= last)
                words = _words(search.text, first, last, runs)
                key = "".join(map(counted, words))
                if search.text[last : last + 1] in FOLDED_MARKS:
                    key = key.rstrip("，")  # a comma put before a mark goes in any case
                if key not in candidates:
                    candidates[key] = Candidate(words if runs else "", reading.score)
                    by_key[key] = reading._replace(runs=runs)
        ranked = list(candidates.items())
        best = by_key[ranked[0][0]]
        margin = best.score - (ranked[1][1].score if len(ranked) > 1 else least)
        yield Solution(
            first,
            last,
            tuple(one for _, one in ranked[:_CANDIDATES]),
            margin,
            open_end=best.free,
            assumed=best.assumed,
            common=all(one in search.likely.all or ord(one) < 0x80 for one in ranked[0][1].text),
            shows=search.text[first] == "?",
            places=_places(node, best) if margin < _RIVAL else (),
        )


def _places(node: Node, best: Reading) -> tuple[tuple[str, ...], ...]:
    """What may stand in place of each lost character of a run, by the likeliest reading that has it there. None for several
    runs."""
    if len(best.runs) != 1:
        return ()
    choices, (start, end, _) = node.choices(), best.runs[0]
    return tuple(
        tuple(dict.fromkeys((text, *choices[place])))[:_LISTED] for place, text in best.parts if start < place[0] <= end
    )


def _kept(search: Search, start: int, end: int, readings: Iterator[Reading]) -> tuple[list[Reading], float]:
    """The readings that give back the page, and a score that those which were not looked at do not reach."""
    kept: list[Reading] = []
    for reading in islice(readings, _MOST_READ):
        if kept and (len(kept) >= _MOST_KEPT or reading.score < kept[0].score - _WORTHLESS):
            return kept, reading.score
        if not reading.runs or _gives_back(search, start, end, reading):
            kept.append(reading)
    following = next(readings, None)
    return kept, following.score if following else -99.0 + (kept[0].score if kept else 0.0)


def _stretches(kept: list[Reading]) -> Iterator[tuple[int, int]]:
    """Where the likeliest readings differ from the page: their runs, those joined that overlap or touch."""
    first = last = -1
    for start, end, _ in sorted(run for one in kept if one.score >= kept[0].score - _RIVAL for run in one.runs):
        if start > last >= 0:
            yield first, last
            first = start
        first, last = (start if first < 0 else first), max(last, end)
    if last >= 0:
        yield first, last


def _words(text: str, first: int, last: int, runs: Iterable[tuple[int, int, str]]) -> str:
    """The text of the stretch with the runs restored and glosses gone."""
    parts, reached = [], first
    for start, end, lost in runs:
        parts += (HAN_GLOSS.sub(r"\1", text[reached:start]), lost)
        reached = end
    return "".join(parts) + HAN_GLOSS.sub(r"\1", text[reached:last])


def _gives_back(search: Search, start: int, end: int, reading: Reading) -> bool:
    """Whether the program makes the page of this reading, from a little before the run to a little behind it."""
    text = search.text
    line = text.rfind("\n", 0, start) + 1
    left = _calm_before(text, line, start)
    shown = text[left:end]
    readings = dict(search.readings)
    for struck, letters in (*HAN_GLOSS.findall(text[left:start]), *reading.assumed):
        readings.setdefault(struck, letters)
    for runs in (reading.runs, _with_eaten_commas(text, reading.runs)):
        restored = _words(text, left, end, runs).replace(LOST, ANY)
        order = gloss_order([(restored, shown)], readings)
        glosses = tuple((character, readings[character]) for character in order)
        if any(alike(restored, shown, Site(glosses, cut)) for cut in search.cuts):
            return True
    return False


def _with_eaten_commas(text: str, runs: Iterable[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """The runs that end in a question mark before another mark, with the comma that a lead byte took with it there."""
    return tuple(
        (start, end, f"{lost}{ANY}" if text[end - 1] == "?" and text[end : end + 1] in FOLDED_MARKS else lost)
        for start, end, lost in runs
    )


def _calm_before(text: str, line: int, start: int) -> int:
    """Two characters with their glosses before an offset."""
    at = start
    for _ in range(2):
        if at <= line:
            break
        at -= 1
        if text[at] == ")":
            opened = text.rfind("(", max(line, at - 9), at)
            if opened > line and GLOSS.match(text, opened):
                at = opened - 1
    return max(at, line)
