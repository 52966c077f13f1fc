"""Policy or not: an authority's measure makes a notice; adverts, sport, recipes, case counts and error pages do not."""

from __future__ import annotations

from functools import cache

import pytest

from builder.extract import extract
from builder.extract.policy import _OVERVIEW, judge_policy, pairs_of, without_policy, wording
from builder.model import Field
from builder.rules import Rules, load
from tests.extract.pages import document_of, repaired_of

NOTHING = Field(None, "unknown", rule="kind/none", because="Not looked for.")


@cache
def rules() -> Rules:
    return load()


@pytest.mark.parametrize(
    "lines",
    [
        ("为做好疫情防控工作，市指挥部决定，全市景区一律暂停营业。",),
        ("会议要求，各县区要严格落实疫情值班制度，返乡人员一律登记、做核酸检测。", "市委书记主持会议。"),
        ("返乡人员请提前向社区报备，县指挥部感谢您的配合。",),
        ("一、解除全市封控区。", "二、公交恢复运营。", "某市人民政府"),
        ("县里已调拨药品，暂停坝坝宴。", "村干部每天上门，戴口罩走访。"),
        ("出城要登记吗？隔离几天？商场开吗？不用。", "市疾控中心提醒，少聚集。", "返乡人员一律登记、做核酸。"),
        ("新增确诊病例2例，均为某区报告。", "市指挥部决定，某小区封闭管理。", "全区暂停堂食。", "居民非必要不外出。"),
    ],
)
def test_a_measure_of_an_authority_makes_a_notice(lines: tuple[str, ...]) -> None:
    field = judged(*lines)
    assert (field.value, field.status, field.rule) == (True, "inferred", "policy/measures")


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
    field = judged(*lines)
    assert (field.value, field.status, field.rule) == (False, "inferred", rule)
    assert field.because


def test_a_subject_that_only_the_title_names_can_win() -> None:
    assert judged(("title", "今晚联赛决赛前瞻"), "天气晴好。").rule == "policy/other-subject"


def test_a_page_without_text_is_no_notice() -> None:
    assert judged(("chrome", "首页 > 公告")).rule == "policy/page-error"


def test_a_page_without_a_measure_and_without_the_epidemic_is_no_policy() -> None:
    """However official it is."""
    field = judged(
        ("title", "关于举办某市花卉展的公告"), "某市花卉展定于5月1日开幕，市政府主办。", "某市商务局", "2021年4月1日"
    )
    assert (field.value, field.rule, field.evidence) == (False, "policy/no-measure", ())


def test_the_first_measure_is_the_evidence() -> None:
    field = judged("当前疫情形势严峻。", "市指挥部决定，全市景区暂停营业。")
    assert [one.quote for one in field.evidence] == ["全市景区暂停营业"]


def test_what_weighed_most_on_either_side_is_told() -> None:
    """Who doubts a judgement sees what it was made of."""
    field = judged("新增确诊病例2例。", "累计确诊30例。", "市指挥部决定，全区暂停堂食，某小区封闭管理。")
    assert field.because is not None
    assert "an issuing body" in field.because.split("Against it")[0]
    assert "a report of cases (1 of 3 sentences)" in field.because.split("Against it")[1]


def test_every_cue_has_a_weight_and_every_weight_a_sign() -> None:
    """Who adds a subject to the table of cues writes the weights anew."""
    subjects = {cue.says for cue in rules().fields.policy} - {"error"}
    named = {"base", "kinds of measures", "ordered", "title", "issuer", "firm alone", "wording"}
    named.add("another emergency outweighing this epidemic")
    assert set(rules().fields.policy_weights) == subjects | named


def test_the_wording_tells_by_pairs_of_characters() -> None:
    """What stands often is told once; pairs that tell nothing do not count; a short text tells little."""
    weights = {"隔离": 2.0, "招聘": -1.0}
    assert pairs_of("隔离隔离a隔 离") == {"隔离", "离隔"}
    assert wording(pairs_of("隔离，隔离"), weights) == pytest.approx(2 / 11**0.5)
    assert wording(pairs_of("招聘"), weights) < 0 == wording(pairs_of("晴好"), weights)


def test_another_subject_never_speaks_for_a_policy() -> None:
    subjects = {cue.says for cue in rules().fields.policy} - {"error", "authority", "this epidemic"}
    assert all(rules().fields.policy_weights[subject] < 0 for subject in subjects)


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
    assert judged(*article).value is False


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
    assert judged(*text).value is True


@pytest.mark.parametrize(
    ("issuer", "lines", "value"),
    [
        ("某某矿业公司调度室", ("检修期间停产四天。", "入井佩戴口罩，实行封闭管理。", "来客须登记，不得逗留。"), False),
        (
            "某某矿业公司调度室",
            ("入井佩戴口罩，实行封闭管理。", "按照县指挥部要求，客商须做核酸。", "来客须登记。"),
            True,
        ),
        (
            "某市公交集团有限公司",
            ("入井佩戴口罩，实行封闭管理。", "乘客扫健康码，测温。", "来客须登记，不得逗留。"),
            True,
        ),
    ],
)
def test_a_firm_tells_a_policy_where_it_names_an_authority_or_serves_the_public(
    issuer: str, lines: tuple[str, ...], value: bool
) -> None:
    """Who runs the buses carries out what an authority ordered; gates and masks of a mine are none of the epidemic's."""
    repaired = repaired_of(*lines)
    measures = extract(document_of(repaired.raw), repaired, rules()).measures
    assert judge_policy(repaired, NOTHING, NOTHING, Field(issuer, "stated"), measures, rules()).value is value


@pytest.mark.parametrize("line", ["气象台发布大风黄色预警：有偏北风，阵风9级。", "预计有雨雪冰冻天气，学校停课一天。"])
def test_a_warning_of_weather_is_no_policy(line: str) -> None:
    """It orders to stay at home, too."""
    assert not judged(line, "行人减少外出，市政府值班人员在岗。", "积雪路段一律限行。", "不得在室外停留。").value


def test_one_line_on_masks_where_pupils_are_admitted_is_no_policy() -> None:
    """Schools that admit pupils ask for masks at the door."""
    lines = ("问：要哪些材料？", "答：户口簿。", "问：随迁子女怎么办？", "答：凭居住证。", "答：现场须戴口罩。")
    assert not judged(("title", "中小学招生问答"), *lines, "某市教育局").value


def judged(*lines: str | tuple[str, str]) -> Field:
    """What is said of a page with these lines."""
    repaired = repaired_of(*lines)
    return extract(document_of(repaired.raw, "page.txt"), repaired, rules()).is_policy
