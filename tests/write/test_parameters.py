"""Numbers as people read them, and as files."""

import csv
import io

import pytest

from builder.model import Evidence, Parameter
from builder.write import data
from builder.write.parameters import COLUMNS, size_of, value_words
from tests.write.coded_samples import ordering
from tests.write.samples import archive_of, hostile, pages_of
from tests.write.test_markdown import rendered


def number(value, unit, comparator="="):
    """A number with its unit."""
    return Parameter("duration", value, unit, comparator, Evidence(0, 1, "x"))


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "said"),
    [
        (14.0, "day", "=", "14 天"),
        (14.0, "day", ">=", "≥14 天"),
        (48.0, "hour", "<=", "≤48 小时"),
        ((3.0, 5.0), "day", "between", "3–5 天"),
        (2.0, "per 3 day", "=", "每 3 天 2 次"),
        (1.5, "metre", "approx", "约 1.5 米"),
        ("high", None, "=", "高"),
        ("--12-31", "date", "<=", "≤12月31日（年份不详）"),
        ("2022-12-31", "date", "=", "2022年12月31日"),
        ("入境人员", None, "=", "入境人员"),
        (3.0, "unheard-of", "=", "3 unheard-of"),
        ("2022-99-99x", "date", "=", "2022-99-99x"),
    ],
)
def test_a_value_is_said_in_plain_words(value, unit, comparator, said):
    """With its unit and what compares it; what is not understood is shown as it is."""
    assert value_words(number(value, unit, comparator)).zh == said


def test_times_are_sorted_by_their_length():
    """Two weeks after 48 hours; words are sorted as words."""
    assert size_of(number(2.0, "week")) > size_of(number(48.0, "hour"))
    assert size_of(number((3.0, 5.0), "day", "between")) == 72
    assert size_of(number("high", None)) is None


def files(*notices):
    """The files of numbers of an archive of these notices: of all, and of each measure."""
    made = pages_of(archive_of(*notices), {})
    return {path: content for path, content in made.items() if "/parameters" in path}


def test_every_number_is_in_the_file_and_beside_its_measure():
    """With the words that carry it and where they stand; a spreadsheet computes none of it."""
    made = files(ordering("2021-01-05", "140100", 2), ordering(None, "130100", 1, "home-quarantine"))
    plain, excel = made.pop("data/parameters.csv"), made.pop("data/parameters-excel.csv")
    rows = list(csv.DictReader(io.StringIO(plain.decode())))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [row["measure"] for row in rows] == ["centralized-quarantine"] * 2 + ["home-quarantine"]
    assert rows[0] | {"value": "14", "unit": "day", "words": "14天", "date": "2021-01-05"} == rows[0]
    assert excel == "\ufeff".encode() + plain
    assert len(made["measures/centralized-quarantine/parameters.csv"].splitlines()) == 3
    assert set(made) == {
        f"measures/{measure}/parameters{kind}.csv"
        for measure in ("centralized-quarantine", "home-quarantine")
        for kind in ("", "-excel")
    }


def test_the_numbers_of_a_large_archive_stand_with_their_months(monkeypatch):
    """Then the page of a measure leads there and no file lies beside it."""
    monkeypatch.setattr(data, "MOST_BYTES", 100)
    notices = ordering("2021-01-05", "140100", 2), ordering("2021-02-05", "130100", 1)
    assert set(files(*notices)) == {"data/parameters-2021-01.csv.gz", "data/parameters-2021-02.csv.gz"}
    pages = pages_of(archive_of(*notices), {})
    page = rendered(pages["measures/centralized-quarantine/index.md"].decode().partition("\n---\n")[2])
    assert page.select_one('a[href="../../data/#parameters"]')
    assert not page.select_one('a[href="parameters.csv"]')


def test_a_formula_is_defused():
    """Whatever a seed says."""
    assert b",'=1+1," in files(hostile("=1+1"))["data/parameters.csv"]
