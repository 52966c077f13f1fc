"""Repaired text → Notice: blocks, fields with evidence, measures. Everything here concerns one seed alone.

Each finder lists all candidates, chooses by the precedence written in its module, and keeps the losers. Order matters below:
a finder sees only what stands above it. A field that came later is found by ``find(repaired, blocks, rules)`` in the module
here that bears its name, and nobody waits for it.
"""

from __future__ import annotations

from importlib import import_module

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.cautions import find_cautions
from builder.extract.corrections import says_policy
from builder.extract.dates import find_dates
from builder.extract.issuer import find_issuer
from builder.extract.issuer.keeping import of_keeper
from builder.extract.issuer.written_out import normalise_issuer
from builder.extract.kind import find_kind, kind_of_policy
from builder.extract.measures import find_measures
from builder.extract.number import find_number
from builder.extract.officiality import judge_officiality
from builder.extract.personal import find_personal_data
from builder.extract.place import find_places
from builder.extract.policy import judge_policy, without_policy
from builder.extract.source import find_source
from builder.extract.title import find_title
from builder.model import LATER, SCHEMA_VERSION, Notice, RawDocument, Repaired, identity
from builder.rules import Rules

_FIND_LATER = {name: import_module(f"{__name__}.{name}").find for name in LATER}


def extract(document: RawDocument, repaired: Repaired, rules: Rules) -> Notice:
    """The record of one repaired seed. Pure: the same seed and rules give the same record."""
    blocks = find_blocks(repaired, rules)
    box = read_box(repaired, rules.box)
    title = find_title(repaired, blocks, box, rules, document.page_facts)
    number = find_number(repaired, blocks, box)
    issuer = find_issuer(repaired, title, box, rules)
    source = find_source(document, repaired, blocks, rules, str(issuer.value or ""))
    speaker, issuer = issuer, of_keeper(issuer, repaired, source, rules)
    dates = find_dates(repaired, title, number, box, rules, document.page_facts)
    places = find_places(repaired, blocks, title, issuer, dates, rules, document.page_facts, source.host_kind)
    issuer = normalise_issuer(issuer, places, rules)
    measures = find_measures(repaired, blocks, places, rules)
    kind = find_kind(repaired, blocks, title, rules)
    is_policy = judge_policy(repaired, title, kind, speaker, measures, rules)
    notice = Notice(
        id=identity(document.sha256),
        schema_version=SCHEMA_VERSION,
        source=source,
        is_policy=is_policy,
        kind=kind_of_policy(kind, is_policy),
        officiality=judge_officiality(repaired, blocks, kind, issuer, number, source),
        title=title,
        province=places.province,
        city=places.city,
        county=places.county,
        issuing_body=issuer,
        document_number=number,
        date=dates.date,
        published=dates.published,
        effective_from=dates.effective_from,
        effective_until=dates.effective_until,
        filed_under=places.filed_under,
        measures=measures,
        text=repaired.text,
        blocks=blocks,
        repairs=repaired.passes,
        warnings=find_cautions(repaired, source, rules),
        personal_data=find_personal_data(repaired, rules),
        **{name: find(repaired, blocks, rules) for name, find in _FIND_LATER.items()},
    )
    return notice if is_policy.value or says_policy(document.side) else without_policy(notice)
