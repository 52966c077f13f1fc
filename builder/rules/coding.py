"""The coding rules: which words in a clause carry which measure, read from ``measures.yaml`` and ``coding.yaml``.

Each measure carries its own rules (``found_by``); words, voids and cues that serve all of them stand in ``coding.yaml``. A
pattern is tried only where a word stands that it cannot do without: most clauses hold very few of these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem, TableError
from builder.rules.index import WordIndex
from builder.rules.patterns import Pattern, Patterns, Sound, alternatives
from builder.rules.table import Entry, load_yaml
from builder.rules.wording import Kinds

#: What a gap in a pattern may never cross is written short in the table: ``~12`` is up to 12 characters within a
#: comma-free stretch, ``~~24`` up to 24 within the sentence.
_GAPS = ((re.compile(r"~~(\d+)"), r"[^。；！？\\n]{0,\1}?"), (re.compile(r"~(\d+)"), r"[^，,。；！？\\n]{0,\1}?"))


#: what tells which patterns can match in a text, each with the list that it stands in
PatternIndex = WordIndex[tuple[Patterns, Pattern]]


def index_of(lists: Iterable[tuple[str, Patterns]]) -> PatternIndex:
    """Of lists of patterns, each with whom it serves."""
    return WordIndex((owner, (group, pattern), pattern.demands) for owner, group in lists for pattern in group)


def by_list(able: Iterable[tuple[Patterns, Pattern]]) -> dict[Patterns, list[Pattern]]:
    """The patterns that can match in a text by the list that they stand in."""
    lists: dict[Patterns, list[Pattern]] = {}
    for group, pattern in able:
        lists.setdefault(group, []).append(pattern)
    return lists


@dataclass(frozen=True)
class Example:
    """A clause that a rule must code, or leave alone, with what else is known about it."""

    clause: str
    modality: str | None = None
    stage: str | None = None


@dataclass(frozen=True)
class CodingRule:
    """Words that carry a measure. A match that overlaps one of ``voids``, or stands between the same commas as one of
    ``beside``, is none; ``needs`` and ``unless`` look at the sentence (``needs`` at its headings and the title too), ``under``
    at headings and title."""

    id: str
    measure: str
    facet: str | None
    patterns: Patterns
    voids: Patterns
    needs: Patterns
    unless: Patterns
    beside: Patterns
    under: Patterns
    fixes: tuple[Example, ...]
    leaves: tuple[Example, ...]
    line: int


@dataclass(frozen=True)
class Void:
    """Stretches that carry no measure but those that it ``spares``."""

    id: str
    patterns: Patterns
    spares: tuple[str, ...]
    fixes: tuple[str, ...]
    leaves: tuple[str, ...]

    def speaks(self, words: str) -> bool:
        """Whether some stretch of the words is void."""
        return any(pattern.fits(words) for pattern in self.patterns)


@dataclass(frozen=True)
class Cue:
    """Words that decide an attribute (modality, stage) of the statements they reach: those of ``measures`` (all when
    empty), in the rest of the sentence or, with ``reach: part``, in the stretch between the same commas."""

    id: str
    value: str
    patterns: Patterns
    unless: Patterns
    measures: tuple[str, ...]
    reach: str
    fixes: tuple[str, ...]
    leaves: tuple[str, ...]
    line: int

    def speaks(self, words: str) -> bool:
        """Whether the words hold the cue."""
        return any(pattern.fits(words) for pattern in self.patterns) and not any(
            pattern.fits(words) for pattern in self.unless
        )


@dataclass(frozen=True)
class Coding:
    """Every rule, void and cue, in the order of the tables."""

    rules: tuple[CodingRule, ...]
    voids: tuple[Void, ...]
    cues: Mapping[str, tuple[Cue, ...]]
    rules_of: Mapping[str, tuple[CodingRule, ...]]
    index: PatternIndex  #: of voids and cues, and of the rules of each measure
    kinds: Kinds  #: the words of each list

    def patterns(self) -> Iterator[Pattern]:
        """Every pattern that is looked for in a clause."""
        for _, group in _lists_of(self.rules, self.voids, self.cues):
            yield from group


def load_coding(folder: Path, measures: Iterable[Entry], sound: Sound) -> Coding:
    """The coding rules of these entries of ``measures.yaml``, with what they share in ``coding.yaml``. Raises TableError."""
    table = load_yaml(folder / "coding.yaml", folder)
    rows = [(measure, row) for measure in measures for row in measure["found_by"]]
    problems = list(table.whole("words", "voids", *CUES))
    problems += [fault for measure, row in rows for fault in _rule_faults(row, measure)]
    problems += [fault for row in table.get("voids") or () for fault in row.whole(*_NEEDED, may=("spares",))]
    problems += [
        fault for name in CUES for row in table.get(name) or () for fault in row.whole(*_NEEDED, "value", may=_OF_CUE)
    ]
    if problems:
        raise TableError(problems)
    words = {name: _any_of(listed) for name, listed in table["words"].items()}
    rules = tuple(_rule(row, measure["id"], words, sound) for measure, row in rows)
    voids = tuple(_void(row, words, sound) for row in table["voids"])
    cues = {name: tuple(_cue(row, words, sound) for row in table[name]) for name in CUES}
    rules_of = {measure["id"]: tuple(rule for rule in rules if rule.measure == measure["id"]) for measure in measures}
    return Coding(
        rules, voids, cues, rules_of, index_of(_lists_of(rules, voids, cues)), Kinds(_plain_lists(table["words"]))
    )


def _plain_lists(words: Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
    """Of each list the entries that are words and no patterns."""
    return {
        name: [word for word in listed if word.isalpha()]
        for name, listed in words.items()
        if not isinstance(listed, str)
    }


def _lists_of(
    rules: Iterable[CodingRule], voids: Iterable[Void], cues: Mapping[str, Iterable[Cue]]
) -> Iterator[tuple[str, Patterns]]:
    for rule in rules:
        yield from ((rule.measure, group) for group in (rule.patterns, rule.voids, rule.unless, rule.beside))
    for void in voids:
        yield "", void.patterns
    for cue in (cue for list_of in cues.values() for cue in list_of):
        yield from (("", cue.patterns), ("", cue.unless))


#: the lists of cues in coding.yaml
CUES = ("genre", "modality", "stage", "framing")
#: the keys that every row must have, and those that a rule and a cue may have
_NEEDED = ("id", "any", "fixes", "leaves")
_OF_RULE = ("facet", "voids", "needs", "unless", "not_beside", "not_under")
_OF_CUE = ("unless", "measures", "reach")


def _rule_faults(row: Entry, measure: Entry) -> Iterable[Problem]:
    yield from row.whole(*_NEEDED, may=_OF_RULE)
    for item in row.get("fixes") or ():
        yield from item.unknown("clause", "modality", "stage") if isinstance(item, Entry) else ()
    facet, facets = row.get("facet"), [item["id"] for item in measure["facets"]]
    if facet and facet not in facets:
        yield row.problem(f"{measure['id']!r} has no facet {facet!r}", f"choose one of {', '.join(facets)}")


def _rule(row: Entry, measure: str, words: Mapping[str, str], sound: Sound) -> CodingRule:
    return CodingRule(
        id=row["id"],
        measure=measure,
        facet=row.get("facet"),
        patterns=patterns(row, "any", words, sound),
        voids=patterns(row, "voids", words, sound),
        needs=patterns(row, "needs", words, sound),
        unless=patterns(row, "unless", words, sound),
        beside=patterns(row, "not_beside", words, sound),
        under=patterns(row, "not_under", words, sound),
        fixes=_examples(row, "fixes"),
        leaves=_examples(row, "leaves"),
        line=row.line,
    )


def _void(row: Entry, words: Mapping[str, str], sound: Sound) -> Void:
    spares = tuple(row.get("spares") or ())
    return Void(row["id"], patterns(row, "any", words, sound), spares, tuple(row["fixes"]), tuple(row["leaves"]))


def _cue(row: Entry, words: Mapping[str, str], sound: Sound) -> Cue:
    measures = tuple(row.get("measures") or ())
    return Cue(
        id=row["id"],
        value=row["value"],
        patterns=patterns(row, "any", words, sound),
        unless=patterns(row, "unless", words, sound),
        measures=measures,
        reach=row.get("reach", "sentence"),
        fixes=tuple(row["fixes"]),
        leaves=tuple(row["leaves"]),
        line=row.line,
    )


def _examples(row: Entry, key: str) -> tuple[Example, ...]:
    return tuple(
        Example(item) if isinstance(item, str) else Example(item["clause"], item.get("modality"), item.get("stage"))
        for item in row.get(key) or ()
    )


def patterns(row: Entry, key: str, words: Mapping[str, str], sound: Sound) -> Patterns:
    """The patterns listed under ``key``, split at their outer alternatives so that each has its own word."""
    return Patterns(
        sound.read(row, expand_gaps(part))
        for item in row.get(key) or ()
        for part in alternatives(expand_words(row, str(item), words))
    )


def _any_of(listed: str | Sequence[str]) -> str:
    return listed if isinstance(listed, str) else f"(?:{'|'.join(listed)})"


def expand_words(row: Entry, pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with each ``<word>`` of the table written out. Raises TableError for an unknown one."""

    def written_out(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise TableError([row.problem(f"unknown word <{match[1]}>", "add it to words: or mend its name")])
        return expand_words(row, words[match[1]], words)

    return re.sub(r"<([a-z]+)>", written_out, pattern)


def expand_gaps(pattern: str) -> str:
    """The pattern with ``~n`` and ``~~n`` written out."""
    for short, long in _GAPS:
        pattern = short.sub(long, pattern)
    return pattern
