"""The search index: every run of two or more characters of the titles and texts, found exactly, from files a browser fetches.

The notices are numbered by their ids and cut into volumes of a few hundred, each of which has more seats than notices, so that
one notice more moves few others. For each pair of neighbouring characters the index lists the places where it begins
(``search_lists.py``); a run stands where the lists of the pairs that cover it agree, so nothing is missed and nothing is found
that is not there. What a hit shows stands in small files of rows; what hits are counted and narrowed by, in columns
(``search_facets.py``). ``docs/method/search.md`` describes the files, and
``site/overrides/assets/search-index.js`` reads them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

import msgspec
import numpy as np
from numpy.typing import NDArray

from builder.cache import Cache
from builder.model import Archive, Block, Notice
from builder.rules import Rules
from builder.text.fold import fold, folding_table
from builder.write import front_matter
from builder.write.markdown import render
from builder.write.search_facets import NAMES, facet_files, issuer_files, name_files
from builder.write.search_lists import BREAK, joined, numbers, part_lists, shard_file, shard_of
from builder.write.unit import Prints
from builder.write.words import KINDS, OFFICIALITY, place_of

FORMAT = 3

#: A volume holds about as many notices as this, up to twice.
VOLUME = 256

#: A volume has seats for so many times ``VOLUME``. Fewer would make lists shorter, by a bit a notice for each half, and the
#: notices more that move when one is added.
ROOM = 4

#: Seats whose rows stand in one file: a page of hits needs one such file for each hit, or fewer.
ROWS = 12

#: A list of so many bytes stands in a file of its own; the shorter ones share shards.
OWN = 4096

#: A shard holds so many bytes of lists on average, or down to half of it.
SHARD = 6144

#: The table of folding is cut into so many files, by code point.
FOLDS = 32

#: The head of a notice begins with its title, padded to a multiple of this: a place below it is in the title.
TITLE = 128


def search_files(
    archive: Archive, rules: Rules, memory: Cache | None = None, prints: Prints | None = None
) -> Iterator[tuple[str, bytes]]:
    """The search page and the index, everything under ``search/``. The same archive gives the same bytes, whether the parts
    of unchanged volumes come from ``memory`` or not."""
    volumes, seats = volumes_of(archive.notices)
    numbered = [notice for volume in volumes for notice in volume.values()]
    parts = list(parts_of(volumes, archive, memory, prints or Prints()))
    lists = joined(part.lists for part in parts)
    shards = shards_for(lists)
    files = {
        **dict(fold_files()),
        **dict(list_files(lists, shards)),
        **{path: data for part in parts for path, data in part.rows.items()},
        "seats.bin": seats_file(volumes, seats),
        "ids.bin": b"".join(bytes.fromhex(notice.id[1:]) for notice in numbered),
        "dates.bin": numbers(list(map(date_number, numbered))),
        **dict(facet_files(archive, numbered)),
        **dict(issuer_files(archive)),
        **dict(name_files(archive, rules)),
    }
    yield "search/index.md", search_page()
    yield "search/index.json", head_file(len(volumes), seats, lists, shards, files)
    yield from ((f"search/{path}", data) for path, data in files.items())


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


@lru_cache(maxsize=1)
def _fold_columns() -> NDArray[np.uint32]:
    """The table as an array over all code points: folding by it takes a twentieth of the time."""
    columns = np.arange(0x110000, dtype=np.uint32)
    for code, new in search_table().items():
        columns[code] = ord(new)
    return columns


def fold_files() -> Iterator[tuple[str, bytes]]:
    """The table for the browser, whose queries must fold as the texts did: in the file of a code point's remainder by ``FOLDS``
    numbers, the steps of the characters, each followed by the character it becomes."""
    for rest in range(FOLDS):
        codes = sorted(code for code in search_table() if code % FOLDS == rest)
        became = [ord(search_table()[code]) for code in codes]
        yield f"fold/{rest}.bin", numbers([value for both in zip(steps(codes), became, strict=True) for value in both])


# --- lists -----------------------------------------------------------------------------------------------------------


#: The notices of a volume by seat, which is also by id.
Volume = dict[int, Notice]


def volumes_of(notices: Iterable[Notice]) -> tuple[list[Volume], int]:
    """The notices by the first bits of their ids, and the seats that each volume has. A new notice changes its own volume only,
    and there its own seat and a few behind it, until the archive has doubled. How the notices came together never shows."""
    ordered = sorted(notices, key=lambda notice: notice.id)
    many = 1 << max(0, (len(ordered) // VOLUME).bit_length() - 1)
    piles: list[list[Notice]] = [[] for _ in range(many)]
    for notice in ordered:
        piles[int(notice.id[1:], 16) * many >> 48].append(notice)
    seats = ROOM * VOLUME
    while seats < max(map(len, piles)):  # no chance does that, but somebody might make ids
        seats *= 2
    wanted = ([int(notice.id[1:], 16) * many * seats >> 48 & seats - 1 for notice in pile] for pile in piles)
    return [dict(zip(seated(own, seats), pile, strict=True)) for own, pile in zip(wanted, piles, strict=True)], seats


def seated(wanted: Sequence[int], seats: int) -> list[int]:
    """A seat for each of those who want these, in ascending order. Who finds a seat taken moves on to the next; who would be
    moved out at the end makes those before move back.

    >>> seated([1, 1, 2, 6, 7, 7], 8)
    [1, 2, 3, 5, 6, 7]
    """
    found: list[int] = []
    free = 0
    for left, seat in zip(range(len(wanted), 0, -1), wanted, strict=True):
        found.append(min(max(seat, free), seats - left))
        free = found[-1] + 1
    return found


def seats_file(volumes: Iterable[Volume], seats: int) -> bytes:
    """A bit for each seat of all volumes, the highest of each byte first: whether somebody has it."""
    return b"".join(
        np.packbits(np.isin(np.arange(seats), np.fromiter(volume, np.int64, len(volume)))).tobytes()
        for volume in volumes
    )


class Part(msgspec.Struct, frozen=True):
    """What one volume adds to the index: to the list of each pair the sections of its heads and its bodies, and the files of its
    rows."""

    lists: dict[str, bytes]
    rows: dict[str, bytes]


def parts_of(volumes: Sequence[Volume], archive: Archive, memory: Cache | None, prints: Prints) -> Iterator[Part]:
    """The part of each volume, from ``memory`` where its notices and their seats are the same; nothing else is kept there."""
    keys = []
    for number, volume in enumerate(volumes):
        keys.append(memory.key(f"{number} {[*volume]}", prints.all(volume.values()).encode()) if memory else "")
        known = memory.get(keys[-1]) if memory else None
        if known is None:
            part = part_of(number, {seat: archive.whole(notice.id) for seat, notice in volume.items()})
            if memory:
                memory.put(keys[-1], msgspec.msgpack.encode(part))
        else:
            part = msgspec.msgpack.decode(known, type=Part)
        yield part
    if memory:
        memory.keep_only(keys)


def part_of(number: int, volume: Volume) -> Part:
    """The part of one volume. Depends on its number, its notices and their seats alone."""
    heads = part_lists(2 * number, [*volume], [head_of(notice) for notice in volume.values()], _fold_columns())
    bodies = part_lists(2 * number + 1, [*volume], [body_of(notice) for notice in volume.values()], _fold_columns())
    return Part(joined([heads, bodies]), dict(row_files(number, volume)))


def head_of(notice: Notice) -> str:
    """The title, filled up with breaks, and the headings, each with a break behind it."""
    title = str(notice.title.value or "")
    width = (len(title) // TITLE + 1) * TITLE
    lines = [notice.text[block.start : block.end] + BREAK for block in headings_of(notice)]
    return title.ljust(width, BREAK) + "".join(lines)


def body_of(notice: Notice) -> str:
    """The text with breaks in place of the headings, which stand in the head."""
    pieces, at = [], 0
    for block in headings_of(notice):
        pieces += [notice.text[at : block.start], BREAK * (block.end - block.start)]
        at = block.end
    return "".join(pieces) + notice.text[at:]


def headings_of(notice: Notice) -> list[Block]:
    """The headings that are a line of the text, in order; one within a line is left in its sentence."""
    text = BREAK + notice.text + BREAK
    return [
        block
        for block in _ordered(notice)
        if block.role == "heading"
        and text[block.start] == BREAK == text[block.end + 1]
        and BREAK not in notice.text[block.start : block.end]
    ]


def _ordered(notice: Notice) -> list[Block]:
    return sorted(notice.blocks, key=attrgetter("start"))


def shards_for(lists: Mapping[str, bytes]) -> int:
    """A power of two, so that only what doubled moves to other shards."""
    return 1 << (sum(len(data) for data in lists.values() if len(data) < OWN) // SHARD).bit_length()


def list_files(lists: Mapping[str, bytes], shards: int) -> Iterator[tuple[str, bytes]]:
    """The long lists each in a file named for its pair, the others in shards."""
    shared: list[dict[str, bytes]] = [{} for _ in range(shards)]
    for pair, data in lists.items():
        if len(data) >= OWN:
            yield f"lists/{ord(pair[0]):x}-{ord(pair[1]):x}.bin", data
        else:
            shared[shard_of(pair, shards)][pair] = data
    yield from ((f"lists/{number}.bin", shard_file(pairs)) for number, pairs in enumerate(shared))


def own_lists(lists: Mapping[str, bytes]) -> list[str]:
    """The pairs whose lists have files of their own: those up to twice ``OWN`` bytes, up to four times, and so on."""
    sizes = {pair: (len(data) // OWN).bit_length() for pair, data in lists.items()}
    most = max(sizes.values(), default=0)
    return ["".join(pair for pair in lists if sizes[pair] == size) for size in range(1, most + 1)]


# --- notices ---------------------------------------------------------------------------------------------------------


def head_file(volumes: int, seats: int, lists: Mapping[str, bytes], shards: int, files: Mapping[str, bytes]) -> bytes:
    """What the browser reads first: the digest that the addresses of the other files carry, sizes, and the pairs with files of
    their own."""
    head = {
        "format": FORMAT,
        "digest": digest_of(files),
        "volumes": volumes,
        "seats": seats,
        "shards": shards,
        "rows": ROWS,
        "folds": FOLDS,
        "title": TITLE,
        "names": NAMES,
        "issuers": sum(path.startswith("issuers/") for path in files),
        "own": own_lists(lists),
        "otherwise": OTHERWISE,
        "kinds": {kind: list(words) for kind, words in KINDS.items()},
        "officiality": {key: list(words[:2]) for key, words in OFFICIALITY.items()},
    }
    return as_json(head)


def digest_of(files: Mapping[str, bytes]) -> str:
    """Sixteen hex digits that differ when any file of the index differs, so that no browser mixes two builds."""
    total = hashlib.sha256()
    for path, data in files.items():
        total.update(f"{path} {len(data)}\n".encode() + data)
    return total.hexdigest()[:16]


def row_files(number: int, volume: Volume) -> Iterator[tuple[str, bytes]]:
    """The rows of one volume, those of ``ROWS`` seats in a file; where nobody has one of these there is none."""
    for seats, rows in groupby(volume.items(), lambda item: item[0] // ROWS):
        yield f"rows/{number}-{seats}.json", as_json([row_of(notice) for _, notice in rows])


def row_of(notice: Notice) -> list[object]:
    """``[id, title, place, date, kind, starts, anchors, headings]``. The title may be null; the date too, or lack its year
    (``--01-25``). The starts of the blocks are steps; of each heading there is its number among them and its length."""
    blocks = _ordered(notice)
    starts = [block.start for block in blocks]
    place = {block: index for index, block in enumerate(blocks)}
    headings = [number for block in headings_of(notice) for number in (place[block], block.end - block.start)]
    return [
        notice.id,
        notice.title.value,
        place_of(notice),
        notice.date.value or notice.date.partial,
        notice.kind.value,
        steps(starts),
        anchors_of(blocks),
        headings,
    ]


def anchors_of(blocks: Sequence[Block]) -> list[int | str]:
    """The anchors, told from the starts: where the number in the anchor is further from the start than before, the block and how
    far; where an anchor is more than ``c`` and a number (``c120-2``), the block and the anchor."""
    found: list[int | str] = []
    before = None
    for index, block in enumerate(blocks):
        number = block.anchor.removeprefix("c")
        if not number.isdecimal():
            found += [index, block.anchor]
        elif int(number) - block.start != before:
            before = int(number) - block.start
            found += [index, before]
    return found


def date_number(notice: Notice) -> int:
    """The date as one number, the later the greater: years from 2000 of thirteen months of thirty-two days. What is not known
    counts nought, so a month stands behind its days, as on every page, and no date is nought."""
    date = notice.date.value
    if not isinstance(date, str):
        return 0
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return max(0, (year - 2000) * 13 * 32 + month * 32 + day)


def steps(values: list[int]) -> list[int]:
    """The first value and then the differences."""
    return values[:1] + [after - before for before, after in pairwise(values)]


def as_json(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    return msgspec.json.encode(value)
