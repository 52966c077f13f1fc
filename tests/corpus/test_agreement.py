"""The second codings are of notices that are there, in words that stand there; a coding agrees with itself."""

import pytest

from builder.rules import load as load_rules
from tests.corpus.agreement import CODINGS, Page, codings, compare, pages
from tests.corpus.measures import Report, bare

FEW = 12


@pytest.fixture(scope="module")
def some() -> list[Page]:
    return pages(FEW)


def test_both_are_of_the_same_notices():
    first, second = (codings(coding) for coding in CODINGS)
    assert len(first) == 60
    assert first.keys() == second.keys()


@pytest.mark.parametrize("coding", CODINGS)
def test_each_row_names_a_measure_of_the_taxonomy(coding):
    known = {measure.id for measure in load_rules().measures.measures}
    rows = codings(coding).values()
    assert {row["id"] for page in rows for row in page["measures"]} <= known
    assert {row["measure"] for page in rows for row in page["parameters"]} <= known


@pytest.mark.parametrize("coding", CODINGS)
def test_nearly_every_row_quotes_the_text(some, coding):
    """Now and then one quotes a line that the repair takes for furniture, or a title that the text leaves out."""
    quotes = [(page, row["quote"]) for page in some for row in page.rows[coding]["measures"]]
    away = [quote for page, quote in quotes if bare(quote)[0] not in bare(page.repaired.text)[0]]
    assert len(away) <= len(quotes) * 0.06, away


@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_compared_with_itself_agrees(some, coding):
    report = Report()
    for page in some:
        compare(page, coding, coding, report)
    assert report.clauses.f1 > 0.95
    assert report.documents.f1 == 1
    assert not report.modality[False] + report.stage[False]
    assert report.parameters.f1 > 0.95
