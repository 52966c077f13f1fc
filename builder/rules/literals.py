"""What a pattern cannot do without: the words of which every text that it matches holds at least one.

Looking for a word is many times cheaper than asking a pattern, so a page is searched once for all words of all patterns, and
a line is asked by those only whose words it holds. The words are read off the pattern as Python itself parses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeVar

import ahocorasick

#: more words than these are dearer to look for than the pattern is to ask
_MOST = 120
#: so many words may a stretch be written out to
_WRITTEN_OUT = 40

Words = frozenset[str]
Told = TypeVar("Told")


def literals_of(pattern: re.Pattern[str]) -> Words | None:
    """The words of which every match of the pattern holds one; None where there are no such words.

    Patterns that ignore case have none.
    """
    return next(iter(demands_of(pattern)), None)


def demands_of(pattern: re.Pattern[str]) -> tuple[Words, ...]:
    """All sets of words of which every match holds one each, the rarest first: 「核酸……能力」 needs both."""
    return demands_in(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def demands_in(parsed: parser.SubPattern) -> tuple[Words, ...]:
    """The same of a pattern that is only parsed."""
    if parsed.state.flags & re.IGNORECASE:
        return ()
    found = _of_sequence(parsed)
    return tuple(sorted((words for words in found if len(words) <= _MOST), key=_worth, reverse=True))


def widths_of(pattern: re.Pattern[str]) -> tuple[int, int]:
    """How many characters the shortest and the longest text has that the pattern can match."""
    return parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE).getwidth()


def finder_of(words: Mapping[str, Told]) -> Callable[..., Iterable[tuple[int, Told]]]:
    """What finds all these words in one pass over a text, or a part of it: where each of them ends (its last character), and what
    it tells."""
    return _automaton_of(words).iter if words else lambda text, start=0, end=0: ()


def teller_of(words: Mapping[str, Iterable[Told]]) -> Callable[[str], set[Told]]:
    """What tells all that the words tell that a text holds, wherever they stand. Of the text only those pairs of characters are
    looked at with which words may begin: of few words hardly any does, and the rest costs next to nothing."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for word in words:
        pairs.setdefault((word[0], word[1:2]), []).append(word)
    alone, known = frozenset(word for word in words if len(word) == 1), frozenset(pair for pair in pairs if pair[1])
    find_alone = re.compile(_class_of(alone)).findall
    find_pairs = re.compile(
        f"({_class_of({first for first, _ in known})})(?=({_class_of({last for _, last in known})}))"
    ).findall

    def tell(text: str) -> set[Told]:
        told: set[Told] = set()
        for one in set(find_alone(text)) if alone else ():
            told.update(words[one])
        for pair in known.intersection(find_pairs(text)) if known else ():
            for word in pairs[pair]:
                if len(word) == 2 or word in text:
                    told.update(words[word])
        return told

    return tell


def _class_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]" if characters else "(?!)"


def longest_finder_of(words: Mapping[str, Told]) -> Callable[[str], Iterable[tuple[int, Told]]]:
    """The same of words that do not overlap: from left to right the longest that begins at a place."""
    return _automaton_of(words).iter_long if words else lambda text: ()


def _automaton_of(words: Mapping[str, Told]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, told in words.items():
        automaton.add_word(word, told)
    automaton.make_automaton()
    return automaton


def _of_sequence(items: Iterable[Any]) -> list[Words]:
    """What its parts demand: stretches that can be written out are joined to longer words."""
    demands: list[Words] = []
    run = _NOTHING
    for code, value in items:
        words = _written_out(code, value)
        if words is not None and len(run) * len(words) <= _WRITTEN_OUT:
            run = _joined(run, words)
            continue
        demands, run = _with(demands, run), _NOTHING
        if words is not None:
            run = words
        else:
            demands += _of_part(code, value)
    return _with(demands, run)


_NOTHING: Words = frozenset(("",))


def _joined(run: Words, words: Words) -> Words:
    return frozenset(first + second for first in run for second in words)


def _with(demands: list[Words], run: Words) -> list[Words]:
    return demands if "" in run else [*demands, run]


def _written_out(code: Any, value: Any) -> Words | None:
    """All strings that a part can match; None where they are too many to say."""
    if code is codes.LITERAL:
        return frozenset((chr(value),))
    if code in (codes.AT, codes.ASSERT_NOT):
        return _NOTHING
    if code is codes.IN and len(value) <= 6 and all(kind is codes.LITERAL for kind, _ in value):
        return frozenset(chr(character) for _, character in value)
    if code is codes.SUBPATTERN:
        return _all_of(value[3])
    if code is codes.ATOMIC_GROUP:
        return _all_of(value)
    if code is codes.BRANCH:
        return _either(_all_of(branch) for branch in value[1])
    return None


def _all_of(items: Iterable[Any]) -> Words | None:
    run = _NOTHING
    for code, value in items:
        words = _written_out(code, value)
        if words is None or len(run) * len(words) > _WRITTEN_OUT:
            return None
        run = _joined(run, words)
    return run


def _either(choices: Iterator[Words | None]) -> Words | None:
    found: set[str] = set()
    for words in choices:
        if words is None:
            return None
        found |= words
    return frozenset(found)


def _of_part(code: Any, value: Any) -> list[Words]:
    if code is codes.SUBPATTERN:
        return _of_sequence(value[3])
    if code is codes.ATOMIC_GROUP:
        return _of_sequence(value)
    if code is codes.BRANCH:
        best = [max(_of_sequence(branch), key=_worth, default=None) for branch in value[1]]
        return [frozenset().union(*best)] if all(best) else []  # type: ignore[arg-type]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    if code is codes.ASSERT and value[0] > 0:
        return _of_sequence(value[1])
    return []


def _worth(words: Words) -> tuple[int, int, list[str]]:
    """Long words are rare, few words are cheap; the words themselves keep the order the same in every run."""
    return min(map(len, words)), -len(words), sorted(words)
