"""The data box of an authority's page: labels and what stands behind them (索引号, 发文机关, 成文日期, 发布日期 …).

A scrape leaves it as lines of several labels each, as rows of a table without colons, with every cell on a line of its own, or
as all labels above all values.
Only a run of at least two labels, one of them a label that nothing but such a box has, is read: 标题 or 来源 alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.model import Repaired
from builder.text.date_expressions import expressions

_LABELS = (  # what a value is for, and its labels
    (
        "issuer",
        "发布机构|发布机关|发文机关|发文机构|发文单位|发布单位|制发机关|发布部门|公开机构|公开责任部门|责任部门|制文机关|制定机关|印发机关",
    ),
    ("number", "发文字号|发文文号|发布文号|文件编号|公文编号|文件字号|发文号|文号|字号"),
    ("title", "标题|名称|信息名称|文件名称|公文名称|文件标题"),
    ("written", "成文日期|成文时间|发文日期|发文时间|生成日期|生成时间|制发日期|印发日期|签发日期|制定日期"),
    ("published", "发布日期|发布时间|公开日期|公开时间|公布日期|上网日期"),
    ("effective", "生效日期|生效时间|实施日期|施行日期"),
    ("expiring", "失效日期|失效时间|废止日期|废止时间|终止日期"),
    (
        "other",
        "索引号|信息索引|索引编号|主题分类|主题词|体裁分类|组配分类|服务对象|有效性|时效性|效力状态|有效状态|公开方式|公开形式|公开类型|公开范围"
        "|公开属性|公开时限|公文种类|公文时效|信息分类|信息类别|所属主题|分类|关键词|内容概述|文件类型|来源|作者|浏览次数|阅读次数|字体",
    ),
)
_KEYS = {label: key for key, labels in _LABELS for label in labels.split("|")}
#: labels that pages without a data box carry too
_COMMON = frozenset(
    (
        "标题",
        "名称",
        "发布日期",
        "发布时间",
        "来源",
        "作者",
        "关键词",
        "分类",
        "浏览次数",
        "阅读次数",
        "字号",
        "字体",
        "文号",
    )
)
_ANY = "|".join(r"[ \t\u3000]{0,8}".join(label) for label in sorted(_KEYS, key=len, reverse=True))
#: a label within a line: at its start or behind a blank, with a colon, brackets or a blank behind it
_INLINE = re.compile(
    rf"(?:^|(?<=[\s|｜【\[]))[【\[]?(?P<label>{_ANY})[ \t\u3000]{{0,4}}"
    r"(?:[】\]][ \t\u3000]{0,2}[:：]?|[:：]|(?=[ \t\u3000]|$))[ \t\u3000]*"
)
#: the first two characters of every label
_QUICK = re.compile("|".join(rf"{first}\s*{second}" for first, second in sorted({label[:2] for label in _KEYS})))
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


def read_box(repaired: Repaired) -> tuple[Entry, ...]:
    """What the page's data boxes say, in the order of the page; values that say nothing (无, —) are left out."""
    found: list[Entry] = []
    for run in _runs(repaired.page):
        if len(run) >= 2 and any(label not in _COMMON for label, _ in run):
            found += (entry for _, entry in run if not _NOTHING.fullmatch(entry.value))
    return tuple(found)


def _runs(page: str) -> Iterator[list[_Told]]:
    """The labels with their values in runs without another line between them."""
    lines = [_Row(match.start(), match.group(), _labels(match.group())) for match in _LINE.finditer(page)]
    run: list[_Told] = []
    at = 0
    while at < len(lines):
        told, used = _apart(page, lines, at) or _inline(page, lines, at)
        if used and not lines[at].labels:
            yield run
            run = []
        run += told
        at += used
    yield run


_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


def _labels(line: str) -> list[re.Match[str]]:
    """The labels of a line that begins with one."""
    labels = list(_INLINE.finditer(line)) if len(line) <= _LONGEST and _QUICK.search(line) else []
    return labels if labels and labels[0].start() <= len(line) - len(line.lstrip()) else []


def _inline(page: str, lines: list[_Row], at: int) -> tuple[list[_Told], int]:
    """The values behind the labels of one line; the last label's value may be the next line."""
    start, line, labels = lines[at]
    told, used = [], 1
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        end = following.start() if following else len(line)
        if line[label.end() : end].strip():
            told.append(_told(label, page, start + label.end(), start + end))
        elif following is None and at + 1 < len(lines) and not lines[at + 1].labels:
            below = lines[at + 1]
            told.append(_told(label, page, below.start, below.start + len(below.line)))
            used = 2
    return told, used


_CELL = re.compile(r"[^\s|｜]+")


def _apart(page: str, lines: list[_Row], at: int) -> tuple[list[_Told], int] | None:
    """A row of labels above a row of values, or a column of labels above a column of values, where each value is of its
    label's kind; None for anything else."""
    labels = lines[at].labels
    if len(labels) >= 2 and not _INLINE.sub("", lines[at].line).strip(" \t\u3000|｜") and at + 1 < len(lines):
        cells = [(lines[at + 1].start + cell.start(), cell.group()) for cell in _CELL.finditer(lines[at + 1].line)]
        return _paired(page, labels, cells, 2)
    column = []
    for row in lines[at : at + _MOST_LABELS]:
        if len(row.labels) != 1 or row.line[row.labels[0].end() :].strip():
            break
        column.append(row.labels[0])
    values = lines[at + len(column) : at + 2 * len(column)]
    if len(column) < 2 or any(value.labels for value in values):
        return None
    return _paired(page, column, [(value.start, value.line) for value in values], 2 * len(column))


_MOST_LABELS = 16
_DAYS = ("written", "published", "effective", "expiring")


def _paired(
    page: str, labels: list[re.Match[str]], values: list[tuple[int, str]], used: int
) -> tuple[list[_Told], int] | None:
    kinds = [_KEYS[_name(label)] for label in labels]
    if len(values) != len(labels) or not any(kind in _DAYS for kind in kinds):
        return None
    for kind, (_, value) in zip(kinds, values, strict=True):
        if kind in _DAYS and not (_NOTHING.fullmatch(value) or expressions(value)):
            return None
        if kind == "number" and not (_NOTHING.fullmatch(value) or re.search(r"\d", value)):
            return None
    told = [_told(label, page, start, start + len(value)) for label, (start, value) in zip(labels, values, strict=True)]
    return told, used


def _name(label: re.Match[str]) -> str:
    return re.sub(r"\s", "", label["label"])


def _told(label: re.Match[str], page: str, start: int, end: int) -> _Told:
    return _name(label), _entry(_name(label), page, start, end)


def _entry(label: str, page: str, start: int, end: int) -> Entry:
    words = page[start:end]
    start += len(words) - len(words.lstrip())
    value = words.strip()
    return Entry(_KEYS[label], value, start, start + len(value))
