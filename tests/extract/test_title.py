"""The title: the document's own before the page's, joined where it is split, without brand, clock and stamp."""

from __future__ import annotations

from functools import cache

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.title import find_title
from builder.model import Field
from builder.rules import Rules, load
from tests.extract.pages import repaired_of

BODY = "为做好疫情防控工作，现将有关事项通告如下："


@cache
def rules() -> Rules:
    return load()


def title(*lines: str | tuple[str, str]) -> Field:
    repaired = repaired_of(*lines)
    box = read_box(repaired, rules().box)
    field = find_title(repaired, find_blocks(repaired, rules()), box, rules())
    for one in (*field.evidence, *(one for other in field.others for one in other.evidence)):
        assert repaired.raw[one.start : one.end] == one.quote
    return field


def test_the_documents_own_title_is_stated() -> None:
    field = title(("chrome", "某县人民政府"), ("title", "关于停运客运班线的通告"), BODY)
    assert (field.value, field.status, field.rule) == ("关于停运客运班线的通告", "stated", "title/own")


def test_a_title_on_two_lines_is_joined_and_each_line_is_evidence() -> None:
    field = title(("title", "某市某区新冠肺炎疫情防控指挥部"), ("title", "关于划定封闭区域的通告"), BODY)
    assert field.value == "某市某区新冠肺炎疫情防控指挥部关于划定封闭区域的通告"
    assert [one.quote for one in field.evidence] == ["某市某区新冠肺炎疫情防控指挥部", "关于划定封闭区域的通告"]


def test_a_title_that_collects_acts_comes_before_each_of_them() -> None:
    lines = (("title", "某市近期疫情防控通告汇总"), ("meta", "来源：本站"), ("title", "第9号关于停运的通告"), BODY)
    field = title(*lines)
    assert (field.value, [other.value for other in field.others]) == (
        "某市近期疫情防控通告汇总",
        ["第9号关于停运的通告"],
    )


def test_a_title_whose_act_a_program_renamed_is_not_stated() -> None:
    """A program that puts synonyms for the words of a text makes 告诉 of 通知; the words stay as they stand."""
    assert title(("title", "关于停运客运班线的告诉"), BODY).status == "inferred"
    assert title(("title", "告诉你停运后怎么走"), BODY).status != "unknown"


def test_a_brand_behind_the_title_is_cut_off() -> None:
    assert title(("title", "某市关于全员核酸检测的通告-某某新闻网"), BODY).value == "某市关于全员核酸检测的通告"


def test_a_suffix_that_the_site_repeats_is_its_name() -> None:
    lines = (("chrome", "某贵会_某贵会线路检测"), ("title", "某市关于全员核酸检测的通告-某贵会"), BODY)
    assert title(*lines).value == "某市关于全员核酸检测的通告"


def test_a_clock_glued_to_the_title_is_cut_off() -> None:
    assert title(("title", "某市关于全员核酸检测的通告2022-01-04 09:04:36"), BODY).value == "某市关于全员核酸检测的通告"


def test_a_dash_that_belongs_to_the_title_stays() -> None:
    words = "牢记嘱托——在全市疫情防控工作会议上的讲话"
    assert title(("title", words), "同志们：").value == words


def test_a_page_stamp_taken_for_a_title_is_none() -> None:
    field = title(("chrome", "某市关于暂停堂食的通告"), ("title", "管理员 更新于 今天"), BODY)
    assert (field.value, field.status) == ("某市关于暂停堂食的通告", "inferred")


def test_the_header_of_an_authoritys_site_is_no_title() -> None:
    field = title(
        ("title", "某县人民政府"), ("chrome", "当前位置：首页"), ("title", "关于解除封控的通告（第7号）"), BODY
    )
    assert field.value == "关于解除封控的通告（第7号）"


def test_the_lines_of_the_text_below_a_title_are_no_part_of_it() -> None:
    assert title(("title", "关于停运客运班线的通告"), ("title", "全县各单位："), BODY).value == "关于停运客运班线的通告"


