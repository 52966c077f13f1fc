"""Policy or not: an authority's measure makes a notice; adverts, sport, recipes, case counts and error pages do not."""

from __future__ import annotations

from functools import cache

import pytest

from builder.extract import extract
from builder.extract.blocks import find_blocks
from builder.extract.place import PlacesFound
from builder.extract.policy import _OVERVIEW, judge_policy, without_policy
from builder.extract.title import find_title
from builder.model import Field, PlaceField
from builder.rules import Rules, load
from tests.extract.pages import document_of, repaired_of

NOTHING = Field(None, "unknown", rule="kind/none", because="Not looked for.")
PLACE = PlaceField("山西省", "stated", adcode="140000")
HERE = PlacesFound(PLACE, PLACE, PLACE, ("140000",))
NOWHERE = PlacesFound(*[PlaceField(None, "unknown", because="No place is named.")] * 3, ())
TITLED = tuple[str, ...]


@cache
def rules() -> Rules:
    return load()


def policy(*lines: str | tuple[str, str], places: PlacesFound = HERE, issuer: Field = NOTHING) -> Field:
    repaired = repaired_of(*lines)
    blocks = find_blocks(repaired, rules())
    title = find_title(repaired, blocks, (), rules())
    return judge_policy(repaired, title, NOTHING, issuer, (), places, rules())


@pytest.mark.parametrize(
    "lines",
    [
        ("为做好疫情防控工作，市指挥部决定，全市景区一律暂停营业。",),
        ("会议要求，各县区要严格落实疫情值班制度。", "市委书记主持会议。"),
        ("返乡人员请提前向社区报备，县指挥部感谢您的配合。",),
        ("一、解除全市封控区。", "二、公交恢复运营。", "某市人民政府"),
        ("县里已调拨药品，暂停坝坝宴。", "村干部每天上门，戴口罩走访。"),
        ("市指挥部决定关闭生猪市场。", "新冠肺炎流行期间暂停牲畜交易。"),
        ("出城要登记吗？隔离几天？商场开吗？不用。", "市疾控中心提醒，少聚集。", "返乡人员一律登记。"),
        ("新增确诊病例2例，均为某区报告。", "市指挥部决定，某小区封闭管理。", "全区暂停堂食。", "居民非必要不外出。"),
    ],
)
def test_a_measure_of_an_authority_makes_a_notice(lines: tuple[str, ...]) -> None:
    assert (policy(*lines).value, policy(*lines).status, policy(*lines).rule) == (True, "inferred", "policy/measures")


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (("我厂专业生产消毒液，现货供应。", "满500元包邮，新客立减30元。", "订货热线同微信。"), "policy/other-subject"),
        (("主队中场全面封控，第27分钟头槌破门。", "主教练表示下一轮客场挑战联赛领头羊。"), "policy/other-subject"),
        (("疫情期间在家吃好。", "食材：鸡肉半只。", "鸡肉煮熟撕碎，加葱姜拌匀。"), "policy/other-subject"),
        (("11月3日，全市新增确诊病例9例。", "累计治愈出院1602例。", "境外输入无新增病例。"), "policy/other-subject"),
        (("本周口罩主流报价较上周下跌两成。", "业内普遍预计价格弱势运行。"), "policy/other-subject"),
        (("诚聘护士2名，五险一金，薪资面议。", "任职要求：有护士证，服从安排。"), "policy/other-subject"),
        (("您访问的页面不存在，请返回首页。",), "policy/page-error"),
        (("今天天气晴好，适合出门散步。",), "policy/no-measure"),
        (("县畜牧站通知，发现病牛立即扑杀。", "生猪调运须有检疫证。"), "policy/other-subject"),
        (("县农业局通告，排查柑橘病株。", "从疫区来的苗木一律劝返。"), "policy/other-subject"),
        (("县招生考试办公室提示：", "请携带准考证，手机不得带入考场。", "考生请用2B铅笔。"), "policy/other-subject"),
    ],
)
def test_what_is_no_measure_of_an_authority_is_no_notice(lines: tuple[str, ...], rule: str) -> None:
    field = policy(*lines)
    assert (field.value, field.status, field.rule) == (False, "inferred", rule)
    assert field.because


def test_a_subject_that_only_the_title_names_can_win() -> None:
    assert policy(("title", "今晚联赛决赛前瞻"), "天气晴好。").rule == "policy/other-subject"


