"""RawDocument to Repaired: every change a recorded edit.

``repair`` is the whole way on one page: cure the characters (that gives *page*), tell the lines apart, remove what is not
the document's, lay out the rest (that gives *text*). A cure that changes nothing leaves no pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from builder.model import Mark, RawDocument, Repaired
from builder.repair.blanks import (
    BLANKS,
    PARTING_ALL,
    drop_blanks_before_marks,
    drop_blanks_behind_marks,
    drop_every_second_blank,
    drop_scattered_blanks,
    join_lone_characters,
    join_parted_figures,
    join_wrapped_lines,
)
from builder.repair.case import Case, diagnose
from builder.repair.characters import (
    ALIKES,
    DOUBLES,
    LETTERS,
    LINE_ENDS,
    OF_UNSEEN,
    PRIVATE,
    STROKES,
    drop_private_characters,
    drop_unseen_characters,
    write_first_numbers,
    write_plain_line_ends,
    write_whole_characters,
)
from builder.repair.commas import drop_commas_before_marks
from builder.repair.disorder import read_turned_lines
from builder.repair.escapes import read_entities
from builder.repair.glosses import READINGS, drop_pinyin_glosses
from builder.repair.injections import (
    drop_doubled_lines,
    drop_injected_addresses,
    drop_parting_signs,
    drop_planted_names,
    drop_planted_notes,
    drop_planted_pairs,
    drop_title_pieces,
    join_numbered_breaks,
)
from builder.repair.markup import drop_emphasis, drop_markup
from builder.repair.masks import MASKS, fill_masked_characters
from builder.repair.misreading import MISREAD, read_misread_lines
from builder.repair.page_breaks import drop_page_breaks
from builder.repair.page_facts import drop_page_facts
from builder.repair.removal import lay_out, removals
from builder.repair.residue import drop_jammers
from builder.repair.rims import drop_line_rims
from builder.repair.roles import find_pieces
from builder.repair.runs import RESTORED, Runs, certified, restore_stepped_runs, weigh_runs
from builder.repair.script import correct_simplified_words, write_simplified, write_zhe
from builder.repair.width import widen_folded_marks, write_folded_stops
from builder.repair.wounds import WOUNDED, find_wounds
from builder.rules import Rules
from builder.rules.repairs import RepairRules
from builder.text.edits import Edit, Pass, Trail, apply

#: before stepped runs are looked for
FIRST_CURES = (
    drop_page_facts,  # before all: they are not on the page
    read_misread_lines,  # first: bytes that were read as Latin-1 hide among control characters
    drop_unseen_characters,
    drop_private_characters,
    write_whole_characters,
    write_plain_line_ends,
    read_entities,  # a tag may be written with them
    drop_markup,
    drop_emphasis,
    read_turned_lines,
    drop_line_rims,
    write_first_numbers,
    join_lone_characters,
    drop_every_second_blank,
    drop_jammers,
)
#: from the page's characters to simplified ones
CONVERSIONS = (write_simplified, write_zhe, correct_simplified_words)
#: glosses prove which script the characters had, so they go before the script; the width of marks depends on neighbours
#: that the others bring to light, so it goes last
CURES = (
    drop_commas_before_marks,
    drop_pinyin_glosses,
    *CONVERSIONS,
    fill_masked_characters,
    drop_injected_addresses,
    drop_planted_names,
    drop_planted_notes,
    drop_parting_signs,
    join_numbered_breaks,
    join_parted_figures,
    drop_page_breaks,
    drop_doubled_lines,
    join_wrapped_lines,
    drop_title_pieces,
    widen_folded_marks,
    write_folded_stops,
    drop_planted_pairs,
    drop_blanks_before_marks,
    drop_blanks_behind_marks,
    drop_scattered_blanks,
)

#: characters of which a text must hold one for the cure to find anything. A text is searched for all of them at once, and what
#: it has of them (its *signs*) answers for every cure until one changes the text. A cure that is not here looks for itself.
_TELL_TALES = {
    read_misread_lines: MISREAD,
    drop_unseen_characters: f"{OF_UNSEEN}ï",
    drop_private_characters: PRIVATE,
    write_whole_characters: DOUBLES + ALIKES,
    write_plain_line_ends: LINE_ENDS,
    write_first_numbers: STROKES + LETTERS,
    read_entities: r"&＆\\%#ux=;+\[{_^/",
    drop_markup: "<＜>/{［\\\\",
    drop_emphasis: r"*#_\\\]~'`=<",
    drop_every_second_blank: BLANKS + re.escape(PARTING_ALL),
    drop_jammers: " ",
    drop_pinyin_glosses: READINGS,
    fill_masked_characters: MASKS,
    drop_injected_addresses: r"(（\[【w:Q",
    drop_parting_signs: r".·•|*^~`+=@&#_a-z",
    widen_folded_marks: ",;:?!()",
    write_folded_stops: ".．",
    drop_blanks_before_marks: " \u00a0\u3000\t",
    drop_blanks_behind_marks: " \u00a0\u3000",
    drop_scattered_blanks: BLANKS,
}
TELL_TALES = {cure.__name__: re.compile(f"[{characters}]") for cure, characters in _TELL_TALES.items()}
#: those beyond the basic plane are compared range by range for every character: one range for all
_BEYOND = "\U00010000-\U0010ffff"
_SIGNS = re.compile(f"[{re.sub(f'[{_BEYOND}]-?', '', ''.join(_TELL_TALES.values()))}{WOUNDED}{_BEYOND}]")


def repair(document: RawDocument, rules: Rules) -> Repaired:
    """The cleaned document. Pure: the same raw text and tables give the same passes.

    ``restore(result.text, result.passes) == document.raw`` for every text.
    """
    tables = rules.repairs
    ledger = Ledger(document.raw)
    first = Case(tables, signs=ledger.signs)
    for cure in FIRST_CURES:
        ledger.treat(cure, first)
    case = diagnose(ledger.text, tables, ledger.signs)
    damaged, runs = ledger.text, weigh_runs(ledger.text, case)
    ledger.kept = tuple((start, end) for start, end, _ in runs.left)
    ledger.restored = tuple((edit.start, edit.end) for edit in runs.restored)
    ledger.enter(tables, restore_stepped_runs.__name__, runs.restored)
    converted = simple = ""
    for cure in CURES:
        if cure is CONVERSIONS[0]:
            converted = ledger.text
        if case.kept != ledger.kept:
            case = replace(case, kept=ledger.kept)
        ledger.treat(cure, case)
        if cure is CONVERSIONS[-1]:
            simple = ledger.text
    ledger.passes = certified(ledger.passes, damaged, runs, converted, simple, case)
    page, to_page = ledger.text, len(ledger.passes)
    marks = tuple(_marks(ledger, runs)) + tuple(find_wounds(page, ledger.signs()))
    pieces = find_pieces(page, tables)
    for step in removals(page, pieces):
        ledger.take(step)
    ledger.enter(tables, lay_out.__name__, lay_out(ledger.text))
    return Repaired(document.raw, page, ledger.text, tuple(ledger.passes), to_page, pieces, marks)


def _marks(ledger: Ledger, runs: Runs) -> Iterator[Mark]:
    """The runs that are left, each with what it may stand for, and those that were restored."""
    for (start, end), (_, _, because) in zip(ledger.kept, runs.left, strict=True):
        yield Mark("caution/stepped-bytes", start, end, because)
    for start, end in ledger.restored:
        yield Mark("caution/restored-run", start, end, RESTORED)


@dataclass
class Ledger:
    """The text as it stands and the passes that led there."""

    text: str
    passes: list[Pass] = field(default_factory=list)
    kept: tuple[tuple[int, int], ...] = ()  #: spans that no cure may touch
    restored: tuple[tuple[int, int], ...] = ()  #: spans that are not as they stood
    _signs: str | None = None

    def signs(self) -> str:
        """The characters of the text that tell of some damage, each once."""
        if self._signs is None:
            self._signs = "".join(set(_SIGNS.findall(self.text)))
        return self._signs

    def treat(self, cure: Callable[[str, Case], Iterable[Edit]], case: Case) -> None:
        """Books what a cure finds outside the kept spans."""
        needed = TELL_TALES.get(cure.__name__)
        if needed is None or needed.search(self.signs()):
            found = cure(self.text, case)
            self.enter(case.tables, cure.__name__, filter(case.spares, found) if case.kept else found)

    def enter(self, tables: RepairRules, code: str, edits: Iterable[Edit]) -> None:
        """Books the edits of the function with this name under its rule, and carries them out."""
        edits = tuple(edits)
        if edits:
            rule = tables.by_code[code]
            self.take(Pass(rule.id, rule.kind, edits))  # type: ignore[arg-type]
            trail = Trail(edits)
            self.kept = tuple(trail.forth(start, end) or (start, start) for start, end in self.kept)
            self.restored = tuple(trail.forth(start, end) or (start, start) for start, end in self.restored)

    def take(self, step: Pass) -> None:
        """Books a pass and carries it out."""
        self.text, self._signs = apply(self.text, step.edits), None
        self.passes.append(step)
