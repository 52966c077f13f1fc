"""The document's title among the lines above its first sentence; what stands above the title is the page's."""

from __future__ import annotations

import re

from builder.repair.blanks import parts_a_word
from builder.repair.ends import LONGEST_TITLE, TOP
from builder.repair.lines import DATE_LINE, DAY, DOCUMENT_NUMBER, SALUTATION, Line
from builder.repair.sheet import Sheet
from builder.repair.signature import BRACKET_END, CONTACT, PHONE_ROW, is_issuer, is_number_or_day
from builder.repair.stamps import is_label_row
from builder.rules.repairs import RepairRule

BRAND = re.compile("(?:(?<!\\s)\\s++)?+[-_|—–]+\\s*")
_BRANDED = re.compile("[-_|—–]")
#: how the upper half of a title ends
_BREAKS_OFF = re.compile("(?:关于|对|的|和|及|与|在|、|\\d年|\\d月)$|^[^:]{2,4}:$")
#: labels side by side, and what is not broken within a word
_NO_HALF = re.compile("[|>»·_]|[^一-鿿]$|\\s\\S{1,6}$")
#: how a sentence is broken by a program that wraps lines: within its date, or a word behind a comma, or behind a semicolon in it
_RUNS_ON = re.compile("(?:,[^,]{1,2}|\\d年|\\d月|;[^;]{1,99})$")
#: a heading that asks, as those of questions and answers do
_ASKS = re.compile("(?:什么|怎么办?|吗|如何|哪些|多少|几天|多久|哪里)[??]?$")
#: in whatever holds a document's number a figure stands before its 号
_NUMBER_IN = re.compile("[\\d一二三四五六七八九十〇零百]\\s{0,4}号")
_ENDS_OF_NUMBERS = frozenset("号令)]】")
_CALLED = re.compile("(?:第?\\d{0,3}号)?(?:通告|公告|通知|决定|命令|令|通报|提示)$")
#: the day before a headline in a list, without its year
_ROW_START = re.compile("[\\[(]?\\d{1,2}-\\d{1,2}[\\])]?\\s")
#: a call to pass the message on; no document is named so
_CALL = re.compile("互相转告|相互转告|扩散周知|请(?:大家|广大.{1,6})?(?:转发|扩散|转告)")
_CLOCK = re.compile("\\d:\\d\\d")
#: a number or a word in brackets behind a title, and the number of a document within one
_ADDED = re.compile("(?<!\\s)\\s*+[(〔\\[【][^()]{1,16}[)〕\\]】]$")
_CITED = re.compile("[〔\\[]\\d{0,4}[〕\\]].{0,6}号")
_ADDRESSEE = re.compile("(?:分发名单|主送|抄送|收件人?|分送)\\s*:")
#: of a menu of thousands of lines only the first and the last are asked whether they are a title
_RIM_OF_MENU = 200
#: a headline, the name of an authority and the title below it, and one more
_MOST_TITLES = 4


