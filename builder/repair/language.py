"""How likely a character is behind two others: enough to tell a sentence from rubbish, small enough to ship.

The counts are those of ``rules/repair/words.tsv`` and ``ngrams.tsv`` (where they come from stands in
``language_source.md`` beside them) and of the document itself, which counts more. Read only when a run has to be solved.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from math import log
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "rules" / "repair"
#: a word's count in the list of words beside one sighting in our own text
_WORDS = 1 / 3000
#: a sighting in the document beside one in our own text
DOCUMENT = 3.0
#: how many sightings the shorter context is worth beside the longer one
_THREE, _TWO, _ONE = 12.0, 80.0, 500.0
_KINDS = 80_000
#: what each character that it was seen behind says for its standing behind any
_VARIETY = 6.0
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")
EDGE = "\n"


def plain(text: str) -> str:
    """The text as it is counted: marks full width, every digit ``0``, every Latin letter ``a``. Same length."""
    return "".join(map(_plain_character, text.translate(_MARKS)))


@lru_cache(maxsize=16384)
def _plain_character(one: str) -> str:
    if one.isdigit() and one < "\u3000":
        return "0"
    if one.isalpha() and one < "\u0250":
        return "a"
    return EDGE if one.isspace() else one


def sightings(text: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Characters, pairs and triples of a text with their counts."""
    text = plain(text)
    return (
        Counter(text),
        Counter(map("".join, itertools.pairwise(text))),
        Counter(map("".join, zip(text, text[1:], text[2:], strict=False))),
    )


class Language:
    """Counts of characters, pairs and triples; ``of`` gives the logarithm of a character's likelihood."""

    def __init__(
        self,
        ones: Mapping[str, float],
        twos: Mapping[str, float],
        threes: Mapping[str, float],
        starts: Mapping[str, float],
    ) -> None:
        self.ones, self.twos, self.threes, self.starts = ones, twos, threes, starts
        self.total = sum(ones.values())
        self.beginnings = sum(starts.values())
        self._known: dict[str, float] = {}
        self._alone: dict[str, float] = {}
        self._behind: dict[str, float] = {}

    def of(self, before: str, character: str) -> float:
        """How likely ``character`` is behind ``before``, its last two characters."""
        key = before + character
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = log(self._likelihood(before, character))
        return known

    def at_most(self, before: str, character: str) -> float:
        """No less than ``of``, and sooner known where the two were never seen together."""
        last = before[-1:]
        if self.twos.get(last + character, 0.0) or before + character in self._known:
            return self.of(before, character)
        alone = self._alone.get(character)
        if alone is None:
            one = (self.starts.get(character, 0.0) + _ONE / _KINDS) / (self.beginnings + _ONE)
            alone = self._alone[character] = log(one)
        behind = self._behind.get(last)
        if behind is None:
            behind = self._behind[last] = log(_TWO / (self.ones.get(last, 0.0) + _TWO))
        return alone + behind

    def _likelihood(self, before: str, character: str) -> float:
        ones, twos = self.ones, self.twos
        one = (self.starts.get(character, 0.0) + _ONE / _KINDS) / (self.beginnings + _ONE)
        last = before[-1:]
        two = (twos.get(last + character, 0.0) + _TWO * one) / (ones.get(last, 0.0) + _TWO)
        if len(before) < 2:
            return two
        return (self.threes.get(before + character, 0.0) + _THREE * two) / (twos.get(before, 0.0) + _THREE)

    def with_document(self, text: str) -> Language:
        """The same with the characters of a document, suspect spans left out of it, counted more."""
        return self._with(text, DOCUMENT)

    def without_document(self, text: str) -> Language:
        """The same without the sightings of a document that was counted: for measuring on it."""
        return self._with(text, -1.0)

    def _with(self, text: str, weight: float) -> Language:
        tables = zip((self.ones, self.twos, self.threes), sightings(text), strict=True)
        return Language(
            *(
                _Both(base, {key: count * weight for key, count in counts.items()}, self.total)
                for base, counts in tables
            ),
            self.starts,
        )


class _Both(dict[str, float]):
    """Two tables of counts, added up when asked."""

    def __init__(self, base: Mapping[str, float], more: Mapping[str, float], total: float) -> None:
        super().__init__(more)
        self._base = base
        self._total = total

    def get(self, key: str, default: float = 0.0) -> float:  # type: ignore[override]
        more = super().get(key)
        return self._base.get(key, default) if more is None else max(0.0, self._base.get(key, 0.0) + more)

    def values(self) -> tuple[float, ...]:  # type: ignore[override]
        return (self._total,)


@lru_cache(maxsize=1)
def general_language() -> Language:
    """The counts that the archive ships."""
    ones: defaultdict[str, float] = defaultdict(float)
    twos: defaultdict[str, float] = defaultdict(float)
    threes: defaultdict[str, float] = defaultdict(float)
    starts: defaultdict[str, float] = defaultdict(float)
    tables = (ones, twos, threes)
    for line in (FOLDER / "words.tsv").read_text(encoding="utf-8").splitlines():
        word, _, count = line.partition("\t")
        weight = float(count) * _WORDS
        starts[word[0]] += weight
        for size, table in enumerate(tables, 1):
            for at in range(len(word) - size + 1):
                table[word[at : at + size]] += weight
    for line in (FOLDER / "ngrams.tsv").read_text(encoding="utf-8").splitlines():
        gram, _, count = line.partition("\t")
        gram = gram.replace("¶", EDGE)
        tables[len(gram) - 1][gram] += float(count)
        if len(gram) == 2:  # a character that follows many others may follow any
            starts[gram[1]] += _VARIETY
    return Language(dict(ones), dict(twos), dict(threes), dict(starts))
