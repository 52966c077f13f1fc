"""Where a page came from: its address, its site's name, and whose site it is."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec import structs

from builder.extract.blocks import find_blocks
from builder.extract.source import find_source
from builder.model import Source
from builder.rules import Rules, load
from tests.extract.pages import document_of, repaired_of

BODY = ("为做好疫情防控工作，现将有关事项通告如下：", "一、全市景区暂停营业。")
SIGNED = (*BODY, "某市疫情防控指挥部", "2021年2月3日")


@cache
def rules() -> Rules:
    return load()


def source(*lines: str | tuple[str, str]) -> Source:
    repaired = repaired_of(*lines)
    found = find_source(document_of(repaired.raw), repaired, find_blocks(repaired, rules()), rules())
    for field in (found.url, found.site):
        for one in field.evidence:
            assert repaired.raw[one.start : one.end] == one.quote == field.value
    return found


def test_the_seed_is_described_as_it_was_read() -> None:
    repaired = repaired_of(*BODY)
    document = document_of(repaired.raw, "a/b.txt")
    found = find_source(document, repaired, find_blocks(repaired, rules()), rules())
    assert (found.path, found.sha256, found.bytes) == ("a/b.txt", document.sha256, len(document.data))


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("本文地址：http://www.example.com/gsyl/10077.html", "http://www.example.com/gsyl/10077.html"),
        ("如若转载，请注明出处：http://m.example.cn/news/15311.html", "http://m.example.cn/news/15311.html"),
        ("原文链接: https://example.gov.cn/a?id=3&b=4。", "https://example.gov.cn/a?id=3&b=4"),
    ],
)
def test_a_line_that_names_the_address_states_it(line: str, url: str) -> None:
    found = source(*BODY, ("meta", line))
    assert (found.url.value, found.url.status) == (url, "stated")


def test_an_address_inside_the_text_is_not_the_pages_own() -> None:
    assert source("请登录 http://www.example.com/sign 预约核酸检测。").url.status == "unknown"


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("Copyright ©某某新闻网", "某某新闻网"),
        ("版权所有：某省卫生健康委员会", "某省卫生健康委员会"),
        ("本文来自作者[admin]投稿，不代表亿某网立场", "亿某网"),
        ("主办单位：某县人民政府办公室", "某县人民政府办公室"),
    ],
)
def test_the_site_is_named_by_its_footer(line: str, site: str) -> None:
    assert source(*BODY, ("chrome", line)).site.value == site


def test_the_site_is_named_by_its_header() -> None:
    assert source(("chrome", "某地大院网-某地资讯"), *BODY).site.value == "某地大院网"


def test_a_disclaimer_in_its_own_name_names_no_site() -> None:
    assert source(*BODY, ("chrome", "本文仅代表作者观点，不代表本站立场。")).site.status == "unknown"


@pytest.mark.parametrize(
    ("lines", "host"),
    [
        ((("chrome", "首页 > 政务公开 > 通知公告"),), "official"),
        ((("chrome", "主办：某市人民政府办公厅 网站标识码：1305020001"),), "official"),
        ((("meta", "来源：某某日报 记者：某某 责任编辑：某某"),), "media"),
        ((("chrome", "预览时标签不可点 收录于合集"),), "portal"),
        ((("chrome", "某某论坛"), ("chrome", "回复 举报 只看该作者")), "portal"),
        ((("chrome", "本文来自作者[某某]投稿，不代表本站立场"),), "portal"),
        ((("chrome", "某某体育app官网-某某体育官网入口"),), "hijacked"),
        ((("chrome", "友情链接：彩票开奖 | 棋牌下载"), ("chrome", "网站标识码：1305020001")), "hijacked"),
        ((("chrome", "某某短视频_下载赚钱_极速版安装"),), "hijacked"),
        ((("chrome", "某某看书 武侠 言情"), ("meta", "状态：连载"), ("chrome", "加入书架 投月票")), "hijacked"),
        ((("chrome", "某某读书网 新书 小说"),), "portal"),
        ((("chrome", "某某县人民政府新闻科 · 某县早知道"),), "official"),
        ((("chrome", "某某一运动(B-Sports)官方网站"),), "hijacked"),
        ((("chrome", "货车帮·卡友驿站"), ("chrome", "路况　油价　求职")), "portal"),
        ((("chrome", "运输署 渡海小轮 航线资料"), ("meta", "来源：某某日报")), "official"),
        ((("chrome", "某市融媒体中心"), ("meta", "来源：市指挥部")), "media"),
        ((("chrome", "某某锅炉_蒸汽发生器_导热油炉价格_某某集团"),), "hijacked"),
        ((("chrome", "某某县公告_通知公告_某县人民政府"),), "official"),
        ((("chrome", "沛县文旅"), ("chrome", "点击上方蓝字关注我们")), "official"),
        ((("meta", "原创 沛县发布 沛县发布 2021-10-24 23:06"), ("chrome", "喜欢此内容的人还喜欢")), "official"),
        ((("chrome", "某某监狱　狱务公开平台"),), "official"),
        ((("chrome", "某某妈妈教育论坛"), ("chrome", "顶一下 楼主")), "portal"),
        ((("chrome", "某某航空官方网站　航班动态　出行指南　失物招领"),), "unknown"),
        ((("chrome", "※ 本页已被访问 0 次 ※"), ("chrome", "返回顶部")), "unknown"),
        ((("chrome", "【打印本页】"),), "unknown"),
        ((("meta", "2021-05-20 来源：某县人民医院人事科"),), "unknown"),
        ((("meta", "某县人民医院 2021-05-20"),), "official"),
        ((("meta", "南山区城市管理委 2020-03-18 18:00"), ("chrome", "在看　关注公众号，了解身边事")), "official"),
        ((("chrome", "西关街道服务公众号 关注 留言"),), "official"),
        ((("chrome", "榆阳文明网　文明创建　志愿服务"),), "official"),
        ((("chrome", "某某江北新区 招商　人才"), ("chrome", "苏ICP备17000000号")), "official"),
        ((("chrome", "某市某区农业农村局主办"),), "official"),
        ((("chrome", "某某晚报网 首页 民生"), ("meta", "某县疾病预防控制中心 2022年4月28日")), "media"),
        ((("chrome", "客家乡情网　文化 美食 论坛"), ("meta", "【本网记者 温某某】2021年9月16日")), "media"),
        ((("chrome", "山海夜话｜城市频道"), ("meta", "2022-01-16 转自某区政务公众号"), ("chrome", "换一换")), "portal"),
        ((("chrome", "水浒故里网 >> 通告汇"), ("chrome", "某县公安局 某县民政局联合通告")), "portal"),
        ((("chrome", "篮球比分直播_即时赔率_体育新闻资讯"),), "hijacked"),
        ((("chrome", "票务大厅 | 话剧 | 亲子"), ("chrome", "广告位招租")), "portal"),
        ((), "unknown"),
    ],
)
def test_whose_site_it_is_shows_in_its_lines(lines: tuple[tuple[str, str], ...], host: str) -> None:
    assert source(*lines, *BODY).host_kind == host


def test_betting_that_the_text_forbids_says_nothing_of_the_host() -> None:
    assert source("严厉打击网络赌博、非法彩票开奖，棋牌室一律关闭。").host_kind != "hijacked"


def test_a_chapter_is_at_home_in_a_shop_of_novels() -> None:
    shelf = (("chrome", "某某小说 玄幻 言情"), ("chrome", "上一章 目录 下一章 加入书签"))
    assert source(*shelf, *BODY).host_kind == "hijacked"
    assert source(*shelf, "第七十二章 封城之夜", *BODY).host_kind == "portal"


def test_a_signing_line_that_repair_took_for_the_sites_names_no_site() -> None:
    """Neither a county before its township nor 宣 behind a name makes it a site's own line."""
    for line in ("武乡县 大有乡人民政府", "勐马边境派出所　　宣"):
        repaired = repaired_of(*BODY, ("chrome", line))
        below = structs.replace(repaired.pieces[-1], rule="chrome/after-end")
        repaired = structs.replace(repaired, pieces=(*repaired.pieces[:-1], below))
        found = find_source(document_of(repaired.raw), repaired, find_blocks(repaired, rules()), rules())
        assert found.host_kind == "unknown"


