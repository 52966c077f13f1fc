"""What is known about a text before it is cured: the detector stands apart from the cures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builder.repair.script import is_misread, looks_traditional
from builder.rules.repairs import RepairRules
from builder.text.edits import Edit, apart

Span = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """The tables, whether the text is traditional, the spans that no cure may touch, and what gives the characters of the text
    as it stands that tell of some damage, each once."""

    tables: RepairRules
    traditional: bool = False
    kept: tuple[Span, ...] = ()
    signs: Callable[[], str] | None = None  #: None where nobody looked for them

    def spares(self, edit: Edit) -> bool:
        """Whether the edit stays clear of every kept span. A kept span may be touched at its rim."""
        return all(edit.end <= start or end <= edit.start for start, end in self.kept)

    def holds(self, at: int) -> bool:
        """Whether the character at this offset stands in a kept span."""
        return any(start <= at < end for start, end in self.kept)

    def lacks(self, characters: re.Pattern[str]) -> bool:
        """Whether the text is known to have none of these characters, each of which tells of some damage."""
        return self.signs is not None and not characters.search(self.signs())


def diagnose(text: str, tables: RepairRules, signs: Callable[[], str] | None = None) -> Case:
    """What the text suffers from as a whole."""
    return Case(tables, traditional=looks_traditional(text) and not is_misread(text), signs=signs)


def deletions(text: str, matches: re.Pattern[str]) -> list[Edit]:
    """An edit for each match, deleting it."""
    return [Edit(found.start(), found.end(), found.group(), "") for found in matches.finditer(text) if found.group()]


def without(text: str, spans: Iterable[Span]) -> list[Edit]:
    """An edit for each of these spans, deleting it; of two that overlap one (``apart``)."""
    return list(apart(Edit(start, end, text[start:end], "") for start, end in spans))
