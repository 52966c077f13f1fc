"""Whose site it is: an authority's, a newsroom's, a portal's, a hijacker's; what its lines and its metadata say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from builder.extract.cues import find_hits, stretches
from builder.extract.page_facts import CODES, DOMAINS, SITES, Facts, addresses, facts_of
from builder.extract.source.frame import frame_of, stretch, top
from builder.extract.source.keeper import account_of_place, kept_by_authority
from builder.extract.source.name import HAN
from builder.extract.title.own import site_lines
from builder.model import Block, HostKind, Piece, Repaired
from builder.rules import Rules
from builder.rules.fields import Cue

#: of kinds that weigh the same the first one holds
_PREFERENCE: tuple[HostKind, ...] = ("official", "portal", "media")
_KEEPER = 8  #: weight of a line by which an authority keeps the page
_PLACE = 3  #: weight of an account's name with the signer's place in it: more than a plain site's, less than a shop's
_ENOUGH = 2  #: weight below which no cue tells the host's kind
_OWN_WORDS = 4  #: Chinese characters of a site line, tools left out, from which on a site names itself
#: what every page's furniture says, whoever runs it
_TOOLS = re.compile(
    r"打印|关闭|窗口|返回|顶部|首页|上一[篇页期]|下一[篇页期]|没有了|本页|已?被?访问|阅读|浏览|点击|次数?|字[体号]|[大中小]|分享到?|收藏|附件|下载"
    r"|[（(]?经办[:：][^）)]{1,8}[）)]?|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备|公网安备|号"
)
#: what an authority, a hospital, a school or a carrier calls its own site
_OWN_SITE = re.compile("官方网站|官网|[政院校村团]务公开")


def host_kind(repaired: Repaired, blocks: tuple[Block, ...], rules: Rules, facts: Facts = ()) -> HostKind:
    """The kind with the most weight; one sure sign of a hijacked site is enough. A site that says more of itself than its tools
    do, and nothing of an authority or a newsroom, is a portal."""
    frame, titled = frame_of(repaired, rules), site_lines(repaired, rules.issuers)
    weights: Counter[str] = Counter()
    for cue in _cues_of_site(repaired, frame, titled, rules, facts):
        weights[cue.says] += cue.weight
    if weights["hijacked"]:
        return "hijacked"
    weights["official"] += _KEEPER * kept_by_authority(repaired, blocks, frame, titled, rules)
    weights["official"] += _PLACE * account_of_place(repaired, blocks, titled, rules)
    best = max(_PREFERENCE, key=lambda kind: weights[kind])
    if weights[best] >= _ENOUGH:
        return best
    return "portal" if _names_itself([repaired.line(piece) for piece in frame]) else "unknown"


def _cues_of_site(
    repaired: Repaired, frame: tuple[Piece, ...], titled: tuple[Piece, ...], rules: Rules, facts: Facts
) -> Iterator[Cue]:
    """The cues that fit, each once. Lists of other pages speak of other sites; only a hijacked one shows in them."""
    mine = {piece.start for piece in frame if not piece.rule.endswith("-list")}
    strange = {piece.start for piece in repaired.pieces_of("chrome")} - mine
    lines = (stretch(repaired, piece) for piece in titled)
    everywhere = (*lines, *stretches(repaired), *top(repaired, titled))
    own = tuple(one for one in everywhere if one.where != "chrome" or one.start not in strange)
    metadata = _host_words(facts)
    for cue in rules.fields.hosts:
        where = everywhere if cue.says == "hijacked" else own
        fits = any(True for _ in find_hits(repaired, (cue,), where))
        if fits or any(cue.pattern.search(words) for words in metadata):
            yield cue


def _host_words(facts: Facts) -> list[str]:
    """What the metadata says of the site, as lines of a page would say it."""
    named = [fact.value for fact in (*facts_of(facts, (*SITES, *DOMAINS)), *addresses(facts))]
    return [*named, *(f"网站标识码：{fact.value}" for fact in facts_of(facts, CODES) if fact.value.isdigit())]


def _names_itself(frame: list[str]) -> bool:
    """Whether the site says more of itself than its tools do, and does not call itself a body's own: some site runs the page, and
    nothing shows an authority or a newsroom behind it."""
    own = any(map(_OWN_SITE.search, frame))
    return not own and any(len(HAN.findall(_TOOLS.sub("", words))) >= _OWN_WORDS for words in frame)
