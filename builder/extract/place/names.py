"""Which place a name means on this page, judged by the day of the notice and by what else the page speaks of."""

from __future__ import annotations

import re
from collections import Counter

from builder.extract.place.seen import Page, Seen
from builder.extract.place.traces import Trace
from builder.model import Evidence
from builder.rules.places import MUNICIPALITIES, TOWN_GENERICS, Mention, Place

# how much a name tells about the names around it; lists and footers speak of other places, a site's keeper of its own
_WEIGHTS = {"issuer": 2.0, "title": 2.0, "addressee": 1.0, "opening": 1.0, "body": 1.0, "meta": 1.0, "site": 1.0}
_WEIGHTS |= {"speaker": 2.0, "keeper": 0.5, "chrome": 0.0}

_ORIGIN_WEIGHT = 0.2
_TRACE_WEIGHT = 1.0  #: of a telephone's long-distance code and of a filing

_FAR = 2.0  #: so much must the page speak of another province before a town that lies elsewhere is taken for a namesake

_NAMED = 1.0  #: so much must the page speak of a unit whose one character is an everyday word

#: 劝返并隔离, 找到并通报, 出台的 hold no abbreviation
_ABBREVIATED = re.compile(
    r"(?:来|返|入|抵|离|在|出|进|赴|回|到|来返|入返|滞)(?!新[的学要期通工时考必健]|(?<=[返到出回])并[隔通及将按]|(?<=出)台的|临时)(?P<char>[\u4e00-\u9fff])(?=[返人来车货旅的后前，。、；：（(）)“”》]|入|务|出|游|期|居|住|学|工|师|员|同|群|各|须|应|要|通|隔|客|或|和|时|航|必|健|探|考|前|途)"
)


