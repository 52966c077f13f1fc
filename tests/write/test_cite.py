"""Citations say what is known and that the rest is not; what a seed says cannot end a field of theirs."""

import hashlib

import msgspec
import pytest

from builder.model import BodyField, DateField, Field
from builder.write.cite import bibtex, cite_files, csl, reference, ris, text_hash
from tests.write.samples import NASTY, hostile, notice_of

KNOWN = notice_of(
    "甲",
    title=Field("关于测温的通告", "stated"),
    issuing_body=BodyField("市指挥部", "stated", normalised="太原市指挥部", normalised_status="inferred"),
    document_number=Field("第18号", "stated"),
    date=DateField("2021-01-05", "stated", precision="day"),
)
UNKNOWN = notice_of("甲", date=DateField(None, "unknown", partial="--01-25"))


def test_a_notice_is_cited_as_a_report():
    """Issuer, title, number, [R/OL], day, archive, number in the archive."""
    assert (
        reference(KNOWN)
        == f"太原市指挥部. 关于测温的通告: 第18号[R/OL]. (2021-01-05)[引用日期]. 地方疫情防控公文档案, {KNOWN.id}"
    )
    assert bibtex(KNOWN).startswith(
        f"@techreport{{{KNOWN.id},\n  title = {{关于测温的通告}},\n  institution = {{太原市指挥部}},"
    )
    assert ris(KNOWN).startswith("TY  - RPRT\r\n")
    assert csl(KNOWN)["type"] == "report"
    assert csl(KNOWN)["issued"] == {"date-parts": [[2021, 1, 5]]}


def test_what_is_unknown_is_said_and_never_filled_in():
    """Neither an author nor a year is invented; a day without its year is no date."""
    assert reference(UNKNOWN).startswith("发文机关不详. 关于测温的通告[R/OL]. (年份不详，01-25)[引用日期].")
    assert "issuing body unknown" in bibtex(UNKNOWN)
    assert "year =" not in bibtex(UNKNOWN)
    assert "\r\nPY" not in ris(UNKNOWN)
    assert not {"author", "issued"} & set(csl(UNKNOWN))
    assert "01-25, year unknown" in csl(UNKNOWN)["note"]


def test_an_inferred_date_says_so():
    """In the reference and in the notes of each format."""
    guessed = msgspec.structs.replace(KNOWN, date=DateField("2021-01", "inferred", precision="month"))
    assert "(2021-01，推断)" in reference(guessed)
    for text in (bibtex(guessed), ris(guessed), csl(guessed)["note"]):
        assert "date inferred" in text
    assert csl(guessed)["issued"] == {"date-parts": [[2021, 1]]}


def test_what_a_maintainer_knows_of_the_page_stands_in_the_notes():
    """When it was fetched and where a copy is kept; what is cited is this archive."""
    copy = "https://web.archive.example/2021/x"
    source = msgspec.structs.replace(KNOWN.source, retrieved_on="2023-02-01", archived_copy=copy)
    told = msgspec.structs.replace(KNOWN, source=source)
    for text in (bibtex(told), ris(told), csl(told)["note"]):
        assert "retrieved on 2023-02-01" in text
        assert "archived copy of the page https:" in text
    assert reference(told) == reference(KNOWN)
    assert "retrieved" not in bibtex(KNOWN)


@pytest.mark.parametrize("bad", NASTY)
def test_words_of_a_seed_end_no_field(bad):
    """Braces are balanced, each line of RIS has its tag."""
    notice = hostile(bad)
    assert bibtex(notice).count("{") == bibtex(notice).count("}")
    assert all(line[2:6] == "  - " for line in ris(notice).split("\r\n") if line)
    assert msgspec.json.decode(dict(cite_files(notice))["csl.json"])[0]["id"] == notice.id


def test_the_address_is_that_of_the_published_site(monkeypatch):
    """Where none is known, none is written."""
    monkeypatch.delenv("SITE_URL", raising=False)
    assert "URL" not in csl(KNOWN)
    monkeypatch.setenv("SITE_URL", "https://example.org/archive/")
    assert csl(KNOWN)["URL"] == f"https://example.org/archive/notices/{KNOWN.id}/"
    assert f"UR  - https://example.org/archive/notices/{KNOWN.id}/" in ris(KNOWN)


def test_the_hash_is_that_of_the_published_text():
    """Of the bytes of text.txt."""
    assert text_hash(KNOWN) == hashlib.sha256("甲".encode()).hexdigest()
