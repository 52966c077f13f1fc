"""The whole way of a notice on one page: seeds → records → shelves → pages.

Everything up to the record concerns one seed alone; it is cached by content and run in parallel. Only ``gather`` and
``all_units`` see the whole archive.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import active_count
from typing import Any

import msgspec

from builder.archive import gather
from builder.archive.duplicates import near_duplicates
from builder.archive.listed import listed
from builder.archive.masked import published
from builder.cache import Cache, alone, code_digest
from builder.entries import UNKEPT, Entries, Entry, SeedState, digest_of, distinct, times_of
from builder.errors import Problem
from builder.extract import extract
from builder.extract.corrections import apply_corrections
from builder.files import ADDRESS, Files
from builder.history import history_of
from builder.last import Folders, LastBuild, Outcome, unchanged
from builder.model import Archive, Notice, RawDocument, from_json, to_json
from builder.processes import WORTH_PROCESSES, mapped, one_by_one, uncollected
from builder.read import SeedFile, find_seeds, named_seeds, open_seed, read
from builder.read import documents as documents_in
from builder.repair import repair
from builder.repair.language import general_language, keep_in
from builder.rules import Rules, load
from builder.rules.patterns import Sound
from builder.rules.withdrawn import FILE as WITHDRAWN
from builder.write import all_units
from builder.write import markdown as templates
from builder.write.coded import weights_of
from builder.write.publish import Known, publish_units
from builder.write.unit import Prints

#: Shows how far long work has come: what is done, one by one, how many there are, and what they are called.
Watch = Callable[[Iterable[Any], int, str], Iterable[Any]]


def unwatched(items: Iterable[Any], count: int, label: str) -> Iterable[Any]:
    """Nobody watches."""
    return items


def build(folders: Folders, watch: Watch = unwatched) -> Outcome:
    """Fills ``docs/`` from ``seeds/``. Raises TableError when a rule table is wrong: then nothing is touched."""
    with alone(folders.cache):
        last, outcome = unchanged(folders)
        return outcome or build_anew(folders, last, watch)


def build_anew(folders: Folders, last: LastBuild, watch: Watch) -> Outcome:
    """The same where something changed since the ``last`` build; for whoever is ``alone`` since."""
    last.look_meanwhile()
    problems = list[Problem]()
    with uncollected():
        rules = rules_of(folders, keep=True)
        records = Records(folders, rules)
        entries = records.entries(watch, problems)
        archive = gather((entry.listed for entry in entries), rules, records.whole)
    gathered = partial(whole_archive, folders, rules)
    outcome = Outcome(len(archive.notices), len(archive.not_policy), in_order(problems), gathered)
    if not archive.by_id:
        return outcome
    templates.keep_in(Cache(folders.cache / "templates", salt=code_digest()))
    memory = Memory(folders.cache / "pages", rules)
    search_memory = Cache(folders.cache / "search", salt=code_digest())
    history = history_of(folders.seeds, folders.rules, Cache(folders.cache / "history", salt=code_digest()))
    moved = addresses_moved(entries, rules, [])
    units = all_units(archive, rules, records, moved, search_memory, prints_of(entries), history)
    written, deleted = publish_units(units, folders.docs, memory.known, lambda: last.pages)
    memory.keep()
    outcome = replace(outcome, written=written, deleted=deleted)
    last.keep(outcome, memory.files())
    return outcome


class Memory:
    """What the pages were made of, from one build to the next. Without it, or when it is damaged, every page is made."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self._store = Cache(folder, salt=code_digest() + rules.digest + os.environ.get(ADDRESS, ""))
        self._key = self._store.key("pages", b"")
        kept = self._store.get(self._key)
        self.known: Known = msgspec.msgpack.decode(kept, type=Known) if kept else {}

    def files(self) -> Files:
        """Every file that the units became."""
        return {path: at for _, files in self.known.values() for path, at in files.items()}

    def keep(self) -> None:
        """For the next build."""
        self._store.put(self._key, msgspec.msgpack.encode(self.known))
        self._store.keep_only([self._key])


def prints_of(entries: Iterable[Entry]) -> Prints:
    """What pages ask of a record before they are made, by its id."""
    known = {entry.id: entry for entry in entries}
    return Prints(
        {id: entry.print for id, entry in known.items()},
        {id: entry.weights for id, entry in known.items()},
        {id: entry.size for id, entry in known.items()},
    )


