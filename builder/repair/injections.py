"""What copying sites put into running text: their address in the middle of a word, a line feed and a running
number, rare characters before the marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from builder.repair.blanks import pairs_of_our_text, parts_a_word, words
from builder.repair.case import Case, Span, without
from builder.text.edits import Edit
from builder.text.script import HAN, is_han

_ADDRESS = re.compile(
    "(?:(?:(?:内容|本文|文章)?(?:来自|来源于?|转自|摘自|首发于?)|(?:转载|引用)(?:请|须|时)?(?:请|须)?注明(?:出处|来源|出自)?)[:：]?)?(?:https?://|www\\.)(?:[a-z0-9-]{1,40}\\.){1,3}[a-z]{2,8}(?:/[a-z0-9./_-]{0,60})?"
)
_NOTE_WORDS = ("必究", "转载", "图片来", "查看更多", "本文来")
_NOTE = re.compile(
    f"(?<=[{HAN}。！？；])(?:版权所有[，, ]?(?:违者|翻[版印]|侵权)必究"
    "|未经(?:许可|授权|允许|同意)[，,]?(?:不得|禁止|严禁|请勿)(?:擅自)?转载"
    f"|(?:如需)?转载(?:请|须|必须)?注明(?:出处|来源)(?:[{HAN}]{{2,10}}?(?:网|报|站|在线))?|图片(?:来源于|来自)网络"
    f"|本文(?:来源于|来自|转自|转载自)[{HAN}]{{2,10}}?(?:网|在线)|点击(?:查看|阅读)更多(?:内容)?)(?=[{HAN}“《（\\d])"
)
_LEAST_AMID = 20
_MARKED = re.compile("[，。；]")
#: a sign or some letters between Chinese; a stroke or a line parts what is told one beside another
_RANDOM = re.compile(f"[a-z0-9](?<=[{HAN}].)[a-z0-9]{{3,7}}(?=[{HAN}])")
_PARTING = re.compile(f"[.·•|*^~`+=@&#_a-z](?<=[{HAN}].)(?:(?<=[a-z])[a-z]{{0,2}}\\d?)?(?=[{HAN}])")
#: what a site says of itself: an address, a name in brackets, an account; each with what is cheaply found of it, the cheapest
#: first: one of each row stands there
_OF_A_SITE = (
    (
        (("www.", "http"),),
        re.compile(
            "(?:https?://|www\\.)(?:(?!gov\\.|edu\\.)[a-z0-9-]{1,40}\\.){1,3}(?!gov|edu)[a-z]{2,8}(?:/[a-z0-9./_-]{0,60})?"
        ),
    ),
    (
        (
            ("】", "]"),
            ("网】", "网]", "【来源", "[来源", "【广告", "[广告", "图片", "推广", "编辑", "视频", "链接", "表情"),
        ),
        re.compile(
            "[【\\[](?:(?:来源[:：]?)?[^【】\\[\\]\n]{1,12}?网|来源[:：][^【】\\[\\]\n]{2,12}|广告|图片|推广|编辑|视频|链接|表情)[】\\]]"
        ),
    ),
    ((("公众号", "QQ"),), re.compile("(?:(?:微信)?公众号[:：][A-Za-z]|QQ群?[:：]\\d)[A-Za-z0-9_-]{4,20}")),
)
_GLUED_BEFORE = re.compile(f"(?![录问址站台击网入到至在见注索过用为是])[{HAN}。！？；，、”]")
_GLUED_BEHIND = re.compile(f"(?![查网平官预填申注上进登])[{HAN}“《]")
_SAYS_SO = re.compile("(?:内容|本文|文章)(?:来自|来源于?|转自|摘自|首发于?)")
#: behind the end of a sentence it is put there; a line of the page that says it has more to say
_ASKS_SO = re.compile("(?:转载|引用)(?<=[。！？；]..)")
#: what stands in brackets, over and over
_BRACKETED = {
    opening: re.compile(f"{re.escape(opening)}(?=([^】）)\\]\\n【（(\\[]{{2,40}}[】）)\\]]))") for opening in "【（(["
}
_LEAST_BRACKETED = 3
#: the mark is looked for first, then what stands before it
BEFORE_MARK = re.compile("[，。；](?<=([一-鿿]{2}).)")
_BEFORE_EACH_MARK = tuple(re.compile(f"{mark}(?<=([一-鿿]{{2}}).)") for mark in "，。；")
_BEFORE_ANY_MARK = re.compile("[，。；、：？！](?<=([一-鿿]{2}).)")
#: fewer pairs tell nothing
_LEAST_PAIRS = 4
#: so many characters are compared first
_START = 8
#: letters within Chinese, or how the name of a site ends
_LETTERS_OF_NAMES = re.compile("[A-Za-z_]")
_NAME_PART = re.compile(f"[A-Za-z_](?<=[{HAN}].)[A-Za-z0-9_.-]{{2,30}}(?=[{HAN}])")
_NAME_END = re.compile(
    f"[网社论百资之在模平](?:(?<=网)|(?<=社)区|(?<=论)坛|(?<=百)科|(?<=资)讯|(?<=之)家|(?<=在)线|(?<=模)块|(?<=平)台)(?=[{HAN}])"
)
_TWO_HAN = re.compile(f"[{HAN}]{{2}}")
_LETTERS = re.compile("[A-Za-z]")
_LEAST_LETTERS = 6
_LONGEST_NAME = 30
_IN_NAME = re.compile(f"[{HAN}A-Za-z0-9_.-]")
#: a title stands among the first lines; so long are the pieces of it that programs plant, and so many prove them
_HEAD_LINE = range(6, 81)
_HEADS = 3
_NO_TITLE = re.compile("。|[！-～!-/]{3}")
_PIECE = (1, 2, 3, 4)
_LEAST_PIECES = 5
#: a short title is said over and over
_SHORT, _ROUNDS = 10, 3
_PIECE_MARKS = "，、。；：！？,;:!?"
_PIECE_MARK = re.compile(f"[{_PIECE_MARKS}](?=[^\n])")
_OPENING = re.compile(f"[{_PIECE_MARKS}](?=(..))")
#: so long is a line that is looked at for saying all twice
_LONG_LINE = 60
#: a line that has every character twice has so many: idioms double four or six (高高兴兴)
_LEAST_TWICE = 20
_LEAST_PAIRS_OF_LINES = 6
_ANY_HAN = re.compile(f"[{HAN}]")
_TWO_ALIKE = re.compile(f"([{HAN}])\\1")
#: the first Han character of a line twice
_FIRST_TWICE = re.compile(f"[^{HAN}]*+([{HAN}])\\1")
_NUMBER = re.compile("\n(\\d{1,2})、")
_FINISHED = re.compile("[。；：！？…”）》;:!?)\\s]")
_INSIDE = re.compile("[，。；,;].")
#: so long is a line that is prose without a mark
_LONG_BREAK = 40
_OWN_NUMBER = re.compile("\\s*(\\d{1,2})、")


def drop_injected_addresses(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the address of a site within a line: one that parts a word (or a copy of it), one that says 内容来自…, and a name
    or address in brackets that comes back in every paragraph. Alone on its line it is the page's own and its role tells."""
    spans = {*_planted_brackets(text), *_glued(text)}
    if "www." in text or "http" in text:
        spans.update(_planted_addresses(text))
    return without(text, spans)


