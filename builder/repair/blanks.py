"""Blanks and line feeds that a program scattered over running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from builder.repair.case import Case, Span, without
from builder.repair.language import FOLDER as WORDS
from builder.repair.language import read_sentences
from builder.repair.lines import DATE_LINE, DOCUMENT_NUMBER, NUMBERED
from builder.text.edits import Edit, apart
from builder.text.fold import fold
from builder.text.script import HAN, is_han

#: a blank is looked for first: nearly all text is without
_BEFORE_MARK = re.compile(f"[ \u00a0](?<=[{HAN}”》）%0-9].)[ \u00a0]?(?=[、。，；：！？”》）])")
#: a wide blank or a tab there may be a place to fill in
_WIDE_BEFORE_MARK = re.compile(f"[\u3000\t](?<=[{HAN}”》）%0-9].)(?=[、，。；：])")
_BETWEEN = re.compile(f"[ \u00a0](?<=[{HAN}].)(?=[{HAN}])")
BLANKS = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
#: some blanks of any kind; what stands before it is asked after it is found
_GAP = re.compile(f"[{BLANKS}]{{1,8}}(?=[{HAN}])")
_BLANK = re.compile(f"[{BLANKS}]+")
BLANK_ONES = " \t\u00a0\u3000\u2002\u2003\u2009"
#: of prose in which blanks part all words, so many of a hundred words have one character; names in a row have two or three
_SINGLE, _LEAST_PARTED = 12, 20
#: how many blanks stand in every hundred places between two characters where a program put them everywhere
_DENSE = 35
_PLACE = re.compile(f"[{HAN}][{BLANKS}]{{0,8}}(?=[{HAN}])")
_BEHIND_MARK = re.compile("[，。、；：！？](?=[^\n])([ \u00a0\u3000]?)")
#: cheap to look for, since a blank comes first
_BEHIND_INNER = re.compile("[ \u00a0\u3000](?<=[，、；].)(?=[^\n])")
_LEAST_BEHIND = 5
#: a title that is spaced out, with its authority, is no longer
_LEAST_SPACED = 40
#: signs that programs put behind every character
PARTING_ALL = "|-*·._~/+=#^"
#: the end of a line of one character, before another such
_LONE_END = re.compile("(?<=[^\\s])[ \t]?\n[ \t]?(?=[^\\s])")
_RUNNING = re.compile("[^\n]{20,}")
_MARKED = re.compile("[，。；]|,(?=[一-鿿])")
_CLAUSE = re.compile(
    "\\s{0,20}+第?[一二三四五六七八九十百\\d]{1,5}(?:条(?:之[一二三四五六七八九十])?|章|款|节|部分|编)?"
)
_ENDING, _CLOSED = frozenset("。；：！？!?;:…"), frozenset("”』」")
#: an authority's name before a blank, and right behind it
_AUTHORITY = re.compile(
    "(?:指挥部|小组|办公室|委员会|政府|[局厅委办部院会站所]|海关|中心|公司|办事处|医院|学校|支队|大队|街道|镇|乡)$"
)
_NEXT_AUTHORITY = re.compile(
    f"[{HAN}]{{2,20}}?(?:指挥部|小组|办公室|委员会|政府|[局厅委办部院站所]|海关|中心|公司|办事处)(?:关于|联合|[ ，、。]|$)"
)
#: who signs before his name, and labels
_OFFICE = re.compile("(?:长|主任|书记|主席|经理|记者|编辑|作者|人)$")
_HOLDER = re.compile(f"[{HAN}]{{2,3}}[）)：:，、]")
_NOTE = re.compile("附件?[一二三四五六七八九十\\d]*|注|问|答|备注|说明|主送|抄送|[一二三四五六七八九十]{1,3}")
#: a title that is spaced out is no longer
_SPACED_OUT = 8
_MARK = re.compile("[、，。；：:\\d（(]")
#: the blank behind 第一条 or a label at the start of a line is meant
_LABEL = 4
#: how many blanks are asked whether they part a word
_ASKED = 60
#: of so many fewer have to
_MANY = 8
#: a mark within running text; a comma between figures is none
_INSIDE = re.compile("[，。；;].|,[^\\d]")
_LEAST_WRAPPED = 6
#: of a wrapped text so many lines break off, none of them shorter
_LEAST_BROKEN, _LEAST_FULL = 3, 14
#: one line of so many may be wider than the width
_WIDER = 20
_HALF_WIDE = re.compile("[ -~]")
#: nobody wraps Chinese text wider
_WIDEST = 64
_LINE = re.compile("[^\n]+")
_RUN = re.compile(f"[{HAN}]{{2,}}")
#: a text is not wrapped narrower than this where few of its lines tell
_LEAST_WIDTH = 24
#: a line that ends within a bracket or a row of ordinals: what follows is no number of a clause
_WITHIN = re.compile("第$|（[^（）]{0,12}$|第\\d{1,2}(?:、\\d{1,2}){0,6}、?$")
#: no line begins with these
_CLOSING = frozenset("，。、；：！？）》”")
_NO_START = _CLOSING | frozenset(",;:!?)")


def drop_every_second_blank(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the blanks of lines in which one, or two, stand behind every character, whatever it is, where most lines are so,
    and a sign that does."""
    signs = [BLANK_ONES, *(sign for sign in PARTING_ALL if 5 * text.count(sign) >= 2 * len(text))]
    if len(signs) == 1 and 5 * sum(map(text.count, BLANK_ONES)) < 2 * len(text):
        return ()
    for sign in signs:
        lines = [line for line in _LINE.finditer(text) if len(line.group().strip(sign)) > 2]
        for step in (2, 3):
            spaced = [line for line in lines if _is_behind_each(_from_its_words(line, sign), sign, step)]
            size = sum(len(line.group()) for line in spaced)
            if size >= _LEAST_SPACED and size * 2 > sum(len(line.group()) for line in lines):
                return list(_without_each(text, spaced, sign, step))
    return ()


