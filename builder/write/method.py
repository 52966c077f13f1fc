"""The method page: how a notice is read, repaired, described and coded, with the figures of this build."""

from __future__ import annotations

from builder.model import FIELDS, Archive
from builder.rules import Rules
from builder.write import figures
from builder.write.page import Page, make
from builder.write.words import Words


def method_page(archive: Archive, rules: Rules) -> Page:
    """Explains the five steps, each field by its key, each rule that may decide one; the counts are those of the archive that it
    stands in."""
    modalities, stages = figures.said(archive)
    texts, hosts = figures.judged(archive)
    return make(
        "method/index.md",
        Words("方法", "Method"),
        "method.md.j2",
        archive=archive,
        measures=len(rules.measures.measures),
        groups=len(rules.measures.groups),
        numbers=sum(notice.tally().numbers for notice in archive.notices),
        fields=FIELDS,
        field_rules=rules.fields.rules,
        statuses=figures.statuses(archive),
        repairs=figures.repairs(archive),
        modalities=modalities,
        stages=stages,
        texts=texts,
        hosts=hosts,
    )
