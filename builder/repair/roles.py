"""What each line of the page is there for: title, stamp, the site's furniture, or the document.

The document's first and last sentence are found first; they part the page into head, core and tail. In the head and the
tail much is the site's; in the core only what is unmistakable. When in doubt a line stays with the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from builder.model import Piece, Role
from builder.repair.lines import (
    ATTACHMENT,
    DATE_LINE,
    DATE_PART,
    DAY,
    DOCUMENT_NUMBER,
    NUMBERED,
    OFFICE_HOLDER,
    SALUTATION,
    Line,
    lines_of,
)
from builder.repair.stamps import has_day, is_keyword_row, is_label_row, is_navigation, is_stamp, is_tool_bar
from builder.rules.repairs import ZONES, RepairRule, RepairRules, Words

_SIGNED_IN_BRACKETS = re.compile("\\((?!\\d+\\)).{2,60}\\)")
_CONTACT = re.compile(
    "(?=.{0,200}[:\\d@]).{0,12}(?:联系人|联系电话|咨询电话|举报电话|监督电话|咨询|热线|电话|邮箱|地址).{0,80}"
)
_LABEL = re.compile(
    "(?!时间|地点|对象|范围|主题|内容|附件|电话|抄送|各)[一-鿿]{0,4}[^市县区省州盟旗镇乡村]\\s*:\\s*(?:[^:]{1,8}|[^:\\s]{1,8}\\s[^:]{1,16})"
)
_CLERICAL = re.compile(
    "(?:抄送|主送|抄报|印发|签发|联系单位|发布单位|解释权|特此).{0,60}"
    "|[^。,;:!?]{0,40}\\s(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日(?:印发|印)"
)
_BRAND = re.compile("\\s*[-_|—–]+\\s*")
#: how the upper half of a title ends
_BREAKS_OFF = re.compile("(?:关于|对|的|和|及|与|在|、|\\d年|\\d月)$")
#: 本文目录一览：
_CONTENTS = re.compile("(?:本文|文章|内容)目录(?:一览|列表)?\\s*:?")
#: the heading of a list, and a name with its telephone
_LISTS = re.compile("(?:电话|名单|地点|一览表?|如下):?$")
_PHONE_ROW = re.compile("[^,。;]{2,24}?\\s*:?\\s*\\(?(?:\\d{3,4}\\)?[- ]?)?\\d{7,8}(?:[\\s,、/]{1,3}[\\d-]{7,13}){0,3}")
#: a heading that asks, as those of questions and answers do
_ASKS = re.compile("(?:什么|怎么办?|吗|如何|哪些|多少|几天|多久|哪里)[??]?$")
#: words that no seller has in a headline
_OFFICIAL = re.compile("政府|委员会|指挥部|政务|公安|日报|新闻网|融媒|通告|通知|公告|公示|第\\d+号")
_CALLED = re.compile("(?:第?\\d{0,3}号)?(?:通告|公告|通知|决定|命令|令|通报|提示)$")
#: the day behind a headline in a list
_ROW_END = re.compile("(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}$|\\(\\d{1,2}月\\d{1,2}日\\)$")
#: a call to pass the message on; no document is named so
#: the day before a headline in a list, without its year
_ROW_START = re.compile("[\\[(]?\\d{1,2}-\\d{1,2}[\\])]?\\s")
_CALL = re.compile("互相转告|相互转告|扩散周知|请(?:大家|广大.{1,6})?(?:转发|扩散|转告)")
#: a day without its year behind a signature, the clock of a day, and what an authority adds to its name: (指挥部)
_DAY_AT_END = re.compile("(?<=\\s)\\d{1,2}月\\d{1,2}日$")
_CLOCKLESS = re.compile("\\d{1,2}:\\d\\d$")
_BRACKET_END = re.compile("\\s*\\([^()]{1,20}\\)$")
_ADDRESSEE = re.compile("(?:分发名单|主送|抄送|收件人?|分送)\\s*:")
#: of a menu of thousands of lines only the first and the last are asked whether they are a title
_RIM_OF_MENU = 200
_GLUED = re.compile("\\d\\d:\\d\\d:\\d\\d(?=[一-鿿\\d(])")
#: how a document calls those to whom it goes
_TO_ALL = re.compile("(?:各|全|广大|尊敬|亲爱|致|市|县|区)[^:]{1,80}[:!,]")
#: no signature is longer
_LONGEST_CLOSING = 80
#: how often what is left of a page is looked at again
_MOST_LOOKS = 4
_NONE: frozenset[int] = frozenset()
_LONGEST_TITLE = 100
#: what a site says about itself is not longer; a document's paragraph often is
_LONGEST_NOTE = 600
#: a headline, the name of an authority and the title below it, and one more
_MOST_TITLES = 4
#: a paragraph that nobody writes twice
_LONG = 30
#: the sentence under a headline in a list of other articles
_LONGEST_TEASER = 160
#: page stamps stand among the first lines
_TOP = 12


@dataclass
class Sheet:
    """The lines of a page and what has been decided about them so far."""

    lines: tuple[Line, ...]
    tables: RepairRules
    decided: dict[int, tuple[Role, str]] = field(default_factory=dict)
    fitting: dict[int, tuple[RepairRule, ...]] = field(default_factory=dict)  #: the rules that know a line, asked once
    contents: set[str] = field(default_factory=set)  #: the headings that a table of contents names

    @cached_property
    def folded(self) -> str:
        """The folded lines, one line feed behind each."""
        return "".join([line.folded + "\n" for line in self.lines])

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in ``folded``, and where the last ends."""
        return list(accumulate((len(line.folded) + 1 for line in self.lines), initial=0))

    @cached_property
    def cores(self) -> frozenset[str]:
        """The words of all lines."""
        return frozenset(line.core for line in self.lines)

    @cached_property
    def cued(self) -> dict[int, set[int]]:
        """For each line the patterns of which it holds a word; no other pattern that has words can match it."""
        cued: dict[int, set[int]] = {}
        running, other = self.tables.words
        _look_for(running, [line for line in self.lines if line.is_sentence], cued)
        _look_for(other, [line for line in self.lines if not line.is_sentence], cued)
        return cued

    def decide(self, line: Line, role: Role, rule: str) -> None:
        """Settles a line; the first word stands."""
        self.decided.setdefault(line.number, (role, rule))

    def open_lines(self, first: int, last: int) -> Iterator[Line]:
        """The lines of ``[first, last)`` about which nothing is decided."""
        return (line for line in self.lines[first:last] if line.number not in self.decided)


