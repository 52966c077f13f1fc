"""Plain text: what the bytes say, a byte order mark included, so that it encodes back."""

from __future__ import annotations

from collections.abc import Iterator

from builder.read.encodings import decode
from builder.read.reading import Reading


def read_plain_text(name: str, data: bytes) -> Iterator[Reading]:
    """The text. Raises SeedError when the bytes are no text, or text of an encoding that cannot be told."""
    encoding, text = decode(name, data)
    yield Reading(data, encoding, text)
