"""The whole way of a notice on one page: seeds → records → shelves → pages.

Everything up to the record concerns one seed alone; it is cached by content and run in parallel. Only ``gather`` and
``all_pages`` see the whole archive.
"""

from __future__ import annotations

import os
import sysconfig
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import active_count
from typing import Any, TypeVar

import msgspec

from builder.archive import gather
from builder.archive.duplicates import near_duplicates
from builder.cache import Cache, alone, code_digest
from builder.errors import Problem
from builder.extract import extract
from builder.extract.corrections import apply_corrections
from builder.model import Archive, Notice, RawDocument, from_json, identity, to_json
from builder.read import SeedFile, find_seeds, open_seed, read
from builder.read import documents as documents_in
from builder.repair import repair
from builder.rules import TABLES, Rules, load
from builder.rules.withdrawn import FILE as WITHDRAWN
from builder.write import all_units
from builder.write.cite import ADDRESS
from builder.write.publish import Known, owned_paths, publish_units, stats
from builder.write.unit import Prints

Task = TypeVar("Task")

#: Shows how far long work has come: what is done, one by one, how many there are, and what they are called.
Watch = Callable[[Iterable[Any], int, str], Iterable[Any]]

#: Fewer seeds than this are done sooner here than by starting processes.
WORTH_PROCESSES = 64

#: A command that prints as it goes does so many seeds itself, while nobody waits for processes, and has so many more under way.
AT_ONCE = 24
UNDER_WAY = 48


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
    """What a build made: how many notices, and pages that are none; the faults it met; the files it wrote and deleted in
    ``docs/``. The archive itself is gathered when it is asked for: where nothing changed nobody needs it."""

    notices: int
    not_policy: int
    problems: tuple[Problem, ...]
    gathered: Callable[[], Archive]
    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    @cached_property
    def archive(self) -> Archive:
        """All notices, ordered and shelved."""
        return self.gathered()

    @property
    def exit_status(self) -> int:
        """The exit status of the command."""
        return exit_status(self.notices + self.not_policy, self.problems)


def exit_status(built: int, problems: tuple[Problem, ...]) -> int:
    """0 all built · 1 built, with problems in some seeds · 2 nothing built."""
    if not built:
        return 2
    return 1 if problems else 0


def unwatched(items: Iterable[Any], count: int, label: str) -> Iterable[Any]:
    """Nobody watches."""
    return items


def build(folders: Folders, watch: Watch = unwatched) -> Outcome:
    """Fills ``docs/`` from ``seeds/``. Raises TableError when a rule table is wrong: then nothing is touched."""
    with alone(folders.cache):
        return _build(folders, watch)


def _build(folders: Folders, watch: Watch) -> Outcome:
    last = LastBuild(folders)
    if outcome := last.outcome():
        return outcome
    rules = load(folders.rules)
    documents, archive, problems = archive_of(folders, rules, watch)
    outcome = Outcome(len(archive.notices), len(archive.not_policy), problems, lambda: archive)
    if not archive.by_id:
        return outcome
    sources = {identity(document.sha256): document.data for document in documents}
    memory = Memory(folders.cache / "pages", rules)
    search_memory = Cache(folders.cache / "search", salt=code_digest())
    moved = addresses_moved(documents, rules, [])
    units = all_units(archive, rules, sources, moved, search_memory, memory.prints)
    written, deleted = publish_units(units, folders.docs, memory.known)
    memory.keep()
    outcome = replace(outcome, written=written, deleted=deleted)
    last.keep(outcome)
    return outcome


