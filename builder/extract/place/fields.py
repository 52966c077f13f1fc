"""Province, city and county as fields of the record, each with its words, and the pages that list the notice."""

from __future__ import annotations

import re

import msgspec

from builder.extract.place.acting import Chosen, acting_level
from builder.extract.place.names import Names
from builder.extract.place.seen import Seen
from builder.extract.place.traces import TRACED, otherwise
from builder.model import Candidate, Evidence, PlaceField
from builder.rules.places import MUNICIPALITIES, NATION, Place


class PlacesFound(msgspec.Struct, frozen=True):
    """The places of a notice and the codes of the pages that list it."""

    province: PlaceField
    city: PlaceField
    county: PlaceField
    filed_under: tuple[str, ...]

    def of_level(self, level: str) -> str | None:
        """The name of the unit that 省, 市, 县, 区 … of this notice means; None when it is not known."""
        province, city, county = (str(field.value) if field.value else None for field in self._fields())
        if level in ("省", "自治区"):
            return province
        if level in ("市", "州", "自治州", "盟"):
            own = county if level == "市" and county and county.endswith("市") else None
            return own or city or (province if province and province.endswith("市") else None)
        if level == "区" and not county:
            return province if province and province.endswith("自治区") and not city else None
        return county or (city if self.city.adcode and not self.city.adcode.endswith("00") else None)

    def above_district(self, district: str) -> str:
        """What is written in front of a district's name, since many cities share those: its city or municipality."""
        province, city, county = (str(field.value) if field.value else None for field in self._fields())
        if county != district or not district.endswith("区"):
            return ""
        return city or (province if province and province.endswith("市") else "") or ""

    def deepest(self) -> str | None:
        """The name of the smallest unit known."""
        return next((str(field.value) for field in reversed(self._fields()) if field.value), None)

    def _fields(self) -> tuple[PlaceField, PlaceField, PlaceField]:
        return self.province, self.city, self.county


def placed(names: Names, chosen: Chosen) -> PlacesFound:
    """Province, city and county of the unit that acts."""
    line = names.places.line(chosen.place)
    province = line[0]
    city = next((unit for unit in line if unit.level == "prefecture"), None)
    county = line[-1] if line[-1].level == "county" else None
    alone = county is not None and city is None and province.adcode not in MUNICIPALITIES
    if alone:
        city, county = county, None
    no_city = _none("province" if len(line) == 1 else "municipality", "city")
    no_county = _none("alone" if alone else "city" if city else "province", "county")
    if chosen.vague:
        no_county = PlaceField(None, "unknown", rule="places/none", because=chosen.vague)
        no_city = no_city if province.adcode in MUNICIPALITIES else no_county
    return PlacesFound(
        province=_field(names, province, chosen, _rivals(names, line)),
        city=_field(names, city, chosen, ()) if city else no_city,
        county=_field(names, county, chosen, ()) if county else no_county,
        filed_under=_filed(names, province, city),
    )


def _filed(names: Names, province: Place, city: Place | None) -> tuple[str, ...]:
    """The codes of the pages that list the notice."""
    if city is None:
        return (province.adcode,)
    if _titled_apart(names, province, city):
        return (city.adcode, province.adcode)
    return (city.adcode,)


def _titled_apart(names: Names, province: Place, city: Place) -> bool:
    """Whether the title treats the province and the city each for itself: a mark or 和 stands between them."""
    titled = [seen for seen in names.seen if seen.where == "title" and not seen.origin]
    of_province = [seen.mention for seen in titled if names.resolve(seen.mention) == province]
    of_city = [seen.mention for seen in titled if city in names.fitting(seen.mention)]
    if not of_province or not of_city or of_city[0].start < of_province[0].end:
        return False
    between = str(names.page.title.value)[of_province[0].end : of_city[0].start]
    return bool(re.search(r"[，,、；;！!：:\s和及与]", between))


def _field(names: Names, place: Place, chosen: Chosen, others: tuple[Candidate, ...]) -> PlaceField:
    """One unit as a field: stated where title or text name it and its role is sure, inferred elsewhere."""
    evidence = _words_of(names, place) if _proven(names, place, chosen) else ()
    today = names.places.by_code(place.successor) if place.successor else None
    code_today = today.adcode if today and today.adcode != place.adcode else None
    if evidence:
        return PlaceField(place.name, "stated", evidence, chosen.rule, None, others, place.adcode, code_today)
    if place == chosen.place:
        rule, because = chosen.rule, chosen.because
    else:
        reason = chosen.because[0].lower() + chosen.because[1:]
        rule, because = "places/above", f"{chosen.place.name} lies in it; {reason}"
    return PlaceField(place.name, "inferred", chosen.evidence, rule, because, others, place.adcode, code_today)


