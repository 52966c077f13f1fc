"""Who acts in the text: decides or proclaims in the opening, explains the notice, holds the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.closing import Line, lines_of
from builder.extract.issuer.body import LONGEST, SHORT_NAME, Found, Name, Words, as_found, even, is_body
from builder.extract.issuer.names import close_before, names_in, run_start
from builder.extract.issuer.opening import COUNTS_CASES, institutions, placed
from builder.model import Repaired
from builder.rules.places import Places

_BY = re.compile(r"(?:经|报经|报)\s?$")
_LEAD = 5  #: the lines in which an opening can name who acts
_BARE_LEAD = 2  #: the lines in which a name without its place (市防控办) is that of whoever acts
_ONE_OF_SEVERAL = "Further down it acts under a bare name, as one of several bodies may."
_INVITES = "It is the press office that invites to the conference, which need not make it the issuer."
_PRESS_OFFICE = re.compile(r"新闻办(?:公室)?$")
_CONFERENCE = re.compile(r"[^，。\n]{0,14}(?:召开|举行|举办)")
_ONLY_ACTS = "It asks, tells or works in the opening, which need not make it the issuer."


def acting(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """经…研究决定, …决定, …发布, …发出《…》: the body that acts in the opening."""
    text, local = repaired.text, _is_local(repaired, places)
    for number, line in enumerate(lines_of(text)[:_LEAD]):
        names = [*names_in(text, line.start, line.end, words, places), *institutions(text, line, words, places)]
        own = set(placed(text, line, words, places))
        for name in (*_government(text, line), *names, *sorted(own)):
            before, after = close_before(text, line.start, name.start), text[name.end : name.end + 60]
            if _is_told_of(before, after, words) or not (name in own or _may_act(name, line, words, places)):
                continue
            if (local and words.issuers.is_national(name.text)) or not words.acts.match(after):
                continue
            proclaims = words.proclaims.match(after) is not None
            if proclaims or len(name.text) >= SHORT_NAME:
                invites = bool(_PRESS_OFFICE.search(name.text) and _CONFERENCE.match(after))
                because = _INVITES if invites else "It acts in the opening." if proclaims else _ONLY_ACTS
                if not invites and number >= _BARE_LEAD and words.generic.match(name.text):
                    proclaims, because = False, _ONE_OF_SEVERAL
                named = _with_partner(text, line.start, name, words, places)
                yield as_found(repaired, named, "issuer/acting", because, doubtful=invites or not proclaims)


_EARLIER = re.compile(r"(?:刚才|刚刚|此前|之前|前期)[，,]?$")
_APPROVES = re.compile(r"(?:专家组)?(?:会商|集体)?(?:同意|批准|审定)")  #: 经某局同意: it acts for another
_IS_OBEYED = re.compile(r"[^，。]{0,8}要求[^，。]{0,40}，现(?!就)")  #: 某指挥部要求从严管理，现通知如下: another tells
_ITS_SPIRIT = re.compile(r"[^，。]{0,6}(?:会议精神|精神)")
_REPORTS = re.compile(r"向(?:[^，。]{0,6}报|上级)")  #: it reports to somebody
_IS_FINAL = re.compile(r"[^，。；\n]{0,12}为准")  #: 以某卫生健康委通报为准: another's word counts


def _is_told_of(before: str, after: str, words: Words) -> bool:
    """Whether a body, by the words around its name, is cited, asked for leave or the source of the news: it does not speak."""
    by = _BY.search(before)
    cited = words.cited_before.search(before) and not by
    if cited or words.cited_first.search(before) or _EARLIER.search(before) or before.endswith("据"):
        return True
    if any(told.match(after) for told in (_IS_OBEYED, _IS_FINAL, COUNTS_CASES)):
        return True
    return bool((by and _APPROVES.match(after)) or _ITS_SPIRIT.match(after) or _REPORTS.match(after))


def _may_act(name: Name, line: Line, words: Words, places: Places) -> bool:
    """Whether the name is an authority's, or any body's that stands with its place or opens its line."""
    if words.issuers.acts(name.text) or name.text in _ALONE:
        return True
    if words.institution.fullmatch(name.text) and places.at(name.text, 0):
        return True
    opens = name.start == line.start and not name.text.startswith(words.openers)
    return words.issuers.ends(name.text) and (opens or places.at(name.text, 0) is not None)


def _is_local(repaired: Repaired, places: Places) -> bool:
    """Whether the title names a place: what a body of the whole country does is then told as the occasion."""
    titles = (even(repaired.page[piece.start : piece.end]) for piece in repaired.pieces_of("title"))
    return any(True for title in titles for _ in places.mentions(title))


_ALONE = ("特区政府", "政府", "行政长官")

#: of a special administrative region, which needs no name there
_GOVERNMENT = re.compile(r"(?:特区政府|政府|行政长官)(?=今[日天]|[昨当]日|宣布|公布|决定|会于|将于|行使)")


def _government(text: str, line: Line) -> Iterator[Name]:
    """政府今日宣布 at the beginning of a line."""
    if match := _GOVERNMENT.match(text, line.start, line.end):
        yield Name(match.start(), match.end(), match.group())


_COMMITTEES = ("省委", "市委", "县委", "区委", "州委", "旗委", "镇党委", "乡党委")

_TOGETHER = re.compile(
    r"(?:会同|联合|携手)(?P<partners>[\u4e00-\u9fff、]{4,60}?)(?=[，,就对于]|决定|发布|发出|印发|制定|开展)"
)


def _with_partner(text: str, start: int, name: Name, words: Words, places: Places) -> Name:
    """The name with the body in front of it that acts with it (甲局、乙局决定)."""
    if behind := _TOGETHER.match(text, name.end):
        partners = behind["partners"].split("、")
        if all(is_body(part, words, places) for part in partners):
            return Name(name.start, behind.end(), "、".join((name.text, *partners)))
    if text[name.start - 1 : name.start] not in ("、", "和", "与"):
        return name
    first = run_start(text, max(start, name.start - 1 - LONGEST), name.start - 1)
    partner = text[first : name.start - 1]
    if not is_body(partner, words, places) and partner not in _COMMITTEES:
        return name
    return _with_partner(text, start, Name(first, name.end, f"{partner}、{name.text}"), words, places)


_EXPLAINS = re.compile(
    r"由(?P<body>[\u4e00-\u9fff（）()]{4,40}?)(?:负责|具体负责)(?:具体)?解释"
    r"|本[\u4e00-\u9fff]{2,4}由(?P<keeper>[\u4e00-\u9fff（）()]{4,40}?)(?:具体)?负责(?:解答)?[。；]"
)


def explaining(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """本通告由…负责解释: who explains a notice has issued it."""
    for match in _EXPLAINS.finditer(repaired.text):
        group = "body" if match["body"] else "keeper"
        if is_body(match[group], words, places, True):
            evidence = (repaired.evidence_in_text(*match.span(group)),)
            yield Found(match[group], evidence, "issuer/acting", "It explains the notice.")


_OPENING, _LEAST = 3, 5  #: lines; characters of a body that meets (防控办主任 is only somebody's post)
_MEETING_WORDS = re.compile(r"会|组长|指挥长?|主任")

_MEETING_BEHIND = re.compile(
    r"^(?:[（(][^（）()]{0,12}[)）])?(?:办公室)?(?:20\d\d年)?(?:第?[\d〇零一二三四五六七八九十百]+次)?(?:[^，。；\n]{0,10}?)(?:会议|调度会|视频会|推进会|例会|会商会|专题会|部署会|会)"
)

_CALLED = re.compile(r"(?:召开|主持|举行)(?:了|全)?$|^$|(?:日|[上下]午|日晚|今天|昨天|近日|日前)[，,]?$")
_HEAD_OF = re.compile(r"^(?:双|第一|副|常务副)?(?:组长|指挥长|总指挥|主任)")


def hosting(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """召开…领导小组第139次会议; …领导小组组长某某要求: the body that holds the meeting."""
    found: list[tuple[int, Name, str]] = []
    for number, line in enumerate(lines_of(repaired.text)):
        base = 0 if number < _OPENING else 2
        if not _MEETING_WORDS.search(line.text):
            continue
        for name in names_in(repaired.text, line.start, line.end, words, places):
            before = close_before(repaired.text, line.start, name.start)
            after = repaired.text[name.end : name.end + 24]
            if (
                words.cited_before.search(before)
                or not words.issuers.is_task_force(name.text)
                or len(name.text) < _LEAST
            ):
                continue
            if _MEETING_BEHIND.match(after) and not re.match(r"[^，。]{0,14}精神", after) and _CALLED.search(before):
                found.append((base, name, "It holds the meeting."))
            elif base == 0 and _HEAD_OF.match(after):
                found.append((1, name, "Its head speaks at the meeting."))
    for _, name, because in sorted(found, key=lambda one: one[0]):
        yield as_found(repaired, name, "issuer/host", because)
