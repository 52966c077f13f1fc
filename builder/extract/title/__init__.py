"""Finds the title: the document's own; a page's headline or a reported act's title only where the document has none.

Precedence: title lines of the page, joined where one title stands on several · the page's data box · a title named in the
page's standard tail · a first line of the text that has a title's shape · a short line beside a page stamp · the page's
headline, on the page, then in its metadata · the title of the one act that a report is about (inferred) · a named original
title · unknown. A line above the text that looks far more like a title than the one found goes first (inferred).
"""

from __future__ import annotations

import re

from builder.extract.box import Entry
from builder.extract.page_facts import Facts
from builder.extract.title.above import with_line_above
from builder.extract.title.named import boxed, headlined, named, of_facts, reported
from builder.extract.title.own import own
from builder.extract.title.shape import Found
from builder.extract.title.unmarked import beside_stamp, misread_as_byline, unmarked, with_best_line
from builder.model import Block, Candidate, Evidence, Field, Repaired
from builder.rules import Rules
from builder.text.script import LOST

#: a mark of Latin writing within or behind Chinese, and the same in Chinese
_NARROW = re.compile(r"(?<=[\u4e00-\u9fff”》）0-9])[?!,;:](?=[\u4e00-\u9fff“《（]|$)")
_WIDE = {"?": "？", "!": "！", ",": "，", ";": "；", ":": "："}


def find_title(
    repaired: Repaired, blocks: tuple[Block, ...], box: tuple[Entry, ...], rules: Rules, facts: Facts = ()
) -> Field:
    """The document's title with the words that carry it; the losers of the precedence above in ``others``. ``box`` is the page's
    data box, ``facts`` are the page's metadata."""
    issuers = rules.issuers
    found = [
        *own(repaired, blocks, issuers),
        *boxed(box),
        *named(repaired, rules, "tail", "shape"),
        *beside_stamp(repaired, issuers),
        *headlined(repaired),
    ]
    found += [*of_facts(facts), *reported(repaired, rules), *named(repaired, rules, "original")]
    found = with_best_line(repaired, found, issuers)
    found = found or misread_as_byline(repaired, issuers) or unmarked(repaired, issuers)
    if not found:
        return Field(None, "unknown", rule="title/none", because="No line has the place or shape of a title.")
    found = [one._replace(value=_NARROW.sub(lambda mark: _WIDE[mark[0]], one.value)) for one in found]
    best = with_line_above(repaired, found[0], issuers)
    if LOST in best.value:
        best = best._replace(status="inferred", because="Some of its characters were lost.")
    because = f"A better source for the title was found: {best.rule}."
    others = tuple(
        Candidate(other.value, other.rule, because, _evidence(repaired, other))
        for other in found[1:]
        if other.value != best.value
    )
    return Field(best.value, best.status, _evidence(repaired, best), best.rule, best.because, others)


def _evidence(repaired: Repaired, found: Found) -> tuple[Evidence, ...]:
    return (*(repaired.evidence(start, end) for start, end in found.spans), *found.told)