def find_titles(sheet: Sheet, first: int) -> None:
    """The headlines before the document's first sentence; what stands above them is the page's.

    The best of them is the title; its neighbours are too when they are the upper half of it, or headlines themselves.
    """
    rule = sheet.tables.by_id["title/headline"]
    for line in list(sheet.open_lines(0, first)):
        if is_branded_title(line, sheet):
            sheet.decide(line, "chrome", "chrome/branded-title")
        elif _is_menu_row(line, rule):
            sheet.decide(line, "chrome", "chrome/before-title")
    head = list(sheet.open_lines(0, first))
    below = _below_stamp(sheet, first)
    asked = head if len(head) <= 2 * _RIM_OF_MENU else head[:_RIM_OF_MENU] + head[-_RIM_OF_MENU:]
    scores = dict.fromkeys((line.number for line in head), 0)
    scores |= {line.number: _title_score(line, rule, sheet, head) for line in asked}
    for number in below & scores.keys():
        if not _is_named_in_full(sheet.lines[number].core, rule, sheet):
            scores[number] -= 3
    best = max(head, key=lambda line: (scores[line.number], -line.number), default=None)
    if best is None or scores[best.number] < 2 or (len(head) == 1 and is_issuer(best, sheet)):
        _take_column_for_title(sheet, first, rule)
        return
    sure, titles = scores[best.number] >= 3, 0
    for line in head:
        above = line.number < best.number
        beside = _is_beside(line, best, scores, rule, sheet) and _near(line, best, scores, sheet)
        if line is best or (beside and titles < _MOST_TITLES):
            sheet.decide(line, "title", rule.id)
            titles += 1
        elif (
            above
            and is_bare_label(line, sheet)
            and (sure or line.number == 0 or len(line.core) < 8 or is_label_row(line.core))
        ) or (above and sure and (CONTACT.fullmatch(line.core) or PHONE_ROW.fullmatch(line.core))):
            sheet.decide(line, "chrome", "chrome/before-title")
        elif above and _stamp_follows(line, sheet) and _is_named_in_full(best.core, rule, sheet):
            sheet.decide(line, "chrome", "chrome/before-title")  # the page's headline; the document has its own
    _take_title_words(sheet, best, first)
    for line in sheet.open_lines(best.number + 1, first):
        if _is_between_the_pages_lines(line, sheet):
            sheet.decide(line, "chrome", "chrome/before-title")


def _is_between_the_pages_lines(line: Line, sheet: Sheet) -> bool:
    """A short label right between two lines of the page, or one of two: the name of a forum's user, of an account."""
    after = line.number + 1
    if after not in sheet.decided and after < len(sheet.lines) and _is_a_name_of_somebody(sheet.lines[after], sheet):
        after += 1
    around = [sheet.decided.get(number, ("body", ""))[0] for number in (line.number - 1, after)]
    return set(around) <= {"meta", "chrome"} and _is_a_name_of_somebody(line, sheet)


def _is_a_name_of_somebody(line: Line, sheet: Sheet) -> bool:
    short = len(line.core) <= 12 and is_bare_label(line, sheet)
    return short and not is_issuer(line, sheet) and not is_number_or_day(line)


def _take_title_words(sheet: Sheet, best: Line, first: int) -> None:
    """Pieces of the title, two lines or more, that a program put below it for search engines."""
    whole = best.words
    bits = [
        line
        for line in sheet.open_lines(best.number + 1, first)
        if 2 <= len(line.core) <= 16 and line.core in whole and not is_issuer(line, sheet)
    ]
    for line in bits if len(bits) >= 2 else ():
        sheet.decide(line, "chrome", "chrome/keywords")


def _is_menu_row(line: Line, rule: RepairRule) -> bool:
    """A row of three labels or more that is neither a spaced-out name of a document (倡 议 书) nor its number or day."""
    core = line.core
    if "|" not in core and len(core.split()) < 3:
        return False
    if len(core.replace("|", " ").split()) < 3 or not is_label_row(core) or "关于" in core:
        return False
    return "".join(core.split()) not in rule.word_set and not is_number_or_day(line)


def _take_column_for_title(sheet: Sheet, first: int, rule: RepairRule) -> None:
    """A page without a headline whose column is called 通知公告: that is all the title it has."""
    for line in sheet.lines[:first]:
        if sheet.decided.get(line.number, ("", ""))[1] == "chrome/site-links" and line.core.endswith(rule.words):
            sheet.decided[line.number] = ("title", rule.id)
            return


def is_bare_label(line: Line, sheet: Sheet) -> bool:
    """A short line that says nothing: no sentence, number, day, addressee or label with its value."""
    core = line.core
    topic = sheet.tables.by_id["title/topic"].any_word
    if core.count("|") >= 2:
        return True
    if core.endswith("文件") and core[:-2].endswith(sheet.tables.by_id["body/closing"].words):
        return False  # the red head of a document: 某某指挥部文件
    if is_label_row(core):
        return len(core.split()) > 2 or topic is None or not topic.search(core)
    if line.is_sentence or len(core) > 30 or ":" in core or SALUTATION.fullmatch(core):
        return False
    return not any(known.search(core) for known in (_NUMBER_IN, DATE_LINE, DAY))


