"""The days of a notice: of the act, of the page, and from when to when it holds. Four kinds, never mixed.

``date``: the day under the signature; else the day of writing that the page states; else a day in brackets under the title;
else the day of the meeting or act that the opening reports. ``published``: the page's stamp; a last-updated clock only loses.
``effective_from`` and ``effective_until``: the clause in which the notice says when it takes force; else the opening's own day;
else the one day that its clauses share.

A missing year comes only from the document: its number, a stamp close behind, a weekday, a clause that writes the same days in
full, a plan or holiday that it names. Where two of these disagree the year stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import msgspec

from builder.extract.box import Entry
from builder.extract.closing import Closing, Line, closings, date_line, lines_of
from builder.extract.page_facts import CHANGED, PUBLISHED, Facts, facts_of, words_of
from builder.model import Candidate, DateField, Evidence, Field, Repaired
from builder.rules import Rules
from builder.rules.eras import Eras
from builder.text.date_expressions import Written, as_day, expressions, possible, run_date, years_with_weekday
from builder.text.numerals import number as number_of

EPIDEMIC = range(2019, 2025)  #: years in which an act of this archive can fall
ORDERED = range(2020, 2024)  #: years in which measures were ordered: no day has the same weekday in two of them
_STAMP_DAYS = 45  #: how long after the act a page's stamp still gives its year
_CLAUSE_DAYS = 62  #: how far from the act a clause's full date still gives its year


class Dates(msgspec.Struct, frozen=True):
    """The four dates of a notice."""

    date: DateField
    published: DateField
    effective_from: DateField
    effective_until: DateField


#: the title of an act, whose own day stands at its end
_TITLED_ACT = re.compile(r"(?:通知|通告|公告|命令|令|决定|意见|办法|方案|措施|批复)(?:[（(][^（）()]{1,16}[）)])?$")


class _Found(NamedTuple):
    """A date found, before its year is settled. ``day`` is None for 即日起, which means the date of the act."""

    day: Written | None
    evidence: Evidence
    rule: str
    because: str


class _Hint(NamedTuple):
    """A year that something in the document gives to a month and day."""

    year: int
    because: str
    evidence: tuple[Evidence, ...]


def find_dates(
    repaired: Repaired, title: Field, number: Field, box: tuple[Entry, ...], rules: Rules, facts: Facts = ()
) -> Dates:
    """The four dates of the notice. Offsets of evidence are those of *raw*. ``box`` is the page's data box, ``facts`` are the
    page's metadata."""
    stamps = _Stamps(repaired, box, facts, title.evidence)
    closed = closings(repaired.text, rules.issuers)
    clauses = list(_clauses(repaired))
    hints = _Hints(repaired, title, number, rules.eras, stamps, closed, clauses)
    acted = _decide(
        [
            *_signed(repaired, closed),
            *stamps.written,
            *stamps.headed,
            *_headed(repaired, title),
            *_reported(repaired),
            *_today(repaired, stamps),
        ],
        hints,
        "date",
    )
    if acted.rule == "date/reported" and acted.status == "stated" and _TITLED_ACT.search(str(title.value or "")):
        because = "the text is no report, and what its opening tells may lie before it"
        acted = msgspec.structs.replace(acted, status="inferred", because=because)
    start = _effective([*stamps.effective, *_starts(repaired, clauses)], acted, hints, "from")
    end = _effective([*stamps.expiring, *_ends(repaired, clauses)], acted, hints, "until")
    return Dates(
        date=acted,
        published=_published(stamps, acted),
        effective_from=start,
        effective_until=end if end.value or end.evidence else _after_term(repaired, start) or end,
    )


# --- the page's stamps -----------------------------------------------------------------------------------------------

_LABELS = (  # the label stands right before the day; the first that fits decides
    ("today", re.compile(r"(?:今天是|今天|今日是?|现在时间|当前时间|北京时间|欢迎您?[!！]?)[^，。]{0,8}$")),
    ("updated", re.compile(r"(?:更新|修改|修订|编辑于|维护|最后回复|最后发表|收录|抓取|采集|入库)[^\d]{0,8}$")),
    ("written", re.compile(r"(?:成文|生成|印发|发文|签发|制发|制定|签署|落款)(?:日期|时间|于)?[^\d]{0,6}$")),
    ("expiring", re.compile(r"(?:失效|废止|截止|终止|有效期至|有效期截止|到期)(?:日期|时间)?[^\d]{0,6}$")),
    ("effective", re.compile(r"(?:生效|实施|施行|执行)(?:日期|时间)?[^\d]{0,6}$")),
    (
        "labelled",
        re.compile(
            r"(?:发布|发表|公布|公开|发稿|上传|录入|添加|上网|刊发|推送|刊登|发帖|投稿|转载|提交|见报)(?:时间|日期|于|在)?[^\d\u4e00-\u9fff]{0,6}$"
        ),
    ),
    ("labelled", re.compile(r"(?:时间|日期|Date|date|DATE|time|Time)[^\d]{0,4}$")),
)
_PRINTED = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|今日\d{1,3}版|(?<![A-Za-z0-9])[A-D]\d\d\s?版|数字报|电子版|要闻版|版次")
_CLOCKED = re.compile(r"发表于|发布于|发布|公众号|来源|阅读|浏览|点击|作者|编辑|记者")
_LISTED = re.compile(r"^[·•\-*▪◆]|^\d{4}-\d\d-\d\d .{6,}|[（(\[]\d{4}-\d\d-\d\d[)）\]]$|\.{3}$|…$")


_SITE_CLOCK = re.compile(r"今天|现在|星期|周[一二三四五六日]|农历|℃|天气|欢迎")


def _outside(line: str, label: str | None, head: bool, day: Written) -> bool:
    """Whether a date outside the page's data line counts: with a label in a short line, or at the head of the page."""
    if len(line) > 60 or _LISTED.search(line):
        return False
    return label in ("labelled", "updated", "written") or (label is None and head and _heads(line, day))


