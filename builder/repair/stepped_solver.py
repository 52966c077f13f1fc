"""Restores runs whose GBK bytes were read one byte late, as far as their bytes allow.

Inside a run each character shown is the last byte of one lost character and the first byte of the next, so that most lost
characters are known byte by byte. What is not known: the byte before the mark that began the run, pairs that were dropped
because they belong to users' own characters, and the last byte where an ASCII character or a mark ended the run. There
every character that can be meant is tried: it must be one that the site's converter can make, a character that the
document glosses must be glossed and one that it leaves alone must not be, and the reading in an orphan gloss must be its
reading. What is left is ranked by a small language model and run through the program again (``generator``); a candidate that
does not give back the page is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from builder.repair.generator import (
    ANY,
    CUTS,
    HAN_GLOSS,
    LOST,
    MARKS,
    Cut,
    Site,
    alike,
    decoding,
    fold_widths,
    gloss_order,
    pairs,
    scrape,
)
from builder.repair.glosses import LETTERS, is_reading
from builder.repair.language import CONTEXT, EDGE, Language, general_language, plain
from builder.text.fold import simplified_characters
from builder.text.script import HAN

_FOLDED_MARKS = "".join(map(fold_widths, MARKS))
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
ORPHAN = re.compile(f"\\?((?=[a-zü]{{0,6}}[{_TONED}])[{LETTERS}]{{1,7}} ?)\\)")
#: a character's last byte with the gloss of the character
RESIDUE = re.compile(f"[@-~]\\((?=[a-zü]{{0,6}}[{_TONED}])[{LETTERS}]{{1,7}} ?\\)")
_GLOSS = re.compile(f"\\(([{LETTERS}]{{1,7}} ?)\\)")
_START = re.compile(
    f"\\?(?:(?=[{LETTERS}]{{1,7}} ?\\))(?=[a-zü]{{0,6}}[{_TONED}])|(?=[{re.escape(_FOLDED_MARKS + MARKS)}][^\\s\\d]))"
)
_SHIFTED_LEADS = tuple(range(0x81, 0xFF))
#: how much a hypothesis may be worse than the best one to be followed further, and how many are followed
_REACH, _GAP_REACH, _WIDTH = 16.0, 16.0, 24
_LONGEST = 90
_RARE = log(0.01)
#: a character that the converter did not make has a gloss, on a site where no other of the kind has one
_STRANGE = log(0.005)
#: how many characters are tried where neither byte is known
_GUESSES = 12
_MOST_GAPS = 2


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


class Document(NamedTuple):
    """What the rest of a document tells about its site."""

    text: str
    readings: Mapping[str, str]  #: the glossed characters
    bare: frozenset[str]  #: the characters that stand without a gloss
    language: Language
    forms: Mapping[str, str]
    cuts: tuple[Cut, ...]  #: the ways of cutting at marks that the rest of the document allows
    hidden: frozenset[int] = frozenset()  #: marks behind which a run may begin whose first byte vanished


_Runs = tuple[tuple[int, int, str], ...]


class _Path(NamedTuple):
    """One way to read the page up to an offset."""

    score: float
    leads: tuple[int, ...]  #: () when in step; else the possible first bytes of the next lost character
    before: str  #: the last characters, as the language counts them
    last: str  #: the last character
    runs: _Runs
    begun: int  #: where the open run begins
    lost: str  #: its characters so far
    first: bool  #: whether no character of the run is complete yet
    gaps: int
    free: bool
    calm: int  #: characters in step since the last run
    assumed: tuple[tuple[str, str], ...] = ()  #: glosses that only this way of reading knows


# --- tables ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _likely(forms_key: tuple[tuple[str, str], ...]) -> Characters:
    """The characters that text of this archive has, in their traditional form."""
    forms = dict(forms_key)
    return Characters(dict.fromkeys(forms.get(one, one) for one in ("\u3000", *sorted(general_language().characters))))


class Characters:
    """Characters that an open byte may make, by their bytes and readings."""

    def __init__(self, characters: Iterable[str]) -> None:
        known = pairs()
        self.by_lead: dict[int, list[str]] = {}
        self.by_trail: dict[int, list[str]] = {}
        self.by_reading: dict[str, list[str]] = {}
        own = [one for one in characters if one in known]
        for character in own:
            lead, trail = known[character]
            self.by_lead.setdefault(lead, []).append(character)
            self.by_trail.setdefault(trail, []).append(character)
        self.all = frozenset(own)

    def read(self, reading: str) -> list[str]:
        """The characters with this reading."""
        found = self.by_reading.get(reading)
        if found is None:
            found = [one for one in sorted(self.all) if is_reading(one, reading.strip())]
            self.by_reading[reading] = found
        return found


@lru_cache(maxsize=1)
def _dropped() -> dict[int, tuple[int, ...]]:
    """For each first byte of a pair that is dropped, the second bytes that may be the first byte of a character."""
    table = decoding()
    found = {
        lead: tuple(trail for trail in _SHIFTED_LEADS if table[lead << 8 | trail] == "") for lead in _SHIFTED_LEADS
    }
    return {lead: trails for lead, trails in found.items() if trails}


@lru_cache(maxsize=1)
def _undefined() -> dict[int, tuple[int, ...]]:
    """The same for pairs that are shown as a question mark."""
    table = decoding()
    found = {
        lead: tuple(trail for trail in _SHIFTED_LEADS if table[lead << 8 | trail] == "?") for lead in _SHIFTED_LEADS
    }
    return {lead: trails for lead, trails in found.items() if trails}


@lru_cache(maxsize=8192)
def _bytes_of(shown: str) -> tuple[bytes, ...]:
    """The pairs of bytes that may stand behind a character of the folded page."""
    known = pairs()
    if shown in known:
        return (known[shown],)
    if shown == " ":
        return (known["\u3000"],)
    if "!" <= shown <= "~":
        wide = chr(ord(shown) + 0xFEE0)
        return (known[wide],) if wide in known else ()
    return ()


@lru_cache(maxsize=65536)
def _plain(character: str) -> str:
    """The character as the language counts it."""
    return plain(_SIMPLE.get(character) or simplified_characters().get(character, character))


_SIMPLE = {"著": "着", "於": "于"}


# --- the document ----------------------------------------------------------------------------------------------------


def learn(text: str, forms: Mapping[str, str], language: Language | None = None) -> Document:
    """What the document says about its site, suspect spans left out."""
    language = language or general_language()
    folded = fold_widths(text)
    hidden = () if _shows_cuts(folded) else tuple(_hidden_starts(folded, language))
    parts, reached = [], 0
    for start in sorted((*(found.start() for found in _START.finditer(folded)), *hidden)):
        if start >= reached:
            parts.append(text[reached:start])
            line_end = text.find("\n", start + 1)
            reached = min(start + 31, line_end if line_end >= 0 else len(text))
    parts.append(text[reached:])
    healthy = EDGE.join(parts)
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
    bare = frozenset(one for one in standing if one not in seen)
    without = HAN_GLOSS.sub(r"\1", healthy)
    simple = "".join(map(_plain, without))
    cuts = _possible_cuts(folded, without)
    return Document(
        text, readings, bare, language.with_document(simple), forms, cuts, frozenset(hidden if "silent" in cuts else ())
    )


def _possible_cuts(folded: str, healthy: str) -> tuple[Cut, ...]:
    """A mark over two characters that was not cut shows that none is; a long text without any, that all are."""
    over = sum(
        scrape(line.translate(_WIDENED), Site((), "question")).count("?") > line.count("?")
        for line in fold_widths(healthy).split("\n")
    )
    if over:
        return ("none",)
    if _shows_cuts(folded):
        return ("question",)
    return ("question", "silent") if len(healthy) > 1500 else CUTS


def _shows_cuts(folded: str) -> bool:
    """Whether lead bytes that were left over at a mark show as question marks. One place proves nothing, nor does one
    behind an orphan gloss: there the byte may have taken an inserted comma with it."""
    found = 0
    for cut in _CUT.finditer(folded):
        line = max(folded.rfind("\n", 0, cut.start()) + 1, cut.start() - 40)
        found += not ORPHAN.search(folded, line, cut.start())
    return found >= _CUTS_SEEN


def _hidden_starts(folded: str, language: Language) -> Iterator[int]:
    """Marks behind which the text makes no sense: a byte may have vanished before them."""
    for mark in _MARK.finditer(folded):
        following = HAN_GLOSS.sub(r"\1", folded[mark.end() : mark.end() + 24])[:4]
        if len(following) > 1 and (following[0] == "?" or not following[:2].isascii()):
            before, score = EDGE * (CONTEXT - 1) + plain(mark.group()), 0.0
            for one in map(_plain, following):
                score += language.of(before, one)
                before = (before + one)[-CONTEXT:]
            if score < _SENSELESS * len(following) or _LONE_LETTER.match(folded, mark.end()):
                yield mark.start()


_MARK = re.compile(f"[{re.escape(_FOLDED_MARKS)}](?=[^\0->\\s])")
_LONE_LETTER = re.compile(f"[^\0-~\\s]?[@-~][({HAN}]")
_CUTS_SEEN = 2
_CUT = re.compile(f"\\?(?!{ORPHAN.pattern})[{re.escape(_FOLDED_MARKS)}][{HAN}“”‘’《》—…@-~]")
#: how unlikely each of some characters must be, on the average, to be taken for nonsense
_SENSELESS = -7.0
_WIDENED = str.maketrans(_FOLDED_MARKS, MARKS)


# --- the search ------------------------------------------------------------------------------------------------------


class Search:
    """All ways to read one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = fold_widths(document.text)
        self.likely = _likely(tuple(document.forms.items()))
        self.of = document.language.of
        self.readings, self.bare, self.forms = document.readings, document.bare, document.forms
        self.table = decoding()
        self.cuts = document.cuts
        self.glossed = self.likely.all.union(document.forms.values(), document.readings)
        self.made = frozenset(self.forms.values())
        self.only_made = all(one in self.made for one in self.readings)
        self.best: dict[int, float] = {}
        self._rarity: dict[tuple[tuple[int, ...], int], list[float]] = {}
        self._seen: dict[str, tuple[frozenset[str], float]] = {}
        self._endings: dict[tuple[tuple[int, ...], int], list[str]] = {}

    def fits(self, character: str) -> bool:
        """Whether the site's converter may have made this character: no one that it would have turned into another."""
        return character not in ("", "?") and (character not in self.forms or character in self.bare)

    def bare_fits(self, character: str, first: bool) -> bool:
        """Whether it may stand here without a gloss."""
        return first or character not in self.readings

    def gloss_fits(self, character: str, reading: str) -> bool:
        """Whether it may stand here with this gloss."""
        known = self.readings.get(character)
        if known is not None:
            return known == reading
        return character not in self.bare and is_reading(character, reading.strip())

    def _is_made(self, character: str) -> bool:
        """Whether the converter made this character. Most sites gloss no other."""
        return character in self.made or not self.only_made

    def paths(self, start: int) -> tuple[int, list[_Path]]:
        """The best readings of the page from ``start``, which stands in step, to an offset where all are in step."""
        text = self.text
        line_end = text.find("\n", start)
        line_end = line_end if line_end >= 0 else len(text)
        limit = min(line_end, start + _LONGEST)
        last, before = self._context(start)
        waiting: dict[int, list[_Path]] = {start: [_Path(0.0, (), before, last, (), start, "", False, 0, False, 0)]}
        self.best: dict[int, float] = {}
        at = start
        while True:
            paths = self._best(waiting.pop(at, []))
            if at >= limit:
                done = self._in_step_at_last(paths)
                return at, self._ended(done) if limit == line_end else done
            if (
                at > start
                and paths
                and all(path.calm >= 3 for path in paths)
                and not any(offset > at and any(path.leads for path in later) for offset, later in waiting.items())
                and not waiting
            ):
                return at, paths
            for path in paths:
                for offset, following in self._steps(at, path, limit):
                    best = self.best.get(offset)
                    if best is None or following.score > best:
                        self.best[offset] = following.score
                    waiting.setdefault(offset, []).append(following)
            if not waiting:
                return at, [path for path in paths if not path.leads]
            at = min(waiting)

    def _in_step_at_last(self, paths: list[_Path]) -> list[_Path]:
        return [path for path in paths if not path.leads]

    def _ended(self, paths: list[_Path]) -> list[_Path]:
        """The paths with the likelihood of the line's end behind them."""
        return sorted(
            (path._replace(score=path.score + self.of(path.before, EDGE)) for path in paths),
            key=lambda path: -path.score,
        )

    def _context(self, start: int) -> tuple[str, str]:
        line = self.text.rfind("\n", 0, start) + 1
        clean = HAN_GLOSS.sub(r"\1", self.text[max(line, start - 40) : start])
        return clean[-1:], "".join(map(_plain, (EDGE * CONTEXT + clean)[-CONTEXT:]))

    def _best(self, paths: list[_Path]) -> list[_Path]:
        if len(paths) < 2:
            return paths
        paths.sort(key=lambda path: -path.score)
        least = paths[0].score - _REACH
        kept, seen = [], set()
        for path in paths:
            if path.score < least or len(kept) >= _WIDTH:
                break
            key = (path.leads, path.runs, path.lost, path.begun)
            if key not in seen:
                seen.add(key)
                kept.append(path)
        return kept

    def _steps(self, at: int, path: _Path, limit: int) -> Iterator[tuple[int, _Path]]:
        if path.leads:
            yield from self._out_of_step(at, path, limit)
        else:
            yield from self._in_step(at, path)
            yield from self._slip_behind_gloss(at, path)
            yield from self._slip_at_mark(at, path)

    # in step: the page shows what is meant

    def _in_step(self, at: int, path: _Path) -> Iterator[tuple[int, _Path]]:
        shown = self.text[at]
        counted = _plain(shown)
        gloss = _GLOSS.match(self.text, at + 1) if shown not in "?(" else None
        score = path.score + self.of(path.before, counted)
        assumed = path.assumed
        if gloss and shown not in self.readings and is_reading(shown, gloss[1].strip()):
            assumed = (*assumed, (shown, gloss[1]))
        yield (
            gloss.end() if gloss else at + 1,
            path._replace(
                score=score, before=(path.before + counted)[-CONTEXT:], last=shown, calm=path.calm + 1, assumed=assumed
            ),
        )

    def _slip_behind_gloss(self, at: int, path: _Path) -> Iterator[tuple[int, _Path]]:
        orphan = ORPHAN.match(self.text, at)
        if not orphan:
            return
        for pair in _bytes_of(path.last) if path.last else ():
            for lead in _SHIFTED_LEADS:
                struck = self.table[pair[1] << 8 | lead]
                if struck in self.glossed and self.gloss_fits(struck, orphan[1]):
                    yield (
                        orphan.end(),
                        path._replace(
                            leads=(lead,),
                            begun=at,
                            lost="",
                            first=True,
                            gaps=0,
                            calm=0,
                            assumed=(*path.assumed, (struck, orphan[1])),
                        ),
                    )

    def _slip_at_mark(self, at: int, path: _Path) -> Iterator[tuple[int, _Path]]:
        text = self.text
        if text[at] == "?" and at + 1 < len(text) and text[at + 1] in _FOLDED_MARKS:
            mark = at + 1
        elif at in self.document.hidden:
            mark = at
        else:
            return
        first, second = _bytes_of(text[mark])[0]
        for character in self.likely.by_trail.get(first, ()):
            if self.bare_fits(character, first=False) and second >= 0x81:
                counted = _plain(character)
                yield (
                    mark + 1,
                    path._replace(
                        score=path.score + self.of(path.before, counted) + (_RARE if mark == at else 0.0),
                        leads=(second,),
                        before=(path.before + counted)[-CONTEXT:],
                        last=character,
                        begun=at,
                        lost=character,
                        first=False,
                        gaps=0,
                        calm=0,
                    ),
                )

    # out of step: each character shown is the end of one and the beginning of the next

    def _out_of_step(self, at: int, path: _Path, limit: int) -> Iterator[tuple[int, _Path]]:
        text, shown = self.text, self.text[at]
        gloss = _GLOSS.match(text, at + 1)
        for pair in _bytes_of(shown):
            if shown in self.readings and not (gloss and shown not in "?("):
                continue
            behind = gloss.end() if gloss and shown >= "㐀" else at + 1
            if pair[1] >= 0x81:
                parted = gloss is not None and behind > at + 1
                known = (*path.assumed, (shown, gloss[1])) if gloss and parted else path.assumed
                for grown in self._all_grown(path._replace(assumed=known), pair[0], (pair[1],), behind):
                    yield behind, grown._replace(first=True) if parted else grown
            elif 0x40 <= pair[1] < 0x7F:
                for character in self._made(path, pair[0]):
                    yield at + 1, self._closed(path, character + chr(pair[1]), at + 1)
        if shown == "€":
            yield from self._at_low(at, path, 0x80, gloss)
        if "@" <= shown <= "~":
            yield from self._at_low(at, path, ord(shown), gloss)
        if shown == "?":
            yield from self._at_question_mark(at, path, limit)
        if shown in _FOLDED_MARKS and "silent" in self.cuts:
            for character in self._free(path):
                yield at, self._closed(path, character, at, free=True)
        if path.gaps < _MOST_GAPS:
            for lead, leads in _dropped().items():
                for grown in self._all_grown(path, lead, leads, at, gap=True):
                    yield at, grown._replace(gaps=path.gaps + 1)

    def _all_grown(
        self, path: _Path, trail: int, leads: tuple[int, ...], offset: int, gap: bool = False
    ) -> Iterator[_Path]:
        """The path with one more lost character that ends in this byte. Hopeless ones are left out at once."""
        least = self._least(offset, gap)
        for character in self._made(path, trail, least):
            if gap and character not in self.likely.all:
                continue
            counted = _plain(character)
            score = path.score + self.of(path.before, counted)
            if character == "\u3000":
                score += _RARE
            if score >= least:
                yield _Path(
                    score,
                    leads,
                    (path.before + counted)[-CONTEXT:],
                    character,
                    path.runs,
                    path.begun,
                    path.lost + character,
                    False,
                    0,
                    path.free,
                    0,
                    path.assumed,
                )

    def _least(self, offset: int, gap: bool) -> float:
        """The score below which a path is not followed beyond an offset."""
        return self.best.get(offset, -1e9) - (_GAP_REACH if gap else _REACH)

    def _at_question_mark(self, at: int, path: _Path, limit: int) -> Iterator[tuple[int, _Path]]:
        text = self.text
        orphan = ORPHAN.match(text, at)
        if orphan:
            for character in self.likely.read(orphan[1]):
                pair = pairs()[character]
                if pair[0] in path.leads and pair[1] >= 0x80 and self.gloss_fits(character, orphan[1]):
                    yield orphan.end(), self._closed(path, character, orphan.end(), reading=orphan[1])
            return
        following = text[at + 1 : at + 2]
        if following and following in _FOLDED_MARKS:
            for character in self._free(path):
                yield at + 1, self._closed(path, character, at + 1, free=True)
        elif at + 1 >= limit or text.startswith("/p>", at + 1):
            end = min(limit, at + 4) if following == "/" else at + 1
            for character in self._free(path):
                yield end, self._closed(path, character, end, free=True)
        else:
            for character in self._free(path):
                closed = self._closed(path, character, at + 1, free=True)
                lost = max("0a" + EDGE, key=lambda one: self.of(closed.before, one))
                yield (
                    at + 1,
                    closed._replace(
                        score=closed.score + self.of(closed.before, lost),
                        runs=(*path.runs, (path.begun, at + 1, path.lost + character + LOST)),
                        before=(closed.before + lost)[-CONTEXT:],
                    ),
                )
        for lead, leads in _undefined().items():
            for grown in self._all_grown(path, lead, leads, at + 1, gap=True):
                yield at + 1, grown

    def _made(self, path: _Path, trail: int, least: float = -1e9) -> list[str]:
        """The characters that end in this byte and begin with one of the possible bytes, bare and no mark. Of many those
        are left out that cannot bring the path to the least score."""
        found = self._ending(path.leads, trail)
        if len(path.leads) > 1 and least > -1e8:
            context = path.before[-1:]
            seen, rest = self._behind(context)
            reached = bisect_right(self._rarity[path.leads, trail], path.score + rest - least)
            found = [*found[:reached], *(one for one in found[reached:] if _plain(one) in seen)]
        parted = len(path.lost) < 2  # the cut that began the run may have parted a mark that is looked for later
        return [one for one in found if self.bare_fits(one, path.first) and (parted or self._uncut(one))]

    def _ending(self, leads: tuple[int, ...], trail: int) -> list[str]:
        key = (leads, trail)
        found = self._endings.get(key)
        if found is None:
            known = pairs()
            if len(leads) == 1:
                found = [self.table[leads[0] << 8 | trail]]
            else:
                found = [one for one in self.likely.by_trail.get(trail, ()) if known[one][0] in leads]
            found = self._endings[key] = [one for one in found if self.fits(one)]
            if len(leads) > 1:
                found.sort(key=self._how_rare)
                self._rarity[key] = list(map(self._how_rare, found))
        return found

    def _how_rare(self, character: str) -> float:
        return -self.document.language.alone(_plain(character))

    def _behind(self, context: str) -> tuple[frozenset[str], float]:
        """What was seen behind a character, and what is left for all others."""
        known = self._seen.get(context)
        if known is None:
            language = self.document.language
            known = self._seen[context] = language.followers(context), language.unseen_behind(context)
        return known

    def _uncut(self, character: str) -> bool:
        return character not in MARKS or "none" in self.cuts

    def _at_low(self, at: int, path: _Path, trail: int, gloss: re.Match[str] | None) -> Iterator[tuple[int, _Path]]:
        for character in self._low(path, trail):
            if gloss and self.gloss_fits(character, gloss[1]):
                yield gloss.end(), self._closed(path, character, gloss.end(), reading=gloss[1])
            elif not gloss and self.bare_fits(character, path.first):
                yield at + 1, self._closed(path, character, at + 1)

    def _low(self, path: _Path, trail: int) -> list[str]:
        if len(path.leads) == 1:
            character = self.table[path.leads[0] << 8 | trail]
            return [character] if self.fits(character) else []
        known = pairs()
        return [one for one in self.likely.by_trail.get(trail, ()) if known[one][0] in path.leads and self.fits(one)]

    def _free(self, path: _Path) -> list[str]:
        """The characters that begin with the open byte and end in any; where that byte is open too, the likeliest."""
        known, likely = pairs(), self.likely
        if len(path.leads) == 1:
            found = likely.by_lead.get(path.leads[0], [])
        else:
            leads = frozenset(path.leads)
            seen = (self.forms.get(one, one) for one in self._behind(path.before[-1:])[0])
            found = sorted(
                (one for one in seen if one in likely.all and known[one][0] in leads),
                key=lambda one: (-self.of(path.before, _plain(one)), one),
            )[:_GUESSES]
        return [one for one in found if known[one][1] >= 0x80 and self.fits(one) and self.bare_fits(one, path.first)]

    def _closed(self, path: _Path, characters: str, end: int, free: bool = False, reading: str = "") -> _Path:
        score, before = path.score, path.before
        if reading and characters not in self.readings and not self._is_made(characters):
            score += _STRANGE
        for one in characters:
            counted = _plain(one)
            score += self.of(before, counted)
            before = (before + counted)[-CONTEXT:]
        return path._replace(
            score=score,
            leads=(),
            before=before,
            last=characters[-1],
            runs=(*path.runs, (path.begun, end, path.lost + characters)),
            lost="",
            first=False,
            gaps=0,
            free=path.free or free,
            calm=0,
            assumed=(*path.assumed, (characters, reading)) if reading else path.assumed,
        )


