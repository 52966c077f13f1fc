"""Gathers what a reader must know about this text: damage left in it, a hijacked host, filler, missing parts."""

from __future__ import annotations

import re

from builder.extract.cues import find_hits, stretches
from builder.model import Caution, Evidence, Mark, Repaired, Source
from builder.rules import Rules
from builder.rules.issuers import Issuers

_UNFINISHED = re.compile(r"(?:[，,、：:]|[\u4e00-\u9fff]|[\u4e00-\u9fff，、（][0-9]{1,2})\Z")
_CLAUSE = re.compile(r"[，,。；]")
#: a short line that is a clause or a sentence all the same, and how lines of running text end
_BEGUN = re.compile(r"[，、：；]|\A(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)])")
_FINISHED = re.compile(r"[。；！？：…][”』」）]?\Z")
_CLOSED = re.compile(r"(?:[0-9一二三四五六七八九十]日|[0-9]号|记者[^，。]{2,8}|[）)”》])\Z")


def find_cautions(repaired: Repaired, source: Source, rules: Rules) -> tuple[Caution, ...]:
    """The cautions in a fixed order: damage seen and left, the host, then the table's cues."""
    return (*_damage(repaired), *_host(source), *_by_cues(repaired, rules), *_no_ending(repaired, rules.issuers))


def _damage(repaired: Repaired) -> list[Caution]:
    """One caution for each rule that saw damage, with every place; marks that say something of their own apart."""
    marks: dict[tuple[str, str | None], list[Mark]] = {}
    for mark in repaired.marks:
        marks.setdefault((mark.rule, mark.because), []).append(mark)
    return [
        Caution(
            rule,
            because or f"Damage was seen at {len(found)} {'place' if len(found) == 1 else 'places'} and left as it is.",
            tuple(repaired.evidence(mark.start, mark.end) for mark in found),
        )
        for (rule, because), found in marks.items()
    ]


def _host(source: Source) -> list[Caution]:
    if source.host_kind != "hijacked":
        return []
    because = "The page stands on a site that another brand has taken over; its address is not to be trusted."
    return [Caution("caution/hijacked-host", because, source.site.evidence)]


def _by_cues(repaired: Repaired, rules: Rules) -> list[Caution]:
    found: dict[str, Caution] = {}
    for hit in find_hits(repaired, rules.fields.cautions, stretches(repaired)):
        evidence = repaired.evidence(hit.start, hit.end)
        if hit.cue.id not in found:
            found[hit.cue.id] = Caution(hit.cue.id, hit.cue.because, (evidence,))
    return list(found.values())


def _no_ending(repaired: Repaired, issuers: Issuers) -> list[Caution]:
    """A last line that is a sentence and has no end: the scrape lost the rest."""
    *lines, last = repaired.text.rstrip().split("\n")
    if not _UNFINISHED.search(last) or _CLOSED.search(last) or issuers.signs(last) or last.startswith("附"):
        return []
    finished = sum(_FINISHED.search(line) is not None for line in lines)
    begun = len(last) >= 4 and _BEGUN.search(last) is not None and 5 * finished >= 3 * len(lines) > 0
    if not begun and (len(last) < 12 or not _CLAUSE.search(last)):
        return []
    end = len(repaired.text.rstrip())
    evidence: tuple[Evidence, ...] = (repaired.evidence_in_text(end - min(12, len(last)), end),)
    return [Caution("caution/no-ending", "The last sentence has no end; a part of the text may be missing.", evidence)]
