"""The place that acts: told from origins, lists, footers and namesakes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.dates import find_dates
from builder.extract.issuer import find_issuer
from builder.extract.issuer.written_out import normalise_issuer
from builder.extract.number import find_number
from builder.extract.place import find_places
from builder.extract.title import find_title
from builder.rules import load
from builder.rules.table import load_yaml
from tests.extract.pages import repaired_of

CASES = Path(__file__).parent.parent / "cases" / "fields"
RULES = load()
UNITS = ("province", "city", "county")


def places_of(*lines, host="unknown"):
    repaired = repaired_of(*(tuple(line.split("|", 1)) if "|" in line else line for line in lines))
    blocks = find_blocks(repaired, RULES)
    box = read_box(repaired, RULES.box)
    title = find_title(repaired, blocks, box, RULES)
    issuer = find_issuer(repaired, title, box, RULES)
    dates = find_dates(repaired, title, find_number(repaired, blocks, box), box, RULES)
    return repaired, find_places(repaired, blocks, title, issuer, dates, RULES, host=host), issuer


def told(field):
    """A unit's code, None where it is unknown, - where there can be none."""
    return field.adcode if field.value else None if field.status == "unknown" else "-"


@pytest.mark.parametrize("pile", ["right", "looks", "unknown"])
def test_cases(pile):
    """Every case of the pile gives the units, the pages that list it, and what is stated."""
    wrong = []
    for case in load_yaml(CASES / "places.yaml", CASES)[pile]:
        repaired, found, _ = places_of(*case["page"], host=case.get("host") or "unknown")
        fields = {name: getattr(found, name) for name in UNITS}
        mine = [*map(told, fields.values()), " ".join(found.filed_under)]
        stated = [name for name, field in fields.items() if field.status == "stated"]
        if mine != case["want"] or stated != case["stated"]:
            wrong.append(
                f"line {case.line}: {mine} {stated}, not {case['want']} {case['stated']} ({found.province.rule})"
            )
        for evidence in (one for field in fields.values() for one in field.evidence):
            assert repaired.raw[evidence.start : evidence.end] == evidence.quote
    assert not wrong, "\n".join(wrong)


WORDS = "市县区省我全关于通告指挥部领导小组办公室年月日0123一二十。，、：（）《》自起至太原朝阳 上海并晋"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["body", "title", "meta", "chrome"]), st.text(alphabet=WORDS, max_size=50)),
        max_size=7,
    )
)
def test_any_page_has_an_honest_answer(lines):
    """Whatever stands on a page: a value has words, unknown and not-applicable have none, quotes are what raw says."""
    repaired, found, issuer = places_of(*(f"{role}|{text}" for role, text in lines))
    for field in (found.province, found.city, found.county, issuer):
        assert (field.value is None) == (field.status in ("unknown", "not-applicable"))
        assert field.value is None or field.evidence
        for evidence in field.evidence:
            assert repaired.raw[evidence.start : evidence.end] == evidence.quote
    assert all(len(code) == 6 for code in found.filed_under)


def test_todays_code_stands_beside_the_old_one():
    """公主岭市 in 2020 has 220381, today 220184."""
    _, found, _ = places_of("title|公主岭市关于停业的通告", "停业。", "公主岭市人民政府", "2020年2月4日")
    assert (found.county.adcode, found.county.adcode_today) == ("220381", "220184")


def test_an_ended_unit_stands_for_its_successor():
    """横县 was 横州市 by 2022: the code is that of the day, and the name is inferred."""
    _, found, _ = places_of("title|横县关于停业的通告", "停业。", "横县防控办", "2022年4月1日")
    assert (found.county.value, found.county.adcode, found.county.status) == ("横州市", "450181", "inferred")


def test_a_name_of_several_places_lists_them():
    """朝阳区 alone is unknown, and the places it fits are the losers."""
    _, found, _ = places_of("title|朝阳区关于停业的通告", "我区停业。")
    assert {other.value for other in found.province.others} == {"北京市朝阳区", "吉林省长春市朝阳区"}