def test_a_page_without_text_is_no_notice() -> None:
    assert policy(("chrome", "首页 > 公告")).rule == "policy/page-error"


def test_the_first_sentence_of_an_act_is_the_evidence() -> None:
    field = policy("当前疫情形势严峻。", "市指挥部决定，全市景区暂停营业。")
    assert [one.quote for one in field.evidence] == ["市指挥部决定，全市景区暂停营业。"]


def test_a_page_that_is_no_notice_stands_in_no_place_measure_or_date() -> None:
    """Title, kind, text and repairs stay; everything else cannot be and says why."""
    repaired = repaired_of(
        ("chrome", "同城生活 > 便民信息"),
        ("title", "南山口罩批发，防疫物资现货"),
        "本店长期供应口罩，量大从优，满200元免费送货。",
        "现在下单送消毒喷雾，可开发票，微信同号。",
        "2021年6月15日",
    )
    notice = extract(document_of(repaired.raw), repaired, rules())
    assert notice.is_policy.value is False
    assert (notice.title.value, notice.text) == ("南山口罩批发，防疫物资现货", repaired.text)
    assert (notice.filed_under, notice.measures) == ((), ())
    others = [field for name, field in notice.fields().items() if name not in ("is_policy", "kind", "title")]
    assert {(field.value, field.status) for field in others} == {(None, "not-applicable")}
    assert all(field.because and field.rule == "policy/not-policy" for field in others)
    assert notice.issuing_body.normalised_status == "not-applicable"


def test_stripping_twice_is_stripping_once() -> None:
    repaired = repaired_of("新客下单立减30元。", "满500元包邮。")
    notice = extract(document_of(repaired.raw), repaired, rules())
    assert without_policy(notice) == notice


def test_the_cue_of_overviews_is_in_the_table() -> None:
    """The reasons by which an overview without rules is known are the table's own."""
    assert set(_OVERVIEW) <= {cue.because for cue in rules().fields.kinds}


def test_measures_in_passing_make_no_notice():
    """An article that names no issuer, and measures in one sentence of six: what somebody met on the way is no order."""
    article = (
        "这座古镇的石桥有八百年历史。",
        "清晨的茶馆坐满了老人，茶香飘到河对岸。",
        "市里的老字号面馆排着长队，县里的人也爱来。",
        "进入景区须出示健康码。",
        "傍晚可以沿河散步，看船家收网。",
        "第二天我们去了山上的寺庙，钟声悠长。",
    )
    assert whole(*article).is_policy.value is False


def test_an_unsigned_text_full_of_measures_is_one():
    """Nobody signed it, and nearly every sentence orders something in the city's name."""
    text = (
        "全市公共场所要严格查验健康码。",
        "市民外出必须佩戴口罩。",
        "全市影剧院、网吧、棋牌室一律暂停营业。",
        "外省来返人员须提前向社区报备。",
        "市内餐饮单位暂停堂食。",
        "感谢大家的理解。",
    )
    assert whole(*text).is_policy.value is True


def whole(*lines: str):
    """The record of a page with these lines."""
    repaired = repaired_of(*lines)
    return extract(document_of(repaired.raw, "page.txt"), repaired, rules())


RULES_OF_A_SHOP = (
    "即日起全部门店暂停堂食。",
    "员工每天测温。",
    "顾客须戴口罩。",
    "进店扫健康码。",
    "疫情期间限流。",
    "请配合政府防疫。",
)


def test_a_firms_own_rules_are_no_policy_but_those_of_a_public_service_are() -> None:
    """Who runs the buses carries out what an authority ordered; who runs a shop keeps house."""
    shop = Field("某市小厨餐饮有限公司", "stated")
    buses = Field("某市公交集团有限公司", "stated")
    assert not policy(*RULES_OF_A_SHOP, issuer=shop).value
    assert policy(*RULES_OF_A_SHOP, issuer=buses).value


def test_a_longer_text_of_nobody_and_nowhere_is_no_policy() -> None:
    """Unsigned policy texts name the place that acts; articles about the epidemic need not."""
    lines = ("政府要求居家隔离。", "指挥部发布通告。", "小区封闭管理。", "居民不得外出。", "市场停业。")
    assert not policy(*lines, places=NOWHERE).value


