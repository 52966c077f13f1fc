"""PDF files: those with text in them are read, the others say why not."""

import io
import sys

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from builder.errors import SeedError
from builder.read.pdf import read_pdf


def pdf(*pages, password=None):
    """The bytes of a file whose pages show these ASCII words (none: an empty page)."""
    writer = pypdf.PdfWriter()
    for words in pages:
        page = writer.add_blank_page(200, 200)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        fonts = DictionaryObject({NameObject("/F1"): _names(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET".encode() if words else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": "Notice 18"})
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _names(values):
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in values.items()})


def test_text_is_read_page_by_page():
    """The properties are facts."""
    (reading,) = read_pdf("a.pdf", pdf("Notice one", "Notice two"))
    assert reading.text.split("\n") == ["Notice one", "Notice two"]
    assert ("title", "Notice 18") in reading.facts


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no file", "is no PDF file"),
        (b"%PDF-1.4\n%%EOF", "is no PDF file"),
        (pdf("", ""), "holds pictures of text"),
        (pdf("a", password="x"), "is locked with a password"),
        (pdf(*"a" * 201), "has 201 pages"),
    ],
)
def test_what_has_no_text_is_refused(data, told):
    """Scans are not read."""
    with pytest.raises(SeedError, match=told) as caught:
        list(read_pdf("a.pdf", data))
    assert caught.value.problem.next


def test_a_missing_extra_is_named(monkeypatch):
    """The line says what to install."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(SeedError) as caught:
        list(read_pdf("a.pdf", b""))
    assert str(caught.value) == "a.pdf: needs the extra 'pdf', which is not installed → pip install '.[pdf]'"
