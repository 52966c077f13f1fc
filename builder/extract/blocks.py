"""Cuts the clean text into blocks: one per line, table rows joined, each with its role.

A block's role is judged from its shape and its place, never from known wordings of one page: a number line stands in front of
everything else, an addressee ends in a colon before the first clause, signatures and date lines stand where a document or
an attachment ends. A numbered line that is a whole clause is an item; one that names what follows is a heading.
"""

from __future__ import annotations

import re

from builder.extract.closing import Line, lines_of
from builder.model import Block, BlockRole, Repaired
from builder.rules import Rules
from builder.rules.issuers import Issuers

_NUMERAL = "〇零一二三四五六七八九十百"
#: numbering styles, outermost first: (level, pattern)
_NUMBERINGS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (1, rf"第[{_NUMERAL}0-9]{{1,4}}[编章节条](?![^\s　：:]{{0,6}}(?:规定|的规定))[\s　：:]?"),
        (1, rf"[{_NUMERAL}]{{1,4}}[、．.]"),
        (2, rf"[（(][{_NUMERAL}]{{1,4}}[）)]"),
        (2, rf"[{_NUMERAL}]{{1,3}}(?:是|要(?!素|求|点))"),
        (3, r"[0-9]{1,3}(?:[、．]|\.(?![0-9]))"),
        (4, r"[（(][0-9]{1,3}[）)]|[0-9]{1,2}[）)]|[①-⑳⑴-⒇⒈-⒛]"),
        (4, r"[-•·●■◆▪*—※○◎◇❖➤►✔☆★🔸🔹]{1,2}[\s　]*(?=[^\s　\-—])"),
    )
)
_MARKS = "。；！？;!?"
_NUMBER = re.compile(
    rf"[（(]?(?:[12二][0-9〇零○一二]{{3}}\s{{0,8}}+年\s{{0,8}}+)?第\s{{0,8}}+[0-9{_NUMERAL}]{{1,6}}\s{{0,8}}+号(?:令|通告|公告)?[）)]?"
    rf"|[\u4e00-\u9fff]{{0,30}}(?:通告|公告|令|通知|命令|决定)[\s　]{{0,8}}"
    rf"[（(]?(?:[12][0-9]{{3}}年)?第[0-9{_NUMERAL}]{{1,5}}号[）)]?"
    r"|(?:[\u4e00-\u9fff]{0,16}(?:通告|公告|通函))?第\s{0,8}+[0-9]{1,4}(?:/[A-Z]{1,4}){0,3}/[12][0-9]{3}\s{0,8}+号(?:[\u4e00-\u9fff]{0,8}(?:批示|公告|通告))?"
    rf"|[（(]?[\u4e00-\u9fff]{{0,24}}\s{{0,8}}+[〔﹝\[［【(（〈<＜{{｛「]\s{{0,8}}+(?:[12二][0-9〇零○一二三四五六七八九]{{3}})?\s{{0,8}}+年?\s{{0,8}}+"
    rf"[〕﹞\]］】)）〉>＞}}｝」]?\s{{0,8}}+年?\s{{0,8}}+第?\s{{0,8}}+[0-9{_NUMERAL}]{{1,5}}\s{{0,8}}+[号期]?(?:令|文)?(?:[（(][^（）()]{{4,30}}号[）)])?[）)]?"
    r"|[（(]年第[0-9]{1,4}号[）)]"
)
#: 发文字号, 文　号, 文件编号: what labels a number ends so
NUMBER_LABEL = r"[\u4e00-\u9fff]{0,6}[文字编]\s{0,8}号"
_LABELLED_NUMBER = re.compile(rf"[（(【]?{NUMBER_LABEL}[】]?\s{{0,8}}[:：]?\s{{0,8}}[^\s，。]{{3,30}}[）)]?")
_DATE_LINE = re.compile(
    rf"[（(]?(?:(?:[12][0-9]{{3}}|[一二][{_NUMERAL}○ＯOo0]{{3}})\s{{0,8}}[年./-])?\s{{0,8}}[0-9{_NUMERAL}]{{1,3}}\s{{0,8}}[月./-]"
    rf"(?:\s{{0,8}}[0-9{_NUMERAL}]{{1,3}}\s{{0,8}}日?)?(?:\s{{0,8}}[0-9]{{1,2}}[时:：][0-9]{{0,2}}分?)?[）)]?(?:[（(][^）)]{{1,8}}[）)])?"
    rf"|[（(]?[0-9{_NUMERAL}]{{1,3}}日[）)]?|年\s{{0,8}}[0-9]{{1,2}}月[0-9]{{1,2}}日"
)
_ADDRESSEE = re.compile(r"[^。；！？\n]{2,160}?(?:[:：])\Z")
_ADDRESSED = re.compile(
    r"各(?!项|类|位置|地要)|单位|部门|居民|市民|村民|群众|朋友|同志|乡亲|同胞|家长|游客|旅客|商户|企业|经营者|业主|老乡|师生|同学|政府|委员会|街道|业户|药店|人员"
)
_NOT_ADDRESSEE = re.compile(r"如下|以下|下列|要求|措施|事项|公告|通告|现将|附件|[0-9]{3,}|^(?:一|二|三)是")
_ATTACHMENT = re.compile(
    r"附[\s　]{0,8}(?:件|表|录)?[\s　]{0,8}[0-9一二三四五六七八九十]{0,2}(?:[:：]|[\s　]{0,8}$)"
    r"|附件[0-9一二三四五六七八九十]{0,2}[\s　]"
)
_BYLINE = re.compile(
    r"[（(【\[]?[\s　]{0,4}+(?:(?:本报|本台|本网|全媒体|首席|见习|融媒体?)?(?:记者|通讯员)|责任编辑|责编|编辑|校对|审核|监制"
    r"|来源|供稿|作者|摄影|文字|图片|文/|图/)[\s　:：/|丨]{0,6}+[^。；，,]{1,40}[）)】\]]?"
)
_BULLET = re.compile(r"(?:\A|\n)[ 　\u00a0]*[-•·●■◆▪*※○◎◇❖➤►✔☆★🔸🔹][ 　\u00a0]*(?P<alone>\n\s*)?\Z")
_NARROW = str.maketrans("０１２３４５６７８９號", "0123456789号")
_CELLS = re.compile(r"\S(?:\t+| {2,}|　{2,}|\s*[|｜]\s*)\S")


