"""Which measures a notice takes, clause by clause.

A coding rule finds the words that carry its measure; words inside a cited title, a body's name, a slogan or a purpose
carry none, nor do sentences that only lead in, nor stretches that are still damaged. All hits of one measure in one clause
make one statement. Modality and stage are read from cue words around the hits; the genre of the text decides where no cue
does. Precedence: conditional before mention before the later of order and advice, then the genre, then ``ordered``. What the
cues tell is one sign among others: all words of the clause together outweigh it where labelled clauses like it mean something
else, and then the statement says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from builder.extract.belonging import Said, assign, said_in
from builder.extract.clauses import Clause, find_clauses, parts
from builder.extract.parameters import Reading, find_target, parameters_of, read_values
from builder.extract.weighing import Weighed, weigh
from builder.model import Block, Evidence, Modality, Repaired, Stage, Statement
from builder.rules.coding import Coding, CodingRule, Cue, Void, by_list
from builder.rules.patterns import Pattern, Patterns

if TYPE_CHECKING:
    from builder.extract.place import PlacesFound
    from builder.rules import Rules
    from builder.rules.measures import Taxonomy
    from builder.rules.places import Place
    from builder.rules.wording import Wording

Span = tuple[int, int]
#: a cue, and where it stands in the words
Spoken = tuple[Span, Cue]


@dataclass(frozen=True)
class Hit:
    """Words of a clause that state a measure; offsets are those of the clause."""

    measure: str
    facet: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Scene:
    """What holds for a whole notice: its title and the modality of its genre."""

    title: str
    coding: Coding
    genre: Modality


class Reach:
    """A clause as the patterns see it: only those that can match in it are tried, and each of them once."""

    def __init__(self, words: str, coding: Coding, measures: Iterable[str]) -> None:
        self.words = words
        self.able = by_list(coding.index.able(words, {"", *measures}))
        self._spans: dict[Pattern, list[Span]] = {}

    def spans(self, patterns: Patterns) -> list[Span]:
        """Where the patterns match."""
        own = self.able.get(patterns)
        return [span for pattern in own for span in self._spans_of(pattern)] if own else []

    def fits(self, patterns: Patterns) -> bool:
        """Whether one of the patterns matches."""
        own = self.able.get(patterns)
        return own is not None and any(self._spans_of(pattern) for pattern in own)

    def fits_in(self, patterns: Patterns, part: Span) -> bool:
        """Whether one of the patterns matches within a part of the clause."""
        return any(pattern.regex.search(self.words, *part) for pattern in self.able.get(patterns, ()))

    def _spans_of(self, pattern: Pattern) -> list[Span]:
        found = self._spans.get(pattern)
        if found is None:
            found = self._spans[pattern] = [match.span() for match in pattern.regex.finditer(self.words)]
        return found

    def speaks(self, cue: Cue) -> bool:
        """Whether a cue stands in the words."""
        return self.fits(cue.patterns) and not self.fits(cue.unless)


class Told(NamedTuple):
    """A clause that states measures: the hits of all of them, the patterns that match in it, and its numbers."""

    clause: Clause
    hits: list[Hit]
    able: Reach
    values: list[Reading]


def find_measures(
    repaired: Repaired, blocks: Sequence[Block], places: PlacesFound | None, rules: Rules
) -> tuple[Statement, ...]:
    """The statements of a notice in the order of its text, those of one clause in the order of the taxonomy."""
    scene = scene_of(repaired, rules.measures.coding)
    clauses = list(find_clauses(repaired.text, blocks))
    sentences = Counter(clause.block.anchor for clause in clauses if not clause.heading)
    found: list[Statement] = []
    told = find_told(clauses, scene, repaired, places, rules)
    bound = rules.measures.binding.odds_of([one.clause.words for one in told])
    said = said_in([one.clause.words if one.values else "" for one in told], rules.measures.wording)  # else nobody asks
    for one, odds, heard in zip(told, bound, said, strict=True):
        for statement in _statements(one, scene, odds, heard, rules.measures, repaired):
            _enter(found, statement, sentences[one.clause.block.anchor] <= _ITEM_SENTENCES)
    return tuple(found)


def find_told(
    clauses: Sequence[Clause], scene: Scene, repaired: Repaired, places: PlacesFound | None, rules: Rules
) -> list[Told]:
    """The clauses that state measures."""
    taxonomy = rules.measures
    damaged = _damaged(repaired)
    own = _own_place(places, rules)
    numbers = [read_values(clause.words, taxonomy.parameters) for clause in clauses]
    weighed = weigh(clauses, numbers, taxonomy, DOUBTED)
    heard = [at for at, one in enumerate(clauses) if not one.heading and not _speaks_of_elsewhere(one, own, rules)]
    here, readings = [clauses[at] for at in heard], [numbers[at] for at in heard]
    unknown = {one.id: UNKNOWN for one in taxonomy.measures if one.id not in taxonomy.wording.measures}
    likely = [weighed[at] | unknown for at in heard]
    # step by step for all clauses: the words of all rules are no small table, and fast only while a processor has them at hand
    reaches = [Reach(clause.words, taxonomy.coding, odds) for clause, odds in zip(here, likely, strict=True)]
    told = []
    for clause, odds, able, values in zip(here, likely, reaches, readings, strict=True):
        hits = find_hits(clause, scene, able, odds, taxonomy.wording) if odds else []
        hits = [hit for hit in hits if not _touches(hit, clause.start, damaged)]
        told += [Told(clause, hits, able, values)] if hits else []
    return told


#: words that make another place an origin or a destination and not the one that acts
_BOUND = re.compile(r"[来返赴抵离]|人员|旅居|籍|疫区|方向|地区")
_LABEL = re.compile(r"[\s　]*(?:第?[（(]?[一二三四五六七八九十\d]+[）)、.．条][\s　]*|此前，?|近日，?|目前，?|而)?")


def _speaks_of_elsewhere(clause: Clause, own: Place | None, rules: Rules) -> bool:
    """Whether a clause begins with a place that is neither the notice's own, nor within it, nor around it: an example."""
    if own is None or _BOUND.search(clause.words):
        return False
    start = _LABEL.match(clause.words).end()
    first = next(iter(rules.places.mentions(clause.words, start, min(len(clause.words), start + 12))), None)
    if first is None or first.start != start or any(place.level == "county" for place in first.places):
        return False  # counties have names like 延长 and 城区
    return not any(rules.places.within(place, own) or rules.places.within(own, place) for place in first.places)


