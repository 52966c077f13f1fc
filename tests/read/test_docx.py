"""Word documents: paragraphs and tables in order; broken, huge or unreadable ones are told."""

import io
import sys
import zipfile

import docx
import pytest

from builder.errors import SeedError
from builder.read.docx import read_docx


def word(fill):
    """The bytes of a document that ``fill`` has filled."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_are_read_in_order():
    """A row is a line with tabs; the properties are facts."""

    def fill(document):
        document.core_properties.title = "通告"
        document.add_heading("关于停课的通告")
        table = document.add_table(2, 2)
        for cell, words in zip((cell for row in table.rows for cell in row.cells), "区数甲1", strict=True):
            cell.text = words
        document.add_paragraph("特此通告。\n某市")

    data = word(fill)
    (reading,) = read_docx("a.docx", data)
    assert reading.text == "关于停课的通告\n区\t数\n甲\t1\n特此通告。\n某市"
    assert ("title", "通告") in reading.facts
    assert reading.data == data


def packed(size):
    """A packed file that is no Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"no document", "not packed as one"), (packed(9), "is no Word document"), (packed(70_000_000), "unpacks to")],
)
def test_what_is_no_document_is_refused(data, told):
    """A bomb is not unpacked."""
    with pytest.raises(SeedError, match=told):
        list(read_docx("a.docx", data))


def test_a_missing_extra_is_named(monkeypatch):
    """The line says what to install."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(SeedError) as caught:
        list(read_docx("a.docx", b""))
    assert str(caught.value) == "a.docx: needs the extra 'docx', which is not installed → pip install '.[docx]'"
