"""Who is named around the text: at the head of the title, by a label or the data box, in brackets, on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.box import Entry
from builder.extract.closing import lines_of
from builder.extract.issuer.body import HAN, LONGEST, SPLIT, Found, Name, Words, as_found, even, is_body, verbal
from builder.extract.issuer.names import extended
from builder.model import Field, Repaired
from builder.rules.places import Places
from builder.text.script import LOST

NEWS_HEAD = "It heads the headline."  #: of a report, whose text has the better words

#: what follows a body's name in a title that it heads
_TITLE_VERB = re.compile(
    r"[】\]\s]{0,2}(?:[:：]|最新|重要|再次|有关负责人|负责人|答记者问|回应|建议|关于|关\ufffd|\ufffd于|印发|发布|转发|(?:第?[\d〇零一二三四五六七八九十百]+号)?(?:通告|公告|布告|通知|令|决定|命令"
    r"|倡议书|公开信|提示|提醒|温馨提示|紧急通知|告知书)|致|告全|告[\u4e00-\u9fff]{1,8}书$|为[您你大]|给[您你大]|[（(]?第|召开|举行|主持召开|部署|紧急|联合|\s对|对)"
)

#: where the head of a title may begin: behind a bar or a colon that ends a short label (权威发布｜), or at the beginning
_HEAD_STARTS = (
    re.compile(r"[【\[\s]*"),
    re.compile(r"[^|｜丨:：]{0,10}[|｜丨:：]\s*"),
    re.compile(r"[^？?]{2,24}+[？?]\s*"),
    re.compile(r"[【\[][^】\]]{1,8}[】\]]\s*"),
)

_CLOSES = re.compile(r"[《》“”：:，,。！!【】\[\]]")

#: a phrase between the body and the name of its act: 某市卫生健康委员会假期健康提示
_PHRASE_AND_ACT = re.compile(
    r"[^，。：！？《》]{1,24}(?:通知|通告|公告|提示|提醒|方案|规定|须知|倡议书?|措施|纪要|告知书?)(?:[（(][^（）()]{1,16}[）)])?$"
)


def titled(title: Field, words: Words, places: Places) -> Iterator[Found]:
    """The bodies at the head of the title, before 关于, 发布, a colon or the name of the act."""
    value = str(title.value or "")
    for start in dict.fromkeys(match.end() for pattern in _HEAD_STARTS if (match := pattern.match(value))):
        for match in _TITLE_VERB.finditer(value, start, start + 66):
            head = value[start : match.start()]
            if _CLOSES.search(head) or words.cited_before.search(head[:2]):
                break
            if bodies := _bodies_of_head(head, words, places) or _head_by_ending(head, match.group(), words, places):
                news = re.match(r"[】\]\s]*(?:召开|举行|主持|部署|[:：])", match.group())
                because = NEWS_HEAD if news else "It stands at the head of the title."
                yield Found("、".join(bodies), title.evidence, "issuer/in-title", because)
                return
    head = _leading_body(value, words, places)
    if (
        head and not value.startswith("网", len(head)) and _PHRASE_AND_ACT.match(value, len(head))
    ):  # 某市人民政府网-关于
        yield Found(head, title.evidence, "issuer/in-title", "It stands at the head of the title.")


_PROCLAIMS = re.compile(r"(?:权威|联合|统一|紧急)?(?:发布|通报|通告|公告|通知|提示|提醒|倡议)")


def second_title(repaired: Repaired, title: Field, words: Words, places: Places) -> Iterator[Found]:
    """A line of the title's beside the title itself that holds nothing but a body and its act: 某县疾控中心通报."""
    for piece in repaired.pieces_of("title"):
        line = even(repaired.line(piece)).strip()
        head = _leading_body(line, words, places) if line != title.value else ""
        if head and _PROCLAIMS.fullmatch(line, len(head)):
            start = piece.start + repaired.page[piece.start : piece.end].index(repaired.line(piece).strip())
            yield Found(
                head,
                (repaired.evidence(start, start + len(head)),),
                "issuer/in-title",
                "It stands at the head of the title.",
            )


def _bodies_of_head(head: str, words: Words, places: Places) -> list[str]:
    """The bodies that a title's head names; none where it is anything else."""
    parts = [body for part in SPLIT.split(head.strip()) if part for body in _twins(part, words, places)]
    whole = all(words.issuers.ends(part) and not verbal(part, words) for part in parts)
    town = bool(parts) and bool(words.township.match(parts[0])) and words.issuers.acts(parts[0])
    return parts if parts and whole and (town or is_body(parts[0], words, places)) else []