class Names:
    """The names on one page, and what they mean there. ``abbreviations``: how often each unit is called by one character, with
    the words."""

    def __init__(self, page: Page, seen: tuple[Seen, ...], traces: tuple[Trace, ...] = ()) -> None:
        self.page, self.places, self.seen, self.traces = page, page.places, seen, traces
        self._weights = self._context()
        self._by_fits: dict[tuple[Place, ...], Place | None] = {}
        self.abbreviations = self._abbreviated()

    def fitting(self, mention: Mention) -> list[Place]:
        """The places a name can mean on the notice's day; a unit that had ended by then stands for its successor."""
        fits = [place for place in mention.places if place.valid(self.page.month)]
        if not fits:
            followers = (
                self.places.by_code(place.successor, self.page.month) for place in mention.places if place.successor
            )
            fits = [place for place in followers if place and place.valid(self.page.month)] or list(mention.places)
        kept: list[Place] = []
        for place in fits:  # of one unit's rows the first valid one
            if not any(_same(place, other) for other in kept):
                kept.append(place)
        return kept

    def resolve(self, mention: Mention, outer: Place | None = None) -> Place | None:
        """The one place that a name means here; None when the page does not tell."""
        fits = self.fitting(mention)
        if outer and (inside := [place for place in fits if self.places.within(place, outer) and place != outer]):
            fits = inside
        if len(fits) == 1:
            return fits[0]
        whole = [place for place in fits if all(self.places.within(other, place) for other in fits)]
        if whole:
            return whole[0]
        if provinces := [place for place in fits if place.level == "province"]:
            return provinces[0]
        namesakes = tuple(fits)
        if namesakes not in self._by_fits:  # asked once: a list may name a district a thousand times
            self._by_fits[namesakes] = self._by_towns(fits) or self.supported(fits)
        return self._by_fits[namesakes]

    def supported(self, fits: list[Place]) -> Place | None:
        """Of several places the one that lies in what the page speaks of."""
        scored = sorted(((self._support(place), place) for place in fits), key=lambda pair: -pair[0])
        if len(scored) > 1 and scored[0][0] >= 1 and scored[0][0] >= 2 * scored[1][0]:
            return scored[0][1]
        return None

    def _support(self, place: Place) -> float:
        """How much the page speaks of what a place lies in."""
        line = self.places.line(place)[:-1]
        near = [unit.adcode for unit in line if unit.level == "prefecture" or unit.adcode in MUNICIPALITIES]
        return sum(self._weights.get(unit.adcode, 0.0) * (3 if unit.adcode in near else 1) for unit in line)

    def _by_towns(self, fits: list[Place]) -> Place | None:
        """Of namesakes the one whose towns the page names: one with its generic word (湖坑镇), one in title or issuer, or two."""
        if len({place.name for place in fits}) > 1 and not all(map(self.places.towns, fits)):
            return None  # a city's towns are its counties'
        named = f"{self.page.title.value or ''}\n{self.page.issuer.value or ''}"
        words = f"{named}\n{self.page.text}"
        towns = [{_bare_town(town): town for town in self.places.towns(place)} for place in fits]
        shared = Counter(bare for own in towns for bare in own)
        counts = [
            sum(
                (bare in words) + (bare in named) + 2 * (town in words)
                for bare, town in own.items()
                if shared[bare] == 1 and not place.name.startswith(bare)
            )
            for place, own in zip(fits, towns, strict=True)
        ]
        ranked = sorted(zip(counts, fits, strict=True), key=lambda pair: -pair[0])
        return ranked[0][1] if ranked[0][0] >= 2 and ranked[0][0] >= 3 * ranked[1][0] else None

    def far(self, place: Place) -> bool:
        """Whether the page speaks of another province, and of this place's not at all."""
        province = self.places.line(place)[0].adcode
        others = [self._weights[code] for code in self._weights if code.endswith("0000") and code[:2] != province[:2]]
        return not self._weights.get(province) and max(others, default=0.0) >= _FAR

    def _context(self) -> dict[str, float]:
        """How much the page speaks of each unit: names that fit one place only, with what they lie in."""
        weights: dict[str, float] = {}
        for seen in self.seen:
            fits = self.fitting(seen.mention)
            if len(fits) != 1 or (fits[0].level == "county" and not seen.mention.full):
                continue
            weight = _ORIGIN_WEIGHT if seen.origin else _WEIGHTS[seen.where]
            for unit in self.places.line(fits[0]):
                weights[unit.adcode] = weights.get(unit.adcode, 0.0) + weight
        for places in dict.fromkeys(trace.places for trace in self.traces):
            for unit in {unit.adcode for place in places for unit in self.places.line(place)}:
                weights[unit] = weights.get(unit, 0.0) + _TRACE_WEIGHT
        for match in _ABBREVIATED.finditer(self.page.text):
            fits_char = self._called(match["char"], weights)
            if len(fits_char) == 1:
                for unit in self.places.line(fits_char[0]):
                    weights[unit.adcode] = weights.get(unit.adcode, 0.0) + 0.5
        return weights

    def _called(self, character: str, weights: dict[str, float]) -> tuple[Place, ...]:
        """The units that a character abbreviates; one that is an everyday word too (入镇, 进港) only where the page names the
        unit."""
        fits = self.places.called(character)
        everyday = len(fits) == 1 and character in fits[0].shared
        return () if everyday and weights.get(fits[0].adcode, 0.0) < _NAMED else fits

    def _abbreviated(self) -> dict[str, tuple[int, tuple[Evidence, ...]]]:
        """How often each unit is called by one character where a text abbreviates (入并, 返晋)."""
        counts: dict[str, tuple[int, tuple[Evidence, ...]]] = {}
        for match in _ABBREVIATED.finditer(self.page.text):
            for place in self._called(match["char"], self._weights):
                count, evidence = counts.get(place.adcode, (0, ()))
                if not evidence:
                    evidence = (self.page.repaired.evidence_in_text(match.start("char"), match.end("char")),)
                counts[place.adcode] = (count + 1, evidence)
        return counts


def _bare_town(name: str) -> str:
    """A town's name without its generic word, as rows of towns give it."""
    bare = name.removesuffix(next(generic for generic in TOWN_GENERICS if name.endswith(generic)))
    return bare if len(bare) > 1 else name


def _same(one: Place, other: Place) -> bool:
    """Whether two rows of the table are of one unit, whose code changed."""
    codes, others = {one.adcode, one.successor} - {""}, {other.adcode, other.successor} - {""}
    return bool(codes & others) and one.name == other.name
