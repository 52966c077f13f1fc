"""Characters that no reader sees and line ends of other systems."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case, deletions
from builder.text.edits import Edit

_RANGES = (
    *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F)),  # C0 and C1 controls but tab and line ends
    *((0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064)),  # zero-width and direction marks
    *((0xAD, 0xAD), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFE)),  # soft hyphens, byte order marks
)
UNSEEN = "".join(chr(code) for first, last in _RANGES for code in range(first, last + 1))
LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")


def drop_unseen_characters(text: str, case: Case) -> Iterable[Edit]:
    """Deletes control characters, byte order marks and zero-width characters: they split words for every search."""
    return deletions(text, _UNSEEN)


def write_plain_line_ends(text: str, case: Case) -> Iterable[Edit]:
    """Writes every kind of line end as a line feed. Nothing else is layout here: tabs and blanks wait for the end."""
    return [Edit(found.start(), found.end(), found.group(), "\n") for found in _LINE_END.finditer(text)]
