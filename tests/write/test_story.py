"""One seed's story: every fact of the record in plain lines, and words of a seed as data."""

import pytest

from builder.build import notice_of
from builder.model import FIELDS
from builder.read import read
from builder.write.story import story
from tests.five import FIVE
from tests.write.samples import NASTY, hostile, rules


def told(path):
    """The story of a seed."""
    return story(notice_of(next(read(path, path.parent, [])), rules()), rules())


def test_every_field_is_told_with_its_status_and_why():
    """Also what is unknown, and which words carry the rest."""
    lines = told(FIVE[1]).splitlines()
    for name in (*FIELDS, "source.url", "source.site"):
        (line,) = [line for line in lines if f" {name}: " in line and line.startswith("  ") and line[2] != " "]
        assert line.endswith(("stated]", "inferred]", "unknown]", "not-applicable]", "corrected]"))
    at = next(number for number, line in enumerate(lines) if " date: 2022-10-06" in line)
    assert lines[at].endswith("[推断 inferred]")
    assert lines[at + 1].startswith("      why: ")
    assert "「10月6日」" in lines[at + 2]


def test_repairs_and_measures_are_told_by_name():
    """A reader has seen neither the rules nor their ids."""
    text = told(FIVE[0])
    for name in (rules().repairs.by_id["noise/pinyin-glosses"].zh, rules().measures["contact-tracing"].zh):
        assert name in text
    assert "「(shí)」→∅" in text
    assert "number: duration = 14 day" in text


def test_the_reported_unknown_year_is_told(tmp_path):
    """What is known of a date stands there, though its value is unknown."""
    seed = tmp_path / "yearless.txt"
    page = "关于暂停堂食的通告", "为做好疫情防控工作，全市餐饮单位暂停堂食。", "太原市疫情防控办", "1月25日"
    seed.write_text("\n".join(page), encoding="utf-8")
    assert "date: --01-25  [不详 unknown]" in told(seed)


@pytest.mark.parametrize("bad", NASTY)
def test_words_of_a_seed_stay_words(bad):
    """They end no line, colour no terminal and turn no writing direction."""
    plain = story(hostile("x"), rules())
    text = story(hostile(bad), rules())
    assert not {sign for sign in text if ord(sign) < 0x20} - {"\n"}
    assert not set("\x7f\x85\u2028\u2029\u202e\u2066\ufeff\u200b") & set(text)
    assert text.count("\n") == plain.count("\n")
