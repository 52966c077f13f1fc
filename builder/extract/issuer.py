"""The body that issues, in its own words, and its name with the place written out.

Precedence: who signs (of several the one that heads the title); who stands at the head of the title; whom the page's data box
names; who sends a message, in brackets; who acts in the opening; whose name stands with the day under the title; who holds the
meeting; whom a news headline names; who explains the notice; from whom the report has it or whose words it passes on; whose
name heads the text; which headquarters stands alone above it; of whom the headline tells; the only headquarters that the opening
names (these last ones inferred). A body that is only cited (落实…精神, 向…报告), a site's keeper and an addressee never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from builder.extract.box import Entry
from builder.extract.closing import Line, closings, date_line, lines_of
from builder.extract.cues import HEAD
from builder.model import BodyField, Candidate, Evidence, Field, Piece, Repaired
from builder.rules import Rules
from builder.rules.box import BoxLabels, any_of
from builder.rules.issuers import Issuers
from builder.rules.places import Places
from builder.text.fold import fold

if TYPE_CHECKING:
    from builder.extract.place import PlacesFound

_HAN = "\u4e00-\u9fff"
_LONGEST = 40  #: characters of a body's name; the longest of the dev corpus has 38


class _Found(NamedTuple):
    """A body found: its words, where they stand, and what it does there."""

    value: str
    evidence: tuple[Evidence, ...]
    rule: str
    because: str


class _Words(NamedTuple):
    """The table's words as patterns."""

    issuers: Issuers
    ending: re.Pattern[str]
    openers: tuple[str, ...]
    begins: tuple[
        str, ...
    ]  #: with these a name begins that does not write its place out: 市, its task, the whole country
    cited_before: re.Pattern[str]
    cited_first: re.Pattern[str]  #: 根据广东省、 before a name: the second of a row is cited too
    acts: re.Pattern[str]
    never: re.Pattern[str]
    label: re.Pattern[str]  #: 发布机构：
    labelled: re.Pattern[str]  #: an authority behind its label within a page stamp


@lru_cache(maxsize=4)
def _words(issuers: Issuers, box: BoxLabels) -> _Words:
    """The tables as patterns."""
    table = issuers.words

    def one_of(key: str) -> str:
        return "|".join(sorted(map(re.escape, table[key]), key=len, reverse=True))

    label = rf"(?:{any_of(box.of('issuer'))})\s?[:：]\s?"
    return _Words(
        issuers=issuers,
        ending=issuers.ending,
        openers=table["openers"],
        begins=table["openers"] + table["tasks"] + table["national"],
        cited_before=re.compile(rf"(?:{one_of('cited_before')})(?:[了好]|中央|党中央、国务院)?$"),
        cited_first=re.compile(rf"(?:{one_of('cited_before')})[{_HAN}]{{2,20}}、$"),
        acts=re.compile(rf"^(?:{one_of('between')}|{_BETWEEN}){{0,5}}(?:{one_of('acts')})"),
        never=re.compile(one_of("never")),
        label=re.compile(label),
        labelled=re.compile(rf"{label}(?P<body>[^\s|｜:：　]{{3,40}})"),
    )


_WIDE = str.maketrans(",:;!?()", "，：；！？（）")


def _even(text: str) -> str:
    """The text as all patterns here read it: simplified, letters and digits half width, marks full width; offsets stay."""
    return fold(text).translate(_WIDE)


def find_issuer(repaired: Repaired, title: Field, box: tuple[Entry, ...], rules: Rules) -> BodyField:
    """The issuing body as its words stand (joint bodies parted by 、); ``normalise_issuer`` writes its place out later."""
    words, places = _words(rules.issuers, rules.box), rules.places
    repaired, original = structs.replace(repaired, text=_even(repaired.text)), repaired.text
    title = structs.replace(title, value=_even(str(title.value))) if title.value else title
    titled = list(_titled(title, words, places))
    found = [
        *_agreeing(list(_signed(repaired, words, places)), titled),
        *(one for one in titled if one.because != _NEWS_HEAD),
        *_labelled(repaired, box, words, places),
        *_bracketed(repaired, words, places),
        *_acting(repaired, words, places),
        *_under_title(repaired, words, places),
        *_hosting(repaired, words, places),
        *titled,
        *_explaining(repaired, words, places),
        *_telling(repaired, words, places),
        *_relayed(repaired, words, places),
        *_own_department(repaired, title, words, places),
        *_above_text(repaired, words, places),
        *_headlined(title, words, places),
    ]
    found = found or _only_task_force(repaired, words, places)
    if not found:
        return BodyField(
            None, "unknown", rule="issuer/none", because="No body signs, heads the title or acts in the opening."
        )
    found = [_in_own_script(one, repaired.text, original) for one in found]
    best = _in_full(found[0], repaired, places)
    losers = _losers(best, found[1:])
    if (
        best.rule == "issuer/heard-from" or best.because in _DOUBTFUL
    ):  # who tells of measures need not have ordered them
        return BodyField(best.value, "inferred", best.evidence, best.rule, best.because, losers)
    return BodyField(best.value, "stated", best.evidence, best.rule, None, losers)


def _agreeing(signed: list[_Found], titled: list[_Found]) -> list[_Found]:
    """Of several signatures on a page the one first whose body heads the title too: the others sign what is forwarded."""
    heads = {name for one in titled for name in one.value.split("、")}
    return sorted(signed, key=lambda one: heads.isdisjoint(one.value.split("、")))  # stable


def _in_full(found: _Found, repaired: Repaired, places: Places) -> _Found:
    """The same body where the text writes its place out: 市指挥部 is 文昌市指挥部 when the text says so."""
    match = _GENERIC.match(found.value)
    if "、" in found.value:
        return found
    if _BARE_TOWN.match(found.value):
        start = _in_town(repaired.text, found.value, places)
    else:
        start = (
            _placed_at(repaired.text, found.value, match.end(), places) if match and not match.start("level") else None
        )
    if start:
        return found._replace(value=repaired.text[slice(*start)], evidence=(repaired.evidence_in_text(*start),))
    return found


def _placed_at(text: str, name: str, level: int, places: Places) -> tuple[int, int] | None:
    """Where the name stands with its place in front of it; ``level`` characters of the name end the place's own."""
    at = text.find(name)
    while at >= 0:
        for start in range(max(0, at - _LONGEST_PLACE), at):
            mention = places.at(text, start)
            if mention and mention.full and start + len(mention.name) == at + level:
                return start, at + len(name)
        at = text.find(name, at + 1)
    return None


