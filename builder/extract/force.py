"""The clauses in which a notice says from when or until when: 自3月5日0时起, 有效期至…, 即日起, 3月5日至11日.

A clause ranks by whom it speaks for: the notice as a whole, its opening, a clause that carries it, one clause among several.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from builder.extract.closing import lines_of
from builder.extract.found import Found
from builder.model import Evidence, Repaired
from builder.text.date_expressions import Written, expressions, possible

_CLOCK_TAIL = (
    r"[）)]?(?:[（(][^（）()\n]{0,12}[)）])?\s?(?:上午|下午|凌晨|晚上?|中午|早上?)?\s?"
    r"(?:\d{1,2}|[零〇一二三四五六七八九十]{1,3})?(?:[:：]\d\d|时整?|点整?)?(?:[首头末]班车?|[早中晚夜]班)?\s?"
)
_TO = r"(?:至|到|—|–|－|-|～|~)"
_FROM_AFTER = re.compile(rf"^{_CLOCK_TAIL}(?:起(?!草|来|诉)|开始(?!后))")
_FORCE = re.compile(r"施行|实施|执行|生效|实行|起效|启用")
_SELF = re.compile(
    r"(?:本|此|该|上述|以上)(?:通告|公告|通知|命令|令|决定|规定|办法|措施|方案|意见|倡议|指引|政策|文件|细则|要求|提示|规则|条)"
    r"|(?:封控|管控|实施|执行|施行|限行|停业|静态管理|管理|停运)(?:时间|期限|期)"
)
#: a day from which people came, not from which a rule holds
_NOT_FROM = re.compile(
    r"^[^，。；\n]{0,14}(?:以来|至今)|^[^，。；\n]{0,16}?(?:来自|抵达|入境|离开|返回)[^。；\n]{0,30}(?:人员|者|史|旅客|居民|车辆)"
    r"|^[^。；\n]{0,16}?(?:旅居|到过|途经|途径|曾)[^。；\n]{0,30}(?:人员|者|史|旅客|居民|车辆)"
)
_FROM_BEFORE = re.compile(r"(?:自|从|由|于|定于|决定)\s?$")
#: 自3月19日恢复开放, 定于4月7日复学: a start without 起
_STARTS_BEFORE = re.compile(r"(?:自|从|定于|将于|拟于|将自)\s?$")
_STARTS_AFTER = re.compile(
    rf"^{_CLOCK_TAIL}(?:全面|有序|逐步|陆续|正式|暂时|临时|分批|继续|统一)?"
    r"(?:恢复|复[学课工市业]|开[学课放园馆市]|通关|启用|启动|实施|实行|施行|执行|解除|关闭|闭[园馆]|停[止业课运产]|暂停|取消|封闭|对外)"
)
#: 通告8月4日零时生效: a start that neither 自 nor 起 marks
_IN_FORCE_AFTER = re.compile(rf"^{_CLOCK_TAIL}(?:正式)?(?:生效|起效)(?!的|前|后)")
_ACT_BEFORE = re.compile(r"(?:通告|公告|通知|命令|令|规定|措施|办法|方案|政策)[^，。；\n]{0,4}$")
#: 根据某市9月1日起居家的通告: the start of an act that is only followed
_CITED_BEFORE = re.compile(r"(?:根据|按照?|依据|依照|执行|落实)[^，。；\n]{0,14}$")
_CITED_AFTER = re.compile(r"[^，。；\n]{0,20}?(?:通告|通知|公告|规定|要求|部署)(?!如下)")
_TO_BEFORE = re.compile(rf"{_TO}\s?$")
_UNTIL_BEFORE = re.compile(
    r"(?:有效期(?:暂定)?(?:至|到|截至|截止到?|为)|(?:施行|执行|实施|延长|延续|持续|暂停|暂定|关闭|停业|停运|管控|封闭|适用)(?:时间)?[^，。；\n]{0,10}?(?:暂定)?(?:至|到)|截止(?:时间|日期)?(?:为|到|至|：|:)?|期限(?:为|至|到))\s?$"
)
_UNTIL_AFTER = re.compile(rf"^{_CLOCK_TAIL}(?:止|结束|为止|失效|废止|自动失效|终止)")
#: terms of other things: applications, holidays, counts, tests
_NOT_UNTIL = re.compile(
    r"报名|申报|申领|缴纳|缴费|办理|假期|放假|开学|报告|累计|新增|采样|检测时间|接种|(?<!实行)(?<!实行网上)(?<!实行实名)预约|展期|还款|续贷|征期|活动轨迹"
)
#: 将于3月5日至25日开展接种: a round that the notice itself announces
_NOT_FORCE = re.compile(_NOT_UNTIL.pattern.replace("|采样|检测时间|接种", ""))
_HELD_BEFORE = re.compile(r"(?:将于|定于|拟于|计划于|决定于|决定自|将自)\s?$")
_AT_ONCE = re.compile(
    r"(?:自|从)?即[日时刻](?:\d{1,2}[时点])?起|(?:自|从)(?:本[通公]告|本通[知报]|本命令|本令|本办法|本措施)?(?:发布|印发|公布|下发|发文|颁布|发出|通告|公告|签发|公佈)(?:之日|之时|日)起|(?:自|从)(?:今天|今日|今晚|此时|现在|即刻)[^，。；\n]{0,8}?(?:起|开始)|今[日天晚]\d{1,2}[时点:：]\d{0,2}分?起|(?:自|从)(?:明天|明日)[^，。；\n]{0,8}?(?:起|开始)|(?<![返抵达到样除])(?:次日|翌日|明日|明天|明晨)\d{0,2}[零早晨凌时点:：]{0,3}\d{0,2}[时点]?起|即时(?:生效|执行)|即行生效|自公布起"
    r"|即今[日天]起|(?<![一-鿿])今[日天]零?时?起"
)
_AFTERWARDS = re.compile(rf"{_CLOCK_TAIL}(?:以后|之后|后)")
_SAME_YEAR = re.compile(r"(?:同年|当年|本年)\s?$")
_AT_ONCE_TO = re.compile(rf"(?:即[日时]|之日)起?\s?{_TO}\s?$")
_AFTER_START = 14  #: characters between a start and the end that belongs to it
_RANGE_NEXT = re.compile(rf"^{_CLOCK_TAIL}(?:起)?\s?{_TO}\s?(?:20\d\d年|\d{{1,2}}月|二|\d{{1,2}}日)")
#: the term in front of a range: 执行期限为2021年11月10日至…
_TERM_BEFORE = re.compile(r"(?:期限|时间|时段|期间|有效期)(?:暂定)?(?:为|是|[:：])\s?$")
_RULES_RANGE = re.compile(
    r"^[^，。；\n]{3,24}?[，,]?\s?(?![^。]{0,24}(?:核酸|筛查|检测|接种|大筛))(?:全(?:市|县|区|域|镇|旗|州)|对|在全|实行|实施|我[市县区旗]|继续|暂停|关闭|停止|停运|停航"
    r"|(?:照常|正常|有序|限流|错峰)?(?:开放|营业|运营|开馆|开园|闭馆|闭园|休市|停业)(?!期|时|前|后))"
)
#: a range right before the colon that opens the clauses: 4月15日至5月15日，我司闸口改为：
_RULES_BELOW = re.compile(
    r"^[^，。；：\n]{3,24}?[，,](?![^。：\n]{0,40}(?:到过|途经|曾|来自|旅居|返回|发现|新增|报告|病例|感染|阳性|轨迹|核酸|筛查|检测|接种))"
    r"[^。；：\n]{2,24}[:：](?:\n|$)"
)
#: a range that names its places before its rule: 8月13日6时至15日24时，城区五个街道实行静态管理
_RULES_PLACES = re.compile(
    r"^[^，。；\n]{3,24}?[，,](?![^。；\n]{0,40}(?:到过|途经|曾|来自|旅居|返回|发现|新增|报告|病例|感染|阳性|轨迹|核酸|筛查|检测|接种))"
    r"[^。；：\n]{2,40}?(?:实行|实施|暂停|停止|关闭|封闭)"
)
#: 现就4月1日至6日有关安排通告如下
_ARRANGED_BEFORE = re.compile(r"(?:现就|现将|就|现对)\s?$")
_ARRANGED = re.compile(
    r"^[^，。；\n]{4,40}?(?:安排|事项|措施|要求|规定|管理|工作)[^，。；\n]{0,10}(?:如下|公告|通告|通知)"
)
#: 于6月14日至16日举行: the days of an event
_HELD_AFTER = re.compile(r"[^，。；\n]{0,14}(?<!暂停)(?<!停止)(?<!不得)(?<!禁止)(?:举行|举办|召开|开考)")
_BEGINS = re.compile(rf"^{_CLOCK_TAIL}开始")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十壹]{1,2}[、.．]|[（(〔【][一二三四五六七八九十壹1][)）〕】]|[1１一][)）]|[1１][.、．]|第一[条章，、是件]|①|❶|㈠|[一1]是|[●◆■▪•·・※❖★☆◎○▶►✦-]|[\U0001f300-\U0001faff])"
)
_ANNOUNCES = re.compile(r"(?:如下|以下)[^。]{0,12}[:：。]?$")

#: the rules of the ranks, the surest first
RANKS = ("effective/own-clause", "effective/opening", "effective/clause", "effective/begins", "effective/single")
OWN, OPENING, CLAUSE, BEGINS, SINGLE = RANKS
_REASONS = {
    "from": (
        "The notice says when it takes force.",
        "The opening says from when.",
        "A clause says from when.",
        "A clause says when its work begins.",
        "One clause of several names it for itself.",
    ),
    "until": (
        "The notice says until when it is in force.",
        "The opening says until when.",
        "A clause says until when.",
        "A clause says when its work ends.",
        "One clause of several names the end of its own rule.",
    ),
}


class Clause(NamedTuple):
    """A day at ``[start, end)`` of *text* in a clause that says from when or until when (``side``: from, until); ``day`` None is
    即日起. ``rank`` counts ``RANKS`` from 0."""

    start: int
    end: int
    day: Written | None
    side: str
    rank: int

    @property
    def firm(self) -> bool:
        """Whether the day is written with its year."""
        return self.day is not None and self.day.iso is not None

    def evidence(self, repaired: Repaired) -> Evidence:
        """The words that carry the day."""
        return repaired.evidence_in_text(self.start, self.end)

    def found(self, repaired: Repaired) -> Found:
        """The day as a candidate."""
        return Found(self.day, self.evidence(repaired), RANKS[self.rank], _REASONS[self.side][self.rank])


def force_clauses(text: str, signed: bool = True) -> Iterator[Clause]:
    """Every clause of ``text`` that says from when or until when something holds: first 即日起 and its like, then written days.
    ``signed``: whether the text ends in a signature."""
    reach = _reach(text, signed)
    for match in _AT_ONCE.finditer(text):
        if _is_quoted(text, match.start()):
            continue
        yield Clause(*match.span(), None, "from", _rank(text, match.start(), match.end(), reach))
    days = _with_bare_days(text, expressions(text))
    rounds = _rounds(text, days, reach)
    from_end = -1
    for day in days:
        if day.month is None:
            continue
        sides = _sides(text, day, from_end)
        from_end = day.end if "from" in sides else from_end
        rank = _rank(text, day.start, day.end, reach) if sides else 0
        yield from (Clause(day.start, day.end, day, side, rank) for side in sides if side != "range")
        if day.start in rounds and "from" not in sides:
            last = rounds[day.start]
            yield Clause(day.start, day.end, day, "from", RANKS.index(OPENING))
            yield Clause(last.start, last.end, last, "until", RANKS.index(OPENING))


_ROUND_BEFORE = re.compile(r"(?:于|从|自|在)\s?$")
#: what a round does, a word or two behind its days, or behind a row of districts: 从8月6日至9月5日在全区开展接种冲刺
_ROUND_AFTER = re.compile(
    r"[，,]?(?:在[^，。；：\n]{2,48}?|[^，。；：\n]{0,16}?)(?:开展|进行|启动|组织)(?!了|过)[^，。；\n]{0,20}?(?:核酸|采样|检测|筛查|接种|疫苗)"
    r"|[，,]?[^，。；：\n]{0,16}?(?:接种|采样|检测)[点台][^，。；：\n]{0,8}(?:开放|开诊)"
)
#: what holds for hours of one day: 定于8月8日7时至19时，在全市范围内实行静态管理
_HOURS_RULED = re.compile(r"[，,]?(?:在|对)?全[市县区域镇旗州][^，。；：\n]{0,8}?(?:实行|实施)")
_TO_HOUR = re.compile(rf"{_TO}\s?(?:[上下]午|晚上?)?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:[:：]\d\d|[时点])")


_ROW = 6  #: days that a row may span
#: days one after the other: 4月12日、13日
_WEEKDAY = r"(?:[（(](?:星期|周)[一二三四五六日天][）)])?"
_NEXT_DAYS = re.compile(
    rf"{_WEEKDAY}(?:、(?:[12]\d|3[01]|[1-9])日?{_WEEKDAY}){{0,3}}[、和](?P<d>[12]\d|3[01]|[1-9])日(?!起|前|后|以)(?:{_WEEKDAY}[两三四五]天)?"
)


def _rounds(text: str, days: list[Written], reach: _Reach) -> dict[int, Written]:
    """The last day of each round of tests or vaccination that the opening announces, by where its first day stands: another day,
    or the same where only its hours are told."""
    found = {}
    for day, following in zip_longest(days, days[1:]):
        if day.start >= reach.opening:
            break
        if day.day and (last := _last_of_row(text, day)) and _ROUND_AFTER.match(text, last.end):
            found[day.start] = last
        if not day.day or not _ROUND_BEFORE.search(text, max(0, day.start - 3), day.start):
            continue
        ranges = following is not None and _RANGE_NEXT.match(text[day.end : day.end + 50])
        hours = _TO_HOUR.match(text, day.end) if day.clock else None
        last = following if ranges else day if hours else None
        end = hours.end() if hours and not ranges else last.end if last else 0
        ruled = last is day and _HOURS_RULED.match(text, end)
        if last and (ruled or _ROUND_AFTER.match(text, end)):
            found[day.start] = last
    return found


def _last_of_row(text: str, first: Written) -> Written | None:
    """The last of days that follow one another in a row, none of which but the first names its month."""
    match = _NEXT_DAYS.match(text, first.end)
    if not match or not first.day or not first.day < int(match["d"]) <= first.day + _ROW:
        return None
    if not possible(first.year, first.month, int(match["d"])):
        return None
    return Written(match.start("d"), match.end(), first.year, first.month, int(match["d"]), form="of-month")


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place of the text lies within quotation marks: a rumour, not the notice, says so."""
    start = max(0, at - 40)
    return text.rfind("“", start, at) > text.rfind("”", start, at)


