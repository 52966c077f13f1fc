"""The four dates, kept apart; years only from the document itself."""

from pathlib import Path

import pytest

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.closing import closings, lines_of
from builder.extract.dates import find_dates
from builder.extract.number import find_number
from builder.extract.title import find_title
from builder.rules import load
from builder.rules.table import load_yaml
from tests.extract.pages import repaired_of

CASES = Path(__file__).parent.parent / "cases" / "fields"
RULES = load()
NAMES = {"date": "date", "published": "published", "from": "effective_from", "until": "effective_until"}


def dates_of(*lines):
    repaired = repaired_of(*(tuple(line.split("|", 1)) if "|" in line else line for line in lines))
    blocks = find_blocks(repaired, RULES)
    box = read_box(repaired, RULES.box)
    return repaired, find_dates(
        repaired, find_title(repaired, blocks, box, RULES), find_number(repaired, blocks, box), box, RULES
    )


def told(field):
    """A date as the cases write it."""
    if field.value is None:
        return field.partial
    return field.value + ("~" if field.status == "inferred" else "")


@pytest.mark.parametrize("pile", ["right", "looks", "unknown"])
def test_cases(pile):
    """Every case of the pile gives its dates, each with the words that carry it."""
    wrong = []
    for case in load_yaml(CASES / "dates.yaml", CASES)[pile]:
        repaired, found = dates_of(*case["page"])
        mine = {short: told(getattr(found, name)) for short, name in NAMES.items()}
        mine = {short: value for short, value in mine.items() if value}
        if mine != dict(case["want"]):
            wrong.append(f"line {case.line}: {mine}, not {dict(case['want'])}")
        for name in NAMES.values():
            field = getattr(found, name)
            assert field.value is None or field.evidence
            assert (field.status == "unknown") == (field.value is None)
            assert field.status == "stated" or field.because
            for evidence in field.evidence:
                assert repaired.raw[evidence.start : evidence.end] == evidence.quote
    assert not wrong, "\n".join(wrong)


def test_two_years_are_both_shown():
    """Where number and stamp disagree the value is unknown and both readings are its losers."""
    _, found = dates_of(
        "title|通告", "并政发〔2021〕5号", "meta|发布时间：2022-03-06", "停业。", "太原市防控办", "3月5日"
    )
    assert {other.value for other in found.date.others} >= {"2021-03-05", "2022-03-05"}


def test_an_update_is_a_loser_of_published():
    """The last-updated clock is kept, and never chosen."""
    _, found = dates_of("title|通告", "meta|发布时间：2022-10-12 00:31 更新时间：2023-02-01 16:45", "停业。")
    assert found.published.value == "2022-10-12"
    assert [other.value for other in found.published.others] == ["2023-02-01"]


def test_lines_keep_their_offsets():
    """A line is the stripped stretch of the text that it says."""
    text = " 甲\n\n　乙 \n丙"
    assert [text[line.start : line.end] for line in lines_of(text)] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("tail", "signers"),
    [
        ("甲办\n2020年1月2日", ["甲办"]),
        ("甲办\n乙局\n2020年1月2日\n（此件公开发布）", ["甲办", "乙局"]),
        ("2020年1月2日\n甲办公室", ["甲办公室"]),
        ("特此通告。\n2020年1月2日", []),
    ],
)
def test_the_closing_is_the_run_of_short_lines(tail, signers):
    """Signers stand above the day or right below it, never in a sentence."""
    (closing,) = closings(f"第一句话。\n第二句话。\n{tail}", RULES.issuers)
    assert [line.text for line in closing.lines] == signers
    assert closing.day.iso == "2020-01-02"


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (["title|通知", "停业。", "某县人民政府", "二〇二〇年正月初二"], "2020-01-26"),
        (["title|通告", "停业。", "太原市公安局", "庚子年正月十二（2020年2月5日）"], "2020-02-05"),
        (["title|讲话", "某市副市长（2020年4月2日，根据录音整理）", "同志们：", "要停课。"], "2020-04-02"),
        (["title|决定", "（2020年2月14日某市人民代表大会常务委员会通过）", "一、停业。"], "2020-02-14"),
        (["title|通知", "某防指发〔2021〕48号　　2021年10月26日", "一、停业。"], "2021-10-26"),
        (["title|要闻", "meta|2020-02-04", "本报某地2月3日讯（记者某某）今天，会议召开。"], "2020-02-03"),
    ],
)
def test_a_day_stands_in_many_places_of_the_head(page, day):
    """Beside a speaker or a number, as a day of adoption, in a dateline, in the Chinese calendar under the signature."""
    _, found = dates_of(*page)
    assert found.date.value == day


