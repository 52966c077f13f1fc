"""Plain text in UTF-8, with or without a byte order mark (which stays in the raw text, so that it encodes back)."""

from __future__ import annotations

from builder.errors import SeedError


def read_plain_text(name: str, data: bytes) -> tuple[str, str]:
    """The encoding and the text. Raises SeedError at the first byte that is no UTF-8 and at a NUL, which text never has."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start : error.end].hex(" ")
        raise SeedError(name, str(line), f"byte {error.start} ({bad}) is no UTF-8", "save it as UTF-8") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SeedError(name, str(line), "holds NUL bytes: a binary file", "remove it or save its text as UTF-8")
    return "utf-8", text
