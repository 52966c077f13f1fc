"""The page of a notice: at a glance what it is, its fields with their words, its text, its measures, its story."""

import msgspec
from bs4 import BeautifulSoup

from builder.model import (
    Block,
    BodyField,
    Candidate,
    Caution,
    DateField,
    Evidence,
    Field,
    PlaceField,
    Source,
)
from builder.text.edits import Edit, Pass
from builder.write.notice import cut, english_line, notice_page, raw_view, sample, shorten, typeset
from tests.write.samples import archive_of, notice_of, rules, saying
from tests.write.test_markdown import rendered


def page_of(notice):
    """The page as the site's Markdown renders it."""
    return rendered(notice_page(notice, archive_of(notice), rules()))


def row(soup, label):
    """The card's row with this label."""
    return next(row for row in soup.select(".arc-field") if label in row.dt.text)


def test_a_notice_is_told_at_a_glance():
    """Title, place, issuer, date, kind, and two verdicts: one on the text, one on the host."""
    issuer = BodyField("市指挥部", "stated", normalised="太原市指挥部", normalised_status="inferred")
    soup = page_of(notice_of("甲", issuing_body=issuer, date=DateField("2021-01-03", "inferred", precision="day")))
    glance = soup.select_one(".arc-glance").text
    assert soup.h1.text == "关于测温的通告"
    for words in (
        "山西省 太原市",
        "太原市指挥部",
        "2021年1月3日",
        "3 January 2021",
        "推断",
        "公文",
        "机关原文",
        "来源网站不详",
    ):
        assert words in glance


def test_a_notice_is_told_in_one_line_of_english():
    """Made of its fields, so that it says no more than they do."""
    notice = saying("contact-tracing", "开展流调")
    assert english_line(notice, rules()) == (
        "Order or notice, Taiyuan, Shanxi, date unknown: contact tracing and risk-person screening."
    )
    dated = notice_of("甲", date=DateField("2021-01-03", "inferred", precision="day"))
    assert english_line(dated, rules()) == "Order or notice, Taiyuan, Shanxi, 3 January 2021 (inferred)."


def test_a_missing_year_is_said_in_plain_words():
    """Neither left out nor filled in."""
    soup = page_of(notice_of("甲", date=DateField(None, "unknown", partial="--01-25")))
    assert "1月25日（年份不详） 25 January, year unknown" in soup.select_one(".arc-glance").text
    assert "1月25日（年份不详）" in row(soup, "日期").text


def test_each_field_has_its_status_in_words_and_a_mark():
    """Thirteen rows; unknown is said, not left blank."""
    soup = page_of(notice_of("甲"))
    assert len(soup.select(".arc-field")) == 13
    assert "● 原文载明 stated" in row(soup, "标题").text
    assert "○ 不详 unknown" in row(soup, "文号").text
    assert "– 不适用 not applicable" in row(soup, "区县").text


def test_a_value_leads_to_its_words():
    """In the text where they are there, in the raw view where they were removed; the losers stand beside."""
    date = DateField(
        "2021-01-03",
        "inferred",
        (Evidence(5, 9, "1月3日", 0, 4), Evidence(0, 5, "2021年")),
        "date/x",
        "month and day stated",
        (Candidate("2021-01-04", "date/clock", "only a clock"),),
        precision="day",
    )
    passes = (Pass("noise/x", "noise", (Edit(0, 5, "2021年", ""),)),)
    soup = page_of(notice_of("1月3日，甲", date=date, repairs=passes))
    shown = row(soup, "日期")
    assert [link["href"] for link in shown.select("a")] == ["#e-date", "raw/#r5", "raw/#r0"]
    assert soup.find(id="e-date").name == "mark"
    assert soup.find(id="e-date").text == "1月3日"
    assert "month and day stated" in shown.text
    assert "2021-01-04" in shown.text
    assert "only a clock" in shown.text
    raw = BeautifulSoup(raw_view(notice_of("1月3日，甲", date=date, repairs=passes), rules()), "html.parser")
    assert raw.find(id="r0")
    assert raw.find(id="r5")


def test_a_hijacked_host_is_warned_of_and_not_linked():
    """Its address is text; that of an official site is a link."""
    url = Field("http://spam.example/x", "stated")
    source = Source("x.txt", "a" * 64, 1, "utf-8", "text/plain", url, Field(None, "unknown"), "hijacked")
    soup = page_of(notice_of("甲", source=source))
    assert "被劫持" in soup.select_one(".arc-caution").text
    assert not soup.select('a[href^="http"]')
    assert "http://spam.example/x" in soup.text
    soup = page_of(notice_of("甲", source=msgspec.structs.replace(source, host_kind="official")))
    assert [link["href"] for link in soup.select('a[href^="http"]')] == ["http://spam.example/x"]


