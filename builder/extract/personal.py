"""Finds words that point at a private person, in the clean text and, since it is published too, in the raw one.

In the text numbers are found that damage had torn apart; in the raw one those that repair took away with a page's furniture.
"""

from __future__ import annotations

from builder.model import PersonalDatum, Repaired
from builder.rules import Rules


def find_personal_data(repaired: Repaired, rules: Rules) -> tuple[PersonalDatum, ...]:
    """Every place in the order of *raw*; a place that both texts show is found once, as the text shows it. A name that one of
    the two gives away is found in both."""
    in_raw, in_text = rules.personal.spans(repaired.raw), rules.personal.spans(repaired.text)
    names = {
        text[start:end]: kind
        for text, spans in ((repaired.raw, in_raw), (repaired.text, in_text))
        for start, end, kind in spans
        if (known := rules.personal.kind(kind)) and known.repeats
    }
    if names:
        in_raw, in_text = (rules.personal.spans(text, names) for text in (repaired.raw, repaired.text))
    found = [PersonalDatum(kind, repaired.evidence_in_text(start, end)) for start, end, kind in in_text]
    covered = sorted((datum.evidence.start, datum.evidence.end) for datum in found)
    at = 0
    for start, end, kind in in_raw:
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        if at == len(covered) or covered[at][0] >= end:
            found.append(PersonalDatum(kind, repaired.evidence_in_raw(start, end)))
    return tuple(sorted(found, key=lambda datum: (datum.evidence.start, datum.evidence.end)))
