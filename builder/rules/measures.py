"""The taxonomy of measures and the rules that find them: ``measures.yaml``, ``coding.yaml`` and ``parameters.yaml``.

One entry of ``measures.yaml`` is one measure: what it is, where it stands in other lists, and by which words it is found. Pages
ask for measures by id, by group and in order; ``extract.measures`` asks for the coding rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.belonging import load_belonging
from builder.rules.binding import Binding, load_binding
from builder.rules.coding import Coding, load_coding
from builder.rules.parameters import ParameterRules, load_parameters
from builder.rules.patterns import Sound
from builder.rules.table import Entry, load_yaml
from builder.rules.wording import Wording, load_wording

MATCHES = ("exact", "close", "broad", "narrow", "related", "none")


@dataclass(frozen=True)
class Group:
    """A group of measures, in the order of the pages."""

    id: str
    zh: str
    en: str
    order: int


@dataclass(frozen=True)
class Tracker:
    """Another taxonomy that ours is mapped to. One without a licence is not shown; ``left_out`` says why."""

    id: str
    name: str
    title: str
    licence: str = ""
    attribution: str = ""
    left_out: str = ""
    left_out_zh: str = ""


@dataclass(frozen=True)
class Change:
    """What a version of the taxonomy changed, and when."""

    version: str
    on: str
    zh: str
    en: str


@dataclass(frozen=True)
class Facet:
    """A second level below a measure: a chip to filter by."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True)
class Crossing:
    """A tracker's codes for a measure, and how well they fit."""

    tracker: str
    match: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """One measure. ``counts`` and ``not_counts`` draw its border; ``organisational`` ones stand in nearly every notice
    and are listed last."""

    id: str
    zh: str
    en: str
    group: str
    order: int
    definition: str
    definition_zh: str
    counts: str
    counts_zh: str
    not_counts: str
    not_counts_zh: str
    crosswalk: tuple[Crossing, ...]
    facets: tuple[Facet, ...]
    parameters: tuple[str, ...]
    organisational: bool = False

    def facet(self, id: str) -> Facet | None:
        """The facet with this id."""
        return next((facet for facet in self.facets if facet.id == id), None)


