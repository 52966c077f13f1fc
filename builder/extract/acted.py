"""The candidates for the day of the act: under the signature, under the title, in an opening that reports, by 今天 or 昨日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from builder.extract.closing import Closing, Line, date_line, lines_of
from builder.extract.found import Found
from builder.extract.stamps import CLOSE_BEHIND, Stamps
from builder.model import Field, Repaired
from builder.rules.issuers import Issuers
from builder.text.date_expressions import Written, as_day, expressions, possible

_AFTER_GLUED = re.compile(r"^[\s）)]*(?:[（(][^（）()\n]{0,20}[）)])?\s*$")
_HEAD_LINES = 4  #: lines of the text among which a day may head it
_LONGEST_NAME = 48  #: characters of a body's name
_LAST_PIECES = 12  #: pieces of the page among which a run of digits may be a signature's day
_ENDS_TITLE = re.compile(r"[（(]([^（）()]{6,16}日)[)）]$")
#: （2020年2月14日某市人民代表大会常务委员会通过）
_ADOPTED = re.compile(r"[（(]\s?\d{4}年\d{1,2}月\d{1,2}日[^（）()。]{2,50}(?:通过|印发|发布|公布)[)）]")
_CLAUSELESS = re.compile(r"[^，。；：！？]{3,44}")
#: what a day behind it dates, beside a body: a number, a speaker's post; 某路×号 is an address
_NUMBER_OR_POST = re.compile(
    r"(?:第\s?[\d〇零一二三四五六七八九十]{1,5}|[〕\]）)】]\s?第?\d{1,5})\s?号$|(?:长|书记|主任)$"
)
_DATED_TAIL = re.compile(r"^\s?(?:[，,][^（）()，。]{0,12})?[)）]?$")
_ACT = re.compile(
    r"^[^；\n]{0,80}?(?:召开|举行|主持|印发|发布|发出|下发|出台|通报|举办|宣布|决定|作出|会议|公布|签发|部署|调研|检查|督导|督查|赴|深入|前往|带队|来到|组织|开展|获悉|了解到|启动|强调|指出|要求|介绍|提醒|提示|约谈|答复|解读|走访|走进|跟随|回应|表示)"
)
_AS_FOLLOWS = re.compile(r"[^。；\n]{0,60}?(?:公告|通告|通知)如下")  #: …，我局就通行证办理公告如下
_NOT_ACT_BEFORE = re.compile(r"(?:自|从|截至|截止|至|到|将于|拟于|定于|对|于|在|前|根据|按照|—|-|～|~)\s?$")
_NOT_ACT_AFTER = re.compile(
    r"^\s?(?:0|零)[时点]?\s?[-—–－~～至到]\s?(?:24|二十四)[时点]|^(?:\s?(?:零|0|\d{1,2})[时点])?\s?(?:起|以来|之?前|之?后|至|到|—|-|～|~|截止|为止|、|和|开始)"
)
_REPORTER = re.compile(r"记者\s?$|本报讯|本网讯|讯[（(]|讯\s*$")
_DATELINE = re.compile(r"\s?(?:讯|电)[\s（(【，]")  #: 本报某地2月3日讯（记者某某）
_HEARD = re.compile(r"[^，。\n]{0,30}(?:获悉|了解到|得知)")  #: 记者11月30日从某市获悉
#: 8日公布
_DAY_ONLY = re.compile(
    r"(?<![\d月、至到\-—.])(?P<d>[12]\d|3[01]|[1-9])日(?![内前后、至到\d])(?=[凌清早]晨|早|[上中下]午|傍晚|深夜|夜|晚|[^，。；\n]{0,12}(?:公布|发布|通报|宣布|召开|举行|发出|印发|获悉|表示|介绍))"
)
_HELD = re.compile(r"[^，。\n]{0,10}(?:召开|举行)")  #: behind a meeting and its day
_MINUTES = re.compile(r"会议纪要|纪要$")
#: the title of an act, whose own day stands at its end
TITLED_ACT = re.compile(r"(?:通知|通告|公告|命令|令|决定|意见|办法|方案|措施|批复)(?:[（(][^（）()]{1,16}[）)])?$")
_BEGUN = re.compile(r"(?:上午|下午|中午|傍晚|晚间?|凌晨|清晨|早晨|深夜)[^，。]{0,6}[，,]|[，,]")
_BEGUN_DAYS = 7  #: how long before the page's own day an unsigned report may begin
#: 记者今天从某镇获悉
_HEARD_TODAY = re.compile(
    r"记者[^，。\n]{0,4}(?P<word>今天|今日|今早|今晨|今晚|昨天|昨日|昨晚)[^，。\n]{0,4}从[^，。\n]{2,40}(?:获悉|了解到|得知)"
)
_TODAY = re.compile(
    r"(?P<word>今天|今日|今晚|刚刚|昨天|昨日|昨晚)"
    r"(?=是[^，。]{1,6}节|[^。；\n]{0,50}(?:召开|召集|举行|主持|印发|发布|发出|公布|宣布|通报|下发|出台|介绍|表示|通知|回应|回答|答复|解答))"
)


def act_days(
    repaired: Repaired, closed: tuple[Closing, ...], stamps: Stamps, title: Field, issuers: Issuers
) -> list[Found]:
    """Every day that may be the act's own, the surest first: signed, written, headed, reported, told by 今天 or 昨日; for minutes
    the day of the meeting first. A day alone above an unsigned report is the page's rather than the act's."""
    named = str(title.value or "")
    sure = [
        *_signed(repaired, closed, issuers),
        *_timed(repaired),
        *_short_runs(repaired, stamps, issuers),
        *stamps.written,
        *stamps.headed,
    ]
    headed, alone = [*_headed(repaired, title, issuers)], [*_alone_above(repaired)]
    reported = [*_reported(repaired, stamps, issuers), *_today(repaired, stamps)]
    if _MINUTES.search(named):
        return [*reported, *sure, *headed, *alone]
    if TITLED_ACT.search(named) or any(
        one.day or any(issuers.signs(line.text) for line in one.lines) for one in closed
    ):
        return [*sure, *headed, *alone, *reported]
    return [*sure, *headed, *reported, *alone, *_begun(repaired, stamps), *_begins_today(repaired, stamps)]


# --- at the end ------------------------------------------------------------------------------------------------------


def _signed(repaired: Repaired, closed: tuple[Closing, ...], issuers: Issuers) -> Iterator[Found]:
    for closing in closed:
        if closing.day and closing.day.month is not None:
            evidence = repaired.evidence_in_text(closing.day.start, closing.day.end)
            yield Found(closing.day, evidence, "date/signed", "It stands under the signature.")
    if not any(closing.day for closing in closed):
        yield from _glued(repaired, issuers)
    yield from _just_below(repaired, issuers)


def _just_below(repaired: Repaired, issuers: Issuers) -> Iterator[Found]:
    """A line that is nothing but a day, right below a text that ends in a body, though it was taken for the site's."""
    for above, below in pairwise(repaired.pieces):
        signer = repaired.line(above)
        if above.role != "body" or below.role == "body" or len(signer) > 48 or not issuers.signs(signer):
            continue
        day = date_line(Line(below.start, below.end, repaired.line(below)))
        if day and day.month is not None:
            yield Found(day, repaired.evidence(day.start, day.end), "date/signed", "It stands under the signature.")


