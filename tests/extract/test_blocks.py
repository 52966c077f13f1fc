"""Blocks: every character in exactly one, anchors unique, roles judged from shape and place."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.blocks import find_blocks, numbering
from builder.model import Block, Repaired
from builder.rules import Rules, load
from tests.extract.pages import repaired_of

LINES = st.lists(
    st.sampled_from(
        (
            "一、甲",
            "（一）乙",
            "1.丙。",
            "各县区人民政府：",
            "（第3号）",
            "某市人民政府",
            "2021年2月3日",
            "附件：表",
            "",
            "　",
            "甲　　乙",
            "一要抓好落实。",
            "为做好工作，现通知如下：",
        )
    )
    | st.text(alphabet="甲乙、。：（）1 　-\t", max_size=20),
    min_size=1,
    max_size=12,
)


@cache
def rules() -> Rules:
    return load()


def blocks_of(*lines: str | tuple[str, str]) -> tuple[Repaired, tuple[Block, ...]]:
    repaired = repaired_of(*lines)
    return repaired, find_blocks(repaired, rules())


def roles(*lines: str | tuple[str, str]) -> list[tuple[str, int]]:
    return [(block.role, block.level) for block in blocks_of(*lines)[1]]


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_character_stands_in_exactly_one_block(lines: list[str]) -> None:
    repaired, blocks = blocks_of(*lines)
    held = "".join(repaired.text[block.start : block.end] for block in blocks)
    assert "".join(held.split()) == "".join(repaired.text.split())
    assert all(a.end <= b.start for a, b in pairwise(blocks))


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_anchors_are_unique_and_count_in_raw(lines: list[str]) -> None:
    repaired, blocks = blocks_of(("chrome", "首页 > 公告"), *lines)
    assert len({block.anchor for block in blocks}) == len(blocks)
    for block in blocks:
        assert repaired.raw[int(block.anchor[1:])] == repaired.text[block.start]


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_only_headings_and_items_have_a_level(lines: list[str]) -> None:
    for _, level in [(role, level) for role, level in roles(*lines) if role not in ("heading", "item")]:
        assert level == 0
    levels = [level for role, level in roles(*lines) if role in ("heading", "item")]
    assert all(1 <= level <= 4 for level in levels) and (not levels or min(levels) == 1)


def test_a_notice_from_its_number_to_its_attachment() -> None:
    assert roles(
        "某政发〔2021〕5号",
        "各县（市、区）人民政府，市直各单位：",
        "为做好疫情防控工作，现将有关事项通知如下：",
        "一、加强排查",
        "各地要对返乡人员逐一登记，不漏一人。",
        "二、落实责任",
        "（一）各单位主要负责人是第一责任人。",
        "（二）对失职的，依法追究责任。",
        "某市新冠肺炎疫情防控指挥部",
        "2021年2月3日",
        "附件：1.登记表",
    ) == [
        ("number", 0),
        ("addressee", 0),
        ("paragraph", 0),
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 1),
        ("item", 2),
        ("item", 2),
        ("signature", 0),
        ("date-line", 0),
        ("attachment", 0),
    ]


def test_a_numbered_line_that_is_a_whole_clause_is_an_item() -> None:
    assert roles("一、全市景区暂停营业，恢复时间另行通知。", "二、公交停运。") == [("item", 1), ("item", 1)]


def test_short_numbered_lines_in_a_row_are_a_list_and_name_nothing() -> None:
    assert roles("请携带下列证件：", "1.身份证", "2.健康码", "3.采样码")[1:] == [("item", 1)] * 3


def test_a_numbered_line_names_what_is_nested_below_it() -> None:
    assert roles("一、排查管控", "（一）逐户登记，不漏一人。", "（二）每日上报。")[0] == ("heading", 1)


def test_an_opening_that_ends_in_a_colon_addresses_nobody() -> None:
    assert roles("现将有关事项通告如下：", "一、甲地封闭。")[0] == ("paragraph", 0)


def test_a_signature_on_two_lines_is_one_on_each() -> None:
    assert roles("五、依法处理。", "某市新冠肺炎疫情防控", "工作领导小组和指挥部", "1月11日")[1:] == [
        ("signature", 0),
        ("signature", 0),
        ("date-line", 0),
    ]


def test_a_signature_above_an_attachment_is_one() -> None:
    found = roles("特此通知。", "某县教育局", "2021年3月1日", "附件", "一、学校名单如下，请遵照执行。")
    assert found[1:4] == [("signature", 0), ("date-line", 0), ("attachment", 0)]


def test_a_name_of_a_body_inside_the_text_signs_nothing() -> None:
    assert roles("一、报告对象", "某县疾病预防控制中心", "二、请于每日17时前上报。")[1][0] != "signature"


def test_dates_in_chinese_numerals_and_with_dots_are_date_lines() -> None:
    for line in (
        "二〇二〇年二月五日",
        "2020.2.3",
        "2020年12月",
        "1月18日",
        "（2021年2月3日）",
        "2020年1月29日（正月初五）",
    ):
        assert roles("特此通告。", line)[1] == ("date-line", 0), line


def test_a_sentence_that_opens_with_a_day_is_no_date_line() -> None:
    assert roles("2月3日，全市启动全员核酸检测。") == [("paragraph", 0)]


def test_rows_with_cells_are_one_table() -> None:
    repaired, blocks = blocks_of("名单如下。", "区域\t电话\t地址", "甲区\t110\t某路", "乙区\t120\t某街", "请市民周知。")
    assert [block.role for block in blocks] == ["paragraph", "table", "paragraph"]
    assert repaired.text[blocks[1].start : blocks[1].end].count("\n") == 2


def test_a_line_whose_bullet_was_removed_is_an_item() -> None:
    found = roles(
        "主要体现在以下几个方面：", ("chrome", "-"), "优化内防措施：", ("chrome", "-"), "重点场所：落实扫码、测温。"
    )
    assert [role for role, _ in found] == ["paragraph", "item", "item"]


def test_the_outermost_numbering_of_a_text_has_level_one() -> None:
    assert roles("会议提出三方面要求。", "一要抓好排查。", "二要抓好检测。")[1:] == [("item", 1), ("item", 1)]


def test_numbering_styles_have_their_levels() -> None:
    styles = {
        "一、甲": 1,
        "第三条 甲": 1,
        "（二）甲": 2,
        "一是甲": 2,
        "3.甲": 3,
        "(4)甲": 4,
        "①甲": 4,
        "2021年甲": 0,
        "1.5米": 0,
    }
    assert {words: numbering(words)[0] for words in styles} == styles
