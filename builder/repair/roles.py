"""What each line of the page is there for: title, stamp, the site's furniture, or the document.

The document's first and last sentence are found first; they part the page into head, core and tail. In the head and the
tail much is the site's; in the core only what is unmistakable. When in doubt a line stays with the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Piece, Role
from builder.repair.ends import find_parts
from builder.repair.fillings import (
    drop_repeated_paragraphs,
    give_brand_talk_to_the_page,
    give_contents_to_the_page,
    give_keywords_to_the_page,
    give_lists_their_rows,
    spare_a_sites_own_text,
)
from builder.repair.furniture import furnish
from builder.repair.glued import part_glued_stamps
from builder.repair.lines import Line, lines_of
from builder.repair.sheet import Sheet
from builder.repair.signature import is_closing
from builder.repair.tail import give_the_rest_to_the_page
from builder.repair.titles import find_titles
from builder.rules.repairs import RepairRule, RepairRules

#: how often what is left of a page is looked at again
_MOST_LOOKS = 40
_TEXT: tuple[Role, str] = ("body", "body/text")
_CLOSING: tuple[Role, str] = ("body", "body/closing")


def find_pieces(page: str, tables: RepairRules) -> tuple[Piece, ...]:
    """The pieces of the page, in order; together they hold every character that is not blank.

    What is left of the page is looked at again as if it had come without the rest, until nothing more goes: so the clean
    text is left alone when it is repaired itself.
    """
    sheet = part_glued_stamps(Sheet(lines_of(page), tables))
    look_at(sheet)
    pieces = tuple(_pieces(sheet))
    for _ in range(_MOST_LOOKS):
        gone = tuple(piece for piece in pieces if piece.role != "body")
        if not gone or len(gone) == len(pieces):
            break  # nothing went, or everything
        sheet = part_glued_stamps(sheet.rest(pieces))
        look_at(sheet)
        if not _may_go(sheet):
            break
        found = tuple(_pieces(sheet))
        if all(piece.role == "body" for piece in found):
            break
        pieces = tuple(sorted((*gone, *found), key=_start_of))
    return pieces


def _start_of(piece: Piece) -> int:
    return piece.start


def look_at(sheet: Sheet) -> None:
    """Decides about the lines as one look at them tells them apart. What is not decided stays."""
    give_lists_their_rows(sheet)
    spare_a_sites_own_text(sheet)
    give_contents_to_the_page(sheet)
    give_keywords_to_the_page(sheet)
    first, last, cut = find_parts(sheet)
    furnish(sheet, first, last, cut)
    find_titles(sheet, first)
    give_brand_talk_to_the_page(sheet)
    give_the_rest_to_the_page(sheet, last, cut)
    drop_repeated_paragraphs(sheet)


def _may_go(sheet: Sheet) -> bool:
    """Whether anything of these lines is the page's: a line, or perhaps the rim of one."""
    rims = sheet.tables.rim_numbers
    return any(role != "body" for role, _ in sheet.decided.values()) or any(
        line.cues and not rims.isdisjoint(line.cues) for line in sheet.lines
    )


def give_to_the_document(line: Line, sheet: Sheet) -> tuple[Role, str]:
    """Whatever nobody claimed stays: losing a clause is worse than keeping a label."""
    return _CLOSING if is_closing(line, sheet) else _TEXT


def _pieces(sheet: Sheet) -> Iterator[Piece]:
    """Each line as one piece, or as up to three when a rim of a body line is the page's."""
    rims, decided = sheet.tables.rim_numbers, sheet.decided
    for line in sheet.lines:
        role, rule = decided.get(line.number) or give_to_the_document(line, sheet)
        if role == "body" and line.cues and not rims.isdisjoint(line.cues):
            yield from _parted(line, role, rule, sheet)
        else:
            yield Piece(role, line.start, line.end, rule)


def _parted(line: Line, role: Role, rule: str, sheet: Sheet) -> Iterator[Piece]:
    start, end, rims = line.start, line.end, []
    for rim in sheet.tables.rims:
        span = _rim(line.folded[start - line.start : end - line.start], rim)
        if span and span[1] - span[0] < end - start:
            rims.append(Piece(rim.role, start + span[0], start + span[1], rim.id))  # type: ignore[arg-type]
            start, end = (start + span[1], end) if rim.reach == "start" else (start, start + span[0])
    yield from sorted([*rims, Piece(role, start, end, rule)], key=lambda piece: piece.start)


def _rim(folded: str, rule: RepairRule) -> tuple[int, int] | None:
    for pattern in rule.patterns:
        if rule.reach == "start":
            found = pattern.match(folded)
        else:
            found = next((hit for hit in pattern.finditer(folded) if hit.end() == len(folded)), None)
        if found and found.end() > found.start():
            return found.span()
    return None