def _in_town(text: str, name: str, places: Places) -> tuple[int, int] | None:
    """Where the name stands with the town's own name and its county in front of it: 潢川县伞陂 + 镇疫情防控指挥部."""
    at = text.find(name)
    while at >= 0:
        for start in range(max(0, at - _LONGEST_PLACE), at):
            mention = places.at(text, start)
            between = text[start + len(mention.name) : at] if mention and mention.full else ""
            if mention and 1 <= len(between) <= _LONGEST_TOWN and _ONLY_HAN.fullmatch(between):
                return start, at + len(name)
        at = text.find(name, at + 1)
    return None


_LONGEST_TOWN = 4  #: characters of a town's name before 镇, 乡, 街道
_ONLY_HAN = re.compile(f"[{_HAN}]*")
#: a town that does not say which: 镇疫情防控指挥部, 村党支部
_BARE_TOWN = re.compile(r"(?:镇|乡|街道|社区|村)(?=疫|新|应|防|党|委|政|办|人|联|指|工|领)")
_LONGEST_PLACE = 14  #: characters of a place's name before its last


def _in_own_script(found: _Found, folded: str, original: str) -> _Found:
    """The same body in the script and width of the text, where its words stand there."""
    if folded == original:
        return found
    bare, own = (re.sub(r"\s", "", text) for text in (folded, original))  # folding keeps offsets, blanks stay blanks
    parts = []
    for part in found.value.split("、"):
        at = bare.find(part)
        parts.append(own[at : at + len(part)] if at >= 0 else part)
    return found._replace(value="、".join(parts))


def _losers(best: _Found, rest: list[_Found]) -> tuple[Candidate, ...]:
    seen, losers = {best.value}, []
    for found in rest:
        if found.value not in seen:
            seen.add(found.value)
            losers.append(Candidate(found.value, found.rule, found.because, found.evidence))
    return tuple(losers)


# --- who signs -------------------------------------------------------------------------------------------------------

_STAND_IN = re.compile(
    r"[（(](?:代|代章|代印|代行|借章|章|公章|盖章|印章|印|宣|制|[^（）()]{2,20}代章)[)）]\s*$|(?<!\s)\s+(?:制|宣|印制|编制|编印|敬启|启)$"
)
_SPLIT = re.compile(r"[ \t\u3000]{1,}|、")


