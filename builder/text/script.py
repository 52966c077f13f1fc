"""What kind of character this is: Han, digit, a sign of loss, or none of them."""

from __future__ import annotations

import re

#: what decoders write for a character whose bytes were lost
LOST = "\ufffd"
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
_HAN_OR_DIGIT = re.compile(f"[{HAN}0-9\uff10-\uff19]")
_NARROW_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def is_han(character: str) -> bool:
    """Whether this one character is a Han character (〇 included)."""
    return _HAN.match(character) is not None


def han_and_digits(text: str) -> str:
    """The Han characters and digits of a text, in order, digits narrow: what a change of layout must keep."""
    return "".join(_HAN_OR_DIGIT.findall(text)).translate(_NARROW_DIGITS)
