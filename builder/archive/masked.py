"""A record → what is published of it: personal data that nobody decided to show are masked, everywhere in one go.

Each letter, digit and Han character gives way to one ``＊``, so that every offset, every quote and the restoring law hold as
before, of the masked texts. Nothing else of the house masks anything: pages, tables, search and downloads are made of what
stands here. The machine's record in the cache and the seed keep the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from builder.model import Caution, Notice, PersonalDatum
from builder.rules import Rules
from builder.text.edits import Edit, Pass, Trail, join_touching
from builder.text.script import han_and_digits

MASK = "＊"
RULE = "caution/personal-data"

#: What is masked by its places, and what names the seed: a seed's file is found by its path.
_UNTOUCHED = ("text", "repairs", "path", "sha256")


def published(notice: Notice, rules: Rules) -> Notice:
    """The record as it is published: the same one where nothing is masked."""
    hidden = notice.masked()
    if not hidden:
        return notice
    raw = notice.raw()
    passes, text = _masked_passes(raw, notice, hidden)
    raw = _over(raw, _places(raw, _raw_spans(hidden)))
    plain = msgspec.to_builtins(notice)
    forms = _forms(notice, hidden)
    plain = {key: value if key in _UNTOUCHED else _covered(value, raw, forms) for key, value in plain.items()}
    masked = msgspec.convert(plain, Notice)
    caution = Caution(RULE, _because(hidden, rules))
    return msgspec.structs.replace(masked, text=text, repairs=passes, warnings=(*masked.warnings, caution))


def _because(hidden: Iterable[PersonalDatum], rules: Rules) -> str:
    """How many places of which kinds are masked."""
    counts = Counter(kind.en for datum in hidden if (kind := rules.personal.kind(datum.kind)))
    told = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()))
    places = "1 place is" if counts.total() == 1 else f"{counts.total()} places are"
    return f"{places} masked, one {MASK} for one character: {told}. The raw file keeps the words."


def _raw_spans(hidden: Iterable[PersonalDatum]) -> list[tuple[int, int]]:
    return [(datum.evidence.start, datum.evidence.end) for datum in hidden]


def _places(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The offsets of what is masked in these spans: no blank and no punctuation, which repair may move on its own."""
    return sorted({at for start, end in spans for at in range(start, end) if text[at].isalnum()})


def _over(text: str, places: Iterable[int]) -> str:
    characters = list(text)
    for at in places:
        characters[at] = MASK
    return "".join(characters)


# --- the passes ------------------------------------------------------------------------------------------------------


def _masked_passes(raw: str, notice: Notice, hidden: Sequence[PersonalDatum]) -> tuple[tuple[Pass, ...], str]:
    """The passes over the masked raw text, and the text that they lead to. What a repair wrote into masked words without any
    of their characters before it is found from the text's end, and masked where it was written."""
    written: dict[tuple[int, int], set[int]] = {}
    passes, marks = _through(notice.repairs, _places(raw, _raw_spans(hidden)), written)
    in_text = [
        (datum.evidence.text_start, datum.evidence.text_end)
        for datum in hidden
        if datum.evidence.text_start is not None and datum.evidence.text_end is not None
    ]
    if left := set(_places(notice.text, in_text)).difference(marks):
        for at in sorted(left):
            _find_writer(notice.repairs, at, written)
        passes, marks = _through(notice.repairs, _places(raw, _raw_spans(hidden)), written)
    return passes, _over(notice.text, marks)


def _find_writer(passes: Sequence[Pass], at: int, written: dict[tuple[int, int], set[int]]) -> None:
    """Notes the edit that wrote the character at this offset of the text."""
    for number in range(len(passes) - 1, -1, -1):
        edits = passes[number].edits
        start, end = Trail(edits).back(at, at + 1)
        shift = 0
        for place, edit in enumerate(edits):
            first = edit.start + shift
            if first <= at < first + len(edit.new):
                written.setdefault((number, place), set()).add(at - first)
            shift += len(edit.new) - len(edit.old)
        if end - start != 1:
            return
        at = start


