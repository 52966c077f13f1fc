"""Characters that no reader sees, that are no characters of a text, or that stand for another; line ends of other systems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from builder.repair.blanks import pairs_of_our_text, parts_a_word
from builder.repair.case import Case, deletions
from builder.text.edits import Edit, apart
from builder.text.script import HAN

_RANGES = (
    *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F)),  # C0 and C1 controls but tab and line ends
    *((0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)),  # zero-width and direction marks
    *((0xAD, 0xAD), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF), (0x034F, 0x034F), (0x061C, 0x061C)),  # soft hyphens, joiners
    *(
        (0x115F, 0x1160),
        (0x3164, 0x3164),
        (0xFFA0, 0xFFA0),
        (0xFFF9, 0xFFFC),
        (0x2800, 0x2800),
    ),  # fillers, marks of annotations
    *((0xE0000, 0xE00FF), (0xE0100, 0xE01EF)),  # tags, selectors of a form
)
_SELECTORS = "\ufe00-\ufe0f"
#: for a class of a pattern: ranges, since characters beyond U+FFFF are compared one by one
UNSEEN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES) + _SELECTORS
LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029↵⏎¶"
#: of a character's forms one may be chosen by a selector behind it: for a sign that is meant (☎️, 1️⃣), for Chinese never
_ACCENTS = "\u0300-\u036f\u0640\u0483-\u0489\u20d0-\u20e2\u20e4-\u20f0"
_CHINESE = f"{HAN}\u2010-\u2027\u3000-\u303f\uff00-\uffef"
#: only Latin letters take accents, strokes or rings
_UNSEEN = re.compile(
    f"[{UNSEEN[: -len(_SELECTORS)]}]+|[{_SELECTORS}](?<=[{_CHINESE}\x20-\x7e\xb0\xb7].)(?!\u20e3)"
    f"|(?<=[{_CHINESE}\x20-\x40])[{_ACCENTS}]+|ï»¿"
)
OF_UNSEEN = UNSEEN + _ACCENTS
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: how editors show the end of a line, copied with it: three at least
_SHOWN_END = re.compile("[↵⏎¶]\n?")
_LEAST_SHOWN = 3
PRIVATE = "\ue000-\uf8ff"
_PRIVATE = re.compile(f"[{PRIVATE}\U000f0000-\U0010fffd]+")
#: so many blanks may part a bullet from the rim of its line
_INDENT = 9
#: fewer may each be a character that only the page's font had
_LEAST_PRIVATE = 3
_FEW = 8
_TWO_HAN = re.compile(f"[{HAN}]{{2}}")
#: what figures count: those that a page's own font hides, a third of the characters at least
_COUNTED = re.compile("[年月日号时点分例人名天个小岁米元%％.．、〕:：]")
#: nobody strews one behind every tenth character
_DENSE = 10
#: parts of characters that documents for print give for the whole ones of the same shape, where Unicode names no counterpart
_PARTS = dict(
    zip(
        "⺁⺇⺊⺌⺎⺝⺟⺠⺪⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "厂几卜小兀月母民疋虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
#: marks as they stand in vertical lines, small ones, and those of half width
_MARKS = dict(
    zip(
        "︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹔﹕﹖﹗﹙﹚｡､﹝﹞",
        "，、。：；！？（）｛｝〔〕【】《》〈〉「」『』，、；：？！（）。、〔〕",
        strict=True,
    )
)
_COUNTERPARTS = (
    _PARTS
    | _MARKS
    | {
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for code in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA), *range(0xFB00, 0xFB07))
        if unicodedata.normalize("NFKC", chr(code)) != chr(code)
    }
)
#: and beyond the basic plane: letters and figures of formulas, which posters write for show (𝟐𝟎𝟐𝟐), more doubles
DOUBLES = "".join(_COUNTERPARTS) + "\U0001d400-\U0001d7ff\U0002f800-\U0002fa1d"
ALIKES = "丶∶囗曰"
_DOUBLE = re.compile(f"[{DOUBLES}]")
#: strokes, frames and marks of reckoning that reading machines and careless typists take for characters and marks: 、口日：
_ALIKE = re.compile(
    f"丶(?<=[{HAN}\\d”》）].)(?=[{HAN}“《（\\d])|∶(?<=[{HAN}].)|囗(?=[{HAN}])|囗(?<=[{HAN}].)|曰(?<=\\d.)"
)
_ALIKES = {"丶": "、", "∶": "：", "囗": "口", "曰": "日"}
STROKES, LETTERS = "—–－ー─㇐", "lI|"
#: one of them before what may follow a number: cheap to look for
_MAY_BE_FIRST = re.compile(f"[{STROKES}{LETTERS}](?=[、）)条章节是要.．])")
#: where a stroke or a letter was read for the first of some numbers, what it was, and the second of them
_FIRSTS = (
    (re.compile(f"[{STROKES}](?<!\\S.)(?=、)"), "一", re.compile("二(?<!\\S.)、")),
    (re.compile(f"[{STROKES}](?<=[（(].)(?=[）)])"), "一", re.compile("二(?<=[（(].)[）)]")),
    (re.compile(f"[{STROKES}](?<=第.)(?=[条章节])"), "一", re.compile("二(?<=第.)[条章节]")),
    (re.compile(f"[{STROKES}](?<=[。；：，、\n].)(?=[是要])"), "一", re.compile("二(?<=[。；：，、\n].)[是要]")),
    (re.compile(f"[{LETTERS}](?<!\\S.)(?=[、.．])"), "1", re.compile("2(?<!\\S.)[、.．]")),
)


def is_unseen(character: str) -> bool:
    """Whether nobody sees this one character."""
    return re.fullmatch(f"[{UNSEEN}]", character) is not None


def drop_unseen_characters(text: str, case: Case) -> Iterable[Edit]:
    """Deletes control characters, byte order marks (as Latin-1 shows them too) and zero-width characters: they split words for
    every search."""
    return deletions(text, _UNSEEN)


def drop_private_characters(text: str, case: Case) -> Iterable[Edit]:
    """Deletes characters of private use, which no font shows alike: bullets at the rim of lines, and wherever three or more are
    strewn over the text, or where they part a word. Others within a line stand for characters that only the page's font had, and
    are marked (``wounds``)."""
    found = deletions(text, _PRIVATE)
    if len(found) * _DENSE > len(text) and len({edit.old for edit in found}) > _LEAST_PRIVATE:
        return ()  # a page that was misread: they are its characters
    apart = [edit for edit in found if _at_rim(text, edit) or parts_a_word(text, edit.start, edit.end)]
    figures = {edit.start for edit in found if _COUNTED.match(text, edit.end)}
    if len(found) >= _LEAST_PRIVATE and 3 * len(figures) >= len(found):
        return [edit for edit in apart if edit.start not in figures]
    if len(found) >= _LEAST_PRIVATE and _are_put_between(text, found):
        return found
    return apart


def _are_put_between(text: str, found: list[Edit]) -> bool:
    """Whether what stands round most of them follows one another elsewhere: else they stand for characters that are missing."""
    pairs = [text[edit.start - 1 : edit.start] + text[edit.end : edit.end + 1] for edit in found]
    between = {pair for pair in pairs if _TWO_HAN.fullmatch(pair)}
    return 5 * len(pairs_of_our_text() & between) >= (3 if len(between) > _FEW else 2) * len(between)


def _at_rim(text: str, edit: Edit) -> bool:
    """Whether only blanks stand between it and the begin or the end of its line."""
    before = text[max(edit.start - _INDENT - 1, 0) : edit.start]
    behind = text[edit.end : edit.end + _INDENT + 1]
    indent, trail = before[len(before.rstrip()) :], behind[: len(behind) - len(behind.lstrip())]
    begins = len(indent) == edit.start <= _INDENT
    ends = len(trail) == len(text) - edit.end <= _INDENT
    return begins or ends or "\n" in indent + trail


def write_whole_characters(text: str, case: Case) -> Iterable[Edit]:
    """Writes the character for a radical or a double of it (⻓ for 长, U+F98A for 力), which look alike and are never found, and
    the mark for its form in vertical lines, the character for what a reading machine took for it (1月2曰, 囗罩, 省丶市)."""
    edits = [
        Edit(at.start(), at.end(), at.group(), whole) for at in _DOUBLE.finditer(text) if (whole := _whole(at.group()))
    ]
    edits += [Edit(at.start(), at.end(), at.group(), _ALIKES[at.group()]) for at in _ALIKE.finditer(text)]
    return sorted(edits, key=lambda edit: edit.start)


def _whole(double: str) -> str:
    """The character that this one is written for; empty where Unicode names none."""
    whole = _COUNTERPARTS.get(double) or unicodedata.normalize("NFKC", double)
    return "" if whole == double else whole


def write_first_numbers(text: str, case: Case) -> Iterable[Edit]:
    """Writes 一 for the stroke and 1 for the letter that reading machines and typists put in its place (—、加强, （—）, l、).

    The number that follows has to stand somewhere in the same way."""
    if not _MAY_BE_FIRST.search(text):
        return ()
    return apart(
        Edit(at.start(), at.end(), at.group(), meant)
        for first, meant, second in _FIRSTS
        if (found := list(first.finditer(text))) and second.search(text)
        for at in found
    )


def write_plain_line_ends(text: str, case: Case) -> Iterable[Edit]:
    """Writes every kind of line end as a line feed. Nothing else is layout here: tabs and blanks wait for the end."""
    shown = list(_SHOWN_END.finditer(text))
    ends = [*_LINE_END.finditer(text), *(shown if len(shown) >= _LEAST_SHOWN else [])]
    return apart(Edit(found.start(), found.end(), found.group(), "\n") for found in ends)