def _heads(line: str, day: Written) -> bool:
    """Whether a line above the text that belongs to the site dates the page: a printed page's head, or a stamp with a clock
    that is not the site's own clock."""
    if _PRINTED.search(line):
        return True
    return bool(day.clock) and (bool(_CLOCKED.search(line)) or (len(line) <= 40 and not _SITE_CLOCK.search(line)))


_SHORT_STAMP = re.compile(r"(?<![\d./-])(?P<m>[01]\d)[-/.](?P<d>[0-3]\d)(?=\s+\d{1,2}[:：]\d\d)")


def _short_stamp(match: re.Match[str]) -> Written | None:
    """A stamp without year, known by the clock behind it (03-06 10:00)."""
    month, day = int(match["m"]), int(match["d"])
    return Written(match.start(), match.end(), None, month, day) if possible(None, month, day) else None


#: 编辑 in front of a name names the editor
_EDITED = re.compile(
    r"^(?:\s?\d{1,2}:\d\d(?::\d\d)?)?\s?(?:由[^\s]{1,8})?"
    r"(?:编辑(?!\s?[:：/]|[ \t\u3000][\u4e00-\u9fff·]{2,7}(?![\u4e00-\u9fff]|\s?[:：]))|(?:更新|修改)(?!\s?[:：]|时间|日期))"
)
#: （2021年8月5日）某某 and 副市长（2020年4月2日，…）: the day of a speech beside its speaker
_SPEAKER = re.compile(
    r"^[（(][^（）()]{6,16}[)）][^\d：:]{0,18}$"
    r"|^[\u4e00-\u9fff]{0,24}(?:长|书记|主任|主席|委员)[\s\u3000\u4e00-\u9fff]{0,6}[（(][^（）()]{6,24}[)）]$"
)


#: nothing but a body's name beside a day: it signs under the title
_SIGNED_HEAD = re.compile(
    r"\s*[\u4e00-\u9fff]{4,38}(?:指挥部|领导小组|办公室|政府|委员会|局|厅|管委会|居委会|村委会)[\s\u3000]*"
)


_OWN_LABEL = re.compile(r"(?:发布|公开|公布)(?:日期|时间)：\s?$")


class _Stamps:
    """The dates of the page around the text, by what their labels say."""

    def __init__(
        self,
        repaired: Repaired,
        box: tuple[Entry, ...] = (),
        facts: Facts = (),
        titled: tuple[Evidence, ...] = (),
    ) -> None:
        self._titled = [(evidence.start, evidence.end) for evidence in titled]  #: a day in the title is no stamp
        self.labelled: list[_Found] = []
        self.bare: list[_Found] = []
        self.updated: list[_Found] = []
        self.written: list[_Found] = []
        self.headed: list[_Found] = []
        self.effective: list[_Found] = []
        self.expiring: list[_Found] = []
        self.facts: list[_Found] = list(_of_facts(facts, PUBLISHED, "fact"))
        self.changed: list[_Found] = list(_of_facts(facts, CHANGED, "changed"))
        self._boxed = box
        for entry in self._boxed:
            self._read_entry(repaired, entry)
        body = repaired.pieces_of("body")
        first = body[0].start if body else len(repaired.page)
        last = body[-1].end if body else 0
        for piece in repaired.pieces:
            if piece.role == "meta":
                self._read(repaired, piece.start, piece.end, meta=True)
            elif piece.role == "chrome" and not piece.rule.endswith("-list") and piece.start < max(first, last + 200):
                self._read(repaired, piece.start, piece.end, meta=False, head=piece.start < first)

        for line in lines_of(repaired.text)[:_HEAD_LINES]:
            self._read_own_label(repaired, line)

    def _read_own_label(self, repaired: Repaired, line: Line) -> None:
        """A publication day that a short line of the text's head labels (…〔2022〕26号　发布日期：2022-03-12)."""
        days = expressions(line.text) if len(line.text) <= 60 and "：" in line.text else []
        for day in days:
            if day.precision == "day" and _OWN_LABEL.search(line.text[: day.start]):
                evidence = repaired.evidence_in_text(line.start + day.start, line.start + day.end)
                self.labelled.append(_Found(day, evidence, *_STAMPED["labelled"]))

    def _read(self, repaired: Repaired, start: int, end: int, meta: bool, head: bool = True) -> None:
        page = repaired.page
        yearless = [_short_stamp(match) for match in _SHORT_STAMP.finditer(page, start, end)] if meta else []
        for day in [*expressions(page, start, end), *filter(None, yearless)]:
            line_start = page.rfind("\n", start, day.start) + 1 or start
            line_end = page.find("\n", day.end, end)
            line = page[line_start : end if line_end < 0 else line_end]
            if any(entry.start <= day.start < entry.end for entry in self._boxed):
                continue
            label = _label(page[max(line_start, day.start - 16) : day.start])
            if label == "today" and head and _PRINTED.search(line):
                label = None
            if label == "today" or day.month is None:
                continue
            if not meta and not _outside(line.strip(), label, head, day):
                continue
            if label in (None, "labelled") and _EDITED.match(page[day.end : day.end + 16]):
                label = "updated"
            if meta and label is None and _SPEAKER.match(line.strip()):
                label = "headed"
            if (
                meta
                and label is None
                and _SIGNED_HEAD.fullmatch(line[: day.start - line_start] + line[day.end - line_start :])
            ):
                self.headed.append(
                    _Found(
                        day,
                        repaired.evidence(day.start, day.end),
                        "date/headed",
                        "it stands beside the body under the title",
                    )
                )
            evidence = repaired.evidence(day.start, day.end)
            if any(start <= evidence.start < end for start, end in self._titled):
                continue
            kind = label or "bare"
            rule, because = _STAMPED[kind]
            getattr(self, kind).append(_Found(day, evidence, rule, because))

    def _read_entry(self, repaired: Repaired, entry: Entry) -> None:
        """The day of a data box's entry, and nothing but a clock with it."""
        kind = {"published": "labelled"}.get(entry.key, entry.key)
        days = expressions(repaired.page, entry.start, entry.end) if kind in _STAMPED else []
        if days and days[0].month is not None:
            rule, because = _STAMPED[kind]
            found = _Found(days[0], repaired.evidence(days[0].start, days[0].end), rule, because)
            getattr(self, kind).append(found)

    @property
    def days(self) -> list[_Found]:
        """The stamps that lie close behind an act, the most telling first."""
        return [
            found
            for found in [*self.labelled, *self.facts, *self.bare, *self.updated]
            if found.day and found.day.precision == "day"
        ]


