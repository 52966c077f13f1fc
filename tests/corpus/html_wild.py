"""More page shapes, as careless and as crafty as pages are: deep nesting, old tags, hidden words, lies about the charset.

Made for this project like those of ``html_pages``; each returns the page and the words of its own furniture.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.corpus.html_pages import FOOT, NAV, NEWS, TOOLS, Document, Shape

_SPAM = ("真人荷官在线发牌网站", "注册送彩金体验金平台", "小额贷款秒到账无抵押")
_REMARKS = ("支持，希望疫情早点过去", "请问小区什么时候解封", "谢谢分享，转发给家人了")


def _page(title: str, body: str, head: str = "") -> str:
    return f'<html><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head><body>{body}</body></html>'


def _text(document: Document) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in document.lines)


def _menu(words: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li><a href=#>{escape(word)}</a></li>' for word in words)}</ul>"


def _foot() -> str:
    return f"<div class=footer>{''.join(f'<p>{line}</p>' for line in FOOT)}</div>"


def deep(document: Document) -> Shape:
    """The text thirty elements deep, each line in a font of its own."""
    text = "".join(f"<div><span><font><b></b>{escape(line)}</font></span></div>" for line in document.lines)
    body = f"{_menu(NAV)}<h1>{document.title}</h1>{'<div>' * 30}{text}{'</div>' * 30}{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *FOOT))


def items(document: Document) -> Shape:
    """Clauses as the items of a list, news as the items of another."""
    text = "".join(f"<li>{escape(line)}</li>" for line in document.lines)
    body = f"{_menu(NAV)}<h2>{document.title}</h2><ol>{text}</ol><h4>相关新闻</h4>{_menu(NEWS[:6])}{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *NEWS[:6], *FOOT))


def definitions(document: Document) -> Shape:
    """The text in a list of definitions."""
    text = "".join(f"<dd>{escape(line)}</dd>" for line in document.lines)
    return Shape(_page(document.title, f"<dl><dt>{document.title}</dt>{text}</dl>{_menu(NAV)}{_foot()}"), (*NAV, *FOOT))


def single_breaks(document: Document) -> Shape:
    """Lines parted by one break each, wide blanks before them."""
    text = "<br/>".join("&emsp;&emsp;" + escape(line) for line in document.lines)
    tools = "".join(f"<a>{tool}</a>&nbsp;" for tool in TOOLS)
    path = "&gt;".join(NAV[:3])
    body = f"<div>{path}</div><center><h3>{document.title}</h3></center>{text}<hr>{tools}<br/>{'<br/>'.join(FOOT)}"
    return Shape(_page(document.title, body), (*NAV[:3], *TOOLS, *FOOT))


def preformatted(document: Document) -> Shape:
    """The text as it came by telex."""
    text = "\n".join(f"    {escape(line)}" for line in document.lines)
    return Shape(
        _page(document.title, f"{_menu(NAV)}<h1>{document.title}</h1><pre>{text}</pre>{_foot()}"), (*NAV, *FOOT)
    )


def office(document: Document) -> Shape:
    """Pasted from a word processor: conditional comments, empty paragraphs, spans in spans."""
    text = "".join(
        f"<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US style='font-family:仿宋'><o:p>&nbsp;</o:p></span>"
        f"<span style='font-size:16.0pt'>{escape(line[:7])}<span>{escape(line[7:])}</span></span></p>"
        for line in document.lines
    )
    island = "<!--[if gte mso 9]><xml><w:View>普通视图</w:View></xml><![endif]-->"
    body = f"{_menu(NAV)}<h1>{document.title}</h1><div class=Section1>{island}{text}</div>{_foot()}"
    return Shape(_page(document.title, body), (*NAV, "普通视图", *FOOT))


def cells(document: Document) -> Shape:
    """A paragraph to a row, in a table in a table."""
    text = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in document.lines)
    rows = f"<table><tr><td>{_menu(NAV)}</td></tr><tr><td><h1>{document.title}</h1>"
    body = rows + f"<table>{text}</table></td></tr></table>{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *FOOT))


def sides_first(document: Document) -> Shape:
    """Both columns of news stand before the text in the source."""
    side = "".join(
        f"<div class=box><h3>{word}</h3>{_menu(NEWS[at : at + 4])}</div>"
        for at, word in ((0, "热点新闻"), (4, "最新文章"))
    )
    body = f"<header>{_menu(NAV)}</header><aside>{side}</aside><main><h1>{document.title}</h1>{_text(document)}</main>{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *NEWS[:8], *FOOT))


def silent(document: Document) -> Shape:
    """Scripts, styles, comments, templates, frames and forms, all with words of their own."""
    unseen = (
        f"<!-- {_SPAM[0]} --><script>document.write('{_SPAM[1]}')</script><style>p:after{{content:'{_SPAM[2]}'}}</style>"
        f"<template><p>{_SPAM[0]}</p></template><iframe src=a.html>{_SPAM[1]}</iframe><noscript>{_SPAM[2]}</noscript>"
        f"<form><select><option>{NEWS[0]}<option>{NEWS[1]}</select><textarea>{_SPAM[0]}</textarea></form><object>{_SPAM[2]}</object>"
    )
    return Shape(
        _page(document.title, f"{unseen}<h1>{document.title}</h1>{_text(document)}{unseen}"), (*_SPAM, *NEWS[:2])
    )


def hidden_by_style(document: Document) -> Shape:
    """Words for search engines, hidden by a rule of the page's style."""
    head = "<style>.hd,#foot2 { display : none } div.off{position:absolute;left:-9999px}</style>"
    body = (
        f'<div class="top hd">{_SPAM[0]}</div><div class="off"><a href=x>{_SPAM[1]}</a></div><h1>{document.title}</h1>'
        f"{_text(document)}<div id=foot2><p>{_SPAM[2]}</p></div>{_foot()}"
    )
    return Shape(_page(document.title, body, head), (*_SPAM, *FOOT))


