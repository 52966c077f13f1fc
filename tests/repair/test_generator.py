"""The damaging program run forwards, and the certificate it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.repair.generator import Site, alike, decode936, decoding, encode, regenerates, scrape, traditional_forms
from tests.corpus.report import repaired

ROOT = Path(__file__).parents[2]


def test_a_lead_byte_always_takes_the_next_byte():
    """Python's codec falls back into step one byte earlier; the sites' decoder does not."""
    assert decode936(b"\xb5(sh\xd8\xd2") == "?sh匾"
    assert decode936(b"\xae\xcb\xc4\xce") == "奈"
    assert decode936(b"\xb1", "") == ""


@given(
    st.lists(st.sampled_from([encode(one) for one in "在海口。”！、：當地a("]) | st.binary(max_size=2)).map(b"".join)
)
def test_every_pair_is_read_as_the_table_says(data: bytes):
    """Python's codec is only asked where it says the same."""
    shown, at = "", 0
    while at < len(data):
        lead, size = data[at], 2 if 0x80 < data[at] < 0xFF and at + 1 < len(data) else 1
        alone = chr(lead) if lead < 0x80 else "€" if lead == 0x80 else "?"
        shown += decoding()[lead << 8 | data[at + 1]] if size == 2 else alone
        at += size
    assert decode936(data) == shown


@given(st.text("在海口。”！、：當地a(豢粒", max_size=12))
def test_a_cut_in_step_shows_nothing(line: str):
    """Where the bytes of a mark stand for the mark alone the pieces are what the whole is; elsewhere a byte is lost."""
    data, marks = encode(line), "！？；：，。、"
    in_step = all(data.count(encode(mark)) == line.count(mark) for mark in marks)
    assert not in_step or scrape(line, Site((), "question")) == scrape(line, Site((), "none"))


def test_the_runs_of_a_real_page_come_out_byte_by_byte():
    """Both damage sites of seed 000."""
    glosses = (("數", "shù"), ("業", "yè"), ("當", "dāng"))
    assert scrape("當地疫情防控要求和本行業本", Site(glosses)) == "當(dāng)?shù)匾咔榉揽匾蠛捅拘袠I(yè)本"
    assert scrape("確保“十四五”轉型", Site((("轉", "zhuǎn"),), "question")) == "確?!笆奈濉鞭D(zhuǎn)型"
    assert scrape("在海口市", Site((), "question")).startswith("在??谑")
    assert scrape("在海口市", Site((), "silent")).startswith("在?谑")


def test_encoding_and_decoding_give_the_text_back():
    """Text in step survives."""
    assert decode936(encode("當地（3月5日）：測cè。")) == "當地（3月5日）：測cè。"


@pytest.mark.parametrize("name", ["000", "004"])
def test_glossed_seeds_are_consistent(name: str):
    """The two seeds that the program made."""
    raw = next((ROOT / "seeds").glob(f"{name}_*.txt")).read_bytes().decode()
    assert "consistent" in {step.certificate for step in repaired(raw).passes}


def test_a_comma_that_a_vanished_byte_took_along_proves_nothing_against():
    """Where lead bytes vanish at marks, one with an inserted comma before the mark shows as a question mark."""
    assert alike("在海口、三亞", "在?、三亞", Site((), "silent"))
    assert alike("在海口、三亞", "在??、三亞", Site((), "silent"))
    assert not alike("在海口、三亞", "在????、三亞", Site((), "silent"))


def test_a_wrong_reading_is_not_consistent():
    """One character off, and the page does not come out again."""
    forms, shown = traditional_forms(), "當(dāng)?shù)匾咔榉揽匾蠛捅拘袠I(yè)本"
    readings = {"當": "dāng", "數": "shù", "業": "yè"}
    assert regenerates("当地疫情防控要求和本行业本", shown, forms, readings) is not None
    assert regenerates("当地疫情防控殷和本行业本", shown, forms, readings) is not None  # bytes alone do not tell
    assert regenerates("当天疫情防控要求和本行业本", shown, forms, readings) is None
