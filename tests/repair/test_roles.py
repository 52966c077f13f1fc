"""What each line of a page is there for, in one-page worlds."""

from __future__ import annotations

import pytest

from tests.corpus.report import repaired

BODY = (
    "一、各小区实行封闭管理，居民凭通行证出入，每户每两天可指派一名成员采购生活物资。\n"
    "二、全市公交、出租车暂停运营，恢复时间另行通知。"
)


def _roles(page: str) -> list[tuple[str, str]]:
    done = repaired(page)
    return [(piece.role, done.page[piece.start : piece.end]) for piece in done.pieces]


def _of(page: str, role: str) -> list[str]:
    return [words for given, words in _roles(page) if given == role]


def test_a_bare_document_is_all_body():
    """Nothing is taken from a text that came without a page around it."""
    assert repaired(BODY).text == BODY


def test_signature_date_number_and_attachment_stay():
    """What belongs to the document stays, sentence or not."""
    closing = "附件：通行证样式\n某市新冠肺炎疫情防控指挥部\n2020年2月5日"
    page = f"关于加强小区管理的通告\n第3号\n各区、各部门：\n{BODY}\n{closing}"
    assert repaired(page).text == f"第3号\n各区、各部门：\n{BODY}\n{closing}"


@pytest.mark.parametrize(
    "signed", ["某省某监狱 1月9日", "某某购物广场 2022.02.12", "某村村民委员会（盖章不清）\n二〇二一年元月十日"]
)
def test_whoever_signs_with_a_day_written_by_hand_is_the_documents(signed: str):
    """Though no authority is called so, the seal is remarked on or the month is 元月; a site's stamp is not."""
    assert repaired(f"关于加强小区管理的通告\n{BODY}\n{signed}\n阅读原文 分享 收藏").text.endswith(signed)
    assert not repaired(f"关于加强小区管理的通告\n{BODY}\n某某在线 2022-01-09\n阅读原文 分享 收藏").text.endswith("09")


def test_a_byline_in_the_last_paragraph_stays():
    """（记者某某） is the report's, the editor's name below is the page's."""
    page = f"{BODY}（记者张某）\n责任编辑：李某"
    assert repaired(page).text == f"{BODY}（记者张某）"
    assert _of(page, "meta") == ["责任编辑：李某"]


def test_a_clock_glued_to_the_first_sentence_is_cut_at_its_seconds():
    """Two digits are seconds, the third begins the sentence."""
    page = "最后更新: 2021-01-04 09:04:361月3日下午，会议召开，研究部署疫情防控工作。\n" + BODY
    assert repaired(page).text.startswith("1月3日下午")
    assert _of(page, "meta") == ["最后更新： 2021-01-04 09:04:36"]


def test_a_title_in_two_lines_is_one_title():
    """The authority above, 关于…… below."""
    page = f"某市新冠肺炎疫情防控指挥部\n关于加强小区管理的通告\n{BODY}"
    assert _of(page, "title") == ["某市新冠肺炎疫情防控指挥部", "关于加强小区管理的通告"]


def test_a_headline_with_the_sites_name_behind_it_is_the_pages():
    """The same words without the suffix are the title."""
    page = f"关于加强小区管理的通告-某某生活网\n关于加强小区管理的通告\n{BODY}"
    assert _of(page, "title") == ["关于加强小区管理的通告"]
    assert _of(page, "chrome") == ["关于加强小区管理的通告-某某生活网"]


def test_other_documents_below_the_end_bring_no_text_and_no_date():
    """Hot news has towns and days of its own."""
    page = f"{BODY}\n相关新闻\n2021-01-04 08:10 新增病例\n甲市暂停公交\n2021-01-03 07:57 乙市恢复开放"
    assert repaired(page).text == BODY
    assert _of(page, "meta") == []


