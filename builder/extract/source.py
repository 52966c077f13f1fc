"""Finds where the page came from: its address, the site's name, whose site it is; and judges how official the text is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from builder.extract.cues import Stretch, find_hits, stretches
from builder.extract.page_facts import CODES, DOMAINS, SITES, SOURCES, Facts, addresses, facts_of, words_of
from builder.extract.title.own import site_lines
from builder.model import (
    Block,
    Candidate,
    Evidence,
    Field,
    HostKind,
    Officiality,
    Piece,
    RawDocument,
    Repaired,
    Source,
)
from builder.rules import Rules
from builder.rules.fields import Cue

_ADDRESS = re.compile(
    r"(?:本文(?:地址|链接|网址|固定链接)|原文(?:地址|链接|网址)|(?:注明|标明)出处|文章(?:地址|链接)|本页(?:地址|链接)|固定链接|网址|来源(?:地址|链接))"
    r"\s{0,4}(?:[:：为]|\s)\s{0,4}(?P<url>(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+)"
)
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
_HAN = re.compile("[\u4e00-\u9fff]")
_PREFERENCE: tuple[HostKind, ...] = ("official", "portal", "media")
_ORIGIN = re.compile(r"来源|稿源|转自|转载")
_REPOSTED = re.compile(r"转自|转载自?|分享自|摘自")
_SIGNER = 8  #: weight of a site line that names the signing body, or begins with a body's name
_ENOUGH = 2  #: weight below which no cue tells the host's kind
#: a body's name and a day are a page stamp
_FIRST_WORD = re.compile(r"[\u4e00-\u9fff]{3,24}(?=[\s|｜>＞·]|$)(?![\s　]{1,4}(?:20[0-9]{2}[-年./]|[0-9]{1,2}[-月]))")
_NEWSROOM = re.compile(r"(?:融媒|传媒|新闻|广播|电视)[^局署]*$")
_SCHOOLS = ("中学", "小学", "学校", "幼儿园")
_OWN_WORDS = 4  #: Chinese characters of a site line, tools left out, from which on a site names itself
#: what every page's furniture says, whoever runs it
_TOOLS = re.compile(
    r"打印|关闭|窗口|返回|顶部|首页|上一[篇页期]|下一[篇页期]|没有了|本页|已?被?访问|阅读|浏览|点击|次数?|字[体号]|[大中小]|分享到?|收藏|附件|下载"
    r"|[（(]?经办[:：][^）)]{1,8}[）)]?|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备|公网安备|号"
)
_REPORTS = ("meeting", "news", "explainer", "other")


class _Named(NamedTuple):
    value: str
    rule: str
    evidence: Evidence


def find_source(document: RawDocument, repaired: Repaired, blocks: tuple[Block, ...], rules: Rules) -> Source:
    """The seed's file, the page's own address and site, and whose site it is. An address in the text's prose is none."""
    return Source(
        path=document.path,
        sha256=document.sha256,
        bytes=len(document.data),
        encoding=document.encoding,
        media_type=document.media_type,
        url=_find_url(repaired, document.page_facts),
        site=_find_site(repaired, document.page_facts),
        host_kind=_host_kind(repaired, blocks, rules, document.page_facts),
    )


def _find_url(repaired: Repaired, facts: Facts) -> Field:
    """The address that a line of the page names, else the one in its metadata; the others are its losers."""
    told = [(fact.value, words_of(fact)) for fact in addresses(facts)]
    for match in _ADDRESS.finditer(repaired.page):
        url = match["url"].rstrip(".,;:!?()[]'")
        start = match.start("url")
        evidence = repaired.evidence(start, start + len(url))
        return Field(evidence.quote, "stated", (evidence,), "url/address-line", None, _other_urls(told, evidence.quote))
    if told:
        value, evidence = told[0]
        return Field(value, "stated", (evidence,), "url/page-fact", None, _other_urls(told[1:], value))
    return Field(None, "unknown", rule="url/none", because="No line of the page names its address.")


def _other_urls(told: list[tuple[str, Evidence]], best: str) -> tuple[Candidate, ...]:
    because = "Something on the page names its address more surely."
    return tuple(Candidate(value, "url/page-fact", because, (words,)) for value, words in told if value != best)


