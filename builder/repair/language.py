"""How likely a character is behind three others: enough to tell a sentence from rubbish, small enough to ship.

A Kneser-Ney model of characters: what was seen behind three characters is mixed with what was seen behind two, one and none
of them, the shorter the context the more kinds of characters the longer one has seen. It counts ``rules/repair/words.tsv``
and ``sentences.txt`` (where they come from stands in ``language_source.md`` beside them) and the document itself, which counts
more. Read only when a run has to be solved.

What we ship is counted once and kept from one command to the next (``keep_in``): half a million rows, packed by their first
character. A document opens a few hundred of some thousand packs, so a lone seed does not wait for all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

import msgspec

from builder.cache import Cache

FOLDER = Path(__file__).parents[1] / "rules" / "repair"
_SENTENCES, _WORD_LIST = FOLDER / "sentences.txt", FOLDER / "words.tsv"
#: how many characters of context count
CONTEXT = 3
#: a word's count in the list of words beside one sighting in our own text
_WORDS = 1 / 3000
#: a sighting in the document beside one in our own text
DOCUMENT = 2.0
#: what every count gives away to what was not seen
_DISCOUNT = 0.85
#: how many sightings all characters together have that were never seen, and how many such characters there are
_UNSEEN, _KINDS = 50.0, 30_000
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")
EDGE = "\n"
_PADDING = (EDGE, EDGE + EDGE)

Counts = tuple[dict[str, float], ...]
#: some characters, how often they were seen, what these sightings give away, and the rows that begin with them
_Context = tuple[str, float, float, Mapping[str, float], Mapping[str, float]]


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


class Rows(NamedTuple):
    """The rows that begin with one character, by their length less one; of each context among them what was seen behind it in
    all, and what that gives away."""

    counts: Counts
    totals: Counts
    given: Counts


_NO_ROWS = Rows(*[tuple({} for _ in range(CONTEXT + 1))] * 3)


class Shipped(msgspec.Struct, frozen=True, array_like=True):
    """What was counted in the texts that we ship: of each character behind how many others it was seen, the sum of these, and
    the counts of the rows that begin with it, packed."""

    starts: dict[str, float]
    all: float
    packs: dict[str, msgspec.Raw]


class Language:
    """Counts of rows of one to four characters; ``of`` gives the logarithm of a character's likelihood."""

    def __init__(self, shipped: Shipped) -> None:
        self._packs, self._starts, self._all = shipped.packs, shipped.starts, shipped.all
        self._opened: dict[str, Rows] = {}
        self._more = self._more_totals = self._more_given = _NO_ROWS.counts
        self._followers: dict[str, frozenset[str]] = {}
        self._more_followers: dict[str, set[str]] = {}
        self._anywhere: dict[str, float] = {}
        self._known: dict[str, float] = {}
        self._contexts: dict[str, tuple[_Context, ...]] = {}
        self._shortened: dict[str, str] = {}

    @property
    def characters(self) -> Iterable[str]:
        """Every character that was counted, the document's aside."""
        return (first for first in self._packs if first != EDGE)

    def _rows(self, first: str) -> Rows:
        """The rows that begin with this character, the document's aside."""
        rows = self._opened.get(first)
        if rows is None:
            pack = self._packs.get(first)
            counts = msgspec.msgpack.decode(pack, type=Counts) if pack else ()
            rows = self._opened[first] = Rows(counts, *_contexts(counts)) if counts else _NO_ROWS
        return rows

    def _count(self, row: str) -> float:
        return self._rows(row[0]).counts[len(row) - 1].get(row, 0.0)

    def of(self, before: str, character: str) -> float:
        """How likely ``character`` is behind ``before``, its last three characters."""
        key = before + character
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = log(self._likelihood(before, character))
        return known

    def context(self, before: str) -> str:
        """The last of these characters that count for what follows: three, fewer where they were never seen in a row."""
        known = self._shortened.get(before)
        if known is None:
            size = 1
            while size < CONTEXT and self._is_seen(before[-size - 1 :]):
                size += 1
            known = self._shortened[before] = before[-size:]
        return known

    def _is_seen(self, row: str) -> bool:
        return row in self._rows(row[0]).totals[len(row)] or row in self._more_totals[len(row)]

    def alone(self, character: str) -> float:
        """How likely a character is anywhere."""
        return log(self._likelihood("", character))

    def unseen_behind(self, context: str) -> float:
        """What is added to ``alone`` at most, where the character was never seen behind this one."""
        rows = self._rows(context)
        total = rows.totals[1].get(context, 0.0) + self._more_totals[1].get(context, 0.0)
        given = rows.given[1].get(context, 0.0) + self._more_given[1].get(context, 0.0)
        return log(given / total) if total else 0.0

    def followers(self, character: str) -> frozenset[str]:
        """The characters that were seen behind this one."""
        if character not in self._followers:
            self._followers[character] = frozenset(row[1] for row in self._rows(character).counts[1])
        if not self._more_followers:
            for row in self._more[1]:
                self._more_followers.setdefault(row[0], set()).add(row[1])
        return self._followers[character].union(self._more_followers.get(character, ()))

    def _likelihood(self, before: str, character: str) -> float:
        contexts = self._contexts.get(before)
        if contexts is None:
            contexts = self._contexts[before] = tuple(self._seen_contexts(before))
        likely = self._anywhere.get(character)
        if likely is None:
            likely = (self._starts.get(character, 0.0) + _UNSEEN / _KINDS) / (self._all + _UNSEEN)
            self._anywhere[character] = likely
        for context, total, given, counts, more in contexts:
            row = context + character
            count = counts.get(row, 0.0) + more.get(row, 0.0) - _DISCOUNT
            likely = ((count if count > 0.0 else 0.0) + given * likely) / total
        return likely

    def _seen_contexts(self, before: str) -> Iterator[_Context]:
        """The contexts that were seen, the shortest first."""
        for size in range(1, len(before) + 1):
            context = before[-size:]
            rows = self._rows(context[0])
            total = rows.totals[size].get(context, 0.0) + self._more_totals[size].get(context, 0.0)
            if total:
                given = rows.given[size].get(context, 0.0) + self._more_given[size].get(context, 0.0)
                yield context, total, given, rows.counts[size], self._more[size]
            elif size > 1:
                break

    def with_document(self, text: str) -> Language:
        """The same with the characters of a document, suspect spans left out of it, counted more."""
        language = object.__new__(Language)
        language.__dict__ |= self.__dict__ | {
            "_known": {},
            "_contexts": {},
            "_shortened": {},
            "_more_followers": {},
        }
        language._more = _counted(text.split("\n"), DOCUMENT)
        language._more_totals, language._more_given = _contexts(language._more, self._count)
        return language


