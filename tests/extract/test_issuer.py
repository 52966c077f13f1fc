"""The issuing body: signed, in the title, acting, holding a meeting; never cited, written to, or keeping the site."""

from pathlib import Path

import pytest

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.issuer import find_issuer
from builder.extract.issuer.keeping import of_keeper
from builder.extract.title import find_title
from builder.model import Field, Source
from builder.rules import load
from builder.rules.table import load_yaml
from tests.extract.pages import repaired_of

CASES = Path(__file__).parent.parent / "cases" / "fields"
RULES = load()


def lines_of_case(case):
    return [tuple(line.split("|", 1)) if "|" in line else line for line in case["page"]]


def issuer_of(*lines):
    repaired = repaired_of(*lines)
    blocks = find_blocks(repaired, RULES)
    box = read_box(repaired, RULES.box)
    return repaired, find_issuer(repaired, find_title(repaired, blocks, box, RULES), box, RULES)


@pytest.mark.parametrize("pile", ["right", "looks", "unknown"])
def test_cases(pile):
    """Every case of the pile gives the body that a careful reader names, in the words of the page."""
    wrong = []
    for case in load_yaml(CASES / "issuers.yaml", CASES)[pile]:
        repaired, found = issuer_of(*lines_of_case(case))
        if found.value != case["want"]:
            wrong.append(f"line {case.line}: {found.value} by {found.rule}, not {case['want']}")
        for evidence in found.evidence:
            assert repaired.raw[evidence.start : evidence.end] == evidence.quote
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["各学校停课。", "太原市教育局", "2022年4月3日"], "stated"),
        (["经研究，太原市教育局决定全市学校停课。"], "stated"),
        (["太原市教育局要求各学校做好防控。"], "inferred"),
        (["方舱今天启用。", "共有床位2400张。", "太原市教育局决定停课。"], "stated"),
        (["记者从太原市教育局获悉，全市学校停课。"], "inferred"),
        (["现转发太原市教育局的要求，各学校照办。"], "inferred"),
    ],
)
def test_who_is_only_spoken_of_is_inferred(lines, status):
    """Who signs or decides has issued; who asks, or of whom a report has its news, need not have."""
    _, found = issuer_of(*lines)
    assert (found.value, found.status) == ("太原市教育局", status)
    assert (found.because is None) == (status == "stated")


def test_a_bare_name_further_down_is_inferred():
    """A report tells of several bodies under bare names; at its head one stands for the place."""
    report = ["方舱医院今天启用。", "共有床位2400张。", "医护分班。市教育局提醒，各校做好防控。"]
    assert issuer_of(*report)[1].status == "inferred"
    assert issuer_of(*reversed(report))[1].status == "stated"


def test_a_name_that_lost_a_character_gives_way_to_a_whole_one_and_is_never_stated():
    lines = ["停业。", "太原市疫情防控指\ufffd部", "2022年3月1日"]
    assert issuer_of(*lines)[1].status != "stated"
    found = issuer_of(("title", "太原市疫情防控指挥部关于停业的通告"), *lines)[1]
    assert (found.value, found.status) == ("太原市疫情防控指挥部", "stated")


def test_losers_are_other_bodies_each_once():
    """The one that signs, heads the title and acts is no loser of itself; whoever was named beside it is."""
    _, found = issuer_of(
        ("title", "太原市教育局关于停课的通知"),
        "太原市教育局决定停课。",
        "本通知由太原市公安局负责解释。",
        "太原市教育局",
        "2022年4月3日",
    )
    assert (found.value, [other.value for other in found.others]) == ("太原市教育局", ["太原市公安局"])


