"""Archive → pages: everything a reader sees, as Markdown and static files, before MkDocs starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Protocol

from builder.cache import Cache
from builder.model import Archive, Notice, to_json
from builder.rules import Rules
from builder.write import front_matter
from builder.write.changes import UNKNOWN, History, change_units
from builder.write.cite import cite_files
from builder.write.data import ToldFile, Version, data_units, in_one_piece
from builder.write.data_page import data_page
from builder.write.home import home_pages
from builder.write.indexes import index_pages
from builder.write.marked import marked_view
from builder.write.neighbours import neighbours
from builder.write.notice import headline, notice_page, shelves_of
from builder.write.parameters import TABLE as NUMBERS
from builder.write.parameters import parameter_files
from builder.write.raw import raw_view
from builder.write.redirects import redirects, tombstones
from builder.write.search import search_files
from builder.write.taxonomy import taxonomy_data
from builder.write.unit import Files, Prints, Unit, digest, unit_of


class Sources(Protocol):
    """The seeds' own bytes by the ids of their notices."""

    def get(self, id: str) -> bytes | None:
        """The bytes; None where they are those of the raw text."""


def all_units(
    archive: Archive,
    rules: Rules,
    sources: Sources,
    moved: Mapping[str, str],
    search_memory: Cache | None = None,
    prints: Prints | None = None,
    history: History = UNKNOWN,
) -> Iterator[Unit]:
    """Every generated file below ``docs/``, in units that are made when their inputs changed. ``sources`` holds each notice's
    own bytes by its id (those that are its raw text may be missing), ``moved`` the id that took the place of an older one;
    ``search_memory`` keeps the parts of the search index, ``prints`` the digests of the records; ``history`` says what
    changed when."""
    prints = prints or Prints()
    everything = prints.all(archive.by_id.values())
    yield Unit("search", everything, lambda: search_files(archive, rules, search_memory, prints), long=True)
    for notice in archive.by_id.values():
        inputs = digest(prints.of(notice), *shown_of_others(notice, archive, rules, prints))
        make = partial(notice_files, notice.id, archive, rules, sources)
        yield Unit(f"notices/{notice.id}", inputs, make)
    yield Unit("moved", "", lambda: (*redirects(moved), *tombstones(rules.withdrawn)))
    yield from data_units(
        archive, rules, prints, (NUMBERS,), partial(_data_page, archive), partial(taxonomy_data, rules)
    )
    if in_one_piece(archive, prints):  # the numbers of a large archive stand in the files of the months
        yield Unit("numbers", everything, lambda: parameter_files(archive, rules))
    yield from map(unit_of, (*home_pages(archive, rules), *index_pages(archive, rules, prints)))
    yield from change_units(history, archive, rules, moved)


def _data_page(archive: Archive, files: list[ToldFile], version: Version) -> Files:
    return unit_of(data_page(files, archive, version)).make()


def shown_of_others(notice: Notice, archive: Archive, rules: Rules, prints: Prints) -> Iterator[object]:
    """What the page of a notice shows of the rest of the archive: the shelves it stands on, its neighbours, its copies."""
    yield from shelves_of(notice, archive, rules)
    for near in neighbours(notice, archive, rules):
        yield from (near.zh, prints.of(near.notice))
    yield from (prints.of(archive.by_id[id]) for id in archive.witnesses.get(notice.id, ()))


def notice_files(id: str, archive: Archive, rules: Rules, sources: Sources) -> Iterator[tuple[str, bytes]]:
    """The page of one notice and the files beside it; the seed's own bytes only where the raw text differs from them."""
    notice, source = archive.whole(id), sources.get(id)
    folder = f"notices/{notice.id}"
    raw = notice.raw().encode("utf-8")
    values = {**front_matter.of_notice(notice), "description": headline(notice, rules)}
    yield f"{folder}/index.md", front_matter.page(values, notice_page(notice, archive, rules))
    yield f"{folder}/marked/index.html", marked_view(notice, rules).encode("utf-8")
    yield f"{folder}/raw/index.html", raw_view(notice, rules).encode("utf-8")
    yield f"{folder}/record.json", to_json(notice) + b"\n"
    yield f"{folder}/raw.txt", raw
    yield f"{folder}/text.txt", notice.text.encode("utf-8")
    if notice.is_policy.value:
        yield from ((f"{folder}/{name}", data) for name, data in cite_files(notice))
    if source is not None and source != raw:
        yield f"{folder}/source.bin", source
