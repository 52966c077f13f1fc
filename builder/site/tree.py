"""Two copies of the site that take turns: one is published as ``site/``, the other is brought up to date and takes its place.

So an update touches only the files that changed since, and a reader finds the old site or the new one. The copies share the
bytes of equal files (hard links). What a copy holds is written down beside the spare one; what is not as it was written down,
or was changed by somebody else since, is made again.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from builder.cache import write_atomically
from builder.files import Files, stats

#: For each file of a copy: what it was made of, and its time and size.
Held = dict[str, tuple[str, int, int]]
#: Makes the files at these paths in a folder.
Maker = Callable[[Path, list[str]], None]


class Trees:
    """The published copy at ``site`` and the spare one below ``home``."""

    def __init__(self, site: Path, home: Path) -> None:
        self.site, self.spare = site, home / "spare"
        self._notes = {site: home / "site.held", self.spare: home / "spare.held"}
        self._seen: dict[Path, Files] = {}
        self._looked: bytes | None = None

    def look_ahead(self) -> None:
        """Looks at the spare copy before it is this process's turn; what was seen holds if nobody has updated it till then."""
        self._looked = _bytes_of(self._notes[self.spare])
        self._seen[self.spare] = stats(self.spare)

    def is_current(self) -> bool:
        """Whether the published copy is as it was left."""
        written = self._written(self.site)
        self._seen[self.site] = stats(self.site)
        return bool(written) and {path: entry[1:] for path, entry in written.items()} == self._seen[self.site]

    def update(self, wanted: Mapping[str, str], make: Maker) -> None:
        """Makes ``site`` hold exactly the files ``wanted``, each made of what its value names."""
        self.spare.mkdir(parents=True, exist_ok=True)
        if not self._looked or self._looked != _bytes_of(self._notes[self.spare]):
            self._seen[self.spare] = stats(self.spare)
        published, held = self._written(self.site), self._held(self.spare)
        self._notes[self.spare].unlink(missing_ok=True)
        for path in self._seen[self.spare].keys() - wanted.keys():
            remove(self.spare, path)
        missing = [path for path, name in wanted.items() if path not in held or held[path][0] != name]
        copied = {
            path
            for path in missing
            if path in published and published[path] == (wanted[path], *_time(self.site / path))
        }
        for path in copied:
            link_or_copy(self.site / path, self.spare / path)
        make(self.spare, [path for path in missing if path not in copied])
        self._write(wanted, {path: held[path] for path in wanted.keys() & held.keys() - set(missing)})
        self._swap()
        if not self.spare.exists():
            link_all(self.site, self.spare)
            write_atomically(self._notes[self.spare], self._notes[self.site].read_bytes())

    def _held(self, tree: Path) -> Held:
        """What this copy holds, without the files that are no longer as they were left."""
        found = self._seen[tree]
        return {path: entry for path, entry in self._written(tree).items() if found.get(path) == entry[1:]}

    def _written(self, tree: Path) -> Held:
        try:
            return msgspec.msgpack.decode(_bytes_of(self._notes[tree]), type=Held)
        except msgspec.DecodeError:
            return {}

    def _write(self, wanted: Mapping[str, str], kept: Held) -> None:
        """Notes what the spare copy holds: what was ``kept``, and what was made."""
        held = {
            path: kept[path] if path in kept else (name, *_time(self.spare / path)) for path, name in wanted.items()
        }
        write_atomically(self._notes[self.spare], msgspec.msgpack.encode(held))

    def _swap(self) -> None:
        """The spare copy takes the place of the published one, which becomes the spare one. Notes go first and come last: whoever
        is killed in between leaves two copies that nobody has notes of."""
        site, spare = self._notes[self.site], self._notes[self.spare]
        fresh, before = spare.read_bytes(), _bytes_of(site)
        site.unlink(missing_ok=True)
        spare.unlink()
        if self.site.exists():
            exchange(self.spare, self.site)
        else:
            self.spare.rename(self.site)
        write_atomically(site, fresh)
        if before:
            write_atomically(spare, before)


def _bytes_of(note: Path) -> bytes:
    """What a note says; nothing where it is not."""
    return note.read_bytes() if note.exists() else b""


def _time(path: Path) -> tuple[int, int]:
    """When the file was changed and how large it is; noughts where it is not."""
    try:
        known = path.stat()
    except OSError:
        return 0, 0
    return known.st_mtime_ns, known.st_size


def exchange(one: Path, other: Path) -> None:
    """Two folders change names, in one step where the system can (Linux): nobody ever finds neither."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
        if swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
    except (AttributeError, OSError):
        pass
    between = one.with_name("between")
    shutil.rmtree(between, ignore_errors=True)
    other.rename(between)
    one.rename(other)
    between.rename(one)


#: AT_FDCWD and RENAME_EXCHANGE of Linux.
_HERE, _EXCHANGE = -100, 2


def remove(tree: Path, path: str) -> None:
    """Deletes a file, and the folders that are empty without it."""
    (tree / path).unlink(missing_ok=True)
    for folder in (tree / path).parents:
        if folder == tree:
            break
        try:
            folder.rmdir()
        except OSError:
            break


def link_all(tree: Path, copy: Path) -> None:
    """A second copy of a folder, of hard links."""
    made = set()
    for path in stats(tree):
        folder = os.path.dirname(path)  # noqa: PTH120 - a hundred thousand of them
        if folder not in made:
            os.makedirs(copy / folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        link_or_copy(tree / path, copy / path)


def link_or_copy(source: Path, target: Path) -> None:
    """The same bytes under a second name, where the file system can; else a copy."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(source, target)
    except OSError:
        shutil.copy2(source, target)