def test_the_title_that_the_page_repeats_goes_before_a_line_with_a_brand() -> None:
    field = title(
        ("chrome", "某市发布十条措施-某某体育app官网"),
        ("title", "某某体育app官网的公告"),
        ("chrome", "window"),
        ("title", "某市发布十条措施"),
        BODY,
    )
    assert field.value == "某市发布十条措施"
    assert [other.value for other in field.others][:1] == ["某某体育app官网的公告"]


def test_a_title_named_in_the_generated_tail_is_stated() -> None:
    field = title("某省坚决落实部署。", ("chrome", "希望本篇文章《某省筑牢防线，某市护航民生》能对你有所帮助！"))
    assert (field.value, field.status, field.rule) == ("某省筑牢防线，某市护航民生", "stated", "title/named-in-tail")


def test_an_original_title_is_taken_where_the_page_has_none() -> None:
    field = title("1月3日，会议召开。", ("meta", "原标题：迅速行动！某市部署防控工作"))
    assert (field.value, field.rule) == ("迅速行动！某市部署防控工作", "title/original")


def test_a_report_without_heading_takes_the_title_of_the_one_act_it_reports() -> None:
    field = title(
        "1月25日，省领导小组发出《关于做好春节期间防控工作的通知》（以下简称《通知》）。", "《通知》要求，就地过年。"
    )
    assert (field.value, field.status) == ("关于做好春节期间防控工作的通知", "inferred")
    assert field.because


def test_a_headquarters_above_a_title_that_begins_with_guanyu_belongs_to_it() -> None:
    field = title(("chrome", "某县新冠肺炎疫情防控指挥部"), ("title", "关于解除封控的通告"), BODY)
    assert (field.value, field.rule) == ("某县新冠肺炎疫情防控指挥部关于解除封控的通告", "title/joined")
    assert title(("chrome", "某县教育局"), ("title", "关于停课的通知"), BODY).value == "关于停课的通知"


def test_a_number_in_brackets_below_the_title_is_no_part_of_it() -> None:
    lines = (("title", "关于解除封控的通告"), ("title", "（某防办〔2022〕12号）"), BODY)
    assert title(*lines).value == "关于解除封控的通告"


def test_a_law_that_the_text_cites_is_no_title() -> None:
    field = title("根据《中华人民共和国传染病防治法》，全市景区关闭。")
    assert (field.value, field.status) == (None, "unknown")


def test_a_narrow_mark_at_the_end_of_a_title_is_written_wide() -> None:
    assert title(("title", "专家解读：返程要注意什么?"), "多位市民询问。").value == "专家解读：返程要注意什么？"


SIGNED = ("一、全县停课。", "某县疫情防控指挥部", "2022年3月9日")


def test_a_government_above_the_title_of_what_another_body_signs_keeps_the_site() -> None:
    field = title(("title", "某县人民政府"), ("title", "关于全县停课的通告"), *SIGNED)
    assert (field.value, field.status) == ("关于全县停课的通告", "stated")


def test_columns_of_a_site_are_no_part_of_a_title() -> None:
    """What a body offers behind blanks is its menu; a body and its act spread over the line are a title."""
    field = title(("title", "某县人民政府　公示公告"), ("title", "关于全县停课的通告"), *SIGNED)
    assert field.value == "关于全县停课的通告"
    assert title(("title", "某县疫情防控指挥部　通告"), *SIGNED).value == "某县疫情防控指挥部　通告"


def test_lines_that_nothing_joins_are_one_title_by_inference_and_the_last_is_kept() -> None:
    """某县教育局 at the head of a page may begin the title or keep the site."""
    field = title(("title", "某县教育局"), ("title", "关于全县停课的通知"), "一、停课。", "某县教育局", "2022年3月9日")
    assert (field.value, field.status) == ("某县教育局关于全县停课的通知", "inferred")
    assert "关于全县停课的通知" in [other.value for other in field.others]


