"""Commas that a program put in front of other marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case, deletions
from builder.text.edits import Edit

# A comma before another mark. `1,,000` and `a,,b` are no such place. All
# but the last mark of a row of commas go, so that a second run finds nothing.
_DOUBLED = re.compile("(?<=[^\\s,，])[,，]+ ?(?=[,，、。？！；：?!;:])")
#: a mark twice: rows of three and more are dots
_TWICE = re.compile("(?<![。、])([。、])\\1(?![。、])")
_PAIRS = ("。。", "、、")
_LEAST_TWICE = 3
#: cheap to look for, since each begins with one character
_CHEAP = (re.compile("， ?[,，、。？！；：?!;:]"), re.compile(", ?[,，、。？！；：?!;:]"))
CLOCK_END = re.compile("\\d:[0-5]\\d\\Z")
#: a clock or four figures in a row end a number: no thousands follow
NUMBER_END = re.compile("\\d:[0-5]\\d\\Z|(?<![\\d.])\\d{4,}\\Z")
_NUMBER = re.compile("[0-9]{2}|[A-Za-z]{2}")


def drop_commas_before_marks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes the comma in ``风险,。`` and ``文明,、祥和``. In healthy text no mark follows a comma; and the second of two stops
    or the like (``。。``), three times in a text at least.

    What looks like a mark at the beginning of a stepped run is a byte of something else: the comma before it is the text's.
    """
    found = deletions(text, _DOUBLED) if any(comma.search(text) for comma in _CHEAP) else []
    edits = [edit for edit in found if not case.holds(edit.end) and not _between_numbers(text, edit)]
    if any(pair in text for pair in _PAIRS):
        twice = [mark.end() for mark in _TWICE.finditer(text)]
        edits += [Edit(at - 1, at, text[at - 1], "") for at in twice if len(twice) >= _LEAST_TWICE]
    return sorted(edits, key=lambda edit: edit.start)


def _between_numbers(text: str, edit: Edit) -> bool:
    """``1,,000`` and ``a,,b`` are typing, not damage; so is a comma before a mark at the end of a line. No number goes on after a
    clock or four figures in a row, and none holds a full-width comma."""
    before, after = text[edit.start - 1], text[edit.end + 1 : edit.end + 2]
    if text[edit.end] == "，" or NUMBER_END.search(text, max(0, edit.start - 12), edit.start):
        return False
    return text[edit.end] in ",?!;:" and _NUMBER.match(before + (after or before)) is not None
