"""Word documents (``pip install .[docx]``): paragraphs and tables in order, a row of a table as a line with tabs.

Headers, footers, comments and deleted text are not the document's text. What its properties say are facts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from builder.errors import SeedError
from builder.read.extras import library
from builder.read.reading import Reading

_MOST_UNPACKED = 64 * 1024 * 1024
_SAVE = "open and save it again, or save its text as UTF-8"


def read_docx(name: str, data: bytes) -> Iterator[Reading]:
    """The document. Raises SeedError when it is none, when it would unpack to more than a document, and when the extra is
    missing."""
    docx = library(name, "docx", "docx")
    _refuse_bombs(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
        facts = tuple(_facts(document.core_properties))
    except Exception as error:  # whatever a broken file makes the library raise
        raise SeedError(name, "", f"is no Word document: {type(error).__name__}", _SAVE) from error
    yield Reading(data, "binary", "\n".join(lines), facts)


def _refuse_bombs(name: str, data: bytes) -> None:
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SeedError(name, "", "is no Word document: not packed as one", _SAVE) from error
    if unpacked > _MOST_UNPACKED:
        raise SeedError(name, "", f"unpacks to {unpacked:,} bytes, more than one notice", "save its text as UTF-8")


def _lines(block: Any) -> Iterator[str]:
    """The lines of a paragraph (a break in it begins a new one) or of a table."""
    if hasattr(block, "rows"):
        for row in block.rows:
            cells = dict.fromkeys(row.cells)  # a cell that spans columns is named once for each of them
            yield "\t".join(" ".join(cell.text.split()) for cell in cells)
    else:
        yield from block.text.split("\n")


def _facts(properties: Any) -> Iterator[tuple[str, str]]:
    for name in ("title", "subject", "author", "created", "modified"):
        value = getattr(properties, name, None)
        if value:
            yield name, value.isoformat(" ") if hasattr(value, "isoformat") else str(value)
