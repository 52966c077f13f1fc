"""The lines of a text and its closing: who signs, and on what day.

A closing is a run of short lines at the end of a document, or of the part before its attachments: bodies, a day, marks such as
（代章） or （此件公开发布）. Some scrapes glue it to the last paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.text.date_expressions import Written, expressions, run_date

_SHORT = 48  #: characters; the longest bodies of the dev corpus have about 40
_SENTENCE = re.compile(r"[。；！？!?;]$")
_DATE_FRAME = re.compile(r"[\s()（）\[\]【】:：,，.。]|日期|发布时间|时间|印发")
_LUNAR = re.compile(
    r"[（(]?(?:农历)?(?:[一二三四五六七八九十正腊冬]{1,2}月)[初十廿][一二三四五六七八九十]?[)）]?|[（(]?农历[^)）]{2,12}[)）]?"
)
_FRAGMENT = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})(?:月(?:\d{1,2}|[一二三四五六七八九十廿]{1,3}))?日$")
_MARK = re.compile(r"^[（(【\[].{0,24}[）)】\]]$|^特此(?:通告|公告|通知|函告|通报)。?$")


class Line(NamedTuple):
    """A line of a text without its outer blanks."""

    start: int
    end: int
    text: str


class Closing(NamedTuple):
    """The signing lines and the day below them (or above, or none)."""

    lines: tuple[Line, ...]
    day: Written | None


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, with their offsets."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append(Line(start, start + len(stripped), stripped))
    return tuple(found)


def date_line(line: Line) -> Written | None:
    """The day that is all this line says; None for any other line. Offsets are those of the text."""
    if len(line.text) > _SHORT:
        return None
    found = expressions(line.text)
    if len(found) == 1 and not _DATE_FRAME.sub(
        "", _LUNAR.sub("", line.text[: found[0].start] + line.text[found[0].end :])
    ):
        return _moved(found[0], line.start)
    run = run_date(line.text)
    return _moved(run, line.start + line.text.find("2")) if run else None


def closings(text: str) -> tuple[Closing, ...]:
    """The closings of ``text``, the last first. A day with no signing line above it is a closing of its own only at the end."""
    lines = lines_of(text)
    found: list[Closing] = []
    split: int | None = None
    for index in range(len(lines) - 1, 0, -1):
        if index == split:
            continue
        if day := date_line(lines[index]) or _split_day(text, lines, index):
            split = index - 1 if day.start < lines[index].start else None
            above = _signing(lines, index - 1 if split is None else split - 1)
            if above or index >= len(lines) - 3:
                found.append(Closing(above, day))
    if not found and lines:
        last = len(lines) - 1
        while last > 0 and _MARK.match(lines[last].text):
            last -= 1
        if below := _signing(lines, last):
            found.append(Closing(below, None))
    return tuple(found)


def _split_day(text: str, lines: tuple[Line, ...], index: int) -> Written | None:
    """A day whose line was broken in two (2021年10月 | 23日)."""
    upper, lower = lines[index - 1], lines[index]
    if not _FRAGMENT.match(lower.text) or not re.search(r"[年月]$", upper.text):
        return None
    found = expressions(text, upper.start, lower.end)
    return found[0] if len(found) == 1 and found[0].start == upper.start and found[0].end == lower.end else None


def _signing(lines: tuple[Line, ...], index: int) -> tuple[Line, ...]:
    """The short lines that end at ``index``, in their order; nothing above a sentence."""
    kept: list[Line] = []
    while index > 0 and len(kept) < 8:
        line = lines[index]
        if _MARK.match(line.text):
            index -= 1
            if kept:
                break
            continue
        if len(line.text) > _SHORT or _SENTENCE.search(line.text) or re.match(r"附件|附[:：]|抄送", line.text):
            break
        kept.insert(0, line)
        index -= 1
    return tuple(kept)


def _moved(day: Written, by: int) -> Written:
    return day._replace(start=day.start + by, end=day.end + by)
