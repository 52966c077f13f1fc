"""Traditional script, written simplified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import opencc

from builder.text.edits import Edit, join_touching
from builder.text.fold import simplified_characters
from builder.text.script import is_han

if TYPE_CHECKING:
    from builder.repair.case import Case

_TABLES = Path(opencc.__file__).parent / "dictionary"
_SIMPLIFIED, _PHRASES = _TABLES / "STCharacters.txt", _TABLES / "TSPhrases.txt"

#: 著名單 is the list that somebody holds, 著名單位 a body that is known
_LIST_OF_NAMES = re.compile("名[單单](?!位)")
#: places that keep their 乾 (qián), which dries nothing there: 乾州街道, 乾县, 乾安县
_NAMED_QIAN = re.compile("乾(?=[州縣县陵]|安[縣县])")
#: what UTF-8 punctuation and the commonest characters become in GBK; no Chinese text is full of them
UTF8_IN_GBK = "锛銆鐨鈥鍦鏄涓鍜缁鏂鎺鐤"
_MISREAD = re.compile(f"[{UTF8_IN_GBK}]")
#: Japanese has characters of old form too
_LINE = re.compile("[^\n]+")
#: a line of so many is no name
_LEAST_OLD = 8
_KANA = re.compile("[ぁ-ゖァ-ヺ]")


@lru_cache(maxsize=1)
def _fingerprints() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only traditional text has, and characters that only simplified text has."""
    old = simplified_characters()
    new, both = set(), set()
    for line in _SIMPLIFIED.read_text(encoding="utf-8").splitlines():
        character, _, others = line.partition("\t")
        (both if character in others.split(" ") else new).add(character)
    return _any_of(set(old) - set(old.values()) - both - new), _any_of(new - set(old))


def _any_of(characters: set[str]) -> re.Pattern[str]:
    """One of them. Those beyond the basic plane are left out: they are rare, and with them no class is fast."""
    return re.compile(f"[{''.join(sorted(one for one in characters if ord(one) < 0x10000))}]")


def is_misread(text: str) -> bool:
    """Whether the text is UTF-8 that was read as GBK. Its characters look traditional and are none of the text's: they are
    read again where their bytes are whole, and shown as they stand where not."""
    return len(_MISREAD.findall(text)) * 40 >= max(len(text), 120)


def looks_traditional(text: str) -> bool:
    """Whether the text is written in traditional characters, wholly or in good part.

    A name or a link in traditional characters does not make a simplified page traditional; a page whose body is
    traditional and whose frame is simplified is. At least three characters, and every fifth of those that tell.
    """
    _, new = _fingerprints()
    count = _old_characters(text)
    return count >= 3 and count >= 0.2 * (count + len(new.findall(text))) and len(_KANA.findall(text)) < count


@lru_cache(maxsize=2)
def _old_characters(text: str) -> int:
    """How many characters only traditional text has. A text that no cure changes is asked twice."""
    return len(_fingerprints()[0].findall(text))


def _traditional_lines(text: str) -> Iterator[re.Match[str]]:
    """The lines of another script than the rest: hardly a character of theirs is a simplified one."""
    old, new = _fingerprints()
    for line in _LINE.finditer(text):
        words = line.group()
        count = len(old.findall(words))
        is_old = count >= _LEAST_OLD and count * 8 >= len(words) and count >= 4 * len(new.findall(words))
        if is_old and not _KANA.search(words) and not is_misread(words):
            yield line


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _to_simplified() -> tuple[dict[int, str], re.Pattern[str]]:
    """Each character with its simplified one, and the phrases of which OpenCC does not write each character so."""
    table = {ord(old): new for old, new in simplified_characters().items()}
    pairs = (line.split("\t") for line in _PHRASES.read_text(encoding="utf-8").splitlines())
    phrases = [old for old, new in pairs if old.translate(table) != new.split(" ")[0]]
    return table, re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))


def simplified(text: str) -> str:
    """What OpenCC's t2s makes of a text. It needs twenty times as long as a table, so only the lines are sent through it that
    hold a phrase in which a character becomes another than elsewhere (乾坤, 瞭望)."""
    table, phrases = _to_simplified()
    if not phrases.search(text):
        return text.translate(table)
    convert = _converter().convert
    return "".join(
        convert(line) if phrases.search(line) else line.translate(table) for line in text.splitlines(keepends=True)
    )


def write_simplified(text: str, case: Case) -> Iterable[Edit]:
    """Writes a traditional text, or the lines of a text that are, in simplified characters (OpenCC's t2s, phrases included),
    character by character.

    Simplified text is left alone: t2s on it would turn 萧乾 into 萧干 and 藉 into 借.
    """
    if not case.traditional:
        lines = _traditional_lines(text) if _old_characters(text) >= _LEAST_OLD and not is_misread(text) else ()
        return join_touching(
            edit for line in lines for edit in _differences(line.group(), simplified(line.group()), line.start())
        )
    kept = {found.start() for found in _NAMED_QIAN.finditer(text)} if "乾" in text else ()
    changed = _differences(text, simplified(text))
    return join_touching(edit for edit in changed if edit.start not in kept)


def write_zhe(text: str, case: Case) -> Iterable[Edit]:
    """Writes 着 for the 著 that OpenCC leaves (落实著 → 落实着), but not in the words that keep 著."""
    rule = case.tables.by_code["write_zhe"]
    if not case.traditional or "著" not in text or rule.any_word is None:
        return ()
    words = (word for word in rule.any_word.finditer(text) if not _LIST_OF_NAMES.match(text, word.end() - 1))
    spared = {at for word in words for at in range(word.start(), word.end())}
    return join_touching(
        Edit(found.start(), found.end(), "著", "着") for found in re.finditer("著", text) if found.start() not in spared
    )


def correct_simplified_words(text: str, case: Case) -> Iterable[Edit]:
    """Corrects words that character-wise conversion gets wrong: the table's words, each of one length with its cure."""
    rule = case.tables.by_code["correct_simplified_words"]
    if not case.traditional or rule.any_word is None:
        return ()
    cures = dict(rule.rewrites)
    return [
        edit
        for word in rule.any_word.finditer(text)
        for edit in _differences(word.group(), cures[word.group()], word.start())
    ]


def _differences(before: str, after: str, at: int = 0) -> Iterator[Edit]:
    """An edit for each Han character that another one replaced. Texts of another length are left as they are."""
    if len(before) != len(after):
        return
    for step, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new and is_han(old) and is_han(new):
            yield Edit(at + step, at + step + 1, old, new)
