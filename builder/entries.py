"""What a build keeps of each seed for the next one: where its record lies, and what lists show of it.

A file of the seeds is known by its time and size, and where these differ (a fresh checkout) by its bytes. What it became stands
in packs, by the file's name: a new seed rewrites one pack. All of it may be deleted; a damaged pack is as if deleted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zlib import crc32

import msgspec

from builder.cache import Cache
from builder.errors import Problem
from builder.model import Listed, Weights

PACKS = 64

#: Time and size of a seed's file, then of its side file.
Times = tuple[int, int, int, int]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One record: its place in the cache, the digest and size of its JSON, what its side file says, what lists show of it."""

    key: str
    print: str
    size: int
    own_source: bool  #: whether the seed's bytes differ from its raw text
    side: str  #: the side file, if any
    replaces: tuple[str, ...]
    problems: tuple[Problem, ...]  #: of the corrections in the side file
    listed: Listed
    weights: Weights

    @property
    def id(self) -> str:
        """The notice's."""
        return self.listed.id

    @property
    def path(self) -> str:
        """Of the seed, below the folder of seeds."""
        return self.listed.source.path


class SeedState(msgspec.Struct, frozen=True, array_like=True):
    """A file of the seeds as it was read: its times and sizes, the digest of its bytes, the records it became."""

    times: Times
    digest: str
    entries: tuple[Entry, ...]


#: The state of a file with a problem: the next build reads it again and tells it again.
UNKEPT = SeedState((0, 0, 0, 0), "", ())


class Entries:
    """The states of all files by name, from one build to the next."""

    def __init__(self, folder: Path, salt: str) -> None:
        self._store = Cache(folder, salt)
        self._keys = [self._store.key(f"pack {number}", b"") for number in range(PACKS)]
        self._known: dict[str, SeedState] = {}

    def states(self) -> Mapping[str, SeedState]:
        """What the last build kept."""
        for key in self._keys:
            kept = self._store.get(key)
            self._known |= msgspec.msgpack.decode(kept, type=dict[str, SeedState]) if kept else {}
        return self._known

    def keep(self, states: Mapping[str, SeedState]) -> None:
        """For the next build. Only the packs that changed are written."""
        changed = {name for name, state in states.items() if self._known.get(name) is not state}
        touched = {_pack(name) for name in changed | (self._known.keys() - states.keys())}
        packs: dict[int, dict[str, SeedState]] = {number: {} for number in touched}
        for name, state in states.items():
            if _pack(name) in packs:
                packs[_pack(name)][name] = state
        for number, pack in packs.items():
            self._store.put(self._keys[number], msgspec.msgpack.encode(pack))
        self._store.keep_only(self._keys)


def _pack(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) % PACKS


def times_of(path: Path) -> Times:
    """Of the seed at this path and its side file; noughts for what is not there."""
    return (*_time(str(path)), *_time(f"{path}.yaml"))


def _time(path: str) -> tuple[int, int]:
    try:
        known = os.stat(path)  # noqa: PTH116 - a hundred thousand of them
    except OSError:
        return 0, 0
    return known.st_mtime_ns, known.st_size


def digest_of(data: bytes, side: bytes) -> str:
    """The digest of a seed's bytes and those of its side file."""
    return hashlib.sha256(b"%d\0" % len(data) + data + side).hexdigest()


def distinct(entries: Iterable[Entry], problems: list[Problem]) -> Iterator[Entry]:
    """Of identical seeds the first by path; the others are told."""
    first: dict[str, str] = {}
    for entry in entries:
        sha256 = entry.listed.source.sha256
        if sha256 in first:
            problems.append(Problem(entry.path, "", f"the same bytes as {first[sha256]}", "keep one of the two"))
        else:
            first[sha256] = entry.path
            yield entry