def _through(
    passes: Sequence[Pass], marks: list[int], written: dict[tuple[int, int], set[int]]
) -> tuple[tuple[Pass, ...], list[int]]:
    """The masked passes, and where the masked characters of *raw* stand in *text*."""
    masked = []
    for number, step in enumerate(passes):
        edits, moved, shift, at = [], list[int](), 0, 0
        for place, edit in enumerate(step.edits):
            begin = bisect_left(marks, edit.start, at)
            end = bisect_left(marks, edit.end, begin)
            moved += (mark + shift for mark in marks[at:begin])
            inside = [mark - edit.start for mark in marks[begin:end]]
            new = _moved(edit, inside, step.kind) | written.get((number, place), set())
            moved += (edit.start + shift + mark for mark in sorted(new))
            edits += _masked_edit(edit, inside, new, step.kind) if inside or new else (edit,)
            shift += len(edit.new) - len(edit.old)
            at = end
        marks = moved + [mark + shift for mark in marks[at:]]
        if edits or not step.edits:
            masked.append(msgspec.structs.replace(step, edits=tuple(edits)))
    return tuple(masked), marks


def _moved(edit: Edit, inside: list[int], kind: str) -> set[int]:
    """Which characters of ``new`` stand for the masked ones of ``old``: Han and digits in their order, letters in theirs; where
    the edit has more or fewer, all of them."""
    if kind == "script":
        return set(inside)
    moved: set[int] = set()
    for alike in (_is_counted, _is_letter):
        old = [at for at, character in enumerate(edit.old) if alike(character)]
        new = [at for at, character in enumerate(edit.new) if alike(character)]
        taken = set(inside).intersection(old)
        if len(old) == len(new):
            moved |= {there for here, there in zip(old, new, strict=True) if here in taken}
        elif taken:
            moved |= set(new)
    return moved


def _is_counted(character: str) -> bool:
    return bool(han_and_digits(character))


def _is_letter(character: str) -> bool:
    return character.isalnum() and not han_and_digits(character)


def _masked_edit(edit: Edit, inside: Iterable[int], new: Iterable[int], kind: str) -> Iterator[Edit]:
    """The edit between the masked texts; nothing where masked it changes nothing. One of script goes character by character."""
    before, after = _over(edit.old, inside), _over(edit.new, new)
    if kind != "script":
        if before != after:
            yield Edit(edit.start, edit.end, before, after)
        return
    pairs = enumerate(zip(before, after, strict=True), edit.start)
    yield from join_touching(Edit(at, at + 1, old, new) for at, (old, new) in pairs if old != new)


# --- the words -------------------------------------------------------------------------------------------------------


def _forms(notice: Notice, hidden: Iterable[PersonalDatum]) -> re.Pattern[str]:
    """The masked words as values may repeat them: as *raw* and as *text* have them, with and without what parts them."""
    forms: set[str] = set()
    for datum in hidden:
        evidence = datum.evidence
        for words in (evidence.quote, notice.text[evidence.text_start or 0 : evidence.text_end or 0]):
            forms |= {words, "".join(filter(str.isalnum, words))}
    return re.compile("|".join(map(re.escape, sorted(filter(None, forms), key=lambda form: (-len(form), form)))))


def _covered(value: Any, raw: str, forms: re.Pattern[str]) -> Any:
    """A part of the record with masked words: quotes as the masked raw text has them, values and reasons without the words."""
    if isinstance(value, str):
        return forms.sub(lambda found: _over(found[0], _places(found[0], [(0, len(found[0]))])), value)
    if isinstance(value, list | tuple):
        return [_covered(item, raw, forms) for item in value]
    if not isinstance(value, dict):
        return value
    covered = {key: item if key in _UNTOUCHED else _covered(item, raw, forms) for key, item in value.items()}
    if "quote" in value and "start" in value:
        covered["quote"] = raw[value["start"] : value["end"]]
    return covered
