"""Judges what kind of text this is: the title's own words first (stated), then how the text is written (inferred)."""

from __future__ import annotations

import re

from builder.extract.cues import Stretch, on_page, stretches
from builder.model import Block, Candidate, Evidence, Field, Repaired
from builder.rules import Rules
from builder.rules.fields import Cue

#: what may follow the word that names the kind: a number, a bracket, a mark
_AFTER = re.compile(
    r"(?:[（(【\[](?![^（）()]{0,4}(?:实录|问答|解读|图解))[^（）()【】\[\]]{1,24}[）)】\]]|第[0-9〇零一二三四五六七八九十]{1,6}号"
    r"|[0-9]{4}年|全文|原文|[!！。\s　]|[》”]){1,12}$"
)


def find_kind(repaired: Repaired, blocks: tuple[Block, ...], title: Field, rules: Rules) -> Field:
    """The kind of text. A title that only names a reported act says nothing about this text and is not used."""
    first: dict[str, tuple[Cue, Stretch, re.Match[str]]] = {}
    for place in _places(repaired, blocks, title):
        for cue, match in rules.fields.find_kinds.fitting(place.words, place.where):
            first.setdefault(cue.id, (cue, place, match))
    found = [first[cue.id] for cue in rules.fields.kinds if cue.id in first]
    if found:
        return _decided(repaired, title, found)
    return Field(
        "other", "inferred", (), "kind/none", "Neither the title nor the text shows what kind of text this is."
    )


def kind_of_policy(kind: Field, is_policy: Field) -> Field:
    """The kind of a page that was judged a policy notice: where nothing shows it, the text announces its measures."""
    if kind.rule != "kind/none" or not is_policy.value:
        return kind
    because = "The text tells of measures, and nothing shows that it is anything else than an announcement of them."
    return Field("announcement", "inferred", is_policy.evidence, "kind/text", because)


def _places(repaired: Repaired, blocks: tuple[Block, ...], title: Field) -> tuple[Stretch, ...]:
    """The title that was found, without what follows its last word, then the rest of the page; the head of a text that has no
    title once more by itself."""
    words = str(title.value) if title.value and title.rule != "title/reported" else ""
    named = Stretch("title", 0, words and (_AFTER.sub("", words) or words))
    rest = tuple(place for place in stretches(repaired, blocks) if place.where != "title")
    untitled = () if title.value else (place._replace(where="untitled") for place in rest if place.where == "head")
    return (named, *rest, *untitled)


def _decided(repaired: Repaired, title: Field, found: list[tuple[Cue, Stretch, re.Match[str]]]) -> Field:
    cue, place, match = found[0]
    stated = place.where == "title"
    others, seen = [], {cue.says}
    for other, where, hit in found[1:]:
        if other.says not in seen:
            seen.add(other.says)
            others.append(Candidate(other.says, _rule(where), other.because, _evidence(repaired, title, where, hit)))
    return Field(
        cue.says,
        "stated" if stated and cue.plain and title.status == "stated" else "inferred",
        _evidence(repaired, title, place, match),
        _rule(place),
        cue.because,
        tuple(others),
    )


def _rule(place: Stretch) -> str:
    return "kind/title-word" if place.where == "title" else "kind/text"


def _evidence(repaired: Repaired, title: Field, place: Stretch, match: re.Match[str]) -> tuple[Evidence, ...]:
    if place.where == "title":
        return title.evidence
    return (repaired.evidence(*on_page(repaired, place, *match.span())),)
