"""The unit that acts, and the level that acts: what 我省, 市指挥部, 全县 … say, and which places they can mean."""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.extract.place.seen import Page
from builder.model import Evidence
from builder.rules.places import Place, Places
from builder.text.fold import fold


class Chosen(NamedTuple):
    """The unit that acts, and why."""

    place: Place
    rule: str
    because: str
    evidence: tuple[Evidence, ...]
    vague: str = ""  #: why what lies in it is not known; empty where the whole unit acts
    followed: bool = False  #: its orders are followed; who follows them may act for a part of it


LEVEL_ONLY = re.compile(r"^(?:我|本|全)?(自治区|自治州|自治县|省|市|州|盟|县|区|旗)")
_SELF_WORDS = re.compile(r"(?:我|全|本)(省|市|县|区|州|旗|盟)(?!域|级|属|长|直|委)")


def acting_level(page: Page) -> str | None:
    """The level that acts, from the issuer's 省, 市, 县 … or else from 我市, 全县 …, the title's before the text's; None where
    nothing says."""
    match = LEVEL_ONLY.match(str(page.issuer.value or ""))
    if match and not page.places.at(fold(str(page.issuer.value)), 0):
        return match[1][-1] if match[1] != "自治区" else "省"
    if match := _SELF_WORDS.search(fold(str(page.title.value or ""))):
        return match[1]
    counts: dict[str, int] = {}
    for match in _SELF_WORDS.finditer(page.text):
        counts[match[1]] = counts.get(match[1], 0) + 1
    if not counts:
        return None
    return max(counts, key=lambda word: (counts[word], "省市州盟区县旗".index(word)))


def of_level(place: Place, level: str | None) -> bool:
    """Whether 省, 市, 县 … can mean this place."""
    if level is None:
        return True
    name = place.name
    if level == "省":
        return place.level == "province"
    if level == "市":
        return name.endswith("市")
    if level in ("州", "盟"):
        return place.level == "prefecture" and not name.endswith("市")
    if level == "区":
        return (place.level == "county" and name.endswith("区")) or name.endswith("自治区")
    return place.level == "county" and not name.endswith(("市", "区")) if level == "县" else name.endswith("旗")


def meant_in(units: tuple[Place, ...], places: Places, level: str | None, month: str | None) -> tuple[Place, bool]:
    """The unit that 省, 市, 县 … of the text means within these, and whether it is told to the last; else the city, or the
    province that several share."""
    province = places.line(units[0])[0]
    if level == "省":
        return province, True
    if level:
        within = (one for one in places.places if one.valid(month) and any(places.within(one, unit) for unit in units))
        fits = [one for one in within if of_level(one, level)]
        if len(fits) == 1:
            return fits[0], True
    cities = {line[1] if len(line) > 1 else line[0] for line in map(places.line, units)}
    return (cities.pop(), False) if len(cities) == 1 else (province, False)
