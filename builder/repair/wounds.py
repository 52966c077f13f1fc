"""Damage that repair sees and cannot undo: it is marked, so that a reader is warned and nobody takes the text for whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model import Mark
from builder.repair.blanks import pairs_of_our_text, words
from builder.repair.disorder import find_disorder
from builder.repair.injections import BEFORE_MARK, pairs_before_marks, rare_characters, rarely_read_ends
from builder.repair.width import ASKS

_QUESTION_MARKS = re.compile("[?？\ufffd](?:[?？\ufffd0-9、，。；：,;:（）() ]{0,3}[?？\ufffd]){5,}")
#: a row of question marks has so many at least
_LEAST_LOST = 6
_LOST = re.compile("[?？\ufffd\ue000-\uf8ff]")
_REPLACED = re.compile("[\ufffd\ue000-\uf8ff]+")
#: a question mark amid words that ask nothing: what a program wrote for a character that it did not know
_AMID = re.compile("[?？](?<=[一-鿿].)(?=[一-鿿])")
_AT_END = re.compile("[?？](?=[”」』]?(?:\n|$))")
_MASKED = re.compile("[*＊](?<=[一-鿿].)(?=[一-鿿])")
_LEAST_AMID = 3
_BEFORE_BOOK = re.compile("[?？](?<=[一-鿿].)(?=《)")
#: what the commonest characters and marks of UTF-8 become when it is read as GBK; no Chinese text has two of them near
_AS_GBK = "锛銆鐨鈥鍦涓鍜缁鏂鎺鐤闃鎴浣鏉绗鍙紝"
_FROM_UTF8 = re.compile(f"[{_AS_GBK}]")
_OF_LATIN = re.compile("[\u0080-\u017f]")
#: without one of these a page has no wound but strange pairs, exchanged words and days without their units
WOUNDED = f"OoIlZ?？*\ufffd\ue000-\uf8ff\u0080-\u017f{_AS_GBK}"
_LINE = re.compile("[^\n]+")
_LATIN = re.compile("[\u0080-\u017f][\u0020-\u017f]{0,2}(?:[\u0080-\u017f][\u0020-\u017f]{0,2}){9,}")
#: each begins with what is quickly found
_UNITS = (
    re.compile("20(?<![^\n]20)[12]\\d(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\\d|3[01])(?![^\n])"),
    re.compile("〔20[12]\\d\\d{1,4}号"),
)
_LOOK_ALIKE = re.compile("[OoIlZ]")
_IN_NUMBER = re.compile("[OoIlZ](?:(?=\\d)|(?<=[\\d年月].))")
#: letters that a reading machine saw in a day, a count or a telephone number, where a figure looks like them. The units are few:
#: 5l is a measure, O号楼 and I类 are names
_DOUBTFUL = (
    re.compile("(?<![A-Za-z\\d])2[0Oo][\\dOoIlZ]{2}(?<!\\d{4})(?=\\s?年)"),
    re.compile("[年月](?=[OoIl])[OoIl][\\dOoIl]?(?=\\s?[月日])|[年月]\\d[OoIl](?=\\s?[月日])"),
    re.compile("(?<![A-Za-z\\d.])(?:\\d{1,4}[Oo][\\dOo]{0,4}|[IlOo]\\d{1,3})(?=\\s?(?:[人例%％天]|小时|分钟|名))"),
    re.compile("(?<![A-Za-z\\d])(?=[\\d-]{0,12}[OoIl])(?:0\\d{2,3}-?|1[3-9][\\dOoIl])[\\dOoIl]{7,8}(?![A-Za-z\\d])"),
)
#: each as far as it is told by what stands right beside it
_OTHER_WORDS = re.compile(
    "作业|告诉(?:(?=如下)|(?<=[的急部此本]..))|布告|严厉(?=[落执履实遵管控节按])|部分(?=[、，。；：要应负和的])(?<=[各关能管]..)"
    "|节制|紧张(?=通知)|熏染|断绝|察看|病案|新式(?=冠状)|沾染|打仗(?<=密切打仗|亲密打仗)|亲密(?=接触者)|职员(?<=[作护务政勤]..)"
    "|当真(?=[落贯执履组])"
)
_PLAIN_ALTERED = re.compile(
    "(?:防控|防疫|组织|宣传|保障|监管|排查|服务|领导|指挥)作业|作业(?:领导小组|专班)|(?:告诉|布告)如下|关于.{2,40}的(?:告诉|布告)"
    "|(?:肺炎|病毒)(?:熏染|沾染)|密切打仗|(?:密切|亲密)打仗者|亲密接触者|(?:工作|医护|医务|行政|执勤)职员|当真(?:落实|贯彻|执行|履行|组织)|医学察看|(?:会合|集中)断绝|确诊病案|新式冠状病毒|紧张通知"
)
_ALTERED = re.compile(
    f"{_PLAIN_ALTERED.pattern}|(?:紧急|指挥部|特此|本)(?:告诉|布告)|严厉(?:落实|执行|履行|实行|实施|遵守|管控|控制|节制|按照)"
    "|(?:各|有关|相关|职能|主管|监管)部分(?=[、，。；：要应负和的])|(?:疫情|严厉|有效|防备|防控|联防联)节制|节制(?:措施|中心|疫情|人员)"
)
#: what readers of documents for print write for a character of a font that does not tell which it is, and what memory holds that
#: nobody wrote to, read as GBK
_UNTOLD = re.compile(
    "(?:\\(cid[:：]\\d{1,5}\\)){1,60}|(?:glyph<c=\\d{1,5}[,，]font=[^<>\n]{1,60}>){1,60}|烫{4,60}|屯{4,60}"
)
_UNTOLD_SIGNS = ("(cid", "glyph<c=", "烫烫烫", "屯屯屯")
_MOST = 5
#: fewer pairs before marks tell nothing
_LEAST_PAIRS = 4


def find_wounds(page: str, signs: str) -> Iterator[Mark]:
    """Marks in order of their kinds, at most five of each. Offsets in *page*, of whose characters ``signs`` holds those of
    ``WOUNDED``, each once."""
    if _LOST.search(signs):
        yield from _lost_characters(page, signs)
    if "*" in signs and len(_MASKED.findall(page)) >= 2:
        yield from _marks("caution/lost-characters", (_MASKED,), page)
    if _FROM_UTF8.search(signs):
        yield from _misread_lines(page)
    if _OF_LATIN.search(signs):
        yield from _marks("caution/misread", (_LATIN,), page)
    if _LOOK_ALIKE.search(signs) and _IN_NUMBER.search(page):
        yield from _marks("caution/doubtful-figures", _DOUBTFUL, page)
    if any(sign in page for sign in _UNTOLD_SIGNS):
        yield from _marks("caution/lost-characters", (_UNTOLD,), page)
    if "〔20" in page or "\n20" in page:
        yield from _marks("caution/date-units-lost", _UNITS, page)
    yield from _rare_pairs(page)
    yield from _altered_words(page)
    yield from find_disorder(page)


def _lost_characters(page: str, signs: str) -> Iterator[Mark]:
    """Rows of question marks, characters that stand for what could not be read, and a question mark before a book title."""
    if sum(map(page.count, "?？\ufffd")) >= _LEAST_LOST:
        yield from _marks("caution/lost-characters", (_QUESTION_MARKS,), page)
    if _REPLACED.search(signs):
        yield from _marks("caution/lost-characters", (_REPLACED,), page)
    if ("?" in signs or "？" in signs) and _asks_of_nothing(page):
        yield from _marks("caution/lost-characters", (_AMID,), page)
    if "?《" in page or "？《" in page:
        yield from _marks("caution/lost-characters", (_BEFORE_BOOK,), page)


def _asks_of_nothing(page: str) -> bool:
    """Whether question marks stand amid words that ask nothing, three at least and most of all that there are."""
    amid = list(_AMID.finditer(page)) if page.count("?") + page.count("？") >= _LEAST_AMID else []
    if len(amid) < _LEAST_AMID:
        return False
    asking = sum(ASKS.search(page, max(0, one.start() - 12), one.start()) is not None for one in amid)
    at_end = 0 if "。" not in page and "，" not in page else len(_AT_END.findall(page))
    return 5 * asking <= len(amid) and 3 * at_end <= len(amid)


def _misread_lines(page: str) -> Iterator[Mark]:
    """Lines full of what UTF-8 becomes when it is read as GBK. They lost bytes, or they would have been read again."""
    lines = (
        line for line in _LINE.finditer(page) if len(_FROM_UTF8.findall(line.group())) * 20 >= len(line.group()) - 8
    )
    misread = [line for line in lines if len(_FROM_UTF8.findall(line.group())) >= 2]
    yield from (Mark("caution/misread", line.start(), line.end()) for line in misread[:_MOST])


def _marks(rule: str, patterns: tuple[re.Pattern[str], ...], page: str) -> Iterator[Mark]:
    for pattern in patterns:
        for count, found in enumerate(pattern.finditer(page)):
            if count < _MOST:
                yield Mark(rule, found.start(), found.end())


def _altered_words(page: str) -> Iterator[Mark]:
    """Words that a program exchanged for others of like meaning, where no document has these: 防控作业, 有关部分, 布告如下.
    Nothing brings the old ones back; the reader is told that the wording is not the document's. One may be a slip."""
    lines = sorted({_line_of(page, word.start()) for word in _OTHER_WORDS.finditer(page)})
    if lines:
        found = [hit for start, end in lines for hit in _ALTERED.finditer(page, start, end)]
        if len(found) >= 2 or any(_PLAIN_ALTERED.fullmatch(hit.group()) for hit in found):
            yield from (Mark("caution/wording-altered", hit.start(), hit.end()) for hit in found[:_MOST])