# --- the runs of a document ------------------------------------------------------------------------------------------


def solve_runs(text: str, forms: Mapping[str, str], language: Language | None = None) -> list[Solution]:
    """The runs of a text, ordered and disjoint, each with its candidates. A run that is left as it is best has none."""
    document = learn(text, forms, language)
    search = Search(document)
    found, reached = [], 0
    for start in sorted({*(one.start() for one in _START.finditer(search.text)), *document.hidden}):
        if start < reached:
            continue  # the run before reached over it
        end, paths = search.paths(start)
        solution, reached = _weighed(search, start, end, paths)
        if solution:
            found.append(solution)
    return found


def _weighed(search: Search, start: int, end: int, paths: list[_Path]) -> tuple[Solution | None, int]:
    """The candidates that give back the page, over the stretch in which any of them differs from it."""
    alive = [path for path in paths if not path.runs or _gives_back(search, start, end, path)]
    touched = [run for path in alive[:12] for run in path.runs]
    if not touched:
        return None, start + 1
    first, last = min(run[0] for run in touched), max(run[1] for run in touched)
    candidates: dict[str, Candidate] = {}
    by_key: dict[str, _Path] = {}
    for path in alive:
        if all(first <= run[0] and run[1] <= last for run in path.runs):
            words = _words(search.text, first, last, path.runs)
            key = "".join(map(_plain, words))
            if search.text[last : last + 1] in _FOLDED_MARKS:
                key = key.rstrip("，")  # a comma put before a mark goes in any case
            if key not in candidates:
                candidates[key] = Candidate(words if path.runs else "", path.score)
                by_key[key] = path
    ranked = sorted(candidates.items(), key=lambda item: -item[1].score)
    margin = ranked[0][1].score - ranked[1][1].score if len(ranked) > 1 else 99.0
    path = by_key[ranked[0][0]]
    common = all(one in search.likely.all or ord(one) < 0x80 for one in ranked[0][1].text)
    solution = Solution(
        first, last, tuple(one for _, one in ranked), margin, open_end=path.free, assumed=path.assumed, common=common
    )
    return solution, max(last, start + 1)


