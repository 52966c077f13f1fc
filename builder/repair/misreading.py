"""Text whose bytes were read in the wrong character set: ``鏂板啝鐥呮瘨`` for ``新冠病毒``, ``ÒßÇé`` or ``ç–«æƒ…`` for ``疫情``.

A line is proven by its way back: its characters encode to bytes that another character set reads without a single fault. UTF-8
proves itself character by character, so there some bytes may be missing: what they stood for is a U+FFFD then, marked as lost.
Other lines that lost bytes have no way back and stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import product

from builder.repair.case import Case
from builder.repair.script import UTF8_IN_GBK
from builder.text.edits import Edit, apart
from builder.text.script import HAN, LOST

#: what Windows shows for the bytes that Latin-1 leaves to controls; five of them it does not know
_WINDOWS = {bytes([byte]).decode("cp1252", "ignore"): chr(byte) for byte in range(0x80, 0xA0)}
_TO_LATIN = str.maketrans({shown: byte for shown, byte in _WINDOWS.items() if shown})
_SHOWN = "".join(map(chr, _TO_LATIN))
#: the first of three bytes of a Chinese character with its second, read as GBK: every third character of such a line
_FIRST_IN_GBK = "".join(
    sorted(
        {bytes([first, second]).decode("gbk", "ignore") for first in range(0xE4, 0xEA) for second in range(0x80, 0xC0)}
        | set(UTF8_IN_GBK)
    )
)
#: the signs among the characters of Latin-1 that Chinese pages have too: a middle dot, a multiplication sign, degrees
_PAGES_OWN = "·×÷°±§"
_SHOWN_BYTES = "".join(one for one in map(chr, range(0xA1, 0x100)) if one not in _PAGES_OWN)
#: what the bytes of Chinese become in the character sets of Japan and Korea: half-width kana, Hangul
_MANY = 12
_EASTERN = (("cp932", re.compile("[\uff61-\uff9f]")), ("cp949", re.compile("[\uac00-\ud7a3]")))
#: without one of these no byte is shown as a letter or sign of its own, and without one of those below no line was misread
_OF_BYTES = _SHOWN_BYTES + "\u0100-\u017f\u0400-\u045f\uff61-\uff9f\uac00-\ud7a3"
MISREAD = f"{_FIRST_IN_GBK}{_OF_BYTES}锟聽锘"
_FOREIGN = re.compile(f"[{_OF_BYTES}]")
_FOUND = re.compile(f"[{_FIRST_IN_GBK}]")
#: so many kinds of them are found faster one by one than all at once
_FEW = 8
_NEXT = f"[\u0080-\u00bf{_SHOWN}]"
#: three bytes of a Chinese character as Latin-1 or Windows shows them, or two bytes of each of these, read so twice
_UTF8_IN_LATIN = re.compile(f"[\u00e3-\u00e9\u00ef]{_NEXT}{{2}}|[\u00c2\u00c3]{_NEXT}[\u00c2-\u00e2]")
#: such characters make up one line in three at least, and so many stand there
_LEAST = 3
_BYTES_IN_LATIN = re.compile("[\u00a1-\u00ff]{4}")
_CODECS = ("utf-8", "gb18030", "big5")
#: character sets that show nearly every byte as something, and a row of what they show
_EIGHT_BITS = (
    "cp1251",
    "cp437",
    "mac_roman",
    "koi8_r",
    "cp866",
    "iso8859_15",
    "iso8859_2",
    "cp1250",
    "cp1254",
    "cp850",
)
_STRANGE = re.compile("[^\x00-\x7f\u2e80-\U0010ffff]{6}")
#: so much Chinese has to come of it
_LEAST_HAN = 20
_TWO_BYTES = re.compile("[\u0080-\u00ff]{2}")
#: a line without one is of dashes, dots and quotation marks, which Windows shows for bytes too; a line of one sign is a rule
_LETTER = re.compile(f"[{_SHOWN_BYTES}]")
#: UTF-8 of Chinese, its marks and blanks amid characters that were read well; a byte that Windows does not know may be lost
_PIECE = re.compile(f"(?:[\u00e2-\u00e9\u00ef](?:{_NEXT}|{LOST}){{2}}|\u00c2(?:[\u00a0-\u00bf]))+|\u00e2\u20ac{LOST}?")
_LEADS = re.compile("[\u00c2\u00e2-\u00e9\u00ef]")
#: GBK amid such characters: all that stands in a row, two bytes a character; three characters prove that there is some
_GBK_PIECE = re.compile("(?<![\u00a1-\u00fe])(?:[\u00a1-\u00f7][\u00a1-\u00fe]){1,200}(?![\u00a1-\u00fe])")
_LEAST_PAIRS, _SIX_BYTES = 3, re.compile("[\u00a1-\u00fe]{6}")
#: what a no-break blank and a byte order mark become in GBK, and what stands for a character that is lost in UTF-8
_BLANKS_IN_GBK = re.compile("^聽{1,8}", re.MULTILINE)
_ORDER_IN_GBK = re.compile(f"\\A锘[?{LOST}]")
_LOST_IN_GBK = re.compile("(?:锟斤拷)+")
#: the characters of a text in UTF-8, in bytes
_OF_CHINESE = re.compile(
    b"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x80-\xbf]|\xef[\xbc\xbd][\x80-\xbf]|\xe2\x80[\x90-\xbf])+"
)
#: so many bytes of it are no accident: two characters
_LEAST_BYTES, _LONGEST_PIECE = 6, 3000
_ONE_SIGN = re.compile("\\s*([\u00a1-\u00ff])(?:\\1|\\s)*")
_LINE = re.compile("[^\n]+")
_HAN = re.compile(f"[{HAN}]")
_COMMON = re.compile("[的一是在不了有和人大中年月日市区区县防控疫情为上個这個国國时来到会要们對对通知]")
#: UTF-8, character by character: a whole one, one that lost a byte (here 0xff) and so is lost, or bytes that belong to none
_WHOLE = b"[\t -~]|[\xc2-\xdf]C|\xe0[\xa0-\xbf]C|[\xe1-\xef]CC|[\xf0-\xf4]CCC"
_LAMED = b"[\xe1-\xef]C?[\xff?]C?|[\xe1-\xef]C?|\xff?CC|."
_CHARACTER = re.compile((b"(" + _WHOLE + b")|" + _LAMED).replace(b"C", b"[\x80-\xbf]"), re.S)
#: who reads a page so twice may read it so three times
_MOST_READINGS = 3


def read_misread_lines(text: str, case: Case) -> Iterable[Edit]:
    """Reads misread lines as what they are: UTF-8 that was read as GBK, or GBK, Big5, UTF-8 that was read as Latin-1 or as
    Windows shows it, once or several times."""
    in_gbk = _in_gbk(text, case)
    foreign = not case.lacks(_FOREIGN)
    strange = foreign and _STRANGE.search(text) is not None
    edits: list[Edit] = []
    if len(in_gbk) >= _LEAST or strange or (foreign and (_BYTES_IN_LATIN.search(text) or _UTF8_IN_LATIN.search(text))):
        lines = [line for line in _LINE.finditer(text) if foreign or _is_full_of(in_gbk, line)]
        codecs = _codecs_of([line.group() for line in lines if _is_latin(line.group())])
        edits = list(_readings(lines, codecs))
        if strange:
            edits = max(edits, list(_read_byte_by_byte(lines)), key=_common_characters)
    if foreign:
        whole = _in_wide_bytes(text)
        if whole:
            return whole
        edits = max([edits, *_from_the_east(text)], key=_common_characters)
    read = {edit.start for edit in edits}
    pieces = [piece for piece in _pieces(text, in_gbk, foreign) if text.rfind("\n", 0, piece.start) + 1 not in read]
    return list(apart((*edits, *pieces)))


def _in_gbk(text: str, case: Case) -> list[int]:
    """Where the characters stand that the first bytes of Chinese in UTF-8 become in GBK. A few kinds are sought one by one."""
    kinds = None if case.signs is None else _FOUND.findall(case.signs())
    if kinds is None or len(kinds) > _FEW:
        return [found.start() for found in _FOUND.finditer(text)]
    return sorted(at for kind in kinds for at in _places(text, kind))


def _is_full_of(places: list[int], line: re.Match[str]) -> bool:
    return (bisect_left(places, line.end()) - bisect_left(places, line.start())) * 6 >= len(line.group())


def _places(text: str, kind: str) -> Iterator[int]:
    at = text.find(kind)
    while at >= 0:
        yield at
        at = text.find(kind, at + 1)


def _pieces(text: str, in_gbk: list[int], foreign: bool) -> Iterator[Edit]:
    """What was misread amid lines that were not: each piece proves itself. What stands for lost characters is told so."""
    found: dict[int, Edit] = {}
    for piece in _PIECE.finditer(text) if foreign and _LEADS.search(text) else ():
        told = _told_by_windows(piece.group())
        if told is not None:
            found[piece.start()] = Edit(piece.start(), piece.end(), piece.group(), told)
    for piece, told in _gbk_pieces(text) if foreign and _SIX_BYTES.search(text) else ():
        found.setdefault(piece.start(), Edit(piece.start(), piece.end(), piece.group(), told))
    reached = 0
    for first in in_gbk:
        if first >= reached:
            end, told = _told_by_gbk(text, first)
            if told:
                found[first] = Edit(first, end, text[first:end], told)
                reached = end
    for lost in _LOST_IN_GBK.finditer(text) if "锟斤拷" in text else ():
        found[lost.start()] = Edit(lost.start(), lost.end(), lost.group(), LOST * (2 * len(lost.group()) // 3))
    order, blanks = _ORDER_IN_GBK.match(text), list(_BLANKS_IN_GBK.finditer(text)) if "聽" in text else []
    for nothing in (*([order] if order else []), *(blanks if len(blanks) >= _LEAST else [])):
        found[nothing.start()] = Edit(nothing.start(), nothing.end(), nothing.group(), "")
    reached = 0
    for start in sorted(found):
        if start >= reached:
            yield found[start]
            reached = found[start].end


def _gbk_pieces(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The pieces in GBK and what they say, where a long one proves that there are such."""
    found = []
    for piece in _GBK_PIECE.finditer(text):
        told = piece.group().encode("latin-1").decode("gb18030", "replace")
        if LOST not in told and _LETTER.search(piece.group()) and not _ONE_SIGN.fullmatch(piece.group()):
            found.append((piece, told))
    if any(len(told) >= _LEAST_PAIRS and 2 * len(_HAN.findall(told)) > len(told) for _, told in found):
        yield from found


