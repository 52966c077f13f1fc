"""The glossed pages' program, run forwards on clean text with the truth kept: which run of the page was which text.

Written apart from ``builder.repair.generator``: it follows every byte to the character it came from, and has its own table of
traditional forms. ``stepped(text, share, cut, seed)`` gives a page and its runs.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import NamedTuple

from builder.repair.generator import decoding, encode, fold_widths
from tests.damage import commas, toolmap, toolmap_table

SHARES = (0.15, 0.45, 1.0)
#: V1: a lead byte left over before a mark becomes ``?``; V2: it vanishes
CUTS = {"V1": "?", "V2": ""}
_BLIND = ("！", "？", "；", "：", "，", "。", "、")
_TAIL = "</p>"


class Run(NamedTuple):
    """A stretch of the page, ``[start, end)``, that was read one byte late, and the traditional text it stands for."""

    start: int
    end: int
    truth: str


class Page(NamedTuple):
    """A damaged page. ``traditional`` is the whole text before the bytes were touched."""

    shown: str
    traditional: str
    runs: tuple[Run, ...]


class _Byte(NamedTuple):
    value: int
    owner: int  #: the character of the line it belongs to, a gloss to the one before it
    own: bool  #: whether it is a byte of that character itself


def stepped(text: str, share: float, variant: str, seed: int, with_commas: bool = False) -> Page:
    """The page that a site with this share of glossed characters makes of a simplified text."""
    traditional = toolmap(text)
    if with_commas:
        traditional = commas(traditional)
    glosses = site_glosses(traditional, share, seed)
    shown, runs, at = [], [], 0
    for line in traditional.split("\n"):
        page, found = _line(line, glosses, CUTS[variant])
        runs += [Run(run.start + at, run.end + at, run.truth) for run in found]
        shown.append(page)
        at += len(page) + 1
    return Page("\n".join(shown), traditional, tuple(runs))


@lru_cache(maxsize=1)
def _changed() -> frozenset[str]:
    table = toolmap_table()
    return frozenset(set(table.values()) - {chr(code) for code in table})


def site_glosses(text: str, share: float, seed: int) -> list[tuple[bytes, bytes]]:
    """The pairs of bytes that the site looks for, in its own order, and what it puts behind them."""
    from pypinyin.constants import PINYIN_DICT

    drawn = []
    data = encode(text)
    present = {data[at : at + 2] for at in range(len(data) - 1)}
    for character in sorted(_changed()):
        if encode(character) not in present:
            continue
        lot = zlib.crc32(f"{seed} {character}".encode())
        reading = PINYIN_DICT.get(ord(character), "").split(",")[0]
        if reading and lot / 2**32 < share and len(encode(character)) == 2:
            drawn.append((zlib.crc32(f"order {seed} {character}".encode()), character, reading))
    return [(encode(character), encode(f"({reading})")) for _, character, reading in sorted(drawn)]


def _line(line: str, glosses: list[tuple[bytes, bytes]], left_over: str) -> tuple[str, list[Run]]:
    stream = [_Byte(value, owner, True) for owner, character in enumerate(line + _TAIL) for value in encode(character)]
    data = bytes(byte.value for byte in stream)
    for pair, gloss in glosses:
        if pair in data:
            stream, data = _inserted(stream, data, pair, gloss)
    units = _units(stream, data, left_over)
    return _aligned(line, units)


def _inserted(stream: list[_Byte], data: bytes, pair: bytes, gloss: bytes) -> tuple[list[_Byte], bytes]:
    changed, at = [], 0
    found = data.find(pair)
    while found >= 0:
        changed += stream[at : found + 2]
        owner = stream[found + 1].owner
        changed += [_Byte(value, owner, False) for value in gloss]
        at = found + 2
        found = data.find(pair, at)
    changed += stream[at:]
    return changed, bytes(byte.value for byte in changed)


def _units(stream: list[_Byte], data: bytes, left_over: str) -> list[tuple[str, list[_Byte]]]:
    """What is shown, unit by unit, with the bytes each came from."""
    pieces = [(0, len(data))]
    for mark in _BLIND:
        pair, cut = encode(mark), []
        for start, end in pieces:
            at = start
            found = data.find(pair, at, end) if end - start > 2 else -1
            while found >= 0:
                cut += [(at, found), (found, found + 2)]
                at = found + 2
                found = data.find(pair, at, end)
            cut.append((at, end))
        pieces = [(start, end) for start, end in cut if start < end]
    units, table = [], decoding()
    for start, end in pieces:
        at = start
        while at < end:
            byte = data[at]
            if byte <= 0x80:
                units.append(("€" if byte == 0x80 else chr(byte), stream[at : at + 1]))
                at += 1
            elif at + 1 == end:
                units.append((left_over, stream[at : at + 1]))
                at += 1
            else:
                units.append((table[byte << 8 | data[at + 1]], stream[at : at + 2]))
                at += 2
    return units


def _aligned(line: str, units: list[tuple[str, list[_Byte]]]) -> tuple[str, list[Run]]:
    """The page's line, folded, and its runs: what lies between characters that are shown by just their own bytes."""
    starts, at = [], 0
    for shown, _ in units:
        starts.append(at)
        at += len(shown)
    page = fold_widths("".join(shown for shown, _ in units))
    sizes = [len(encode(character)) for character in line]
    runs, reached, owner, unit = [], 0, 0, 0
    while unit < len(units):
        _, source = units[unit]
        mine = source[0].owner
        whole = all(byte.own and byte.owner == mine for byte in source)
        if mine < len(line) and whole and len(source) == sizes[mine]:
            if mine > owner:
                runs.append(Run(reached, starts[unit], line[owner:mine]))
            unit += 1
            while unit < len(units) and all(not byte.own and byte.owner == mine for byte in units[unit][1]):
                unit += 1
            owner = mine + 1
            reached = starts[unit] if unit < len(units) else at
        else:
            unit += 1
    page = page.removesuffix(_TAIL)
    if owner < len(line):
        runs.append(Run(reached, len(page), line[owner:]))
    return page, runs
