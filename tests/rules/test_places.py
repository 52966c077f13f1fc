"""The table of places: complete, consistent, and loud where a name fits several places."""

from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import load
from builder.rules.places import (
    BODIES,
    BODY_COLUMNS,
    CHANCE,
    CHANCE_COLUMNS,
    COLUMNS,
    FILE,
    MUNICIPALITIES,
    NATION,
    TOWN_COLUMNS,
    TOWNS,
    ZONE_COLUMNS,
    ZONES,
    load_places,
)
from builder.text.fold import fold

FOLDER = Path(__file__).parent.parent.parent / "builder" / "rules"
PLACES = load().places
HEAD = "\t".join(COLUMNS)
CHINA = "100000\t全国\tcountry\t\t\t\t\tChina\t"


def table(tmp_path, *rows, zones=(), towns=(), chance=()):
    for name, columns, more in (
        (ZONES, ZONE_COLUMNS, zones),
        (TOWNS, TOWN_COLUMNS, towns),
        (CHANCE, CHANCE_COLUMNS, chance),
        (BODIES, BODY_COLUMNS, ()),
    ):
        (tmp_path / name).write_text("\n".join(["\t".join(columns), *more]) + "\n", encoding="utf-8")
    (tmp_path / FILE).write_text("\n".join([HEAD, CHINA, *rows]) + "\n", encoding="utf-8")
    return load_places(tmp_path)


def test_all_provinces_are_there():
    """31 provinces with Taiwan, Hong Kong and Macao, each directly under the nation."""
    provinces = [place for place in PLACES.places if place.level == "province"]
    assert len(provinces) == 34 and {place.parent for place in provinces} == {NATION}


def test_every_unit_lies_in_its_code():
    """A prefecture's code begins with its province's two digits, a county's line leads to its province."""
    for place in PLACES.places:
        if place.adcode != NATION:
            line = PLACES.line(place)
            assert line[0].level == "province" and line[-1] == place
            assert line[0].adcode[:2] == place.adcode[:2]


def test_two_units_of_one_code_follow_each_other():
    """Where a code has two rows the first ends no later than the second begins."""
    seen = {}
    for place in sorted(PLACES.places, key=lambda one: one.since):
        if place.adcode in seen:
            assert seen[place.adcode].until and seen[place.adcode].until <= place.since
        seen[place.adcode] = place


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_districts_of_a_municipality_have_no_city_between(code):
    """朝阳区 of Beijing lies directly under 110000."""
    districts = [place for place in PLACES.places if place.parent == code]
    assert districts and {place.level for place in districts} == {"county"}


@pytest.mark.parametrize(
    ("name", "month", "code"),
    [
        ("公主岭市", "2020-02", "220381"),
        ("公主岭市", "2021-02", "220184"),
        ("崇川区", "2020-03", "320602"),
        ("崇川区", "2021-03", "320613"),
        ("三元区", "2020-12", "350403"),
        ("三元区", "2022-01", "350404"),
    ],
)
def test_codes_as_of_a_month(name, month, code):
    """One name, two codes: the month tells which."""
    assert [place.adcode for place in PLACES.named(name) if place.valid(month)] == [code]


@pytest.mark.parametrize(
    ("old", "new"),
    [("横县", "横州市"), ("下城区", "拱墅区"), ("偃师市", "偃师区"), ("海门市", "海门区"), ("莱芜市", "济南市")],
)
def test_what_ended_names_its_successor(old, new):
    """An ended unit leads to the unit of today."""
    (place,) = PLACES.named(old)
    assert place.until and PLACES.by_code(place.successor).name == new


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("太原市", "Taiyuan"),
        ("西安市", "Xi'an"),
        ("陕西省", "Shaanxi"),
        ("六安市", "Lu'an"),
        ("厦门市", "Xiamen"),
        ("重庆市", "Chongqing"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("沛县", "Peixian"),
        ("呼和浩特市", "Hohhot"),
    ],
)
def test_romanisation(name, pinyin):
    """The official spelling without tones."""
    assert {place.pinyin for place in PLACES.named(name)} == {pinyin}


def test_longest_name_first():
    """秀山土家族苗族自治县 is one name; 海南 in 上海南站 is none."""
    assert [one.name for one in PLACES.mentions("秀山土家族苗族自治县")] == ["秀山土家族苗族自治县"]
    assert [one.name for one in PLACES.mentions("上海南站")] == ["上海"]
    assert [one.name for one in PLACES.mentions("广州市荔湾区疫情")] == ["广州市", "荔湾区"]


def test_a_name_may_mean_several_places():
    """朝阳 needs context."""
    assert {place.adcode for place in PLACES.called("朝阳")} >= {"110105", "211300", "220104"}