@pytest.mark.parametrize(
    ("page", "normalised", "status"),
    [
        (["title|太原市关于停业的通告", "经市疫情防控指挥部研究决定，停业。"], "太原市疫情防控指挥部", "inferred"),
        (["title|通告", "停业。", "沛县疫情防控指挥部", "2022年3月1日"], "沛县疫情防控指挥部", "stated"),
        (
            ["title|长春市关于停业的通告", "停业。", "长春市朝阳区防控办", "2022年3月1日"],
            "长春市朝阳区防控办",
            "stated",
        ),
        (["title|渝中区关于停业的通告", "停业。", "渝中区防控办", "2022年3月1日"], "重庆市渝中区防控办", "inferred"),
        (
            ["title|乐清市关于停业的通告", "停业。", "市疫情防控指挥部", "2022年3月1日"],
            "乐清市疫情防控指挥部",
            "inferred",
        ),
        (["title|通告", "停业。", "中共乐清市委统战部", "2022年3月1日"], "中共乐清市委统战部", "stated"),
        (
            ["title|渝中区关于停业的通告", "停业。", "中共渝中区委办公室", "2022年3月1日"],
            "中共重庆市渝中区委办公室",
            "inferred",
        ),
        (["title|通告", "停业。", "凉山州教育和体育局", "2022年3月1日"], "凉山彝族自治州教育和体育局", "inferred"),
        (["title|通告", "停业。", "市疫情防控指挥部", "2022年3月1日"], None, "unknown"),
    ],
)
def test_a_body_gets_its_place_written_out(page, normalised, status):
    """市… and 区… are completed from the place, 某州 of an autonomous prefecture too, and what was added is inferred."""
    _, found, issuer = places_of(*page)
    body = normalise_issuer(issuer, found, RULES)
    assert (body.normalised, body.normalised_status) == (normalised, status)


@pytest.mark.parametrize(
    ("page", "city", "county"),
    [
        # a short name before 街道 or 镇 is that unit's own
        (["title|河南街道致居民的通知", "接珲春市防控办通知，今夜起居家。"], "延边朝鲜族自治州", "珲春市"),
        # whose order is followed does not act, when the site tells who does
        (
            ["chrome|邹平市人民政府", "title|关于复工的通知", "根据滨州市统一部署，全市企业延迟复工。"],
            "滨州市",
            "邹平市",
        ),
        # nor does the city of a dateline
        (["title|省委召开会议", "本报济南2月3日讯（记者某某）今天，省委召开会议，要求全省停课。"], None, None),
        # nor one of several in a row whose orders are followed, nor whose act a national body only frames
        (
            ["title|我市召开防控会议", "meta|来源：南宫市融媒体中心", "1月5日，我市召开会议，传达省、邢台市会议精神。"],
            "邢台市",
            "南宫市",
        ),
        # a short name right behind the unit it lies in is no piece of a word
        (["title|浙江温岭：今起取消查验", "高速出口检查站撤除。"], "台州市", "温岭市"),
        # a county's short name before a pilot zone tells the city
        (["title|勐腊（磨憨）重点开发开放试验区关于通道的通告", "停业。"], "西双版纳傣族自治州", None),
        (["title|通告", "停业。", "西安高新区教育局", "2022年3月9日"], "西安市", None),
        # one of two towns of a name lies where the page calls the county; 在新的 names no 新疆
        (
            [
                "chrome|信鸽论坛 » 宝山邻里",
                "title|致大场镇全体居民的一封信",
                "在新的通告出来之前，足不出户。",
                "大场镇防控办",
            ],
            None,
            "宝山区",
        ),
        # of a city before several of its districts the city acts
        (["title|无锡市梁溪区、滨湖区部分点位解除封控", "21个点位解除封控。"], "无锡市", None),
        # sights and ports stand for the place they lie in
        (["title|布达拉宫暂停开放公告", "停止开放。", "布达拉宫管理处", "2022年8月8日"], "拉萨市", None),
        # the title says which level acts, whatever the text looks at and above which column it stands
        (
            ["chrome|固始时讯", "title|在全县调度会上的讲话", "同志们：", "固始县守不守得住，全省都在看。", "停业。"],
            "信阳市",
            "固始县",
        ),
        (
            ["chrome|凉山日报·普格新闻", "title|致全县人民的讲话", "我代表县委、县政府和大家说几句心里话。"],
            "凉山彝族自治州",
            "普格县",
        ),
        # a sight's firm stands in the county whose orders it follows beside those of the unit around it
        (
            [
                "title|西江千户苗寨景区恢复开放公告",
                "按照黔东南苗族侗族自治州、雷山县疫情防控指挥部部署，景区恢复开放。",
                "贵州省西江千户苗寨文化旅游发展有限公司",
                "2022年9月24日",
            ],
            "黔东南苗族侗族自治州",
            "雷山县",
        ),
        # of two towns of a name the one whose county stands right before it
        (["chrome|南海桂城发布", "title|桂城街道关于检测的通告", "停业。", "桂城街道防控办"], "佛山市", "南海区"),
        # a town and a harbour are no abbreviations; a conjunction before 县 begins no county's name
        (["title|关于返乡人员管理的通告", "返镇人员立即报备，入镇车辆查验，离镇须请假。"], None, None),
        (["title|关于渔船管理的通告", "返港渔船集中停靠，来港船员采样，不得进出港；渔民上岸登记。"], None, None),
        (["title|关于留厂职工的通告", "县人社局和县总工会慰问留厂职工，乡镇和县直部门值守。"], None, None),
        # a name with its sub-unit's look-alike behind it stays
        (["title|宁波镇海区关于停业的通告", "全区停业。"], "宁波市", "镇海区"),
    ],
)
def test_a_name_that_does_not_act_gives_way(page, city, county):
    """A street's name, a superior that is only followed, the city where a report was written."""
    _, found, _ = places_of(*page)
    assert (found.city.value, found.county.value) == (city, county)


