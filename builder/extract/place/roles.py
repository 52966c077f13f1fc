"""What the words around a place's name make of it: an origin, an example, a zone, one of a row, a piece of another word.

The words stand in ``around_places.yaml``.
"""

from __future__ import annotations

import re

from builder.rules.around_places import AroundPlaces
from builder.rules.places import Mention, Places

_PEOPLE = re.compile(r".{0,6}(?:人员|来|返|旅客|者|等)")
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日(?:讯|电)")  #: 本报某地2月3日讯 tells where a report was written


def is_origin(before: str, after: str, around: AroundPlaces) -> bool:
    """Whether people, cases or the report come from there, or it stands as an example."""
    if around["origin-after"].match(after) or _DATELINE.match(after):
        return True
    match = around["origin-before"].search(before)
    if not match:
        return False
    return not around["origin-before-soft"].fullmatch(match.group()) or bool(_PEOPLE.match(after))


def is_code(after: str, around: AroundPlaces) -> bool:
    """Whether the name begins that of the place's health code or app: any page may ask for it."""
    return bool(around["code-after"].match(after))


def is_aimed(before: str, around: AroundPlaces) -> bool:
    """Whether the name stands behind 至, 对, 从 …: a short one is no place that acts then."""
    return bool(around["origin-before"].search(before))


_CITED_REACH = 34  #: characters before the name


def is_cited(text: str, start: int, at: int, around: AroundPlaces) -> bool:
    """Whether the order of the place named at ``at`` is followed; ``start`` is where its line begins."""
    return bool(around["cited-before"].search(text, max(start, at - _CITED_REACH), at))


def is_cause(text: str, at: int, end: int, around: AroundPlaces) -> bool:
    """Whether cases were found in the place whose name ends at ``at``."""
    return bool(around["cause-after"].match(text, at, end))


def names_pilot_zone(text: str, at: int, end: int, around: AroundPlaces) -> bool:
    """Whether the name that ends at ``at`` begins that of a pilot or cooperation zone."""
    return bool(around["pilot-zone-after"].match(text, at, end))


def is_zone(mention: Mention, after: str, around: AroundPlaces) -> bool:
    """Whether a short name is only the beginning of a zone's, a newspaper's or a road's name."""
    if mention.full:
        return False
    return bool(around["zone-after"].match(after)) and not around["keeper-after"].match(after)


_BETWEEN = "、和 \u3000|｜/"  #: blanks and bars part units of one level: 站前区 老边区


def is_listed(text: str, mention: Mention, start: int, end: int, places: Places) -> bool:
    """Whether the name is one of several in a row (南京、扬州、张家界; 站前区 老边区): then none of them acts."""
    return _follows_in_row(text, mention, end, places) or _leads_in_row(text, mention, start, places)


def _follows_in_row(text: str, mention: Mention, end: int, places: Places) -> bool:
    """Whether another name stands right behind the mark that follows."""
    mark = text[mention.end : mention.end + 1]
    other = places.at(text, mention.end + 1, end) if mark and mark in _BETWEEN and mention.end + 1 < end else None
    return other is not None and _in_one_row(mention, other, mark)


def _leads_in_row(text: str, mention: Mention, start: int, places: Places) -> bool:
    """Whether another name ends right before the mark in front."""
    at = mention.start - 1
    if at < start or text[at] not in _BETWEEN:
        return False
    others = (places.at(text, at - size, at) for size in range(2, 12) if at - size >= start)
    return any(other and other.end == at and _in_one_row(mention, other, text[at]) for other in others)


def _in_one_row(mention: Mention, other: Mention, mark: str) -> bool:
    """Blanks and bars part an outer unit from an inner one too; 、 and 和 only equals."""
    return mark in "、和" or other.places[0].level == mention.places[0].level


def is_outpost(after: str, around: AroundPlaces) -> bool:
    """Whether a county's short name begins that of a border post or a station."""
    return bool(around["outpost-after"].match(after))


def word_not_place(text: str, mention: Mention, chained: bool, around: AroundPlaces) -> bool:
    """Whether a short name is only a piece of another word here; one behind the unit that it lies in (浙江温岭) is not."""
    county = all(place.level == "county" for place in mention.places)
    after = text[mention.end : mention.end + 2]
    if (
        county
        and not chained
        and mention.start > 0
        and "\u4e00" <= text[mention.start - 1] <= "\u9fff"
        and not around["site-after"].match(text, mention.end)
    ):
        return True
    return county and (
        after[:1] in "部局厅员民机关路街山湖河岛峰" or bool(around["community-after"].match(text, mention.end))
    )