def _own_place(places: PlacesFound | None, rules: Rules) -> Place | None:
    fields = (places.county, places.city, places.province) if places else ()
    adcode = next((field.adcode for field in fields if field.adcode), None)
    return rules.places.by_code(adcode) if adcode else None


#: An item says one thing in a few sentences; a paragraph of a report says many.
_ITEM_SENTENCES = 5


def _enter(found: list[Statement], statement: Statement, is_item: bool) -> None:
    """Adds the statement, or in an item makes it part of one that says the same."""
    for at in range(len(found) - 1, -1, -1):
        other = found[at]
        if other.block != statement.block or not is_item:
            break
        if _same(other, statement):
            found[at] = msgspec.structs.replace(
                other,
                facet=other.facet or statement.facet,
                evidence=other.evidence + statement.evidence,
                parameters=other.parameters + statement.parameters,
                because=other.because or statement.because,
            )
            return
    found.append(statement)


def _same(one: Statement, other: Statement) -> bool:
    return (one.id, one.modality, one.stage) == (other.id, other.modality, other.stage)


def _title(repaired: Repaired) -> str:
    return "".join(repaired.page[piece.start : piece.end] for piece in repaired.pieces_of("title"))


def scene_of(repaired: Repaired, coding: Coding) -> Scene:
    """What holds for all clauses of a notice."""
    title = _title(repaired)
    return Scene(title, coding, _genre(f"{title}\n{repaired.text}", coding))


