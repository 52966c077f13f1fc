"""Clauses that say from when or until when, each ranked by whom it speaks for."""

import pytest

from builder.extract.force import RANKS, force_clauses


def told(text, signed=True):
    """(side, what is written, the rank's rule) of each clause."""
    return [
        (clause.side, clause.day.iso or clause.day.partial if clause.day else None, RANKS[clause.rank].split("/")[1])
        for clause in force_clauses(text, signed)
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("本通告自2022年3月5日起施行。", [("from", "2022-03-05", "own-clause")]),
        ("一、自3月5日起，停业。\n二、停课。", [("from", "--03-05", "clause")]),
        ("①3月5日起，停业。", [("from", "--03-05", "clause")]),
        ("一、停业。\n二、自3月5日起停课。", [("from", "--03-05", "single")]),
        ("经研究，自今日24时起停业。", [("from", None, "opening")]),
        ("经研究，次日零时起停业。", [("from", None, "opening")]),
        ("自今日（4月25日）18时起，停业。", [("from", "--04-25", "opening")]),
        (
            "经研究，决定自3月5日0时至3月8日24时停业。",
            [("from", "--03-05", "opening"), ("until", "--03-08", "opening")],
        ),
        (
            "本令自2022年4月10日起施行，有效期至同年6月30日。",
            [("from", "2022-04-10", "own-clause"), ("until", "--06-30", "own-clause")],
        ),
        ("经学校研究，3月9日早六点起执行以下安排：", [("from", "--03-09", "own-clause")]),
        ("5月11日首班车起，车站封闭。", [("from", "--05-11", "opening")]),
        ("9月15日发布通告，自16日起停业。", [("from", "--09-16", "opening")]),
        ("8月31日发布通告，自1日起停业。", [("from", "--09-01", "opening")]),
        (
            "根据通报的新增病例，3月10日18时至3月24日18时，某校区实施封闭管理。",
            [("from", "--03-10", "opening"), ("until", "--03-24", "opening")],
        ),
        (
            "现就2020年4月1日至4月6日有关安排通告如下：",
            [("from", "2020-04-01", "opening"), ("until", "--04-06", "opening")],
        ),
        (
            "我市第二剂次接种将于3月5日至3月25日集中开展。",
            [("from", "--03-05", "opening"), ("until", "--03-25", "opening")],
        ),
        ("定于3月9日至11日开展核酸检测。", [("from", "--03-09", "opening"), ("until", "--03-11", "opening")]),
        (
            "一、公墓4月2日至6日实行网上预约。\n二、测温。",
            [("from", "--04-02", "clause"), ("until", "--04-06", "clause")],
        ),
        ("5月1日至5日，本观暂停对外开放。", [("from", "--05-01", "opening"), ("until", "--05-05", "opening")]),
        ("高三年级定于4月7日复学。", [("from", "--04-07", "opening")]),
        ("公园自3月19日恢复对外开放。", [("from", "--03-19", "opening")]),
        (
            "由2022年7月11日零时至7月18日零时，所有场所暂停营业。",
            [("from", "2022-07-11", "opening"), ("until", "--07-18", "opening")],
        ),
        ("上述调整即时执行。", [("from", None, "opening")]),
        # a round of tests or vaccination is in force on its days, one too; a clause further down names its own
        (
            "从8月6日至9月5日在全区开展接种冲刺，方案如下：",
            [("from", "--08-06", "opening"), ("until", "--09-05", "opening")],
        ),
        (
            "我街定于5月22日6时至12时开展第六轮核酸检测。",
            [("from", "--05-22", "opening"), ("until", "--05-22", "opening")],
        ),
        (
            "自2021年6月22日至6月28日，全区集中开展第二轮疫苗接种：",
            [("from", "2021-06-22", "opening"), ("until", "--06-28", "opening")],
        ),
        (
            "定于8月18日8时至20时在甲区、乙区、丙区以及丁新区开展第六轮核酸检测。",
            [("from", "--08-18", "opening"), ("until", "--08-18", "opening")],
        ),
        (
            "定于8月8日7时至19时，在全市范围内实行静态管理。",
            [("from", "--08-08", "opening"), ("until", "--08-08", "opening")],
        ),
        ("从2022年2月19日早班起，东门通行。", [("from", "2022-02-19", "opening")]),
        ("4月12日、13日开展第二轮核酸检测。", [("from", "--04-12", "opening"), ("until", "--04-13", "opening")]),
        ("4月12日、13日开展了两轮核酸检测。", []),
        (
            "5月22日（周六）、23日（周日）两天，全县接种点全部开放。",
            [("from", "--05-22", "opening"), ("until", "--05-23", "opening")],
        ),
        ("两馆4月3日至5日照常开放。\n预约：电话。", [("from", "--04-03", "opening"), ("until", "--04-05", "opening")]),
        (
            "根据部署，4月15日至5月15日，我司闸口改为：\n1）停业。",
            [("from", "--04-15", "opening"), ("until", "--05-15", "opening")],
        ),
        ("9月4日首班起，作如下调整：", [("from", "--09-04", "opening")]),
        ("即今日起：", [("from", None, "opening")]),
        ("某县通告8月4日零时生效。", [("from", "--08-04", "own-clause")]),
        ("经批准：\n2月13日10:00起营业：\n・停课。\n・停业。", [("from", "--02-13", "opening")]),
        ("集团3月14日至20日停运部分列车。", [("from", "--03-14", "opening"), ("until", "--03-20", "opening")]),
        ("医护人员自6月7日10时至12时在社区组织义诊。", []),
        ("一、停业。\n二、于5月22日6时至12时开展核酸检测。", []),
        ("某县自即日20时起封闭。", [("from", None, "opening")]),
        ("现责令停业。\n自本通报印发之日起：\n（1）实名登记。", [("from", None, "opening")]),
        ("自发布日起，我局开行专列。", [("from", None, "opening")]),
        ("某局自即日起至2022年1月31日开展接种。", [("from", None, "opening"), ("until", "2022-01-31", "opening")]),
    ],
)
def test_a_clause_of_force_is_found(text, clauses):
    """With the day as it is written, the side that it says and the rank of its clause."""
    assert told(text) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "对自3月1日起来自上海的人员隔离。",
        "报名截止时间为3月20日。",
        "3月5日至3月25日在体育馆预约接种。",
        "自3月5日至3月25日接受报名。",
        "开园时间推迟至2月8日以后。",
        "自抵达次日起实行7天隔离。",
        "截至3月5日24时，累计报告3例。",
        "3月1日至3月4日，到过某酒店的居民请报备，暂停外出。",
        "网传“明天起封城”“自即日起停课”均不属实。",
        "根据某市9月1日起居家的通告，请旅客留意。",
        "全县中考于6月14日至16日举行。",
        "某校已于3月5日恢复上课。",
        "片区管理依市指挥部第43号通告执行至9月8日。",
        "4月15日至5月15日，到过某市的人员：",
    ],
)
def test_a_day_of_something_else_is_no_clause_of_force(text):
    """Origins, applications, postponements, counts and terms of single persons."""
    assert told(text) == []


