"""The beginning of a title in the lines right above it."""

from __future__ import annotations

import re

from builder.extract.title.shape import COMPLETE, MEETS, MOST_LINES, SUBJECT, Found
from builder.extract.title.strangers import STAMPED, is_furniture
from builder.model import Piece, Repaired
from builder.rules.issuers import Issuers

_LONGEST_NAME = 44  #: characters of a headquarters' name on a line of its own
#: nothing but the name of an act
_BARE_ACT = re.compile(
    r"(?:紧急|补充|重要)?(?:通知|通告|公告|命令|令|决定|意见|提示|倡议书|公开信)(?:[（(][^（）()]{1,16}[）)])?"
)
_OPEN_END = re.compile(r"^(?:.{0,40}关于.{4,60}|.{6,60}的)$")
#: a site's name or column, and a whole sentence
_NO_HALF = re.compile(
    r"[\s|｜·:：/>＞_]|[。；]$|(?:网|频道|专栏|专题|发布|动态|新闻|要闻|资讯|公告|通知|快讯|报|平台|防控)$"
)
_PLACE_AND_TIME = re.compile(r"[\u4e00-\u9fff]{2,12}20\d\d年(?:\d{1,2}月|[春夏秋冬]季)?")  #: 某区2022年1月
#: a title that begins in the middle of a body's name, and the half line that opens it
_TAIL_OF_BODY = re.compile(
    r"(?:疫情|防控|联防|联控|工作|应急|处置|统筹|综合|肺炎|感染|病毒|新冠|冠状|新型){0,6}(?:领导小组|领导组|指挥部|工作组|工作专班)"
)
_HEAD_OF_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:新冠|新型|疫情|肺炎|防控|应对|突发)[\u4e00-\u9fff]{0,24}(?<![网报道线布栏题态台])"
)


_UNSAID = "Nothing in their words says that they are one."
_LONGEST_HALF = 60  #: characters of a line that is the first half of a title
#: labels side by side, and headlines in a row: no half of a title
_PARTED = re.compile(r"[\s|｜·•┊│—>›→_-][^\s|]{0,8}[\s|｜·•┊│—>›→_-]|[|｜·•┊│>›→_]|^\S{2,12}\s+\S{2,6}$")
_PAIRS = ("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’")
#: what a title may end in besides the acts of COMPLETE
_ACT_AT_END = re.compile(
    r"(?:的函|通报|公示|指引|指南|公约|规程|规范|说明|报告|告示|告信众书|批示|讲话|[一-鿿]书)(?:[（(][^（）()]{1,16}[）)])?$"
)
#: a unit's or a station's name, or two or three of them
_UNIT = re.compile(
    r"(?:[一-鿿]{2,12}?(?:省|市|县|区|州|旗|盟|镇|乡|街道|团|站))(?:[和与及、]?(?:[一-鿿]{2,8}?(?:省|市|县|区|州|旗|盟|镇|乡|街道))){0,2}"
)
_LETTER = re.compile("信|书|通知|提示|提醒")
_ON_SUBJECT = re.compile(
    r"疫|新冠|肺炎|防控|核酸|采样|隔离|管控|静默|静态|检测|召开|举行|召|20\d\d年|期间|恢复|暂停|调整|解除|加强|启动|开展"
)
#: what sites, columns and accounts are called
_SITE_END = re.compile(
    r"(?:网|号|平台|台|栏|圈|报|稿|端|专题|专栏|频道|发布|动态|要闻|资讯|公告|通知|矩阵|精选|归档|社区|答|示|吧|城|中心|政府|局|委|办)$|[）)]$|^第.{1,4}版"
)


def with_line_above(repaired: Repaired, found: Found, issuers: Issuers) -> Found:
    """Takes in the lines right above the title where they are its beginning: a headquarters' name over 关于 or over the bare
    name of an act, a line that 的 leaves open, or the first half of a headline that names no act."""
    for _ in range(MOST_LINES - 1):
        above = [piece for piece in repaired.pieces if found.spans and piece.end <= found.spans[0][0]][-1:]
        words = "".join(repaired.line(piece) for piece in above)
        if not above or above[0].role != "chrome" or not _begins_above(above[0], words, found, issuers):
            if above and found.status == "stated" and _may_begin(above[0], words, found.value):
                found = found._replace(status="inferred", because="The line above it may be its beginning.")
            break
        because = "The title stands on several lines of the page."
        if not _must_lead_on(words, found.value) and _may_lead_on(above[0], words, found.value):
            because, found = f"{because} {_UNSAID}", found._replace(status="inferred")
        spans = ((above[0].start, above[0].end), *found.spans)
        found = found._replace(value=words + found.value, rule="title/joined", because=because, spans=spans)
    return found