_BARE_DAY = re.compile(rf"(?:自|从)\s?(?P<d>[12]\d|3[01]|[1-9])日(?={_CLOCK_TAIL}起)")


_BARE_END = re.compile(rf"{_CLOCK_TAIL}(?:起)?\s?{_TO}\s?(?P<d>[12]\d|3[01]|[1-9])日(?![内前后])")


_DAYS_BACK = 20  #: a day without its month is told by one of the days written just before it


def _with_bare_days(text: str, days: list[Written]) -> list[Written]:
    """The written days, and those that name no month: a start (自16日起) with that of the day written before it, the end of a
    range (4月2日至6日) with that of its beginning."""
    found = list(days)
    for day in days:
        match = _BARE_END.match(text, day.end) if day.day else None
        if (
            match
            and day.month
            and day.day
            and day.day < int(match["d"])
            and possible(day.year, day.month, int(match["d"]))
        ):
            found.append(Written(match.start("d"), match.end(), day.year, day.month, int(match["d"]), form="of-month"))
    for match in _BARE_DAY.finditer(text):
        behind = bisect_right(days, match.start(), key=lambda day: day.end)
        before = next((day for day in reversed(days[max(0, behind - _DAYS_BACK) : behind]) if day.day), None)
        if before and before.month and before.day:
            number = int(match["d"])
            month = before.month + (number < before.day)
            year = before.year + (month > 12) if before.year else None
            month = (month - 1) % 12 + 1
            if possible(year, month, number):
                found.append(Written(match.start("d"), match.end(), year, month, number, form="of-month"))
    return sorted(found, key=lambda day: day.start)


