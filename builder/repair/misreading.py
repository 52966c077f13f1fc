"""Lines whose bytes were read in the wrong character set: ``鏂板啝鐥呮瘨`` for ``新冠病毒``, ``ÒßÇé`` for ``疫情``.

Such a line is proven by its way back: its characters encode to bytes that another character set reads without a single
fault. Lines that lost bytes have no way back and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.repair.case import Case
from builder.text.edits import Edit
from builder.text.script import HAN

#: what UTF-8 punctuation and the commonest characters become in GBK; no Chinese text is full of them
_UTF8_IN_GBK = re.compile("[锛銆鐨鈥鍦鏄涓鍜缁鏂鎺鐤]")
_BYTES_IN_LATIN = re.compile("[\u00a1-\u00ff]{4}")
_TWO_BYTES = re.compile("[\u0080-\u00ff]{2}")
_LINE = re.compile("[^\n]+")
_HAN = re.compile(f"[{HAN}]")
_COMMON = re.compile("[的一是在不了有和人大中年月日市区区县防控疫情为上個这个國国时来到会要们對对通知]")


def read_misread_lines(text: str, case: Case) -> Iterable[Edit]:
    """Reads misread lines as what they are: UTF-8 that was read as GBK, or GBK, Big5, UTF-8 that was read as Latin-1."""
    if not (_UTF8_IN_GBK.search(text) and len(_UTF8_IN_GBK.findall(text)) >= 3) and not _BYTES_IN_LATIN.search(text):
        return ()
    return list(_readings(text))


def _readings(text: str) -> Iterator[Edit]:
    for line in _LINE.finditer(text):
        old = line.group()
        new = None
        if _TWO_BYTES.search(old) and not _HAN.search(old):
            new = _best(_read(old, "latin-1", codec) for codec in ("utf-8", "gb18030", "big5"))
        elif len(_UTF8_IN_GBK.findall(old)) * 40 >= len(old):
            new = _read(old, "gb18030", "utf-8")
        if new and _HAN.search(new) and "\n" not in new and new != old:
            yield Edit(line.start(), line.end(), old, new)


def _read(line: str, wrong: str, right: str) -> str | None:
    try:
        return line.encode(wrong).decode(right)
    except UnicodeError:
        return None


def _best(readings: Iterable[str | None]) -> str | None:
    """The reading with the most common characters; the first of equals."""
    return max(
        (reading for reading in readings if reading), key=lambda reading: len(_COMMON.findall(reading)), default=None
    )