def archive_of(
    folders: Folders, rules: Rules, watch: Watch = unwatched, masked: bool = True
) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of whole records of the seeds that can be read, as they are published or with the words that are masked there,
    and every fault that was met on the way."""
    problems: list[Problem] = []
    records = Records(folders, rules)
    entries = records.entries(watch, problems)
    record = records.whole if masked else records.unmasked
    return gather((record(entry.id) for entry in entries), rules), in_order(problems)


def whole_archive(folders: Folders, rules: Rules | None = None) -> Archive:
    """The archive, for whoever looks at all of it."""
    return archive_of(folders, rules or rules_of(folders))[0]


def rules_of(folders: Folders, keep: bool = False) -> Rules:
    """The rules of the project. What a build that was asked to ``keep`` it found in them, which patterns are sound and how often
    characters stand together, is not found again. Raises TableError when a table is wrong."""
    sound = Sound(Cache(folders.cache / "rules", salt=code_digest()))
    rules = load(folders.rules, sound)
    if keep:
        sound.keep()
        keep_in(Cache(folders.cache / "language", salt=code_digest()))
    return rules


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file and place."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.place)))


class Records:
    """The records of all seeds: in memory what lists show of them, the whole ones in the cache until a page needs them."""

    def __init__(self, folders: Folders, rules: Rules) -> None:
        self._folders, self._rules = folders, rules
        self._store = record_store(folders, rules)
        self._kept = Entries(folders.cache / "entries", salt=code_digest() + rules.digest)
        self._by_id: dict[str, Entry] = {}

    def entries(self, watch: Watch, problems: list[Problem]) -> list[Entry]:
        """Every record, by path; of seeds that are as they were, as the last build kept them. Problems go to ``problems``."""
        states = self._states(watch, problems)
        self._kept.keep(states)
        every = [entry for state in states.values() for entry in state.entries]
        self._store.keep_only(name for entry in every for name in (entry.key, _source_key(entry.key), entry.key[:64]))
        entries = list(standing(distinct(every, problems), self._rules, problems))
        problems += (problem for entry in entries for problem in entry.problems)
        addresses_moved(entries, self._rules, problems)
        self._by_id = {entry.id: entry for entry in entries}
        return entries

    def _states(self, watch: Watch, problems: list[Problem]) -> dict[str, SeedState]:
        known, states = self._kept.states(), dict[str, SeedState]()
        fresh: list[SeedFile] = []
        for name, path in named_seeds(self._folders.seeds, problems):
            times = times_of(path)
            before = known.get(name)
            if before and before.times == times:
                states[name] = before
                continue
            told = len(problems)
            file = open_seed(path, self._folders.seeds, problems)
            if file is None:
                continue
            digest = digest_of(file.data, file.side.data if file.side else b"")
            if before and before.digest == digest and len(problems) == told:
                states[name] = msgspec.structs.replace(before, times=times)
            else:
                states[name] = SeedState(times, digest, ()) if len(problems) == told else UNKEPT
                fresh.append(file)
        for name, entries, whole in self._made(fresh, len(states), watch, problems):
            states[name] = msgspec.structs.replace(states[name] if whole else UNKEPT, entries=entries)
        return states

    def _made(
        self, files: list[SeedFile], count: int, watch: Watch, problems: list[Problem]
    ) -> Iterator[tuple[str, tuple[Entry, ...], bool]]:
        """What became of each file, and whether nothing is to be told of it; ``count`` files there are with those that did not
        change. Documents are read as they are asked for: nobody holds all texts at once."""
        _RULES[self._folders.rules] = self._rules
        piles, sound, names = dict[str, list[bytes]](), dict[str, bool](), deque[str]()

        def documents() -> Iterator[tuple[RawDocument, Folders]]:
            for name, found, whole in documents_of(files, self._folders, problems, count == len(files)):
                piles[name], sound[name] = [], whole
                names.extend([name] * len(found))
                yield from ((document, self._folders) for document in found)

        for line in watch(mapped(_entry_elsewhere, documents(), self._share), len(files), "notices"):
            piles[names.popleft()].append(line)  # unpacked when no process is left: it takes three times as much
        if count >= WORTH_PROCESSES and active_count() == 1:
            general_language.cache_clear()  # what was opened of it: pages do not need it, and a server for its next seed
        for name, pile in piles.items():
            yield name, tuple(msgspec.msgpack.decode(line, type=Entry) for line in pile), sound[name]

    def _share(self) -> None:
        """Makes what every process needs."""
        general_language()
        for pattern in self._rules.measures.coding.patterns():
            _ = pattern.regex

    def whole(self, id: str) -> Notice:
        """The record of one seed, corrected. Where the cache lost it, it is made again."""
        entry = self._by_id[id]
        line = self._store.get(entry.key)
        return from_json(line if line is not None else self._again(entry))

    def unmasked(self, id: str) -> Notice:
        """The same with the words that are masked in it, for whoever decides about them."""
        notice, entry = self.whole(id), self._by_id[id]
        line = self._store.get(entry.key[:64]) if notice.masked() else None
        if line is None:
            return notice
        for document in read(self._folders.seeds / _file_of(entry.path, self._folders), self._folders.seeds, []):
            if document.path == entry.path:
                return corrected(from_json(line), document, self._rules, [])
        return notice

    def get(self, id: str) -> bytes | None:
        """The seed's own bytes, where its raw text is not the same."""
        entry = self._by_id[id]
        if not entry.own_source:
            return None
        data = self._store.get(_source_key(entry.key))
        if data is None:
            self._again(entry)
            data = self._store.get(_source_key(entry.key))
        return data

    def _again(self, entry: Entry) -> bytes:
        for document in read(self._folders.seeds / _file_of(entry.path, self._folders), self._folders.seeds, []):
            if document.path == entry.path:
                entry_of(document, self._rules, self._store)
        line = self._store.get(entry.key)
        if line is None:
            raise FileNotFoundError(f"seeds/{entry.path}: changed while the archive was built; build again")
        return line