def _from_its_words(line: re.Match[str], sign: str) -> str:
    return line.group().lstrip(sign)


def _is_behind_each(words: str, sign: str, step: int) -> bool:
    return not "".join(words[at::step] for at in range(1, step)).strip(sign)


def _without_each(text: str, lines: list[re.Match[str]], sign: str, step: int) -> Iterator[Edit]:
    for line in lines:
        start = line.end() - len(_from_its_words(line, sign))
        if start > line.start():
            yield Edit(line.start(), start, text[line.start() : start], "")
        for at in range(start + 1, line.end(), step):
            end = min(at + step - 1, line.end())
            yield Edit(at, end, text[at:end], "")


def join_lone_characters(text: str, case: Case) -> Iterable[Edit]:
    """Joins the characters of a text of which each has a line of its own. What a blank line parts stays apart."""
    if 5 * text.count("\n") < 2 * len(text) or len(text) < _LEAST_SPACED:
        return ()
    lines = [line.strip() for line in text.split("\n")]
    lone = sum(len(line) == 1 for line in lines)
    if 20 * lone < 19 * sum(map(bool, lines)):
        return ()
    return [Edit(end.start(), end.end(), end.group(), "") for end in _LONE_END.finditer(text)]


def drop_blanks_before_marks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a blank before a Chinese mark: ``第一步 、``. No one writes one; a blank behind a mark may be meant."""
    wide = list(_WIDE_BEFORE_MARK.finditer(text))
    often = sum(blank.string[blank.end()] != "：" for blank in wide) >= _LEAST_BEHIND
    found = [*_BEFORE_MARK.finditer(text), *(wide if often else [])]
    return [Edit(blank.start(), blank.end(), blank.group(), "") for blank in sorted(found, key=lambda one: one.start())]


def drop_scattered_blanks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes single blanks between Han characters in a text that has them everywhere; in another only those that part a word
    within running text.

    In short lines blanks part the words of a signature, a table or a title (通 告); where they look so they stay. Blanks of
    each kind are judged by themselves: in a page with cells set apart by wide blanks narrow ones may be strewn.
    """
    kinds: dict[str, list[Span]] = {}
    for gap in _GAP.finditer(text):
        if is_han(text[gap.start() - 1 : gap.start()] or " "):
            kinds.setdefault(gap.group(), []).append(gap.span())
    if not kinds:
        return ()
    found = sorted(span for spans in kinds.values() for span in _scattered(text, spans))
    return without(text, found)


