"""The data box of an authority's page: labels and what stands behind them (索引号, 发文机关, 成文日期, 发布日期 …).

A scrape leaves it as lines of several labels each, as rows of a table without colons, or with every cell on a line of its own.
Only a run of at least two labels, one of them a label that nothing but such a box has, is read: 标题 or 来源 alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.model import Repaired

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
_QUICK = re.compile("日\\s*期|时\\s*间|机\\s*[构关]|单\\s*位|部\\s*门|号|名\\s*称|标\\s*题|分\\s*类")
_NOTHING = re.compile(r"[\s无空—\-－/\\]*")
_LONGEST = 120  #: characters of a line of a box


class Entry(NamedTuple):
    """A value of the box at ``[start, end)`` of *page*, and what it is for: issuer, number, title, written, published, effective,
    expiring or other."""

    key: str
    value: str
    start: int
    end: int


def read_box(repaired: Repaired) -> tuple[Entry, ...]:
    """What the page's data boxes say, in the order of the page; values that say nothing (无, —) are left out."""
    found: list[Entry] = []
    for run in _runs(repaired.page):
        if len(run) >= 2 and any(label not in _COMMON for label, _ in run):
            found += (entry for _, entry in run if not _NOTHING.fullmatch(entry.value))
    return tuple(found)


def _runs(page: str) -> Iterator[list[tuple[str, Entry]]]:
    """The labels with their values in runs without another line between them."""
    run: list[tuple[str, Entry]] = []
    waiting: str | None = None  # a label at the end of a line, whose value may be the next line
    for match in re.finditer(r"[^\n]+", page):
        line, start = match.group(), match.start()
        if not line.strip():
            continue
        labels = list(_INLINE.finditer(line)) if len(line) <= _LONGEST and _QUICK.search(line) else []
        if not labels or labels[0].start() > len(line) - len(line.lstrip()):
            if waiting:
                run.append((waiting, _entry(waiting, page, start, match.end())))
                waiting = None
                continue
            waiting = None
            yield run
            run = []
            continue
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            end = following.start() if following else len(line)
            name = re.sub(r"\s", "", label["label"])
            waiting = None
            if line[label.end() : end].strip():
                run.append((name, _entry(name, page, start + label.end(), start + end)))
            else:
                waiting = name
    yield run


def _entry(label: str, page: str, start: int, end: int) -> Entry:
    words = page[start:end]
    start += len(words) - len(words.lstrip())
    value = words.strip()
    return Entry(_KEYS[label], value, start, start + len(value))