_RUN = re.compile(r"(?P<y>20[12]\d)(?P<rest>\d{2,3})")


def _short_runs(repaired: Repaired, stamps: Stamps, issuers: Issuers) -> Iterator[Found]:
    """A signature's day whose 年, 月 and 日 were lost, without its zeros (2022116): the one reading that is a day, or of several
    the one close before a stamp."""
    last = repaired.pieces[-_LAST_PIECES:]
    for above, piece, below in zip((None, *last), last, (*last[1:], None), strict=False):
        match = _RUN.fullmatch(repaired.page, piece.start, piece.end)
        beside = [repaired.line(one)[-_LONGEST_NAME:] for one in (above, below) if one]
        if match and any(map(issuers.signs, beside)):
            days = list(_readings(match))
            near = [day for day in days if any(_just_before(day, stamp) for stamp in stamps.days)] or days
            if len(near) == 1:
                evidence = repaired.evidence(*match.span())
                yield Found(near[0], evidence, "date/signed", "It stands beside the signature.")


def _readings(match: re.Match[str]) -> Iterator[Written]:
    """The days that a run of six or seven digits can mean."""
    year, rest = int(match["y"]), match["rest"]
    for cut in range(1, len(rest)):
        month, day = rest[:cut], rest[cut:]
        if len(day) <= 2 and day[0] != "0" and month[0] != "0" and possible(year, int(month), int(day)):
            yield Written(*match.span(), year, int(month), int(day), form="run")


