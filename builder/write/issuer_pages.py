"""The pages of issuing bodies, and their list by place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.model import Archive, Shelf
from builder.rules import Rules
from builder.write.coded import NO_PLACE, name_of
from builder.write.lists import shelf_pages
from builder.write.notice import province_of
from builder.write.page import Page, make
from builder.write.split import ELSEWHERE, LIMIT, bytes_of
from builder.write.unit import Prints
from builder.write.words import Words

#: The bytes that an issuing body takes in their list.
ISSUER = 130


class IssuerPile(NamedTuple):
    """The issuing bodies of one province, and their page where the list of all would be too long."""

    place: Words
    shelves: tuple[Shelf, ...]
    code: str


def issuer_pages(archive: Archive, rules: Rules, prints: Prints) -> Iterator[Page]:
    """The list of issuing bodies by the place of their first notice, cut by province where it is long, and one page for each."""
    piles = issuer_piles(archive, rules)
    cut = sum(ISSUER + bytes_of(shelf.zh) for shelf in archive.issuers) > LIMIT
    title = Words("发文机关", "Issuing bodies")
    yield make("issuers/index.md", title, "issuers.md.j2", piles=piles, cut=cut, total=len(archive.issuers))
    for pile in piles if cut else ():
        name = Words(f"{title.zh} {pile.place.zh}", f"{title.en}, {pile.place.en}")
        total = len(pile.shelves)
        yield make(f"issuers/{pile.code}/index.md", name, "issuers.md.j2", piles=[pile], cut=False, total=total)
    for shelf in archive.issuers:
        yield from shelf_pages(f"issuers/{shelf.key}", Words(shelf.zh, shelf.en), shelf.notices, prints)


def issuer_piles(archive: Archive, rules: Rules) -> list[IssuerPile]:
    """The issuing bodies under their provinces, by the code of their place."""
    piles: dict[str, list[tuple[str, str, Shelf]]] = {}
    for shelf in archive.issuers:
        code = min((code for notice in shelf.notices for code in notice.filed_under), default="")
        piles.setdefault(province_of(code, rules), []).append((code, shelf.zh, shelf))
    return [
        IssuerPile(
            name_of(code, rules) if code else NO_PLACE,
            tuple(shelf for *_, shelf in sorted(pile, key=_place)),
            code or ELSEWHERE,
        )
        for code, pile in sorted(piles.items())
    ]


def _place(entry: tuple[str, str, Shelf]) -> tuple[str, str]:
    return entry[:2]