def _find_site(repaired: Repaired, facts: Facts) -> Field:
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
    others = {name.value: name for name in reversed([*found[1:], *hints]) if name.value != best.value}
    return Field(
        best.value,
        "stated",
        (best.evidence,),
        best.rule,
        None,
        tuple(
            Candidate(
                name.value,
                name.rule,
                f"Another line names the site more surely: {best.rule}.",
                (name.evidence,),
            )
            for name in reversed(others.values())
        ),
    )


def _named_by_facts(facts: Facts, names: tuple[str, ...], rule: str) -> list[_Named]:
    """Names in the page's metadata."""
    return [_Named(fact.value, rule, words_of(fact)) for fact in facts_of(facts, names) if _HAN.search(fact.value)]


def _site_pieces(repaired: Repaired) -> list[tuple[int, str]]:
    return [
        (piece.start, repaired.page[piece.start : piece.end])
        for piece in repaired.pieces
        if piece.role in ("chrome", "meta")
    ]


def _named_by_lines(repaired: Repaired) -> list[_Named]:
    found = []
    for rule, pattern in _SITE_LINES:
        for start, words in _site_pieces(repaired):
            match = pattern.search(words)
            if match:
                group = next(name for name in ("name", "name2", "name3") if match.groupdict().get(name))
                if not _HAN.search(match[group]):
                    continue
                evidence = repaired.evidence(start + match.start(group), start + match.end(group))
                found.append(_Named(match[group], rule, evidence))
    return found


def _named_by_header(repaired: Repaired) -> list[_Named]:
    """The site's name at the start of one of the first lines, above the text."""
    first_body = next((piece.start for piece in repaired.pieces if piece.role == "body"), len(repaired.page))
    found = []
    for start, words in _site_pieces(repaired)[:4]:
        match = _HEADER_NAME.match(words) if start < first_body else None
        if match:
            evidence = repaired.evidence(start + match.start("name"), start + match.end("name"))
            found.append(_Named(match["name"], "site/header", evidence))
    return found


def _named_by_suffix(repaired: Repaired) -> list[_Named]:
    """The suffix of a site line that repeats the title: ``title-site``."""
    titles = [repaired.page[piece.start : piece.end] for piece in repaired.pieces_of("title")]
    found = []
    for start, words in _site_pieces(repaired)[:4]:
        match = _SUFFIX.search(words)
        if match and any(title and words.startswith(title[:12]) for title in titles):
            evidence = repaired.evidence(start + match.start("name"), start + match.end("name"))
            found.append(_Named(match["name"], "site/title-suffix", evidence))
    return found


def _host_kind(repaired: Repaired, blocks: tuple[Block, ...], rules: Rules, facts: Facts = ()) -> HostKind:
    """The kind with the most weight; one sure sign of a hijacked site is enough. A site that says more of itself than its tools
    do, and nothing of an authority or a newsroom, is a portal."""
    weights: Counter[str] = Counter()
    for cue in _cues_of_site(repaired, rules, facts):
        weights[cue.says] += cue.weight
    if weights["hijacked"]:
        return "hijacked"
    frame = _frame(repaired, rules)
    runs_it = _signer_runs_it(repaired, blocks, frame, rules) or _headed_by_body(repaired, rules)
    weights["official"] += _SIGNER * (runs_it or _named_for_place(repaired, rules))
    best = max(_PREFERENCE, key=lambda kind: weights[kind])  # the first of equals
    if weights[best] >= _ENOUGH:
        return best
    return "portal" if _names_itself(frame) else "unknown"


def _cues_of_site(repaired: Repaired, rules: Rules, facts: Facts) -> Iterator[Cue]:
    """The cues that fit, each once. Lists of other pages speak of other sites; only a hijacked one shows in them."""
    titled = [_stretch(repaired, piece) for piece in site_lines(repaired, rules.issuers)]
    lists = {piece.start for piece in repaired.pieces_of("chrome") if piece.rule.endswith("-list")}
    everywhere = (*titled, *stretches(repaired), *_top(repaired, titled))
    lists |= {piece.start for piece in repaired.pieces_of("chrome") if _of_document(repaired, piece, rules)}
    own = tuple(one for one in everywhere if one.where != "chrome" or one.start not in lists)
    metadata = _host_words(facts)
    for cue in rules.fields.hosts:
        where = everywhere if cue.says == "hijacked" else own
        fits = any(True for _ in find_hits(repaired, (cue,), where))
        if fits or any(cue.pattern.search(words) for words in metadata):
            yield cue


def _stretch(repaired: Repaired, piece: Piece, where: str = "chrome") -> Stretch:
    return Stretch(where, piece.start, repaired.page[piece.start : piece.end])


