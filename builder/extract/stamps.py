"""The dates around the text: what the page's stamps, data boxes and metadata say, told apart by their labels.

``published`` is the first stamp that a label names as the day of publication; else one in the metadata; else an unlabelled
stamp beside the title. A clock of the last change only loses, the site's own clock (今天是) says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from builder.extract.box import Entry
from builder.extract.closing import Line, lines_of
from builder.extract.found import Found, losers_of
from builder.extract.page_facts import CHANGED, PUBLISHED, Facts, facts_of, words_of
from builder.model import Candidate, DateField, Evidence, Piece, Repaired
from builder.rules.issuers import Issuers
from builder.text.date_expressions import Written, as_day, expressions, possible, run_date

CLOSE_BEHIND = 45  #: days: so long after the act a stamp still tells its year, and the act a yearless stamp's

_LABELS = (  # the label stands right before the day; the first that fits decides
    ("today", re.compile(r"(?:今天是|今天|今日是?|现在时间|当前时间|北京时间|欢迎您?[!！]?)[^，。]{0,8}$")),
    (
        "other",
        re.compile(
            r"(?:征集|报名|活动|考试|会议|培训|办公|营业|参观|投票|起止|开标|采样|检测|受理|来信|来电|来函|写信|留言|提问|咨询|投诉|反映|出生)(?:时间|日期)[^\d]{0,6}$|[至到~～]\s?$"
        ),
    ),
    ("updated", re.compile(r"(?:更新|修改|修订|编辑于|维护|最后回复|最后发表|收录|抓取|采集|入库)[^\d]{0,8}$")),
    (
        "updated",
        re.compile(
            r"(?:归档|整理|存档|备份|快照|缓存)(?:(?:日期|时间|日|于)[^\d]{0,4}|\s?[:：][^\d，。|｜]{0,10})$"
            r"|(?<!小编)(?:归档|整理|存档|备份)[\s\u3000]{1,4}$"
        ),
    ),
    (
        "written",
        re.compile(
            r"(?:成文|生成|印发|发文|签发|制发|制定|签署|落款|编制|编印|制表|填表|拟定)(?:日期|时间|于)?[^\d]{0,6}$"
            r"|(?:答复|回复)(?:日期|时间)[^\d]{0,4}$"
            r"|(?:会|局|委|办|府|组|部|心|处|所|院|站|司|校|队|馆)[制编][\s\u3000]{1,4}$"
        ),
    ),
    ("expiring", re.compile(r"(?:失效|废止|截止|终止|有效期至|有效期截止|到期)(?:日期|时间)?[^\d]{0,6}$")),
    ("effective", re.compile(r"(?:生效|实施|施行|执行)(?:日期|时间)?[^\d]{0,6}$")),
    (
        "labelled",
        re.compile(
            r"(?:发布|发表|公布|公开|发稿|上传|录入|添加|上网|刊发|推送|刊登|发帖|投稿|转载|提交|见报)(?:时间|日期|于|在)?[^\d\u4e00-\u9fff]{0,6}$"
        ),
    ),
    ("labelled", re.compile(r"(?:时间|日期|(?i:date|time|posted|published|released)(?: on)?)[^\d]{0,4}$")),
)
_STAMPED = {  # what a label makes of a day: the rule and its reason
    "labelled": ("published/labelled", "The page labels it as its publication day."),
    "bare": ("published/stamp", "It is the page's only stamp beside its source and readers."),
    "fact": ("published/page-fact", "The page's metadata names it as its publication day."),
    "updated": ("published/updated", "A last-updated clock is no publication day."),
    "changed": ("published/updated", "The page's metadata names a day that is not said to be that of publication."),
    "written": ("date/written", "The page states the day of writing."),
    "headed": ("date/headed", "It stands in brackets before the speaker."),
    "effective": ("effective/labelled", "The page's data box states it."),
    "expiring": ("effective/labelled", "The page's data box states it."),
}
_PRINTED = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|今日\d{1,3}版|(?<![A-Za-z0-9])[A-D]\d\d\s?版|数字报|电子版|要闻版|版次")
_CLOCKED = re.compile(r"发表于|发布于|发布|公众号|来源|阅读|浏览|点击|作者|编辑|记者")
_LISTED = re.compile(r"^[·•\-*▪◆]|^\d{4}-\d\d-\d\d .{6,}|[（(\[]\d{4}-\d\d-\d\d[)）\]]$|\.{3}$|…$")
#: another page's headline behind its day
_LISTED_ACT = re.compile(
    r"20\d\d[-./]\d{1,2}[-./]\d{1,2}\s{1,4}[\u4e00-\u9fff]{2,30}(?:通知|通告|公告|通报|决定|意见|方案|提示)$"
)
_SITE_CLOCK = re.compile(r"今天|现在|星期|周[一二三四五六日]|农历|℃|天气|欢迎")
_SHORT_STAMP = re.compile(r"(?<![\d./-])(?P<m>[01]\d)[-/.](?P<d>[0-3]\d)(?=\s+\d{1,2}[:：]\d\d)")
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
_NAME = re.compile(r"[\u4e00-\u9fff]{6,40}")
_OWN_LABEL = re.compile(r"(?:^|[\s|｜，；])(?:发布|公开|公布|发表)(?:日期|时间|于)?[:：]\s?$")
#: 答复单位：… 答复时间：, 制表日期：; a sentence does not say so
_DATED = re.compile(r"(?:^|[\s\u3000|｜])[\u4e00-\u9fff]{2,4}(?:日期|时间)[:：]\s?$")
_FOOTER_STAMP = re.compile(r"(?:本[页文])?(?:发布|公布|发表|发稿|公开)(?:日期|时间)[:：]\s?20\d\d")
#: 时间：2022年3月14日15时　地点：县会展中心 is when and where people met
_EVENT = re.compile(r"时间\s?[:：].{6,40}(?:地点|会场)\s?[:：]")
_DATA_LINE = re.compile(r"浏览|阅读|点击|字[号体]|来源|分享|作者|编辑")
_CLOCK_BEHIND = re.compile(
    r"[（(]?(?:星期|周)?[一二三四五六日天]?[）)]?\s?(?:[\u4e00-\u9fff]{2}时间)?\s?\d{1,2}[时:：]\d{2}"
)
_OFFICE_CLOCK = re.compile(r"[\u4e00-\u9fff]{2}[时時][间間]\s?\d{1,2}[时時:：]\d{1,2}分?")
_CLOCK_ROOM = 18  #: characters that a clock and a weekday take beside a day
_HEAD_LINES = 4  #: lines of the text in which a labelled day may still be the page's stamp


class Stamps:
    """The dates of the page around the text, each kind in the order of the page. ``titled`` is the title's evidence: a day in it
    is no stamp."""

    def __init__(
        self,
        repaired: Repaired,
        box: tuple[Entry, ...],
        issuers: Issuers,
        facts: Facts = (),
        titled: tuple[Evidence, ...] = (),
    ) -> None:
        self._repaired, self._issuers, self._titled = repaired, issuers, titled
        self._boxed = sorted((entry.start, entry.end) for entry in box)
        self.labelled: list[Found] = []
        self.bare: list[Found] = []
        self.released: list[Found] = []
        self.updated: list[Found] = []
        self.written: list[Found] = []
        self.headed: list[Found] = []
        self.effective: list[Found] = []
        self.expiring: list[Found] = []
        self.facts: list[Found] = list(_of_facts(facts, PUBLISHED, "fact"))
        self.changed: list[Found] = list(_of_facts(facts, CHANGED, "changed"))
        self._titled_at = min((piece.start for piece in repaired.pieces_of("title")), default=0)
        for entry in box:
            self._read_entry(entry)
        self._read_pieces()
        lines = lines_of(repaired.text)
        for line in lines[: min(_HEAD_LINES, max(len(lines) - 1, 1))]:  # the last line of a short text signs
            self._read_head_line(line)
        self._read_release(lines[1:][-2:])

    @property
    def days(self) -> list[Found]:
        """The stamps that lie close behind an act, the most telling first."""
        return [found for found in [*self.labelled, *self.facts, *self.bare, *self.updated] if found.whole]

    @property
    def publication(self) -> Found | None:
        """The first whole day that the page shows as its own, labelled or not."""
        return next((found for found in [*self.labelled, *self.bare] if found.whole), None)

    def _read_pieces(self) -> None:
        """The stamps of meta lines, and those of the frame above or right behind the text, lists left out."""
        body = self._repaired.pieces_of("body")
        first = body[0].start if body else len(self._repaired.page)
        last = body[-1].end if body else 0
        under_title = False
        foot = [piece for piece in self._repaired.pieces if piece.start >= last and self._is_footer_stamp(piece)]
        for piece in foot if len(foot) == 1 else ():  # a list of other pages dates each of them
            self._read(piece.start, piece.end, meta=False, head=False)
        for piece in self._repaired.pieces:
            if piece in foot:
                continue
            if piece.role == "meta" or (piece.role == "chrome" and under_title and piece.end <= first):
                self._read(piece.start, piece.end, meta=True)
            elif piece.role == "chrome" and not piece.rule.endswith("-list") and piece.start < max(first, last + 200):
                self._read(piece.start, piece.end, meta=False, head=piece.start < first)
            under_title = piece.role == "title" or (under_title and piece.role == "meta")

    def _is_footer_stamp(self, piece: Piece) -> bool:
        """Whether a line of the site begins with the label of the page's own day."""
        return piece.role == "chrome" and bool(_FOOTER_STAMP.match(self._repaired.page, piece.start, piece.end))

    def _read_head_line(self, line: Line) -> None:
        """The page's stamp that repair left at the head of the text: labelled, on a printed page's head, alone with a clock."""
        days = expressions(line.text) if len(line.text) <= 80 and "。" not in line.text else []
        for day in days:
            kind = self._kind_in_text(line.text, day) if day.precision == "day" else None
            if kind:
                evidence = self._repaired.evidence_in_text(line.start + day.start, line.start + day.end)
                getattr(self, kind).append(Found(day, evidence, *_STAMPED[kind]))

    def _read_release(self, last: tuple[Line, ...]) -> None:
        """The day above a clock of the office's time (香港时间19时40分) that ends a release: it was given out then."""
        if len(last) == 2 and _OFFICE_CLOCK.fullmatch(last[1].text):
            days = expressions(last[0].text) if len(last[0].text) <= _CLOCK_ROOM else []
            if len(days) == 1 and days[0].precision == "day":
                start = last[0].start
                evidence = self._repaired.evidence_in_text(start + days[0].start, start + days[0].end)
                self.released.append(Found(days[0], evidence, *_STAMPED["bare"]))
                self.bare += self.released

    def _kind_in_text(self, words: str, day: Written) -> str | None:
        before = words[max(0, day.start - 16) : day.start]
        if _OWN_LABEL.search(before) or (_label(before) == "labelled" and _DATA_LINE.search(words)):
            return "labelled"
        if _label(before) == "written" and _DATED.search(before):
            return "written"
        alone = (
            bool(day.clock or _CLOCK_BEHIND.match(words, day.end)) and len(words) - (day.end - day.start) <= _CLOCK_ROOM
        )
        return "bare" if _PRINTED.search(words) or (alone and not before.strip()) else None

    def _read(self, start: int, end: int, meta: bool, head: bool = True) -> None:
        page = self._repaired.page
        yearless = [_short_stamp(match) for match in _SHORT_STAMP.finditer(page, start, end)] if meta else []
        for day in [*expressions(page, start, end), *filter(None, yearless)]:
            if day.month is None or self._is_boxed(day.start):
                continue
            line_start = page.rfind("\n", start, day.start) + 1 or start
            line_end = page.find("\n", day.end, end)
            line = Line(
                line_start, end if line_end < 0 else line_end, page[line_start : end if line_end < 0 else line_end]
            )
            kind = self._kind(line, day, meta, head)
            if kind:
                self._add(kind, day)

    def _is_boxed(self, at: int) -> bool:
        """Whether an entry of the data box holds this character; none holds another."""
        before = bisect_right(self._boxed, (at, len(self._repaired.page))) - 1
        return before >= 0 and at < self._boxed[before][1]

    def _kind(self, line: Line, day: Written, meta: bool, head: bool) -> str | None:
        """What a day outside the text is, a key of ``_STAMPED``; None where it says nothing."""
        label = _label(line.text[max(0, day.start - line.start - 16) : day.start - line.start])
        if label == "today" and not (head and _PRINTED.search(line.text)):
            return None
        if label == "other" or (label == "labelled" and _EVENT.search(line.text)):
            return None
        label = None if label == "today" else label
        if not meta and not _outside(line.text.strip(), label, head, day):
            return None
        if meta and label is None and _LISTED_ACT.match(line.text.strip()):
            return None
        if (
            label is None
            and (not meta or line.start < self._titled_at)
            and len({one.iso for one in expressions(line.text)}) > 1
        ):
            return None  # a row of other pages, each with its day
        if label in (None, "labelled") and _EDITED.match(line.text[day.end - line.start :][:16]):
            return "updated"
        if meta and label is None and _SPEAKER.match(line.text.strip()):
            return "headed"
        if meta and label is None and not day.clock:
            self._read_signed_head(line, day)
        return label or "bare"

    def _read_signed_head(self, line: Line, day: Written) -> None:
        """A day beside nothing but a body's name, under the title: it may be the act's own."""
        beside = (line.text[: day.start - line.start] + line.text[day.end - line.start :]).strip()
        if line.start >= self._titled_at and _NAME.fullmatch(beside) and self._issuers.ends(beside):
            evidence = self._repaired.evidence(day.start, day.end)
            self.headed.append(Found(day, evidence, "date/headed", "It stands beside the body under the title."))

    def _read_entry(self, entry: Entry) -> None:
        """The day of a data box's entry, and nothing but a clock with it."""
        kind = {"published": "labelled"}.get(entry.key, entry.key)
        days = expressions(self._repaired.page, entry.start, entry.end) if kind in _STAMPED else []
        if days and days[0].month is not None:
            evidence = self._repaired.evidence(days[0].start, days[0].end)
            getattr(self, kind).append(Found(days[0], evidence, *_STAMPED[kind]))

    def _add(self, kind: str, day: Written) -> None:
        evidence = self._repaired.evidence(day.start, day.end)
        if not any(title.start <= evidence.start < title.end for title in self._titled):
            getattr(self, kind).append(Found(day, evidence, *_STAMPED[kind]))


