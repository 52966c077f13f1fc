"""What a maintainer may decide about a notice, for ``python -m builder review``: each doubt with the words that carry the value,
the values that lost, and what to write into the side file.

It asks more than ``check``, which tells what must be known: beside the findings of ``findings.py`` also the values that were
inferred where others were near, and the personal data that nobody decided about. The most doubtful notice comes first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from builder.errors import printable
from builder.model import FIELDS, Candidate, DateField, Evidence, Field, Notice
from builder.write.findings import DOUBTFUL, Finding, line_of, of_notice

#: What a doubt may be about beside the fields.
OTHERS = ("measures", "text", "personal_data", "file")
ABOUT = (*FIELDS, *OTHERS)

#: So many words of an evidence, places and losers are shown.
LONGEST = 40
PLACES = 4
LOSERS = 4

#: Values that judge the whole text are nearly always inferred: they are asked about where another was near.
_JUDGED = ("is_policy", "kind", "officiality")
_WEIGHTS = dict(DOUBTFUL)


class Loser(NamedTuple):
    """A value that was found and not chosen."""

    value: str
    because: str
    words: tuple[str, ...]


class Doubt(NamedTuple):
    """One thing to decide. ``value`` and ``status`` are those of the field, if it is one; ``write`` is what to put into the side
    file, as YAML; nothing when no side file helps."""

    file: str
    id: str
    about: str
    line: int | None
    weight: int
    why: str
    value: str | None
    status: str | None
    words: tuple[str, ...]
    losers: tuple[Loser, ...]
    next: str
    write: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        said = f" = {'nothing' if self.value is None else self.value} [{self.status}]" if self.status else ""
        lines = [f"{where}  {self.about}{said}", f"  why     {self.why}"]
        lines += [f"  words   {_all(self.words)}"] if self.words else []
        lines += [f"  lost    {lost.value} {_all(lost.words)} {lost.because}" for lost in self.losers]
        lines += [f"  next    {self.next}"]
        told = "\n".join(map(printable, lines))
        return told + "".join(f"\n          {line}" for line in map(printable, self.write.splitlines()))


def of_record(notice: Notice) -> Iterator[Doubt]:
    """Every doubt about a notice, whose words are those of the seed: nothing is masked here."""
    found = {name: weight for name, weight in _of_fields(notice) if weight}
    for finding in of_notice(notice):
        if finding.rule in FIELDS:
            found.pop(finding.rule, None)
            yield _of_field(notice, finding.rule, finding.what, finding.weight, finding.line)
        else:
            yield _of_rest(notice, finding)
    for name, weight in found.items():
        field: Field = getattr(notice, name)
        why = f"inferred: {field.because or field.rule}" if field.status == "inferred" else "other values were found"
        yield _of_field(notice, name, why, weight, line_of(field.evidence, notice))


def of_finding(finding: Finding) -> Doubt:
    """A fault or a doubt about a file as a whole."""
    empty: tuple[Any, ...] = ()
    head = (finding.file, "", "file", finding.line, finding.weight, finding.what)
    return Doubt(*head, None, None, empty, empty, finding.next, "")


# --- fields ----------------------------------------------------------------------------------------------------------


def _of_fields(notice: Notice) -> Iterator[tuple[str, int]]:
    """Each field with how doubtful it is: inferred counts 2, a value that lost 1, one that could stand as well 2."""
    for name, field in notice.fields().items():
        if field.status in ("corrected", "not-applicable") or (name != "is_policy" and not notice.is_policy.value):
            continue
        rivals = _rivals(field)
        if field.status == "stated":
            yield name, min(len(rivals), 2)
        elif field.status == "inferred":
            plain = 1 + _WEIGHTS.get(name, 0) // 2
            yield name, (plain + min(len(rivals), 2)) if rivals or name not in _JUDGED else 0
        elif rivals:
            yield name, 1 + min(len(rivals), 2)


def _rivals(field: Field) -> tuple[Candidate, ...]:
    """The losers that say something else."""
    return tuple(other for other in field.others if other.value != str(field.value))


def _of_field(notice: Notice, name: str, why: str, weight: int, line: int | None) -> Doubt:
    field: Field = getattr(notice, name)
    value = field.partial if isinstance(field, DateField) and field.value is None else field.value
    rivals = tuple(Loser(other.value, other.because, _quotes(other.evidence)) for other in _rivals(field)[:LOSERS])
    next = "write what is right; the same value confirms this one, and it is asked no more"
    head = (notice.source.path, notice.id, name, line, weight, why)
    shown = None if value is None else str(value)
    return Doubt(*head, shown, field.status, _quotes(field.evidence), rivals, next, _correction(name, field, rivals))


def _correction(name: str, field: Field, rivals: tuple[Loser, ...]) -> str:
    """An entry to fill in, with the value as it is; where there is none, with the likeliest of those that were found."""
    if name == "is_policy":
        value = "false" if field.value else "true"
    else:
        known = field.partial if isinstance(field, DateField) and field.value is None else field.value
        said = known or (rivals[0].value if rivals else None)
        value = json.dumps(said, ensure_ascii=False) if said else "…"
    return f"corrections:\n- field: {name}\n  value: {value}\n  why: …\n  by: …\n  on: …"


# --- the rest --------------------------------------------------------------------------------------------------------


def _of_rest(notice: Notice, finding: Finding) -> Doubt:
    """Damage that was left, no measure, personal data."""
    about, words, write = "text", (), f"replaces: [{notice.id}]"
    if finding.rule == "personal_data":
        undecided = [datum for datum in notice.personal_data if datum.decision == "undecided"]
        kinds = ", ".join(f"{kind}: shown" for kind in dict.fromkeys(datum.kind for datum in undecided))
        about, words = "personal_data", _quotes(datum.evidence for datum in undecided)
        write = f"personal_data: {{{kinds}}}"
    elif finding.rule == "measures":
        about, write = "measures", ""
    else:
        caution = next((item for item in notice.warnings if item.rule == finding.rule), None)
        words = _quotes(caution.evidence) if caution else ()
    next_step = f"{finding.next}; beside the new file, write" if about == "text" else finding.next
    why = f"{finding.rule}: {finding.what}" if about == "text" else finding.what
    head = (notice.source.path, notice.id, about, finding.line, finding.weight, why)
    return Doubt(*head, None, None, words, (), next_step, write)


def _quotes(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(_short(item.quote) for item in list(evidence)[:PLACES])


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _all(words: Iterable[str]) -> str:
    return "".join(f"「{each}」" for each in words)


# --- telling ---------------------------------------------------------------------------------------------------------


def plain(doubt: Doubt) -> dict[str, Any]:
    """The doubt for programs."""
    return doubt._asdict() | {"losers": [loser._asdict() for loser in doubt.losers]}


def total_line(doubts: list[Doubt], shown: int) -> str:
    """How much there is to decide, and about what most."""
    if not doubts:
        return "nothing to decide"
    counts = {about: sum(doubt.about == about for doubt in doubts) for about in ABOUT}
    told = ", ".join(f"{about} {count}" for about, count in counts.items() if count)
    more = f"; {len(doubts) - shown} more: --most 0 shows all" if shown < len(doubts) else ""
    return f"{len(doubts)} to decide in {len({doubt.file for doubt in doubts})} files ({told}){more}"