def _glued(text: str) -> Iterator[Span]:
    """What a site says of itself, the same twice or more amid lines, with nothing between it and the words round it; a
    document that names an address says what to do with it."""
    found: dict[str, list[Span]] = {}
    for signs, pattern in _OF_A_SITE:
        if all(any(sign in text for sign in row) for row in signs):
            for one in pattern.finditer(text):
                found.setdefault(one.group(), []).append(one.span())
    for spans in found.values():
        glued = [
            span for span in spans if _GLUED_BEFORE.match(text, span[0] - 1) and _GLUED_BEHIND.match(text, span[1])
        ]
        if len(glued) >= 2 and len(glued) == len(spans):
            yield from spans


def _planted_addresses(text: str) -> Iterator[Span]:
    found = list(_ADDRESS.finditer(text))
    parting = {one.group() for one in found if parts_a_word(text, *one.span())}
    for one in found:
        inside = text[max(0, one.start() - 1) : one.start()].strip()
        says = _SAYS_SO.match(one.group()) or _ASKS_SO.match(text, one.start())
        if inside and (one.group() in parting or says):
            yield one.span()


def _planted_brackets(text: str) -> Iterator[Span]:
    """Brackets with the same words, three or more, that part words; or with an address, once is enough, or three of them."""
    found: dict[str, list[Span]] = {}
    for opening, pattern in _BRACKETED.items():
        for one in pattern.finditer(text) if opening in text else ():
            found.setdefault(one[1], []).append((one.start(), one.end(1)))
    for inside, spans in found.items():
        address = "." in inside and _ADDRESS.search(inside) is not None
        if address or len(spans) >= _LEAST_BRACKETED:
            parting = sum(parts_a_word(text, *span) for span in spans)
            if (parting and parting * (9 if address else 3) >= len(spans)) or (
                address
                and len(spans) >= _LEAST_BRACKETED
                and all(text[max(0, start - 1)].strip() for start, _ in spans)
            ):
                yield from spans