def _signed(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    for closing in closings(repaired.text, words.issuers):
        lines = [line for line in closing.lines if not date_line(line)]
        bodies = _bodies_of_lines(lines, words, places) or _nearest(lines, closing.day is not None, words)
        bodies = bodies or ([] if closing.day else _at_the_end(repaired, lines))
        bodies = [body for at, body in enumerate(bodies) if body[0] not in [name for name, _ in bodies[:at]]]
        if bodies:
            value = "、".join(name for name, _ in bodies)
            evidence = tuple(repaired.evidence_in_text(line.start, line.end) for _, lines in bodies for line in lines)
            yield _Found(value, evidence, "issuer/signed", "It signs the notice.")
    yield from _glued(repaired, words, places)
    yield from _beside_day(repaired, words, places)


def _beside_day(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """A line of bodies right above or below the day that ends a text, though it was taken for the site's."""
    for above, piece, below in zip(repaired.pieces, repaired.pieces[1:], (*repaired.pieces[2:], None), strict=False):
        if piece.role != "chrome" or above.role != "body" or piece.end - piece.start > _LONGEST + 24:
            continue
        if not any(_is_day(repaired, one) for one in (above, below)):
            continue
        line = Line(piece.start, piece.end, _even(repaired.page[piece.start : piece.end]))
        bodies = _bodies_of_lines([line], words, places)
        if not bodies or not _is_body(bodies[0][0], words, places, True):
            bodies = _nearest([line], _is_day(repaired, below), words)
        if bodies:
            evidence = tuple(repaired.evidence(part.start, part.end) for _, parts in bodies for part in parts)
            yield _Found("、".join(name for name, _ in bodies), evidence, "issuer/signed", "It signs beside the day.")


def _is_day(repaired: Repaired, piece: Piece | None) -> bool:
    """Whether a piece is a line of the text that is nothing but a day."""
    if piece is None or piece.role != "body":
        return False
    return date_line(Line(piece.start, piece.end, repaired.page[piece.start : piece.end])) is not None


def _at_the_end(repaired: Repaired, lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """An institution of no table that signs in the last line without a day: the text or its title speaks of it by its name."""
    line = lines[-1] if lines else None
    if not line or repaired.text[line.end :].strip() or not _INSTITUTION.fullmatch(line.text) or _verbal(line.text):
        return []
    titles = "".join(_even(repaired.page[piece.start : piece.end]) for piece in repaired.pieces_of("title"))
    known = line.text[:_ECHO] in titles + repaired.text[: line.start]
    return [(line.text, [line])] if known and not _ON_THE_WAY.search(line.text) else []


_ECHO = 4  #: first characters of a name by which a text speaks of whoever signs it

#: the head of a body signs for it, by name: 行政长官 某某, 教育局局长（某某代行）
_POST_SIGNS = re.compile(
    r"(?P<post>行政长官)[\s\u3000]*[\u4e00-\u9fff·]{2,6}$"
    r"|(?P<body>[\u4e00-\u9fff]{2,14}(?:局|署|处|厅))(?:局|署|处|厅)长[\s\u3000]*(?:[（(][\u4e00-\u9fff·]{2,8}[)）]|[\s\u3000][\u4e00-\u9fff·]{2,4})?$"
)


def _nearest(lines: list[Line], dated: bool, words: _Words) -> list[tuple[str, list[Line]]]:
    """The line right above the day, when it ends as bodies do: schools, firms, villages that stand in no table of places."""
    if not lines or not dated:
        return []
    line = lines[-1]
    if post := _POST_SIGNS.match(line.text):
        name = post["post"] or post["body"]
        return [(name, [Line(line.start, line.start + len(name), name)])]
    text = _squeeze(_STAND_IN.sub("", line.text))
    named = len(text) >= 4 or (
        len(text) == 3 and text.endswith(("局", "署", "厅"))
    )  # 教育局 of a special region, a county
    if named and len(text) <= 30 and words.issuers.signs(text) and not _verbal(text):
        return [(text, [line])]
    return []


def _bodies_of_lines(lines: list[Line], words: _Words, places: Places) -> list[tuple[str, list[Line]]]:
    """The bodies that the lines name: a body may run over two lines, a line may hold two bodies."""
    found: list[tuple[str, list[Line]]] = []
    held: list[Line] = []
    for line in reversed(lines):
        line = _bare(line, words)
        text = _squeeze(line.text)
        joined = _squeeze(text + "".join(one.text for one in held))
        several = _several(line, words, places)
        several = several if len(several) > 1 else []  # one name with a blank in it may begin in the line above
        if held and not (_begins(text, words, places) or _TOWNSHIP.match(text) or _INSTITUTION.fullmatch(text)):
            break
        if not held and (split := _half_and_others(line, words, places)):
            found[:0] = split[1]
            held = [split[0]]
            continue
        if held and _INSTITUTION.fullmatch(text) and joined[len(text) :].startswith(words.issuers.words["tasks"]):
            held = [line, *held]  # a firm's own headquarters
        elif held and _is_alone(text, words, places) and _is_alone(_joined(held), words, places):
            found.insert(0, (_joined(held), held))
            held = [line]
        elif several:
            if held and not _is_body(_joined(held), words, places, True):
                break
            if held:
                found.insert(0, (_joined(held), held))
                held = []
            found[:0] = several
        elif _is_body(joined, words, places, True) or (
            held and _begins(text, words, places) and words.issuers.signs(joined)
        ):
            held = [line, *held]
        elif not held and words.issuers.signs(text) and len(text) <= _LONGEST and not _verbal(text):
            held = [line]
        else:
            break
    name = _joined(held)
    beside = bool(found) and _is_alone(name, words, places)
    if held and (_is_body(name, words, places, True) or _signs_by_ending(name, words) or beside):
        found.insert(0, (name, held))
    return found


def _is_whole(name: str, words: _Words, places: Places) -> bool:
    """Whether a signing line is a body by itself: it begins with its place, or with a township or village of no table."""
    return _is_body(name, words, places, True) or (bool(_TOWNSHIP.match(name)) and _signs_by_ending(name, words))


def _is_alone(name: str, words: _Words, places: Places) -> bool:
    """Whether a signing line is a body by itself, one of a firm, school or village of no table too."""
    return _is_whole(name, words, places) or (bool(_INSTITUTION.fullmatch(name)) and not _verbal(name))


#: names that are whole though no place begins them: no first half of a longer name ends so
_INSTITUTION = re.compile(
    rf"[{_HAN}（）()]{{2,26}}(?:集团|公司|居委会|居民委员会|村委会|村民委员会|业主委员会|业委会|党支部|派出所|卫生院|医院|学校|中学|小学"
    r"|幼儿园|大学|学院|管理[处所站]|物业服务中心|协会|商会|监狱|养老院|福利院|敬老院|图书馆|博物馆|体育馆|文化馆|车站|客运站|机场|酒店|宾馆|公园|景区)"
)


def _half_and_others(line: Line, words: _Words, places: Places) -> tuple[Line, list[tuple[str, list[Line]]]] | None:
    """A line whose first words end a body that begins above, with whole bodies behind them (管理局　　某市商务局)."""
    parts = [
        Line(line.start + match.start(), line.start + match.end(), match.group())
        for match in re.finditer(r"[^\s\u3000]+", line.text)
    ]
    if len(parts) < 2 or _begins(parts[0].text, words, places) or not words.issuers.signs(parts[0].text):
        return None
    if not all(_is_body(part.text, words, places, True) for part in parts[1:]):
        return None
    return parts[0], [(part.text, [part]) for part in parts[1:]]


_TOWNSHIP = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:镇|乡|街道|社区|村|苏木|农场|林场|园区|开发区|新区|口岸|景区|小区)")


def _signs_by_ending(name: str, words: _Words) -> bool:
    """Whether a signing line is a body though its place stands in no table: a township, a village, a zone."""
    return (
        4 <= len(name) <= _LONGEST
        and not _verbal(name)
        and not _ON_THE_WAY.search(name)
        and (words.issuers.acts(name) or bool(_TOWNSHIP.match(name)))
    )


#: a sentence that the scrape cut off: 返乡人员到村卫生院
_ON_THE_WAY = re.compile("人员[^，]{0,4}[到往去在从回]")
_LEAD_MARKS = re.compile(r"[—–\-－\s]+")


def _bare(line: Line, words: _Words) -> Line:
    """The line without a borrowed seal behind it and without dashes, labels or brackets around it."""
    text = _STAND_IN.sub("", line.text).rstrip()
    lead = _LEAD_MARKS.match(text) or words.label.match(text)
    start = lead.end() if lead else 0
    if text[start : start + 1] in "（(" and text[-1:] in "）)" and not re.search(r"[)）]", text[start:-1]):
        return Line(line.start + start + 1, line.start + len(text) - 1, text[start + 1 : -1])
    return Line(line.start + start, line.start + len(text), text[start:])


def _joined(lines: list[Line]) -> str:
    return _squeeze("".join(line.text for line in lines))


def _squeeze(text: str) -> str:
    """A name without the blanks that spread it over the line (办 公 室)."""
    return re.sub(r"[ \t\u3000]+", "", text)


def _several(line: Line, words: _Words, places: Places) -> list[tuple[str, list[Line]]]:
    """Two or more bodies parted by blanks or 、 in one line."""
    parts, start = [], 0
    for match in [*_SPLIT.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        if end > start:
            parts.append((start, end))
        start = match.end() if match else end
    names = [_STAND_IN.sub("", line.text[first:last]) for first, last in parts]
    if len(names) == 2 and names[1] in words.issuers.words["endings_of_task_forces"] + ("办公室",):
        return _whole(line, parts[0][0], parts[1][1], _squeeze(line.text), words, places)
    stray = len(names) > 1 and (min(map(len, names)) < _SHORT_NAME or names[0] in words.issuers.words["national"])
    if stray and (whole := _whole(line, parts[0][0], parts[-1][1], _squeeze(line.text), words, places)):
        return whole  # a stray blank within one name
    if len(names) < 2 or not all(words.issuers.signs(name) and not _verbal(name) for name in names):
        return []
    if not _is_body(names[0], words, places, True) and not all(_is_alone(name, words, places) for name in names):
        return []
    return [
        (name, [Line(line.start + first, line.start + last, name)])
        for name, (first, last) in zip(names, parts, strict=True)
    ]


def _whole(line: Line, first: int, last: int, name: str, words: _Words, places: Places) -> list[tuple[str, list[Line]]]:
    """A name that a blank cuts before its last word (某市指挥部 办公室)."""
    return [(name, [Line(line.start + first, line.start + last, name)])] if _is_body(name, words, places, True) else []


_VERBAL = re.compile(
    r"关于|召开|主持|举行|印发|听取|成立|通知$|的|要求|必须|严格|加强|进一步|严禁|不得|请|以及|各|附件|电话|地址|联系|咨询|编辑|来源|作者|责任(?!公司)|第[一二三四五六七八九十\d]+条|[:：，。；！？?!《》]|^\d|^[（(]?[一二三四五六七八九十]+[、)）]"
)


def _verbal(name: str) -> bool:
    """Whether the words are more than a name. The virus had a long name at first, with 的 in it."""
    return bool(_VERBAL.search(name.replace("感染的肺炎", "肺炎")))


def _begins(text: str, words: _Words, places: Places) -> bool:
    """Whether the words begin as a body's name does: with a place, 市, 省 …, or its task."""
    return text.startswith(words.begins) or bool(places.at(text, 0))


def _is_body(text: str, words: _Words, places: Places, signing: bool = False) -> bool:
    """Whether the whole text is a body's name; more endings will do for one that signs."""
    ends = words.issuers.signs(text) if signing else words.issuers.ends(text)
    if not ends or not 3 <= len(text) <= _LONGEST or _verbal(text) or words.never.fullmatch(text):
        return False
    return _begins(text, words, places)


_IN_BRACKETS = re.compile(r"[（(](?:指挥部|领导小组)[）)]")


_GLUED = re.compile(
    r"(?:[。！!]|特此(?:通告|公告|通知)|(?:施行|执行|实施)。?)\s{0,8}+(?P<body>[^。！!，,；;：:\n]{4,60}?)(?<!\s)\s{0,8}+(?:20\d\d|二[〇零○]|\d{1,2}月|$)"
)


def _glued(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """A body that stands behind the last sentence of a paragraph: the line breaks of the closing were lost."""
    text = repaired.text.rstrip()
    first = max(text.rfind("\n") + 1, len(text) - 160)
    for match in _GLUED.finditer(text, first):
        line = Line(match.start("body"), match.end("body"), match["body"])
        if bodies := _bodies_of_lines([line], words, places):
            value = "、".join(name for name, _ in bodies)
            yield _Found(
                value, (repaired.evidence_in_text(line.start, line.end),), "issuer/signed", "It signs the notice."
            )


# --- title and data box ----------------------------------------------------------------------------------------------

_NEWS_HEAD = "It heads the headline."  #: of a report, whose text has the better words
#: what follows a body's name in a title that it heads
_TITLE_VERB = re.compile(
    r"[】\]\s]{0,2}(?:[:：]|最新|重要|再次|有关负责人|负责人|答记者问|回应|建议|关于|印发|发布|转发|(?:第?[\d〇零一二三四五六七八九十百]+号)?(?:通告|公告|布告|通知|令|决定|命令"
    r"|倡议书|公开信|提示|提醒|温馨提示|紧急通知|告知书)|致|告全|为[您你大]|给[您你大]|[（(]?第|召开|举行|主持召开|部署|紧急|联合|\s对|对)"
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


def _titled(title: Field, words: _Words, places: Places) -> Iterator[_Found]:
    value = str(title.value or "")
    for start in dict.fromkeys(match.end() for pattern in _HEAD_STARTS if (match := pattern.match(value))):
        for match in _TITLE_VERB.finditer(value, start, start + 66):
            head = value[start : match.start()]
            if _CLOSES.search(head):
                break
            if bodies := _bodies_of_head(head, words, places):
                news = re.match(r"[】\]\s]*(?:召开|举行|主持|部署|[:：])", match.group())
                because = _NEWS_HEAD if news else "It stands at the head of the title."
                yield _Found("、".join(bodies), title.evidence, "issuer/in-title", because)
                return
    if (head := _leading_body(value, words, places)) and _PHRASE_AND_ACT.match(value, len(head)):
        yield _Found(head, title.evidence, "issuer/in-title", "It stands at the head of the title.")


def _bodies_of_head(head: str, words: _Words, places: Places) -> list[str]:
    """The bodies that a title's head names; none where it is anything else."""
    parts = [body for part in _SPLIT.split(head.strip()) if part for body in _twins(part, words, places)]
    whole = all(words.issuers.ends(part) and not _verbal(part) for part in parts)
    return parts if parts and whole and _is_body(parts[0], words, places) else []


def _leading_body(value: str, words: _Words, places: Places) -> str:
    """The body's name with which these words begin: the longest of an authority, else the first of any."""
    found = ""
    for match in words.ending.finditer(value, 0, _LONGEST):
        head = value[: _extended(value, match.end(), len(value), words)]
        if _CLOSES.search(head):
            break
        if _is_body(head, words, places) and (not found or words.issuers.acts(head)):
            found = head
    return found


_ALONE_ABOVE = "Its name stands alone above the text, and nothing else names an issuer."


def _above_text(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """A headquarters or leading group alone on a line above the text: it keeps no site, so it is the head of the document."""
    for piece in repaired.pieces:
        if piece.role == "body":
            return
        name = _even(repaired.page[piece.start : piece.end])
        if words.issuers.is_task_force(name) and _is_body(name, words, places):
            evidence = (repaired.evidence(piece.start, piece.end),)
            yield _Found(name, evidence, "issuer/headed", _ALONE_ABOVE)


_HEADLINE_START = re.compile(r"[|｜丨:：？！?!，,\s]\s*|[】\]]")
_PERSON = re.compile(r"[局厅处院校]?长|主任|书记|[^，。]{0,6}(?:医生|民警|干部|同志|教授|专家|护士|党员|系统)")


def _headlined(title: Field, words: _Words, places: Places) -> Iterator[_Found]:
    """A body that opens a headline or a part of one, whatever it does there; its people are not it."""
    value = str(title.value or "")
    for start in (0, *(match.end() for match in _HEADLINE_START.finditer(value))):
        head = _leading_body(value[start:], words, places)
        if head and words.issuers.acts(head) and not _PERSON.match(value, start + len(head)):
            yield _Found(head, title.evidence, "issuer/in-title", _IN_HEADLINE)
            return


_IN_HEADLINE = "The headline tells of it, and nothing else names an issuer."


def _twins(name: str, words: _Words, places: Places) -> list[str]:
    """Two bodies that stand without a blank between them (某市教育局某市卫生健康局), parted; one body as it is."""
    for match in words.ending.finditer(name):
        mention = places.at(name, match.end())
        if mention and mention.full and _is_body(name[: match.end()], words, places) and words.issuers.ends(name):
            return [name[: match.end()], *_twins(name[match.end() :], words, places)]
    return [name]


_EXPLAINS = re.compile(
    r"由(?P<body>[\u4e00-\u9fff（）()]{4,40}?)(?:负责|具体负责)(?:具体)?解释"
    r"|本[\u4e00-\u9fff]{2,4}由(?P<keeper>[\u4e00-\u9fff（）()]{4,40}?)(?:具体)?负责(?:解答)?[。；]"
)


def _explaining(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """本通告由…负责解释: who explains a notice has issued it."""
    for match in _EXPLAINS.finditer(repaired.text):
        group = "body" if match["body"] else "keeper"
        if _is_body(match[group], words, places, True):
            evidence = (repaired.evidence_in_text(*match.span(group)),)
            yield _Found(match[group], evidence, "issuer/acting", "It explains the notice.")


_HEAD_LINES, _TAIL_LINES = 8, 4  #: of the text that may label the issuer


def _labelled(repaired: Repaired, box: tuple[Entry, ...], words: _Words, places: Places) -> Iterator[_Found]:
    for entry in box:
        parts = [part for part in _SPLIT.split(entry.value) if part]
        if entry.key == "issuer" and all(words.issuers.ends(part) and not _verbal(part) for part in parts):
            evidence = (repaired.evidence(entry.start, entry.end),)
            yield _Found("、".join(parts), evidence, "issuer/labelled", "The page's data box names it.")
    lines = lines_of(repaired.text)
    for line in (*lines[:_HEAD_LINES], *lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]):
        label = words.label.match(line.text)
        if label and _is_body(line.text[label.end() :], words, places):
            name = _Name(line.start + label.end(), line.end, line.text[label.end() :])
            yield _as_found(repaired, name, "issuer/labelled", "A label of the text names it.")
    for piece in repaired.pieces_of("meta"):
        for match in words.labelled.finditer(repaired.page, piece.start, piece.end):
            if words.issuers.ends(match["body"]) and not _verbal(match["body"]):
                evidence = (repaired.evidence(*match.span("body")),)
                yield _Found(match["body"], evidence, "issuer/labelled", "The page's data box names it.")


# --- who acts in the text --------------------------------------------------------------------------------------------

_INNER = "集团", "控股", "指挥部"  #: brackets around these are part of a name
_BOUND = re.compile(
    rf"[，。；：、“”《》！？\s,;:!?]|[（(](?!{'|'.join(_INNER)})|{''.join(f'(?<!{word})' for word in _INNER)}[)）]"
)
_CUT = re.compile(
    r"这里是|我们是|天|召开|主持|参加|出席|经|由|据|从|记者|印发|发布|发出|下发|落实|传达|贯彻|学习|根据|按照|依据|向|在|了|对|为|日|和|与|及|是|到|将|任|以|使|听取|长(?=省|市|县|区|州)|报"
)


class _Name(NamedTuple):
    start: int
    end: int
    text: str


def _names(text: str, start: int, end: int, words: _Words, places: Places) -> Iterator[_Name]:
    """The names of bodies in ``text[start:end]``: back from each ending to the place or opener that begins the name."""
    reached = start
    for match in words.ending.finditer(text, start, end):
        if match.start() < reached:
            continue
        last = _extended(text, match.end(), end, words)
        first = _first(text, max(reached, match.start() - _LONGEST), match.start())
        name = _trimmed(text, first, last, words, places) or _without_place(text, first, last)
        if name and not words.never.search(name.text[-6:]):
            yield name
            reached = name.end


def _without_place(text: str, first: int, last: int) -> _Name | None:
    """A department that opens a line or a part of a sentence without its place (康樂及文化事務署今日公布)."""
    name = text[first:last]
    if not 3 <= len(name) <= 20 or not name.endswith(("署", "局", "厅", "委员会")) or _verbal(name):
        return None
    if any(cut.group() not in _IN_NAMES for cut in _CUT.finditer(name)) or not _DEPARTMENT_NAME.fullmatch(name):
        return None
    return _Name(first, last, name)


_IN_NAMES = frozenset("和 与 及".split(" "))  # noqa: SIM905
_DEPARTMENT_NAME = re.compile(r"(?!.+[省市县区州旗镇乡](?!场|政))[\u4e00-\u9fff]+")  #: no unit within: 刚才市教育局


def _extended(text: str, at: int, end: int, words: _Words) -> int:
    """Where the name ends when another ending of an authority follows at once (领导小组 + 办公室)."""
    while match := (
        words.ending.match(text, at, end) or _DEPARTMENT.match(text, at, end) or _IN_BRACKETS.match(text, at, end)
    ):
        if match.group() in words.issuers.words["endings_of_others"]:
            break  # 市场监督管理局大学城… is no university
        at = match.end()
    return at


#: a department behind its government (某市政府新闻办公室, 澳门特别行政区政府卫生局), a group behind its party committee
_DEPARTMENT = re.compile(
    r"(?<=政府)[\u4e00-\u9fff]{2,8}?(?:局|署|厅|办公室|委员会)"
    r"|(?<=指挥部)(?!成立|组织|派出|抽调|组建|下设|要求|会同|设立|牵头)[\u4e00-\u9fff]{2,10}?(?:专班|工作组|防控组|保障组|协调组|办公室)"
    r"|(?<=委)(?:统筹|应对|新冠|新型|疫情)[\u4e00-\u9fff]{2,30}?(?:领导小组|指挥部|专班)"
)


def _first(text: str, start: int, end: int) -> int:
    """Where the run of words before an ending begins."""
    bounds = [match.end() for match in _BOUND.finditer(text, start, end)]
    return bounds[-1] if bounds else start


def _trimmed(text: str, first: int, last: int, words: _Words, places: Places) -> _Name | None:
    """The name without the verbs before it; None when what is left does not begin as a name does."""
    for start in [first, *(match.end() for match in _CUT.finditer(text, first, last - 2))]:
        name = text[start:last]
        if (
            (len(name) >= 4 or text[start - 1 : start] == "、")  # 县政府 is named in passing but behind 县委、
            and _begins(name, words, places)
            and not _verbal(name)
            and (places.at(name, 0) or not _POST.match(name))
        ):
            inner = [match for match in _CUT.finditer(name) if match.start() > 1 and match.group() in _HARD]
            if not inner:
                return _Name(start, last, name)
    return None


_POST = re.compile(r"^(?:省|市|县|区|州)?(?:委常委|委书记|委副书记|长|委、|政协|人大常委会)")
_HARD = frozenset(
    "召开 主持 参加 出席 印发 发布 发出 下发 落实 传达 贯彻 学习 根据 按照 依据 记者 听取 向 了".split(" ")  # noqa: SIM905
)
#: what may stand between a body and its act besides the table's words: brackets, days, 就…, 根据…
_BETWEEN = (
    r"就[^，。]{2,24}?|将(?:有关|相关|近期|以下|大家|群众)[^，。]{0,14}?|对[^，。]{2,36}?(?:进行|开展)(?:了)?(?:集体|行政|专项|联合)?|[（(][^（）()]{1,14}[)）]|于?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚间?|凌晨|中午)?(?:\d{1,2}时)?"
    r"|(?:会同|联合)[^，。]{2,40}?|在[^，。]{1,14}?|以[^，。]{2,8}?(?:形式|方式)|行使[^，。]{2,60}|经(?:[^，。]{0,10}?(?:研究|研判|会商|批准|同意|评估)[^，。]{0,4}|请示[^，。]{0,8})|根据[^，。]{1,14}|结合[^，。]{1,10}|通过(?:官方|官网|其|微信|微博|新闻)[^，。]{0,8}?|，"
)
_BY = re.compile(r"(?:经|报经|报)\s?$")
_NEAR = 60  #: characters before a name that tell whether it is cited; all of them would cost the square of a long line


def _before(text: str, start: int, end: int) -> str:
    """What stands in the line close before a name."""
    return text[max(start, end - _NEAR) : end]


_LEAD = 5  #: the lines in which an opening can name who acts


def _acting(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """经…研究决定, …决定, …发布, …发出《…》: the body that acts in the opening, and again in the last line."""
    lines, local = lines_of(repaired.text), _is_local(repaired, places)
    for line in lines[:_LEAD]:
        names = [*_government(repaired.text, line), *_names(repaired.text, line.start, line.end, words, places)]
        for name in names:
            before, after = _before(repaired.text, line.start, name.start), repaired.text[name.end : name.end + 60]
            by = _BY.search(before)
            if (
                (words.cited_before.search(before) and not by)
                or words.cited_first.search(before)
                or re.search(r"(?:刚才|刚刚|此前|之前|前期)[，,]?$", before)
            ):
                continue
            if (by and re.match(r"(?:专家组)?(?:会商|集体)?(?:同意|批准|审定)", after)) or re.match(
                r"[^，。]{0,6}(?:会议精神|精神)", after
            ):
                continue
            placed = (
                name.text in _ALONE
                or places.at(name.text, 0)
                or (name.start == line.start and not name.text.startswith(words.openers))
            )
            if not words.issuers.acts(name.text) and not (
                placed and (words.issuers.ends(name.text) or name.text in _ALONE)
            ):
                continue
            if re.match(r"向(?:[^，。]{0,6}报|上级)", after) or before.endswith("据"):
                continue
            if local and words.issuers.is_national(name.text):
                continue
            if words.acts.match(after):
                because = "It acts in the opening." if _PROCLAIMS.match(after) else _ONLY_ACTS
                if because == _ONLY_ACTS and len(name.text) < _SHORT_NAME:
                    continue
                named = _with_partner(repaired.text, line.start, name, words, places)
                yield _as_found(repaired, named, "issuer/acting", because)


def _is_local(repaired: Repaired, places: Places) -> bool:
    """Whether the title names a place: what a body of the whole country does is then told as the occasion."""
    titles = (_even(repaired.page[piece.start : piece.end]) for piece in repaired.pieces_of("title"))
    return any(True for title in titles for _ in places.mentions(title))


_SHORT_NAME = 4  #: characters; 县政府 may only be spoken for: 我代表县委、县政府向大家……
_ALONE = ("特区政府", "政府", "行政长官")
#: of a special administrative region, which needs no name there
_GOVERNMENT = re.compile(r"(?:特区政府|政府|行政长官)(?=今[日天]|[昨当]日|宣布|公布|决定|会于|将于|行使)")


def _government(text: str, line: Line) -> Iterator[_Name]:
    """政府今日宣布 at the beginning of a line."""
    if match := _GOVERNMENT.match(text, line.start, line.end):
        yield _Name(match.start(), match.end(), match.group())


_ONLY_ACTS = "It asks, tells or works in the opening, which need not make it the issuer."
_DOUBTFUL = (_ONLY_ACTS, _IN_HEADLINE, _ALONE_ABOVE)
#: what only an issuer does; whoever 要求, 介绍 or 开展 may follow another's notice
_PROCLAIMS = re.compile(
    r"[^。；\n]{0,30}?(?:决定|发布|发出|印发|下发|出台|通告|公告|公布|宣布|制定|现就|现将|现对|下达|作出|签发|召开|举行|发文|发函|推出|解除|调整|明确|通知|提醒"
    r"|提示|倡议|呼吁|答复|划定|敬告|约谈|行使)"
)


_COMMITTEES = ("省委", "市委", "县委", "区委", "州委", "旗委", "镇党委", "乡党委")
_TOGETHER = re.compile(
    r"(?:会同|联合|携手)(?P<partners>[\u4e00-\u9fff、]{4,60}?)(?=[，,就对于]|决定|发布|发出|印发|制定|开展)"
)


def _with_partner(text: str, start: int, name: _Name, words: _Words, places: Places) -> _Name:
    """The name with the body in front of it that acts with it (甲局、乙局决定)."""
    if behind := _TOGETHER.match(text, name.end):
        partners = behind["partners"].split("、")
        if all(_is_body(part, words, places) for part in partners):
            return _Name(name.start, behind.end(), "、".join((name.text, *partners)))
    if text[name.start - 1 : name.start] not in ("、", "和", "与"):
        return name
    first = _first(text, max(start, name.start - 1 - _LONGEST), name.start - 1)
    partner = text[first : name.start - 1]
    if not _is_body(partner, words, places) and partner not in _COMMITTEES:
        return name
    return _with_partner(text, start, _Name(first, name.end, f"{partner}、{name.text}"), words, places)


_OPENING, _LEAST = 3, 5  #: lines; characters of a body that meets (防控办主任 is only somebody's post)
_MEETING_WORDS = re.compile(r"会|组长|指挥长?|主任")
_MEETING_BEHIND = re.compile(
    r"^(?:[（(][^（）()]{0,12}[)）])?(?:办公室)?(?:20\d\d年)?(?:第?[\d〇零一二三四五六七八九十百]+次)?(?:[^，。；\n]{0,10}?)(?:会议|调度会|视频会|推进会|例会|会商会|专题会|部署会|会)"
)
_CALLED = re.compile(r"(?:召开|主持|举行)(?:了|全)?$|^$|(?:日|[上下]午|日晚|今天|昨天|近日|日前)[，,]?$")
_HEAD_OF = re.compile(r"^(?:双|第一|副|常务副)?(?:组长|指挥长|总指挥|主任)")


def _hosting(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """召开…领导小组第139次会议; …领导小组组长某某要求: the body that holds the meeting."""
    found: list[tuple[int, _Name, str]] = []
    for number, line in enumerate(lines_of(repaired.text)):
        base = 0 if number < _OPENING else 2
        if not _MEETING_WORDS.search(line.text):
            continue
        for name in _names(repaired.text, line.start, line.end, words, places):
            before, after = repaired.text[line.start : name.start], repaired.text[name.end : name.end + 24]
            if (
                words.cited_before.search(before)
                or not words.issuers.is_task_force(name.text)
                or len(name.text) < _LEAST
            ):
                continue
            if _MEETING_BEHIND.match(after) and not re.match(r"[^，。]{0,14}精神", after) and _CALLED.search(before):
                found.append((base, name, "It holds the meeting."))
            elif base == 0 and _HEAD_OF.match(after):
                found.append((1, name, "Its head speaks at the meeting."))
    for _, name, because in sorted(found, key=lambda one: one[0]):
        yield _as_found(repaired, name, "issuer/host", because)


_HEARD = re.compile(r"^[^，。]{0,12}(?:获悉|了解到|处获悉|悉|得知|举行|召开(?:的)?(?:新闻)?发布会)")


def _telling(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """记者从…获悉: the body that a report has it from; …负责人介绍 where one body alone speaks."""
    yield from _heard(repaired, words, places)
    speakers: dict[str, _Found] = {}
    for line in lines_of(repaired.text):
        if not _SPEAKERS.search(line.text):
            continue
        for name in _names(repaired.text, line.start, line.end, words, places):
            placed = places.at(name.text, 0) or (name.start == line.start and words.issuers.acts(name.text))
            if placed and _SPEAKS.match(repaired.text[name.end : name.end + 24]):
                speakers.setdefault(name.text, _as_found(repaired, name, "issuer/heard-from", "Its people speak."))
    if len(speakers) == 1:
        yield from speakers.values()


_ITS_NUMBER = re.compile(r"[^，。]{0,6}第?\d{1,3}号(?:令|通告|公告|通知|命令)")  #: its own act is carried out
_IN_FULL = 8  #: characters; 市指挥部 is named in passing
_ONLY_ONE = "It is the only headquarters or leading group that the text names."


def _only_task_force(repaired: Repaired, words: _Words, places: Places) -> list[_Found]:
    """The headquarters or leading group of the place, where a report's opening names one in full and no other body speaks. One
    that is cited counts only in the report of a press conference: 区委宣传部介绍，根据区疫情防控领导小组的部署."""
    found: dict[str, _Found] = {}
    conference = "发布会" in repaired.text[:HEAD]
    for line in lines_of(repaired.text)[:3]:
        for name in _names(repaired.text, line.start, line.end, words, places):
            cited = words.cited_before.search(_before(repaired.text, line.start, name.start)) and not conference
            cited = cited and not _ITS_NUMBER.match(repaired.text, name.end)
            if words.issuers.is_task_force(name.text) and len(name.text) >= _IN_FULL and not cited:
                found.setdefault(name.text, _as_found(repaired, name, "issuer/heard-from", _ONLY_ONE))
    names = list(found)
    best = max(names, key=len, default="")
    same = all(best.endswith(name.lstrip("省市县区州旗")) for name in names)
    above = words.issuers.is_national(best) or best.startswith(("省", "自治区")) or "省" in best[:4]
    return [found[best]] if best and same and not above else []


_SPEAKERS = re.compile("负责|发言人|专家|工作人员")
_SPEAKS = re.compile(
    r"^(?:新闻发言人|有关|相关|主要)?(?:负责人|负责同志|发言人|专家|工作人员)[^，。；]{0,8}(?:表示|介绍|说|称|提醒|建议|解读|告诉|透露|回应|解答)"
)


#: who counts the cases need not be who acts
_COUNTS_CASES = re.compile(r"[^。\n]{0,40}?(?:新增|确诊|感染者|病例)")


_ASKED = re.compile(r"采访了?$")


def _heard(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    for line in lines_of(repaired.text)[:3]:
        for name in _names(repaired.text, line.start, line.end, words, places):
            before, after = repaired.text[line.start : name.start], repaired.text[name.end : name.end + 24]
            if (
                re.search(r"(?:从|据|采访了?)$", before)
                and (
                    _ASKED.search(before)
                    or _HEARD.match(after)
                    or re.match(r"(?:消息|通报|通告|发布|介绍|最新)", after)
                )
                and not _COUNTS_CASES.match(after)
            ):
                yield _as_found(repaired, name, "issuer/heard-from", "The report has it from this body.")


#: 转发某专班的要求，各网点照着做: the words are those of the body
_RELAYS = re.compile(rf"(?:现|现将|特)?转发(?P<body>[{_HAN}]{{4,40}}?)的(?:要求|通知|通告|公告|提示|提醒|倡议)")


def _relayed(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    for line in lines_of(repaired.text)[:2]:
        match = _RELAYS.match(repaired.text, line.start, line.end)
        if match and _is_body(match["body"], words, places):
            name = _Name(*match.span("body"), match["body"])
            yield _as_found(repaired, name, "issuer/heard-from", "The text passes on this body's words.")


def _as_found(repaired: Repaired, name: _Name, rule: str, because: str) -> _Found:
    return _Found(name.text, (repaired.evidence_in_text(name.start, name.end),), rule, because)


_BARE_ACT = re.compile(
    r"(?:紧急)?(?:通[\s\u3000]*[告知]|公[\s\u3000]*告|命[\s\u3000]*令|令|决[\s\u3000]*定)(?:[（(]?第[^（）()]{1,6}号[）)]?)?"
)


def _own_department(repaired: Repaired, title: Field, words: _Words, places: Places) -> Iterator[_Found]:
    """A body at the head of the text that names itself without a sentence: the first line is nothing but its name."""
    lines = lines_of(repaired.text)
    bare = bool(_BARE_ACT.fullmatch(str(title.value or "")))
    if lines and _is_body(lines[0].text, words, places, bare) and (bare or words.issuers.acts(lines[0].text)):
        evidence = (repaired.evidence_in_text(lines[0].start, lines[0].end),)
        yield _Found(lines[0].text, evidence, "issuer/headed", "Its name heads the text.")


def _under_title(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """A line of the page stamp that holds nothing but a body and a day: it signs under the title."""
    for line in lines_of(repaired.text)[:3]:
        match = _BODY_AND_DAY.fullmatch(line.text)
        name = match and (match["body"] or match["below"])
        if name and _is_body(name, words, places):
            start = line.start + line.text.index(name)
            found = _Name(start, start + len(name), name)
            yield _as_found(repaired, found, "issuer/headed", "Its name stands with the day under the title.")
    for piece in repaired.pieces_of("meta"):
        match = _BODY_AND_DAY.fullmatch(repaired.page[piece.start : piece.end].strip())
        name = match and (match["body"] or match["below"])
        if name and _is_body(name, words, places):
            start = repaired.page.index(name, piece.start)
            evidence = (repaired.evidence(start, start + len(name)),)
            yield _Found(name, evidence, "issuer/headed", "Its name stands with the day under the title.")


_BODY_AND_DAY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{4,40})[\s\u3000（(]+20\d\d[-./年][^，。：:]{3,18}"
    r"|20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:[\s\u3000]+\d{1,2}:\d\d(?::\d\d)?)?[\s\u3000）)]+(?P<below>[\u4e00-\u9fff]{4,40})"
)
_BRACKETED = re.compile(r"[【\[](?P<body>[\u4e00-\u9fff]{4,40})[】\]]")


def _bracketed(repaired: Repaired, words: _Words, places: Places) -> Iterator[_Found]:
    """A text message names its sender in brackets, before its first word or behind its last."""
    text = repaired.text.rstrip()
    for match in (_BRACKETED.match(text), _BRACKETED.search(text, max(0, len(text) - 44))):
        if match and (match.start() == 0 or match.end() == len(text)) and _is_body(match["body"], words, places):
            evidence = (repaired.evidence_in_text(*match.span("body")),)
            yield _Found(match["body"], evidence, "issuer/headed", "A message names its sender in brackets.")


_ZONE = re.compile(
    r"^[\u4e00-\u9fff]{2,10}?(?:开发区|新区|合作区|保税区|园区|景区|名胜区|度假区)"
)  #: has a name of its own


# --- the place written out -------------------------------------------------------------------------------------------

_GENERIC = re.compile(
    r"^(?:我|本|全)?(?P<level>自治区|自治州|自治县|省|市|州|盟|县|区|旗)(?!区划|场|政(?!府)|[中南北]区)(?=委|政府|口岸|外事|侨|台|创|爱|安委|食|邮|海|税|司|宣|组织|纪|监|经|能源|规|园林|畜|渔|供|档|消|气象|铁|港|物|图书|博物|中医|中心|第|实验|疾|妇|殡|总工|劳|社|慈|地方|地震|人民|新|疫|应|防|卫|教|公|交|文|商|市场|发|民|农|住|工|统|联|指|医|重|突|党|直|生|城|水|财|人|科|司|总|妇|团|残|红|网|行|大|气|体|旅|机|信|医|乡|林|自|审|退|外|粮|国)"
)


_PARTY = re.compile(r"中共|中国共产党")  #: stands before the place: 中共台山市委


def normalise_issuer(issuer: BodyField, places: PlacesFound, rules: Rules) -> BodyField:
    """The same issuer with its place written out: 市疫情… of Taiyuan is 太原市疫情…; what was added is inferred."""
    if not issuer.value:
        return issuer
    names: list[str | None] = []
    for part in str(issuer.value).split("、"):
        names.append(
            _of_same_town(part, names[-1]) if names and _BARE_TOWN.match(part) else _written_out(part, places, rules)
        )
    if any(name is None for name in names):
        return _with(issuer, None, "unknown")
    normalised = "、".join(name for name in names if name)
    return _with(issuer, normalised, "stated" if normalised == issuer.value else "inferred")


def _of_same_town(name: str, above: str | None) -> str | None:
    """A bare 村党支部 behind 某某村村民委员会, with the village's name."""
    generic = next(one for one in ("街道", "社区", "镇", "乡", "村") if name.startswith(one))
    match = re.match(rf"(?P<town>.{{2,30}}?{generic})(?={generic}|民委|居民|党|委|政|疫|防|人|办)", above or "")
    return match["town"] + name.removeprefix(generic) if match else None


def _with(issuer: BodyField, normalised: str | None, status: str) -> BodyField:
    return BodyField(
        issuer.value,
        issuer.status,
        issuer.evidence,
        issuer.rule,
        issuer.because,
        issuer.others,
        normalised=normalised,
        normalised_status=status,  # type: ignore[arg-type]
    )


def _written_out(name: str, places: PlacesFound, rules: Rules) -> str | None:
    """One body's name with its place; None when that place is not known."""
    issuers, table = rules.issuers, rules.places
    if _BARE_TOWN.match(name):
        return None
    unplaced = name.startswith(issuers.words["tasks"])
    region = str(places.province.value or "")
    if region.endswith("特别行政区") and region[:2] not in fold(name):
        return region + name
    if issuers.is_national(name):
        return name
    party = _PARTY.match(name)
    if party and (_GENERIC.match(name[party.end() :]) or table.at(name, party.end())):
        committee = _written_out(name[party.end() :], places, rules)
        return party.group() + committee if committee else None
    match = _GENERIC.match(name)
    if match:
        unit = places.of_level(match["level"])
        unit = places.above_district(unit) + unit if unit and unit.endswith("区") else unit
        return unit + name[match.end() :] if unit else None
    mention = table.at(name, 0)
    if mention and mention.full and mention.name.endswith("区") and not mention.name.endswith(("自治区", "地区")):
        return places.above_district(mention.name) + name
    if mention and (mention.full or not unplaced):
        return name
    if unplaced or (_TOWNSHIP.match(name) and not _ZONE.match(name)):
        unit = places.deepest()
        return places.above_district(unit) + unit + name if unit else None if unplaced else name
    return name
