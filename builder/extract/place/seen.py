"""The names of places that stand on a page, each with its words, the part of the page and its role there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from builder.extract.closing import lines_of
from builder.extract.dates import Dates
from builder.extract.page_facts import SITES, SOURCES, Facts, facts_of, words_of
from builder.extract.place.roles import (
    is_aimed,
    is_cause,
    is_cited,
    is_code,
    is_listed,
    is_origin,
    is_outpost,
    is_zone,
    names_pilot_zone,
    word_not_place,
)
from builder.model import Block, BodyField, Evidence, Field, HostKind, Piece, Repaired
from builder.rules import Rules
from builder.rules.around_places import AroundPlaces
from builder.rules.places import Mention, Places
from builder.text.fold import fold


class Page(NamedTuple):
    """What a page says besides the names of places. ``text`` is folded, with the offsets of *text*; ``month`` is the day or month
    of the notice where it is known: units change."""

    repaired: Repaired
    title: Field
    issuer: BodyField
    places: Places
    around: AroundPlaces
    month: str | None
    text: str
    host: HostKind  #: whose site it stands on
    own_affairs: bool  #: a firm, school, prison or station issues, which acts for no place whose name it bears


class Seen(NamedTuple):
    """A place's name somewhere on the page. ``where``: issuer, title, number, addressee, opening, body, meta, site, chrome."""

    mention: Mention
    where: str
    evidence: Evidence
    origin: bool  #: named as where people come from, as an example, or as whose health code is asked for
    zone: bool  #: the beginning of a longer name: a zone, a newspaper, an airport
    chained: bool  #: follows a unit that it lies in, without a gap
    listed: bool = False  #: one of several in a row, and nothing else makes it an origin
    aimed: bool = False  #: stands behind 至, 对, 从 …: a short name there is no place that acts
    cited: bool = False  #: stands behind 根据, 按照 …: its order is followed
    cause: bool = False  #: cases were found there, which moves others to act too
    branch: bool = False  #: a district by its short name before 分局
    developed: bool = False  #: the short name begins that of a pilot or cooperation zone
    governed: bool = False  #: stands in full before 人民政府


def page_of(
    repaired: Repaired, title: Field, issuer: BodyField, dates: Dates, rules: Rules, host: HostKind = "unknown"
) -> Page:
    """The page as all finders of places read it."""
    month = dates.date.value or dates.published.value or dates.effective_from.value
    month = month if isinstance(month, str) else None
    own_affairs = rules.issuers.minds_its_own(str(issuer.value or ""))
    return Page(
        repaired, title, issuer, rules.places, rules.around_places, month, fold(repaired.text), host, own_affairs
    )


def names_seen(page: Page, blocks: tuple[Block, ...], facts: Facts) -> tuple[Seen, ...]:
    """Every name in the issuer, the title, the text, the lines around it and the page's metadata, in this order."""
    return (
        *_in_value(page, page.issuer, "issuer"),
        *_in_value(page, page.title, "title"),
        *_in_body(page, blocks),
        *_around(page),
        *_of_facts(page, facts),
    )


def _in_value(page: Page, field: Field, where: str) -> Iterator[Seen]:
    """The names in a value of another field; their evidence is that field's."""
    if isinstance(field.value, str) and field.evidence:
        yield from _scan(
            page, fold(field.value), 0, len(field.value), where, lambda start, end: within(field, start, end)
        )


def within(field: Field, start: int, end: int) -> Evidence:
    """The evidence of another field narrowed to the name within it, where that field's words stand in one piece."""
    whole = field.evidence[0]
    name = str(field.value)[start:end]
    at = fold(whole.quote).find(fold(name))
    return whole.part(at, at + len(name)) if at >= 0 else whole


def _in_body(page: Page, blocks: tuple[Block, ...]) -> Iterator[Seen]:
    """The names in the text: its addressee, its first three lines, the rest."""
    addressees = [(block.start, block.end) for block in blocks if block.role == "addressee"]
    lines = lines_of(page.repaired.text)
    for index, line in enumerate(lines):
        last = bisect_right(addressees, line.start, key=lambda block: block[0]) - 1
        addressed = last >= 0 and line.start < addressees[last][1]
        where = "addressee" if addressed else "opening" if index < 3 else "body"
        yield from _scan(page, page.text, line.start, line.end, where, page.repaired.evidence_in_text)


#: the post of who speaks: 赤水市人民政府市长　某某
_SPEAKER = re.compile(
    r"[\s（(]{0,3}[\u4e00-\u9fff]{4,24}(?:书记|[省市县区州旗镇乡]长|局长|主任|主席|指挥长)"
    r"(?=[\s\u3000（(]|[\u4e00-\u9fff]{2,4}(?:[\s（(]|$))"
)

_KEEPER = re.compile(r"主办|版权|主管|地址[:：]")