def _head_by_ending(head: str, verb: str, words: Words, places: Places) -> list[str]:
    """Before 关于, and in full before a colon, a name may end as signatures do (某市海事处); a township is no body."""
    about = verb.endswith(("关于", f"关{LOST}", f"{LOST}于")) or (verb.startswith("告") and verb.endswith("书"))
    mention = places.at(head, 0) if about or verb.endswith("：") else None
    town = about and words.township.match(head)
    place_alone = head.endswith(words.issuers.words["endings_of_townships"]) and not head.endswith(_FARMS)
    if not (town or (mention and (mention.full or about))) or place_alone:
        return []
    of_town = bool(town) and words.issuers.signs(head) and not verbal(head, words)
    return [head] if of_town or is_body(head, words, places, True) else []


_FARMS = ("农场", "林场")  #: they are places, and bodies too


def _leading_body(value: str, words: Words, places: Places) -> str:
    """The body's name with which these words begin: the longest of an authority, else the first of any."""
    found = ""
    for match in words.ending.finditer(value, 0, LONGEST):
        head = value[: extended(value, match.end(), len(value), words)]
        if _CLOSES.search(head):
            break
        if is_body(head, words, places) and (not found or words.issuers.acts(head)):
            found = head
    return found


def _twins(name: str, words: Words, places: Places) -> list[str]:
    """Two bodies that stand without a blank between them (某市教育局某市卫生健康局), parted; one body as it is."""
    for match in words.ending.finditer(name):
        mention = places.at(name, match.end())
        local = words.issuers.is_national(name)  # 国家税务总局某市税务局 is one body
        whole = not local and is_body(name[: match.end()], words, places) and words.issuers.ends(name)
        if mention and mention.full and whole:
            return [name[: match.end()], *_twins(name[match.end() :], words, places)]
    return [name]


_TOWN_HEADS = "It stands at the head of the title, and no body of it is named."


def town_at_head(title: Field, words: Words, places: Places) -> list[Found]:
    """A town or street with the full name of its county that heads the title of an act, where no body of it is named:
    某区某街道关于…的通知."""
    head, about, _ = str(title.value or "").partition("关于")
    mention = places.at(head, 0) if about and head.endswith(words.issuers.words["endings_of_townships"][:3]) else None
    if not mention or not mention.full or len(mention.name) >= len(head) or verbal(head, words):
        return []
    return [Found(head, title.evidence, "issuer/in-title", _TOWN_HEADS, doubtful=True)]


_HEADLINE_START = re.compile(r"[|｜丨:：？！?!，,\s]\s*|[】\]]")
_PERSON = re.compile(r"[局厅处院校]?长|主任|书记|[^，。]{0,6}(?:医生|民警|干部|同志|教授|专家|护士|党员|系统)")
_IN_HEADLINE = "The headline tells of it, and nothing else names an issuer."


def headlined(title: Field, words: Words, places: Places) -> Iterator[Found]:
    """A body that opens a headline or a part of one, whatever it does there; its people are not it."""
    value = str(title.value or "")
    for start in (0, *(match.end() for match in _HEADLINE_START.finditer(value))):
        head = _leading_body(value[start:], words, places)
        if head and words.issuers.acts(head) and not _PERSON.match(value, start + len(head)):
            parts = [part for part in SPLIT.split(head) if part]
            joint = all(is_body(part, words, places) for part in parts)
            head = "、".join(parts) if joint else head
            yield Found(head, title.evidence, "issuer/in-title", _IN_HEADLINE, doubtful=True)
            return


_HEAD_LINES, _TAIL_LINES = 8, 4  #: of the text that may label the issuer


