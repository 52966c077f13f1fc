"""Which of many patterns can match in a text, told in one pass from the words that stand in it.

A pattern is tried only where a word stands that it cannot do without: most sentences hold very few of these words, and of the
patterns that are tried two in three match.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from operator import itemgetter
from typing import Generic, TypeVar

from builder.rules.literals import Words, finder_of

Asked = TypeVar("Asked")
_ROW = itemgetter(1)


class WordIndex(Generic[Asked]):
    """Whatever asks for words, found by them. Each set of words that something demands is one bit, so that all its demands are
    compared in one step."""

    def __init__(self, asking: Iterable[tuple[str, Asked, tuple[Words, ...]]]) -> None:
        """Each of them with whom it serves (a measure, a place of the page; nobody in particular: the empty string) and the
        sets of words of which it demands one each, the rarest first (none: it is always able)."""
        self._asked: list[Asked] = []
        bits: dict[Words, int] = {}
        waiting: dict[str, list[tuple[int, str, int]]] = {"": []}
        for number, (owner, asked, demands) in enumerate(asking):
            self._asked.append(asked)
            rarest, *others = demands or [frozenset(("",))]
            rest = sum(bits.setdefault(words, 1 << len(bits)) for words in set(others))
            for word in rarest:
                waiting.setdefault(word, []).append((rest, owner, number))
        meets = dict.fromkeys(waiting, 0)
        for words, bit in bits.items():
            for word in words:
                meets[word] = meets.get(word, 0) | bit
        # the first of them is "", which stands in every text
        self._words = [(bit, tuple(waiting.get(word, ()))) for word, bit in meets.items()]
        self._find = finder_of({word: row for row, word in enumerate(meets) if word})

    def able(self, text: str, owners: Container[str] = ("",)) -> list[Asked]:
        """What serves these owners and has a word in the text of each set that it demands; each once, in the order given."""
        present = [self._words[row] for row in {0, *map(_ROW, self._find(text))}]
        met = 0
        for bits, _ in present:
            met |= bits
        lacking = ~met
        numbers = {
            number
            for _, waiting in present
            for rest, owner, number in waiting
            if owner in owners and not rest & lacking
        }
        return [self._asked[number] for number in sorted(numbers)]