_STAMPED = {
    "labelled": ("published/labelled", "the page labels it as its publication day"),
    "bare": ("published/stamp", "the page's only stamp beside its source and readers"),
    "fact": ("published/page-fact", "the page's metadata names it as its publication day"),
    "updated": ("published/updated", "a last-updated clock is no publication day"),
    "changed": ("published/updated", "the page's metadata names a day that is not said to be that of publication"),
    "written": ("date/written", "the page states the day of writing"),
    "headed": ("date/headed", "it stands in brackets before the speaker"),
    "effective": ("effective/labelled", "the page's data box states it"),
    "expiring": ("effective/labelled", "the page's data box states it"),
}


def _label(before: str) -> str | None:
    return next((name for name, pattern in _LABELS if pattern.search(before)), None)


def _of_facts(facts: Facts, names: tuple[str, ...], kind: str) -> Iterator[_Found]:
    """The days that the page's metadata names."""
    rule, because = _STAMPED[kind]
    for fact in facts_of(facts, names):
        day = next(iter(expressions(fact.value)), None) or run_date(fact.value[:8])
        if day and day.precision == "day":
            yield _Found(day, words_of(fact, day.start, day.end), rule, because)


def _too_early(found: _Found, acted: DateField) -> bool:
    """Whether a day of the metadata lies before the act: no page was published then."""
    return acted.precision == "day" and found.day is not None and str(found.day.iso) < str(acted.value)


def _published(stamps: _Stamps, acted: DateField) -> DateField:
    named = [found for found in stamps.facts if not _too_early(found, acted)]
    whole = [found for found in [*stamps.labelled, *named, *stamps.bare] if found.day and found.day.iso]
    others = [*stamps.labelled, *stamps.facts, *stamps.bare, *stamps.updated, *stamps.changed]
    others = [found for found in others if found not in whole[:1]]
    losers = tuple(_loser(found) for found in others if found.day and _reading(found.day))
    if not whole:
        short = next((found for found in [*stamps.labelled, *stamps.bare] if found.day and found.day.day), None)
        if short and (near := _soon_after(short, acted)):
            return near
        partial = next((found.day.partial for found in [*stamps.labelled, *stamps.bare] if found.day), None)
        because = (
            "only a last-updated clock stands on the page"
            if stamps.updated
            else "no publication stamp stands on the page"
        )
        because = "the page's stamp has no year" if partial else because
        return DateField(None, "unknown", rule="published/none", because=because, others=losers, partial=partial)
    best = whole[0]
    assert best.day
    return DateField(best.day.iso, "stated", (best.evidence,), best.rule, None, losers, best.day.precision)  # type: ignore[arg-type]


def _soon_after(found: _Found, acted: DateField) -> DateField | None:
    """A stamp without year that falls within a few weeks behind the act."""
    if acted.precision != "day" or found.day is None or found.day.month is None or found.day.day is None:
        return None
    act = as_day(str(acted.value))
    for year in (act.year, act.year + 1):
        if not possible(year, found.day.month, found.day.day):
            continue
        if 0 <= (date(year, found.day.month, found.day.day) - act).days <= _STAMP_DAYS:
            because = f"month and day stated; the notice's own day {acted.value} lies close before"
            evidence = (found.evidence, *acted.evidence)
            return DateField(_dated(year, found.day), "inferred", evidence, found.rule, because, (), "day")
    return None


# --- the act ---------------------------------------------------------------------------------------------------------


def _signed(repaired: Repaired, closed: tuple[Closing, ...]) -> Iterator[_Found]:
    for closing in closed:
        if closing.day and closing.day.month is not None:
            evidence = repaired.evidence_in_text(closing.day.start, closing.day.end)
            yield _Found(closing.day, evidence, "date/signed", "it stands under the signature")
    if not closed:
        yield from _glued(repaired)
    yield from _just_below(repaired)


def _just_below(repaired: Repaired) -> Iterator[_Found]:
    """A line that is nothing but a day, right below a text that ends in a body, though it was taken for the site's."""
    for above, below in pairwise(repaired.pieces):
        signer = repaired.page[above.start : above.end]
        if above.role != "body" or below.role == "body" or len(signer) > 48 or not _BODY_END.search(signer):
            continue
        day = date_line(Line(below.start, below.end, repaired.page[below.start : below.end]))
        if day and day.month is not None:
            yield _Found(day, repaired.evidence(day.start, day.end), "date/signed", "it stands under the signature")


_AFTER_GLUED = re.compile(r"^[\s）)]*(?:[（(][^（）()\n]{0,20}[）)])?\s*$")
_BODY_END = re.compile(
    r"(?:指挥部|领导小组|办公室|政府|委员会|局|厅|委|中心|专班|公司|大学|学院|医院|组)[\s（(代章）)]*$"
)


def _glued(repaired: Repaired) -> Iterator[_Found]:
    """A day that ends the last paragraph right behind a body: the line breaks of the closing were lost."""
    text = repaired.text.rstrip()
    for day in expressions(text, max(0, len(text) - 80)):
        if _AFTER_GLUED.match(text[day.end :]) and _BODY_END.search(text[max(0, day.start - 24) : day.start]):
            evidence = repaired.evidence_in_text(day.start, day.end)
            yield _Found(day, evidence, "date/signed", "it stands behind the body that signs")


_HEAD_LINES = 4
_ENDS_TITLE = re.compile(r"[（(]([^（）()]{6,16}日)[)）]$")


