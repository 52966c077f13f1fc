"""The unit that the page as a whole speaks of, where no part of it names the one that acts: most, or alone, or as the site's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from builder.extract.place.acting import LEVEL_ONLY, Chosen, meant_in, of_level
from builder.extract.place.names import Names
from builder.extract.place.seen import Seen
from builder.model import Evidence
from builder.rules.places import MUNICIPALITIES, NATION, Place
from builder.text.fold import fold

#: of a unit that only the text names, and only by its short name, where nothing says which level acts
_IN_PASSING = 4.0
_ENOUGH = 1.5  #: of any other
_CLOSE = 0.6  #: of the first one's weight: a second unit that has more leaves it open


def by_weight(names: Names, level: str | None) -> Chosen | None:
    """The unit that the whole page speaks of most, by name or by abbreviation, when it is clearly ahead."""
    scores: dict[str, float] = {}
    words: dict[str, Evidence] = {}
    sure = set(names.abbreviations)  #: named otherwise than by short names in the text
    for vote in (*_by_name(names, level), *_by_abbreviation(names, level), *_by_number(names, level)):
        scores[vote.adcode] = scores.get(vote.adcode, 0.0) + vote.weight
        words.setdefault(vote.adcode, vote.evidence)
        sure |= {vote.adcode} if vote.sure else set()
    told = dict.fromkeys(one for trace in names.traces for one in trace.places)
    sure |= {adcode for adcode in scores if _confirmed(names, adcode, told)}
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < (_ENOUGH if level or ranked[0][0] in sure else _IN_PASSING):
        return None
    if len(ranked) > 1 and ranked[1][1] > ranked[0][1] * _CLOSE and not _nested(names, ranked):
        return None
    place = names.places.by_code(ranked[0][0], names.page.month)
    assert place
    return Chosen(place, "places/mentions", "The page speaks of it most.", (words[place.adcode],))


def _confirmed(names: Names, adcode: str, told: Iterable[Place]) -> bool:
    """Whether this is a unit that the page's numbers ``told``, or one around it or in it."""
    place = names.places.by_code(adcode, names.page.month)
    return any(place and (names.places.within(place, one) or names.places.within(one, place)) for one in told)


class _Vote(NamedTuple):
    """What one mention tells for a unit. ``sure``: more than a short name in the text."""

    adcode: str
    weight: float
    evidence: Evidence
    sure: bool = False


def _by_name(names: Names, level: str | None) -> Iterator[_Vote]:
    """The names on the page, but for origins, zones and what the site says of others."""
    for seen in names.seen:
        if seen.where in ("chrome", "keeper") or seen.zone or (seen.origin and not (seen.listed and level == "省")):
            continue
        place = names.resolve(seen.mention)
        if place is None or place.adcode == NATION or (place.level == "county" and not seen.mention.full):
            continue
        sure = seen.mention.full or seen.where not in ("opening", "body")
        for unit, weight in _shares(names, place, level):
            yield _Vote(unit.adcode, weight * _share(seen), seen.evidence, sure)


def _by_abbreviation(names: Names, level: str | None) -> Iterator[_Vote]:
    """入并, 返晋: more than four of a kind tell no more than four; a character that several places share tells half."""
    for adcode, (count, evidence) in names.abbreviations.items():
        place = names.places.by_code(adcode, names.page.month)
        if place and of_level(place, level):
            yield _Vote(adcode, min(count, 4) * (1.5 if _sole(names, evidence) else 0.75), evidence[0])


def _share(seen: Seen) -> float:
    """How much a mention adds: a source or site twice, one of several cities in a row less."""
    return 2.0 if seen.where in ("meta", "site") else 0.8 if seen.listed else 1.0


_NUMBER_HEAD = re.compile(r"(?m)^[（(]?(?P<char>[\u4e00-\u9fff])(?!冠)[\u4e00-\u9fff]{1,12}[〔\[（(]20\d\d")


def _by_number(names: Names, level: str | None) -> Iterator[_Vote]:
    """The province whose abbreviation begins the number (晋政发〔2021〕), where a province or municipality acts."""
    match = _NUMBER_HEAD.search(names.page.text, 0, 400)
    if not match or level not in ("省", "市"):
        return
    fits = [place for place in names.places.called(match["char"]) if place.level == "province"]
    if len(fits) == 1 and (fits[0].adcode in MUNICIPALITIES) == (level == "市"):
        evidence = names.page.repaired.evidence_in_text(match.start("char"), match.end("char"))
        yield _Vote(fits[0].adcode, 2.0, evidence)


