"""Whom a report names: it has its news from this body, passes on its words, or names no other headquarters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.closing import lines_of
from builder.extract.cues import HEAD
from builder.extract.issuer.body import HAN, Found, Name, Words, as_found, even, is_body
from builder.extract.issuer.names import close_before, names_in
from builder.extract.issuer.written_out import in_full
from builder.model import Repaired
from builder.rules.places import Places

_HEARD = re.compile(r"^[^，。]{0,12}(?:获悉|了解到|处获悉|悉|得知|举行|召开(?:的)?(?:新闻)?发布会)")


def telling(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """记者从…获悉: the body that a report has it from; …负责人介绍 where one body alone speaks."""
    yield from _heard(repaired, words, places)
    speakers: dict[str, Found] = {}
    for line in lines_of(repaired.text):
        if not _SPEAKERS.search(line.text):
            continue
        for name in names_in(repaired.text, line.start, line.end, words, places):
            placed = places.at(name.text, 0) or (name.start == line.start and words.issuers.acts(name.text))
            if placed and _SPEAKS.match(repaired.text[name.end : name.end + 24]):
                speakers.setdefault(name.text, _heard_from(repaired, name, "Its people speak."))
    if len(speakers) == 1:
        yield from speakers.values()


_SPEAKERS = re.compile("负责|发言人|专家|工作人员")

_SPEAKS = re.compile(
    r"^(?:新闻发言人|有关|相关|主要)?(?:负责人|负责同志|发言人|专家|工作人员)[^，。；]{0,8}(?:表示|介绍|说|称|提醒|建议|解读|告诉|透露|回应|解答)"
)

#: who counts the cases need not be who acts
_COUNTS_CASES = re.compile(r"[^。\n]{0,40}?(?:新增|确诊|感染者|病例)")

_ASKED = re.compile(r"采访了?$")
_FROM = re.compile(r"记者[^，。]{0,8}从$")  #: whatever the reporter has from it


def _heard(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """从…获悉, 采访了…: the body that the opening has its news from."""
    for line in lines_of(repaired.text)[:3]:
        for name in names_in(repaired.text, line.start, line.end, words, places):
            before = close_before(repaired.text, line.start, name.start)
            after = repaired.text[name.end : name.end + 24]
            if (
                re.search(r"(?:从|据|采访了?)$", before)
                and (
                    _ASKED.search(before)
                    or _FROM.search(before)
                    or _HEARD.match(after)
                    or re.match(r"(?:消息|通报|通告|发布|介绍|最新)", after)
                )
                and not _COUNTS_CASES.match(after)
            ):
                yield _heard_from(repaired, name, "The report has it from this body.")


#: 转发某专班的要求，各网点照着做: the words are those of the body
_RELAYS = re.compile(rf"(?:现|现将|特)?转发(?P<body>[{HAN}]{{4,40}}?)的(?:要求|通知|通告|公告|提示|提醒|倡议)")


def relayed(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """转发…的要求: the body whose words a text passes on."""
    for line in lines_of(repaired.text)[:2]:
        match = _RELAYS.match(repaired.text, line.start, line.end)
        if match and is_body(match["body"], words, places):
            name = Name(*match.span("body"), match["body"])
            yield _heard_from(repaired, name, "The text passes on this body's words.")


_PASS_ON = ("新闻办", "新闻办公室", "宣传部", "宣传办", "网信办")  #: what others say
_SOURCE = re.compile(r"(?:来源|转自|供稿)\s?:?：?\s?(?P<body>[^\s|｜:：，。]{4,40})")


def sourced(repaired: Repaired, words: Words, places: Places) -> list[Found]:
    """The body that the page stamp gives as the source, under the full name of its place: it speaks where nobody signs."""
    for piece in repaired.pieces_of("meta"):
        line = even(repaired.page[piece.start : piece.end])
        for match in _SOURCE.finditer(line):
            speaks = not match["body"].endswith(_PASS_ON)
            if speaks and _is_named_in_full(match["body"], repaired, words, places):
                evidence = (repaired.evidence(piece.start + match.start("body"), piece.start + match.end("body")),)
                return [Found(match["body"], evidence, "issuer/heard-from", _ITS_SOURCE, doubtful=True)]
    return []


def _is_named_in_full(name: str, repaired: Repaired, words: Words, places: Places) -> bool:
    """Whether the words are a body's name with the full name of its place, or the text writes that out (市疾控中心)."""
    found = in_full(Found(name, (), "", ""), repaired, words, places).value
    mention = places.at(found, 0)
    return bool(mention and mention.full) and is_body(name, words, places, found == name)


_ITS_SOURCE = "The page gives it as the source, and nothing else names an issuer."
_ITS_NUMBER = re.compile(r"[^，。]{0,6}第?\d{1,3}号(?:令|通告|公告|通知|命令)")  #: its own act is carried out
_IN_FULL = 8  #: characters; 市指挥部 is named in passing
_ONLY_ONE = "It is the only headquarters or leading group that the text names."


def only_task_force(repaired: Repaired, words: Words, places: Places) -> list[Found]:
    """The headquarters or leading group of the place, where a report's opening names one in full and no other body speaks. One
    that is cited counts only in the report of a press conference: 区委宣传部介绍，根据区疫情防控领导小组的部署."""
    found: dict[str, Found] = {}
    conference = "发布会" in repaired.text[:HEAD]
    for line in lines_of(repaired.text)[:3]:
        for name in names_in(repaired.text, line.start, line.end, words, places):
            cited = words.cited_before.search(close_before(repaired.text, line.start, name.start)) and not conference
            cited = cited and not _ITS_NUMBER.match(repaired.text, name.end)
            written_to = repaired.text[name.end : line.end].strip() in ("：", ":")
            cited = cited or written_to
            if words.issuers.is_task_force(name.text) and len(name.text) >= _IN_FULL and not cited:
                found.setdefault(name.text, _heard_from(repaired, name, _ONLY_ONE))
    names = list(found)
    best = max(names, key=len, default="")
    same = all(best.endswith(name.lstrip("省市县区州旗")) for name in names)
    above = words.issuers.is_national(best) or best.startswith(("省", "自治区")) or "省" in best[:4]
    return [found[best]] if best and same and not above else []


_ITS_ACT = re.compile(r"[^，。]{0,4}(?:发布|印发|下发|公布)的[^，。]{0,12}?(?:通告|通知|公告|提示)")
_HEARD_LATER = re.compile(r"(?:获悉|了解到)")


def named_later(repaired: Repaired, words: Words, places: Places) -> list[Found]:
    """The body whose act a report says is followed (按照…发布的通告), else the first that it has something from further down."""
    heard: list[Found] = []
    for line in lines_of(repaired.text):
        if not _LATER.search(line.text):
            continue
        for name in names_in(repaired.text, line.start, line.end, words, places):
            before = close_before(repaired.text, line.start, name.start)
            if before.endswith(("按照", "根据", "据")) and _ITS_ACT.match(repaired.text, name.end):
                return [_heard_from(repaired, name, "What the report tells of follows this body's act.")]
            if before.endswith("从") and _HEARD_LATER.match(repaired.text, name.end):
                heard.append(_heard_from(repaired, name, "The report has it from this body."))
    return heard[:1]


_LATER = re.compile("发布的|印发的|下发的|公布的|获悉|了解到")


def _heard_from(repaired: Repaired, name: Name, because: str) -> Found:
    return as_found(repaired, name, "issuer/heard-from", because, doubtful=True)
