"""The damaging program run forwards, and the certificate it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.repair.generator import Site, alike, decode936, encode, regenerates, scrape, traditional_forms
from tests.corpus.report import repaired

ROOT = Path(__file__).parents[2]


def test_a_lead_byte_always_takes_the_next_byte():
    """Python's codec falls back into step one byte earlier; the sites' decoder does not."""
    assert decode936(b"\xb5(sh\xd8\xd2") == "?sh匾"
    assert decode936(b"\xae\xcb\xc4\xce") == "奈"
    assert decode936(b"\xb1", "") == ""


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
