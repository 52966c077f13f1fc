"""The document's own number, never one it cites; a lost bracket or 号 put back, a lost year never."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.number import find_number
from builder.model import Field
from builder.rules import Rules, load
from tests.extract.pages import repaired_of

CLAUSES = ("为做好疫情防控工作，现将有关事项通告如下：", "一、全市景区暂停营业。")


@cache
def rules() -> Rules:
    return load()


def number(*lines: str | tuple[str, str]) -> Field:
    repaired = repaired_of(*lines)
    field = find_number(repaired, find_blocks(repaired, rules()), read_box(repaired, rules().box))
    for one in field.evidence:
        assert repaired.raw[one.start : one.end] == one.quote
    return field


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("（第3号）", "第3号"),
        ("第十八号", "第十八号"),
        ("（2022年第6号）", "2022年第6号"),
        ("某政发〔2021〕5号", "某政发〔2021〕5号"),
        ("某防指〔2021〕第12号", "某防指〔2021〕第12号"),
        ("〔2022〕第5号", "〔2022〕第5号"),
        ("某政办函[2020] 31 号", "某政办函[2020]31号"),
        ("督查〔2022〕第5期", "督查〔2022〕第5期"),
        ("第117/2022号", "第117/2022号"),
        ("某政发﹝2021﹞5号", "某政发﹝2021﹞5号"),
        ("某防指发 〔2021〕 15 号", "某防指发〔2021〕15号"),
        ("（二〇二二年第三号）", "二〇二二年第三号"),
        ("第１２号", "第12号"),
        ("某市防控指挥部通告 第12号", "第12号"),
        ("某防控办发〔2021〕4号（某疫防紧〔2021〕第4号）", "某防控办发〔2021〕4号"),
        ("（文号：某交发〔2021〕233号）", "某交发〔2021〕233号"),
    ],
)
def test_a_number_line_is_stated_without_its_brackets(line: str, value: str) -> None:
    field = number(("title", "某市防控指挥部通告"), line, *CLAUSES)
    assert (field.value, field.status, field.rule) == (value, "stated", "number/own-line")


def test_an_issue_in_brackets_behind_the_title_is_its_number() -> None:
    assert number(("title", "某机场致旅客出行提示（第14期）"), *CLAUSES).value == "第14期"


def test_a_part_of_a_series_of_answers_has_no_number() -> None:
    assert number(("title", "某区热线高频问题解答（第四期）"), *CLAUSES).value is None


def test_a_number_put_right_in_quotation_marks_goes_before_the_wrong_one() -> None:
    field = number(("title", "某县通告"), "（更正：原题写“某疫指〔2022〕17号”，应为某疫指〔2022〕19号）", *CLAUSES)
    assert (field.value, field.rule) == ("某疫指〔2022〕19号", "number/corrected")
    assert number(("title", "某市疾控中心解读《防控方案（第九版）》"), *CLAUSES).value is None


def test_a_number_of_one_of_several_collected_acts_is_not_the_pages() -> None:
    assert number(("title", "某市近期通告汇总"), ("meta", "来源：本站"), ("title", "第9号通告"), *CLAUSES).value is None


def test_a_number_line_that_repair_took_for_a_title_may_have_lost_its_bracket() -> None:
    field = number(("title", "某某防办〔202153号"), *CLAUSES)
    assert (field.value, field.status) == ("某某防办〔2021〕53号", "inferred")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("某政办发〔201746", "某政办发〔2017〕46号"),
        ("某政发〔2021〕5", "某政发〔2021〕5号"),
        ("某政发〔2021 5号", "某政发〔2021〕5号"),
    ],
)
def test_a_bracket_or_hao_lost_by_the_scrape_is_put_back_as_inferred(line: str, value: str) -> None:
    field = number(line, *CLAUSES)
    assert (field.value, field.status, field.rule) == (value, "inferred", "number/mended")
    assert field.because and "lost" in field.because


@settings(max_examples=60, deadline=None)
@given(st.integers(2003, 2026), st.integers(1, 999))
def test_what_was_lost_is_put_back_as_it_was(year: int, count: int) -> None:
    whole = f"某政发〔{year}〕{count}号"
    assert number(whole.replace("〕", "").replace("号", ""), *CLAUSES).value == whole


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("某市防控指挥部第8号令", "第8号令"),
        ("某市防控指挥部第31号通告", "第31号"),
        ("某县指挥部公告（第17号）", "第17号"),
        ("某县指挥部公告〔2022〕5号", "〔2022〕5号"),
        ("某县指挥部3号令", "3号令"),
        ("某县指挥部公告（2020年第3号）", "2020年第3号"),
    ],
)
def test_a_number_in_the_title_counts(title: str, value: str) -> None:
    assert (number(("title", title), *CLAUSES).value, number(("title", title), *CLAUSES).rule) == (
        value,
        "number/in-title",
    )


def test_a_number_that_the_title_cites_does_not_count() -> None:
    assert number(("title", "关于废止《某市指挥部通告（第3号）》的决定"), *CLAUSES).value is None


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《某省防控工作方案》（某防指发〔2020〕2号）要求，现通告如下：",
        "根据我区第1号、第2号通告，决定实行分级管控。",
        "现将某政发〔2021〕5号文件转发给你们，请遵照执行。",
    ],
)
def test_a_number_in_a_sentence_is_cited(sentence: str) -> None:
    assert (number(sentence, "一、景区关闭。").value, number(sentence).status) == (None, "unknown")


def test_the_data_box_names_the_number() -> None:
    field = number(("meta", "发文机关：某市政府 发文字号：某政发〔2020〕9号 成文日期：2020-02-19"), *CLAUSES)
    assert (field.value, field.rule) == ("某政发〔2020〕9号", "number/in-stamp")


def test_a_number_between_the_words_of_the_page_stamp_counts() -> None:
    field = number(("meta", "2020-02-19　某政发〔2020〕9号　来源：市政府办"), *CLAUSES)
    assert (field.value, field.rule) == ("某政发〔2020〕9号", "number/in-stamp")


def test_a_number_beside_the_name_of_who_signs_it_off_counts() -> None:
    assert number("某政发〔2020〕9号　　　签发人：某某", *CLAUSES).value == "某政发〔2020〕9号"


def test_a_number_with_a_year_goes_before_one_without_and_the_other_is_kept() -> None:
    field = number("第3号", "某防指〔2021〕12号", *CLAUSES)
    assert field.value == "某防指〔2021〕12号"
    assert [other.value for other in field.others] == ["第3号"]


def test_a_lost_year_is_never_filled_in() -> None:
    field = number(("meta", "发布时间：2022-01-13"), "某体〔〕13号", *CLAUSES)
    assert (field.value, field.status, field.rule) == (None, "unknown", "number/damaged")
    assert [other.value for other in field.others] == ["某体〔〕13号"]


def test_a_number_behind_the_title_in_the_first_line_counts() -> None:
    assert number("关于停运客运班线的通告　〔2022〕12号", *CLAUSES).value == "〔2022〕12号"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("（某政发〔2020〕9号）", "某政发〔2020〕9号"),
        ("某区指挥部通告第30号：", "第30号"),
        ("某区指挥部办公室通告（〔2022〕第53号）", "〔2022〕第53号"),
        ("教育局通告第5/2022号", "第5/2022号"),
        ("第107/A/SS/2021号公告", "第107/A/SS/2021号"),
    ],
)
def test_a_number_in_brackets_or_behind_its_act_counts(line: str, value: str) -> None:
    """Brackets around the whole number, a colon behind it, and the slashes of Hong Kong and Macao."""
    assert number(line, *CLAUSES).value == value


def test_a_number_in_brackets_below_the_day_counts() -> None:
    lines = (*CLAUSES, "某县指挥部办公室", "2021年11月11日", "（某应急指办〔2021〕77号）")
    assert number(*lines).value == "某应急指办〔2021〕77号"


def test_a_number_without_its_last_character_above_the_text_is_mended() -> None:
    """Though repair took its line for a part of the title."""
    field = number(("title", "关于加强管理的通知"), ("title", "川疫指办发[2021]45"), "各市：", "停业。")
    assert (field.value, field.status) == ("川疫指办发〔2021〕45号", "inferred")


def test_a_number_in_the_title_that_lost_its_year_is_no_number() -> None:
    """第11号 of which year is not known; with its year, or without any, it stands."""
    assert number(("title", "四平市疫情防控指挥部年第11号令"), "停业。").value is None
    assert number(("title", "四平市疫情防控指挥部第11号令"), "停业。").value == "第11号令"
    assert number(("title", "四平市疫情防控指挥部2022年第11号令"), "停业。").value == "2022年第11号令"