def _just_before(day: Written, stamp: Found) -> bool:
    assert stamp.day
    return 0 <= (as_day(str(stamp.day.iso)) - as_day(str(day.iso))).days <= CLOSE_BEHIND


def _glued(repaired: Repaired, issuers: Issuers) -> Iterator[Found]:
    """A day that ends the last paragraph right behind a body or a sentence: the line breaks of the closing were lost."""
    text = repaired.text.rstrip()
    for day in expressions(text, max(0, len(text) - 80)):
        before = text[max(0, day.start - 24) : day.start]
        if _AFTER_GLUED.match(text[day.end :]) and (issuers.signs(before) or before.rstrip().endswith(("。", "！"))):
            evidence = repaired.evidence_in_text(day.start, day.end)
            yield Found(day, evidence, "date/signed", "It stands behind the body that signs or the last sentence.")


_TIME_LINE = re.compile(r"(?:会议|发布会|发布|召开|举行|活动|答问)?时\s{0,4}间\s?[:：]")
_PLACE_LINE = re.compile(
    r"(?:会议|发布会|发布|召开|举行|活动)?地\s{0,4}点\s?[:：]|主持人?\s?[:：]|(?:出席|参加|发布)(?:人员?|嘉宾)?\s?[:：]|主讲"
)


def _timed(repaired: Repaired) -> Iterator[Found]:
    """时间：2022年4月20日下午3时 above 地点：…, at the head of a transcript or of minutes: the day of the meeting."""
    pieces = repaired.pieces
    for above, below in pairwise(pieces):
        words = repaired.line(above)
        label = _TIME_LINE.match(words) if len(words) <= _LONGEST_NAME else None
        beside = repaired.line(below)
        if not label or not (_PLACE_LINE.match(beside) or _PLACE_LINE.search(words)):
            continue
        days = expressions(repaired.page, above.start + label.end(), above.end)
        if days and days[0].day:
            evidence = repaired.evidence(days[0].start, days[0].end)
            yield Found(days[0], evidence, "date/headed", "The text's head names the time and place of the meeting.")


# --- at the head -----------------------------------------------------------------------------------------------------


def _headed(repaired: Repaired, title: Field, issuers: Issuers) -> Iterator[Found]:
    """A day in brackets at the end of the title or below it, or behind a number, a body or a speaker's post."""
    yield from _in_title(title)
    for line in lines_of(repaired.text)[:_HEAD_LINES]:
        day = _behind_number_or_post(line, issuers) or (_alone_in_line(line) if line.text[0] in "（(" else None)
        if day:
            evidence = repaired.evidence_in_text(line.start + day.start, line.start + day.end)
            yield Found(day, evidence, "date/headed", "It stands under the title.")


def _alone_above(repaired: Repaired) -> Iterator[Found]:
    """A day alone in its line, without brackets, between title and text."""
    for line in lines_of(repaired.text)[:_HEAD_LINES]:
        day = _alone_in_line(line) if line.text[0] not in "（(" else None
        if day:
            evidence = repaired.evidence_in_text(line.start + day.start, line.start + day.end)
            yield Found(day, evidence, "date/headed", "It stands alone under the title.")


