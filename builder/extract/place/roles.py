"""What the words around a place's name make of it: an origin, an example, a zone, one of a row, a piece of another word."""

from __future__ import annotations

import re

from builder.rules.places import Mention, Places

_ORIGIN_BEFORE = re.compile(
    r"(?:来自|从|自|赴|前往|去|到过|途经|经停|涉及|去过|驰援|支援|援助?|除|如|例如|学习|借鉴|周边|毗邻|与|至|往|飞往|开往|参照|抵达?|曾在|返回|到达|由|旅居|发往|近期|针对|有|相邻|邻近|包括|以及|对"
    r"|(?:对面|对岸|隔壁|挨着|紧靠|距离?|离)[^，。]{0,6}?)\s?$"
)

_ORIGIN_AFTER = re.compile(
    r"^(?:省|市|州)?(?:等[地省市多]|中、?高?风险|高风险|低风险|疫区|籍|方向|来|返[^程]|入|输入|旅居|旅行史|疫情(?:发生|形势|扩散|蔓延|呈|涉及|多点|快速|严峻|外溢|传播|暴发|爆发|处于|地区)|本土|新增|确诊|病例|关联|医疗队|机场|口岸|回来|出发|务工|归来|人员|那边|那里|那儿|那几|方面|的(?:情况|疫情|朋友|亲[友人]|车))"
)

_ORIGIN_SOFT = frozenset({"对", "有", "由", "去", "到", "与", "自", "如", "往", "除", "至"})
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日(?:讯|电)")  #: 本报某地2月3日讯 tells where a report was written


def is_origin(before: str, after: str) -> bool:
    """Whether people, cases or the report come from there, or it stands as an example."""
    if _ORIGIN_AFTER.match(after) or _DATELINE.match(after):
        return True
    match = _ORIGIN_BEFORE.search(before)
    if not match:
        return False
    return match.group().strip() not in _ORIGIN_SOFT or bool(re.match(r"^.{0,6}(?:人员|来|返|旅客|者|等)", after))


def is_aimed(before: str) -> bool:
    """Whether the name stands behind 至, 对, 从 …: a short one is no place that acts then."""
    return bool(_ORIGIN_BEFORE.search(before))


_CITED_BEFORE = re.compile(r"(?:根据|按照|依据|依照|遵照|按|经|落实|贯彻|传达|接|报)\s?$")

#: 遵照自治区措施和某盟指挥部要求, 传达省、某市会议精神: one of several whose orders are followed
_CITED_ROW = re.compile(r"(?:根据|按照|依据|依照|遵照|落实|贯彻|传达)[^，。；：\n]{1,28}[和及与、]\s?$")

_CITED_NEAR, _CITED_REACH = 10, 34  #: characters before the name


def is_cited(text: str, start: int, at: int) -> bool:
    """Whether the order of the place named at ``at`` is followed; ``start`` is where its line begins."""
    near, row = text[max(start, at - _CITED_NEAR) : at], text[max(start, at - _CITED_REACH) : at]
    return bool(_CITED_BEFORE.search(near) or _CITED_ROW.search(row))


_CAUSE_AFTER = re.compile(
    r"[^，。；：\n]{0,8}?(?:报告|发现|新增|出现|确诊|检出|发生|通报|有)[^，。；\n]{0,14}(?:病例|感染者|阳性|疫情)"
)


def is_cause(text: str, at: int, end: int) -> bool:
    """Whether cases were found in the place whose name ends at ``at``."""
    return bool(_CAUSE_AFTER.match(text, at, end))


#: 勐腊（磨憨）重点开发开放试验区 reaches beyond the county whose name it bears; 昆山开发区 is that county's own
_DEVELOPED = re.compile(
    r"(?:[（(][^（）()]{1,8}[）)])?(?:国家)?(?:重点)?(?:开发开放|跨境经济|边境经济|综合)?(?:试验区|实验区|合作区)"
)


def names_pilot_zone(text: str, at: int, end: int) -> bool:
    """Whether the name that ends at ``at`` begins that of a pilot or cooperation zone."""
    return bool(_DEVELOPED.match(text, at, end))


