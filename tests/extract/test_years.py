"""A missing year comes from the document itself, with its source."""

import pytest

from builder.extract.found import Found
from builder.extract.stamps import Stamps
from builder.extract.years import Years, settle
from builder.model import Evidence, Field
from builder.rules import load
from builder.text.date_expressions import Written
from tests.extract.pages import repaired_of

RULES = load()
NONE = Field(None, "unknown", rule="number/none", because="Not looked for.")


def settled(day, *lines, title="通告", number=None):
    repaired = repaired_of(*(tuple(line.split("|", 1)) if "|" in line else line for line in lines))
    given = Field(number, "stated") if number else NONE
    years = Years(repaired, Field(title, "stated"), given, RULES.eras, Stamps(repaired, (), RULES.issuers), (), [])
    found = Found(day, Evidence(0, 1, repaired.raw[:1]), "date/signed", "It stands under the signature.")
    return settle(found, (), years)


DAY = Written(900, 905, None, 3, 5)  # behind all other days


@pytest.mark.parametrize(
    ("lines", "more", "source"),
    [
        (["停业。"], {"number": "并政发〔2022〕5号"}, "the document's own number"),
        (["meta|发布时间：2022-03-06", "停业。"], {}, "the page's stamp 2022-03-06 close behind"),
        (["奥密克戎变异株传播快。"], {}, "the Omicron variant, which the text names,"),
        (["停业。"], {"title": "2022年清明期间防控的通告"}, "2022年清明 in the title"),
        (["2022年2月20日以来到过外省的要报备。"], {}, "2022-02-20, which the text writes in full,"),
    ],
)
def test_the_source_of_a_year_is_told(lines, more, source):
    """In the field's reason."""
    field = settled(DAY, *lines, **more)
    assert (field.value, field.status) == ("2022-03-05", "inferred")
    assert field.because == f"Month and day are stated, and {source} gives the year."


def test_two_years_give_none():
    """Both are shown."""
    field = settled(DAY, "meta|发布时间：2022-03-06", "停业。", number="并政发〔2021〕5号")
    assert (field.value, field.partial) == (None, "--03-05")
    assert {other.value for other in field.others} == {"2021-03-05", "2022-03-05"}


def test_a_day_written_otherwise_is_inferred():
    """Digits without marks, the Chinese calendar, a day without its month."""
    for form in ("run", "lunar", "of-month"):
        field = settled(Written(0, 1, 2022, 3, 5, form=form), "停业。")
        assert field.status == "inferred" and field.because.startswith("It stands under the signature, ")
    assert settled(Written(0, 1, 2022, 3, 5), "停业。").status == "stated"
