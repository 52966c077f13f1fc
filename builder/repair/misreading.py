"""Lines whose bytes were read in the wrong character set: ``鏂板啝鐥呮瘨`` for ``新冠病毒``, ``ÒßÇé`` for ``疫情``.

Such a line is proven by its way back: its characters encode to bytes that another character set reads without a single
fault. Lines that lost bytes have no way back and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.repair.case import Case
from builder.repair.script import UTF8_IN_GBK
from builder.text.edits import Edit
from builder.text.script import HAN

#: without one of these no line was misread
MISREAD = UTF8_IN_GBK + "".join(map(chr, range(0xA1, 0x100)))
_FOUND = re.compile(f"[{UTF8_IN_GBK}]")
_BYTES_IN_LATIN = re.compile("[\u00a1-\u00ff]{4}")
_CODECS = ("utf-8", "gb18030", "big5")
_TWO_BYTES = re.compile("[\u0080-\u00ff]{2}")
_LINE = re.compile("[^\n]+")
_HAN = re.compile(f"[{HAN}]")
_COMMON = re.compile("[的一是在不了有和人大中年月日市区区县防控疫情为上個这个國国时来到会要们對对通知]")


def read_misread_lines(text: str, case: Case) -> Iterable[Edit]:
    """Reads misread lines as what they are: UTF-8 that was read as GBK, or GBK, Big5, UTF-8 that was read as Latin-1."""
    if not (_FOUND.search(text) and len(_FOUND.findall(text)) >= 3) and not _BYTES_IN_LATIN.search(text):
        return ()
    lines = list(_LINE.finditer(text))
    codecs = _codecs_of([line.group() for line in lines if _is_latin(line.group())])
    return list(_readings(lines, codecs))


def _is_latin(line: str) -> bool:
    return _TWO_BYTES.search(line) is not None and not _HAN.search(line)


def _codecs_of(lines: list[str]) -> list[str]:
    """The character sets that read some of these lines, that with the most common characters first: a page has one, and a short
    line cannot tell."""
    found = {codec: [reading for line in lines if (reading := _read(line, "latin-1", codec))] for codec in _CODECS}
    common = {codec: sum(len(_COMMON.findall(reading)) for reading in readings) for codec, readings in found.items()}
    return sorted((codec for codec in _CODECS if found[codec]), key=lambda codec: -common[codec])


def _readings(lines: list[re.Match[str]], codecs: list[str]) -> Iterator[Edit]:
    for line in lines:
        old = line.group()
        new = None
        if _is_latin(old):
            new = next((reading for codec in codecs if (reading := _read(old, "latin-1", codec))), None)
        elif len(_FOUND.findall(old)) * 40 >= len(old):
            new = _read(old, "gb18030", "utf-8")
        if new and new != old:
            yield Edit(line.start(), line.end(), old, new)


def _read(line: str, wrong: str, right: str) -> str | None:
    """The line read again, where that gives Han characters."""
    try:
        reading = line.encode(wrong).decode(right)
    except UnicodeError:
        return None
    return reading if _HAN.search(reading) and "\n" not in reading else None
