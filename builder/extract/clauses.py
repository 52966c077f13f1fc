"""The clauses of a notice: its sentences, each with the block that holds it and the headings above it.

A clause is a sentence up to 。；！？ or a list item without them. Offsets are those of *text*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.model import Block

#: Blocks whose words are no clauses of the notice: its number, whom it is for, who signed it when.
SILENT_ROLES = frozenset({"number", "addressee", "signature", "date-line", "byline", "attachment"})

_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]*[”’」』）)]*")
_PART = re.compile(r"[^，,：:]+[，,：:]?")
_LABEL = (
    r"[\s　]{0,8}(?:第[一二三四五六七八九十]{1,4}[编章节条]|[（(]?(?:[一二三四五六七八九十]{1,4}|\d{1,2})[）)、.．]|[①-⑳❶-❿●◆■])?"
    r"[\s　]{0,8}"
)
_NO_ORDER = r"(?![^。]*(?:必须|须|不得|严禁|禁止|一律|应当|暂停|停止|取消|恢复|解除|实行|请|戴|勿))"
#: 「一、减免租金。」「就地过年暖心安。」 in front of what it sums up: few words, no comma, and no order of its own
_RUN_IN = re.compile(
    rf"{_LABEL}{_NO_ORDER}(?!要)[^，,：:。；]{{2,14}}。$|{_LABEL}会议(?:强调|指出|要求)，要[^，,：:。；]{{2,12}}。$"
)
#: 「第二章 监测预警」: a line of few words without any mark
_BARE = re.compile(rf"{_LABEL}{_NO_ORDER}[^，,：:。；！？、]{{2,14}}$")
#: a heading of so many characters is more than a name
_LONG_HEADING = 16


@dataclass(frozen=True)
class Clause:
    """The words at ``[start, end)`` of *text*; ``headings`` are the words of the headings above, outermost first. A
    clause that is ``heading`` itself, a block or a few words run in front of a paragraph, names what others say."""

    start: int
    end: int
    words: str
    block: Block
    headings: tuple[str, ...]
    heading: bool = False


def find_clauses(text: str, blocks: Iterable[Block]) -> Iterator[Clause]:
    """The clauses in the order of the text. A heading is a clause too, under the headings above it."""
    above: dict[int, str] = {}
    for block in blocks:
        if block.role in SILENT_ROLES:
            continue
        if block.role == "heading":
            above = {level: words for level, words in above.items() if level < block.level}
        headings = tuple(above[level] for level in sorted(above))
        yield from _sentences(text, block, headings)
        if block.role == "heading":
            above[block.level] = text[block.start : block.end]


def _orders(words: str) -> bool:
    """Whether a block that is set as a heading yet orders something: 「一、自30日起，下列线路暂停运营：」."""
    parted = "，" in words[:-3] or "," in words[:-3]
    return words.endswith(("：", ":", "。")) and (parted or (words[-1] != "。" and len(words) >= _LONG_HEADING))


def _sentences(text: str, block: Block, headings: tuple[str, ...]) -> Iterator[Clause]:
    found = list(_SENTENCE.finditer(text, block.start, block.end))
    words = text[block.start : block.end].strip()
    heading = (block.role == "heading" and not _orders(words)) or _BARE.match(words) is not None
    for at, match in enumerate(found):
        run_in = at == 0 and len(found) > 1 and _RUN_IN.match(match.group()) is not None
        yield Clause(match.start(), match.end(), match.group(), block, headings, heading or run_in)
        if run_in:
            headings = (*headings, match.group())


def parts(words: str) -> list[tuple[int, int]]:
    """The spans between the commas and colons of a clause, marks included; offsets are those of ``words``."""
    return [match.span() for match in _PART.finditer(words)]
