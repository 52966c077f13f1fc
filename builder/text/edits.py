"""Edits over a text: make them, apply them, take them back, and follow a span through them.

A repair is a list of passes; a pass is a list of edits over the text that the pass before it gave. The stack of passes is
the truth: ``restore(apply_all(raw, passes), passes) == raw``, and every other offset is derived by walking it.

All offsets are code points, half open. Nothing here knows Chinese, notices or rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from builder.text.script import han_and_digits, is_han

Kind = Literal["encoding", "script", "noise", "layout", "wording"]
Certificate = Literal["proven", "consistent"]


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """``old`` stood at ``[start, end)`` of the text before the pass, ``new`` stands there now.

    In JSON an edit is the array ``[start, end, old, new]``.
    """

    start: int
    end: int
    old: str
    new: str


class Pass(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one rule did to the text that the pass before it gave: ordered, disjoint edits of one kind.

    ``certificate`` is ``consistent`` where the program that damaged the page was run forwards over the repaired text and gave
    the page again (``builder/repair/generator.py``); the key is missing in JSON where there is none.

    Raises ValueError when the edits are unordered, overlap, change nothing, or do what their kind may not do:
    ``noise`` only deletes; ``layout`` keeps every Han character and digit; ``script`` replaces Han characters one by one.
    """

    rule: str
    kind: Kind
    edits: tuple[Edit, ...]
    certificate: Certificate | None = None

    def __post_init__(self) -> None:
        reached = 0
        for edit in self.edits:
            if edit.start < reached or edit.end - edit.start != len(edit.old) or edit.old == edit.new:
                raise ValueError(f"{self.rule}: {edit} is out of order, overlaps, or changes nothing")
            if not _allowed(self.kind, edit):
                raise ValueError(f"{self.rule}: {edit} is more than {self.kind} may do")
            reached = edit.end


def _allowed(kind: Kind, edit: Edit) -> bool:
    if kind == "noise":
        return edit.new == ""
    if kind == "layout":
        return han_and_digits(edit.old) == han_and_digits(edit.new)
    if kind == "script":
        return len(edit.old) == len(edit.new) and all(map(is_han, edit.old + edit.new))
    return True


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits. Raises ValueError where ``old`` is not what stands there."""
    parts, reached = [], 0
    for edit in edits:
        if text[edit.start : edit.end] != edit.old:
            raise ValueError(f"{edit} does not fit: {text[edit.start : edit.end]!r} stands there")
        parts += (text[reached : edit.start], edit.new)
        reached = edit.end
    parts.append(text[reached:])
    return "".join(parts)


def invert(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that take these back: ``apply(apply(text, edits), invert(edits)) == text``."""
    inverse, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        inverse.append(Edit(start, start + len(edit.new), edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    return tuple(inverse)


def restore(text: str, passes: Sequence[Pass]) -> str:
    """The raw text, given the text after all passes."""
    for step in reversed(passes):
        text = apply(text, invert(step.edits))
    return text


def join_touching(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The same change with edits of unchanged length that touch joined into one, so that a ledger stays short."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and last.end == edit.start and len(last.old) == len(last.new) and len(edit.old) == len(edit.new):
            joined[-1] = Edit(last.start, edit.end, last.old + edit.old, last.new + edit.new)
        else:
            joined.append(edit)
    return tuple(joined)


def apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """What several findings of one step leave to be done: in order, none that changes nothing, and of those that overlap the one
    that begins first, or the longest where several begin together. They may touch."""
    reached = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= reached and edit.old != edit.new:
            yield edit
            reached = edit.end


class Trail:
    """Follows spans through one list of edits, in both directions, each in O(log edits)."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits

    @cached_property
    def _before(self) -> _Side:
        return _Side([edit.start for edit in self._edits], [len(edit.old) for edit in self._edits])

    @cached_property
    def _after(self) -> _Side:
        return _Side([edit.start for edit in invert(self._edits)], [len(edit.new) for edit in self._edits])

    def back(self, start: int, end: int) -> tuple[int, int]:
        """From offsets after the edits to offsets before them. The span covers what its first and last character came
        from; deleted text at its rim is left out. A character of a rewritten stretch comes from the whole stretch."""
        return _follow(start, end, self._after, self._before)

    def forth(self, start: int, end: int) -> tuple[int, int] | None:
        """From offsets before the edits to offsets after them; None when nothing of the span is left."""
        first, last = _follow(start, end, self._before, self._after)
        return (first, last) if first < last or start == end else None


class _Side(NamedTuple):
    """The edits as one of the two texts sees them."""

    starts: list[int]
    lengths: list[int]


def _follow(start: int, end: int, here: _Side, there: _Side) -> tuple[int, int]:
    at = bisect_right(here.starts, start)
    if start < end <= (here.starts[at] if at < len(here.starts) else end):  # most spans lie between two edits
        gap = here.starts[at - 1] + here.lengths[at - 1] if at else 0
        if gap <= start:
            moved = there.starts[at - 1] + there.lengths[at - 1] - gap if at else 0
            return start + moved, end + moved
    first = _counterpart(start, here, there)[0]
    return (first, first) if end <= start else (first, _counterpart(end - 1, here, there)[1])


def _counterpart(at: int, here: _Side, there: _Side) -> tuple[int, int]:
    """The span on the other side that the character at ``at`` came from or went to."""
    index = bisect_right(here.starts, at) - 1
    if index < 0:
        return at, at + 1
    inside, length, other = at - here.starts[index], here.lengths[index], there.lengths[index]
    if inside >= length:
        moved = there.starts[index] + other + inside - length
        return moved, moved + 1
    if length == other:
        return there.starts[index] + inside, there.starts[index] + inside + 1
    return there.starts[index], there.starts[index] + other
