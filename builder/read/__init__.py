"""Bytes → RawDocument: one module per input format, one row per format in ``READERS``.

A reader keeps four promises: what it decoded encodes back to the bytes; *raw* is what a reader of the page sees, with what the
page says about itself in marked lines at its head; a file that cannot be read is one problem that says where and why; a bad
record harms none of the others of its file.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from builder.errors import Problem, SeedError
from builder.model import RawDocument, SideFile
from builder.read.docx import read_docx
from builder.read.html import read_html
from builder.read.jsonl import read_jsonl
from builder.read.pdf import read_pdf
from builder.read.plain_text import read_plain_text
from builder.read.reading import Reading, with_facts
from builder.read.side_file import read_side_file
from builder.read.warc import read_warc

#: A seed larger than this is not one notice. Decoding and repair stay within seconds below it.
MOST_BYTES = 4 * 1024 * 1024
_WITH_PICTURES = 32 * 1024 * 1024
_OF_MANY = 1024 * 1024 * 1024


class Reader(NamedTuple):
    """A format: the endings of its files, its media type, what turns the bytes of a file into records and problems, the most
    bytes a file may have, whether it holds many records, and whether reading is worth remembering. ``read`` may raise
    SeedError for the file as a whole."""

    suffixes: tuple[str, ...]
    media_type: str
    read: Callable[[str, bytes], Iterator[Reading | Problem]]
    most_bytes: int = MOST_BYTES
    many: bool = False
    slow: bool = True


class SeedFile(NamedTuple):
    """A file below ``seeds/``, opened and not yet read. ``name`` is its path there, with forward slashes."""

    name: str
    data: bytes
    side: SideFile | None = None

    @property
    def reader(self) -> Reader:
        """The reader for a file of this name. Raises SeedError when there is none."""
        return _reader(self.name, Path(self.name))


READERS: tuple[Reader, ...] = (
    Reader((".txt",), "text/plain", read_plain_text, slow=False),
    Reader((".html", ".htm", ".shtml"), "text/html", read_html),
    Reader((".jsonl",), "application/jsonl", read_jsonl, _OF_MANY, many=True),
    Reader((".warc", ".warc.gz"), "application/warc", read_warc, _OF_MANY, many=True),
    Reader(
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        read_docx,
        _WITH_PICTURES,
    ),
    Reader((".pdf",), "application/pdf", read_pdf, _WITH_PICTURES),
)


def reader_for(path: Path) -> Reader | None:
    """The reader for a file of this name."""
    name = path.name.lower()
    return next((reader for reader in READERS if name.endswith(reader.suffixes)), None)


# --- the folder -------------------------------------------------------------------------------------------------------


def find_seeds(folder: Path, found: list[Problem]) -> Iterator[Path]:
    """The seeds below ``folder``, ordered by path. What is no seed goes to ``found``; side files (``<name>.yaml``) and
    hidden files are passed over. No link is followed."""
    return (path for _, path in named_seeds(folder, found))


def named_seeds(folder: Path, found: list[Problem]) -> Iterator[tuple[str, Path]]:
    """The same, each with its path below ``folder``."""
    for name in sorted(_names_below(folder, found)):
        path = folder / name
        mode = _mode(path)
        fault = _fault(path, mode)
        if fault is not None:
            found.append(Problem(name, "", *fault))
        elif not stat.S_ISDIR(mode) and not _beside_a_seed(path):
            yield name, path


def _names_below(folder: Path, found: list[Problem]) -> Iterator[str]:
    """What is below the folder, by its path there, with ``/`` between the parts."""

    def tell(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        found.append(Problem(name, "", f"cannot be opened: {error.strerror}", _PERMISSIONS))

    for top, folders, files in os.walk(folder, onerror=tell, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(top).relative_to(folder).as_posix()
        above = "" if below == "." else f"{below}/"
        yield from (above + name for name in (*folders, *files) if not name.startswith("."))


def _mode(path: Path) -> int:
    """What the path is, a link not followed; 0 where it vanished or may not be looked at: reading it will say so."""
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def _fault(path: Path, mode: int) -> tuple[str, str] | None:
    """Why the path is no seed, and what to do."""
    if _UNNAMED.search(path.name):
        return "has a control character or a byte that is no UTF-8 in its name", "rename it"
    if stat.S_ISLNK(mode):
        return "is a link", "put the file itself into seeds/"
    if stat.S_ISDIR(mode):
        return None if reader_for(path) is None else ("is a folder named like a seed", "rename the folder")
    if mode and not stat.S_ISREG(mode):
        return "is no file but a pipe, a socket or a device", "remove it"
    if reader_for(path) is None and not _beside_a_seed(path):
        if path.suffix.lower() == ".yaml" and reader_for(path.with_suffix("")):
            return f"a side file without its seed {path.with_suffix('').name}", "put the seed beside it or remove it"
        return f"no reader for {path.suffix or 'a file without ending'}", _save_as_text()
    return None


_UNNAMED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _beside_a_seed(path: Path) -> bool:
    return path.name.lower().endswith(".yaml") and path.with_suffix("").is_file()


# --- one file ---------------------------------------------------------------------------------------------------------


def read(path: Path, folder: Path, found: list[Problem]) -> Iterator[RawDocument]:
    """The seed at ``path``, or the seeds that it holds. What cannot be read goes to ``found``: the file, or one record."""
    file = open_seed(path, folder, found)
    if file is not None:
        yield from documents(file, found)


def open_seed(path: Path, folder: Path, found: list[Problem]) -> SeedFile | None:
    """The bytes of the file and its side file; None when it cannot be opened, which goes to ``found``."""
    name = path.relative_to(folder).as_posix()
    try:
        reader = _reader(name, path)
        data = _bytes(name, path, reader)
    except SeedError as error:
        found.append(error.problem)
        return None
    return SeedFile(name, data, read_side_file(path, folder, reader.many, found))


def documents(file: SeedFile, found: list[Problem]) -> Iterator[RawDocument]:
    """The seeds in an opened file, as ``read`` gives them. Depends on the file alone."""
    readings = file.reader.read(file.name, file.data)
    while True:
        try:
            reading = next(readings)
            if isinstance(reading, Problem):
                found.append(reading)
            else:
                yield _document(file, reading)
        except StopIteration:
            return
        except SeedError as error:
            found.append(error.problem)


def _document(file: SeedFile, reading: Reading) -> RawDocument:
    name = file.name
    if not reading.text.replace("\ufeff", "").strip():
        raise SeedError(name, reading.part, "holds no text", "scrape it again or remove it")
    if len(reading.text) > MOST_BYTES:
        what = f"{len(reading.text):,} characters are more than one notice ({MOST_BYTES:,})"
        raise SeedError(name, reading.part, what, "split the file")
    raw, facts = with_facts(reading.facts, reading.text)
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"holds half a character ({raw[error.start]!a})"
        raise SeedError(name, reading.part, what, "scrape it again or remove it") from error
    path = f"{name}#{reading.part}" if reading.part else name
    digest = hashlib.sha256(reading.data).hexdigest()
    return RawDocument(path, reading.data, digest, reading.encoding, file.reader.media_type, raw, facts, file.side)


def _reader(name: str, path: Path) -> Reader:
    reader = reader_for(path)
    if reader is None:
        raise SeedError(name, "", f"no reader for {path.suffix or 'a file without ending'}", _save_as_text())
    return reader


def _bytes(name: str, path: Path, reader: Reader) -> bytes:
    """The file's bytes; a file that is too large is not even opened."""
    try:
        size = path.stat().st_size
        if size > reader.most_bytes:
            what = f"{size:,} bytes are more than one notice" if not reader.many else f"{size:,} bytes are too many"
            raise SeedError(name, "", f"{what} ({reader.most_bytes:,})", "split the file")
        return path.read_bytes()
    except OSError as error:
        raise SeedError(name, "", f"cannot be opened: {error.strerror}", _PERMISSIONS) from error


_PERMISSIONS = "check that it is there and its permissions"


def _save_as_text() -> str:
    return "save it as " + ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
