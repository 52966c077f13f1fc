"""Days that the page itself corrects."""

import pytest

from builder.extract.errata import errata, put_right
from builder.extract.found import Found
from builder.text.date_expressions import expressions
from tests.extract.pages import repaired_of

TEXT = "一、11月7日零时起查验。\n更正：第1条中“11月7日零时”应为“11月8日零时”。"


def test_a_correction_names_both_days():
    """The one taken back and the one put in its place."""
    (erratum,) = errata(TEXT)
    assert (erratum.old.partial, erratum.new.partial) == ("--11-07", "--11-08")


def test_a_corrected_day_has_the_words_of_its_correction():
    """And keeps its year; other days stay."""
    repaired = repaired_of(*TEXT.split("\n"))
    (erratum,) = errata(repaired.page)
    day = erratum.old._replace(start=2, end=9, year=2022)
    other = day._replace(month=12)
    evidence = repaired.evidence_in_text(2, 9)
    found = put_right(
        [Found(one, evidence, "effective/clause", "A clause says from when.") for one in (day, other)], repaired
    )
    assert [one.day.iso for one in found] == ["2022-11-08", "2022-12-07"]
    assert found[0].evidence.quote == "11月8日零时" and found[1].evidence == evidence


def test_words_that_correct_no_day_are_left():
    """A corrected number is none of the days."""
    assert not list(errata("（更正：文号应为伊区疫防指〔2020〕19号）\n更正：“集中隔离”应为“居家隔离”。"))


def signed(repaired, *words):
    """The days of these words as signed ones."""
    starts = [repaired.page.index(one) for one in words]
    days = [expressions(repaired.page, start, start + len(one))[0] for start, one in zip(starts, words, strict=True)]
    return [Found(day, repaired.evidence(day.start, day.end), "date/signed", "It stands below.") for day in days]


@pytest.mark.parametrize(
    ("correction", "want"),
    [
        ("更正：本通告落款日期应为2020年4月1日，原稿有误。", "2020-04-01"),
        ("勘误：成文日期由3月30日更正为4月1日。", "2020-04-01"),
        ("更正：落款日期“2020年3月30日”应为“2020年4月1日”。", "2020-04-01"),
        ("更正：封闭时间应为4月1日。", "2020-03-30"),
        ("更正：落款单位应为某县防控办。", "2020-03-30"),
    ],
)
def test_a_correction_below_the_text_mends_the_day_under_the_signature(correction, want):
    """Though repair takes it for the site's; one of another day or thing mends nothing."""
    repaired = repaired_of("某县停业。", "某县防控办", "2020年3月30日", ("chrome", correction))
    assert [one.day.iso for one in put_right(signed(repaired, "2020年3月30日"), repaired)] == [want]
