"""Characters that no reader sees and line ends of other systems."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case, deletions
from builder.text.edits import Edit

#: C0 and C1 controls but tab and line ends, zero-width marks, direction marks, byte order marks, soft hyphens
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe]+"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def drop_unseen_characters(text: str, case: Case) -> Iterable[Edit]:
    """Deletes control characters, byte order marks and zero-width characters: they split words for every search."""
    return deletions(text, _UNSEEN)


def write_plain_line_ends(text: str, case: Case) -> Iterable[Edit]:
    """Writes every kind of line end as a line feed. Nothing else is layout here: tabs and blanks wait for the end."""
    return [Edit(found.start(), found.end(), found.group(), "\n") for found in _LINE_END.finditer(text)]
