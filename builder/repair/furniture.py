"""The lines that rules of the tables know as the page's, each in the zones where that rule may speak; data boxes, labels."""

from __future__ import annotations

import re

from builder.model import Role
from builder.repair.ends import is_named_document
from builder.repair.lines import DATE_LINE, DAY, DOCUMENT_NUMBER, Line
from builder.repair.sheet import Sheet, rule_for
from builder.repair.signature import is_dated_signature
from builder.rules.repairs import RepairRule

_LABEL = re.compile(
    "(?!时间|地点|对象|范围|主题|内容|附件|电话|抄送|各)[一-鿿]{0,4}[^市县区省州盟旗镇乡村]\\s*:\\s*(?:[^:]{1,8}|[^:\\s]{1,8}\\s[^:]{1,16})"
)
_NO_STAMP = re.compile("[,。;!?]|第.{1,5}号|[〔\\[]\\d{4}[〕\\]]")
#: a row of a page's data box: a label that ends as such labels do, and a short value
_BOX_ROW = re.compile(
    "[一-鿿][一-鿿\\s]{0,10}(?:部门|机构|单位|机关|日期|时间|编号|引?\\s*号|性|方式|范围|形式|类别|分类|来源|状态|主体|栏目|渠道|领域|级别|题\\s*词|名\\s*称)"
    "\\s*:[^:。;]{0,30}"
)


def furnish(sheet: Sheet, first: int, last: int, cut: int) -> None:
    """Lines that a rule knows, each in the zones where that rule may speak."""
    for line in sheet.known:
        zones = ("any",)
        if line.number < first:
            zones = ("any", "head", "edge")
        elif line.number >= last:
            zones = ("any", "tail", "edge")
        rule = rule_for(line, zones, sheet)
        if rule is None or (first <= line.number < last and not _unmistakable(rule, line)):
            continue
        if first <= line.number < cut and is_dated_signature(line, sheet):
            continue
        sheet.decide(line, *_claim(rule, line, cut))
    if any(DATE_LINE.fullmatch(line.core) for line in sheet.lines[last:cut]):
        for line in sheet.open_lines(0, first):
            if DATE_LINE.fullmatch(line.core) and not line.core.startswith("("):
                sheet.decide(line, "meta", "meta/stamp")  # the document dates itself at its end
    _give_labels_their_values(sheet, first)
    _give_rows_to_their_box(sheet, first)
    headed, loose = False, []
    for line in sheet.open_lines(0, first):
        if line.number and _is_loose_stamp(line, headed):
            loose.append(line)
        else:
            headed = headed or line.han >= 4
    for line in loose if len(loose) <= 2 else ():  # more of them are a list
        sheet.decide(line, "meta", "meta/byline")


def _give_labels_their_values(sheet: Sheet, first: int) -> None:
    """A label that the page left empty, beside other lines of the page; and a short line below a page's label that has no
    value of its own: 来源： above 某市卫健委."""
    for empty in _empty_labels(sheet, first):
        if len(empty) <= 2 and {empty[0].number - 1, empty[-1].number + 1} & sheet.decided.keys():
            for line in empty:
                sheet.decide(line, "meta", "meta/stamp")
    for line in list(sheet.open_lines(1, first)):
        above = sheet.lines[line.number - 1]
        labelled = above.core.endswith(":") and sheet.decided.get(above.number) == ("meta", "meta/stamp")
        short = line.core[-1] != ":" and len(line.core) <= 24 and not line.is_sentence
        if labelled and short and not _is_of_the_document(line, sheet):
            sheet.decide(line, "meta", "meta/stamp")


def _give_rows_to_their_box(sheet: Sheet, first: int) -> None:
    """The rows of a data box whose labels no table knows, among two rows that it knows: 公开责任部门：区发改局."""
    rows: list[Line] = []
    for line in (*sheet.lines[:first], None):
        if (
            line is not None
            and ":" in line.core
            and _BOX_ROW.fullmatch(line.core)
            and not _is_of_the_document(line, sheet)
        ):
            rows.append(line)
            continue
        if len(rows) >= 3 and sum(sheet.decided.get(row.number, ("",))[0] == "meta" for row in rows) >= 2:
            for row in rows:
                sheet.decide(row, "meta", "meta/stamp")
        rows = []


def _empty_labels(sheet: Sheet, first: int) -> list[list[Line]]:
    """The labels of the page without a value, neighbours together. More than two are a form."""
    labels = sheet.tables.by_id["meta/stamp"].word_set
    groups: list[list[Line]] = []
    for line in sheet.open_lines(0, first):
        if line.core[-1] == ":" and "".join(line.core[:-1].split()) in labels:
            if groups and groups[-1][-1].number == line.number - 1:
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups


def _is_of_the_document(line: Line, sheet: Sheet) -> bool:
    return "关于" in line.core or DOCUMENT_NUMBER.fullmatch(line.core) is not None or is_named_document(line, sheet)


def _claim(rule: RepairRule, line: Line, cut: int) -> tuple[Role, str]:
    """A stamp behind the cut belongs to another document: its days and names are no news of this one."""
    if line.number >= cut and rule.code == "is_stamp":
        return "chrome", "chrome/headline-list"
    return ("meta" if rule.role == "meta" else "chrome"), rule.id


def _is_loose_stamp(line: Line, headed: bool) -> bool:
    """A line between title and text that holds a day and a name (``（2022年3月14日）市长 严某某``) or, below a headline, is one
    short label with its value, unless the document itself could begin so."""
    core = line.core
    if len(core) > 60 or core[-1] == ":" or _NO_STAMP.search(core):
        return False
    if headed and _LABEL.fullmatch(core):
        return True
    day = DATE_LINE.search(core) or DAY.search(core)
    return day is not None and len(core.split()) >= 2 and len(core) > len(day.group()) + 1


def _unmistakable(rule: RepairRule, line: Line) -> bool:
    """Between two sentences of the document only short lines are the page's, or such as have no Chinese; and no stamp with a day
    or a name."""
    short = len(line.text) <= 60 or not line.han
    return rule.code not in ("is_stamp", "is_navigation") and (rule.sentences or short)
