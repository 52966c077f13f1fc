"""How strongly the words of a clause speak for and against each measure, read from ``wording.tsv``.

The table holds short strings of characters (one to three) with what each adds to the odds of a measure. It is counted from
clauses that people labelled (``tests/corpus/wording.py`` writes it) and covers wordings for which nobody wrote a pattern:
a clause that few of a measure's words stand in is no order of it, one that many stand in is, whatever the pattern says.
A word of a list of ``coding.yaml`` (a venue, a vehicle, an event) is counted as its kind, too: 「暂停<venue>」 has been learned
from cinemas and holds for a tea house that no labelled clause names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy
from numpy.typing import NDArray

from builder.errors import Problem, TableError
from builder.rules.literals import longest_finder_of

#: the longest string that is counted
LONGEST = 3
#: so many characters of a string stand beside one of them
_BESIDE = LONGEST - 1
#: a string never reaches over one of these
_STRETCH = re.compile(r"[^\s，,：:。；;！!？?、“”‘’\"'「」『』（）()《》〈〉【】\[\]·…—]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十两]+")
_LABEL = re.compile(r"^[\s　]*(?:第?[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．条])")


class Kinds:
    """Words that stand for one another. A kind is written ``<name>`` in the table and is one character, its mark, in a string."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self.marks = dict(zip(listed, _MARKS, strict=False))
        if len(self.marks) < len(listed):
            raise ValueError(f"at most {len(_MARKS)} kinds of words can be told apart")
        marks: dict[str, tuple[int, str]] = {}
        for name, words in listed.items():
            for word in words:
                marks.setdefault(word, (len(word), self.marks[name]))
        self._find = longest_finder_of(marks)

    def marked(self, words: str) -> str:
        """What stands around each of the words that a kind lists, the longest that begins at a place, with the mark of its kind
        in that word's stead: as many characters as a string may hold beside the mark. What is further away is left out."""
        found, at, reach = [], 0, 0
        for last, (length, mark) in self._find(words):
            start = last + 1 - length
            if at + reach < start - _BESIDE:
                found += (words[at : at + reach], "\n")
                at = start - _BESIDE
            found += (words[at:start], mark)
            at, reach = last + 1, _BESIDE
        return "".join((*found, words[at : at + reach]))

    def written(self, string: str) -> str:
        """A string as the table has it."""
        return "".join(self._names.get(letter, letter) for letter in string)

    def read(self, string: str) -> str:
        """A string of the table as it is looked up."""
        for mark, name in self._names.items():
            string = string.replace(name, mark)
        return string

    @cached_property
    def _names(self) -> dict[str, str]:
        return {mark: f"<{name}>" for name, mark in self.marks.items()}


#: characters that no clean text holds
_MARKS = tuple(map(chr, range(0x0E, 0x1C)))