def _look_for(words: Words, lines: list[Line], cued: dict[int, set[int]]) -> None:
    """Notes for each line the patterns of which it holds a word. The text is searched once for each word."""
    text = "".join([line.folded + "\n" for line in lines])
    starts = list(accumulate((len(line.folded) + 1 for line in lines), initial=0))
    for word, numbers in (pair for head in words.keys() & set(text) for pair in words[head]):
        at = text.find(word)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            cued.setdefault(lines[place].number, set()).update(numbers)
            at = text.find(word, starts[place + 1])


def find_pieces(page: str, tables: RepairRules) -> tuple[Piece, ...]:
    """The pieces of the page, in order; together they hold every character that is not blank.

    What is left of the page is looked at again as if it had come without the rest, until nothing more goes: so the clean
    text is left alone when it is repaired itself.
    """
    pieces = _look_at(page, tables)
    for _ in range(_MOST_LOOKS):
        kept = [piece for piece in pieces if piece.role == "body"]
        if len(kept) == len(pieces):
            break
        text, starts = "\n".join(page[piece.start : piece.end] for piece in kept), [0]
        starts = list(accumulate((piece.end - piece.start + 1 for piece in kept), initial=0))
        again = _look_at(text, tables)
        if all(piece.role == "body" for piece in again):
            break
        moved = {}
        for piece in again:
            place = bisect_right(starts, piece.start) - 1
            by = kept[place].start - starts[place]
            moved.setdefault(place, []).append(Piece(piece.role, piece.start + by, piece.end + by, piece.rule))
        others = [piece for piece in pieces if piece.role != "body"]
        pieces = tuple(sorted(others + [p for part in moved.values() for p in part], key=lambda piece: piece.start))
    return pieces


def _look_at(page: str, tables: RepairRules) -> tuple[Piece, ...]:
    """The pieces of the page as one look at it tells them apart."""
    sheet = Sheet(lines_of(page), tables)
    give_lists_their_rows(sheet)
    spare_a_sites_own_text(sheet)
    give_contents_to_the_page(sheet)
    give_keywords_to_the_page(sheet)
    first, last, cut = _parts(sheet)
    _furnish(sheet, first, last, cut)
    find_titles(sheet, first)
    give_brand_talk_to_the_page(sheet)
    give_the_rest_to_the_page(sheet, last, cut)
    drop_repeated_paragraphs(sheet)
    give_to_the_document(sheet)
    return tuple(piece for line in sheet.lines for piece in _pieces_of(line, *sheet.decided[line.number], sheet))


def give_lists_their_rows(sheet: Sheet) -> None:
    """On a page that is nothing but a list of headlines with their days, these are the text."""
    if not any(line.is_sentence for line in sheet.lines):
        rows = [line for line in sheet.lines if line.han >= 8 and _ROW_END.search(line.core)]
        for line in rows if len(rows) >= 3 else ():
            sheet.decide(line, "body", "body/text")


def spare_a_sites_own_text(sheet: Sheet) -> None:
    """Where rules know most of the running text as a seller's or a site's, the page has no other: then these sentences stay."""
    known = [line for line in sheet.lines if line.weight and sheet.cued.get(line.number) and _is_a_sellers(line, sheet)]
    if 5 * sum(line.weight for line in known) >= 3 * sum(line.weight for line in sheet.lines):
        sheet.fitting |= dict.fromkeys((line.number for line in known), ())


def _is_a_sellers(line: Line, sheet: Sheet) -> bool:
    rule = _known(line, ZONES, sheet)
    return rule is not None and rule.id in ("chrome/sales-talk", "chrome/self-portrait", "chrome/disclaimer")


def give_contents_to_the_page(sheet: Sheet) -> None:
    """The table of contents of a content farm: 本文目录 and the numbered headings that stand on the page again."""
    for line in sheet.lines:
        if "目录" in line.core and _CONTENTS.fullmatch(line.core):
            entries = []
            for entry in sheet.lines[line.number + 1 : line.number + 1 + _TOP]:
                words = NUMBERED.sub("", entry.core, count=1).strip()
                if not entry.is_numbered or (words not in sheet.cores and not _is_said_again(words, entry, sheet)):
                    break
                entries.append(entry)
                sheet.contents.add(words)
            for entry in (line, *entries):
                sheet.decide(entry, "chrome", "chrome/farm-opening")


def _is_said_again(words: str, line: Line, sheet: Sheet) -> bool:
    return len(words) >= 4 and sheet.folded.find(words, sheet.starts[line.number + 1]) >= 0