def _label(before: str) -> str | None:
    return next((name for name, pattern in _LABELS if pattern.search(before)), None)


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


def _short_stamp(match: re.Match[str]) -> Written | None:
    """A stamp without year, known by the clock behind it (03-06 10:00)."""
    month, day = int(match["m"]), int(match["d"])
    return Written(match.start(), match.end(), None, month, day) if possible(None, month, day) else None


def _of_facts(facts: Facts, names: tuple[str, ...], kind: str) -> Iterator[Found]:
    """The days that the page's metadata names."""
    for fact in facts_of(facts, names):
        day = next(iter(expressions(fact.value)), None) or run_date(fact.value[:8])
        if day and day.precision == "day":
            yield Found(day, words_of(fact, day.start, day.end), *_STAMPED[kind])


# --- the publication day ---------------------------------------------------------------------------------------------


def find_published(stamps: Stamps, acted: DateField, headed: list[Found]) -> DateField:
    """The page's publication day; ``acted`` (the day of the act) tells the year of a stamp that lacks it. ``headed`` are the days
    alone under the title: above an act that bears its own day a little later one is the page's."""
    named = [found for found in stamps.facts if not _too_early(found, acted)]
    later = [_as_stamp(found) for found in headed if _soon_after_signing(found, acted)]
    signed = {one.start for one in acted.evidence[:1]} if acted.rule == "date/signed" else set()
    bare = [found for found in stamps.bare if found.evidence.start not in signed or found in stamps.released]
    whole = [found for found in [*stamps.labelled, *named, *bare, *later] if found.day and found.day.iso]
    others = [*stamps.labelled, *stamps.facts, *stamps.bare, *later, *stamps.updated, *stamps.changed]
    losers = losers_of([found for found in others if found not in whole[:1]])
    if not whole:
        return _yearless(stamps, acted, losers)
    best = whole[0]
    assert best.day
    return DateField(best.day.iso, "stated", (best.evidence,), best.rule, None, losers, best.day.precision)  # type: ignore[arg-type]


