"""The kind of text: a title's own words are stated, the way a text is written is inferred."""

from __future__ import annotations

from functools import cache

import pytest

from builder.extract.blocks import find_blocks
from builder.extract.kind import find_kind
from builder.extract.title import find_title
from builder.model import Field
from builder.rules import Rules, load
from tests.extract.pages import repaired_of

NOTHING = Field(None, "unknown", rule="number/none", because="Not looked for.")


@cache
def rules() -> Rules:
    return load()


def kind(*lines: str | tuple[str, str]) -> Field:
    repaired = repaired_of(*lines)
    blocks = find_blocks(repaired, rules())
    title = find_title(repaired, blocks, (), rules())
    return find_kind(repaired, blocks, title, rules())


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("关于进一步加强冷库管理的紧急通知", "notice"),
        ("某市新冠肺炎疫情防控指挥部第8号令", "notice"),
        ("某市应对疫情支持中小企业发展的若干意见", "notice"),
        ("关于召开全市疫情防控工作会议的通知", "notice"),
        ("某县疫情防控指挥部通告（第17号）", "notice"),
        ("某县疫情防控指挥部公告（第17号）", "announcement"),
        ("致全体在外乡亲的倡议书", "announcement"),
        ("致广大市民朋友的一封信", "announcement"),
        ("某王主持召开市疫情防控工作领导小组第139次会议", "meeting"),
        ("全市疫情防控工作调度会召开", "meeting"),
        ("《关于加强景区管理的通知》政策解读", "explainer"),
        ("在全市疫情防控视频会议上的讲话", "speech"),
        ("某市召开疫情防控第五场新闻发布会", "news"),
    ],
)
def test_a_title_that_names_its_kind_states_it(title: str, value: str) -> None:
    field = kind(("title", title), "为做好疫情防控工作，现将有关事项告知。")
    assert (field.value, field.status, field.rule) == (value, "stated", "kind/title-word")
    assert field.evidence[0].quote == title


def test_a_title_that_only_hints_at_its_kind_lets_it_be_inferred() -> None:
    for title, value in (
        ("市长某某督导检查疫情防控工作", "news"),
        ("某市最新政策护航民生", "explainer"),
        ("去某市要隔离吗？", "explainer"),
    ):
        field = kind(("title", title), "为做好疫情防控工作，各地积极行动。")
        assert (field.value, field.status, field.rule) == (value, "inferred", "kind/title-word")


def test_measures_that_a_title_only_reports_name_no_kind() -> None:
    """A signed full text whose title reports its publication is an announcement by inference."""
    field = kind(
        ("title", "某市发布18条冬春季疫情防控措施"), "某市提出18条措施。", "一、压实责任。", "某市疫情防控指挥部"
    )
    assert (field.value, field.status) == ("announcement", "inferred")


def test_the_title_of_a_reported_act_is_not_the_texts_own() -> None:
    field = kind("1月25日，省领导小组发出《关于做好防控工作的通知》。", "《通知》要求，就地过年。（记者秦某）")
    assert (field.value, field.status) == ("news", "inferred")


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("现将有关事项通告如下：", "一、景区关闭。"), "notice"),
        (("向全体市民发出如下倡议：", "一、少聚集。"), "announcement"),
        (("1月3日下午，市长主持召开疫情防控调度会。", "会议强调，要守住底线。"), "meeting"),
        (("同志们：", "今天的会议很重要。"), "speech"),
        (("本报讯　3月18日，某地指挥部印发通知，景区恢复开放。",), "news"),
        (("返程要注意什么，主要体现在以下几个方面：", "按规定报备。"), "explainer"),
    ],
)
def test_a_text_without_title_shows_its_kind(lines: tuple[str, ...], value: str) -> None:
    field = kind(*lines)
    assert (field.value, field.status, field.rule) == (value, "inferred", "kind/text")
    assert field.because


def test_a_text_that_shows_nothing_is_other() -> None:
    assert (kind("天气晴好。").value, kind("天气晴好。").rule) == ("other", "kind/none")


def test_the_kinds_that_lost_are_kept() -> None:
    field = kind(("title", "关于加强管理的通告"), "本报讯　记者获悉，有关事项如下。")
    assert field.value == "notice" and "news" in [other.value for other in field.others]


def test_a_text_without_title_that_addresses_whom_it_binds_is_a_notice() -> None:
    """Whom it greets it only tells; under a title that names another kind the title says what it is."""
    order = ("全县各药店、村卫生室：", "一、购药登记。", "某县疫情防控指挥部")
    assert kind(*order).value == "notice"
    assert kind("各位居民：", *order[1:]).value == "announcement"
    assert kind(("title", "防疫六个请"), *order).value == "announcement"
    plan = kind(("title", "春风送苗四十天工作安排"), *order)
    assert (plan.value, plan.rule) == ("notice", "kind/text")
    assert [(other.value, other.rule) for other in plan.others][:1] == [("announcement", "kind/title-word")]
    assert kind(("title", "春风送苗四十天工作安排"), "全县各族群众：", *order[1:]).value == "announcement"