def _file_of(path: str, folders: Folders) -> str:
    """The file that holds the seed of this path, which may be one of many in it."""
    return path if (folders.seeds / path).is_file() else path.rpartition("#")[0]


def record_store(folders: Folders, rules: Rules) -> Cache:
    """Where the records lie, by everything that they are made of."""
    return Cache(folders.cache / "notices", salt=code_digest() + rules.digest)


def entry_of(document: RawDocument, rules: Rules, store: Cache) -> Entry:
    """What becomes of one seed. The record as it is published lies in ``store`` then, beside it the seed's bytes where they are
    not its raw text and nothing in them is masked."""
    key, side = _key(store, document), document.side
    line = store.get(key)
    notice = notice_of(document, rules) if line is None else from_json(line)
    if line is None:
        line = to_json(notice)
        store.put(key, line)
    found: list[Problem] = []
    if side:
        key += _CORRECTED
        notice = corrected(notice, document, rules, found)
        line = to_json(notice)
        store.put(key, line)
    masked = published(notice, rules)
    if masked is not notice:
        key += _MASKED
        notice, line = masked, to_json(masked)
        store.put(key, line)
    own = not notice.masked() and document.data != document.raw.encode("utf-8")
    if own:
        store.put(_source_key(key), document.data)
    print = hashlib.sha256(line).hexdigest()
    about = (side.path, side.replaces) if side else ("", ())
    return Entry(key, print, len(line), own, *about, tuple(found), listed(notice), weights_of(notice))


_CORRECTED, _MASKED = "-corrected", "-masked"


def _source_key(key: str) -> str:
    return f"{key}-source"


def worth_a_look(archive: Archive) -> Iterator[Problem]:
    """A line for each file that was built and that a maintainer should look at: texts that are no notice, and notices that say
    nearly what another says."""
    for notice in archive.not_policy:
        if notice.is_policy.status == "corrected":
            continue
        next = "if it is one, correct is_policy in its side file"
        yield Problem(notice.source.path, "", f"is listed as no policy notice: {notice.is_policy.because}", next)
    for earlier, later, share in near_duplicates(archive.notices):
        what = f"says nearly what {earlier.source.path} says ({share:.0%} of the shorter one's sentences)"
        next = f"if it is the same notice, keep the better file and write replaces: [{later.id}] (or {earlier.id}) beside it"
        yield Problem(later.source.path, "", what, next)


def documents_of(
    files: list[SeedFile], folders: Folders, problems: list[Problem], every: bool
) -> Iterator[tuple[str, list[RawDocument], bool]]:
    """Of each file its name, the documents in it, and whether it was read without a problem. Formats that take time come from
    the cache where file, side file and code are the same; what ``every`` file does not need goes."""
    store = Cache(folders.cache / "readings", salt=code_digest())
    keys = {file.name: _file_key(store, file) for file in files if file.reader.slow}
    missing = [file for file in files if file.reader.slow and store.get(keys[file.name]) is None]
    faulty: dict[str, bytes] = {}
    for file, reading in zip(missing, mapped(_read_elsewhere, missing), strict=True):
        if file.reader.many or not _unpacked(reading)[1]:
            store.put(keys[file.name], reading)
        else:  # a single file's fault may lie outside it: a missing extra
            faulty[file.name] = reading
    if every:
        store.keep_only(keys.values())
    for file in files:
        found: list[Problem] = []
        if file.reader.slow:
            reading = faulty.pop(file.name, None) or store.get(keys[file.name])
            documents, found = _unpacked(reading or _read_elsewhere(file))
        else:
            documents = list(documents_in(file, found))
        problems += found
        yield file.name, documents, not found


