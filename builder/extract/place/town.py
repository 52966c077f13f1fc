"""The county of a town that the issuing body or the title names, or where nothing names the place, the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.place.acting import Chosen
from builder.extract.place.names import Names
from builder.extract.place.roles import is_origin
from builder.extract.place.seen import within
from builder.model import Evidence, Field
from builder.rules.places import TOWN_GENERICS, Place
from builder.text.fold import fold

_TOWN_LENGTHS = range(14, 2, -1)  #: characters of a town's name
_BARE = 2  #: of these at least without its 镇 or 街道
#: where a town's name ends; 各乡镇, 乡亲 and 城镇居民 are everyday words
_TOWN_END = re.compile(r"街道|(?<![乡城村])镇|(?<!苏木)乡(?![镇村亲友])|苏木(?!乡)")
_SHOWN = 5  #: towns whose words are kept
_NEAR = 10  #: characters before and behind a name that tell its role


def in_town(names: Names, field: Field) -> Chosen | None:
    """The county of the town that issuer or title names, where only one has such a town or the page speaks of what one of
    them lies in."""
    if not isinstance(field.value, str) or not field.evidence:
        return None
    words = fold(field.value)
    for start, name in _towns_in(names, words):
        fits = names.places.with_town(name, names.page.month)
        place = fits[0] if len(fits) == 1 else names.supported(list(fits)) or _called_here(names, fits, name)
        if place and not names.far(place):
            evidence = within(field, start, start + len(name))
            return Chosen(place, "places/town", f"It has a town of the name {name}.", (evidence,))
    return None


def _called_here(names: Names, fits: tuple[Place, ...], town: str) -> Place | None:
    """Of the counties with such a town the one that the page calls by its short name (宝山邻里 above 大场镇, 南海桂城)."""
    own = [seen.mention.places for seen in names.seen if seen.where not in ("chrome", "keeper") and not seen.origin]
    called = [place for place in fits if any(place in places for places in own)]
    called = called or [place for place in fits if place.name[:-1] + town[:_BARE] in names.page.repaired.page]
    return called[0] if len(called) == 1 else None


def _towns_in(names: Names, words: str) -> Iterator[tuple[int, str]]:
    """The towns named in some words, the longest name at each place."""
    if not any(generic in words for generic in TOWN_GENERICS):
        return
    for start in range(len(words) - 2):
        spans = (words[start : start + length] for length in _TOWN_LENGTHS if start + length <= len(words))
        if name := next((name for name in spans if names.places.with_town(name, names.page.month)), None):
            yield start, name


def in_text(names: Names, area: Place | None) -> Chosen | None:
    """The county with the towns that the text names as its own: more than those of any other, one of them no other county has.
    Only counties in ``area`` count where something tells that."""
    towns: dict[Place, dict[str, Evidence]] = {}
    alone: set[Place] = set()
    for start, name, fits in _named_in_text(names):
        counties = [place for place in fits if area is None or names.places.within(place, area)]
        if len(counties) == 1:
            alone.add(counties[0])
        for place in counties:
            evidence = names.page.repaired.evidence_in_text(start, start + len(name))
            towns.setdefault(place, {}).setdefault(name, evidence)
    ranked = sorted(towns, key=lambda place: -len(towns[place]))
    if not ranked or ranked[0] not in alone:
        return None
    if len(ranked) > 1 and 2 * len(towns[ranked[1]]) > len(towns[ranked[0]]):
        return None
    own = towns[ranked[0]]
    because = f"No name tells the place; the text names its {next(iter(own))}."
    return Chosen(ranked[0], "places/town", because, tuple(own.values())[:_SHOWN])


def _named_in_text(names: Names) -> Iterator[tuple[int, str, tuple[Place, ...]]]:
    """The towns that the text names in full, but for those from where people come or which stand as an example."""
    text, page = names.page.text, names.page
    for end in (match.end() for match in _TOWN_END.finditer(text)):
        for length in _TOWN_LENGTHS:
            fits = names.places.with_town(text[end - length : end], page.month) if end >= length else ()
            if fits:
                start = end - length
                if not is_origin(text[max(0, start - _NEAR) : start], text[end : end + _NEAR], page.around):
                    yield start, text[start:end], fits
                break
