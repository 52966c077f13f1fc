"""Damage that repair sees and cannot undo: it is marked, so that a reader is warned and nobody takes the text for whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.model import Mark
from builder.repair.blanks import words

_QUESTION_MARKS = re.compile("[?？\ufffd](?:[?？\ufffd0-9、，。；：,;:（）() ]{0,3}[?？\ufffd]){5,}")
_REPLACED = re.compile("\ufffd+")
_BEFORE_BOOK = re.compile("[?？](?<=[一-鿿].)(?=《)")
#: two in a row of what the lead bytes of UTF-8 become when they are read as GBK
_UTF8_AS_GBK = re.compile("(?:[锛銆鐨鈥鍦涓鍜缁鏂鎺鐤闃鎴浣鏉绗鍙][^\n，。]{0,2}){4,}")
_OF_MISREAD = re.compile("[锛銆鐨鈥鍦涓鍜缁鏂鎺鐤闃鎴浣鏉绗鍙\u0080-\u00ff]")
_LATIN = re.compile("[\u0080-\u00ff][\u0020-\u00ff]{0,2}(?:[\u0080-\u00ff][\u0020-\u00ff]{0,2}){9,}")
_UNITS = re.compile("(?m)^20[12]\\d(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\\d|3[01])$|〔20[12]\\d\\d{1,4}号")
_PAIR = re.compile("([一-鿿]{2})[，。；]")
_MOST = 5
#: fewer pairs before marks tell nothing
_LEAST_PAIRS = 4


def find_wounds(page: str) -> Iterator[Mark]:
    """Marks in order of their kinds, at most five of each. Offsets in *page*."""
    if "?" in page or "？" in page or "\ufffd" in page:
        yield from _marks("caution/lost-characters", (_QUESTION_MARKS, _REPLACED, _BEFORE_BOOK), page)
    if _OF_MISREAD.search(page):
        yield from _marks("caution/misread", (_UTF8_AS_GBK, _LATIN), page)
    if "〔20" in page or "\n20" in page:
        yield from _marks("caution/date-units-lost", (_UNITS,), page)
    yield from _rare_pairs(page)


def _marks(rule: str, patterns: tuple[re.Pattern[str], ...], page: str) -> Iterator[Mark]:
    for pattern in patterns:
        for count, found in enumerate(pattern.finditer(page)):
            if count < _MOST:
                yield Mark(rule, found.start(), found.end())


def _rare_pairs(page: str) -> Iterator[Mark]:
    """Two characters before the marks that a program put there against copying: rare ones before every fifth mark or more, or
    before three marks of four a pair that is no word. In a text the characters before a mark are mostly a word or its end."""
    pairs = list(_PAIR.finditer(page))
    rare = list(_rare_before_marks().finditer(page))
    if len(rare) >= 3 and len(rare) * 5 >= len(pairs):
        yield from (Mark("caution/rare-characters", pair.start(), pair.start() + 2) for pair in rare[:_MOST])
    elif len(pairs) >= _LEAST_PAIRS:
        known = words()
        strange = [pair for pair in pairs if pair[1] not in known]
        if len(strange) * 4 >= len(pairs) * 3:
            yield from (Mark("caution/rare-characters", pair.start(), pair.start() + 2) for pair in strange[:_MOST])


@lru_cache(maxsize=1)
def _rare_before_marks() -> re.Pattern[str]:
    """Two characters before a mark that GB 2312 counts to its second level, by stroke and radical, or does not have."""
    rare = (chr(code) for code in range(0x4E00, 0xA000) if _is_rare(chr(code)))
    return re.compile(f"[{''.join(rare)}]{{2}}(?=[，。；])")


def _is_rare(character: str) -> bool:
    code = character.encode("gb2312", "replace")
    return len(code) < 2 or code[0] >= 0xD8
