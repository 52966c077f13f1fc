"""Finds where the page came from: its address, the site's name, whose site it is; and judges how official the text is."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from builder.extract.blocks import find_blocks
from builder.extract.cues import Stretch, find_hits, stretches
from builder.extract.title import site_lines
from builder.model import Block, Candidate, Field, HostKind, Officiality, RawDocument, Repaired, Source
from builder.rules import Rules

_ADDRESS = re.compile(
    r"(?:本文(?:地址|链接|网址|固定链接)|原文(?:地址|链接|网址)|(?:注明|标明)出处|文章(?:地址|链接)|本页(?:地址|链接)|固定链接|网址|来源(?:地址|链接))"
    r"\s*(?:[:：为]|\s)\s*(?P<url>(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+)"
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
    r"^(?:[【\[]\s*)?(?:当前位置|您现在的位置|您的位置)?[:：]?\s*(?P<name>[^\s，。,:：|｜>＞»›→/《》_\-·]{2,20}"
    r"(?:网|网站|在线|门户|平台|日报|晚报|晨报|论坛|贴吧|客户端|资讯|新闻|融媒体中心|发布))(?=$|[\s|｜>＞»›→/_\-·　])"
)
_SUFFIX = re.compile(r"[-_|｜—–]\s*(?P<name>[^-_|｜—–\s]{2,24})\s*$")
_HAN = re.compile("[\u4e00-\u9fff]")
_PREFERENCE: tuple[HostKind, ...] = ("official", "portal", "media")
_ORIGIN = re.compile(r"来源|稿源|转自|转载")
_SIGNER = 4  #: weight of a site line that names the signing body
_ENOUGH = 2  #: weight below which the host's kind stays unknown
_REPORTS = ("meeting", "news", "explainer", "other")


class _Named(NamedTuple):
    value: str
    rule: str
    start: int  #: of page
    end: int


def find_source(document: RawDocument, repaired: Repaired, rules: Rules) -> Source:
    """The seed's file, the page's own address and site, and whose site it is. An address in the text's prose is none."""
    return Source(
        path=document.path,
        sha256=document.sha256,
        bytes=len(document.data),
        encoding=document.encoding,
        media_type=document.media_type,
        url=_find_url(repaired),
        site=_find_site(repaired),
        host_kind=_host_kind(repaired, rules),
    )


def _find_url(repaired: Repaired) -> Field:
    for match in _ADDRESS.finditer(repaired.page):
        url = match["url"].rstrip(".,;:!?()[]'")
        start = match.start("url")
        evidence = repaired.evidence(start, start + len(url))
        return Field(evidence.quote, "stated", (evidence,), "url/address-line", None)
    return Field(None, "unknown", rule="url/none", because="No line of the page names its address.")


def _find_site(repaired: Repaired) -> Field:
    found = [*_named_by_lines(repaired), *_named_by_header(repaired), *_named_by_suffix(repaired)]
    if not found:
        return Field(None, "unknown", rule="site/none", because="Neither header nor footer names the site.")
    best = found[0]
    others = {name.value: name for name in reversed(found[1:]) if name.value != best.value}
    return Field(
        best.value,
        "stated",
        (repaired.evidence(best.start, best.end),),
        best.rule,
        None,
        tuple(
            Candidate(
                name.value,
                name.rule,
                f"Another line names the site more surely: {best.rule}.",
                (repaired.evidence(name.start, name.end),),
            )
            for name in reversed(others.values())
        ),
    )


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
                found.append(_Named(match[group], rule, start + match.start(group), start + match.end(group)))
    return found


def _named_by_header(repaired: Repaired) -> list[_Named]:
    """The site's name at the start of one of the first lines, above the text."""
    first_body = next((piece.start for piece in repaired.pieces if piece.role == "body"), len(repaired.page))
    found = []
    for start, words in _site_pieces(repaired)[:4]:
        match = _HEADER_NAME.match(words) if start < first_body else None
        if match:
            found.append(_Named(match["name"], "site/header", start + match.start("name"), start + match.end("name")))
    return found


def _named_by_suffix(repaired: Repaired) -> list[_Named]:
    """The suffix of a site line that repeats the title: ``title-site``."""
    titles = [repaired.page[piece.start : piece.end] for piece in repaired.pieces_of("title")]
    found = []
    for start, words in _site_pieces(repaired)[:4]:
        match = _SUFFIX.search(words)
        if match and any(title and words.startswith(title[:12]) for title in titles):
            found.append(
                _Named(match["name"], "site/title-suffix", start + match.start("name"), start + match.end("name"))
            )
    return found


def _host_kind(repaired: Repaired, rules: Rules) -> HostKind:
    """The kind with the most weight; one sure sign of a hijacked site is enough."""
    weights: Counter[str] = Counter()
    seen = set()
    lines = [Stretch("chrome", piece.start, repaired.page[piece.start : piece.end]) for piece in site_lines(repaired)]
    for hit in find_hits(repaired, rules.fields.hosts, (*lines, *stretches(repaired))):
        if hit.cue.id not in seen:
            seen.add(hit.cue.id)
            weights[hit.cue.says] += hit.cue.weight
    if weights["hijacked"]:
        return "hijacked"
    weights["official"] += _SIGNER * _signer_runs_it(repaired, rules)
    best = max(_PREFERENCE, key=lambda kind: weights[kind])  # the first of equals
    return best if weights[best] >= _ENOUGH else "unknown"


def _signer_runs_it(repaired: Repaired, rules: Rules) -> bool:
    """Whether a line of the site, other than one that names the text's origin, names the body that signs the text."""
    signers = [repaired.text[b.start : b.end] for b in find_blocks(repaired, rules) if b.role == "signature"]
    lines = [words for _, words in _site_pieces(repaired) if not _ORIGIN.search(words)]
    return any(len(signer) >= 5 and signer in words for signer in signers for words in lines)


def judge_officiality(
    repaired: Repaired,
    blocks: tuple[Block, ...],
    kind: Field,
    issuer: Field,
    number: Field,
    source: Source,
    rules: Rules,
) -> Field:
    """Whether this is the authority's own text on its own site, its text elsewhere, or a report about it; always inferred."""
    if kind.value in _REPORTS and not (kind.value == "explainer" and source.host_kind == "official"):
        return _officiality(
            "secondary", "officiality/report", f"A text of kind {kind.value} reports what an authority did."
        )
    if source.host_kind == "official":
        return _officiality("official", "officiality/own-site", "The authority's own text on an official site.")
    if source.host_kind != "unknown":
        because = f"The authority's text stands on a site of kind {source.host_kind}."
        return _officiality("official-text-elsewhere", "officiality/elsewhere", because)
    signed = any(block.role == "signature" for block in blocks)
    if signed or number.value or (issuer.value and kind.value in ("notice", "announcement")):
        formal = "a signature" if signed else "a number" if number.value else "its issuing body's name"
        because = f"The text carries {formal}, and nothing shows another's site."
        return _officiality("official", "officiality/formal", because)
    return _officiality(
        "official-text-elsewhere", "officiality/elsewhere", "An authority's text without signature, on an unknown site."
    )


def _officiality(value: Officiality, rule: str, because: str) -> Field:
    return Field(value, "inferred", (), rule, because)