def ranked(clauses: list[Clause], side: str, repaired: Repaired) -> list[Found]:
    """The candidates of one side, the surest first."""
    own = [clause for clause in clauses if clause.side == side]
    return [clause.found(repaired) for clause in sorted(own, key=lambda one: (one.rank, one.start))]


_SENTENCE = 400  #: as far as a sentence is looked for before a day: a text without marks is none as a whole


def _sides(text: str, day: Written, from_end: int) -> list[str]:
    """What a day is: ``from``, ``until``, the beginning of a ``range`` that may rule nothing; empty for any other day."""
    before, after = text[max(0, day.start - 16) : day.start], text[day.end : day.end + 50]
    opens_range = _RANGE_NEXT.match(after) is not None
    sides = []
    if _is_start(before, after):
        sides.append("from")
    elif not (_TERM_BEFORE.search(before) and opens_range) and _is_end(text, before, after, day, from_end):
        sides.append("until")
    if opens_range and _is_ruled(before, after):
        sides.append("range")
        ruled = not _FROM_AFTER.match(after) and not _NOT_FROM.match(after)
        if ruled and not (_NOT_FORCE if _HELD_BEFORE.search(before) else _NOT_UNTIL).search(_sentence(text, day)):
            sides.append("from")
    return sides


def _is_ruled(before: str, after: str) -> bool:
    """Whether something holds within the range that a day opens, by the words around it."""
    if _HELD_AFTER.match(after):
        return False
    if _FROM_BEFORE.search(before) or _TERM_BEFORE.search(before):
        return True
    return bool(
        _RULES_RANGE.match(after)
        or _RULES_PLACES.match(after)
        or _RULES_BELOW.match(after)
        or (_ARRANGED_BEFORE.search(before) and _ARRANGED.match(after))
    )


