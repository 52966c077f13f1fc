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
from builder.write.marks import cut
from builder.write.notice import english_line, notice_page
from builder.write.passes import sample, shorten
from builder.write.raw import raw_view
from tests.write.samples import archive_of, notice_of, rules, saying
from tests.write.test_markdown import site_markdown


def page_of(notice, archive=None):
    """The page as the site's Markdown renders it and as a browser reads that: end tags may be left out."""
    page = notice_page(notice, archive or archive_of(notice), rules())
    return BeautifulSoup(site_markdown().reset().convert(page), "lxml")


def row(soup, label):
    """The card's row with this label; the fold of a field without a value, which stands among its like."""
    rows = soup.select(".arc-card dl > div:not(:has(> dt + dd > details[id])), .arc-card details[id]")
    return next(row for row in rows if label in (row.dt or row.summary).text)


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
    """What, who, where, when, which measures: made of its fields, so that it says no more than they do."""
    notice = saying("contact-tracing", "开展流调")
    assert english_line(notice, rules()) == (
        "Order or notice, Taiyuan, Shanxi, date unknown: contact tracing and risk-person screening."
    )
    issuer = BodyField("市指挥部办公室", "stated", normalised="太原市指挥部办公室", normalised_status="inferred")
    dated = notice_of("甲", issuing_body=issuer, date=DateField("2021-01-03", "inferred", precision="day"))
    assert (
        english_line(dated, rules())
        == "Order or notice, headquarters office, Taiyuan, Shanxi, 3 January 2021 (inferred)."
    )


def test_a_reader_is_warned_only_of_something():
    """The best of several copies needs no warning, the others name it."""
    better, worse = notice_of("甲乙"), notice_of("甲丙")
    archive = msgspec.structs.replace(
        archive_of(better, worse), witnesses=dict.fromkeys((better.id, worse.id), (better.id, worse.id))
    )
    pages = [page_of(notice, archive) for notice in (better, worse)]
    assert not pages[0].select(".arc-caution")
    assert pages[1].select_one(".arc-caution a")["href"] == f"../{better.id}/"


def test_a_missing_year_is_said_in_plain_words():
    """Neither left out nor filled in."""
    soup = page_of(notice_of("甲", date=DateField(None, "unknown", partial="--01-25")))
    assert "1月25日（年份不详）" in soup.select_one(".arc-about").text
    assert "25 January, year unknown" in soup.select_one(".arc-english").text
    assert "1月25日（年份不详）" in row(soup, "日期").text


def test_each_field_has_its_status_in_words():
    """All thirteen; those that are unknown or cannot be stand together by name. The style sheet sets a mark before the words,
    its English stands above."""
    soup = page_of(notice_of("甲"))
    assert "stated ◐ inferred ○ unknown" in soup.select_one(".arc-card__no").text
    assert len(soup.select(".arc-card [id^=f-]")) == 13
    assert row(soup, "标题").summary.text == "原文载明"
    assert row(soup, "标题")["class"] == ["is-stated"]
    for label, words, css in (
        ("文号", "不详 unknown", "is-unknown"),
        ("区县", "不适用 not applicable", "is-not-applicable"),
    ):
        group = row(soup, label).find_parent("div")
        assert group.dt.text == words
        assert group["class"] == [css]


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
    assert [link["href"] for link in shown.select("a")] == ["#e0", "raw/#r0"]
    assert soup.find(id="e0").text == "1月3日"
    assert soup.find(id="f-date") == shown
    assert "month and day stated" in shown.text
    assert "2021-01-04" in shown.text
    assert "only a clock" in shown.text
    raw = BeautifulSoup(raw_view(notice_of("1月3日，甲", date=date, repairs=passes), rules()), "html.parser")
    assert raw.find(id="r0")
    assert not raw.find(id="r5")


def test_words_that_carry_two_values_have_one_address():
    """That of the shorter; words within others have their own, and the others end there."""
    body, place = Evidence(0, 6, "太原市指挥部", 0, 6), Evidence(0, 3, "太原市", 0, 3)
    within = Field("第18号", "stated", (Evidence(2, 3, "市", 2, 3),))
    issuer, city = BodyField("太原市指挥部", "stated", (body,)), PlaceField("太原市", "stated", (place,))
    for changes, shown in (
        ({"issuing_body": issuer}, [("e0", "太原市指挥部")]),
        ({"issuing_body": issuer, "city": city}, [("e0", "太原市")]),
        ({"issuing_body": issuer, "document_number": within}, [("e0", "太原"), ("e2", "市")]),
    ):
        soup = page_of(notice_of("太原市指挥部", **changes))
        assert [(tag["id"], tag.text) for tag in soup.select("p[id] a[id]")] == shown


