"""A body under its full place that opens a part of a sentence: before an act, or as what the opening tells of.

Where a name ends is told by the act behind it, so that all who sign may act, not only authorities: 某县青少年宫决定……
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from builder.extract.closing import Line, lines_of
from builder.extract.issuer.body import HAN, LONGEST, Found, Name, Words, as_found, is_body, verbal
from builder.extract.issuer.names import names_in
from builder.model import Repaired
from builder.rules.places import Places

_CLAUSE = re.compile(r"[，。；：（]")
_LONGEST = 30  #: characters of such a name
#: where such a name may end: what it does at once, which nobody but an issuer does
_DECIDES = re.compile(
    r"(?:经?(?:研究|会商|研判)后?)?(?:决定|现就|现将|现对|制定|特制定|郑重|通告如下|提示如下|提醒如下|倡议如下|发布|发出|印发)"
)
_NAME = re.compile(rf"[{HAN}（）]{{4,{_LONGEST}}}")


def placed(text: str, line: Line, words: Words, places: Places) -> Iterator[Name]:
    """The names in a line that stand between their place, which opens a part of a sentence, and an act: 乐山市国有农场决定……"""
    for start in clauses(text, line):
        mention = places.at(text, start)
        act = _DECIDES.search(text, mention.end, min(line.end, start + _LONGEST)) if mention and mention.full else None
        if (
            act
            and _NAME.fullmatch(text, start, act.start())
            and is_body(text[start : act.start()], words, places, True)
        ):
            yield Name(start, act.start(), text[start : act.start()])


def institutions(text: str, line: Line, words: Words, places: Places) -> Iterator[Name]:
    """A school, firm or prison under its place that opens a part of a sentence (经研究，某县某小学决定)."""
    for start in clauses(text, line):
        match = words.institution.match(text, start, min(line.end, start + LONGEST))
        if match and places.at(match.group(), 0) and is_body(match.group(), words, places, True):
            yield Name(*match.span(), match.group())


def clauses(text: str, line: Line) -> Iterator[int]:
    """Where the parts of the line's sentences begin."""
    yield line.start
    for mark in _CLAUSE.finditer(text, line.start, line.end):
        yield mark.end()


#: who counts cases at the head of another's notice: 某局通报，昨日新增3例; with a colon the notice is its own
COUNTS_CASES = re.compile(r"(?:最新)?(?:通报|公布|发布|报告)，[^。；\n]{0,24}(?:新增|确诊|感染者|病例)")
_LINES = 3  #: in which a text says who speaks
#: behind a name: another's name or post, a part of it, who only belongs to it, or what happens to it
_NOT_ITSELF = re.compile(
    r"[的、等：，。；·\s]|[和与及](?![^，。]{0,10}(?:商[定量]|共同|联合|一起|决定))|各?(?:有关|[党支副正长主书局处科部区院校负相执工干职医护专同发新])|通报了|正式|[一二三四五六七八九十\d]+[年楼]|全部|门诊|轨迹|疫情|已|将|被|是|为|在|内|外|附近"
)
_BEFORE = re.compile(r"(?:今[日天晨]|昨[日天晚]|近日|日前|(?:20\d\d年)?\d{1,2}月\d{1,2}日)?$")
_OPENS = "It opens the text, and nothing else names an issuer."


def opening_subject(repaired: Repaired, words: Words, places: Places) -> list[Found]:
    """Of whom the opening speaks first, under its full place, where nothing else names an issuer; inferred."""
    text = repaired.text
    for line in lines_of(text)[:_LINES]:
        starts = tuple(clauses(text, line))
        own = set(institutions(text, line, words, places))
        for name in (*names_in(text, line.start, line.end, words, places), *sorted(own)):
            mention = places.at(name.text, 0)
            start = starts[bisect(starts, name.start) - 1]
            if not mention or not (mention.full or name in own) or not _BEFORE.fullmatch(text, start, name.start):
                continue
            if behind := _AND_GOVERNMENT.match(text, name.end):
                name = Name(name.start, behind.end(), text[name.start : behind.end()])
            told = _NOT_ITSELF.match(text, name.end) or COUNTS_CASES.match(text, name.end)
            if not told and not _TWO.search(name.text) and not verbal(name.text, words):
                return [as_found(repaired, name, "issuer/opening", _OPENS, doubtful=True)]
    return []


_TWO = re.compile("[会局委部院校处][和与及]|(?<=[省市县区州旗镇乡])对")  #: two bodies, or what one does to another
_AND_GOVERNMENT = re.compile("(?<=党委)、政府")
