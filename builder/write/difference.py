"""What differs between two records of one seed, field by field, measure by measure, in the text: one line each, or tables in
Markdown to be pasted into a review.

Records are compared as plain JSON, since one of the two may come from an older builder with other types. A law holds: nothing
is told exactly when the two are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from builder.errors import printable
from builder.write.findings import cell

Record = dict[str, Any]

#: A comment in a review takes 65,536 characters; tables end before that, and say how much is left out.
MOST_MARKDOWN = 60_000

#: What a reader of a review looks at first: values, then what they rest on, then the rest.
_RESTS_ON = "same value, "
_EMPTY_KEY = "a key with nothing under it"

#: So many lines of text, or kinds of edits, are shown; the rest is counted.
SHOWN = 3
_LONG = 48


class Change(NamedTuple):
    """One difference. ``where`` is a field, ``measures``, ``text`` or another key of the record; ``how`` is added, removed or
    changed; ``before`` and ``after`` say what stood and stands there, for people."""

    notice: str
    file: str
    where: str
    how: str
    before: str
    after: str

    def __str__(self) -> str:
        if self.how == "added":
            told = f"+ {self.after}"
        elif self.how == "removed":
            told = f"- {self.before}"
        else:
            told = f"{self.before} → {self.after}"
        return printable(f"{self.file}  {self.where}: {told}")


def changes(before: Record | None, after: Record | None) -> Iterator[Change]:
    """Every difference between two records of the same bytes; None where a builder made none. Personal data that nobody decided
    to show are masked: a review may be public."""
    hidden = _hidden(before or {}, after or {})
    for change in _changes(before, after):
        yield (
            change._replace(before=_over(hidden, change.before), after=_over(hidden, change.after))
            if hidden
            else change
        )


def _hidden(*records: Record) -> re.Pattern[str] | None:
    """The words that are masked, whole or where a long line was cut within them."""
    words = {
        str((datum.get("evidence") or {}).get("quote") or "")
        for record in records
        for datum in _listed(record.get("personal_data"))
        if datum.get("decision") != "shown"
    }
    forms = [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word]
    for word in sorted(filter(None, words)):
        forms += (f"{re.escape(word[:end])}(?=…)" for end in range(len(word) - 1, 0, -1))
        forms += (f"(?<=…){re.escape(word[start:])}" for start in range(1, len(word)))
    return re.compile("|".join(forms)) if forms else None


def _listed(data: Any) -> list[Record]:
    """The entries of a list of an older or newer builder, which may be something else."""
    return [datum for datum in data if isinstance(datum, dict)] if isinstance(data, list) else []


def _over(hidden: re.Pattern[str], told: str) -> str:
    return hidden.sub(lambda found: "".join("＊" if one.isalnum() else one for one in found[0]), told)


def _changes(before: Record | None, after: Record | None) -> Iterator[Change]:
    if before == after:
        return
    here: Record = after or before or {}
    head = str(here.get("id")), str(here.get("source", {}).get("path"))
    if before is None or after is None:
        how = "added" if before is None else "removed"
        yield Change(*head, "record", how, *(("", _gist(here)) if before is None else (_gist(here), "")))
        return
    flat_before, flat_after = _flat(before), _flat(after)
    for key in dict.fromkeys((*flat_before, *flat_after)):
        old, new = flat_before.get(key), flat_after.get(key)
        if (key in flat_before) != (key in flat_after) and not old and not new:
            came = key in flat_after
            yield Change(*head, key, "added" if came else "removed", *(("", _EMPTY_KEY) if came else (_EMPTY_KEY, "")))
        elif old != new:
            tell = _TOLD.get(key, _field if _is_field(old) and _is_field(new) else _other)
            yield from (Change(*head, key, how, was, now) for how, was, now in tell(old, new))


def count_line(found: list[Change], seeds: int, ref: str) -> str:
    """How much differs, and where most."""
    if not found:
        return f"{seeds} seeds: no record differs from {ref}"
    where = Counter(change.where for change in found)
    told = ", ".join(f"{name} {count}" for name, count in sorted(where.items(), key=lambda item: (-item[1], item[0])))
    records = len({(change.notice, change.file) for change in found})
    return f"{seeds} seeds compared with {ref}: {records} differ ({told})"


def markdown(found: list[Change], seeds: int, ref: str) -> str:
    """The differences for a review: how many seeds and which fields, then a table of the changed values and, folded, one of
    everything else. Words of a seed stand as code: nothing in them takes effect."""
    lines = [f"### 记录的变化 Records, compared with {cell(ref)}", "", cell(count_line(found, seeds, ref)), ""]
    if not found:
        return "\n".join(lines)
    lines += ["| 项 Where | 份 Records | 新增 Added | 去掉 Removed | 改变 Changed |", "| --- | --- | --- | --- | --- |"]
    lines += [_count_row(where, found) for where in sorted({change.where for change in found})]
    values = [change for change in found if _is_of_value(change)]
    rest = [change for change in found if not _is_of_value(change)]
    room = MOST_MARKDOWN - len("\n".join(lines))
    told, left = _table(values, room)
    lines += ["", *told] if values else []
    more, left_too = _table(rest, room - len("\n".join(told)))
    if rest:
        lines += [
            "",
            "<details><summary>依据、文本与改动 Grounds, text and repairs</summary>",
            "",
            *more,
            "",
            "</details>",
        ]
    if left + left_too:
        lines += ["", f"{left + left_too} more: `python -m builder diff` prints them all."]
    return "\n".join(lines)


def _is_of_value(change: Change) -> bool:
    """Whether another value, measure or record is told, not only other grounds or another text."""
    if change.where in ("text", "repairs", "blocks", "warnings", "personal_data"):
        return False
    return not change.before.startswith(_RESTS_ON) and _EMPTY_KEY not in (change.before, change.after)


def _count_row(where: str, found: list[Change]) -> str:
    own = [change for change in found if change.where == where]
    how = Counter(change.how for change in own)
    records = len({(change.notice, change.file) for change in own})
    return f"| {cell(where)} | {records} | {how['added']} | {how['removed']} | {how['changed']} |"


def _table(found: list[Change], room: int) -> tuple[list[str], int]:
    """The rows that there is room for, under their head, and how many are left."""
    lines = ["| 文件 File | 项 Where | 原来 Before | 现在 After |", "| --- | --- | --- | --- |"]
    room -= sum(map(len, lines))
    for number, change in enumerate(found):
        parts = (change.file, change.where, change.before, change.after)
        row = "".join(f"| {cell(part) if part else ''} " for part in parts) + "|"
        room -= len(row) + 1
        if room < 0:
            return lines, len(found) - number
        lines.append(row)
    return lines, 0


def _flat(record: Record) -> Record:
    """The record with the keys of its source beside the others: ``source.url``."""
    source = record.get("source")
    parts = (
        {f"source.{key}": value for key, value in source.items()} if isinstance(source, dict) else {"source": source}
    )
    return parts | {key: value for key, value in record.items() if key != "source"}


def _gist(record: Record) -> str:
    """A whole record in a few words."""
    told = (f"{name} {_value(record[name])}" for name in ("title", "city", "date") if _is_field(record.get(name)))
    return "; ".join((*told, f"{len(record.get('measures') or ())} statements"))


# --- fields ----------------------------------------------------------------------------------------------------------

Told = Iterator[tuple[str, str, str]]

_GROUNDS = ("evidence", "rule", "because", "others")


def _is_field(value: Any) -> bool:
    return isinstance(value, dict) and "value" in value and "status" in value


def _field(old: Record, new: Record) -> Told:
    if _said(old) != _said(new):
        yield "changed", _value(old), _value(new) + _words(new)
    elif old.get("evidence") != new.get("evidence"):
        yield "changed", f"{_RESTS_ON}words{_words(old) or ' none'}", (_words(new) or " none").strip() + _span(new)
    elif (old.get("rule"), old.get("because")) != (new.get("rule"), new.get("because")):
        yield "changed", f"{_RESTS_ON}because {_reason(old)}", _reason(new)
    else:
        yield "changed", f"{_RESTS_ON}losers {_losers(old)}", _losers(new)


def _said(field: Record) -> Record:
    """What a field says, without what it rests on."""
    return {key: value for key, value in field.items() if key not in _GROUNDS}


def _value(field: Record) -> str:
    extra = [
        f"{key} {value}" for key, value in _said(field).items() if key not in ("value", "status") and value is not None
    ]
    value = "nothing" if field["value"] is None else _short(str(field["value"]))
    return f"{' '.join((value, *extra))} [{field['status']}]"


def _words(field: Record) -> str:
    evidence = field.get("evidence") or ()
    return f" 「{_short(str(evidence[0].get('quote')))}」" if evidence else ""


def _span(field: Record) -> str:
    evidence = field.get("evidence") or ()
    return f" at {evidence[0].get('start')}–{evidence[0].get('end')}" if evidence else ""


def _reason(field: Record) -> str:
    return f"{field.get('rule')}: {_short(str(field.get('because')), 100)}"


def _losers(field: Record) -> str:
    others = field.get("others") or ()
    return f"{len(others)} ({', '.join(_short(str(other.get('value'))) for other in others[:SHOWN])})"


# --- measures --------------------------------------------------------------------------------------------------------


def _measures(old: list[Record], new: list[Record]) -> Told:
    """Statements that are the same are set aside; of the rest those of one measure with the same first word are one that
    changed; what is left went or came."""
    gone, come = _without_common(old or [], new or [])
    for statement in list(gone):
        same = next((other for other in come if _place(other) == _place(statement)), None)
        if same is not None:
            gone.remove(statement)
            come.remove(same)
            yield "changed", _statement(statement), _differing(statement, same)
    yield from (("removed", _statement(statement), "") for statement in gone)
    yield from (("added", "", _statement(statement)) for statement in come)
    if not gone and not come and len(old or []) == len(new or []) and sorted(map(repr, old)) == sorted(map(repr, new)):
        yield "changed", "the same statements", "in another order"


def _without_common(old: list[Record], new: list[Record]) -> tuple[list[Record], list[Record]]:
    kept = Counter(map(repr, old)) & Counter(map(repr, new))
    return _less(old, kept.copy()), _less(new, kept.copy())


def _less(statements: list[Record], kept: Counter[str]) -> list[Record]:
    rest = []
    for statement in statements:
        if kept[repr(statement)] > 0:
            kept[repr(statement)] -= 1
        else:
            rest.append(statement)
    return rest


def _place(statement: Record) -> tuple[Any, Any]:
    evidence = statement.get("evidence") or ({},)
    return statement.get("id"), evidence[0].get("start")


def _statement(statement: Record) -> str:
    facet = f"/{statement['facet']}" if statement.get("facet") else ""
    numbers = "".join(f" {_parameter(parameter)}" for parameter in statement.get("parameters") or ())
    how = f"{statement.get('modality')}, {statement.get('stage')}"
    return f"{statement.get('id')}{facet} ({how}){numbers} #{statement.get('block')}{_words(statement)}"


def _parameter(parameter: Record) -> str:
    return " ".join(
        str(parameter[key]) for key in ("type", "comparator", "value", "unit") if parameter.get(key) is not None
    )


def _differing(old: Record, new: Record) -> str:
    """What another statement has instead."""
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    told = []
    for key in keys:
        if key == "parameters":
            told.append("numbers " + (", ".join(map(_parameter, new.get(key) or ())) or "none"))
        elif key == "evidence":
            told.append(f"words{_words(new)}{_span(new)}")
        else:
            told.append(f"{key} {new.get(key)}")
    return "; ".join(told)


# --- text and the rest -----------------------------------------------------------------------------------------------


def _text(old: str, new: str) -> Told:
    """The lines that went and came."""
    before, after = str(old or "").split("\n"), str(new or "").split("\n")
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pairs = [(before[a:b], after[c:d]) for kind, a, b, c, d in steps if kind != "equal"]
    for went, came in pairs[:SHOWN]:
        was, now = " / ".join(went), " / ".join(came)
        if went and came:
            yield ("changed", *_around(was, now))
        else:
            yield ("removed" if went else "added"), f"「{_short(was)}」" * bool(went), f"「{_short(now)}」" * bool(came)
    if len(pairs) > SHOWN:
        yield "changed", f"{len(pairs) - SHOWN} more places", f"{len(old or ''):,} characters now {len(new or ''):,}"


def _around(was: str, now: str) -> tuple[str, str]:
    """Two lines from shortly before the first character that differs."""
    same = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
    )
    start = max(0, same - 8)
    lead = "…" if start else ""
    return f"「{lead}{_short(was[start:])}」", f"「{lead}{_short(now[start:])}」"


def _repairs(old: list[Record], new: list[Record]) -> Told:
    """The passes whose edits differ in number, or that there are others."""
    before, after = (
        Counter({str(step.get("rule")): len(step.get("edits") or ()) for step in steps or ()}) for steps in (old, new)
    )
    rules = [rule for rule in dict.fromkeys((*before, *after)) if before[rule] != after[rule]]
    for rule in rules:
        yield "changed", f"{rule} {before[rule]} edits", f"{after[rule]} edits"
    if not rules:
        yield "changed", "as many edits", "other ones"


def _warnings(old: list[Record], new: list[Record]) -> Told:
    before, after = [caution.get("rule") for caution in old or ()], [caution.get("rule") for caution in new or ()]
    yield from (("removed", str(rule), "") for rule in before if rule not in after)
    yield from (("added", "", str(rule)) for rule in after if rule not in before)
    if before == after or set(before) == set(after):
        yield "changed", "the same cautions", "at other places or for other reasons"


def _blocks(old: list[Record], new: list[Record]) -> Told:
    """How many blocks of each role there are."""
    before, after = (Counter(str(block.get("role")) for block in blocks or ()) for blocks in (old, new))
    if before == after:
        yield "changed", f"{len(old)} blocks", "as many, at other places or levels"
    else:
        roles = [role for role in sorted({*before, *after}) if before[role] != after[role]]
        yield "changed", *(", ".join(f"{count[role]} {role}" for role in roles) for count in (before, after))


def _personal_data(old: list[Record], new: list[Record]) -> Told:
    """How many places there are of each kind, and what was decided of them."""
    before, after = (
        Counter(f"{datum.get('kind')} {datum.get('decision')}" for datum in _listed(data)) for data in (old, new)
    )
    if before == after:
        yield "changed", f"{before.total()} places", "as many, elsewhere"
    else:
        yield (
            "changed",
            *(", ".join(f"{each} {count}" for each, count in sorted(of.items())) or "none" for of in (before, after)),
        )


def _other(old: Any, new: Any) -> Told:
    """Any other key, whole."""
    yield "changed", _short(_flat_words(old), 100), _short(_flat_words(new), 100)


def _flat_words(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)


def _short(text: str, most: int = _LONG) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


_TOLD = {
    "measures": _measures,
    "text": _text,
    "repairs": _repairs,
    "warnings": _warnings,
    "blocks": _blocks,
    "personal_data": _personal_data,
}
