"""What copying sites put into running text, and what a document writes itself."""

from __future__ import annotations

import pytest

from tests.corpus.report import repaired
from tests.damage import damage_page

TEXT = (
    "各乡镇，县直各单位，全县群众：为切断途径，即刻起执行如下措施。一律取消活动，暂停营业，关闭场所，停运客车；居民凭证出入，"
    "商场限流，扫码测温。违反规定的，依法处理，情节严重的，从严从重处理。"
)


def test_planted_pairs_go():
    """The same pairs before mark after mark."""
    assert repaired(damage_page(TEXT, ("rare_pairs",))).page == TEXT


def test_what_a_document_says_again_and_again_stays():
    """A refrain is made of words."""
    raw = "一要排查，二要检测，三要排查，四要检测，五要排查，六要检测，七要排查，八要检测。"
    assert repaired(raw).page == raw


@pytest.mark.parametrize(
    ("raw", "page"),
    [
        ("居民须持核酸检\n2、测阴性证明，方可进入。", "居民须持核酸检测阴性证明，方可进入。"),
        ("保健医生到岗，库房\n3、，冻品核对。", "保健医生到岗，库房，冻品核对。"),
    ],
)
def test_a_number_within_a_sentence_goes(raw: str, page: str):
    """The two lines share a word, or the second begins with a mark."""
    assert repaired(raw).page == page


@pytest.mark.parametrize(
    "raw",
    [
        "1、加强排查，落实责任\n2、加强督导",
        "工作要求\n1、落实责任\n2、加强督导",
        "一、排查\n1、逐户登记。\n2、逐人核对。",
    ],
)
def test_the_numbers_of_a_list_stay(raw: str):
    """A heading has no end mark, and an item may lack it."""
    assert repaired(raw).page == raw
