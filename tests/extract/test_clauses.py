"""Clauses: the sentences of a notice, each under its headings."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.blocks import find_blocks
from builder.extract.clauses import Clause, find_clauses, parts
from builder.rules import load
from tests.extract.pages import repaired_of

WORDS = ("一、", "（二）", "第三章 监测", "暂停营业", "扫码，", "测温；", "戴口罩。", "！", "：", "\n", "”", " ")


def clauses(*lines: str) -> list[Clause]:
    """The clauses of a notice with these lines."""
    repaired = repaired_of(*lines)
    return list(find_clauses(repaired.text, find_blocks(repaired, load())))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_clauses_are_disjoint_and_in_order(text: str):
    """No word is coded twice because two clauses hold it."""
    reached, whole = 0, repaired_of(text).text
    for clause in clauses(text):
        assert reached <= clause.start < clause.end
        assert whole[clause.start : clause.end] == clause.words
        reached = clause.end


@given(st.text(alphabet="甲，,：:。", max_size=20))
def test_parts_hold_every_character_but_marks_in_a_row(words: str):
    """They are disjoint and in order, and whatever is between them is marks."""
    reached, left = 0, ""
    for start, end in parts(words):
        assert reached <= start < end
        left += words[reached:start]
        reached = end
    assert not set(left + words[reached:]) - set("，,：:")


def test_a_sentence_is_a_clause_with_the_mark_and_the_quotation_that_end_it():
    """Also one that asks or calls, and one that a semicolon ends."""
    found = clauses("各商场要扫码；餐馆停止堂食！他说：“请戴口罩。”")
    assert [clause.words for clause in found] == ["各商场要扫码；", "餐馆停止堂食！", "他说：“请戴口罩。”"]


def test_a_clause_knows_the_headings_above_it_outermost_first():
    """A heading of its rank ends those below it."""
    found = {
        clause.words: clause.headings
        for clause in clauses("一、防控", "（一）商场", "要扫码。", "二、供应", "要充足。")
    }
    assert found["要扫码。"] == ("一、防控", "（一）商场")
    assert found["要充足。"] == ("二、供应",)


def test_a_few_words_run_in_front_of_a_paragraph_are_its_heading():
    """An order is none, however short."""
    named, told = clauses("一、严格场所管理。各商场要扫码。", "二、暂停聚集。各村不办酒席。")[:3:2]
    assert (named.heading, told.heading) == (True, False)


def test_who_is_addressed_and_who_signs_state_nothing():
    """Their words are no clauses of the notice."""
    said = [clause.words for clause in clauses("各区人民政府：", "商场要扫码。", "太原市人民政府", "2021年1月5日")]
    assert said == ["商场要扫码。"]
