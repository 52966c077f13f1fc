"""A record as lists show it: what is kept in memory of each of ten thousand notices."""

from __future__ import annotations

from collections import Counter

import msgspec

from builder.archive.duplicates import sentences_of
from builder.model import (
    Caution,
    Coded,
    Evidence,
    Field,
    Listed,
    ListedCoded,
    ListedEvidence,
    ListedParameter,
    ListedStatement,
    ListedTarget,
    Notice,
    Parameter,
    Source,
    Statement,
)


def listed(notice: Notice) -> Listed:
    """What lists show of this record."""
    bare = {name: _bare(field) for name, field in notice.fields().items()}
    same = {name: getattr(notice, name) for name in ("id", "schema_version", "filed_under")}
    return Listed(
        **same,
        **bare,  # type: ignore[arg-type]
        source=_source(notice.source),
        measures=(),
        text="",
        blocks=(),
        repairs=(),
        warnings=tuple(Caution(caution.rule, caution.because) for caution in notice.warnings),
        said=tuple(_coded(coded, notice.text) for coded in notice.coded()),
        tallied=notice.tally(),
        length=len(notice.text),
        sentences=sentences_of(notice.text),
        edits=notice.edited(),
    )


def _bare(field: Field) -> Field:
    return msgspec.structs.replace(field, evidence=(), others=())


def _source(source: Source) -> Source:
    return msgspec.structs.replace(source, url=_bare(source.url), site=_bare(source.site))


def _coded(coded: Coded, text: str) -> ListedCoded:
    types = Counter(parameter.type for _, statement in coded.statements for parameter in statement.parameters)
    packed = msgspec.msgpack.encode([(number, _statement(statement, text)) for number, statement in coded.statements])
    return ListedCoded(coded.id, coded.count, coded.stages, dict(sorted(types.items())), msgspec.Raw(packed))


def _statement(statement: Statement, text: str) -> ListedStatement:
    target = statement.target
    return ListedStatement(
        id=statement.id,
        facet=statement.facet,
        block=statement.block,
        modality=statement.modality,
        stage=statement.stage,
        target=ListedTarget(target.people, target.place, target.area),
        evidence=tuple(_evidence(evidence, text) for evidence in statement.evidence),
        parameters=tuple(_parameter(parameter, text) for parameter in statement.parameters),
    )


def _parameter(parameter: Parameter, text: str) -> ListedParameter:
    told = {name: getattr(parameter, name) for name in Parameter.__struct_fields__ if name != "evidence"}
    return ListedParameter(**told, evidence=_evidence(parameter.evidence, text))


def _evidence(evidence: Evidence, text: str) -> ListedEvidence:
    start, end = evidence.text_start, evidence.text_end
    words = evidence.quote if start is None or end is None else text[start:end]
    return ListedEvidence(evidence.start, evidence.end, words)
