"""Finds the document's own number: 某政发〔2021〕5号, 第18号, 2020年第3号. A number that the text cites is never one.

Precedence: a correction that the page itself makes · a number line with year brackets · a number line without · the page's data
box · the title. A cited number stands inside a sentence or 《》, so only whole lines, labelled fields and the title are looked
at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.extract.blocks import NUMBER_LABEL
from builder.extract.box import Entry
from builder.extract.title.shape import COLLECTS
from builder.model import Block, Candidate, Field, Piece, Repaired, Status

_N = "〇零一二三四五六七八九十百"
_YEAR = "(?:(?:19|20)[0-9]{2}|二[〇零○][一二][〇零○一二三四五六七八九])"
#: brackets around the year, as typists find them
_OPEN, _CLOSE = "〔﹝\\[［【(（〈<＜{｛「", "〕﹞\\]］】)）〉>＞}｝」"
#: a number of Macao or Hong Kong: 第117/2022号, 第107/A/SS/2021号
_SLASHED = rf"第\s{{0,4}}+[0-9]{{1,4}}(?:/[A-Z]{{1,4}}){{0,3}}/{_YEAR}\s{{0,4}}+号"
_BRACKETED = (
    rf"[{_OPEN}]\s{{0,4}}+{_YEAR}\s{{0,4}}+年?\s{{0,4}}+"
    rf"[{_CLOSE}]\s{{0,4}}+年?\s{{0,4}}+第?\s{{0,4}}+[0-9{_N}]{{1,5}}\s{{0,4}}+[号期]"
)
_WHOLE = re.compile(
    rf"(?P<value>[\u4e00-\u9fff]{{0,24}}+\s{{0,4}}+{_BRACKETED}(?:令)?|{_SLASHED}"
    rf"|(?:{_YEAR}\s{{0,4}}+年\s{{0,4}}+第?\s{{0,4}}+|第\s{{0,4}}+)[0-9{_N}]{{1,6}}\s{{0,4}}+号(?:令)?|[0-9]{{1,4}}号令?|第[0-9{_N}]{{1,4}}期)(?:通告|公告|文)?"
)
_BROKEN = re.compile(
    rf"(?P<head>[\u4e00-\u9fff]{{2,16}})[{_OPEN}]\s{{0,4}}+(?P<year>(?:19|20)[0-9]{{2}})\s{{0,4}}+(?P<close>[{_CLOSE}]?)\s{{0,4}}+(?P<di>第?)\s{{0,4}}+"
    r"(?P<count>[0-9]{1,4})\s{0,4}+(?P<hao>号?)"
)
#: a number line that repair took for part of the title or the page stamp
_ALONE = re.compile(
    rf"[\u4e00-\u9fff]{{2,16}}(?<!告|知|令)[{_OPEN}]{_YEAR}(?:[{_CLOSE}][0-9]{{1,4}}|[0-9]{{1,4}}号)|"
    rf"(?:[\u4e00-\u9fff]{{2,16}}(?<!告|知|令))?\s{{0,4}}+{_BRACKETED}|[（(]第[0-9{_N}]{{1,4}}号[）)]"
)
#: the last line of a text, below its day
_IN_BRACKETS = re.compile(rf"[（(][\u4e00-\u9fff]{{2,16}}{_BRACKETED}[）)]")
_SPACED = re.compile(rf"[（(]?\s{{0,4}}+第\s{{0,4}}+[0-9{_N}]{{1,4}}\s{{0,4}}+号\s{{0,4}}+[）)]?")
_AT_AN_END = re.compile(
    rf"^(?P<number>(?:[\u4e00-\u9fff]{{0,24}}{_BRACKETED}|(?:{_YEAR}年)?第[0-9{_N}]{{1,5}}号))(?=[\s（(])"
    rf"|(?<=[\s）)])(?P<number2>[\u4e00-\u9fff]{{0,24}}{_BRACKETED}|[（(]?(?:{_YEAR}年)?第[0-9{_N}]{{1,5}}号[）)]?)$"
    rf"|(?<=[\s])(?P<number3>(?:{_YEAR}年)?第[0-9{_N}]{{1,5}}号)(?=\s)"
)
#: a number that stands between blanks or bars in a page stamp
_TOKEN = re.compile(
    rf"(?:(?<=[\s|｜:：/（(【])|^)(?P<number>[\u4e00-\u9fff]{{0,24}}{_BRACKETED}|(?:{_YEAR}年)?第[0-9]{{1,4}}号(?:令|(?=公告|通告))?)(?=[\s|｜/）)】公通]|$)",
    re.MULTILINE,
)
#: how many lines of the text may carry its number beside other words, and how long such a line is
_FIRST, _SHORT = 5, 60
#: 某市指挥部通告 第3号: the act's name on the number's line
_NAMED = re.compile(
    rf"[\u4e00-\u9fff]{{0,40}}(?:通告|公告|令|通知|命令|决定)[\s　]{{0,4}}"
    rf"(?:[（(]?(?={_YEAR}年|第)|[（(](?=[{_OPEN}]))(?P<number>{_BRACKETED}|(?:{_YEAR}年)?第[0-9{_N}]{{1,5}}号)[）)]?[:：]?"
)
#: the act's name and a blank before a bracketed year are no part of the number (某防指令〔2021〕5号 is one)
_ACT_HEAD = re.compile(rf"[\u4e00-\u9fff]{{0,40}}(?:通告|公告|通知|命令|决定|令)\s{{1,9}}(?=[{_OPEN}])")
_NAMED_BEHIND = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,16}}(?:通告|公告|通函))?(?P<number>{_SLASHED})(?:[\u4e00-\u9fff]{{0,8}}(?:批示|公告|通告))?"
)
_YEARLESS = re.compile(
    r"[\u4e00-\u9fff]{1,16}[〔\[［]\s{0,4}+[〕\]］]\s{0,4}+[0-9]{1,5}\s{0,4}+号?|[（(]?年第[0-9]{1,4}号[）)]?"
)
_LABEL = re.compile(
    rf"{NUMBER_LABEL}[\s】\]]{{0,4}}[:：]?\s{{0,4}}+(?P<number>[^\s，。；]{{3,40}}(?:\s[0-9]{{1,4}}\s?号)?)"
)
_IN_TITLE = re.compile(
    rf"[（(]\s{{0,4}}+(?P<bracketed>[^（）()]{{0,16}}?号(?:令)?|第[0-9{_N}]{{1,4}}期)\s{{0,4}}+[）)]|(?P<plain>{_BRACKETED}"
    rf"|{_SLASHED}|(?:{_YEAR}\s{{0,4}}+年\s{{0,4}}+)?第\s{{0,4}}+[0-9{_N}]{{1,6}}\s{{0,4}}+号(?:令)?"
    rf"|(?:(?<=[部组室府会局])|{_YEAR}年)[0-9]{{1,3}}号(?:令|(?=通告|公告|通知)))"
)
_NARROW = str.maketrans("０１２３４５６７８９號", "0123456789号")


class _Found(NamedTuple):
    value: str
    status: Status
    rule: str
    because: str | None
    start: int  #: of page
    end: int


def find_number(repaired: Repaired, blocks: tuple[Block, ...], box: tuple[Entry, ...] = ()) -> Field:
    """The document's own number as it stands, without the brackets around it; blanks in it are dropped."""
    found = [*_corrected(repaired), *_number_lines(repaired, blocks), *_stamped(repaired, box), *_titled(repaired)]
    found.sort(key=lambda number: _rank(number))  # stable: page order within a rank
    if not found:
        return _unknown(repaired, blocks)
    best = found[0]
    others = [number for number in found[1:] if number.value != best.value]
    return Field(
        best.value,
        best.status,
        (repaired.evidence(best.start, best.end),),
        best.rule,
        best.because,
        tuple(
            Candidate(
                other.value,
                other.rule,
                f"Another number comes first: {best.rule}.",
                (repaired.evidence(other.start, other.end),),
            )
            for other in others
        ),
    )