def _counted(lines: Iterable[str], weight: float) -> Counts:
    """Rows of one to four characters of some lines, already plain; each line has edges before it and one behind."""
    text = "".join(f"{EDGE * CONTEXT}{line}" for line in lines) + EDGE
    counts = []
    for size in range(1, CONTEXT + 2):
        first = CONTEXT + 1 - size
        rows = Counter([text[at : at + size] for at in range(first, len(text) - size + 1)])
        counts.append({row: count * weight for row, count in rows.items() if row[-2:] not in _PADDING})
    return tuple(counts)


def _contexts(counts: Counts, base: Callable[[str], float] = lambda _: 0.0) -> tuple[Counts, Counts]:
    """For each context the sum of what follows it and what its rows give away, beyond what their counts in ``base`` do."""
    totals: tuple[defaultdict[str, float], ...] = tuple(defaultdict(float) for _ in counts)
    given: tuple[defaultdict[str, float], ...] = tuple(defaultdict(float) for _ in counts)
    for size, table in enumerate(counts):
        if size:
            total, gift = totals[size], given[size]
            for row, count in table.items():
                context, before = row[:-1], base(row)
                total[context] += count
                gift[context] += min(before + count, _DISCOUNT) - min(before, _DISCOUNT)
    return totals, given


def _variety(counts: Counts) -> tuple[dict[str, float], float]:
    """How many different characters each character was seen behind: what follows many may follow any."""
    starts: defaultdict[str, float] = defaultdict(float)
    for row, count in counts[1].items():
        starts[row[1]] += min(count, 1.0)
    return starts, sum(starts.values())


#: Where the counts of what we ship are kept.
_STORE: list[Cache] = []


def keep_in(store: Cache) -> None:
    """Has the counts of what we ship kept here from one command to the next."""
    _STORE[:] = [store]


@lru_cache(maxsize=1)
def general_language() -> Language:
    """The counts that the archive ships."""
    if not _STORE:
        return language_of(read_sentences())
    (store,) = _STORE
    key = store.key("language", _SENTENCES.read_bytes() + _WORD_LIST.read_bytes())
    kept = store.get(key)
    if kept is None:
        kept = msgspec.msgpack.encode(_shipped(read_sentences()))
        store.put(key, kept)
        store.keep_only([key])
    return Language(msgspec.msgpack.decode(kept, type=Shipped))


def read_sentences() -> list[str]:
    """The lines of our own text."""
    return _SENTENCES.read_text(encoding="utf-8").splitlines()


def language_of(sentences: Iterable[str]) -> Language:
    """The list of words and some lines, counted."""
    return Language(_shipped(sentences))


def _shipped(sentences: Iterable[str]) -> Shipped:
    counts = _counted(map(plain, sentences), 1.0)
    for line in _WORD_LIST.read_text(encoding="utf-8").splitlines():
        word, _, count = line.partition("\t")
        weight = float(count) * _WORDS
        for size, table in enumerate(counts, 1):
            for at in range(len(word) - size + 1):
                row = word[at : at + size]
                table[row] = table.get(row, 0.0) + weight
    return Shipped(*_variety(counts), _packed(counts))


def _packed(counts: Counts) -> dict[str, msgspec.Raw]:
    """The rows by their first character."""
    piles: dict[str, Counts] = {}
    for size, table in enumerate(counts):
        for row, count in table.items():
            if row[0] not in piles:
                piles[row[0]] = tuple({} for _ in counts)
            piles[row[0]][size][row] = count
    return {first: msgspec.Raw(msgspec.msgpack.encode(pile)) for first, pile in piles.items()}
