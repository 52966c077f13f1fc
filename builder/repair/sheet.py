"""The lines of a page, what has been decided about them so far, and which rules of the tables know a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from builder.model import Role
from builder.repair.lines import DOCUMENT_NUMBER, NUMBERED, Line
from builder.repair.stamps import is_navigation, is_stamp, is_tool_bar
from builder.rules.repairs import RepairRule, RepairRules, Words

_GLUED = re.compile("\\d\\d:\\d\\d:\\d\\d(?=[一-鿿\\d(])")
#: how a document calls those to whom it goes
_TO_ALL = re.compile("(?:各|全|广大|尊敬|亲爱|致|市|县|区)[^:]{1,80}[:!,]")
NONE: frozenset[int] = frozenset()
#: what a site says about itself is not longer; a document's paragraph often is
_LONGEST_NOTE = 600


@dataclass
class Sheet:
    """The lines of a page and what has been decided about them so far."""

    lines: tuple[Line, ...]
    tables: RepairRules
    decided: dict[int, tuple[Role, str]] = field(default_factory=dict)
    fitting: dict[int, tuple[RepairRule, ...]] = field(default_factory=dict)  #: the rules that know a line, asked once
    contents: set[str] = field(default_factory=set)  #: the headings that a table of contents names

    @cached_property
    def folded(self) -> str:
        """The folded lines, one line feed behind each."""
        return "".join([line.folded + "\n" for line in self.lines])

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in ``folded``, and where the last ends."""
        return list(accumulate((len(line.folded) + 1 for line in self.lines), initial=0))

    @cached_property
    def cores(self) -> frozenset[str]:
        """The words of all lines."""
        return frozenset(line.core for line in self.lines)

    @cached_property
    def cued(self) -> dict[int, set[int]]:
        """For each line the patterns of which it holds a word; no other pattern that has words can match it."""
        cued: dict[int, set[int]] = {}
        running, other = self.tables.words
        _look_for(running, [line for line in self.lines if line.is_sentence], cued)
        _look_for(other, [line for line in self.lines if not line.is_sentence], cued)
        return cued

    def decide(self, line: Line, role: Role, rule: str) -> None:
        """Settles a line; the first word stands."""
        self.decided.setdefault(line.number, (role, rule))

    def open_lines(self, first: int, last: int) -> Iterator[Line]:
        """The lines of ``[first, last)`` about which nothing is decided."""
        return (line for line in self.lines[first:last] if line.number not in self.decided)


def _look_for(words: Words, lines: list[Line], cued: dict[int, set[int]]) -> None:
    """Notes for each line the patterns of which it holds a word. The text is searched once for each word."""
    text = "".join([line.folded + "\n" for line in lines])
    starts = list(accumulate((len(line.folded) + 1 for line in lines), initial=0))
    for word, numbers in (pair for head in words.keys() & set(text) for pair in words[head]):
        at = text.find(word)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            cued.setdefault(lines[place].number, set()).update(numbers)
            at = text.find(word, starts[place + 1])


def rule_for(line: Line, zones: tuple[str, ...], sheet: Sheet) -> RepairRule | None:
    """The first rule of the tables that knows this line and may speak in one of these zones."""
    rules = sheet.fitting.get(line.number)
    if rules is None:
        rules = sheet.fitting[line.number] = tuple(fitting(line, sheet))
    return next((rule for rule in rules if rule.where in zones), None) if rules else None


def fitting(line: Line, sheet: Sheet) -> Iterator[RepairRule]:
    """The rules that know this line, whatever the zone. Running text is asked by few rules, long text by none."""
    tables, cued = sheet.tables, sheet.cued.get(line.number, NONE)
    if line.is_sentence and (not cued or len(line.text) > _LONGEST_NOTE):
        return
    places = {tables.asked[number] for number in cued if number in tables.asked}
    for place in sorted(places if line.is_sentence else places | tables.always_asked):
        rule = tables.furniture[place]
        if _matches(line, rule, tables, cued) or (rule.code is not None and _fits_by_code(line, rule, tables)):
            yield rule


def _matches(line: Line, rule: RepairRule, tables: RepairRules, cued: Set[int]) -> bool:
    for number, pattern in tables.numbered[rule.id]:
        if (number in cued or number in tables.wordless) and (
            pattern.fullmatch(line.core) or (line.core != line.folded and pattern.fullmatch(line.folded))
        ):
            return True
    return False


def _is_glued(line: Line) -> bool:
    """Whether a clock is glued to how a document begins: to its number or an addressee."""
    clock = _GLUED.search(line.core)
    rest = line.core[clock.end() :] if clock else ""
    return bool(rest) and bool(DOCUMENT_NUMBER.fullmatch(rest) or _TO_ALL.fullmatch(rest) or NUMBERED.match(rest))


def _fits_by_code(line: Line, rule: RepairRule, tables: RepairRules) -> bool:
    if rule.code == "is_tool_bar":
        return is_tool_bar(line.folded, rule)
    if rule.code == "is_navigation":
        return is_navigation(line.folded, rule)
    if rule.code == "is_stamp" and not _is_glued(line):
        return is_stamp(line.core, rule, tables.by_id["chrome/page-tools"])
    return False
