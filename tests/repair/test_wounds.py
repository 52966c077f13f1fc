"""Damage that cannot be undone is marked, and healthy text has no marks."""

from __future__ import annotations

import pytest

from builder.repair.script import looks_traditional
from tests.corpus import load
from tests.corpus.report import repaired
from tests.damage import damage_page

BODY = (
    "各区、各部门：\n一、所有小区实行封闭管理，居民凭证出入；商场限流，扫码测温。\n"
    "二、公交车暂停运营，恢复时间另行通知，请互相转告。\n某市疫情防控指挥部\n2022年3月14日"
)
HEALTHY = [
    "你知道吗？！真的。", "（mRNA）疫苗和（COVID-19）、（A/H1N1）", "蔚(yù)县疫情防控",
    "共1,000人，09:04—10:20，比例1:1，详见http://a.gov.cn/b?c=1",
    "举报电话：138****0000", "目录\n一、总则…3\n二、措施…12", "萧乾藉以成名，著作等身，土著居民。",
    "《传染病防治法》第三十九条第一款第（二）项",
    "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。", "序号\t区域\t数量\n1\t东城\t20\n2\t西城\t35",
    "新华社北京1月1日电　各地干部群众欢度元旦，市场繁荣，物价平稳。", "café à la carte，Müller，naïve。",
]  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        ("all_lost", "caution/lost-characters"),
        ("gbk_as_utf8", "caution/lost-characters"),
        ("utf8_as_gbk", "caution/lost-characters"),
        ("lost_date_units", "caution/date-units-lost"),
    ],
)
def test_damage_that_cannot_be_undone_is_marked(damage: str, rule: str):
    """A reader is warned."""
    assert rule in {mark.rule for mark in repaired(damage_page(BODY, (damage,))).marks}


@pytest.mark.parametrize(
    "text",
    ["自2O22年3月起", "2022年l月起", "3月l5日24时", "核酸采样3O人", "限流至5O%", "电话0871-65O2314", "手机139O8712345"],
)
def test_a_letter_in_a_number_is_marked_and_left(text: str):
    """Which figure a reading machine saw nobody may decide."""
    done = repaired(text)
    assert done.page == text
    assert {mark.rule for mark in done.marks} == {"caution/doubtful-figures"}


def test_a_misread_line_that_lost_bytes_is_read_as_far_as_they_are_whole():
    """Every whole character comes back; one that lost a byte is marked, since a guess would be an invention."""
    text = "为做好新冠肺炎疫情防控工作，现就有关事项通告如下，请认真执行。"
    broken = text.encode().decode("gb18030", "ignore")
    done = repaired(broken)
    assert done.page == text[:-1] + "\ufffd"
    assert {mark.rule for mark in done.marks} == {"caution/lost-characters"}


def test_strange_pairs_before_marks_that_never_come_back_are_marked():
    """They may be planted, but nobody can tell them from the text."""
    raw = "各乡镇砍聊，县直各单位背稼，全县群众：为切断途径纸矛，即刻起执行灯瓜，取消活动炉瓷。"
    done = repaired(raw)
    assert done.page == raw
    assert {mark.rule for mark in done.marks} == {"caution/rare-characters"}


def test_one_odd_word_is_a_slip_of_the_pen():
    """Two exchanged words, or one that no document has, make a page that was spun."""
    assert repaired("各单位要严厉落实疫情防控责任，确保措施到位。").marks == ()
    spun = repaired(damage_page("现将疫情防控工作有关事项通知如下，请各部门严格执行。", ("synonyms",)))
    assert {mark.rule for mark in spun.marks} == {"caution/wording-altered"}


def test_a_question_mark_before_a_book_title_is_marked():
    """More often a blank that GBK does not have than a question."""
    assert [mark.rule for mark in repaired("继续执行?《关于加强防控的通告》。").marks] == ["caution/lost-characters"]


@pytest.mark.parametrize("raw", HEALTHY)
def test_what_only_looks_like_damage_is_neither_marked_nor_changed(raw: str):
    """Formulas, prices, clocks, addresses, masks, tables of contents, verse, law."""
    done = repaired(raw)
    assert not done.marks
    assert not [step for step in done.passes if step.kind in ("encoding", "script", "wording")]
    assert "".join(done.page.split()) == "".join(raw.replace("!", "！").split())


#: pages of the corpus that were written as a program spins them: their marks are right
SPUN = ("linping-qiyu-zhengce", "lushui-nujiang-bianjie")


def test_healthy_bodies_of_the_corpus_have_no_marks_and_no_changed_word():
    """The text before its damage, simplified and traditional."""
    touched = []
    for case in load("tuned"):
        page = "\n".join(words for _, words in case.lines)
        done = repaired(page)
        kinds = ("encoding", "wording") if looks_traditional(page) else ("encoding", "script", "wording")
        if case.name in SPUN:
            assert {mark.rule for mark in done.marks} == {"caution/wording-altered"}
        elif done.marks or [step for step in done.passes if step.kind in kinds]:
            touched.append((case.name, done.marks, [step.rule for step in done.passes if step.kind in kinds]))
    assert touched == []
