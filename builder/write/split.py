"""Long lists → pages: whole while they are short, then by year, then by a second heading, then in numbered pages.

A reader's browser, and a phone's, should never be handed more than about 300 KB of HTML. What is weighed is the HTML that an
entry becomes, in bytes, so the pages follow what stands in the archive and nothing else: the same archive is cut the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from builder.write.markdown import escape

#: Bytes of entries on one page. The rest of the page (head, definition, picture, list of parts) has room above it.
LIMIT = 240_000

UNDATED = "undated"
ELSEWHERE = "other"


class Item(NamedTuple):
    """An entry of a list: its year (``2021`` or ``undated``), its second heading, the bytes it will take, itself."""

    year: str
    within: str
    weight: int
    value: Any


class Part(NamedTuple):
    """The entries of one page. ``steps`` lead to it from the page of the whole list; none when it is that page."""

    steps: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def below(self) -> str:
        """Its address below the page of the whole list."""
        return "".join(f"{step}/" for step in self.steps)


def split(items: Iterable[Item], limit: int | None = None) -> list[Part]:
    """The list as pages, newest year first, the undated last; second headings by name. Keeps the order within a page."""
    limit = LIMIT if limit is None else limit
    every = list(items)
    if _weight(every) <= limit:
        return [Part((), tuple(every))]
    return [part for year, pile in _years(every) for part in _year(year, pile, limit)]


def _year(year: str, pile: list[Item], limit: int) -> Iterator[Part]:
    if _weight(pile) <= limit:
        yield Part((year,), tuple(pile))
        return
    within: dict[str, list[Item]] = {}
    for item in pile:
        within.setdefault(item.within, []).append(item)
    for name in sorted(within):
        for number, chunk in enumerate(_chunks(within[name], limit), 1):
            yield Part((year, name, *((str(number),) if number > 1 else ())), tuple(chunk))


def _years(items: list[Item]) -> list[tuple[str, list[Item]]]:
    piles: dict[str, list[Item]] = {}
    for item in items:
        piles.setdefault(item.year, []).append(item)
    return sorted(piles.items(), key=lambda pile: (pile[0] != UNDATED, pile[0]), reverse=True)


def numbered(items: Iterable[Item], limit: int | None = None) -> list[list[Item]]:
    """A list that no heading cuts (its entries have no date) as numbered pages; one page, maybe empty, while it is short."""
    return list(_chunks(list(items), LIMIT if limit is None else limit))


def _chunks(items: list[Item], limit: int) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    weight = 0
    for item in items:
        if chunk and weight + item.weight > limit:
            yield chunk
            chunk, weight = [], 0
        chunk.append(item)
        weight += item.weight
    yield chunk


def _weight(items: list[Item]) -> int:
    return sum([item.weight for item in items])


def years_cut(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """The years that take more than one page, with their pages: each has a page of its own that leads to them."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        if len(part.steps) > 1:
            found.setdefault(part.steps[0], []).append(part)
    return found


def bytes_of(*texts: object) -> int:
    """The bytes that these words take on a page."""
    return sum(len(escape(text).encode()) for text in texts)