class LastBuild:
    """What the last build said, for a build that finds everything as that one did and left it: seeds, rules, code, the
    packages installed, the pages. Files are known by their times and sizes."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._store = Cache(folders.cache / "last", salt=code_digest() + os.environ.get(ADDRESS, ""))
        self._inputs = self._state(folders.seeds, folders.rules, Path(sysconfig.get_path("purelib")).parent)

    def outcome(self) -> Outcome | None:
        """What it said; None when anything is not as it was."""
        kept = self._store.get(self._key())
        if kept is None:
            return None
        notices, not_policy, problems = msgspec.msgpack.decode(kept, type=tuple[int, int, tuple[Problem, ...]])
        return Outcome(notices, not_policy, problems, lambda: archive_of(self._folders, load(self._folders.rules))[1])

    def keep(self, outcome: Outcome) -> None:
        """For the next build."""
        said = (outcome.notices, outcome.not_policy, outcome.problems)
        self._store.put(self._key(), msgspec.msgpack.encode(said))
        self._store.keep_only([self._key()])

    def _key(self) -> str:
        owned = owned_paths(self._folders.docs)
        pages = sorted((path, at) for path, at in stats(self._folders.docs) if path in owned)
        return self._store.key(self._inputs, repr((len(owned), pages)).encode())

    def _state(self, seeds: Path, rules: Path, packages: Path) -> str:
        return repr(
            (sorted(stats(seeds)), sorted(stats(rules)), [path.stat().st_mtime_ns for path in packages.iterdir()])
        )


class Memory:
    """What the pages were made of, from one build to the next. Without it, or when it is damaged, every page is made."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self._store = Cache(folder, salt=code_digest() + rules.digest + os.environ.get(ADDRESS, ""))
        self._key = self._store.key("pages", b"")
        kept = self._store.get(self._key)
        self.known, weighed = (
            msgspec.msgpack.decode(kept, type=tuple[Known, dict[str, list[int]]]) if kept else ({}, {})
        )
        self.prints = Prints(weighed=weighed)

    def keep(self) -> None:
        """For the next build."""
        self._store.put(self._key, msgspec.msgpack.encode((self.known, self.prints.weighed)))
        self._store.keep_only([self._key])


def archive_of(
    folders: Folders, rules: Rules, watch: Watch = unwatched
) -> tuple[list[RawDocument], Archive, tuple[Problem, ...]]:
    """The seeds that can be read, their archive, and every fault that was met on the way."""
    problems: list[Problem] = []
    documents = list(standing(readable(folders, problems), rules, problems))
    notices = zip(notices_of(documents, rules, folders, watch), documents, strict=True)
    archive = gather([corrected(notice, document, rules, problems) for notice, document in notices], rules)
    addresses_moved(documents, rules, problems)
    return documents, archive, tuple(sorted(problems, key=lambda problem: (problem.file, problem.place)))


def worth_a_look(archive: Archive) -> Iterator[Problem]:
    """A line for each file that was built and that a maintainer should look at: texts that are no notice, and notices that say
    nearly what another says."""
    for notice in archive.not_policy:
        next = "if it is one, correct is_policy in its side file"
        yield Problem(notice.source.path, "", f"is listed as no policy notice: {notice.is_policy.because}", next)
    for earlier, later, share in near_duplicates(archive.notices):
        what = f"says nearly what {earlier.source.path} says ({share:.0%} of the shorter one's sentences)"
        next = f"if it is the same notice, keep the better file and write replaces: [{later.id}] (or {earlier.id}) beside it"
        yield Problem(later.source.path, "", what, next)


def readable(folders: Folders, problems: list[Problem]) -> Iterator[RawDocument]:
    """Every seed that can be read, by path; of identical ones the first. A file may hold many."""
    paths = find_seeds(folders.seeds, problems)
    files = [file for path in paths if (file := open_seed(path, folders.seeds, problems)) is not None]
    first: dict[str, str] = {}
    for document in documents_of(files, folders, problems):
        if document.sha256 in first:
            what = f"the same bytes as {first[document.sha256]}"
            problems.append(Problem(document.path, "", what, "keep one of the two"))
            continue
        first[document.sha256] = document.path
        yield document


