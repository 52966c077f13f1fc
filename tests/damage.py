"""What programs do to a page before it is scraped, done again on purpose, by name, so that repair can be measured.

Each simulator is a pure function of the text. Chance is drawn from a checksum of the text: the same page is always
damaged in the same way. The forms were found on real pages; what they look like there is written in the method texts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import cycle
from pathlib import Path

import opencc

_CHARACTERS = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"
#: the converter of these sites knows one traditional form for each character, and leaves these as they are
_KEPT = "后于里范制系布面干松采志愿斗游回只群峰了出合同向周台丑吁叶谷云几咸卷表准家千才升筑"
_CHOSEN = {
    "为": "為",
    "众": "眾",
    "启": "啟",
    "症": "癥",
    "着": "著",
    "台": "臺",
    "云": "雲",
    "几": "幾",
    "叶": "葉",
    "准": "準",
    "签": "簽",
}
_FOLDED = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


@lru_cache(maxsize=1)
def toolmap_table() -> dict[int, str]:
    """Simplified to traditional, one form a character, as the converters of mirror sites have it."""
    table = {}
    for line in _CHARACTERS.read_text(encoding="utf-8").splitlines():
        character, _, others = line.partition("\t")
        first = others.split(" ")[0]
        if character not in _KEPT and first != character and len(first) == 1 and ord(first) < 0x10000:
            table[ord(character)] = first
    return table | {ord(old): new for old, new in _CHOSEN.items()}


def toolmap(text: str) -> str:
    """Simplified script turned traditional, character by character."""
    return text.translate(toolmap_table())


def gloss(text: str) -> str:
    """The reading in brackets behind every character of a set: each of them always, all others never.

    The set is drawn from the characters that ``toolmap`` makes: 15 %, 45 % or all of them.
    """
    from pypinyin.constants import PINYIN_DICT

    made = set(toolmap_table().values()) - {chr(code) for code in toolmap_table()}
    crc = zlib.crc32(text.encode())
    share = (0.15, 0.45, 1.0)[crc % 3]
    table = {}
    for character in sorted(made & set(text)):
        reading = PINYIN_DICT.get(ord(character), "").split(",")[0]
        if reading and zlib.crc32(character.encode(), crc) / 2**32 < share:
            table[ord(character)] = f"{character}({reading})"
    return text.translate(table)


def commas(text: str) -> str:
    """A comma before two of every three marks ``、 。 ，``."""
    turn = cycle((True, True, False))
    return re.sub("[、。，]", lambda mark: f",{mark.group()}" if next(turn) else mark.group(), text)


def fold(text: str) -> str:
    """Full-width ASCII and the ideographic blank turned half width."""
    return text.translate(_FOLDED)


def lost_widths(text: str) -> str:
    """The text with those widths folded that nothing can bring back: all but ``， ； ： ？ ！ （ ）``."""
    return text.translate({code: mark for code, mark in _FOLDED.items() if chr(code) not in "，；：？！（）"})


def blanks(text: str) -> str:
    """A blank before every seventh mark and between two of every thirty-three characters of long lines."""
    text = _every(7, "[、。，；]", lambda found: " " + found.group(), text)
    return _in_long_lines(lambda line: _every(33, "(?<=[一-鿿])(?=[一-鿿])", lambda _: " ", line), text)


def wrap(text: str) -> str:
    """Every line broken after 28 characters."""
    return "\n".join(
        "\n".join(line[at : at + 28] for at in range(0, len(line), 28)) or line for line in text.split("\n")
    )


def zero_width(text: str) -> str:
    """A zero-width blank behind every fiftieth character, and a byte order mark in front."""
    return "\ufeff" + _every(50, ".", lambda found: found.group() + "\u200b", text)


def tags(text: str) -> str:
    """Lines in paragraph tags, two blanks as codes in front."""
    return "\n".join(
        f'<p style="text-indent:2em">&nbsp;&nbsp;{line}</p>' if line.strip() else line for line in text.split("\n")
    )


def masks(text: str) -> str:
    """The characters 毒 and 政 in 病毒, 消毒, 政府 as a filter masks them."""
    return text.replace("病毒", "病*").replace("消毒", "消*").replace("政府", "*府")


def latin(text: str) -> str:
    """GBK read as Latin-1. Characters that GBK lacks are lost before."""
    return text.encode("gbk", "ignore").decode("latin-1")


def windows(text: str) -> str:
    """Line ends of another system."""
    return text.replace("\n", "\r\n")


def _every(step: int, pattern: str, change: Callable[[re.Match[str]], str], text: str) -> str:
    """Every ``step``-th match changed."""
    count = iter(range(1, len(text) + 2))
    return re.sub(pattern, lambda found: change(found) if next(count) % step == 0 else found.group(), text)


def _in_long_lines(change: Callable[[str], str], text: str) -> str:
    return "\n".join(change(line) if len(line) >= 40 else line for line in text.split("\n"))


SIMULATORS = {
    damage.__name__: damage
    for damage in (toolmap, gloss, commas, fold, blanks, wrap, zero_width, tags, masks, latin, windows)
}


def damage_page(page: str, names: Iterable[str]) -> str:
    """The page after these damages, in order. Raises KeyError for a damage that nobody simulates."""
    for name in names:
        page = SIMULATORS[name](page)
    return page
