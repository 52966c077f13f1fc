"""Lines that stand among title lines and are none: page stamps, the site's name and columns, greetings, lines of the text."""

from __future__ import annotations

import re

from builder.extract.title.shape import TELLS
from builder.rules.issuers import Issuers

#: a page stamp
STAMPED = re.compile(
    r"(?<!的)(?:作者|上传者?|来源|稿源|编辑|责编|审核|难度|管理员|admin|点击|浏览|阅读|发布[于人者]|发布(?:时间|日期)|更新(?:时间)?|日期|字号|字体|编号)"
    r"(?:\s*[:：/／]|\s|$)|(?:发布|更新|发表)于\s*[0-9今昨]"
    r"|^[（(]?[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s|[）)（(]|$)|^(?:关键[词字]|标签|摘要|导读|核心提示)\s*[:：]"
)
#: lines of the text that repair may take for a title: sentences, addressees, clauses, numbers
OF_TEXT = re.compile(
    r"[。；;，,：:、]$|^(?:问|答|Q|A)\s?[：:]|^(?:记者|本报|本网|本台)[^，]{0,8}(?:从[^，]{2,24}(?:获悉|了解到)|讯)|^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.、])"
    r"|^[\u4e00-\u9fff]{0,16}[〔\[［][^〔〕]{0,6}[〕\]］]\s*第?[0-9]{1,5}\s*号?$"
    r"|^[—–-]{1,2}\s*[12][0-9]{3}年[^，。]{0,10}$|^[（(][^（）()]{0,24}[〔\[［][^（）()]{1,16}号[）)]$|^[（(][12][0-9]{3}年[^（）()第]{0,12}[）)]$"
)
#: a site's name, its columns or a path within it
_SITE = re.compile(
    r"[>＞»›]|\s》|》\s|[|｜].*[|｜]|[^\s]\s*-[^\s-]{1,6}-"
    r"|\s[—–-]\s.*(?:网|社区|家园|论坛|门户|平台|官网)|^[^\s，。！？]{2,12}(?:(?<!防控)(?<!防护)(?<!防疫)(?<!安全)(?<!保障)(?<!监测)网|网站|在线|论坛|贴吧|门户|印务局|出版社|日报|晚报|晨报|时报)(?:\s|$)"
    r"|^[^\s，。！？]{2,10}(?:\s+[^\s，。！？]{2,4}){2,}$|^[^\s，。！？]{11,24}(?:\s+[^\s，。！？关于]{2,4}){3,}$"
    r"|(?<![A-Za-z0-9])(?:www|[a-z0-9]{2,12})\.[a-z0-9-]{2,20}\.(?:gov|com|cn|net|org)|^#[^#\s]{2,24}(?:#|$)"
)
#: an account's own name: 头条号：某某那些事, 某某疾控（某某疾病预防控制中心官方账号）
_ACCOUNT = re.compile(
    r"^(?:头条|百家|搜狐|网易|企鹅|一点|视频|抖音|快手|微信|公众)号\s{0,3}[:：]|(?:官方|认证)(?:账号|帐号|公众号|微信|微博)[）)]?$"
)
_GREETING = re.compile(r"(?:早上|上午|中午|下午|晚上|大家)好[！!。]?$|^(?:各位|亲爱的|尊敬的|广大)[^，。]{0,16}[：:]$")
_PRINTED = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|数字[报版]")  #: the head of a printed page
#: a body or site with its columns behind blanks: 某区人民政府　公示公告
COLUMN = re.compile(
    r"(?!.*关于)[^\s，。：！？《》]{2,24}(?:[\s　]+[^\s，。：！？《》]{1,8})*[\s　]+[^\s，。：！？《》]{0,6}"
    r"(?:公告|公示|通告|通知|公开|法规政策|政策法规|要闻|动态|解读|通报|提示|专栏|专题|服务|信息|新闻|资讯|首页|文件|公文|互动|发布|概况)"
)
#: the same without its blanks: 某局政务公开通知公告; no act's name ends so
_GLUED_COLUMN = re.compile(
    r"(?!.*关于)[^\s，。：！？《》]{4,24}?(?:政务公开|信息公开|通知公告|公示公告|公告公示|政策法规|政务服务|新闻中心|工作动态|要闻动态|权威发布){1,3}"
)
#: a body and the name of its act, spread over the line
_SPACED_ACT = re.compile(r"(?P<body>\S{4,44})[\s　]+(?:第\S{1,5}号)?(?:紧急)?(?:通告|公告|通知|命令|令)$")
#: words that a site strings together
_PARTED = re.compile(r"_|(?<=[\u4e00-\u9fff])-(?=[0-9\u4e00-\u9fff])")


def is_furniture(words: str, issuers: Issuers) -> bool:
    """Whether a line stamps the page, names the site or an account, or greets a reader; two bodies side by side before 关于 are
    part of a title."""
    if any(pattern.search(words) for pattern in (STAMPED, _GREETING, _PRINTED, _ACCOUNT)):
        return True
    return bool(_SITE.search(words)) and "关于" not in words and not (" " in words and issuers.ends(words))


def is_column(words: str, issuers: Issuers) -> bool:
    """Whether a line is a site with its columns; a body and its act may be spread like that too."""
    spread = _SPACED_ACT.match(words)
    return bool(COLUMN.fullmatch(words) or _GLUED_COLUMN.fullmatch(words)) and not (
        spread and issuers.ends(spread["body"])
    )


def is_keywords(words: str) -> bool:
    """Whether a line is a site's row of keywords (某某书吧_热门小说) with nothing of a title in it."""
    return bool(_PARTED.search(words)) and not any(pattern.search(words) for pattern in TELLS)