def _told_by_windows(piece: str) -> str | None:
    """What a piece says; None where it is no Chinese. Of the marks that lost their last byte one only is common: ”."""
    if piece.startswith("\u00e2\u20ac") and piece[2:] in ("", LOST):
        return "”"
    if LOST in piece:
        whole = _utf8(b"".join(map(_byte, piece.replace(f"\u00e2\u20ac{LOST}", "\u00e2\u20ac\u009d"))), strict=False)
    else:
        try:
            whole = piece.translate(_TO_LATIN).encode("latin-1").decode()
        except UnicodeError:
            return None
    if whole is None or not _CHINESE.fullmatch(whole):
        return None
    return whole.replace("\u00a0", " ")


_STRANGE_IN_CHINESE = re.compile("[^\\x00-\\xff\u2010-\u2312\u2460-\u27bf\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
#: what Chinese text is made of, beyond ASCII
_CHINESE = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef\u2010-\u2027\u2103\u2460-\u2473\u00a0-\u00bf{LOST}]+")


def _told_by_gbk(text: str, at: int) -> tuple[int, str]:
    """Where the UTF-8 ends that begins here and was read as GBK, and what it says; nothing where it is no such."""
    if not _OF_CHINESE.match(text[at : at + 2].encode("gbk", "replace")):
        return at, ""
    end, data = at, b""
    for one in text[at : at + _LONGEST_PIECE]:
        pair = one.encode("gbk", "ignore") if one > "\x7f" else b""
        if len(pair) != 2:
            break
        data, end = data + pair, end + 1
    known = _OF_CHINESE.match(data)
    size = known.end() if known else 0
    rest, lost = data[size:], ""
    if text[end : end + 1] in (LOST, "?") and 0 < len(rest) < 3 and rest[0] in range(0xE3, 0xEA):
        lost, end = LOST, end + 1
    else:
        size -= 3 if size % 2 else 0
        end = at + size // 2
    told = data[:size].decode()
    # 榄冲含 may be such bytes too, and says 魳庬
    if size < _LEAST_BYTES or not _is_common(told) or all(_is_in_gb2312(one) for one in text[at:end]):
        return at, ""
    return end, told + lost


