"""What is left of a page's markup in its text, and what a forum put between the lines against copying."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import unquote

from builder.repair.case import Case
from builder.repair.characters import is_unseen
from builder.text.edits import Edit
from builder.text.script import HAN

_BLOCK = "p|br|div|tr|li|ul|ol|table|tbody|h[1-6]|section|article|center|hr"
_INLINE = "span|strong|b|i|u|em|font|a|img|td|th|s|sub|sup|big|small|label|tt|ins|del|o:p|st1:[a-z]{1,20}"
#: any other name is a tag's where a value stands behind it, as the empty tags of sites against copying have one
_NAMED = "[a-z][a-z0-9:-]{1,20}(?=\\s[^<>\n]{0,60}=)"
_TAG = re.compile(
    f"<\\s{{0,4}}/?\\s{{0,4}}(?:(?P<block>{_BLOCK})|{_INLINE}|{_NAMED})(?:\\s[^<>\n]{{0,300}})?\\s{{0,4}}/?>",
    re.IGNORECASE,
)
#: what no reader of the page saw: comments, styles, scripts; how they begin and how they end
_HIDES = re.compile("<!--|<(?P<name>(?a:style|script|xml))\\b[^<>]{0,300}>", re.IGNORECASE)
_SHOWS = re.compile("-->|</(?P<name>(?a:style|script|xml))\\s{0,4}>", re.IGNORECASE)
#: a longer one was not closed, and something else is
_LONGEST_HIDDEN = {"": 2000, "style": 4000, "script": 4000, "xml": 4000}
#: the styles of an editor before what it wrote: .TRS_Editor P{line-height:2em}
_STYLES = re.compile(
    "^[ \t]{0,9}(?:[.#@]?[A-Za-z][\\w .#:>,*-]{0,60}\\{[a-z-]{2,30}\\s{0,2}:[^{}\n]{0,300}\\}[ \t]{0,9}){1,60}",
    re.MULTILINE,
)
#: tags of forums; those are taken that are opened and closed
_FORUM_TAG = re.compile(
    "\\[(/?)(b|i|u|s|size|color|backcolor|font|align|center|indent|list|p|url|quote|table|tr|td)(?:=[^\\[\\]\n]{0,100})?\\]",
    re.IGNORECASE,
)
_CLOSING = re.compile("</([a-z][a-z0-9:-]{1,20})\\s{0,4}>", re.IGNORECASE)
_NAME = re.compile("[a-z][a-z0-9:-]*", re.IGNORECASE)
#: what a page that was cut apart leaves of a closing tag
_TORN = re.compile(
    f"(?<=[{HAN}。；：，！？”）])/(?:p|div|span|strong|td|li)>(?![ \\d.])|</(?:p|div|span|strong|td|li)(?=\\s{{0,4}}$)",
    re.MULTILINE,
)
#: words between stars, as Markdown has them
_BOLD = re.compile(f"\\*\\*(?=[{HAN}“《（\\d])([^*\n]{{1,200}}[^*\\s])\\*\\*(?!\\*)(?<!\\*\\*\\*)")
_STROKES = re.compile(f"__(?=[{HAN}“《（\\d])([^_\n]{{1,200}}[^_\\s])__(?!_)(?<!___)")
_LINKED = re.compile(
    f"\\[(?=[^\\[\\]\n]{{0,60}}[{HAN}])([^\\[\\]\n]{{1,60}})\\]\\((?:https?:/|\\.{{0,2}})/[^()\\s]{{1,200}}\\)"
)
_SPARED = re.compile("\\\\(?=[-.()_*\\[\\]#+!>])")
_HEADING = re.compile(f"^#{{1,6}} (?=[{HAN}“《（\\d])", re.MULTILINE)
_ENTITY = re.compile(
    "&(?:amp;){0,3}(?:(?:[lr][ds]?aquo|quot|apos|amp|lt|gt|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|deg|permil|[a-z]{1,4}sp|zwn?j"
    "|[lr]rm|shy|copy|reg|sect|yen|NBSP|#\\d{2,6}|#[xX][0-9a-fA-F]{2,5});|nbsp(?![a-z])|ensp(?![a-z])|emsp(?![a-z])|#[1-6]\\d{4}(?!\\d))"
)
#: codes of Chinese without their first sign, and without their last before another figure
_HEADLESS = re.compile(
    "(?<!&)(?<!amp;)#(?:[xX]([4-9][0-9a-fA-F]{3}|30[0-3][0-9a-fA-F]|[fF]{2}[0-6][0-9a-fA-F])|([1-6]\\d{4}));"
)
_ENDLESS = re.compile("&#([1-6]\\d{4})(?=\\d)(?!\\d;)")
#: how programs write a character: three of Chinese in a text are no accident
_ESCAPE = re.compile("(?:\\\\{1,2}u|%u)(?:([0-9a-fA-F]{4})|\\{([0-9a-fA-F]{4})\\})")
#: the same without the stroke, in a text of which they are the greater part
_BARE_ESCAPE = re.compile("u([0-9a-fA-F]{4})")
_OF_CHINESE = re.compile("[4-9]...|30[0-3].|[fF]{2}..|20[12].")
_OF_NOTHING = re.compile("00[0-9].|[dD][89a-fA-F]..")
_LEAST_ESCAPES, _LEAST_BARE = 3, 8
#: the bytes of characters, as programs write them
_HEXED = re.compile("(?:\\\\x[89a-fA-F][0-9a-fA-F])+")
#: how a data file writes where a line ends: after words, three times in a text
_LINE_END = re.compile("(?:(?<=[^\\x00-\\x7f]|[\\d.;!?)\\]])|(?<=\\\\u[0-9a-fA-F]{4}))(?:\\\\r)?(?:\\\\n){1,4}")
#: how an address writes a character's bytes
_BYTES = re.compile("(?:%[0-9a-fA-F]{2})+")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
_ADDRESS = re.compile("://|[?&]\\w{1,20}=%")
_ROW = "(?:[!-~]{1,2} ){4,30}[!-~]{1,2}"
#: a row before a line, behind it, or a line of its own
_JAMMER = re.compile(
    f"^{_ROW} ?(?=[^\\x00-\\x7f]|(?:19|20)\\d\\d年|(?<!\\d)\\d{{1,4}}[年月日、．]|$)|(?<=[^\\x00-\\x7f]) ?{_ROW}$", re.M
)
#: two of its tokens: cheap to look for, since a blank comes first
_TOKENS = re.compile(" [!-~]{1,2} [!-~]{1,2} ")
_MIXED = re.compile("[a-z][A-Z]|[a-zA-Z][!-/:-@\\[-`{-~0-9]|[!-/:-@\\[-`{-~0-9][a-zA-Z]")
#: marks that no formula has
_STRANGE = re.compile("[!\"#$&';?@\\[\\\\\\]_`{|}~]")
_LETTER = re.compile("[a-zA-Z]")
_PROVEN = 3
#: a number that belongs to what follows: 60岁以上
_COUNTED = re.compile(" ?(?<![^ ])\\d{1,2} ?$")
_COUNTERS = frozenset("年月日岁个天号时点元人名家万亿分小周层米例起台辆户间类级条种次、")


def drop_markup(text: str, case: Case) -> Iterable[Edit]:
    """Deletes tags that stand in the text; those that begin a paragraph or a line become a line feed."""
    found = [(tag.start(), tag.end(), "\n" if tag.group("block") else "") for tag in _TAG.finditer(text)]
    found += [(start, end, "") for start, end in _hidden(text)]
    found += [(style.start(), style.end(), "") for style in (_STYLES.finditer(text) if "{" in text else ())]
    if "[/" in text:
        found += _forum_tags(text)
    names = {_name_of(text[start:end]) for start, end, _ in found}
    found += [(tag.start(), tag.end(), "") for tag in _CLOSING.finditer(text) if tag[1].lower() in names]
    found += [(end.start(), end.end(), "") for end in _TORN.finditer(text)]
    return list(_apart(text, found))


def _forum_tags(text: str) -> Iterator[tuple[int, int, str]]:
    tags = list(_FORUM_TAG.finditer(text))
    opened, closed = ({tag[2].lower() for tag in tags if bool(tag[1]) is ends} for ends in (False, True))
    yield from ((tag.start(), tag.end(), "") for tag in tags if tag[2].lower() in opened & closed)


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """What nobody saw, from its opening to the first end of its kind. Openings and ends are each looked for once: a pattern for
    both would search the text behind every opening again."""
    ends: dict[str, deque[re.Match[str]]] = {name: deque() for name in _LONGEST_HIDDEN}
    for end in _SHOWS.finditer(text):
        ends[_kind_of(end)].append(end)
    reached = 0
    for opening in _HIDES.finditer(text):
        if opening.start() < reached:
            continue
        coming = ends[_kind_of(opening)]
        while coming and coming[0].start() < opening.end():
            coming.popleft()
        if coming and coming[0].start() - opening.end() <= _LONGEST_HIDDEN[_kind_of(opening)]:
            reached = coming[0].end()
            yield opening.start(), reached


def _kind_of(mark: re.Match[str]) -> str:
    return (mark["name"] or "").lower()


def drop_emphasis(text: str, case: Case) -> Iterable[Edit]:
    """Deletes what a converter to Markdown wrote: the stars or strokes round words (``**一、目标**``), two pairs at least, the
    signs before headings (``## 一、目标``), addresses behind words (``[疫情](http://…)``), strokes before marks (``3\\.``)."""
    rims: list[tuple[int, int]] = []
    for needed, pattern in (("**", _BOLD), ("__", _STROKES), ("](", _LINKED)):
        found = list(pattern.finditer(text)) if needed in text else []
        for pair in found if len(found) >= 2 or pattern is _LINKED else ():
            rims += [(pair.start(), pair.start(1)), (pair.end(1), pair.end())]
    if "#" in text:
        rims += [sign.span() for sign in _HEADING.finditer(text)]
    if "\\" in text:
        spared = [stroke.span() for stroke in _SPARED.finditer(text)]
        rims += spared if len(spared) >= _LEAST_ESCAPES else []
    return list(_apart(text, [(start, end, "") for start, end in rims]))


def _name_of(tag: str) -> str:
    name = _NAME.search(tag)
    return name.group().lower() if name else ""


def _apart(text: str, found: list[tuple[int, int, str]]) -> Iterator[Edit]:
    """Edits for these spans, the longest where several begin together; one that lies in another goes with it."""
    reached = 0
    for start, end, new in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield Edit(start, end, text[start:end], new)
            reached = end


def read_entities(text: str, case: Case) -> Iterable[Edit]:
    """Writes ``&nbsp;`` and its like as the characters that they name, also where their ``&`` was written so itself;
    ``\\u75ab`` as the character, ``\\n`` behind words as the end of a line, and a line written ``%E7%96%AB`` as its words."""
    found = list(_ENTITY.finditer(text)) if "&" in text else []
    edits = [
        Edit(code.start(), code.end(), code.group(), named)
        for code in found
        if (named := _named(code.group())) != code.group()  # a code that names nothing: &anbsp;
    ]
    if "#" in text:
        edits += _codes_in_part(text)
    if text.count("u") > max(len(text) // 8, 2 * (text.count("%u") + text.count("\\u"))):
        edits += _bare_escapes(text)
    elif "\\" in text or "%u" in text:
        edits += _escapes(text)
    if "%" in text:
        edits += _escaped_lines(text)
    return sorted(edits, key=lambda edit: edit.start)


def _escapes(text: str) -> Iterator[Edit]:
    """Characters, ends of lines and bytes as programs write them, each kind where there are some of it."""
    escapes = [(one, one[1] or one[2]) for one in _ESCAPE.finditer(text)]
    if sum(_OF_CHINESE.match(code) is not None for _, code in escapes) >= _LEAST_ESCAPES:
        for one, code in escapes:
            if not _OF_NOTHING.match(code):
                yield Edit(one.start(), one.end(), one.group(), chr(int(code, 16)))
    ends, hexed = list(_LINE_END.finditer(text)), list(_HEXED.finditer(text))
    if len(ends) >= _LEAST_ESCAPES:
        for end in ends:
            yield Edit(end.start(), end.end(), end.group(), "\n" * end.group().count("n"))
    for one in hexed if len(hexed) >= _LEAST_ESCAPES else ():
        words = _spelt(one.group().replace("\\x", "%"))
        if words is not None:
            yield Edit(one.start(), one.end(), one.group(), words)


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
    endless = [(one, int(one[1])) for one in _ENDLESS.finditer(text)] if text.count("&#") >= _LEAST_BARE else []
    for one, code in (*(headless if len(headless) >= _LEAST_ESCAPES else ()), *endless):
        if _OF_CHINESE.match(f"{code:04x}"):
            yield Edit(one.start(), one.end(), one.group(), chr(code))


def _escaped_lines(text: str) -> Iterator[Edit]:
    """The lines of which the greater part is written as bytes; the words of a search in an address stay."""
    at = 0
    for line in text.splitlines(keepends=True):
        found = list(_BYTES.finditer(line)) if line.count("%") >= 3 * _LEAST_ESCAPES else []
        if 2 * sum(len(one.group()) for one in found) > len(line) and not _ADDRESS.search(line):
            for one in found:
                words = _spelt(one.group())
                if words is not None:
                    yield Edit(at + one.start(), at + one.end(), one.group(), words)
        at += len(line)


def _spelt(code: str) -> str | None:
    """The words whose bytes these are; None where they are no UTF-8 and no GBK, or the characters of a control."""
    for encoding in ("utf-8", "gb18030"):
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


def drop_jammers(text: str, case: Case) -> Iterable[Edit]:
    """Deletes rows of one- and two-letter rubbish (``1 o# x5 R T4 k' W``) before and behind lines of Chinese, and between them.

    A row of plain figures or letters is a table, one of letters and signs of reckoning a formula; rubbish mixes all there is.
    Where several rows do, those that happen to mix less are of the same hand.
    """
    if not _TOKENS.search(text):
        return ()
    found = list(_JAMMER.finditer(text))
    rows = [row for row in found if _is_rubbish(row.group())]
    if len(rows) >= _PROVEN:
        rows = [row for row in found if _LETTER.search(row.group())]
    spans = [(row.start(), _end_of_row(text, row)) for row in rows]
    return [Edit(start, end, text[start:end], "") for start, end in spans]


def _is_rubbish(row: str) -> bool:
    if not _LETTER.search(row):
        return False
    return len(_MIXED.findall(row)) >= 2 or (len(row.split()) >= 6 and _STRANGE.search(row) is not None)


def _end_of_row(text: str, row: re.Match[str]) -> int:
    """Where the row ends: before a number that counts what follows."""
    number = _COUNTED.search(row.group())
    if number and text[row.end() : row.end() + 1] in _COUNTERS:
        return row.start() + number.end() - len(number.group().lstrip())
    return row.end()
