"""Which place acts: province, city and county, each stated or inferred, and the pages that list the notice.

Precedence: the issuing body's own words; the title; the addressee and the opening; the page's source and site; names and
one-character abbreviations (入并, 返晋) across the text. 我市, 县指挥部 and the like say which level acts. A place named as
an origin (来自…, …等地), as an example or in a related list never decides. A name that fits several places is decided by
what else the page names, or stays unknown.

A name in full in title or text states the value; so does a short name that stands by itself. What follows from the units' order
alone (the province of a city) is inferred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from builder.extract.closing import lines_of
from builder.extract.dates import Dates
from builder.extract.page_facts import SITES, SOURCES, Facts, facts_of, words_of
from builder.model import Block, BodyField, Candidate, Evidence, Field, Piece, PlaceField, Repaired
from builder.rules import Rules
from builder.rules.places import MUNICIPALITIES, NATION, TOWN_GENERICS, Mention, Place, Places
from builder.text.fold import fold


class PlacesFound(msgspec.Struct, frozen=True):
    """The places of a notice and the codes of the pages that list it."""

    province: PlaceField
    city: PlaceField
    county: PlaceField
    filed_under: tuple[str, ...]

    def of_level(self, level: str) -> str | None:
        """The name of the unit that 省, 市, 县, 区 … of this notice means; None when it is not known."""
        province, city, county = (str(field.value) if field.value else None for field in self._fields())
        if level in ("省", "自治区"):
            return province
        if level in ("市", "州", "自治州", "盟"):
            own = county if level == "市" and county and county.endswith("市") else None
            return own or city or (province if province and province.endswith("市") else None)
        if level == "区" and not county:
            return province if province and province.endswith("自治区") and not city else None
        return county or (city if self.city.adcode and not self.city.adcode.endswith("00") else None)

    def above_district(self, district: str) -> str:
        """What is written in front of a district's name, since many cities share those: its city or municipality."""
        province, city, county = (str(field.value) if field.value else None for field in self._fields())
        if county != district or not district.endswith("区"):
            return ""
        return city or (province if province and province.endswith("市") else "") or ""

    def deepest(self) -> str | None:
        """The name of the smallest unit known."""
        return next((str(field.value) for field in reversed(self._fields()) if field.value), None)

    def _fields(self) -> tuple[PlaceField, PlaceField, PlaceField]:
        return self.province, self.city, self.county


class _Seen(NamedTuple):
    """A place's name somewhere on the page. ``where``: issuer, title, number, addressee, opening, body, meta, site, chrome."""

    mention: Mention
    where: str
    evidence: Evidence
    origin: bool  #: named as where people come from, or as an example
    zone: bool  #: the beginning of a longer name: a zone, a newspaper, an airport
    chained: bool  #: follows a unit that it lies in, without a gap
    listed: bool = False  #: one of several in a row, and nothing else makes it an origin
    aimed: bool = False  #: stands behind 至, 对, 从 …: a short name there is no place that acts
    cited: bool = False  #: stands behind 根据, 按照 …: its order is followed
    cause: bool = False  #: cases were found there, which moves others to act too
    branch: bool = False  #: a district by its short name before 分局
    developed: bool = False  #: the short name begins that of a pilot or cooperation zone


class _Chosen(NamedTuple):
    """The unit that acts, and why."""

    place: Place
    rule: str
    because: str
    evidence: tuple[Evidence, ...]
    vague: bool = False  #: the name tells the province only; what lies in it is not known


def find_places(
    repaired: Repaired,
    blocks: tuple[Block, ...],
    title: Field,
    issuer: BodyField,
    dates: Dates,
    rules: Rules,
    facts: Facts = (),
) -> PlacesFound:
    """The places of the notice, with the codes that were valid on its day. ``facts`` are the page's metadata."""
    page = _Page(repaired, blocks, title, issuer, dates, rules.places, facts)
    if rules.issuers.is_national(str(issuer.value or "")) and (national := page.national()):
        return _nation(national)
    chosen = page.choose()
    return page.fields(chosen) if chosen else page.unknown()