def words_within(evidence: Evidence, start: int, end: int) -> Evidence:
    """A part of some words; its place in the text only where these stand there in one piece."""
    words = evidence.start + start, evidence.start + end, evidence.quote[start:end]
    if evidence.text_start is None or evidence.text_end != evidence.text_start + len(evidence.quote):
        return Evidence(*words)
    return Evidence(*words, evidence.text_start + start, evidence.text_start + end)


def _headed(repaired: Repaired, title: Field) -> Iterator[_Found]:
    """A day alone in its line, mostly in brackets, between title and text."""
    yield from _in_title(title)
    for line in lines_of(repaired.text)[:_HEAD_LINES]:
        if day := _behind_number_or_post(line):
            evidence = repaired.evidence_in_text(day.start, day.end)
            yield _Found(day, evidence, "date/headed", "it stands under the title")
            continue
        match = re.fullmatch(r"[（(](.{6,24})[）)]", line.text)
        adopted = bool(_ADOPTED.fullmatch(line.text))
        found = expressions(line.text) if match or adopted or len(line.text) <= 14 else []
        short = found and len(line.text) - (found[0].end - found[0].start) <= 10
        if len(found) == 1 and (short or adopted) and found[0].day is not None:
            start, end = line.start + found[0].start, line.start + found[0].end
            yield _Found(found[0], repaired.evidence_in_text(start, end), "date/headed", "it stands under the title")


def _in_title(title: Field) -> Iterator[_Found]:
    """A day in brackets at the title's end."""
    ending = _ENDS_TITLE.search(str(title.value or ""))
    days = expressions(ending[1]) if ending and title.evidence else []
    if not ending or len(days) != 1 or days[0].day is None:
        return
    where = title.evidence[-1]
    at = where.quote.rfind(ending[1])
    words = words_within(where, at + days[0].start, at + days[0].end) if at >= 0 else where
    yield _Found(days[0], words, "date/headed", "it stands in brackets at the title's end")


#: （2020年2月14日某市人民代表大会常务委员会通过）
_ADOPTED = re.compile(r"[（(]\s?\d{4}年\d{1,2}月\d{1,2}日[^（）()。]{2,50}(?:通过|印发|发布|公布)[)）]")
#: what a day behind it dates: a number, a body, a speaker's post
_DATED_HEAD = re.compile(
    r"^[^，。；：！？]{2,40}(?:号|长|书记|主任|指挥部|领导小组|办公室|政府|委员会|局|厅)[\s\u3000]*$"
)
_DATED_TAIL = re.compile(r"^\s?(?:[，,][^（）()，。]{0,12})?[)）]?$")


def _behind_number_or_post(line: Line) -> Written | None:
    """The day that ends a line of the head behind a number, a body or a speaker's post, mostly in brackets."""
    found = expressions(line.text) if len(line.text) <= 70 and line.text[0] not in "（(" else []
    if not found or found[-1].day is None or len(found) > 2:
        return None
    day = found[-1]
    head = line.text[: day.start].rstrip("（( \u3000")
    if not _DATED_HEAD.match(head) or not _DATED_TAIL.match(line.text[day.end :]):
        return None
    return day._replace(start=day.start + line.start, end=day.end + line.start)


_ACT = re.compile(
    r"^[^；\n]{0,80}?(?:召开|举行|主持|印发|发布|发出|下发|出台|通报|举办|宣布|决定|会议|公布|签发|部署|调研|检查|督导|督查|赴|深入|前往|带队|来到|组织|开展|获悉|了解到|启动|强调|指出|要求)"
)
_NOT_ACT_BEFORE = re.compile(r"(?:自|从|截至|截止|至|到|将于|拟于|定于|对|于|在|前|根据|按照|—|-|～|~)\s?$")
_NOT_ACT_AFTER = re.compile(
    r"^(?:\s?(?:零|0|\d{1,2})[时点])?\s?(?:起|以来|之?前|之?后|至|到|—|-|～|~|截止|为止|、|和|开始)"
)
_REPORTER = re.compile(r"记者\s?$|本报讯|本网讯|讯[（(]|讯\s*$")


def _reported(repaired: Repaired) -> Iterator[_Found]:
    """The day that the opening of a report begins with: 10月6日，…主持召开…; where it has none, that of its dateline."""
    datelines = []
    for line in lines_of(repaired.text)[:3]:
        for day in expressions(repaired.text, line.start, line.end):
            before = repaired.text[max(line.start, day.start - 12) : day.start]
            after = repaired.text[day.end : min(line.end, day.end + 90)]
            if day.day is None or (_NOT_ACT_BEFORE.search(before) and not _REPORTER.search(before)):
                continue
            begins = not before.strip() or before[-1] in "，。、 \u3000）)讯者：:" or _REPORTER.search(before)
            begins = begins or _BODY_END.search(before) or (before.endswith("会") and _HELD.match(after))
            if _DATELINE.match(after) and _ACT.match(after):
                evidence = repaired.evidence_in_text(day.start, day.end)
                datelines.append(_Found(day, evidence, "date/reported", "the report was written on that day"))
            elif begins and not _NOT_ACT_AFTER.match(after) and _ACT.match(after):
                evidence = repaired.evidence_in_text(day.start, day.end)
                yield _Found(day, evidence, "date/reported", "the opening reports the act of that day")
    yield from datelines


_DATELINE = re.compile(r"\s?(?:讯|电)[\s（(【，]")  #: 本报某地2月3日讯（记者某某）
_HELD = re.compile(r"[^，。\n]{0,10}(?:召开|举行)")  #: behind a meeting and its day


_TODAY = re.compile(
    r"(?P<word>今天|今日|今晚|刚刚|昨天|昨日|昨晚)"
    r"(?=是[^，。]{1,6}节|[^。；\n]{0,50}(?:召开|召集|举行|主持|印发|发布|发出|公布|宣布|通报|下发|出台|介绍|表示|通知))"
)


