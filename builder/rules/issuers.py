"""The authorities that issue notices: how their names end, what they do in a sentence, and the addresses of their pages.

Table: ``issuers.yaml``. ``endings`` and ``acts`` are words a finder looks for; ``authorities`` fixes the slug of a known
normalised name. Every other name gets the first 8 hex digits of its SHA-256.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.table import Entry, load_yaml

FILE = "issuers.yaml"
LISTS = ("endings", "signing", "openers", "acts", "between", "cited_before", "never")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*$")


@dataclass(frozen=True)
class Issuers:
    """The table. The word lists keep the order of the file."""

    slugs: dict[str, str]
    words: dict[str, tuple[str, ...]]

    def slug(self, name: str) -> str:
        """The slug of one body's normalised name."""
        return self.slugs.get(name) or hashlib.sha256(name.encode("utf-8")).hexdigest()[:8]

    def bodies(self, normalised: str) -> tuple[str, ...]:
        """The single bodies of a joint name (they are joined by 、)."""
        return tuple(part for part in normalised.split("、") if part)


def load_issuers(folder: Path) -> Issuers:
    """The issuers of ``folder``. Raises TableError with every fault."""
    table = load_yaml(folder / FILE, folder)
    if not isinstance(table, Entry):
        raise TableError([Problem(FILE, "1", "the table is not a mapping", "begin with authorities:")])
    problems = [
        *table.unknown(*LISTS, "authorities"),
        *_list_faults(table),
        *_authority_faults(table.get("authorities") or []),
    ]
    if problems:
        raise TableError(problems)
    slugs = {str(entry["name"]): str(entry["slug"]) for entry in table["authorities"]}
    return Issuers(slugs, {key: tuple(map(str, table[key])) for key in LISTS})


def _list_faults(table: Entry) -> Iterator[Problem]:
    for key in LISTS:
        words = table.get(key)
        if not isinstance(words, list) or not words:
            yield table.problem(f"{key!r} is no list of words", f"write {key}: and the words below it")
        elif doubled := sorted({str(word) for word in words if words.count(word) > 1}):
            yield table.problem(f"{key}: {doubled[0]} stands twice", "delete one of the two")


def _authority_faults(authorities: list[Any]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in authorities:
        faults = list(entry.whole("name", "slug"))
        yield from faults
        if faults:
            continue
        name, slug = str(entry["name"]), str(entry["slug"])
        if not _SLUG.match(slug):
            yield entry.problem(f"slug {slug!r} is not of small letters, digits and -", "romanise the name")
        for word in (name, slug):
            if word in seen:
                yield entry.problem(f"{word} stands twice", "delete or rename one of the two")
            seen[word] = name
