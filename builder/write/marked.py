"""The marked view: the clean text with the words behind each field and measure marked and linked both ways, what was restored
underlined, what was removed folded in place with the reason; before it, what the notice orders, statement by statement.

A page of its own, as the raw view is: a notice with many statements has hundreds of marks, which who only reads is not sent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from builder.model import Block, Notice, Statement
from builder.rules import Rules
from builder.rules.measures import Measure
from builder.write import words
from builder.write.addresses import Addresses
from builder.write.markdown import render
from builder.write.marks import (
    Ledger,
    Mark,
    Removal,
    caution_marks,
    cut,
    evidence_marks,
    gone_before,
    marked,
    statement_anchors,
    statement_marks,
)
from builder.write.notice import measures_said, quote_of, words_of
from builder.write.passes import rule_name
from builder.write.typeset import typeset

#: Of the passages removed in one place, this many are shown; the raw view shows all.
PASSAGES = 2
#: A statement is named by so many of its words: at both ends, where it says whom it binds and to what. All of them stand in the
#: text, where its link leads.
#: Where there are more than ``DENSE`` of them a few words less keep the page light, though every quoted word were counted.
LONGEST_EXCERPT, SHORT_EXCERPT = 16, 12
DENSE = 50
#: Bytes of tags that a page has room for beside its frame, so that it stays light whatever a notice orders
#: (docs/howto/growth.md); what of them a clause, a measure and a line of its list take. Where marks leave no room for all lines,
#: of each measure the same number is listed; the other statements are marked in the text and lead to their measure.
ROOM = 12_300
CLAUSE, MEASURE, LINE = 26, 170, 50


def marked_view(notice: Notice, rules: Rules) -> str:
    """A small page of its own, outside the theme and not for search engines, which have the clean one."""
    ledger = Ledger(notice)
    piles = shared_out(_marks(notice, ledger, rules), notice.blocks)
    said = [marked(notice.text, block.start, block.end, pile) for block, pile in zip(notice.blocks, piles, strict=True)]
    tags = sum(map(len, said)) - len(notice.text) + CLAUSE * len(said)
    gone = gone_before(ledger, notice)
    return render(
        "marked.html.j2",
        title=words.title_of(notice),
        here=Addresses(3),
        measures=list(measure_views(notice, rules, ROOM - tags)),
        blocks=list(typeset(notice.blocks, said)),
        gone=[_gone(gone.get(number, ()), rules) for number in range(len(notice.blocks) + 1)],
    )


def _marks(notice: Notice, ledger: Ledger, rules: Rules) -> list[Mark]:
    numbers = {said.measure.id: number for number, said in enumerate(measures_said(notice, rules), 1)}
    fields = evidence_marks(notice)
    if not notice.is_policy.value:  # there is no card that a field's name could lead to
        fields = (mark._replace(label="") for mark in fields)
    return sorted((*fields, *statement_marks(notice, numbers), *caution_marks(notice), *ledger.restored()))


def shared_out(marks: list[Mark], blocks: tuple[Block, ...]) -> list[list[Mark]]:
    """The marks of each block, in order. One that runs over several has its id in the first alone."""
    starts = [block.start for block in blocks]
    piles: list[list[Mark]] = [[] for _ in blocks]
    for mark in marks:
        touched = range(max(0, bisect_right(starts, mark.start) - 1), bisect_left(starts, mark.end))
        inside = [number for number in touched if blocks[number].end > mark.start]
        for number in inside:
            piles[number].append(mark if number == inside[0] else mark._replace(anchor=""))
    return piles


# --- what was removed ------------------------------------------------------------------------------------------------


class Gone(NamedTuple):
    """What was removed in one place: why, its first passages, and where it stands in the raw view."""

    zh: str
    passages: tuple[str, ...]
    count: int
    in_raw: Markup


def _gone(removals: Sequence[Removal], rules: Rules) -> Gone | None:
    if not removals:
        return None
    reasons = dict.fromkeys(rule_name(removal.rule, rules) for removal in removals)
    return Gone(
        "；".join(reasons),
        tuple(cut(removal.words) for removal in removals[:PASSAGES]),
        len(removals),
        Markup(f"../raw/#r{removals[0].start}"),
    )


# --- measures --------------------------------------------------------------------------------------------------------


class StatementView(NamedTuple):
    """One statement: its first words, where they stand in the text, its numbers that these do not hold."""

    anchor: Markup
    words: str
    numbers: str


class MeasureView(NamedTuple):
    """A measure and its statements in the order of the text, those together that are put the same way; how many more are only
    marked in the text. ``mentions`` says that the notice only names it."""

    id: str
    zh: str
    en: str
    ways: dict[str, list[StatementView]]
    more: int
    mentions: bool


def measure_views(notice: Notice, rules: Rules, room: int) -> Iterator[MeasureView]:
    """The measures of the notice as pages list them, with as many of their statements as there is ``room`` for."""
    own: dict[str, list[tuple[str, Statement]]] = {}
    for anchor, statement in zip(statement_anchors(notice), notice.measures, strict=True):
        own.setdefault(statement.id, []).append((anchor, statement))
    most = even_share(list(map(len, own.values())), (room - MEASURE * len(own)) // LINE)
    longest = SHORT_EXCERPT if len(notice.measures) > DENSE else LONGEST_EXCERPT
    for measure, mentions in measures_said(notice, rules):
        pairs = own[measure.id]
        ways: dict[str, list[StatementView]] = {"": []}
        for anchor, statement in pairs[:most]:
            ways.setdefault(_way(statement, measure), []).append(statement_view(anchor, statement, notice, longest))
        yield MeasureView(measure.id, measure.zh, measure.en, ways, max(0, len(pairs) - most), mentions)


def even_share(counts: list[int], most: int) -> int:
    """The largest number that each may have, so that all together have no more than ``most``; at least one."""
    share = max(counts, default=1)
    while share > 1 and sum(min(count, share) for count in counts) > most:
        share -= 1
    return share


def _way(statement: Statement, measure: Measure) -> str:
    """How a statement is put, and which part of its measure it is. That it is an order is the rule and goes without saying."""
    facet = measure.facet(statement.facet) if statement.facet else None
    said = (
        "" if statement.modality == "ordered" else words.MODALITIES[statement.modality].zh,
        "" if statement.stage == "unknown" else words.STAGES[statement.stage].zh,
        facet.zh if facet else "",
    )
    return " · ".join(filter(None, said))


def statement_view(anchor: str, statement: Statement, notice: Notice, longest: int) -> StatementView:
    """A statement as a reader sees it, in at most ``longest`` characters; a number that these hold goes without saying."""
    block = statement.block if statement.block.isalnum() and statement.block.isascii() else ""
    excerpt = _excerpt(words_of(statement.evidence[0], notice), longest)
    numbers = (quote_of(parameter.evidence, notice).words for parameter in statement.parameters)
    return StatementView(
        anchor=Markup(anchor or block),
        words=excerpt,
        numbers=" · ".join(dict.fromkeys(number for number in numbers if number not in excerpt)),
    )


def _excerpt(said: str, longest: int) -> str:
    line = " ".join(said.split())
    half = longest // 2 - 1
    return line if len(line) <= longest else f"{line[:half]}…{line[-half:]}"