def drop_planted_notes(text: str, case: Case) -> Iterable[Edit]:
    """Deletes what a copying site says of its rights and sources amid a paragraph, with no mark between it and the words around.
    On a line of its own it is the page's, and its role tells."""
    if not any(word in text for word in _NOTE_WORDS):
        return ()
    return [Edit(note.start(), note.end(), note.group(), "") for note in _NOTE.finditer(text) if _is_amid(text, note)]


def _is_amid(text: str, note: re.Match[str]) -> bool:
    start, end = text.rfind("\n", 0, note.start()) + 1, text.find("\n", note.end())
    rest = text[start : note.start()] + text[note.end() : end if end >= 0 else len(text)]
    return (len(rest) >= _LEAST_AMID and _MARKED.search(rest) is not None) or parts_a_word(text, *note.span())


def drop_parting_signs(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a sign, or one to three letters, that stand again and again within words: ``病.毒``, ``政|府``, ``疫k情``; and
    other letters and figures each time, always as many: ``疫k3x9q情``."""
    found: dict[str, list[Span]] = {}
    for sign in _PARTING.finditer(text):
        found.setdefault(sign.group(), []).append(sign.span())
    for letters in _RANDOM.finditer(text):
        if not letters.group().isdigit():
            found.setdefault(f"of {len(letters.group())} letters", []).append(letters.span())
    found["any letter"] = [
        place for sign, places in found.items() if len(sign) == 1 and sign.isalpha() for place in places
    ]
    spans: set[Span] = set()
    for sign, places in found.items():
        if len(places) >= _LEAST_BRACKETED:
            parting = sum(parts_a_word(text, *place) for place in places)
            if parting >= _LEAST_BRACKETED and parting * 20 >= len(places) * _parting_share(sign, len(places)):
                spans.update(places)
    return without(text, spans)


def _parting_share(sign: str, count: int) -> int:
    """How many of twenty such signs part words where a program strewed them: fewer of many, if no text has such."""
    if sign[0].isalpha():
        return 8
    return 5 if sign in ".#^~|" and count >= _LEAST_TWICE // 2 else 12


def drop_planted_names(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the name of a site that stands in the middle of words over and over: ``人民开发者_StackOverflow社区群众``."""
    found: dict[str, list[Span]] = {}
    for part in () if case.lacks(_LETTERS_OF_NAMES) else _NAME_PART.finditer(text):
        found.setdefault(part.group(), []).append(part.span())
    for end in _NAME_END.finditer(text):
        start = end.start() - 2
        if start >= 0 and _TWO_HAN.match(text, start):
            found.setdefault(text[start : end.end()], []).append((start, end.end()))
    spans: set[Span] = set()
    for parts in found.values():
        names = _grown(text, parts) if len(parts) >= 2 else []
        parting = sum(parts_a_word(text, *name) for name in names)
        if (parting >= 2 and 3 * parting >= 2 * len(names)) or (parting and _is_foreign(text[slice(*names[0])])):
            spans.update(names)
    return without(text, spans)


def _is_foreign(name: str) -> bool:
    """Whether so many letters stand in a name that no abbreviation is so long."""
    return len(_LETTERS.findall(name)) >= _LEAST_LETTERS


def _grown(text: str, spans: list[Span]) -> list[Span]:
    """The spans with what stands before all of them and behind all of them, as far as a name goes."""
    before = behind = 0
    while before < _LONGEST_NAME and _is_shared(text, [start - before - 1 for start, _ in spans]):
        before += 1
    while behind < _LONGEST_NAME and _is_shared(text, [end + behind for _, end in spans]):
        behind += 1
    return [(start - before, end + behind) for start, end in spans]


def _is_shared(text: str, places: list[int]) -> bool:
    """Whether the same character stands at all these places, one that names have."""
    return (
        places[0] >= 0
        and _IN_NAME.match(text, places[0]) is not None
        and all(text[at : at + 1] == text[places[0]] for at in places)
    )


def drop_title_pieces(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the pieces of the title, two to four characters each, that stand in order behind the marks of the text."""
    for title, end in islice(_head_lines(text), _HEADS):
        if _may_stand_in_pieces(text, title, end) and not _NO_TITLE.search(title):
            pieces = _pieces(text, title, end)
            least = 3 * len(title) if len(title) >= _SHORT else 5 * _ROUNDS * len(title)
            if len(pieces) >= _LEAST_PIECES and 5 * sum(end - start for start, end in pieces) >= least:
                return without(text, pieces)
    return ()


def _head_lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines of a title's length, each with where it ends."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if end - start in _HEAD_LINE:
            yield text[start:end], end
        start = end + 1


def _begins_behind_a_mark(text: str, opening: str, at: int) -> bool:
    """Whether these characters stand behind a mark from this offset on; found by the characters, which few texts have twice."""
    while (at := text.find(opening, at)) > 0:
        if text[at - 1] in _PIECE_MARKS:
            return True
        at += 1
    return False


def _may_stand_in_pieces(text: str, title: str, behind: int) -> bool:
    """Whether pieces that begin as something behind a mark does, one after another from its first character, may make up as much
    of the title as proves them. Of the first two pieces that is asked by themselves, which settles most."""
    if not _begins_behind_a_mark(text, title[:2], behind) or not any(
        _begins_behind_a_mark(text, title[size : size + 2], behind) for size in _PIECE if size > 1
    ):
        return False
    reached, openings = {0}, frozenset(_OPENING.findall(text))
    for place in range(len(title) - 1):
        if place in reached and title[place : place + 2] in openings:
            reached.update(place + size for size in _PIECE if size > 1)
    return 5 * max(reached) >= 3 * len(title)


class Piece(NamedTuple):
    """A piece of the title behind a mark, how many there are up to it and how many characters they have, and the one before."""

    count: int
    total: int
    span: Span
    before: Piece | None


def _pieces(text: str, title: str, behind: int) -> list[Span]:
    """The pieces that follow one another in the title, over and over, each right behind a mark: the most of it that there is, and
    where the text has the same words twice the later ones, which stand nearer to the next piece."""
    starts = {title[at : at + 2] for at in range(len(title))}
    if 2 * len(starts) < len(title):
        return []  # what says the same over and over is no title
    last: dict[int, Piece | None] = {0: None}  # by where in the title the next piece begins
    for mark in _PIECE_MARK.finditer(text, behind):
        at = mark.end()
        if text[at : at + 3].replace(" ", "")[:2] in starts or text[at : at + 2] in starts or text[at] == title[-1]:
            for place, piece in list(_next(text, title, at, last)):
                if _size(piece) >= _size(last.get(place)):
                    last[place] = piece
    return _led_up_to(max(last.values(), key=_size))


def _next(text: str, title: str, at: int, last: dict[int, Piece | None]) -> Iterator[tuple[int, Piece]]:
    """What may stand at this offset as the next piece, and where in the title the one after it begins."""
    for place, before in last.items():
        for size in _PIECE:
            end = place + size
            whole = end == len(title) or (end < len(title) and size > 1)
            if whole and (before is None or at >= before.span[1]):
                reached = _read(text, title[place:end], at)
                if reached:
                    total = size + (before.total if before else 0)
                    yield end % len(title), Piece(_size(before)[0] + 1, total, (at, reached), before)


def _read(text: str, piece: str, at: int) -> int:
    """Where the piece ends that stands at this offset, a blank within it or behind it aside that parts Han characters; 0 where
    none stands there."""
    for place, one in enumerate(piece):
        at += bool(place) and text[at : at + 1] == " " != one and is_han(one) and is_han(text[at - 1])
        if not text.startswith(one, at):
            return 0
        at += 1
    return at + (text[at : at + 1] == " " and is_han(piece[-1]) and is_han(text[at + 1 : at + 2] or " "))


def _size(piece: Piece | None) -> tuple[int, int]:
    return (piece.count, piece.total) if piece else (0, 0)


def _led_up_to(piece: Piece | None) -> list[Span]:
    """The spans of the pieces up to this one, in order."""
    spans = []
    while piece:
        spans.append(piece.span)
        piece = piece.before
    return spans[::-1]


def drop_doubled_lines(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the second half of a long line that says all it says twice, and the second of each two Han characters of a line
    that has every one twice. Where every line stands twice, one of each two goes."""
    lines, edits, at = text.split("\n"), [], 0
    if len(lines) >= 2 and any(first == second for first, second in islice(pairwise(lines), 4)):
        edits = _second_lines(text, lines)
        lines = [] if edits else lines
    twice = any(len(line) >= _LEAST_TWICE and _is_all_twice(line, _LEAST_TWICE // 2) for line in lines)
    for line in lines:
        if twice and _is_all_twice(line, 1):
            edits += [Edit(at + two.end() - 1, at + two.end(), two[1], "") for two in _TWO_ALIKE.finditer(line)]
        elif len(line) >= _LONG_LINE:
            once = _said_once(line)
            edits += _second_sentences(once, at)
            if once != line:
                edits.append(Edit(at + len(once), at + len(line), line[len(once) :], ""))
        at += len(line) + 1
    return edits


def _said_once(line: str) -> str:
    """The first half of a long line whose halves are the same, and of that again."""
    half = len(line) // 2
    while len(line) >= _LONG_LINE and line.startswith(line[:_START], half) and line[:half] == line[half:]:
        line, half = line[:half], half // 2
    return line


def _second_sentences(line: str, at: int) -> Iterator[Edit]:
    """The second of two long sentences that say the same one after another."""
    parts = line.split("。")
    if len(set(parts)) == len(parts):
        return
    reached = at
    for first, second in pairwise(parts[:-1]):
        reached += len(first) + 1
        if first == second and len(first) >= _LEAST_AMID:
            yield Edit(reached, reached + len(second) + 1, second + "。", "")


def _second_lines(text: str, lines: list[str]) -> list[Edit]:
    """The second of each two lines, where each line that is not blank stands twice."""
    edits, at, kept, count = [], 0, None, 0
    for line in lines:
        end = at + len(line)
        if line.strip():
            if kept is None:
                kept, count = line, count + 1
            elif line == kept:
                edits.append(Edit(at - 1, end, text[at - 1 : end], ""))
                kept = None
            else:
                return []
        at = end + 1
    return edits if kept is None and count >= _LEAST_PAIRS_OF_LINES else []


def _is_all_twice(line: str, least: int) -> bool:
    """Whether every Han character of the line stands twice, of so many kinds at least."""
    if not _FIRST_TWICE.match(line):
        return False
    found = _TWO_ALIKE.findall(line)
    return len(set(found)) >= least and 2 * len(found) == len(_ANY_HAN.findall(line))


def join_numbered_breaks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a line feed and a number in the middle of a sentence: ``要求各\n2、地落实``.

    The line before has not ended and is prose, and is not the item that this number would follow; or the two lines share a
    word. Sites for sharing papers put such numbers into the text, 2 first, one after another. The number of a list stays,
    whatever word the lines make by chance: 1 behind a heading, and the next number behind a heading or an item without marks.
    """
    first = _OWN_NUMBER.match(text)
    edits, item = [], int(first[1]) if first else 0
    for number in _NUMBER.finditer(text):
        if _breaks_a_sentence(text, number, item):
            edits.append(Edit(number.start(), number.end(), number.group(), ""))
        else:
            item = int(number[1])
    return edits


#: 第1、4、 or N at the end of a line that was wrapped: the number below is the next of the row, or part of a name
_COUNTING = re.compile("第$|[A-Za-z]$|\\d[、,，]?$")


def _breaks_a_sentence(text: str, number: re.Match[str], item: int) -> bool:
    """Whether this number stands in the middle of a sentence; *item* is the last number above that stands before an item."""
    line = text[text.rfind("\n", 0, number.start()) + 1 : number.start()]
    rest = text[number.end() : number.end() + 3]
    if rest[:1] in ("\n", ""):
        return True  # a number of nothing
    if not line.strip() or _FINISHED.match(line[-1]) or not rest.strip() or _COUNTING.search(line):
        return False
    if rest[0] in "，。；、！？）”":
        return True
    prose = len(line) >= _LONG_BREAK or _INSIDE.search(line) is not None
    if int(number[1]) == 1 or (not prose and int(number[1]) == item + 1):
        return False
    if parts_a_word(line[-3:] + " " + rest, min(3, len(line))):
        return True
    own = _OWN_NUMBER.match(line)
    follows = own is not None and int(own[1]) == int(number[1]) - 1
    return prose and not follows


@lru_cache(maxsize=2)
def pairs_before_marks(text: str) -> tuple[str, ...]:
    """The pairs of characters before the marks, mark by mark. A text that no cure changes is asked twice."""
    return tuple(pair for mark in _BEFORE_EACH_MARK for pair in mark.findall(text))


def drop_planted_pairs(text: str, case: Case) -> Iterable[Edit]:
    """Deletes pairs of characters that a program planted before the marks against copying: ``下午砍聊，…图片背稼，``.

    Such pairs come back again and again, before most marks, and are no words; or they are rare characters, two or one, and no
    words, before three marks of five. Others nobody can tell from the text; they are marked (``wounds``).
    """
    pairs = pairs_before_marks(text)
    if len(pairs) < _LEAST_PAIRS:
        return ()
    found = list(_often_planted(text, pairs)) or list(_rarely_read(text, pairs))
    return without(text, found)


def _often_planted(text: str, pairs: tuple[str, ...]) -> Iterator[Span]:
    size = len(pairs)
    if 4 * len(set(pairs)) > 3 * size:
        return  # half of them are not such as come back
    counts = Counter(pairs)
    often = {pair for pair, count in counts.items() if count >= max(2, size * 0.08)}
    if sum(counts[pair] for pair in often) * 2 >= size:
        known = words()
        planted = often - known - pairs_of_our_text()
        found = [
            pair.span(1)
            for pair in _BEFORE_ANY_MARK.finditer(text)
            if pair[1] in planted and text[pair.start(1) - 1 : pair.start(1) + 1] not in known
        ]
        if len(found) * 2 >= size:
            yield from found


def _rarely_read(text: str, pairs: tuple[str, ...]) -> Iterator[Span]:
    """The rare characters before marks, where three marks of five have some that make no word with what they follow."""
    if rarely_read_ends(pairs) * 5 < 3 * len(pairs):
        return
    rare, known = rare_characters(), words() | pairs_of_our_text()
    if sum(pair[1] in rare and pair not in known for pair in pairs) * 5 >= 3 * len(pairs):
        for pair in _BEFORE_ANY_MARK.finditer(text):
            if pair[1][1] in rare and pair[1] not in known:
                yield pair.start(1) + (pair[1][0] not in rare), pair.end(1)


def rarely_read_ends(pairs: tuple[str, ...]) -> int:
    """How many of the pairs end with a rare character."""
    return len(_rare_character().findall("".join(pairs)[1::2]))


@lru_cache(maxsize=1)
def _rare_character() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(rare_characters()))}]")


@lru_cache(maxsize=1)
def rare_characters() -> frozenset[str]:
    """Characters that GB 2312 counts to its second level, by stroke and radical, or does not have."""
    return frozenset(chr(code) for code in range(0x4E00, 0xA000) if _is_rare(chr(code)))


def _is_rare(character: str) -> bool:
    code = character.encode("gb2312", "replace")
    return len(code) < 2 or code[0] >= 0xD8
