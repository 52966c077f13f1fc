"""What stands in the tables under ``/data/``: each column with its words for the data page, each row from the archive.

A column is one row here; the page that explains it and the file that holds it follow. A column without words in both
languages fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from builder.model import FIELDS, Archive, Evidence, Notice, Parameter, Statement
from builder.rules import Rules
from builder.rules.places import Place

Row = tuple[object, ...]


class Column(NamedTuple):
    """A column: its name, and what it holds in Chinese and in English."""

    name: str
    zh: str
    en: str


#: of the notice, in the tables of statements and of numbers
WHEN_AND_WHERE = (
    Column("date", "公文日期", "date of the notice"),
    Column("date_status", "日期从何而来", "where the date comes from"),
    Column("province", "省级行政区", "province"),
    Column("city", "城市", "city"),
    Column("county", "区县", "county or district"),
    Column("filed_under", "归入的地区代码", "codes of the places that list the notice"),
)

_NOTICE_COLUMNS = (
    Column("id", "公文编号，不变", "the notice's id; it never changes"),
    Column("title", "标题", "the document's own title"),
    Column("title_status", "标题从何而来", "where the title comes from (see status)"),
    Column("kind", "文种：notice announcement meeting news explainer speech other", "kind of text"),
    Column(
        "officiality", "文本性质：official official-text-elsewhere secondary", "whether it is the authority's own text"
    ),
    Column("province", "省级行政区", "province"),
    Column("province_adcode", "省级代码，按公文日期", "its GB/T 2260 code as of the notice's date"),
    Column("province_status", "省份从何而来", "where the province comes from"),
    Column("city", "城市；直辖市为空", "city; empty for a municipality"),
    Column("city_adcode", "城市代码", "the city's code"),
    Column("city_status", "城市从何而来", "where the city comes from"),
    Column("county", "区县", "county or district"),
    Column("county_adcode", "区县代码", "the county's code"),
    Column("county_status", "区县从何而来", "where the county comes from"),
    Column("issuing_body", "发文机关，照原文", "issuing body, in the words of the text"),
    Column("issuing_body_status", "机关从何而来", "where the body comes from"),
    Column("issuing_body_normalised", "机关全称，补出地名", "the body's name with its place written out"),
    Column("document_number", "文号", "the document's own number"),
    Column(
        "date", "公文日期，或所报会议、行动的日期", "day of the notice, or of the meeting or act reported (ISO 8601)"
    ),
    Column("date_status", "日期从何而来", "where the date comes from"),
    Column("date_precision", "日期精确到 day month year", "day, month or year"),
    Column("date_partial", "年份不详时已知的月日，如 --05-18", "month and day where the year is unknown"),
    Column("published", "网页发布日期", "publication day of the page"),
    Column("effective_from", "生效日期", "in force from"),
    Column("effective_until", "失效日期", "in force until"),
    Column("filed_under", "归入的地区代码，空格分开", "codes of the places that list it, separated by blanks"),
    Column("measures", "所载措施，空格分开；只提及的不计", "measures it states, not those it only mentions"),
    Column("statements", "措施语句数，在 statements 表里", "number of its rows in the table of statements"),
    Column("source_url", "来源网页，原文载明才有", "address of the page it was taken from, where known"),
    Column("host_kind", "来源网站：official media portal hijacked unknown", "kind of site it was found on"),
    Column("source_path", "原始文件", "the raw file below seeds/"),
    Column("source_sha256", "原始文件的 SHA-256", "SHA-256 of the raw file"),
    Column("page", "网页，接在本站地址之后", "its page, below the archive's address"),
)
#: Fields that came later stand behind the others, each with its status. (All notices of the table are policies.)
LATER = tuple(name for name in FIELDS if name not in {"is_policy", *(column.name for column in _NOTICE_COLUMNS)})
NOTICE_COLUMNS = (
    *_NOTICE_COLUMNS,
    *(Column(name, FIELDS[name].holds_zh, FIELDS[name].holds_en) for name in LATER),
    *(Column(f"{name}_status", f"{FIELDS[name].zh}从何而来", "where it comes from") for name in LATER),
)

STATEMENT_COLUMNS = (
    Column("notice", "公文编号", "id of the notice"),
    Column("number", "公文内第几条，从 1 起", "number within the notice, from 1"),
    Column("title", "公文标题", "title of the notice"),
    *WHEN_AND_WHERE,
    Column("measure", "措施代号", "id of the measure"),
    Column("measure_zh", "措施名", "its name in Chinese"),
    Column("measure_en", "措施英文名", "its name in English"),
    Column("group", "措施所属的类", "group of the measure"),
    Column("facet", "细目代号", "id of the facet"),
    Column("facet_zh", "细目名", "its name in Chinese"),
    Column("modality", "语气：ordered recommended conditional described mention", "how it is said"),
    Column("stage", "阶段：new maintain tighten relax lift unknown", "what it does to the measure"),
    Column("target_people", "对象：人", "whom it binds, in the words of the text"),
    Column("target_place", "对象：场所", "which places it binds"),
    Column("target_area", "对象：区域", "which area it binds"),
    Column("parameters", "数量，如 duration = 14 day；多个用分号分开", "its numbers: type, comparator, value, unit"),
    Column("words", "原话，照原文，未清理；多处用 … 连接", "the words that carry it, as found"),
    Column("clean_words", "同一处，清理后", "the same words after repair"),
    Column("raw_start", "原话在 raw.txt 里的起点，按字计", "where the words begin in raw.txt, in code points"),
    Column("raw_end", "原话在 raw.txt 里的终点", "where they end"),
    Column("page", "网页上的这一条", "the clause's address, below the archive's address"),
)

PLACE_COLUMNS = (
    Column("adcode", "六位代码（GB/T 2260）", "six-digit code"),
    Column("name", "全称", "full name"),
    Column("pinyin", "拼音，不标声调", "reading, without tones"),
    Column("level", "级别：country province prefecture county", "level"),
    Column("parent_adcode", "上级代码", "code of the unit it lies in"),
    Column("parent", "上级名称", "name of that unit"),
    Column("adcode_today", "代码改过的，今天的代码", "today's code where it changed"),
    Column("filed", "归入此地的公文数", "notices filed under this place"),
    Column("notices", "此地及其以下的公文数", "notices of this place and of what lies in it"),
    Column("first_date", "其中最早日期", "earliest known date among them"),
    Column("last_date", "其中最晚日期", "latest known date among them"),
    Column("page", "网页；没有单独网页的为空", "its page, where it has one"),
)

ISSUER_COLUMNS = (
    Column("issuer", "机关代号", "the body's slug"),
    Column("name", "机关全称", "full name"),
    Column("filed_under", "其公文归入的地区代码", "codes of the places its notices are filed under"),
    Column("notices", "公文数；联合发文各计一次", "notices; a joint one counts for each body"),
    Column("first_date", "最早日期", "earliest known date"),
    Column("last_date", "最晚日期", "latest known date"),
    Column("page", "网页", "its page"),
)


def notice_row(notice: Notice) -> Row:
    """One row of the table of notices, in the order of its columns."""
    body, day, source = notice.issuing_body, notice.date, notice.source
    return (
        notice.id, notice.title.value, notice.title.status, notice.kind.value, notice.officiality.value,
        notice.province.value, notice.province.adcode, notice.province.status,
        notice.city.value, notice.city.adcode, notice.city.status,
        notice.county.value, notice.county.adcode, notice.county.status,
        body.value, body.status, body.normalised, notice.document_number.value,
        day.value, day.status, day.precision, day.partial, notice.published.value,
        notice.effective_from.value, notice.effective_until.value,
        " ".join(notice.filed_under), " ".join(notice.counted_measures()), notice.tally().statements,
        source.url.value, source.host_kind, source.path, source.sha256, f"notices/{notice.id}/",
        *(getattr(notice, name).value for name in LATER), *(getattr(notice, name).status for name in LATER),
    )  # fmt: skip


def when_and_where(notice: Notice) -> Row:
    """The cells of ``WHEN_AND_WHERE``."""
    places = (notice.province.value, notice.city.value, notice.county.value)
    return (notice.date.value, notice.date.status, *places, " ".join(notice.filed_under))


def statement_rows(notice: Notice, rules: Rules) -> Iterator[Row]:
    """One row of the table of statements for each coded statement of a notice."""
    for number, statement in enumerate(notice.measures, 1):
        yield (
            notice.id, number, notice.title.value, *when_and_where(notice), *_measure_cells(statement, rules),
            statement.modality, statement.stage,
            statement.target.people, statement.target.place, statement.target.area,
            "; ".join(map(parameter_words, statement.parameters)), *_words(statement.evidence, notice),
            f"notices/{notice.id}/#{statement.block}",
        )  # fmt: skip


def _measure_cells(statement: Statement, rules: Rules) -> Row:
    measure = rules.measures.get(statement.id)
    if measure is None:
        return (statement.id, None, None, None, statement.facet, None)
    facet = measure.facet(statement.facet) if statement.facet else None
    return (measure.id, measure.zh, measure.en, measure.group, statement.facet, facet.zh if facet else None)


def parameter_words(parameter: Parameter) -> str:
    """``duration = 14 day``: type, comparator, value, unit; an interval as ``7..14``, whole numbers without a point."""
    value = parameter.value
    ends = value if isinstance(value, tuple) else (value,)
    told = "..".join(plain_number(end) for end in ends)
    return " ".join(part for part in (parameter.type, parameter.comparator, told, parameter.unit) if part)


def plain_number(value: float | str) -> str:
    """A number without needless zeros; words as they are."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _words(evidence: tuple[Evidence, ...], notice: Notice) -> Row:
    """The words as found, the same words in the clean text, and where the first begins and the last ends."""
    clean = (notice.text[item.text_start : item.text_end] for item in evidence if item.text_start is not None)
    spans = [(item.start, item.end) for item in evidence]
    start, end = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else (None, None)
    return " … ".join(item.quote for item in evidence), " … ".join(clean), start, end