class Wording:
    """Log-odds in tenths: ``base`` before any word, and what each string adds, both by measure.

    Whole tenths, so that the sum is the same in whatever order it is taken. A string is a number whose digits are its characters:
    so those of a whole notice are looked up in one step.
    """

    def __init__(self, base: Mapping[str, int], weights: Mapping[str, Mapping[str, int]], kinds: Kinds) -> None:
        self.measures = tuple(base)
        self._kinds = kinds
        self._weights = weights
        self._own: dict[str, dict[str, int]] = {}
        letters = sorted(set("".join(weights)))
        self._beyond = max(map(ord, letters), default=0) + 1
        self._digits = numpy.zeros(self._beyond + 1, dtype=numpy.int64)  # 0: a character of no string
        self._digits[list(map(ord, letters))] = range(1, len(letters) + 1)
        self._places = (len(letters) + 1) ** numpy.arange(LONGEST)[::-1]
        rows = {"": base, **weights}  # the empty string stands in every clause, and its number is 0
        numbers = self._digits_of("".join(string.ljust(LONGEST, "\n") for string in rows))
        numbers = numbers.reshape(-1, LONGEST) @ self._places
        column = {measure: at for at, measure in enumerate(base)}
        cells = [(at, column[measure], weight) for at, of in enumerate(rows.values()) for measure, weight in of.items()]
        added = numpy.zeros((len(rows), len(base)), dtype=numpy.int32)
        added[*numpy.array(cells, dtype=numpy.int32).reshape(-1, 3).T[:2]] = [weight for _, _, weight in cells]
        order = numpy.argsort(numbers)
        self._numbers, self._added = numbers[order], added[order]

    def weigh(self, words: str) -> dict[str, float]:
        """The log-odds of each measure that the table knows; above 0 a measure is likelier stated than not."""
        return self.weigh_each((words,))[0]

    def weigh_each(self, clauses: Sequence[str]) -> list[dict[str, float]]:
        """The same of each of these clauses. A string that a clause holds twice counts once."""
        return [dict(zip(self.measures, row, strict=True)) for row in self.odds_of(clauses).tolist()]

    @cached_property
    def bare(self) -> dict[str, float]:
        """The log-odds of each measure before any word."""
        return self.weigh("")

    def odds_of(self, clauses: Sequence[str]) -> NDArray[numpy.float64]:
        """The same, a row for each clause and a column for each of ``measures``."""
        if not clauses:
            return numpy.zeros((0, len(self.measures)))
        plain = [f"{words}\n{self._kinds.marked(words)}\n" for words in map(_plain, clauses)]
        clause = numpy.repeat(numpy.arange(len(plain)), list(map(len, plain)))
        digits = numpy.append(self._digits_of("".join(plain)), (0,) * _BESIDE)
        parts = [digits[at : at + len(clause)] * place for at, place in enumerate(self._places)]
        numbers = numpy.add.accumulate(parts)  # of the first character here, of two, of three
        rows = self._numbers.searchsorted(numbers)
        known = self._numbers.take(rows, mode="clip") == numbers
        found = numpy.sort((clause * len(self._numbers) + rows)[known])
        clause, rows = numpy.divmod(found[numpy.diff(found, prepend=-1) > 0], len(self._numbers))
        starts = clause.searchsorted(numpy.arange(len(plain)))
        return numpy.add.reduceat(self._added.take(rows, axis=0), starts) / 10

    def speaks_for(self, measure: str, words: str) -> float:
        """What the words add to the odds of one measure."""
        own = self._of(measure)
        return sum(own[string] for string in own.keys() & strings_of(words, self._kinds)) / 10

    def each_for(self, measure: str, strings: Iterable[str]) -> dict[str, int]:
        """What each of these strings adds to the odds of one measure, in tenths; those that add nothing are left out."""
        own = self._of(measure)
        return {string: own[string] for string in strings if string in own}

    def _of(self, measure: str) -> dict[str, int]:
        """The strings of one measure, gathered when it is first asked for."""
        if measure not in self._own:
            self._own[measure] = {string: of[measure] for string, of in self._weights.items() if measure in of}
        return self._own[measure]

    def _digits_of(self, text: str) -> NDArray[numpy.int64]:
        codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)
        return self._digits[numpy.minimum(codes, self._beyond)]


def strings_of(words: str, kinds: Kinds) -> set[str]:
    """The strings of up to ``LONGEST`` characters of a clause, without its item number, in its own words and by the kinds of
    its words; every number is ``0``."""
    found: set[str] = set()
    plain = _plain(words)
    for stretch in _STRETCH.findall(f"{plain}\n{kinds.marked(plain)}"):
        for length in range(1, LONGEST + 1):
            found.update([stretch[at : at + length] for at in range(len(stretch) - length + 1)])
    return found


def _plain(words: str) -> str:
    return _NUMBER.sub("0", _LABEL.sub("", words))


FILE = "wording.tsv"


def load_wording(
    folder: Path,
    measures: Iterable[str],
    kinds: Kinds,
    name: str = FILE,
    signs: Mapping[str, str] = MappingProxyType({}),
) -> Wording:
    """The table of this name in ``folder``; rows are a measure, a weight, and the strings that have it (none: the base). A string
    may be one of ``signs``, ``<so>``, and is looked up as the character that stands for it. Raises TableError."""
    path = folder / name
    if not path.exists():
        return Wording({}, {}, kinds)  # rules alone decide
    named = {f"<{sign}>": mark for sign, mark in signs.items()}
    known, problems = frozenset(measures), []
    base: dict[str, int] = {}
    weights: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        measure, weight, strings = _row(line)
        if measure not in known or weight is None:
            problems.append(Problem(name, str(number), f"no measure and weight: {line[:40]!r}", "write the table anew"))
        elif not strings:
            base[measure] = weight
        else:
            for string in strings:
                read = named.get(string) or (kinds.read(string) if "<" in string else string)
                weights.setdefault(read, {})[measure] = weight
    if problems:
        raise TableError(problems)
    return Wording(base, weights, kinds)


def _row(line: str) -> tuple[str, int | None, list[str]]:
    """The measure, the weight in tenths (None when it is no number), and the strings of a line."""
    measure, _, rest = line.partition("\t")
    weight, _, strings = rest.partition("\t")
    try:
        return measure, round(float(weight) * 10), strings.split()
    except ValueError:
        return measure, None, []
