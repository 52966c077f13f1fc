"""What a program wrote at the rim of every line: the ``>`` of a quoted mail, a running number, the marks of a cell, ``??``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from builder.repair.case import Case, Span
from builder.text.edits import Edit
from builder.text.script import HAN

_LINE = re.compile("(?m)^[^\\S\n]*+\\S[^\n]*+")
_BEGIN = frozenset('>"')
_QUOTED = re.compile("[ \t]{0,4}(?:>[ \t]?){1,4}")
#: no item of a list is counted so: what counts it has a mark behind the figure
_COUNTED = re.compile("[ \t]{0,6}(\\d{1,4})(?:\t|[:|] ?| {1,2})(?=\\S)")
#: what a byte pair that a character set does not have became: an indent of no-break blanks
_LOST_INDENT = re.compile(f"\\?{{2,8}}(?=[{HAN}“《（\\d])")
_CELL = re.compile('"([^"\n]+)"[,;]?')
#: fewer lines tell nothing
_LEAST = 6
_RUNNING = re.compile("。(?<=[^\n]{20}。)")


def drop_line_rims(text: str, case: Case) -> Iterable[Edit]:
    """Deletes what a program wrote before or round every line of the text, six at least, and ``??`` where most indents are
    lost."""
    first = text.lstrip()[:1]
    if not (first.isdigit() or first in _BEGIN) and "??" not in text:
        return ()
    lines = list(_LINE.finditer(text))
    if len(lines) < _LEAST:
        return ()
    for find in (_quotes, _counts, _cells, _indents):
        spans = list(find(text, lines))
        if spans:
            return [Edit(start, end, text[start:end], "") for start, end in spans]
    return list(_round_all(text))


def _quotes(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    found = [_QUOTED.match(text, line.start()) for line in lines] if text.count(">") >= len(lines) else [None]
    if all(found):
        yield from (quote.span() for quote in found if quote)


def _counts(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """The numbers of the lines, one after another from the first, where running text stands behind some."""
    if not _COUNTED.match(text, lines[0].start()):
        return
    found = [_COUNTED.match(text, line.start(), line.end()) for line in lines]
    if all(found) and _RUNNING.search(text):
        numbers = [int(number[1]) for number in found if number]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            yield from (number.span() for number in found if number)


def _cells(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """The marks round each line, as a table of values has them."""
    found = [_CELL.fullmatch(line.group().strip()) for line in lines] if lines[0].group().lstrip()[0] == '"' else [None]
    if all(found):
        for line in lines:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            yield start, start + 1
            yield start + line.group().strip().rindex('"'), line.start() + len(line.group().rstrip())


def _indents(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """As many question marks before most of the lines."""
    found = [lost for line in lines if (lost := _LOST_INDENT.match(text, line.start()))]
    for count, times in Counter(len(lost.group()) for lost in found).most_common(1):
        if 2 * times >= len(lines):
            yield from (lost.span() for lost in found if len(lost.group()) == count)


def _round_all(text: str) -> Iterator[Edit]:
    """The two marks round a text that a program wrote as one value."""
    inner = text.strip()
    if inner[0] == inner[-1] == '"' and text.count('"') == 2:
        for at in (text.index('"'), text.rindex('"')):
            yield Edit(at, at + 1, '"', "")
