"""Readings that a program put behind characters or words: ``核酸檢測(cè)``, ``防控（fáng kòng）``, ``测[ce4]``, ``测/cè/``,
``测cè``, ``测(ㄘㄜˋ)``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from builder.repair.case import Case, without
from builder.repair.language import read_sentences
from builder.text.edits import Edit
from builder.text.fold import fold, simplified_characters
from builder.text.script import HAN

ACCENTED_CAPITALS = "ĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜ"
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
#: the rows of brackets that programs use; letters may be written with their accents apart, with figures for tones, or without
OPENING = "(（[【{〔〈<《「『“‘"
_OPEN, _CLOSE = f"[{re.escape(OPENING)}]", "[)）\\]】}〕〉>》」』”’]"
_BRACKETS = re.compile(
    f"{_OPEN}(?P<twice>{_OPEN})?"
    f"(?P<reading> ?[A-ZÀ-Ǜ]?[{LETTERS}\\u0300-\\u030c][{LETTERS}\\u0300-\\u030c1-5 '’-]{{0,40}}|[A-Z{ACCENTED_CAPITALS}]{{1,7}})"
    f"{_CLOSE}(?(twice){_CLOSE})"
)
#: a reading between slashes, or with nothing round it
_ACCENTS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_BARE = re.compile(
    f"(?=[/|^_ {LETTERS}])(?<=[{HAN}])(?:(?P<sign>[/|])|(?P<blank> )|[\\^_])?(?P<reading>[{LETTERS}]{{1,24}})"
    f"(?(sign)(?P=sign))(?(blank) ?)(?![a-z{_ACCENTS}])"
)
#: lines of readings and nothing else stand above or below the lines that they read
_FIGURED = re.compile(f"[a-zü](?<=[{HAN}].)[a-zü]{{0,6}}[1-5](?![a-z\\d])")
_LINE = re.compile("[^\n]+")
_ANY_HAN = re.compile(f"[{HAN}]")
_SYLLABLE, _READ = re.compile(f"[{LETTERS}]{{1,7}}"), re.compile(f"[{HAN}]|[{LETTERS}]{{1,7}}")
_LEAST_READ = 3
#: the letters of Taiwan's schools, in brackets or with nothing round them
_BOPOMOFO = "\u3105-\u312f"
_TONES = "ˊˇˋ˙"
_SPELT = re.compile(f"([(（])?((?:˙?[{_BOPOMOFO}]{{1,3}}+[{_TONES}]?+ ?+){{1,6}}+)(?(1)[)）])")
_UNBRACKETED = re.compile(f"[{_BOPOMOFO}{_ACCENTS}]")
_ANY_BOPOMOFO, _ANY_ACCENT = re.compile(f"[{_BOPOMOFO}]"), re.compile(f"[{_ACCENTS}]")
#: whatever is a reading has one of these
READINGS = f"A-ZÀ-Ǜ{LETTERS}{_BOPOMOFO}"
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
    read = list(_read_lines(text))
    if read:
        return read
    if not found or not _made_by_program(text, found, case.traditional):
        return ()
    return without(text, ((gloss.start, gloss.end) for gloss in found))


def _read_lines(text: str) -> Iterator[Edit]:
    """Lines of readings, three at least, each beside a line of as many characters that are read so."""
    if not _ANY_ACCENT.search(text):
        return
    lines = list(_LINE.finditer(text))
    words = [line.group() for line in lines]
    readings = [at for at, line in enumerate(words) if _ANY_ACCENT.search(line) and not _ANY_HAN.search(line)]
    if len(readings) < _LEAST_READ:
        return
    for step in (1, -1):
        beside = [at for at in readings if 0 <= at + step < len(lines)]
        read = [at for at in beside if _is_read(words[at], words[at + step])]
        if 4 * len(read) >= 3 * len(readings) and len(read) >= _LEAST_READ:
            for at in read:
                start, end = lines[at].span()
                end += text[end : end + 1] == "\n"
                start -= end == len(text) and text[start - 1 : start] == "\n"
                yield Edit(start, end, text[start:end], "")
            return


def _is_read(reading: str, line: str) -> bool:
    """Whether these syllables, one after another, are readings of the line's characters."""
    syllables, characters = _SYLLABLE.findall(reading.lower()), _READ.findall(line.lower())
    if len(syllables) != len(characters):
        return False
    same = sum(
        told == one or _plain(told) in _plain_readings(one) for told, one in zip(syllables, characters, strict=True)
    )
    return 5 * same >= 4 * len(characters)


def _glosses(text: str) -> Iterator[Gloss]:
    """Every reading of what stands before it, or in brackets of the character behind it."""
    for found, reading in _readings(text):
        before = _BEFORE.search(text, max(0, found.start() - 7), found.start())
        characters = before.group().rstrip(" \u00a0") if before else ""
        spelt = not reading.isascii() and _ANY_BOPOMOFO.search(reading) is not None
        told = _in_pinyin(characters, reading) if spelt else reading
        word = read_word(characters, told) if told and characters else None
        if word and before:
            end = found.end() + (bool(before[1]) and text[found.end() : found.end() + 1] == before[1])
            yield Gloss(before.start(1), end, word, told)
        elif told and found.group()[0] in OPENING and is_reading(text[found.end() : found.end() + 1] or " ", told):
            yield Gloss(found.start(), found.end(), text[found.end()], told)


def _readings(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """What may be a reading, in all the shapes in which this text may have some."""
    yield from (
        (found, unicodedata.normalize("NFC", found["reading"]).strip().lower()) for found in _BRACKETS.finditer(text)
    )
    figured = list(_FIGURED.finditer(text))
    yield from ((found, found.group()) for found in figured if len(figured) >= _MANY)
    if not _UNBRACKETED.search(text):
        return
    if _ANY_ACCENT.search(text):
        yield from ((found, found["reading"]) for found in _BARE.finditer(text))
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


@lru_cache(maxsize=4096)
def _plain(reading: str) -> str:
    """The letters without tones: ``lǜ``, ``lv4`` and ``lu`` are ``lu``."""
    bare = unicodedata.normalize("NFD", reading).replace("v", "u")
    return _NO_LETTERS.sub("", bare)
