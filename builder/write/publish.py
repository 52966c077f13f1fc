"""Pages → files under ``docs/``: written only where they differ, each in one step, strays deleted.

The manifest lists what the builder owns. It is widened before the first write and narrowed after the last, so a build that
is killed leaves nothing behind that the next one does not know.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from threading import active_count
from typing import NamedTuple, TextIO

from builder.cache import write_atomically
from builder.files import MANIFEST, OWNED, Files, is_owned, owned_paths, stats
from builder.processes import Elsewhere, may_fork, uncollected
from builder.write.unit import Unit

#: Units by name: what each was made of, and the files it became.
Known = dict[str, tuple[str, Files]]

#: Fewer units than this are made sooner here than by starting processes.
WORTH_PROCESSES = 64
#: Units that go to a process at once, and piles of them until processes are let go.
_AT_ONCE, _PILES = 16, 160


def publish_units(
    units: Iterable[Unit], docs: Path, known: Known | None = None, found: Callable[[], Files] | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Makes ``docs/`` hold exactly the files of these units beside the hand-written ones; returns the paths written and deleted.

    Units that are ``known`` with the same inputs, and whose files stand as they were left, are not made again; ``known`` then
    knows the units of today. ``found`` gives the files of ``docs``, where the caller is looking already; they are asked for when
    it is known which units should stand as they are. Raises ValueError for a page outside the folders the builder owns, for two
    pages at one path, and for two units of one name.
    """
    known = {} if known is None else known
    docs.mkdir(parents=True, exist_ok=True)
    before = owned_paths(docs)
    wanted: dict[str, Files] = {}
    same, todo, ahead = list[Unit](), list[Unit](), list[tuple[Unit, Elsewhere[Made]]]()
    may_begin = bool(known) and may_fork()  # a first build has other work, and no memory to spare
    with uncollected():
        for unit in units:
            if unit.name in wanted:
                raise ValueError(f"{unit.name}: two units of one name")
            wanted[unit.name] = {}
            if unit.inputs and unit.inputs == known.get(unit.name, ("",))[0]:
                same.append(unit)
            elif unit.long and may_begin:
                ahead.append((unit, Elsewhere(partial(_make_ahead, unit, docs))))
            else:
                todo.append(unit)
    there = found() if found else stats(docs)
    for unit in same:
        files = known[unit.name][1]
        if all(there.get(path) == at for path, at in files.items()):
            wanted[unit.name] = files
        else:
            todo.append(unit)
    written = []
    with (docs / MANIFEST).open("a", encoding="utf-8") as manifest:
        made_here = zip(todo, _made(todo, docs, manifest), strict=True)
        for unit, made in chain(made_here, ((unit, one.found()) for unit, one in ahead)):
            wanted[unit.name] = made.files
            written += made.written
        todo += (unit for unit, _ in ahead)
        for unit in todo:
            if unit.after:
                made = _write(unit.after(lambda path: (docs / path).read_bytes()), docs, manifest)
                wanted[unit.name] |= made.files
                written += made.written
    names = {unit.name: unit.inputs for unit in todo}
    inputs_of = {name: names.get(name) or known.get(name, ("",))[0] for name in wanted}
    known.clear()
    known.update({name: (inputs_of[name], files) for name, files in wanted.items()})
    paths = [path for files in wanted.values() for path in files]
    if len(paths) != len(set(paths)):
        twice = sorted(path for path, times in Counter(paths).items() if times > 1)
        raise ValueError(f"{twice[0]}: two pages at one address")
    deleted = tuple(sorted(path for path in before.difference(paths) if _remove(docs, path)))
    _write_manifest(docs, set(paths))
    return tuple(written), deleted


class Made(NamedTuple):
    """What a unit became: its files with time and size, and the paths of those that were not there before."""

    files: Files
    written: list[str]


def _make_ahead(unit: Unit, docs: Path) -> Made:
    with (docs / MANIFEST).open("a", encoding="utf-8") as manifest:
        return _write(unit.make(), docs, manifest)


def _made(units: list[Unit], docs: Path, manifest: TextIO) -> Iterator[Made]:
    """Every unit, made and written, in order; where it is worth it, in as many processes as there are cores. They are forked,
    since they need the whole archive, and let go after so many units: a process comes to hold a copy of all that it looked at. A
    server, which has threads, makes the units itself."""
    gc.freeze()  # whoever looks for garbage need not look at the archive, nor write on memory that processes share
    try:
        if len(units) < WORTH_PROCESSES or not may_fork():
            yield from (_write(unit.make(), docs, manifest) for unit in units)
            return
        _TODO[:] = units
        piles = [range(at, min(at + _AT_ONCE, len(units))) for at in range(0, len(units), _AT_ONCE)]
        for at in range(0, len(piles), _PILES):
            with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
                yield from chain.from_iterable(pool.map(partial(_write_some, docs), piles[at : at + _PILES]))
    finally:
        _TODO.clear()
        if active_count() > 1:
            gc.unfreeze()  # a server builds again and again, and must forget what it had


#: What forked processes are to make.
_TODO: list[Unit] = []


def _write_some(docs: Path, numbers: range) -> list[Made]:
    with (docs / MANIFEST).open("a", encoding="utf-8") as manifest:
        return [_write(_TODO[number].make(), docs, manifest) for number in numbers]


def _write(made: Iterable[tuple[str, bytes]], docs: Path, manifest: TextIO) -> Made:
    """Writes what is made. Each path is in the manifest before anything is at it."""
    files, written = {}, []
    for path, data in made:
        if not is_owned(path):
            raise ValueError(f"{path}: not in a folder that the builder owns ({', '.join(OWNED)})")
        if path in files:
            raise ValueError(f"{path}: two pages at one address")
        if _differs(docs / path, data):
            manifest.write(f"{path}\n")
            manifest.flush()
            write_atomically(docs / path, data)
            written.append(path)
        known = (docs / path).stat()
        files[path] = (known.st_mtime_ns, known.st_size)
    return Made(files, written)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True


def _remove(docs: Path, path: str) -> bool:
    target = docs / path
    existed = target.exists()
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == docs or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
    return existed


def _write_manifest(docs: Path, paths: set[str]) -> None:
    data = "".join(f"{path}\n" for path in sorted(paths)).encode()
    if not (docs / MANIFEST).exists() or (docs / MANIFEST).read_bytes() != data:
        write_atomically(docs / MANIFEST, data)
