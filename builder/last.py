"""What the last build said, for one that finds everything as that one did and left it: seeds, rules, code, the history, the
packages installed, the pages. Files are known by their times and sizes.

Nothing else of the house is imported here: an answer that is known already should not wait for what makes new ones.
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from builder.cache import Cache, code_digest
from builder.errors import Problem
from builder.files import ADDRESS, MANIFEST, Files, owned_paths, stats, stats_of
from builder.past import state_of

if TYPE_CHECKING:
    from builder.model import Archive


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes. ``cache`` may be deleted at any time."""

    seeds: Path
    docs: Path
    cache: Path
    rules: Path = Path(__file__).parent / "rules"

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


class LastBuild:
    """What the last build said, kept under all that it found, with the digest of the pages that it left."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._store = Cache(folders.cache / "last", salt=code_digest() + os.environ.get(ADDRESS, ""))
        inputs = self._state(folders.seeds, folders.rules, Path(sysconfig.get_path("purelib")).parent)
        self._key = self._store.key(inputs, b"")
        self._pages: Files | None = None
        self._looked: Callable[[], Files] = partial(stats, folders.docs)

    @property
    def pages(self) -> Files:
        """The files of ``docs/``, with what the builder does not own."""
        if self._pages is None:
            self._pages = self._looked()
        return self._pages

    def look_meanwhile(self) -> None:
        """Looks at the pages while this process goes on, where it can. Till they are asked for nobody writes there but what is
        made anew in any case."""
        from builder.processes import Elsewhere, may_fork

        if self._pages is None and may_fork():
            self._looked = Elsewhere(self._looked).found

    def outcome(self) -> Outcome | None:
        """What it said; None when anything is not as it was. Pages are looked at only where all else is."""
        kept = self._store.get(self._key)
        if kept is None:
            return None
        owned = owned_paths(self._folders.docs)
        left, *said = msgspec.msgpack.decode(kept, type=tuple[str, int, int, tuple[Problem, ...]])
        if left != self._digest({path: at for path, at in self.pages.items() if path in owned}, len(owned)):
            return None
        return Outcome(*said, partial(_gathered, self._folders))

    def keep(self, outcome: Outcome, pages: Files) -> None:
        """For the next build, which will find these pages; ``pages`` of this then are the files of ``docs/`` as they stand."""
        said = (self._digest(pages, len(pages)), outcome.notices, outcome.not_policy, outcome.problems)
        self._store.put(self._key, msgspec.msgpack.encode(said))
        self._store.keep_only([self._key])
        beside = (path for path in self.pages if path not in pages)
        self._pages = pages | stats_of(self._folders.docs, (*beside, MANIFEST))

    def _digest(self, pages: Files, owned: int) -> str:
        return self._store.key(str(owned), msgspec.msgpack.encode(pages, order="deterministic"))

    def _state(self, seeds: Path, rules: Path, packages: Path) -> str:
        return repr(
            (
                sorted(stats(seeds).items()),
                sorted(stats(rules).items()),
                [path.stat().st_mtime_ns for path in packages.iterdir()],
                state_of(seeds),
            )
        )


def _gathered(folders: Folders) -> Archive:
    from builder.build import whole_archive

    return whole_archive(folders)


def unchanged(folders: Folders) -> tuple[LastBuild, Outcome | None]:
    """What a build of today has to go by; with what it would say, where there is nothing for it to do. To be asked ``alone``, and
    to be built from before anybody else comes in."""
    last = LastBuild(folders)
    return last, last.outcome()
