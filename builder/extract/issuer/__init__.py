"""The body that issues, in its own words, and its name with the place written out.

Precedence: who signs (of several the one that heads the title; with a seal for another, the headquarters that decided);
who stands at the head of the title; whom the page's data box
names; who sends a message, in brackets; whose seal stands within the text;
who acts in the opening; whose name stands with the day under the title; who holds the
meeting; whom a news headline names; who explains the notice; from whom the report has it or whose words it passes on; whose
name heads the text; which headquarters stands alone above it, or which body below a text that speaks of it; of whom the headline
tells; the only headquarters that the opening names; whose act a report follows or whom it asks further down; whom the page stamp
gives as the source; of whom the opening speaks first under its full place (these last ones inferred); and once the host is known,
the school, firm or court whose own page it is (``keeping``). A body that is only cited (落实…精神, 向…报告), who keeps a site for
many, and an addressee never count.
"""

from __future__ import annotations

import re

from msgspec import structs

from builder.extract.box import Entry
from builder.extract.issuer.acting import acting, explaining, hosting
from builder.extract.issuer.body import Found, Words, even, words_of
from builder.extract.issuer.headed import (
    NEWS_HEAD,
    above_text,
    bracketed,
    heading_text,
    headlined,
    labelled,
    second_title,
    titled,
    town_at_head,
    under_title,
    untitled,
)
from builder.extract.issuer.opening import opening_subject
from builder.extract.issuer.signed import SEALS_FOR, echoed, signed, stamped_within
from builder.extract.issuer.told import named_later, only_task_force, relayed, sourced, telling
from builder.extract.issuer.written_out import in_full
from builder.model import BodyField, Candidate, Field, Repaired
from builder.rules import Rules
from builder.rules.places import Places
from builder.text.script import LOST


def find_issuer(repaired: Repaired, title: Field, box: tuple[Entry, ...], rules: Rules) -> BodyField:
    """The issuing body as its words stand (joint bodies parted by 、); ``written_out.normalise_issuer`` writes its
    place out later."""
    words, places = words_of(rules.issuers, rules.box), rules.places
    repaired, original = structs.replace(repaired, text=even(repaired.text)), repaired.text
    title = structs.replace(title, value=even(str(title.value))) if title.value else title
    heads = list(titled(title, words, places))
    acts = list(acting(repaired, words, places))
    signs = _agreeing(list(signed(repaired, words, places)), heads)
    found = [
        *_decided(signs, acts, words, places),
        *signs,
        *(one for one in heads if one.because != NEWS_HEAD),
        *labelled(repaired, box, words, places),
        *bracketed(repaired, words, places),
        *stamped_within(repaired, words, places),
        *acts,
        *under_title(repaired, words, places),
        *hosting(repaired, words, places),
        *heads,
        *second_title(repaired, title, words, places),
        *explaining(repaired, words, places),
        *telling(repaired, words, places),
        *relayed(repaired, words, places),
        *heading_text(repaired, title, words, places),
        *untitled(repaired, title, words, places),
        *echoed(repaired, words, places),
        *above_text(repaired, words, places),
        *headlined(title, words, places),
    ]
    found = found or only_task_force(repaired, words, places) or named_later(repaired, words, places)
    found = found or sourced(repaired, words, places) or town_at_head(title, words, places)
    found = found or opening_subject(repaired, words, places)
    if not found:
        return BodyField(
            None, "unknown", rule="issuer/none", because="No body signs, heads the title or acts in the opening."
        )
    found = [_in_own_script(one, repaired.text, original) for one in found]
    found.sort(key=lambda one: LOST in one.value)  # stable: a whole name before one that lost a character
    best = in_full(found[0], repaired, words, places)
    if LOST in best.value:
        best = best._replace(doubtful=True, because="Some of its characters were lost.")
    losers = _losers(best, found[1:])
    if best.doubtful:
        return BodyField(best.value, "inferred", best.evidence, best.rule, best.because, losers)
    return BodyField(best.value, "stated", best.evidence, best.rule, None, losers)


def _agreeing(signed: list[Found], titled: list[Found]) -> list[Found]:
    """Of several signatures on a page the one first whose body heads the title too: the others sign what is forwarded."""
    heads = {name for one in titled for name in one.value.split("、")}
    return sorted(signed, key=lambda one: heads.isdisjoint(one.value.split("、")))  # stable


def _decided(signs: list[Found], acts: list[Found], words: Words, places: Places) -> list[Found]:
    """The headquarters under its full place that decided in the opening, where who signs lends it a seal (代章)."""
    if not signs or signs[0].because != SEALS_FOR or not acts or acts[0].doubtful:
        return []
    mention = places.at(acts[0].value, 0)
    return acts[:1] if mention and mention.full and words.issuers.is_task_force(acts[0].value) else []


def _in_own_script(found: Found, folded: str, original: str) -> Found:
    """The same body in the script and width of the text, where its words stand there."""
    if folded == original:
        return found
    bare, own = (re.sub(r"\s", "", text) for text in (folded, original))  # folding keeps offsets, blanks stay blanks
    parts = []
    for part in found.value.split("、"):
        at = bare.find(part)
        parts.append(own[at : at + len(part)] if at >= 0 else part)
    return found._replace(value="、".join(parts))


def _losers(best: Found, rest: list[Found]) -> tuple[Candidate, ...]:
    """The other bodies, each once, as it was found first."""
    seen, losers = {best.value}, []
    for found in rest:
        if found.value not in seen:
            seen.add(found.value)
            losers.append(Candidate(found.value, found.rule, found.because, found.evidence))
    return tuple(losers)
