"""The site's name: in its footer, in its metadata, in its header, behind the title it repeats."""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.extract.page_facts import SITES, SOURCES, Facts, facts_of, words_of
from builder.model import Candidate, Evidence, Field, Repaired

_NAME = r"[^\s，。,:：;；|｜>＞《》\[\]【】“”\"'©（）()、!！?？/\\]{2,24}"
_SITE_LINES = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        (
            "site/copyright",
            rf"(?i:copyright|版权所有|©)[\s:：©(c)0-9\-–—至年]*(?!all|ALL|All|\.com)(?P<name>{_NAME})",
        ),
        ("site/boilerplate", rf"不代表(?!本站|本网|其|作者|我们|任何)(?P<name>{_NAME}?)(?:的)?(?:立场|观点)"),
        ("site/boilerplate", rf"我是(?P<name>{_NAME}?)的签约作者|本站\[(?P<name2>{_NAME})\]|关于(?P<name3>{_NAME}网)$"),
        ("site/host-line", rf"(?:主办|承办)(?:单位|方)?\s*[:：]\s*(?P<name>{_NAME})"),
    )
)
_HEADER_NAME = re.compile(
    r"^(?:[【\[]\s*+)?(?:当前位置|您现在的位置|您的位置)?[:：]?\s*+(?P<name>[^\s，。,:：|｜>＞»›→/《》_\-·]{2,20}"
    r"(?:网|网站|在线|门户|平台|日报|晚报|晨报|论坛|贴吧|客户端|资讯|新闻|融媒体中心|发布))(?=$|[\s|｜>＞»›→/_\-·　])"
)
_SUFFIX = re.compile(r"[-_|｜—–]\s*(?P<name>[^-_|｜—–\s]{2,24})\s*$")
HAN = re.compile("[\u4e00-\u9fff]")


class _Named(NamedTuple):
    """A site's name as a line or a fact tells it."""

    value: str
    rule: str
    evidence: Evidence


def find_site(repaired: Repaired, facts: Facts) -> Field:
    """The site's name, by the surest of the lines and facts that name it; the others are its losers. Whom the metadata names as
    the text's source is only ever a loser: that may be another site."""
    found = [*_named_by_lines(repaired), *_named_by_facts(facts, SITES, "site/page-fact")]
    found += [*_named_by_header(repaired), *_named_by_suffix(repaired)]
    hints = _named_by_facts(facts, SOURCES, "site/content-source")
    if not found:
        because = "Neither header nor footer names the site."
        others = tuple(
            Candidate(hint.value, hint.rule, "It names the text's source, which may be another site.", (hint.evidence,))
            for hint in hints
        )
        return Field(None, "unknown", rule="site/none", because=because, others=others)
    best = found[0]
    because = f"Another line names the site more surely: {best.rule}."
    once = {name.value: name for name in reversed([*found[1:], *hints]) if name.value != best.value}
    others = tuple(Candidate(name.value, name.rule, because, (name.evidence,)) for name in reversed(once.values()))
    return Field(best.value, "stated", (best.evidence,), best.rule, None, others)


def _named_by_facts(facts: Facts, names: tuple[str, ...], rule: str) -> list[_Named]:
    """Names in the page's metadata."""
    return [_Named(fact.value, rule, words_of(fact)) for fact in facts_of(facts, names) if HAN.search(fact.value)]


def _named_by_lines(repaired: Repaired) -> list[_Named]:
    """Names in what sites say of themselves: copyright, disclaimers, who runs the page."""
    found = []
    for rule, pattern in _SITE_LINES:
        for start, words in _site_pieces(repaired):
            match = pattern.search(words)
            if match:
                group = next(name for name in ("name", "name2", "name3") if match.groupdict().get(name))
                if HAN.search(match[group]):
                    found.append(_named(repaired, start, match, rule, group))
    return found


def _named_by_header(repaired: Repaired) -> list[_Named]:
    """The site's name at the start of one of the first lines, above the text."""
    first_body = next((piece.start for piece in repaired.pieces if piece.role == "body"), len(repaired.page))
    found = []
    for start, words in _site_pieces(repaired)[:4]:
        match = _HEADER_NAME.match(words) if start < first_body else None
        if match:
            found.append(_named(repaired, start, match, "site/header"))
    return found


def _named_by_suffix(repaired: Repaired) -> list[_Named]:
    """The suffix of a site line that repeats the title: ``title-site``."""
    titles = [repaired.line(piece) for piece in repaired.pieces_of("title")]
    found = []
    for start, words in _site_pieces(repaired)[:4]:
        match = _SUFFIX.search(words)
        if match and any(title and words.startswith(title[:12]) for title in titles):
            found.append(_named(repaired, start, match, "site/title-suffix"))
    return found


def _named(repaired: Repaired, start: int, match: re.Match[str], rule: str, group: str = "name") -> _Named:
    """The name that a match in a line states, which begins at ``start`` of the page."""
    return _Named(match[group], rule, repaired.evidence(start + match.start(group), start + match.end(group)))


def _site_pieces(repaired: Repaired) -> list[tuple[int, str]]:
    around = (piece for piece in repaired.pieces if piece.role in ("chrome", "meta"))
    return [(piece.start, repaired.line(piece)) for piece in around]
