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
    r"(?:疫情|防控|联防|联控|工作|应急|处置|统筹|综合){0,4}(?:领导小组|领导组|指挥部|工作组|工作专班)"
)
_HEAD_OF_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:新冠|新型|疫情|肺炎|防控|应对|突发)[\u4e00-\u9fff]{0,24}(?<![网报道线布栏题态台])"
)


def with_line_above(repaired: Repaired, found: Found, issuers: Issuers) -> Found:
    """Takes in the lines right above the title where they are its beginning: a headquarters' name over 关于 or over the bare
    name of an act, a line that 的 leaves open, or the first half of a headline that names no act."""
    for _ in range(MOST_LINES - 1):
        above = [piece for piece in repaired.pieces if found.spans and piece.end <= found.spans[0][0]][-1:]
        words = "".join(repaired.line(piece) for piece in above)
        if not above or above[0].role != "chrome" or not _begins_above(above[0], words, found, issuers):
            break
        because = "The title stands on several lines of the page."
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
    if found.value.startswith("—") and 4 <= len(words) <= 40 and not STAMPED.search(words):
        return True  # the subtitle of a slogan
    if words.startswith("关于") and "关于" not in found.value and COMPLETE.search(found.value):
        return not COMPLETE.search(words)
    left_open = bool(_OPEN_END.match(words)) and not COMPLETE.search(words) and not STAMPED.search(words)
    return (bare and left_open) or _is_first_half(piece, words, found, issuers)


def _is_first_half(piece: Piece, words: str, found: Found, issuers: Issuers) -> bool:
    """Whether a line that repair left out only because it stands above the title reads like half of a headline."""
    if piece.rule != "chrome/before-title" or found.rule != "title/own" or COMPLETE.search(found.value):
        return False
    speaks = bool(SUBJECT.search(words) or MEETS.search(words) or "，" in words or _PLACE_AND_TIME.fullmatch(words))
    return speaks and 7 <= len(words) <= 24 and not (_NO_HALF.search(words) or is_furniture(words, issuers))
