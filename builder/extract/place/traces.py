"""What else tells the place of a page: the long-distance codes of telephones, the apps it asks for (苏康码, 贵州健康码), and
where its site is registered.

They never state a place and never outweigh a name. They decide between namesakes, confirm a name that stands in passing, and tell
the place, with the reason, where nothing names it. What stands in the notice's own text tells on any host. Of what is around it
only an authority's and a newsroom's count: a portal's or hijacked site's is its keeper's. A newsroom of Beijing or Shanghai may
write for the whole country, one of a province's capital for the whole province.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from builder.extract.place.acting import Chosen, meant_in
from builder.model import Evidence, HostKind, Repaired
from builder.rules import Rules
from builder.rules.area_codes import AreaCodes
from builder.rules.places import Mention, Place, Places
from builder.text.fold import fold

#: 0562-328××××, (0851)28212345, 010-12345; digits may be masked
_TELEPHONE = re.compile(
    r"(?<![\d./a-z-])(?<!\d:)(?P<code>0(?:10|2\d|[3-9]\d\d))[)\]]?[ \-—–－]{0,3}"
    r"(?P<local>[\dx×*＊某○✕]{7,8}|1\d{4}|9\d{4,5})(?![\dx×*＊])"
)
_MINISTRY = re.compile(r"(?P<char>[\u4e00-\u9fff])icp[备证]")  #: 湘ICP备…, whose first character is a province
_POLICE = re.compile(r"公网安备 ?(?P<code>\d{6})")  #: behind it the code of the county
_NATIONWIDE = ("110000", "310000")  #: newsrooms there write for the whole country
_CAPITAL = "0100"  #: the last digits of a province's capital


_LONGEST_NAME = 10  #: characters of a place's name before its own code

Kind = Literal["telephone", "app", "filing"]
_BECAUSE: dict[Kind, str] = {
    "telephone": "No name tells the place; the long-distance code of a telephone serves it.",
    "app": "No name tells the place; a code or app that the page asks for belongs to it.",
    "filing": "No name tells the place; the site is registered there.",
}
_NAMED: dict[Kind, str] = {"telephone": "A telephone", "app": "An app", "filing": "A filing"}
TRACED = tuple(f"places/{kind}" for kind in _NAMED)  #: the rules by which these tell


class Trace(NamedTuple):
    """One number or app. ``places``: the unit that it tells, or the several that share it; ``own``: it stands in the notice's own
    text."""

    kind: Kind
    places: tuple[Place, ...]
    own: bool
    evidence: Evidence


def traces_of(repaired: Repaired, rules: Rules, month: str | None, host: HostKind) -> tuple[Trace, ...]:
    """The numbers on a page that tell a place, then the apps, then where it is registered, each in their order."""
    text, places = fold(repaired.page), rules.places
    found = [
        *_telephones(repaired, text, places, rules.area_codes, month),
        *_apps(repaired, text, rules, month),
        *_filings(repaired, text, places, month),
    ]
    return tuple(filter(None, (_heard(one, places, host) for one in found)))


def _telephones(
    repaired: Repaired, text: str, places: Places, area_codes: AreaCodes, month: str | None
) -> Iterator[Trace]:
    for match in _TELEPHONE.finditer(text):
        units = (places.by_code(code, month) for code in area_codes.serves(match["code"], match["local"]))
        if valid := tuple(unit for unit in units if unit and unit.valid(month)):
            own = _is_own(repaired, match.start())
            yield Trace("telephone", valid, own, repaired.evidence(*match.span("code")))


def _is_own(repaired: Repaired, at: int) -> bool:
    """Whether the notice's own text stands there, and nothing of the page around it."""
    last = bisect_right(repaired.pieces, at, key=lambda piece: piece.start) - 1
    return last >= 0 and repaired.pieces[last].role == "body"


def _apps(repaired: Repaired, text: str, rules: Rules, month: str | None) -> Iterator[Trace]:
    for start, end, code in rules.apps.named(text):
        if unit := rules.places.by_code(code, month):
            yield Trace("app", (unit,), _is_own(repaired, start), repaired.evidence(start, end))
    for match in rules.around_places["code-after"].finditer(text):
        if name := _name_before(text, match.start(), rules.places):
            units = tuple(place for place in name.places if place.valid(month))
            if len(units) == 1 and (name.full or units[0].level != "county"):
                yield Trace("app", units, _is_own(repaired, name.start), repaired.evidence(name.start, match.end()))


def _name_before(text: str, end: int, places: Places) -> Mention | None:
    """The longest name of a place that ends there."""
    found = (places.at(text, start, end) for start in range(max(0, end - _LONGEST_NAME), end - 1))
    return next((mention for mention in found if mention and mention.end == end and not mention.zone), None)


def _filings(repaired: Repaired, text: str, places: Places, month: str | None) -> Iterator[Trace]:
    for match in _MINISTRY.finditer(text):
        units = tuple(place for place in places.called(match["char"]) if place.level == "province")
        if len(units) == 1:
            yield Trace("filing", units, False, repaired.evidence(*match.span()))
    for match in _POLICE.finditer(text):
        code = match["code"]
        rows = (places.by_code(one, month) for one in (code, f"{code[:4]}00", f"{code[:2]}0000"))
        if unit := next((one for one in rows if one and one.valid(month)), None):
            yield Trace("filing", (unit,), False, repaired.evidence(*match.span()))


def _heard(trace: Trace, places: Places, host: HostKind) -> Trace | None:
    """The number or app as far as it tells of the notice, by whose page it stands on; None where it tells nothing."""
    if trace.own or host == "official":
        return trace
    province = places.line(trace.places[0])[0]
    if host != "media" or province.adcode in _NATIONWIDE:
        return None
    return trace._replace(places=(province,)) if _of_capital(trace) else trace


def _of_capital(trace: Trace) -> bool:
    return any(place.adcode.endswith(_CAPITAL) for place in trace.places)


def otherwise(kind: Kind) -> str:
    """Why what such a trace tells was not chosen."""
    return f"{_NAMED[kind]} tells it, but names tell otherwise."


def told(traces: tuple[Trace, ...], kind: Kind, places: Places, level: str | None, month: str | None) -> Chosen | None:
    """The unit that the telephones tell, the apps, or the filings, where nothing names it; of several the one that most tell."""
    asked = [trace for trace in traces if trace.kind == kind]
    trace = _most([trace for trace in asked if trace.own] or asked, places)
    if trace is None:
        return None
    place, whole = meant_in(trace.places, places, level, month)
    return Chosen(
        place, f"places/{kind}", _BECAUSE[kind], (trace.evidence,), "" if whole else f"{_NAMED[kind]} tells no more."
    )


def _most(traces: list[Trace], places: Places) -> Trace | None:
    """The one that all tell, or more than half; else what their province is, where they have one."""
    counts = Counter(trace.places for trace in traces)
    for units, count in counts.most_common(1):
        first = next(trace for trace in traces if trace.places == units)
        if 2 * count > len(traces):
            return first
        provinces = {places.line(one)[0].adcode: places.line(one)[0] for trace in traces for one in trace.places}
        return first._replace(places=tuple(provinces.values())) if len(provinces) == 1 else None
    return None
