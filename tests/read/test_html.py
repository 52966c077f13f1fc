"""HTML: what a reader sees, line by line; what nobody sees is left out; no page takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.read.html import read_html
from tests.growth import grows_in_proportion


def lines(markup):
    """The visible lines of a page."""
    (reading,) = read_html("a.html", markup.encode())
    return reading.text.split("\n")


@given(st.text(st.sampled_from("<>/&;\"'= 通知aptdrbl!-?[]#x1\n"), max_size=200))
def test_any_markup_is_read(text):
    """Malformed markup survives, and the bytes stay."""
    data = ("<p>通知公告" + text).encode()
    (reading,) = read_html("a.html", data)
    assert reading.data == data
    assert reading.text.startswith("通知公告")


@given(
    st.lists(st.text("一二三通知公告", min_size=1, max_size=5), min_size=1, max_size=8),
    st.sampled_from(["p", "div", "li"]),
)
def test_blocks_are_lines_in_order(words, block):
    """Nothing lost, nothing twice, nothing moved."""
    assert lines("".join(f"<{block}>{word}</{block}>\n" for word in words)) == words


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>通告</h1>一、停课。<br>二、停业。", ["通告", "一、停课。", "二、停业。"]),
        ("<div>一<br><br><br><br>二</div>", ["一", "", "二"]),
        ("<ul><li>一<li>二<ul><li>三</ul></ul>", ["一", "二", "三"]),
        ("<p>做好疫情\n  防控<b>工作</b>\n<i>of</i>\n2021</p>", ["做好疫情防控工作 of 2021"]),
        ("<p>&nbsp;&nbsp;　　一、停课。&nbsp;</p>", ["\u00a0\u00a0　　一、停课。\u00a0"]),
        ("<a>首页</a><a>政务</a> <a>要闻</a>", ["首页 政务 要闻"]),
        ("<p>关<a>于</a>停课</p>", ["关于停课"]),
        (
            "<p><span>发布时间：2021-08-05</span><span>来源：某局</span><i>浏览次数：</i></p>",
            ["发布时间：2021-08-05 来源：某局 浏览次数："],
        ),
        ("<p><b>一、工作</b><b>要求：</b>各单位来源：不明</p>", ["一、工作要求：各单位来源：不明"]),
        ("<pre>一\n  二</pre>", ["一", "二"]),
        ("<b>一<p>二</b>三", ["一", "二三"]),
        ("</div></p></table>通知", ["通知"]),
    ],
)
def test_lines_are_what_a_reader_sees_as_lines(markup, expected):
    """Blocks and breaks make lines; a line break in the source between two Han characters is nothing, as in browsers."""
    assert lines(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><th>区<th>电话<tr><td><p>古城</p><td>110</table>", ["区\t电话", "古城\t110"]),
        ("<table><tr><td>甲<td><td>丙<tr><td>丁<td></table>", ["甲\t\t丙", "丁"]),
        ("<table><tr><td>导航<td><p>一、停课。<p>二、停业。</table>", ["导航", "一、停课。", "二、停业。"]),
        (
            "<table><tr><td>头<tr><td><table><tr><td>区<td>数<tr><td>古城<td>1</table>尾</table>",
            ["头", "区\t数", "古城\t1", "尾"],
        ),
        ("<table>游离<tr>散<td>一<td>二</table>", ["游离", "散", "一", "二"]),
    ],
)
def test_data_rows_are_lines_with_tabs_and_layout_rows_are_not(markup, expected):
    """A cell with several lines is a piece of the page's layout."""
    assert [line for line in lines(markup) if line] == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a='赌博'</script>", "<style>赌博</style>", "<template>赌博</template>", "<noscript>赌博</noscript>",
        "<div style='color:red; DISPLAY : none'>赌博<p>赌博</p></div>", "<p hidden>赌博</p>", "<p aria-hidden=true>赌博</p>",
        "<select><option>赌博</select>", "<textarea>赌博</textarea>", "<!-- 赌博 -->", "<svg><title>赌博</title></svg>",
        "<span style=display:none>赌<span>博</span>赌博</span>",
    ],
)  # fmt: skip
def test_what_nobody_sees_is_left_out(hidden):
    """Before, within and behind the text."""
    assert lines(f"{hidden}<p>通知{hidden}公告</p>{hidden}")[0].startswith("通知")
    assert "赌" not in "".join(lines(f"{hidden}<p>通知{hidden}公告</p>{hidden}"))