def _soon_after_signing(found: Found, acted: DateField) -> bool:
    if (
        acted.rule not in ("date/signed", "date/reported")
        or acted.precision != "day"
        or not found.whole
        or not found.day
    ):
        return False
    return 0 < (as_day(str(found.day.iso)) - as_day(str(acted.value))).days <= CLOSE_BEHIND


def _as_stamp(found: Found) -> Found:
    because = "It stands alone under the title, a little later than the act's own day."
    return Found(found.day, found.evidence, "published/stamp", because)


def _too_early(found: Found, acted: DateField) -> bool:
    """Whether a day of the metadata lies before the act: no page was published then."""
    return acted.precision == "day" and found.day is not None and str(found.day.iso) < str(acted.value)


def _yearless(stamps: Stamps, acted: DateField, losers: tuple[Candidate, ...]) -> DateField:
    """The publication day of a page none of whose stamps has a year."""
    short = [found for found in [*stamps.labelled, *stamps.bare] if found.day]
    first = next((found for found in short if found.day and found.day.day), None)
    if first and (near := _soon_after(first, acted)):
        return near
    partial = short[0].day.partial if short and short[0].day else None
    because = (
        "Only a last-updated clock stands on the page."
        if stamps.updated
        else "No publication stamp stands on the page."
    )
    because = "The page's stamp has no year." if partial else because
    return DateField(None, "unknown", rule="published/none", because=because, others=losers, partial=partial)


def _soon_after(found: Found, acted: DateField) -> DateField | None:
    """A stamp without year that falls within a few weeks behind the act."""
    day = found.day
    if acted.precision != "day" or day is None or day.month is None or day.day is None:
        return None
    act = as_day(str(acted.value))
    for year in (act.year, act.year + 1):
        if possible(year, day.month, day.day) and 0 <= (date(year, day.month, day.day) - act).days <= CLOSE_BEHIND:
            because = f"Month and day are stated, and the notice's own day {acted.value} lies close before."
            evidence = (found.evidence, *acted.evidence)
            return DateField(str(day._replace(year=year).iso), "inferred", evidence, found.rule, because, (), "day")
    return None
