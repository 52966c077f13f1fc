"""The page's own address: of a line that names it, else of its metadata."""

from __future__ import annotations

import re

from builder.extract.page_facts import Facts, addresses, words_of
from builder.model import Candidate, Evidence, Field, Repaired

_ADDRESS = re.compile(
    r"(?:本文(?:地址|链接|网址|固定链接)|原文(?:地址|链接|网址)|(?:注明|标明)出处|文章(?:地址|链接)|本页(?:地址|链接)|固定链接|网址|来源(?:地址|链接))"
    r"\s{0,4}(?:[:：为]|\s)\s{0,4}(?P<url>(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+)"
)


def find_url(repaired: Repaired, facts: Facts) -> Field:
    """The address that a line of the page names, else the one in its metadata; the others are its losers."""
    told = [(fact.value, words_of(fact)) for fact in addresses(facts)]
    for match in _ADDRESS.finditer(repaired.page):
        url = match["url"].rstrip(".,;:!?()[]'")
        start = match.start("url")
        evidence = repaired.evidence(start, start + len(url))
        return Field(evidence.quote, "stated", (evidence,), "url/address-line", None, _other_urls(told, evidence.quote))
    if told:
        value, evidence = told[0]
        return Field(value, "stated", (evidence,), "url/page-fact", None, _other_urls(told[1:], value))
    return Field(None, "unknown", rule="url/none", because="No line of the page names its address.")


def _other_urls(told: list[tuple[str, Evidence]], best: str) -> tuple[Candidate, ...]:
    because = "Something on the page names its address more surely."
    return tuple(Candidate(value, "url/page-fact", because, (words,)) for value, words in told if value != best)