def give_keywords_to_the_page(sheet: Sheet) -> None:
    """Rows of words for search engines."""
    for line in sheet.lines:
        if line.number not in sheet.decided and is_keyword_row(line.core) and not _is_issuer(line, sheet):
            sheet.decide(line, "chrome", "chrome/keywords")


# --- where the document begins and ends -------------------------------------------------------------------------------


def _parts(sheet: Sheet) -> tuple[int, int, int]:
    """The numbers of the document's first sentence, of the line after its last, and of the line where the page's own
    tail begins."""
    lines = sheet.lines
    stamped = _stamped(sheet)
    texts = [
        line
        for line in sheet.open_lines(stamped, len(lines))
        if line.is_sentence and not _known(line, ("any", "head", "edge"), sheet)
    ]
    first = texts[0].number if texts else _after_headline(sheet)
    signed = _last_signature(sheet, first)
    cut = _cut(sheet, first, signed)
    last = max(
        (
            line.number + 1
            for line in sheet.open_lines(first, cut)
            if (line.is_sentence or (not texts and line.han >= 8 and not is_label_row(line.core)))
            and not _known(line, ("any", "tail", "edge"), sheet)
        ),
        default=first,
    )
    return first, max(last, signed + 1, _end_of_table(sheet, last, cut)), cut


def _last_signature(sheet: Sheet, first: int) -> int:
    """The line of the last date that stands below the name of an authority, -1 where there is none: the document's own last
    words, so that nothing above them is cut off."""
    for line in reversed(sheet.lines[first + 2 :]):
        if DATE_LINE.fullmatch(line.core) and not line.core.startswith("("):
            above = sheet.lines[line.number - 2 : line.number]
            if any(_is_issuer(other, sheet) and not _known(other, ("any", "tail"), sheet) for other in above):
                return line.number
    return -1


def _end_of_table(sheet: Sheet, last: int, cut: int) -> int:
    """The line after a table below the document's last sentence: three rows or more with tabs between their cells."""
    end, rows = last, 0
    for line in sheet.lines[last:cut]:
        rows = rows + 1 if "\t" in line.text else 0
        if rows >= 3:
            end = line.number + 1
    return end


