"""The pages that list notices: by city, province, measure, issuer and month, the catalogue, the undated, the not-policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.model import Archive, Notice
from builder.rules import Rules
from builder.rules.measures import Measure
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.at_a_glance import by_year, timeline
from builder.write.coded import Book
from builder.write.data import in_one_piece
from builder.write.issuer_pages import issuer_pages
from builder.write.lists import item_of, numbered_page, shelf_pages
from builder.write.matrix import Grids, matrix_pages
from builder.write.measure_pages import measure_pages
from builder.write.notice import field_view
from builder.write.page import Page, make
from builder.write.place_pages import city_pages, province_pages
from builder.write.split import ELSEWHERE, UNDATED, Item, bytes_of, numbered
from builder.write.taxonomy import taxonomy_page
from builder.write.unit import Prints, digest
from builder.write.words import Words


def index_pages(archive: Archive, rules: Rules, prints: Prints | None = None) -> Iterator[Page]:
    """Every page that lists notices or statements, but for the home page."""
    prints = prints or Prints()
    book = Book(archive, rules, prints=prints)
    grids = Grids(book, rules)
    yield from city_pages(archive, rules, book, prints)
    yield from province_pages(archive, rules, grids, prints)
    yield make("measures/index.md", Words("措施", "Measures"), "measures.md.j2", groups=by_group(archive, rules))
    yield from measure_pages(rules, book, grids, in_one_piece(archive, prints))
    yield from matrix_pages(book, grids, rules)
    yield taxonomy_page(rules)
    yield from issuer_pages(archive, rules, prints)
    yield from date_pages(archive, prints)
    yield from catalogue_pages(archive, rules, prints)


class GroupPile(NamedTuple):
    """A group of measures with the counts of each."""

    zh: str
    en: str
    measures: tuple[tuple[Measure, int], ...]


def by_group(archive: Archive, rules: Rules) -> list[GroupPile]:
    """All measures by group, also those no notice carries: their absence says something."""
    counts = {shelf.key: len(shelf.notices) for shelf in archive.measures}
    return [
        GroupPile(
            group.zh,
            group.en,
            tuple((measure, counts.get(measure.id, 0)) for measure in rules.measures.in_group(group.id)),
        )
        for group in rules.measures.groups
    ]


def date_pages(archive: Archive, prints: Prints) -> Iterator[Page]:
    """The timeline, one page a month, and the undated."""
    here = Addresses(1)
    yield make(
        "dates/index.md", Words("时间", "Dates"), "dates.md.j2", archive=archive, years=timeline(archive.notices, here)
    )
    for shelf in archive.months:
        yield from shelf_pages(f"dates/{shelf.key}", words.day(shelf.key.replace("/", "-")), shelf.notices, prints)
    lead = Words("原文没有写明日期，也无从推断。", "The text names no date and none can be inferred.")
    parts = numbered(item_of(notice, prints, numbers=False) for notice in archive.undated)
    for number, items in enumerate(parts, 1):
        own = tuple(item.value for item in items)
        yield numbered_page(
            "dates/undated", words.UNDATED, number, len(parts), "shelf.md.j2",
            inputs=digest(prints.all(own), len(archive.undated), len(parts)),
            lead=lead, total=len(archive.undated), piles=by_year(own), limbs=(),
        )  # fmt: skip


def catalogue_pages(archive: Archive, rules: Rules, prints: Prints) -> Iterator[Page]:
    """Every notice, and every page that turned out to be none, with the reason."""
    lead = Words("全部公文，新近在前，日期不详的在后。", "Every notice, newest first, undated last.")
    yield from shelf_pages("notices", Words("总目录", "Catalogue"), archive.notices, prints, lead)
    left_out = numbered(_left_out_item(notice, rules) for notice in archive.not_policy)
    for number, items in enumerate(left_out, 1):
        yield numbered_page(
            "notices/not-policy", Words("未收录页面", "Not policy"), number, len(left_out), "not_policies.md.j2",
            total=len(archive.not_policy), pages=[item.value for item in items],
        )  # fmt: skip


def _left_out_item(notice: Notice, rules: Rules) -> Item:
    reason = field_view("is_policy", notice, rules).reason
    return Item(UNDATED, ELSEWHERE, 360 + bytes_of(words.title_of(notice), *reason), (notice, reason))