def place_rows(archive: Archive, rules: Rules) -> Iterator[Row]:
    """One row of the table of places for each place that a notice names as its own, and each that one lies in; by code."""
    filed: dict[str, int] = {}
    within: dict[str, list[Notice]] = {}
    for notice in archive.notices:
        for code in notice.filed_under:
            filed[code] = filed.get(code, 0) + 1
        for code in _with_what_they_lie_in(notice, rules):
            within.setdefault(code, []).append(notice)
    pages = {shelf.key: f"provinces/{shelf.key}/" for shelf in archive.provinces}
    pages |= {shelf.key: f"cities/{shelf.key}/" for shelf in archive.cities}
    for code in sorted(within):
        counts = (filed.get(code, 0), len(within[code]), *_span(within[code]))
        yield (code, *_place_cells(rules.places.by_code(code), rules), *counts, pages.get(code))


def _with_what_they_lie_in(notice: Notice, rules: Rules) -> Iterable[str]:
    named = (*notice.filed_under, notice.province.adcode, notice.city.adcode, notice.county.adcode)
    codes: dict[str, None] = {}
    for code in named:
        place = rules.places.by_code(code) if code else None
        codes |= dict.fromkeys(unit.adcode for unit in rules.places.line(place)) if place else {}
        codes |= {code: None} if code else {}
    return codes


