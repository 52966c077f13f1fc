"""Chooses the unit that acts, by the precedence that stands at the head of this package."""

from __future__ import annotations

import re

from builder.extract.place.acting import Chosen, acting_level, of_level
from builder.extract.place.names import Names
from builder.extract.place.seen import Seen
from builder.extract.place.town import in_text, in_town
from builder.extract.place.traces import Kind, told
from builder.extract.place.whole_page import around_the_source, by_weight, only_one, runs_the_site, whole_territory
from builder.model import Evidence
from builder.rules.places import MUNICIPALITIES, NATION, Place
from builder.text.fold import fold

_SOURCES = (
    ("speaker", "places/speaker", "The speaker's post names it."),
    ("addressee", "places/addressee", "The notice addresses its people."),
    ("opening", "places/opening", "The opening names it as its own."),
    ("meta", "places/source", "The page's source names it."),
    ("site", "places/source", "The page's site names it."),
)

_TOLD = ("issuer/acting", "issuer/heard-from", "issuer/host")  #: the opening names the body; nobody signs

#: 中国铁路广州局集团有限公司; a station of it is none
_RAILWAY = re.compile(r"铁路[\u4e00-\u9fff]{2,4}局(?:集团)?(?:有限公司)?$|铁路局$")

_VAGUE = "The issuing body's name tells the province only."

_TERRITORY_CODES = ("810000", "820000")  #: their short names are those in use