def documents_of(files: list[SeedFile], folders: Folders, problems: list[Problem]) -> Iterator[RawDocument]:
    """The documents in each file, in order: of formats that take time from the cache where file, side file and code are the
    same."""
    store = Cache(folders.cache / "readings", salt=code_digest())
    keys = {file.name: _file_key(store, file) for file in files if file.reader.slow}
    known = {name: store.get(key) for name, key in keys.items()}
    missing = [file for file in files if file.reader.slow and known[file.name] is None]
    for file, reading in zip(missing, _mapped(_read_elsewhere, missing), strict=True):
        known[file.name] = reading
        if file.reader.many or not _unpacked(reading)[1]:  # a single file's fault may lie outside it: a missing extra
            store.put(keys[file.name], reading)
    store.keep_only(keys.values())
    for file in files:
        if file.reader.slow:
            documents, found = _unpacked(known.pop(file.name) or b"")
            problems += found
            yield from documents
        else:
            yield from documents_in(file, problems)


def _file_key(store: Cache, file: SeedFile) -> str:
    return store.key(file.name, b"\0".join((file.side.data if file.side else b"", file.data)))


def _read_elsewhere(file: SeedFile) -> bytes:
    found: list[Problem] = []
    return msgspec.msgpack.encode((list(documents_in(file, found)), found))


def _unpacked(reading: bytes) -> tuple[list[RawDocument], list[Problem]]:
    return msgspec.msgpack.decode(reading, type=tuple[list[RawDocument], list[Problem]])


def standing(documents: Iterable[RawDocument], rules: Rules, problems: list[Problem]) -> Iterator[RawDocument]:
    """The documents without those that were withdrawn."""
    withdrawn = {entry.id for entry in rules.withdrawn}
    for document in documents:
        if identity(document.sha256) in withdrawn:
            what = f"is withdrawn in rules/{WITHDRAWN}, and still here"
            problems.append(Problem(document.path, "", what, "remove the file, or the entry"))
        else:
            yield document


def notices_of(
    documents: Iterable[RawDocument], rules: Rules, folders: Folders, watch: Watch = unwatched
) -> list[Notice]:
    """The machine's record of each document, in order: from the cache where seed, side file, rules and code are the same."""
    store = Cache(folders.cache / "notices", salt=code_digest() + rules.digest)
    keys = {document.path: _key(store, document) for document in documents}
    known = {document.path: _cached(store, keys[document.path]) for document in documents}
    missing = [document for document in documents if known[document.path] is None]
    made = watch(_made(missing, rules, folders), len(missing), "notices")
    for document, line in zip(missing, made, strict=True):
        known[document.path] = from_json(line)
        store.put(keys[document.path], line)
    store.keep_only(keys.values())
    return [notice for notice in known.values() if notice is not None]


def notices_at(paths: Iterable[Path], folders: Folders, rules: Rules, problems: list[Problem]) -> Iterator[Notice]:
    """The corrected record of each seed at these paths, in their order, each as soon as it is made. A path may lie anywhere;
    of a folder every seed in it. Nothing is kept, neither in ``docs/`` nor in the cache."""
    documents = (
        document for path, home in seeds_at(paths, folders, problems) for document in read(path, home, problems)
    )
    for document, notice in _as_they_come(documents, rules, folders):
        yield corrected(notice, document, rules, problems)


def seeds_at(paths: Iterable[Path], folders: Folders, problems: list[Problem]) -> Iterator[tuple[Path, Path]]:
    """Each file at these paths with the folder that its name is told from: ``seeds/``, elsewhere the folder that was asked for
    or the file's own."""
    seeds = folders.seeds.resolve()
    for path in paths:
        whole = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
        if whole.is_dir():
            home = seeds if whole.is_relative_to(seeds) else whole
            yield from ((found, home) for found in find_seeds(whole, problems))
        elif whole.exists() and not whole.is_file():
            problems.append(Problem(whole.name, "", "is no file but a pipe, a socket or a device", "save it as a file"))
        elif not _is_text(whole.as_posix()):
            problems.append(Problem(whole.name, "", "has a byte that is no UTF-8 in its name", "rename it"))
        else:
            yield whole, seeds if whole.is_relative_to(seeds) else whole.parent


