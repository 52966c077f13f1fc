"""How official a text is: an authority's own on its own site, its own elsewhere, or a report about it."""

from __future__ import annotations

from functools import cache

from builder.extract.blocks import find_blocks
from builder.extract.officiality import judge_officiality
from builder.extract.source import find_source
from builder.model import Field
from builder.rules import Rules, load
from tests.extract.pages import document_of, repaired_of

BODY = ("为做好疫情防控工作，现将有关事项通告如下：", "一、全市景区暂停营业。")
SIGNED = (*BODY, "某市疫情防控指挥部", "2021年2月3日")
NOTHING = Field(None, "unknown", rule="number/none", because="Not looked for.")


@cache
def rules() -> Rules:
    return load()


def officiality(kind: str, *lines: str | tuple[str, str]) -> str | bool | None:
    repaired = repaired_of(*lines)
    blocks = find_blocks(repaired, rules())
    found = find_source(document_of(repaired.raw), repaired, blocks, rules())
    judged = Field(kind, "stated", rule="kind/title-word")
    field = judge_officiality(repaired, blocks, judged, NOTHING, NOTHING, found)
    assert field.status == "inferred" and field.because
    return field.value


def test_a_report_is_secondary_wherever_it_stands() -> None:
    assert officiality("meeting", ("chrome", "首页 > 政务公开"), *BODY) == "secondary"
    assert officiality("news", ("chrome", "某某日报"), *BODY) == "secondary"


def test_an_authoritys_text_on_its_own_site_is_official() -> None:
    assert officiality("notice", ("chrome", "首页 > 政务公开 > 通知公告"), *SIGNED) == "official"


def test_an_authoritys_text_elsewhere_is_said_to_be_elsewhere() -> None:
    assert officiality("notice", ("chrome", "某某论坛"), *SIGNED) == "official-text-elsewhere"
    assert officiality("announcement", ("chrome", "某某体育app官网"), *SIGNED) == "official-text-elsewhere"


def test_a_signed_text_against_which_nothing_speaks_is_official() -> None:
    assert officiality("notice", *SIGNED) == "official"


def test_an_act_without_any_furniture_is_the_authoritys_own_though_unsigned() -> None:
    assert officiality("notice", *BODY) == "official"


def test_what_an_authority_tells_under_its_signature_on_its_own_site_is_its_own() -> None:
    own_site = ("chrome", "首页 > 政务公开 > 通知公告")
    assert officiality("news", own_site, *SIGNED) == "official"
    assert officiality("news", own_site, *BODY) == "secondary"
    assert officiality("news", ("chrome", "某某论坛"), *SIGNED) == "secondary"


def test_a_text_that_was_taken_over_stands_elsewhere() -> None:
    assert officiality("notice", ("meta", "转自：某镇微公号"), *SIGNED) == "official-text-elsewhere"


def test_answers_under_a_signature_and_minutes_are_the_authoritys_own_words() -> None:
    assert officiality("explainer", ("chrome", "某某论坛"), *SIGNED) == "official-text-elsewhere"
    assert officiality("explainer", ("chrome", "某某论坛"), *BODY) == "secondary"
    assert officiality("explainer", *BODY) == "official"  # nothing shows that somebody else tells it
    assert officiality("explainer", ("chrome", "某某体育app官网"), *BODY) == "official-text-elsewhere"
    assert officiality("meeting", ("title", "某县指挥部第3次会议纪要"), *BODY) == "official"


def test_furniture_that_is_no_authoritys_speaks_against_its_own_site() -> None:
    assert officiality("notice", *SIGNED, ("chrome", "猜你喜欢"), ("chrome", "换一换")) == "official-text-elsewhere"