def test_who_issued_it_and_a_remark_below_a_title_are_no_part_of_it() -> None:
    """Nor is a tag; a body above 关于 is."""
    whole = "关于儿童接种的十个问答"
    assert title(("title", whole), ("title", "某市疾病预防控制中心 免疫规划所"), BODY).value == whole
    assert title(("title", whole), ("title", "某县疫情防控指挥部办公室 发布"), BODY).value == whole
    assert title(("title", whole), ("title", "（更正：原题有误）"), BODY).value == whole
    assert title(("title", whole), ("chrome", "某县发布"), ("title", "#某县疫情防控"), BODY).value == whole


def test_a_menu_or_an_address_above_a_title_is_no_part_of_it() -> None:
    """Three short labels behind the name of a body, or the site's address."""
    whole = "秋冬接种通知"
    assert (
        title(("title", "某市某区某街道社区卫生服务中心 健康教育 妇幼保健 预防接种"), ("title", whole), BODY).value
        == whole
    )
    assert title(("title", "某市卫生健康委员会 wjw.example.gov.cn 通知公告"), ("title", whole), BODY).value == whole


def test_a_site_in_front_of_a_title_is_cut_off_and_a_day_behind_it_stays() -> None:
    """As 10-29 does, though the page stamp repeats its digits."""
    assert title(("title", "某市人民政府网-关于暂停营业的通知"), BODY).value == "关于暂停营业的通知"
    words = "工地封闭管理通告10-29"
    assert title(("title", words), ("chrome", "[2022] 10-29 18:06 编辑部"), BODY).value == words


def test_whoever_passes_a_notice_on_stands_before_its_title() -> None:
    """【转】 is no part of it; 【紧急通知】 and 【视频】 are."""
    assert title(("title", "【转】关于停运客运班线的通告"), BODY).value == "关于停运客运班线的通告"
    assert title(("title", "（转发）某州疫情防控公告"), BODY).value == "某州疫情防控公告"
    assert title(("title", "【紧急通知】关于停运客运班线的通告"), BODY).value == "【紧急通知】关于停运客运班线的通告"


def test_a_site_that_passes_a_title_on_is_known_by_another_line() -> None:
    """某网讯 is cut off where the page shows a site of that name; without it the words may be the title's own."""
    columns = ("chrome", "水产前沿网—— 行情 供应")
    for head in ("水产前沿网讯：", "水产前沿网转载 "):
        assert title(columns, ("title", f"{head}某市冷链食品赋码出库"), BODY).value == "某市冷链食品赋码出库"
    assert title(("title", "水产前沿网讯：某市冷链食品赋码出库"), BODY).value == "水产前沿网讯：某市冷链食品赋码出库"


def test_an_accounts_own_name_is_no_title() -> None:
    for account in ("头条号：某地那些事", "某县疾控（某县疾病预防控制中心官方账号）"):
        assert (
            title(("title", account), ("title", "消毒液怎么配？电梯一表看懂"), BODY).value
            == "消毒液怎么配？电梯一表看懂"
        )


def test_a_subtitle_stands_below_the_bare_name_of_an_act() -> None:
    lines = (("chrome", "公　告"), ("title", "——关于东方药城恢复营业的有关事项"), BODY)
    assert title(*lines).value == "公　告——关于东方药城恢复营业的有关事项"


def test_columns_and_a_site_behind_the_name_of_an_act_are_cut_off() -> None:
    """Behind a bar or an underscore; a subtitle behind a dash stays."""
    assert title(("title", "关于调整政策的通知_政策文件_某某市人民政府"), BODY).value == "关于调整政策的通知"
    assert title("关于调整政策的通知_政策文件_某某市人民政府", BODY, "停业。").value == "关于调整政策的通知"
    words = "守住防线的公开信——致返乡人员"
    assert title(("title", words), BODY).value == words


