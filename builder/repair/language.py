"""How likely a character is behind three others: enough to tell a sentence from rubbish, small enough to ship.

A Kneser-Ney model of characters: what was seen behind three characters is mixed with what was seen behind two, one and none
of them, the shorter the context the more kinds of characters the longer one has seen. It counts ``rules/repair/words.tsv``
and ``sentences.txt`` (where they come from stands in ``language_source.md`` beside them) and the document itself, which counts
more. Read only when a run has to be solved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "rules" / "repair"
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


class Language:
    """Counts of rows of one to four characters; ``of`` gives the logarithm of a character's likelihood."""

    def __init__(self, counts: Counts, more: Counts = ()) -> None:
        self._counts, self._more = counts, more or tuple({} for _ in counts)
        self._totals, self._given = _contexts(counts)
        self._starts, self._all = _variety(counts)
        self._more_totals, self._more_given = _contexts(self._more, counts)
        self._followers: dict[str, set[str]] = {}
        self._more_followers: dict[str, set[str]] = {}
        self._anywhere: dict[str, float] = {}
        self._known: dict[str, float] = {}
        self._contexts: dict[str, tuple[_Context, ...]] = {}
        self._shortened: dict[str, str] = {}

    @property
    def characters(self) -> Iterable[str]:
        """Every character that was counted, the document's aside."""
        return self._counts[0]

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
        return row in self._totals[len(row)] or row in self._more_totals[len(row)]

    def alone(self, character: str) -> float:
        """How likely a character is anywhere."""
        return log(self._likelihood("", character))

    def unseen_behind(self, context: str) -> float:
        """What is added to ``alone`` at most, where the character was never seen behind this one."""
        total = self._totals[1].get(context, 0.0) + self._more_totals[1].get(context, 0.0)
        given = self._given[1].get(context, 0.0) + self._more_given[1].get(context, 0.0)
        return log(given / total) if total else 0.0

    def followers(self, character: str) -> frozenset[str]:
        """The characters that were seen behind this one."""
        for counts, followers in ((self._counts, self._followers), (self._more, self._more_followers)):
            if not followers:
                for row in counts[1]:
                    followers.setdefault(row[0], set()).add(row[1])
        return frozenset(self._followers.get(character, ())).union(self._more_followers.get(character, ()))

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
            total = self._totals[size].get(context, 0.0) + self._more_totals[size].get(context, 0.0)
            if total:
                given = self._given[size].get(context, 0.0) + self._more_given[size].get(context, 0.0)
                yield context, total, given, self._counts[size], self._more[size]
            elif size > 1:
                break

    def with_document(self, text: str) -> Language:
        """The same with the characters of a document, suspect spans left out of it, counted more."""
        language = object.__new__(Language)
        language.__dict__ |= self.__dict__ | {
            "_known": {},
            "_pairs": {},
            "_contexts": {},
            "_shortened": {},
            "_more_followers": {},
        }
        language._more = _counted(text.split("\n"), DOCUMENT)
        language._more_totals, language._more_given = _contexts(language._more, self._counts)
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


def _contexts(counts: Counts, base: Counts = ()) -> tuple[Counts, Counts]:
    """For each context the sum of what follows it and what its rows give away, beyond what those of ``base`` do."""
    totals: tuple[defaultdict[str, float], ...] = tuple(defaultdict(float) for _ in counts)
    given: tuple[defaultdict[str, float], ...] = tuple(defaultdict(float) for _ in counts)
    for size, table in enumerate(counts):
        if size:
            total, gift = totals[size], given[size]
            under: Mapping[str, float] = base[size] if base else {}
            for row, count in table.items():
                context, before = row[:-1], under.get(row, 0.0)
                total[context] += count
                gift[context] += min(before + count, _DISCOUNT) - min(before, _DISCOUNT)
    return totals, given


def _variety(counts: Counts) -> tuple[dict[str, float], float]:
    """How many different characters each character was seen behind: what follows many may follow any."""
    starts: defaultdict[str, float] = defaultdict(float)
    for row, count in counts[1].items():
        starts[row[1]] += min(count, 1.0)
    return starts, sum(starts.values())


@lru_cache(maxsize=1)
def general_language() -> Language:
    """The counts that the archive ships."""
    return language_of(read_sentences())


def read_sentences() -> list[str]:
    """The lines of our own text."""
    return (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()


def language_of(sentences: Iterable[str]) -> Language:
    """The list of words and some lines, counted."""
    counts = _counted(map(plain, sentences), 1.0)
    for line in (FOLDER / "words.tsv").read_text(encoding="utf-8").splitlines():
        word, _, count = line.partition("\t")
        weight = float(count) * _WORDS
        for size, table in enumerate(counts, 1):
            for at in range(len(word) - size + 1):
                row = word[at : at + size]
                table[row] = table.get(row, 0.0) + weight
    return Language(counts)
