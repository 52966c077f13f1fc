"""What a forum put between the lines of a page against copying."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case, without
from builder.text.edits import Edit

_ROW = "(?:[!-~]{1,2} ){4,30}[!-~]{1,2}"
#: a row before a line, behind it, or a line of its own
_JAMMER = re.compile(
    f"^{_ROW} ?(?=[^\\x00-\\x7f]|(?:19|20)\\d\\d年|(?<!\\d)\\d{{1,4}}[年月日、．]|$)|(?<=[^\\x00-\\x7f]) ?{_ROW}$", re.M
)
#: two of its tokens: cheap to look for, since a blank comes first
_TOKENS = re.compile(" [!-~]{1,2} [!-~]{1,2} ")
_MIXED = re.compile("[a-z][A-Z]|[a-zA-Z][!-/:-@\\[-`{-~0-9]|[!-/:-@\\[-`{-~0-9][a-zA-Z]")
#: marks that no formula has
_STRANGE = re.compile("[!\"#$&';?@\\[\\\\\\]_`{|}~]")
_LETTER = re.compile("[a-zA-Z]")
_PROVEN = 3
#: a number that belongs to what follows: 60岁以上
_COUNTED = re.compile(" ?(?<![^ ])\\d{1,2} ?$")
_COUNTERS = frozenset("年月日岁个天号时点元人名家万亿分小周层米例起台辆户间类级条种次、")


def drop_jammers(text: str, case: Case) -> Iterable[Edit]:
    """Deletes rows of one- and two-letter rubbish (``1 o# x5 R T4 k' W``) before and behind lines of Chinese, and between them.

    A row of plain figures or letters is a table, one of letters and signs of reckoning a formula; rubbish mixes all there is.
    Where several rows do, those that happen to mix less are of the same hand.
    """
    if not _TOKENS.search(text):
        return ()
    found = list(_JAMMER.finditer(text))
    rows = [row for row in found if _is_rubbish(row.group())]
    if len(rows) >= _PROVEN:
        rows = [row for row in found if _LETTER.search(row.group())]
    return without(text, ((row.start(), _end_of_row(text, row)) for row in rows))


def _is_rubbish(row: str) -> bool:
    if not _LETTER.search(row):
        return False
    return len(_MIXED.findall(row)) >= 2 or (len(row.split()) >= 6 and _STRANGE.search(row) is not None)


def _end_of_row(text: str, row: re.Match[str]) -> int:
    """Where the row ends: before a number that counts what follows."""
    number = _COUNTED.search(row.group())
    if number and text[row.end() : row.end() + 1] in _COUNTERS:
        return row.start() + number.end() - len(number.group().lstrip())
    return row.end()
