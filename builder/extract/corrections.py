"""Puts a maintainer's corrections in place of the machine's values, which stay beside them as losers.

A correction that says what the machine says confirms it: the value keeps its words, and nobody is asked about it again. Where the
machine's value stands in the text beyond doubt, the correction is told as no longer needed, so that side files do not hide what
got better.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from builder.errors import Problem
from builder.extract.policy import without_policy
from builder.model import BodyField, Candidate, Correction, DateField, Field, Notice, PlaceField, Precision, SideFile
from builder.rules import Rules
from builder.rules.places import MUNICIPALITIES, Place

RULE = "corrected/by-hand"
STATED = "url/side-file"
_PLACES = ("province", "city", "county")
_LEVELS = {"province": ("province",), "city": ("prefecture",), "county": ("county",)}
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def apply_corrections(notice: Notice, side: SideFile | None, rules: Rules) -> tuple[Notice, tuple[Problem, ...]]:
    """The notice as its side file corrects it, and what is to say about the side file. Pure.

    Only what the side file says changes, and ``filed_under`` with the places. A page corrected to be no policy loses its places,
    dates and measures; for one corrected to be a policy ``extract`` kept them.
    """
    if side is None:
        return notice, ()
    problems: list[Problem] = []
    if side.url is not None:
        notice = _with_address(notice, side.url)
    notice = _with_provenance(notice, side)
    notice = _with_decisions(notice, side)
    problems += (Problem(side.path, "", *fault) for fault in _idle_decisions(notice, side, rules))
    applied = []
    for correction in side.corrections:
        fault = _fault(notice, correction, rules)
        if fault is not None:
            problems.append(Problem(side.path, str(correction.line), *fault))
        elif _machine_agrees(getattr(notice, correction.field), correction):
            notice = msgspec.structs.replace(notice, **{correction.field: _confirmed(notice, correction)})
        else:
            field = _corrected(notice, correction, rules)
            notice = msgspec.structs.replace(notice, **{correction.field: field})
            applied.append(correction.field)
    if set(applied) & set(_PLACES):
        notice = msgspec.structs.replace(notice, filed_under=_filed(notice, rules))
        problems += [Problem(side.path, "", *fault) for fault in _quarrels(notice, rules)]
    return notice if notice.is_policy.value else without_policy(notice), tuple(problems)


def says_policy(side: SideFile | None) -> bool:
    """Whether the side file says that the page is a policy, whatever the machine finds."""
    return side is not None and any(
        correction.field == "is_policy" and correction.value is True for correction in side.corrections
    )


def _with_address(notice: Notice, url: str) -> Notice:
    """The maintainer's address of the page; one that the page names is a loser."""
    found = notice.source.url
    if found.value == url:
        return notice
    because = "The maintainer says in the side file where the page was."
    stated = Field(url, "stated", rule=STATED, because=because, others=_losers(found, "The side file names another."))
    return msgspec.structs.replace(notice, source=msgspec.structs.replace(notice.source, url=stated))


def _with_provenance(notice: Notice, side: SideFile) -> Notice:
    """What only the side file knows of the page: when it was fetched, where a copy is kept, on what terms it was had."""
    told = {"retrieved_on": side.retrieved_on, "archived_copy": side.archived_copy, "licence": side.licence}
    return msgspec.structs.replace(notice, source=msgspec.structs.replace(notice.source, **told))


def _with_decisions(notice: Notice, side: SideFile) -> Notice:
    """Which personal data are shown and which stay masked; what the side file does not speak of stays undecided."""
    decided = tuple(
        msgspec.structs.replace(
            datum, decision=side.personal_data.get(datum.kind, side.personal_data.get("any", "undecided"))
        )
        for datum in notice.personal_data
    )
    return msgspec.structs.replace(notice, personal_data=decided)


def _idle_decisions(notice: Notice, side: SideFile, rules: Rules) -> Iterator[tuple[str, str]]:
    """Decisions about kinds that there are not."""
    for kind in sorted(side.personal_data.keys() - {"any"} - {kind.id for kind in rules.personal.kinds}):
        known = ", ".join(kind.id for kind in rules.personal.kinds)
        yield f"personal_data: {kind!r} is no kind of personal data", f"use {known}"