def test_a_body_broken_in_two_begins_its_title_in_the_line_above() -> None:
    """Though the upper half was taken for the site's; the name of a site does not begin it."""
    halves = (("chrome", "某某自治县应对新型冠状病毒感染肺炎疫情"), ("title", "工作领导小组办公室关于调整管控的通告"))
    assert title(*halves, BODY).value == "".join(words for _, words in halves)
    assert (
        title(("chrome", "某某疫情网"), ("title", "领导小组关于调整管控的通告"), BODY).value
        == "领导小组关于调整管控的通告"
    )


def test_a_title_with_lost_characters_is_inferred() -> None:
    assert title(("title", "关于停运\ufffd运班线的通告"), BODY).status == "inferred"


def test_the_first_words_of_a_report_are_no_title() -> None:
    """Though a line was broken behind them."""
    lines = (("title", "12月8日起，永州取消场所码查验"), ("title", "记者从永州市指挥部获悉，自12月8日起，全市公共"))
    assert title(*lines, BODY).value == "12月8日起，永州取消场所码查验"
    assert title(("title", "记者探访永州方舱"), BODY).value == "记者探访永州方舱"


def test_a_title_may_end_in_a_word_of_the_page_stamp() -> None:
    """…的更新 is what is done; 更新：2022-07-14 is a clock."""
    words = "关于某市至某岛航线乘船须知的更新"
    assert title(("title", words), "尊敬的旅客：", BODY).value == words


def test_columns_that_lost_their_blanks_are_no_title() -> None:
    """A site's name with 政务公开 and 通知公告 glued to it stands above the title, not in it."""
    found = title(("title", "某州文旅局政务公开通知公告"), ("title", "关于恢复团队旅游的通知"), BODY)
    assert (found.value, found.status) == ("关于恢复团队旅游的通知", "stated")


def test_a_question_of_the_text_is_no_title() -> None:
    """Of unmarked lines above the text the one that no reader asks is the title."""
    lines = (
        "返乡政策问答：第九版有哪些变化？",
        "问：我从某县回来，要怎么办？",
        "答：某县有高风险区，实行集中隔离，抵达后尽快报备。",
    )
    assert title(*lines).value == "返乡政策问答：第九版有哪些变化？"


def test_a_net_against_the_epidemic_is_no_site() -> None:
    """A headline may end in 防控网; above it the head of a printed page is no title."""
    lines = (("title", "某某日报数字版 2022年09月01日 第03版"), ("title", "我县织密道口防控网"), BODY)
    assert title(*lines).value == "我县织密道口防控网"


def test_a_row_of_keywords_is_no_title() -> None:
    """A hijacked page says what it sells, parted by low lines; a title that such a site cuts into its row is one all the same."""
    assert title(("title", "某某书吧手机版_最新热门小说_全集"), "各乡镇：", BODY).value is None
    assert title(("title", "某手刷粉平台-24小时自助下单"), "各乡镇：", BODY).value is None
    assert title(("title", "某县疫情通告_某某书吧"), BODY).value.startswith("某县疫情通告")


def test_a_press_conference_behind_a_dash_is_no_brand() -> None:
    words = "您关心的都在这里——某市第十八场疫情防控新闻发布会全文"
    assert title(("title", words), BODY).value == words


def test_an_account_with_its_day_is_no_title() -> None:
    """Where nothing is marked the line above the stamp is the title."""
    assert (
        title("致沿江群众的提醒信", "边防微讯 05-20", "乡亲们：", "雨季马上来了，不串门。").value
        == "致沿江群众的提醒信"
    )


def test_columns_above_a_text_are_no_headline() -> None:
    assert title(("chrome", "防疫快报 | 开奖公告"), "各乡镇：", BODY).value is None
    assert title(("chrome", "某区人民政府 防疫快报 专栏首页"), "各乡镇：", BODY).value is None