def _today(repaired: Repaired, stamps: _Stamps) -> Iterator[_Found]:
    """今天召开, 昨日发布 in the opening, counted from the page's publication day."""
    published = next((one for one in [*stamps.labelled, *stamps.bare] if one.day and one.day.precision == "day"), None)
    lines = lines_of(repaired.text)
    match = _TODAY.search(repaired.text, 0, lines[min(2, len(lines) - 1)].end) if lines else None
    if not match or not published or not published.day:
        return
    day = as_day(str(published.day.iso)) - timedelta(match["word"].startswith("昨"))
    written = Written(match.start(), match.end(), day.year, day.month, day.day)
    because = f"the opening says {match['word']}, the page was published on {published.day.iso}"
    yield _Found(written, repaired.evidence_in_text(*match.span()), "date/reported-relative", because)


# --- years -----------------------------------------------------------------------------------------------------------

_NUMBER_YEAR = re.compile(r"[〔\[（(﹝【]?\s?(20\d\d)\s?[〕\])）﹞】]?")
_HOLIDAY = re.compile(
    r"(20\d\d)年(?:的)?(?:度)?(?:“|《)?(?P<name>元旦|春节|春运|两节|岁末年初|冬春季?|寒假|清明|五一|劳动节|端午|中秋|国庆|双节|暑期|暑假|"
    r"高考|中考|春季(?:学期|开学)|秋季(?:学期|开学)|普通高考|中秋国庆|全国两会)"
)


_TITLE_YEAR = re.compile(
    r"(?:(?!20\d\d).)*(20[12]\d)年(?:(?!20\d\d|以来|年版|修订).)*"
)  # one year only, and no edition
_CITED = re.compile(r"[《〔（(]$|号[)）]?[^，。]{0,4}$|于$|早在$|去年|上年|前年")
_CITING = re.compile(r"^[^，。]{0,4}(?:印发|发布的|出台的|通过|修订|公布的|下发的|第)|^[)）》]")


class _Hints:
    """The years that the document gives to a month and day."""

    def __init__(
        self,
        repaired: Repaired,
        title: Field,
        number: Field,
        eras: Eras,
        stamps: _Stamps,
        closed: tuple[Closing, ...],
        clauses: list[_Clause],
    ) -> None:
        self._repaired, self._stamps, self._number, self._closed = repaired, stamps, number, closed
        self._title, self._clauses, self._eras = title, clauses, eras

    def years(self, day: Written, wide: bool) -> list[_Hint]:
        """Every year that fits, with its reason; ``wide`` allows days on both sides of the closing's (for effective dates)."""
        assert day.month is not None
        found = [*self._weekday(day), *self._from_number(), *self._from_stamps(day, wide), *self._named(day)]
        return found or [*self._from_clauses(day)] or [*self._from_text(day)]

    def _weekday(self, day: Written) -> Iterator[_Hint]:
        if day.weekday is not None and day.month and day.day:
            years = list(years_with_weekday(day.month, day.day, day.weekday, ORDERED))
            if len(years) == 1:
                yield _Hint(years[0], "the weekday fits one year of the epidemic only", ())

    def _from_number(self) -> Iterator[_Hint]:
        match = _NUMBER_YEAR.search(str(self._number.value or ""))
        if match and int(match[1]) in EPIDEMIC:
            yield _Hint(int(match[1]), "the year stands in the document's own number", self._number.evidence)

    def _from_stamps(self, day: Written, wide: bool) -> Iterator[_Hint]:
        for stamp in self._stamps.written:
            assert stamp.day
            if stamp.day.year and (stamp.day.month, stamp.day.day) == (day.month, day.day):
                yield _Hint(stamp.day.year, f"the page states the day of writing {stamp.day.iso}", (stamp.evidence,))
        for stamp in self._stamps.days[:3]:
            assert stamp.day and stamp.day.iso and day.month
            behind = as_day(stamp.day.iso)
            for year in (behind.year, behind.year - 1, behind.year + 1):
                if (
                    possible(year, day.month, day.day or 1)
                    and -(_STAMP_DAYS if wide else 0)
                    <= (behind - date(year, day.month, day.day or 1)).days
                    <= _STAMP_DAYS
                ):
                    yield _Hint(year, f"the page's stamp {stamp.day.iso} lies close behind", (stamp.evidence,))

    def _named(self, day: Written) -> Iterator[_Hint]:
        """Plans, editions and congresses that the text names, and holidays that title or opening name with their year."""
        assert day.month
        text = self._repaired.text
        for era in self._eras.eras:
            match = era.pattern.search(text)
            year = era.year_of(day.month) if match else None
            if match and year:
                yield _Hint(year, f"the text names {era.what}", (self._repaired.evidence_in_text(*match.span()),))
        if match := _HOLIDAY.search(str(self._title.value or "")):
            yield _Hint(_holiday_year(match, day.month), f"the title names {match[0]}", self._title.evidence)
        elif match := _TITLE_YEAR.fullmatch(str(self._title.value or "")):
            yield _Hint(int(match[1]), f"the title names the year {match[1]}", self._title.evidence)
        elif match := _HOLIDAY.search(text, 0, 1000):
            evidence = (self._repaired.evidence_in_text(*match.span()),)
            yield _Hint(_holiday_year(match, day.month), f"the opening names {match[0]}", evidence)

    def _from_text(self, day: Written) -> Iterator[_Hint]:
        """A day or month that the text writes in full, near enough; days of cited documents do not count."""
        text = self._repaired.text
        for other in self._written:
            if other.start == day.start or not other.month or not other.year:
                continue
            if _CITED.search(text[max(0, other.start - 12) : other.start]) or _CITING.match(
                text[other.end : other.end + 12]
            ):
                continue
            for year in (other.year - 1, other.year, other.year + 1):
                near = abs((other.year - year) * 12 + other.month - (day.month or 1)) <= 1
                if near and possible(year, day.month, day.day):
                    evidence = (self._repaired.evidence_in_text(other.start, other.end),)
                    yield _Hint(year, f"the text writes {other.iso} in full", evidence)

    @cached_property
    def _written(self) -> list[Written]:
        return [one for one in expressions(self._repaired.text) if one.year in EPIDEMIC and one.month]

    def _from_clauses(self, day: Written) -> Iterator[_Hint]:
        """A day written in full in a clause of force (自…起, 至…止) or under the signature, near enough to leave one year."""
        full = [(clause.day, clause.evidence(self._repaired)) for clause in self._clauses if clause.day and clause.firm]
        full += [
            (closing.day, self._repaired.evidence_in_text(closing.day.start, closing.day.end))
            for closing in self._closed
            if closing.day
        ]
        for other, evidence in full:
            if other.precision != "day" or other.start == day.start:
                continue
            near = as_day(str(other.iso))
            for year in (near.year - 1, near.year, near.year + 1):
                if (
                    possible(year, day.month, day.day or 1)
                    and abs((near - date(year, day.month or 1, day.day or 1)).days) <= _CLAUSE_DAYS
                ):
                    yield _Hint(year, f"the document itself writes {other.iso} in full", (evidence,))