def labelled(repaired: Repaired, box: tuple[Entry, ...], words: Words, places: Places) -> Iterator[Found]:
    """Whom the page's data box, a label of the text (发布机构：) or the stamp under the title names."""
    for entry in box:
        parts = [part for part in SPLIT.split(entry.value) if part]
        if entry.key == "issuer" and all(_may_fill_a_box(part, words, places) for part in parts):
            evidence = (repaired.evidence(entry.start, entry.end),)
            nameless = _NAMELESS.match(entry.value) is not None
            because = _ITS_OWN if nameless else "The page's data box names it."
            yield Found("、".join(parts), evidence, "issuer/labelled", because, doubtful=nameless)
    lines = lines_of(repaired.text)
    for line in (*lines[:_HEAD_LINES], *lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]):
        label = words.label.match(line.text)
        said = _NEXT_LABEL.sub("", line.text[label.end() :]) if label else ""
        parts = [part for part in SPLIT.split(said) if part]
        if label and parts and all(_may_be_labelled(part, words, places) for part in parts):
            name = Name(line.start + label.end(), line.start + label.end() + len(said), "、".join(parts))
            yield as_found(repaired, name, "issuer/labelled", "A label of the text names it.")
    for piece in repaired.pieces_of("meta"):
        for match in words.labelled.finditer(repaired.page, piece.start, piece.end):
            if _may_fill_a_box(match["body"], words, places):
                evidence = (repaired.evidence(*match.span("body")),)
                nameless = _NAMELESS.match(match["body"]) is not None
                because = _ITS_OWN if nameless else "The page's data box names it."
                yield Found(match["body"], evidence, "issuer/labelled", because, doubtful=nameless)


def _may_fill_a_box(name: str, words: Words, places: Places) -> bool:
    """Whether a data box may name this: what ends as a body, and under its full place whatever signs (某县科技馆)."""
    mention = places.at(name, 0)
    ends = words.issuers.ends(name) or (mention and mention.full and words.issuers.signs(name))
    return bool(ends) and not verbal(name, words)


#: 学校某办公室: which school the page says elsewhere
_NAMELESS = re.compile(r"(?:本|我)?(?:学校|学院|公司|医院|单位)")
_ITS_OWN = "The page's data box names it, without saying whose it is."
_NEXT_LABEL = re.compile(r"[\s\u3000]{1,8}+[\u4e00-\u9fff]{2,6}：.*")  #: 答复单位：某局　答复时间：…


def _may_be_labelled(name: str, words: Words, places: Places) -> bool:
    """Whether a label of the text may name this: a body under its place, or an institution or a township's of no table."""
    unplaced = words.institution.fullmatch(name) or (words.township.match(name) and words.issuers.acts(name))
    return is_body(name, words, places, True) or (bool(unplaced) and not verbal(name, words))


_BODY_AND_DAY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{4,40}?)(?:编制|印制|编印|制)?[\s\u3000（(]+20\d\d[-./年][^，。：:]{2,18}"
    r"|20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:[\s\u3000]+\d{1,2}:\d\d(?::\d\d)?)?[\s\u3000）)]+(?P<below>[\u4e00-\u9fff]{4,40})"
)


