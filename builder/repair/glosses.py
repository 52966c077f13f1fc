"""Readings that a program put behind characters or words: ``核酸檢測(cè)``, ``防控（fáng kòng）``, ``测[ce4]``, ``测/cè/``,
``测cè``, ``测(ㄘㄜˋ)``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from builder.repair.case import Case
from builder.repair.language import read_sentences
from builder.text.edits import Edit
from builder.text.fold import fold, simplified_characters
from builder.text.script import HAN

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
#: the rows of brackets that programs use; letters may be written with their accents apart, with figures for tones, or without
OPENING = "(（[【{〔〈<《"
_BRACKETS = re.compile(
    f"[{re.escape(OPENING)}]( ?[A-ZÀ-Ǜ]?[{LETTERS}\\u0300-\\u030c][{LETTERS}\\u0300-\\u030c1-5 '’-]{{0,40}})[)）\\]】}}〕〉>》]"
)
#: a reading between slashes, or with nothing round it
_ACCENTS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_BARE = re.compile(f"(?=[/{LETTERS}])(?<=[{HAN}])(/?)([{LETTERS}]{{1,24}})\\1(?![a-z{_ACCENTS}])")
#: the letters of Taiwan's schools, in brackets or with nothing round them
_BOPOMOFO = "\u3105-\u312f"
_TONES = "ˊˇˋ˙"
_SPELT = re.compile(f"([(（])?((?:˙?[{_BOPOMOFO}]{{1,3}}+[{_TONES}]?+ ?+){{1,6}}+)(?(1)[)）])")
_UNBRACKETED = re.compile(f"[{_BOPOMOFO}{_ACCENTS}]")
_ANY_BOPOMOFO, _ANY_ACCENT = re.compile(f"[{_BOPOMOFO}]"), re.compile(f"[{_ACCENTS}]")
#: whatever holds a reading holds one of these
READINGS = re.escape(OPENING) + _BOPOMOFO + _ACCENTS
_BEFORE = re.compile(f"[{HAN}]{{1,6}}([ \\u00a0]?)\\Z")
#: this many of the characters of notices are common ones
_COMMON = 1200
#: who teaches reading writes accents; so many figures for tones are a program's
_LEAST_FIGURES = 8
#: more glosses than who teaches the numbers up to ten writes
_MANY = 12
_NO_LETTERS = re.compile("[^a-zü]")


class Gloss(NamedTuple):
    """A reading in brackets, ``[start, end)`` with a blank before it, and the characters that it reads."""

    start: int
    end: int
    word: str
    reading: str


def drop_pinyin_glosses(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a reading behind its characters, in documents where a program did that; a single 蔚(yù)县 stays.

    Such a program glosses a character always or never, so the judgement is about the whole document: how many true
    readings there are, of how many characters, and whether those characters ever stand without one.
    """
    found = sorted(_glosses(text))
    if not found or not _made_by_program(text, found, case.traditional):
        return ()
    return [Edit(gloss.start, gloss.end, text[gloss.start : gloss.end], "") for gloss in found]


def _glosses(text: str) -> Iterator[Gloss]:
    """Every reading of what stands before it."""
    for found, reading in _readings(text):
        before = _BEFORE.search(text, max(0, found.start() - 7), found.start())
        if before:
            characters = before.group().rstrip(" \u00a0")
            told = (
                reading if reading.isascii() or not _ANY_BOPOMOFO.search(reading) else _in_pinyin(characters, reading)
            )
            word = read_word(characters, told) if told else None
            if word:
                yield Gloss(before.start(1), found.end(), word, told)