def _after_headline(sheet: Sheet) -> int:
    """Where a document without a single sentence begins: after the last stamp or title near the top, or else after the
    first line that no rule knows."""
    top = sheet.lines[: min(_TOP, len(sheet.lines) // 2)]
    named = [line.number for line in top if _is_named_document(line, sheet) or _is_page_stamp(line, sheet)]
    if named:
        return named[-1] + 1
    unknown = [line.number for line in sheet.lines if not _known(line, ("any", "head", "edge"), sheet)]
    return unknown[1] if len(unknown) > 1 else len(sheet.lines)


def _stamped(sheet: Sheet) -> int:
    """The line after the last page stamp or title near the top: a greeting or a slogan above it does not begin the
    document, as long as it is short."""
    total, before, top = sum(line.weight for line in sheet.lines), 0, 0
    for line in sheet.lines[:_TOP]:
        if before > min(120, 0.25 * total) or (before and DATE_LINE.fullmatch(line.core)):
            break  # a letter that is dated is no greeting
        if not line.is_sentence and before and (_is_named_document(line, sheet) or _is_page_stamp(line, sheet)):
            top = line.number + 1
        before += line.weight
    return top


def _is_page_stamp(line: Line, sheet: Sheet) -> bool:
    rule = _known(line, ("any", "head", "edge"), sheet)
    return rule is not None and rule.role == "meta"


def _is_named_document(line: Line, sheet: Sheet) -> bool:
    """A headline that ends as documents are called: 关于……的通告."""
    rule = sheet.tables.by_id["title/headline"]
    return 10 <= len(line.core) <= _LONGEST_TITLE and line.core.endswith(rule.words) and not line.is_numbered


def _cut(sheet: Sheet, first: int, signed: int) -> int:
    """The first line that says that the document is over, unless text follows that nobody knows as the page's.

    A heading such as 相关阅读 says it aloud; an editor's name or a signature with its date says it too, but then hardly
    anything may follow. Below a signature with its date (``signed``) as much may follow as stands above; above it nothing is
    cut off.
    """
    weights = [0 if _known(line, ("any", "tail", "edge"), sheet) else line.weight for line in sheet.lines]
    teased = _teasers(sheet)
    heavy = [0 if line.number in teased else weights[line.number] for line in sheet.lines]
    light = [
        0 if heavy[line.number] and _speaks_of_the_site(line, sheet) else heavy[line.number] for line in sheet.lines
    ]
    dated = sum(has_day(line.core) for line in sheet.lines[min(teased) :]) >= 2 if teased else False
    before, after, following = 0, sum(light), sum(heavy)
    reopened = _last_attachment(sheet)
    for line in sheet.lines:
        after -= light[line.number]
        following -= heavy[line.number]
        closed = 0 <= signed < line.number and reopened < signed
        if (
            line.number > max(first, signed)
            and not line.is_numbered
            and after <= max(before * (1 if closed else 0.35), 60)
        ):
            rule = _known(line, ("any", "edge"), sheet)
            if rule and rule.reach == "rest" and rule.patterns:
                return line.number
        little = after <= max(before * (0.35 if closed else 0.15), 40)
        over = (following or dated) and little and line.number > max(first, signed - 1, reopened)
        if over and not line.is_numbered and _is_end(line, sheet):
            return _past_closing(sheet, line.number)
        before += weights[line.number]
    return len(sheet.lines)


def _speaks_of_the_site(line: Line, sheet: Sheet) -> bool:
    """A short sentence with three words that sites use of themselves: 更多福利扫描二维码关注."""
    words = sheet.tables.by_id["chrome/after-end"].any_word
    return (
        len(line.core) <= 80 and not line.is_numbered and words is not None and len(set(words.findall(line.core))) >= 3
    )


def _teasers(sheet: Sheet) -> frozenset[int]:
    """The sentences of a list of other articles, each under the headline whose words it takes up: three such blocks in a row
    at the page's end, and nothing but headlines, days and furniture between them."""
    run: list[int] = []
    for line in reversed(sheet.lines):
        if line.is_numbered or len(line.text) > _LONGEST_TEASER:
            break
        if line.is_sentence and not _known(line, ("any", "tail", "edge"), sheet):
            above = sheet.lines[line.number - 1] if line.number else line
            if above.number + 1 == line.number and has_day(above.core) and above.han < 4 and above.number:
                above = sheet.lines[above.number - 1]
            if above.is_sentence or above.han < 6 or not _share_words(above.core, line.core):
                break
            run.append(line.number)
    return frozenset(run if len(run) >= 3 else ())


def _share_words(headline: str, teaser: str) -> bool:
    """Whether three characters in a row stand in both."""
    return any(headline[at : at + 3] in teaser for at in range(len(headline) - 2))


def _is_end(line: Line, sheet: Sheet) -> bool:
    """Whether the document is signed and dated here, or its editor named."""
    if DATE_LINE.fullmatch(line.core) or DAY.fullmatch(line.core):
        return _is_issuer(sheet.lines[line.number - 1], sheet)
    rule = _known(line, ("tail",), sheet)
    return rule is not None and rule.reach == "rest"


def _past_closing(sheet: Sheet, at: int) -> int:
    """The first line after this one that is neither a note in brackets nor whom to call, nor the editor's name."""
    at += 1
    while at < len(sheet.lines) and is_closing(sheet.lines[at], sheet):
        at += 1
    return at


def _last_attachment(sheet: Sheet) -> int:
    return max((line.number for line in sheet.lines if ATTACHMENT.fullmatch(line.core)), default=-1)


def _known(line: Line, zones: tuple[str, ...], sheet: Sheet) -> RepairRule | None:
    """The first rule of the tables that knows this line and may speak in one of these zones."""
    rules = sheet.fitting.get(line.number)
    if rules is None:
        rules = sheet.fitting[line.number] = tuple(_fitting(line, sheet))
    return next((rule for rule in rules if rule.where in zones), None) if rules else None


def _fitting(line: Line, sheet: Sheet) -> Iterator[RepairRule]:
    """The rules that know this line, whatever the zone. Running text is asked by few rules, long text by none."""
    tables, cued = sheet.tables, sheet.cued.get(line.number, _NONE)
    if line.is_sentence and (not cued or len(line.text) > _LONGEST_NOTE):
        return
    places = {tables.asked[number] for number in cued if number in tables.asked}
    for place in sorted(places if line.is_sentence else places | tables.always_asked):
        rule = tables.furniture[place]
        if _matches(line, rule, tables, cued) or (rule.code is not None and _fits_by_code(line, rule, tables)):
            yield rule


def _matches(line: Line, rule: RepairRule, tables: RepairRules, cued: Set[int]) -> bool:
    for number, pattern in tables.numbered[rule.id]:
        if (number in cued or number in tables.wordless) and (
            pattern.fullmatch(line.core) or (line.core != line.folded and pattern.fullmatch(line.folded))
        ):
            return True
    return False


def _is_glued(line: Line) -> bool:
    """Whether a clock is glued to how a document begins: to its number or an addressee."""
    clock = _GLUED.search(line.core)
    rest = line.core[clock.end() :] if clock else ""
    return bool(rest) and bool(DOCUMENT_NUMBER.fullmatch(rest) or _TO_ALL.fullmatch(rest) or NUMBERED.match(rest))


def _fits_by_code(line: Line, rule: RepairRule, tables: RepairRules) -> bool:
    if rule.code == "is_tool_bar":
        return is_tool_bar(line.folded, rule)
    if rule.code == "is_navigation":
        return is_navigation(line.folded, rule)
    if rule.code == "is_stamp" and not _is_glued(line):
        return is_stamp(line.core, rule, tables.by_id["chrome/page-tools"])
    return False


# --- the site's lines -------------------------------------------------------------------------------------------------


def _furnish(sheet: Sheet, first: int, last: int, cut: int) -> None:
    """Lines that a rule knows, each in the zones where that rule may speak."""
    for line in sheet.lines:
        zones = ("any",)
        if line.number < first:
            zones = ("any", "head", "edge")
        elif line.number >= last:
            zones = ("any", "tail", "edge")
        rule = _known(line, zones, sheet)
        if rule is None or (first <= line.number < last and not _unmistakable(rule, line)):
            continue
        if first <= line.number < cut and _is_dated_signature(line, sheet):
            continue
        sheet.decide(line, *_claim(rule, line, cut))
    if any(DATE_LINE.fullmatch(line.core) for line in sheet.lines[last:cut]):
        for line in sheet.open_lines(0, first):
            if DATE_LINE.fullmatch(line.core) and not line.core.startswith("("):
                sheet.decide(line, "meta", "meta/stamp")  # the document dates itself at its end
    _give_labels_their_values(sheet, first)
    headed, loose = False, []
    for line in sheet.open_lines(0, first):
        if line.number and _is_loose_stamp(line, headed):
            loose.append(line)
        else:
            headed = headed or line.han >= 4
    for line in loose if len(loose) <= 2 else ():  # more of them are a list
        sheet.decide(line, "meta", "meta/byline")


def _give_labels_their_values(sheet: Sheet, first: int) -> None:
    """A label that the page left empty, beside other lines of the page; and a short line below a page's label that has no
    value of its own: 来源： above 某市卫健委."""
    for empty in _empty_labels(sheet, first):
        if len(empty) <= 2 and {empty[0].number - 1, empty[-1].number + 1} & sheet.decided.keys():
            for line in empty:
                sheet.decide(line, "meta", "meta/stamp")
    for line in list(sheet.open_lines(1, first)):
        above = sheet.lines[line.number - 1]
        labelled = above.core.endswith(":") and sheet.decided.get(above.number) == ("meta", "meta/stamp")
        short = line.core[-1] != ":" and len(line.core) <= 24 and not line.is_sentence
        if labelled and short and not _is_of_the_document(line, sheet):
            sheet.decide(line, "meta", "meta/stamp")


def _empty_labels(sheet: Sheet, first: int) -> list[list[Line]]:
    """The labels of the page without a value, neighbours together. More than two are a form."""
    labels = sheet.tables.by_id["meta/stamp"].word_set
    groups: list[list[Line]] = []
    for line in sheet.open_lines(0, first):
        if line.core[-1] == ":" and "".join(line.core[:-1].split()) in labels:
            if groups and groups[-1][-1].number == line.number - 1:
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups


def _is_of_the_document(line: Line, sheet: Sheet) -> bool:
    return "关于" in line.core or DOCUMENT_NUMBER.fullmatch(line.core) is not None or _is_named_document(line, sheet)


def _claim(rule: RepairRule, line: Line, cut: int) -> tuple[Role, str]:
    """A stamp behind the cut belongs to another document: its days and names are no news of this one."""
    if line.number >= cut and rule.code == "is_stamp":
        return "chrome", "chrome/headline-list"
    return ("meta" if rule.role == "meta" else "chrome"), rule.id


def _is_loose_stamp(line: Line, headed: bool) -> bool:
    """A line between title and text that holds a day and a name (``（2022年3月14日）市长 严某某``) or, below a headline, is one
    short label with its value, unless the document itself could begin so."""
    core = line.core
    if len(core) > 60 or re.search("[,。;!?]|第.{1,5}号|[〔\\[]\\d{4}[〕\\]]", core) or core[-1] in ":":
        return False
    if headed and _LABEL.fullmatch(core):
        return True
    day = DATE_LINE.search(core) or DAY.search(core)
    return day is not None and len(core.split()) >= 2 and len(core) > len(day.group()) + 1


def _is_dated_signature(line: Line, sheet: Sheet) -> bool:
    """A day alone, or an authority and a day, without a label or a clock: the document's own."""
    day = DAY.search(line.core) or DATE_LINE.search(line.core)
    if day is None and line.core[-1] == "日":
        day = _DAY_AT_END.search(line.core)
    if day is None or day.end() != len(line.core) or ":" in line.core[: day.start()] + _CLOCKLESS.sub("", day.group()):
        return False
    signer = _BRACKET_END.sub("", line.core[: day.start()].strip())
    return not signer or signer.endswith(sheet.tables.by_id["body/closing"].words)


def _unmistakable(rule: RepairRule, line: Line) -> bool:
    """Between two sentences of the document only short lines are the page's, and no stamp with a day or a name."""
    return rule.code not in ("is_stamp", "is_navigation") and (rule.sentences or len(line.text) <= 60)


# --- titles -----------------------------------------------------------------------------------------------------------


def find_titles(sheet: Sheet, first: int) -> None:
    """The headlines before the document's first sentence; what stands above them is the page's.

    The best of them is the title; its neighbours are too when they are the upper half of it, or headlines themselves.
    """
    rule = sheet.tables.by_id["title/headline"]
    for line in list(sheet.open_lines(0, first)):
        if is_branded_title(line, sheet):
            sheet.decide(line, "chrome", "chrome/branded-title")
        elif _is_menu_row(line):
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
    if best is None or scores[best.number] < 2 or (len(head) == 1 and _is_issuer(best, sheet)):
        _take_column_for_title(sheet, first, rule)
        return
    sure, titles = scores[best.number] >= 3, 0
    for line in head:
        above = line.number < best.number
        beside = _is_beside(line, best, scores, rule, sheet)
        if line is best or (beside and titles < _MOST_TITLES and _near(line, best, sheet)):
            sheet.decide(line, "title", rule.id)
            titles += 1
        elif (
            above
            and is_bare_label(line, sheet)
            and (sure or line.number == 0 or len(line.core) < 8 or is_label_row(line.core))
        ):
            sheet.decide(line, "chrome", "chrome/before-title")
        elif above and _stamp_follows(line, sheet) and _is_named_in_full(best.core, rule, sheet):
            sheet.decide(line, "chrome", "chrome/before-title")  # the page's headline; the document has its own
    _take_title_words(sheet, best, first)
    for line in list(sheet.open_lines(best.number + 1, first)):
        if _is_between_the_pages_lines(line, sheet):
            sheet.decide(line, "chrome", "chrome/before-title")


def _is_between_the_pages_lines(line: Line, sheet: Sheet) -> bool:
    """A short label right between two lines of the page: the name of a forum's user, of an account."""
    around = [sheet.decided.get(number, ("body", ""))[0] for number in (line.number - 1, line.number + 1)]
    if around[1] not in ("meta", "chrome") or around[0] not in ("meta", "chrome") or len(line.core) > 12:
        return False
    return is_bare_label(line, sheet) and not _is_issuer(line, sheet) and not _is_number_or_day(line)


def _take_title_words(sheet: Sheet, best: Line, first: int) -> None:
    """Pieces of the title, two lines or more, that a program put below it for search engines."""
    whole = "".join(best.core.split())
    bits = [
        line
        for line in sheet.open_lines(best.number + 1, first)
        if 2 <= len(line.core) <= 16 and line.core in whole and not _is_issuer(line, sheet)
    ]
    for line in bits if len(bits) >= 2 else ():
        sheet.decide(line, "chrome", "chrome/keywords")


def _is_menu_row(line: Line) -> bool:
    words = len(line.core.split())
    return words >= 3 and is_label_row(line.core) and "关于" not in line.core and not _is_number_or_day(line)


def _is_number_or_day(line: Line) -> bool:
    return any(known.fullmatch(line.core) for known in (DOCUMENT_NUMBER, DATE_LINE, DAY))


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
    return not any(known.search(core) for known in (DOCUMENT_NUMBER, DATE_LINE, DAY))


def _is_named_in_full(core: str, rule: RepairRule, sheet: Sheet) -> bool:
    """关于……的通告, 某某指挥部公告: so called, a line is a title wherever it stands above the text."""
    bare = _BRACKET_END.sub("", core)
    return bare.endswith(rule.words) and ("关于" in bare or _is_of_authority(bare, sheet))


def _is_beside(line: Line, best: Line, scores: dict[int, int], rule: RepairRule, sheet: Sheet) -> bool:
    """Whether the line is part of the title too. Above it stands a headline or the authority; below it only what is
    called 关于…, a bare 通告, a subtitle, or the same words again: other lines below begin the document."""
    if line.core.startswith("——"):
        return line.number > best.number
    if line.number < best.number:
        if len(line.core) <= 6 and line.core not in rule.word_set and not _is_issuer(line, sheet):
            return False  # 新闻公告: a column of the site
        return scores[line.number] >= 4 or _is_issuer(line, sheet) or _is_upper_half(line, best, sheet)
    if DOCUMENT_NUMBER.fullmatch(line.core):
        return False  # wherever it stands, the number is the document's and no part of its name
    if line.number == best.number + 1 and _breaks_off(best):
        return True
    if line.number == best.number + 1 and scores[line.number] >= 3 and _stamp_follows(line, sheet):
        return not _is_chunked(line)
    bare = re.sub("\\s", "", line.core)
    return scores[line.number] >= 4 and (
        "关于" in bare or bare in rule.word_set or line.core == best.core or _is_of_authority(bare, sheet)
    )


def _is_upper_half(line: Line, best: Line, sheet: Sheet) -> bool:
    """Whether the line right above the title is its upper half: it breaks off, with an open bracket or in the middle of a
    phrase, or it is the first of two headlines, each about the epidemic, that the same news has."""
    core = line.core
    if line.number != best.number - 1 or line.han < 4 or len(core) > 60 or (is_label_row(core) and "|" in core):
        return False
    if _breaks_off(line):
        return True
    told = sheet.tables.by_id["title/topic"].any_word
    topical = told is not None and (told.search(core) or "指挥部" in core)
    rule = sheet.tables.by_id["title/headline"]
    return line.han >= 8 and bool(topical) and not best.core.endswith(rule.words) and not _BRAND.search(core)


def _breaks_off(line: Line) -> bool:
    """Whether the line ends within a bracket or a phrase."""
    return line.core.count("《") > line.core.count("》") or _BREAKS_OFF.search(line.core) is not None


def _is_of_authority(bare: str, sheet: Sheet) -> bool:
    """某某指挥部通告: an authority and how its documents are called."""
    called = _CALLED.search(_BRACKET_END.sub("", bare))
    return called is not None and bare[: called.start()].endswith(sheet.tables.by_id["body/closing"].words)


def _is_chunked(line: Line) -> bool:
    """Words for search engines with dashes or bars between them: three of them are no headline."""
    return len(_BRAND.split(line.core)) >= 3


def _near(line: Line, best: Line, sheet: Sheet) -> bool:
    """Whether only titles and the page's own lines stand between the two."""
    low, high = sorted((line.number, best.number))
    between = sheet.lines[low + 1 : high]
    return len(between) <= _TOP and all(other.number in sheet.decided or _is_issuer(other, sheet) for other in between)


def _title_score(line: Line, rule: RepairRule, sheet: Sheet, head: list[Line]) -> int:
    """How much speaks for this line as a title: it ends as documents are called, it is named again elsewhere, a page stamp
    follows it, it stands first. A number, a date, an addressee or a clause is none."""
    core = line.core
    if re.sub("\\s", "", core) in rule.word_set:
        return 4
    if not 4 <= len(core) <= _LONGEST_TITLE or line.han < 3 or line.is_numbered or core[-1] in ":;,。":
        return 0
    if core in sheet.contents:
        return 0
    if (
        DATE_LINE.fullmatch(core)
        or DAY.fullmatch(core)
        or DOCUMENT_NUMBER.fullmatch(core)
        or SALUTATION.fullmatch(core)
        or _ADDRESSEE.match(core)
        or _ROW_START.match(core)
    ):
        return 0
    if core.endswith("文件") and core[:-2].endswith(sheet.tables.by_id["body/closing"].words):
        return 0
    if (core.startswith("(") and core.endswith(")")) or re.search("\\d:\\d\\d", core) or _CALL.search(core):
        return 0
    if " " in core and (DATE_LINE.search(core) or DAY.search(core)):
        return 0
    bare = re.sub("\\s*[(〔\\[【][^()]{1,16}[)〕\\]】]$", "", core)
    if re.search("[〔\\[]\\d{0,4}[〕\\]].{0,6}号", core) and not bare.endswith(rule.words):
        return 0
    score = 4 * bare.endswith(rule.words) + ("关于" in core) + 3 * _is_repeated(line, sheet)
    topic = sheet.tables.by_id["title/topic"].any_word
    score += topic is not None and topic.search(core) is not None
    score += 2 * _stamp_follows(line, sheet) + (8 <= len(core) <= 60) + (line is head[0]) + (line is head[-1])
    if _ASKS.search(core):
        score -= 3
    if _is_issuer(line, sheet) or is_label_row(core):
        score -= 2
    elif " " in core:
        score -= 1  # two labels rather than one headline
    return score


def _below_stamp(sheet: Sheet, first: int) -> frozenset[int]:
    """The lines above whom a page stamp stands and other lines between: there the document has begun."""
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
    parts = [part for part in _BRAND.split(line.core) if len(part) >= 6]
    return len(_BRAND.split(line.core)) > 1 and any(part in sheet.cores and part != line.core for part in parts)


def _is_issuer(line: Line, sheet: Sheet) -> bool:
    """A line that is the name of an authority: the upper half of a title, or a signature."""
    rule = sheet.tables.by_id["body/closing"]
    core = line.core
    if not 3 <= len(core) <= 60 or line.han < 3 or re.search("[,。;:!?|]", core):
        return False
    parts = _BRACKET_END.sub("", core).split() or ["("]  # a note in brackets is no name
    named = sum(part.endswith(rule.words) for part in parts)
    return (
        named == len(parts) or (named >= 2 and named >= len(parts) - 1) or (len(core) < 8 and core.endswith(rule.words))
    )


def give_brand_talk_to_the_page(sheet: Sheet) -> None:
    """On a page whose head line sells something, the lines that take up its words: 上海到兰州物流专线｜整车运输 above, and
    上海到兰州物流专线承接大件运输 between two clauses. Never a clause, a line about the epidemic, an authority or a day."""
    grams = set(_brand_grams(sheet))
    if not grams:
        return
    topic = sheet.tables.by_id["title/topic"].any_word
    for line in sheet.open_lines(0, len(sheet.lines)):
        run, start = _longest_run(line.core, grams)
        told = run >= 6 or (run >= 4 and (start <= 1 or run * 5 >= 2 * line.han))
        if (
            told
            and not line.is_numbered
            and not (topic and topic.search(line.core))
            and not _is_said_officially(line, sheet)
        ):
            sheet.decide(line, "chrome", "chrome/brand-talk")


def _is_said_officially(line: Line, sheet: Sheet) -> bool:
    following = sheet.lines[line.number + 1 : line.number + 2]
    dated = any(DATE_LINE.fullmatch(other.core) or DAY.fullmatch(other.core) for other in following)
    return dated or _is_issuer(line, sheet) or _OFFICIAL.search(line.core) is not None


def _brand_grams(sheet: Sheet) -> Iterator[str]:
    """The four-character pieces of a head line that is made of words for sale and stands apart from the title."""
    rule = sheet.tables.by_id["chrome/brand-talk"]
    for line in sheet.lines[:3]:
        chunks = [chunk for chunk in _BRAND.split(line.core) if len(chunk) >= 4]
        sold = rule.any_word is not None and rule.any_word.search(line.core)
        if (
            len(chunks) >= 2
            and sold
            and not _OFFICIAL.search(line.core)
            and sheet.decided.get(line.number, ("",))[0] == "chrome"
        ):
            for chunk in chunks:
                yield from (chunk[at : at + 4] for at in range(len(chunk) - 3))


def _longest_run(core: str, grams: Set[str]) -> tuple[int, int]:
    """The length of the longest stretch of the line that is made of these pieces, and where it begins."""
    best = (0, 0)
    run = 0
    for at in range(len(core) - 3):
        run = run + 1 if core[at : at + 4] in grams else 0
        if run and run + 3 > best[0]:
            best = (run + 3, at - run + 1)
    return best


def give_the_rest_to_the_page(sheet: Sheet, last: int, cut: int) -> None:
    """After the document's last sentence: signatures, dates, attachments are the document's, until the page's own words
    begin. Once it is signed and dated, or the page has spoken, a line that nobody knows is the page's."""
    ended = last > 0 and DATE_LINE.fullmatch(sheet.lines[last - 1].core) is not None
    spoken = False
    for line in sheet.lines[last:]:
        if line.number in sheet.decided:
            spoken = spoken or sheet.decided[line.number][1] not in ("chrome/rule-line", "chrome/bullet")
            ended = ended or spoken
        elif spoken and _CONTACT.fullmatch(line.core):
            sheet.decide(line, "chrome", "chrome/after-end")  # whom to call about the site
        elif line.number >= cut:
            sheet.decide(line, "chrome", _name_of_cut(sheet, cut))
        elif ATTACHMENT.fullmatch(line.core):
            if line.core.rstrip(":") in ("附件", "附") and not _is_continued(line, sheet):
                sheet.decide(line, "chrome", "chrome/download")  # a label of the page, and nothing below it
            ended = False
        elif (is_closing(line, sheet) or _is_dated_signature(line, sheet)) and not (
            ended and _is_issuer(line, sheet) and not _before_date(line, sheet)
        ):
            ended = ended or any(date.fullmatch(line.core) for date in (DATE_LINE, DAY, DATE_PART))
        elif ended or has_day(line.core) or is_label_row(line.core) or _is_a_sites_word(line, sheet):
            sheet.decide(line, "chrome", "chrome/headline-list" if has_day(line.core) else "chrome/after-end")
            ended = spoken = True


def _is_continued(line: Line, sheet: Sheet) -> bool:
    return line.number + 1 < len(sheet.lines) and line.number + 1 not in sheet.decided


def _is_a_sites_word(line: Line, sheet: Sheet) -> bool:
    """A last line that nobody knows, without an end mark, and with a word that sites use of themselves. The upper half of
    a signature is none: a date or an authority follows it."""
    rule = sheet.tables.by_id["chrome/after-end"]
    core = line.core
    if line.is_numbered or core[-1] in "。!;?" or not 4 <= len(core) <= 45:
        return False
    following = [other for other in sheet.lines[line.number + 1 : line.number + 3] if other.number not in sheet.decided]
    if _LISTS.search(core) or any(_PHONE_ROW.fullmatch(other.core) for other in following):
        return False
    if "[1]" in core or any(DATE_LINE.fullmatch(other.core) or _is_issuer(other, sheet) for other in following):
        return False
    parts = [part for part in core.split() if len(part) >= 3]
    if not following and "," not in core and line.han >= 4:
        return True  # nothing of the document stands between it and what is known as the page's
    labelled = len(parts) >= (3 if ":" in core else 2)
    return labelled or (rule.any_word is not None and rule.any_word.search(core) is not None)


def _before_date(line: Line, sheet: Sheet) -> bool:
    following = sheet.lines[line.number + 1 : line.number + 3]
    return any(DATE_LINE.fullmatch(other.core) for other in following)


def _name_of_cut(sheet: Sheet, cut: int) -> str:
    rule = _known(sheet.lines[cut], ("any", "tail", "edge"), sheet) if cut < len(sheet.lines) else None
    return rule.id if rule and rule.role == "chrome" else "chrome/after-end"


def is_closing(line: Line, sheet: Sheet) -> bool:
    """Signature, date line, document number, attachment, a note in brackets, whom to call."""
    core = line.core
    if core[-1] in "。;" or len(core) > _LONGEST_CLOSING:  # a sentence: no signature, number or day
        return bool(ATTACHMENT.fullmatch(core) or _CONTACT.fullmatch(core) or _CLERICAL.fullmatch(core))
    return bool(
        DATE_LINE.fullmatch(core)
        or DAY.fullmatch(core)
        or DOCUMENT_NUMBER.fullmatch(core)
        or ATTACHMENT.fullmatch(core)
        or _SIGNED_IN_BRACKETS.fullmatch(core)
        or DATE_PART.fullmatch(core)
        or OFFICE_HOLDER.fullmatch(core)
        or _CONTACT.fullmatch(core)
        or _CLERICAL.fullmatch(core)
        or _PHONE_ROW.fullmatch(core)
        or _is_issuer(line, sheet)
    )


def drop_repeated_paragraphs(sheet: Sheet) -> None:
    """A paragraph that stood before, word for word: scrapers repeat one, or the whole document. Headings, slogans and
    names may be repeated on purpose, so only long running text counts, and what follows it in the same order."""
    seen: dict[str, int] = {}
    dropped, lines = -2, list(sheet.open_lines(0, len(sheet.lines)))
    words = ["".join(line.core.split()) for line in lines]
    for place, line in enumerate(lines):
        long = line.is_sentence and len(words[place]) >= _LONG
        if words[place] in seen and (long or dropped == place - 1):
            first = place if dropped == place - 1 else place - _shared_above(words, seen[words[place]], place)
            for repeated in lines[first : place + 1]:
                sheet.decide(repeated, "chrome", "chrome/repeated-paragraph")
            dropped = place
        seen.setdefault(words[place], place)


def _shared_above(words: list[str], before: int, again: int) -> int:
    """How many short lines above the second of two places are those above the first: a number, an addressee."""
    shared = 0
    while shared < min(before, again - before - 1, _TOP) and words[before - shared - 1] == words[again - shared - 1]:
        shared += 1
    return shared


def give_to_the_document(sheet: Sheet) -> None:
    """Whatever nobody claimed stays: losing a clause is worse than keeping a label."""
    for line in sheet.open_lines(0, len(sheet.lines)):
        sheet.decide(line, "body", "body/closing" if is_closing(line, sheet) else "body/text")


# --- pieces -----------------------------------------------------------------------------------------------------------


def _pieces_of(line: Line, role: Role, rule: str, sheet: Sheet) -> Iterator[Piece]:
    """The line as one piece, or as up to three when a rim of a body line is the page's."""
    cued = sheet.cued.get(line.number, _NONE)
    if role != "body" or cued.isdisjoint(sheet.tables.rim_numbers):
        yield Piece(role, line.start, line.end, rule)
        return
    start, end, rims = line.start, line.end, []
    for rim in sheet.tables.rims:
        span = _rim(line.folded[start - line.start : end - line.start], rim)
        if span and span[1] - span[0] < end - start:
            rims.append(Piece(rim.role, start + span[0], start + span[1], rim.id))  # type: ignore[arg-type]
            start, end = (start + span[1], end) if rim.reach == "start" else (start, start + span[0])
    yield from sorted([*rims, Piece(role, start, end, rule)], key=lambda piece: piece.start)


def _rim(folded: str, rule: RepairRule) -> tuple[int, int] | None:
    for pattern in rule.patterns:
        if rule.reach == "start":
            found = pattern.match(folded)
        else:
            found = next((hit for hit in pattern.finditer(folded) if hit.end() == len(folded)), None)
        if found and found.end() > found.start():
            return found.span()
    return None