def _rank(number: _Found) -> int:
    yearly = bool(re.search(r"[〔\[［【(（]", number.value))
    order = {
        "number/corrected": -1,
        "number/own-line": 1,
        "number/in-stamp": 2,
        "number/in-title": 3,
        "number/mended": 4,
    }
    return 0 if yearly and number.rule == "number/own-line" else order[number.rule]


_CORRECTION = re.compile(
    r"(?:更正|勘误|订正|有误)[^。\n]{0,12}?(?:(?:文号|字号|编号)[^。\n]{0,4}?(?:[“《「][^“《「”》」\n]{3,40}[”》」])?|[“《「][^“《「”》」\n]{2,30}号[”》」])[^。\n]{0,4}?(?:应为|应是|改为|更正为|为)"
    r"\s{0,4}[“《「]?(?P<number>[^\s”》」，。；）)]{3,40}号)"
)


def _corrected(repaired: Repaired) -> list[_Found]:
    """（更正：文号应为某防指〔2020〕19号）: the number that the page puts right, in the text or below it."""
    match = _CORRECTION.search(repaired.page)
    return _read(repaired.page, *match.span("number"), "number/corrected") if match else []


def _number_lines(repaired: Repaired, blocks: tuple[Block, ...]) -> list[_Found]:
    found = []
    for at, block in enumerate(blocks):
        behind = at == len(blocks) - 1 and _IN_BRACKETS.fullmatch(repaired.text[block.start : block.end])
        if block.role == "number" or behind:
            start, end = repaired.page_span(block.start, block.end)
            found += _read(repaired.page, start, end, "number/own-line")
        elif at < _FIRST:
            found += _beside_others(repaired, block)
    strangers = _between(repaired)
    for piece in repaired.pieces:
        words = repaired.line(piece).translate(_NARROW)
        between = piece in strangers and _SPACED.fullmatch(words)
        if piece.role != "body" and (between or _ALONE.fullmatch(words)):
            found += _read(repaired.page, piece.start, piece.end, "number/own-line")
    return found