def _sentence(text: str, day: Written) -> str:
    """The part of the sentence that holds a day, up to a little behind it."""
    far = max(0, day.start - _SENTENCE)
    behind = re.split("[。\n]", text[day.end : day.end + 24], maxsplit=1)[0]
    return text[max(far, max(text.rfind(mark, far, day.start) for mark in "。\n；，") + 1) : day.end] + behind


def _is_start(before: str, after: str) -> bool:
    if re.search(r"自\s?$", before) and re.match(rf"^{_CLOCK_TAIL}(?:起)?至(?!今|少|多|\d|二)", after):
        return True
    match = _FROM_AFTER.match(after) or (_STARTS_AFTER.match(after) if _STARTS_BEFORE.search(before) else None)
    match = match or (_IN_FORCE_AFTER.match(after) if _ACT_BEFORE.search(before) else None)
    if match and _CITED_BEFORE.search(before) and _CITED_AFTER.match(after):
        return False
    aimed = re.search(r"(?:截至|截止|对|凡)\s?(?:自|从)?\s?$", before)
    return match is not None and not aimed and not _NOT_FROM.match(after[match.end() :])


def _is_end(text: str, before: str, after: str, day: Written, from_end: int) -> bool:
    if _UNDER_ANOTHER.search(text[max(0, day.start - 40) : day.start]):
        return False
    follows = from_end >= 0 and _TO_BEFORE.search(before) and 0 <= day.start - from_end <= _AFTER_START
    if follows or _AT_ONCE_TO.search(before):
        return True  # the end of a start that counts
    if _NOT_UNTIL.search(_sentence(text, day)) or _AFTERWARDS.match(text, day.end):
        return False
    before = _SAME_YEAR.sub("", before)
    if _UNTIL_BEFORE.search(before):
        return True
    return bool(_TO_BEFORE.search(before)) and bool(_UNTIL_AFTER.match(after))