_ORIGIN_BEFORE = re.compile(
    r"(?:来自|从|自|赴|前往|去|到过|途经|经停|涉及|去过|驰援|支援|援助?|除|如|例如|学习|借鉴|周边|毗邻|与|至|往|飞往|开往|参照|抵达?|曾在|返回|到达|由|旅居|发往|近期|针对|有|相邻|邻近|包括|以及|对"
    r"|(?:对面|对岸|隔壁|挨着|紧靠|距离?|离)[^，。]{0,6}?)\s?$"
)
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日(?:讯|电)")  #: 本报某地2月3日讯 tells where a report was written
_CITED_BEFORE = re.compile(r"(?:根据|按照|依据|依照|遵照|按|经|落实|贯彻|传达|接|报)\s?$")
#: 遵照自治区措施和某盟指挥部要求, 传达省、某市会议精神: one of several whose orders are followed
_CITED_ROW = re.compile(r"(?:根据|按照|依据|依照|遵照|落实|贯彻|传达)[^，。；：\n]{1,28}[和及与、]\s?$")
_CITED_REACH = 34
_ORIGIN_AFTER = re.compile(
    r"^(?:省|市|州)?(?:等[地省市多]|中、?高?风险|高风险|低风险|疫区|籍|方向|来|返[^程]|入|输入|旅居|旅行史|疫情(?:发生|形势|扩散|蔓延|呈|涉及|多点|快速|严峻|外溢|传播|暴发|爆发|处于|地区)|本土|新增|确诊|病例|关联|医疗队|机场|口岸|回来|出发|务工|归来|人员|那边|那里|那儿|那几|方面|的(?:情况|疫情|朋友|亲[友人]|车))"
)
_CAUSE_AFTER = re.compile(
    r"[^，。；：\n]{0,8}?(?:报告|发现|新增|出现|确诊|检出|发生|通报|有)[^，。；\n]{0,14}(?:病例|感染者|阳性|疫情)"
)
_ORIGIN_SOFT = frozenset({"对", "有", "由", "去", "到", "与", "自", "如", "往", "除", "至"})
_ZONE_AFTER = re.compile(
    r"^.{0,4}?(?:[^，。]{0,4}(?:健康码|健康通|一码通|健康宝)|经济技术|经济开发|经开|高新|开发区|开发办|景区|古城|古镇|旅游区|度假区|风景|工业园|产业园|示范区|试验区|实验区|综合保税|保税|航空|新区|新城|管委会|管理区|机场|集团|公司|大学|健康|一码通|健康通|学院|日报|晚报|晨报|都市报|商报|时报|铁路|海关|港口|火车站|高铁|酒店|银行|大道|路|街(?!道)|大桥)"
)
#: 勐腊（磨憨）重点开发开放试验区 reaches beyond the county whose name it bears; 昆山开发区 is that county's own
_DEVELOPED = re.compile(
    r"(?:[（(][^（）()]{1,8}[）)])?(?:国家)?(?:重点)?(?:开发开放|跨境经济|边境经济|综合)?(?:试验区|实验区|合作区)"
)
_PAPER_AFTER = re.compile(
    r"^(?:日报|晚报|晨报|都市报|商报|时报|发布|新闻网|新闻|网|电视台|广播|融媒|论坛|本地宝|生活网|在线|疾控|卫健|政府网|信息港|热线|头条|微)"
)
_SELF_WORDS = re.compile(r"(?:我|全|本)(省|市|县|区|州|旗|盟)(?!域|级|属|长|直|委)")
_GENERIC = re.compile(r"^(?:我|本|全)?(自治区|自治州|自治县|省|市|州|盟|县|区|旗)")
_ABBREVIATED = re.compile(
    r"(?:来|返|入|抵|离|在|出|进|赴|回|到|来返|入返|滞)(?!新[的学要期通工时考必健])(?P<char>[\u4e00-\u9fff])(?=[返人来车货旅的后前，。、；：（(）)“”》]|入|务|出|游|期|居|住|学|工|师|员|同|群|各|须|应|要|通|隔|客|或|和|时|航|必|健|探|考|前|途)"
)
_NUMBER_HEAD = re.compile(r"(?m)^[（(]?(?P<char>[\u4e00-\u9fff])(?!冠)[\u4e00-\u9fff]{1,12}[〔\[（(]20\d\d")
_INSTITUTION = re.compile(
    r"(?:公司|集团|大学|学院|医院|学校|中学|小学|厂|矿|油田|景区|机场|监狱|戒毒所|车站|火车站|高铁站|客运站|码头|服务区|收费站"
    r"|市场|商会|协会|酒店|分行|支行|卫生院|校区|基地|福利院|养老院)(?:[^，。]{0,20}(?:小组|办公室|指挥部|处|部))?$"
)
_TERRITORIES = (
    ("香港特别行政区", re.compile(r"(?:全|本)港(?![口区务])")),
    ("澳门特别行政区", re.compile(r"(?:全|本)澳(?!大)")),
)
#: what a county's short name begins as often as the county itself: 桃源社区, 昆山大酒店
_COMMUNITY = re.compile(r"社区|小区|村(?!镇)|居委|花苑|苑|广场|大厦|大?酒店|宾馆|商场|商城|大桥|隧道")
_TERRITORY_CODES = ("810000", "820000")  #: their short names are those in use
#: a county's short name begins the name of such a body
_OUTPOST = re.compile(r"海关|边检|出入境|口岸|(?:火车|汽车|高铁)站")
_SITE_WORDS = re.compile(
    r"政府|门户|发布|日报|晚报|网|贴吧|吧|圈|大小事|头条|信息港|同城|融媒|频道|电视|微|公众|论坛|人民|在线|广播|之声|生活|卫健|客户端|新闻|矩阵|平台"
)


_TOLD = ("issuer/acting", "issuer/heard-from", "issuer/host")  #: the opening names the body; nobody signs
#: the post of who speaks: 赤水市人民政府市长　某某
_SPEAKER = re.compile(
    r"[\s（(]{0,3}[\u4e00-\u9fff]{4,24}(?:书记|[省市县区州旗镇乡]长|局长|主任|主席|指挥长)"
    r"(?=[\s\u3000（(]|[\u4e00-\u9fff]{2,4}(?:[\s（(]|$))"
)


_TOWN_LENGTHS = range(14, 2, -1)  #: characters of a town's name
_FAR = 2.0  #: so much must the page speak of another province before a town that lies elsewhere is taken for a namesake

# how much a name tells about the names around it; lists and footers speak of other places, a site's keeper of its own
_WEIGHTS = {"issuer": 2.0, "title": 2.0, "addressee": 1.0, "opening": 1.0, "body": 1.0, "meta": 1.0, "site": 1.0}
_IN_PASSING = (
    4.0  #: of a unit that only the text names, and only by its short name, where nothing says which level acts
)
_WEIGHTS |= {"speaker": 2.0, "keeper": 0.5, "chrome": 0.0}
_ORIGIN_WEIGHT = 0.2
_KEEPER = re.compile(r"主办|版权|主管|地址[:：]")