def test_an_unmarked_alias_of_two_places_is_a_fault(tmp_path):
    """The fault names file, line, alias and both places, and says what to write."""
    rows = [
        "110000\t北京市\tprovince\t100000\t\t\t\tBeijing\t京",
        "110105\t朝阳区\tcounty\t110000\t\t\t\tChaoyang\t朝阳",
    ]
    with pytest.raises(TableError) as caught:
        table(tmp_path, *rows, "120000\t朝阳市\tprovince\t100000\t\t\t\tChaoyang\t朝阳*")
    assert [str(problem) for problem in caught.value.problems] == [
        "places.tsv:4: alias 朝阳 fits 朝阳区 110105 and 朝阳市 120000 → write 朝阳*: it needs context"
    ]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("11000\t北京市\tprovince\t100000\t\t\t\tBeijing\t", "six digits"),
        ("110000\t北京市\tcity\t100000\t\t\t\tBeijing\t", "level"),
        ("110000\t北京市\tprovince\t990000\t\t\t\tBeijing\t", "parent 990000"),
        ("110000\t北京市\tprovince\t100000\t2021\t\t\tBeijing\t", "no month"),
        ("110000\t北京市\tprovince\t100000\t\t2021-03\t110001\tBeijing\t", "successor 110001"),
        ("110000\t北京市\tprovince\t100000\t\t\t\tBěijīng\t", "ASCII"),
        ("110000\t北京市\tprovince", "3 cells"),
    ],
)
def test_faults_are_told_by_line(tmp_path, row, word):
    """Every kind of fault names the line."""
    with pytest.raises(TableError) as caught:
        table(tmp_path, row)
    assert any(word in str(problem) and problem.place == "3" for problem in caught.value.problems)


def test_a_zone_leads_to_its_city():
    """横琴 lies in 珠海; a division of the Corps stands for its city."""
    mentions = PLACES.mentions("横琴粤澳深度合作区和第六师五家渠市")
    assert [(one.name, one.places[0].name, one.zone) for one in mentions] == [
        ("横琴粤澳深度合作区", "珠海市", True),
        ("第六师", "五家渠市", True),
        ("五家渠市", "五家渠市", False),
    ]


@pytest.mark.parametrize(
    ("zone", "fault"), [("某新区\t999999", "has no row"), ("全国\t100000", "is the name of a place")]
)
def test_a_zone_without_a_place_or_with_a_places_name_is_a_fault(tmp_path, zone, fault):
    """Both are told with file and line."""
    with pytest.raises(TableError) as caught:
        table(tmp_path, zones=[zone])
    assert fault in str(caught.value) and ZONES in str(caught.value)


def test_a_short_name_in_an_everyday_word_is_no_place():
    """来宾 are guests, 长治久安 is a wish; 来宾市 and 长治 alone stay places."""
    mentions = PLACES.mentions("各位来宾，为了长治久安，来宾市与长治互助。")
    assert [one.places[0].name for one in mentions] == ["来宾市", "长治市"]


@pytest.mark.parametrize("county", ["和县", "兴县", "康县", "任县", "成县"])
def test_a_name_of_two_characters_in_everyday_words_is_no_place(county):
    """市委和县委, 振兴县域经济, 健康县城, 担任县长 and 形成县乡网络 name none of these counties; their own bodies do."""
    text = "市委和县委要求，振兴县域经济，建设健康县城，某某担任县长，形成县乡网络。"
    assert list(PLACES.mentions(text)) == []
    assert [one.name for one in PLACES.mentions(f"{county}疫情防控指挥部，从{county}来的人员")] == [county, county]


def test_a_generic_word_may_belong_to_what_follows():
    """合作市场 is a market and 西湖区域 an area, which leaves the short name; 合作市市场 is the city's."""
    names = [(one.name, one.full) for one in PLACES.mentions("合作市场、合作市市场、西湖区域")]
    assert names == [("合作市", True), ("西湖", False)]


@pytest.mark.parametrize(
    ("town", "month", "counties"),
    [
        ("大邱庄镇", "2022-09", ["静海区"]),
        ("湖坑镇", "2020-02", ["永定区"]),
        ("川姜镇", "2022-04", ["通州区"]),
        ("某某镇", "2022-04", []),
    ],
)
def test_a_town_tells_its_counties(town, month, counties):
    """Every county with a town of that name."""
    assert [place.name for place in PLACES.with_town(town, month)] == counties


def test_a_town_of_many_counties_tells_them_all():
    """新华街道 lies in many cities."""
    assert len(PLACES.with_town("新华街道", "2022-04")) > 5


def test_only_hong_kong_has_its_departments():
    """A department's name tells the territory, in texts that do not name it."""
    words = "食环署今日公布，运输署同意。"
    assert [(one.name, one.places[0].adcode) for one in PLACES.bodies(words, 0, len(words))] == [
        ("食环署", "810000"),
        ("运输署", "810000"),
    ]


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ({"towns": ["999999\t某镇"]}, "has no row"),
        ({"towns": ["100000\t某某"]}, "is no town"),
        ({"towns": ["100000\t某镇 某镇"]}, "stands twice"),
        ({"chance": ["某某\t各位某某"]}, "is the name of no place"),
    ],
)
def test_a_fault_in_towns_or_everyday_words_is_told(tmp_path, tables, fault):
    """With what is wrong in the row."""
    with pytest.raises(TableError) as caught:
        table(tmp_path, **tables)
    assert fault in str(caught.value)


@pytest.mark.parametrize("name", ["乾县", "乾安县", "咸阳市乾县"])
def test_a_name_that_folding_changes_is_found_in_a_folded_text(name):
    """Folding writes 乾 as 干; the place stays the same."""
    plain, folded = (list(PLACES.mentions(words)) for words in (name, fold(name)))
    assert folded and [one.places for one in plain] == [one.places for one in folded]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("江西沟、倒淌河两处设岗", []),
        ("四川坪停业", []),
        ("江西沟通各地", ["江西"]),
        ("海南屯昌县停业", ["海南", "屯昌县"]),
        ("河北坝上停业", ["河北"]),
    ],
)
def test_a_longer_name_of_the_land_is_no_province(text, names):
    """江西沟 lies in 青海; where another word or a unit begins behind the short name, that stands."""
    assert [mention.name for mention in PLACES.mentions(text)] == names
