"""Whole pages on the whole way, repair included: what a careful reader names, and nothing where the page does not tell."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.build import notice_of
from builder.model import Field, Notice, RawDocument
from builder.read.html import read_markup
from builder.read.reading import with_facts
from builder.rules import Rules, load
from builder.rules.table import Entry, load_yaml

CASES = Path(__file__).parent.parent / "cases" / "fields"
FIELDS = {
    "policy": "is_policy",
    "title": "title",
    "kind": "kind",
    "off": "officiality",
    "province": "province",
    "city": "city",
    "county": "county",
    "issuer": "issuing_body",
    "number": "document_number",
    "date": "date",
    "pub": "published",
    "from": "effective_from",
    "until": "effective_until",
}
DAYS = ("date", "pub", "from", "until")


@cache
def rules() -> Rules:
    return load()


def told(notice: Notice, name: str) -> Any:
    """What the record says, as the cases write it."""
    if name == "host":
        return notice.source.host_kind
    if name in ("url", "site"):
        return getattr(notice.source, name).value
    if name == "norm":
        return notice.issuing_body.normalised
    field: Field = getattr(notice, FIELDS[name])
    return f"{field.value}~" if name in DAYS and field.status == "inferred" else field.value


def faults(notice: Notice, case: Entry, raw: str) -> list[str]:
    """Where the record says something else than the case, and evidence that is no quote."""
    wrong = [
        f"line {case.line}: {name} {told(notice, name)!r}, not {wanted!r}"
        for name, wanted in case["want"].items()
        if told(notice, name) != wanted
    ]
    fields = [getattr(notice, name) for name in FIELDS.values()] + [notice.source.url, notice.source.site]
    quotes = [evidence for field in fields for evidence in field.evidence]
    return wrong + [f"line {case.line}: {one}" for one in quotes if raw[one.start : one.end] != one.quote]


@pytest.mark.parametrize("pile", ["letterheads", "boxes", "days", "relays", "hard", "traps", "provinces", "openings"])
def test_pages(pile: str) -> None:
    """Every page of the pile."""
    wrong = []
    for case in load_yaml(CASES / f"{pile}.yaml", CASES):
        data = "\n".join(case["page"]).encode()
        document = RawDocument("page.txt", data, hashlib.sha256(data).hexdigest(), "utf-8", "text/plain", data.decode())
        wrong += faults(notice_of(document, rules()), case, document.raw)
    assert not wrong, "\n".join(wrong)


def page_of(markup: str) -> RawDocument:
    """An HTML seed."""
    data = markup.encode()
    reading = read_markup(data, "utf-8", markup)
    raw, facts = with_facts(reading.facts, reading.text)
    return RawDocument("page.html", data, hashlib.sha256(data).hexdigest(), "utf-8", "text/html", raw, facts)


def test_pages_with_metadata() -> None:
    """What a page's metadata says is a candidate: where the page says nothing itself, never against its own words."""
    wrong = []
    for case in load_yaml(CASES / "metadata.yaml", CASES):
        document = page_of(case["html"])
        wrong += faults(notice_of(document, rules()), case, document.raw)
    assert not wrong, "\n".join(wrong)


def test_a_day_of_the_last_change_only_loses() -> None:
    """A modified time is kept as a loser and is never the publication day."""
    head = '<meta property="article:modified_time" content="2023-02-01T08:00:00+08:00">'
    body = "<h1>关于停课的通告</h1><p>一、全市学校停课。</p><p>大同市疫情防控办</p><p>2022年3月5日</p>"
    found = notice_of(page_of(f"<html><head>{head}</head><body>{body}</body></html>"), rules()).published
    assert (found.value, [other.value for other in found.others]) == (None, ["2023-02-01"])
