"""Whether an authority keeps the page: the body that signs, a body's name at its head, an account that cares for a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.source.frame import REPOSTED, top
from builder.model import Block, Piece, Repaired
from builder.rules import Rules

#: 韩防办函〔2022〕21号, alone in its line
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,16}[〔\[（(［【][12][0-9]{3}[〕\]）)］】]第?[0-9]{1,4}号")
_ORIGIN = re.compile(r"来源|稿源|转自|转载")
#: a site's first word; a body's name and a day are a page stamp
_FIRST_WORD = re.compile(r"[\u4e00-\u9fff]{3,24}(?=[\s|｜>＞·]|$)(?![\s　]{1,4}(?:20[0-9]{2}[-年./]|[0-9]{1,2}[-月]))")
#: 合肥轨道 2022-05-06 07:00
_ACCOUNT = re.compile(r"(?P<name>[\u4e00-\u9fff]{4,12})[\s　]{1,3}20[0-9]{2}[-年./]")
#: the first two words of a site's line
_NAMES_AT_HEAD = re.compile(
    r"(?:原创[\s　]+)?(?P<first>[\u4e00-\u9fff]{2,24})(?:[\s　|｜·>＞]+(?P<second>[\u4e00-\u9fff]{2,24}))?"
)
#: what a site or account says of itself behind its name
_CALLS_ITSELF = re.compile(r"(?:官方网站|官网|官方微信|官微|公众号|服务号|订阅号)$")
_SHORTENED = 4  #: characters of a short name from which on it is one body's
_CALLED = 3  #: so many are enough where the name says that it is a body's own site or account
#: what accounts of police, health commissions, courts and party offices put before their place
_CARES_FOR = re.compile(
    r"(?:平安|健康|法治|文明|清廉|廉洁|网信|应急|诚信|文旅|乐游|微游|绿色|美丽|魅力|活力|幸福|大美)"
    r"(?P<place>[\u4e00-\u9fff]{2,6})(?=[\s　|｜·>＞]|$)"
)
#: a name that stands alone in its line; a site that offers something shows its columns beside it
_ALONE = re.compile(r"[\u4e00-\u9fff]{4,10}")
_NEWSROOM = re.compile(r"(?:融媒|传媒|新闻|广播|电视)[^局署]*$")
_SCHOOLS = ("中学", "小学", "学校", "幼儿园")


def kept_by_authority(
    repaired: Repaired,
    blocks: tuple[Block, ...],
    frame: tuple[Piece, ...],
    titled: tuple[Piece, ...],
    rules: Rules,
    issuer: str = "",
) -> bool:
    """Whether the lines of the site (``frame``, and those taken for a title, ``titled``) or the page stamp show a body, a school
    or an authority's account that keeps the page; ``issuer`` is the body that speaks in the text, where one was found."""
    return (
        _signer_runs_it(repaired, blocks, [repaired.line(piece) for piece in frame], rules)
        or _headed_by_issuer(frame, repaired, issuer, rules)
        or _headed_by_body(repaired, (*frame, *titled), rules)
        or _named_for_place(repaired, titled, rules)
    )


def _signer_runs_it(repaired: Repaired, blocks: tuple[Block, ...], frame: list[str], rules: Rules) -> bool:
    """Whether a line of the site, other than one that names the text's origin, names the body that signs the text."""
    signers = [repaired.text[b.start : b.end] for b in blocks if b.role == "signature"]
    lines = [words for words in frame if not _ORIGIN.search(words)]
    heads = [head[0] for words in lines if (head := _FIRST_WORD.match(words))]
    accounts = [match for piece in repaired.pieces_of("meta") if (match := _ACCOUNT.match(repaired.line(piece)))]
    heads += [account["name"] for account in accounts]
    originals = (words for words in lines[1:] if words.startswith("原创"))
    heads_of_site = (*lines[:1], *originals, *(account.string for account in accounts))
    named = [name for words in heads_of_site for name in _own_names(words, rules)]
    return (
        any(len(signer) >= 5 and signer in words for signer in signers for words in lines)
        or any(_is_short_for(head, signer, rules) for signer in signers for head in heads)
        or any(name in signer for signer in signers for name in named)
    )


