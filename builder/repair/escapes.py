"""Characters that stand in the text as a program writes them: as codes of markup, as numbers, as bytes."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import unquote

from builder.repair.case import Case
from builder.repair.characters import is_unseen
from builder.text.edits import Edit, apart
from builder.text.script import HAN

_ENTITY = re.compile(
    "&(?:amp;){0,3}(?:(?:[lr][ds]?aquo|quot|apos|amp|lt|gt|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|deg|permil|[a-z]{1,4}sp|zwn?j"
    "|[lr]rm|shy|copy|reg|sect|yen|NBSP|ZeroWidthSpace|NoBreak|NewLine|Tab|[lr](?:par|sqb|cub|aquo)|comma|colon|semi|quest|excl"
    "|period|percnt|num|plus|equals|ast|b?sol|verbar|lowbar|commat|dollar|Hat|prime|Prime|plusmn|[lg]e|#\\d{2,6}|#[xX][0-9a-fA-F]{2,5});|(?:[nem][bmn]?sp|[lr][ds]quo|[mn]dash|hellip|middot)(?![A-Za-z;])|#[1-6]\\d{4}(?!\\d))"
)
#: codes of Chinese without their first sign, and without their last before another figure
_HEADLESS = re.compile(
    "(?<!&)(?<!amp;)#(?:[xX]([4-9][0-9a-fA-F]{3}|30[0-3][0-9a-fA-F]|[fF]{2}[0-6][0-9a-fA-F])|([1-6]\\d{4}));"
)
_CHINESE_HEX = "[4-9][0-9a-fA-F]{3}|30[0-3][0-9a-fA-F]|[fF]{2}[0-6][0-9a-fA-F]|20[12][0-9a-fA-F]"
_ENDLESS = re.compile(f"&#(?:[xX]({_CHINESE_HEX})(?!;)|([1-6]\\d{{4}})(?=\\d)(?!\\d;)|(8[2-3]\\d\\d|183)(?![\\d;]))")
#: codes of markup whose signs a program parted, widened or took away, and how often the last have to stand there
_PARTED = re.compile("[&＆] ?[#＃] ?(?:([xX])([0-9a-fA-F]{2,5})|(\\d{2,6})) ?[;；]")
_LOOSE = re.compile("[&＆] ?((?:nbsp|[lr][ds]quo|[mn]dash|hellip|middot|[em][mn]?sp|ｎｂｓｐ|[ｌｒ]ｄｑｕｏ)) ?[;；]")
_BARE_NAMES = re.compile("(?<![A-Za-z&])(nbsp|[lr][ds]quo|[mn]dash|hellip|middot|e[mn]sp);")
_WIDE_LETTERS = {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
#: how programs write a character: three of Chinese in a text are no accident
_ESCAPE = re.compile("(?:\\\\{1,2}u|%u)(?:([0-9a-fA-F]{4})|\\{([0-9a-fA-F]{2,5})\\})")
#: other ways to write a character by its number, each with what is cheaply found: <U+75AB>, \\x{75ab}, \\30123? and \\75ab
_DECIMAL = re.compile("\\\\u(-?\\d{3,5}) ?\\?")
_NUMBERED = (
    ("U+", re.compile("<U\\+([0-9A-Fa-f]{4})>|U\\+([0-9A-Fa-f]{4})"), 16),
    ("\\x{", re.compile("\\\\x\\{([0-9a-fA-F]{2,4})\\}"), 16),
    ("\\u", _DECIMAL, 10),
    ("uni", re.compile("(?:/|(?<![A-Za-z]))uni([4-9][0-9A-F]{3}|FF[0-6][0-9A-F]|30[01][0-9A-F])"), 16),
    ("0x", re.compile(f"0x({_CHINESE_HEX})(?=0x|[^0-9a-fA-F]|$)"), 16),
    ("\\", re.compile(f"\\\\({_CHINESE_HEX})(?: |(?![0-9a-fA-F]))"), 16),
)
#: blanks that nobody sees, as a program names them
_BLANK = re.compile("\\\\xa0|\\\\u(?:3000|00a0|200[0-9a-f]|2028|feff)", re.IGNORECASE)
#: what parts the values of a list or a record that a program wrote
_BETWEEN_VALUES = re.compile(
    "(['\"])\\s{0,3}[,;]\\s{0,3}(?:(['\"])(?:[A-Za-z_]{1,20}\\2\\s{0,3}:\\s{0,3}['\"])?|(?=[}\\]]))"
)
_OPENS = re.compile("\\s{0,9}[\\[{(]\\s{0,3}(?:['\"][A-Za-z_]{1,20}['\"]\\s{0,3}:\\s{0,3})?(['\"])")
_CLOSES = re.compile("(['\"])\\s{0,3},?\\s{0,3}[\\]})]\\s{0,9}\\Z")
_BYTE_VALUE = re.compile("\\Ab(['\"])")
#: the same without the stroke, in a text of which they are the greater part
_BARE_ESCAPE = re.compile("u([0-9a-fA-F]{4})")
_OF_CHINESE = re.compile("[4-9]...|30[0-3].|[fF]{2}..|20[12].")
_OF_NOTHING = re.compile("00[0-9].|[dD][89a-fA-F]..$|[0-9]?.$")
#: signs of markup, which some programs write so and nothing else; ends of lines and a tab
_OF_MARKUP = re.compile("00(?:2[267fF]|3[cdeCDE]|0[9aAdD])$")
_LEAST_ESCAPES, _LEAST_BARE = 3, 8
#: the bytes of characters, as programs write them
_SPELT_BYTES = (
    ("\\x", re.compile("(?:\\\\x[89a-fA-F][0-9a-fA-F]){1,3000}"), "\\x"),
    ("\\'", re.compile("(?:\\\\'[0-9a-fA-F]{2}){1,3000}"), "\\'"),
    ("=", re.compile("(?:=[0-9A-F]{2}(?:=\n)?){2,3000}"), "="),
)
_OCTAL = re.compile("(?:\\\\[23][0-7]{2}){2,3000}")
#: how a mail breaks a line that is to be one
_SOFT_BREAK = re.compile("=\n")
#: how a document of a word processor ends a paragraph
_PARAGRAPH = re.compile("\\\\par(?: |(?=\n)|$)")
#: how a data file writes where a line ends: after words, three times in a text
_LINE_END = re.compile(
    "(?:(?<=[^\\x00-\\x7f]|[\\d.;!?)\\]])|(?<=\\\\u[0-9a-fA-F]{4})|(?<=\\\\x[89a-fA-F][0-9a-fA-F]))(?:\\\\r)?(?:\\\\n){1,4}"
)
#: and a tab behind it
_TAB = re.compile("(?<=\\\\n)(?:\\\\t){1,4}")
#: the codes of a word processor for the end of a paragraph and of a line, and strokes that lean the wrong way
_PARAGRAPHS = tuple(
    re.compile(f"{sign}(?<=[{HAN}。；：，）”？！\\d]..)(?=[{HAN}“《（①-⑳\\d\\s]|$)") for sign in ("\\^[pl]", "/n")
)
#: the end of a line as the cells of a sheet write it
_ROW_END = re.compile("_x00[01][0-9a-fA-F]_")
#: a control as a terminal shows it
_CARET = re.compile("\\^[@A-Z\\[\\]^_](?![A-Za-z^])")
#: Chinese in pairs of letters, as the net's news once had it: ~{RGGi~}
_HZ = re.compile("~\\{((?:[!-w][!-~]){1,2000})~\\}")
#: bytes as letters, four for three: a line of them at least so long, or some, as mails have them
_OF_FOUR = "(?:[A-Za-z0-9+/]{4})"
_REST = "(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_BASE64 = re.compile(f"^{_OF_FOUR}{{6,}}+{_REST}$(?:\n(?=[^\n]){_OF_FOUR}{{0,24}}+{_REST}$)*+", re.MULTILINE)
_LEAST_CHINESE = 8
_WIDE_BLANKS = frozenset((0xA0, 0x2002, 0x2003, 0x3000))
#: how an address writes a character's bytes
_LETTER = re.compile("[a-zA-Z]")
_BYTES = re.compile("(?:%(?:25){0,2}[0-9a-fA-F]{2})+")
_ENCODINGS = ("utf-8", "gb18030")
_HAN = re.compile(f"[{HAN}]")
_LETTERS_IN_ROW = re.compile("[A-Za-z0-9+/]{24}")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\ue000-\uf8ff]")
_ADDRESS = re.compile("://|[?&]\\w{1,20}=%")


def read_entities(text: str, case: Case) -> Iterable[Edit]:
    """Writes ``&nbsp;`` and its like as the characters that they name, also where their ``&`` was written so itself;
    ``\\u75ab`` and ``<U+75AB>`` as the character, ``\\n`` behind words as the end of a line, ``=E7=96=AB`` and a line written
    ``%E7%96%AB`` as its words."""
    edits: list[Edit] = []
    if "&" in text or "＆" in text:
        edits += _entities(text)
    if "#" in text:
        edits += _codes_in_part(text)
    if text.count("nbsp;") >= _LEAST_ESCAPES or text.count("dquo;") >= _LEAST_ESCAPES:
        edits += _bare_names(text)
    if text.count("u") > max(len(text) // 8, 2 * (text.count("%u") + text.count("\\u"))):
        edits += _bare_escapes(text)
    elif "\\" in text or any(sign in text for sign in ("%u", "U+", "0x", "uni")):
        edits += _escapes(text)
    if "\\" in text or text.count("=") >= _LEAST_BARE:
        edits += _bytes(text)
    if "~{" in text and "~}" in text:
        edits += _pairs_of_letters(text)
    if text.count("^") >= _LEAST_ESCAPES:
        edits += _carets(text)
    for ends in (list(paragraph.finditer(text)) for paragraph in _PARAGRAPHS if "^" in text or "/n" in text):
        edits += [Edit(end.start(), end.end(), end.group(), "\n") for end in ends if len(ends) >= _LEAST_ESCAPES]
    if len(text) >= _LEAST_CHINESE and _LETTERS_IN_ROW.search(text):
        edits += _letters_for_bytes(text)
    if "_x00" in text:
        edits += [Edit(end.start(), end.end(), end.group(), "") for end in _ROW_END.finditer(text)]
    if "%" in text:
        edits += _escaped_lines(text)
    if text.lstrip()[:1] in ("[", "{", "(", "b"):
        edits += _values(text)
    return list(apart(edits))


def _entities(text: str) -> Iterator[Edit]:
    for code in _ENTITY.finditer(text):
        named = _named(code.group())
        yield Edit(code.start(), code.end(), code.group(), named)  # the same for a code that names nothing: &anbsp;
    parted = list(_PARTED.finditer(text)) if "＆" in text or "& " in text or " ;" in text else []
    for code in parted if len(parted) >= _LEAST_ESCAPES else ():
        number = int(code[2], 16) if code[1] else int(code[3])
        if number < 0x110000 and (chr(number).isprintable() or number in _WIDE_BLANKS):
            yield Edit(code.start(), code.end(), code.group(), chr(number))
    for code in _LOOSE.finditer(text):
        yield Edit(code.start(), code.end(), code.group(), _named(f"&{code[1].translate(_WIDE_LETTERS)};"))


def _bare_names(text: str) -> Iterator[Edit]:
    """``nbsp;`` and its like, which lost their first sign."""
    for code in _BARE_NAMES.finditer(text):
        yield Edit(code.start(), code.end(), code.group(), _named(f"&{code.group()}"))


def _escapes(text: str) -> Iterator[Edit]:
    """Characters and ends of lines as programs write them, each kind where there are some of it."""
    escapes = [(one, one[1] or one[2]) for one in _ESCAPE.finditer(text)]
    in_tens = "?" in text and 2 * len(_DECIMAL.findall(text)) > len(escapes)
    telling = (code for _, code in escapes if _OF_CHINESE.match(code) or code.lower() == "003c")
    if not in_tens and sum(1 for _ in telling) >= _LEAST_ESCAPES:
        for one, code in escapes:
            if _OF_MARKUP.match(code):
                yield Edit(one.start(), one.end(), one.group(), chr(int(code, 16)).replace("\r", ""))
            elif not _OF_NOTHING.match(code):
                yield Edit(one.start(), one.end(), one.group(), _shown(int(code, 16)))
    else:
        yield from _numbered(text)
    blanks = list(_BLANK.finditer(text))
    if len(blanks) >= _LEAST_ESCAPES:
        for blank in blanks:
            yield Edit(
                blank.start(), blank.end(), blank.group(), _shown(int(blank.group()[2:], 16)).replace("\xa0", " ")
            )
    ends = list(_LINE_END.finditer(text))
    if len(ends) >= _LEAST_ESCAPES:
        for end in ends:
            yield Edit(end.start(), end.end(), end.group(), "\n" * end.group().count("n"))
        yield from (
            Edit(tab.start(), tab.end(), tab.group(), "\t" * tab.group().count("t")) for tab in _TAB.finditer(text)
        )


def _shown(code: int) -> str:
    """The character with this number; nothing for one that nobody sees."""
    return "" if is_unseen(chr(code)) else chr(code)


def _numbered(text: str) -> Iterator[Edit]:
    """Characters that stand there by their numbers, in the first of the other ways of which there are enough."""
    for sign, pattern, base in _NUMBERED:
        codes = (
            [(one, int(one[one.lastindex or 0], base) % 0x10000) for one in pattern.finditer(text)]
            if sign in text
            else []
        )
        chinese = sum(_OF_CHINESE.match(f"{code:04x}") is not None for _, code in codes)
        if chinese >= _LEAST_BARE and 10 * chinese >= 8 * len(codes):
            for one, code in codes:
                if not _OF_NOTHING.match(f"{code:04x}"):
                    yield Edit(one.start(), one.end(), one.group(), _shown(code))
            return


def _bytes(text: str) -> Iterator[Edit]:
    """The bytes of characters, each as a number: ``\\xe7\\x96\\xab``, ``\\'d2\\'df``, ``=E7=96=AB``, ``\\347\\226\\253``; three
    times in a text. Where they are those of a mail or a word processor, its ends of lines are read too."""
    for sign, pattern, prefix in _SPELT_BYTES:
        found = [one for one in pattern.finditer(text) if one.group().strip("\\xa0")] if sign in text else []
        read = list(_read([(one, one.group().replace("=\n", "").replace(prefix, "%")) for one in found]))
        yield from read
        if read and prefix == "=":
            yield from (Edit(at.start(), at.end(), at.group(), "") for at in _SOFT_BREAK.finditer(text))
        if read and prefix == "\\'":
            yield from (Edit(at.start(), at.end(), at.group(), "") for at in _PARAGRAPH.finditer(text))
    if "\\2" in text or "\\3" in text:
        yield from _read([(one, _in_hex(one.group())) for one in _OCTAL.finditer(text)])


def _pairs_of_letters(text: str) -> Iterator[Edit]:
    """Chinese in HZ, three pieces of it or eight characters."""
    found = [(one, _gb2312(one[1])) for one in _HZ.finditer(text)]
    told = [(one, words) for one, words in found if words]
    if len(told) >= _LEAST_ESCAPES or sum(len(words) for _, words in told) >= _LEAST_CHINESE:
        yield from (Edit(one.start(), one.end(), one.group(), words) for one, words in told)


def _gb2312(letters: str) -> str:
    with suppress(UnicodeDecodeError):
        return bytes(ord(one) | 0x80 for one in letters).decode("gb2312")
    return ""


def _carets(text: str) -> Iterator[Edit]:
    """``^M`` and its like, three at least."""
    found = list(_CARET.finditer(text))
    yield from (Edit(one.start(), one.end(), one.group(), "") for one in found if len(found) >= _LEAST_ESCAPES)


def _letters_for_bytes(text: str) -> Iterator[Edit]:
    """Lines of letters that stand for bytes, where these are words of Chinese."""
    for lines in _BASE64.finditer(text):
        with suppress(ValueError):
            data = b64decode(lines.group().replace("\n", ""), validate=True)
            for encoding in _ENCODINGS:
                with suppress(UnicodeDecodeError):
                    words = data.decode(encoding)
                    told = 3 * len(_HAN.findall(words)) >= len(words) >= _LEAST_CHINESE and not _CONTROL.search(words)
                    if told and (encoding == "utf-8" or _is_common(words)):
                        yield Edit(lines.start(), lines.end(), lines.group(), words)
                    break


def _is_common(words: str) -> bool:
    """Whether nearly all characters are common ones: GBK finds some character for most bytes, UTF-8 proves itself."""
    han = _HAN.findall(words)
    return 10 * sum(len(one.encode("gb2312", "ignore")) == 2 for one in han) >= 9 * len(han)


def _values(text: str) -> Iterator[Edit]:
    """What stands round and between the values of a list or a record that a program wrote; each is a line, or some."""
    opening, closing, value = _OPENS.match(text), _CLOSES.search(text, max(0, len(text) - 40)), _BYTE_VALUE.match(text)
    if opening and closing and opening[1] == closing[1] and "\n" + opening.group().strip() not in text:
        yield Edit(opening.start(), opening.end(), opening.group(), "")
        for part in _BETWEEN_VALUES.finditer(text, opening.end(), closing.start()):
            if part[1] == opening[1]:
                yield Edit(part.start(), part.end(), part.group(), "\n")
        yield Edit(closing.start(), closing.end(), closing.group(), "")
    elif value and text.rstrip()[-1] == value[1]:
        end = len(text.rstrip())
        yield from (Edit(0, 2, text[:2], ""), Edit(end - 1, end, value[1], ""))


def _in_hex(octal: str) -> str:
    return "".join(f"%{int(byte, 8):02x}" for byte in octal[1:].split("\\"))


def _read(found: list[tuple[re.Match[str], str]]) -> Iterator[Edit]:
    """The words for these bytes, three pieces at least of which more than half are words of Chinese."""
    words = [(one, _spelt(code)) for one, code in found]
    if len(found) < _LEAST_ESCAPES and sum(len(told or "") for _, told in words) < _LEAST_CHINESE:
        return
    if 2 * sum(told is not None and not told.isascii() for _, told in words) > len(words):
        for one, told in words:
            if told is not None:
                yield Edit(one.start(), one.end(), one.group(), told)


def _bare_escapes(text: str) -> Iterator[Edit]:
    """``u75abu60c5`` for 疫情, where such codes are the greater part of a text. Behind a letter only a code of Chinese is one."""
    found = list(_BARE_ESCAPE.finditer(text))
    chinese = [one for one in found if _OF_CHINESE.match(one[1])]
    if len(chinese) >= _LEAST_BARE and 10 * len(chinese) > len(text.strip()):
        reached = 0
        for one in found:
            behind_letter = one.start() > reached and _LETTER.match(text, one.start() - 1)
            if not _OF_NOTHING.match(one[1]) and (_OF_CHINESE.match(one[1]) or not behind_letter):
                yield Edit(one.start(), one.end(), one.group(), chr(int(one[1], 16)))
            reached = one.end()


def _codes_in_part(text: str) -> Iterator[Edit]:
    """``#x75AB;`` and ``&#301232020`` for 疫 and 疫2020, where a text has three of their kind, eight of the latter."""
    headless = [(one, int(one[1], 16) if one[1] else int(one[2])) for one in _HEADLESS.finditer(text)]
    endless = [(one, _number_of(one)) for one in _ENDLESS.finditer(text)] if text.count("&#") >= _LEAST_BARE else []
    for one, code in (*(headless if len(headless) >= _LEAST_ESCAPES else ()), *endless):
        if _OF_CHINESE.match(f"{code:04x}"):
            yield Edit(one.start(), one.end(), one.group(), chr(code))


