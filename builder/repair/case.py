"""What is known about a text before it is cured: the detector stands apart from the cures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.repair.script import is_misread, looks_traditional
from builder.rules.repairs import RepairRules
from builder.text.edits import Edit

Span = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """The tables, whether the text is traditional, and the spans that no cure may touch."""

    tables: RepairRules
    traditional: bool = False
    kept: tuple[Span, ...] = ()

    def spares(self, edit: Edit) -> bool:
        """Whether the edit stays clear of every kept span. A kept span may be touched at its rim."""
        return all(edit.end <= start or end <= edit.start for start, end in self.kept)

    def holds(self, at: int) -> bool:
        """Whether the character at this offset stands in a kept span."""
        return any(start <= at < end for start, end in self.kept)


def diagnose(text: str, tables: RepairRules) -> Case:
    """What the text suffers from as a whole."""
    return Case(tables, traditional=looks_traditional(text) and not is_misread(text))


def deletions(text: str, matches: re.Pattern[str]) -> list[Edit]:
    """An edit for each match, deleting it."""
    return [Edit(found.start(), found.end(), found.group(), "") for found in matches.finditer(text) if found.group()]