@pytest.mark.parametrize("heading", ["相关阅读", "上一篇：没有了", "版权声明", "网友评论（共0条）"])
def test_a_furniture_word_in_the_middle_cuts_nothing_off(heading: str):
    """Most of the text follows, so the document is not over."""
    assert BODY in repaired(f"{heading}\n{BODY}").text
    text = repaired(
        f"{BODY}\n{heading}\n三、违反本通告的，由公安机关依法处理，构成犯罪的，依法追究刑事责任，并向社会公布。\n"
        + BODY * 2
    ).text
    assert "三、违反本通告的" in text


@pytest.mark.parametrize(
    "line",
    [
        "各部门要通过微信公众号、客户端等平台，及时发布信息，并提示市民点击查看。",
        "来源不明的冷链食品一律不得上市销售，作者认为应当从严。",
        "一区、二区、三级医院均应设置发热门诊，国产疫苗免费接种。",
        "关闭棋牌室、彩票站点，开放时间另行通知。",
        "评论员文章指出，要坚决打赢疫情防控阻击战。",
        "温馨提示：请市民朋友做好个人防护，核酸检测不收取任何费用。",
        "版权局、网信办要加强转载信息的监管。",
    ],
)
def test_running_text_with_words_of_sites_stays(line: str):
    """A sentence is claimed only by rules that may claim sentences."""
    page = f"关于加强管理的通告\n{BODY}\n{line}"
    assert line in repaired(page).text
    assert line in repaired(f"{line}\n{BODY}").text


def test_a_paragraph_that_was_scraped_twice_stands_once():
    """Word for word, and long enough to be no slogan."""
    assert repaired(f"{BODY}\n{BODY}").text == BODY


def test_a_repeated_slogan_stays():
    """Short lines are repeated on purpose."""
    page = f"{BODY}\n不信谣、不传谣。\n不信谣、不传谣。"
    assert repaired(page).text == page


def test_an_attachment_after_the_signature_is_the_documents():
    """附件 opens the document again after it was signed."""
    page = f"{BODY}\n某市疫情防控指挥部\n2020年2月5日\n附件1\n通行证样式\n一、通行证由社区统一印制，加盖公章后有效。"
    assert repaired(page).text == page


TITLE = "关于加强小区管理的通告"
DATED = f"{BODY}\n某市疫情防控指挥部\n2022年3月14日"

#: what sites put above and below a document, a page each
ABOVE = (
    "本网站使用Cookie以改善您的浏览体验。继续使用即表示您同意我们的隐私政策。\n接受全部\n拒绝",
    "用户名：\n密码：\n记住我\n忘记密码？\n登录",
    "2022-03-10 我市召开疫情防控调度会\n2022-03-09 春耕工作有序推进\n[03-07] 关于举办招聘会的公告",
    "\n".join(f"栏目{number}\n办事指南{number}" for number in range(60)),
    "您当前的位置： 首页 > 政务公开 > 正文\n无障碍阅读\n智能问答\n长者模式\n请输入搜索内容\n搜索",
    "今天是2022年3月14日 星期一 多云 8℃~17℃\n某市 晴 12℃",
    "打开APP查看更多精彩内容\n下载客户端，享受更好体验",
    "索引号：000/2022-1 分类：卫生、医药；通告\n发布机构：市指挥部 成文日期：2022年03月14日",
)
BELOW_TITLE = (
    "来源：\n某市卫健委\n发布时间：\n2022-03-14 10:11\n浏览次数：\n123",
    "来源:某市卫健委  时间:2022-03-14  点击:1234",
    "（来源：某某日报）",
    "2022年03月14日 10:20 | 来源：某某日报 | 作者：张三",
    "时间：2022-03-14 17:02:11\n作者：\n来源：本站\n访问量：",
    "某某发布\n2022-03-14 19:20\n河南",
    "原创 某某发布 某某发布 2022-03-14 19:20",
    "某市融媒体中心 2022-03-14 09:30",
)
BELOW = (
    "扫一扫在手机打开当前页\n微信扫码，阅读更方便\n（扫码关注）",
    "分享：\n0\n赞 12 踩 0\n1.2万人已阅读\n收藏 1\n阅读 1234\n打印本页",
    "上一页 1 2 3 下一页\n第1页/共3页\n<< 1 2 3 >>",
    "编辑：张三\n审核：李四、王五\n终审丨孙八\n监制｜吴十",
    "附件下载：1.承诺书.docx\n解读链接：《通告》政策解读\n图解：一图读懂通告",
    "主办单位：某市人民政府\n联系电话：0000-1234567 传真：0000-7654321\n地址：某市某区某路1号 邮编：000000\n您是第 12 位访问者",
    "Copyright 2022 All Rights Reserved\nTechnical Support: XX Ltd.\nContact us | Sitemap",
    "END\n▲采样现场（资料图）\n往期回顾\n1、某市最新通告！\n点个“在看”，转发给更多人",
    "00:00/01:23\n您的浏览器不支持video标签\n视频加载中...",
)