def test_the_zone_that_signs_runs_the_page_that_bears_its_name() -> None:
    signed = (*BODY, "青岛蓝谷管理局", "2021年2月3日")
    assert source(("chrome", "青岛蓝谷　直通车"), *signed).host_kind == "official"
    assert source(("chrome", "武乡县　直通车"), *BODY, "武乡县公安局", "2021年2月3日").host_kind == "portal"


def test_a_page_headed_by_its_signers_own_name_is_its_own() -> None:
    """With the county in front of it or not; a forum of the place, and a page whose third word it is, are another's."""
    town = (*BODY, "某县吉仁高勒镇人民政府", "2021年2月3日")
    assert source(("chrome", "固始 吉仁高勒镇 > 通知"), *town).host_kind == "official"
    assert source(("chrome", "原创 吉仁高勒镇 高勒家园 2022-03-17"), *town).host_kind == "official"
    village = (*BODY, "贵州省西江千户苗寨文化旅游发展有限公司", "2022年9月24日")
    assert source(("chrome", "西江千户苗寨（微信订阅号）"), *village).host_kind == "official"
    assert source(("chrome", "固始在线家园 > 邻里 > 吉仁高勒镇 > 帖子"), *town).host_kind == "portal"
    assert source(("chrome", "吉仁高勒民宿海景房 包车"), *town).host_kind == "portal"


