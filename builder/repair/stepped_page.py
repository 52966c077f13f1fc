"""What a page with stepped runs tells about the site that made it: its glosses, how it cuts at marks, where runs may begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from builder.repair.generator import CUTS, HAN_GLOSS, MARKS, Cut, Site, fold_widths, scrape
from builder.repair.glosses import LETTERS, is_reading
from builder.repair.language import CONTEXT, EDGE, Language, general_language, plain
from builder.text.fold import simplified_characters
from builder.text.script import HAN

FOLDED_MARKS = "".join(map(fold_widths, MARKS))
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
#: a reading has a tone mark, or is one of those that traditional characters have without one
_READING = f"(?:(?=[a-zü]{{0,6}}[{_TONED}])[{LETTERS}]{{1,7}}|men|ma|me) ?"
ORPHAN = re.compile(f"\\?({_READING})\\)")
#: a character's last byte with the gloss of the character
RESIDUE = re.compile(f"[@-~€]\\({_READING}\\)")
#: three question marks in a row are lost characters and no run
START = re.compile(f"\\?(?!\\?\\?)(?<!\\?\\?\\?)(?:(?={_READING}\\))|(?=[{re.escape(FOLDED_MARKS + MARKS)}][^\\s\\d]))")
_MARK = re.compile(f"[{re.escape(FOLDED_MARKS)}](?=[^\0->\\s]|\\?)")
_LONE_LETTER = re.compile(f"[^\0-~\\s][@-~][({HAN}]")
_CUT = re.compile(f"\\?(?!{_READING}\\))[{re.escape(FOLDED_MARKS)}][{HAN}“”‘’《》—…@-~]")
_WIDENED = str.maketrans(FOLDED_MARKS, MARKS)
#: so many cuts that show, or that are missing, tell how a site cuts
_CUTS_SEEN = 2
#: how unlikely each of some characters must be, on the average, to be taken for nonsense
_SENSELESS = -7.0
#: how unlikely one character must be for it
_ALIEN = -12.0
#: how far behind its start a run is taken to reach before it was searched
_SUSPECT = 31
#: a page of so many characters has marks over two characters: where none was left alone, the site cuts at them
_LONG = 1500
#: so many question marks within so many characters on both sides are lost characters: a run has one or two
_NEAR, _CROWD = 60, 40
_SIMPLE = {"著": "着", "於": "于"}


class StepPage(NamedTuple):
    """What the rest of a page tells about its site."""

    text: str  #: folded
    readings: Mapping[str, str]  #: the glossed characters
    bare: frozenset[str]  #: the characters that stand without a gloss
    language: Language
    forms: Mapping[str, str]
    cuts: tuple[Cut, ...]  #: the ways of cutting at marks that the rest of the page allows
    hidden: frozenset[int] = frozenset()  #: marks behind which a run may begin whose first byte vanished

    @property
    def starts(self) -> list[int]:
        """Where a run may begin, in order; not among so many question marks that whole characters are lost."""
        found = sorted({*(found.start() for found in START.finditer(self.text)), *self.hidden})
        before = list(accumulate(map("?".__eq__, self.text), initial=0))
        end = len(self.text)
        return [at for at in found if before[min(end, at + _NEAR)] - before[max(0, at - _NEAR)] < _CROWD]


@lru_cache(maxsize=65536)
def counted(character: str) -> str:
    """The character as the language counts it."""
    return plain(_SIMPLE.get(character) or simplified_characters().get(character, character))


def learn(text: str, forms: Mapping[str, str], language: Language | None = None) -> StepPage:
    """What the page says about its site, suspect spans left out."""
    language = language or general_language()
    folded = fold_widths(text)
    hidden = () if _shows_cuts(folded) else tuple(_hidden_starts(folded, forms, language))
    healthy = EDGE.join(_stretches(folded, hidden))
    seen: dict[str, Counter[str]] = {}
    for gloss in HAN_GLOSS.finditer(healthy):
        if is_reading(gloss[1], gloss[2].strip()):
            seen.setdefault(gloss[1], Counter())[gloss[2]] += 1
    standing = Counter(healthy)
    readings = {
        character: min(found, key=lambda reading: (-found[reading], reading))
        for character, found in seen.items()
        if sum(found.values()) * 2 > standing[character]
    }
    simple = "".join(map(counted, HAN_GLOSS.sub(r"\1", healthy)))
    cuts = _possible_cuts(folded, len(simple))
    return StepPage(
        folded,
        readings,
        frozenset(one for one in standing if one not in seen),
        language.with_document(simple),
        forms,
        cuts,
        frozenset(hidden if "silent" in cuts else ()),
    )


def _stretches(folded: str, hidden: tuple[int, ...]) -> Iterator[str]:
    """The page without the suspect spans."""
    reached = 0
    for start in sorted((*(found.start() for found in START.finditer(folded)), *hidden)):
        if start >= reached:
            yield folded[reached:start]
            line_end = folded.find("\n", start + 1)
            reached = min(start + _SUSPECT, line_end if line_end >= 0 else len(folded))
    yield folded[reached:]


def _possible_cuts(folded: str, size: int) -> tuple[Cut, ...]:
    """Marks over two characters that were not cut show that none is, unless they stand in lines with signs of runs; a long
    text without any shows that all are."""
    calm = [line for line in folded.split("\n") if not START.search(line) and not RESIDUE.search(line)]
    lines = [HAN_GLOSS.sub(r"\1", line) for line in calm]
    over = sum(scrape(line.translate(_WIDENED), Site((), "question")).count("?") > line.count("?") for line in lines)
    if over >= _CUTS_SEEN:
        return ("none",)
    if _shows_cuts(folded):
        return ("question",)
    return ("question", "silent") if not over and size > _LONG else CUTS


def _shows_cuts(folded: str) -> bool:
    """Whether lead bytes that were left over at a mark show as question marks. One place proves nothing, nor does one
    behind an orphan gloss: there the byte may have taken an inserted comma with it."""
    found = 0
    for cut in _CUT.finditer(folded):
        line = max(folded.rfind("\n", 0, cut.start()) + 1, cut.start() - 40)
        found += not ORPHAN.search(folded, line, cut.start())
    return found >= _CUTS_SEEN


def _hidden_starts(folded: str, forms: Mapping[str, str], language: Language) -> Iterator[int]:
    """Marks behind which no text goes on: a byte may have vanished before them."""
    for mark in _MARK.finditer(folded):
        at = mark.end()
        if "???" in folded[max(0, at - 3) : at + 2]:
            continue
        lost = folded[at] == "?" or (mark[0] == "?" and folded[at] in FOLDED_MARKS)
        left_over = RESIDUE.match(folded, at) or _LONE_LETTER.match(folded, at)
        if lost or left_over or _is_senseless(mark[0], folded[at : at + 24], forms, language):
            yield mark.start()


def _is_senseless(mark: str, shown: str, forms: Mapping[str, str], language: Language) -> bool:
    """Whether no text goes on like this behind a mark: with a character that the site's converter would have turned into another,
    or with some that make no sense."""
    if shown[:1].isascii():
        return False
    following = HAN_GLOSS.sub(r"\1", shown)[:4]
    if following[0] in forms or following[1:2] in forms:
        return True
    before, score = EDGE * (CONTEXT - 1) + plain(mark), 0.0
    if language.of(before, counted(following[0])) < _ALIEN:
        return True
    for one in map(counted, following):
        score += language.of(before, one)
        before = (before + one)[-CONTEXT:]
    return score < _SENSELESS * len(following)