def _top(repaired: Repaired, titled: list[Stretch]) -> Iterator[Stretch]:
    """Where a site says its name: its first line above the text, and a short line that repair left above the title."""
    title = next((piece.start for piece in repaired.pieces_of("title")), len(repaired.page))
    site = next((piece for piece in repaired.pieces if piece.role in ("chrome", "meta")), None)
    first = next((piece for piece in repaired.pieces if piece.role == "body"), None)
    if site and (not first or site.start < first.start):
        yield _stretch(repaired, site, "top")
    yield from (Stretch("top", one.start, one.words) for one in titled[:1])
    if first and first.start == repaired.pieces[0].start and first.end - first.start <= _SITE_LINE:
        words = repaired.page[first.start : first.end]
        if first.start < title and not _SAYS_MORE.search(words):
            yield _stretch(repaired, first, "top")


_SITE_LINE = 40  #: characters of a line that may be a site's name with its columns
_SAYS_MORE = re.compile(r"[，。；！？]|[:：]$")


def _host_words(facts: Facts) -> list[str]:
    """What the metadata says of the site, as lines of a page would say it."""
    named = [fact.value for fact in (*facts_of(facts, (*SITES, *DOMAINS)), *addresses(facts))]
    return [*named, *(f"网站标识码：{fact.value}" for fact in facts_of(facts, CODES) if fact.value.isdigit())]


def _signer_runs_it(repaired: Repaired, blocks: tuple[Block, ...], frame: list[str], rules: Rules) -> bool:
    """Whether a line of the site, other than one that names the text's origin, names the body that signs the text."""
    signers = [repaired.text[b.start : b.end] for b in blocks if b.role == "signature"]
    lines = [words for words in frame if not _ORIGIN.search(words)]
    heads = [head[0] for words in lines if (head := _FIRST_WORD.match(words))]
    heads += [head["name"] for piece in repaired.pieces_of("meta") if (head := _ACCOUNT.match(_words(repaired, piece)))]
    heads_of_site = (*lines[:1], *(words for words in lines[1:] if words.startswith("原创")), *_accounts(repaired))
    named = [name for words in heads_of_site for name in _own_names(words, rules)]
    return (
        any(len(signer) >= 5 and signer in words for signer in signers for words in lines)
        or any(_is_short_for(head, signer, rules) for signer in signers for head in heads)
        or any(name in signer for signer in signers for name in named)
    )


_NAMES_AT_HEAD = re.compile(
    r"(?:原创[\s　]+)?(?P<first>[\u4e00-\u9fff]{2,24})(?:[\s　|｜·>＞]+(?P<second>[\u4e00-\u9fff]{2,24}))?"
)


def _own_names(words: str, rules: Rules) -> Iterator[str]:
    """What a site's or account's head calls itself, in its first two words and without its place: 北辰果园新村 is 果园新村."""
    match = None if _REPOSTED.search(words) else _NAMES_AT_HEAD.match(words)
    for name in filter(None, match.groups()) if match else ():
        place = rules.places.at(name, 0)
        own = name[len(place.name) :] if place and not place.zone else name
        if len(own) >= _SHORTENED:
            yield own


def _accounts(repaired: Repaired) -> Iterator[str]:
    """The stamp's words where it begins with an account's name and a day."""
    for piece in repaired.pieces_of("meta"):
        words = _words(repaired, piece)
        if _ACCOUNT.match(words):
            yield words


def _words(repaired: Repaired, piece: Piece) -> str:
    return repaired.page[piece.start : piece.end]


#: 合肥轨道 2022-05-06 07:00
_ACCOUNT = re.compile(r"(?P<name>[\u4e00-\u9fff]{4,12})[\s　]{1,3}20[0-9]{2}[-年./]")


def _is_short_for(head: str, signer: str, rules: Rules) -> bool:
    """Whether a site's or account's name is short for the body that signs: 青岛蓝谷 for 青岛蓝谷管理局, 洛阳交警 for
    洛阳市公安局交通警察支队. A county's name alone would fit any of its portals."""
    place = rules.places.at(head, 0)
    if len(head) < _SHORTENED or head[:2] != signer[:2] or len(head) == len(signer) or not rules.places.at(signer, 0):
        return False
    left = iter(signer)
    return not (place and len(place.name) == len(head)) and all(character in left for character in head)


_SHORTENED = 4  #: characters of a short name from which on it is one body's