def test_of_two_documents_the_first_ones_day_counts():
    """A page may go on with the next number of the same series."""
    first = ["title|某市指挥部通告", "（第5号）", "停业。", "某市指挥部", "2022年4月2日"]
    second = ["某市指挥部通告", "（第6号）", "检测。", "某市指挥部", "2022年4月3日"]
    _, found = dates_of(*first, *second)
    assert found.date.value == "2022-04-02"


def test_an_editors_name_behind_a_stamp_is_no_clock_of_the_last_change():
    """编辑 with a name names who edited; alone it dates the last change."""
    assert dates_of("meta|2022-08-14 编辑 某某", "停业。")[1].published.value == "2022-08-14"
    assert dates_of("meta|2022-08-14 08:00 编辑", "停业。")[1].published.value is None


def test_a_draft_is_in_force_nowhere():
    """A notice that asks for comments gives the day on which the asking ends, and rules that hold from their own day."""
    page = ("征求意见。截止时间为7月1日。", "某区防控办", "2022年6月16日", "第一条　本办法自印发之日起施行。")
    _, draft = dates_of("title|关于公开征求《某区场所码管理办法（征求意见稿）》意见的公告", *page)
    assert (draft.effective_from.value, draft.effective_until.value) == (None, None)
    _, act = dates_of("title|关于印发《某区场所码管理办法》的公告", *page)
    assert act.effective_from.value == "2022-06-16"


def test_several_days_in_a_line_of_the_site_stamp_nothing():
    """A row of other pages dates each of them."""
    _, row = dates_of("chrome|2022-08-20 热搜 | 2022-08-19 房价", "title|通告", "停业。")
    assert row.published.value is None


def test_a_day_in_brackets_of_its_own_line_gives_a_year():
    """Under the title of minutes; within a sentence a day in brackets is that of what is cited."""
    _, minutes = dates_of(
        "title|第十七次调度会纪要", "（2022年3月7日）", "3月6日晚，市委书记主持召开调度会。", "一、停业。"
    )
    assert (minutes.date.value, minutes.published.value) == ("2022-03-06", None)


def test_a_day_above_the_title_heads_no_act():
    """The site's own name and day stand there; under the title a body and a day are the act's."""
    lines = ("停业。", "药店可营业。")
    _, site = dates_of("meta|太原市人民政府 2022-11-15", "title|关于停业的通告", *lines)
    assert site.date.value is None
    _, own = dates_of("title|关于停业的通告", "meta|太原市人民政府 2022-11-15", *lines)
    assert own.date.value == "2022-11-15"


def test_a_clock_at_the_end_of_a_short_text_signs_it():
    """2022年7月15日6时 below three lines is the act's own; alone above them it is the page's."""
    _, signed = dates_of("title|公告", "即日起静态管理。", "高速出口关闭。", "2022年7月15日6时")
    assert (signed.date.value, signed.published.value) == ("2022-07-15", None)
    _, beside = dates_of("title|公告", "停业。", "停课。", "太原市防控办", "meta|（2022年7月15日）")
    assert (beside.date.value, beside.published.value) == ("2022-07-15", None)
    _, stamped = dates_of("title|公告", "2022-07-15 06:00", "即日起静态管理。", "高速出口关闭。")
    assert stamped.published.value == "2022-07-15"
