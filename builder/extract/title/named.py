"""Titles that something else on the page names: its data box, its tail, its headline, its metadata, a report of one act."""

from __future__ import annotations

import re

from builder.extract.box import Entry
from builder.extract.cues import find_hits, stretches
from builder.extract.page_facts import TITLES, Facts, facts_of, words_of
from builder.extract.title.bare import bare_span
from builder.extract.title.shape import BRANDED, LONGEST, SHORTEST, SUBJECT, Found
from builder.model import Repaired, Status
from builder.rules import Rules

#: a site, a column or an authority behind a dash or a bar
_FACT_SUFFIX = re.compile(
    r"(?<!\s)\s*+(?<![-_|｜—–])[-_|｜—–]++\s{0,9}[^-_|｜—–。！？，0-9]{0,20}"
    r"(?:网|站|政府|委员会|[局厅委]|平台|门户|频道|公开|公告|通知|日报|晚报|新闻|发布|动态|资讯|首页|要闻|在线|客户端|中心)$"
)
_CHROME = re.compile(
    r"[>＞»›→|｜]|首页$|^(?:首页|返回|当前位置|您现在|上一[篇条]|下一[篇条]|相关|友情链接|来源|版权|主办)|[:：]"
)


def boxed(box: tuple[Entry, ...]) -> list[Found]:
    """The title that the page's data box names."""
    return [
        Found(entry.value, "stated", "title/in-box", None, ((entry.start, entry.end),))
        for entry in box
        if entry.key == "title" and len(entry.value) >= SHORTEST
    ]


def named(repaired: Repaired, rules: Rules, *says: str) -> list[Found]:
    """Titles that the page names: the tail's, a first line's, the original one."""
    made = {"original": "title/original", "tail": "title/named-in-tail", "shape": "title/first-line"}
    return _by_cues(repaired, rules, {one: made[one] for one in says}, "stated")


def reported(repaired: Repaired, rules: Rules) -> list[Found]:
    """The title of the one act that a report is about."""
    return _by_cues(repaired, rules, {"reported": "title/reported"}, "inferred")


def _by_cues(repaired: Repaired, rules: Rules, made: dict[str, str], status: Status) -> list[Found]:
    found = []
    cues = [cue for cue in rules.fields.titles if cue.says in made]
    for hit in find_hits(repaired, cues, stretches(repaired)):
        words = repaired.page[hit.start : hit.end]
        match = hit.cue.pattern.search(words)
        group = next((name for name in ("title", "title2") if match and match.groupdict().get(name)), None)
        if match and group:
            span = (hit.start + match.start(group), hit.start + match.end(group))
            found.append(Found(match[group], status, made[hit.cue.says], hit.cue.because, (span,)))
    return found


def of_facts(facts: Facts) -> list[Found]:
    """The headlines of the page's metadata that speak of the subject, without the site's name behind them."""
    found = []
    for fact in facts_of(facts, TITLES):
        value = _without_suffixes(fact.value)
        if SHORTEST <= len(value) <= LONGEST and SUBJECT.search(value) and not BRANDED.search(value):
            because = "The document has no title of its own; the headline in the page's metadata stands for it."
            told = (words_of(fact, 0, len(value)),)
            found.append(Found(value, "inferred", "title/page-fact", because, (), told))
    return found


def _without_suffixes(headline: str) -> str:
    """The headline without what stands behind its last dashes: 某市停课通知-通知公告-某市教育局."""
    for _ in range(3):
        bare = _FACT_SUFFIX.sub("", headline)
        if bare == headline or len(bare) < SHORTEST:
            break
        headline = bare
    return headline


def headlined(repaired: Repaired) -> list[Found]:
    """The page's headline: a site line above the text that speaks of the subject and ends in the site's name."""
    first_body = next((piece.start for piece in repaired.pieces if piece.role == "body"), len(repaired.page))
    found = []
    for piece in repaired.pieces_of("chrome")[:4]:
        words = repaired.line(piece)
        if piece.start > first_body or len(words) < 8 or _CHROME.search(words) or not SUBJECT.search(words):
            continue
        start, end = bare_span(repaired, piece) or (piece.start, piece.end)
        if end - start >= 8 and SUBJECT.search(repaired.page[start:end]):
            because = "The document has no title of its own; the page's headline stands for it."
            found.append(Found(repaired.page[start:end], "inferred", "title/headline", because, ((start, end),)))
    return found
