"""The five seeds through the whole extraction, held against what a careful reader says of them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from builder.extract import extract
from builder.model import FIELDS, Evidence, Field, Notice, RawDocument
from builder.repair import repair
from builder.rules import load

ROOT = Path(__file__).parents[2]
EXPECTED: dict[str, dict[str, Any]] = {
    name: fields
    for name, fields in json.loads((ROOT / "tests/golden/seeds_expected.json").read_text(encoding="utf-8")).items()
    if name.endswith(".txt")
}
COMPARED = ("value", "status", "precision", "adcode", "normalised", "normalised_status", "partial")
HOSTS = {
    "000": ("unknown", "media"),
    "001": ("portal",),
    "002": ("portal",),
    "003": ("hijacked",),
    "004": ("unknown", "media"),
}
SITES = {"001": "山西大院新闻网", "002": "亿建网", "003": "米6米乐体育app官网"}
URLS = {
    "001": "http://www.shanxidayuan.com/gsyl/lzyl/10077.html",
    "002": "http://m.webzy.cn/yulezixun/15311.html",
}


@cache
def record(name: str) -> Notice:
    data = (ROOT / "seeds" / name).read_bytes()
    document = RawDocument(name, data, hashlib.sha256(data).hexdigest(), "utf-8", "text/plain", data.decode())
    rules = load()
    return extract(document, repair(document, rules), rules)


def compared(field: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: getattr(field, key) for key in COMPARED if key in wanted}


@pytest.mark.parametrize("name", sorted(EXPECTED))
@pytest.mark.parametrize("field", FIELDS)
def test_each_field_says_what_a_careful_reader_says(name: str, field: str) -> None:
    wanted = EXPECTED[name][field]
    assert compared(getattr(record(name), field), wanted) == {key: wanted[key] for key in COMPARED if key in wanted}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_notice_is_filed_where_it_applies(name: str) -> None:
    assert list(record(name).filed_under) == EXPECTED[name]["filed_under"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_host_is_judged_by_role_and_shape(name: str) -> None:
    assert record(name).source.host_kind in HOSTS[name[:3]]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_source_is_named_only_where_the_page_names_it(name: str) -> None:
    source = record(name).source
    assert (source.site.value, source.url.value) == (SITES.get(name[:3]), URLS.get(name[:3]))


def all_fields(notice: Notice) -> list[Field]:
    return [*notice.fields().values(), notice.source.url, notice.source.site]


def all_evidence(notice: Notice) -> list[Evidence]:
    found = [one for field in all_fields(notice) for one in field.evidence]
    found += [one for field in all_fields(notice) for other in field.others for one in other.evidence]
    found += [one for caution in notice.warnings for one in caution.evidence]
    for statement in notice.measures:
        found += [*statement.evidence, *(parameter.evidence for parameter in statement.parameters)]
    return found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_quote_is_what_stands_in_raw(name: str) -> None:
    raw = (ROOT / "seeds" / name).read_bytes().decode()
    assert [one for one in all_evidence(record(name)) if raw[one.start : one.end] != one.quote or not one.quote] == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_text_offsets_lead_to_the_same_words(name: str) -> None:
    """Where nothing was repaired inside, the words in the text are those of the quote; everywhere they lie inside it."""
    notice = record(name)
    for one in all_evidence(notice):
        if one.text_start is not None and one.text_end is not None:
            words = notice.text[one.text_start : one.text_end]
            assert 0 <= one.text_start < one.text_end <= len(notice.text)
            assert len(words) <= len(one.quote) + words.count("\n")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_blocks_hold_every_character_once(name: str) -> None:
    notice = record(name)
    held = "".join(notice.text[block.start : block.end] for block in notice.blocks)
    assert "".join(held.split()) == "".join(notice.text.split())
    assert len({block.anchor for block in notice.blocks}) == len(notice.blocks)
    assert all(a.end <= b.start for a, b in pairwise(notice.blocks))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_rule_of_a_record_is_explained(name: str) -> None:
    """A reader can look up what decided: each rule stands in fields.yaml."""
    known = {rule.id for rule in load().fields.rules}
    fields = all_fields(record(name))
    used = {field.rule for field in fields if field.rule} | {other.rule for field in fields for other in field.others}
    assert sorted(used - known) == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_value_that_is_not_stated_plainly_has_a_reason(name: str) -> None:
    unreasoned = [field for field in all_fields(record(name)) if field.status != "stated" and not field.because]
    assert unreasoned == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_reason_is_one_sentence(name: str) -> None:
    """It begins with a capital letter, a quoted word or a name and ends with a full stop, for the losers too."""
    fields = all_fields(record(name))
    reasons = [field.because for field in fields if field.because]
    reasons += [other.because for field in fields for other in field.others]
    assert [reason for reason in reasons if reason[0].islower() or not reason.endswith(".")] == []
