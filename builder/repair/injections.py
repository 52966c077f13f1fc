"""What copying sites put into running text: their address in the middle of a word, a line feed and a running
number, rare characters before the marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from builder.repair.blanks import pairs_of_our_text, parts_a_word, words
from builder.repair.case import Case, Span, deletions
from builder.text.edits import Edit

_ADDRESS = re.compile(
    "(?:内容|本文|文章)(?:来自|来源于?|转自|摘自|首发于?)(?:https?://)?www\\.[a-z0-9-]{1,40}(?:\\.[a-z0-9-]{1,20}){0,2}\\.[a-z]{2,8}(?:/[a-z0-9./_-]{0,60})?"
)
#: the mark is looked for first, then what stands before it
BEFORE_MARK = re.compile("[，。；](?<=([一-鿿]{2}).)")
_BEFORE_ANY_MARK = re.compile("[，。；、：？！](?<=([一-鿿]{2}).)")
#: fewer pairs tell nothing
_LEAST_PAIRS = 4
_NUMBER = re.compile("\n(\\d{1,2})、")
_FINISHED = re.compile("[。；：！？…”）》;:!?)\\s]")
_INSIDE = re.compile("[，。；,;].")
_OWN_NUMBER = re.compile("\\s*(\\d{1,2})、")


def drop_injected_addresses(text: str, case: Case) -> Iterable[Edit]:
    """Deletes 内容来自www.… within a line. Alone on its line it is the page's own and its role tells."""
    if "www." not in text:
        return ()
    return [edit for edit in deletions(text, _ADDRESS) if text[max(0, edit.start - 1) : edit.start].strip()]


def join_numbered_breaks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a line feed and a number in the middle of a sentence: ``要求各\n2、地落实``.

    The line before has not ended and is prose, and is not the item that this number would follow; or the two lines share a
    word. Sites for sharing papers put such numbers into the text, 2 first, one after another.
    """
    return [
        Edit(number.start(), number.end(), number.group(), "")
        for number in _NUMBER.finditer(text)
        if _breaks_a_sentence(text, number)
    ]


def _breaks_a_sentence(text: str, number: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, number.start()) + 1 : number.start()]
    rest = text[number.end() : number.end() + 3]
    if rest[:1] in ("\n", ""):
        return True  # a number of nothing
    if not line.strip() or _FINISHED.match(line[-1]) or not rest.strip():
        return False
    if rest[0] in "，。；、！？）”":
        return True
    if parts_a_word(line[-3:] + " " + rest, min(3, len(line))):
        return True
    own = _OWN_NUMBER.match(line)
    follows = own is not None and int(own[1]) == int(number[1]) - 1
    return not follows and (len(line) >= 40 or _INSIDE.search(line) is not None)


@lru_cache(maxsize=2)
def pairs_before_marks(text: str) -> Counter[str]:
    """How often each pair of characters stands before a mark. A text that no cure changes is asked twice."""
    return Counter(BEFORE_MARK.findall(text))


def drop_planted_pairs(text: str, case: Case) -> Iterable[Edit]:
    """Deletes pairs of characters that a program planted before the marks against copying: ``下午砍聊，…图片背稼，``.

    Such pairs come back again and again, before most marks, and are no words; or they are rare characters, two or one, and no
    words, before three marks of five. Others nobody can tell from the text; they are marked (``wounds``).
    """
    counts = pairs_before_marks(text)
    size = counts.total()
    if size < _LEAST_PAIRS:
        return ()
    found = list(_often_planted(text, counts)) or list(_rarely_read(text, counts))
    return [Edit(start, end, text[start:end], "") for start, end in found]


def _often_planted(text: str, counts: Counter[str]) -> Iterator[Span]:
    size = counts.total()
    often = {pair for pair, count in counts.items() if count >= max(2, size * 0.08)}
    if sum(counts[pair] for pair in often) * 2 >= size:
        known = words()
        planted = often - known - pairs_of_our_text()
        found = [
            pair.span(1)
            for pair in _BEFORE_ANY_MARK.finditer(text)
            if pair[1] in planted and text[pair.start(1) - 1 : pair.start(1) + 1] not in known
        ]
        if len(found) * 2 >= size:
            yield from found


def _rarely_read(text: str, counts: Counter[str]) -> Iterator[Span]:
    """The rare characters before marks, where three marks of five have some that make no word with what they follow."""
    rare = rare_characters()
    strange = {pair for pair in counts if pair[1] in rare}
    if sum(counts[pair] for pair in strange) * 5 < 3 * counts.total():
        return
    known = words() | pairs_of_our_text()
    if sum(counts[pair] for pair in strange - known) * 5 >= 3 * counts.total():
        for pair in _BEFORE_ANY_MARK.finditer(text):
            if pair[1][1] in rare and pair[1] not in known:
                yield pair.start(1) + (pair[1][0] not in rare), pair.end(1)


@lru_cache(maxsize=1)
def rare_characters() -> frozenset[str]:
    """Characters that GB 2312 counts to its second level, by stroke and radical, or does not have."""
    return frozenset(chr(code) for code in range(0x4E00, 0xA000) if _is_rare(chr(code)))


def _is_rare(character: str) -> bool:
    code = character.encode("gb2312", "replace")
    return len(code) < 2 or code[0] >= 0xD8
