"""Page shapes as Chinese government sites, portals and mirrors have them, made for this project: a document in, HTML out.

Each shape returns the page and the words of its own furniture, so that what an extractor keeps of either can be counted.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple

NAV = ("首页", "政务公开", "政务服务", "互动交流", "数据开放", "走进本市", "专题专栏")
FOOT = (
    "版权所有：某市人民政府办公室",
    "网站标识码：1234560001 某ICP备05001234号 某公网安备 12345602000001号",
    "联系我们 | 网站地图 | 关于本站",
)
NEWS = tuple(
    f"{place}{what}" for place in ("城东", "城西", "河北岸", "南山", "新港")
    for what in ("召开一季度经济运行分析会", "中心小学举行建校六十周年庆典", "老旧小区改造工程全面开工", "夏粮收购工作进展顺利")
)  # fmt: skip
TOOLS = ("【字体：大 中 小】", "打印本页", "关闭窗口", "分享到：")


class Document(NamedTuple):
    """What a page is about: its title and its lines."""

    title: str
    lines: tuple[str, ...]


class Shape(NamedTuple):
    """A page and the furniture on it."""

    html: str
    furniture: tuple[str, ...]
    charset: str = "utf-8"  #: of its bytes, whatever it says of itself

    def data(self) -> bytes:
        """The page as it is sent."""
        return self.html.encode(self.charset)


def _page(title: str, body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head><body>{body}</body></html>'


def _links(words: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/{number}.html">{escape(word)}</a></{tag}>' for number, word in enumerate(words))


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "\n".join(f"<p>　　{escape(line)}</p>" for line in lines)


def government(document: Document) -> Shape:
    """A government template: navigation, crumbs, a stamp, paragraphs, tools, a footer."""
    crumbs = "当前位置：首页 > 政务公开 > 通知公告"
    stamp = "发布时间：2021-08-05 10:20 来源：市卫生健康委 浏览次数：128"
    body = (
        f'<div class="header"><ul>{_links(NAV)}</ul></div><div class="crumb">{escape(crumbs)}</div>'
        f'<div class="article"><h1>{document.title}</h1><div class="info"><span>{stamp}</span></div>'
        f'<div class="TRS_Editor">{_paragraphs(document.lines)}</div>'
        f'<div class="tools">{" ".join(f"<a>{tool}</a>" for tool in TOOLS)}</div></div>'
        f'<div class="footer">{"".join(f"<p>{line}</p>" for line in FOOT)}</div>'
    )
    return Shape(_page(f"{document.title}_某市人民政府", body), (*NAV, crumbs, stamp, *TOOLS, *FOOT))


def with_facts(document: Document) -> Shape:
    """The same with the metadata that government templates must carry."""
    plain = government(document)
    head = (
        f'<meta name="ArticleTitle" content="{document.title}"><meta name="PubDate" content="2021-08-05 10:20">'
        '<meta name="ContentSource" content="市卫生健康委"><meta name="SiteName" content="某市人民政府门户网站">'
    )
    return Shape(plain.html.replace("</head>", head + "</head>"), plain.furniture)


def data_box(document: Document) -> Shape:
    """A table of data above the text, as pages of the open-government catalogue have it."""
    rows = (
        ("索 引 号", "000014349/2021-00012"),
        ("主题分类", "卫生、体育"),
        ("发布机构", "市政府办公室"),
        ("成文日期", "2021年08月05日"),
    )
    table = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in rows)
    body = (
        f"<div><ul>{_links(NAV)}</ul></div><table>{table}</table><h2>{document.title}</h2>"
        f'<div id="zoom">{_paragraphs(document.lines)}</div><div>{"<br>".join(FOOT)}</div>'
    )
    return Shape(_page(document.title, body), (*NAV, *(value for _, value in rows), *FOOT))


def breaks(document: Document) -> Shape:
    """Paragraphs made of line breaks and blanks in one element."""
    text = "<br><br>\n".join("&nbsp;" * 8 + escape(line) for line in document.lines)
    body = (
        f'<div class="nav">{"".join(f"<a>{word}</a>" for word in NAV)}</div><h3 align=center>{document.title}</h3>'
        f'<div align=center>2021-08-05 10:20:00</div><div class="content"><font size=3>{text}</font></div>'
        f"<div>{'<br>'.join(FOOT)}</div>"
    )
    return Shape(_page(document.title, body), (*NAV, "2021-08-05 10:20:00", *FOOT))


def layout_tables(document: Document) -> Shape:
    """A page of the early years: tables in tables, navigation in the left cell."""
    side = "".join(f"<tr><td><a href=x>{word}</a></td></tr>" for word in (*NAV, *NEWS[:6]))
    text = "".join(f"<p>{escape(line)}" for line in document.lines)
    body = (
        f"<table width=980><tr><td colspan=2><table><tr>{_links(NAV, 'td')}</tr></table></td></tr>"
        f"<tr><td width=200><table>{side}</table></td><td><table><tr><td align=center><b>{document.title}</b></td></tr>"
        f"<tr><td>{text}</td></tr></table></td></tr><tr><td colspan=2>{'<br>'.join(FOOT)}</td></tr></table>"
    )
    return Shape(_page(document.title, body), (*NAV, *NEWS[:6], *FOOT))


def portal(document: Document) -> Shape:
    """A news portal: a related list, a ranking, a disclaimer, an app banner."""
    disclaimer = "免责声明：本文仅代表作者个人观点，与本网无关，请读者仅作参考并自行核实相关内容。"
    banner = "打开客户端，阅读体验更佳"
    related = "".join(f"<li><a href=x>{word}</a><span>2021-08-{day:02}</span></li>" for day, word in enumerate(NEWS, 1))
    body = (
        f"<nav>{_links(NAV)}</nav><div>{banner}</div><article><h1>{document.title}</h1><p>本地资讯网 2021-08-05 10:20</p>"
        f"{_paragraphs(document.lines)}</article><p>{disclaimer}</p><h3>相关新闻</h3><ul>{related}</ul>"
        f"<aside><h3>热门排行</h3><ol>{_links(NEWS[:8])}</ol></aside><footer>{' '.join(FOOT)}</footer>"
    )
    return Shape(_page(f"{document.title}-本地资讯网", body), (*NAV, banner, disclaimer, *NEWS, "热门排行", *FOOT))


def endless_list(document: Document) -> Shape:
    """A short text above a list of hundreds of other articles."""
    many = tuple(f"第{number}期：{NEWS[number % len(NEWS)]}（{number}）" for number in range(400))
    body = (
        f"<h1>{document.title}</h1><div>{_paragraphs(document.lines)}</div><div><h4>推荐阅读</h4>"
        f"<ul>{_links(many)}</ul></div>"
    )
    return Shape(_page(document.title, body), ("推荐阅读", *many))


def teasers(document: Document) -> Shape:
    """A related list with a sentence under each headline."""
    items = "".join(
        f"<div class=item><a href=x>{word}</a><p>记者近日从有关部门获悉，{word}，各项工作正在有序推进，市民反响热烈。</p></div>"
        for word in NEWS[:8]
    )
    body = f"<h1>{document.title}</h1><div class=text>{_paragraphs(document.lines)}</div><h3>猜你喜欢</h3>{items}"
    teased = tuple(f"{word}，各项工作正在有序推进，市民反响热烈。" for word in NEWS[:8])
    return Shape(_page(document.title, body), ("猜你喜欢", *NEWS[:8], *teased))


def wechat(document: Document) -> Shape:
    """An article of an official account: invisible until its script has run, spans in sections."""
    text = "".join(
        f'<section style="margin:0"><p style="text-indent:2em"><span>{escape(line[:9])}</span><span>{escape(line[9:])}</span></p></section>'
        for line in document.lines
    )
    tail = ("预览时标签不可点", "收录于合集", "阅读原文", "微信扫一扫关注该公众号")
    body = (
        f'<div id="img-content"><h1 id="activity-name">{document.title}</h1><div id="meta_content"><span>健康某市</span> '
        f'<em>2021-08-05 10:20</em></div><div id="js_content" style="visibility: hidden; opacity: 0;">{text}</div>'
        f"<div>{''.join(f'<p>{word}</p>' for word in tail)}</div></div><script>var title='{document.title}';</script>"
    )
    return Shape(_page(document.title, body), tail)


def hidden_spam(document: Document) -> Shape:
    """A hijacked page: words for search engines in elements that nobody sees, and in the head line."""
    spam = ("真人荷官在线发牌", "注册送彩金体验金", "官方下载安装最新版")
    body = (
        f'<div style="display:none">{" ".join(spam)}</div><div><marquee>{spam[0]}</marquee></div><h1>{document.title}</h1>'
        f"<div>{_paragraphs(document.lines)}</div><div hidden>{spam[1]}</div><noscript>{spam[2]}</noscript>"
        f'<div style="DISPLAY:none;">{"".join(f"<a href=x>{word}</a>" for word in NEWS)}</div><p>{FOOT[0]}</p>'
    )
    return Shape(_page(document.title, body), (*spam, *NEWS, FOOT[0]))


def forum(document: Document) -> Shape:
    """A thread of a forum: the text as the first post, replies below."""
    replies = ("支持，希望疫情早点过去", "顶一下楼主", "请问小区什么时候解封", "谢谢分享，转发给家人了")
    posts = "".join(
        f"<tr><td>网友{number}<br>注册会员</td><td>发表于 2021-08-06<br>{reply}</td></tr>"
        for number, reply in enumerate(replies)
    )
    body = (
        f"<div>{' | '.join(NAV)}</div><h1>{document.title}</h1><table><tr><td>楼主<br>管理员</td><td>{_paragraphs(document.lines)}</td></tr>"
        f"{posts}</table><form><textarea>快速回复</textarea><input type=submit value=发表></form>"
    )
    return Shape(_page(document.title, body), (*NAV, *replies))


def broken(document: Document) -> Shape:
    """Markup that was never valid: unclosed, crossed and stray tags."""
    text = "".join(f"<p><b><font>　　{escape(line)}</p></div>" for line in document.lines)
    body = f"</td><div><a>{'<a>'.join(NAV)}<center><h1>{document.title}<table>{text}</table><td>{'<p>'.join(FOOT)}"
    return Shape(_page(document.title, body), (*NAV, *FOOT))


SHAPES: tuple[Callable[[Document], Shape], ...] = (
    government, with_facts, data_box, breaks, layout_tables, portal, endless_list, teasers, wechat, hidden_spam, forum, broken,
)  # fmt: skip
