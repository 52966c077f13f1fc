"""Bytes → RawDocument: one module per input format, one row per module in ``READERS``.

A reader keeps two laws: the source it decoded encodes back to the file's bytes, and a file it cannot read raises one
SeedError that says where and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from builder.errors import Problem, SeedError
from builder.model import RawDocument
from builder.read.plain_text import read_plain_text

#: A seed larger than this is not one notice. Decoding and repair stay within seconds below it.
MOST_BYTES = 4 * 1024 * 1024


class Reader(NamedTuple):
    """A format: the endings of its files, its media type, and what turns its bytes into (encoding, raw text)."""

    suffixes: tuple[str, ...]
    media_type: str
    decode: Callable[[str, bytes], tuple[str, str]]


READERS: tuple[Reader, ...] = (Reader((".txt",), "text/plain", read_plain_text),)


def find_seeds(folder: Path, found: list[Problem]) -> Iterator[Path]:
    """The seeds below ``folder``, ordered by path. What is no seed goes to ``found``; side files (``<name>.yaml``) and
    hidden files are passed over."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found.append(Problem(name, "", "is a link", "put the file itself into seeds/"))
        elif path.is_dir() or _hidden(path, folder) or _beside_a_seed(path):
            continue
        elif reader_for(path) is None:
            found.append(Problem(name, "", f"no reader for {path.suffix or 'a file without ending'}", _save_as_text()))
        else:
            yield path


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _beside_a_seed(path: Path) -> bool:
    return path.suffix.lower() == ".yaml" and path.with_suffix("").is_file()


def reader_for(path: Path) -> Reader | None:
    """The reader for a file of this name."""
    return next((reader for reader in READERS if path.suffix.lower() in reader.suffixes), None)


def read(path: Path, folder: Path) -> RawDocument:
    """The seed at ``path``. Raises SeedError when it cannot be read."""
    name = path.relative_to(folder).as_posix()
    reader = reader_for(path)
    if reader is None:
        raise SeedError(name, "", f"no reader for {path.suffix!r}", _save_as_text())
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SeedError(
            name, "", f"cannot be opened: {error.strerror}", "check the file and its permissions"
        ) from error
    return document(name, data, reader)


def document(name: str, data: bytes, reader: Reader) -> RawDocument:
    """The seed with these bytes. Raises SeedError when they are not what the reader reads."""
    if len(data) > MOST_BYTES:
        raise SeedError(name, "", f"{len(data):,} bytes are more than one notice ({MOST_BYTES:,})", "split the file")
    encoding, raw = reader.decode(name, data)
    if not raw.strip():
        raise SeedError(name, "", "holds no text", "scrape it again or remove it")
    return RawDocument(name, data, hashlib.sha256(data).hexdigest(), encoding, reader.media_type, raw)


def _save_as_text() -> str:
    return "save it as " + ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
