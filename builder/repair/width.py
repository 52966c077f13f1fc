"""Punctuation that was folded to ASCII, written full width again between Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case
from builder.repair.commas import CLOCK_END, NUMBER_END
from builder.text.edits import Edit, join_touching
from builder.text.script import HAN

_MARK = re.compile("[,;:?!()]")
_BRACKET = re.compile("[()\n]")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
#: what makes its neighbourhood Chinese
_CHINESE = re.compile(f"[{HAN}\u2014\u2018\u2019\u201c\u201d\u2026、。《》〈〉「」『』【】〔〕・·①-⑳！（），：；？％]")
#: the number of an item, in front of its bracket
_COUNTS = re.compile(r"[\n；;]\s{0,2}(?:\d{1,2}|[a-z])$")
#: a name that was masked: 丛××
_MASKED = re.compile(f"[{HAN}][×＊]{{1,3}}[)）]?$")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
#: a number of which some figures were masked: 69XXXX15
_MASKED_NUMBER = re.compile("(?<=\\d)[Xx]{2,8}(?![A-Za-z])|(?<![A-Za-z])[Xx]{2,8}(?=\\d)")
_HAN = re.compile(f"[{HAN}]")
#: so many sentences end with a narrow stop, where a program narrowed them
_LEAST_STOPS = 3
_STOP = re.compile(f"[.．](?<=[{HAN}”》）)%0-9].)(?=[{HAN}“《”\n]|$)")
_ITEM = re.compile("[（(]?第?[0-9一二三四五六七八九十]{1,3}[）)条章款]?")
#: words that ask
ASKS = re.compile("[吗呢么谁哪啥吧几否]|如何|多少|为何|何时|何地|何种|怎|多久|多长")
_MARKS = frozenset(",;:?!()")
_BLANKS = frozenset(" \t\u00a0\u3000")
#: how many blanks and marks may stand between a mark and its neighbour
_FAR = 12
#: how far the other bracket is looked for
_PAIR = 200


def widen_folded_marks(text: str, case: Case) -> Iterable[Edit]:
    """Writes ``, ; : ? ! ( )`` full width where their neighbours are Chinese.

    Times, ratios, numbers and Latin words keep theirs: 09:04, 1:1, 1,000, (mRNA), http://. A mark never moves: the blank in
    ``协调: 省委`` stays. 。 was not folded and is not made.
    """
    if not _MARK.search(text):
        return ()
    brackets = _bracket_pairs(text, case)
    return join_touching(
        Edit(mark.start(), mark.end(), mark.group(), _WIDE[mark.group()])
        for mark in _MARK.finditer(text)
        if (brackets.get(mark.start(), False) if mark.group() in "()" else _is_chinese(text, mark.start()))
        and not case.holds(mark.start())
    )


def write_folded_stops(text: str, case: Case) -> Iterable[Edit]:
    """Writes ``。`` for the full stop behind a character in a text that has no other: ``落实责任.``. A figure before it
    at the start of a line counts an item."""
    if "。" in text:
        return ()
    found = [stop.start() for stop in _STOP.finditer(text) if not _ITEM.fullmatch(_line_before(text, stop.start()))]
    return [Edit(at, at + 1, text[at], "。") for at in found] if len(found) >= _LEAST_STOPS else ()


def _line_before(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : at].strip()


def _is_chinese(text: str, at: int) -> bool:
    """Whether the mark at this offset, no bracket, stands in Chinese."""
    before, after = _neighbour(text, at, -1), _neighbour(text, at, 1)
    if text[at] == "?" and after and after in "《〈0123456789" and not ASKS.search(text, max(0, at - 30), at):
        return False  # more often a character that GBK does not have than a question
    if before == "〔" and after == "〕":
        return False  # 〔?〕 stands for a character that is lost
    if text[at] == ":" and text.startswith("//", at + 1):
        return False
    if text[at] in ":," and before.isdigit() and text[at + 1 : at + 2].isdigit():
        return (
            text[at] == "," and NUMBER_END.search(text, max(0, at - 12), at) is not None and _is_amid_chinese(text, at)
        )
    if _CHINESE.match(before) or _MASKED.search(text, max(0, at - 6), at):
        return True
    if text[at] == "," and before.isdigit() and CLOCK_END.search(text, max(0, at - 5), at):
        return _CHINESE.search(text, max(0, at - 30), at) is not None
    if text[at] in ",;" and _parts_a_figure_from_a_word(text, at):
        return True
    if not before or (text[at] == ":" and not before.isalnum()):
        return False
    if _CHINESE.match(after):
        return text[at] != ":" or not _in_address(text, at)
    return after == "" and text[at] in ",;!?" and _CHINESE.search(text, max(0, at - 30), at) is not None


def _parts_a_figure_from_a_word(text: str, at: int) -> bool:
    """A comma or semicolon without blanks between a figure and a letter or sign, or behind a share, in the middle of Chinese:
    送588,U盘,80%;12岁, 不超75%,KTV."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if not before.strip() or not after.strip() or (before.isdigit() == after.isdigit() and before != "%"):
        return False
    return _is_amid_chinese(text, at)


