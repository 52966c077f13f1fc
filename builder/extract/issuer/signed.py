"""Who signs: above or below the day that ends a document, or glued to its last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.closing import Line, closings, date_line, end_of_text, lines_of
from builder.extract.issuer.body import (
    LONGEST,
    SHORT_NAME,
    SPLIT,
    Found,
    Words,
    begins,
    even,
    is_body,
    squeeze,
    verbal,
)
from builder.model import Piece, Repaired
from builder.rules.places import Places

_STAND_IN = re.compile(
    r"[（(](?:代|代章|代印|代行|借章|章|公章|盖章|盖章处|印章|印|宣|制|盖章不清|[^（）()]{2,20}代章)[)）]\s*$|(?<!\s)\s+(?:制|宣|印制|编制|编印|敬启|启)$"
)


def signed(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """The bodies of each closing, the last closing first; then those glued to a sentence or parted from the text with its day."""
    below = _tail(repaired, words, places)
    for closing in closings(repaired.text, words.issuers):
        lines = [line for line in closing.lines if not date_line(line)]
        bodies = _bodies_of_lines(lines, words, places) or _nearest(lines, closing.day is not None, words)
        bodies = bodies or (
            _known(repaired, lines, words, places) if closing.day else _at_the_end(repaired, lines, words)
        )
        bodies = [body for at, body in enumerate(bodies) if body[0] not in [name for name, _ in bodies[:at]]]
        if bodies:
            value = "、".join(name for name, _ in bodies)
            evidence = tuple(repaired.evidence_in_text(line.start, line.end) for _, lines in bodies for line in lines)
            if below and not closing.day and not repaired.text[closing.lines[-1].end :].strip():
                value, evidence, below = f"{value}、{below.value}", (*evidence, *below.evidence), None
            for_another = _SEALS_FOR.match(repaired.text, bodies[-1][1][-1].end)
            yield Found(value, evidence, "issuer/signed", SEALS_FOR if for_another else "It signs the notice.")
    yield from [below] if below else []
    yield from _glued(repaired, words, places)
    yield from _beside_day(repaired, words, places)
    yield from _below_text(repaired, words, places)


SEALS_FOR = "It signs, with its seal for another's."
_SEALS_FOR = re.compile(r"\s{0,4}[（(](?:代章|代印|代)[)）]")


def _tail(repaired: Repaired, words: Words, places: Places) -> Found | None:
    """The bodies right below the text with the day below them, all taken for the site's: 印：某农场有限公司疫情防控领导小组."""
    last = max((at for at, piece in enumerate(repaired.pieces) if piece.role == "body"), default=-1)
    lines: list[Line] = []
    for piece in repaired.pieces[last + 1 : last + 1 + _BELOW] if last >= 0 else ():
        line = Line(piece.start, piece.end, even(repaired.line(piece)))
        if piece.role != "chrome" or len(line.text) > LONGEST + 8:
            return None
        beside = None if lines else _BODY_THEN_DAY.fullmatch(line.text)
        if beside:
            line = Line(line.start, line.start + beside.end("body"), beside["body"])
            lines.append(line)
        if beside or (lines and date_line(line)):
            bodies = _bodies_of_lines(lines, words, places)
            evidence = tuple(repaired.evidence(part.start, part.end) for _, parts in bodies for part in parts)
            value = "、".join(name for name, _ in bodies)
            return Found(value, evidence, "issuer/signed", "It signs the notice.") if bodies else None
        lines.append(line)
    return None


_BODY_THEN_DAY = re.compile(r"(?P<body>[^\s，。：；|｜]{4,40}?)\s{0,8}+20\d\d年\d{1,2}月\d{1,2}日")


