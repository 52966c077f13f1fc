"""Whoever issues, the answer follows: laws over names that no rule was made from, in every place where a name can stand.

A name is a place and a kind of body. Each form writes it into the same notice: signed, in the title, acting in the opening, in
the page's stamp. The record must name the body, whatever body it is.
"""

from __future__ import annotations

from functools import cache

import pytest

from builder.extract import extract
from builder.model import BodyField
from builder.repair import repair
from builder.rules import Rules, load
from tests.extract.pages import document_of

PLACES = ("涞水县", "铜仁市碧江区", "东乌珠穆沁旗", "甘南藏族自治州", "大厂回族自治县", "重庆市云阳县")
KINDS = (
    *("退役军人事务局", "体育中心", "公安局交通警察支队", "动物卫生监督所", "委政法委", "残疾人联合会"),
    *("科技馆", "青少年宫", "气象局", "老年公寓", "中心血站", "殡仪馆", "开放大学", "第一中学", "婚姻登记处"),
    *("公共交通有限公司", "基督教协会", "看守所", "疫情防控指挥部社区防控组", "新冠疫情处置指挥部"),
    *("妇联", "残联", "文联", "科协", "工商联", "供销社", "慈善总会", "人武部", "军分区", "林场", "农场"),
)
NAMES = tuple(PLACES[number % len(PLACES)] + kind for number, kind in enumerate(KINDS))
DAY = "2022年3月5日"
TITLE = "关于做好近期疫情防控工作的通告"
HEAD = ("首页 > 通知公告", TITLE, "发布时间：2022-03-05 浏览：88")
BODY = (
    "当前疫情形势严峻，现就有关事项通告如下：",
    "一、所有人员进入公共场所须佩戴口罩、扫码测温，并查验48小时内核酸检测阴性证明。",
    "二、暂停举办各类聚集性活动，婚宴缓办，丧事简办。",
    "三、外地返回人员须提前三天向所在社区报备，到达后居家健康监测七天。",
)
COUNTED = "河津市卫生健康委员会通报，昨日新增本土确诊病例3例，疫情形势严峻复杂。"
FOOT = ("打印本页 | 关闭窗口",)
FORMS = {
    "signed": lambda name: (*HEAD, *BODY, name, DAY, *FOOT),
    "signed in one line with the day": lambda name: (*HEAD, *BODY, f"{name}{DAY}", *FOOT),
    "signed below the day": lambda name: (*HEAD, *BODY, DAY, name, *FOOT),
    "signed without a day": lambda name: (*HEAD, *BODY, name, *FOOT),
    "glued to the last sentence": lambda name: (*HEAD, *BODY[:-1], f"{BODY[-1]}{name}{DAY}", *FOOT),
    "glued, above attachments": lambda name: (*HEAD, *BODY[:-1], f"{BODY[-1]}{name}{DAY}", "附件：报备表", *FOOT),
    "glued behind 此复": lambda name: (*HEAD, *BODY[:-1], f"{BODY[-1]}此复{name}{DAY}", *FOOT),
    "above a telephone in brackets": lambda name: (
        *(*HEAD, *BODY, name, "（联系人：疾控中心朱科长　电话 0562-328XXXX）", *FOOT),
    ),
    "above a note between dashes": lambda name: (*HEAD, *BODY, name, "——第二条原误为“三天”，已更正——", *FOOT),
    "below the count of another": lambda name: (*HEAD, COUNTED, *BODY, name, DAY, *FOOT),
    "above an address and a keeper": lambda name: (
        *(*HEAD, *BODY, name, DAY, "主办：河津市人民政府办公室　承办：河津市大数据局", *FOOT),
    ),
    "under a citation": lambda name: (*HEAD, "根据河津市疫情防控指挥部要求，现通告如下：", *BODY[1:], name, DAY, *FOOT),
    "with a seal": lambda name: (*HEAD, *BODY, f"{name}（盖章）", DAY, *FOOT),
    "in two lines": lambda name: (*HEAD, *BODY, name[: len(name) // 2], name[len(name) // 2 :], DAY, *FOOT),
    "below a line of the site": lambda name: (*HEAD, *BODY, "分享到：微信 微博", name, DAY, *FOOT),
    "at the head of the title": lambda name: (HEAD[0], name + TITLE, HEAD[2], *BODY, *FOOT),
    "before an act": lambda name: (*HEAD, f"为防控疫情，{name}决定采取以下措施。", *BODY[1:], *FOOT),
    "after a study": lambda name: (*HEAD, f"经研究，{name}现就有关事项通告如下：", *BODY[1:], *FOOT),
    "in the stamp": lambda name: (*HEAD[:2], f"发布机构：{name} 发布日期：2022-03-05", *BODY, *FOOT),
}


@cache
def rules() -> Rules:
    return load()


def issuer_of(lines: tuple[str, ...]) -> BodyField:
    document = document_of("\n".join(lines))
    return extract(document, repair(document, rules()), rules()).issuing_body


@pytest.mark.parametrize("form", FORMS)
def test_whoever_it_is_the_answer_follows(form: str) -> None:
    """Every name, in this form."""
    wrong = {name: found.value for name in NAMES if (found := issuer_of(FORMS[form](name))).value != name}
    assert wrong == {}


def test_without_a_name_nobody_issues() -> None:
    """The page itself names nobody, so that every answer above comes from the name put in."""
    assert issuer_of((*HEAD, *BODY, DAY, *FOOT)).value is None


def test_who_counts_the_cases_does_not_issue() -> None:
    """A commission that counts at the head of an unsigned notice orders nothing."""
    assert issuer_of((*HEAD, COUNTED, *BODY, *FOOT)).value is None


FIRMS = ("鹤岗矿业公司兴安煤矿", "凤鸣山塑料制品厂")


@pytest.mark.parametrize("name", FIRMS)
@pytest.mark.parametrize("at", (2, 3, 4, 5))
def test_half_a_name_is_never_stated(name: str, at: int) -> None:
    """Of a firm of no table that is broken over two lines the whole name is told or none."""
    value = issuer_of((*HEAD, *BODY, name[:at], name[at:], DAY, *FOOT)).value
    assert value in (name, None)


@pytest.mark.parametrize("above", ["敬请谅解", "祝大家健康平安", "感谢您的理解和支持"])
def test_the_last_words_of_a_text_are_no_half_of_a_name(above: str) -> None:
    """They have no stop, as a broken name has none."""
    assert issuer_of((*HEAD, *BODY, above, "红星农贸超市", DAY, *FOOT)).value == "红星农贸超市"


@pytest.mark.parametrize("half", ["限责任公司南宁供电局", "有限公司客运站", "任公司疫情防控领导小组"])
def test_a_name_that_lost_its_head_is_nobody(half: str) -> None:
    """What the page lost stands before 有限公司."""
    assert issuer_of((*HEAD, *BODY, half, DAY, *FOOT)).value is None


def test_what_one_body_does_to_places_is_no_body() -> None:
    """The zone acts on parks."""
    line = "南京江北新区对辖区文体场馆和公园加强管理，请市民配合。"
    assert issuer_of((*HEAD, line, *BODY, *FOOT)).value is None
