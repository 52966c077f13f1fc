"""What reads as the name of a body: how it begins and ends, and what is more than a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from builder.model import Evidence, Repaired
from builder.rules.box import BoxLabels, any_of
from builder.rules.issuers import Issuers
from builder.rules.places import Places
from builder.text.fold import fold

HAN = "\u4e00-\u9fff"
LONGEST = 40  #: characters of a body's name; the longest of the dev corpus has 38
SHORT_NAME = 4  #: characters; 县政府 may only be spoken for: 我代表县委、县政府向大家……
SPLIT = re.compile(r"[ \t\u3000]{1,}|、")


class Found(NamedTuple):
    """A body found: its words, where they stand, and what it does there."""

    value: str
    evidence: tuple[Evidence, ...]
    rule: str
    because: str
    doubtful: bool = False  #: it is spoken of; who tells of measures need not have ordered them


class Name(NamedTuple):
    """A body's name at ``[start, end)`` of *text*; joint bodies are joined by 、 in ``text``."""

    start: int
    end: int
    text: str


class Words(NamedTuple):
    """The table's words as patterns."""

    issuers: Issuers
    ending: re.Pattern[str]
    openers: tuple[str, ...]
    #: with these a name begins that does not write its place out: 市, its task, the whole country
    begins: tuple[str, ...]
    cited_before: re.Pattern[str]
    cited_first: re.Pattern[str]  #: 根据广东省、 before a name: the second of a row is cited too
    acts: re.Pattern[str]
    never: re.Pattern[str]
    proclaims: re.Pattern[str]
    cut: re.Pattern[str]  #: what may end before a name begins
    beyond: re.Pattern[str]  #: says more than a name
    township: re.Pattern[str]  #: the beginning of a name: a township, a village or a zone
    institution: re.Pattern[str]  #: a whole name that no place begins
    generic: re.Pattern[str]  #: a name that begins with its level (市卫健委)
    own_force: re.Pattern[str]  #: a body's own headquarters behind its name (某公司|疫情防控领导小组)
    label: re.Pattern[str]  #: 发布机构：
    labelled: re.Pattern[str]  #: an authority behind its label within a page stamp


#: what may stand between a body and its act besides the table's words: brackets, days, 就…, 根据…
_BETWEEN = (
    r"就[^，。]{2,24}?|对[^，。]{2,24}?(?=(?:集中|统一|一一)?(?:作答|解答|答复))|将(?:有关|相关|近期|以下|大家|群众)[^，。]{0,14}?|对[^，。]{2,36}?(?:进行|开展)(?:了)?(?:集体|行政|专项|联合)?|[（(][^（）()]{1,14}[)）]|于?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚间?|凌晨|中午)?(?:\d{1,2}时)?"
    r"|(?:会同|联合)[^，。]{2,40}?|在[^，。]{1,14}?|以[^，。]{2,8}?(?:形式|方式)|行使[^，。]{2,60}|经(?:[^，。]{0,10}?(?:研究|研判|会商|批准|同意|评估)[^，。]{0,4}|请示[^，。]{0,8})|根据[^，。]{1,14}|结合[^，。]{1,10}|通过(?:官方|官网|其|微信|微博|新闻)[^，。]{0,8}?|，"
)


#: 市, 省 … in front of a department; 市区, 市政 and 区中区 are words of their own
_LEVEL = r"^(?:我|本|全)?(?P<level>自治区|自治州|自治县|省|市|州|盟|县|区|旗)(?!区划|场|政(?!府)|[中南北]区)"


@lru_cache(maxsize=4)
def words_of(issuers: Issuers, box: BoxLabels) -> Words:
    """The tables as patterns."""
    table, one_of = issuers.words, issuers.any_of
    label = rf"(?:{any_of(box.of('issuer'))})\s?[:：]\s?"
    return Words(
        issuers=issuers,
        ending=issuers.ending,
        openers=table["openers"],
        begins=table["openers"] + table["tasks"] + table["national"],
        cited_before=re.compile(rf"(?:{one_of('cited_before')})(?:[了好]|中央|党中央、国务院)?$|(?:^|[，。；])应$"),
        cited_first=re.compile(rf"(?:{one_of('cited_before')})[{HAN}]{{2,20}}、$|(?:^|[，。])应[{HAN}、]{{2,30}}、$"),
        acts=re.compile(rf"^(?:{one_of('between')}|{_BETWEEN}){{0,5}}(?:{one_of('acts')})"),
        never=re.compile(one_of("never")),
        proclaims=re.compile(rf"[^。；\n]{{0,30}}?(?:{one_of('proclaims')})"),
        cut=re.compile(rf"{one_of('verbs')}|{one_of('particles')}|长(?=省|市|县|区|州)"),
        beyond=re.compile(rf"{one_of('beyond_names')}|{_BEYOND}"),
        township=re.compile(rf"^[{HAN}]{{1,8}}?(?:{one_of('endings_of_townships')})"),
        institution=re.compile(rf"[{HAN}（）()]{{2,26}}(?:{one_of('endings_of_institutions')})"),
        generic=re.compile(rf"{_LEVEL}(?={one_of('departments')})"),
        own_force=re.compile(
            rf"(?<=[校院学司团厂矿])(?:[{HAN}]{{2,4}}校区)?(?:新冠|新型|疫情|应对|防控)[{HAN}]{{0,16}}?(?:{one_of('endings_of_task_forces')})"
        ),
        label=re.compile(label),
        labelled=re.compile(rf"{label}(?P<body>[^\s|｜:：　]{{3,40}})"),
    )


_WIDE = str.maketrans(",:;!?()", "，：；！？（）")


def even(text: str) -> str:
    """The text as all patterns here read it: simplified, letters and digits half width, marks full width; offsets stay."""
    return fold(text).translate(_WIDE)


def squeeze(text: str) -> str:
    """A name without the blanks that spread it over the line (办 公 室)."""
    return re.sub(r"[ \t\u3000]+", "", text)


#: besides the table's words: a heading, a liability that is no firm's, clauses, marks, a figure in front
_BEYOND = (
    r"通知$|责任(?!公司)|第[一二三四五六七八九十\d]+条|[:：，。；！？?!《》]|^\d|^[（(]?[一二三四五六七八九十]+[、)）]"
)


def verbal(name: str, words: Words) -> bool:
    """Whether the words are more than a name. The virus had a long name at first, with 的 in it; 各族 stands in the
    names of two counties."""
    return bool(words.beyond.search(name.replace("感染的肺炎", "肺炎").replace("各族自治", "自治")))


def begins(text: str, words: Words, places: Places) -> bool:
    """Whether the words begin as a body's name does: with a place, 市, 省 …, or its task."""
    return text.startswith(words.begins) or bool(places.at(text, 0))


def is_body(text: str, words: Words, places: Places, signing: bool = False) -> bool:
    """Whether the whole text is a body's name; more endings will do for one that signs."""
    ends = words.issuers.signs(text) if signing else words.issuers.ends(text)
    if not ends or not 3 <= len(text) <= LONGEST or verbal(text, words) or words.never.fullmatch(text):
        return False
    mention = places.at(text, 0)
    return len(mention.name) < len(text) if mention else text.startswith(words.begins)  # 山海关 is a place, no customs


def as_found(repaired: Repaired, name: Name, rule: str, because: str, doubtful: bool = False) -> Found:
    """The body of a name in *text*, with its words there as the evidence."""
    return Found(name.text, (repaired.evidence_in_text(name.start, name.end),), rule, because, doubtful)
