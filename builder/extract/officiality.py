"""Judges how official the text is: the authority's own on its own site, its own elsewhere, or a report about it."""

from __future__ import annotations

import re

from builder.extract.source.frame import REPOSTED
from builder.model import Block, Field, Officiality, Repaired, Source

_REPORTS = ("meeting", "news", "explainer", "other")
_MINUTES = re.compile(r"(?:会议|议事会|例会|办公会|调度会)(?:的)?(?:纪要|记录)(?:[（(][^（）()]{1,16}[）)])?$")


def judge_officiality(
    repaired: Repaired,
    blocks: tuple[Block, ...],
    kind: Field,
    issuer: Field,
    number: Field,
    source: Source,
) -> Field:
    """Whether this is the authority's own text on its own site, its text elsewhere, or a report about it; always inferred."""
    signed = any(block.role == "signature" for block in blocks)
    alone = source.host_kind in ("official", "unknown")  # nothing shows that somebody else tells it
    unsaid = kind.rule == "kind/none" and (signed or bool(issuer.value) or alone)  # nothing shows a report
    minutes = _is_minutes(repaired)
    own = unsaid or minutes or _speaks_itself(kind, issuer, signed, source)
    if kind.value in _REPORTS and not own:
        return _officiality(
            "secondary", "officiality/report", f"A text of kind {kind.value} reports what an authority did."
        )
    if source.host_kind == "official":
        return _officiality("official", "officiality/own-site", "The authority's own text on an official site.")
    if source.host_kind != "unknown":
        because = f"The authority's text stands on a site of kind {source.host_kind}."
        return _officiality("official-text-elsewhere", "officiality/elsewhere", because)
    if any(REPOSTED.search(repaired.page, piece.start, piece.end) for piece in repaired.pieces_of("meta")):
        because = "The page stamp says that the text was taken over from elsewhere."
        return _officiality("official-text-elsewhere", "officiality/elsewhere", because)
    forms = (signed, "a signature"), (number.value, "a number"), (minutes, "the form of minutes")
    named = (issuer.value, "its issuing body's name")
    formal = next((form for shown, form in (*forms, named) if shown), "the form of an act or announcement")
    because = f"The text carries {formal}, and nothing shows another's site."
    return _officiality("official", "officiality/formal", because)


def _speaks_itself(kind: Field, issuer: Field, signed: bool, source: Source) -> bool:
    """Whether answers to questions are the authority's own words: on its own site, under its signature or its label anywhere, and
    where nobody tells them: no site shows, or one that only took the page over to sell something, and the text does not say of
    an authority that it acted. So is what it tells under its signature on its own site, as a 通报 of failings does."""
    own_site = source.host_kind == "official"
    labelled = issuer.rule == "issuer/labelled"
    untold = source.host_kind in ("unknown", "hijacked") and issuer.rule != "issuer/acting"
    if kind.value == "explainer":
        return signed or labelled or own_site or untold
    return kind.value == "news" and (signed or labelled) and own_site


def _is_minutes(repaired: Repaired) -> bool:
    """Whether the text is what a body wrote down of its own meeting, and no report about it."""
    titles = (repaired.line(piece) for piece in repaired.pieces_of("title"))
    return any(_MINUTES.search(title) for title in titles)


def _officiality(value: Officiality, rule: str, because: str) -> Field:
    return Field(value, "inferred", (), rule, because)