def _named_for_place(repaired: Repaired, rules: Rules) -> bool:
    """Whether the head of the page or its stamp begins with an account's name such as 平安鹤岗 or 健康河北."""
    titled = (_stretch(repaired, piece) for piece in site_lines(repaired, rules.issuers))
    for one in (*_top(repaired, list(titled)), *(_stretch(repaired, piece) for piece in repaired.pieces_of("meta"))):
        match = _CARES_FOR.match(one.words)
        place = match and rules.places.at(match["place"], 0)
        if match and place and len(place.name) == len(match["place"]):
            return True
    return False


#: what accounts of police, health commissions, courts and party offices put before their place
_CARES_FOR = re.compile(
    r"(?:平安|健康|法治|文明|清廉|廉洁|应急|诚信|文旅|乐游|微游|绿色|美丽|魅力|活力|幸福|大美)"
    r"(?P<place>[\u4e00-\u9fff]{2,6})(?=[\s　|｜·>＞]|$)"
)


def _frame(repaired: Repaired, rules: Rules) -> list[str]:
    """The lines of the site itself, without those that are the document's."""
    left = (piece for piece in repaired.pieces_of("chrome") if not _of_document(repaired, piece, rules))
    return [repaired.page[piece.start : piece.end] for piece in left]


def _of_document(repaired: Repaired, piece: Piece, rules: Rules) -> bool:
    """Whether a line of chrome is the document's: it says again what that says, as a page scraped twice does, or it stands right
    below the text and is only a body's name or a day."""
    words = _words(repaired, piece)
    titles = (_words(repaired, one) for one in repaired.pieces_of("title"))
    if piece.rule in _COPIES or words in titles or _LETTERHEAD.fullmatch(words) or _is_title(words, rules):
        return True
    if len(words) > _COPIED and words in repaired.text and not _over_columns(repaired, piece):
        return True
    last = next((one.end for one in reversed(repaired.pieces_of("body"))), None)
    if piece.rule != "chrome/after-end" or last is None or repaired.page[last : piece.start].strip():
        return False
    return _signs(words, rules) or bool(_DAY.fullmatch(words))


#: what stands over a document on paper
_LETTERHEAD = re.compile(
    r"[特加平]\s{0,3}急|急\s{0,3}件|(?:内部)?明\s{0,3}电|[^\s]{4,36}文件|(?:发电单位|签发人|密级|等级)\s{0,3}[:：].{0,40}"
    r"|[\u4e00-\u9fff]{1,16}[〔\[（(［【][12][0-9]{3}[〕\]）)］】]第?[0-9]{1,4}号"
)


def _over_columns(repaired: Repaired, piece: Piece) -> bool:
    """Whether a line stands right above the columns of a site: the site's name, though the text is signed with it."""
    first = next(iter(repaired.pieces_of("body")), None)
    if first and first.start < piece.start:
        return False
    below = next((one for one in repaired.pieces if one.start >= piece.end), None)
    return below is not None and below.role == "chrome" and bool(_COLUMNS.match(_words(repaired, below)))


_COLUMNS = re.compile(r"(?:网站)?首页|当前位置|您(?:现在|当前)?(?:所在)?的?位置|导航")


def _is_title(words: str, rules: Rules) -> bool:
    """Whether a line is a document's title that repair took for the site's: bodies and the name of their act."""
    match = _ACT_LINE.fullmatch(words) if words.endswith(_ACTS) else None
    return bool(match) and all(rules.issuers.ends(name) for name in match["head"].split())


_ACTS = ("通告", "公告", "通知", "令", "决定", "布告")
#: 甲局 乙局联合通告, 某指挥部关于……的通知
_ACT_LINE = re.compile(
    r"(?P<head>[\u4e00-\u9fff\s　]{4,60}?)(?:联合|紧急|第[0-9一二三四五六七八九十]{1,3}号|关于[^|｜>＞]{4,60}的){0,2}"
    r"(?:通告|公告|通知|令|决定|布告)"
)


def _signs(words: str, rules: Rules) -> bool:
    """Whether a line is nothing but the bodies that sign; who 主办 or 宣 a page says so behind its name."""
    words = _STAND_IN.sub("", words)
    if _RUNS_IT.search(words):
        return False
    names, whole = words.split(), "".join(words.split())
    return all(map(rules.issuers.signs, names)) or (rules.issuers.signs(whole) and bool(rules.places.at(whole, 0)))