def _line_of(page: str, at: int) -> tuple[int, int]:
    end = page.find("\n", at)
    return page.rfind("\n", 0, at) + 1, len(page) if end < 0 else end


def _rare_pairs(page: str) -> Iterator[Mark]:
    """Two characters before the marks that a program put there against copying: rare ones before every fifth mark or more, or
    before three marks of four a pair that is no word. In a text the characters before a mark are mostly a word or its end."""
    pairs = pairs_before_marks(page)
    strange = _rarely_read_pairs(pairs)
    if not strange:
        if len(pairs) < _LEAST_PAIRS or not _are_hardly_in(words(), pairs):
            return
        strange = set(pairs) - words() - pairs_of_our_text()
        if sum(pair in strange for pair in pairs) * 4 < 3 * len(pairs):
            return
    found = [pair for pair in BEFORE_MARK.finditer(page) if pair[1] in strange]
    yield from (Mark("caution/rare-characters", pair.start(1), pair.end(1)) for pair in found[:_MOST])


def _rarely_read_pairs(pairs: tuple[str, ...]) -> set[str]:
    """The pairs of two rare characters, where every fifth pair and three at least are such."""
    if rarely_read_ends(pairs) < 3:
        return set()
    rare = rare_characters()
    found = [pair for pair in pairs if pair[0] in rare and pair[1] in rare]
    return set(found) if len(found) >= 3 and len(found) * 5 >= len(pairs) else set()


def _are_hardly_in(known: frozenset[str], pairs: tuple[str, ...]) -> bool:
    """Whether at most every fourth of the pairs is known; told as soon as one more is."""
    left = len(pairs) // 4
    for pair in pairs:
        left -= pair in known
        if left < 0:
            return False
    return True
