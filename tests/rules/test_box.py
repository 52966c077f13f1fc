"""The table of a data box's labels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES
from builder.rules.box import FILE, any_of, load_box

LABELS = load_box(TABLES)


def table(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    load_box(tmp_path)


def test_a_label_tells_what_its_value_is_for() -> None:
    """发文机关 names who issues, 成文日期 when it was written."""
    assert {"发文机关", "公开机构"} <= set(LABELS.of("issuer")) and "成文日期" not in LABELS.of("issuer")


def test_labels_that_any_page_has_are_known_as_such() -> None:
    """标题 stands above news too, 索引号 above nothing but an authority's text."""
    assert "标题" in LABELS.common and "索引号" not in LABELS.common


def test_a_pattern_of_labels_takes_the_longest_and_allows_blanks() -> None:
    """发布机构 before 发布; 文　号 is 文号."""
    pattern = re.compile(any_of(("文号", "发布", "发布机构")))
    assert pattern.match("发布机构：甲").group() == "发布机构" and pattern.fullmatch("文　号")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{}", "is no list"),
        ("- {says: issuer}", "has no 'labels'"),
        ("- {says: isuer, labels: [甲]}", "is no part of a record"),
        ("- {says: issuer, labels: 甲}", "is no list of words"),
        ("- {says: issuer, labels: [甲], comon: [乙]}", "unknown key 'comon'"),
        ("- {says: issuer, labels: [甲]}\n- {says: other, labels: [甲]}", "stands twice"),
    ],
)
def test_faults(tmp_path: Path, text: str, word: str) -> None:
    """Every fault is told with what to do."""
    with pytest.raises(TableError, match=word):
        table(tmp_path, text)
