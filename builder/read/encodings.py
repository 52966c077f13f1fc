"""Which encoding a file is in: byte order mark, declaration, then how Chinese each reading looks.

One law: ``text.encode(encoding) == data`` for every text that leaves here; anything else is a SeedError that names the byte.

A file of this archive without a declaration is in UTF-8 or in GB18030 (GBK and GB2312 are parts of it), seldom in Big5 or
UTF-16. Strict UTF-8 is hardly ever met by accident, but a short text may: 通知 in GBK is valid UTF-8. There the readings are
compared, and where they do not differ enough the file is refused. Text that a program had already read wrongly before it was
saved is valid in its encoding and passes; mending it is the repair's work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

from charset_normalizer import from_bytes

from builder.errors import SeedError

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

# The Python codecs of a declared name, widest first: pages that declare gb2312 hold GBK and GB18030 characters.
_GB = ("gb18030",)
_BIG5 = ("big5", "cp950", "big5hkscs")
DECLARED = {
    "utf-8": ("utf-8",), "utf8": ("utf-8",), "unicode-1-1-utf-8": ("utf-8",),
    "gb2312": _GB, "gb_2312-80": _GB, "gbk": _GB, "x-gbk": _GB, "cp936": _GB, "gb18030": _GB, "chinese": _GB,
    "big5": _BIG5, "big5-hkscs": _BIG5, "cn-big5": _BIG5, "x-x-big5": _BIG5, "cp950": _BIG5,
}  # fmt: skip

NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}

#: What a file is that begins with these bytes, and what to do with it.
BINARY = (
    (b"PK\x03\x04", "a ZIP or Word file", "name it .docx, or save its text as UTF-8"),
    (b"%PDF-", "a PDF file", "name it .pdf"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save its text as UTF-8"),
    (b"\x89PNG", "a picture", "remove it, or save its text as UTF-8"),
    (b"\xff\xd8\xff", "a picture", "remove it, or save its text as UTF-8"),
    (b"GIF8", "a picture", "remove it, or save its text as UTF-8"),
    (b"\x1f\x8b", "a gzip file", "unpack it, or name it .warc.gz if it is a web archive"),
    (b"Rar!", "an archive", "unpack it"),
)

_LOOKS_CHINESE = 0.8  # share of common characters: above 0.9 in real texts, below 0.6 in wrong readings of a few words
_LOOKS_WRONG = 0.5
_LEAD = 0.2
_ENOUGH = 16  # bytes above one per character: as long as that, nothing is valid UTF-8 by accident
_SAMPLE = 20_000
_BEYOND_ASCII = re.compile("[^\\x00-\\x7f]")
_HARMLESS = frozenset("\t\n\r\f\v\x1a\x85")


def decode(name: str, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The encoding (a Python codec) and the text; a byte order mark stays in the text. Raises SeedError when the bytes are
    no text, or text of an encoding that cannot be told."""
    _refuse_binary(name, data)
    encoding, text = _marked(name, data) or _declared(data, declared) or _undeclared(name, data)
    _refuse_controls(name, text)
    return encoding, text


def _refuse_binary(name: str, data: bytes) -> None:
    for magic, what, next in BINARY:
        if data.startswith(magic):
            raise SeedError(name, "1", f"is {what}, not text", next)


def _refuse_controls(name: str, text: str) -> None:
    """A few control characters are damage (the repair's work); many, or a single NUL, are no text."""
    if "\0" in text:
        raise SeedError(name, _line(text, text.index("\0")), "holds NUL bytes: a binary file", _SAVE_OR_REMOVE)
    wrong = sum(unicodedata.category(sign) == "Cc" and sign not in _HARMLESS for sign in text[:_SAMPLE])
    if wrong > 8 and wrong > len(text[:_SAMPLE]) / 50:
        raise SeedError(name, "", f"holds {wrong} control characters: a binary file", _SAVE_OR_REMOVE)


_SAVE = "save it as UTF-8"
_SAVE_OR_REMOVE = "remove it or save its text as UTF-8"