def stamped_within(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A seal amid the paragraphs of a text: the one line that is only a body under its full place, or behind 章：."""
    lines = lines_of(repaired.text)
    found: list[Line] = []
    for above, line, below in zip(lines[1:], lines[2:], lines[3:], strict=False):
        bare = _bare(line, words)
        mention = places.at(bare.text, 0)
        label = _SEAL_LABEL.match(line.text.lstrip("（("))
        alone = mention and mention.full and _STOPS.search(above.text) and _ITEM.match(below.text)
        if (label or alone) and len(bare.text) <= LONGEST and is_body(bare.text, words, places, bool(label)):
            found.append(bare)
    if len(found) == 1:
        evidence = (repaired.evidence_in_text(found[0].start, found[0].end),)
        yield Found(squeeze(found[0].text), evidence, "issuer/signed", "Its seal stands within the text.")


_STOPS = re.compile(r"[。！；]$")
_ITEM = re.compile(r"[一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[◇◆●■▲★]")


def _beside_day(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A line of bodies right above or below the day that ends a text, though it was taken for the site's."""
    for above, piece, below in zip(repaired.pieces, repaired.pieces[1:], (*repaired.pieces[2:], None), strict=False):
        if piece.role != "chrome" or piece.end - piece.start > LONGEST + 24:
            continue
        if not any(_is_day(repaired, one) for one in (above, below)):
            continue
        line = Line(piece.start, piece.end, even(repaired.page[piece.start : piece.end]))
        bodies = _bodies_of_lines([line], words, places)
        if not bodies or not (is_body(bodies[0][0], words, places, True) or _is_whole(bodies[0][0], words, places)):
            bodies = _nearest([line], _is_day(repaired, below), words)
        if bodies:
            evidence = tuple(repaired.evidence(part.start, part.end) for _, parts in bodies for part in parts)
            yield Found("、".join(name for name, _ in bodies), evidence, "issuer/signed", "It signs beside the day.")


_BELOW = 3  #: lines below the text that may still sign it


def _below_text(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A line below the text that was taken for the site's, with a seal or 宣 behind the name: no site ends its own name so."""
    last = max((at for at, piece in enumerate(repaired.pieces) if piece.role == "body"), default=-1)
    for piece in repaired.pieces[last + 1 : last + 1 + _BELOW] if last >= 0 else ():
        line = Line(piece.start, piece.end, even(repaired.line(piece)))
        sealed = piece.role == "chrome" and len(line.text) <= LONGEST + 8 and _STAND_IN.search(line.text)
        if sealed and (bodies := _bodies_of_lines([line], words, places)):
            evidence = tuple(repaired.evidence(part.start, part.end) for _, parts in bodies for part in parts)
            yield Found("、".join(name for name, _ in bodies), evidence, "issuer/signed", "It signs the notice.")


_ECHOED = "Its name stands alone below a text that speaks of it."


def echoed(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A school, firm, society or an office of one alone on a line right below the text, which or whose title speaks of it by its
    name; an authority may only keep the site."""
    last = max((at for at, piece in enumerate(repaired.pieces) if piece.role == "body"), default=-1)
    for piece in repaired.pieces[last + 1 : last + 2] if last >= 0 else ():
        line = _bare(Line(piece.start, piece.end, even(repaired.line(piece))), words)
        name, own = squeeze(line.text), words.institution.match(line.text)
        signs = piece.role == "chrome" and _NAME_ONLY.fullmatch(name) and words.issuers.signs(name)
        if not signs or words.issuers.acts(name) or verbal(name, words) or not (own or places.at(name, 0)):
            continue
        whose = own.group() if own and len(name) <= own.end() + _OFFICE else name
        around = (*repaired.pieces_of("title"), *repaired.pieces_of("body"))
        if any(whose in even(repaired.line(one)) for one in around):
            yield Found(name, (repaired.evidence(line.start, line.end),), "issuer/signed", _ECHOED, doubtful=True)


def _is_day(repaired: Repaired, piece: Piece | None) -> bool:
    """Whether a piece is a line of the text that is nothing but a day."""
    if piece is None or piece.role != "body":
        return False
    return date_line(Line(piece.start, piece.end, repaired.page[piece.start : piece.end])) is not None


def _known(repaired: Repaired, lines: list[Line], words: Words, places: Places) -> list[tuple[str, list[Line]]]:
    """The line right above the day, however it ends, when it is the name of whoever the title or the page around the text names
    (某某百货南宫店)."""
    line = lines[-1] if lines else None
    name = squeeze(_STAND_IN.sub("", line.text)) if line else ""
    if not line or not _NAME_ONLY.fullmatch(name) or verbal(name, words):
        return []
    mention = places.at(name, 0)
    if mention and mention.full and len(name) >= len(mention.name) + 3 and not _ACT.search(name):
        return [(name, [line])]
    around = (even(repaired.line(piece)) for piece in repaired.pieces if piece.role != "body")
    return [(name, [line])] if any(name in squeeze(one) and name != squeeze(one) for one in around) else []


_ACT = re.compile(r"通知|通告|公告|方案|措施|名单|[表图书令函]$|规定|指南|指引|意见|疫情|情况|封控|区$")
_NAME_ONLY = re.compile(r"[\u4e00-\u9fff（）“”·]{5,30}")


def _at_the_end(repaired: Repaired, lines: list[Line], words: Words) -> list[tuple[str, list[Line]]]:
    """An institution of no table that signs in the last line without a day: the text or its title speaks of it by its name."""
    line = lines[-1] if lines else None
    if not line or repaired.text[line.end :].strip() or verbal(line.text, words):
        return []
    if not words.institution.fullmatch(line.text):
        return _office_at_the_end(repaired, line, words)
    titles = "".join(even(repaired.page[piece.start : piece.end]) for piece in repaired.pieces_of("title"))
    around = "".join(
        even(repaired.line(piece)) for piece in (*repaired.pieces_of("meta"), *repaired.pieces_of("chrome"))
    )
    known = line.text[:_ECHO] in titles + repaired.text[: line.start] or line.text in around
    return [(line.text, [line])] if known and not _ON_THE_WAY.search(line.text) else []


def _office_at_the_end(repaired: Repaired, line: Line, words: Words) -> list[tuple[str, list[Line]]]:
    """An office of an institution that signs in the last line without a day, where the page names that institution elsewhere:
    某某大酒店总经理室."""
    whose = words.institution.match(line.text)
    if not whose or not words.issuers.signs(line.text) or len(line.text) > whose.end() + _OFFICE:
        return []
    name = whose.group()
    elsewhere = any(name in even(repaired.line(piece)).replace(line.text, "") for piece in repaired.pieces)
    return [(line.text, [line])] if elsewhere else []


_OFFICE = 10  #: characters of an office's name behind its institution's
_ECHO = 4  #: first characters of a name by which a text speaks of whoever signs it

#: the head of a body signs for it, by name: 行政长官 某某, 教育局局长（某某代行）
_POST_SIGNS = re.compile(
    r"(?P<post>行政长官)[\s\u3000]*[\u4e00-\u9fff·]{2,6}$"
    r"|(?P<body>[\u4e00-\u9fff]{2,14}(?:局|署|处|厅))(?:局|署|处|厅)长[\s\u3000]*(?:[（(][\u4e00-\u9fff·]{2,8}[)）]|[\s\u3000][\u4e00-\u9fff·]{2,4})?$"
)


def _nearest(lines: list[Line], dated: bool, words: Words) -> list[tuple[str, list[Line]]]:
    """The line right above the day, when it ends as bodies do: schools, firms, villages that stand in no table of places."""
    if not lines or not dated:
        return []
    line = lines[-1]
    if post := _POST_SIGNS.match(line.text):
        name = post["post"] or post["body"]
        return [(name, [Line(line.start, line.start + len(name), name)])]
    text = squeeze(_STAND_IN.sub("", line.text))
    if _HEADLESS.match(text):
        return []
    if len(lines) > 1 and (half := _lower_half(lines[-2], line, text, words)) is not None:
        return half
    bare = len(text) == 3 and text.endswith(("局", "署", "厅"))  # 教育局 of a special region, a county
    named = len(text) >= 4 or bare
    if named and len(text) <= 30 and words.issuers.signs(text) and not verbal(text, words):
        return [(text, [line])]
    return []


def _lower_half(above: Line, line: Line, text: str, words: Words) -> list[tuple[str, list[Line]]] | None:
    """What a line signs with where the short line above it may be the first half of its name: the whole name of an institution
    (鹤岗矿 above 业公司兴安煤矿), nothing where the halves make none, and None where nothing above it reads as a half."""
    if not _HAN_ONLY.fullmatch(above.text) or words.issuers.signs(above.text) or verbal(above.text, words):
        return None
    if _PARTS_WITH.search(above.text) or words.township.match(text):
        return None
    own = len(text) >= _OWN_NAME_LENGTH and not text.startswith(_ENDS_TOWN)
    if own and words.institution.fullmatch(text):
        return None
    whole = above.text + text
    reads = len(whole) <= LONGEST and words.issuers.signs(whole)
    begun = words.institution.match(whole) or words.township.match(whole)
    return [(whole, [above, line])] if reads and begun else []


_OWN_NAME_LENGTH = 6  #: characters of an institution's name that may stand for itself; 运分公司 is a part of one
_ENDS_TOWN = ("镇", "乡", "街道", "村", "社区")  #: the place that such a word ends stands in the line above
#: the last words of a text, without a stop: 敬请谅解
_PARTS_WITH = re.compile(r"谢|请|祝|望|愿|特此|此[致复告]|合作|配合|支持|理解|转告|周知|谅解|执行|平安|健康|加油|胜利")


def _bodies_of_lines(lines: list[Line], words: Words, places: Places) -> list[tuple[str, list[Line]]]:
    """The bodies that the lines name: a body may run over two lines, a line may hold two bodies."""
    found: list[tuple[str, list[Line]]] = []
    held: list[Line] = []
    for at, line in enumerate(reversed(lines)):
        line = _bare(line, words)
        text = squeeze(line.text)
        joined = squeeze(text + "".join(one.text for one in held))
        several = _several(line, words, places)
        several = several if len(several) > 1 else []  # one name with a blank in it may begin in the line above
        if held and not (_opens(text, words, places) or begins(joined, words, places)):
            if not _is_middle(lines[: len(lines) - 1 - at], line, joined, words, places):
                break
            held = [line, *held]
            continue
        if not held and (split := _half_and_others(line, words, places)):
            found[:0] = split[1]
            held = [split[0]]
            continue
        if held and words.institution.fullmatch(text) and joined[len(text) :].startswith(words.issuers.words["tasks"]):
            held = [line, *held]  # a firm's own headquarters
        elif held and _is_first_half(text, joined, _joined(held), words, places):
            held = [line, *held]
        elif several:
            if held and not (is_body(_joined(held), words, places, True) or words.institution.match(_joined(held))):
                break
            if held:
                found.insert(0, (_joined(held), held))
                held = []
            found[:0] = several
        elif held and _CONTINUES.match(_joined(held)) and is_body(joined, words, places, True):
            held = [line, *held]
        elif held and _stands_above(text, _joined(held), words, places) and _is_apart(_joined(held), words, places):
            found.insert(0, (_joined(held), held))
            held = [line]
        elif is_body(joined, words, places, True) or (
            held and begins(text, words, places) and words.issuers.signs(joined)
        ):
            held = [line, *held]
        elif not held and words.issuers.signs(text) and len(text) <= LONGEST and not verbal(text, words):
            held = [line]
        else:
            break
    name = _joined(held)
    beside = bool(found) and _is_alone(name, words, places)
    if held and (is_body(name, words, places, True) or _signs_by_ending(name, words) or beside):
        found.insert(0, (name, held))
    return found


def _opens(text: str, words: Words, places: Places) -> bool:
    """Whether a line begins as the name of a body does: with a place, a township or an institution, be it nameless."""
    own = words.institution.match(text) or _NAMELESS.match(text)
    return bool(begins(text, words, places) or words.township.match(text) or own)


_NAMELESS = re.compile(r"(?:学校|学院|公司|医院|单位)(?=新型|新冠|疫情|应对|防控)")  #: 学校疫情防控领导小组


def _is_middle(above: list[Line], line: Line, joined: str, words: Words, places: Places) -> bool:
    """Whether a name runs over three lines, and this is the middle one: with the line above it begins with a place."""
    if not above or not _HAN_ONLY.fullmatch(line.text) or words.issuers.signs(line.text):
        return False
    first = squeeze(above[-1].text)
    mention = places.at(first + joined, 0)
    if not mention or not mention.full or _ENDS_OPEN.search(first):
        return False
    if words.issuers.signs(first) and not first.endswith(words.issuers.words["endings_of_townships"]):
        return False  # a street is the place of the body, any other is a body by itself
    return is_body(first + joined, words, places, True)


_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]{2,20}")


def _is_apart(name: str, words: Words, places: Places) -> bool:
    """Whether a line below a whole body is another body, no office of that: it is one by itself, or begins with a name of its own
    (某寺管理委员会)."""
    return _is_alone(name, words, places) or (
        bool(_OWN_NAME.match(name)) and words.issuers.acts(name) and not verbal(name, words)
    )


def _stands_above(name: str, below: str, words: Words, places: Places) -> bool:
    """Whether a line above another body is a whole body: a township alone (某某街道) is the place of the one below, and what
    signs nowhere but at an end may be cut (某学院西校 above 区疫情防控办公室)."""
    if words.generic.match(below) and not words.issuers.ends(name) and not words.institution.fullmatch(name):
        return False
    return _is_alone(name, words, places) and not name.endswith(words.issuers.words["endings_of_townships"])


#: a name whose first half the page lost or took for the site's: 广西电网有 above 限责任公司南宁供电局
_HEADLESS = re.compile(r"(?:股?份)?有?限(?:责任)?公司|责?任公司")
#: so begins no name: 某市地铁集团 above 有限责任公司运营分公司
_CONTINUES = re.compile(r"(?:股份)?有限|股份|责任公司|分公司|办公室|指挥部办|委员会")
_OWN_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:[寺庙山湖岛县市区镇乡村旗]|公园|景区|口岸|商圈)[\u4e00-\u9fff]{3,}")


def _is_first_half(text: str, joined: str, below: str, words: Words, places: Places) -> bool:
    """Whether a line that is no body by itself is the first half of a name that the lines below end: 广胜寺镇疫情防 above
    控工作领导小组, 通道侗族自治 above 县坪坦乡人民政府."""
    if len(text) < _SHORTEST_HALF or len(joined) > LONGEST or verbal(joined, words) or _ENDS_OPEN.search(text):
        return False
    if _is_alone(text, words, places) or not words.issuers.signs(joined) or places.at(below, 0):
        return False
    return _opens(text, words, places) or begins(joined, words, places)


_SHORTEST_HALF = 2  #: characters of the first line of a broken name
_ENDS_OPEN = re.compile(r"[^\u4e00-\u9fff（）()0-9]$")  #: a mark or a letter at the end: no half of a name


def _is_whole(name: str, words: Words, places: Places) -> bool:
    """Whether a signing line is a body by itself: it begins with its place, or with a township or village of no table."""
    return is_body(name, words, places, True) or (bool(words.township.match(name)) and _signs_by_ending(name, words))


def _is_alone(name: str, words: Words, places: Places) -> bool:
    """Whether a signing line is a body by itself, one of a firm, school or village of no table too."""
    return _is_whole(name, words, places) or (bool(words.institution.fullmatch(name)) and not verbal(name, words))


def _half_and_others(line: Line, words: Words, places: Places) -> tuple[Line, list[tuple[str, list[Line]]]] | None:
    """A line whose first words end a body that begins above, with whole bodies behind them (管理局　　某市商务局)."""
    parts = [
        Line(line.start + match.start(), line.start + match.end(), match.group())
        for match in re.finditer(r"[^\s\u3000]+", line.text)
    ]
    if len(parts) < 2 or begins(parts[0].text, words, places) or not words.issuers.signs(parts[0].text):
        return None
    if not all(is_body(part.text, words, places, True) for part in parts[1:]):
        return None
    return parts[0], [(part.text, [part]) for part in parts[1:]]


def _signs_by_ending(name: str, words: Words) -> bool:
    """Whether a signing line is a body though its place stands in no table: a township, a village, a zone."""
    return (
        4 <= len(name) <= LONGEST
        and not _HEADLESS.match(name)
        and words.issuers.signs(name)
        and not verbal(name, words)
        and not _ON_THE_WAY.search(name)
        and (words.issuers.acts(name) or bool(words.township.match(name)))
    )


#: a sentence that the scrape cut off: 返乡人员到村卫生院
_ON_THE_WAY = re.compile("人员[^，]{0,4}[到往去在从回]")

_TOLD = ("宣", "启")  #: glued to the name of whoever tells
#: 签字（手印）, 印： before a name; a mark behind them, for 章丘 and 印江 are places
_SEAL_LABEL = re.compile(
    r"(?:签字|签章|签名|盖章|加盖公章|公章|印章|章|印)(?:[（(][^（）()]{1,4}[)）]\s?[:：]?|\s?[:：])\s?"
)
_LEAD_MARKS = re.compile(r"[—–\-－\s]+")


def _bare(line: Line, words: Words) -> Line:
    """The line without a borrowed seal behind it and without dashes, labels or brackets around it."""
    text = _STAND_IN.sub("", line.text).rstrip()
    if text.endswith(_TOLD) and words.issuers.signs(text[:-1]):
        text = text[:-1]  # 某市妇幼保健院宣
    lead = _LEAD_MARKS.match(text) or words.label.match(text) or _SEAL_LABEL.match(text)
    start = lead.end() if lead else 0
    if text[start : start + 1] in "（(【[" and text[-1:] in "）)】]" and not re.search(r"[)）】\]]", text[start:-1]):
        if label := words.label.match(text, start + 1) or _SEAL_LABEL.match(text, start + 1):
            start = label.end() - 1  # （落款：某某指挥部）
        return Line(line.start + start + 1, line.start + len(text) - 1, text[start + 1 : -1])
    return Line(line.start + start, line.start + len(text), text[start:])


def _joined(lines: list[Line]) -> str:
    return squeeze("".join(line.text for line in lines))


def _several(line: Line, words: Words, places: Places) -> list[tuple[str, list[Line]]]:
    """Two or more bodies parted by blanks or 、 in one line."""
    parts, start = [], 0
    for match in [*SPLIT.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        parts += [(start + first, start + last) for first, last in _side_by_side(line.text[start:end], words, places)]
        start = match.end() if match else end
    names = [_STAND_IN.sub("", line.text[first:last]) for first, last in parts]
    if len(names) == 2 and names[1] in words.issuers.words["endings_of_task_forces"] + ("办公室",):
        return _whole(line, parts[0][0], parts[1][1], squeeze(line.text), words, places)
    stray = len(names) > 1 and (min(map(len, names)) < SHORT_NAME or names[0] in words.issuers.words["national"])
    if stray and (whole := _whole(line, parts[0][0], parts[-1][1], squeeze(line.text), words, places)):
        return whole  # a stray blank within one name
    if len(names) < 2 or not all(words.issuers.signs(name) and not verbal(name, words) for name in names):
        return []
    long = all(len(name) > SHORT_NAME and not name.startswith(words.issuers.words["tasks"]) for name in names)
    if (
        not long
        and not is_body(names[0], words, places, True)
        and not all(_is_alone(name, words, places) for name in names)
    ):
        return []
    return [
        (name, [Line(line.start + first, line.start + last, name)])
        for name, (first, last) in zip(names, parts, strict=True)
    ]


def _side_by_side(text: str, words: Words, places: Places) -> Iterator[tuple[int, int]]:
    """The bodies whose names stand side by side with nothing between (某县甲局某县乙局): behind a whole name another place begins
    one, no part of the first one's place (an office of a province in a city bears both names)."""
    start = 0
    for at in range(SHORT_NAME, len(text) - SHORT_NAME + 1):
        mention = places.at(text, at) if words.issuers.ends(text[start:at]) else None
        own = places.at(text, start) if mention and mention.full else None
        if mention and own and words.issuers.signs(text[at:]) and not verbal(text[start:at], words):
            inner = any(one != other and places.within(one, other) for one in mention.places for other in own.places)
            if not inner:
                yield start, at
                start = at
    if start < len(text):
        yield start, len(text)


def _whole(line: Line, first: int, last: int, name: str, words: Words, places: Places) -> list[tuple[str, list[Line]]]:
    """A name that a blank cuts before its last word (某市指挥部 办公室)."""
    return [(name, [Line(line.start + first, line.start + last, name)])] if is_body(name, words, places, True) else []


_GLUED = re.compile(
    r"(?:[。！!]\s{0,4}+(?:特此(?:通告|公告|通知|通报|函[复告]|批复)|此[复致告])?+|特此(?:通告|公告|通知)|(?:施行|执行|实施)。?)\s{0,8}+(?P<body>[^。！!，,；;：:\n]{4,60}?)(?<!\s)\s{0,8}+(?P<day>20\d\d|二[〇零○o0]|\d{1,2}月|$)"
)


def _glued(repaired: Repaired, words: Words, places: Places) -> Iterator[Found]:
    """A body that stands behind the last sentence of a paragraph: the line breaks of the closing were lost."""
    text = repaired.text[: end_of_text(repaired.text)]
    first = max(text.rfind("\n") + 1, len(text) - 160)
    for match in _GLUED.finditer(text, first):
        line = Line(match.start("body"), match.end("body"), match["body"])
        ends = Line(match.start("day"), len(text), text[match.start("day") :])
        bodies = _bodies_of_lines([line], words, places) or _nearest([line], date_line(ends) is not None, words)
        if bodies:
            value = "、".join(name for name, _ in bodies)
            yield Found(
                value, (repaired.evidence_in_text(line.start, line.end),), "issuer/signed", "It signs the notice."
            )