def _scattered(text: str, found: list[Span]) -> Iterable[Span]:
    """Of the gaps of one kind those that a program put there."""
    lines = _running(text, found)
    every = [line.span() for line in lines]
    inside = [gap for gap in found if _is_in(gap[0], every, _LABEL)]
    if len(inside) >= 3 and len(inside) * 300 >= len(text) and _part_words_often(text, inside):
        dense = len(found) * 100 >= _DENSE * len(_PLACE.findall(text))
        return found if dense else [gap for gap in found if not _is_meant(text, gap, every)]
    if len(inside) >= _LEAST_PARTED and _part_all_words(lines, found):
        kind = re.escape(text[slice(*found[0])])
        inner = f"(?<=\\S){kind}(?=[^\\sA-Za-z])|(?<=[^\\sA-Za-z]){kind}(?=\\S)"
        return [gap.span() for gap in re.finditer(inner, text)]
    running = [line.span() for line in lines if not _is_row(line.group())]
    # behind a short label it is meant
    return [
        gap
        for gap in found
        if (_is_in(gap[0], running, _SPACED_OUT) or _is_alone(text, gap[0])) and parts_a_word(text, *gap)
    ]


def _part_all_words(lines: list[re.Match[str]], found: list[Span]) -> bool:
    """Whether blanks part the words of these lines throughout, as programs do that tell words apart."""
    kind = lines[0].string[slice(*found[0])]
    parts = [part for line in lines for part in line.group().split(kind)]
    han = sum(map(len, (run for line in lines for run in _RUN.findall(line.group()))))
    single = sum(len(part) == 1 and is_han(part) for part in parts)
    return 100 * single >= _SINGLE * len(parts) and han < 3 * len(parts)


