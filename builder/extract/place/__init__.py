"""Which place acts: province, city and county, each stated or inferred, and the pages that list the notice.

Precedence: the issuing body's own words; the title; the addressee and the opening; the page's source and site; names and
one-character abbreviations (入并, 返晋) across the text. A government's site outweighs what title and text name elsewhere. Where
nothing names the place: the towns that the text names, its telephones' long-distance codes, the city of its source, the health
code or app that it asks for, and where its site is registered. 我市, 县指挥部 and the like say which level acts. A place named as
an origin (来自…, …等地), as an example or in a related list never decides. A name that fits several places is decided by what
else the page names, or stays unknown.

A name in full in title or text states the value; so does a short name that stands by itself. What follows from the units' order
alone (the province of a city) is inferred.
"""

from __future__ import annotations

from builder.extract.dates import Dates
from builder.extract.page_facts import Facts
from builder.extract.place.choice import Choice
from builder.extract.place.fields import PlacesFound, nation, placed, unplaced
from builder.extract.place.names import Names
from builder.extract.place.seen import names_seen, page_of
from builder.extract.place.traces import traces_of
from builder.model import Block, BodyField, Field, HostKind, Repaired
from builder.rules import Rules


def find_places(
    repaired: Repaired,
    blocks: tuple[Block, ...],
    title: Field,
    issuer: BodyField,
    dates: Dates,
    rules: Rules,
    facts: Facts = (),
    host: HostKind = "unknown",
) -> PlacesFound:
    """The places of the notice, with the codes that were valid on its day. ``facts`` are the page's metadata, ``host``
    is whose site it stands on."""
    page = page_of(repaired, title, issuer, dates, rules, host)
    traces = traces_of(repaired, rules, page.month, host)
    names = Names(page, names_seen(page, blocks, facts), traces)
    choice = Choice(names)
    if rules.issuers.is_national(str(issuer.value or "")) and (national := choice.national()):
        return nation(national)
    chosen = choice.choose()
    return placed(names, chosen) if chosen else unplaced(names, choice.torn)