def _begins_above(piece: Piece, words: str, found: Found, issuers: Issuers) -> bool:
    """Whether a site line right above a title is its beginning."""
    bare = bool(_BARE_ACT.fullmatch(re.sub(r"\s", "", found.value)))
    if _TAIL_OF_BODY.match(found.value) and _HEAD_OF_BODY.fullmatch(words) and not issuers.ends(words):
        return not COMPLETE.search(words)
    if len(words) <= _LONGEST_NAME and issuers.is_task_force(words):
        return bare or found.value.startswith("关于")
    act = bool(_BARE_ACT.fullmatch(re.sub(r"\s", "", words)))
    if found.value.startswith("—") and (act or 4 <= len(words) <= 40) and not STAMPED.search(words):
        return True  # the subtitle of a slogan, or of 公　告
    if words.startswith("关于") and "关于" not in found.value and COMPLETE.search(found.value):
        return not COMPLETE.search(words)
    left_open = bool(_OPEN_END.match(words)) and not COMPLETE.search(words) and not STAMPED.search(words)
    if (bare and left_open) or _must_lead_on(words, found.value) or _may_lead_on(piece, words, found.value):
        return True
    return _is_first_half(piece, words, found, issuers)


def _may_begin(piece: Piece, upper: str, lower: str) -> bool:
    """Whether a line left out for its place alone is no site's name by its words, and the title names no place of its own."""
    left_out = piece.rule == "chrome/before-title" and 4 <= len(upper) <= _LONGEST_HALF
    return left_out and not (
        _PARTED.search(upper) or COMPLETE.search(upper) or _SITE_END.search(upper) or _UNIT.match(lower)
    )


def _must_lead_on(upper: str, lower: str) -> bool:
    """Whether the upper line cannot stand alone: it says 关于 or 在 and names no act or occasion, which the lower one does, or
    what it opens, a mark or a word, is closed below."""
    if _PARTED.search(upper) or COMPLETE.search(upper) or len(upper) > _LONGEST_HALF:
        return False
    if any(upper.count(opens) > upper.count(closes) and closes in lower for opens, closes in _PAIRS):
        return True
    if upper.endswith(("、", "，")) or (upper.endswith("关") and lower.startswith("于")):
        return True
    if upper.startswith("致") and not _LETTER.search(upper):
        return bool(_LETTER.search(lower))
    if "关于" in upper:
        return "关于" not in lower and bool(COMPLETE.search(lower) or _ACT_AT_END.search(lower))
    return upper.startswith("在") and lower.endswith(("讲话", "发言", "致辞")) and not upper.endswith("讲话")


def _may_lead_on(piece: Piece, upper: str, lower: str) -> bool:
    """Whether a line that repair left out only because it stands above the title reads like the first half of one: a unit's name
    above 关于, or words on the subject that no site is called by, above an act that names no place of its own."""
    if piece.rule != "chrome/before-title" or _PARTED.search(upper) or COMPLETE.search(upper):
        return False
    if lower.startswith("关于"):
        return bool(_UNIT.fullmatch(upper))
    if not 4 <= len(upper) <= _LONGEST_HALF or _SITE_END.search(upper) or lower[:2] in upper:
        return False
    return bool(_ON_SUBJECT.search(upper)) and not _UNIT.match(lower) and "关于" not in lower


def _is_first_half(piece: Piece, words: str, found: Found, issuers: Issuers) -> bool:
    """Whether a line that repair left out only because it stands above the title reads like half of a headline."""
    if piece.rule != "chrome/before-title" or found.rule != "title/own" or COMPLETE.search(found.value):
        return False
    speaks = bool(SUBJECT.search(words) or MEETS.search(words) or "，" in words or _PLACE_AND_TIME.fullmatch(words))
    return speaks and 7 <= len(words) <= 24 and not (_NO_HALF.search(words) or is_furniture(words, issuers))
