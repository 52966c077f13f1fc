"""Cautions: what a reader must know, each with the rule that explains it and the words that show it."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from builder.extract.blocks import find_blocks
from builder.extract.cautions import find_cautions
from builder.extract.source import find_source
from builder.model import Caution, Mark, Repaired
from builder.rules import Rules, load
from tests.extract.pages import document_of, repaired_of


@cache
def rules() -> Rules:
    return load()


def cautions_of(repaired: Repaired) -> tuple[Caution, ...]:
    source = find_source(document_of(repaired.raw), repaired, find_blocks(repaired, rules()), rules())
    return find_cautions(repaired, source, rules())


def cautions(*lines: str | tuple[str, str]) -> list[str]:
    return [caution.rule for caution in cautions_of(repaired_of(*lines))]


def test_a_healthy_notice_needs_no_caution() -> None:
    assert cautions(("chrome", "首页 > 政务公开"), "一、全市景区暂停营业。", "某市疫情防控指挥部", "2021年2月3日") == []


def test_damage_that_repair_left_is_told_once_with_every_place() -> None:
    repaired = msgspec.structs.replace(
        repaired_of("确?！笆奈濉转型，?shù)匾咔榉揽亍。"),
        marks=(Mark("caution/stepped-bytes", 1, 7), Mark("caution/stepped-bytes", 11, 16)),
    )
    (caution,) = [caution for caution in cautions_of(repaired) if caution.rule == "caution/stepped-bytes"]
    assert [one.quote for one in caution.evidence] == [repaired.raw[1:7], repaired.raw[11:16]]
    assert "2 places" in caution.because


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((("chrome", "某某体育app官网"), "一、景区暂停营业。"), "caution/hijacked-host"),
        (("某地多措并举。", ("chrome", "希望本篇文章《某地政策》能对你有所帮助！")), "caution/generated"),
        (("一、景区暂停营业。", ("chrome", "点击阅读全文")), "caution/cut-off"),
        (("新型冠状病*肺炎疫情防控。",), "caution/masked"),
        (("自年2月10日零时起封闭管理。",), "caution/year-lost"),
        (("一、景区暂停营业。", "三、请广大居民群众密切关注官方发布，主动"), "caution/no-ending"),
        (("一、景区暂停营业。", "二、各市"), "caution/no-ending"),
        (("一、景区暂停营业。", "二、居民凭证出入，每日"), "caution/no-ending"),
        (("年8月以来，疫情防控平稳。",), "caution/year-lost"),
    ],
)
def test_what_a_reader_must_know_is_told(lines: tuple[str | tuple[str, str], ...], rule: str) -> None:
    assert rule in cautions(*lines)


@pytest.mark.parametrize(
    "last",
    [
        "附件：1.流程图 2.采样点，布局表",
        "某市疫情防控指挥部",
        "2021年2月3日",
        "联系人：张某，电话：12345678",
        "（记者秦某，通讯员王某）",
    ],
)
def test_a_signature_a_date_and_a_contact_end_a_text_lawfully(last: str) -> None:
    assert "caution/no-ending" not in cautions("一、景区暂停营业。", last)
