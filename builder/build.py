"""The whole way of a notice on one page: seeds → records → shelves → pages.

Everything up to the record concerns one seed alone; it is cached by content and run in parallel. Only ``gather`` and
``all_pages`` see the whole archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from builder.archive import gather
from builder.cache import Cache, code_digest
from builder.errors import Problem
from builder.extract import extract
from builder.model import Archive, Notice, RawDocument, from_json, to_json
from builder.read import find_seeds, read
from builder.repair import repair
from builder.rules import TABLES, Rules, load
from builder.write import all_pages
from builder.write.publish import publish

#: Fewer seeds than this are done sooner here than by starting processes.
WORTH_PROCESSES = 64


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes. ``cache`` may be deleted at any time."""

    seeds: Path
    docs: Path
    cache: Path
    rules: Path = TABLES

    @classmethod
    def of_project(cls, root: Path) -> Folders:
        """The folders of the project at ``root``."""
        return cls(seeds=root / "seeds", docs=root / "docs", cache=root / ".cache")


@dataclass(frozen=True)
class Outcome:
    """What a build made: the archive, the faults it met, the files it wrote and deleted in ``docs/``."""

    archive: Archive
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = field(default=())
    deleted: tuple[str, ...] = field(default=())

    @property
    def exit_status(self) -> int:
        """The exit status of the command."""
        return exit_status(self.archive, self.problems)


def exit_status(archive: Archive, problems: tuple[Problem, ...]) -> int:
    """0 all built · 1 built, with problems in some seeds · 2 nothing built."""
    if not archive.by_id:
        return 2
    return 1 if problems else 0


def build(folders: Folders) -> Outcome:
    """Fills ``docs/`` from ``seeds/``. Raises TableError when a rule table is wrong: then nothing is touched."""
    rules = load(folders.rules)
    archive, problems = archive_of(folders, rules)
    if not archive.by_id:
        return Outcome(archive, problems)
    written, deleted = publish(all_pages(archive, rules, folders.seeds), folders.docs)
    return Outcome(archive, problems, written, deleted)


def archive_of(folders: Folders, rules: Rules) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of all seeds that can be read, and the faults of the others."""
    problems: list[Problem] = []
    documents = list(readable(folders.seeds, problems))
    notices = notices_of(documents, rules, folders)
    return gather(notices, rules), tuple(sorted(problems, key=lambda problem: (problem.file, problem.place)))


def readable(seeds: Path, problems: list[Problem]) -> Iterator[RawDocument]:
    """Every seed that can be read, by path; of identical ones the first. A file may hold many."""
    first: dict[str, str] = {}
    for path in find_seeds(seeds, problems):
        for document in read(path, seeds, problems):
            if document.sha256 in first:
                what = f"the same bytes as {first[document.sha256]}"
                problems.append(Problem(document.path, "", what, "keep one of the two"))
                continue
            first[document.sha256] = document.path
            yield document


def notices_of(documents: Iterable[RawDocument], rules: Rules, folders: Folders) -> list[Notice]:
    """The record of each document, in order: from the cache where bytes, rules and code are the same."""
    store = Cache(folders.cache / "notices", salt=code_digest() + rules.digest)
    keys = {document.path: store.key(document.path, document.data) for document in documents}
    known = {document.path: _cached(store, keys[document.path]) for document in documents}
    missing = [document for document in documents if known[document.path] is None]
    for document, notice in zip(missing, _made(missing, rules, folders), strict=True):
        known[document.path] = notice
        store.put(keys[document.path], to_json(notice))
    store.keep_only(keys.values())
    return [notice for notice in known.values() if notice is not None]


def notice_of(document: RawDocument, rules: Rules) -> Notice:
    """The record of one seed: the middle of the house in one line."""
    return extract(document, repair(document, rules), rules)


def _cached(store: Cache, key: str) -> Notice | None:
    line = store.get(key)
    return None if line is None else from_json(line)


def _made(documents: list[RawDocument], rules: Rules, folders: Folders) -> Iterator[Notice]:
    if len(documents) < WORTH_PROCESSES:
        yield from (notice_of(document, rules) for document in documents)
        return
    # Not forked: under `mkdocs serve` this process has threads.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        tasks = ((document, folders.rules) for document in documents)
        yield from map(from_json, pool.map(_made_elsewhere, tasks, chunksize=16))


def _made_elsewhere(task: tuple[RawDocument, Path]) -> bytes:
    document, tables = task
    return to_json(notice_of(document, _rules_once(tables)))


@cache
def _rules_once(tables: Path) -> Rules:
    return load(tables)