def _holiday_year(match: re.Match[str], month: int) -> int:
    """The year of a day before or in a named holiday: what is done in December for 2022年春节 falls in 2021."""
    early = match["name"] in ("元旦", "春节", "春运", "寒假", "两节", "春季学期", "春季开学", "全国两会")
    return int(match[1]) - (early and month >= 10)


def _decide(found: list[_Found], hints: _Hints, name: str) -> DateField:
    """The first date found, its year settled; the rest are its losers."""
    found = [one for one in found if one.day and (one.day.year is None or one.day.year in EPIDEMIC)]
    if not found:
        return DateField(
            None, "unknown", rule=f"{name}/none", because="no day of the notice stands in the text or beside it"
        )
    best, losers = found[0], tuple(_loser(one) for one in found[1:] if one.day and _reading(one.day))
    return _settle(best, losers, hints)


#: what was done to a day that does not stand there as such
_MADE = {"run": "its digits stand without 年, 月 and 日", "lunar": "it is written in the Chinese calendar"}


def _settle(best: _Found, losers: tuple[Candidate, ...], hints: _Hints, wide: bool = False) -> DateField:
    day = best.day
    assert day is not None
    if day.iso:
        firm = day.form not in ("run", "lunar") and best.rule != "date/reported-relative"
        because = None if firm else f"{best.because}; {_MADE[day.form]}" if day.form in _MADE else best.because
        status = "stated" if firm else "inferred"
        return DateField(day.iso, status, (best.evidence,), best.rule, because, losers, day.precision)  # type: ignore[arg-type]
    given = hints.years(day, wide)
    years = sorted({hint.year for hint in given if possible(hint.year, day.month, day.day)})
    if len(years) != 1:
        reason = (
            "no year stands with it" if not years else "the document gives two years: " + " and ".join(map(str, years))
        )
        tried = tuple(
            Candidate(_dated(hint.year, day), best.rule, hint.because, (best.evidence, *hint.evidence))
            for hint in given
        )
        return DateField(
            None,
            "unknown",
            (best.evidence,),
            best.rule,
            f"month and day stated, {reason}",
            (*tried, *losers),
            None,
            day.partial,
        )
    hint = given[0]
    because = f"month and day stated; {hint.because}"
    precision = "day" if day.day is not None else "month"
    return DateField(
        _dated(years[0], day), "inferred", (best.evidence, *hint.evidence), best.rule, because, losers, precision
    )


def _dated(year: int, day: Written) -> str:
    return str(day._replace(year=year).iso)


def _reading(day: Written) -> str | None:
    return day.iso or day.partial


def _loser(found: _Found) -> Candidate:
    return Candidate(str(_reading(found.day)) if found.day else "", found.rule, found.because, (found.evidence,))


# --- from when to when -----------------------------------------------------------------------------------------------

_CLOCK_TAIL = (
    r"(?:[（(][^（）()\n]{0,12}[)）])?\s?(?:上午|下午|凌晨|晚上?|中午|早上?)?\s?"
    r"(?:\d{1,2}|[零〇一二三四五六七八九十]{1,3})?(?:[:：]\d\d|时整?|点整?)?\s?"
)
_FROM_AFTER = re.compile(rf"^{_CLOCK_TAIL}(?:起(?!草|来|诉)|开始(?!后))")
_FORCE = re.compile(r"施行|实施|执行|生效|实行|起效|启用")
_SELF = re.compile(
    r"(?:本|此|该|上述|以上)(?:通告|公告|通知|命令|令|决定|规定|办法|措施|方案|意见|倡议|指引|政策|文件|细则|要求|提示|规则|条)"
    r"|(?:封控|管控|实施|执行|施行|限行|停业|静态管理|管理|停运)(?:时间|期限)"
)
_NOT_FROM = re.compile(
    r"^[^，。；\n]{0,14}(?:以来|至今)|^[^，。；\n]{0,16}?(?:来自|抵达|入境|离开|返回)[^。；\n]{0,30}(?:人员|者|史|旅客|居民|车辆)"
    r"|^[^。；\n]{0,16}?(?:旅居|到过|途经|途径|曾)[^。；\n]{0,30}(?:人员|者|史|旅客|居民|车辆)"
)
_FROM_BEFORE = re.compile(r"(?:自|从|于|定于|决定)\s?$")
_TO_BEFORE = re.compile(r"(?:至|到|—|–|－|-|～|~)\s?$")
_UNTIL_BEFORE = re.compile(
    r"(?:有效期(?:暂定)?(?:至|到|截至|截止到?|为)|(?:施行|执行|实施|延长|延续|持续|暂停|暂定|关闭|停业|停运|管控|封闭|顺延|推迟|适用)(?:时间)?[^，。；\n]{0,10}?(?:暂定)?(?:至|到)|截止(?:时间|日期)?(?:为|到|至|：|:)?|期限(?:为|至|到))\s?$"
)
_UNTIL_AFTER = re.compile(rf"^{_CLOCK_TAIL}(?:止|结束|为止|失效|废止|自动失效|终止)")
_NOT_UNTIL = re.compile(
    r"报名|申报|申领|缴纳|缴费|办理|假期|放假|开学|报告|累计|新增|采样|检测时间|接种|预约|展期|还款|续贷|征期|活动轨迹"
)
_AT_ONCE = re.compile(
    r"(?:自|从)?即[日时刻]起|(?:自|从)(?:本[通公]告|本通知|本命令|本令|本办法|本措施)?(?:发布|印发|公布|下发|发文|颁布|发出|通告|公告|签发|公佈)之(?:日|时)起|(?:自|从)(?:今天|今日|今晚|此时|现在|即刻)(?:起|开始)|(?:自|从)(?:明天|明日)[^，。；\n]{0,8}?(?:起|开始)|即时生效|即行生效|自公布起"
)


