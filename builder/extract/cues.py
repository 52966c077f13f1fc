"""Finds the cues of a table on a page: which words, where, in offsets of *page*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from builder.model import Block, Repaired
from builder.rules.fields import Cue

HEAD = 300  #: so much of the text counts as its opening
_ROLES = ("title", "meta", "chrome")
_ON_PAGE = (*_ROLES, "top")  #: places whose offsets are those of *page*; ``top`` is where a site says its name


class Hit(NamedTuple):
    """A cue that fits, at ``[start, end)`` of *page*."""

    cue: Cue
    start: int
    end: int


class Stretch(NamedTuple):
    """Words of the page in one place; ``start`` is their offset in *page* or, for ``body`` and ``head``, in *text*."""

    where: str
    start: int
    words: str


def stretches(repaired: Repaired, blocks: Iterable[Block] = ()) -> tuple[Stretch, ...]:
    """The page cut into places: each title, meta and chrome line, the whole text, its opening, each signature."""
    lines = [
        Stretch(piece.role, piece.start, repaired.line(piece)) for piece in repaired.pieces if piece.role in _ROLES
    ]
    signs = [
        Stretch("sign", block.start, repaired.text[block.start : block.end])
        for block in blocks
        if block.role == "signature"
    ]
    text = repaired.text
    return (*lines, Stretch("body", 0, text), Stretch("head", 0, text[:HEAD]), *signs)


def find_hits(repaired: Repaired, cues: Iterable[Cue], where: tuple[Stretch, ...]) -> Iterator[Hit]:
    """The first hit of each cue in each place that it looks at, in the order of the table, then of the page."""
    for cue in cues:
        for stretch in where:
            match = cue.search(stretch.words) if stretch.where in cue.where else None
            if match:
                yield Hit(cue, *on_page(repaired, stretch, *match.span()))


def on_page(repaired: Repaired, stretch: Stretch, start: int, end: int) -> tuple[int, int]:
    """Where the span of a stretch stands in *page*."""
    start, end = stretch.start + start, stretch.start + end
    return (start, end) if stretch.where in _ON_PAGE else repaired.page_span(start, end)