def test_an_account_is_short_for_the_body_that_signs() -> None:
    signed = (*BODY, "洛阳市公安局交通警察支队", "2022年4月10日")
    assert source(("meta", "洛阳交警 2022-04-10 16:08"), *signed).host_kind == "official"
    school = (*BODY, "洛阳市涧西区第五幼儿园", "2022年4月10日")
    assert source(("meta", "涧西五幼 2022-04-10 16:08"), *school).host_kind == "official"
    boats = (*BODY, "桂林漓江风景名胜区游船有限公司", "2022年4月10日")
    assert source(("chrome", "漓江游船官方网站 船票预订 联系我们"), *boats).host_kind == "official"
    assert source(("meta", "洛阳时空 2022-04-10 16:08"), *signed, ("chrome", "换一换 猜你喜欢")).host_kind == "portal"


def test_a_name_alone_with_the_signers_place_in_it_is_the_signers_account() -> None:
    """Not one of another place, not over columns or a shop's words, not a newsroom's, and not where nobody signs."""
    signed = (*BODY, "额济纳旗人民政府", "2021年10月24日")
    assert source(("chrome", "今日额济纳"), *signed).host_kind == "official"
    assert source(("chrome", "石楼美如画"), *signed).host_kind == "portal"
    assert source(("chrome", "今日额济纳　吃喝玩乐　租车"), *signed).host_kind == "portal"
    assert source(("chrome", "额济纳二手房生活网"), *signed).host_kind == "portal"
    assert source(("chrome", "额济纳融媒"), *signed).host_kind == "media"
    assert source(("chrome", "今日额济纳"), *BODY).host_kind == "portal"


def test_an_account_that_cares_for_a_place_is_an_authoritys() -> None:
    assert source(("chrome", "健康河北 | 要闻"), *BODY).host_kind == "official"
    assert source(("chrome", "健康生活 | 食谱"), *BODY).host_kind == "portal"