class _Clause(NamedTuple):
    """A day in a clause that says from when or until when; ``day`` None is 即日起. ``rank``: 0 the notice speaks of itself,
    1 its opening, 2 a clause of it."""

    start: int
    end: int
    day: Written | None
    side: str
    rank: int

    @property
    def firm(self) -> bool:
        return self.day is not None and self.day.iso is not None

    def evidence(self, repaired: Repaired) -> Evidence:
        return repaired.evidence_in_text(self.start, self.end)


def _clauses(repaired: Repaired) -> Iterator[_Clause]:
    text = repaired.text
    opening = _reach(text)
    for match in _AT_ONCE.finditer(text):
        yield _Clause(*match.span(), None, "from", _rank(text, match.start(), match.end(), opening))
    days = expressions(text)
    from_end = -1
    for day in days:
        before, after = text[max(0, day.start - 16) : day.start], text[day.end : day.end + 50]
        if day.month is None:
            continue
        if _is_start(before, after, day):
            yield _Clause(day.start, day.end, day, "from", _rank(text, day.start, day.end, opening))
            from_end = day.end
        elif not (_TERM_BEFORE.search(before) and _RANGE_NEXT.match(after)) and _is_end(
            text, before, after, day, from_end
        ):
            yield _Clause(day.start, day.end, day, "until", _rank(text, day.start, day.end, opening))
        if _RANGE_NEXT.match(after) and (
            _FROM_BEFORE.search(before) or _TERM_BEFORE.search(before) or _RULES_RANGE.match(after)
        ):
            from_end = day.end
            if (
                not _FROM_AFTER.match(after)
                and not _NOT_FROM.match(after)
                and not _NOT_UNTIL.search(_sentence(text, day))
            ):
                yield _Clause(day.start, day.end, day, "from", _rank(text, day.start, day.end, opening))


_RANGE_NEXT = re.compile(rf"^{_CLOCK_TAIL}(?:起)?\s?(?:至|到|—|–|－|-|～|~)\s?(?:20\d\d年|\d{{1,2}}月|二)")


#: the term in front of a range: 执行期限为2021年11月10日至…
_TERM_BEFORE = re.compile(r"(?:期限|时间|时段|期间|有效期)(?:暂定)?(?:为|是|[:：])\s?$")
_RULES_RANGE = re.compile(
    r"^[^，。；\n]{4,24}?[，,]?\s?(?![^。]{0,24}(?:核酸|筛查|检测|接种|大筛))(?:全(?:市|县|区|域|镇|旗|州)|对|在全|实行|实施|我[市县区旗]|继续|暂停|关闭|停止)"
)


def _sentence(text: str, day: Written) -> str:
    """The sentence around a day, up to a little behind it."""
    return text[max(text.rfind("。", 0, day.start), text.rfind("\n", 0, day.start)) + 1 : day.end + 24]


def _is_start(before: str, after: str, day: Written) -> bool:
    if re.search(r"自\s?$", before) and re.match(rf"^{_CLOCK_TAIL}(?:起)?至(?!今|少|多|\d|二)", after):
        return True
    match = _FROM_AFTER.match(after)
    aimed = re.search(r"(?:截至|截止|对|凡)\s?(?:自|从)?\s?$", before)
    return match is not None and not aimed and not _NOT_FROM.match(after[match.end() :])


_AT_ONCE_TO = re.compile(r"(?:即[日时]|之日)起?\s?(?:至|到|—|–|-|～|~)\s?$")


def _is_end(text: str, before: str, after: str, day: Written, from_end: int) -> bool:
    if _NOT_UNTIL.search(_sentence(text, day)):
        return False
    if _UNTIL_BEFORE.search(before):
        return True
    if _AT_ONCE_TO.search(before):
        return True
    if _TO_BEFORE.search(before):
        return bool(_UNTIL_AFTER.match(after)) or (from_end >= 0 and day.start - from_end <= 14)
    return False


class _Reach(NamedTuple):
    """Where the opening of a text and its first clause end: days further down belong to single clauses."""

    opening: int
    first_clause: int


def _rank(text: str, start: int, end: int, reach: _Reach) -> int:
    sentence_start = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    around = text[sentence_start : end + 16]
    forced = _FORCE.search(text[end : end + 8]) and re.search(r"[自从于]\s?$", text[:start][-2:]) and len(around) < 60
    if forced or _SELF.search(text[sentence_start:start]):
        return 0
    if start < reach.opening:
        return 1
    if start >= reach.first_clause:
        return 4 if not _BEGINS.match(text[end : end + 16]) or start >= reach.first_clause + 120 else 3
    return 2


_BEGINS = re.compile(rf"^{_CLOCK_TAIL}开始")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十1][)）]|[1１][.、．]|第一[条章，、是件]|①|❶|㈠|[一1]是|[●◆■▪•·※❖★☆◎○▶►✦-]|[\U0001f300-\U0001faff])"
)


_ANNOUNCES = re.compile(r"(?:如下|以下)[^。]{0,12}[:：。]?$")


