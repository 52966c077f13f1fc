"""Bytes that were read in the wrong character set are read again where they prove themselves."""

from __future__ import annotations

from itertools import product

import pytest

from builder.text.edits import restore
from tests.corpus.report import repaired

PAGE = (
    "第5号\n某县关于加强疫情防控的通告\n为有效防控疫情，经县指挥部研究决定，现将有关事项通告如下。\n"
    "一、加强排查，落实责任，不得瞒报。\n五、责任\n某县疫情防控指挥部\n2021年1月5日"
)
SHOWN = ("cp437", "mac_roman", "koi8_r", "cp866", "latin-1")
FOREIGN = (
    "О мерах по предупреждению распространения коронавирусной инфекции на территории края.",
    "Ένα δύο τρία τέσσερα πέντε μέτρα προστασίας από τον κορωνοϊό στην Ελλάδα.",
    "Çà et là, des mesures à prendre contre l’épidémie : à côté, déjà, « bientôt » là où l’été n’a été qu’un été.",
)


@pytest.mark.parametrize(("shown", "written"), [*product(SHOWN, ("utf-8", "gbk"))])
def test_a_page_whose_every_byte_was_shown_as_something_comes_back(shown: str, written: str):
    """Short lines too, and the ledger leads back to what was scraped."""
    raw = PAGE.encode(written).decode(shown)
    done = repaired(raw)
    assert done.page == PAGE
    assert restore(done.text, done.passes) == raw


def test_the_days_of_a_page_of_utf8_that_was_read_as_gbk_come_back():
    """Their 年, 月 and 日 lost a byte each; between figures nothing else fits."""
    raw = "\n".join(line.encode().decode("gbk", "replace") for line in f"{PAGE}\n自1月7日8时起".split("\n"))
    done = repaired(raw)
    assert "2021年1月5日" in done.page.split("\n")
    assert done.page.endswith("1月7日8时起")
    assert restore(done.text, done.passes) == raw


def test_a_page_of_two_byte_halves_comes_back_with_its_signs():
    """Stars before its lines are no strange characters."""
    page = "\n".join(f"☆ {line}" for line in PAGE.split("\n"))
    assert repaired(page.encode("utf-16-le").decode("latin-1")).page == repaired(page).page


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_no_misread_chinese(text: str):
    """Their bytes give no Chinese of common characters."""
    done = repaired(f"{PAGE}\n{text}")
    assert done.page == f"{PAGE}\n{text}"
    assert not [step for step in repaired(text).passes if step.kind == "encoding"]