def out_of_sight(document: Document) -> Shape:
    """Words for search engines, put where nobody looks: without size, without height, left of the screen."""
    ways = (
        "position:absolute;left:-5000px",
        "height:0;overflow:hidden",
        "font-size:0px",
        "text-indent:-9999px",
        "visibility:hidden",
    )
    spam = "".join(f'<div style="{way}">{_SPAM[at % 3]}</div>' for at, way in enumerate(ways))
    return Shape(_page(document.title, f"{spam}<h1>{document.title}</h1>{_text(document)}{_foot()}"), (*_SPAM, *FOOT))


def lying(document: Document) -> Shape:
    """The page says UTF-8, its bytes are GBK."""
    body = f"{_menu(NAV)}<h1>{document.title}</h1>{_text(document)}{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *FOOT), "gb18030")


def capitals(document: Document) -> Shape:
    """Tags in capitals, nothing quoted, no head and no body."""
    text = "".join(f"<P ALIGN=left><FONT SIZE=3>　　{escape(line)}</FONT>" for line in document.lines)
    links = "".join(f"<A HREF=a.asp?id=1&t=2>{word}</A> | " for word in NAV)
    return Shape(
        f"<META CHARSET=utf-8><CENTER><H2>{document.title}</H2></CENTER>{links}{text}<HR>{'<BR>'.join(FOOT)}",
        (*NAV, *FOOT),
    )


def numeric(document: Document) -> Shape:
    """Every character of the text as a number."""
    text = "".join(f"<p>{''.join(f'&#x{ord(one):x};' for one in line)}</p>" for line in document.lines)
    return Shape(_page(document.title, f"{_menu(NAV)}<h1>{document.title}</h1>{text}{_foot()}"), (*NAV, *FOOT))


def commented(document: Document) -> Shape:
    """A comment form and what readers said."""
    said = "".join(
        f"<div class=c><b>网友{at}</b><p>{remark}</p><i>3天前 回复</i></div>" for at, remark in enumerate(_REMARKS)
    )
    body = f"{_menu(NAV)}<h1>{document.title}</h1>{_text(document)}<h3>网友评论（3条）</h3>{said}<form>发表评论<input></form>"
    return Shape(_page(document.title, body), (*NAV, *_REMARKS))


def shared(document: Document) -> Shape:
    """A bar to share the page above and below the text."""
    bar = "".join(
        f'<a class="s">{word}</a>' for word in ("微信", "新浪微博", "QQ空间", "复制链接", "扫一扫在手机打开当前页")
    )
    body = f"<h1>{document.title}</h1><div>来源：某市发布 2021-08-05 10:20</div>{bar}{_text(document)}{bar}<p>责任编辑：某某</p>"
    return Shape(
        _page(document.title, body), ("来源：某市发布 2021-08-05 10:20", "扫一扫在手机打开当前页", "责任编辑：某某")
    )


def paged(document: Document) -> Shape:
    """A pager, the button for the rest, the next article."""
    pager = "<div><a>上一页</a> 1 <a>2</a> <a>3</a> <a>下一页</a> <a>余下全文</a></div>"
    body = f"<h1>{document.title}</h1>{_text(document)}{pager}<p>上一篇：{NEWS[0]}</p><p>下一篇：{NEWS[1]}</p>{_foot()}"
    return Shape(_page(document.title, body), (*NEWS[:2], *FOOT))


def selectors(document: Document) -> Shape:
    """Lists of other authorities' sites in the foot."""
    others = ("国务院部门网站", "省政府部门网站", "各市政府网站", "新闻媒体网站")
    lists = "".join(f"<span>{one}</span>" for one in others)
    body = f"{_menu(NAV)}<h1>{document.title}</h1>{_text(document)}<div>{lists}</div>{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *others, *FOOT))


def small_screen(document: Document) -> Shape:
    """A page for telephones that wants its app opened."""
    text = "".join(f"<section><p>{escape(line)}</p></section>" for line in document.lines)
    above, below = "打开APP查看更多精彩内容", "下载客户端，享受更好体验"
    button = f"<div>点击展开全文</div><div>{below}</div>"
    body = f"<div>{above}</div><h1>{document.title}</h1>{text}{button}{_menu(NEWS[:4])}"
    return Shape(_page(document.title, body), (above, below, *NEWS[:4]))


def folded_up(document: Document) -> Shape:
    """The text behind a summary that opens it."""
    text = f"<details open><summary>点击展开全文</summary>{_text(document)}</details>"
    body = f"{_menu(NAV)}<h1>{document.title}</h1>{text}{_foot()}"
    return Shape(_page(document.title, body), (*NAV, *FOOT))


WILD: tuple[Callable[[Document], Shape], ...] = (
    deep, items, definitions, single_breaks, preformatted, office, cells, sides_first, silent, hidden_by_style, out_of_sight,
    lying, capitals, numeric, commented, shared, paged, selectors, small_screen, folded_up,
)  # fmt: skip
