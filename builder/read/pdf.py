"""PDF files with text in them (``pip install .[pdf]``): the text of each page, in the order of the file.

A scan has no text and is refused: reading pictures is not done here. What the file's properties say are facts.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from builder.errors import SeedError
from builder.read.extras import library
from builder.read.reading import Reading

_MOST_PAGES = 200
_FACTS = (("/Title", "title"), ("/Author", "author"), ("/CreationDate", "created"), ("/ModDate", "modified"))
_SAVE = "save its text as UTF-8"


def read_pdf(name: str, data: bytes) -> Iterator[Reading]:
    """The document. Raises SeedError when it is none, locked, too long or a scan, and when the extra is missing."""
    pypdf = library(name, "pypdf", "pdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity; one line per seed is enough
    try:
        file = pypdf.PdfReader(io.BytesIO(data))
        _refuse_unreadable(name, file)
        text = "\n".join(page.extract_text() for page in file.pages)
        facts = tuple(_facts(file.metadata or {}))
    except SeedError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise SeedError(name, "", f"is no PDF file: {type(error).__name__}", _SAVE) from error
    if not text.strip():
        raise SeedError(name, "", "holds pictures of text, no text", _SAVE)
    yield Reading(data, "binary", text, facts)


def _refuse_unreadable(name: str, file: Any) -> None:
    if file.is_encrypted:
        raise SeedError(name, "", "is locked with a password", "unlock it, or save its text as UTF-8")
    if len(file.pages) > _MOST_PAGES:
        raise SeedError(name, "", f"has {len(file.pages)} pages, more than one notice", "split the file")


def _facts(properties: Any) -> Iterator[tuple[str, str]]:
    for key, name in _FACTS:
        value = properties.get(key)
        if isinstance(value, str) and value:
            yield name, value
