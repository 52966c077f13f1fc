"""The numbers of the statements: as people read them, as rows of a table, and as files for programs.

``data/parameters.csv`` holds all of them; while the archive is small a file of its own stands beside each measure's page. Only
statements that do more than mention their measure are told; a number that was found with little certainty says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.model import Archive, Notice, Parameter, Statement
from builder.rules import Rules
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.coded import Said, clause_anchor, clean_words, counted, type_words
from builder.write.data import BYTE_ORDER_MARK, csv_lines
from builder.write.tables import WHEN_AND_WHERE, Column, Row, Table, plain_number, when_and_where
from builder.write.words import Words

COMPARATORS = {"=": "", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "between": "", "approx": "约 "}

UNITS = {
    "minute": Words("分钟", "min"),
    "hour": Words("小时", "h"),
    "day": Words("天", "d"),
    "working-day": Words("个工作日", "working days"),
    "week": Words("周", "wk"),
    "month": Words("个月", "mo"),
    "test": Words("次", "tests"),
    "round": Words("轮", "rounds"),
    "time": Words("次", "times"),
    "sample/day": Words("份/日", "samples a day"),
    "site": Words("处", "sites"),
    "room": Words("间", "rooms"),
    "bed": Words("张床", "beds"),
    "item": Words("件", "items"),
    "person": Words("人", "persons"),
    "percent": Words("%", ""),
    "degree": Words("℃", ""),
    "metre": Words("米", "m"),
    "CNY": Words("元", "yuan"),
    "hour per day": Words("小时/日", "h a day"),
}
PERIODS = {"hour": "小时", "day": "天", "week": "周", "month": "个月"}
VALUES = {
    "high": Words("高", "high"),
    "medium-high": Words("中高", "medium-high"),
    "medium": Words("中", "medium"),
    "low": Words("低", "low"),
    "same-day": Words("当日", "same day"),
    "next-day": Words("次日", "next day"),
}
HOURS = {"minute": 1 / 60, "hour": 1, "day": 24, "working-day": 24, "week": 168, "month": 720}

_PER = re.compile(r"per (\d{1,4}) (hour|day|week|month)")
_DAY = re.compile(r"(?:\d{4}|-)-\d{2}(?:-\d{2})?|\d{4}")


def value_words(parameter: Parameter) -> Words:
    """The value with its unit and what compares it: ``≥14 天``, ``每 3 天 2 次``."""
    value, unit = parameter.value, parameter.unit or ""
    sign = COMPARATORS[parameter.comparator]
    if isinstance(value, str):
        plain = words.day(value) if unit == "date" and _DAY.fullmatch(value) else VALUES.get(value, Words(value, ""))
        return Words(sign + plain.zh, plain.en)
    number = sign + ("–".join(map(plain_number, value)) if isinstance(value, tuple) else plain_number(value))
    if rhythm := _PER.fullmatch(unit):
        every, period = rhythm[1], rhythm[2]
        return Words(f"每 {every} {PERIODS[period]} {number} 次", f"{number} per {every} {period}")
    named = UNITS.get(unit, Words(unit, unit))
    return Words(f"{number} {named.zh}".strip(), f"{number} {named.en}" if named.en else "")


def size_of(parameter: Parameter) -> float | None:
    """What a column of values is sorted by: times in hours, others as they are; None for words."""
    value = parameter.value[0] if isinstance(parameter.value, tuple) else parameter.value
    size = None if isinstance(value, str) else round(float(value) * HOURS.get(parameter.unit or "", 1), 4)
    return int(size) if size is not None and size.is_integer() else size


# --- rows of a page --------------------------------------------------------------------------------------------------


class ParameterRow(NamedTuple):
    """A number as a row of a table on a page. ``day`` and ``size`` are what its columns are sorted by."""

    day: str
    date: Words
    place: str
    measure: Words
    measure_href: Markup
    type: Words
    value: Words
    size: float | None
    whom: str
    low: bool
    words: str
    href: Markup


def rows_of(said: Iterable[Said], here: Addresses, rules: Rules) -> list[ParameterRow]:
    """The rows for what is said, each once though it may be listed under two cities; newest first."""
    seen = {
        (item.notice.id, number): (item.notice, statement) for item in said for number, statement in item.statements
    }
    newest_first = sorted(seen.values(), key=lambda entry: str(entry[0].date.value or ""), reverse=True)
    return [
        _row(parameter, statement, notice, here, rules)
        for notice, statement in newest_first
        for parameter in statement.parameters
    ]


def rows_of_notices(notices: Iterable[Notice], here: Addresses, rules: Rules) -> list[ParameterRow]:
    """The rows for every statement of these notices, in their order."""
    return [
        _row(parameter, statement, notice, here, rules)
        for notice in notices
        for _, statement in counted(notice)
        for parameter in statement.parameters
    ]


def _row(parameter: Parameter, statement: Statement, notice: Notice, here: Addresses, rules: Rules) -> ParameterRow:
    measure = rules.measures[statement.id]
    whom = (parameter.subject or statement.target.people, parameter.anchor, parameter.condition)
    return ParameterRow(
        day=str(notice.date.value or ""),
        date=words.date_words(notice.date),
        place=words.place_of(notice),
        measure=Words(measure.zh, measure.en),
        measure_href=here.measure(measure.id),
        type=type_words(parameter.type, rules),
        value=value_words(parameter),
        size=size_of(parameter),
        whom="；".join(dict.fromkeys(part for part in whom if part)),
        low=parameter.certainty == "low",
        words=clean_words(parameter.evidence, notice),
        href=here.notice(notice.id) + Markup("#") + clause_anchor(statement),
    )


# --- files -----------------------------------------------------------------------------------------------------------


COLUMNS = (
    Column("notice", "公文编号", "the notice's id"),
    Column("statement", "该公文中第几条语句", "number of the statement within the notice"),
    *WHEN_AND_WHERE,
    Column("measure", "措施代码", "the measure"),
    Column("measure_zh", "措施名称", "its Chinese name"),
    Column("facet", "细目", "facet"),
    Column("modality", "语气", "modality of the statement"),
    Column("stage", "阶段", "stage of the statement"),
    Column("type", "参数类型", "type of the number"),
    Column("comparator", "比较：= <= >= < > between approx", "how the value compares"),
    Column("value", "值；区间的下端", "the value, or the lower end of an interval"),
    Column("value_to", "区间的上端", "the upper end of an interval"),
    Column("unit", "单位", "unit"),
    Column("subject", "对象，照原文", "whom it is about, in the words of the text"),
    Column("anchor", "从何时算起，照原文", "what it is counted from, in the words of the text"),
    Column("condition", "条件，照原文", "under which condition, in the words of the text"),
    Column("certainty", "把握：stated low", "certainty"),
    Column("words", "原话", "the words that carry it"),
    Column("raw_start", "在原文中的起点（码位）", "where they begin in raw.txt, in code points"),
    Column("raw_end", "在原文中的终点", "where they end"),
    Column("page", "条款的网页", "the page of the clause"),
)


def parameter_rows(notice: Notice, rules: Rules) -> Iterator[Row]:
    """One row for each number of a notice."""
    for number, statement in counted(notice):
        for parameter in statement.parameters:
            yield _cells(notice, number, statement, parameter, rules)


def _cells(notice: Notice, number: int, statement: Statement, parameter: Parameter, rules: Rules) -> Row:
    known: Any = rules.measures.get(statement.id)
    low, high = parameter.value if isinstance(parameter.value, tuple) else (parameter.value, None)
    ends = [plain_number(end) if isinstance(end, float) else end for end in (low, high)]
    return (
        notice.id, number, *when_and_where(notice),
        statement.id, known.zh if known else None, statement.facet, statement.modality, statement.stage,
        parameter.type, parameter.comparator, *ends, parameter.unit,
        parameter.subject, parameter.anchor, parameter.condition, parameter.certainty,
        parameter.evidence.quote, parameter.evidence.start, parameter.evidence.end,
        f"notices/{notice.id}/#{statement.block}",
    )  # fmt: skip


#: Every number, under ``data/``.
TABLE = Table(
    "parameters", "数量，每个一行", "numbers, one a row", COLUMNS, parameter_rows,
    lambda notice: sum(coded.numbers() for coded in notice.coded()),
)  # fmt: skip


def parameter_files(archive: Archive, rules: Rules) -> Iterator[tuple[str, bytes]]:
    """The numbers of each measure that has any, beside its page: plain for programs, and with a byte order mark for Excel. Each
    record is read once."""
    names = tuple(column.name for column in COLUMNS)
    measure = names.index("measure")
    piles: dict[str, list[Row]] = {shelf.key: [names] for shelf in archive.measures}
    for notice in archive.notices:
        if TABLE.count(notice):
            for row in parameter_rows(archive.whole(notice.id), rules):
                piles[str(row[measure])].append(row)
    for key, rows in piles.items():
        if len(rows) > 1:
            data = csv_lines(rows)
            yield f"measures/{key}/parameters.csv", data
            yield f"measures/{key}/parameters-excel.csv", BYTE_ORDER_MARK + data