def _marked(name: str, data: bytes) -> tuple[str, str] | None:
    """The reading that the byte order mark asks for; no other would be right."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = _reading(data, encoding)
            if text is None:
                raise _no_text(name, data, (encoding,))
            return encoding, text
    return None


def _declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """The declared reading, unless it looks wrong while another looks right: pages are saved anew in another encoding and
    keep their old declaration."""
    for encoding in DECLARED.get((declared or "").strip().lower(), ()):
        text = _reading(data, encoding)
        if text is not None:
            return None if encoding != "utf-8" and _looks_better_else(data, text) else (encoding, text)
    return None


def _looks_better_else(data: bytes, text: str) -> bool:
    others = (other for _, other in _readings(data) if other != text)
    return chinese(text) < _LOOKS_WRONG and any(chinese(other) >= _LOOKS_CHINESE for other in others)


def _undeclared(name: str, data: bytes) -> tuple[str, str]:
    if b"\0" in data:
        return _wide(data) or _refuse_nul(name, data)
    text = _reading(data, "utf-8")
    if text is not None and (text.isascii() or len(data) - len(text) >= _ENOUGH):
        return "utf-8", text
    readings = sorted(_readings(data), key=lambda reading: -chinese(reading[1]))  # stable: UTF-8 before GB before Big5
    if not readings:
        raise _no_text(name, data, ("utf-8", "gb18030", "big5"))
    best = readings[0]
    second = chinese(readings[1][1]) if len(readings) > 1 else 0.0
    if chinese(best[1]) >= _LOOKS_CHINESE and chinese(best[1]) - second >= _LEAD and not _european(text):
        return best
    if text is not None and len(readings) == 1:
        return "utf-8", text
    return _by_library(data, dict(readings)) or _refuse_doubtful(name, data, [encoding for encoding, _ in readings])


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: half of the bytes of its ASCII characters are NUL."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _reading(data, encoding)
        if text and "\0" not in text and chinese(text) >= _LOOKS_CHINESE:
            return encoding, text
    return None


def _by_library(data: bytes, readings: dict[str, str]) -> tuple[str, str] | None:
    """What charset-normalizer holds for likeliest, if it looks Chinese to us too. It needs some fifteen characters."""
    isolated = [encoding.replace("-", "_") for encoding in readings]
    best = from_bytes(data, cp_isolation=isolated).best()
    if best is None:
        return None
    text = str(best)
    return next(
        ((encoding, reading) for encoding, reading in readings.items() if reading == text and _plausible(reading)), None
    )


def _plausible(text: str) -> bool:
    return len(text) >= 15 and chinese(text) > _LOOKS_WRONG


def _readings(data: bytes) -> Iterator[tuple[str, str]]:
    """Every reading that encodes back, the likelier first."""
    for encodings in (("utf-8",), _GB, _BIG5):
        for encoding in encodings:
            text = _reading(data, encoding)
            if text is not None:
                yield encoding, text
                break


def _reading(data: bytes, encoding: str) -> str | None:
    """The text, if the bytes are wholly in this encoding and it encodes back to them."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def chinese(text: str) -> float:
    """How Chinese a reading looks: the share of common characters among its letters outside ASCII; 0 when it has none."""
    beyond_ascii = islice((found[0] for found in _BEYOND_ASCII.finditer(text)), _SAMPLE)
    letters = [sign for sign in beyond_ascii if unicodedata.category(sign)[0] not in "PZS"]
    return sum(map(_common().__contains__, letters)) / len(letters) if letters else 0.0


@cache
def _common() -> frozenset[str]:
    """The commoner halves of GB 2312 (level 1, rows 16–55) and of Big5 (level 1): by their frequency in use, as the standards
    divide them."""
    simplified = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    traditional = bytes(
        byte for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)) for byte in (row, cell)
    )
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))


def _european(text: str | None) -> bool:
    """Whether the UTF-8 reading is Latin text with accents: café is 茅 in GBK, and nobody can tell."""
    letters = [sign for sign in text or "" if sign > "\x7f" and sign.isalpha()]
    return bool(letters) and all(sign < "\u0250" for sign in letters)


# --- refusals ---------------------------------------------------------------------------------------------------------


def _no_text(name: str, data: bytes, encodings: tuple[str, ...]) -> SeedError:
    """The error at the byte where the reading that went furthest ends."""
    ends = [(end, encoding) for encoding in encodings for end in _failure(data, encoding)]
    if not ends:
        return SeedError(name, "", "does not encode back to its bytes", _SAVE)
    (start, end), encoding = max(ends, key=lambda found: found[0][0])
    line = data.count(b"\n", 0, start) + 1
    bad = data[start : min(end, start + 4)].hex(" ")
    return SeedError(name, str(line), f"byte {start} ({bad}) is no {NAMES[encoding]}", _SAVE)


def _failure(data: bytes, encoding: str) -> Iterator[tuple[int, int]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        yield error.start, error.end
        return
    back = text.encode(encoding, "replace")
    yield from ((at, at + 1) for at in range(min(len(back), len(data))) if back[at] != data[at])


def _refuse_doubtful(name: str, data: bytes, encodings: list[str]) -> tuple[str, str]:
    first = next(at for at, byte in enumerate(data) if byte > 0x7F)
    line = data.count(b"\n", 0, first) + 1
    bad = data[first : first + 4].hex(" ")
    fits = " or ".join(NAMES.get(encoding, "Big5") for encoding in encodings)
    raise SeedError(name, str(line), f"from byte {first} ({bad}) on it may be {fits}: nothing tells which", _SAVE)


def _refuse_nul(name: str, data: bytes) -> tuple[str, str]:
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise SeedError(name, str(line), "holds NUL bytes: a binary file", _SAVE_OR_REMOVE)


def _line(text: str, at: int) -> str:
    return str(text.count("\n", 0, at) + 1)
