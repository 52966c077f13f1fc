"""Loads ``personal.yaml``: by what shape and beside what words personal data are known. They are masked in what is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from builder.errors import Problem, TableError
from builder.rules.table import Entry, compile_pattern, load_yaml

FILE = "personal.yaml"
_NAMES = ("surnames", "common", "compound", "not_within", "not_at_end", "never")
_NEEDED = ("id", "zh", "en", "patterns", "fixes", "leaves")
_MAY = ("near", "unless", "proof", "repeats")
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")

#: So many characters before the words are looked at for what may not stand there.
BEFORE = 16

#: So many names of one text are looked for again in the rest of it; a notice names a few.
MOST_NAMES = 200

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(words: str) -> bool:
    """Whether the last of eighteen characters is the check digit that GB 11643 asks for: ISO 7064, modulus 11-2."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, words[:17], strict=True))
    return "10X98765432"[total % 11] == words[17].upper()


PROOFS: dict[str, Callable[[str], bool]] = {"resident_id": resident_id}


@dataclass(frozen=True)
class PersonalKind:
    """A kind of personal data: what it is called, and how it is found."""

    id: str
    zh: str
    en: str
    patterns: tuple[re.Pattern[str], ...]
    near: tuple[str, ...]
    unless: re.Pattern[str] | None
    proof: Callable[[str], bool] | None
    repeats: bool
    fixes: tuple[str, ...]
    leaves: tuple[str, ...]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where such data stand in the text."""
        if self.near and not any(word in text for word in self.near):
            return
        found = {span for pattern in self.patterns for span in self._of(pattern, text)}
        yield from sorted(found)
        if self.repeats:
            names = {text[start:end] for start, end in found}
            yield from (span for span in everywhere(names, text) if span not in found)

    def _of(self, pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
        group = "words" if "words" in pattern.groupindex else 0
        for hit in pattern.finditer(text):
            start, end = hit.span(group)
            if self.unless and self.unless.search(text[max(0, start - BEFORE) : start]):
                continue
            if self.proof is None or self.proof(text[start:end]):
                yield start, end


def everywhere(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Wherever one of these words stands."""
    words = sorted(filter(None, names), key=lambda name: (-len(name), name))[:MOST_NAMES]
    again = re.compile("|".join(map(re.escape, words))) if words else None
    yield from (hit.span() for hit in again.finditer(text)) if again else ()


@dataclass(frozen=True)
class PersonalData:
    """All kinds, in the order of the table."""

    kinds: tuple[PersonalKind, ...]

    def kind(self, id: str) -> PersonalKind | None:
        """The kind with this id."""
        return next((kind for kind in self.kinds if kind.id == id), None)

    def spans(self, text: str, known: Mapping[str, str] = MappingProxyType({})) -> list[tuple[int, int, str]]:
        """Where personal data stand in the text, disjoint, in order, each with its kind; of two that overlap the one whose kind
        stands first in the table. ``known`` words are found wherever they stand, as of the kind that they have there."""
        rank = {kind.id: number for number, kind in enumerate(self.kinds)}
        found = [(start, end, kind.id) for kind in self.kinds for start, end in kind.spans(text)]
        found += ((start, end, known[text[start:end]]) for start, end in everywhere(known, text))
        kept: list[tuple[int, int, str]] = []
        for span in sorted(found, key=lambda span: (span[0], rank[span[2]])):
            if not kept or kept[-1][1] <= span[0]:
                kept.append(span)
            elif rank[span[2]] < rank[kept[-1][2]]:
                kept[-1] = span
        return kept


def load_personal(folder: Path) -> PersonalData:
    """The kinds in ``folder/personal.yaml``. Raises TableError with every fault."""
    table = load_yaml(folder / FILE, folder)
    if not isinstance(table, Entry):
        raise TableError([Problem(FILE, "1", "is no mapping", "begin with names: and kinds:")])
    names, entries = table.get("names"), table.get("kinds")
    problems = [*table.whole("names", "kinds")]
    if isinstance(names, Entry):
        problems += names.whole(*_NAMES)
    if not isinstance(names, Entry) or not isinstance(entries, list):
        problems.append(table.problem("names is no mapping, or kinds no list", f"give names {', '.join(_NAMES)}"))
        raise TableError(problems)
    kinds: list[PersonalKind] = []
    for entry in entries:
        if not isinstance(entry, Entry):
            problems.append(Problem(FILE, "", f"{entry!r} is no kind", "begin each with '- id:'"))
            continue
        faults = list(_faults(entry, {kind.id for kind in kinds}))
        problems += faults
        if not faults and not problems:
            try:
                kinds.append(_kind(entry, names))
            except TableError as error:
                problems += error.problems
    if problems:
        raise TableError(problems)
    return PersonalData(tuple(kinds))


def _faults(entry: Entry, seen: set[str]) -> Iterator[Problem]:
    yield from entry.whole(*_NEEDED, may=_MAY)
    name = str(entry.get("id", ""))
    if not _ID.fullmatch(name) or name in seen:
        yield entry.problem(f"id {name!r} is none, or stands twice", "use small letters and -")
    for key in ("patterns", "near", "fixes", "leaves"):
        if not isinstance(entry.get(key, []), list):
            yield entry.problem(f"{key} is no list", "write it as a list")
    if entry.get("proof") not in (None, *PROOFS):
        yield entry.problem(f"proof {entry['proof']!r} is unknown", f"use one of {', '.join(PROOFS)}")
    if not isinstance(entry.get("repeats", False), bool):
        yield entry.problem("repeats is neither true nor false", "write true or leave it out")


def _kind(entry: Entry, names: Entry) -> PersonalKind:
    shapes = {"{name}": _name(names, "surnames"), "{common}": _name(names, "common")}
    return PersonalKind(
        id=entry["id"],
        zh=entry["zh"],
        en=entry["en"],
        patterns=tuple(compile_pattern(entry, _filled(str(pattern), shapes)) for pattern in entry["patterns"]),
        near=tuple(entry.get("near", ())),
        unless=compile_pattern(entry, f"(?:{entry['unless']})\\Z") if entry.get("unless") else None,
        proof=PROOFS[entry["proof"]] if entry.get("proof") else None,
        repeats=entry.get("repeats", False),
        fixes=tuple(entry["fixes"]),
        leaves=tuple(entry["leaves"]),
    )


def _filled(pattern: str, shapes: dict[str, str]) -> str:
    for mark, shape in shapes.items():
        pattern = pattern.replace(mark, shape)
    return pattern


def _name(names: Entry, surnames: str) -> str:
    """A surname and one or two characters."""
    inner = names["not_within"]
    given = f"(?![{inner}])[\\u4e00-\\u9fff]"
    last = f"(?![{inner}{names['not_at_end']}])[\\u4e00-\\u9fff]"
    never = "|".join(map(re.escape, names["never"]))
    compound = "|".join(map(re.escape, names["compound"]))
    return f"(?!{never})(?:{compound}|[{names[surnames]}])(?:{given})?{last}"