def _is_named_in_full(core: str, rule: RepairRule, sheet: Sheet) -> bool:
    """关于……的通告, 某某指挥部公告: so called, a line is a title wherever it stands above the text."""
    bare = BRACKET_END.sub("", core)
    return bare.endswith(rule.words) and ("关于" in bare or _is_of_authority(bare, sheet))


def _is_beside(line: Line, best: Line, scores: dict[int, int], rule: RepairRule, sheet: Sheet) -> bool:
    """Whether the line is part of the title too. Above it stands a headline or the authority; below it only what is
    called 关于…, a bare 通告, a subtitle, or the same words again: other lines below begin the document."""
    if line.core.startswith("——"):
        return line.number > best.number
    if line.number < best.number:
        if _is_upper_half(line, best, sheet):
            return True
        if len(line.core) <= 6 and line.core not in rule.word_set and not is_issuer(line, sheet):
            return False  # 新闻公告: a column of the site
        return scores[line.number] >= 4 or is_issuer(line, sheet)
    if DOCUMENT_NUMBER.fullmatch(line.core):
        return False  # wherever it stands, the number is the document's and no part of its name
    if line.number == best.number + 1 and (_breaks_off(best) or _parts_a_word(best, line)):
        return True
    if line.number == best.number + 1 and scores[line.number] >= 3 and _stamp_follows(line, sheet):
        return not _is_chunked(line)
    bare = line.words
    return scores[line.number] >= 4 and (
        "关于" in bare or bare in rule.word_set or line.core == best.core or _is_of_authority(bare, sheet)
    )


def _is_upper_half(line: Line, best: Line, sheet: Sheet) -> bool:
    """Whether the line right above the title is its upper half: it breaks off, with an open bracket or in the middle of a
    phrase, or it is the first of two headlines, each about the epidemic, that the same news has."""
    core = line.core
    if line.number != best.number - 1 or line.han < 4 or len(core) > 60 or (is_label_row(core) and "|" in core):
        return False
    if _breaks_off(line) or _parts_a_word(line, best):
        return True
    told = sheet.tables.by_id["title/topic"].any_word
    topical = told is not None and (told.search(core) or "指挥部" in core)
    rule = sheet.tables.by_id["title/headline"]
    return line.han >= 8 and bool(topical) and not best.core.endswith(rule.words) and not BRAND.search(core)


def _breaks_off(line: Line) -> bool:
    """Whether the line ends within a bracket or a phrase."""
    return line.core.count("《") > line.core.count("》") or _BREAKS_OFF.search(line.core) is not None


def _parts_a_word(upper: Line, lower: Line) -> bool:
    """Whether the break between two lines goes through a word, and neither is a sentence, a row of labels or signed."""
    if _NO_HALF.search(upper.core) or lower.is_sentence or lower.is_numbered or lower.core[-1] in ":;,。号":
        return False
    return parts_a_word(upper.core[-3:] + "\n" + lower.core[:3], len(upper.core[-3:]))


def _is_of_authority(bare: str, sheet: Sheet) -> bool:
    """某某指挥部通告: an authority and how its documents are called."""
    called = _CALLED.search(BRACKET_END.sub("", bare))
    return called is not None and bare[: called.start()].endswith(sheet.tables.by_id["body/closing"].words)


def _is_chunked(line: Line) -> bool:
    """Words for search engines with dashes or bars between them: three of them are no headline."""
    return len(BRAND.split(line.core)) >= 3


def _near(line: Line, best: Line, scores: dict[int, int], sheet: Sheet) -> bool:
    """Whether only titles and the page's own lines stand between the two. An authority above the page's own lines is the name
    of the site."""
    if line.number + 1 < best.number and scores[line.number] < 4:
        return all(sheet.decided.get(at, ("title",))[0] == "title" for at in range(line.number + 1, best.number))
    low, high = sorted((line.number, best.number))
    between = sheet.lines[low + 1 : high]
    return len(between) <= TOP and all(other.number in sheet.decided or is_issuer(other, sheet) for other in between)