def _is_text(name: str) -> bool:
    return not any(0xD800 <= ord(sign) < 0xE000 for sign in name)


def _as_they_come(
    documents: Iterator[RawDocument], rules: Rules, folders: Folders
) -> Iterator[tuple[RawDocument, Notice]]:
    """The first here, the rest by processes, in order: a few seeds never wait for a process to start."""
    for document in islice(documents, AT_ONCE):
        yield document, notice_of(document, rules)
    rest = list(islice(documents, 1))
    if not rest:
        return
    pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
    try:
        under_way: deque[tuple[RawDocument, Future[bytes]]] = deque()
        for document in chain(rest, documents):
            under_way.append((document, pool.submit(_made_elsewhere, (document, folders.rules))))
            if len(under_way) >= UNDER_WAY:
                yield _arrived(under_way)
        while under_way:
            yield _arrived(under_way)
    finally:
        pool.shutdown(cancel_futures=True)


def _arrived(under_way: deque[tuple[RawDocument, Future[bytes]]]) -> tuple[RawDocument, Notice]:
    document, result = under_way.popleft()
    return document, from_json(result.result())


def notice_of(document: RawDocument, rules: Rules) -> Notice:
    """The machine's record of one seed: the middle of the house in one line. It is what its JSON says, so that a record is
    the same from the cache, from another process and made here."""
    return from_json(to_json(extract(document, repair(document, rules), rules)))


def corrected(notice: Notice, document: RawDocument, rules: Rules, problems: list[Problem]) -> Notice:
    """The record as the side file of the seed corrects it; what is to say about the side file goes to ``problems``."""
    notice, found = apply_corrections(notice, document.side, rules)
    problems += found
    return notice


def addresses_moved(documents: Iterable[RawDocument], rules: Rules, problems: list[Problem]) -> dict[str, str]:
    """The ids that side files say are replaced, each with the id that its address leads to."""
    here = {identity(document.sha256): document.path for document in documents}
    withdrawn = {entry.id for entry in rules.withdrawn}
    moved: dict[str, str] = {}
    for document in documents:
        for old in document.side.replaces if document.side else ():
            if old in here or old in withdrawn or old in moved:
                what = here.get(old) or (f"rules/{WITHDRAWN}" if old in withdrawn else moved[old])
                problem = f"replaces {old}, which still stands: {what}"
                problems.append(Problem(document.side.path, "", problem, "remove one of the two"))
            else:
                moved[old] = identity(document.sha256)
    return moved


def _key(store: Cache, document: RawDocument) -> str:
    side = document.side.data if document.side else b""
    return store.key(document.path, b"\0".join((document.sha256.encode(), document.raw.encode("utf-8"), side)))


def _cached(store: Cache, key: str) -> Notice | None:
    line = store.get(key)
    return None if line is None else from_json(line)


def _made(documents: list[RawDocument], rules: Rules, folders: Folders) -> Iterator[bytes]:
    _RULES[folders.rules] = rules
    return _mapped(_made_elsewhere, [(document, folders.rules) for document in documents])


def processes() -> BaseContext:
    """Forked ones begin with the rules that are loaded here; under ``mkdocs serve`` this process has threads: no forking."""
    forked = active_count() == 1 and "fork" in get_all_start_methods()
    return get_context("fork" if forked else "spawn")


#: The rules that processes work with: loaded once in each, or before they were forked.
_RULES: dict[Path, Rules] = {}


def _made_elsewhere(task: tuple[RawDocument, Path]) -> bytes:
    document, tables = task
    if tables not in _RULES:
        _RULES[tables] = load(tables)
    return to_json(notice_of(document, _RULES[tables]))


def _mapped(work: Callable[[Task], bytes], tasks: list[Task]) -> Iterator[bytes]:
    """The work done on each task, in order: here when there are few, else in as many processes as there are cores."""
    if len(tasks) < WORTH_PROCESSES:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(mp_context=processes()) as pool:
        yield from pool.map(work, tasks, chunksize=16)
