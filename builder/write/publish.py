"""Pages → files under ``docs/``: written only where they differ, each in one step, strays deleted.

The manifest lists what the builder owns. It is widened before the first write and narrowed after the last, so a build that
is killed leaves nothing behind that the next one does not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from builder.cache import write_atomically

MANIFEST = ".generated"

#: The only names at the top of ``docs/`` that the builder may write; the rest is written by hand.
OWNED = ("index.md", "notices", "cities", "provinces", "measures", "issuers", "dates", "search", "data")

#: Generated pages among hand-written ones.
OWNED_PAGES = ("method/index.md",)


def publish(pages: Iterable[tuple[str, bytes]], docs: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Makes ``docs/`` hold exactly these pages beside the hand-written ones; returns the paths written and deleted.

    Raises ValueError for a page outside the folders the builder owns, and for two pages at one path.
    """
    wanted = _checked(pages)
    before = owned_paths(docs)
    docs.mkdir(parents=True, exist_ok=True)
    _write_manifest(docs, before | set(wanted))
    written = tuple(path for path in wanted if _put(docs / path, wanted[path]))
    deleted = tuple(sorted(path for path in before - set(wanted) if _remove(docs, path)))
    _write_manifest(docs, set(wanted))
    return written, deleted


def owned_paths(docs: Path) -> set[str]:
    """The paths in the manifest of ``docs/``; none when there is no manifest."""
    manifest = docs / MANIFEST
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else []
    return {line for line in lines if is_owned(line)}


def is_owned(path: str) -> bool:
    """Whether the builder may write or delete this path below ``docs/``."""
    parts = PurePosixPath(path).parts
    return bool(parts) and (parts[0] in OWNED or path in OWNED_PAGES) and ".." not in parts


def _checked(pages: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    wanted: dict[str, bytes] = {}
    for path, data in pages:
        if not is_owned(path):
            raise ValueError(f"{path}: not in a folder that the builder owns ({', '.join(OWNED)})")
        if path in wanted:
            raise ValueError(f"{path}: two pages at one address")
        wanted[path] = data
    return wanted


def _put(path: Path, data: bytes) -> bool:
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
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
