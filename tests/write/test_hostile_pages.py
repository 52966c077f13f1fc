"""A notice that carries hostile strings wherever a seed can put one becomes a page that shows them and does nothing."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.write.indexes import index_pages
from builder.write.markdown import visible
from builder.write.marked import marked_view
from builder.write.notice import notice_page
from builder.write.raw import raw_view
from tests.write.samples import NASTY, archive_of, hostile, rules
from tests.write.test_markdown import TEXTS, rendered

RULES = rules()

OURS = {
    *(
        "a",
        "aside",
        "b",
        "blockquote",
        "caption",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "i",
        "li",
        "mark",
        "nav",
        "ol",
        "p",
        "q",
    ),
    *("h1", "h2", "h3", "h4", "h5", "section", "small", "span", "summary", "u", "ul"),
    *("col", "colgroup", "table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES = {
    *(
        "aria-current",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "class",
        "href",
        "id",
        "lang",
        "name",
        "rel",
        "role",
        "scope",
        "tabindex",
        "type",
    ),
    "title",
}
INSIDE = re.compile(
    r"(?:\.\./)*(?:[a-z0-9]+[a-z0-9/-]*/)?(?:[a-z-]+\.(?:txt|json|jsonl|csv|bib|ris))?(?:#[a-z0-9_-]+)?|record\.schema\.json"
)
SCRIPT = {"src", "defer"}
SHELL = {"html", "head", "meta", "title", "link", "script", "body", "header", "main", "pre", "s", "u"}


#: What pictures drawn by the builder are made of, and what such a page may load.
DRAWN = {"figure", "figcaption", "svg", "defs", "pattern", "rect", "path", "circle", "text", "title", "g"}
STROKES = {
    *("width", "height", "viewbox", "x", "y", "d", "cx", "cy", "r", "fill", "stroke", "stroke-width", "font-size"),
    *("text-anchor", "patternunits", "aria-labelledby", "transform"),
}
LISTED = {"colspan", "rowspan", "span", "data-sort"}


def harmless(soup, tags=OURS):
    """Only our elements and attributes, every link inside the archive, every id once."""
    for tag in soup.find_all(True):
        assert tag.name in tags | DRAWN
        assert set(tag.attrs) <= ATTRIBUTES | LISTED | (STROKES if tag.name in DRAWN else set()) | (
            {"charset", "http-equiv", "content", "name"}
            if tag.name == "meta"
            else SCRIPT
            if tag.name == "script"
            else {"media"}
            if tag.name == "link"
            else set()
        )
        if tag.name == "a" and "href" in tag.attrs:
            assert INSIDE.fullmatch(tag["href"]) or tag.get("rel"), tag
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    return True


def plain(text):
    """The text without blanks, which pages may fold."""
    return "".join(text.split())


@pytest.mark.parametrize("bad", NASTY)
@pytest.mark.parametrize("is_policy", [True, False], ids=["policy", "not policy"])
def test_a_hostile_notice_becomes_a_harmless_page(bad, is_policy):
    """Title, places, issuer, evidence, losers, reasons, address, path, text, repairs: all data."""
    notice = hostile(bad, is_policy)
    soup = rendered(notice_page(notice, archive_of(notice), RULES))
    assert harmless(soup)
    assert plain(visible(bad)) in plain(soup.h1.text) or not bad.strip()


@pytest.mark.parametrize("bad", NASTY)
def test_a_hostile_raw_text_becomes_a_harmless_raw_view(bad):
    """The whole raw text is there, and nothing of it acts."""
    notice = hostile(bad)
    soup = BeautifulSoup(raw_view(notice, RULES), "html.parser")
    assert harmless(soup, OURS | SHELL)
    assert [script.attrs for script in soup.find_all("script")] == [
        {"src": "../../../assets/theme.js"},
        {"src": "../../../assets/states.js", "defer": ""},
    ]
    assert soup.pre.text.strip("\n") == visible(notice.raw()).strip("\n")


@pytest.mark.parametrize("bad", NASTY)
@pytest.mark.parametrize("is_policy", [True, False], ids=["policy", "not policy"])
def test_a_hostile_notice_becomes_a_harmless_marked_view(bad, is_policy):
    """Title, text, statements, what was removed and restored: all data, in a page that no Markdown is read in."""
    soup = BeautifulSoup(marked_view(hostile(bad, is_policy), RULES), "lxml")
    assert harmless(soup, OURS | SHELL | {"article"})
    assert plain(visible(bad)) in plain(soup.h1.text) or not bad.strip()


def test_hostile_notices_leave_the_lists_harmless():
    """City, measure, issuer and catalogue pages print titles and words too."""
    notices = [hostile(bad) for bad in NASTY]
    for page in index_pages(archive_of(*notices), RULES):
        assert harmless(rendered(page.body), OURS | {"script"}), page.path


@settings(max_examples=40, deadline=None)
@given(TEXTS.filter(lambda text: "\n" not in text and "\r" not in text), st.booleans())
def test_any_string_at_all_leaves_a_page_harmless(bad, is_policy):
    """Not only the tricks somebody thought of."""
    notice = hostile(bad, is_policy)
    assert harmless(rendered(notice_page(notice, archive_of(notice), RULES)))
    assert harmless(BeautifulSoup(marked_view(notice, RULES), "lxml"), OURS | SHELL | {"article"})