def _file_key(store: Cache, file: SeedFile) -> str:
    return store.key(file.name, b"\0".join((file.side.data if file.side else b"", file.data)))


def _read_elsewhere(file: SeedFile) -> bytes:
    found: list[Problem] = []
    return msgspec.msgpack.encode((list(documents_in(file, found)), found))


def _unpacked(reading: bytes) -> tuple[list[RawDocument], list[Problem]]:
    return msgspec.msgpack.decode(reading, type=tuple[list[RawDocument], list[Problem]])


def standing(entries: Iterable[Entry], rules: Rules, problems: list[Problem]) -> Iterator[Entry]:
    """The records without those of seeds that were withdrawn."""
    withdrawn = {entry.id for entry in rules.withdrawn}
    for entry in entries:
        if entry.id in withdrawn:
            what = f"is withdrawn in rules/{WITHDRAWN}, and still here"
            problems.append(Problem(entry.path, "", what, "remove the file, or the entry"))
        else:
            yield entry


def notices_at(paths: Iterable[Path], folders: Folders, rules: Rules, problems: list[Problem]) -> Iterator[Notice]:
    """The corrected record of each seed at these paths, in their order, each as soon as it is made. A path may lie anywhere;
    of a folder every seed in it. Nothing is kept, neither in ``docs/`` nor in the cache."""
    documents = (
        document for path, home in seeds_at(paths, folders, problems) for document in read(path, home, problems)
    )
    _RULES[folders.rules] = rules
    for (document, _), line in one_by_one(_made_elsewhere, ((document, folders) for document in documents)):
        yield corrected(from_json(line), document, rules, problems)


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


def notice_of(document: RawDocument, rules: Rules) -> Notice:
    """The machine's record of one seed: the middle of the house in one line. It is what its JSON says, so that a record is
    the same from the cache, from another process and made here."""
    return from_json(to_json(extract(document, repair(document, rules), rules)))


def corrected(notice: Notice, document: RawDocument, rules: Rules, problems: list[Problem]) -> Notice:
    """The record as the side file of the seed corrects it; what is to say about the side file goes to ``problems``."""
    notice, found = apply_corrections(notice, document.side, rules)
    problems += found
    return notice


def addresses_moved(entries: Iterable[Entry], rules: Rules, problems: list[Problem]) -> dict[str, str]:
    """The ids that side files say are replaced, each with the id that its address leads to."""
    entries = list(entries)
    here = {entry.id: entry.path for entry in entries}
    withdrawn = {entry.id for entry in rules.withdrawn}
    moved: dict[str, str] = {}
    for entry in entries:
        for old in entry.replaces:
            if old in here or old in withdrawn or old in moved:
                what = here.get(old) or (f"rules/{WITHDRAWN}" if old in withdrawn else moved[old])
                problem = f"replaces {old}, which still stands: {what}"
                problems.append(Problem(entry.side, "", problem, "remove one of the two"))
            else:
                moved[old] = entry.id
    return moved


def _key(store: Cache, document: RawDocument) -> str:
    side = document.side.data if document.side else b""
    return store.key(document.path, b"\0".join((document.sha256.encode(), document.raw.encode("utf-8"), side)))


#: The rules that processes work with: loaded once in each, or before they were forked.
_RULES: dict[Path, Rules] = {}


def _rules_in(folders: Folders) -> Rules:
    if folders.rules not in _RULES:
        _RULES[folders.rules] = rules_of(folders)
    return _RULES[folders.rules]


def _made_elsewhere(task: tuple[RawDocument, Folders]) -> bytes:
    document, folders = task
    return to_json(notice_of(document, _rules_in(folders)))


def _entry_elsewhere(task: tuple[RawDocument, Folders]) -> bytes:
    document, folders = task
    rules = _rules_in(folders)
    return msgspec.msgpack.encode(entry_of(document, rules, record_store(folders, rules)))
