"""What the repository's history says of the seeds: when each came, was corrected, replaced, removed, withdrawn.

One ``git log`` along the first parents, so that a change is dated by the commit that brought it to this branch; then the few
files that it cannot do without: side files, the table of the withdrawn, seeds that are gone. No clock is asked, nothing is
changed, and where there is no history (no repository, no git, a shallow clone) that is what is told.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from builder.cache import Cache
from builder.model import identity
from builder.past import PastError, git, state_of
from builder.rules.withdrawn import FILE
from builder.write.changes import Event, History

_ABSENT = "0" * 40
_AT_ONCE = 200
_MOST_BYTES = 64 * 1024
_ID = re.compile(r"^[ \t]{0,9}(?:-[ \t{]{1,9})?id:[ \t]{0,9}[\"']?(n[0-9a-f]{12})\b", re.MULTILINE)


class Step(NamedTuple):
    """One file in one commit: its blobs before and after; noughts where it was not or is not."""

    at: int
    path: str
    old: str
    new: str


def history_of(seeds: Path, rules: Path, store: Cache) -> History:
    """The changes of the seeds. ``store`` keeps those of this commit."""
    state = state_of(seeds)
    if not state.startswith("false"):
        return History(unknown="shallow" if state else "none")
    key = store.key(state, str(seeds.parent.resolve()).encode())
    kept = store.get(key)
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=History)
    try:
        history = _read(seeds, rules)
    except PastError:
        return History()
    store.put(key, msgspec.msgpack.encode(history))
    store.keep_only([key])
    return history


def _read(seeds: Path, rules: Path) -> History:
    root = seeds.parent
    table = (rules / FILE).relative_to(root).as_posix() if rules.is_relative_to(root) else ""
    commits = list(_commits(root, [seeds.name, *([table] if table else [])]))
    steps = [step for commit in commits for step in commit]
    present: dict[str, str] = {}
    for step in steps:
        present.setdefault(step.path, step.new)
    side = {step.path for step in steps if step.path.endswith(".yaml") and step.path[:-5] in present}
    own = side | ({table} if table else set())
    needed = {blob for step in steps if step.path in own for blob in (step.old, step.new)}
    gone = {
        blob
        for step in steps
        if step.path not in own
        for blob in (step.old, step.new)
        if blob != present[step.path] or step.new == _ABSENT
    }
    words, ids = _blobs(root, needed, gone)
    events: list[Event] = []
    for commit in commits:
        events += _events(commit, seeds.name, table, side, present, words, ids)
    withdrawn = {event.id for event in events if event.what == "withdrawn"}
    return History(tuple(e for e in events if e.what != "removed" or e.id not in withdrawn), "")


def _commits(root: Path, paths: list[str]) -> Iterator[list[Step]]:
    """The steps of each commit that touched these paths, the newest first. A file that was only moved has none."""
    log = [
        "log",
        "--first-parent",
        "-m",
        "--raw",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--relative",
        "--no-show-signature",
    ]
    done = git(root, "-c", "log.showRoot=true", *log, "--format=format:%x01%ct", "HEAD", "--", *paths)
    if done.returncode:
        raise PastError(done.stderr.decode(errors="replace").strip())
    commit: list[Step] = []
    at, meta = 0, b""
    for token in done.stdout.split(b"\0"):
        if meta:
            old, new = meta.split()[2:4]
            commit.append(Step(at, os.fsdecode(token), old.decode(), new.decode()))
            meta = b""
        elif token.startswith(b"\x01"):
            yield _without_moves(commit)
            head, _, meta = token[1:].partition(b"\n")
            commit, at = [], int(head)
        else:
            meta = token
    yield _without_moves(commit)


def _without_moves(commit: list[Step]) -> list[Step]:
    came = {step.new for step in commit if step.old == _ABSENT}
    went = {step.old for step in commit if step.new == _ABSENT}
    moved = came & went
    return [step for step in commit if not ({step.old, step.new} & moved and _ABSENT in (step.old, step.new))]


def _blobs(root: Path, needed: set[str], gone: set[str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """What stood in these files, and the ids of those seeds."""
    words, ids = {_ABSENT: b""}, dict[str, str]()
    every = sorted((needed | gone) - {_ABSENT})
    for at in range(0, len(every), _AT_ONCE):
        for name, data in _contents(root, every[at : at + _AT_ONCE]):
            if name in needed:
                words[name] = data
            if name in gone:
                ids[name] = identity(sha256(data).hexdigest())
    return words, ids


def _contents(root: Path, names: list[str]) -> Iterator[tuple[str, bytes]]:
    done = git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    at = 0
    for name in names:
        head, _, _ = done.stdout[at : at + 200].partition(b"\n")
        if done.returncode or not head.split()[-1:] or not head.split()[-1].isdigit():
            raise PastError(f"{name}: cannot be read from the repository")
        size = int(head.split()[-1])
        start = at + len(head) + 1
        yield name, done.stdout[start : start + size]
        at = start + size + 1


# --- what a step means -----------------------------------------------------------------------------------------------


def _events(
    commit: list[Step],
    folder: str,
    table: str,
    side: set[str],
    present: Mapping[str, str],
    words: Mapping[str, bytes],
    ids: Mapping[str, str],
) -> Iterator[Event]:
    for step in commit:
        path = step.path.removeprefix(f"{folder}/")
        if step.path == table:
            before, after = (set(_ID.findall(words[blob].decode(errors="replace"))) for blob in (step.old, step.new))
            yield from (Event(step.at, "withdrawn", "", id) for id in sorted(after - before))
            yield from (Event(step.at, "restored", "", id) for id in sorted(before - after))
        elif step.path in side:
            about = _changed(_said(words[step.old]), _said(words[step.new]))
            if about:
                yield Event(step.at, "corrected", path.removesuffix(".yaml"), "", about)
        elif step.new == _ABSENT:
            yield Event(step.at, "removed", path, ids.get(step.old, ""))
        else:
            what = "added" if step.old == _ABSENT else "replaced"
            here = step.new == present[step.path]
            yield Event(step.at, what, path, "" if here else ids.get(step.new, ""))


def _said(data: bytes) -> dict[str, Any] | None:
    """What a side file says, key by key, its corrections under the names of their fields; None where it cannot be read."""
    if len(data) > _MOST_BYTES or data.count(b"[") + data.count(b"{") > 200 or b"&" in data:
        return None
    try:
        held = yaml.load(data.decode(), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(held, dict):
        return {} if held is None else None
    said = {str(key): value for key, value in held.items() if key != "corrections"}
    for entry in held.get("corrections") or ():
        if isinstance(entry, dict):
            said[str(entry.get("field"))] = entry
    return said


def _changed(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, ...]:
    """The keys that say something else now. Of a file that could not be read nothing is known."""
    if before is None or after is None:
        return tuple(after or before or ())
    return tuple(key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key))
