"""Whose site it is: an authority's, a newsroom's, a portal's, a hijacker's; what its lines and its metadata say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from builder.extract.cues import Stretch, find_hits, stretches
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
_REPORTERS = 8  #: weight of reporters that go by the site's own name
_ADVERT = "host/adult-word"  #: words strewn into others' pages; a betting brand is a site's name
_OWN_WORDS = 4  #: Chinese characters of a site line, tools left out, from which on a site names itself
#: what every page's furniture says, whoever runs it
_TOOLS = re.compile(
    r"打印|关闭|窗口|返回|顶部|首页|上一[篇页期]|下一[篇页期]|没有了|本页|已?被?访问|阅读|浏览|点击|次数?|字[体号]|[大中小]|分享到?|收藏|附件|下载"
    r"|[（(]?经办[:：][^）)]{1,8}[）)]?|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备|公网安备|号"
)
#: what a shop of novels says of its books and offers their readers; one word alone may be a reading club's or a newspaper's
_SHELF = re.compile(
    r"小说|文学网?(?=[\s_·]|$)|看书|中文网|书架|书签|章节|连载|完本|书友|玄幻|武侠|修真|仙侠|言情|穿越|月票|推荐票|催更|换源|追书|求书|推荐本书|新书"
)
_SHELVED = 3  #: different words of these from which on a site is such a shop
_CHAPTER = re.compile(r"^\s{0,4}第[0-9零〇一二三四五六七八九十百千]{1,6}[章回节][\s　]", re.MULTILINE)
#: what parts the columns of a site
_COLUMNS = re.compile(r"[|｜>＞·—\-]|[\u4e00-\u9fff]{2}[\s　]{1,3}[\u4e00-\u9fff]{2}")
#: what an authority, a hospital, a school or a carrier calls its own site
_OWN_SITE = re.compile("官方网站|官网|[政院校村团]务公开")


_TAKEN_FROM = re.compile(r"(?<=[转摘]自|载自)[:：]?[\s　]{0,2}[^\s，。|｜]{2,24}")
#: the first word of a site's line, without what every site is called
_HEAD = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:网|在线|新闻|客户端|首页)?(?=[\s　|｜>＞·_\-]|$)")


def host_kind(
    repaired: Repaired, blocks: tuple[Block, ...], rules: Rules, facts: Facts = (), issuer: str = ""
) -> HostKind:
    """The kind with the most weight; one sure sign of a hijacked site is enough. A site that says more of itself than its tools
    do, and nothing of an authority or a newsroom, is a portal. ``issuer`` is the body that speaks in the text, if one was found.
    """
    frame, titled = frame_of(repaired, rules), site_lines(repaired, rules.issuers)
    weights: Counter[str] = Counter()
    cues = list(_cues_of_site(repaired, frame, titled, rules, facts))
    for cue in cues:
        weights[cue.says] += cue.weight
    advert = _is_advert_only(repaired, frame, [cue for cue in cues if cue.says == "hijacked"])
    if _is_shop_of_novels(repaired) or (weights["hijacked"] and not (advert and _names_other(weights))):
        return "hijacked"
    del weights["hijacked"]
    weights["media"] += _REPORTERS * _has_reporters(repaired, frame)
    weights["official"] += _KEEPER * kept_by_authority(repaired, blocks, frame, titled, rules, issuer)
    weights["official"] += _PLACE * account_of_place(repaired, blocks, titled, rules)
    best = max(_PREFERENCE, key=lambda kind: weights[kind])
    if weights[best] >= _ENOUGH:
        return best
    return "portal" if _names_itself(repaired, frame) else "unknown"


def _cues_of_site(
    repaired: Repaired, frame: tuple[Piece, ...], titled: tuple[Piece, ...], rules: Rules, facts: Facts
) -> Iterator[Cue]:
    """The cues that fit, each once. Lists of other pages speak of other sites; only a hijacked one shows in them."""
    mine = {piece.start for piece in frame if not piece.rule.endswith("-list")}
    strange = {piece.start for piece in repaired.pieces_of("chrome")} - mine
    lines = (stretch(repaired, piece) for piece in titled)
    everywhere = (*lines, *stretches(repaired), *top(repaired, titled))
    own = tuple(_without_origin(one) for one in everywhere if one.where != "chrome" or one.start not in strange)
    metadata = _host_words(facts)
    for cue in rules.fields.hosts:
        where = everywhere if cue.says == "hijacked" else own
        fits = any(True for _ in find_hits(repaired, (cue,), where))
        if fits or any(cue.pattern.search(words) for words in metadata):
            yield cue


def _without_origin(one: Stretch) -> Stretch:
    """A page stamp without the name of the site that the text was taken from; offsets stay."""
    if one.where != "meta":
        return one
    return one._replace(words=_TAKEN_FROM.sub(lambda match: " " * len(match[0]), one.words))


def _is_advert_only(repaired: Repaired, frame: tuple[Piece, ...], cues: list[Cue]) -> bool:
    """Whether what shows a hijacker (``cues``) is an advert strewn into the page alone, and no line of the site's own."""
    own = [repaired.line(piece) for piece in frame if piece.rule != "chrome/spam"]
    return all(cue.id == _ADVERT and not any(map(cue.pattern.search, own)) for cue in cues)


def _is_shop_of_novels(repaired: Repaired) -> bool:
    """Whether the lines around the text are a shop's of novels, which only took the text over; a chapter is at home there."""
    around = (repaired.line(piece) for role in ("chrome", "meta") for piece in repaired.pieces_of(role))
    words = {found for line in around for found in _SHELF.findall(line)}
    return len(words) >= _SHELVED and not _CHAPTER.search(repaired.page)


def _names_other(weights: Counter[str]) -> bool:
    """Whether the page names a newsroom or somebody's portal too, which carry such adverts; an authority's site does not."""
    other = max(weights["media"], weights["portal"])
    return other >= _ENOUGH and other > weights["official"]


def _has_reporters(repaired: Repaired, frame: tuple[Piece, ...]) -> bool:
    """Whether reporters go by the name at the head of the site: 某某网 over 某某网记者."""
    head = next((match for piece in frame if (match := _HEAD.match(repaired.line(piece)))), None)
    lines = [repaired.line(piece) for piece in repaired.pieces_of("meta")]
    own = (head["name"], head[0]) if head else ()
    return any(name + word in words for words in lines for name in own for word in ("记者", "通讯员"))


def _host_words(facts: Facts) -> list[str]:
    """What the metadata says of the site, as lines of a page would say it."""
    named = [fact.value for fact in (*facts_of(facts, (*SITES, *DOMAINS)), *addresses(facts))]
    return [*named, *(f"网站标识码：{fact.value}" for fact in facts_of(facts, CODES) if fact.value.isdigit())]


def _names_itself(repaired: Repaired, frame: tuple[Piece, ...]) -> bool:
    """Whether the site says more of itself than its tools do, and does not call itself a body's own: some site runs the page, and
    nothing shows an authority or a newsroom behind it. A number of a sheet, a table's head and plain words right below the text
    are the paper's, not a site's."""
    lines = [(piece.rule, repaired.line(piece)) for piece in frame if piece.rule != "chrome/page-number"]
    told = [(rule, words) for rule, words in lines if not words.startswith("序号")]
    if all(rule == "chrome/after-end" and not _COLUMNS.search(words) for rule, words in told):
        return False
    own = any(_OWN_SITE.search(words) for _, words in told)
    return not own and any(len(HAN.findall(_TOOLS.sub("", words))) >= _OWN_WORDS for _, words in told)
