"""The program that makes the glossed pages, run forwards: clean text in, the page as it was scraped out.

Some mirror sites pass a simplified text through one chain of steps that knows bytes and no characters:

1. each character becomes its one traditional form;
2. the text becomes GBK bytes;
3. for each character of the site's set, every occurrence of its two bytes gets a reading in brackets behind it; that
   also strikes where the two bytes belong to two neighbours, and there the rest of the text is read one byte late;
4. the sentence marks are handled in the same blind way: the bytes are cut at each of them;
5. the pieces are decoded as code page 936: a lead byte always takes the next byte with it, a pair that is not defined
   becomes ``?``, a pair for users' own characters is dropped.

Later the full-width forms are folded to ASCII. A repair whose outcome, sent through this chain, gives the scraped page again
is *consistent*: that is its certificate. Python's own ``gbk`` codec cannot stand in for step 5, since it falls back into
step one byte earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import opencc

#: what becomes of the cut at a sentence mark: no cut; a lead byte before it becomes ``?``; it vanishes
Cut = Literal["none", "question", "silent"]
CUTS: tuple[Cut, ...] = ("question", "silent", "none")

#: in the order in which the program looks for them: ``。”`` is hit as ``！``, so that goes first
MARKS = "！？；：，。、"
_FOLDED = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_WIDENED = str.maketrans(dict(zip("!?;:,()", "！？；：，（）", strict=True)))
_ALL_WIDENED = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if not chr(code).isalnum()} | {0x20: "\u3000"}
_TAIL = "</p>"
#: stands for a character that GBK does not have and that the page holds as a code of markup
_CODE = "\x01"
#: stands for any one ASCII character: a lead byte that takes it makes a question mark, whichever it was
ANY = "\x02"
#: how such a character is written in a restored text
LOST = "〔?〕"
#: stands for a lead byte that vanished at a cut, or made a question mark with the comma that was put before the mark
_VANISHED = "\x03"
_FORMS = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"


class Site(NamedTuple):
    """What one site's program does: the glosses in the order in which it puts them, and how it cuts at marks."""

    glosses: tuple[tuple[str, str], ...] = ()
    cut: Cut = "none"


@lru_cache(maxsize=1)
def decoding() -> tuple[str, ...]:
    """What code page 936 shows for each pair of bytes, at ``lead * 256 + trail``: a character, nothing, or ``?``."""
    return tuple(_shown(code >> 8, code & 255) for code in range(65536))


def _shown(lead: int, trail: int) -> str:
    if 0xA1 <= trail <= 0xFE and (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE):
        return ""
    if 0xA1 <= lead <= 0xA7 and 0x40 <= trail <= 0xA0 and trail != 0x7F:
        return ""
    try:
        shown = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return "?"
    return shown if len(shown) == 1 else "?"


@lru_cache(maxsize=1)
def pairs() -> dict[str, bytes]:
    """The two bytes of each character that GBK has."""
    table = decoding()
    return {
        table[code]: bytes((code >> 8, code & 255))
        for code in range(0x8140, 0xFEFF)
        if table[code] not in ("", "?") and code & 255 >= 0x40
    }


def encode(text: str) -> bytes:
    """GBK bytes; ``?`` for what GBK does not have."""
    return text.translate(_IN_BYTES).encode("latin-1")


class _InBytes(dict[int, str]):
    """For ``str.translate``: a character's bytes, each as the character of Latin-1 with its number. Filled as it is asked."""

    def __missing__(self, code: int) -> str:
        told = chr(code) if code < 0x80 else pairs().get(chr(code), b"?").decode("latin-1")
        self[code] = told
        return told


_IN_BYTES = _InBytes()


def decode936(data: bytes, left_over: str = "?") -> str:
    """Bytes as code page 936 shows them. ``left_over`` stands for a lead byte with nothing behind it."""
    with suppress(UnicodeDecodeError):
        return data.decode("gbk")  # the same wherever each pair is a character's
    table, shown, at, size = decoding(), [], 0, len(data)
    while at < size:
        byte = data[at]
        if byte < 0x80:
            shown.append(chr(byte))
            at += 1
        elif byte in (0x80, 0xFF):
            shown.append("€" if byte == 0x80 else "?")
            at += 1
        elif at + 1 == size:
            shown.append(left_over)
            at += 1
        else:
            shown.append(table[byte << 8 | data[at + 1]])
            at += 2
    return "".join(shown)


