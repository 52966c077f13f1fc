"""The lines of a text and its closing: who signs, and on what day.

A closing is a run of short lines at the end of a document, or of the part before its attachments: bodies, a day, marks such as
（代章） or （此件公开发布）. Some scrapes glue it to the last paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from builder.rules.issuers import Issuers
from builder.text.date_expressions import Written, expressions, possible, run_date
from builder.text.lunar import lunar_day

_SHORT = 48  #: characters; the longest bodies of the dev corpus have about 40
_SENTENCE = re.compile(r"[。；！？!?;]$")
_DATE_FRAME = re.compile(
    r"^\s{0,4}[×xX*＊○_]{0,2}\s{0,4}日\s*$|^\s*2[0-3]年|[\s()（）\[\]【】“”:：,，.。]|日期|发布时间|时间|印发|^\s*(?:20[\d*×xX○?？_]{0,2})?年|(?:星期|周)[一二三四五六日天]|[上下]午|凌晨|晚上?|中午|公历|夜间?|傍晚|清晨|发布$|讯$|公章|盖章|印章"
)
_LUNAR = re.compile(
    r"[（(]?(?:农历)?(?:[己庚辛壬癸][亥子丑寅卯]年)?(?:[一二三四五六七八九十正腊冬]{1,2}月)[初十廿][一二三四五六七八九十]?[)）]?|[（(]?农历[^)）]{2,12}[)）]?"
)
_FRAGMENT = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})(?:月(?:\d{1,2}|[一二三四五六七八九十廿]{1,3}))?日$")
_MARK = re.compile(r"^[（(【\[](?P<inside>.{0,24})[）)】\]]$|^特此(?:通告|公告|通知|函告|通报)。?$")


def _is_mark(words: str, issuers: Issuers) -> bool:
    """Whether a line is a mark: （此件公开发布）, 特此通告; a body in brackets signs."""
    match = _MARK.match(words)
    return bool(match) and not issuers.signs(match["inside"] or "")


class Line(NamedTuple):
    """A line of a text without its outer blanks."""

    start: int
    end: int
    text: str


class Closing(NamedTuple):
    """The signing lines and the day below them (or above, or none)."""

    lines: tuple[Line, ...]
    day: Written | None


@lru_cache(maxsize=4)  # a dozen finders ask for the lines of one text
def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, with their offsets."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append(Line(start, start + len(stripped), stripped))
    return tuple(found)


def date_line(line: Line) -> Written | None:
    """The day that is all this line says; None for any other line. Offsets are those of the text."""
    if len(line.text) > _SHORT:
        return None
    lunar = lunar_day(line.text)
    if lunar and len(line.text) - (lunar.end - lunar.start) <= 4:
        return _moved(lunar, line.start)
    found = expressions(line.text)
    if len(found) == 1 and not _DATE_FRAME.sub(
        "", _LUNAR.sub("", line.text[: found[0].start] + line.text[found[0].end :])
    ):
        return _moved(found[0], line.start)
    if run := run_date(line.text):
        return _moved(run, line.start)
    return _misread(line) or _worn(line)


_LOOKS_LIKE_DAY = re.compile(r"2[\dOoQlI|]{3}\s?年\s?[\dOoQlI|]{1,2}\s?月\s?[\dOoQlI|]{1,2}\s?日?")
_LETTERS = str.maketrans("OoQlI|", "000111")


def _misread(line: Line) -> Written | None:
    """A whole day that stands alone, in which letters that look like them stand for noughts and ones: 2O22年3月l2日."""
    if not _LOOKS_LIKE_DAY.fullmatch(line.text):
        return None
    found = expressions(line.text.translate(_LETTERS))
    return _moved(found[0], line.start) if len(found) == 1 and found[0].start == 0 else None


_BARE_DAY = re.compile(r"[（(]?(?P<m>\d{1,2})[./-](?P<d>\d{1,2})[)）]?$")
_BARE_MONTH = re.compile(r"年(?P<m>\d{1,2})月$")
#: a day that lost its 日, or the line break before it: 2022年3月5
_OPEN_DAY = re.compile(r"[（(]?(?P<y>20[12]\d)\s{0,3}年\s{0,3}(?P<m>\d{1,2})\s{0,3}月\s{0,3}(?P<d>\d{1,2})[)）]?$")


def _worn(line: Line) -> Written | None:
    """A day or month that stands alone and lost its year or its 日: 5.18, 年12月, 2022年3月5."""
    match = _BARE_DAY.match(line.text) or _BARE_MONTH.match(line.text) or _OPEN_DAY.match(line.text)
    if not match:
        return None
    year, month, day = (int(part) if (part := match.groupdict().get(name)) else None for name in "ymd")
    return Written(line.start, line.end, year, month, day, form="run") if possible(year, month, day) else None


@lru_cache(maxsize=4)  # who signs and the day are asked for one after the other
def closings(text: str, issuers: Issuers) -> tuple[Closing, ...]:
    """The closings of ``text``, the last first. A day with no signing line above it is a closing of its own only at the end."""
    lines = lines_of(text)
    found: list[Closing] = []
    lines = _parted(lines)
    split: int | None = None
    for index in range(len(lines) - 1, 0, -1):
        if index == split:
            continue
        if day := _split_day(text, lines, index) or date_line(lines[index]):
            split = index - 1 if day.start < lines[index].start else None
            above = _signing(lines, index - 1 if split is None else split - 1, issuers) or _below(lines, index, issuers)
            if above or index >= len(lines) - 3:
                found.append(Closing(above, day))
    if not found and lines:
        last = len(lines) - 1
        while last > 0 and (_is_mark(lines[last].text, issuers) or _AFTER.match(lines[last].text)):
            last -= 1
        if below := _signing(lines, last, issuers):
            found.append(Closing(below, None))
    return _first_document_first(tuple(found), lines)


_HEAD = re.compile(r"[^，。；：！？]{0,56}(?:通告|公告|通知|令|决定)$")
#: the same with its number in the line: 某县指挥部公告（第7号）
_NUMBERED_HEAD = re.compile(
    r"[^，。；：！？]{4,56}(?:通告|公告|通知|令|决定)[（(]?(?:20\d\d年)?第[\d一二三四五六七八九十]{1,4}号[）)]?$"
)
#: the title of a second document: a supplement, the plan that the first one brings
_TITLE = re.compile(
    r"[^，。；：！？]{0,40}关于[^，。；！？]{4,60}|[^，。；：！？]{4,50}(?:方案|办法|措施|细则|规定|指引|指南|说明)(?:[（(][^（）()]{1,14}[）)])?"
)
_NUMBER = re.compile(r"[（(]?(?:20\d\d年)?第?[\d一二三四五六七八九十]{1,4}号[）)]?$")


#: a second document that the page brings along: 附：某县某局通知, 另附一、告居民书
_ATTACHED = re.compile(r"(?:另附|附件?)\s?[\d一二三四五六七八九十]{0,2}\s?[:：、.]?\s?[^\s:：]")


def _first_document_first(found: tuple[Closing, ...], lines: tuple[Line, ...]) -> tuple[Closing, ...]:
    """Of a page with several documents the first one's closings first: another begins where a head with a number of its own, a
    title or what is attached stands below a day."""
    heads = [
        line.start
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if date_line(above)
        and (
            (_NUMBER.match(below.text) and _HEAD.match(line.text))
            or _NUMBERED_HEAD.match(line.text)
            or _TITLE.fullmatch(line.text)
            or _ATTACHED.match(line.text)
        )
    ]
    if not heads:
        return found
    return tuple(sorted(found, key=lambda closing: not (closing.day and closing.day.start < heads[0])))  # stable


def _split_day(text: str, lines: tuple[Line, ...], index: int) -> Written | None:
    """A day whose line was broken in two (2021年10月 | 23日)."""
    upper, lower = lines[index - 1], lines[index]
    if not _FRAGMENT.match(lower.text) or not re.search(r"[年月]$", upper.text):
        return None
    found = expressions(text, upper.start, lower.end)
    return found[0] if len(found) == 1 and found[0].start == upper.start and found[0].end == lower.end else None


_AFTER = re.compile(
    r"[（(](?:联系人?|咨询|电话|此件)|[—–-]{2}[^—]{4,60}[—–-]{2}$|附件|附[:：]|\d+[.、．]|抄送|联系|咨询|电话|编辑|来源|记者|监制|审核|校对|主题词|印发|公开|本页|本站|地址|热线|扫码|关注|循环播放|播放"
)


def end_of_text(text: str) -> int:
    """Where the text itself ends: before the lines at its end that name attachments, copies, editors or a telephone. An offset
    into ``text``."""
    lines = list(lines_of(text))
    while len(lines) > 1 and len(lines[-1].text) <= _SHORT and _AFTER.match(lines[-1].text):
        lines.pop()
    return lines[-1].end if lines else 0


_ROW = re.compile(r"\d{1,3}[\s　]")  #: 3 某街道某巷 2022年8月12日15时: a row of a table


_PHONE = re.compile(r"[\s\u3000]{1,4}(?:联系|咨询)?电话\s?[:：][^，。；]{5,20}$")


def _parted(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same lines, with one that ends in a body and its day (某某指挥部　2020年2月3日) parted in two."""
    parted: list[Line] = []
    for number, line in enumerate(lines):
        near = number >= len(lines) - 6 and 8 < len(line.text) <= _SHORT + 14
        days = expressions(line.text) if near and not date_line(line) else []
        head = line.text[: days[0].start].rstrip(" \t\u3000（(") if len(days) == 1 else ""
        if (
            len(head) >= 4
            and not _ROW.match(head)
            and not _PHONE.sub("", line.text[days[0].end :]).strip(" )）。晚上中下午凌晨")
            and not re.search(r"[，。；：:,;！!]|[自至从于到在]$", head)
        ):
            parted.append(Line(line.start, line.start + len(head), head))
            parted.append(
                Line(line.start + days[0].start, line.start + days[0].end, line.text[days[0].start : days[0].end])
            )
        else:
            parted.append(line)
    return tuple(parted)


def _below(lines: tuple[Line, ...], index: int, issuers: Issuers) -> tuple[Line, ...]:
    """The short lines right below a day that stands near the end: some sign under the day."""
    if index < len(lines) - 4:
        return ()
    below = []
    for line in lines[index + 1 :]:
        if len(line.text) > _SHORT or _SENTENCE.search(line.text) or _AFTER.match(line.text):
            break
        if _is_mark(line.text, issuers):
            break
        below.append(line)
    return tuple(below)


def _signing(lines: tuple[Line, ...], index: int, issuers: Issuers) -> tuple[Line, ...]:
    """The short lines that end at ``index``, in their order; nothing above a sentence."""
    kept: list[Line] = []
    while index > 0 and len(kept) < 8:
        line = lines[index]
        if _is_mark(line.text, issuers):
            index -= 1
            if kept:
                break
            continue
        if len(line.text) > _SHORT or _SENTENCE.search(line.text) or re.match(r"附件|附[:：]|抄送", line.text):
            break
        kept.insert(0, line)
        index -= 1
    return tuple(kept)


def _moved(day: Written, by: int) -> Written:
    return day._replace(start=day.start + by, end=day.end + by)
