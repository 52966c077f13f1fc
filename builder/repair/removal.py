"""From page to text: the pieces that are not the document's go, rule by rule; then the lines are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.model import Piece
from builder.text.edits import Edit, Pass, Trail, apply

_BLANK = re.compile("\\s+")


def removals(page: str, pieces: Iterable[Piece]) -> Iterator[Pass]:
    """One noise pass for each rule that claimed a piece, in the order of their first pieces."""
    claimed: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.role != "body":
            claimed.setdefault(piece.rule, []).append(piece)
    text, trails = page, []
    for rule, mine in claimed.items():
        edits = tuple(_deletion(text, piece, trails) for piece in mine)
        yield Pass(rule, "noise", edits)
        text = apply(text, edits)
        trails.append(Trail(edits))


def _deletion(text: str, piece: Piece, trails: list[Trail]) -> Edit:
    start, end = piece.start, piece.end
    for trail in trails:
        start, end = trail.forth(start, end) or (start, end)
    return Edit(start, end, text[start:end], "")


def lay_out(text: str) -> list[Edit]:
    """One line feed between two lines, no blanks at their rims, nothing before the first and after the last."""
    if text == "\n".join(filter(None, map(str.strip, text.split("\n")))):
        return []
    edits = []
    for blank in _BLANK.finditer(text):
        rim = blank.start() == 0 or blank.end() == len(text)
        new = "" if rim else "\n" if "\n" in blank.group() else blank.group()
        if new != blank.group():
            edits.append(Edit(blank.start(), blank.end(), blank.group(), new))
    return edits