def _shares(names: Names, place: Place, level: str | None) -> Iterator[tuple[Place, float]]:
    """What a mention adds: to the place itself, and half to a province whose 省 acts."""
    if level is None or of_level(place, level):
        yield place, 1.0
    elif level == "省":
        yield names.places.line(place)[0], 0.5


def _sole(names: Names, evidence: tuple[Evidence, ...]) -> bool:
    """Whether the character abbreviates one place only."""
    return len(names.places.called(evidence[0].quote)) == 1


def _nested(names: Names, ranked: list[tuple[str, float]]) -> bool:
    """Whether the second unit lies in the first or the other way round."""
    first, second = (names.places.by_code(code) for code, _ in ranked[:2])
    assert first and second
    return names.places.within(first, second) or names.places.within(second, first)


def only_one(names: Names, level: str | None) -> Chosen | None:
    """The unit that the text names in full, when it names no other but what that lies in."""
    named: dict[str, tuple[Place, Evidence]] = {}
    for seen in names.seen:
        if seen.where not in ("title", "addressee", "opening", "body") or seen.origin or seen.zone or seen.cause:
            continue
        place = names.resolve(seen.mention)
        if place is None or place.adcode == NATION:
            return None
        if seen.mention.full:
            named.setdefault(place.adcode, (place, seen.evidence))
    places = sorted((place for place, _ in named.values()), key=lambda place: len(names.places.line(place)))
    if not places or not of_level(places[-1], level):
        return None
    if not all(names.places.within(places[-1], place) for place in places):
        return None
    place, evidence = named[places[-1].adcode]
    return Chosen(place, "places/only", "The text names no other place.", (evidence,))


_TERRITORIES = (
    ("香港特别行政区", re.compile(r"(?:全|本)港(?![口区务])")),
    ("澳门特别行政区", re.compile(r"(?:全|本)澳(?!大)")),
)


def whole_territory(names: Names) -> Chosen | None:
    """Hong Kong or Macao where the text calls nothing else its own than 全港 or 全澳; both words also mean a whole port, so
    the title must say one or the text one of them twice."""
    for name, pattern in _TERRITORIES:
        titled = pattern.search(fold(str(names.page.title.value or "")))
        found = list(pattern.finditer(names.page.text))
        place = next(iter(names.places.named(name)), None)
        if place and (titled or len(found) > 1):
            words = names.page.title.evidence if titled else (names.page.repaired.evidence_in_text(*found[0].span()),)
            return Chosen(place, "places/mentions", "The text speaks of the whole territory.", words)
    return None


def runs_the_site(names: Names, level: str | None) -> Chosen | None:
    """The unit of the body that runs the site, where that is the issuing body with its place (洛阳市教育局 and 市教育局)."""
    name = str(names.page.issuer.value or "")
    if not LEVEL_ONLY.match(name):
        return None
    page = fold(names.page.repaired.page)
    for piece in names.page.repaired.pieces_of("chrome"):
        at = page.find(fold(name), piece.start, piece.end)
        fits = (names.places.at(page, start, piece.end) for start in range(max(piece.start, at - 10), at))
        for mention in fits if at > piece.start else ():
            place = names.resolve(mention) if mention and mention.full and mention.end == at + 1 else None
            if place and of_level(place, level):
                words = names.page.repaired.evidence(mention.start, mention.end)
                return Chosen(place, "places/source", "The issuing body runs the page's site.", (words,))
    return None


def around_the_source(names: Names, level: str | None) -> Chosen | None:
    """Where a county acts, or a city, the unit around it that the page's source and site name, and no other beside it."""
    named = [seen for seen in names.seen if seen.where in ("meta", "site") and not seen.origin and not seen.zone]
    found = [(place, seen.evidence) for seen in named if (place := names.resolve(seen.mention))]
    above = [(place, words) for place, words in found if place.level == "prefecture" or place.adcode in MUNICIPALITIES]
    if level not in ("县", "区", "旗", "市") or len({place for place, _ in above}) != 1:
        return None
    outer, words = above[0]
    if not all(names.places.within(place, outer) or names.places.within(outer, place) for place, _ in found):
        return None
    place, whole = meant_in((outer,), names.places, level, names.page.month)
    vague = "" if whole else "The page's source tells no more."
    return Chosen(place, "places/source", "The page's source names what it lies in.", (words,), vague)
