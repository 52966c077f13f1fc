"""Where the document begins and ends on its page: its first and last sentence, its signature, the page's own tail."""

from __future__ import annotations

from builder.repair.lines import ATTACHMENT, DATE_LINE, DAY, STARTS_OF_DATES, Line
from builder.repair.sheet import Sheet, rule_for
from builder.repair.signature import is_closing, is_issuer
from builder.repair.stamps import has_day, is_label_row

LONGEST_TITLE = 100
#: the sentence under a headline in a list of other articles
_LONGEST_TEASER = 160
#: page stamps stand among the first lines
TOP = 12


def find_parts(sheet: Sheet) -> tuple[int, int, int]:
    """The numbers of the document's first sentence, of the line after its last, and of the line where the page's own
    tail begins."""
    lines, _ = sheet.lines, sheet.known
    stamped = _stamped(sheet)
    texts = (
        line.number
        for line in sheet.open_lines(stamped, len(lines))
        if line.is_sentence and not (line.rules and rule_for(line, ("any", "head", "edge"), sheet))
    )
    text = next(texts, None)
    first = _after_headline(sheet) if text is None else text
    signed = _last_signature(sheet, first)
    cut = _cut(sheet, first, signed)
    last = next(
        (
            line.number + 1
            for line in reversed(lines[first:cut])
            if line.number not in sheet.decided
            and (line.is_sentence or (text is None and line.han >= 8 and not is_label_row(line.core)))
            and not rule_for(line, ("any", "tail", "edge"), sheet)
        ),
        first,
    )
    return first, max(last, signed + 1, _end_of_table(sheet, last, cut)), cut


def _last_signature(sheet: Sheet, first: int) -> int:
    """The line of the last date that stands below the name of an authority, -1 where there is none: the document's own last
    words, so that nothing above them is cut off."""
    for line in reversed(sheet.dated):
        if line.number < first + 2:
            break
        if line.core[0] != "(":
            above = sheet.lines[line.number - 2 : line.number]
            if any(is_issuer(other, sheet) and not rule_for(other, ("any", "tail"), sheet) for other in above):
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
    top = sheet.lines[: min(TOP, len(sheet.lines) // 2)]
    named = [line.number for line in top if is_named_document(line, sheet) or _is_page_stamp(line, sheet)]
    if named:
        return named[-1] + 1
    unknown = [line.number for line in sheet.lines if not rule_for(line, ("any", "head", "edge"), sheet)]
    return unknown[1] if len(unknown) > 1 else len(sheet.lines)


def _stamped(sheet: Sheet) -> int:
    """The line after the last page stamp or title near the top: a greeting or a slogan above it does not begin the
    document, as long as it is short."""
    total, before, top = sum(line.weight for line in sheet.lines), 0, 0
    for line in sheet.lines[:TOP]:
        if before > min(120, 0.25 * total) or (before and DATE_LINE.fullmatch(line.core)):
            break  # a letter that is dated is no greeting
        if not line.is_sentence and before and (is_named_document(line, sheet) or _is_page_stamp(line, sheet)):
            top = line.number + 1
        before += line.weight
    return top


def _is_page_stamp(line: Line, sheet: Sheet) -> bool:
    rule = rule_for(line, ("any", "head", "edge"), sheet)
    return rule is not None and rule.role == "meta"


def is_named_document(line: Line, sheet: Sheet) -> bool:
    """A headline that ends as documents are called: 关于……的通告."""
    rule = sheet.tables.by_id["title/headline"]
    return 10 <= len(line.core) <= LONGEST_TITLE and line.core.endswith(rule.words) and not line.is_numbered


def _cut(sheet: Sheet, first: int, signed: int) -> int:
    """The first line that says that the document is over, unless text follows that nobody knows as the page's.

    A heading such as 相关阅读 says it aloud; an editor's name or a signature with its date says it too, but then hardly
    anything may follow. Below a signature with its date (``signed``) as much may follow as stands above; above it nothing is
    cut off.
    """
    begun = next((line.number for line in sheet.lines[first + 1 :] if line.rules or _is_day(line)), None)
    if begun is None:
        return len(sheet.lines)  # nobody says so
    weights = [
        0 if line.rules and rule_for(line, ("any", "tail", "edge"), sheet) else line.weight for line in sheet.lines
    ]
    teased = _teasers(sheet)
    heavy = [0 if number in teased else weight for number, weight in enumerate(weights)] if teased else weights
    light = [
        0 if weight and line.number > begun and _speaks_of_the_site(line, sheet) else weight
        for line, weight in zip(sheet.lines, heavy, strict=True)
    ]
    dated = sum(has_day(line.core) for line in sheet.lines[min(teased) :]) >= 2 if teased else False
    before, after, following = sum(weights[:begun]), sum(light[begun:]), sum(heavy[begun:])
    reopened = _last_attachment(sheet)
    # what was said before and ended nothing, as copying sites say it between any two paragraphs
    passed: set[str] = set()
    for line in sheet.lines[begun:]:
        after -= light[line.number]
        following -= heavy[line.number]
        if after > max(before, 60) or (line.rules and line.core in passed):
            before += weights[line.number]
            passed.add(line.core)
            continue  # too much follows for anything to be over here
        closed = 0 <= signed < line.number and reopened < signed
        if line.number > signed and not line.is_numbered and after <= max(before * (1 if closed else 0.35), 60):
            rule = rule_for(line, ("any", "edge"), sheet)
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
    if line.of_site is None:
        words = sheet.tables.by_id["chrome/after-end"].any_word
        short = len(line.core) <= 80 and not line.is_numbered
        line.of_site = short and words is not None and len(set(words.findall(line.core))) >= 3
    return line.of_site


def _teasers(sheet: Sheet) -> frozenset[int]:
    """The sentences of a list of other articles, each under the headline whose words it takes up: three such blocks in a row
    at the page's end, and nothing but headlines, days and furniture between them."""
    run: list[int] = []
    for line in reversed(sheet.lines):
        if line.is_numbered or len(line.text) > _LONGEST_TEASER:
            break
        if line.is_sentence and not rule_for(line, ("any", "tail", "edge"), sheet):
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
    if _is_day(line):
        return is_issuer(sheet.lines[line.number - 1], sheet)
    rule = rule_for(line, ("tail",), sheet)
    return rule is not None and rule.reach == "rest"


def _is_day(line: Line) -> bool:
    return line.core[0] in STARTS_OF_DATES and (line.is_date or DAY.fullmatch(line.core) is not None)


def _past_closing(sheet: Sheet, at: int) -> int:
    """The first line after this one that is neither a note in brackets nor whom to call, nor the editor's name."""
    at += 1
    while at < len(sheet.lines) and is_closing(sheet.lines[at], sheet):
        at += 1
    return at


def _last_attachment(sheet: Sheet) -> int:
    return max(
        (line.number for line in sheet.lines if line.core[0] == "附" and ATTACHMENT.fullmatch(line.core)), default=-1
    )