def _is_common(words: str) -> bool:
    """Whether all Han characters are of the first level of GB 2312, the common ones."""
    return all(b"\xb0" <= one.encode("gb2312", "replace") < b"\xd8" for one in _HAN.findall(words))


def _is_in_gb2312(character: str) -> bool:
    return len(character.encode("gb2312", "replace")) == 2


def _common_characters(edits: list[Edit]) -> int:
    return sum(len(_COMMON.findall(edit.new)) for edit in edits)


def _read_byte_by_byte(lines: list[re.Match[str]]) -> Iterator[Edit]:
    """Lines in which a character set of eight bits shows every byte of Chinese as a letter or sign of its own: ``РВЇы``. Most of
    such lines are to be read in one way, and as many of their characters to be common ones as Chinese has."""
    foreign = [line for line in lines if not line.group().isascii() and not _HAN.search(line.group())]
    shown = [line.group() for line in foreign if _STRANGE.search(line.group())]
    best, most = None, 0
    for eight, codec in product(_EIGHT_BITS, _CODECS) if shown else ():
        readings = [new for line in shown if (new := _read_as(line, eight, codec))]
        told = "".join(readings)
        common, han = len(_COMMON.findall(told)), len(_HAN.findall(told))
        if common > most and 4 * len(readings) >= 3 * len(shown) and common * 10 >= han >= _LEAST_HAN:
            best, most = (eight, codec), common
    for line in foreign if best else ():
        new = _read_as(line.group(), *best)
        if new and _HAN.search(new):
            yield Edit(line.start(), line.end(), line.group(), new)