def _title_score(line: Line, rule: RepairRule, sheet: Sheet, head: list[Line]) -> int:
    """How much speaks for this line as a title: it ends as documents are called, it is named again elsewhere, a page stamp
    follows it, it stands first. A number, a date, an addressee or a clause is none."""
    core = line.core
    if line.words in rule.word_set:
        return 4
    if not 4 <= len(core) <= LONGEST_TITLE or line.han < 3 or line.is_numbered or core[-1] in ":;,。":
        return 0
    if core in sheet.contents or _runs_on(line, sheet):
        return 0
    if (
        DATE_LINE.fullmatch(core)
        or DAY.fullmatch(core)
        or (core[-1] in _ENDS_OF_NUMBERS and DOCUMENT_NUMBER.fullmatch(core))
        or (core[-1] == "!" and SALUTATION.fullmatch(core))
        or _ADDRESSEE.match(core)
        or _ROW_START.match(core)
    ):
        return 0
    if core.endswith("文件") and core[:-2].endswith(sheet.tables.by_id["body/closing"].words):
        return 0
    if (core.startswith("(") and core.endswith(")")) or _CLOCK.search(core) or _CALL.search(core):
        return 0
    if " " in core and (DATE_LINE.search(core) or DAY.search(core)):
        return 0
    bare = _ADDED.sub("", core) if core[-1] in ")〕]】" else core
    if _CITED.search(core) and not bare.endswith(rule.words):
        return 0
    score = 4 * bare.endswith(rule.words) + ("关于" in core) + 3 * _is_repeated(line, sheet)
    topic = sheet.tables.by_id["title/topic"].any_word
    score += topic is not None and topic.search(core) is not None
    score += 2 * _stamp_follows(line, sheet)
    if not score and all(number > head[-1].number + 1 for number in sheet.decided):
        return 0  # its place alone makes no line a title in a text that came without a page around it
    score += (8 <= len(core) <= 60) + (line is head[0]) + (line is head[-1])
    if _ASKS.search(core) and line.number + 1 not in sheet.decided:
        score -= 3
    if is_issuer(line, sheet) or is_label_row(core):
        score -= 2
    elif " " in core:
        score -= 1  # two labels rather than one headline
    return score


def _runs_on(line: Line, sheet: Sheet) -> bool:
    """The first part of a sentence whose rest is the next line."""
    below = line.number + 1
    return _RUNS_ON.search(line.core) is not None and below < len(sheet.lines) and sheet.lines[below].is_sentence


def _below_stamp(sheet: Sheet, first: int) -> frozenset[int]:
    """The lines above whom a page stamp stands and other lines between: there the document has begun."""
    if all(role != "meta" for role, _ in sheet.decided.values()):
        return frozenset()
    below, stamped, loose = [], False, False
    for line in sheet.lines[:first]:
        if stamped and loose:
            below.append(line.number)
        if sheet.decided.get(line.number, ("", ""))[0] == "meta":
            stamped, loose = True, False
        elif line.number not in sheet.decided and not line.is_sentence and not _breaks_off(line):
            loose = True
    return frozenset(below)


def _stamp_follows(line: Line, sheet: Sheet) -> bool:
    following = sheet.decided.get(line.number + 1)
    return following is not None and (following[0] == "meta" or following[1] == "chrome/forum")


def _is_repeated(line: Line, sheet: Sheet) -> bool:
    if len(line.core) < 6:
        return False
    at, start, end = sheet.folded.find(line.core), sheet.starts[line.number], sheet.starts[line.number + 1]
    return not start <= at < end or sheet.folded.find(line.core, end) >= 0


def is_branded_title(line: Line, sheet: Sheet) -> bool:
    """A headline that stands elsewhere on the page without the site's name behind it."""
    if not _BRANDED.search(line.core):
        return False
    parts = [part for part in BRAND.split(line.core) if len(part) >= 6]
    return any(part in sheet.cores and part != line.core for part in parts)