def _in_title(title: Field) -> Iterator[Found]:
    """A day in brackets at the title's end."""
    ending = _ENDS_TITLE.search(str(title.value or ""))
    days = expressions(ending[1]) if ending and title.evidence else []
    if not ending or len(days) != 1 or days[0].day is None:
        return
    where = title.evidence[-1]
    at = where.quote.rfind(ending[1])
    words = where.part(at + days[0].start, at + days[0].end) if at >= 0 else where
    yield Found(days[0], words, "date/headed", "It stands in brackets at the title's end.")


def _behind_number_or_post(line: Line, issuers: Issuers) -> Written | None:
    """The day that ends a line of the head behind a number, a body or a speaker's post, mostly in brackets."""
    found = expressions(line.text) if len(line.text) <= 70 and line.text[0] not in "（(" else []
    if not found or found[-1].day is None or len(found) > 2:
        return None
    day = found[-1]
    head = line.text[: day.start].rstrip("（( \u3000")
    dated = _CLAUSELESS.fullmatch(head) and (_NUMBER_OR_POST.search(head) or issuers.acts(head))
    return day if dated and _DATED_TAIL.match(line.text[day.end :]) else None


def _alone_in_line(line: Line) -> Written | None:
    """The one day of a line that holds little else, or that tells who adopted the text on that day."""
    bracketed = re.fullmatch(r"[（(](.{6,24})[）)]", line.text)
    adopted = bool(_ADOPTED.fullmatch(line.text))
    found = expressions(line.text) if bracketed or adopted or len(line.text) <= 14 else []
    if len(found) != 1 or found[0].day is None:
        return None
    short = len(line.text) - (found[0].end - found[0].start) <= 10
    return found[0] if short or adopted else None


# --- in the opening --------------------------------------------------------------------------------------------------


def _reported(repaired: Repaired, stamps: Stamps, issuers: Issuers) -> Iterator[Found]:
    """The day that the opening of a report begins with: 10月6日，…主持召开…; where it has none, the day of the month that it
    tells, then that of its dateline or the day on which the reporter heard of it."""
    datelines = []
    for line in lines_of(repaired.text)[:3]:
        for day in expressions(repaired.text, line.start, line.end):
            before = repaired.text[max(line.start, day.start - 12) : day.start]
            after = repaired.text[day.end : min(line.end, day.end + 90)]
            if day.day is None or (_NOT_ACT_BEFORE.search(before) and not _REPORTER.search(before)):
                continue
            begins = not before.strip() or before[-1] in "，。、 \u3000）)讯者：:”！？" or _REPORTER.search(before)
            begins = begins or issuers.signs(before) or (before.endswith("会") and _HELD.match(after))
            evidence = repaired.evidence_in_text(day.start, day.end)
            heard = _REPORTER.search(before) and _HEARD.match(after)
            if heard or (_DATELINE.match(after) and _ACT.match(after)):
                datelines.append(Found(day, evidence, "date/reported", "The report was written on that day."))
            elif begins and not _NOT_ACT_AFTER.match(after) and (_ACT.match(after) or _AS_FOLLOWS.match(after)):
                yield Found(day, evidence, "date/reported", "The opening reports the act of that day.")
    yield from _day_of_month(repaired, stamps)
    yield from datelines


def _day_of_month(repaired: Repaired, stamps: Stamps) -> Iterator[Found]:
    """The 8日 that an opening reports without a month: the last such day up to the page's own."""
    days = _days_up_to(stamps, 31)
    for line in lines_of(repaired.text)[:1] if days else ():
        for match in _DAY_ONLY.finditer(repaired.text, line.start, line.end):
            before, after = repaired.text[max(0, match.start() - 12) : match.start()], repaired.text[match.end() :][:90]
            day = next((one for one in days if one.day == int(match["d"])), None)  # no month need have a 31st
            if not day or _NOT_ACT_BEFORE.search(before) or _NOT_ACT_AFTER.match(after) or not _ACT.match(after):
                continue
            written = Written(*match.span(), day.year, day.month, day.day, form="of-month")
            evidence = repaired.evidence_in_text(*match.span())
            yield Found(written, evidence, "date/reported", "The opening reports the act of that day of the month.")


