"""Whose page it is: a school, hospital, firm, court or police unit speaks on its own site or account without signing.

A government's site carries what many bodies issue, and a press office passes on what others say: neither is told so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.closing import lines_of
from builder.extract.issuer.body import HAN, Words, even, verbal, words_of
from builder.extract.issuer.names import names_in
from builder.model import BodyField, Candidate, Evidence, Repaired, Source
from builder.rules import Rules
from builder.rules.places import Places

_HEAD_LINES = 2  #: of the text whose bodies may be the one that keeps the page
_NAME = re.compile(rf"[{HAN}（）()]{{3,40}}")
#: what a site or account says of itself behind its name
_ITSELF = re.compile(r"(?:官方(?:网站|微信|微博|账号|服务号)|公众号|服务号|订阅号|视频号|官微|官网|网站|主办|宣)$")
_ACCOUNT = re.compile(r"官方(?:微信|微博|账号|服务号|公众号|订阅号)$")  #: one that speaks for itself alone
_KEEPS = "Nobody signs; the page is its own."


def of_keeper(issuer: BodyField, repaired: Repaired, source: Source, rules: Rules) -> BodyField:
    """The body that keeps an official page as its own, where no other was found: as the text calls it, else the page. Inferred,
    with the other names as the losers; the ``issuer`` as it is where it has a value or nobody of its own keeps the page."""
    if issuer.value or source.host_kind != "official":
        return issuer
    words = words_of(rules.issuers, rules.box)
    keepers = _of_one(list(_keepers(repaired, words)), repaired)
    if not keepers:
        return issuer
    found = [*_as_text_calls(repaired, [name for name, _ in keepers], words, rules), *keepers]
    (value, evidence), rule = found[0], "issuer/keeper"
    losers = {name: Candidate(name, rule, _KEEPS, (quoted,)) for name, quoted in found[1:] if name != value}
    return BodyField(value, "inferred", (evidence,), rule, _KEEPS, tuple(losers.values()))


def _of_one(found: list[tuple[str, Evidence]], repaired: Repaired) -> list[tuple[str, Evidence]]:
    """The names above the text, else those below; none where they are of several bodies."""
    first = next((piece.start for piece in repaired.pieces_of("body")), len(repaired.page))
    top = repaired.raw_span(0, first)[1]
    keepers = [one for one in found if one[1].start < top] or found
    return keepers if all(_is_same(name, keepers[0][0]) for name, _ in keepers) else []


def _keepers(repaired: Repaired, words: Words) -> Iterator[tuple[str, Evidence]]:
    """The names of such bodies in the lines around the text, but in lists of other pages."""
    for piece in repaired.pieces:
        if piece.role not in ("chrome", "meta") or piece.rule.endswith("-list"):
            continue
        for match in _NAME.finditer(even(repaired.page[piece.start : piece.end])):
            name = _ITSELF.sub("", match.group())
            account = _ACCOUNT.search(match.group()) and words.issuers.signs(name) and not verbal(name, words)
            if account or _keeps_its_own(name, words):
                start = piece.start + match.start()
                yield name, repaired.evidence(start, start + len(name))


def _keeps_its_own(name: str, words: Words) -> bool:
    """Whether a body of this name keeps a page for itself alone: no government, office or headquarters."""
    own = words.institution.fullmatch(name) or words.issuers.minds_its_own(name) or name.endswith(_UNITS)
    return bool(own) and not verbal(name, words)


_UNITS = ("总队", "支队", "大队", "法院", "检察院", "疾控中心", "疾病预防控制中心", "海关", "边检站", "边防检查站")


def _as_text_calls(
    repaired: Repaired, keepers: list[str], words: Words, rules: Rules
) -> Iterator[tuple[str, Evidence]]:
    """One of the keepers under the name that the text gives it: with its place in front, or another form in the first lines."""
    text = even(repaired.text)
    for keeper in keepers:
        at = text.find(keeper)
        start = _place_before(text, at, rules.places) if at > 0 else at
        if at > start:
            yield text[start : at + len(keeper)], repaired.evidence_in_text(start, at + len(keeper))
    for line in lines_of(text)[:_HEAD_LINES]:
        for name in names_in(text, line.start, line.end, words, rules.places):
            if any(_is_same(name.text, keeper) for keeper in keepers):
                yield name.text, repaired.evidence_in_text(name.start, name.end)


_LONGEST_PLACE = 12  #: characters of a place's name
_END = 3  #: characters in which two names of one body end alike


def _place_before(text: str, at: int, places: Places) -> int:
    """Where the names of places begin that stand right before a name, the outermost first (铜仁市碧江区 before 夕阳红养老院)."""
    starts = range(max(0, at - _LONGEST_PLACE), at - 1)
    found = (mention for start in starts if (mention := places.at(text, start, at)) and mention.end == at)
    inner = next((mention for mention in found if mention.full), None)
    return _place_before(text, inner.start, places) if inner else at


def _is_same(name: str, keeper: str) -> bool:
    """Whether two names are of one body: one ends the other (市人民医院), or drops some of its characters (丰县检察院)."""
    short, long = sorted((name, keeper), key=len)
    left = iter(long)
    alike = short[:2] == long[:2] and short[-_END:] == long[-_END:]
    return long.endswith(short) or (alike and all(character in left for character in short))
