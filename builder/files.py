"""Files of ``docs/``: which of them are the builder's, and how they are known from one build to the next.

Imports nothing of the house, so that a build which finds nothing to do has done with it soon.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

#: Files by path, each with its time and size.
Files = dict[str, tuple[int, int]]

#: MkDocs reads from this variable where the archive is published (mkdocs.yml); without it, citations carry the archive's number
#: alone.
ADDRESS = "SITE_URL"

MANIFEST = ".generated"

#: The only names at the top of ``docs/`` that the builder may write; the rest is written by hand.
OWNED = ("index.md", "notices", "cities", "provinces", "measures", "issuers", "dates", "search", "data", "changes")

#: Generated pages among hand-written ones.
OWNED_PAGES = ("method/index.md",)


def stats(tree: Path) -> Files:
    """Every file of a folder with its time and size, by its path below the folder."""
    found: Files = {}
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            entries = os.scandir(f"{tree}/{below}")
        except OSError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{entry.name}/")
                    continue
                try:
                    known = entry.stat()
                except OSError:  # a link that leads nowhere
                    known = entry.stat(follow_symlinks=False)
                found[f"{below}{entry.name}"] = (known.st_mtime_ns, known.st_size)
    return found


def stats_of(tree: Path, paths: Iterable[str]) -> Files:
    """The same of these files, without those that are not there."""
    found: Files = {}
    for path in paths:
        try:
            known = os.stat(f"{tree}/{path}")  # noqa: PTH116
        except OSError:
            continue
        found[path] = (known.st_mtime_ns, known.st_size)
    return found


def owned_paths(docs: Path) -> set[str]:
    """The paths in the manifest of ``docs/``; none when there is no manifest."""
    manifest = docs / MANIFEST
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else []
    return {line for line in lines if is_owned(line)}


def is_owned(path: str) -> bool:
    """Whether the builder may write or delete this path below ``docs/``."""
    return (path.partition("/")[0] in OWNED or path in OWNED_PAGES) and ".." not in path.split("/")
