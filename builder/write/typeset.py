"""The blocks of a clean text, ready to print: what each is on the page, where it stands, how far it is set in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from builder.model import Block


class BlockView(NamedTuple):
    """A block ready to print. ``level`` is that of the heading on the page; other blocks keep theirs for indents. ``classes`` are
    empty for what is set like a plain paragraph."""

    role: str
    level: int
    anchor: Markup
    words: Markup
    classes: tuple[Markup, ...]


def typeset(blocks: Iterable[Block], words: Iterable[Markup]) -> Iterator[BlockView]:
    """The blocks of a clean text in order, each with its ``words`` as HTML. A heading never skips a level."""
    deepest = 0
    for block, said in zip(blocks, words, strict=True):
        level = block.level
        if block.role == "heading":
            level = deepest = min(max(level, 1), deepest + 1, 4)
        yield BlockView(block.role, level, Markup(_anchor(block)), said, _classes(block.role, level))


def _classes(role: str, level: int) -> tuple[Markup, ...]:
    names = []
    if role not in ("paragraph", "heading", "item"):
        names.append(Markup(f"is-{role}"))
    if role != "heading" and level > 1:
        names.append(Markup(f"l{level}"))
    return tuple(names)


def _anchor(block: Block) -> str:
    return block.anchor if block.anchor.isalnum() and block.anchor.isascii() else ""
