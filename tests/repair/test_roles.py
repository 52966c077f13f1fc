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