@pytest.mark.parametrize("name", ["某某矿业公司调度室", "某镇某酒厂行政部", "某某农商银行"])
def test_what_a_firm_tells_of_itself_without_anybodys_order_is_no_policy(name: str) -> None:
    """Gates and masks of a mine are none of the epidemic's, whatever office of the firm signs."""
    lines = ("检修期间停产四天，公安机关备案。", "入井佩戴口罩，实行封闭管理。", "市场部须登记来访客户，公安处核验。")
    firm = Field(name, "stated")
    assert not policy("检修期间停产四天。", "入井佩戴口罩，实行封闭管理。", "来客须登记，不得逗留。", issuer=firm).value
    assert policy(*lines, "按照县指挥部要求，客商须做核酸。", issuer=firm).value


@pytest.mark.parametrize(
    "order",
    [
        "接某市防控指挥部通知，",
        "根据属地街道要求，",
        "按照市卫健委最新规定，",
        "转发某县快递行业防控专班的要求，",
        "经某市文旅局同意，",
    ],
)
def test_a_firm_that_carries_out_an_order_tells_a_policy(order: str) -> None:
    """A hotel or a ferry that says whose order it follows; one that only names the city says nothing of the kind."""
    hotel = Field("某市某大酒店有限公司", "stated")
    lines = ("即日起暂停堂食。", "住店须出示核酸证明。", "房间每天消毒。", "电梯限乘四人。")
    assert policy(order + lines[0], *lines[1:], issuer=hotel).value
    assert not policy("本店位于某市中心，" + lines[0], *lines[1:], issuer=hotel).value


def test_a_firm_without_signature_speaks_of_itself_too() -> None:
    """公司定于 and 我司 tell that no authority speaks, though the page is signed by nobody and may be the firm's own."""
    lines = ("公司定于9月5日停车检修，现通知如下：", "外来人员须扫码测温。", "任何车间不得擅自拆卸。", "宿舍不得拉线。")
    assert not policy(("title", "关于停车检修的通知"), *lines).value
    by_order = policy(("title", "关于封闭管理的通知"), *lines, "按照县指挥部要求，做核酸。")
    assert by_order.because != policy(("title", "关于封闭管理的通知"), *lines).because


@pytest.mark.parametrize("line", ["气象台发布大风黄色预警：有偏北风，阵风9级。", "预计有雨雪冰冻天气，学校停课一天。"])
def test_a_warning_of_weather_is_no_policy(line: str) -> None:
    """It orders to stay at home, too; where it names this epidemic it is one."""
    rest = ("行人减少外出，市政府值班人员在岗。", "积雪路段一律限行。", "不得在室外停留。")
    assert not policy(line, *rest).value
    assert policy(line, *rest, "新冠肺炎防控不放松。", issuer=Field("某市人民政府", "stated")).value


def test_one_line_on_masks_where_pupils_are_admitted_is_no_policy() -> None:
    """Schools that admit pupils ask for masks at the door; a short order that does not name the epidemic is a policy."""
    bureau = Field("某市教育局", "stated")
    lines = ("问：要哪些材料？", "答：户口簿。", "问：随迁子女怎么办？", "答：凭居住证。")
    assert not policy(("title", "中小学招生问答"), *lines, "答：现场须戴口罩。", issuer=bureau).value
    assert policy(
        ("title", "致家长的信"), "4月7日返校。", "接送时请戴口罩，不扎堆。", "每天测体温。", issuer=bureau
    ).value


def test_rules_against_the_epidemic_for_an_examination_are_a_policy() -> None:
    """The title says what the text rules; under the title of the examination itself the same lines are none."""
    office = Field("某市人社局", "stated")
    lines = ("考生凭48小时核酸证明进场。", "报名条件见公告。", "面试前抽签，笔试成绩公布。", "来自中高风险区的须报备。")
    assert policy(("title", "某市招聘面试疫情防控告知书"), *lines, issuer=office).value
    assert not policy(("title", "某市招聘面试公告"), *lines, issuer=office).value


def test_a_source_named_in_the_page_stamp_is_an_authority() -> None:
    """A reposted picture of a health commission has no other one."""
    lines = ("感染者请居家隔离，戴口罩。", "不得外出。", "每天消毒，佩戴口罩。")
    assert not policy(*lines, ("meta", "作者：某某小站"), places=HERE).value
    assert policy(*lines, ("meta", "作者：某某小站　转自：某省卫生健康委员会"), places=HERE).value