def _beside_others(repaired: Repaired, block: Block) -> list[_Found]:
    """A number with a year at either end of one of the first short lines, blanks between it and the rest."""
    words = repaired.text[block.start : block.end].translate(_NARROW)
    if _NAMED.fullmatch(words):
        return _read(repaired.page, *repaired.page_span(block.start, block.end), "number/own-line")
    match = _AT_AN_END.search(words) if len(words) <= _SHORT and words[-1] not in "。；，：:" else None
    if not match:
        return []
    start, end = repaired.page_span(
        block.start + match.start(match.lastgroup or 0), block.start + match.end(match.lastgroup or 0)
    )
    return _read(repaired.page, start, end, "number/own-line")


def _stamped(repaired: Repaired, box: tuple[Entry, ...]) -> list[_Found]:
    found, page = [], repaired.page.translate(_NARROW)
    for entry in box:
        found += _read(repaired.page, entry.start, entry.end, "number/in-stamp") if entry.key == "number" else []
    for piece in (*repaired.pieces_of("meta"), *repaired.pieces_of("chrome")):
        for match in _LABEL.finditer(page, piece.start, piece.end):
            found += _read(repaired.page, *match.span("number"), "number/in-stamp")
    for piece in (*repaired.pieces_of("meta"), *_between(repaired)):
        for match in _TOKEN.finditer(page, piece.start, piece.end):
            found += _read(repaired.page, *match.span("number"), "number/in-stamp")
    return found


