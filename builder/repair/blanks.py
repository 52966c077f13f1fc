"""Blanks and line feeds that a program scattered over running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from builder.repair.case import Case
from builder.repair.lines import DATE_LINE, NUMBERED
from builder.text.edits import Edit
from builder.text.fold import fold
from builder.text.script import HAN

_BEFORE_MARK = re.compile(f"(?<=[{HAN}”》）%0-9])[ \u00a0]{{1,2}}(?=[、。，；：！？”》）])")
_BETWEEN = re.compile(f"(?<=[{HAN}])[ \u00a0](?=[{HAN}])")
_RUNNING = re.compile("[^\n]{40,}")
_SENTENCE_END = re.compile("[。；：！？!?;:…”』」]$")
_SENTENCE = re.compile("[^\n]{9,39}[，。；：][^\n]{0,30}$", re.MULTILINE)
#: the blank behind 第一条 or a label at the start of a line is meant
_LABEL = 12
_INSIDE = re.compile("[，。；,;].")
_LEAST_WRAPPED = 6


def drop_blanks_before_marks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a blank before a Chinese mark: ``第一步 、``. No one writes one; a blank behind a mark may be meant."""
    return [Edit(found.start(), found.end(), found.group(), "") for found in _BEFORE_MARK.finditer(text)]


def drop_scattered_blanks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes single blanks between characters of running text, in a text that has them everywhere.

    In short lines blanks part the words of a signature, a table or a title (通 告); there they stay.
    """
    lines = list(_RUNNING.finditer(text))
    inside = sum(len(_BETWEEN.findall(text, line.start() + _LABEL, line.end())) for line in lines)
    if inside < 3 or inside * 300 < len(text):
        return ()
    lines += [line for line in _SENTENCE.finditer(text) if len(line.group()) < 40]
    lines.sort(key=lambda line: line.start())
    found = (blank for line in lines for blank in _BETWEEN.finditer(text, line.start(), line.end()))
    return [
        Edit(blank.start(), blank.end(), blank.group(), "")
        for blank in found
        if text[blank.start() - 1] not in "条章款节" and _is_inside(text, blank.start())
    ]


def _is_inside(text: str, at: int) -> bool:
    """Whether the line is long, or the blank not behind its first words."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return at - start > 4 or (end if end >= 0 else len(text)) - start >= 40


def join_wrapped_lines(text: str, case: Case) -> Iterable[Edit]:
    """Joins the lines of a text that was wrapped at a fixed width.

    Wrapped text shows itself by its lines: most are about equally long and most of these end in the middle of a sentence.
    """
    lines = [line for line in re.finditer("[^\n]+", text) if line.group().strip()]
    if len(lines) < _LEAST_WRAPPED:
        return ()
    lengths = sorted(len(line.group().strip()) for line in lines)
    width = lengths[-1 - len(lengths) // 20]
    if not 18 <= width <= 60 or lengths[-1] > width + 4:
        return ()
    exact = lengths.count(width) >= 0.6 * sum(length >= width - 4 for length in lengths)
    full = [line for line in lines if len(line.group().strip()) >= width - (0 if exact else 4)]
    broken = [line for line in full if not _SENTENCE_END.search(line.group().strip())]
    inside = [line for line in broken if _INSIDE.search(line.group())]
    if len(full) < max(4, 0.25 * len(lines)) or len(broken) < 0.6 * len(full) or len(inside) < 0.6 * len(broken):
        return ()  # without marks inside its lines it is a list
    return list(_joins(text, lines, {line.start() for line in broken}))


def _begins_anew(folded: str) -> bool:
    """A clause or a date never goes on a line that stands above it."""
    return NUMBERED.match(folded) is not None or DATE_LINE.fullmatch(folded) is not None


def _joins(text: str, lines: list[re.Match[str]], broken: set[int]) -> Iterator[Edit]:
    for line, following in pairwise(lines):
        if line.start() in broken and not _begins_anew(fold(following.group().strip())):
            end = line.start() + len(line.group().rstrip())
            start = following.start() + len(following.group()) - len(following.group().lstrip())
            yield Edit(end, start, text[end:start], "")
