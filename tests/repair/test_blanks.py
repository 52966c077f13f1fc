"""Blanks and line feeds that a program scattered: what goes, and what somebody meant."""

from __future__ import annotations

import pytest

from tests.corpus.report import repaired
from tests.damage import damage_page

LONG = "各级各部门要严格落实防控责任，全面做好核酸检测和流行病学调查工作，切实保障人民群众生命安全和身体健康。"
SCATTERED = (
    "各级各 部门要严格落 实防控责任，全面做好核酸检 测和流行病 学调查工作，切实保 障人民群众生命安全和身体健康。"
)


def test_a_text_full_of_scattered_blanks_loses_those_in_short_lines_too():
    """Short lines suffer as long ones do."""
    raw = f"{SCATTERED}\n二、复工程 序\n某县新型冠 状病毒感染肺炎疫情防控指挥部"
    assert repaired(raw).page == f"{LONG}\n二、复工程序\n某县新型冠状病毒感染肺炎疫情防控指挥部"


@pytest.mark.parametrize("line", ["某县疫情防 控工 作领导小组 办 公室", "台山市 侨务 局"])
def test_a_signature_that_is_parted_in_its_words_is_whole_again(line: str):
    """However many blanks it has: cells and spaced-out titles keep their words whole."""
    assert repaired(f"{SCATTERED}\n{line}").page == f"{LONG}\n{line.replace(' ', '')}"


@pytest.mark.parametrize(
    "line", ["通 告", "第一条 各单位要落实责任", "某县公安局 某县交通运输局", "市长 严某", "东门 西门 南门 北门"]
)
def test_a_blank_that_somebody_set_stays_in_such_a_text(line: str):
    """Titles, clause labels, signatures, offices and their holders, cells."""
    assert repaired(f"{SCATTERED}\n{line}").page == f"{LONG}\n{line}"


def test_a_single_blank_goes_where_it_parts_a_word():
    """One blank proves nothing, a word that it parts does."""
    assert repaired(LONG.replace("检测", "检 测")).page == LONG
    kept = "北京市教育委员会 北京市卫生健康委员会关于做好春季学期开学疫情防控工作的通知，请遵照执行。"
    assert repaired(kept).page == kept


def test_lines_are_joined_where_only_few_are_full():
    """The line breaks a word, and what follows ends the sentence."""
    raw = (
        "二、组建六百人的采样队伍，按每二千五百人一个采样点配齐人\n员。\n"
        "三、采样人员须经培训考核后上岗，规范穿脱防护用品，做好登\n记。\n四、及时报告。"
    )
    want = (
        "二、组建六百人的采样队伍，按每二千五百人一个采样点配齐人员。\n"
        "三、采样人员须经培训考核后上岗，规范穿脱防护用品，做好登记。\n四、及时报告。"
    )
    assert repaired(raw).page == want


def test_a_list_without_end_marks_is_no_wrapped_text():
    """Its longest line ends where it ends."""
    raw = "我们承诺：\n出门戴口罩，回家勤洗手，常通风多消毒，不聚集不扎堆不串门不聚餐\n主动报备\n按时检测"
    assert repaired(raw).page == raw


def test_a_text_wrapped_by_columns_is_joined():
    """Its lines differ in characters and agree in columns, of which a figure, a letter or a blank takes half."""
    text = (
        "各承租户：\n为帮助受疫情影响的小微企业和个体工商户渡过难关，依据《某市关于减免房屋租金的实施办法》和工作要求，集团"
        "决定对承租的商户办理租金减免。\n一、对象为2022年仍在租的个体工商户、小微企业和民办幼儿园，转租、分租的须让利到实际经营"
        "人。\n二、3月至5月三个月租金全部免除；在4月封控街区（金海路、望海路部分路段）内的，再免三个月。\n四、申请截止2022年9月30"
        "日，承租户持营业执照、租赁合同到资产管理部办理，符合条件的五个工作日办结。\n五、中间承租人不转让优惠的，收回房屋并"
        "列入失信名单；工作人员吃拿卡要的，向集团纪委举报。"
    )
    assert repaired(damage_page(text, ("wrap_columns",))).page == text


def test_rows_of_figures_of_one_width_are_a_table():
    """The comma of thousands is no mark of running text."""
    raw = (
        "序号 街道 封控区 管控区 人口（人）\n1 城东街道 1,204 3,560 12,000\n2 城西街道 980 2,111 9,875\n"
        "3 开发区 A区、B区、C-3栋 0 1:1 —\n合计 — 2,184 5,671 21,875"
    )
    assert repaired(raw).page == raw


def test_a_blank_between_two_who_sign_is_meant_in_a_text_full_of_scattered_ones():
    """Whatever their names end in: a bureau, a checkpoint, a station, the customs."""
    body = (
        "各级各 部门要严格落 实防控责任，全面 做好核酸检测和流 行病学调查工作，切 实保障人民群 众生命安全和身体健康。"
    )
    signed = "某市公安局 某某出入境边防检查站\n某海关 某镇派出所"
    assert repaired(f"{body}\n{signed}").page == f"{body.replace(' ', '')}\n{signed}"