def _number_of(code: re.Match[str]) -> int:
    return int(code[1], 16) if code[1] else int(code[2] or code[3])


def _escaped_lines(text: str) -> Iterator[Edit]:
    """The lines of which the greater part is written as bytes; the words of a search in an address stay. A page has one character
    set: a short piece cannot tell it."""
    at, rows = 0, []
    for line in text.splitlines(keepends=True):
        found = list(_BYTES.finditer(line)) if "%" in line else []
        if 2 * sum(len(one.group()) for one in found) > len(line) and not _ADDRESS.search(line):
            rows.append((at, found))
        at += len(line)
    codes = [one.group() for _, found in rows for one in found]
    if sum(code.count("%") for code in codes) < 3 * _LEAST_ESCAPES:
        return
    encodings = sorted(_ENCODINGS, key=lambda encoding: -sum(_spelt(code, (encoding,)) is not None for code in codes))
    for start, found in rows:
        for one in found:
            words = _spelt(one.group(), encodings)
            if words is not None:
                yield Edit(start + one.start(), start + one.end(), one.group(), words)


def _spelt(code: str, encodings: Iterable[str] = _ENCODINGS) -> str | None:
    """The words whose bytes these are; None where they are no UTF-8 and no GBK, or the characters of a control."""
    code = code.replace("%25", "%")
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            words = unquote(code, encoding=encoding, errors="strict")
            return None if _CONTROL.search(words) else words
    return None


def _named(code: str) -> str:
    """The character that a code names; nothing for one that nobody sees."""
    shown = (code if code.endswith(";") else code + ";").replace("NBSP", "nbsp")
    while (following := html.unescape(shown)) != shown:
        shown = following
    return "" if is_unseen(shown) else shown.replace("\u00a0", " ")
