"""Titles that repair did not mark: what a line's place and shape say of it."""

from __future__ import annotations

import re

from builder.extract.title.bare import bare_span
from builder.extract.title.lines import title_lines
from builder.extract.title.own import site_lines
from builder.extract.title.shape import CLOSED, COLLECTS, COMPLETE, MEETS, MOST_LINES, SUBJECT, Found
from builder.extract.title.strangers import COLUMN, OF_TEXT, is_column, is_furniture
from builder.model import Piece, Repaired
from builder.rules.issuers import Issuers

#: rules whose title the page itself names as its title; no likeness goes before them
_NAMED = ("title/original", "title/named-in-tail", "title/in-box")
#: by how much, and how much at least, a line must look like a title to go before the one found, or to be one
_CLEARLY, _LIKELY, _SURELY = 3, 4, 6
_SHORTEST_ALONE = 2  #: characters of a line that stands alone above the text
#: a sentence that runs on
_RUNS_ON = re.compile(r"，[^，]*，|以下|如下|[：:][^，：:]*，")
#: words of a page stamp
_OF_STAMP = re.compile(r"来源|作者|编辑|记者|通讯员|阅读|浏览|点击|字号|楼主|\d[:：]\d\d|^[12]\d{3}[-/.年]")
_PATH = re.compile(r"(?:^|\s)首页(?:\s|$)")  #: the site's first column, between its name and others
#: sentences, readers, days, labels, and lines of which characters were lost
_NO_TITLE = re.compile(
    r"[。；;，,：:、！!】]$|[。；“”‼]|^(?:各|亲爱|尊敬|广大|全体)|^[（(]|20\d\d[-./年]|(?<!\d)[01]\d-[0-3]\d$|：.*：|^(?:附件|抄送|电话|联系)|[（(]未完|404|[\ue000-\uf8ff�]"
)


def beside_stamp(repaired: Repaired, issuers: Issuers) -> list[Found]:
    """Where a page stamp or site line was taken for the title: the line above or below it, when it is short and ends openly."""
    found, strangers = [], site_lines(repaired, issuers)
    for i, piece in enumerate(repaired.pieces):
        if piece not in strangers:
            continue
        for near in (*reversed(repaired.pieces[max(i - 3, 0) : i]), *repaired.pieces[i + 1 : i + 2]):
            words = repaired.line(near)
            bare = bare_span(repaired, near)
            if bare and near.role in ("chrome", "body") and 8 <= len(words) <= 60 and not CLOSED.search(words):
                because = "A short line beside the page stamp has a title's place and shape."
                found += [
                    Found(repaired.page[slice(*span)], "inferred", "title/beside-stamp", because, (span,))
                    for span in title_lines(repaired, [bare], issuers)
                ]
    return found


def with_best_line(repaired: Repaired, found: list[Found], issuers: Issuers) -> list[Found]:
    """Puts the line above the text that looks most like a title first, where it clearly does so more than the one found."""
    marks = [(_likeness(repaired, piece, issuers), piece) for piece in _early(repaired)]
    if not marks or (found and COLLECTS.search(found[0].value)):
        return found
    best, piece = max(marks, key=lambda mark: mark[0])  # the first of equals
    span = bare_span(repaired, piece)
    words = repaired.page[slice(*span)] if span else ""
    if not span or (found and (words in found[0].value or found[0].rule in _NAMED)):
        return found
    own = max((mark for mark, one in marks if found and _holds(found[0], one)), default=0)
    if best < (max(own + _CLEARLY, _LIKELY) if found else _SURELY):
        return found
    because = "Another line was marked as the title; this one above the text has a title's shape."
    return [Found(words, "inferred", "title/best-line", because, (span,)), *found]


def misread_as_byline(repaired: Repaired, issuers: Issuers) -> list[Found]:
    """Where nothing else is a title: the last short line of the page stamp that has nothing of one."""
    because = "No line is marked as a title; this one above the text has nothing of a page stamp."
    for piece in reversed(_early(repaired)):
        words = repaired.line(piece)
        if piece.role != "meta" or not 8 <= len(words) <= 60 or _OF_STAMP.search(words) or CLOSED.search(words):
            continue
        if not (is_furniture(words, issuers) or COLUMN.fullmatch(words)):
            return [Found(words, "inferred", "title/best-line", because, ((piece.start, piece.end),))]
    return []


def unmarked(repaired: Repaired, issuers: Issuers) -> list[Found]:
    """Where repair took every line for text: the last short open line above the first sentence that names no body, number, day,
    reader or clause."""
    because = "No line is marked as a title; this short one stands right above the text."
    pieces = [piece for piece in repaired.pieces if piece.role == "body"]
    head = next(
        (i for i, one in enumerate(pieces) if one.end - one.start > 60 or repaired.page[one.end - 1] in "。；！"), 0
    )
    for piece in reversed(pieces[: min(head, MOST_LINES)]):
        span = bare_span(repaired, piece) or (piece.start, piece.end)
        words = repaired.page[slice(*span)]
        if not _SHORTEST_ALONE <= len(words) <= 60 or _NO_TITLE.search(words) or OF_TEXT.search(words):
            continue
        if issuers.signs(words) or is_furniture(words, issuers) or is_column(words, issuers):
            continue
        return [Found(words, "inferred", "title/best-line", because, (span,))]
    return []


def _early(repaired: Repaired) -> list[Piece]:
    """The pieces above the first sentence of the text."""
    early = []
    for piece in repaired.pieces:
        words = repaired.line(piece)
        if piece.role == "body" and (len(words) > 60 or words[-1] in "。；"):
            break
        early.append(piece)
    return early


def _likeness(repaired: Repaired, piece: Piece, issuers: Issuers) -> int:
    """How much a line looks like a title, by its words and length, then by the role that repair gave it."""
    words = repaired.line(piece)
    stamped = _OF_STAMP.search(words) or re.search("[:：]", words)
    likeness = {"title": 2, "chrome": -1, "body": 0, "meta": -4 if stamped else -1}[piece.role]
    likeness += 4 * bool(COMPLETE.search(words)) + 2 * ("关于" in words) + 2 * bool(SUBJECT.search(words))
    likeness += bool(MEETS.search(words)) + (1 if 10 <= len(words) <= 60 else -3 if not 8 <= len(words) <= 80 else 0)
    likeness -= 3 * bool(_RUNS_ON.search(words))
    strange = is_furniture(words, issuers) or OF_TEXT.search(words) or _PATH.search(words) or is_column(words, issuers)
    return likeness - 6 * bool(strange)


def _holds(found: Found, piece: Piece) -> bool:
    return any(piece.start <= start < piece.end for start, _ in found.spans)