def fold_widths(text: str) -> str:
    """Full-width ASCII and the wide blank turned half width."""
    return text.translate(_FOLDED)


def scrape(line: str, site: Site) -> str:
    """One line of traditional text as the site shows it, folded."""
    return _scraped(line, site).replace(_VANISHED, "")


def _scraped(line: str, site: Site) -> str:
    data = encode(line)
    for pair, glossed in map(_put_behind, site.glosses):
        if pair in data:
            data = data.replace(pair, glossed)
    return fold_widths(_read(data, site.cut))


@lru_cache(maxsize=8192)
def _put_behind(gloss: tuple[str, str]) -> tuple[bytes, bytes]:
    """The two bytes of a character and these with its reading behind them; the same twice where it has others."""
    character, reading = gloss
    pair = encode(character)
    return pair, pair + encode(f"({reading})") if len(pair) == 2 else pair


def _read(data: bytes, cut: Cut) -> str:
    if cut == "none" or not _is_cut_within(data):
        return decode936(data)
    pieces = [data]
    for mark in MARKS:
        pair = encode(mark)
        if pair in data:
            pieces = [part for piece in pieces for part in _cut(piece, pair)]
    left_over = "?" if cut == "question" else _VANISHED
    return "".join(decode936(piece, left_over) for piece in pieces)


def _is_cut_within(data: bytes) -> bool:
    """Whether the two bytes of a mark stand there where no mark does, or bytes that are no character's: else no cut is seen."""
    with suppress(UnicodeDecodeError):
        shown = data.decode("gbk")
        return any(data.count(encode(mark)) != shown.count(mark) for mark in MARKS)
    return True


def _cut(piece: bytes, pair: bytes) -> Iterable[bytes]:
    if len(piece) <= 2 or pair not in piece:
        return (piece,)
    return (part for part in re.split(b"(" + re.escape(pair) + b")", piece) if part)