class Choice:
    """The choice on one page. ``torn`` is a name at the head of issuer or title that fits several places: then none is chosen."""

    def __init__(self, names: Names) -> None:
        self._names, self._page, self._places = names, names.page, names.page.places
        self.torn: Seen | None = None

    def choose(self) -> Chosen | None:
        """The unit that acts."""
        level = acting_level(self._page)
        chosen = self._governed(self._named(level))
        if chosen and chosen.place.level == "province" and (self._page.own_affairs or chosen.followed):
            return self._reached(chosen)
        if chosen or self.torn:
            return chosen
        return self._unnamed(level)

    def _unnamed(self, level: str | None) -> Chosen | None:
        """The unit that acts, where nothing names it: by the towns that the text names, its telephones, what its source lies in,
        the apps that it asks for, or where its site is registered."""
        called, asked, filed = (self._told(kind, level) for kind in ("telephone", "app", "filing"))
        area = called or asked
        town = in_text(self._names, area.place if area else None)
        return town or called or around_the_source(self._names, level) or asked or filed

    def _told(self, kind: Kind, level: str | None) -> Chosen | None:
        return told(self._names.traces, kind, self._places, level, self._page.month)

    def _governed(self, chosen: Chosen | None) -> Chosen | None:
        """The unit whose government's site the page stands on, where what the page names lies elsewhere and is not named by the
        issuing body either, but for a county's short name that begins a zone's."""
        own = [seen for seen in self._names.seen if seen.where == "site" and seen.governed and not seen.origin]
        sites = [(place, seen.evidence) for seen in own if (place := self._names.resolve(seen.mention))]
        if self._page.host != "official" or not sites:
            return chosen
        place, evidence = sites[0]
        if chosen and (self._places.within(chosen.place, place) or self._places.within(place, chosen.place)):
            return chosen
        signed = [one for one in self._names.seen if one.where == "issuer" and not one.origin]
        named = [(unit, one.zone) for one in signed for unit in self._names.fitting(one.mention)]
        around = [unit for unit, zone in named if not zone or unit.level != "county"]
        if chosen and any(self._places.within(chosen.place, unit) for unit in around):
            return chosen
        self.torn = None
        return Chosen(place, "places/source", "The page stands on the site of its government.", (evidence,))

    def _reached(self, chosen: Chosen) -> Chosen:
        """The city of this province in which an institution, or who follows the province's orders, can be called by its own
        text."""
        own = tuple(trace for trace in self._names.traces if trace.own)
        reached = told(own, "telephone", self._places, None, self._page.month)
        if reached is None or not self._places.within(reached.place, chosen.place) or reached.place == chosen.place:
            return chosen
        return reached._replace(because="The telephone of who acts in the province stands there.")

    def _named(self, level: str | None) -> Chosen | None:
        """The unit that acts, by what the page names."""
        own = self._deepened("issuer")
        if own and own[0].level in ("province", "prefecture") and self._page.own_affairs:
            if _RAILWAY.search(str(self._page.issuer.value)):
                seat = self._places.line(own[0])[0]
                return Chosen(seat, "places/issuer", "A railway bureau runs lines far beyond its seat.", own[1], _VAGUE)
            return self._around_institution(own)
        if own:
            return Chosen(own[0], "places/issuer", "The issuing body names it.", own[1])
        titled = self._deepened("title")
        if self.torn:
            return None
        if (
            titled
            and titled[0].level == "prefecture"
            and self._page.own_affairs
            and (county := self._followed(titled[0]))
        ):
            return county
        town = in_town(self._names, self._page.issuer) or (None if titled else in_town(self._names, self._page.title))
        if town and (titled is None or (titled[0] != town.place and self._places.within(town.place, titled[0]))):
            return town
        if titled:
            return Chosen(titled[0], "places/title", "The title names it.", titled[1])
        above = self._chain("opening", None, cited=True)
        for where, rule, because in _SOURCES:
            found = self._chain(where, level)
            if found and (
                where in ("speaker", "addressee", "opening") or above is None or self._places.within(found[0], above[0])
            ):
                return Chosen(found[0], rule, because, found[1])
        if above:
            return Chosen(above[0], "places/opening", "The opening follows its orders.", above[1], followed=True)
        return (
            by_weight(self._names, level)
            or whole_territory(self._names)
            or only_one(self._names, level)
            or runs_the_site(self._names, level)
        )

    def national(self) -> tuple[Evidence, ...] | None:
        """The words of the issuer, a body of the whole country by its name; None when that names a place, or the title does and
        the text only tells of that body."""
        value = str(self._page.issuer.value or "")
        if self._page.issuer.rule in _TOLD and self._chain("title", None):
            return None
        return None if any(self._places.mentions(fold(value))) else self._page.issuer.evidence

    def _chain(self, where: str, level: str | None, cited: bool = False) -> tuple[Place, tuple[Evidence, ...]] | None:
        """The first place named in this part of the page that can act, with the units before and behind it; ``cited`` looks for
        one whose order is followed."""
        seen = [one for one in self._names.seen if one.where == where]
        for index, one in enumerate(seen):
            if one.origin or one.chained or (where == "opening" and (one.cited != cited or one.cause)):
                continue
            run = [one]
            for follower in seen[index + 1 :]:
                if not follower.chained or follower.listed:  # 无锡市梁溪区、滨湖区: the city acts
                    break
                run.append(follower)
            place = self._of_run(run)
            if place and one.zone and not one.mention.full and place.level == "county" and self._elsewhere(place):
                continue
            if place and run[-1].developed and place in run[-1].mention.places:
                place = self._around_zone(place)
            if place is None and where in ("issuer", "title") and len(self._names.fitting(one.mention)) > 1:
                self.torn = one
                return None
            if place is None or place.adcode == NATION or not of_level(place, level):
                continue
            if where in ("meta", "site") and place.level == "county" and not one.mention.full and level is None:
                continue
            if where == "opening" and level is None and not cited and self._in_passing(run):
                continue
            return place, tuple(item.evidence for item in run)
        return None

    def _elsewhere(self, place: Place) -> bool:
        """Whether the page speaks of another province than this place's, or its own telephones all stand outside the place."""
        own = [trace.places for trace in self._names.traces if trace.own and trace.kind == "telephone"]
        reached = any(self._places.within(place, unit) for units in own for unit in units)
        return self._names.far(place) or (bool(own) and not reached)

    def _of_run(self, run: list[Seen]) -> Place | None:
        """The innermost unit of names that follow each other without a gap."""
        place: Place | None = None
        for seen in run:
            if (
                seen.mention.full
                or seen.mention.places[0].level != "county"
                or seen.where in ("title", "issuer", "site", "meta")
            ):
                place = self._names.resolve(seen.mention, place) or place
        if place is None and len(run) == 1:
            return None
        return place

    def _in_passing(self, run: list[Seen]) -> bool:
        """Whether an opening only speaks of a place: by its short name, and nothing in the text says which level acts."""
        return not any(one.mention.full or one.mention.places[0].adcode in _TERRITORY_CODES for one in run)

    def _around_zone(self, place: Place) -> Place:
        """The city, or municipality, of a county whose short name begins that of a pilot zone: the zone is no county."""
        above = [
            unit
            for unit in self._places.line(place)[:-1]
            if unit.level == "prefecture" or unit.adcode in MUNICIPALITIES
        ]
        return above[-1] if above else place

    def _deepened(self, where: str) -> tuple[Place, tuple[Evidence, ...]] | None:
        """The place of title or issuer; of two that stand apart the one that lies in the other
        (山西省…，太原市…; 新疆…兵团第一师)."""
        found = self._chain(where, None)
        zoned = any(seen.where == where and seen.developed for seen in self._names.seen)
        for seen in self._names.seen:
            if (
                found
                and not zoned
                and seen.where == where
                and not seen.origin
                and (seen.mention.full or seen.mention.zone or seen.branch or _branch_city(seen))
            ):
                place = self._names.resolve(seen.mention, found[0])
                if place and place != found[0] and self._places.within(place, found[0]):
                    found = place, (*found[1], seen.evidence)
        return found

    def _around_institution(self, own: tuple[Place, tuple[Evidence, ...]]) -> Chosen:
        """The unit of its province or city that title or opening name, or whose orders it follows; else what its name tells."""
        for where, cited in (("title", False), ("opening", False), ("opening", True)):
            found = self._chain(where, None, cited)
            if found and found[0] != own[0] and self._places.within(found[0], own[0]):
                return Chosen(found[0], f"places/{where}", "An institution around it speaks of it.", found[1])
        if county := self._followed(own[0]):
            return county
        first = next(iter(self._places.mentions(fold(str(self._page.issuer.value)))), None)
        vague = _VAGUE if own[0].level == "province" and not (first and first.full) else ""
        return Chosen(own[0], "places/issuer", "The issuing body names it.", own[1], vague)

    def _followed(self, around: Place) -> Chosen | None:
        """The one county of this unit whose orders an institution follows, by its full name in the opening, even beside those of
        the unit around it (按照甲州、乙县部署)."""
        found: dict[str, tuple[Place, Evidence]] = {}
        for seen in self._names.seen:
            if seen.where == "opening" and seen.cited and seen.mention.full and (seen.listed or not seen.origin):
                place = self._names.resolve(seen.mention, around)
                if place and place != around and self._places.within(place, around):
                    found.setdefault(place.adcode, (place, seen.evidence))
        if len(found) != 1:
            return None
        place, evidence = next(iter(found.values()))
        return Chosen(place, "places/opening", "An institution follows its orders.", (evidence,))


def _branch_city(seen: Seen) -> bool:
    """Whether an issuing body's name holds a city by its short name: 广西电网有限责任公司南宁供电局, 湖南省衡阳监狱."""
    return (
        seen.where == "issuer" and not seen.zone and all(place.level == "prefecture" for place in seen.mention.places)
    )