def test_words_that_begin_between_two_clauses_are_led_to_in_the_second():
    """Whatever the evidence of a field covers, its link leads somewhere."""
    between = Evidence(1, 3, "\n乙", 1, 3)
    soup = page_of(notice_of("甲", "乙丙", kind=Field("notice", "stated", (between,))))
    assert soup.select_one("p[id=c2] #e1").text == "乙"


def test_the_page_is_read_without_marks():
    """They stand in the marked state, to which each measure leads by its number there."""
    soup = page_of(saying("contact-tracing", "开展流调", "追踪密接者"))
    assert not soup.select("mark, u, b[id], p[id] a[href]")
    assert [(link["href"], link.text) for link in soup.select(".arc-orders li a")] == [
        ("marked/#m1", "流调溯源与风险排查")
    ]
    assert [link["href"] for link in soup.select(".arc-states a")] == ["marked/", "raw/"]
    assert soup.select_one(".arc-states [aria-current]").text == "整理 Clean"


def test_a_measure_that_is_only_named_stands_back():
    """It is no order."""
    plain = saying("contact-tracing", "开展流调")
    named = msgspec.structs.replace(plain.measures[0], modality="mention")
    assert page_of(msgspec.structs.replace(plain, measures=(named,))).select(".arc-orders .is-mention")
    assert not page_of(plain).select(".arc-orders .is-mention")


def test_fields_that_lean_on_the_same_words_share_their_address():
    """Each leads there."""
    said = Evidence(0, 3, "太原市", 0, 3)
    soup = page_of(
        notice_of("太原市指挥部", city=PlaceField("太原市", "stated", (said,)), kind=Field("notice", "stated", (said,)))
    )
    assert [row(soup, name).a["href"] for name in ("城市", "文种")] == ["#e0", "#e0"]
    assert len(soup.select("#c0 a")) == 1


def test_words_that_are_the_value_are_not_said_twice():
    """The way to them is."""
    number = Field("第18号", "stated", (Evidence(0, 4, "第18号", 0, 4),))
    shown = row(page_of(notice_of("第18号，甲", document_number=number)), "文号")
    assert shown.text.count("第18号") == 1
    assert [(link["href"], link.text) for link in shown.select("a")] == [("#e0", "原话")]


def test_what_a_maintainer_knows_of_the_page_stands_among_its_sources():
    """When it was fetched, where a copy is kept, on what terms; nothing where nobody said so."""
    copy = "https://web.archive.example/2021/x"
    plain = notice_of("甲")
    told = msgspec.structs.replace(plain.source, retrieved_on="2023-02-01", archived_copy=copy, licence="政府信息公开")
    shown = page_of(msgspec.structs.replace(plain, source=told)).select_one(".arc-source")
    assert "2023年2月1日" in shown.text
    assert "政府信息公开" in shown.text
    assert [link["href"] for link in shown.select("a[rel]")] == [copy]
    assert not page_of(plain).find("dt", string="存档 Archived copy")
    assert "存档" not in page_of(plain).select_one(".arc-source").text


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
    soup = page_of(notice)
    assert soup.find(id="c5").name == "h3"
    assert soup.find(id="c7").name == "h4"
    assert soup.find(id="c9")["class"] == ["l2"]
    assert soup.find(id="c11")["class"] == ["is-signature"]


def test_what_was_changed_is_told():
    """How much on the page; each pass with its count and samples in the raw view."""
    gone = "更多精彩内容请关注本站官方微信公众号\n"
    passes = (
        Pass("rule-unknown", "noise", (Edit(0, len(gone), gone, ""), Edit(len(gone) + 1, len(gone) + 5, "(yī)", ""))),
    )
    notice = notice_of("一二", repairs=passes)
    assert page_of(notice).select_one(".arc-source a[href='raw/#changes']").text.startswith("2 处改动")
    shown = BeautifulSoup(raw_view(notice, rules()), "html.parser").select_one("#changes li")
    assert "rule-unknown" in shown.text
    assert "2 处" in shown.text
    assert "删“(yī)”" in shown.code.text


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
    assert cut("  甲\n 乙") == "甲 乙"


def test_a_sample_shows_blanks():
    """What was put in, taken out and changed."""
    assert sample(Edit(0, 1, " ", "")) == "删“␣”"
    assert sample(Edit(0, 0, "", "号")) == "补“号”"
    assert sample(Edit(0, 1, ",", "，")) == "“,”→“，”"
