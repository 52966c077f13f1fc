"""Pinyin that a program put in brackets behind characters: ``核酸檢測(cè)``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from builder.repair.case import Case
from builder.text.edits import Edit
from builder.text.fold import simplified_characters
from builder.text.script import HAN

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_GLOSS = re.compile(f"[(（](?<=([{HAN}])[(（])([{LETTERS}]{{1,7}}) ?[)）]")


def drop_pinyin_glosses(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a reading behind its character, in documents where a program did that; a single 蔚(yù)县 stays.

    Such a program glosses a character always or never, so the judgement is about the whole document: how many true
    readings there are, of how many characters, and whether those characters ever stand without one.
    """
    found = [gloss for gloss in _GLOSS.finditer(text) if is_reading(gloss.group(1), gloss.group(2))]
    if not found or not _made_by_program(text, found, case.traditional):
        return ()
    return [Edit(gloss.start(), gloss.end(), gloss.group(), "") for gloss in found]


def _made_by_program(text: str, found: list[re.Match[str]], traditional: bool) -> bool:
    glossed = Counter(gloss.group(1) for gloss in found)
    standing = sum(text.count(character) for character in glossed)
    if len(found) < 0.9 * standing:
        return False
    old = simplified_characters()
    if traditional and sum(character in old for character in glossed) >= 2:
        return True
    return len(found) >= 5 and len(glossed) >= 3


def is_reading(character: str, letters: str) -> bool:
    """Whether this is a reading of the character, with its tone mark (pypinyin's table)."""
    return letters in _readings(character)


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    from pypinyin.constants import PINYIN_DICT  # a table of 40,000 rows: only texts with glosses wait for it

    return frozenset(PINYIN_DICT.get(ord(character), "").split(","))