# --- the traditional forms -------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def traditional_forms(exceptions: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """Each simplified character with the one traditional form that the sites' converter has for it: OpenCC's first,
    but for ``exceptions`` (the table of the rule ``encoding/stepped-runs``)."""
    forms = {}
    for line in _FORMS.read_text(encoding="utf-8").splitlines():
        character, _, others = line.partition("\t")
        first = others.split(" ")[0]
        if first != character and len(first) == 1:
            forms[character] = first
    forms.update(exceptions)
    return {old: new for old, new in forms.items() if old != new}


# --- the certificate -------------------------------------------------------------------------------------------------

HAN_GLOSS = re.compile(r"([㐀-鿿])\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7} ?)\)")


def regenerates(clean: str, raw: str, forms: Mapping[str, str], readings: Mapping[str, str]) -> Cut | None:
    """How the program cuts, when there is a way for it to make ``raw`` out of ``clean``; None when there is none.

    ``clean`` is simplified, ``raw`` what was scraped, both line by line, without inserted commas, of any width; ``forms``
    the site's traditional forms and ``readings`` its glosses. In ``clean`` 〔?〕 stands for any one ASCII character. Lines
    that are alike were never sent through the program.
    """
    before, after = clean.split("\n"), fold_widths(raw).split("\n")
    if len(before) != len(after):
        return None
    table = str.maketrans({one: forms[one] for one in set(clean) if one in forms})
    lines = [
        (line.replace(LOST, ANY).translate(table), shown)
        for line, shown in zip(before, after, strict=True)
        if fold_widths(line) != shown
    ]
    made = _made_at_once([line for line, _ in lines], readings)
    if made == [shown for _, shown in lines]:
        return CUTS[0]
    if len(made) == len(lines):  # a line that no way makes is met first
        alike_last = sorted(zip(made, lines, strict=True), key=lambda pair: pair[0] == pair[1][1])
        lines = [line for _, line in alike_last]
    order = tuple((character, readings[character]) for character in gloss_order(lines, readings))
    sites = (Site(order, cut) for cut in CUTS)
    return next((site.cut for site in sites if all(alike(line, shown, site) for line, shown in lines)), None)


def _made_at_once(lines: Iterable[str], readings: Mapping[str, str]) -> list[str]:
    """What the program makes of all lines at once where it puts the glosses in the order of their characters: the page, where no
    byte was lost and no two glosses met. A line feed parts the lines there as well: no lead byte takes it and shows it."""
    site = Site(tuple(sorted(readings.items())), CUTS[0])
    return _scraped("\n".join(lines).translate(_WIDENED), site).split("\n")


def alike(line: str, shown: str, site: Site) -> bool:
    """Whether the site makes this line of this traditional text, in a paragraph or out of one. The line's sentence marks
    may be folded: then they were full width before."""
    tried: set[str] = set()
    for made in (line.translate(_WIDENED), line, line.translate(_ALL_WIDENED)):
        if made not in tried and _makes(made, shown, site):
            return True
        tried.add(made)
    return False


def _makes(line: str, shown: str, site: Site) -> bool:
    """The same for the line as it is. What GBK does not have becomes ``?``, or passes as a character code of markup."""
    if _is_made(line, shown, site):
        return True
    known = pairs()
    foreign = [one for one in line if ord(one) >= 0x80 and one not in known]
    if not foreign:
        return False
    coded = "".join(_CODE if ord(one) >= 0x80 and one not in known else one for one in line)
    return [one for one in shown if one in foreign] == foreign and _is_made(
        coded, "".join(_CODE if one in foreign else one for one in shown), site
    )


def _is_made(line: str, shown: str, site: Site) -> bool:
    if shown.endswith("/p>"):  # a lead byte left over at the end takes the tag's bracket with it
        return _is_shown(_scraped(line + _TAIL, site).removesuffix(_TAIL), shown)
    made = _scraped(line, site)
    return _is_shown(made, shown) or (made.endswith("?") and _is_shown(made[:-1], shown))


def _is_shown(made: str, shown: str) -> bool:
    if _VANISHED not in made:
        return made == shown
    return re.fullmatch(re.escape(made).replace(_VANISHED, "\\??"), shown) is not None


def gloss_order(lines: Iterable[tuple[str, str]], readings: Mapping[str, str]) -> list[str]:
    """The glosses, those first that must have been put first.

    Where the bytes of two glossed characters overlap, the one that was put first may break the other's pair. The scraped
    text tells which was first: the order is read off it, and whether it holds shows when it is tried.
    """
    earlier: dict[str, set[str]] = {}
    for line, shown in lines:
        for own, across, following in _overlaps(line, readings):
            struck = (f"?{readings[across]})", f"{across}({readings[across]})")
            if own in readings:  # own's gloss parts the bytes of across, but not the other way round
                before = (own, f"{own}({readings[own]})", *_ends(own, readings))
                both = any(one + other in shown for one in before for other in struck)
                first, second = (across, own) if both else (own, across)
                earlier.setdefault(second, set()).add(first)
            if following in readings and following != across:  # and across parts those of following
                both = any(one + other in shown for one in struck for other in _ends(following, readings))
                first, second = (following, across) if both else (across, following)
                earlier.setdefault(second, set()).add(first)
    return _sorted(readings, earlier)


def _overlaps(line: str, readings: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Glossed characters that the bytes of two neighbours make, with these neighbours."""
    known, table = pairs(), decoding()
    for own, following in pairwise(line.translate(_WIDENED)):
        left, right = known.get(own), known.get(following)
        if left and right:
            across = table[left[1] << 8 | right[0]]
            if across in readings and across != own:
                yield own, across, following


def _ends(character: str, readings: Mapping[str, str]) -> tuple[str, str]:
    """How a glossed character shows when its first byte is lost: by its last byte or a question mark, and its gloss."""
    last = pairs()[character][1]
    return f"?{readings[character]})", f"{'€' if last == 0x80 else chr(last)}({readings[character]})"


def _sorted(readings: Mapping[str, str], earlier: Mapping[str, set[str]]) -> list[str]:
    """The characters by code point, but each behind those that must be earlier; a circle is broken anywhere."""
    done: dict[str, None] = {}

    def put(character: str, above: tuple[str, ...]) -> None:
        if character in done or character in above:
            return
        for other in sorted(earlier.get(character, ())):
            if other in readings:
                put(other, (*above, character))
        done[character] = None

    for character in sorted(readings):
        put(character, ())
    return list(done)
