"""Stepped runs: restored where one sensible reading is left, else left with what they may stand for."""

from __future__ import annotations

import pytest

from builder.text.edits import restore
from tests.corpus import load
from tests.corpus.report import repaired
from tests.damage_generator import CUTS, stepped

#: healthy traditional text, and questions that look like the beginning of a run
HEALTHY = (
    "政府宣布，由明日起所有食肆須於晚上六時後停止堂食。市民問：「何時恢復?」當局表示會檢討。",
    "你準備好了嗎?!我們在這裡等你，請攜帶證件與證明。",
    "疫苗（mRNA）接種後如有不適，請即求診。為甚麼?“因為要觀察”，醫生說。",
)


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_traditional_text_has_no_run(text: str):
    """Nothing is restored and nothing marked."""
    done = repaired(text)
    assert not [mark for mark in done.marks if mark.rule in ("caution/stepped-bytes", "caution/restored-run")]
    assert "encoding/stepped-runs" not in {step.rule for step in done.passes}


@pytest.mark.parametrize("shown", ["當?shù)厣,", "嚴(yán)格監(jiān)測(cè)，實(shí)行?谑行滦凸"])
def test_known_traps_are_never_restored_in_silence(shown: str):
    """地生根 could be 地上: bytes are lost at the end, so nothing is decided."""
    assert "encoding/stepped-runs" not in {step.rule for step in repaired(shown).passes}


def test_an_undecided_run_lists_what_it_may_stand_for():
    """The truth is among the readings."""
    done = repaired("嚴(yán)格落實(shí)監(jiān)測(cè)責(zé)任。拐點?；仡欉@20天")
    because = [mark.because or "" for mark in done.marks if mark.rule == "caution/stepped-bytes"]
    assert len(because) == 1
    assert "。回顧這" in because[0]


#: what stands around a run tells its site
SITE = "\n嚴(yán)格落實(shí)監(jiān)測(cè)責(zé)任。\n學(xué)校和醫(yī)院按照預(yù)案執(zhí)行。"


def _page(line: str) -> tuple[str, set[str]]:
    done = repaired(line + SITE)
    assert restore(done.text, done.passes) == done.raw
    return done.page.split("\n")[0], {mark.rule for mark in done.marks}


def test_a_comma_that_a_byte_took_with_it_is_no_riddle():
    """``?,`` at the end of a run is a lost byte and a comma that the program had put before the mark."""
    assert _page("一切江上、江邊活?yóng)?，恢復時間另行通知。")[0] == "一切江上、江边活动，恢复时间另行通知。"


def test_the_comma_before_a_run_is_the_texts():
    """The question mark behind it is a byte of the run and no mark that a comma was put before."""
    page, rules = _page("依法公開典型案例,?qiāng)g迎旁聽庭審。")
    assert page.startswith("依法公开典型案例，")
    assert rules


def test_a_row_of_lost_characters_is_no_run():
    """Three question marks and more are characters that GBK does not have."""
    assert "caution/stepped-bytes" not in _page("縣人民政府網 | ???????? | 漢語")[1]


def test_a_lost_ascii_character_is_written_as_lost():
    """Its byte is gone; no figure is guessed."""
    page, rules = _page("返校前師?yíng)敌G?4天開始健康監(jiān)測(cè)。")
    assert page == "返校前师生返校前〔?〕4天开始健康监测。"
    assert "caution/restored-run" in rules


@pytest.mark.parametrize("variant", CUTS)
def test_damaged_pages_are_restored_or_left_and_always_lead_back(variant: str):
    """The ledger holds whatever was decided."""
    for number, case in enumerate(load("tuned")[:12]):
        page = stepped("\n".join(words for _, words in case.lines), 0.45, variant, number)
        done = repaired(page.shown)
        assert restore(done.text, done.passes) == done.raw
