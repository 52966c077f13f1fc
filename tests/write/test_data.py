"""Files for programs: every row whole, every cell harmless."""

import csv
import io
import json

import pytest

from builder.model import Field, from_json
from builder.write.data import NOTICE_COLUMNS, STATEMENT_COLUMNS, data_files, defuse
from tests.write.samples import archive_of, notice_of, saying


def files(*notices):
    """The data files of an archive of these notices."""
    return dict(data_files(archive_of(*notices)))


def rows(data):
    """The rows of a table, as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_records_are_one_json_object_a_line():
    """And each reads back as the notice."""
    notice = notice_of("一行", "两行\u2028还是两行")
    lines = files(notice)["data/records.jsonl"].split(b"\n")
    assert [from_json(line) for line in lines[:-1]] == [notice]
    assert lines[-1] == b""


def test_tables_keep_line_ends_quotes_and_commas():
    """A title may hold anything."""
    title = '他说："好，\n再"来",'
    table = rows(files(notice_of("甲", title=Field(title, "stated")))["data/notices.csv"])
    assert tuple(table[0]) == NOTICE_COLUMNS
    assert table[1][1] == title


def test_one_row_for_each_statement():
    """With the words that carry it and the anchor of its clause."""
    notice = saying("contact-tracing", "开展流调。", "追踪密接。")
    table = rows(files(notice)["data/statements.csv"])
    assert tuple(table[0]) == STATEMENT_COLUMNS
    assert [(row[0], row[3], row[-2], row[-1]) for row in table[1:]] == [
        (notice.id, "contact-tracing", "c0", "开展流调。"),
        (notice.id, "contact-tracing", "c6", "追踪密接。"),
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_formulas_are_defused(cell):
    """A spreadsheet shows the text and computes nothing."""
    assert defuse(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["2021-01-03", "太原市", "", "a=b"])
def test_other_cells_are_untouched(cell):
    """Dates and words stay as they are."""
    assert defuse(cell) == cell


def test_the_schema_is_published():
    """With a description of the record."""
    schema = json.loads(files(notice_of("甲"))["data/record.schema.json"])
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(schema["$defs"]) >= {"Notice", "Evidence", "Statement", "Pass"}