def _begun(repaired: Repaired, stamps: Stamps) -> Iterator[Found]:
    """The day with which an unsigned report begins (8月19日傍晚，…), shortly before the page's own: that of the event."""
    near = {(one.month, one.day) for one in _days_up_to(stamps, _BEGUN_DAYS + 1)}
    for line in lines_of(repaired.text)[:1] if near else ():
        for day in expressions(repaired.text, line.start, line.end):
            before = repaired.text[line.start : day.start]
            begins = not before or before[-1] in "。”" or _REPORTER.search(before)
            if begins and (day.month, day.day) in near and _BEGUN.match(repaired.text, day.end):
                evidence = repaired.evidence_in_text(day.start, day.end)
                yield Found(day, evidence, "date/reported", "The report begins with that day.")
                return


def _days_up_to(stamps: Stamps, many: int) -> list[date]:
    """So many days up to the page's own, the latest first; none where it is unknown."""
    published = stamps.publication
    last = as_day(str(published.day.iso)) if published and published.day else None
    return [last - timedelta(back) for back in range(many)] if last else []


#: the first words of a text: 今天，某方舱启用
_TODAY_FIRST = re.compile(
    r"(?:#[^#\n]{2,24}#\s?|[^。\n]{0,8}讯\s?)?(?P<word>今天|今日|今早|今晨|今天上午|今天下午|昨天|昨日|昨晚|昨天下午)(?!的|是|起|我们)"
)


#: 今天上午7时，全区启动第二轮筛查; 从今天起
_WORKS_TODAY = re.compile(
    r"(?P<word>今[天日](?=起|开始|凌晨|清晨|早|上午|中午|下午|晚|零时|\d{1,2}[时点])|今[早晚晨](?=起|开始|\d{1,2}[时点])|今[天日](?=，|记者|本报))"
)


def _begins_today(repaired: Repaired, stamps: Stamps) -> Iterator[Found]:
    """今天上午 or 从今天起 in the first lines of a report that names no other day: what it tells of begins on the page's own."""
    lines = lines_of(repaired.text)
    match = _WORKS_TODAY.search(repaired.text, 0, lines[min(1, len(lines) - 1)].end) if lines else None
    yield from _counted(repaired, stamps, match)


def _today(repaired: Repaired, stamps: Stamps) -> Iterator[Found]:
    """今天召开, 昨日发布 in the opening, counted from the page's publication day; beside 今天 what was done 昨天 went before."""
    lines = lines_of(repaired.text)
    told = list(_TODAY.finditer(repaired.text, 0, lines[min(2, len(lines) - 1)].end)) if lines else []
    match = next((one for one in told if not one["word"].startswith("昨")), told[0] if told else None)
    for line in () if match else lines[:2]:  # the first may greet
        match = match or _TODAY_FIRST.match(repaired.text, line.start, line.end)
    if not match and lines:
        match = _HEARD_TODAY.search(repaired.text, 0, lines[0].end)
    yield from _counted(repaired, stamps, match)


def _counted(repaired: Repaired, stamps: Stamps, match: re.Match[str] | None) -> Iterator[Found]:
    """The day that 今天 or 昨天 means on a page whose publication day is known."""
    days = _days_up_to(stamps, 2)
    if not match or not days:
        return
    day = days[match["word"].startswith("昨")]
    written = Written(*match.span(), day.year, day.month, day.day)
    because = f"The opening says {match['word']}, and the page was published on {days[0]}."
    yield Found(written, repaired.evidence_in_text(*match.span()), "date/reported-relative", because)
