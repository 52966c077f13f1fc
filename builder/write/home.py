"""The first page: what is here, from when to when, where, how complete."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Archive
from builder.rules import Rules
from builder.write.addresses import Addresses
from builder.write.at_a_glance import Figure, span_of, timeline
from builder.write.figures import completeness, largest, province_tiles
from builder.write.indexes import by_group
from builder.write.method import method_page
from builder.write.page import Page, make
from builder.write.place_pages import unplaced_of
from builder.write.words import Words

NEWEST = 8
CITIES = 24


def home_pages(archive: Archive, rules: Rules) -> Iterator[Page]:
    """The home page, and the page that explains the rest."""
    here = Addresses(0)
    yield make(
        "index.md",
        Words("地方疫情防控公文档案", "Archive of China's Local COVID-19 Notices"),
        "home.md.j2",
        archive=archive,
        newest=archive.notices[:NEWEST],
        figures=figures(archive, here),
        span=span_of(archive.notices),
        shares=completeness(archive, rules, here),
        tiles=province_tiles(archive, rules, here),
        cities=largest(archive.cities, CITIES),
        unplaced=unplaced_of(archive, rules),
        groups=by_group(archive, rules),
        years=timeline(archive.notices, here),
    )
    yield method_page(archive, rules)


def figures(archive: Archive, here: Addresses) -> list[Figure]:
    """How much there is, each number a way in."""
    statements = sum(notice.tally().statements for notice in archive.notices)
    return [
        Figure(len(archive.notices), "公文", "notices", here.page("notices")),
        Figure(len(archive.provinces), "省份", "provinces", here.page("provinces")),
        Figure(len(archive.cities), "城市", "cities", here.page("cities")),
        Figure(len(archive.measures), "类措施", "measures", here.page("measures")),
        Figure(statements, "条措施语句", "coded statements", here.page("measures")),
        Figure(len(archive.undated), "日期不详", "undated", here.page("dates/undated")),
    ]