def under_title(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A line of the page stamp that holds nothing but a body and a day: it signs under the title."""
    for line in lines_of(repaired.text)[:3]:
        match = _BODY_AND_DAY.fullmatch(line.text)
        name = match and (match["body"] or match["below"])
        if name and is_body(name, words, places):
            start = line.start + line.text.index(name)
            found = Name(start, start + len(name), name)
            yield as_found(repaired, found, "issuer/headed", "Its name stands with the day under the title.")
    for piece in repaired.pieces_of("meta"):
        match = _BODY_AND_DAY.fullmatch(repaired.page[piece.start : piece.end].strip())
        name = match and (match["body"] or match["below"])
        if name and is_body(name, words, places):
            start = repaired.page.index(name, piece.start)
            evidence = (repaired.evidence(start, start + len(name)),)
            yield Found(name, evidence, "issuer/headed", "Its name stands with the day under the title.")


_BRACKETED = re.compile(r"[【\[](?P<body>[\u4e00-\u9fff]{4,40})[】\]]")


def bracketed(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A text message names its sender in brackets, before its first word or behind its last."""
    text = repaired.text.rstrip()
    for match in (_BRACKETED.match(text), _BRACKETED.search(text, max(0, len(text) - 44))):
        if match and (match.start() == 0 or match.end() == len(text)) and is_body(match["body"], words, places):
            evidence = (repaired.evidence_in_text(*match.span("body")),)
            yield Found(match["body"], evidence, "issuer/headed", "A message names its sender in brackets.")


_BARE_ACT = re.compile(
    r"(?:紧急)?(?:通[\s\u3000]*[告知]|公[\s\u3000]*告|命[\s\u3000]*令|令|决[\s\u3000]*定)(?:[（(]?第[^（）()]{1,6}号[）)]?)?"
)


def heading_text(repaired: Repaired, title: Field, words: Words, places: Places) -> Iterator[Found]:
    """A body at the head of the text that names itself without a sentence: the first line is nothing but its name."""
    lines = lines_of(repaired.text)
    bare = bool(_BARE_ACT.fullmatch(str(title.value or "")))
    if lines and is_body(lines[0].text, words, places, bare) and (bare or words.issuers.acts(lines[0].text)):
        evidence = (repaired.evidence_in_text(lines[0].start, lines[0].end),)
        yield Found(lines[0].text, evidence, "issuer/headed", "Its name heads the text.")
    above, name = str(title.value or ""), str(title.value or "") + (lines[0].text if lines else "")
    place = places.at(above, 0)
    if (
        lines
        and place
        and place.full
        and above.endswith(_UNITS)
        and _is_second_half(name, lines[0].text, words, places)
    ):
        evidence = (*title.evidence, repaired.evidence_in_text(lines[0].start, lines[0].end))
        yield Found(name, evidence, "issuer/headed", "Its name heads the text.")


def _is_second_half(name: str, half: str, words: Words, places: Places) -> bool:
    """Whether the words end the name of a headquarters whose place stands above them."""
    return words.issuers.is_task_force(name) and is_body(name, words, places) and not places.at(half, 0)


_UNITS = ("省", "市", "州", "盟", "县", "区", "旗")  #: a title that is a place alone is the first half of a name


_TITLE_AS_TEXT = re.compile(
    r"[^，。：；\n]{4,40}关于[^，。：；\n]{2,40}的?(?:通告|公告|通知|命令|决定|通报|提示)(?=[，：。\n]|$)"
)
#: the first line, taken for text: 某县总工会：近期这样做好防护
_COLON_AS_TEXT = re.compile(r"[\u4e00-\u9fff]{4,30}：[^，。：；！？\n]{4,40}")


def untitled(repaired: Repaired, title: Field, words: Words, places: Places) -> Iterator[Found]:
    """Whose name heads the title of a page that runs it on into its text: 某局关于某事的通告，某日发：……"""
    line = next(iter(lines_of(repaired.text)), None)
    match = None if title.value or not line else _TITLE_AS_TEXT.match(repaired.text, line.start, line.end)
    colon = _COLON_AS_TEXT.fullmatch(repaired.text, line.start, line.end) if line and not match else None
    match = match or colon
    head = re.split("关于|：", match.group())[0] if match else ""
    bodies = _bodies_of_head(head, words, places) or _head_by_ending(head, "：", words, places) if head else []
    if match and bodies:
        name = Name(match.start(), match.start() + len(head), "、".join(bodies))
        yield as_found(repaired, name, "issuer/headed", "Its name heads the text.", doubtful=bool(colon))


_ALONE_BELOW = "Its name stands alone below the text, and nothing else names an issuer."
_ALONE_ABOVE = "Its name stands alone above the text, and nothing else names an issuer."


def above_text(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A headquarters or leading group alone on a line above the text: it keeps no site, so it is the head of the document."""
    for piece in repaired.pieces:
        if piece.role == "body":
            break
        name = even(repaired.page[piece.start : piece.end])
        if words.issuers.is_task_force(name) and is_body(name, words, places):
            evidence = (repaired.evidence(piece.start, piece.end),)
            yield Found(name, evidence, "issuer/headed", _ALONE_ABOVE, doubtful=True)
    last = max((at for at, piece in enumerate(repaired.pieces) if piece.role == "body"), default=len(repaired.pieces))
    for number, piece in enumerate(repaired.pieces[last + 1 : last + 4]):
        name = even(repaired.line(piece))
        own = words.issuers.is_task_force(name) or (number == 0 and _keeps_no_site(name, words, places))
        if piece.role == "chrome" and own and is_body(name, words, places, number == 0):
            evidence = (repaired.evidence(piece.start, piece.end),)
            yield Found(name, evidence, "issuer/headed", _ALONE_BELOW, doubtful=True)


def _keeps_no_site(name: str, words: Words, places: Places) -> bool:
    """Whether a body under its full place, right below the text, is not one that keeps a site for many."""
    mention = places.at(name, 0)
    return bool(mention and mention.full and _HAN_ONLY.fullmatch(name)) and not name.endswith(_FOR_MANY)


_HAN_ONLY = re.compile(rf"[{HAN}（）]+")
_FOR_MANY = (
    "政府",
    "政府办公室",
    "政府办公厅",
    "委员会",
    "管委会",
    "新闻办",
    "新闻办公室",
    "宣传部",
    "网信办",
    "中心",
    "委",
    "报社",
    "电视台",
    "集团",
)