#: 依市指挥部第43号通告执行至9月8日: the end of an act that is only followed
_UNDER_ANOTHER = re.compile(
    r"(?:依照?|按照?|根据)(?![本此该])[^，。；\n]{1,24}(?:通告|公告|通知|命令|令)(?:要求|规定)?执?行?[至到]\s?$"
)
_TODAY_BEFORE = re.compile(r"[今明即][日天晚][（(]$")  #: 自今日（4月25日）18时起
#: 3月9日早六点起执行以下安排
_FOLLOWING = re.compile(rf"{_CLOCK_TAIL}起\s?(?:施行|实施|执行|实行|采取)(?:以下|如下|下列|上述)")
#: other starts, ranges or stages before a start in a clause: 高三9月6日报到，幼儿园9月13日起
_STAGED = re.compile(
    r"阶段|分步|分批|(?<!截至)\d日(?:[至到-]\d{1,2}日)?(?:为|报到|返校|开学|开放|复工|复课|错峰|[^，。；]{0,12}[，；])"
)
#: an answer: a question stands before it in its line, or closes the line above
_ASKED = re.compile(r"[？?]\s?$")
_NEXT_STAGE = re.compile(r"[^。\n]{0,40}?[，；](?:自|从)?(?:\d{1,2}月)?\d{1,2}日(?:\d{1,2}[时点])?起")
#: an answer, a stage or a batch speaks for itself
_FOR_ITSELF = re.compile(r"(?:答|负责人|发言人|局长|主任|处长)[:：]|第[一二三四1-4](?:阶段|批次?|步)")


