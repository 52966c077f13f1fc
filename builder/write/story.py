"""One seed's story in plain lines, for ``python -m builder explain``: what was repaired, what carries each value."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Evidence, Field, Notice
from builder.text.edits import Pass

#: How many samples and losers a line shows; the record holds all.
SHOWN = 3


def story(notice: Notice) -> str:
    """The story as text, one fact a line."""
    lines = (*_head(notice), *_repairs(notice), *_fields(notice), *_measures(notice), *_cautions(notice))
    return "\n".join(lines) + "\n"


def _head(notice: Notice) -> Iterator[str]:
    source = notice.source
    yield f"{notice.id}  {source.path}  ({source.bytes:,} bytes, {source.encoding})"
    yield f"  host: {source.host_kind}; raw {len(notice.raw()):,} → text {len(notice.text):,} characters"


def _repairs(notice: Notice) -> Iterator[str]:
    yield "repairs" if notice.repairs else "repairs: none"
    for step in notice.repairs:
        yield f"  {step.kind:<8} {step.rule}: {len(step.edits)} edits, e.g. {_samples(step)}"


def _samples(step: Pass) -> str:
    return "  ".join(f"{_short(edit.old)}→{_short(edit.new) or '∅'}" for edit in step.edits[:SHOWN])


def _fields(notice: Notice) -> Iterator[str]:
    yield "fields"
    for name, field in (*notice.fields().items(), ("url", notice.source.url), ("site", notice.source.site)):
        yield f"  {name:<16} {_value(field)}  [{field.status}]"
        yield from (f"    {line}" for line in _grounds(field))


def _value(field: Field) -> str:
    extra = (getattr(field, name, None) for name in ("adcode", "normalised", "partial"))
    return " ".join(str(part) for part in (field.value, *extra) if part is not None)


def _grounds(field: Field) -> Iterator[str]:
    if field.because:
        yield f"{field.rule}: {field.because}"
    yield from (f"words {_place(evidence)}" for evidence in field.evidence)
    yield from (f"lost: {loser.value} ({loser.because})" for loser in field.others[:SHOWN])
    if len(field.others) > SHOWN:
        yield f"lost: {len(field.others) - SHOWN} more"


def _measures(notice: Notice) -> Iterator[str]:
    yield "measures" if notice.measures else "measures: none"
    for statement in notice.measures:
        numbers = "".join(
            f"  {parameter.type} {parameter.value} {parameter.unit}" for parameter in statement.parameters
        )
        yield f"  #{statement.block:<6} {statement.id} ({statement.modality}, {statement.stage}){numbers}"
        yield from (f"    words {_place(evidence)}" for evidence in statement.evidence[:SHOWN])


def _cautions(notice: Notice) -> Iterator[str]:
    for caution in notice.warnings:
        yield f"caution {caution.rule}: {caution.because}"
        yield from (f"    words {_place(evidence)}" for evidence in caution.evidence[:SHOWN])


def _place(evidence: Evidence) -> str:
    return f"{evidence.start}–{evidence.end} 「{_short(evidence.quote, 60)}」"


def _short(text: str, most: int = 24) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
