"""From page to text: the pieces that are not the document's go, rule by rule; then the lines are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.model import Piece
from builder.text.edits import Edit, Pass


def removals(page: str, pieces: Iterable[Piece]) -> Iterator[Pass]:
    """One noise pass for each rule that claimed a piece, in the order of their first pieces."""
    claimed: dict[str, list[Edit]] = {}
    gone: dict[
        str, int
    ] = {}  # how much each rule has taken so far; the passes of those above a rule come before its own
    for piece in pieces:
        if piece.role != "body":
            start = piece.start - _taken_before(piece.rule, gone)
            length = piece.end - piece.start
            claimed.setdefault(piece.rule, []).append(Edit(start, start + length, page[piece.start : piece.end], ""))
            gone[piece.rule] = gone.get(piece.rule, 0) + length
    for rule, edits in claimed.items():
        yield Pass(rule, "noise", tuple(edits))


def _taken_before(rule: str, gone: dict[str, int]) -> int:
    """How much the rules before this one have taken."""
    taken = 0
    for other, length in gone.items():
        if other == rule:
            break
        taken += length
    return taken


def lay_out(text: str) -> list[Edit]:
    """One line feed between two lines, no blanks at their rims, nothing before the first and after the last."""
    edits, at, ended = [], 0, 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            start = at if len(inner) == len(line) else at + len(line) - len(line.lstrip())
            _replace(text, ended, start, "\n" if ended else "", edits)
            ended = start + len(inner)
        at += len(line) + 1
    _replace(text, ended, len(text), "", edits)
    return edits


def _replace(text: str, start: int, end: int, new: str, edits: list[Edit]) -> None:
    old = text[start:end]
    if old != new:
        edits.append(Edit(start, end, old, new))