@pytest.mark.parametrize("lines", ABOVE)
def test_what_sites_put_above_a_title_goes(lines: str):
    """Menus, forms, notes about cookies, lists of headlines, weather, data boxes."""
    page = f"{lines}\n{TITLE}\n{DATED}"
    assert repaired(page).text == DATED
    assert _of(page, "title") == [TITLE]


@pytest.mark.parametrize("lines", BELOW_TITLE)
def test_what_sites_put_below_a_title_goes(lines: str):
    """Source, clock, counters, in every arrangement of lines."""
    page = f"{TITLE}\n{lines}\n{DATED}"
    assert repaired(page).text == DATED
    assert _of(page, "title") == [TITLE]


@pytest.mark.parametrize("lines", BELOW)
def test_what_sites_put_below_a_document_goes(lines: str):
    """Codes to scan, counters, pagers, editors, downloads, footers."""
    assert repaired(f"{TITLE}\n{DATED}\n{lines}").text == DATED


@pytest.mark.parametrize("line", ["广告", "— 广告 —", "（点击展开全文）", "00:12/01:30", "加载失败，请刷新重试"])
def test_an_advert_or_a_button_between_two_clauses_goes(line: str):
    """Nothing a document says."""
    first, second = BODY.split("\n")
    assert repaired(f"{TITLE}\n{first}\n{line}\n{second}").text == BODY


def test_other_articles_with_a_sentence_under_each_headline_go():
    """Their sentences take up the words of their headlines; the days between them are theirs."""
    news = "".join(
        f"\n{word}\n记者近日获悉，{word}，各项工作正在有序推进，市民反响热烈。\n2022-02-0{day}"
        for day, word in enumerate(("全市春耕工作有序推进", "老旧小区改造今年开工", "市图书馆延长开放时间"), 1)
    )
    assert repaired(f"{TITLE}\n{DATED}\n猜你喜欢{news}").text == DATED
    assert repaired(f"{TITLE}\n{DATED}{news}").text == DATED


def test_an_attached_plan_with_bare_headings_stays():
    """Headings and paragraphs by turns are no list of other articles when no page word and no day stands between them."""
    plan = "".join(
        f"\n{word}工作要求\n各单位要落实{word}工作要求，明确专人，按时报送情况。"
        for word in ("采样组织", "转运隔离", "社区管控")
    )
    assert repaired(f"{TITLE}\n{DATED}\n社区防控工作方案{plan}").text == f"{DATED}\n社区防控工作方案{plan}"


def test_a_number_between_title_and_stamp_is_the_documents():
    """It is no part of the title and is not lost."""
    page = f"某市疫情防控指挥部通告\n（第17号）\n发布时间：2021-01-13 12:26\n{BODY}"
    assert repaired(page).text == f"（第17号）\n{BODY}"


def test_the_rows_of_a_list_page_are_its_text():
    """A page with no sentence at all."""
    rows = "\n".join(f"关于第{number}轮核酸检测的通告 2022-11-0{number}" for number in range(1, 5))
    assert repaired(f"首页 > 通知公告\n{rows}").text == rows
