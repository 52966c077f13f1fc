"""What a reader gives: the decoded text of one record, and what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from builder.model import PageFact

#: A fact stands at the head of *raw* as ``⟦ArticleTitle⟧ 关于……的通告``. The rule ``meta/page-fact`` knows the shape.
_FACT = "⟦{}⟧ "
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,39}")
_MOST_FACTS = 40
_LONGEST_VALUE = 300


class Reading(NamedTuple):
    """One record as it was read. ``part`` tells it apart from the others of its file; ``data`` are its own bytes."""

    data: bytes
    encoding: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    part: str = ""


def with_facts(facts: Iterable[tuple[str, str]], text: str) -> tuple[str, tuple[PageFact, ...]]:
    """The raw text: a line for each fact, then the visible text. ``raw[fact.start:fact.end] == fact.value``."""
    raw, placed = "", []
    for name, value in _tidy(facts):
        start = len(raw) + len(_FACT.format(name))
        placed.append(PageFact(name, value, start, start + len(value)))
        raw += _FACT.format(name) + value + "\n"
    return raw + text, tuple(placed)


def _tidy(facts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The facts that say something, each once, on one line, in the order of the page."""
    kept: dict[tuple[str, str], None] = {}
    for name, value in facts:
        value = " ".join(value[: 4 * _LONGEST_VALUE].split())[:_LONGEST_VALUE].strip()
        if value and _NAME.fullmatch(name.strip()):
            kept.setdefault((name.strip(), value))
    return list(kept)[:_MOST_FACTS]
