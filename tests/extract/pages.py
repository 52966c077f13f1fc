"""Small repaired pages for tests of the extraction, made without the repair stage."""

from __future__ import annotations

import hashlib

from builder.model import Piece, RawDocument, Repaired
from builder.text.edits import Edit, Pass

Line = str | tuple[str, str]  #: a body line, or (role, line)


def repaired_of(*lines: Line, gap: str = "\n") -> Repaired:
    """A page with these lines, one piece each, whose *raw* is *page* and whose *text* is its body lines.

    A plain string is a body line and may itself hold line feeds; ``("title", "…")`` gives another role.
    """
    page, pieces = "", []
    for role, line in _split(lines):
        page += gap if page else ""
        if line.strip():
            lead = len(line) - len(line.lstrip())
            pieces.append(Piece(role, len(page) + lead, len(page) + len(line.rstrip()), "test/line"))
        page += line
    edits = tuple(_deletions(page, pieces))
    passes = (Pass("test/not-body", "noise", edits),) if edits else ()
    text = "\n".join(page[piece.start : piece.end] for piece in pieces if piece.role == "body")
    return Repaired(raw=page, page=page, text=text, passes=passes, to_page=0, pieces=tuple(pieces))


def document_of(raw: str, path: str = "page.txt") -> RawDocument:
    """A plain text seed with this text."""
    data = raw.encode()
    return RawDocument(path, data, hashlib.sha256(data).hexdigest(), "utf-8", "text/plain", raw)


def _split(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    pairs = [("body", line) if isinstance(line, str) else line for line in lines]
    return [(role, part) for role, line in pairs for part in line.split("\n")]


def _deletions(page: str, pieces: list[Piece]) -> list[Edit]:
    """Whatever is not a body line goes; one line feed stays between two body lines."""
    edits, reached, begun = [], 0, False
    for piece in [piece for piece in pieces if piece.role == "body"]:
        kept = page.find("\n", reached, piece.start) if begun else -1
        spans = [(reached, piece.start)] if kept < 0 else [(reached, kept), (kept + 1, piece.start)]
        edits += [Edit(start, end, page[start:end], "") for start, end in spans if start < end]
        reached, begun = piece.end, True
    if reached < len(page):
        edits.append(Edit(reached, len(page), page[reached:], ""))
    return edits
