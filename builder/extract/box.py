"""The data box of an authority's page: labels and what stands behind them (索引号, 发文机关, 成文日期, 发布日期 …).

A scrape leaves it as lines of several labels each, as rows of a table without colons, with every cell on a line of its own, or
as all labels above all values.
Only a run of at least two labels, one of them a label that nothing but such a box has, is read: 标题 or 来源 alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from builder.model import Repaired
from builder.rules.box import BoxLabels, any_of
from builder.text.date_expressions import expressions

_NOTHING = re.compile(r"[\s无空—\-－/\\]*")
_LONGEST = 120  #: characters of a line of a box


class Entry(NamedTuple):
    """A value of the box at ``[start, end)`` of *page*, and what it is for: issuer, number, title, written, published, effective,
    expiring or other."""

    key: str
    value: str
    start: int
    end: int


_Told = tuple[str, Entry]  #: a label and what it is for


class _Row(NamedTuple):
    """A line of the page that is not blank."""

    start: int
    line: str
    labels: list[re.Match[str]]


class _Labels(NamedTuple):
    """The table as patterns."""

    says: dict[str, str]
    common: frozenset[str]
    #: a label within a line: at its start or behind a blank, with a colon, brackets or a blank behind it
    inline: re.Pattern[str]
    quick: re.Pattern[str]  #: the first two characters of every label


@lru_cache(maxsize=4)
def _compiled(table: BoxLabels) -> _Labels:
    says = dict(table.says)
    inline = re.compile(
        rf"(?:^|(?<=[\s|｜【\[]))(?:[【\[][ \t\u3000]{{0,2}})?(?P<label>{any_of(table.of())})[ \t\u3000]{{0,4}}"
        r"(?:[】\]][ \t\u3000]{0,2}[:：]?|[:：]|(?=[ \t\u3000]|$))[ \t\u3000]*"
    )
    quick = "|".join(rf"{first}\s*{second}" for first, second in sorted({label[:2] for label in says}))
    return _Labels(says, table.common, inline, re.compile(quick))


def read_box(repaired: Repaired, table: BoxLabels) -> tuple[Entry, ...]:
    """What the page's data boxes say, in the order of the page; values that say nothing (无, —) are left out."""
    labels = _compiled(table)
    found: list[Entry] = []
    for run in _runs(repaired.page, labels):
        if len(run) >= 2 and any(label not in labels.common for label, _ in run):
            found += (entry for _, entry in run if not _NOTHING.fullmatch(entry.value))
    return tuple(found)


def _runs(page: str, labels: _Labels) -> Iterator[list[_Told]]:
    """The labels with their values in runs without another line between them."""
    lines = [_Row(match.start(), match.group(), _labels(match.group(), labels)) for match in _LINE.finditer(page)]
    run: list[_Told] = []
    at = 0
    while at < len(lines):
        told, used = _apart(page, lines, at, labels) or _inline(page, lines, at, labels)
        if used and not lines[at].labels:
            yield run
            run = []
        run += told
        at += used
    yield run


#: with its indent; a line of nothing but blanks is looked through once, from its begin
_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)


def _labels(line: str, labels: _Labels) -> list[re.Match[str]]:
    """The labels of a line that begins with one."""
    found = list(labels.inline.finditer(line)) if len(line) <= _LONGEST and labels.quick.search(line) else []
    return found if found and found[0].start() <= len(line) - len(line.lstrip()) else []


def _inline(page: str, lines: list[_Row], at: int, table: _Labels) -> tuple[list[_Told], int]:
    """The values behind the labels of one line; the last label's value may be the next line, up to the labels in it."""
    row = lines[at]
    told = _behind(page, row, row.labels, table)
    below = lines[at + 1] if at + 1 < len(lines) else None
    if not row.labels or row.line[row.labels[-1].end() :].strip() or not below or below.labels:
        return told, 1
    labels = list(table.inline.finditer(below.line)) if len(below.line) <= _LONGEST else []
    end = labels[0].start() if labels else len(below.line)
    told.append(_told(row.labels[-1], page, below.start, below.start + end, table))
    return told + _behind(page, below, labels, table), 2


def _behind(page: str, row: _Row, labels: list[re.Match[str]], table: _Labels) -> list[_Told]:
    """The values that stand right behind the labels of a line."""
    told = []
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        end = following.start() if following else len(row.line)
        if row.line[label.end() : end].strip():
            told.append(_told(label, page, row.start + label.end(), row.start + end, table))
    return told


_CELL = re.compile(r"[^\s|｜]+")


def _apart(page: str, lines: list[_Row], at: int, table: _Labels) -> tuple[list[_Told], int] | None:
    """A row of labels above a row of values, or a column of labels above a column of values, where each value is of its
    label's kind; None for anything else."""
    labels = lines[at].labels
    if len(labels) >= 2 and not table.inline.sub("", lines[at].line).strip(" \t\u3000|｜") and at + 1 < len(lines):
        cells = [(lines[at + 1].start + cell.start(), cell.group()) for cell in _CELL.finditer(lines[at + 1].line)]
        return _paired(page, labels, cells, 2, table)
    column = []
    for row in lines[at : at + _MOST_LABELS]:
        if len(row.labels) != 1 or row.line[row.labels[0].end() :].strip():
            break
        column.append(row.labels[0])
    values = lines[at + len(column) : at + 2 * len(column)]
    if len(column) < 2 or any(value.labels for value in values):
        return None
    return _paired(page, column, [(value.start, value.line) for value in values], 2 * len(column), table)


_MOST_LABELS = 16
_DAYS = ("written", "published", "effective", "expiring")


def _paired(
    page: str, labels: list[re.Match[str]], values: list[tuple[int, str]], used: int, table: _Labels
) -> tuple[list[_Told], int] | None:
    kinds = [table.says[_name(label)] for label in labels]
    if len(values) != len(labels) or not any(kind in _DAYS for kind in kinds):
        return None
    for kind, (_, value) in zip(kinds, values, strict=True):
        if kind in _DAYS and not (_NOTHING.fullmatch(value) or expressions(value)):
            return None
        if kind == "number" and not (_NOTHING.fullmatch(value) or re.search(r"\d", value)):
            return None
    told = [
        _told(label, page, start, start + len(value), table)
        for label, (start, value) in zip(labels, values, strict=True)
    ]
    return told, used


def _name(label: re.Match[str]) -> str:
    return re.sub(r"\s", "", label["label"])


def _told(label: re.Match[str], page: str, start: int, end: int, table: _Labels) -> _Told:
    words = page[start:end]
    start += len(words) - len(words.lstrip())
    value = words.strip()
    return _name(label), Entry(table.says[_name(label)], value, start, start + len(value))