class _Page:
    """What one page says about places."""

    def __init__(
        self,
        repaired: Repaired,
        blocks: tuple[Block, ...],
        title: Field,
        issuer: BodyField,
        dates: Dates,
        places: Places,
        facts: Facts = (),
    ) -> None:
        self._repaired, self._title, self._issuer, self._places = repaired, title, issuer, places
        self._month = dates.date.value or dates.published.value or dates.effective_from.value
        self._month = self._month if isinstance(self._month, str) else None
        self._text = fold(repaired.text)
        self._seen: list[_Seen] = [
            *self._in_value(issuer, "issuer"),
            *self._in_value(title, "title"),
            *self._in_body(blocks),
            *self._around(),
            *self._of_facts(facts),
        ]
        self._torn: _Seen | None = None  #: a name at the head of issuer or title that fits several places
        self._weights = self._context()
        self._abbreviations = self._abbreviated()

    # reading

    def _in_value(self, field: Field, where: str) -> Iterator[_Seen]:
        """The names in a value of another field; their evidence is that field's."""
        if isinstance(field.value, str) and field.evidence:
            yield from self._scan(
                fold(field.value), 0, len(field.value), where, lambda start, end: _within(field, start, end)
            )

    def _in_body(self, blocks: tuple[Block, ...]) -> Iterator[_Seen]:
        addressees = [(block.start, block.end) for block in blocks if block.role == "addressee"]
        lines = lines_of(self._repaired.text)
        for index, line in enumerate(lines):
            addressed = any(start <= line.start < end for start, end in addressees)
            where = "addressee" if addressed else "opening" if index < 3 else "body"
            yield from self._scan(self._text, line.start, line.end, where, self._repaired.evidence_in_text)

    def _around(self) -> Iterator[_Seen]:
        """Meta lines, and of the frame only the head of the page: site names and paths, never lists or footers."""
        page = fold(self._repaired.page)
        body = self._repaired.pieces_of("body")
        first = body[0].start if body else 0
        for piece in self._repaired.pieces:
            if piece.role == "meta":
                where = "speaker" if _SPEAKER.match(page, piece.start, piece.end) else "meta"
                yield from self._scan(page, piece.start, piece.end, where, self._repaired.evidence)
            elif piece.role == "title" and not self._titles(piece):
                yield from self._scan(page, piece.start, piece.end, "site", self._repaired.evidence)
            elif piece.role == "chrome":
                where = "site" if piece.start < first else "chrome"
                if where == "chrome" and _KEEPER.search(page, piece.start, piece.end):
                    where = "keeper"
                yield from self._scan(page, piece.start, piece.end, where, self._repaired.evidence)

    def _titles(self, piece: Piece) -> bool:
        """Whether the title was taken from this line, which repair held for one of the title's."""
        start, end = self._repaired.raw_span(piece.start, piece.end)
        return any(one.start < end and start < one.end for one in self._title.evidence)

    def _of_facts(self, facts: Facts) -> Iterator[_Seen]:
        """The names in what the page's metadata calls its site and its source."""
        for fact in facts_of(facts, (*SITES, *SOURCES)):
            yield from self._scan(
                fold(fact.value), 0, len(fact.value), "site", lambda start, end, fact=fact: words_of(fact, start, end)
            )

    def _scan(self, text: str, start: int, end: int, where: str, evidence) -> Iterator[_Seen]:  # type: ignore[no-untyped-def]
        last: Mention | None = None
        last_cited = False
        for mention in self._names(text, start, end):
            before, after = (
                text[max(start, mention.start - 10) : mention.start],
                text[mention.end : min(end, mention.end + 12)],
            )
            chained = last is not None and last.end == mention.start and self._inside(mention, last)
            origin = not chained and (_is_origin(before, after) or bool(_DATELINE.match(after)))
            aimed = bool(_ORIGIN_BEFORE.search(before))
            if mention.zone and not any(place.valid(self._month) for place in mention.places):
                continue
            zone = mention.zone or _is_zone(mention, after)
            listed = not origin and _is_listed(text, mention, start, end, self._places)
            branch = after.startswith("分局")
            if not (mention.full or mention.zone or branch or _OUTPOST.match(after)) and (
                _word_not_place(text, mention, chained) or (where == "issuer" and not self._body_of(mention, zone))
            ):
                continue
            ahead = text[max(start, mention.start - _CITED_REACH) : mention.start]
            cited = bool(_CITED_BEFORE.search(before) or _CITED_ROW.search(ahead)) or (chained and last_cited)
            words = evidence(mention.start, mention.end)
            cause = bool(_CAUSE_AFTER.match(text, mention.end, end))
            developed = not mention.full and bool(_DEVELOPED.match(text, mention.end, end))
            yield _Seen(
                mention, where, words, origin or listed, zone, chained, listed, aimed, cited, cause, branch, developed
            )
            last_cited = cited
            last = mention

    def _names(self, text: str, start: int, end: int) -> list[Mention]:
        """The names of places, and of bodies that only one territory has, in their order."""
        found = list(self._places.mentions(text, start, end))
        taken = {at for one in found for at in range(one.start, one.end)}
        found += [one for one in self._places.bodies(text, start, end) if one.start not in taken]
        return sorted(found, key=lambda one: one.start)

    def _body_of(self, mention: Mention, zone: bool) -> bool:
        """Whether a short name can begin a body's name: counties stand there in full, but for their zones."""
        return zone or any(
            place.level != "county" or not place.parent.endswith("00") or place.parent.endswith("0000")
            for place in mention.places
        )

    def _inside(self, mention: Mention, outer: Mention) -> bool:
        return any(self._places.within(one, other) for one in mention.places for other in outer.places if one != other)

    def _context(self) -> dict[str, float]:
        """How much the page speaks of each unit: names that fit one place only, with what they lie in."""
        weights: dict[str, float] = {}
        for seen in self._seen:
            fits = self._fitting(seen.mention)
            if len(fits) != 1 or (fits[0].level == "county" and not seen.mention.full):
                continue
            weight = _ORIGIN_WEIGHT if seen.origin else _WEIGHTS[seen.where]
            for unit in self._places.line(fits[0]):
                weights[unit.adcode] = weights.get(unit.adcode, 0.0) + weight
        for match in _ABBREVIATED.finditer(self._text):
            fits_char = self._places.called(match["char"])
            if len(fits_char) == 1:
                for unit in self._places.line(fits_char[0]):
                    weights[unit.adcode] = weights.get(unit.adcode, 0.0) + 0.5
        return weights

    def _abbreviated(self) -> dict[str, tuple[int, tuple[Evidence, ...]]]:
        """How often each unit is called by one character where a text abbreviates (入并, 返晋)."""
        counts: dict[str, tuple[int, tuple[Evidence, ...]]] = {}
        for match in _ABBREVIATED.finditer(self._text):
            for place in self._places.called(match["char"]):
                count, evidence = counts.get(place.adcode, (0, ()))
                if not evidence:
                    evidence = (self._repaired.evidence_in_text(match.start("char"), match.end("char")),)
                counts[place.adcode] = (count + 1, evidence)
        return counts

    # deciding

    def _fitting(self, mention: Mention) -> list[Place]:
        """The places a name can mean on the notice's day; a unit that had ended by then stands for its successor."""
        fits = [place for place in mention.places if place.valid(self._month)]
        if not fits:
            followers = (
                self._places.by_code(place.successor, self._month) for place in mention.places if place.successor
            )
            fits = [place for place in followers if place and place.valid(self._month)] or list(mention.places)
        kept: list[Place] = []
        for place in fits:  # of one unit's rows the first valid one
            if not any(_same(place, other) for other in kept):
                kept.append(place)
        return kept

    def _resolve(self, mention: Mention, outer: Place | None = None) -> Place | None:
        """The one place that a name means here; None when the page does not tell."""
        fits = self._fitting(mention)
        if outer and (inside := [place for place in fits if self._places.within(place, outer) and place != outer]):
            fits = inside
        if len(fits) == 1:
            return fits[0]
        whole = [place for place in fits if all(self._places.within(other, place) for other in fits)]
        if whole:
            return whole[0]
        if provinces := [place for place in fits if place.level == "province"]:
            return provinces[0]
        return self._by_towns(fits) or self._supported(fits)

    def _supported(self, fits: list[Place]) -> Place | None:
        """Of several places the one that lies in what the page speaks of."""
        scored = sorted(((self._support(place), place) for place in fits), key=lambda pair: -pair[0])
        if len(scored) > 1 and scored[0][0] >= 1 and scored[0][0] >= 2 * scored[1][0]:
            return scored[0][1]
        return None

    def _by_towns(self, fits: list[Place]) -> Place | None:
        """Of namesakes the one whose towns the page names: one with its generic word (湖坑镇), one in title or issuer, or two."""
        if len({place.name for place in fits}) > 1:
            return None
        named = f"{self._title.value or ''}\n{self._issuer.value or ''}"
        words = f"{named}\n{self._text}"
        towns = [{_bare_town(town): town for town in self._places.towns(place)} for place in fits]
        shared = Counter(bare for own in towns for bare in own)
        counts = [
            sum(
                (bare in words) + (bare in named) + 2 * (town in words)
                for bare, town in own.items()
                if shared[bare] == 1 and not place.name.startswith(bare)
            )
            for place, own in zip(fits, towns, strict=True)
        ]
        ranked = sorted(zip(counts, fits, strict=True), key=lambda pair: -pair[0])
        return ranked[0][1] if ranked[0][0] >= 2 and ranked[0][0] >= 3 * ranked[1][0] else None

    def _in_town(self, field: Field) -> _Chosen | None:
        """The county of the town that issuer or title names, where only one has such a town or the page speaks of what one of
        them lies in."""
        if not isinstance(field.value, str) or not field.evidence:
            return None
        words = fold(field.value)
        for start, name in self._towns_in(words):
            fits = self._places.with_town(name, self._month)
            place = fits[0] if len(fits) == 1 else self._supported(list(fits)) or self._called_here(fits)
            if place and not self._far(place):
                evidence = _within(field, start, start + len(name))
                return _Chosen(place, "places/town", f"It has a town of the name {name}.", (evidence,))
        return None

    def _called_here(self, fits: tuple[Place, ...]) -> Place | None:
        """Of the counties with such a town the one that the page calls by its short name (宝山邻里 above 大场镇)."""
        own = [seen.mention.places for seen in self._seen if seen.where not in ("chrome", "keeper") and not seen.origin]
        called = [place for place in fits if any(place in places for places in own)]
        return called[0] if len(called) == 1 else None

    def _towns_in(self, words: str) -> Iterator[tuple[int, str]]:
        """The towns named in some words, the longest name at each place."""
        if not any(generic in words for generic in TOWN_GENERICS):
            return
        for start in range(len(words) - 2):
            names = (words[start : start + length] for length in _TOWN_LENGTHS if start + length <= len(words))
            if name := next((name for name in names if self._places.with_town(name, self._month)), None):
                yield start, name

    def _far(self, place: Place) -> bool:
        """Whether the page speaks of another province, and of this place's not at all."""
        province = self._places.line(place)[0].adcode
        others = [self._weights[code] for code in self._weights if code.endswith("0000") and code[:2] != province[:2]]
        return not self._weights.get(province) and max(others, default=0.0) >= _FAR

    def _support(self, place: Place) -> float:
        """How much the page speaks of what a place lies in."""
        line = self._places.line(place)[:-1]
        near = [unit.adcode for unit in line if unit.level == "prefecture" or unit.adcode in MUNICIPALITIES]
        return sum(self._weights.get(unit.adcode, 0.0) * (3 if unit.adcode in near else 1) for unit in line)

    def level(self) -> str | None:
        """The level that acts, from the issuer's 省, 市, 县 … or else from 我市, 全县 …; None when nothing says."""
        match = _GENERIC.match(str(self._issuer.value or ""))
        if match and not self._places.at(fold(str(self._issuer.value)), 0):
            return match[1][-1] if match[1] != "自治区" else "省"
        counts: dict[str, int] = {}
        for match in _SELF_WORDS.finditer(self._text):
            counts[match[1]] = counts.get(match[1], 0) + 1
        if not counts:
            return None
        return max(counts, key=lambda word: (counts[word], "省市州盟区县旗".index(word)))

    def _of_level(self, place: Place, level: str | None) -> bool:
        """Whether 省, 市, 县 … can mean this place."""
        if level is None:
            return True
        name = place.name
        if level == "省":
            return place.level == "province"
        if level == "市":
            return name.endswith("市")
        if level in ("州", "盟"):
            return place.level == "prefecture" and not name.endswith("市")
        if level == "区":
            return (place.level == "county" and name.endswith("区")) or name.endswith("自治区")
        return place.level == "county" and not name.endswith(("市", "区")) if level == "县" else name.endswith("旗")

    def national(self) -> tuple[Evidence, ...] | None:
        """The words of the issuer, a body of the whole country by its name; None when that names a place, or the title does and
        the text only tells of that body."""
        value = str(self._issuer.value or "")
        if self._issuer.rule in _TOLD and self._chain("title", None):
            return None
        return None if any(self._places.mentions(fold(value))) else self._issuer.evidence

    def choose(self) -> _Chosen | None:
        """The unit that acts."""
        level = self.level()
        own = self._deepened("issuer")
        if own and own[0].level in ("province", "prefecture") and self._is_institution():
            return self._around_institution(own)
        if own:
            return _Chosen(own[0], "places/issuer", "The issuing body names it.", own[1])
        titled = self._deepened("title")
        if self._torn:
            return None
        town = self._in_town(self._issuer) or (None if titled else self._in_town(self._title))
        if town and (titled is None or (titled[0] != town.place and self._places.within(town.place, titled[0]))):
            return town
        if titled:
            deeper = self._deeper(titled[0], level)
            return deeper or _Chosen(titled[0], "places/title", "The title names it.", titled[1])
        above = self._chain("opening", None, cited=True)
        for where, rule, because in _SOURCES:
            found = self._chain(where, level)
            if found and (
                where in ("speaker", "addressee", "opening") or above is None or self._places.within(found[0], above[0])
            ):
                return _Chosen(found[0], rule, because, found[1])
        if above:
            return _Chosen(above[0], "places/opening", "The opening follows its orders.", above[1])
        return (
            self._by_weight(level)
            or self._called_whole_territory()
            or self._only_one(level)
            or self._runs_the_site(level)
        )

    def _runs_the_site(self, level: str | None) -> _Chosen | None:
        """The unit of the body that runs the site, where that is the issuing body with its place (洛阳市教育局 and 市教育局)."""
        name = str(self._issuer.value or "")
        if not _GENERIC.match(name):
            return None
        page = fold(self._repaired.page)
        for piece in self._repaired.pieces_of("chrome"):
            at = page.find(fold(name), piece.start, piece.end)
            fits = (self._places.at(page, start, piece.end) for start in range(max(piece.start, at - 10), at))
            for mention in fits if at > piece.start else ():
                place = self._resolve(mention) if mention and mention.full and mention.end == at + 1 else None
                if place and self._of_level(place, level):
                    words = self._repaired.evidence(mention.start, mention.end)
                    return _Chosen(place, "places/source", "The issuing body runs the page's site.", (words,))
        return None

    def _only_one(self, level: str | None) -> _Chosen | None:
        """The unit that the text names in full, when it names no other but what that lies in."""
        named: dict[str, tuple[Place, Evidence]] = {}
        for seen in self._seen:
            if seen.where not in ("title", "addressee", "opening", "body") or seen.origin or seen.zone or seen.cause:
                continue
            place = self._resolve(seen.mention)
            if place is None or place.adcode == NATION:
                return None
            if seen.mention.full:
                named.setdefault(place.adcode, (place, seen.evidence))
        places = sorted((place for place, _ in named.values()), key=lambda place: len(self._places.line(place)))
        if not places or not self._of_level(places[-1], level):
            return None
        if not all(self._places.within(places[-1], place) for place in places):
            return None
        place, evidence = named[places[-1].adcode]
        return _Chosen(place, "places/only", "The text names no other place.", (evidence,))

    def _called_whole_territory(self) -> _Chosen | None:
        """Hong Kong or Macao where the text calls nothing else its own than 全港 or 全澳; both words also mean a whole port, so
        the title must say one or the text one of them twice."""
        for name, pattern in _TERRITORIES:
            titled = pattern.search(fold(str(self._title.value or "")))
            found = list(pattern.finditer(self._text))
            place = next(iter(self._places.named(name)), None)
            if place and (titled or len(found) > 1):
                words = self._title.evidence if titled else (self._repaired.evidence_in_text(*found[0].span()),)
                return _Chosen(place, "places/mentions", "The text speaks of the whole territory.", words)
        return None

    def _is_institution(self) -> bool:
        """Whether a firm, school, prison or station issues under the name of its city or province, for which it does not act."""
        return bool(_INSTITUTION.search(str(self._issuer.value or "")))

    def _around_institution(self, own: tuple[Place, tuple[Evidence, ...]]) -> _Chosen:
        """The unit of its province or city that title or opening name, or whose orders it follows; else what its name tells."""
        for where, cited in (("title", False), ("opening", False), ("opening", True)):
            found = self._chain(where, None, cited)
            if found and found[0] != own[0] and self._places.within(found[0], own[0]):
                return _Chosen(found[0], f"places/{where}", "An institution around it speaks of it.", found[1])
        first = next(iter(self._places.mentions(fold(str(self._issuer.value)))), None)
        vague = own[0].level == "province" and not (first and first.full)
        return _Chosen(own[0], "places/issuer", "The issuing body names it.", own[1], vague)

    def _deepened(self, where: str) -> tuple[Place, tuple[Evidence, ...]] | None:
        """The place of title or issuer; of two that stand apart the one that lies in the other
        (山西省…，太原市…; 新疆…兵团第一师)."""
        found = self._chain(where, None)
        zoned = any(seen.where == where and seen.developed for seen in self._seen)
        for seen in self._seen:
            if (
                found
                and not zoned
                and seen.where == where
                and not seen.origin
                and (seen.mention.full or seen.mention.zone or seen.branch)
            ):
                place = self._resolve(seen.mention, found[0])
                if place and place != found[0] and self._places.within(place, found[0]):
                    found = place, (*found[1], seen.evidence)
        return found

    def _deeper(self, place: Place, level: str | None) -> _Chosen | None:
        """Where 我县, 县指挥部 … say that less than the titled unit acts: the one such unit that the text names in it."""
        if place.level == "county" or self._of_level(place, level) or level not in ("县", "区", "旗", "市"):
            return None
        found: dict[str, tuple[Place, Evidence]] = {}
        for seen in self._seen:
            if seen.origin or seen.where in ("chrome", "keeper", "site") or not seen.mention.full:
                continue
            unit = self._resolve(seen.mention, place)
            if unit and unit.level == "county" and self._places.within(unit, place) and self._of_level(unit, level):
                found.setdefault(unit.adcode, (unit, seen.evidence))
        if len(found) != 1:
            return None
        unit, evidence = next(iter(found.values()))
        return _Chosen(unit, "places/opening", "The text names the one unit of that level.", (evidence,))

    def _chain(self, where: str, level: str | None, cited: bool = False) -> tuple[Place, tuple[Evidence, ...]] | None:
        """The first place named in this part of the page that can act, with the units before and behind it; ``cited`` looks for
        one whose order is followed."""
        seen = [one for one in self._seen if one.where == where]
        for index, one in enumerate(seen):
            if one.origin or one.chained or (where == "opening" and (one.cited != cited or one.cause)):
                continue
            run = [one]
            for follower in seen[index + 1 :]:
                if not follower.chained or follower.listed:  # 无锡市梁溪区、滨湖区: the city acts
                    break
                run.append(follower)
            place = self._of_run(run)
            if place and run[-1].developed and place in run[-1].mention.places:
                place = self._around_zone(place)
            if place is None and where in ("issuer", "title") and len(self._fitting(one.mention)) > 1:
                self._torn = one
                return None
            if place is None or place.adcode == NATION or not self._of_level(place, level):
                continue
            if where in ("meta", "site") and place.level == "county" and not one.mention.full and level is None:
                continue
            if where == "opening" and level is None and not cited and self._in_passing(run):
                continue
            return place, tuple(item.evidence for item in run)
        return None

    def _around_zone(self, place: Place) -> Place:
        """The city, or municipality, of a county whose short name begins that of a pilot zone: the zone is no county."""
        above = [
            unit
            for unit in self._places.line(place)[:-1]
            if unit.level == "prefecture" or unit.adcode in MUNICIPALITIES
        ]
        return above[-1] if above else place

    def _in_passing(self, run: list[_Seen]) -> bool:
        """Whether an opening only speaks of a place: by its short name, and nothing in the text says which level acts."""
        return not any(one.mention.full or one.mention.places[0].adcode in _TERRITORY_CODES for one in run)

    def _of_run(self, run: list[_Seen]) -> Place | None:
        place: Place | None = None
        for seen in run:
            if (
                seen.mention.full
                or seen.mention.places[0].level != "county"
                or seen.where in ("title", "issuer", "site", "meta")
            ):
                place = self._resolve(seen.mention, place) or place
        if place is None and len(run) == 1:
            return None
        return place

    def _by_weight(self, level: str | None) -> _Chosen | None:
        """The unit that the whole page speaks of most, by name or by abbreviation, when it is clearly ahead."""
        scores: dict[str, float] = {}
        words: dict[str, Evidence] = {}
        sure = set(self._abbreviations)  #: named otherwise than by short names in the text
        for seen in self._seen:
            if seen.where in ("chrome", "keeper") or seen.zone or (seen.origin and not (seen.listed and level == "省")):
                continue
            place = self._resolve(seen.mention)
            if place is None or place.adcode == NATION or (place.level == "county" and not seen.mention.full):
                continue
            for unit, weight in self._shares(place, level):
                scores[unit.adcode] = scores.get(unit.adcode, 0.0) + weight * _share(seen)
                words.setdefault(unit.adcode, seen.evidence)
                if seen.mention.full or seen.where not in ("opening", "body"):
                    sure.add(unit.adcode)
        for adcode, (count, evidence) in self._abbreviations.items():
            place = self._places.by_code(adcode, self._month)
            if place and (self._of_level(place, level) or level is None):
                scores[adcode] = scores.get(adcode, 0.0) + min(count, 4) * (
                    1.5 if self._sole(place, evidence) else 0.75
                )
                words.setdefault(adcode, evidence[0])
        for place, evidence in self._numbered(level):
            scores[place.adcode] = scores.get(place.adcode, 0.0) + 2.0
            words.setdefault(place.adcode, evidence)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        if (
            not ranked
            or ranked[0][1] < (1.5 if level or ranked[0][0] in sure else _IN_PASSING)
            or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] * 0.6 and not self._nested(ranked))
        ):
            return None
        place = self._places.by_code(ranked[0][0], self._month)
        assert place
        return _Chosen(place, "places/mentions", "The page speaks of it most.", (words[place.adcode],))

    def _numbered(self, level: str | None) -> Iterator[tuple[Place, Evidence]]:
        """The province whose abbreviation begins the number (晋政发〔2021〕), where a province or municipality acts."""
        match = _NUMBER_HEAD.search(self._text, 0, 400)
        if not match or level not in ("省", "市"):
            return
        fits = [place for place in self._places.called(match["char"]) if place.level == "province"]
        if len(fits) == 1 and (fits[0].adcode in MUNICIPALITIES) == (level == "市"):
            yield fits[0], self._repaired.evidence_in_text(match.start("char"), match.end("char"))

    def _shares(self, place: Place, level: str | None) -> Iterator[tuple[Place, float]]:
        """What a mention adds: to the place itself, and half to a province whose 省 acts."""
        if level is None or self._of_level(place, level):
            yield place, 1.0
        elif level == "省":
            yield self._places.line(place)[0], 0.5

    def _sole(self, place: Place, evidence: tuple[Evidence, ...]) -> bool:
        return len(self._places.called(evidence[0].quote)) == 1

    def _nested(self, ranked: list[tuple[str, float]]) -> bool:
        """Whether the second unit lies in the first or the other way round."""
        first, second = (self._places.by_code(code) for code, _ in ranked[:2])
        assert first and second
        return self._places.within(first, second) or self._places.within(second, first)

    # telling

    def fields(self, chosen: _Chosen) -> PlacesFound:
        """Province, city and county of the unit that acts."""
        line = self._places.line(chosen.place)
        province = line[0]
        city = next((unit for unit in line if unit.level == "prefecture"), None)
        county = line[-1] if line[-1].level == "county" else None
        alone = county is not None and city is None and province.adcode not in MUNICIPALITIES
        if alone:
            city, county = county, None
        no_city = _none("province" if len(line) == 1 else "municipality", "city")
        no_county = self._no_county(city, alone)
        if chosen.vague:
            because = "The issuing body's name tells the province only."
            no_county = PlaceField(None, "unknown", rule="places/none", because=because)
            no_city = no_city if province.adcode in MUNICIPALITIES else no_county
        return PlacesFound(
            province=self._field(province, chosen, self._rivals(line)),
            city=self._field(city, chosen, ()) if city else no_city,
            county=self._field(county, chosen, ()) if county else no_county,
            filed_under=self._filed(province, city),
        )

    def _filed(self, province: Place, city: Place | None) -> tuple[str, ...]:
        if city is None:
            return (province.adcode,)
        if self._titled_apart(province, city):
            return (city.adcode, province.adcode)
        return (city.adcode,)

    def _titled_apart(self, province: Place, city: Place) -> bool:
        """Whether the title treats the province and the city each for itself: a mark or 和 stands between them."""
        titled = [seen for seen in self._seen if seen.where == "title" and not seen.origin]
        of_province = [seen.mention for seen in titled if self._resolve(seen.mention) == province]
        of_city = [seen.mention for seen in titled if city in self._fitting(seen.mention)]
        if not of_province or not of_city or of_city[0].start < of_province[0].end:
            return False
        between = str(self._title.value)[of_province[0].end : of_city[0].start]
        return bool(re.search(r"[，,、；;！!：:\s和及与]", between))

    def _no_county(self, city: Place | None, alone: bool) -> PlaceField:
        if alone:
            return _none("alone", "county")
        return _none("city" if city else "province", "county")

    def _field(self, place: Place, chosen: _Chosen, others: tuple[Candidate, ...]) -> PlaceField:
        """One unit as a field: stated where title or text name it and its role is sure, inferred elsewhere."""
        evidence = self._words_of(place) if self._proven(place, chosen) else ()
        today = self._places.by_code(place.successor) if place.successor else None
        code_today = today.adcode if today and today.adcode != place.adcode else None
        if evidence:
            return PlaceField(place.name, "stated", evidence, chosen.rule, None, others, place.adcode, code_today)
        if place == chosen.place:
            rule, because = chosen.rule, chosen.because
        else:
            reason = chosen.because[0].lower() + chosen.because[1:]
            rule, because = "places/above", f"{chosen.place.name} lies in it; {reason}"
        return PlaceField(place.name, "inferred", chosen.evidence, rule, because, others, place.adcode, code_today)

    def _proven(self, place: Place, chosen: _Chosen) -> bool:
        """Whether the unit that the opening names is sure to act: the page names it, or what lies in it, more than once."""
        if chosen.rule not in ("places/opening", "places/mentions", "places/only"):
            return True
        named = [seen for seen in self._seen if not (seen.origin or seen.cited) and seen.where != "chrome"]
        places = (self._resolve(seen.mention) for seen in named)
        return sum(one is not None and self._places.within(one, place) for one in places) > 1

    def _words_of(self, place: Place) -> tuple[Evidence, ...]:
        """The words of title or text that name this very unit: in full, or short and by themselves."""
        short: tuple[Evidence, ...] = ()
        for seen in self._seen:
            if (
                seen.where not in ("issuer", "title", "addressee", "opening", "body")
                or place not in seen.mention.places
            ):
                continue
            if self._resolve(seen.mention) != place and not (seen.mention.full and seen.chained):
                continue
            if seen.mention.full:
                return (seen.evidence,)
            aside = seen.zone or place.level == "county" or (seen.where != "title" and (seen.origin or seen.aimed))
            short = short or (() if aside else (seen.evidence,))
        return short

    def _rivals(self, line: tuple[Place, ...]) -> tuple[Candidate, ...]:
        """Other provinces and cities that the page's title, text or data name, first come first."""
        found: dict[str, Candidate] = {}
        for seen in self._seen:
            place = self._resolve(seen.mention)
            if (
                place is None
                or place.adcode == NATION
                or place.level == "county"
                or any(place.adcode == unit.adcode for unit in line)
            ):
                continue
            because = (
                "It is named as an origin or example."
                if seen.origin
                else "It is named, but not as the place that acts."
            )
            found.setdefault(place.name, Candidate(place.name, "places/named", because, (seen.evidence,)))
        return tuple(found.values())[:5]

    def unknown(self) -> PlacesFound:
        """Nothing tells the place."""
        because = "No place that acts is named."
        others = self._rivals(())
        if self._torn:
            fits = self._fitting(self._torn.mention)
            because = f"{self._torn.mention.name} fits {len(fits)} places, and the page does not tell which."
            others = tuple(
                Candidate(
                    "".join(unit.name for unit in self._places.line(place)),
                    "places/named",
                    because,
                    (self._torn.evidence,),
                )
                for place in fits[:5]
            )
        level = self.level()
        unknown = PlaceField(None, "unknown", rule="places/none", because=because, others=others)
        plain = PlaceField(None, "unknown", rule="places/none", because=because)
        county = plain if self._torn or level in ("县", "区", "旗") or level is None else _none("city", "county")
        city = _none("province", "city") if level == "省" else plain
        return PlacesFound(unknown, city, county, ())


