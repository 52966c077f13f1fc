"""The title within its line: without the brand, the clock and the page stamp that stand behind it."""

from __future__ import annotations

import re

from builder.model import Piece, Repaired

#: what is no part of a title: a brand behind a dash or bar, a clock or page stamp glued to it
_BRAND = re.compile(
    r"(?<!\s)\s*+(?<![-_|｜—–])[-_|｜—–]++\s{0,9}[^-_|｜—–。！？]{0,30}"
    r"(?:网|官网|网站|门户|平台|频道|在线|新闻(?!发布会|通气会)|资讯|日报|晚报|发布(?!会)|客户端|app|APP|入口|首页|官方|下载|论坛|社区|体育|娱乐|棋牌|中心)"
    r"[^-_|｜—–。！？，]{0,6}(?:\s{0,9}[-_|｜—–]{1,9}.{0,30})?$"
)
_CLOCK = re.compile(
    r"(?<!\s)\s*+(?:[（(\[【]?(?:发布|更新|最后更新|发表|日期|时间|发布日期|发布时间|更新时间)[:：]?\s{0,9})?"
    r"[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s{0,9}(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?).*$"
)
_SUFFIX = re.compile(r"(?P<title>.{6,}?)(?<!\s)\s*+[-_|｜–]\s{0,9}(?P<suffix>(?!\d{1,4}$)[^-_|｜–。！？，]{2,20})")
_STAMP = re.compile(
    r"(?<!\s)\s+(?:来源|作者|编辑|责编|发布时间|发布日期|浏览次数|字号|字体|分类|体裁|转自|来自|归档号|文号|楼主|发布部门|文|图)\s?[:：／].*$"
)
#: who writes, behind a blank: 本报记者 某某, 某某晚报记者 某某
_BYLINE = re.compile(r"(?<!\s)\s+[\u4e00-\u9fff]{0,8}(?:记者|通讯员|小编|楼主)(?:\s+[\u4e00-\u9fff·]{2,4}){0,3}$")
#: who wrote or passed on what is called 关于…的通知, glued to it
_ACT_AND_WRITER = re.compile(
    r"(?P<title>.{0,60}关于.{4,60}?(?:通知|通告|公告|决定|意见|方案|办法|措施|规定|提示|提醒|倡议书|一封信))\s{0,4}"
    r"(?:楼主|发帖人?|录入员?|转自|来自|来源|作者|责任编辑|编辑|本报记者|原创|转发).{0,40}"
)
_WRAP = re.compile(r"^[《【\[]\s*+([^《》【】\[\]]{6,})(?<!\s)\s*+[》】\]]$")
#: 【转】关于…: whoever passes it on says so
_RELAYED = re.compile(r"[【\[（(](?:转|转发|转载|转帖|搬运|分享)[】\]）)]\s{0,4}(.{6,})")
#: the name of an act in front of columns and a site: 关于…的通知_政策文件_某市人民政府
_ACT_AND_SITE = re.compile(
    r"(?P<title>.{4,90}?(?:通知|通告|公告|决定|意见|方案|办法|措施|规定|提示|提醒|倡议书|公开信|一封信|批复|指引|指南))\s{0,4}[-_|｜]{1,2}\s{0,4}"
    r"(?!致|关于|第|\d)[^。！？，：]{2,50}"
)
#: the site in front of what is called 关于…的通知: 某市人民政府网-关于…
_SITE_AND_ACT = re.compile(
    r"[^。！？，：\s]{2,20}(?:网|网站|门户|平台|在线|发布)\s{0,4}[-_|｜—]{1,2}\s{0,4}(?P<title>关于.{4,90})"
)

#: the site that passes it on in front of a title: 某某笔记转载 某市关于…, 某某网讯：某市…
_SITE_PASSES_ON = re.compile(r"(?P<site>[\u4e00-\u9fff]{3,12}?)(?:转载|转发|讯|消息)[\s　:：]{1,4}(?P<title>.{6,})")


def bare_span(repaired: Repaired, piece: Piece) -> tuple[int, int] | None:
    """The span of the title in a title line, without brand, clock and stamp."""
    words = repaired.line(piece)
    for pattern in (_CLOCK, _STAMP, _BYLINE, _BRAND):
        match = pattern.search(words)
        if match and match.start() >= 6:
            words = words[: match.start()]
    words = _without_site_suffix(repaired, piece, words)
    sited = _ACT_AND_SITE.fullmatch(words) or _ACT_AND_WRITER.fullmatch(words)
    words = sited["title"] if sited else words
    wrapped = _WRAP.match(words) or _RELAYED.match(words) or _SITE_AND_ACT.fullmatch(words)
    inner = wrapped.span(1) if wrapped else _behind_site(repaired, piece, words)
    start = piece.start + inner[0]
    words = words[slice(*inner)].rstrip()
    lead = len(words) - len(words.lstrip())
    return (start + lead, start + len(words)) if words.strip() else None


def _behind_site(repaired: Repaired, piece: Piece, words: str) -> tuple[int, int]:
    """Where the title stands behind the name of a site that passes it on, which another line of the site begins with."""
    match = _SITE_PASSES_ON.fullmatch(words)
    others = (one for one in repaired.pieces if one.role in ("chrome", "meta") and one != piece)
    if match and any(repaired.line(one).startswith(match["site"]) for one in others):
        return match.span("title")
    return 0, len(words)


def _without_site_suffix(repaired: Repaired, piece: Piece, words: str) -> str:
    """The title without what stands behind its last dash, where another line of the site carries the same words."""
    match = _SUFFIX.fullmatch(words)
    if not match:
        return words
    others = (one for one in repaired.pieces if one.role in ("chrome", "meta") and one != piece)
    shared = any(match["suffix"] in repaired.line(one) for one in others)
    return match["title"] if shared else words