def find_blocks(repaired: Repaired, rules: Rules) -> tuple[Block, ...]:
    """The blocks of ``repaired.text``, in order, disjoint; together they hold each of its non-blank characters.

    Offsets are code points of *text*. An anchor is ``c`` and the raw offset of the block's first character; where repair made
    two blocks from one raw character, the later ones add ``-2``, ``-3`` so that anchors stay unique.
    """
    lines = _lines(repaired.text)
    roles = _outermost_first(_listed(repaired, lines, _roles(lines, rules.issuers)))
    blocks: list[Block] = []
    used: dict[str, int] = {}
    for line, (role, level) in zip(lines, roles, strict=True):
        last = blocks[-1] if blocks else None
        if role == "table" and last and last.role == "table":
            blocks[-1] = Block(last.anchor, "table", last.start, line.end)
        else:
            blocks.append(Block(_anchor(repaired, line.start, used), role, line.start, line.end, level))
    return tuple(blocks)


def _lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, with the figures that patterns know."""
    return [line._replace(text=line.text.translate(_NARROW)) for line in lines_of(text)]


def _anchor(repaired: Repaired, at: int, used: dict[str, int]) -> str:
    anchor = f"c{repaired.raw_span(*repaired.page_span(at, at + 1))[0]}"
    used[anchor] = used.get(anchor, 0) + 1
    return anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}"


def _listed(repaired: Repaired, lines: list[Line], roles: list[tuple[BlockRole, int]]) -> list[tuple[BlockRole, int]]:
    """Lines whose bullet was removed are items; a bullet on a line of its own stands for the outer list."""
    before, found = 0, []
    for line, role in zip(lines, roles, strict=True):
        start, end = repaired.page_span(line.start, line.end)
        bullet = _BULLET.search(repaired.page[max(before, start - 12) : start])
        found.append(("item", 3 if bullet["alone"] else 4) if bullet and role[0] in ("paragraph", "heading") else role)
        before = end
    return found


def _outermost_first(roles: list[tuple[BlockRole, int]]) -> list[tuple[BlockRole, int]]:
    """The same roles with levels that begin at 1: 一要 or 1. may be the outermost numbering of a document."""
    least = min((level for _, level in roles if level), default=1)
    return [(role, level - least + 1 if level else 0) for role, level in roles]


def numbering(words: str) -> tuple[int, int]:
    """The level of the numbering that a line opens with and where it ends; (0, 0) without one."""
    for level, pattern in _NUMBERINGS:
        match = pattern.match(words)
        if match:
            return level, match.end()
    return 0, 0


def _roles(lines: list[Line], issuers: Issuers) -> list[tuple[BlockRole, int]]:
    last_clause = _last_clause(lines)
    first_clause = next((i for i, line in enumerate(lines) if _is_clause(line.text)), len(lines))
    return [_role(lines, i, first_clause, last_clause, issuers) for i in range(len(lines))]


def _is_clause(words: str) -> bool:
    return numbering(words)[0] > 0 or len(words) > 60 or words[-1] in _MARKS


def _last_clause(lines: list[Line]) -> int:
    """The last line that is a sentence or numbered: signatures stand below it (or above an attachment)."""
    return max((i for i, line in enumerate(lines) if _is_clause(line.text)), default=-1)


def _role(lines: list[Line], i: int, first_clause: int, last_clause: int, issuers: Issuers) -> tuple[BlockRole, int]:
    words = lines[i].text
    if (i <= max(first_clause + 1, 5) and _NUMBER.fullmatch(words)) or _LABELLED_NUMBER.fullmatch(words):
        return "number", 0
    if _DATE_LINE.fullmatch(words):
        return "date-line", 0
    if _ATTACHMENT.match(words) and len(words) <= 80:
        return "attachment", 0
    if i <= first_clause and _ADDRESSEE.fullmatch(words) and _is_addressed(words):
        return "addressee", 0
    level, after = numbering(words)
    if level:
        return _numbered(lines, i, level, after, issuers)
    if _is_signature(lines, i, last_clause, issuers):
        return "signature", 0
    if _BYLINE.fullmatch(words) and len(words) <= 60:
        return "byline", 0
    if _is_row(lines, i):
        return "table", 0
    if _is_short_heading(lines, i):
        return "heading", 1
    return "paragraph", 0


def _is_addressed(words: str) -> bool:
    return bool(_ADDRESSED.search(words)) and not _NOT_ADDRESSEE.search(words)


def _numbered(lines: list[Line], i: int, level: int, after: int, issuers: Issuers) -> tuple[BlockRole, int]:
    """A numbered line names what follows (heading) when it is short, ends without a mark and is not one of a plain list."""
    words = lines[i].text
    short = after < len(words) <= 45 and words[-1] not in _MARKS + "，,、" and not re.search(f"[{_MARKS}]", words)
    below = numbering(lines[i + 1].text)[0] if i + 1 < len(lines) else level
    names = short and below != level and not _DATE_LINE.fullmatch(lines[i + 1].text)
    return ("heading" if names and not _ends_document(lines, i + 1, issuers) else "item"), level


def _ends_document(lines: list[Line], i: int, issuers: Issuers) -> bool:
    """Whether the line at ``i`` is a signature above a date line: what stands over it names nothing."""
    return i < len(lines) and issuers.signs(lines[i].text) and _dated_below(lines, i)


def _dated_below(lines: list[Line], i: int) -> bool:
    return any(_DATE_LINE.fullmatch(line.text) for line in lines[i + 1 : i + 6])


def _is_signature(lines: list[Line], i: int, last_clause: int, issuers: Issuers) -> bool:
    """A short line in the name of a body, below the last clause or above a date line; a name broken over two lines counts."""
    words = lines[i].text
    if len(words) > 60 or words[-1] in _MARKS + "，,：:、" or words[0] in "“《（(":
        return False
    named = issuers.signs(words)
    below = i > last_clause
    if named and (below or (i > 0 and _close_to_date(lines, i, issuers))):
        return True
    half = i + 1 < len(lines) and issuers.signs(lines[i + 1].text)
    return below and half and len(words) <= 30 and _dated_below(lines, i)


def _close_to_date(lines: list[Line], i: int, issuers: Issuers) -> bool:
    """Whether only names of bodies stand between this line and a date line."""
    for line in lines[i + 1 : i + 8]:
        if _DATE_LINE.fullmatch(line.text):
            return True
        if not issuers.signs(line.text) or line.text[-1] in _MARKS:
            return False
    return False


def _is_row(lines: list[Line], i: int) -> bool:
    """A line with cells whose neighbour has cells too."""
    near = [lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return bool(_CELLS.search(lines[i].text)) and any(_CELLS.search(words) for words in near)


def _is_short_heading(lines: list[Line], i: int) -> bool:
    """An unnumbered short line without a closing mark above a longer one."""
    words = lines[i].text
    if len(words) > 40 or words[-1] in _MARKS + "，,、：:）)" or re.search(f"[{_MARKS}]", words):
        return False
    below = lines[i + 1].text if i + 1 < len(lines) else ""
    return len(below) > max(len(words), 24) or (bool(below) and numbering(below)[0] > 0)