@pytest.mark.parametrize(
    "head", ["问：停业吗？答：", "市交通局负责人：", "第一阶段，", "第一批（", "停业吗？", "哪些先停业？\n"]
)
def test_an_answer_a_stage_and_a_batch_speak_for_themselves(head):
    """So their days are none of the notice as a whole."""
    assert {rank for _, _, rank in told(f"{head}4月28日起停业。")} == {"single"}


@pytest.mark.parametrize(
    "clause",
    [
        "一、高三9月6日报到，其他年级9月8日至10日错峰开学，幼儿园9月13日起开学。\n二、停课。",
        "一、5月18日至24日为有限活动阶段，6月1日起转入常态。\n二、停业。",
        "一、8月1日起启动15至17岁，8月15日起启动12至14岁。\n二、停业。",
    ],
)
def test_one_of_several_starts_in_a_clause_is_none_of_the_notice(clause):
    """Each speaks for its own stage, grade or age."""
    assert {rank for side, _, rank in told(clause) if side == "from"} == {"single"}


def test_a_report_opens_with_its_first_line_only():
    """A signed text in prose opens with three lines; a report goes on to single measures at once, but for what was decided."""
    text = "县里召开会议。\n老虎石浴场自8月3日起关闭。"
    assert [rank for *_, rank in told(text)] == ["opening"]
    assert [rank for *_, rank in told(text, signed=False)] == ["single"]
    assert [rank for *_, rank in told("县里召开会议。\n通知提出，从3月20日起开放。", signed=False)] == ["opening"]


def test_reasons_of_an_end_are_not_told_of_a_start():
    """Each side has reasons of its own."""
    from builder.extract.force import _REASONS

    assert not set(_REASONS["from"]) & set(_REASONS["until"]) - {"One clause of several names it for itself."}
