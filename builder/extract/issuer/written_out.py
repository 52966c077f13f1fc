"""The name of a body with its place written out: as the text itself writes it, else inferred from the place of the notice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.extract.issuer.body import HAN, Found, Words, words_of
from builder.model import BodyField, Repaired
from builder.rules import Rules
from builder.rules.places import Mention, Places
from builder.text.fold import fold

if TYPE_CHECKING:
    from builder.extract.place import PlacesFound


#: a town that does not say which: 镇疫情防控指挥部, 村党支部
_BARE_TOWN = re.compile(r"(?:镇|乡|街道|社区|村)(?=疫|新|应|防|党|委|政|办|人|联|指|工|领)")

_PARTY = re.compile(r"中共|中国共产党")  #: stands before the place: 中共台山市委

#: has a name of its own
_ZONE = re.compile(r"^[\u4e00-\u9fff]{2,10}?(?:开发区|新区|合作区|保税区|园区|景区|名胜区|度假区)")


def normalise_issuer(issuer: BodyField, places: PlacesFound, rules: Rules) -> BodyField:
    """The same issuer with its place written out: 市疫情… of Taiyuan is 太原市疫情…; what was added is inferred."""
    if not issuer.value:
        return issuer
    words = words_of(rules.issuers, rules.box)
    names: list[str | None] = []
    for part in str(issuer.value).split("、"):
        names.append(
            _of_same_town(part, names[-1])
            if names and _BARE_TOWN.match(part)
            else _written_out(part, places, rules, words)
        )
    if any(name is None for name in names):
        return _with(issuer, None, "unknown")
    normalised = "、".join(name for name in names if name)
    return _with(issuer, normalised, "stated" if normalised == issuer.value else "inferred")


def _of_same_town(name: str, above: str | None) -> str | None:
    """A bare 村党支部 behind 某某村村民委员会, with the village's name."""
    generic = next(one for one in ("街道", "社区", "镇", "乡", "村") if name.startswith(one))
    match = re.match(rf"(?P<town>.{{2,30}}?{generic})(?={generic}|民委|居民|党|委|政|疫|防|人|办)", above or "")
    return match["town"] + name.removeprefix(generic) if match else None


def _with(issuer: BodyField, normalised: str | None, status: str) -> BodyField:
    return BodyField(
        issuer.value,
        issuer.status,
        issuer.evidence,
        issuer.rule,
        issuer.because,
        issuer.others,
        normalised=normalised,
        normalised_status=status,  # type: ignore[arg-type]
    )


def _written_out(name: str, places: PlacesFound, rules: Rules, words: Words) -> str | None:
    """One body's name with its place; None when that place is not known."""
    issuers, table = rules.issuers, rules.places
    if _BARE_TOWN.match(name):
        return None
    unplaced = name.startswith(issuers.words["tasks"])
    region = str(places.province.value or "")
    if region.endswith("特别行政区") and region[:2] not in fold(name):
        return region + name
    if issuers.is_national(name):
        return name
    party = _PARTY.match(name)
    if party and (words.generic.match(name[party.end() :]) or table.at(name, party.end())):
        committee = _written_out(name[party.end() :], places, rules, words)
        return party.group() + committee if committee else None
    match = words.generic.match(name)
    if match:
        unit = places.of_level(match["level"])
        unit = places.above_district(unit) + unit if unit and unit.endswith("区") else unit
        return unit + name[match.end() :] if unit else None
    mention = table.at(name, 0)
    if mention and (own := _autonomous(name, mention)):
        return own
    if mention and mention.full and mention.name.endswith("区") and not mention.name.endswith(("自治区", "地区")):
        return places.above_district(mention.name) + name
    if mention and mention.full and (own := _official(mention)):
        return own + name[len(mention.name) :]
    if mention and (mention.full or not unplaced):
        return name
    if unplaced or (words.township.match(name) and not _ZONE.match(name)):
        unit = places.deepest()
        return places.above_district(unit) + unit + name if unit else None if unplaced else name
    return name


_AUTONOMOUS = re.compile("自治[县州旗]")


def _autonomous(name: str, mention: Mention) -> str | None:
    """The name with the peoples of its unit written out: 威宁自治县 is 威宁彝族回族苗族自治县."""
    kind = _AUTONOMOUS.match(name, mention.end)
    units = {place.name for place in mention.places if kind and place.name.endswith(kind.group())}
    return units.pop() + name[kind.end() :] if kind and len(units) == 1 else None


def _official(mention: Mention) -> str | None:
    """The official name of the one unit that a short form with its generic word means: 凉山州 is 凉山彝族自治州."""
    names = {place.name for place in mention.places}
    return names.pop() if len(names) == 1 and mention.name not in names else None


_LONGEST_TOWN = 4  #: characters of a town's name before 镇, 乡, 街道
_ONLY_HAN = re.compile(f"[{HAN}]*")
_LONGEST_PLACE = 14  #: characters of a place's name before its last


def in_full(found: Found, repaired: Repaired, words: Words, places: Places) -> Found:
    """The same body where the text writes its place out: 市指挥部 is 文昌市指挥部 when the text says so."""
    match = words.generic.match(found.value)
    if "、" in found.value:
        return found
    if _BARE_TOWN.match(found.value):
        start = _in_town(repaired.text, found.value, places)
    else:
        start = (
            _placed_at(repaired.text, found.value, match.end(), places) if match and not match.start("level") else None
        )
    if start:
        return found._replace(value=repaired.text[slice(*start)], evidence=(repaired.evidence_in_text(*start),))
    return found


def _placed_at(text: str, name: str, level: int, places: Places) -> tuple[int, int] | None:
    """Where the name stands with its place in front of it; ``level`` characters of the name end the place's own."""
    at = text.find(name)
    while at >= 0:
        for start in range(max(0, at - _LONGEST_PLACE), at):
            mention = places.at(text, start)
            if mention and mention.full and start + len(mention.name) == at + level:
                return start, at + len(name)
        at = text.find(name, at + 1)
    return None


def _in_town(text: str, name: str, places: Places) -> tuple[int, int] | None:
    """Where the name stands with the town's own name and its county in front of it: 潢川县伞陂 + 镇疫情防控指挥部."""
    at = text.find(name)
    while at >= 0:
        for start in range(max(0, at - _LONGEST_PLACE), at):
            mention = places.at(text, start)
            between = text[start + len(mention.name) : at] if mention and mention.full else ""
            if mention and 1 <= len(between) <= _LONGEST_TOWN and _ONLY_HAN.fullmatch(between):
                return start, at + len(name)
        at = text.find(name, at + 1)
    return None