def test_the_signing_bodys_name_over_the_columns_is_the_sites() -> None:
    signed = (*BODY, "太原市第三附属人民医院", "2021年12月24日")
    assert (
        source(("chrome", "太原市第三附属人民医院"), ("chrome", "首页 医院概况 就医指南"), *signed).host_kind
        == "official"
    )


def test_a_letterhead_is_the_documents() -> None:
    head = ("特  急", "内部明电", "某县疫情防控指挥部文件", "某防指发〔2021〕5号")
    assert source(*(("chrome", line) for line in head), *SIGNED).host_kind == "unknown"


def test_a_site_says_its_name_above_the_title_too() -> None:
    """Repair leaves such a line in the text where it is nothing but a name."""
    assert source("红山疾控 官方微信", ("title", "来返人员政策问答"), *BODY).host_kind == "official"
    assert (
        source("某某江新闻社：文旅版", ("title", "来返人员政策问答"), *BODY, ("chrome", "转载请注明")).host_kind
        == "media"
    )


def test_a_page_scraped_twice_names_no_site() -> None:
    """The second copy is the document's, not a site's: neither a portal's nor the signing body's own."""
    copies = [("chrome", line) for line in ("为做好疫情防控工作，现将有关事项通告如下：", "一、全市景区暂停营业。")]
    assert source(*SIGNED, *copies).host_kind == "unknown"


def host_over(issuer: str, *lines: str | tuple[str, str]) -> str:
    repaired = repaired_of(*lines)
    return find_source(document_of(repaired.raw), repaired, find_blocks(repaired, rules()), rules(), issuer).host_kind


def test_a_site_that_goes_by_the_name_of_who_speaks_in_the_text_is_its_own() -> None:
    home, temple = "铜仁市碧江区夕阳红养老院", "塔尔寺管理委员会"
    assert host_over(home, ("chrome", "夕阳红养老院 入住流程 价格"), *BODY) == "official"
    assert host_over(temple, ("chrome", "塔尔寺官方微信 朝拜 问答"), *BODY) == "official"
    assert host_over(home, ("chrome", "便民生活 入住流程 价格"), *BODY) == "portal"


def test_adult_words_over_a_page_that_names_no_other_site_show_a_hijacker() -> None:
    spam = ("chrome", "国产精品久久久,亚洲无码在线,欧美高清一区二区_免费观看")
    assert source(spam, *BODY).host_kind == "hijacked"


@pytest.mark.parametrize(
    ("site", "of_page", "host"),
    [
        ("某某日报数字报", "chrome/spam", "media"),
        ("某某论坛", "chrome/spam", "portal"),
        ("某某日报数字报", "chrome/site", "hijacked"),  # in a line of the site's own
        ("首页 > 政务公开 > 通知公告", "chrome/spam", "hijacked"),  # no authority's site carries one
    ],
)
def test_an_advert_strewn_into_a_newsrooms_or_portals_page_makes_no_hijacker(
    site: str, of_page: str, host: str
) -> None:
    """Repair tells what was strewn in; a line of the site's own is what the site is."""
    repaired = repaired_of(("chrome", site), *SIGNED, ("chrome", "国产精品久久久,亚洲无码在线_免费观看"))
    *pieces, advert = repaired.pieces
    repaired = structs.replace(repaired, pieces=(*pieces, structs.replace(advert, rule=of_page)))
    found = find_source(document_of(repaired.raw), repaired, find_blocks(repaired, rules()), rules())
    assert found.host_kind == host


def test_a_sheets_number_and_a_table_head_name_no_site() -> None:
    assert source(*BODY, ("chrome", "序号　对象　措施　责任人")).host_kind == "unknown"


def test_reporters_that_go_by_the_sites_name_make_it_a_newsroom() -> None:
    lines = (("chrome", "某上旅游网 自驾 酒庄"), ("meta", "2022-09-02 文/某上旅游网记者 靳某"))
    assert source(*lines, *BODY).host_kind == "media"
