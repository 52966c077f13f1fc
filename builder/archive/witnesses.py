"""Witnesses: the copies of one notice that reached the archive by different ways, the best of them first.

Copies are found by ``duplicates``; what is a copy of a copy is a copy. The best witness is the authority's own text before a full
text elsewhere before a report; then the safer host, the text with fewer warnings, the longer one; then the id, so that the order
never depends on the order of the seeds.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.archive.duplicates import near_duplicates
from builder.model import Listed, Notice

OFFICIALITY = ("official", "official-text-elsewhere", "secondary")
HOSTS = ("official", "media", "portal", "unknown", "hijacked")


def witnesses_of(notices: Iterable[Notice]) -> tuple[tuple[str, ...], ...]:
    """The groups of ids that are one notice, each with the best witness first; a notice without a copy is in none."""
    every = {notice.id: notice for notice in notices}
    leads: dict[str, str] = {}
    for pair in near_duplicates(every.values()):
        one, other = _first(leads, pair.earlier.id), _first(leads, pair.later.id)
        leads[max(one, other)] = min(one, other)
    groups: dict[str, list[Notice]] = {}
    for id in sorted(every):
        groups.setdefault(_first(leads, id), []).append(every[id])
    found = (sorted(group, key=rank) for group in groups.values() if len(group) > 1)
    return tuple(sorted(tuple(notice.id for notice in group) for group in found))


def _first(leads: dict[str, str], id: str) -> str:
    """The id that stands for the group of this one. Paths are halved on the way, so that long chains stay cheap."""
    while leads.get(id, id) != id:
        leads[id] = leads.get(leads[id], leads[id])
        id = leads[id]
    return id


def rank(notice: Notice) -> tuple[int, int, int, int, str]:
    """The better witness first."""
    officiality = notice.officiality.value
    return (
        OFFICIALITY.index(officiality) if officiality in OFFICIALITY else len(OFFICIALITY),
        HOSTS.index(notice.source.host_kind),
        len(notice.warnings),
        -(notice.length if isinstance(notice, Listed) else len(notice.text)),
        notice.id,
    )
