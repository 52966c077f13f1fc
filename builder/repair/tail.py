"""The lines below the document's last sentence: whose they are."""

from __future__ import annotations

import re

from builder.repair.lines import ATTACHMENT, DATE_LINE, DATE_PART, DAY, Line
from builder.repair.sheet import Sheet, rule_for
from builder.repair.signature import CONTACT, PHONE_ROW, before_date, is_closing, is_dated_signature, is_issuer
from builder.repair.stamps import has_day, is_label_row

_BARE_ATTACHMENT = re.compile("附(?:件|表|录)?\\s*[\\d一二三四五六七八九十]{1,2}\\s*:?")
#: what a document says one must, may or will do
_BIDS = re.compile("请|不得|不要|应当?|须|必须|将|由|予以|执行|施行|实行|做好|严禁|负责|自觉|主动|按照|如有|敬请|谅解")
#: a correction of the document, below its signature
_ERRATUM = re.compile(
    "[-—(\\[【]{0,4}(?:更正|勘误)(?:说明|启事)?\\s{0,3}:.{4,120}|.{0,60}(?:误为|应为).{1,60}(?:更正|特此说明|有误).{0,12}"
)
#: the heading of a list, and a name with its telephone
_LISTS = re.compile("(?:电话|名单|地点|一览表?|如下):?$")


def give_the_rest_to_the_page(sheet: Sheet, last: int, cut: int) -> None:
    """After the document's last sentence: signatures, dates, attachments are the document's, until the page's own words
    begin. Once it is signed and dated, or the page has spoken, a line that nobody knows is the page's."""
    ended = last > 0 and DATE_LINE.fullmatch(sheet.lines[last - 1].core) is not None
    spoken, anywhere = False, _said_within(sheet, last)
    for line in sheet.lines[last:]:
        if line.number in sheet.decided:
            rule = sheet.decided[line.number][1]
            spoken = spoken or not (
                rule in ("chrome/rule-line", "chrome/bullet") or rule in anywhere or line.core in anywhere
            )
            ended = ended or spoken
        elif spoken and CONTACT.fullmatch(line.core):
            sheet.decide(line, "chrome", "chrome/after-end")  # whom to call about the site
        elif line.number >= cut:
            sheet.decide(line, "chrome", _name_of_cut(sheet, cut))
        elif _ERRATUM.fullmatch(line.core):
            continue
        elif ATTACHMENT.fullmatch(line.core):
            if line.core.rstrip(":") in ("附件", "附") and not _is_continued(line, sheet):
                sheet.decide(line, "chrome", "chrome/download")  # a label of the page, and nothing below it
            ended = False
        elif _is_named_attachment(line, sheet) or (
            (is_closing(line, sheet) or is_dated_signature(line, sheet))
            and not (ended and is_issuer(line, sheet) and not before_date(line, sheet))
        ):
            ended = ended or any(date.fullmatch(line.core) for date in (DATE_LINE, DAY, DATE_PART))
        elif ended or has_day(line.core) or is_label_row(line.core) or _is_a_sites_word(line, sheet):
            sheet.decide(line, "chrome", "chrome/headline-list" if has_day(line.core) else "chrome/after-end")
            ended = spoken = True


def _said_within(sheet: Sheet, last: int) -> set[str]:
    """The words of the page amid the document, and the rules that know them: what sells something between any two lines tells
    nothing of where the document ends."""
    first = next((line.number for line in sheet.lines if line.is_sentence and line.number not in sheet.decided), last)
    within = [number for number in sheet.decided if first < number < last]
    return {sheet.lines[number].core for number in within} | {sheet.decided[number][1] for number in within}


def _is_named_attachment(line: Line, sheet: Sheet) -> bool:
    """A line right below a bare 附件2 names it."""
    above = sheet.lines[line.number - 1]
    return line.number > 0 and _BARE_ATTACHMENT.fullmatch(above.core) is not None and above.number not in sheet.decided


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
    if _LISTS.search(core) or any(PHONE_ROW.fullmatch(other.core) for other in following):
        return False
    if "[1]" in core or any(DATE_LINE.fullmatch(other.core) or is_issuer(other, sheet) for other in following):
        return False
    parts = [part for part in core.split() if len(part) >= 3]
    if (
        not following
        and len(core) >= 8
        and core.count(":") < 2
        and _BIDS.search(core)
        and not (rule.any_word and rule.any_word.search(core))
    ):
        return False
    if not following and "," not in core and line.han >= 4:
        return True  # nothing of the document stands between it and what is known as the page's
    labelled = len(parts) >= (3 if ":" in core else 2)
    return labelled or (rule.any_word is not None and rule.any_word.search(core) is not None)


def _name_of_cut(sheet: Sheet, cut: int) -> str:
    rule = rule_for(sheet.lines[cut], ("any", "tail", "edge"), sheet) if cut < len(sheet.lines) else None
    return rule.id if rule and rule.role == "chrome" else "chrome/after-end"