def _fault(notice: Notice, correction: Correction, rules: Rules) -> tuple[str, str] | None:
    """Why the correction is not carried out, and what to do."""
    name, value = correction.field, correction.value
    field: Field = getattr(notice, name)
    if _machine_agrees(field, correction):
        return (
            (f"the correction of {name} is no longer needed: the text states it", "delete it")
            if _plain(field)
            else None
        )
    if name in _PLACES and value is not None:
        places = _places(correction, rules)
        if not places:
            code = f" with the code {correction.adcode}" if correction.adcode else ""
            return f"no {name} is called {value}{code}", "write its full official name, and its code of that time"
        if len({place.adcode for place in places}) > 1:
            codes = ", ".join(dict.fromkeys(place.adcode for place in places))
            return f"{value} is the name of several: {codes}", "add adcode: with one of them, in quotes"
    return None


def _machine_agrees(field: Field, correction: Correction) -> bool:
    found = field.partial if isinstance(field, DateField) and field.value is None else field.value
    if isinstance(field, PlaceField) and correction.adcode and field.adcode != correction.adcode:
        return False
    return found == correction.value


def _plain(field: Field) -> bool:
    """Whether the text states the value, and nothing else that was found could be meant."""
    return field.status == "stated" and all(other.value == str(field.value) for other in field.others)


def _confirmed(notice: Notice, correction: Correction) -> Field:
    """The machine's value with its words and losers, now on a maintainer's word."""
    because = f"{correction.by}, {correction.on}: {correction.why}"
    return msgspec.structs.replace(getattr(notice, correction.field), status="corrected", rule=RULE, because=because)


def _places(correction: Correction, rules: Rules) -> list[Place]:
    return [
        place
        for place in rules.places.named(str(correction.value))
        if place.level in _LEVELS[correction.field] and correction.adcode in (None, place.adcode)
    ]


def _corrected(notice: Notice, correction: Correction, rules: Rules) -> Field:
    """The field with the maintainer's value and the machine's behind it."""
    machine: Field = getattr(notice, correction.field)
    value = correction.value
    because = f"{correction.by}, {correction.on}: {correction.why}"
    others = _losers(machine, f"A maintainer corrected it: {correction.why}")
    if isinstance(machine, PlaceField):
        place = _places(correction, rules)[0] if value is not None else None
        today = place.successor or None if place else None
        code = place.adcode if place else None
        return PlaceField(value, "corrected", (), RULE, because, others, adcode=code, adcode_today=today)
    if isinstance(machine, BodyField):
        normalised = value if isinstance(value, str) else None
        return BodyField(value, "corrected", (), RULE, because, others, normalised, "corrected")
    if isinstance(machine, DateField):
        day = str(value) if value is not None else ""
        if day.startswith("--"):
            return DateField(None, "corrected", (), RULE, because, others, partial=day)
        return DateField(value, "corrected", (), RULE, because, others, precision=_PRECISIONS.get(len(day)))
    return Field(value, "corrected", (), RULE, because, others)


def _losers(machine: Field, because: str) -> tuple[Candidate, ...]:
    """The machine's value, if it had one, before what it had turned down."""
    value = machine.partial if isinstance(machine, DateField) and machine.value is None else machine.value
    if value is None:
        return machine.others
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return (Candidate(shown, machine.rule or "", because, machine.evidence), *machine.others)


def _filed(notice: Notice, rules: Rules) -> tuple[str, ...]:
    """Where the notice is filed by its places: the city of its county, its city, its municipality or its province."""
    for field in (notice.county, notice.city, notice.province):
        place = rules.places.by_code(field.adcode) if field.adcode else None
        if place is not None:
            line = rules.places.line(place)
            return (line[0].adcode,) if line[0].adcode in MUNICIPALITIES else (line[min(1, len(line) - 1)].adcode,)
    return ()


def _quarrels(notice: Notice, rules: Rules) -> Iterator[tuple[str, str]]:
    """Places of the corrected notice that do not lie in each other."""
    found = [(name, getattr(notice, name)) for name in _PLACES]
    known = [(name, field, rules.places.by_code(field.adcode)) for name, field in found if field.adcode]
    for (outer_name, outer_field, outer), (name, field, inner) in pairwise(known):
        if outer is not None and inner is not None and not rules.places.within(inner, outer):
            yield f"{field.value} does not lie in {outer_field.value}", f"correct {outer_name} or {name} too"
