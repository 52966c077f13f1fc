"""Days that the page itself corrects."""

from builder.extract.errata import errata, put_right
from builder.extract.found import Found
from tests.extract.pages import repaired_of

TEXT = "一、11月7日零时起查验。\n更正：第1条中“11月7日零时”应为“11月8日零时”。"


def test_a_correction_names_both_days():
    """The one taken back and the one put in its place."""
    (erratum,) = errata(TEXT)
    assert (erratum.old.partial, erratum.new.partial) == ("--11-07", "--11-08")


def test_a_corrected_day_has_the_words_of_its_correction():
    """And keeps its year; other days stay."""
    repaired = repaired_of(*TEXT.split("\n"))
    (erratum,) = errata(repaired.text)
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
