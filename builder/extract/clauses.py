"""The clauses of a notice: its sentences, each with the block that holds it and the headings above it.

A clause is a sentence up to 。；！？ or a list item without them. Offsets are those of *text*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.model import Block

#: Blocks whose words are no clauses of the notice: its number, whom it is for, who signed it when.
SILENT_ROLES = frozenset({"number", "addressee", "signature", "date-line", "byline"})

_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]*[”’」』）)]*")
_PART = re.compile(r"[^，,：:]+[，,：:]?")
#: 「一、减免租金。」in front of the clause that says it: at most 14 characters without a comma, after a number
_RUN_IN = re.compile(
    r"[\s　]*(?:第[一二三四五六七八九十]+[条章]|[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．]|[①-⑳])[\s　]*[^，,：:。]{2,14}。$"
)


@dataclass(frozen=True)
class Clause:
    """The words at ``[start, end)`` of *text*; ``headings`` are the words of the headings above, outermost first."""

    start: int
    end: int
    words: str
    block: Block
    headings: tuple[str, ...]


def find_clauses(text: str, blocks: Iterable[Block]) -> Iterator[Clause]:
    """The clauses in the order of the text. A heading is a clause too, under the headings above it."""
    above: dict[int, str] = {}
    for block in blocks:
        if block.role in SILENT_ROLES:
            continue
        if block.role == "heading":
            above = {level: words for level, words in above.items() if level < block.level}
        headings = tuple(above[level] for level in sorted(above))
        for clause in _sentences(text, block, headings):
            yield clause
        if block.role == "heading":
            above[block.level] = text[block.start : block.end]


def _sentences(text: str, block: Block, headings: tuple[str, ...]) -> Iterator[Clause]:
    found = list(_SENTENCE.finditer(text, block.start, block.end))
    if len(found) > 1 and _RUN_IN.match(found[0].group()):
        headings = (*headings, found[0].group())
    for match in found:
        yield Clause(match.start(), match.end(), match.group(), block, headings)


def parts(words: str) -> list[tuple[int, int]]:
    """The spans between the commas and colons of a clause, marks included; offsets are those of ``words``."""
    return [match.span() for match in _PART.finditer(words)]
