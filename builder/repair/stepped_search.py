"""All ways to read a stretch of a page whose GBK bytes may have been read one byte late, the likeliest first.

A way goes along the page, character by character. In step, what is shown is meant. Behind a lead byte that lost its partner
it is out of step: what is shown there is the last byte of one lost character and the first of the next. Ways that stand in the
same state go on alike, so they are followed once, however many they are; which readings led to a state is asked at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import heapify, heappop, heappush
from math import log
from typing import NamedTuple

from builder.repair.generator import HAN_GLOSS, LOST, MARKS, decoding, pairs
from builder.repair.glosses import LETTERS, is_reading
from builder.repair.language import CONTEXT, EDGE, general_language
from builder.repair.stepped_page import FOLDED_MARKS, ORPHAN, StepPage, counted

GLOSS = re.compile(f"\\(([{LETTERS}]{{1,7}} ?)\\)")
_LEADS = tuple(range(0x81, 0xFF))
#: how much a state may be worse than the best one of its kind at its place to be followed further, and how many of a kind are
#: followed: out of step, behind one dropped pair, behind two, in step. A state behind a dropped pair has a character more to
#: account for, one in step fewer, so that they compete with their like only.
_REACH, _WIDTHS = (16.0, 18.0, 16.0, 16.0), (24, 12, 4, 40)
_IN_STEP = 3
_LONGEST = 90
_RARE = log(0.01)
#: a character that the converter did not make has a gloss, on a site where no other of the kind has one
_STRANGE = log(0.005)
#: a character that the converter turns into another elsewhere was left as it is
_UNMADE = log(0.005)
#: how many characters are tried where neither byte is known
_GUESSES = 30
_MOST_GAPS = 2
#: so many characters in step behind a run tell nothing more about it
_CALM = 3


class State(NamedTuple):
    """All that matters of a way for how it may go on."""

    before: str  #: the last characters, as the language counts them
    last: str  #: the last character
    leads: tuple[int, ...] = ()  #: () when in step; else the possible first bytes of the next lost character
    begun: int = -1  #: where the open run begins
    size: int = 0  #: how many characters it has so far, two standing for more
    first: bool = False  #: whether the next character stands right behind a gloss
    gaps: int = 0  #: how many dropped pairs it went over in a row
    calm: int = 0  #: characters in step since the last run


class Told(NamedTuple):
    """What one step adds to a reading."""

    text: str = ""
    opened: int = -1
    closed: int = -1
    free: bool = False  #: whether a byte of it is wholly free, at the end of a run
    assumed: tuple[str, str] | None = None  #: a gloss that the rest of the page does not know


#: where a lost character ends on the page, and over how many dropped pairs in a row: each has one last byte
Place = tuple[int, int]


class Reading(NamedTuple):
    """One way to read the stretch: its runs, each with its span and the traditional text that stood there."""

    score: float
    runs: tuple[tuple[int, int, str], ...]
    free: bool
    assumed: tuple[tuple[str, str], ...]
    parts: tuple[tuple[Place, str], ...]  #: the lost characters by their places


class Node:
    """A state at a place, and the steps that lead there: likelihood, the node before, what is added."""

    __slots__ = ("_found", "_heap", "place", "score", "sources", "state")

    def __init__(self, state: State | None, place: Place, score: float) -> None:
        self.state = state
        self.place = place
        self.score = score
        self.sources: list[tuple[float, Node | None, Told | None]] = []
        self._found: list[tuple[float, int, int]] = []
        self._heap: list[tuple[float, int, int]] | None = None

    def nth(self, rank: int) -> tuple[float, int, int] | None:
        """The way here that so many are better than: its likelihood, its last step, and the rank of the way before that."""
        if self._heap is None:
            self._heap = [(-score, place, 0) for place, (score, _, _) in enumerate(self.sources)]
            heapify(self._heap)
        while len(self._found) <= rank and self._heap:
            found = heappop(self._heap)
            self._found.append((-found[0], found[1], found[2]))
            score, node, _ = self.sources[found[1]]
            following = node.nth(found[2] + 1) if node else None
            if node and following:
                heappush(self._heap, (node.score - following[0] - score, found[1], found[2] + 1))
        return self._found[rank] if rank < len(self._found) else None

    def readings(self) -> Iterator[Reading]:
        """The ways here as readings, the likeliest first."""
        rank = 0
        while (found := self.nth(rank)) is not None:
            told: list[tuple[Place, Told]] = []
            node: Node | None = self
            step: tuple[float, int, int] | None = found
            while node and step:
                _, source, added = node.sources[step[1]]
                if added:
                    told.append((node.place, added))
                node, step = source, source.nth(step[2]) if source else None
            yield _read(found[0], told[::-1])
            rank += 1

    def choices(self) -> dict[Place, list[str]]:
        """What may have stood at each place, the likeliest first."""
        ahead: dict[Node, float] = {self: 0.0}
        best: dict[Place, dict[str, float]] = {}
        for node in self._backwards():
            here = ahead[node]
            for score, source, added in node.sources:
                if added and added.text:
                    texts = best.setdefault(node.place, {})
                    texts[added.text] = max(texts.get(added.text, -1e9), score + here)
                if source:
                    ahead[source] = max(ahead.get(source, -1e9), score - source.score + here)
        return {place: sorted(texts, key=lambda text: (-texts[text], text)) for place, texts in best.items()}

    def _backwards(self) -> list[Node]:
        """This node and all before it, none ahead of one that it leads to."""
        ordered: list[Node] = []
        seen: set[Node] = set()
        waiting: list[tuple[Node, bool]] = [(self, False)]
        while waiting:
            node, done = waiting.pop()
            if done:
                ordered.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting += [(source, False) for _, source, _ in node.sources if source and source not in seen]
        return ordered[::-1]


def _read(score: float, told: list[tuple[Place, Told]]) -> Reading:
    runs, assumed, free, begun, lost = [], [], False, 0, ""
    for _, one in told:
        if one.opened >= 0:
            begun, lost = one.opened, ""
        lost += one.text
        if one.closed >= 0:
            runs.append((begun, one.closed, lost))
        if one.assumed:
            assumed.append(one.assumed)
        free = free or one.free
    parts = tuple((place, one.text) for place, one in told if one.text)
    return Reading(score, tuple(runs), free, tuple(assumed), parts)


# --- tables ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def likely_characters(forms_key: tuple[tuple[str, str], ...]) -> Characters:
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


@lru_cache(maxsize=2)
def _passed_over(shown: str) -> dict[int, tuple[int, ...]]:
    """For each first byte of a pair that is shown so, the second bytes that may be the first byte of a character: nothing is
    shown of a pair that is dropped, a question mark of one that is not defined."""
    table = decoding()
    found = {lead: tuple(trail for trail in _LEADS if table[lead << 8 | trail] == shown) for lead in _LEADS}
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


# --- the search ------------------------------------------------------------------------------------------------------

_Step = tuple[int, float, State, Told | None]


class Search:
    """All ways to read one page."""

    def __init__(self, page: StepPage) -> None:
        self.page = page
        self.text = page.text
        self.likely = likely_characters(tuple(page.forms.items()))
        self.of, self.after = page.language.of, page.language.context
        self.readings, self.bare, self.forms, self.cuts = page.readings, page.bare, page.forms, page.cuts
        self.table = decoding()
        self.glossed = self.likely.all.union(page.forms.values(), page.readings)
        self.made = frozenset(self.forms.values())
        self.only_made = all(one in self.made for one in self.readings)
        self.best: dict[int, float] = {}
        self._endings: dict[tuple[tuple[int, ...], str | int], _Endings] = {}

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

    def ways(self, start: int) -> tuple[int, Node]:
        """All ways to read the page from ``start``, which stands in step, to an offset where all are in step again."""
        line_end = self.text.find("\n", start)
        line_end = line_end if line_end >= 0 else len(self.text)
        limit = min(line_end, start + _LONGEST)
        before, last = self._context(start)
        root = Node(State(before, last), (start, 0), 0.0)
        root.sources.append((0.0, None, None))
        waiting: dict[int, dict[State, Node]] = {start: {root.state: root}}  # type: ignore[dict-item]
        self.best = {}
        while True:
            at = min(waiting)
            nodes = self._followed(waiting.pop(at))
            if at >= limit:
                return at, self._end([node for node in nodes if not node.state.leads], at >= line_end)  # type: ignore[union-attr]
            if at > start and not waiting and all(node.state.calm >= _CALM for node in nodes):  # type: ignore[union-attr]
                return at, self._end(nodes)
            for node in nodes:
                for offset, score, state, told in self._steps(at, node.score, node.state, limit):  # type: ignore[arg-type]
                    self._add(waiting, offset, score, state, (score, node, told))
            if not waiting:
                return at, self._end([node for node in nodes if not node.state.leads])  # type: ignore[union-attr]

    def _add(
        self,
        waiting: dict[int, dict[State, Node]],
        offset: int,
        score: float,
        state: State,
        source: tuple[float, Node, Told | None],
    ) -> None:
        kind = state.gaps if state.leads else _IN_STEP
        best = self.best.get(offset, -1e9)
        if score < best - _REACH[kind]:
            return
        if score > best:
            self.best[offset] = score
        nodes = waiting.setdefault(offset, {})
        node = nodes.get(state)
        if node is None:
            node = nodes[state] = Node(state, (offset, state.gaps), score)
        elif score > node.score:
            node.score = score
        node.sources.append(source)

    def _end(self, nodes: list[Node], at_line_end: bool = False) -> Node:
        """One node behind these, the likelihood of the line's end added where it ends."""
        end = Node(None, (-1, 0), -1e9)
        for node in nodes:
            score = node.score + (self.of(node.state.before, EDGE) if at_line_end and node.state else 0.0)
            end.sources.append((score, node, None))
            end.score = max(end.score, score)
        return end

    def _followed(self, nodes: dict[State, Node]) -> list[Node]:
        kinds: list[list[Node]] = [[] for _ in _WIDTHS]
        for node in nodes.values():
            kinds[node.state.gaps if node.state.leads else _IN_STEP].append(node)
        for alike in kinds:
            alike.sort(key=lambda node: -node.score)
        best = max(node.score for node in nodes.values())
        return [
            node
            for kind, (alike, width) in enumerate(zip(kinds, _WIDTHS, strict=True))
            for node in alike[:width]
            if node.score >= best - _REACH[kind]
        ]

    def _context(self, start: int) -> tuple[str, str]:
        line = self.text.rfind("\n", 0, start) + 1
        clean = HAN_GLOSS.sub(r"\1", self.text[max(line, start - 40) : start])
        return "".join(map(counted, (EDGE * CONTEXT + clean)[-CONTEXT:])), clean[-1:]

    def _steps(self, at: int, score: float, state: State, limit: int) -> Iterator[_Step]:
        if state.leads:
            yield from self._out_of_step(at, score, state, limit)
        else:
            yield self._in_step(at, score, state)
            yield from self._slip_behind_gloss(at, score, state)
            yield from self._slip_at_mark(at, score, state)

    # in step: the page shows what is meant

    def _in_step(self, at: int, score: float, state: State) -> _Step:
        shown = self.text[at]
        own = counted(shown)
        gloss = GLOSS.match(self.text, at + 1) if shown not in "?(" else None
        told = None
        if gloss and shown not in self.readings and is_reading(shown, gloss[1].strip()):
            told = Told(assumed=(shown, gloss[1]))
        if not self.fits(shown) and shown != "?":
            score += _UNMADE
        following = State(self.after(state.before + own), shown, calm=min(state.calm + 1, _CALM))
        return gloss.end() if gloss else at + 1, score + self.of(state.before, own), following, told

    def _slip_behind_gloss(self, at: int, score: float, state: State) -> Iterator[_Step]:
        orphan = ORPHAN.match(self.text, at)
        for pair in _bytes_of(state.last) if orphan and state.last else ():
            for lead in _LEADS:
                struck = self.table[pair[1] << 8 | lead]
                if struck in self.glossed and self.gloss_fits(struck, orphan[1]):  # type: ignore[index]
                    slipped = State(state.before, state.last, (lead,), at, first=True)
                    yield orphan.end(), score, slipped, Told(opened=at, assumed=(struck, orphan[1]))  # type: ignore[union-attr,index]

    def _slip_at_mark(self, at: int, score: float, state: State) -> Iterator[_Step]:
        text = self.text
        marks = []
        if text[at] == "?" and at + 1 < len(text) and text[at + 1] in FOLDED_MARKS:
            marks.append((at + 1, score))
        if at in self.page.hidden:
            marks.append((at, score + _RARE))
        for mark, likely in marks:
            first, second = _bytes_of(text[mark])[0]
            least = self.best.get(mark + 1, -1e9) - _REACH[0]
            for character in self.likely.by_trail.get(first, ()) if second >= 0x81 else ():
                own = counted(character)
                reached = likely + self.of(state.before, own)
                if reached >= least and self.bare_fits(character, first=False):
                    slipped = State(self.after(state.before + own), character, (second,), at, 1)
                    yield mark + 1, reached, slipped, Told(character, opened=at)

    # out of step: each character shown is the end of one and the beginning of the next

    def _out_of_step(self, at: int, score: float, state: State, limit: int) -> Iterator[_Step]:
        text, shown = self.text, self.text[at]
        gloss = GLOSS.match(text, at + 1)
        for pair in _bytes_of(shown) if (gloss and shown not in "?(") or shown not in self.readings else ():
            parted = gloss is not None and shown >= "㐀"
            if pair[1] >= 0x81:
                known = (shown, gloss[1]) if gloss and parted else None
                behind = gloss.end() if gloss and parted else at + 1
                yield from self._grown(score, state, pair[0], (pair[1],), behind, parted, known)
            elif 0x40 <= pair[1] < 0x7F:
                for character, _ in self._ending_in(state, pair[0]):
                    yield from self._closed(score, state, character + chr(pair[1]), at + 1)
        if shown == "€":
            yield from self._at_low(at, score, state, 0x80, gloss)
        if "@" <= shown <= "~":
            yield from self._at_low(at, score, state, ord(shown), gloss)
        if shown == "?":
            yield from self._at_question_mark(at, score, state, limit)
        if shown in FOLDED_MARKS and "silent" in self.cuts:
            for character in self._free(state):
                yield from self._closed(score, state, character, at, free=True)
        if state.gaps < _MOST_GAPS:
            yield from self._over_gap(score, state, "", at)

    def _grown(
        self,
        score: float,
        state: State,
        trail: int,
        leads: tuple[int, ...],
        offset: int,
        parted: bool,
        known: tuple[str, str] | None,
    ) -> Iterator[_Step]:
        """One more lost character that ends in this byte; the next one begins with one of ``leads``."""
        least = self.best.get(offset, -1e9) - _REACH[0]
        for character, own in self._ending_in(state, trail, score - least):
            likely = score + self.of(state.before, own)
            if character == "\u3000":
                likely += _RARE
            if likely >= least:
                before = self.after(state.before + own)
                following = State(before, character, leads, state.begun, min(state.size + 1, 2), parted)
                yield offset, likely, following, Told(character, assumed=known)

    def _over_gap(self, score: float, state: State, shown: str, offset: int) -> Iterator[_Step]:
        """One more lost character whose last byte makes, with the first of the next, a pair that is shown so."""
        gaps = 0 if shown else state.gaps + 1
        least = self.best.get(offset, -1e9) - _REACH[gaps]
        leads = _passed_over(shown)
        for character, own in self._ending_in(state, shown, score - least):
            likely = score + self.of(state.before, own)
            if likely >= least:
                before, last = self.after(state.before + own), pairs()[character][1]
                following = State(before, character, leads[last], state.begun, min(state.size + 1, 2), gaps=gaps)
                yield offset, likely, following, Told(character)

    def _at_question_mark(self, at: int, score: float, state: State, limit: int) -> Iterator[_Step]:
        text = self.text
        orphan = ORPHAN.match(text, at)
        if orphan:
            for character in self.likely.read(orphan[1]):
                pair = pairs()[character]
                if pair[0] in state.leads and pair[1] >= 0x80 and self.gloss_fits(character, orphan[1]):
                    yield from self._closed(score, state, character, orphan.end(), reading=orphan[1])
            return
        following = text[at + 1 : at + 2]
        if following and following in FOLDED_MARKS:
            for character in self._free(state):
                yield from self._closed(score, state, character, at + 1, free=True)
        elif at + 1 >= limit or text.startswith("/p>", at + 1):
            end = min(limit, at + 4) if following == "/" else at + 1
            for character in self._free(state):
                yield from self._closed(score, state, character, end, free=True)
        else:
            for character in self._free(state):
                yield from self._closed_by_lost(score, state, character, at + 1)
        yield from self._over_gap(score, state, "?", at + 1)

    def _closed_by_lost(self, score: float, state: State, character: str, end: int) -> Iterator[_Step]:
        """The run closed by a character whose last byte and an ASCII character behind it are lost."""
        for _, likely, closed, _ in self._closed(score, state, character, end):
            before = closed.before
            lost = max("0a" + EDGE, key=lambda one: self.of(before, one))
            following = closed._replace(before=self.after(before + lost))
            yield end, likely + self.of(before, lost), following, Told(character + LOST, closed=end, free=True)

    def _ending_in(self, state: State, trail: str | int, spare: float = 1e9) -> list[tuple[str, str]]:
        """The characters that begin with one of the possible bytes and end in this one, or in one of the pairs that are shown so;
        bare and no mark. Of many those are left out that are unlikelier than ``spare`` allows."""
        endings = self._endings.get((state.leads, trail))
        if endings is None:
            endings = self._endings[state.leads, trail] = self._all_endings(state.leads, trail)
        found = endings.likelier_than(state.before[-1:], spare, self) if spare < 1e8 else endings.ordered
        # the cut that began the run may have parted a mark looked for later
        parted = state.size < 2 or "none" in self.cuts
        return [
            one for one in found if (state.first or one[0] not in self.readings) and (parted or one[0] not in MARKS)
        ]

    def _all_endings(self, leads: tuple[int, ...], trail: str | int) -> _Endings:
        known, likely = pairs(), self.likely
        trails = (trail,) if isinstance(trail, int) else tuple(_passed_over(trail))
        if len(leads) == 1:
            found = [self.table[leads[0] << 8 | last] for last in trails]
            if isinstance(trail, str):
                found = [one for one in found if one in likely.all]
        else:
            firsts = frozenset(leads)
            found = [one for last in trails for one in likely.by_trail.get(last, ()) if known[one][0] in firsts]
        return _Endings([(one, counted(one)) for one in found if self.fits(one)], self)

    def _at_low(self, at: int, score: float, state: State, trail: int, gloss: re.Match[str] | None) -> Iterator[_Step]:
        """The run closed by a character whose last byte is shown as an ASCII character."""
        endings = self._endings.get((state.leads, trail))
        if endings is None:
            endings = self._endings[state.leads, trail] = self._all_endings(state.leads, trail)
        for character, _ in endings.ordered:
            if gloss and self.gloss_fits(character, gloss[1]):
                yield from self._closed(score, state, character, gloss.end(), reading=gloss[1])
            elif not gloss and self.bare_fits(character, state.first):
                yield from self._closed(score, state, character, at + 1)

    def _free(self, state: State) -> list[str]:
        """The characters that begin with the open byte and end in any; where that byte is open too, the likeliest."""
        known, likely = pairs(), self.likely
        if len(state.leads) == 1:
            found = likely.by_lead.get(state.leads[0], [])
        else:
            leads = frozenset(state.leads)
            seen = (self.forms.get(one, one) for one in self.page.language.followers(state.before[-1:]))
            found = sorted(
                (one for one in seen if one in likely.all and known[one][0] in leads),
                key=lambda one: (-self.of(state.before, counted(one)), one),
            )[:_GUESSES]
        return [one for one in found if known[one][1] >= 0x80 and self.fits(one) and self.bare_fits(one, state.first)]

    def _closed(
        self, score: float, state: State, characters: str, end: int, free: bool = False, reading: str = ""
    ) -> Iterator[_Step]:
        """The run closed by these characters, if that is likely enough to be followed: most are not."""
        if reading and characters not in self.readings and not self._is_made(characters):
            score += _STRANGE
        before, least = state.before, self.best.get(end, -1e9) - _REACH[_IN_STEP]
        for one in characters:
            own = counted(one)
            score += self.of(before, own)
            if score < least:
                return
            before = self.after(before + own)
        assumed = (characters, reading) if reading else None
        yield end, score, State(before, characters[-1]), Told(characters, closed=end, free=free, assumed=assumed)


class _Endings:
    """Characters with what the language counts them as, the commonest first where they are many."""

    def __init__(self, found: list[tuple[str, str]], search: Search) -> None:
        alone = search.page.language.alone
        self.ordered = sorted(found, key=lambda one: -alone(one[1])) if len(found) > 1 else found
        self._rarity = [-alone(own) for _, own in self.ordered]
        self._seen: dict[str, list[tuple[str, str]]] = {}

    def likelier_than(self, context: str, spare: float, search: Search) -> list[tuple[str, str]]:
        """Those that may stand behind this character without making the reading unlikelier by more than ``spare``."""
        if len(self.ordered) < 8:
            return self.ordered
        language = search.page.language
        least = spare + language.unseen_behind(context)
        if context not in self._seen:
            followers = language.followers(context)
            self._seen[context] = [one for one in self.ordered if one[1] in followers]
        seen = self._seen[context]
        rare = bisect_right(seen, least, key=lambda one: -language.alone(one[1]))
        return self.ordered[: bisect_right(self._rarity, least)] + seen[rare:]
