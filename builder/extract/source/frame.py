"""Which lines around the text are the site's own and which the document's, and where a site says its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.cues import Stretch
from builder.model import Piece, Repaired
from builder.rules import Rules

#: a page stamp that says so of a text which another wrote
REPOSTED = re.compile(r"转自|转载自?|分享自|摘自")
_COPIES = ("chrome/branded-title", "chrome/repeated-title", "chrome/repeated-paragraph")
_COPIED = 8  #: characters from which on words that stand in the text too are a copy of it
_DAY = re.compile(r"(?:20\d\d[年.-])?\d{1,2}[月.-]\d{1,2}日?(?:[上下]午|晚)?")
#: what stands over a document on paper
_LETTERHEAD = re.compile(
    r"[特加平]\s{0,3}急|急\s{0,3}件|(?:内部)?明\s{0,3}电|[^\s]{4,36}文件|(?:发电单位|签发人|密级|等级)\s{0,3}[:：].{0,40}"
    r"|[\u4e00-\u9fff]{1,16}[〔\[（(［【][12][0-9]{3}[〕\]）)］】]第?[0-9]{1,4}号"
)
#: with these the columns of a site begin
_COLUMNS = re.compile(r"(?:网站)?首页|当前位置|您(?:现在|当前)?(?:所在)?的?位置|导航")
_ACTS = ("通告", "公告", "通知", "令", "决定", "布告")
#: 甲局 乙局联合通告, 某指挥部关于……的通知
_ACT_LINE = re.compile(
    r"(?P<head>[\u4e00-\u9fff\s　]{4,60}?)(?:联合|紧急|第[0-9一二三四五六七八九十]{1,3}号|关于[^|｜>＞]{4,60}的){0,2}"
    r"(?:通告|公告|通知|令|决定|布告)"
)
#: what may stand behind the bodies that sign, and what stands behind whoever runs the site
_STAND_IN = re.compile(r"[\s　]{1,8}(?:宣|制|印|启)$")
_RUNS_IT = re.compile(r"(?:主办|承办|主管|协办|运维|出品)$")
_SITE_LINE = 40  #: characters of a line that may be a site's name with its columns
_SAYS_MORE = re.compile(r"[，。；！？]|[:：]$")


def frame_of(repaired: Repaired, rules: Rules) -> tuple[Piece, ...]:
    """The lines of the site itself, without those that are the document's."""
    return tuple(piece for piece in repaired.pieces_of("chrome") if not _of_document(repaired, piece, rules))


def _of_document(repaired: Repaired, piece: Piece, rules: Rules) -> bool:
    """Whether a line of chrome is the document's: it says again what that says, as a page scraped twice does, or it stands right
    below the text and is only a body's name or a day."""
    words = repaired.line(piece)
    titles = (repaired.line(one) for one in repaired.pieces_of("title"))
    if piece.rule in _COPIES or words in titles or _LETTERHEAD.fullmatch(words) or _is_title(words, rules):
        return True
    if len(words) > _COPIED and words in repaired.text and not _over_columns(repaired, piece):
        return True
    last = next((one.end for one in reversed(repaired.pieces_of("body"))), None)
    if piece.rule != "chrome/after-end" or last is None or repaired.page[last : piece.start].strip():
        return False
    return _signs(words, rules) or bool(_DAY.fullmatch(words))


def _over_columns(repaired: Repaired, piece: Piece) -> bool:
    """Whether a line stands right above the columns of a site: the site's name, though the text is signed with it."""
    first = next(iter(repaired.pieces_of("body")), None)
    if first and first.start < piece.start:
        return False
    below = next((one for one in repaired.pieces if one.start >= piece.end), None)
    return below is not None and below.role == "chrome" and bool(_COLUMNS.match(repaired.line(below)))


def _is_title(words: str, rules: Rules) -> bool:
    """Whether a line is a document's title that repair took for the site's: bodies and the name of their act."""
    match = _ACT_LINE.fullmatch(words) if words.endswith(_ACTS) else None
    return bool(match) and all(rules.issuers.ends(name) for name in match["head"].split())


def _signs(words: str, rules: Rules) -> bool:
    """Whether a line is nothing but the bodies that sign; who 主办 or 宣 a page says so behind its name."""
    words = _STAND_IN.sub("", words)
    if _RUNS_IT.search(words):
        return False
    names, whole = words.split(), "".join(words.split())
    return all(map(rules.issuers.signs, names)) or (rules.issuers.signs(whole) and bool(rules.places.at(whole, 0)))


def top(repaired: Repaired, titled: tuple[Piece, ...]) -> Iterator[Stretch]:
    """Where a site says its name: its first line above the text, the first one that was taken for a title (``titled``), and a
    short line that repair left above the title."""
    title = next((piece.start for piece in repaired.pieces_of("title")), len(repaired.page))
    site = next((piece for piece in repaired.pieces if piece.role in ("chrome", "meta")), None)
    first = next((piece for piece in repaired.pieces if piece.role == "body"), None)
    if site and (not first or site.start < first.start):
        yield stretch(repaired, site, "top")
    yield from (stretch(repaired, piece, "top") for piece in titled[:1])
    for head in repaired.pieces[:1]:
        words = repaired.line(head)
        if head.role == "body" and head.start < title and len(words) <= _SITE_LINE and not _SAYS_MORE.search(words):
            yield stretch(repaired, head, "top")


def stretch(repaired: Repaired, piece: Piece, where: str = "chrome") -> Stretch:
    return Stretch(where, piece.start, repaired.line(piece))
