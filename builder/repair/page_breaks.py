"""What a document for print repeats on every page, where it stands in the middle of a text: running heads, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from builder.repair.blanks import parts_a_word
from builder.repair.case import Case
from builder.repair.lines import DATE_LINE, NUMBERED
from builder.text.edits import Edit
from builder.text.fold import fold

_BLANK = "[ \t\u3000]{0,9}"
#: each shape of a page's number on a line of its own, as it is told from figures of a table
_NUMBERS = re.compile(
    f"\n{_BLANK}(?:[-—–·]{{1,2}} ?(?P<dashed>\\d{{1,3}}) ?[-—–·]{{1,2}}"
    f"|第 ?(?P<named>\\d{{1,3}}) ?页(?:[ ,，/]{{0,2}}共 ?\\d{{1,3}} ?页)?"
    f"|(?P<shared>\\d{{1,3}}) ?/ ?\\d{{1,3}}|[Pp]age ?(?P<english>\\d{{1,3}})(?: of \\d{{1,3}})?"
    f"|(?P<bare>\\d{{1,3}})){_BLANK}(?=\n)"
)
#: a bare figure is a page's number where a page of text stands between it and the next
_PAGE = 200
_FINISHED = re.compile("[。；：！？…”）》;:!?)]\\s{0,9}\\Z")
_INSIDE = re.compile("[，。；,;].")
_LONG, _LONGEST_HEAD = 40, 60
_LEAST_HEADS = 3


class Break(NamedTuple):
    """The end of a page: ``[start, end)`` are the lines between two pages, without the line feeds before and behind."""

    start: int
    end: int
    number: int
    shape: str


def drop_page_breaks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the number of a page and its running head where they cut a sentence, which is joined, and the head also between
    paragraphs. The numbers follow one another, two at least, and a head stands beside two of them, and beside every second.

    A number between two paragraphs is left to those who tell lines apart.
    """
    breaks = sorted(_breaks(text))
    if not breaks:
        return list(_bare_heads(text))
    heads = _heads(text, breaks)
    return list(_edits(text, (_with_heads(text, one, heads) for one in breaks), breaks))


def _bare_heads(text: str) -> Iterator[Edit]:
    """Running heads without numbers: lines that stand there three times or more and each time cut a sentence."""
    lines, at = text.split("\n"), 0
    if len(lines) - len(set(lines)) < _LEAST_HEADS - 1:
        return
    often = {line for line, count in Counter(lines).items() if count >= _LEAST_HEADS and _may_be_head(line)}
    places: dict[str, list[int]] = {}
    for line in lines if often else ():
        if line in often and at:
            places.setdefault(line, []).append(at)
        at += len(line) + 1
    spans = [
        (start - 1, min(start + len(line) + 1, len(text)))
        for line, starts in places.items()
        if all(_cuts_a_sentence(text, start - 1, start + len(line) + 1) for start in starts)
        for start in starts
    ]
    spans.sort()
    if any(start < end for (_, end), (start, _) in pairwise(spans)):
        return  # a line right below another is repeated: neither is the head of a page
    for start, end in spans:
        yield Edit(start, end, text[start:end], "")


def _may_be_head(line: str) -> bool:
    return 4 <= len(line.strip()) <= _LONGEST_HEAD and not _FINISHED.search(line) and not _begins_anew(line)


def _breaks(text: str) -> Iterator[Break]:
    """The numbers of pages of which another follows or went before, one more or one less."""
    shapes: dict[str, list[Break]] = {}
    for found in _NUMBERS.finditer(text):
        shape = found.lastgroup or ""
        shapes.setdefault(shape, []).append(Break(found.start() + 1, found.end(), int(found[shape]), shape))
    for shape, found in shapes.items():
        least = _PAGE if shape == "bare" else 0
        pairs = [
            pair
            for pair in pairwise(found)
            if pair[1].number == pair[0].number + 1 and pair[1].start - pair[0].end > least
        ]
        if len(pairs) >= (2 if shape == "bare" else 1) and 2 * len(pairs) >= len(found) - 1:
            yield from {one for pair in pairs for one in pair}


def _heads(text: str, breaks: list[Break]) -> frozenset[str]:
    """The lines that stand beside so many of the numbers that they are said on every page."""
    beside = Counter(line for one in breaks for line in {_line_above(text, one)[0], _line_below(text, one)[0]})
    return frozenset(
        line
        for line, count in beside.items()
        if count >= 2
        and 2 * count >= len(breaks)
        and 2 <= len(line) <= _LONGEST_HEAD
        and not _FINISHED.search(line)
        and not _begins_anew(line)
    )


def _line_above(text: str, one: Break) -> tuple[str, int]:
    start = text.rfind("\n", 0, max(0, one.start - 1)) + 1
    return text[start : max(0, one.start - 1)].strip(), start


def _line_below(text: str, one: Break) -> tuple[str, int]:
    end = text.find("\n", one.end + 1)
    end = end if end >= 0 else len(text)
    return text[one.end + 1 : end].strip(), end


def _with_heads(text: str, one: Break, heads: frozenset[str]) -> Break:
    """The break with the head above it or below it. What stands first in the text is no head."""
    above, start = _line_above(text, one)
    if above in heads and start:
        one = one._replace(start=start)
    below, end = _line_below(text, one)
    return one._replace(end=end) if below in heads else one


def _edits(text: str, breaks: Iterable[Break], found: list[Break]) -> Iterator[Edit]:
    reached = 0
    for one, bare in zip(breaks, found, strict=True):
        start, end = one.start - 1, min(one.end + 1, len(text))
        if start < reached:
            continue  # nothing but a head stands between two numbers
        reached = end
        if _cuts_a_sentence(text, start, end):
            yield Edit(start, end, text[start:end], "")
        elif (one.start, one.end) != (bare.start, bare.end):
            yield Edit(start, end - 1, text[start : end - 1], "")


def _begins_anew(line: str) -> bool:
    """A clause or a day."""
    folded = fold(line)
    return NUMBERED.match(folded) is not None or DATE_LINE.match(folded) is not None


def _cuts_a_sentence(text: str, start: int, end: int) -> bool:
    """Whether the line before *start* is prose that has not ended, and the one at *end* begins nothing."""
    line, rest = text[text.rfind("\n", 0, start) + 1 : start].strip(), text[end : end + 80].partition("\n")[0].strip()
    if not line or not rest or _FINISHED.search(line):
        return False
    if _begins_anew(rest):
        return False
    return (
        len(line) >= _LONG
        or _INSIDE.search(line) is not None
        or parts_a_word(line[-3:] + " " + rest[:3], min(3, len(line)))
    )
