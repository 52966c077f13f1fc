"""How a document signs and dates itself, and what else stands at its end: numbers, attachments, whom to call."""

from __future__ import annotations

import re

from builder.repair.lines import ATTACHMENT, DATE_LINE, DATE_PART, DAY, DOCUMENT_NUMBER, OFFICE_HOLDER, Line
from builder.repair.sheet import Sheet

_SIGNED_IN_BRACKETS = re.compile("\\((?!\\d+\\)).{2,60}\\)")
CONTACT = re.compile(
    "(?=.{0,200}[:\\d@]).{0,12}(?:联系人|联系电话|咨询电话|举报电话|监督电话|咨询|热线|电话|邮箱|地址).{0,80}"
)
#: what a line of this kind holds, and within how many characters
_CONTACT_WORD, _CONTACT_REACH, _LONGEST_CONTACT = re.compile("联系|电话|咨询|热线|邮箱|地址"), 16, 96
_CLERICAL_HEADS = frozenset("抄主印签联发解特由")
_CLERICAL = re.compile(
    "(?:抄送|主送|抄报|印发|签发|联系单位|发布单位|解释权|特此).{0,60}|由.{2,30}负责解释"
    "|[^。,;:!?]{0,40}\\s(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日(?:印发|印)"
)
PHONE_ROW = re.compile(
    "[^,。;]{2,24}?\\s{0,9}:?\\s{0,9}\\(?(?:\\d{3,4}\\)?[- ]?)?\\d{7,8}(?:[\\s,、/]{1,3}[\\d-]{7,13}){0,3}"
)
#: the last character of an office that somebody holds
_OFFICE = re.compile("[长任记官席理]")
_NO_NAME = re.compile("[,。;:!?|]")
#: every day, number and row of telephones has one of these
_COUNTS = re.compile("[\\d号年月日时]")
#: a day without its year behind a signature, the clock of a day, and what an authority adds to its name: (指挥部)
_DAY_AT_END = re.compile("(?<=\\s)\\d{1,2}月\\d{1,2}日$")
_CLOCKLESS = re.compile("\\d{1,2}:\\d\\d$")
BRACKET_END = re.compile("(?<!\\s)\\s*+\\(([^()]{1,20})\\)$")
#: somebody's name in front of a day in words, as stamps of pages do not write it: 某省某监狱　2022年4月3日
_NAME_ALONE = re.compile("[一-鿿()]{4,24}(?<![网报社台号线讯刊闻布])")
#: a day as people write it below a text; programs stamp 2022-04-03
_BY_HAND = re.compile("\\d{1,2}月\\d{1,2}日|20\\d\\d\\.\\d{1,2}\\.\\d{1,2}")
#: a remark on the seal behind a name that signs
_SEAL = re.compile("\\([^()\\d]{0,6}[章印][^()\\d]{0,6}\\)$")
#: a name with one blank in it
_ONE_BLANK = re.compile("[一-鿿()]{2,30}\\s[一-鿿()]{2,30}")
#: no signature is longer
_LONGEST_CLOSING = 80


def is_dated_signature(line: Line, sheet: Sheet) -> bool:
    """A day alone, or an authority and a day, without a label or a clock: the document's own."""
    day = DAY.search(line.core) or DATE_LINE.search(line.core)
    if day is None and line.core[-1] == "日":
        day = _DAY_AT_END.search(line.core)
    if day is None or day.end() != len(line.core) or ":" in line.core[: day.start()] + _CLOCKLESS.sub("", day.group()):
        return False
    signer = BRACKET_END.sub("", line.core[: day.start()].strip())
    if not signer or signer.endswith(sheet.tables.by_id["body/closing"].words):
        return True
    written = DATE_LINE.fullmatch(day.group()) or _BY_HAND.fullmatch(day.group())
    return written is not None and _NAME_ALONE.fullmatch(signer) is not None


def is_number_or_day(line: Line) -> bool:
    return any(known.fullmatch(line.core) for known in (DOCUMENT_NUMBER, DATE_LINE, DAY))


def is_issuer(line: Line, sheet: Sheet) -> bool:
    """A line that is the name of an authority: the upper half of a title, or a signature."""
    rule, core = sheet.tables.by_id["body/closing"], _SEAL.sub("", line.core)
    if not 3 <= len(core) <= 60:
        return False
    if not core.endswith(rule.words) and core[-1] != ")" and len(core.split()) < 3:
        return False
    if _NO_NAME.search(core) or line.han < 3:
        return False
    added = BRACKET_END.search(core) if core[-1] == ")" else None  # 领导小组（指挥部）
    parts = (core[: added.start()] if added and added[1].endswith(rule.words) else core).split()
    named = sum(part.endswith(rule.words) for part in parts)
    return (
        named == len(parts) or (named >= 2 and named >= len(parts) - 1) or (len(core) < 8 and core.endswith(rule.words))
    )


def before_date(line: Line, sheet: Sheet) -> bool:
    following = sheet.lines[line.number + 1 : line.number + 3]
    return any(DATE_LINE.fullmatch(other.core) for other in following)


def is_closing(line: Line, sheet: Sheet) -> bool:
    """Signature, date line, document number, attachment, a note in brackets, whom to call."""
    if line.closing is None:
        line.closing = _closes(line, sheet)
    return line.closing


def _closes(line: Line, sheet: Sheet) -> bool:
    core = line.core
    if (core[0] == "附" and ATTACHMENT.fullmatch(core)) or (
        len(core) <= _LONGEST_CONTACT and _CONTACT_WORD.search(core, 0, _CONTACT_REACH) and CONTACT.fullmatch(core)
    ):
        return True
    if (core[0] in _CLERICAL_HEADS or core.endswith(("印发", "印"))) and _CLERICAL.fullmatch(core):
        return True
    if core[-1] in "。;" or len(core) > _LONGEST_CLOSING:  # a sentence: no signature, number or day
        return False
    return bool(
        (
            _COUNTS.search(core)
            and (line.is_date or any(known.fullmatch(core) for known in (DAY, DOCUMENT_NUMBER, DATE_PART, PHONE_ROW)))
        )
        or (core[0] == "(" and _SIGNED_IN_BRACKETS.fullmatch(core))
        or (_OFFICE.search(core) and OFFICE_HOLDER.fullmatch(core))
        or is_issuer(line, sheet)
        or _is_parted_name(line, sheet)
    )


def _is_parted_name(line: Line, sheet: Sheet) -> bool:
    """A name of an authority right above a day, with one blank that was strewn over it: 大同市疾　病预防控制中心."""
    name = _SEAL.sub("", line.core)
    below = sheet.lines[line.number + 1 : line.number + 2]
    return (
        _ONE_BLANK.fullmatch(name) is not None
        and name.endswith(sheet.tables.by_id["body/closing"].words)
        and any(day.fullmatch(other.core) for other in below for day in (DATE_LINE, DATE_PART))
    )