def _place_cells(place: Place | None, rules: Rules) -> Row:
    if place is None:
        return (None,) * 6
    above = rules.places.by_code(place.parent) if place.parent else None
    return (
        place.name, place.pinyin, place.level, place.parent, above.name if above else None,
        place.successor if place.successor != place.adcode else None,
    )  # fmt: skip


def issuer_rows(archive: Archive, rules: Rules) -> Iterator[Row]:
    """One row of the table of issuing bodies for each that has a page; by slug."""
    for shelf in archive.issuers:
        codes = sorted({code for notice in shelf.notices for code in notice.filed_under})
        span = _span(shelf.notices)
        yield (shelf.key, shelf.zh, " ".join(codes), len(shelf.notices), *span, f"issuers/{shelf.key}/")


def _span(notices: Iterable[Notice]) -> tuple[str | None, str | None]:
    """The earliest and the latest known date."""
    known = sorted(str(notice.date.value) for notice in notices if notice.date.value)
    return (known[0], known[-1]) if known else (None, None)


class Table(NamedTuple):
    """A table under ``/data/``. One with several rows a notice says how many, so that it can be cut by date: ``of_notice`` gives
    them. ``of_archive`` gives all rows of a table at once."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    of_notice: Callable[[Notice, Rules], Iterable[Row]] | None = None
    count: Callable[[Notice], int] = lambda _: 1
    of_archive: Callable[[Archive, Rules], Iterable[Row]] | None = None

    @property
    def many(self) -> bool:
        """Whether a notice may have several rows, whose making needs the whole record."""
        return self.of_notice is not None

    def rows(self, archive: Archive, rules: Rules) -> Iterable[Row]:
        """All rows of a table that is not cut."""
        return self.of_archive(archive, rules) if self.of_archive else ()


TABLES = (
    Table(
        "notices", "公文一览，每份一行", "notices, one a row", NOTICE_COLUMNS,
        of_archive=lambda archive, _: map(notice_row, archive.notices),
    ),
    Table(
        "statements", "措施语句，每句一行", "statements, one a row", STATEMENT_COLUMNS, statement_rows,
        lambda notice: notice.tally().statements,
    ),
    Table("places", "出现的地区", "the places that occur", PLACE_COLUMNS, of_archive=place_rows),
    Table("issuers", "发文机关", "issuing bodies", ISSUER_COLUMNS, of_archive=issuer_rows),
)  # fmt: skip

#: What the keys of a record hold, in the record's order; below them the schema says it exactly.
RECORD_KEYS = (
    Column("id", "公文编号", "the notice's id"),
    Column("schema_version", "记录格式的版本", "version of the record's form"),
    Column("source", "原始文件与来源网页", "the raw file and the page it was taken from"),
    *(Column(name, about.holds_zh, about.holds_en) for name, about in FIELDS.items()),
    Column("filed_under", "归入的地区代码", "codes of the places that list it"),
    Column("measures", "措施语句，带原话和数量", "coded statements with their words and numbers"),
    Column("text", "清理后的正文", "the clean text"),
    Column("blocks", "正文各段的角色和位置", "role and place of each block of the text"),
    Column("repairs", "全部改动，可撤销", "every edit; undone, they give the raw text"),
    Column("warnings", "读者须知的缺损", "damage that a reader must know of"),
    Column("personal_data", "个人信息的位置与处理", "places of personal data, masked or not"),
)