def _read_as(line: str, eight: str, codec: str) -> str | None:
    try:
        return line.encode(eight).decode(codec)
    except UnicodeError:
        return None


def _from_the_east(text: str) -> Iterator[list[Edit]]:
    """Lines that were read in a character set of Japan or Korea, where its letters stand in them. Most lost some bytes: what they
    stood for is marked as lost."""
    for shown, letters in _EASTERN:
        found = (
            [(line, _bytes_in(line.group(), shown)) for line in _LINE.finditer(text)] if letters.search(text) else []
        )
        lines = [(line, data) for line, data in found if data]
        size = sum(len(line.group()) for line, _ in lines)
        for read in (_utf8_in_part, _gbk_in_part) if _MANY * len(letters.findall(text)) >= size else ():
            edits = [Edit(*line.span(), line.group(), told) for line, data in lines if (told := read(data))]
            told = "".join(edit.new for edit in edits)
            if _MANY * len(_COMMON.findall(told)) >= len(_HAN.findall(told)) >= _LEAST_HAN:
                yield edits


def _bytes_in(line: str, shown: str) -> bytes:
    """The bytes that this character set shows so, 0xff for each that it could not show; nothing where it shows none so."""
    with suppress(UnicodeError):
        return b"" if line.isascii() else b"\xff".join(part.encode(shown) for part in line.split(LOST))
    return b""


def _utf8_in_part(data: bytes) -> str | None:
    return _utf8(data, strict=False)


def _gbk_in_part(data: bytes) -> str | None:
    """The text of bytes of GBK of which some are lost: between two of these the reading of which most characters are common."""
    parts = [max(_gbk(part), LOST + _gbk(part[1:]), key=_plain_characters) for part in data.split(b"\xff")]
    told = LOST.join(parts)
    return told if 4 * told.count(LOST) <= len(told) else None


def _gbk(data: bytes) -> str:
    return data.decode("gb18030", "replace")


def _plain_characters(words: str) -> int:
    """How many are of the first level of GB 2312, marks, letters or figures, less those that are none."""
    plain = sum(one.isascii() or b"\xa1" <= one.encode("gb2312", "replace")[:1] < b"\xd8" for one in words)
    return 2 * plain - len(words)


