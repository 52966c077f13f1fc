"""The lists of the search index: where every pair of neighbouring characters begins, packed to little more than the places'
entropy.

The archive is cut into *volumes*. What a volume adds to the index depends on its notices and their seats alone, so a new notice
costs the work of one volume. A volume holds two *parts* of each of its notices: the head (title and headings) and the body. The
list of a pair has a *section* for each part of each volume in which the pair stands. A section has one *entry* for each notice
that holds the pair, by seat, and an entry has the places of the pair, ascending. Three columns of numbers hold them:

- for each entry, the seats left out since the entry before,
- for each entry, its places beyond the first,
- for each place, the characters left out since the place before in its entry.

A column is Rice-coded: its numbers without their lowest *k* bits, as noughts ended by a one; then the lowest *k* bits of each.

Numpy does in seconds what would take Python minutes. All values are whole numbers, so the bytes are the same on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Characters = NDArray[np.uint32]

#: Parts lines. No pair that holds one is listed as such: no run crosses a line. Its pairs mark where numerals begin and end.
BREAK = "\n"

#: What numerals are made of, folded. A mark of ``BETWEEN`` belongs to a numeral between two digits only: 1,000 and 37.3.
NUMERALS = "0123456789〇零一二两三四五六七八九十百千万亿"
BETWEEN = ",."

_BITS = 21  # of a code point
_BREAK = ord(BREAK)


def part_lists(section: int, seats: Sequence[int], texts: Sequence[str], folding: Characters) -> dict[str, bytes]:
    """The section with this number of every pair that stands in these texts: one part of one volume, by seat. ``folding`` has
    for each code point the one that it becomes."""
    characters = folding[_characters("".join(text + BREAK for text in texts))]
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    keys, at = _pairs(characters)
    order = np.argsort(keys, kind="stable")
    keys, at = keys[order], at[order]
    texts_at = np.searchsorted(begins, at, side="right") - 1
    return dict(_packed(section, keys, np.array(seats, np.int64)[texts_at], at - begins[texts_at]))


# --- finding ---------------------------------------------------------------------------------------------------------


def _characters(text: str) -> Characters:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _pairs(characters: Characters) -> tuple[Numbers, Numbers]:
    """The key and the place of each pair of neighbours, then of the marks of numerals: a break before the first character
    of each, a break after the last."""
    inside = characters != _BREAK
    at = np.flatnonzero(inside[:-1] & inside[1:])
    first, last = _numerals(characters)
    keys = (
        _keys(characters[at], characters[at + 1]),
        _keys(np.full(len(first), _BREAK), characters[first]),
        _keys(characters[last], np.full(len(last), _BREAK)),
    )
    return np.concatenate(keys), np.concatenate((at, first, last))


def _numerals(characters: Characters) -> tuple[Numbers, Numbers]:
    """Where the first and the last characters of numerals stand, each numeral as long as it can be."""
    inside = np.isin(characters, _characters(NUMERALS))
    digit = np.isin(characters, _characters(NUMERALS[:10]))
    inside[1:-1] |= np.isin(characters[1:-1], _characters(BETWEEN)) & digit[:-2] & digit[2:]
    edges = np.diff(np.concatenate(([0], inside, [0])).astype(np.int8))
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1


def _keys(first: NDArray[np.integer], second: NDArray[np.integer]) -> Numbers:
    return first.astype(np.int64) << _BITS | second.astype(np.int64)


def _pair(key: int) -> str:
    return chr(key >> _BITS) + chr(key & (1 << _BITS) - 1)


# --- packing ---------------------------------------------------------------------------------------------------------


def _packed(section: int, keys: Numbers, seats: Numbers, places: Numbers) -> Iterator[tuple[str, bytes]]:
    """Each pair with its section. The arrays are ordered by key, then seat, then place."""
    if not len(keys):
        return
    new_pair = np.concatenate(([True], keys[1:] != keys[:-1]))
    new_entry = new_pair | np.concatenate(([True], seats[1:] != seats[:-1]))
    of_place = np.cumsum(new_pair) - 1
    entries = np.flatnonzero(new_entry)
    of_entry = of_place[entries]
    columns = (
        _Column(_gaps(seats[entries], new_pair[entries]), of_entry),
        _Column(np.diff(np.concatenate((entries, [len(keys)]))) - 1, of_entry),
        _Column(_gaps(places, new_entry), of_place),
    )
    bits, ends = _written(columns)
    pairs = map(_pair, keys[new_pair].tolist())
    counts = columns[0].sizes.tolist()
    lows = zip(*(column.low.tolist() for column in columns), strict=True)
    for pair, count, low, (begin, end) in zip(pairs, counts, lows, pairwise([0, *ends]), strict=True):
        yield pair, numbers([section, count, *low]) + bits[begin:end]


def _gaps(values: Numbers, new: NDArray[np.bool_]) -> Numbers:
    """From each value to the next, what is left out between them; the first of a row is counted from nought."""
    before = np.concatenate(([-1], values[:-1]))
    return values - np.where(new, -1, before) - 1


class _Column:
    """One column of the sections of many pairs: its numbers, and to which pair each belongs."""

    def __init__(self, values: Numbers, pairs: Numbers) -> None:
        self.values = values
        self.pairs = pairs
        self.sizes = np.bincount(pairs)
        self.begins = np.cumsum(self.sizes) - self.sizes
        self.low = self._best(_bit_length(np.add.reduceat(values, self.begins) // (2 * self.sizes)))
        self.k = self.low[pairs]
        self.unary = (values >> self.k) + 1
        self.high = np.add.reduceat(self.unary, self.begins)

    def _best(self, near: Numbers) -> Numbers:
        """The k with which the column of each pair is shortest, of three near half the mean of its numbers: which one, how these
        fall decides, and first places fall evenly over a text."""
        ways = np.maximum(near + np.array([[-1], [0], [1]]), 0)
        costs = [np.add.reduceat(self.values >> way[self.pairs], self.begins) + self.sizes * way for way in ways]
        return np.take_along_axis(ways, np.argmin(costs, axis=0)[None], axis=0)[0]

    def bits(self) -> Numbers:
        """The length of the column of each pair."""
        return self.high + self.sizes * self.low

    def write(self, bits: NDArray[np.uint8], at: Numbers) -> None:
        """Writes the column of each pair where it begins in ``bits``."""
        total = np.cumsum(self.unary)
        before = total[self.begins] - self.unary[self.begins]
        bits[(at - before)[self.pairs] + total - 1] = 1
        lows = (at + self.high - self.begins * self.low)[self.pairs] + np.arange(len(self.pairs)) * self.k
        for k in np.unique(self.low).tolist():
            here = np.flatnonzero(self.k == k)
            begin, value = lows[here], self.values[here]
            for bit in range(k):
                bits[begin + bit] = value >> (k - 1 - bit) & 1


def _written(columns: Sequence[_Column]) -> tuple[bytes, list[int]]:
    """The bits of all sections, each begun at a whole byte, and where each ends."""
    sizes = sum(column.bits() for column in columns) + 7 >> 3
    ends = np.cumsum(sizes)
    at = (ends - sizes) * 8
    bits = np.zeros(int(ends[-1]) * 8, dtype=np.uint8)
    for column in columns:
        column.write(bits, at)
        at = at + column.bits()
    return np.packbits(bits).tobytes(), ends.tolist()


def _bit_length(values: Numbers) -> Numbers:
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


# --- files -----------------------------------------------------------------------------------------------------------


def joined(parts: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """The whole list of each pair, its sections in the order given; by code points."""
    lists: defaultdict[str, list[bytes]] = defaultdict(list)
    for part in parts:
        for pair, section in part.items():
            lists[pair].append(section)
    return {pair: b"".join(lists[pair]) for pair in sorted(lists)}


def shard_of(pair: str, shards: int) -> int:
    """The shard that holds the list of this pair: the same sum in 32 bits that the browser does."""
    mixed = (ord(pair[0]) * 0x9E3779B1 + ord(pair[1]) * 0x85EBCA77) & 0xFFFFFFFF
    return ((mixed ^ mixed >> 15) * 0x2C1B3C6D & 0xFFFFFFFF) >> 12 & (shards - 1)


def shard_file(lists: Mapping[str, bytes]) -> bytes:
    """Numbers: how many pairs; for each its two code points and the bytes of its list. Then the lists."""
    head = [len(lists)]
    for pair, data in lists.items():
        head += [ord(pair[0]), ord(pair[1]), len(data)]
    return numbers(head) + b"".join(lists.values())


def numbers(values: list[int]) -> bytes:
    """Each number in groups of seven bits, the lowest first; every byte but a number's last has its top bit set."""
    if max(values, default=0) < 0x80:
        return bytes(values)
    out = bytearray()
    for value in values:
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)
    return bytes(out)