def _share(seen: _Seen) -> float:
    """How much a mention adds: a source or site twice, one of several cities in a row less."""
    return 2.0 if seen.where in ("meta", "site") else 0.8 if seen.listed else 1.0


_SOURCES = (
    ("speaker", "places/speaker", "The speaker's post names it."),
    ("addressee", "places/addressee", "The notice addresses its people."),
    ("opening", "places/opening", "The opening names it as its own."),
    ("meta", "places/source", "The page's source names it."),
    ("site", "places/source", "The page's site names it."),
)


def _is_zone(mention: Mention, after: str) -> bool:
    """Whether a short name is only the beginning of a zone's, a newspaper's or a road's name."""
    return not mention.full and bool(_ZONE_AFTER.match(after)) and not _PAPER_AFTER.match(after)


def _is_origin(before: str, after: str) -> bool:
    match = _ORIGIN_BEFORE.search(before)
    if _ORIGIN_AFTER.match(after):
        return True
    if not match:
        return False
    return match.group().strip() not in _ORIGIN_SOFT or bool(re.match(r"^.{0,6}(?:人员|来|返|旅客|者|等)", after))


_BETWEEN = "、和 \u3000|｜/"  #: blanks and bars part units of one level: 站前区 老边区


def _is_listed(text: str, mention: Mention, start: int, end: int, places: Places) -> bool:
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


