"""Page facts: in the raw text, never on the page, so that no finder takes a day of the visit for one of the document."""

from builder.read import SeedFile, documents
from builder.repair import repair
from builder.rules import load
from builder.text.edits import restore


def test_the_page_knows_nothing_of_what_the_metadata_says():
    """And the raw text is restored with it, each fact in its place."""
    markup = "<title>丙</title><meta property=article:modified_time content=2023-02-01><p>关于停课的通告<p>一、停课。"
    (document,) = documents(SeedFile("a.html", markup.encode()), [])
    repaired = repair(document, load())
    assert repaired.page == "关于停课的通告\n一、停课。"
    assert "2023" not in repaired.text
    assert restore(repaired.text, repaired.passes) == document.raw
    assert [document.raw[fact.start : fact.end] for fact in document.page_facts] == ["丙", "2023-02-01"]