def _is_amid_chinese(text: str, at: int) -> bool:
    return bool(_CHINESE.search(text, max(0, at - 30), at) and _CHINESE.search(text, at + 1, at + 30))


def _in_address(text: str, at: int) -> bool:
    return "://" in text[max(0, at - 60) : at] and " " not in text[max(0, at - 60) : at].rpartition("://")[2]


def _neighbour(text: str, at: int, step: int) -> str:
    """The next character of the line that is neither a blank nor one of these marks; empty at the line's rim."""
    for place in range(at + step, at + step * (_FAR + 1), step):
        if not 0 <= place < len(text) or text[place] == "\n":
            return ""
        if text[place] not in _BLANKS and text[place] not in _MARKS:
            return text[place]
    return ""


def _bracket_pairs(text: str, case: Case) -> dict[int, bool]:
    """For each ASCII bracket whether it is to be widened. Pairs do not reach over a line's end."""
    verdicts: dict[int, bool] = {}
    open_at: list[int] = []
    for found in _BRACKET.finditer(text):
        at, mark = found.start(), found.group()
        if case.holds(at):
            continue
        if mark == "(":
            open_at.append(at)
        elif mark == ")" and open_at and at - open_at[-1] <= _PAIR:
            first = open_at.pop()
            verdicts[first] = verdicts[at] = _pair_is_chinese(text, first, at)
        elif mark == ")":
            verdicts[at] = _lone_is_chinese(text, at)
        elif open_at:
            _leave_open(text, open_at, verdicts)
    _leave_open(text, open_at, verdicts)
    return verdicts


def _leave_open(text: str, open_at: list[int], verdicts: dict[int, bool]) -> None:
    """Opening brackets that their line never closed: wide before Chinese."""
    for at in open_at:
        verdicts[at] = _CHINESE.match(_neighbour(text, at, 1)) is not None
    open_at.clear()


def _pair_is_chinese(text: str, first: int, last: int) -> bool:
    """Brackets around Chinese are Chinese; around Latin letters they are not; around figures, masked ones too, their neighbours
    decide."""
    inside = _MASKED_NUMBER.sub("0", text[first + 1 : last])
    if _HAN.search(inside) or (_CHINESE.search(inside) and not _LATIN.search(inside)):
        return True
    if _LATIN.search(inside) or not inside.strip():
        return False
    before = _neighbour(text, first, -1)
    if not before:  # ``(7)1月8日以来`` counts an item at the start of a Chinese line
        return _CHINESE.search(text[last + 1 : last + 12].partition("\n")[0]) is not None
    return _CHINESE.search(before + _neighbour(text, last, 1)) is not None


def _lone_is_chinese(text: str, at: int) -> bool:
    """A closing bracket without its partner: ``1)加强`` counts an item, and so does ``1)6月1日`` at the beginning of a line."""
    if _COUNTS.search(text, max(0, at - 8), at) and _HAN.search(text, at, at + 6):
        return True
    return any(_CHINESE.match(side) for side in (_neighbour(text, at, -1), _neighbour(text, at, 1)) if side)
