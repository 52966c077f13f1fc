"""The lines of a page, what has been decided about them so far, and which rules of the tables know a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from builder.model import Piece, Role
from builder.repair.lines import STARTS_OF_DATES, Line, line_at
from builder.repair.stamps import is_navigation, is_stamp, is_tool_bar
from builder.rules.repairs import LONGEST_NOTE, RepairRule, RepairRules

_GLUED = re.compile("\\d\\d:\\d\\d:\\d\\d(?=[^\\s:|.,;])")
_NONE: frozenset[int] = frozenset()


@dataclass
class Sheet:
    """The lines of a page and what has been decided about them so far."""

    lines: tuple[Line, ...]
    tables: RepairRules
    decided: dict[int, tuple[Role, str]] = field(default_factory=dict)
    spared: frozenset[int] = frozenset()  #: the lines that no rule may claim
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
    def known(self) -> list[Line]:
        """The lines that some rule knows, whatever the zone: few on most pages."""
        for line in self.lines:
            if line.rules is None:
                plain = line.is_sentence and not self.cues_of(line)
                line.rules = () if plain else tuple(fitting(line, self))
        return [line for line in self.lines if line.rules]

    @cached_property
    def dated(self) -> list[Line]:
        """The lines that are a day in words and nothing else."""
        return [line for line in self.lines if line.core[0] in STARTS_OF_DATES and line.is_date]

    def cues_of(self, line: Line) -> set[int]:
        """The patterns of which the line holds a word; no other pattern that has words can match it."""
        if line.cues is None:
            text = line.folded
            length = len(line.core) if len(text) <= LONGEST_NOTE else len(text)
            line.cues = self.tables.cues_of_text(text, length) if line.is_sentence else self.tables.cues_of(text)
        return line.cues

    def rest(self, pieces: Iterable[Piece]) -> Sheet:
        """The lines that are the document's, as a sheet of their own. What is known of them is kept; their numbers change."""
        by_start = {line.start: line for line in self.lines}
        lines = []
        for piece in pieces:
            if piece.role == "body":
                line = by_start.get(piece.start)
                if line is None or line.end != piece.end:
                    line = _part_of(self.lines[bisect_right(self.lines, piece.start, key=_start_of) - 1], piece)
                lines.append(line)
        for number, line in enumerate(lines):
            line.number = number
        return Sheet(tuple(lines), self.tables)

    def decide(self, line: Line, role: Role, rule: str) -> None:
        """Settles a line; the first word stands."""
        self.decided.setdefault(line.number, (role, rule))

    def open_lines(self, first: int, last: int) -> Iterator[Line]:
        """The lines of ``[first, last)`` about which nothing is decided."""
        return (line for line in self.lines[first:last] if line.number not in self.decided)


def _start_of(line: Line) -> int:
    return line.start


def _part_of(line: Line, piece: Piece) -> Line:
    """What a rim that is the page's leaves of a line."""
    start, end = piece.start - line.start, piece.end - line.start
    text = line.text[start:end]
    blanks = len(text) - len(text.lstrip())
    inner = text.strip()
    return line_at(0, piece.start + blanks, inner, line.folded[start + blanks : start + blanks + len(inner)])


def rule_for(line: Line, zones: tuple[str, ...], sheet: Sheet) -> RepairRule | None:
    """The first rule of the tables that knows this line and may speak in one of these zones."""
    if line.rules is None:
        line.rules = tuple(fitting(line, sheet))
    if not line.rules or line.number in sheet.spared:
        return None
    return next((rule for rule in line.rules if rule.where in zones), None)


def fitting(line: Line, sheet: Sheet) -> Iterator[RepairRule]:
    """The rules that know this line, whatever the zone. Running text is asked by few rules, long text by none."""
    tables, cues = sheet.tables, sheet.cues_of(line) if line.cues is None else line.cues
    if line.is_sentence and (not cues or len(line.text) > LONGEST_NOTE):
        return
    asked = _asked(line, cues, tables) if cues else {}
    if line.is_sentence and not asked:
        return
    wordless = _known_without_words(line, tables)
    places = asked if line.is_sentence else {*asked, *wordless, *tables.coded}
    for place in sorted(places):
        rule = tables.furniture[place]
        if (
            place in wordless
            or (place in asked and any(_matches(line, pattern) for pattern in asked[place]))
            or (place in tables.coded and _fits_by_code(line, rule, tables))
        ):
            yield rule


def _asked(line: Line, cues: set[int], tables: RepairRules) -> dict[int, list[re.Pattern[str]]]:
    """By the places of their rules the patterns of which the line holds a word and has the length. A rule that reads running text
    by its code is asked whatever the length."""
    asked: dict[int, list[re.Pattern[str]]] = {}
    least, most = len(line.core), len(line.folded)
    for number in cues:
        if number in tables.asked:
            place, pattern, shortest, longest = tables.asked[number]
            if shortest <= most and least <= longest:
                asked.setdefault(place, []).append(pattern)
            elif line.is_sentence:
                asked.setdefault(place, [])
    return asked


def _matches(line: Line, pattern: re.Pattern[str]) -> bool:
    if pattern.fullmatch(line.core):
        return True
    return line.core is not line.folded and line.core != line.folded and pattern.fullmatch(line.folded) is not None


def _known_without_words(line: Line, tables: RepairRules) -> frozenset[int]:
    """The places of the rules of which a pattern that no word gives away matches the line: all are asked at once first."""
    if tables.any_wordless is not None and not _matches(line, tables.any_wordless):
        return _NONE
    return frozenset(
        place for place, patterns in tables.wordless.items() if any(_matches(line, pattern) for pattern in patterns)
    )


def _is_glued(line: Line, rule: RepairRule) -> bool:
    """Whether a clock is glued to how a document begins: what follows its seconds without a blank is no label of the page."""
    clock = _GLUED.search(line.core) if ":" in line.core else None
    if clock is None:
        return False
    rest = line.core[clock.end() :]
    return len(rest) >= 3 and not rest.startswith(rule.words) and not is_tool_bar(rest, rule)


def _fits_by_code(line: Line, rule: RepairRule, tables: RepairRules) -> bool:
    if rule.code == "is_tool_bar":
        return is_tool_bar(line.folded, rule)
    if rule.code == "is_navigation":
        return is_navigation(line.folded, rule)
    return is_stamp(line.core, rule, tables.by_id["chrome/page-tools"]) and not _is_glued(line, rule)
