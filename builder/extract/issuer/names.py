"""Finds the names of bodies in running text: back from each ending to the place or opener that begins the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.extract.issuer.body import LONGEST, Name, Words, begins, verbal
from builder.rules.places import Places


def names_in(text: str, start: int, end: int, words: Words, places: Places) -> Iterator[Name]:
    """The names of bodies in ``text[start:end]``: back from each ending to the place or opener that begins the name."""
    reached = start
    for match in words.ending.finditer(text, start, end):
        if match.start() < reached:
            continue
        last = extended(text, match.end(), end, words)
        first = run_start(text, max(reached, match.start() - LONGEST), match.start())
        name = _trimmed(text, first, last, words, places) or _without_place(text, first, last, words)
        if name and not words.never.search(name.text[-6:]):
            yield name
            reached = name.end


_INNER = "集团", "控股", "指挥部"  #: brackets around these are part of a name

_BOUND = re.compile(
    rf"[，。；：、“”《》！？\s,;:!?]|[（(](?!{'|'.join(_INNER)})|{''.join(f'(?<!{word})' for word in _INNER)}[)）]"
)


def _without_place(text: str, first: int, last: int, words: Words) -> Name | None:
    """A department that opens a line or a part of a sentence without its place (康樂及文化事務署今日公布)."""
    name = text[first:last]
    if not 3 <= len(name) <= 20 or not name.endswith(("署", "局", "厅", "委员会")) or verbal(name, words):
        return None
    if any(cut.group() not in _IN_NAMES for cut in words.cut.finditer(name)) or not _DEPARTMENT_NAME.fullmatch(name):
        return None
    return Name(first, last, name)


_IN_NAMES = frozenset("和 与 及".split(" "))  # noqa: SIM905
_DEPARTMENT_NAME = re.compile(r"(?!.+[省市县区州旗镇乡](?!场|政))[\u4e00-\u9fff]+")  #: no unit within: 刚才市教育局


def extended(text: str, at: int, end: int, words: Words) -> int:
    """Where the name ends when another ending of an authority follows at once (领导小组 + 办公室)."""
    while match := (
        words.ending.match(text, at, end)
        or _DEPARTMENT.match(text, at, end)
        or _IN_BRACKETS.match(text, at, end)
        or words.own_force.match(text, at, end)
    ):
        if match.group() in words.issuers.words["endings_of_others"]:
            break  # 市场监督管理局大学城… is no university
        if text.startswith("长", match.end()) and text.startswith(match.group(), at - len(match.group())):
            break  # 县卫健局局长: the second one is somebody's post
        at = match.end()
    return at


_IN_BRACKETS = re.compile(r"[（(](?:指挥部|领导小组)[）)]")

#: a department behind its government (某市政府新闻办公室, 澳门特别行政区政府卫生局), a group behind its party committee
_DEPARTMENT = re.compile(
    r"(?<=政府)[\u4e00-\u9fff]{2,8}?(?:局|署|厅|办公室|委员会)"
    r"|(?<=指挥部)(?!成立|组织|派出|抽调|组建|下设|要求|会同|设立|牵头)[\u4e00-\u9fff]{2,10}?(?:专班|工作组|督导组|防控组|保障组|协调组|办公室)"
    r"|(?<=委)(?:统筹|应对|新冠|新型|疫情)[\u4e00-\u9fff]{2,30}?(?:领导小组|指挥部|专班)"
)


def run_start(text: str, start: int, end: int) -> int:
    """Where the run of words before an ending begins."""
    bounds = [match.end() for match in _BOUND.finditer(text, start, end)]
    return bounds[-1] if bounds else start


def _trimmed(text: str, first: int, last: int, words: Words, places: Places) -> Name | None:
    """The name without the verbs before it; None when what is left does not begin as a name does."""
    for start in [first, *(match.end() for match in words.cut.finditer(text, first, last - 2))]:
        name = text[start:last]
        if (
            (len(name) >= 4 or text[start - 1 : start] == "、")  # 县政府 is named in passing but behind 县委、
            and (begins(name, words, places) or _of_town(name, words, places) or _of_institution(name, words))
            and not verbal(name, words)
            and (places.at(name, 0) or not _POST.match(name))
        ):
            inner = [
                match
                for match in words.cut.finditer(name)
                if match.start() > 1 and match.group() in words.issuers.words["verbs"]
            ]
            if not inner:
                return Name(start, last, name)
    return None


_TOWN_LENGTHS = range(3, 9)  #: characters of a town's name with its generic word


def _of_town(name: str, words: Words, places: Places) -> bool:
    """Whether an authority's name begins with a town of the table (下营镇疫情防控指挥部)."""
    towns = (name[:length] for length in _TOWN_LENGTHS if name[length - 1 : length] in _ENDS_TOWN)
    return words.issuers.acts(name) and any(places.with_town(town, None) for town in towns)


_ENDS_TOWN = ("镇", "乡", "道", "木")  #: the last characters of 镇, 乡, 街道, 苏木


def _of_institution(name: str, words: Words) -> bool:
    """Whether the name is that of an institution's own headquarters (北华大学疫情防控工作领导小组)."""
    whose = words.institution.match(name)
    if not whose or not words.issuers.is_task_force(name) or _ANY.match(name):
        return False
    return name.startswith(words.issuers.words["tasks"], whose.end())


_ANY = re.compile("我|本|该|各|全|贵|学校|所在|当地|属地|有关|相关|成立|由|其")  #: so begins none of its own


_POST = re.compile(r"^(?:省|市|县|区|州)?(?:委常委|委书记|委副书记|长|委、|政协|人大常委会)")

_NEAR = 60  #: characters before a name that tell whether it is cited; all of them would cost the square of a long line


def close_before(text: str, start: int, end: int) -> str:
    """What stands in the line close before a name."""
    return text[max(start, end - _NEAR) : end]