def _part_words_often(text: str, inside: list[Span]) -> bool:
    """Whether every fifth of these gaps parts a word, of many every eighth."""
    asked = inside[:: 1 + len(inside) // _ASKED]
    parting = sum(parts_a_word(text, *gap) for gap in asked)
    return (8 if len(asked) >= _MANY else 5) * parting >= len(asked)


def _running(text: str, gaps: list[Span]) -> list[re.Match[str]]:
    """The long lines with marks that hold some of these ordered gaps."""
    lines, reached = [], -1
    for at, _ in gaps:
        if at >= reached:
            start, reached = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            reached = reached if reached >= 0 else len(text)
            line = _RUNNING.match(text, start, reached)
            if line and _MARKED.search(text, start, reached):
                lines.append(line)
    return lines


_HEADING = 200  #: characters that a heading or an authority's name has at most


def _is_alone(text: str, at: int) -> bool:
    """Whether the blank is the only one in a long line without marks, a heading or the name of an authority."""
    window = text[max(0, at - _HEADING) : at + _HEADING]  # beyond it, a line is no heading
    before = min(at, _HEADING)
    line = window[window.rfind("\n", 0, before) + 1 :].split("\n", 1)[0].strip()
    if not 16 <= len(line) < _HEADING or len(_BLANK.findall(line)) > 1 or _MARK.search(line):
        return False
    return not _AUTHORITY.search(text, max(0, at - 24), at)


def drop_blanks_behind_marks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the blanks behind marks where a program put one behind every mark, or every second. Some may be meant: between
    sentences, behind the colon of a label."""
    if len(_BEHIND_INNER.findall(text)) < _LEAST_BEHIND:
        return ()
    found = list(_BEHIND_MARK.finditer(text))
    inner = [mark for mark in found if mark.group()[0] in "，、；"]
    blank = sum(bool(mark[1]) for mark in inner)
    if 5 * blank < 2 * len(inner):
        return ()
    return [Edit(mark.start(1), mark.end(1), mark[1], "") for mark in found if mark[1]]


def _is_row(line: str) -> bool:
    """Whether so many blanks stand in the line that somebody set them: between names or cells."""
    return len(_BETWEEN.findall(line)) * 9 > len(line)


def _is_in(at: int, lines: list[Span], behind: int) -> bool:
    """Whether the offset lies in one of these ordered lines, so many characters or more behind its beginning."""
    place = bisect_right(lines, (at, len(lines))) - 1
    return place >= 0 and lines[place][0] + behind <= at < lines[place][1]


def _is_meant(text: str, gap: Span, running: list[Span]) -> bool:
    """Whether a blank in a text full of scattered ones looks as if somebody had set it: behind 第一条 or a label, between two
    authorities, an office and its holder, the cells of a row, the characters of a spaced-out title."""
    at, behind = gap
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if _CLAUSE.fullmatch(text, start, at):
        return True
    if _is_in(at, running, 0):
        if _OFFICE.search(text, max(0, at - 6), at) and _HOLDER.match(text, behind):
            return True
        return (
            _AUTHORITY.search(text, max(0, at - 24), at) is not None and _NEXT_AUTHORITY.match(text, behind) is not None
        )
    line = text[start : end if end >= 0 else len(text)].strip()
    if len(line) <= _SPACED_OUT:
        return not _MARK.search(line) and (line.count(" ") < 2 or max(map(len, line.split())) < 3)
    if _is_parted(line):
        return (
            _AUTHORITY.search(text, max(0, at - 24), at) is not None and _NEXT_AUTHORITY.match(text, behind) is not None
        )
    if len(_BETWEEN.findall(line)) >= 3:
        return True
    left, right = text[start:at].rpartition(" ")[2], line[at - start + 1 :].partition(" ")[0]
    if _NOTE.fullmatch(left) or (_OFFICE.search(left) and len(right) <= 3):
        return True
    return _AUTHORITY.search(left) is not None and _AUTHORITY.search(right) is not None


def _is_parted(line: str) -> bool:
    """Whether a blank of a short line parts a word that is whole without it."""
    return any(parts_a_word(line, blank.start()) for blank in _BETWEEN.finditer(line))


def parts_a_word(text: str, at: int, end: int = 0) -> bool:
    """Whether a word of the list reaches over the gap from *at* to *end* (else one character): 核酸检 测, other blanks aside.
    Words of two characters that may be two words do not count when the characters beside the blank belong to longer words."""
    known, end = words(), end or at + 1
    before, after = text[max(0, at - 3) : at], text[end : end + 3]
    if _BLANK.search(before) or _BLANK.search(after):
        before, after = _BLANK.sub("", text[max(0, at - 9) : at])[-3:], _BLANK.sub("", text[end : end + 9])[:3]
    for left in range(min(3, len(before)), before[-2:-1].isdigit(), -1):  # 17日 is a whole
        for right in range(min(3, len(after)), 0, -1):
            if left + right <= 4 and before[len(before) - left :] + after[:right] in known:
                return not (before[-2:] in known and after[:2] in known)
    return False


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The words of the language model's list that have two to four characters."""
    rows = (WORDS / "words.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(word for word, _, _ in (row.partition("\t") for row in rows) if 2 <= len(word) <= 4)


@lru_cache(maxsize=1)
def pairs_of_our_text() -> frozenset[str]:
    """Every two Han characters in a row in the language model's own text: what notices say and no list of words has."""
    return frozenset(
        run[at : at + 2] for line in read_sentences() for run in _RUN.findall(line) for at in range(len(run) - 1)
    )


def join_wrapped_lines(text: str, case: Case) -> Iterable[Edit]:
    """Joins the lines of a text that was wrapped at a fixed width.

    Wrapped text shows itself by its lines: most are about equally long and most of these end in the middle of a sentence. Where
    only few lines are so long, every one of them that breaks off has to be prose and go on in the next.
    """
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    wide = max(map(len, lines), default=0) > _WIDEST
    closing = _CLOSING if wide else _NO_START
    begun_wrongly = sum(line[0] in closing for line in lines[1:])
    if not begun_wrongly and (wide or not _may_be_wrapped(lines)):
        return ()
    if len(lines) >= _LEAST_WRAPPED and 2 * begun_wrongly >= len(lines):
        return ()  # they read backwards
    rows = [
        Row(line.start(), line.group(), words, len(words))
        for line in _LINE.finditer(text)
        if (words := line.group().strip())
    ]
    ends = set() if wide or len(rows) < 2 else _wrapped(text, rows)
    return list(_joins(text, rows, ends | _before_marks(rows)))


def _may_be_wrapped(lines: list[str]) -> bool:
    """Whether enough of these lines break off for the text to be wrapped, whichever way their length is measured: some that are
    nearly as long as the width, or one of the width."""
    broken = [len(line) for line in lines if len(line) >= _LEAST_FULL and not _ends_a_sentence(line)]
    if not broken:
        return False
    longest = nlargest(1 + len(lines) // _WIDER, lines, key=len)
    width = min(len(line) - max(len(_BETWEEN.findall(line)), len(_HALF_WIDE.findall(line)) // 2) for line in longest)
    full = sum(length >= width - 4 for length in broken)
    return full >= max(_LEAST_BROKEN, 0.15 * len(lines)) or max(broken) >= max(width, _LEAST_WIDTH)


def _ends_a_sentence(words: str) -> bool:
    """Whether the line ends with a mark that ends a sentence or part of it, perhaps before a closing quotation mark."""
    return words[-1] in _ENDING or (words[-1] in _CLOSED and words[-2:-1] in _ENDING)


def _before_marks(rows: list[Row]) -> set[int]:
    """Where the rows begin behind which one begins with a mark that closes or parts: no typesetter begins a line with it."""
    return {
        row.start
        for row, following in pairwise(rows)
        if following.words[0] in _NO_START and not _ends_a_sentence(row.words)
    }


def _wrapped(text: str, rows: list[Row]) -> set[int]:
    """Where the rows begin that go on in the next."""
    rows = _as_they_were_wrapped(rows)
    lengths = sorted(row.length for row in rows)
    width = lengths[-1 - len(lengths) // _WIDER]
    if width < 18 or lengths[-1 - len(lengths) // 50] > width + 4:
        return set()
    exact = lengths.count(width) >= 0.6 * sum(length >= width - 4 for length in lengths)
    full = [row for row in rows if row.length >= width - (0 if exact else 4) or _had_blanks(row, width)]
    broken = [row for row in full if not _ends_a_sentence(row.words)]
    inside = [row for row in broken if _INSIDE.search(row.words)]
    share = 0.2 if exact else 0.25  # a page's own lines stand beside those of the text
    if len(rows) < _LEAST_WRAPPED or len(full) < max(4, share * len(rows)) or len(broken) < 0.6 * len(full):
        return _few(text, rows, width)
    # a list has no row of lines of just one width, least of all where they differ in characters
    sure = exact and (len(broken) >= _MANY or len({len(row.words) for row in broken}) >= _LEAST_BROKEN)
    least = 0.3 if sure else 0.6
    if len(inside) < least * len(broken) and not _part_words(text, rows, {row.start for row in broken}):
        return _few(text, rows, width)  # without marks inside its lines it is a list, or nearly so
    numbered = _are_numbered(rows, width)
    ends = {row.start for row in full if row.words[-1] in "；;" or (numbered and row.words[-1] == "。")}
    starts = {
        row.start for row, following in pairwise(rows) if row.length >= width - 4 and following.words[0] in _NO_START
    }
    return {row.start for row in broken} | ends | starts


def _had_blanks(row: Row, width: int) -> bool:
    """Whether a row that is measured without its blanks has the width with some: it had them when it was wrapped."""
    return row.length < width <= len(row.words) == row.length + len(_BETWEEN.findall(row.words))


class Row(NamedTuple):
    """A line: where it begins, as it stands, without the blanks at its rims, and how long it was when it was wrapped."""

    start: int
    text: str
    words: str
    length: int


def _as_they_were_wrapped(rows: list[Row]) -> list[Row]:
    """The rows measured so that most are equally long: in characters; without the blanks that were scattered over them since;
    or in columns, of which a Latin letter or a figure takes half."""
    bare = [row._replace(length=row.length - len(_BETWEEN.findall(row.words))) for row in rows]
    in_columns = [row._replace(length=row.length - len(_HALF_WIDE.findall(row.words)) // 2) for row in rows]
    plainly = max(rows, bare, key=_most_alike)
    if _as_long_as_the_longest(in_columns) > _as_long_as_the_longest(plainly):
        return in_columns
    return in_columns if 2 * _most_alike(in_columns) >= 3 * _most_alike(plainly) else plainly


def _as_long_as_the_longest(rows: list[Row]) -> int:
    longest = max(row.length for row in rows)
    return sum(row.length == longest for row in rows)


def _most_alike(rows: list[Row]) -> int:
    return Counter(row.length for row in rows).most_common(1)[0][1]


def _are_numbered(rows: list[Row], width: int) -> bool:
    """Whether every paragraph but the last few begins with a number: then a line of the full width goes on even behind a full
    stop, unless a number follows."""
    begun = [following for row, following in pairwise(rows) if row.length < width - 4]
    return len(begun) >= 4 and all(_begins_anew(fold(row.words)) for row in begun[:-3])


def _part_words(text: str, rows: list[Row], broken: set[int]) -> bool:
    """Whether the ends of these rows part words, every fifth of them and three at least."""
    ends = [
        (row.start + len(row.text.rstrip()), following.start + len(following.text) - len(following.text.lstrip()))
        for row, following in pairwise(rows)
        if row.start in broken
    ]
    parting = sum(parts_a_word(text, *gap) for gap in ends)
    return parting >= 3 and 5 * parting >= len(ends)


def _few(text: str, rows: list[Row], width: int) -> set[int]:
    """The same in a text that has only few lines of its full width. One alone has to break a word, or be followed by a mark
    that begins no line; of several half have to go on, for lines of the page's own may be as long."""
    breaks = [
        pair
        for pair in pairwise(rows)
        if pair[0].length == width and not _ends_a_sentence(pair[0].words) and pair[1].words[0] not in _NO_START
    ]
    if width < _LEAST_WIDTH or max(row.length for row in rows) > width:
        return set()
    going = [row for row, following in breaks if _goes_on(row, following, width)]
    if 2 * len(going) < len(breaks) or (len(going) == 1 and not _parts(text, going[0])):
        return set()
    return {row.start for row in going}


def _goes_on(row: Row, following: Row, width: int) -> bool:
    """Whether the next line may be the rest of this one: it begins nothing, it ends a sentence or is as long, and together they
    are prose."""
    if _begins_anew(fold(following.words)):
        return False
    prose = _INSIDE.search(row.words + following.words) is not None
    return prose and (following.length >= width or _ends_a_sentence(following.words))


def _parts(text: str, row: Row) -> bool:
    """Whether the end of a row parts a word."""
    return parts_a_word(text, row.start + len(row.text))


def _begins_anew(folded: str) -> bool:
    """A clause, a date or a document's number never goes on a line that stands above it."""
    return NUMBERED.match(folded) is not None or any(one.fullmatch(folded) for one in (DATE_LINE, DOCUMENT_NUMBER))


def _joins(text: str, rows: list[Row], broken: set[int]) -> Iterator[Edit]:
    for row, following in pairwise(rows):
        torn = _WITHIN.search(row.words) is not None
        if row.start in broken and (torn or not _begins_anew(fold(following.words))):
            end = row.start + len(row.text.rstrip())
            start = following.start + len(following.text) - len(following.text.lstrip())
            yield Edit(end, start, text[end:start], "")


#: figures of which no two stand together, six pairs at least, three in a row before a year, a day or a count
_APART, _TOGETHER = re.compile("(?<=\\d) (?=\\d)"), re.compile("\\d\\d")
_YEAR_APART = re.compile("\\d \\d \\d \\d ?年|\\d \\d ?[月日时例人]")
_LEAST_APART = 6


def _apart_figures(text: str) -> list[re.Match[str]]:
    found = list(_APART.finditer(text)) if " " in text and _YEAR_APART.search(text) else []
    return found if len(found) >= _LEAST_APART and not _TOGETHER.search(text) else []


#: a figure alone on its line before what it counts, and the number of a clause alone on its line
_LONE = re.compile("\n[ \t\u3000]{0,4}\\d{1,4}[ \t\u3000]{0,4}\n")
_LONE_FIGURE = re.compile(
    f"(?P<before>[{HAN}，、（：“第至到及和])?(?P<first>[ \t]{{0,4}}\n\\s{{0,4}})"
    "(?=(?P<figure>\\d{1,4})(?P<second>[ \t]{0,4}\n\\s{0,4})"
    "[年月日时点天周小分个名人例岁次户号期元万亿米层类项级度支辆台间件份家所%％℃、])"
)
_LONE_NUMBER = re.compile(
    "^([ \t\u3000]{0,9}(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\\d{1,2}[.、．]))"
    "([ \t]{0,4}\n\\s{0,9})(?=\\S)",
    re.MULTILINE,
)
_MARK_AT_END = re.compile("\n(?<=[、）.].)", re.DOTALL)
_LEAST_LONE = 3


def join_parted_figures(text: str, case: Case) -> Iterable[Edit]:
    """Joins lines that were parted round figures (自 / 2 / 月 / 5 / 日) and behind the numbers of clauses (一、 / 加强), and
    figures that all stand apart (2 0 2 2年).

    Readers of pages part so what stands in elements of its own; three of a kind at least.
    """
    edits = [Edit(blank.start(), blank.end(), " ", "") for blank in _apart_figures(text)]
    if len(_LONE.findall(text)) >= _LEAST_LONE - 1:
        figures = list(_LONE_FIGURE.finditer(text))
        for figure in figures if len(figures) >= _LEAST_LONE else ():
            spans = [figure.span("second"), *([figure.span("first")] if figure["before"] else [])]
            edits += [Edit(start, end, text[start:end], "") for start, end in spans]
    numbers = list(_LONE_NUMBER.finditer(text)) if _MARK_AT_END.search(text) else []
    if len(numbers) >= _LEAST_LONE:
        edits += [Edit(*number.span(2), number[2], "") for number in numbers]
    return list(apart(edits))