def _reach(text: str) -> _Reach:
    """The opening ends before the first numbered clause, at most three lines or 600 characters in; a clause that is only
    a heading takes the line below it along."""
    lines = lines_of(text)
    if not lines:
        return _Reach(0, 0)
    first = next((index for index, line in enumerate(lines[:8]) if _NUMBERED.match(line.text)), None)
    if first is None:  # clauses without numbers: they begin behind the line that announces them
        announced = (index for index, line in enumerate(lines[:5]) if _ANNOUNCES.search(line.text))
        first = next((index + 1 for index in announced if index + 1 < len(lines)), None)
    if first is None:
        end = min(lines[min(2, len(lines) - 1)].end, 600)
        return _Reach(end, end)
    last = first
    while last + 1 < len(lines) and len(lines[last].text) < 24 and not lines[last].text.endswith("。"):
        last += 1
    return _Reach(lines[first].start, lines[last].end)


def _starts(repaired: Repaired, clauses: list[_Clause]) -> Iterator[_Found]:
    yield from _by_rank(repaired, [clause for clause in clauses if clause.side == "from"])


def _ends(repaired: Repaired, clauses: list[_Clause]) -> Iterator[_Found]:
    yield from _by_rank(repaired, [clause for clause in clauses if clause.side == "until"])


_RANKS = ("effective/own-clause", "effective/opening", "effective/clause", "effective/begins", "effective/single")
_REASONS = {
    "from": (
        "the notice says when it takes force",
        "the opening says from when",
        "a clause says from when",
        "a clause says when its work begins",
        "one clause of several names it for itself",
    ),
    "until": (
        "the notice says until when it is in force",
        "the opening says until when",
        "a clause says until when",
        "a clause says when its work ends",
        "one clause of several names it for itself",
    ),
}


def _by_rank(repaired: Repaired, clauses: list[_Clause]) -> Iterator[_Found]:
    for clause in sorted(clauses, key=lambda one: (one.rank, one.start)):
        yield _Found(clause.day, clause.evidence(repaired), _RANKS[clause.rank], _REASONS[clause.side][clause.rank])


def _effective(found: list[_Found], acted: DateField, hints: _Hints, name: str) -> DateField:
    """The first found; several clauses with different days and none of the notice as a whole give no day."""
    found = [one for one in found if one.day is None or one.day.year is None or one.day.year in EPIDEMIC]
    if not found:
        return DateField(None, "unknown", rule="effective/none", because="the text does not say")
    if name == "from":
        found = [one for one in found if not _background(one, acted)] or found[:0]
        if not found:
            return DateField(None, "unknown", rule="effective/none", because="the text does not say")
    best = found[0]
    if best.rule == _RANKS[4] and (best.day is None or best.day.month is not None) and name == "from":
        because = "only single clauses name a day, not the notice as a whole"
        single = tuple(_loser(one) for one in found if one.day)
        return DateField(None, "unknown", rule=best.rule, because=because, others=single)
    rivals = {_meaning(one, acted) for one in found if one.rule == best.rule}
    losers = tuple(_loser(one) for one in found[1:] if one.day and _meaning(one, acted) != _meaning(best, acted))
    if best.rule in _RANKS[2:] and len(rivals) > 1:
        because = "its clauses name different days, and none speaks of the notice as a whole"
        return DateField(
            None, "unknown", rule=best.rule, because=because, others=(_loser(best), *losers) if best.day else losers
        )
    if best.day is None:
        return _at_once(best, acted, losers)
    return _near(best, acted, losers, hints)


_TERM = re.compile(r"有效期(?:为|限为|限)?(?P<count>[一二两三五]|[1-5])年")


def _after_term(repaired: Repaired, start: DateField) -> DateField | None:
    """The last day of a term counted from the day it takes force (施行, 有效期一年)."""
    match = _TERM.search(repaired.text)
    years = number_of(match["count"]) if match else None
    if not match or not years or start.precision != "day":
        return None
    first = as_day(str(start.value))
    last = date(first.year + years, first.month, min(first.day, 28)) + timedelta(max(first.day - 28, 0) - 1)
    evidence = (repaired.evidence_in_text(*match.span()), *start.evidence)
    because = f"{match.group()}, counted from {start.value}"
    return DateField(last.isoformat(), "inferred", evidence, "effective/term", because, (), "day")


def _background(found: _Found, acted: DateField) -> bool:
    """Whether a day lies so far before the act that it tells what went before."""
    if found.day is None or found.rule == _RANKS[0] or acted.precision != "day" or found.day.precision != "day":
        return False
    return (as_day(str(acted.value)) - as_day(str(found.day.iso))).days > 20


def _meaning(found: _Found, acted: DateField) -> str:
    return str(_reading(found.day))[-5:] if found.day else (acted.value or "at once")[-5:]  # type: ignore[index]


def _at_once(best: _Found, acted: DateField, losers: tuple[Candidate, ...]) -> DateField:
    if acted.value is None:
        because = "it holds from its own day, which is unknown"
        return DateField(None, "unknown", (best.evidence,), "effective/at-once", because, losers, None, acted.partial)
    if "明" in best.evidence.quote and acted.precision == "day":
        following = (as_day(str(acted.value)) + timedelta(1)).isoformat()
        because = "it holds from the day after its own"
        evidence = (best.evidence, *acted.evidence)
        return DateField(following, "inferred", evidence, "effective/at-once", because, losers, "day")
    because = "it holds from its own day"
    return DateField(
        acted.value, "inferred", (best.evidence, *acted.evidence), "effective/at-once", because, losers, acted.precision
    )


def _near(best: _Found, acted: DateField, losers: tuple[Candidate, ...], hints: _Hints) -> DateField:
    """A day in force whose missing year is that of the act, where the act's day is known."""
    day = best.day
    assert day is not None
    if day.iso or acted.precision != "day":
        return _settle(best, losers, hints, wide=True)
    act = as_day(str(acted.value))
    for year in (act.year, act.year + 1, act.year - 1):
        if possible(year, day.month, day.day) and timedelta(-60) <= date(
            year, day.month or 1, day.day or 1
        ) - act <= timedelta(200):
            because = f"month and day stated; year from the notice's own day {acted.value}"
            precision = "day" if day.day is not None else "month"
            evidence = (best.evidence, *acted.evidence)
            return DateField(_dated(year, day), "inferred", evidence, best.rule, because, losers, precision)
    return _settle(best, losers, hints, wide=True)
