"""Folding: the same words in one spelling, so that they can be recognised and found whatever script and width they stand in.

Traditional characters become simplified ones, full-width forms half-width ones, upper case lower case. One character
becomes one character, always: an offset in the folded text is an offset in the text. Folding is for comparing only; what
is published is repaired, not folded.

The character table is that of OpenCC's ``TSCharacters`` (first candidate), read once; 著 is added, which OpenCC leaves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import opencc

_CHARACTERS = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
#: so many kinds of characters are slower to replace one by one
_MANY = 32
#: characters that are asked one by one: those beyond the basic plane, and one that becomes another that is folded itself
_FIRST_BEYOND = "\U00010000"
_FOLDED_TWICE = "薴"
#: what nearly every text has of them
_COMMON = (("，", ","), ("：", ":"), ("；", ";"), ("（", "("), ("）", ")"), ("\u3000", " "))
_BY_HAND = {"著": "着", "於": "于", "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " "}


@lru_cache(maxsize=1)
def simplified_characters() -> dict[str, str]:
    """Each traditional character that has one simplified counterpart, with that counterpart."""
    pairs = {}
    for line in _CHARACTERS.read_text(encoding="utf-8").splitlines():
        old, _, new = line.partition("\t")
        first = new.split(" ")[0]
        if len(old) == 1 and len(first) == 1 and old != first:
            pairs[old] = first
    return pairs


@lru_cache(maxsize=1)
def folding_table() -> dict[int, str]:
    """For ``str.translate``: traditional to simplified, full width to half width, upper case to lower case, 1:1."""
    table = {ord(old): new for old, new in simplified_characters().items()}
    table |= {0xFF01 + step: chr(0x21 + step).lower() for step in range(94)}
    table |= {code: chr(code).lower() for code in range(0x41, 0x250) if _has_one_lower(code)}
    return table | {ord(old): new for old, new in _BY_HAND.items()}


def _has_one_lower(code: int) -> bool:
    lower = chr(code).lower()
    return len(lower) == 1 and lower != chr(code)


def fold(text: str) -> str:
    """The text in simplified characters, half width and lower case. Same length, so offsets stay.

    Replacing the few kinds of characters that most texts have of these is faster than to ask for each character what becomes of
    it.
    """
    for old, new in _COMMON:
        text = text.replace(old, new)
    table, plain = _replacements()
    found = set(plain.findall(text))
    if len(found) > _MANY or _FOLDED_TWICE in text or _goes_beyond(text):
        return text.translate(folding_table())
    for old in found:
        text = text.replace(old, table[old])
    return text


def _goes_beyond(text: str) -> bool:
    """Whether it has characters beyond the basic plane. They take four bytes; to count these is faster than to look for them."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


@lru_cache(maxsize=1)
def _replacements() -> tuple[dict[str, str], re.Pattern[str]]:
    """What becomes of each character, and a pattern that finds those of the basic plane."""
    table = {chr(code): new for code, new in folding_table().items()}
    return table, re.compile(f"[{re.escape(''.join(one for one in table if one < _FIRST_BEYOND))}]")
