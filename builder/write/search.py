"""The search index: where every pair of neighbouring characters stands, so that any run of two or more is found exactly.

The titles and texts of all policies, folded, make one long *stream*; every character has its place in it. For each pair of
neighbours (a bigram) the index lists the places where it begins. A run stands where the lists of the pairs that cover it
agree, so nothing is missed and nothing is found that is not there. ``docs/method/search.md`` describes the files for
programs; ``site/overrides/assets/search.js`` reads them.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add

from builder.model import Archive, Block, Notice
from builder.rules import Rules
from builder.text.fold import fold, folding_table
from builder.write import front_matter
from builder.write.markdown import render
from builder.write.words import KINDS, place_of, title_of

FORMAT = 1

#: Ends the title and the text of each notice in the stream. No pair that holds one is indexed: no run crosses a line.
BREAK = "\n"

#: Notices in one file of the table: a page of hits needs one such file for each hit, or fewer.
ROWS = 8

#: Places in one file of lists, on average; a query fetches one file for every two of its characters.
PLACES = 4096


def search_files(archive: Archive, rules: Rules) -> Iterator[tuple[str, bytes]]:
    """The search page and the index, everything under ``search/``. The same archive gives the same bytes."""
    notices = archive.notices
    lists = places_of_pairs(map(stream_of, notices))
    shards = shard_count(sum(map(len, lists.values())))
    yield "search/index.md", search_page()
    yield "search/index.json", head_file(archive, shards)
    yield "search/fold.bin", fold_file()
    yield "search/lengths.bin", lengths_file(notices)
    for number, start in enumerate(range(0, len(notices), ROWS)):
        yield f"search/table/{number}.json", table_file(notices[start : start + ROWS])
    for number, pairs in enumerate(sharded(lists, shards)):
        yield f"search/pairs/{number}.bin", pairs_file(pairs, lists)


def search_page() -> bytes:
    """The page that the script fills; without script it leads to the index pages."""
    title = "检索 Search"
    return front_matter.page({"title": title, "robots": "noindex"}, render("search.md.j2"))


# --- folding ---------------------------------------------------------------------------------------------------------

#: Traditional forms that OpenCC's table of characters leaves, though its own conversions write them; no simplified text does.
VARIANTS = str.maketrans("擡簷痺衹祇粧敍枱糭衞幷伕牠牴暱揹", "抬檐痹只只妆叙台粽卫并夫它抵昵背")

#: Forms that simplified text also writes, but for other words: 覆盖 is not 复盖, while 答覆 is 答复. A run that stands nowhere
#: as typed is looked for with these replaced; folding them would find what is not there.
OTHERWISE = {"覆": "复", "瞭": "了", "藉": "借", "彷": "仿"}


@lru_cache(maxsize=1)
def search_table() -> dict[int, str]:
    """The folding of the whole house and the variants, carried to its end: what it makes folds to itself. A tab is a blank."""
    table = {ord("\t"): " "} | folding_table() | {code: chr(new) for code, new in VARIANTS.items()}
    return {code: fold(fold(new)) for code, new in table.items()}


def folded(text: str) -> str:
    """The text as it is compared: the same length, so that a place in it is a place in the text."""
    return text.translate(search_table())


def fold_file() -> bytes:
    """The table for the browser, whose queries must fold as the texts did: how many characters; then, ordered by what they
    become, the steps from each result to the next, and the steps, up or down, from each character to the next."""
    pairs = sorted((ord(new), code) for code, new in search_table().items())
    results, characters = steps([result for result, _ in pairs]), steps([code for _, code in pairs])
    return numbers([len(pairs), *results, *map(zigzag, characters)])


# --- lists -----------------------------------------------------------------------------------------------------------


def stream_of(notice: Notice) -> str:
    """The part of one notice in the stream: its title and its text, folded, each with a break behind it."""
    return folded(str(notice.title.value or "")) + BREAK + folded(notice.text) + BREAK


def places_of_pairs(streams: Iterable[str]) -> dict[str, array[int]]:
    """For each pair of neighbours, the places where it begins, ascending."""
    lists: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    start = 0
    for stream in streams:
        for place, pair in enumerate(map(add, stream, stream[1:]), start):
            lists[pair].append(place)
        start += len(stream)
    return {pair: places for pair, places in lists.items() if BREAK not in pair}


def shard_count(places: int) -> int:
    """A power of two, so that only a doubled archive moves its lists to other files."""
    return 1 << (places // PLACES).bit_length()


def sharded(pairs: Iterable[str], shards: int) -> list[list[str]]:
    """The pairs of each file of lists, in code point order."""
    found: list[list[str]] = [[] for _ in range(shards)]
    for pair in sorted(pairs):
        found[shard_of(pair, shards)].append(pair)
    return found


def shard_of(pair: str, shards: int) -> int:
    """The file that holds the list of this pair: the same sum in 32 bits that the browser does."""
    mixed = (ord(pair[0]) * 0x9E3779B1 + ord(pair[1]) * 0x85EBCA77) & 0xFFFFFFFF
    return ((mixed ^ mixed >> 15) * 0x2C1B3C6D & 0xFFFFFFFF) >> 12 & (shards - 1)


def pairs_file(pairs: list[str], lists: dict[str, array[int]]) -> bytes:
    """Numbers: how many pairs; for each its two code points, its places and the bytes of its list; then the lists."""
    packed = [differences(lists[pair]) for pair in pairs]
    head = [len(pairs)]
    for pair, data in zip(pairs, packed, strict=True):
        head += [ord(pair[0]), ord(pair[1]), len(lists[pair]), len(data)]
    return numbers(head) + b"".join(packed)


def differences(places: array[int]) -> bytes:
    """The first place and then the steps from each to the next."""
    return numbers([places[0], *(after - before for before, after in pairwise(places))])


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


def zigzag(step: int) -> int:
    """A number without sign for a step up (even) or down (odd)."""
    return 2 * step if step >= 0 else -2 * step - 1


# --- notices ---------------------------------------------------------------------------------------------------------


def head_file(archive: Archive, shards: int) -> bytes:
    """What the browser reads first: the digest that the addresses of the other files carry, sizes, the names of the kinds."""
    head = {
        "format": FORMAT,
        "digest": digest_of(archive),
        "notices": len(archive.notices),
        "shards": shards,
        "rows": ROWS,
        "otherwise": OTHERWISE,
        "kinds": {kind: list(words) for kind, words in KINDS.items()},
    }
    return as_json(head)


def digest_of(archive: Archive) -> str:
    """Sixteen hex digits that differ when anything the search shows may differ, so that no browser mixes two builds."""
    total = hashlib.sha256(fold_file())
    for notice in archive.notices:
        total.update(as_json([row_of(notice), notice.text]))
    return total.hexdigest()[:16]


def lengths_file(notices: Iterable[Notice]) -> bytes:
    """For each notice the characters of its title and of its text; each is followed by one break in the stream."""
    return numbers([size for notice in notices for size in (len(notice.title.value or ""), len(notice.text))])


def table_file(notices: Iterable[Notice]) -> bytes:
    """What a hit shows: ``[id, title, place, date, kind, starts, anchors]``, the last two of the blocks, as steps."""
    return as_json([row_of(notice) for notice in notices])


def row_of(notice: Notice) -> list[object]:
    """One row of the table. The date may lack its year (``--01-25``), or be null."""
    blocks = sorted(notice.blocks, key=lambda block: block.start)
    starts = [block.start for block in blocks]
    date = notice.date.value or notice.date.partial
    return [notice.id, title_of(notice), place_of(notice), date, notice.kind.value, steps(starts), anchors_of(blocks)]


def anchors_of(blocks: Iterable[Block]) -> list[int | str]:
    """The anchors as steps of their numbers; one that is more than ``c`` and a number (``c120-2``) stands as it is."""
    found: list[int | str] = []
    before = 0
    for block in blocks:
        number = block.anchor.removeprefix("c")
        if not number.isdecimal():
            found.append(block.anchor)
            continue
        found.append(int(number) - before)
        before = int(number)
    return found


def steps(values: list[int]) -> list[int]:
    """The first value and then the differences."""
    return values[:1] + [after - before for before, after in pairwise(values)]


def as_json(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
