"""What a page's metadata says, as candidates: each with its words at the head of *raw* (they stand nowhere in *text*).

Metadata is written by programs: a title is the page's headline, a day that of its publication, an address its own. A day of
the last change is none of publication, and a source (ContentSource) is no issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.model import Evidence, PageFact

Facts = tuple[PageFact, ...]

#: names in order of trust, in small letters
TITLES = ("articletitle", "og:title", "ld.headline", "dc.title", "dcterms.title", "title")
PUBLISHED = (
    "pubdate",
    "pub_date",
    "article:published_time",
    "ld.datepublished",
    "publishdate",
    "publish_date",
    "publishtime",
    "apub:time",
    "og:release_date",
    "dcterms.issued",
)
CHANGED = ("article:modified_time", "ld.datemodified", "createdate", "date", "dc.date")
ADDRESSES = ("canonical", "url", "og:url", "ld.url")
SITES = ("sitename", "og:site_name", "apub:from")
SOURCES = ("contentsource", "source", "dc.source", "ld.publisher", "dcterms.publisher")
DOMAINS = ("sitedomain",)
CODES = ("siteidcode",)

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]{3,100}(?::[0-9]{1,5})?/[^\s]+")


def facts_of(facts: Facts, names: Iterable[str]) -> list[PageFact]:
    """The facts with these names, in the order of the names, then of the page; each value once."""
    found: dict[str, PageFact] = {}
    for name in names:
        for fact in facts:
            if fact.name.lower() == name:
                found.setdefault(fact.value, fact)
    return list(found.values())


def addresses(facts: Facts) -> list[PageFact]:
    """The addresses that name a page, not only its site."""
    return [fact for fact in facts_of(facts, ADDRESSES) if _ADDRESS.fullmatch(fact.value)]


def words_of(fact: PageFact, start: int = 0, end: int | None = None) -> Evidence:
    """The evidence for ``value[start:end]`` of a fact."""
    end = len(fact.value) if end is None else end
    return Evidence(fact.start + start, fact.start + end, fact.value[start:end])