def test_a_firm_under_its_provinces_name_tells_the_province_only():
    """It acts for no whole province: city and county are unknown, not not-applicable."""
    _, found, _ = places_of("title|公告", "暂停开放。", "贵州黄果树旅游集团有限公司", "2021年11月4日")
    assert (found.province.value, found.city.status, found.county.status) == ("贵州省", "unknown", "unknown")
    _, found, _ = places_of("title|公告", "根据安顺市要求，暂停开放。", "贵州黄果树旅游集团有限公司", "2021年11月4日")
    assert found.city.value == "安顺市"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("0562-3281234", "铜陵市"),
        ("（0562）328××××", "铜陵市"),
        ("０５６２—３２８１２３４", "铜陵市"),
        ("05623281234", "铜陵市"),
        ("0562 328****", "铜陵市"),
        ("0562-12345", "铜陵市"),
        ("0731-22881234", "株洲市"),
        ("010-8711xxxx", "北京市"),
        ("0731-××××1234", "湖南省"),
        ("024-24××××××", "辽宁省"),
        ("0898-66668888", "海南省"),
    ],
)
def test_a_telephone_tells_the_place_that_its_code_serves(number, told):
    """The city, or the province where several share the code; inferred, and from the digits of the code alone."""
    _, found, _ = places_of("title|关于停业的通告", f"即日起停业。联系电话：{number}。")
    field = found.city if found.city.value else found.province
    assert (field.value, field.status, field.rule) == (told, "inferred", "places/telephone")
    assert [len(one.quote) for one in field.evidence] == [3 if told in ("北京市", "辽宁省") else 4]


@pytest.mark.parametrize(
    "words",
    [
        "13905621234",
        "2022-0562-3281234",
        "A0562-3281234",
        "0562-328",
        "0565-3281234",
        "苏ICP备05621234号",
        "1.0562 3281234",
    ],
)
def test_other_digits_are_no_telephone(words):
    """A mobile number, a number of a document or a filing, a code that no city has."""
    _, found, _ = places_of("title|关于停业的通告", f"即日起停业。{words}")
    assert found.province.value is None


@pytest.mark.parametrize(
    ("words", "province", "city"),
    [
        ("进门扫“苏康码”", "江苏省", None),
        ("在皖事通、浙里办或皖事通小程序登记", "安徽省", None),
        ("在皖事通、浙里办登记", None, None),
        ("出示苏城码或苏康码", "江苏省", None),
        ("出示昌通码绿码", "江西省", "南昌市"),
        ("出示随申码", "上海市", None),
        ("出示贵州健康码", "贵州省", None),
        ("出示湖南省电子健康码", "湖南省", None),
        ("出示怀化健康通", "湖南省", "怀化市"),
        ("出示健康码、一码通", None, None),
        ("出示朝阳健康码", None, None),
    ],
)
def test_an_app_tells_the_place_that_it_belongs_to(words, province, city):
    """Where nothing names it, and most apps agree: inferred, from the app's own name. A province's app does not tell the city."""
    _, found, _ = places_of("title|关于停业的通告", f"即日起停业。{words}。")
    assert (found.province.value, found.city.value) == (province, city)
    assert found.province.status == ("inferred" if province else "unknown")
    if province and not city and province != "上海市":
        assert (found.city.status, found.province.rule) == ("unknown", "places/app")


def test_an_app_never_outweighs_a_name_or_a_telephone():
    """It is shown beside them."""
    _, found, _ = places_of("title|太原市关于停业的通告", "停业。返并人员出示苏康码。")
    assert (found.city.value, [one.rule for one in found.province.others]) == ("太原市", ["places/app"])
    _, found, _ = places_of("title|关于停业的通告", "停业。出示苏康码，电话0352-2041234。")
    assert (found.city.value, found.city.rule) == ("大同市", "places/telephone")


def test_an_app_around_the_text_tells_on_an_authoritys_site_only():
    """A portal shows its own keeper's."""
    page = ("chrome|首页 服务 粤省事 登录", "title|关于停业的通告", "即日起停业。")
    provinces = [places_of(*page, host=host)[1].province.value for host in ("official", "portal", "unknown")]
    assert provinces == ["广东省", None, None]


def test_what_a_number_tells_otherwise_is_kept():
    """A hotline of another city loses against the names, and is shown."""
    _, found, _ = places_of("title|太原市关于停业的通告", "停业。大同返并人员请致电0352-2041234。")
    others = [(one.value, one.rule) for one in found.province.others]
    assert found.city.value == "太原市" and others == [("大同市", "places/named")]
    _, found, _ = places_of("title|太原市关于停业的通告", "停业。返并人员请致电0352-2041234。")
    assert [(one.value, one.rule) for one in found.province.others] == [("大同市", "places/telephone")]
