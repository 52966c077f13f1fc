"""The county of a town that the issuing body or the title names."""

from __future__ import annotations

from collections.abc import Iterator

from builder.extract.place.acting import Chosen
from builder.extract.place.names import Names
from builder.extract.place.seen import within
from builder.model import Field
from builder.rules.places import TOWN_GENERICS, Place
from builder.text.fold import fold

_TOWN_LENGTHS = range(14, 2, -1)  #: characters of a town's name
_BARE = 2  #: of these at least without its 镇 or 街道


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