#: how much of the beginning says what kind of text it is
_OPENING = 400


def _genre(whole: str, coding: Coding) -> Modality:
    for cue in coding.cues["genre"]:
        reach = whole[:_OPENING] if cue.value == "recommended" else whole
        if cue.speaks(reach):
            return cue.value
    return "ordered"


def _damaged(repaired: Repaired) -> list[Span]:
    spans = (repaired.text_span(mark.start, mark.end) for mark in repaired.marks)
    return sorted(span for span in spans if span is not None)


def _touches(hit: Hit, offset: int, damaged: Sequence[Span]) -> bool:
    start, end = offset + hit.start, offset + hit.end
    at = bisect_right(damaged, (end, end))
    return any(first < end and start < last for first, last in damaged[max(0, at - 2) : at])


# --- hits -------------------------------------------------------------------------------------------------------------


#: A measure whose words have these log-odds is stated though no rule knows the wording; below the other a rule that speaks is
#: mistaken. Chosen on notices that the weights had not seen: around these the figures are flat, thresholds of each measure's own
#: do no better on notices that they were not chosen on.
SURE, DOUBTED = -0.2, -1.9
#: what a rule found and then took for a look-alike needs more words than that
CERTAIN = 2.0
#: a measure that the table of words does not know is left to its rules
UNKNOWN = Weighed(SURE, SURE)


def find_hits(clause: Clause, scene: Scene, able: Reach, likely: Mapping[str, Weighed], wording: Wording) -> list[Hit]:
    """The hits of a clause. ``able`` are the patterns that can match in it, ``likely`` what the measures weigh that it
    may state: what its rules find, or where none of them does, what its words say."""
    if any(able.speaks(cue) for cue in scene.coding.cues["framing"]):
        return []
    rules = [rule for measure in likely for rule in scene.coding.rules_of[measure] if rule.patterns in able.able]
    hollow = Hollow(scene.coding.voids, able)
    hits = [hit for rule in rules for hit in _hits_of(rule, clause, scene, able, hollow)]
    found = {hit.measure for hit in hits}
    refused = {rule.measure for rule in rules if able.spans(rule.patterns)} - found
    for measure, value in likely.items():
        if measure not in found and value.alone > (CERTAIN if measure in refused else SURE):
            hits += _worded(measure, value.alone, hollow, wording)
    return hits


def _worded(measure: str, value: float, hollow: Hollow, wording: Wording) -> list[Hit]:
    """The stretches between commas that speak for a measure: the one that says it loudest, and those at least half as loud."""
    words = hollow.filled(measure)
    if words != hollow.words and value - _taken(measure, hollow.words, words, wording) <= SURE:
        return []  # what spoke for it stands in a cited title or a slogan
    stretches = [(wording.speaks_for(measure, words[start:end]), start, end) for start, end in parts(words)]
    loudest = max(stretches, default=(0.0, 0, 0))[0]
    return [Hit(measure, None, start, end) for loud, start, end in stretches if loud >= loudest / 2]


def _taken(measure: str, words: str, filled: str, wording: Wording) -> float:
    """What a measure loses where words are blanked."""
    whole, left = wording.weigh_each((words, filled))
    return whole[measure] - left[measure]


class Hollow:
    """Where the words of a clause carry no measure; looked for when first asked."""

    def __init__(self, voids: Iterable[Void], able: Reach) -> None:
        self.words = able.words
        self._ask = (voids, able)

    @cached_property
    def _found(self) -> list[tuple[Void, list[Span]]]:
        voids, able = self._ask
        return [(void, spans) for void in voids if (spans := able.spans(void.patterns))]

    def spans(self, measure: str) -> list[Span]:
        """The stretches that are void for this measure."""
        return [span for void, spans in self._found if measure not in void.spares for span in spans]

    def filled(self, measure: str) -> str:
        """The words of the clause with blanks where they are void."""
        words = self.words
        for start, end in self.spans(measure):
            words = words[:start] + " " * (end - start) + words[end:]
        return words