def _readings(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """What may be a reading, in all the shapes in which this text may have some."""
    yield from ((found, unicodedata.normalize("NFC", found[1]).strip().lower()) for found in _BRACKETS.finditer(text))
    if not _UNBRACKETED.search(text):
        return
    if _ANY_ACCENT.search(text):
        yield from ((found, found[2]) for found in _BARE.finditer(text))
    if _ANY_BOPOMOFO.search(text):
        yield from ((found, found[2].strip()) for found in _SPELT.finditer(text))


def _in_pinyin(before: str, spelt: str) -> str:
    """The reading in letters that these syllables are of the last of these characters; empty where they are none."""
    syllables = spelt.split()
    read = [
        next((reading for reading in _all_readings(one) if _in_bopomofo(reading) == syllable), "")
        for one, syllable in zip(before[-len(syllables) :], syllables, strict=False)
    ]
    return " ".join(read) if len(read) == len(syllables) and all(read) else ""


@lru_cache(maxsize=4096)
def _in_bopomofo(reading: str) -> str:
    from pypinyin import Style
    from pypinyin.style import convert

    return str(convert(reading, Style.BOPOMOFO, strict=True))


def read_word(before: str, reading: str) -> str | None:
    """The shortest end of these characters whose reading this is, tones aside; of one character the tone mark too."""
    plain = _plain(reading)
    for size in range(1, len(before) + 1):
        word = before[-size:]
        if _reads(word, plain):
            toned = reading.isalpha() and not reading.isascii() and size == 1
            return word if not toned or is_reading(word, reading) else None
    return None


def _reads(word: str, plain: str) -> bool:
    """Whether these letters are readings of the word's characters, one after another."""
    ends = {0}
    for character in word:
        readings = _plain_readings(character)
        ends = {end + len(reading) for end in ends for reading in readings if plain.startswith(reading, end)}
    return len(plain) in ends


def _made_by_program(text: str, found: list[Gloss], traditional: bool) -> bool:
    """Whether a program put so many glosses there. Who teaches reading glosses a word once, or in each of its readings."""
    words = Counter(gloss.word for gloss in found)
    readings = defaultdict(set)
    for gloss in found:
        readings[gloss.word].add(gloss.reading)
    if sum(map(len, readings.values())) > 1.1 * len(words) + 1:
        return False
    repeated = len(found) - len(words)
    toned = sum(not gloss.reading.isascii() or gloss.reading[-1].isdigit() for gloss in found) * 2 >= len(found)
    old = simplified_characters()
    in_old_form = sum(word in old for word in words)
    if len(found) < (0.9 if all(len(word) == 1 for word in words) else 0.7) * sum(text.count(word) for word in words):
        often = 5 * repeated >= len(found) or (traditional and 5 * in_old_form >= 4 * len(words))
        return len(found) >= (10 if toned else 20) and (often or (toned and _teach_nothing(found)))
    if traditional and toned and (in_old_form >= 2 or all(map(_needs_no_gloss, found))):
        return True
    if not toned:
        return len(found) >= 8 and len(words) >= 4 and 4 * repeated >= len(found)
    often = 6 * repeated >= len(found) or sum(gloss.reading[-1].isdigit() for gloss in found) >= _LEAST_FIGURES
    return len(found) >= 5 and len(words) >= 3 and (often or (len(found) >= _MANY and _teach_nothing(found)))


def _teach_nothing(found: list[Gloss]) -> bool:
    """Whether hardly any of the readings is of use to a reader: programs that strike at random places meet 的 and 一."""
    return 5 * sum(map(_needs_no_gloss, found)) >= 4 * len(found)


def _needs_no_gloss(gloss: Gloss) -> bool:
    """Whether this is the first reading of a character that everybody reads, or a word of such characters."""
    if len(gloss.word) == 1 and gloss.reading != _all_readings(gloss.word)[0]:
        return False
    return _common_characters().issuperset(fold(gloss.word))


@lru_cache(maxsize=1)
def _common_characters() -> frozenset[str]:
    counts = Counter(character for line in read_sentences() for character in line)
    return frozenset(character for character, _ in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:_COMMON])


def is_reading(character: str, letters: str) -> bool:
    """Whether this is a reading of the character, with its tone mark (pypinyin's table)."""
    return letters in _all_readings(character)


@lru_cache(maxsize=4096)
def _all_readings(character: str) -> tuple[str, ...]:
    from pypinyin.constants import PINYIN_DICT  # a table of 40,000 rows: only texts with glosses wait for it

    return tuple(PINYIN_DICT.get(ord(character[0]), "").split(","))


@lru_cache(maxsize=4096)
def _plain_readings(character: str) -> frozenset[str]:
    return frozenset(_plain(reading) for reading in _all_readings(character)) - {""}


def _plain(reading: str) -> str:
    """The letters without tones: ``lǜ``, ``lv4`` and ``lu`` are ``lu``."""
    bare = unicodedata.normalize("NFD", reading).replace("v", "u")
    return _NO_LETTERS.sub("", bare)
