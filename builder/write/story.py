"""One seed's story for ``python -m builder explain``, told to somebody who has seen neither the code nor the rules: what was
repaired and removed, what each value is and which words carry it, what lost and why, which measures were found.

Words of the seed stand in 「 」 as they were found; the numbers before them are their place in the raw text, in characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.errors import printable
from builder.model import Candidate, Caution, Evidence, Field, Notice, Statement
from builder.rules import Rules
from builder.text.edits import Pass
from builder.write import words
from builder.write.tables import parameter_words

#: How many samples and losers a line shows; the record holds all.
SHOWN = 3


def story(notice: Notice, rules: Rules) -> str:
    """The story as text, one fact a line; a line that is set in belongs to the one above it."""
    parts = (
        _head(notice),
        _repairs(notice, rules),
        _fields(notice, rules),
        _measures(notice, rules),
        _cautions(notice, rules),
    )
    return "\n".join(printable(line) for part in parts for line in part) + "\n"


def _head(notice: Notice) -> Iterator[str]:
    source, host = notice.source, words.HOSTS[notice.source.host_kind]
    yield f"{source.path}  →  /notices/{notice.id}/"
    yield f"  文件 file: {source.bytes:,} bytes, {source.encoding}; {len(notice.raw()):,} characters, clean {len(notice.text):,}"
    yield f"  来源 found on: {host.zh} {host.en}"
    yield "  「 」 words as found, with their place in the raw text, in characters; → became; ∅ nothing"


# --- repairs ---------------------------------------------------------------------------------------------------------


def _repairs(notice: Notice, rules: Rules) -> Iterator[str]:
    count = sum(len(step.edits) for step in notice.repairs)
    yield ""
    yield f"清理 REPAIRED  {count:,} edits by {len(notice.repairs)} rules; undone, they give the raw text back"
    for step in notice.repairs:
        yield f"  {_repair_name(step.rule, rules)}  [{words.REPAIR_KINDS[step.kind].en.lower()}: {step.rule}]"
        if step.certificate:
            yield f"    certificate: {step.certificate}; the repaired text, damaged again by the same steps, gives the page"
        yield f"    {len(step.edits):,} × {_samples(step)}"


def _repair_name(id: str, rules: Rules) -> str:
    rule = rules.repairs.by_id.get(id)
    return f"{rule.zh} {rule.en}" if rule else id


def _samples(step: Pass) -> str:
    """The first edits that show something; else that they are blanks and line ends."""
    shown = [edit for edit in step.edits if edit.old.strip() or edit.new.strip()][:SHOWN]
    if not shown:
        return "blanks and line ends"
    return "  ".join(f"「{_short(edit.old)}」→{f'「{_short(edit.new)}」' if edit.new else '∅'}" for edit in shown)


# --- fields ----------------------------------------------------------------------------------------------------------


def _fields(notice: Notice, rules: Rules) -> Iterator[str]:
    yield ""
    yield "字段 FIELDS  stated: the text says it; inferred: from what it says; unknown: nobody can tell from this text"
    for name, field in notice.fields().items():
        yield from _field(name, words.FIELDS[name].zh, field, rules)
    yield from _field("source.url", "来源网址", notice.source.url, rules)
    yield from _field("source.site", "来源网站", notice.source.site, rules)


def _field(name: str, zh: str, field: Field, rules: Rules) -> Iterator[str]:
    status = words.STATUSES[field.status]
    yield f"  {words.STATUS_MARKS[field.status]} {zh} {name}: {_value(field) or '—'}  [{status.zh} {field.status}]"
    yield from (f"      {line}" for line in _grounds(field, rules))


def _value(field: Field) -> str:
    extra = (getattr(field, name, None) for name in ("adcode", "partial"))
    told = " ".join(str(part) for part in (field.value, *extra) if part is not None)
    full = getattr(field, "normalised", None)
    return f"{told} (in full: {full})" if full and full != field.value else told


def _grounds(field: Field, rules: Rules) -> Iterator[str]:
    rule = rules.fields.rule(field.rule) if field.rule else None
    said = " ".join(filter(None, (rule.zh if rule else None, field.because or (rule.en if rule else None))))
    if said:
        yield f"why: {said}  [{field.rule}]"
    yield from (f"words: {_place(evidence)}" for evidence in field.evidence[:SHOWN])
    yield from (f"lost: {_loser(loser)}" for loser in field.others[:SHOWN])
    if len(field.others) > SHOWN:
        yield f"lost: {len(field.others) - SHOWN} more"


def _loser(loser: Candidate) -> str:
    at = f"  {_place(loser.evidence[0])}" if loser.evidence else ""
    return f"{_short(loser.value, 40)}: {loser.because}{at}"


# --- measures and cautions -------------------------------------------------------------------------------------------


def _measures(notice: Notice, rules: Rules) -> Iterator[str]:
    yield ""
    yield f"措施 MEASURES  {len(notice.measures)} statements; #c… is the clause's anchor on the page"
    for statement in notice.measures:
        yield f"  {_measure_name(statement, rules)}  [{statement.id} #{statement.block}]"
        yield from (f"      words: {_place(evidence)}" for evidence in statement.evidence[:SHOWN])
        yield from (
            f"      number: {parameter_words(parameter)}  {_place(parameter.evidence)}"
            for parameter in statement.parameters
        )
        if statement.because:
            yield f"      why: {statement.because}"


def _measure_name(statement: Statement, rules: Rules) -> str:
    measure = rules.measures.get(statement.id)
    modality, stage = words.MODALITIES[statement.modality], words.STAGES[statement.stage]
    name = f"{measure.zh} {measure.en}" if measure else statement.id
    how = modality.en if statement.stage == "unknown" else f"{modality.en}, {stage.en}"
    return f"{name} ({how})"


def _cautions(notice: Notice, rules: Rules) -> Iterator[str]:
    if notice.warnings:
        yield ""
        yield "读者须知 CAUTIONS  damage that was seen and left as it is, and what else a reader must know"
    for caution in notice.warnings:
        yield f"  {_caution_name(caution, rules)}  [{caution.rule}]"
        yield from (f"      words: {_place(evidence)}" for evidence in caution.evidence[:SHOWN])


def _caution_name(caution: Caution, rules: Rules) -> str:
    rule = rules.fields.rule(caution.rule) or rules.repairs.by_id.get(caution.rule)
    return f"{rule.zh} {caution.because}" if rule else caution.because


def _place(evidence: Evidence) -> str:
    return f"{evidence.start}–{evidence.end} 「{_short(evidence.quote, 60)}」"


def _short(text: str, most: int = 24) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