def _around(page: Page) -> Iterator[Seen]:
    """Meta lines, and of the frame only the head of the page: site names and paths, never lists or footers."""
    text = fold(page.repaired.page)
    body = page.repaired.pieces_of("body")
    first = body[0].start if body else 0
    for piece in page.repaired.pieces:
        if piece.role == "meta":
            where = "speaker" if _SPEAKER.match(text, piece.start, piece.end) else "meta"
            yield from _scan(page, text, piece.start, piece.end, where, page.repaired.evidence)
        elif piece.role == "title" and not _titles(page, piece):
            yield from _scan(page, text, piece.start, piece.end, "site", page.repaired.evidence)
        elif piece.role == "chrome":
            where = "site" if piece.start < first else "chrome"
            if where == "chrome" and _KEEPER.search(text, piece.start, piece.end):
                where = "keeper"
            yield from _scan(page, text, piece.start, piece.end, where, page.repaired.evidence)


def _titles(page: Page, piece: Piece) -> bool:
    """Whether the title was taken from this line, which repair held for one of the title's."""
    start, end = page.repaired.raw_span(piece.start, piece.end)
    return any(one.start < end and start < one.end for one in page.title.evidence)


def _of_facts(page: Page, facts: Facts) -> Iterator[Seen]:
    """The names in what the page's metadata calls its site and its source."""
    for fact in facts_of(facts, (*SITES, *SOURCES)):
        yield from _scan(
            page, fold(fact.value), 0, len(fact.value), "site", lambda start, end, fact=fact: words_of(fact, start, end)
        )


def _scan(
    page: Page, text: str, start: int, end: int, where: str, evidence: Callable[[int, int], Evidence]
) -> Iterator[Seen]:
    """The names in ``text[start:end]`` with their roles; ``evidence`` gives the words at a span of that text."""
    around, last = page.around, None
    last_cited = last_origin = False
    found = _names(page, text, start, end)
    for mention, row_end in zip(found, _ends_of_rows(text, found), strict=True):
        before, after = (
            text[max(start, mention.start - 10) : mention.start],
            text[mention.end : min(end, mention.end + 12)],
        )
        chained = last is not None and last.end == mention.start and _inside(page, mention, last)
        if _is_common(mention.name) and not chained and not _city_named(page, mention):
            continue
        origin = last_origin if chained else is_origin(before, text[row_end : min(end, row_end + 12)], around)
        origin = origin or is_code(after, around)
        if mention.zone and not any(place.valid(page.month) for place in mention.places):
            continue
        zone = mention.zone or is_zone(mention, after, around)
        listed = not origin and is_listed(text, mention, start, end, page.places)
        branch = after.startswith("分局")
        if not (mention.full or mention.zone or branch or is_outpost(after, around)) and (
            word_not_place(text, mention, chained, around) or (where == "issuer" and not _body_of(page, mention, zone))
        ):
            continue
        cited = is_cited(text, start, mention.start, around) or (chained and last_cited)
        yield Seen(
            mention,
            where,
            evidence(mention.start, mention.end),
            origin=origin or listed,
            zone=zone,
            chained=chained,
            listed=listed,
            aimed=is_aimed(before, around),
            cited=cited,
            cause=is_cause(text, mention.end, end, around),
            branch=branch,
            governed=mention.full and bool(_GOVERNMENT.match(text, mention.end, end)),
            developed=not mention.full and names_pilot_zone(text, mention.end, end, around),
        )
        last_cited, last_origin = cited, origin
        last = mention


_GOVERNMENT = re.compile(r"(?:人民)?政府(?!采购|新闻|办公室)")

_ROW = ("、", "和", "及", "与")  #: between the names of a row


def _ends_of_rows(text: str, found: list[Mention]) -> list[int]:
    """For each name where the row ends in which it stands: units within each other without a gap, equals behind 、, 和 or 及."""
    ends = [mention.end for mention in found]
    for index in range(len(found) - 2, -1, -1):
        if text[ends[index] : found[index + 1].start] in ("", *_ROW):
            ends[index] = ends[index + 1]
    return ends


def _names(page: Page, text: str, start: int, end: int) -> list[Mention]:
    """The names of places, and of bodies that only one territory has, in their order."""
    found = list(page.places.mentions(text, start, end))
    taken = {at for one in found for at in range(one.start, one.end)}
    found += [one for one in page.places.bodies(text, start, end) if one.start not in taken]
    return sorted(found, key=lambda one: one.start)


def _is_common(name: str) -> bool:
    """Whether a district's full name is an everyday word too: 矿区, 郊区, 城区, 东区."""
    return len(name) == 2 and name.endswith("区")


def _city_named(page: Page, mention: Mention) -> bool:
    """Whether the page names the city of a district that an everyday word may mean."""
    above = [page.places.line(place)[-2:-1] for place in mention.places]
    names = [name for units in above for unit in units for name in (unit.name, *unit.aliases) if len(name) > 1]
    return any(name in page.repaired.page or name in page.text for name in names)


def _body_of(page: Page, mention: Mention, zone: bool) -> bool:
    """Whether a short name can begin a body's name: counties stand there in full, but for their zones."""
    return zone or any(
        place.level != "county" or not place.parent.endswith("00") or place.parent.endswith("0000")
        for place in mention.places
    )


def _inside(page: Page, mention: Mention, outer: Mention) -> bool:
    """Whether one of the places that a name can mean lies in one that the other name can mean."""
    return any(page.places.within(one, other) for one in mention.places for other in outer.places if one != other)