def kept(*lines, host="official"):
    """Whose page it is, on a site of this kind."""
    repaired, found = issuer_of(*lines)
    source = Source("a.txt", "0" * 64, 1, "utf-8", "text/plain", Field(None, "unknown"), Field(None, "unknown"), host)
    return repaired, of_keeper(found, repaired, source, RULES)


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ([("chrome", "夕阳红养老院 走进我们"), "家属朋友们：", "停止探视。"], "夕阳红养老院"),
        (
            [("chrome", "夕阳红养老院 走进我们"), "停止探视。太原市小店区夕阳红养老院祝您平安。"],
            "太原市小店区夕阳红养老院",
        ),
        ([("chrome", "平遥县检察院 检务公开"), "平遥县人民检察院接到来电。"], "平遥县人民检察院"),
        ([("chrome", "太原市第三人民医院 预约挂号"), "市第三人民医院今天起停诊。"], "市第三人民医院"),
        ([("meta", "原创 德育处 平遥县古陶学校 2022-03-06"), "家长朋友：", "推迟返校。"], "平遥县古陶学校"),
        (["停止探视。", ("chrome", "太原市公安局交通警察支队主办")], "太原市公安局交通警察支队"),
        # who keeps the page for many, or is one of several, is not told
        ([("chrome", "太原市人民政府 政务公开"), "停止探视。"], None),
        ([("chrome", "太原市人民政府新闻办公室"), "停止探视。"], None),
        ([("chrome", "甲城中学 乙城中学"), "停止探视。"], None),
    ],
)
def test_a_page_of_its_own_speaks_for_its_keeper_where_nobody_signs(lines, body):
    """In the longer form that the text writes; always inferred, and with its words."""
    repaired, found = kept(*lines)
    assert found.value == body
    assert found.status == ("inferred" if body else "unknown")
    for evidence in found.evidence:
        assert repaired.raw[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("name", ["夕阳红养老院", "启明学校", "太原市第三人民医院"])
def test_another_keepers_name_gives_the_other_keeper(name):
    """Nothing but the name tells it."""
    assert kept(("chrome", f"{name} 联系我们"), "停止探视。")[1].value == name


def test_a_signature_and_another_site_go_before_the_keeper():
    """Whoever signs has issued; a portal's head tells nothing."""
    page = [("chrome", "启明学校 联系我们"), "推迟返校。"]
    assert kept(*page, "太原市教育局", "2022年4月3日")[1].value == "太原市教育局"
    assert [kept(*page, host=host)[1].value for host in ("portal", "media", "hijacked", "unknown")] == [None] * 4


@pytest.mark.parametrize(
    ("lines", "body", "status"),
    [
        (["平遥县交通局关于环城路的通告，8月30日发：", "限行。"], "平遥县交通局", "stated"),
        (["从码头贴的纸上抄来，平遥县交通局落款，周日开始。"], "平遥县交通局", "inferred"),
        (["小编请平遥县疫情防控指挥部统一答复。"], "平遥县疫情防控指挥部", "stated"),
        (["火石村党员轮流把守。", "火石村“两委”", "2022年3月13日"], "火石村“两委”", "stated"),
        ([("meta", "来源：市疾控中心"), "全市接种，到太原市疾控中心登记。"], "太原市疾控中心", "inferred"),
        ([("meta", "来源：市疾控中心"), "全市接种。"], None, "unknown"),
        (["请市民到平遥县医院登记。"], None, "unknown"),
    ],
)
def test_plain_speech_names_its_body(lines, body, status):
    """A title run on into the text, a seal that is told of, an editor who asks, quotes around a name, a bare source."""
    _, found = issuer_of(*lines)
    assert (found.value, found.status) == (body, status)


NAMES = [
    "平遥县教育局",
    "下营镇疫情防控指挥部",
    "北华大学疫情防控工作领导小组",
    "平遥县第四小学",
    "平遥县社会福利养老院",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "page",
    [
        "经研究，{}决定停业。",
        "{}发布通告，即日起停业。",
        "即日起停业。|{}|2O22年3月l2日",
        "即日起停业。|{}|年3月12日",
    ],
)
def test_another_body_in_the_same_sentence_gives_the_other_body(page, name):
    """A town's or a school's as an office's; under a day with letters for figures too."""
    _, found = issuer_of(("title", "关于停业的通告"), *page.format(name).split("|"))
    assert (found.value, found.status) == (name, "stated")


@pytest.mark.parametrize("name", NAMES[:2])
@pytest.mark.parametrize("about", ["关于", "关\ufffd", "\ufffd于"])
def test_a_damaged_关于_still_ends_the_head_of_a_title(about, name):
    """One of its two characters was lost."""
    _, found = issuer_of(("title", f"{name}{about}停业的通告"), "停业。")
    assert (found.value, found.status) == (name, "stated")


@pytest.mark.parametrize(
    "text", ["各乡镇人民政府决定停业。", "所在乡镇人民政府通知停业。", "我们学校疫情防控领导小组决定停业。"]
)
def test_any_town_or_school_is_no_body(text):
    """The words before its generic word are no name."""
    assert issuer_of(("title", "关于停业的通告"), text)[1].value in (None, "学校疫情防控领导小组")


def test_an_office_that_passes_on_is_no_source():
    """A publicity department tells what others do."""
    assert issuer_of(("meta", "来源：平遥县委宣传部"), "停业。")[1].value is None
    assert issuer_of(("meta", "来源：平遥县交通局"), "停业。")[1].value == "平遥县交通局"


@pytest.mark.parametrize("town", ["平遥县古陶镇", "永川区茶山竹海街道"])
def test_a_town_that_heads_the_title_speaks_where_no_body_is_named(town):
    """Inferred; its government goes before it, and a town without its county is only where something happens."""
    title = ("title", f"{town}关于停业的通知")
    _, found = issuer_of(title, "停业。")
    assert (found.value, found.status) == (town, "inferred")
    assert issuer_of(title, "停业。", f"{town}人民政府", "2022年3月1日")[1].value == f"{town}人民政府"
    assert issuer_of(("title", "古陶镇关于停业的通知"), "停业。")[1].value is None
