"""Chinese numerals and character widths: what number a run of characters means.

Pure functions over strings; nothing here knows dates or notices.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "◯": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "一": 1,
    "元": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
}
_DIGITS |= {"七": 7, "八": 8, "九": 9} | {
    character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", start=1)
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
_BIG = {"百": 100, "佰": 100, "千": 1000, "仟": 1000}
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\u00a0": " "}
_WIDE = re.compile("[\uff01-\uff5e\u3000\u00a0]")

NUMERAL = "〇零○◯一二两三四五六七八九十廿卅百千壹贰叁肆伍陆柒捌玖拾佰仟"  #: the characters a Chinese numeral is made of


def narrow(text: str) -> str:
    """The text with full-width ASCII and blanks made narrow, character by character: offsets stay.

    >>> narrow("２０２０．１．２６")
    '2020.1.26'
    """
    return _narrowed(text) if len(text) < _PAGE else _page_narrowed(text)


def _narrowed(text: str) -> str:
    for wide in set(_WIDE.findall(text)):  # a text has few kinds of them: faster than to translate it
        text = text.replace(wide, _NARROW[wide])
    return text


#: characters; what is longer is a page or its text, which is asked for once for each of its lines
_PAGE = 400
_page_narrowed = lru_cache(maxsize=4)(_narrowed)


def number(text: str) -> int | None:
    """The number that a run of digits or Chinese numerals means; None when it means none.

    Digits stand side by side (二〇二二) or in places (二十三, 廿三, 一百零二). 元 is one only by itself (元年 is not used here).

    >>> number("二〇二二"), number("十五"), number("廿三"), number("３０"), number("百十")
    (2022, 15, 23, 30, None)
    """
    text = narrow(text)
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if all(character in _DIGITS or character == "0" for character in text):
        return int("".join(str(_DIGITS.get(character, 0)) for character in text))
    return _placed(text)


def _placed(text: str) -> int | None:
    """A numeral with 十, 百, 千: units fall from left to right."""
    total, digit, last = 0, None, 10_000
    for character in text:
        if character in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[character]
            continue
        unit = _TENS.get(character) or _BIG.get(character)
        if unit is None or unit >= last or (unit > 10 and character in _BIG and not digit):
            return None
        if character in "廿卅" and digit:
            return None
        total += (digit or 1) * unit
        digit, last = None, 10 if unit in (10, 20, 30) else unit
    return total + (digit or 0)