def test_what_a_script_will_show_is_seen():
    """WeChat's articles stand in an element that is invisible until a script has run."""
    assert lines(
        "<p>通知</p><div style='position:absolute; left:-5000px'>赌博</div><p style='text-indent:-9999px'>甲</p>"
    ) == ["通知"]
    assert lines("<div style='position:absolute;left:50%;margin-left:-1490px'>通知</div>") == ["通知"]
    assert lines("<body style='display:none'><div style='visibility: hidden; opacity: 0'>通知</div>") == ["通知"]


def test_what_the_page_hides_is_counted():
    """The ledger shows that something was left out."""
    (reading,) = read_html(
        "a.html", "<script>x</script><p hidden>赌 博</p><p>通知<i style=display:none>甲</i>".encode()
    )
    assert ("hidden", "2 elements, 3 characters") in reading.facts


def test_what_the_page_says_about_itself_is_a_fact():
    """Titles, days, sources: from meta, link and JSON-LD, in order, under the page's own names."""
    page = """<title> 通告-某市 </title><meta name=ArticleTitle content="关于停课的\n通告"><meta name=viewport content=x>
    <meta property="og:site_name" content="某市"><meta name="PubDate" content="2021-08-05"><link rel=canonical href="https://a.cn/1">
    <script type="application/ld+json">[{"headline":"通告","publisher":{"name":"某报"},"author":["甲",{"name":"乙"}]}]</script>
    <script type="application/ld+json">{broken</script><p>一、停课。"""
    (reading,) = read_html("a.html", page.encode())
    assert [(name, value.strip()) for name, value in reading.facts] == [
        ("title", "通告-某市"), ("ArticleTitle", "关于停课的\n通告"), ("og:site_name", "某市"), ("PubDate", "2021-08-05"),
        ("canonical", "https://a.cn/1"), ("ld.headline", "通告"), ("ld.publisher", "某报"), ("ld.author", "甲"),
        ("ld.author", "乙"),
    ]  # fmt: skip
    assert reading.text == "一、停课。"


@pytest.mark.parametrize(
    "markup",
    ['<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><p>{}</p>', "http://a.cn/{}"],
)
def test_the_parser_complains_of_nothing(markup, recwarn):
    """A page that calls itself XML, or looks like an address, is nothing that a maintainer could mend."""
    assert "通告" in lines(markup.format("通告"))[0]
    assert not recwarn.list


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_the_declared_charset_counts(charset):
    """Government pages declare gb2312 and hold more."""
    data = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"><p>㐂通知'.encode(
        "gb18030"
    )
    (reading,) = read_html("a.html", data)
    assert (reading.encoding, reading.text) == ("gb18030", "㐂通知")


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("<div>", 2_500), ("<b><i>", 1_250), ("<table><tr><td>", 600), ("&nbsp;&lt;", 12_500), ("<", 60_000),
        ("<!--", 12_500), ("<li hidden>一", 1_250), ("<a>一</a>", 1_250), ("<title>", 2_500), ("x=1 ", 12_500),
        ("\n一", 6_000), ("<br>", 2_500),
    ],
)  # fmt: skip
def test_a_longer_page_is_no_dearer(unit, count):
    """Nesting, entities, attributes by the hundred thousand: linear time, no recursion."""
    before = {"x=1 ": "<p ", "\n一": "<pre>"}.get(unit, "")

    def reading(times):
        return list(read_html("a.html", f"<p>通知</p>{before}{unit * times}通知".encode()))

    assert grows_in_proportion(reading, count)