def _in_wide_bytes(text: str) -> list[Edit]:
    """The whole text, where each half of a character of two bytes is shown as one of Latin-1."""
    with suppress(UnicodeError):
        data = text.encode("latin-1")
        for codec in ("utf-16-le", "utf-16-be"):
            with suppress(UnicodeError):
                told = data.decode(codec)
                han = _HAN.findall(told)
                common, strange = sum(map(_is_common, han)), len(_STRANGE_IN_CHINESE.findall(told))
                if len(han) >= _LEAST_HAN and 5 * common >= 4 * len(han) and 50 * strange <= len(told):
                    return [Edit(0, len(text), text, told)]
    return []


def _is_latin(line: str) -> bool:
    if not _LETTER.search(line) or _HAN.search(line) or _ONE_SIGN.fullmatch(line):
        return False
    return _TWO_BYTES.search(line.translate(_TO_LATIN)) is not None


def _codecs_of(lines: list[str]) -> list[str]:
    """The character sets that read some of these lines, that with the most common characters first: a page has one, and a short
    line cannot tell."""
    found = {codec: [reading for line in lines if (reading := _read(line, codec))] for codec in _CODECS}
    common = {codec: sum(len(_COMMON.findall(reading)) for reading in readings) for codec, readings in found.items()}
    return sorted((codec for codec in _CODECS if found[codec]), key=lambda codec: -common[codec])


def _readings(lines: list[re.Match[str]], codecs: list[str]) -> Iterator[Edit]:
    for line in lines:
        old = line.group()
        if len(_FOUND.findall(old)) * 6 >= len(old):
            new = _utf8_in_gbk(old)
        else:
            new = _utf8_in_latin(old) if _is_utf8_in_latin(old) else None
            # 五、责任 in GBK holds the three bytes of a character of UTF-8
            if new is None and codecs and _is_latin(old):
                new = next((reading for codec in codecs if (reading := _read(old, codec))), None)
        if new and new != old and "\n" not in new:
            yield Edit(line.start(), line.end(), old, new)


def _read(line: str, codec: str) -> str | None:
    """A line of Latin characters read again, where that gives Han characters."""
    try:
        reading = line.translate(_TO_LATIN).encode("latin-1").decode(codec)
    except UnicodeError:
        return None
    return reading if _HAN.search(reading) and "\n" not in reading else None


#: 年, 月 and 日 lose their last byte before a figure and at a line's end; between the figures of a day nothing else fits
_LAMED_DAY = re.compile(f"(?:(?<![0-9])([0-9]{{4}})骞[?{LOST}])?([0-9]{{1,2}})鏈[?{LOST}]([0-9]{{1,2}})鏃[?{LOST}]")


def _utf8_in_gbk(line: str) -> str | None:
    data, last = b"", 0
    for day in _LAMED_DAY.finditer(line):
        year = f"{day[1]}年" if day[1] else ""
        data += _bytes_of(line[last : day.start()]) + f"{year}{day[2]}月{day[3]}日".encode()
        last = day.end()
    return _utf8(data + _bytes_of(line[last:]), strict=len(line) < _LEAST)


def _bytes_of(words: str) -> bytes:
    return b"".join(b"\xff" if one == LOST else one.encode("gb18030", "replace") for one in words)


def _is_utf8_in_latin(line: str) -> bool:
    return len(_UTF8_IN_LATIN.findall(line)) * 10 >= len(line) and not _HAN.search(line)


def _utf8_in_latin(line: str) -> str | None:
    """The line read again, as often as that is how it was written."""
    reading: str | None = line
    for _ in range(_MOST_READINGS):
        if reading is None or not _is_utf8_in_latin(reading):
            break
        reading = _utf8(b"".join(map(_byte, reading)), strict=False)
    return reading if reading and _HAN.search(reading) else None


def _byte(shown: str) -> bytes:
    byte = shown.translate(_TO_LATIN)
    return byte.encode("latin-1") if byte < "\u00ff" else b"\xff" if byte == LOST else shown.encode()


def _utf8(data: bytes, strict: bool) -> str | None:
    """The text of these bytes, where nearly all of it is whole. A character that lost a byte is U+FFFD."""
    parts, whole, lost = [], 0, 0
    for found in _CHARACTER.finditer(data):
        if found[1] is None:
            parts.append(LOST)
            lost += 1
        else:
            parts.append(found[1].decode("utf-8", "replace"))
            whole += found[1][0] >= 0xC2
    if not whole or lost * (len(data) if strict else 2) > whole:
        return None
    return "".join(parts)