def _proven(names: Names, place: Place, chosen: Chosen) -> bool:
    """Whether the unit that the opening names is sure to act: the page names it, or what lies in it, more than once."""
    if chosen.rule in TRACED:  # what lies around it may be named all the same
        acting = [seen for seen in names.seen if seen.where in ("issuer", "title") or seen.cited]
        return place != chosen.place and any(names.resolve(seen.mention) == place for seen in acting if not seen.origin)
    if chosen.rule not in ("places/opening", "places/mentions", "places/only"):
        return True
    named = [seen for seen in names.seen if not (seen.origin or seen.cited) and seen.where != "chrome"]
    places = (names.resolve(seen.mention) for seen in named)
    return sum(one is not None and names.places.within(one, place) for one in places) > 1


def _words_of(names: Names, place: Place) -> tuple[Evidence, ...]:
    """The words of title or text that name this very unit: in full, or short and by themselves."""
    short: tuple[Evidence, ...] = ()
    for seen in names.seen:
        if seen.where not in ("issuer", "title", "addressee", "opening", "body") or place not in seen.mention.places:
            continue
        if names.resolve(seen.mention) != place and not (seen.mention.full and seen.chained):
            continue
        if seen.mention.full:
            return (seen.evidence,)
        aside = seen.zone or place.level == "county" or (seen.where != "title" and (seen.origin or seen.aimed))
        short = short or (() if aside else (seen.evidence,))
    return short


def _rivals(names: Names, line: tuple[Place, ...]) -> tuple[Candidate, ...]:
    """Other provinces and cities that the page's title, text or data name, first come first, and those that numbers tell."""
    found: dict[str, Candidate] = {}
    for seen in names.seen:
        place = names.resolve(seen.mention)
        if (
            place is None
            or place.adcode == NATION
            or place.level == "county"
            or any(place.adcode == unit.adcode for unit in line)
        ):
            continue
        because = (
            "It is named as an origin or example." if seen.origin else "It is named, but not as the place that acts."
        )
        found.setdefault(place.name, Candidate(place.name, "places/named", because, (seen.evidence,)))
    for trace in names.traces:
        if len(trace.places) == 1 and all(place.adcode != trace.places[0].adcode for place in line):
            name, because = trace.places[0].name, otherwise(trace.kind)
            found.setdefault(name, Candidate(name, f"places/{trace.kind}", because, (trace.evidence,)))
    return tuple(found.values())[:5]


def unplaced(names: Names, torn: Seen | None) -> PlacesFound:
    """The units as unknown, with the places that were named; of a ``torn`` name those that it fits."""
    because = "No place that acts is named."
    others = _rivals(names, ())
    if torn:
        fits = names.fitting(torn.mention)
        because = f"{torn.mention.name} fits {len(fits)} places, and the page does not tell which."
        others = tuple(
            Candidate(
                "".join(unit.name for unit in names.places.line(place)),
                "places/named",
                because,
                (torn.evidence,),
            )
            for place in fits[:5]
        )
    level = acting_level(names.page)
    unknown = PlaceField(None, "unknown", rule="places/none", because=because, others=others)
    plain = PlaceField(None, "unknown", rule="places/none", because=because)
    county = plain if torn or level in ("县", "区", "旗") or level is None else _none("city", "county")
    city = _none("province", "city") if level == "省" else plain
    return PlacesFound(unknown, city, county, ())


_NONE = {
    ("province", "city"): ("places/province-level", "The whole province acts."),
    ("municipality", "city"): ("places/municipality", "A municipality has no city below it."),
    ("province", "county"): ("places/province-level", "The whole province or municipality acts."),
    ("city", "county"): ("places/city-level", "The whole city acts."),
    ("alone", "county"): ("places/directly-below", "It lies directly under its province and counts as a city."),
}


def _none(case: str, field: str) -> PlaceField:
    """A unit that there cannot be."""
    rule, because = _NONE[case, field]
    return PlaceField(None, "not-applicable", rule=rule, because=because)


def nation(evidence: tuple[Evidence, ...]) -> PlacesFound:
    """No place: a body of the whole country issues, by these words; the country's page lists the notice."""
    because = "A body of the whole country issues it."
    field = PlaceField(None, "not-applicable", evidence, "places/national", because)
    return PlacesFound(field, field, field, (NATION,))
