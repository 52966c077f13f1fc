"""The data box of an authority's page, in the shapes in which a scrape leaves it; what only looks like one is left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.box import read_box
from builder.rules import TABLES
from builder.rules.box import load_box
from tests.extract.pages import repaired_of

LABELS = load_box(TABLES)
TITLE, TEXT = "关于加强小区管理的通告", "一、各小区实行封闭管理，居民凭通行证出入。"
CELLS = {  # label: what it is for, its value
    "索引号": ("other", "014000/2021-00012"),
    "发文机关": ("issuer", "某市人民政府办公室"),
    "成文日期": ("written", "2021年1月3日"),
    "发文字号": ("number", "某政发〔2021〕5号"),
    "发布日期": ("published", "2021-01-04"),
    "标题": ("title", "关于加强小区管理的通告"),
    "失效日期": ("expiring", "2023年1月3日"),
}

SHAPES = {
    "one label a line": lambda cells: [f"{label}：{value}" for label, value in cells],
    "all in one line": lambda cells: [" ".join(f"{label}：{value}" for label, value in cells)],
    "two labels a line": lambda cells: [
        "　　".join(f"{label}：{value}" for label, value in cells[at : at + 2]) for at in range(0, len(cells), 2)
    ],
    "rows without colons": lambda cells: [f"{label}\t{value}" for label, value in cells],
    "labels in wide brackets": lambda cells: [
        "　".join(f"[ {label} ] {value}" for label, value in cells[at : at + 3]) for at in range(0, len(cells), 3)
    ],
    "labels in brackets": lambda cells: [f"【{label}】{value}" for label, value in cells],
    "each cell on its line": lambda cells: [part for label, value in cells for part in (f"{label}：", value)],
    "each bare cell on its line": lambda cells: [part for cell in cells for part in cell],
    "stretched labels": lambda cells: [f"{' '.join(label)}：{value}" for label, value in cells],
    "labels above values": lambda cells: [*(f"{label}：" for label, _ in cells), *(value for _, value in cells)],
    "a row above a row": lambda cells: [" ".join(label for label, _ in cells), " ".join(value for _, value in cells)],
}


def box(*lines: str) -> list[tuple[str, str]]:
    """What each value is for, and the value, of a page with these lines above its title and text."""
    repaired = repaired_of(*(("meta", line) for line in lines), ("title", TITLE), TEXT)
    entries = read_box(repaired, LABELS)
    assert [entry.value for entry in entries] == [repaired.page[entry.start : entry.end] for entry in entries]
    assert sorted(entries, key=lambda entry: entry.start) == list(entries)
    return [(entry.key, entry.value) for entry in entries]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=20)
@given(labels=st.permutations(list(CELLS)), many=st.integers(0, 4))
def test_a_box_says_the_same_in_every_shape(shape: str, labels: list[str], many: int) -> None:
    """Whatever its labels and their order, as long as one is a box's alone and one is a day: all are read, each once."""
    chosen = ["索引号", "成文日期", *[label for label in labels if label not in ("索引号", "成文日期")][:many]]
    chosen.sort(key=labels.index)
    cells = [(label, CELLS[label][1]) for label in chosen]
    assert box(*SHAPES[shape](cells)) == [CELLS[label] for label in chosen]


def test_labels_that_any_page_has_are_no_box() -> None:
    """标题, 来源 and 发布时间 stand above news too."""
    assert box("标题：甲", "发布时间：2021-01-04 来源：某网") == []
    assert box("标题：甲", "公开时间：2021-01-04 来源：某网") != []


def test_one_label_alone_is_no_box() -> None:
    """索引号 could be a word of the text; a second label right beside it could not."""
    assert box("索引号：014000/2021-00012") == []
    assert box("索引号：014000/2021-00012", "某某网", "成文日期：2021年1月3日") == []
    assert box("索引号：014000/2021-00012", "成文日期：2021年1月3日") != []


@pytest.mark.parametrize("nothing", ["无", "—", "-", "/", " "])
def test_a_value_that_says_nothing_is_left_out(nothing: str) -> None:
    """The labels beside it count all the same."""
    assert box(f"发文字号：{nothing} 索引号：014000 成文日期：2021年1月3日") == [
        ("other", "014000"),
        ("written", "2021年1月3日"),
    ]


def test_values_that_are_not_of_their_labels_kind_are_not_paired() -> None:
    """A column of labels whose day would be an authority: cells are lost, and nobody knows which."""
    assert box("成文日期：", "发文机关：", "某市人民政府", "2021年1月3日") == []
    assert box("成文日期 发文字号", "2021年1月3日 某某通告") == []


def test_a_row_with_a_cell_less_is_not_paired() -> None:
    """Three labels, two values: which is missing is not known."""
    assert ("number", "2021年1月3日") not in box("索引号 发文字号 成文日期", "014000 2021年1月3日")


def test_a_sentence_with_the_words_of_a_label_is_no_box() -> None:
    """A label begins its line."""
    assert box("请各单位核对索引号：014000 成文日期：2021年1月3日") == []


def test_a_rare_label_between_two_others_parts_no_box() -> None:
    """Each on a line of its own, as the portals of provinces have it."""
    assert ("written", "2021年1月3日") in box("索引号：014000", "有效性：有效", "成文日期：2021年1月3日")


def test_a_box_may_be_wrapped_behind_a_label() -> None:
    """The value then begins the next line, and the labels behind it count."""
    assert box("索引号：014000　公开方式：", "主动公开　成文日期：2021年1月3日 发布日期：2021-01-04") == [
        ("other", "014000"),
        ("other", "主动公开"),
        ("written", "2021年1月3日"),
        ("published", "2021-01-04"),
    ]
