"""Addresses never die: one leads on, the other says why."""

from bs4 import BeautifulSoup

from builder.rules.withdrawn import Withdrawn
from builder.write.redirects import redirects, tombstones


def test_an_old_address_leads_to_the_new_one():
    """At once, by a link, and for search engines; without script."""
    ((path, page),) = redirects({"n000000000001": "n000000000002"})
    soup = BeautifulSoup(page, "html.parser")
    assert path == "notices/n000000000001/index.html"
    assert soup.find("link", rel="canonical")["href"] == "../../notices/n000000000002/"
    assert soup.find("meta", {"http-equiv": "refresh"})["content"] == "0; url=../../notices/n000000000002/"
    assert {link["href"] for link in soup.find_all("a")} == {"../../notices/n000000000002/"}
    assert not soup.find_all("script")


def test_a_withdrawn_address_says_why_and_when():
    """In both languages, hidden from search engines, its words harmless."""
    ((path, page),) = tombstones([Withdrawn("n000000000001", "伪造<b>", "A forgery", "2023-05-01")])
    text = page.decode()
    assert path == "notices/n000000000001/index.md"
    assert 'robots: "noindex"' in text
    for words in ("n000000000001", "伪造&#60;b&#62;", "A forgery"):
        assert words in text