def _words(text: str, first: int, last: int, runs: _Runs) -> str:
    """The text of the stretch with the runs restored and glosses gone."""
    parts, reached = [], first
    for start, end, lost in runs:
        parts += (HAN_GLOSS.sub(r"\1", text[reached:start]), lost)
        reached = end
    return "".join(parts) + HAN_GLOSS.sub(r"\1", text[reached:last])


def _gives_back(search: Search, start: int, end: int, path: _Path) -> bool:
    """Whether the program makes the page of this reading, from a little before the run to a little behind it."""
    text = search.text
    line = text.rfind("\n", 0, start) + 1
    left = _calm_before(text, line, start)
    shown = text[left:end]
    readings = dict(search.readings)
    for struck, reading in (*HAN_GLOSS.findall(text[left:start]), *path.assumed):
        readings.setdefault(struck, reading)
    for runs in (path.runs, _with_eaten_commas(text, path.runs)):
        restored = _words(text, left, end, runs).replace(LOST, ANY)
        order = gloss_order([(restored, shown)], readings)
        glosses = tuple((character, readings[character]) for character in order)
        if any(alike(restored, shown, Site(glosses, cut)) for cut in search.cuts):
            return True
    return False


def _with_eaten_commas(text: str, runs: _Runs) -> _Runs:
    """The runs that end in a question mark before another mark, with the comma that a lead byte took with it there."""
    return tuple(
        (start, end, f"{lost}{ANY}" if text[end - 1] == "?" and text[end : end + 1] in _FOLDED_MARKS else lost)
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
            if opened > line and _GLOSS.match(text, opened):
                at = opened - 1
    return max(at, line)