def test_a_damaged_text_is_warned_of():
    """With the words and where they stand."""
    soup = page_of(notice_of("甲乙", warnings=(Caution("x/y", "Damage was seen.", (Evidence(1, 2, "乙", 1, 2),)),)))
    assert "Damage was seen." in soup.select_one(".arc-caution").text
    assert soup.select_one(".arc-caution a")["href"] == "raw/#r1"
    assert soup.select_one(".arc-damage").text == "乙"


def test_blocks_are_typeset_with_their_anchors():
    """Headings never skip a level; other blocks keep their role for the style sheet."""
    text = "甲\n乙\n丙\n丁"
    blocks = (
        Block("c5", "heading", 0, 1, 2),
        Block("c7", "heading", 2, 3, 4),
        Block("c9", "item", 4, 5, 2),
        Block("c11", "signature", 6, 7),
    )
    notice = msgspec.structs.replace(notice_of(text), blocks=blocks)
    assert [block.level for block in typeset(notice)] == [1, 2, 2, 0]
    soup = page_of(notice)
    assert soup.find(id="c5").name == "h3"
    assert soup.find(id="c7").name == "h4"
    assert soup.find(id="c9")["class"] == ["arc-t", "is-item", "is-level-2"]
    assert soup.find(id="c11")["class"] == ["arc-t", "is-signature", "is-level-0"]


def test_a_statement_leads_to_its_clause():
    """Under its measure, with its words and how it is put."""
    soup = page_of(saying("contact-tracing", "开展流调", "追踪密接"))
    section = soup.select_one(".arc-measures section")
    assert section.h3.a["href"] == "../../measures/contact-tracing/"
    assert [(item.a["href"], item.a.text) for item in section.select("li")] == [
        ("#c0", "开展流调"),
        ("#c5", "追踪密接"),
    ]
    assert "要求" in section.li.text
    assert soup.find(id="c5").text == "追踪密接"


def test_what_was_changed_is_shown():
    """Each pass with its count and samples; what was removed in one piece can be unfolded."""
    gone = "更多精彩内容请关注本站官方微信公众号\n"
    passes = (
        Pass("rule-unknown", "noise", (Edit(0, len(gone), gone, ""), Edit(len(gone) + 1, len(gone) + 5, "(yī)", ""))),
    )
    soup = page_of(notice_of("一二", repairs=passes))
    shown = soup.select_one(".arc-passes li")
    assert "rule-unknown" in shown.text
    assert "2 处" in shown.text
    assert "删“(yī)”" in shown.code.text
    assert shown.blockquote.text == gone.strip()


def test_a_notice_leads_to_every_page_that_lists_it():
    """City, province, issuer, month."""
    issuer = BodyField("市指挥部", "stated", normalised="太原市指挥部", normalised_status="inferred")
    soup = page_of(notice_of("甲", issuing_body=issuer, date=DateField("2021-01", "stated", precision="month")))
    slug = rules().issuers.slug("太原市指挥部")
    assert [link["href"] for link in soup.select(".arc-card__filed a")] == [
        "../../cities/140100/", "../../provinces/140000/", f"../../issuers/{slug}/", "../../dates/2021/01/",
    ]  # fmt: skip


def test_what_is_no_policy_says_why():
    """And leads to the list of its like."""
    soup = page_of(
        notice_of(
            "甲", is_policy=Field(False, "inferred", rule="policy/other-subject", because="About something else.")
        )
    )
    assert "不作为政策公文收录" in soup.text
    assert "About something else." in soup.text
    assert soup.select_one('a[href="../../notices/not-policy/"]')
    assert not soup.select(".arc-card")


def test_a_notice_without_text_or_places_still_has_a_page():
    """Everything unknown, nothing left."""
    bare = notice_of(
        title=Field(None, "unknown"),
        kind=Field(None, "unknown"),
        officiality=Field(None, "unknown"),
        province=PlaceField(None, "unknown"),
        city=PlaceField(None, "unknown"),
        filed_under=(),
    )
    soup = page_of(bare)
    assert soup.h1.text == "〔无题〕"
    assert "地点不详" in soup.text
    assert "没有留下正文" in soup.text


def test_long_words_are_shortened_in_the_middle():
    """Both ends stay: they are what a reader looks for."""
    assert shorten("甲 乙\n丙", 10) == "甲 乙 丙"
    assert shorten("一" * 40 + "二" * 40, 20) == "一" * 13 + "……" + "二" * 5
    assert cut("  甲\n ") == "甲"


def test_a_sample_shows_blanks():
    """What was put in, taken out and changed."""
    assert sample(Edit(0, 1, " ", "")) == "删“␣”"
    assert sample(Edit(0, 0, "", "号")) == "补“号”"
    assert sample(Edit(0, 1, ",", "，")) == "“,”→“，”"