def _between(repaired: Repaired) -> list[Piece]:
    """Site lines between the title and the text: stamps that repair did not know."""
    titles = [piece.end for piece in repaired.pieces_of("title")]
    body = next((piece.start for piece in repaired.pieces if piece.role == "body"), 0)
    return [piece for piece in repaired.pieces_of("chrome") if titles and titles[0] <= piece.start < body]


#: 某市发布第21号通告: the number is another's
_REPORTED = re.compile(r"(?:发布|发出|印发|出台|下发|解读)[^，。：]{0,6}\Z")


_ASKED = re.compile(r"[问解]答|答疑|问题")


def _titled(repaired: Repaired) -> list[_Found]:
    """A number in the title; what stands in 《》 there is another document, and under a title that collects several acts each
    number is one act's."""
    found = []
    titles = repaired.pieces_of("title")
    for piece in [one for one in titles if COLLECTS.search(repaired.line(one))] or titles:
        words = repaired.line(piece).translate(_NARROW)
        hidden = re.sub(r"《[^》]{0,80}》", lambda cited: "　" * len(cited[0]), words)
        for match in _IN_TITLE.finditer(hidden):
            if match[0].rstrip("）) ").endswith("期") and _ASKED.search(hidden, 0, match.start()):
                continue  # a part of a series of answers
            group = "bracketed" if match["bracketed"] else "plain"
            start, end = match.span(group)
            if group == "plain" and (_REPORTED.search(hidden, 0, start) or hidden[start - 1 : start] == "年"):
                continue  # another's, or one whose year was lost
            found += _read(repaired.page, piece.start + start, piece.start + end, "number/in-title")
    return found


def _read(page: str, start: int, end: int, rule: str) -> list[_Found]:
    """The number that these words are: whole, or with its closing bracket or 号 put back."""
    words = page[start:end].translate(_NARROW)
    named = _NAMED.fullmatch(words) or _NAMED_BEHIND.fullmatch(words)
    if named:
        start, end = start + named.start("number"), start + named.end("number")
        words = named["number"]
    whole = _WHOLE.search(words)
    if whole and _covers(words, whole):
        head = _ACT_HEAD.match(whole["value"])
        first = whole.start("value") + (head.end() if head else 0)
        value = re.sub(r"\s", "", words[first : whole.end("value")])
        return [_Found(value, "stated", rule, None, start + first, start + whole.end("value"))]
    broken = _BROKEN.search(words)
    if broken and _covers(words, broken):
        value = f"{broken['head']}〔{broken['year']}〕{broken['di']}{broken['count']}号"
        lost = [name for name, group in (("closing bracket", "close"), ("号", "hao")) if not broken[group]]
        because = f"The scrape lost the {' and the '.join(lost)}; the year has four digits, so the rest is the number."
        return [_Found(value, "inferred", "number/mended", because, start + broken.start(), start + broken.end())]
    return []


_FRAME = re.compile(rf"[\s（()）\[\]【】]|{NUMBER_LABEL}|[:：]")


def _covers(words: str, match: re.Match[str]) -> bool:
    """Whether nothing but brackets and a label stands around the number: a sentence would cite it."""
    around = words[: match.start()] + re.sub(r"^[（(][^（）()]*号[）)]", "", words[match.end() :])
    return not _FRAME.sub("", around)


def _unknown(repaired: Repaired, blocks: tuple[Block, ...]) -> Field:
    """No number; one whose year was lost is told as a loser, since without the year it is another number."""
    for block in blocks[:6]:
        words = repaired.text[block.start : block.end]
        if _YEARLESS.fullmatch(words):
            because = "The scrape lost the number's year; it is not filled in."
            evidence = (repaired.evidence_in_text(block.start, block.end),)
            loser = Candidate(words, "number/damaged", because, evidence)
            return Field(None, "unknown", (), "number/damaged", because, (loser,))
    return Field(None, "unknown", rule="number/none", because="No line, data box or title carries a number of its own.")