#: 县指挥部决定自…, 通知提出，从…: what a report tells of the act as a whole
_DECIDES = re.compile(
    r"(?:(?:指挥部|领导小组|办公室|防控办|政府|会议|[市县区省委局厅])(?:研究)?决定|(?:通知|通告|公告|方案|命令)(?:中)?(?:提出|要求|明确|规定|指出|称|(?=[，,])))"
    r"[，,：:]?\s?(?:自|从|于)?\s?$"
)


class _Reach(NamedTuple):
    """Where the opening of a text and its first clause end: days further down belong to single clauses. Up to ``decision`` a
    report may still tell what was decided."""

    opening: int
    first_clause: int
    decision: int = 0


def _rank(text: str, start: int, end: int, reach: _Reach) -> int:
    far = max(0, start - _SENTENCE)
    sentence_start = max(far, text.rfind("。", far, start) + 1, text.rfind("\n", far, start) + 1)
    around = text[sentence_start : end + 16]
    if (
        _FOR_ITSELF.search(text, sentence_start, start)
        or "？" in text[sentence_start:start]
        or _ASKED.search(text[max(0, sentence_start - 3) : sentence_start])
    ) or (text[start - 1 : start] in ("（", "(") and not _TODAY_BEFORE.search(text[start - 4 : start])):
        return 4
    if _IN_FORCE_AFTER.match(text[end : end + 20]) and _ACT_BEFORE.search(text[sentence_start:start]):
        return 0
    forced = (
        _FORCE.search(text[end : end + 8])
        and re.search(r"[自从于]\s?$", text[max(0, start - 2) : start])
        and len(around) < 60
    )
    if forced or _FOLLOWING.match(text, end) or _SELF.search(text[sentence_start:start]):
        return 0
    if start < reach.opening or (start < reach.decision and _DECIDES.search(text[sentence_start:start])):
        return 1
    if start < reach.first_clause:
        return 4 if _STAGED.search(text, sentence_start, start) or _NEXT_STAGE.match(text, end) else 2
    return 3 if _BEGINS.match(text[end : end + 16]) and start < reach.first_clause + 120 else 4


def _reach(text: str, signed: bool) -> _Reach:
    """The opening ends before the first numbered clause; a clause that is only a heading takes the line below it along. Prose
    without numbers opens with its first three lines, or 600 characters, when it is signed, and with its first otherwise: a
    report goes on to single measures at once."""
    lines = lines_of(text)
    if not lines:
        return _Reach(0, 0)
    first = next((index for index, line in enumerate(lines[:8]) if _NUMBERED.match(line.text)), None)
    if first is None:  # clauses without numbers: they begin behind the line that announces them
        announced = (index for index, line in enumerate(lines[:5]) if _ANNOUNCES.search(line.text))
        first = next((index + 1 for index in announced if index + 1 < len(lines)), None)
    if first is None:
        # below a number, a day, an addressee
        lead = next((index for index, line in enumerate(lines[:4]) if "。" in line.text), 0)
        end = min(lines[min(2 if signed else lead, len(lines) - 1)].end, 600)
        return _Reach(end, end, lines[min(3, len(lines) - 1)].end)
    last = first
    while last + 1 < len(lines) and len(lines[last].text) < 24 and not lines[last].text.endswith("。"):
        last += 1
    return _Reach(lines[first].start, lines[last].end)