@dataclass(frozen=True)
class Taxonomy:
    """All measures in order, with the rules that find them."""

    version: str
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    trackers: tuple[Tracker, ...]
    measures: tuple[Measure, ...]
    coding: Coding
    parameters: ParameterRules
    wording: Wording
    binding: Binding
    belonging: Mapping[str, float]  #: what each sign weighs where a measure claims a number

    @cached_property
    def _by_id(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    def __getitem__(self, id: str) -> Measure:
        return self._by_id[id]

    def get(self, id: str) -> Measure | None:
        """The measure with this id."""
        return self._by_id.get(id)

    def group(self, id: str) -> Group:
        """The group with this id."""
        return next(group for group in self.groups if group.id == id)

    @cached_property
    def shown_trackers(self) -> tuple[Tracker, ...]:
        """The trackers whose terms let us print their codes."""
        return tuple(tracker for tracker in self.trackers if tracker.licence)

    def crossings(self, measure: Measure) -> tuple[tuple[Tracker, Crossing], ...]:
        """Where a measure stands in the trackers that may be shown."""
        shown = {tracker.id: tracker for tracker in self.shown_trackers}
        return tuple((shown[item.tracker], item) for item in measure.crosswalk if item.tracker in shown)

    def in_group(self, id: str) -> tuple[Measure, ...]:
        """The measures of a group, in order."""
        return tuple(measure for measure in self.measures if measure.group == id)

    def sorted(self, ids: Iterable[str]) -> tuple[Measure, ...]:
        """These measures once each as a page lists them: in order, organisational ones last."""
        found = [self._by_id[id] for id in set(ids)]
        return tuple(sorted(found, key=lambda measure: (measure.organisational, measure.order)))


def load_measures(folder: Path, sound: Sound | None = None) -> Taxonomy:
    """The taxonomy in ``folder``. Raises TableError with every fault."""
    table, sound = load_yaml(folder / "measures.yaml", folder), sound or Sound()
    problems = list(_faults(table))
    if problems:
        raise TableError(problems)
    groups = tuple(Group(row["id"], row["zh"], row["en"], order) for order, row in enumerate(table["groups"]))
    trackers = tuple(
        Tracker(row["id"], row["name"], row["title"], *(row.get(key, "") for key in _TERMS))
        for row in table["trackers"]
    )
    changes = tuple(Change(row["version"], row["on"], row["zh"], row["en"]) for row in table["changes"])
    measures = tuple(_measure(row, order) for order, row in enumerate(table["measures"]))
    parameters = load_parameters(folder, sound)
    problems = list(_unknown_parameters(table["measures"], {type.id for type in parameters.types}))
    if problems:
        raise TableError(problems)
    coding = load_coding(folder, table["measures"], sound)
    ids = [measure.id for measure in measures]
    wording, binding = load_wording(folder, ids, coding.kinds), load_binding(folder, ids, coding.kinds)
    return Taxonomy(
        version=table["version"],
        changes=changes,
        groups=groups,
        trackers=trackers,
        measures=measures,
        coding=coding,
        parameters=parameters,
        wording=wording,
        binding=binding,
        belonging=load_belonging(folder),
    )


def _measure(row: Entry, order: int) -> Measure:
    texts = {
        key: row[key] for key in ("definition", "definition_zh", "counts", "counts_zh", "not_counts", "not_counts_zh")
    }
    return Measure(
        id=row["id"],
        zh=row["zh"],
        en=row["en"],
        group=row["group"],
        order=order,
        **texts,
        crosswalk=tuple(Crossing(item["tracker"], item["match"], tuple(item["codes"])) for item in row["crosswalk"]),
        facets=tuple(Facet(item["id"], item["zh"], item["en"]) for item in row["facets"]),
        parameters=tuple(row["parameters"]),
        organisational=row.get("organisational", False),
    )


_NAMED = ("id", "zh", "en")
_REQUIRED = (
    *("id", "zh", "en", "group", "definition", "definition_zh", "counts", "counts_zh", "not_counts", "not_counts_zh"),
    *("crosswalk", "facets", "parameters", "found_by"),
)


_TERMS = ("licence", "attribution", "left_out", "left_out_zh")


def _faults(table: Any) -> Iterable[Problem]:
    top = list(table.whole("version", "changes", "groups", "trackers", "measures"))
    if top:
        yield from top
        return
    rows = table["measures"]
    yield from _version_faults(table)
    for row in table["trackers"]:
        yield from row.missing(*(_TERMS[2:] if row.get("left_out") else _TERMS[:2]))
    for list_name, keys, more in (
        ("groups", _NAMED, ()),
        ("trackers", ("id", "name", "title"), _TERMS),
        ("measures", _REQUIRED, ("organisational",)),
    ):
        for row in table[list_name]:
            yield from row.whole(*keys, may=more)
        yield from _twice(table[list_name])
    groups = {row.get("id") for row in table["groups"]}
    trackers = {row.get("id") for row in table["trackers"]}
    for row in rows:
        if row.get("group") not in groups:
            yield row.problem(f"measure {row.get('id')!r} is in no known group", "name one of the groups above")
        for item in row.get("facets") or ():
            yield from item.whole(*_NAMED)
        yield from _twice(row.get("facets") or ())
        for item in row.get("crosswalk") or ():
            yield from _crossing_faults(item, trackers)


def _version_faults(table: Any) -> Iterable[Problem]:
    for row in table["changes"]:
        yield from row.whole("version", "on", "zh", "en")
    newest = table["changes"][0]
    if newest.get("version") != table["version"]:
        what = f"the newest change is of version {newest.get('version')!r}, the list of {table['version']!r}"
        yield newest.problem(what, "say first under changes: what the new version changed")


def _crossing_faults(item: Entry, trackers: set[str]) -> Iterable[Problem]:
    yield from item.unknown("tracker", "match", "codes")
    if item.get("tracker") not in trackers:
        yield item.problem(f"unknown tracker {item.get('tracker')!r}", "name one of the trackers above")
    if item.get("match") not in MATCHES:
        yield item.problem(f"unknown match {item.get('match')!r}", f"choose one of {', '.join(MATCHES)}")
    elif (item["match"] == "none") != (not item.get("codes")):
        yield item.problem("codes and match contradict each other", "match: none stands with codes: [] and only there")


def _twice(rows: Iterable[Entry]) -> Iterable[Problem]:
    seen: set[str] = set()
    for row in rows:
        if row.get("id") in seen:
            yield row.problem(f"id {row['id']!r} stands twice", "give one of the two another id")
        seen.add(row.get("id", ""))


def _unknown_parameters(rows: Iterable[Entry], known: set[str]) -> Iterable[Problem]:
    for row in rows:
        for name in row["parameters"]:
            if name not in known:
                yield row.problem(f"unknown parameter type {name!r}", "add it to parameters.yaml")