def _hits_of(rule: CodingRule, clause: Clause, scene: Scene, able: Reach, hollow: Hollow) -> list[Hit]:
    found = able.spans(rule.patterns)
    if not found or not _allowed(rule, clause, scene.title, able):
        return []
    void = hollow.spans(rule.measure) + able.spans(rule.voids)
    if able.fits(rule.beside):
        void += [part for part in parts(clause.words) if able.fits_in(rule.beside, part)]
    merged = _merged(void)
    return [Hit(rule.measure, rule.facet, *span) for span in sorted(set(found)) if not _overlaps(span, merged)]


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of ``others``, which stand in order and apart, shares a character with the span."""
    at = bisect_left(others, (span[1],))
    return at > 0 and span[0] < others[at - 1][1]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _allowed(rule: CodingRule, clause: Clause, title: str, able: Reach) -> bool:
    if able.fits(rule.unless):
        return False
    above = "\n".join((*clause.headings, title)) if rule.needs or rule.under else ""
    if any(pattern.fits(above) for pattern in rule.under):
        return False
    return not rule.needs or any(pattern.fits(clause.words) or pattern.fits(above) for pattern in rule.needs)


# --- statements -------------------------------------------------------------------------------------------------------


def _statements(
    told: Told, scene: Scene, odds: Sequence[float], said: Said, taxonomy: Taxonomy, repaired: Repaired
) -> Iterator[Statement]:
    clause, hits, able, readings = told
    commas = parts(clause.words)
    by_measure = {
        id: [hit for hit in hits if hit.measure == id]
        for id in sorted({hit.measure for hit in hits}, key=lambda id: taxonomy[id].order)
    }
    values = assign(
        readings,
        {id: [(hit.start, hit.end) for hit in own] for id, own in by_measure.items()},
        clause.words,
        taxonomy,
        said,
    )
    modality, stage = (_cues(scene.coding.cues[name], able) for name in ("modality", "stage"))
    tells = {measure: _telling(own, commas) for measure, own in by_measure.items()}
    # most measures of a clause are told by the same stretches
    evidence = {
        span: _evidence(clause, span, repaired) for span in {span for spans in tells.values() for span in spans}
    }
    targets = {
        (start, end): find_target(clause.words[start:end], taxonomy.parameters)
        for start, end in {(spans[0][0], spans[-1][1]) for spans in tells.values()}
    }
    for measure, own in by_measure.items():
        telling = tells[measure]
        cued = {
            "modality": find_modality(_speaking_of(measure, modality), clause.words, own, telling, commas, scene.genre),
            "stage": find_stage(_speaking_of(measure, stage), clause.words, own, telling, commas),
        }
        chosen = {name: taxonomy.binding.chosen(name, odds, value, measure) for name, value in cued.items()}
        if scene.genre == "described":  # a report tells what others ordered, however loud the words
            chosen["modality"] = cued["modality"]
        yield Statement(
            id=measure,
            facet=_facet(own),
            block=clause.block.anchor,
            modality=chosen["modality"],
            stage=chosen["stage"],
            target=targets[telling[0][0], telling[-1][1]],
            evidence=tuple(evidence[span] for span in telling),
            parameters=parameters_of(values[measure], clause, taxonomy.parameters, repaired),
            because=" ".join(
                taxonomy.binding.reason(name, value, chosen[name], clause.words)
                for name, value in cued.items()
                if value != chosen[name]
            )
            or None,
        )


def _facet(hits: Sequence[Hit]) -> str | None:
    return next((hit.facet for hit in hits if hit.facet), None)


def _telling(hits: Iterable[Hit], commas: Sequence[Span]) -> list[Span]:
    """The stretches between commas that hold the hits, neighbours joined."""
    joined: list[Span] = []
    told = _merged((hit.start, hit.end) for hit in hits)
    for start, end in commas:
        if _overlaps((start, end), told):
            if joined and joined[-1][1] == start:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
    return joined


def _evidence(clause: Clause, span: Span, repaired: Repaired) -> Evidence:
    words = clause.words[span[0] : span[1]]
    left = len(words) - len(words.lstrip(" 　\t、，"))
    right = len(words) - len(words.rstrip(" 　\t，,：:；;。！!"))
    return repaired.evidence_in_text(clause.start + span[0] + left, clause.start + span[1] - right)


# --- modality and stage -----------------------------------------------------------------------------------------------


def find_modality(
    cues: Sequence[Spoken],
    words: str,
    hits: Sequence[Hit],
    telling: Sequence[Span],
    commas: Sequence[Span],
    genre: Modality,
) -> Modality:
    """How binding the statement is."""
    first = min(hit.end for hit in hits)
    end = next((end for start, end in commas if start < first <= end), len(words))
    before = [(span, cue) for span, cue in cues if span[0] < end and _reaches(span, cue, hits, telling)]
    values = {cue.value for _, cue in before}
    for value in ("conditional", "mention", "described"):
        if value in values:
            return value
    if not before or genre == "described":
        return genre
    value = max(before, key=lambda found: found[0])[1].value
    if value == "recommended" and any(_orders(hit, cues, commas) for hit in hits if hit.start >= end):
        return "ordered"  # 「非必要不离市，确需离市的须持……」: advice with an order behind it orders
    return value


def _orders(hit: Hit, cues: Sequence[Spoken], commas: Sequence[Span]) -> bool:
    """Whether an order stands in front of the hit or in it, between the same commas."""
    start, end = next((part for part in commas if part[0] < hit.end <= part[1]), (hit.start, hit.end))
    return any(cue.value == "ordered" and start <= span[0] < end for span, cue in cues)


def _reaches(span: Span, cue: Cue, hits: Sequence[Hit], telling: Sequence[Span]) -> bool:
    if cue.value == "mention":
        return all(span[0] < hit.end and hit.start < span[1] for hit in hits)
    return cue.reach == "sentence" or _overlaps(span, telling[:1])


def find_stage(
    cues: Sequence[Spoken], words: str, hits: Sequence[Hit], telling: Sequence[Span], commas: Sequence[Span]
) -> Stage:
    """Whether the statement begins, keeps, tightens, eases or ends its measure; ``unknown`` without a cue.

    A cue speaks of what stands between the same commas, and of a topic in front of it.
    """
    ends = _merged((hit.end - 1, hit.end) for hit in hits)
    own = [part for part in commas if _overlaps(part, ends)]
    for span, cue in cues:
        if _overlaps(span, own):
            return cue.value
    for span, cue in cues:
        if any(end <= span[0] and _is_topic(words[start:end]) for start, end in telling):
            return cue.value
    return "unknown"


_TOPIC = re.compile(r"^[\s　]*(?:第?[（(]?[一二三四五六七八九十\d]+[）)、.．条][\s　]*)?(?:对|凡|将|已|把|来|从|所有)")


def _is_topic(words: str) -> bool:
    """Whether a stretch names what the next one speaks about: 「对入境人员，将……调整为……」."""
    return _TOPIC.match(words) is not None


def _cues(cues: Iterable[Cue], able: Reach) -> list[Spoken]:
    """The cues that stand in the words, in the order of the table."""
    found = []
    for cue in cues:
        spans = able.spans(cue.patterns)
        if spans and not able.fits(cue.unless):
            found += [(span, cue) for span in sorted(spans)]
    return found


def _speaking_of(measure: str, cues: Sequence[Spoken]) -> list[Spoken]:
    return [(span, cue) for span, cue in cues if not cue.measures or measure in cue.measures]