_STAND_IN = re.compile(r"[\s　]{1,8}(?:宣|制|印|启)$")
_RUNS_IT = re.compile(r"(?:主办|承办|主管|协办|运维|出品)$")


def _headed_by_body(repaired: Repaired, rules: Rules) -> bool:
    """Whether one of the first lines of the site begins with a body's or school's name (运输署 渡海小轮 航线资料)."""
    first = next((piece.start for piece in repaired.pieces_of("body")), len(repaired.page))
    chrome = (piece for piece in repaired.pieces_of("chrome") if not _of_document(repaired, piece, rules))
    heads = sorted((*chrome, *site_lines(repaired, rules.issuers)), key=lambda piece: piece.start)
    words = [_FIRST_WORD.match(repaired.page, piece.start, piece.end) for piece in heads[:3] if piece.end <= first]
    names = [word[0] for word in words if word and not _NEWSROOM.search(word[0])]
    return any(rules.issuers.ends(name) or name.endswith(_SCHOOLS) for name in names)


def _names_itself(frame: list[str]) -> bool:
    """Whether the site says more of itself than its tools do, and does not call itself a body's own: some site runs the page, and
    nothing shows an authority or a newsroom behind it."""
    own = any(map(_OWN_SITE.search, frame))
    return not own and any(len(_HAN.findall(_TOOLS.sub("", words))) >= _OWN_WORDS for words in frame)


_COPIES = ("chrome/branded-title", "chrome/repeated-title", "chrome/repeated-paragraph")
_DAY = re.compile(r"(?:20\d\d[年.-])?\d{1,2}[月.-]\d{1,2}日?(?:[上下]午|晚)?")
_COPIED = 8  #: characters from which on words that stand in the text too are a copy of it
#: what an authority, a hospital, a school or a carrier calls its own site
_OWN_SITE = re.compile("官方网站|官网|[政院校村团]务公开")


def judge_officiality(
    repaired: Repaired,
    blocks: tuple[Block, ...],
    kind: Field,
    issuer: Field,
    number: Field,
    source: Source,
) -> Field:
    """Whether this is the authority's own text on its own site, its text elsewhere, or a report about it; always inferred."""
    signed = any(block.role == "signature" for block in blocks)
    unsaid = kind.rule == "kind/none" and (signed or bool(issuer.value))  # nothing shows a report, and a body speaks
    minutes = _is_minutes(repaired)
    own = unsaid or minutes or _speaks_itself(kind, signed, source)
    if kind.value in _REPORTS and not own:
        return _officiality(
            "secondary", "officiality/report", f"A text of kind {kind.value} reports what an authority did."
        )
    if source.host_kind == "official":
        return _officiality("official", "officiality/own-site", "The authority's own text on an official site.")
    if source.host_kind != "unknown":
        because = f"The authority's text stands on a site of kind {source.host_kind}."
        return _officiality("official-text-elsewhere", "officiality/elsewhere", because)
    if any(_REPOSTED.search(repaired.page, piece.start, piece.end) for piece in repaired.pieces_of("meta")):
        because = "The page stamp says that the text was taken over from elsewhere."
        return _officiality("official-text-elsewhere", "officiality/elsewhere", because)
    if signed or number.value or minutes or (issuer.value and (unsaid or kind.value in ("notice", "announcement"))):
        forms = (signed, "a signature"), (number.value, "a number"), (minutes, "the form of minutes")
        formal = next((form for shown, form in forms if shown), "its issuing body's name")
        because = f"The text carries {formal}, and nothing shows another's site."
        return _officiality("official", "officiality/formal", because)
    return _officiality(
        "official-text-elsewhere", "officiality/elsewhere", "An authority's text without signature, on an unknown site."
    )


def _speaks_itself(kind: Field, signed: bool, source: Source) -> bool:
    """Whether answers to questions are the authority's own words: on its own site, or under its signature anywhere."""
    return kind.value == "explainer" and (signed or source.host_kind == "official")


def _is_minutes(repaired: Repaired) -> bool:
    """Whether the text is what a body wrote down of its own meeting, and no report about it."""
    titles = (repaired.page[piece.start : piece.end] for piece in repaired.pieces_of("title"))
    return any(_MINUTES.search(title) for title in titles)


_MINUTES = re.compile(r"(?:会议|议事会|例会|办公会|调度会)(?:的)?(?:纪要|记录)(?:[（(][^（）()]{1,16}[）)])?$")


def _officiality(value: Officiality, rule: str, because: str) -> Field:
    return Field(value, "inferred", (), rule, because)
