"""What a program wrote at the rim of every line: the ``>`` of a quoted mail, a running number, a clock, the marks of a cell or
of a list, ``??``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from builder.repair.case import Case, Span, without
from builder.repair.lines import DATE_LINE, NUMBERED
from builder.text.edits import Edit
from builder.text.fold import fold
from builder.text.script import HAN

_LINE = re.compile("(?m)^[^\\S\n]*+\\S[^\n]*+")
_QUOTED = re.compile("[ \t]{0,4}(?:>[ \t]?){1,4}")
#: no item of a list is counted so: what counts it has a mark behind the figure
_COUNTED = re.compile("[ \t]{0,6}(\\d{1,4})(?:\t|[:|] ?| {1,2})(?=\\S)")
#: what a byte pair that a character set does not have became: an indent of no-break blanks
_LOST_INDENT = re.compile(f"\\?{{1,8}}(?=[{HAN}“《（(·•①-⑳\\d])")
#: a number with a mark, as items have it
_ITEM = re.compile("(?:\\[(\\d{1,4})\\] ?|(\\d{1,4})[.、)] ?)(?=\\S)")
#: a clock, as records of a program and subtitles have it
_CLOCK = re.compile(
    "\\[?(?:(?:19|20)\\d\\d[-/]\\d{1,2}[-/]\\d{1,2}[ T])?\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,3})?\\]?"
    "(?: (?:INFO|DEBUG|WARN|ERROR))?(?: \\[[\\w.:-]{1,30}\\])?:? ?(?=\\S)"
)
#: what no program writes behind a line, or before it: words, figures, marks of Chinese
_OWN_BEFORE, _OWN_BEHIND = (
    re.compile(f"[{HAN}\\w《“‘（(【〔\\[—①-⑳#\ufffd]"),
    re.compile(f"[{HAN}\\w。；，：”’）)！？…、》】〕\\]%—.!?\ufffd]"),
)
#: the number and the clocks above each line of what is shown below a film
_SUBTITLE = re.compile("(?m)^\\d{1,4}\n\\d\\d:\\d\\d:\\d\\d[,.]\\d{3} --> \\d\\d:\\d\\d:\\d\\d[,.]\\d{3}[^\n]{0,40}\n")
#: the file and the line in which a program found it
_LOCATED = re.compile("([\\w./-]{1,60}):(\\d{1,5}):(?=\\S)")
_LONGEST_RIM = 40
#: what parts a line from its record: {"text": "
_NAMED_RIM = re.compile("[\\[{(]?\\s?(?:[\"'][A-Za-z_]{1,20}[\"']\\s?:\\s?)?[\"']|[,;+\\s]{0,3}[\\]})]?[\"']")
_CELL = re.compile('"([^"\n]+)"[,;]?')
#: fewer lines tell nothing
_LEAST = 6
_RUNNING = re.compile("。(?<=[^\n]{20}。)")


def drop_line_rims(text: str, case: Case) -> Iterable[Edit]:
    """Deletes what a program wrote before or round every line of the text, six at least, and ``??`` where most indents are
    lost."""
    if not _may_have_rims(text):
        return ()
    subtitles = list(_SUBTITLE.finditer(text)) if " --> " in text else []
    if len(subtitles) >= _LEAST // 2:
        return [Edit(*rim.span(), rim.group(), "") for rim in subtitles]
    lines = list(_LINE.finditer(text))
    if len(lines) < _LEAST:
        return list(_round_all(text))
    for find in (_quotes, _counts, _items, _clocks, _located, _cells, _indents, _shared):
        spans = list(find(text, lines))
        if spans:
            return without(text, spans)
    return list(_round_all(text))


def _may_have_rims(text: str) -> bool:
    """Whether the first two lines begin or end alike, with what no text has there. Looked at before any line is told apart."""
    first, _, rest = text.strip().partition("\n")
    second = rest.lstrip()[:400].partition("\n")[0].rstrip()
    if not first:
        return False
    begins, ends = first[0], first.rstrip()[-1]
    if (
        _LOCATED.match(first)
        or begins.isdigit()
        or begins in "\"'[{(b"
        or "?" in text[:400]
        or text.count("?") * 2 >= _LEAST
    ):
        return True
    alike = second[:1] == begins and not _OWN_BEFORE.match(begins)
    return alike or (second[-1:] == ends and not _OWN_BEHIND.match(ends))


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


def _items(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """The same with a mark behind each number, where two of the lines at least have a number or a day of their own."""
    found = [_ITEM.match(text, line.start()) for line in lines]
    if all(found):
        numbers = [int(item[1] or item[2]) for item in found if item]
        own = sum(_has_its_own(text[item.end() : item.end() + 30].partition("\n")[0]) for item in found if item)
        if own >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            yield from (item.span() for item in found if item)


def _has_its_own(rest: str) -> bool:
    folded = fold(rest.strip())
    return bool(folded) and (NUMBERED.match(folded) is not None or DATE_LINE.fullmatch(folded) is not None)


def _clocks(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """A clock before each line."""
    found = [_CLOCK.match(text, line.start()) for line in lines] if _CLOCK.match(text, lines[0].start()) else [None]
    if all(found):
        yield from (clock.span() for clock in found if clock)


def _located(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """The same file and a growing number before each line."""
    found = [_LOCATED.match(text, line.start()) for line in lines] if _LOCATED.match(text, lines[0].start()) else [None]
    if all(found) and len({place[1] for place in found if place}) == 1:
        numbers = [int(place[2]) for place in found if place]
        if numbers == sorted(set(numbers)):
            yield from (place.span() for place in found if place)


def _shared(text: str, lines: list[re.Match[str]]) -> Iterator[Span]:
    """What stands before all lines and behind all of them, the last perhaps with less of it, and is no part of words."""
    rows = [(line.start() + len(line.group()) - len(line.group().lstrip()), line.group().strip()) for line in lines]
    words = [row for _, row in rows]
    before = _up_to_words(_alike(words)[:_LONGEST_RIM], _OWN_BEFORE)
    behind = _up_to_words(_alike([row[::-1] for row in words[:-1]])[:_LONGEST_RIM], _OWN_BEHIND)[::-1]
    for start, row in rows:
        if before.strip():
            yield start, start + len(before)
        if behind.strip():
            ends = behind if row.endswith(behind) else _begin_of(behind, row)
            if ends and len(before) + len(ends) < len(row):
                yield start + len(row) - len(ends), start + len(row)


def _alike(rows: list[str]) -> str:
    """What all rows begin with."""
    first, last = min(rows), max(rows)
    size = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other),
        min(len(first), len(last)),
    )
    return first[:size]


def _begin_of(rim: str, row: str) -> str:
    """As much of the begin of a rim as the row ends with."""
    return next((rim[:size] for size in range(len(rim) - 1, 0, -1) if row.endswith(rim[:size])), "")


def _up_to_words(rim: str, words: re.Pattern[str]) -> str:
    """As much of a rim as is no words; of a tag or a name in quotation marks all."""
    named = _NAMED_RIM.match(rim)
    if named:
        return named.group()
    found = words.search(rim)
    return rim[: found.start()] if found else rim


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
    if inner and inner[0] == inner[-1] == '"' and text.count('"') == 2:
        for at in (text.index('"'), text.rindex('"')):
            yield Edit(at, at + 1, '"', "")
