"""The authorities that issue notices: how their names end and begin, what they do in a sentence, the addresses of their pages.

Table: ``issuers.yaml``. Whatever needs to know whether some words name a body asks ``ends``, ``signs`` or ``acts`` here.
``authorities`` fixes the slug of a known normalised name. Every other name gets the first 8 hex digits of its SHA-256.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.errors import Problem, TableError
from builder.rules.table import Entry, load_yaml

FILE = "issuers.yaml"
LISTS = (
    *("endings_of_task_forces", "endings_of_authorities", "endings_of_others", "endings_of_signers"),
    *("endings_of_institutions", "endings_of_own_affairs", "endings_of_townships"),
    *("openers", "tasks", "national", "departments"),
    *("acts", "between", "proclaims", "verbs", "particles", "beyond_names", "cited_before", "never"),
)
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*$")
#: what may stand behind a name: its other name in brackets (…领导小组（指挥部）), a seal (代章)
_BEHIND = re.compile(r"[\s　]{0,8}[（(](?P<inside>[^（()）]{1,20})[）)]$")
_SEALS = ("章", "印", "代")
_GROUP = "组"  #: one of a headquarters, in brackets behind it: 某市指挥部（口岸组）
_OFFICE = "(?:[^，。]{0,20}(?:小组|办公室|指挥部|处|部))"  #: of an institution: 某医院院感防控领导小组


@dataclass(frozen=True, eq=False)
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

    def ends(self, words: str) -> bool:
        """Whether the words end as the name of a body does; brackets and blanks behind it aside."""
        return self._end(words, self._bodies)

    def signs(self, words: str) -> bool:
        """Whether the words end as a line in the name of a body does, above or below a day: firms, schools, villages too."""
        return self._end(words, self._signers)

    def acts(self, words: str) -> bool:
        """Whether the words end as the name of a public authority or of a task force does."""
        return self._end(words, self._actors)

    def is_task_force(self, words: str) -> bool:
        """Whether the words end as the name of a headquarters, a leading group or their office does."""
        return self._end(words, self.words["endings_of_task_forces"])

    def _end(self, words: str, endings: tuple[str, ...]) -> bool:
        core = self._core(words)
        return core.endswith(endings) and not core.endswith(self.words["never"])

    def is_national(self, name: str) -> bool:
        """Whether the name begins as that of a body of the whole country."""
        return name.startswith(self.words["national"])

    def minds_its_own(self, name: str) -> bool:
        """Whether a firm, school, prison or station, or an office of one, bears the name: it acts for no place."""
        return self._own_affairs.search(name) is not None

    def any_of(self, key: str) -> str:
        """A pattern for one of the words of a list, the longest that fits."""
        return "|".join(map(re.escape, sorted(self.words[key], key=lambda word: (-len(word), word))))

    @cached_property
    def _own_affairs(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.any_of('endings_of_own_affairs')}){_OFFICE}?$")

    @cached_property
    def ending(self) -> re.Pattern[str]:
        """An ending of a body's name within running text, the longest that fits."""
        return re.compile("|".join(map(re.escape, sorted(set(self._bodies), key=lambda word: (-len(word), word)))))

    def _core(self, words: str) -> str:
        """The words without what may stand behind a name."""
        words = words.rstrip().removesuffix("”")  # 某村“两委”
        found = _BEHIND.search(words) if words.endswith(("）", ")")) else None
        return words[: found.start()] if found and found["inside"].endswith((*self._actors, *_SEALS, _GROUP)) else words

    @cached_property
    def _actors(self) -> tuple[str, ...]:
        return self.words["endings_of_task_forces"] + self.words["endings_of_authorities"]

    @cached_property
    def _bodies(self) -> tuple[str, ...]:
        return self._actors + self.words["endings_of_others"]

    @cached_property
    def _signers(self) -> tuple[str, ...]:
        return self._bodies + self.words["endings_of_signers"]


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