def _word_not_place(text: str, mention: Mention, chained: bool) -> bool:
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


def _bare_town(name: str) -> str:
    """A town's name without its generic word, as rows of towns give it."""
    bare = name.removesuffix(next(generic for generic in TOWN_GENERICS if name.endswith(generic)))
    return bare if len(bare) > 1 else name


def _same(one: Place, other: Place) -> bool:
    codes, others = {one.adcode, one.successor} - {""}, {other.adcode, other.successor} - {""}
    return bool(codes & others) and one.name == other.name


def _within(field: Field, start: int, end: int) -> Evidence:
    """The evidence of another field narrowed to the name within it, where that field's words stand in one piece."""
    whole = field.evidence[0]
    name = str(field.value)[start:end]
    at = fold(whole.quote).find(fold(name))
    return whole.part(at, at + len(name)) if at >= 0 else whole


_NONE = {
    ("province", "city"): ("places/province-level", "The whole province acts."),
    ("municipality", "city"): ("places/municipality", "A municipality has no city below it."),
    ("province", "county"): ("places/province-level", "The whole province or municipality acts."),
    ("city", "county"): ("places/city-level", "The whole city acts."),
    ("alone", "county"): ("places/directly-below", "It lies directly under its province and counts as a city."),
}


def _none(case: str, field: str) -> PlaceField:
    rule, because = _NONE.get((case, field), ("places/province-level", "The whole province acts."))
    return PlaceField(None, "not-applicable", rule=rule, because=because)


def _nation(evidence: tuple[Evidence, ...]) -> PlacesFound:
    because = "A body of the whole country issues it."
    field = PlaceField(None, "not-applicable", evidence, "places/national", because)
    return PlacesFound(field, field, field, (NATION,))