def _headed_by_issuer(frame: tuple[Piece, ...], repaired: Repaired, issuer: str, rules: Rules) -> bool:
    """Whether the site's first line begins with the name of the body that speaks in the text, or with a part of it that is no
    mere place (夕阳红养老院 for 铜仁市碧江区夕阳红养老院). A text need not be signed for that; further lines name other sites."""
    words = next((repaired.line(piece) for piece in frame), "")
    if not issuer or _ORIGIN.search(words) or _NEWSROOM.search(words.split()[0] if words.strip() else ""):
        return False
    if issuer.startswith(words) and words != issuer:
        return False  # the first line of a broken title
    head = _FIRST_WORD.match(words)
    short = bool(head) and _is_short_for(head[0], issuer, rules)
    return short or any(name in issuer for name in _own_names(words, rules))


def _own_names(words: str, rules: Rules) -> Iterator[str]:
    """What a site's or account's head calls itself, in its first two words, with its place and without: 北辰果园新村 is 果园新村.
    Without the words by which it calls itself a site, fewer characters are enough: 塔尔寺官方微信."""
    match = None if REPOSTED.search(words) else _NAMES_AT_HEAD.match(words)
    for called in filter(None, match.groups()) if match else ():
        name = _CALLS_ITSELF.sub("", called)
        enough = _SHORTENED if name == called else _CALLED
        place = rules.places.at(name, 0)
        own = name[len(place.name) :] if place and not place.zone else name
        if len(own) >= enough:
            yield own
        if own and len(name) >= enough:
            yield name


def _is_short_for(head: str, signer: str, rules: Rules) -> bool:
    """Whether a site's or account's name is short for the body that signs: 青岛蓝谷 for 青岛蓝谷管理局, 洛阳交警 for
    洛阳市公安局交通警察支队, with or without its place (薛家湾五幼). A county's name alone would fit any of its portals."""
    head = _CALLS_ITSELF.sub("", head)
    place, of_signer = rules.places.at(head, 0), rules.places.at(signer, 0)
    if not of_signer:
        return False
    signer = signer if head[:2] == signer[:2] else signer[len(of_signer.name) :]
    if len(head) < _SHORTENED or head[:2] != signer[:2] or len(head) == len(signer):
        return False
    left = iter(signer)
    return not (place and len(place.name) == len(head)) and all(character in left for character in head)


def _named_for_place(repaired: Repaired, titled: tuple[Piece, ...], rules: Rules) -> bool:
    """Whether the head of the page or its stamp begins with an account's name such as 平安鹤岗 or 健康河北."""
    heads = (one.words for one in top(repaired, titled))
    for words in (*heads, *(repaired.line(piece) for piece in repaired.pieces_of("meta"))):
        match = _CARES_FOR.match(words)
        place = match and rules.places.at(match["place"], 0)
        if match and place and len(place.name) == len(match["place"]):
            return True
    return False


def account_of_place(repaired: Repaired, blocks: tuple[Block, ...], titled: tuple[Piece, ...], rules: Rules) -> bool:
    """Whether nothing but a name with the signer's own place in it stands at the head of the page, as 今日额济纳 over what
    额济纳旗人民政府 signs: likelier its own account than another's, unless the page shows a newsroom's or a shop's furniture."""
    signers = [repaired.text[b.start : b.end] for b in blocks if b.role == "signature"]
    for head in (one.words for one in top(repaired, titled) if signers and _ALONE.fullmatch(one.words)):
        places = (rules.places.at(head, at) for at in range(len(head) - 1))
        names = [place.name for place in places if place and not place.zone and place.name != head]
        if not _NEWSROOM.search(head) and any(name in signer for name in names for signer in signers):
            return True
    return False


def _over_number(repaired: Repaired, piece: Piece) -> bool:
    """Whether a line stands right above a document's number: the letterhead of a paper, which every copy carries."""
    below = next((one for one in repaired.pieces if one.start >= piece.end), None)
    return below is not None and bool(_NUMBER.fullmatch(repaired.line(below)))


def _headed_by_body(repaired: Repaired, lines: tuple[Piece, ...], rules: Rules) -> bool:
    """Whether one of the first lines of the site begins with a body's or school's name (运输署 渡海小轮 航线资料)."""
    first = next((piece.start for piece in repaired.pieces_of("body")), len(repaired.page))
    heads = [piece for piece in sorted(lines, key=lambda piece: piece.start)[:3] if not _over_number(repaired, piece)]
    words = [_FIRST_WORD.match(repaired.page, piece.start, piece.end) for piece in heads if piece.end <= first]
    names = [word[0] for word in words if word and not _NEWSROOM.search(word[0])]
    return any(rules.issuers.ends(name) or name.endswith(_SCHOOLS) for name in names)