_ZONE_AFTER = re.compile(
    r"^.{0,4}?(?:[^，。]{0,4}(?:健康码|健康通|一码通|健康宝)|经济技术|经济开发|经开|高新|开发区|开发办|景区|古城|古镇|旅游区|度假区|风景|工业园|产业园|示范区|试验区|实验区|综合保税|保税|航空|新区|新城|管委会|管理区|机场|集团|公司|大学|健康|一码通|健康通|学院|日报|晚报|晨报|都市报|商报|时报|铁路|海关|港口|火车站|高铁|酒店|银行|大道|路|街(?!道)|大桥)"
)

_PAPER_AFTER = re.compile(
    r"^(?:日报|晚报|晨报|都市报|商报|时报|发布|新闻网|新闻|网|电视台|广播|融媒|论坛|本地宝|生活网|在线|疾控|卫健|政府网|信息港|热线|头条|微)"
)


def is_zone(mention: Mention, after: str) -> bool:
    """Whether a short name is only the beginning of a zone's, a newspaper's or a road's name."""
    return not mention.full and bool(_ZONE_AFTER.match(after)) and not _PAPER_AFTER.match(after)


_BETWEEN = "、和 \u3000|｜/"  #: blanks and bars part units of one level: 站前区 老边区


def is_listed(text: str, mention: Mention, start: int, end: int, places: Places) -> bool:
    """Whether the name is one of several in a row (南京、扬州、张家界; 站前区 老边区): then none of them acts."""
    return _follows_in_row(text, mention, end, places) or _leads_in_row(text, mention, start, places)


def _follows_in_row(text: str, mention: Mention, end: int, places: Places) -> bool:
    """Whether another name stands right behind the mark that follows."""
    mark = text[mention.end : mention.end + 1]
    other = places.at(text, mention.end + 1, end) if mark and mark in _BETWEEN and mention.end + 1 < end else None
    return other is not None and _in_one_row(mention, other, mark)


def _leads_in_row(text: str, mention: Mention, start: int, places: Places) -> bool:
    """Whether another name ends right before the mark in front."""
    at = mention.start - 1
    if at < start or text[at] not in _BETWEEN:
        return False
    others = (places.at(text, at - size, at) for size in range(2, 12) if at - size >= start)
    return any(other and other.end == at and _in_one_row(mention, other, text[at]) for other in others)


def _in_one_row(mention: Mention, other: Mention, mark: str) -> bool:
    """Blanks and bars part an outer unit from an inner one too; 、 and 和 only equals."""
    return mark in "、和" or other.places[0].level == mention.places[0].level


#: a county's short name begins the name of such a body
_OUTPOST = re.compile(r"海关|边检|出入境|口岸|(?:火车|汽车|高铁)站")


def is_outpost(after: str) -> bool:
    """Whether a county's short name begins that of a border post or a station."""
    return bool(_OUTPOST.match(after))


#: what a county's short name begins as often as the county itself: 桃源社区, 昆山大酒店
_COMMUNITY = re.compile(r"社区|小区|村(?!镇)|居委|花苑|苑|广场|大厦|大?酒店|宾馆|商场|商城|大桥|隧道")

_SITE_WORDS = re.compile(
    r"政府|门户|发布|日报|晚报|网|贴吧|吧|圈|大小事|头条|信息港|同城|融媒|频道|电视|微|公众|论坛|人民|在线|广播|之声|生活|卫健|客户端|新闻|矩阵|平台"
)


def word_not_place(text: str, mention: Mention, chained: bool) -> bool:
    """Whether a short name is only a piece of another word here; one behind the unit that it lies in (浙江温岭) is not."""
    county = all(place.level == "county" for place in mention.places)
    after = text[mention.end : mention.end + 2]
    if (
        county
        and not chained
        and mention.start > 0
        and "\u4e00" <= text[mention.start - 1] <= "\u9fff"
        and not _SITE_WORDS.match(text[mention.end :])
    ):
        return True
    return county and (after[:1] in "部局厅员民机关路街" or bool(_COMMUNITY.match(text, mention.end)))
