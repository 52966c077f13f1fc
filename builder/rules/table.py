"""Reads a rule table and tells every fault in it by file and line.

Tables are YAML (or TSV for long lists). They are loaded anew for each build, so an edited table takes effect under
``mkdocs serve``. Every entry knows the line it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from builder.errors import Problem, TableError
from builder.rules.bounds import endless_repeats

Read = TypeVar("Read")


class Entry(dict[str, Any]):
    """A mapping of a table that knows its file and line, so that its faults can be told."""

    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = MappingProxyType({})  #: the line of each key

    def problem(self, what: str, next: str) -> Problem:
        """A fault of this entry."""
        return Problem(self.file, str(self.line), what, next)

    def missing(self, *keys: str) -> Iterator[Problem]:
        """A problem for each of these keys that the entry lacks."""
        for key in keys:
            if self.get(key) in (None, ""):
                yield self.problem(f"entry {self.get('id', '?')!r} has no {key!r}", f"add {key}: to it")

    def whole(self, *keys: str, may: tuple[str, ...] = ()) -> Iterator[Problem]:
        """A problem for each of these keys that the entry lacks, and for each that is neither one of them nor of ``may``."""
        yield from self.missing(*keys)
        yield from self.unknown(*keys, *may)

    def unknown(self, *allowed: str) -> Iterator[Problem]:
        """A problem, at its own line, for each key that is none of the allowed: a mistyped key would say nothing in silence."""
        for key in self:
            if key not in allowed:
                near = get_close_matches(str(key), allowed, n=1)
                next = f"write {near[0]}: or delete it" if near else f"use {', '.join(allowed)}"
                yield Problem(self.file, str(self.lines.get(key, self.line)), f"unknown key {key!r}", next)


class _Loader(yaml.CSafeLoader):
    """Safe YAML whose mappings become entries and whose plain scalars are never dates."""

    file = ""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.file, entry.line = loader.file, node.start_mark.line + 1
    entry.lines = lines = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, bool):
            key = key_node.value  # YAML 1.1 takes a plain on, yes or no for true or false; as a key it is a word
        if key in entry:
            line = key_node.start_mark.line + 1
            raise TableError([Problem(loader.file, str(line), f"key {key!r} stands twice", "delete one of the two")])
        entry[key] = loader.construct_object(value_node, deep=True)
        lines[key] = key_node.start_mark.line + 1
    return entry


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def load_yaml(path: Path, root: Path) -> Any:
    """What the table at ``path`` holds, its mappings as entries. Raises TableError with the line of a syntax fault."""
    name = path.relative_to(root).as_posix()
    loader = _Loader(path.read_text(encoding="utf-8"))
    loader.file = name
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = str(error.problem_mark.line + 1) if error.problem_mark else ""
        raise TableError([Problem(name, line, f"not YAML: {error.problem}", "mend the line")]) from error
    finally:
        loader.dispose()


def compile_pattern(entry: Entry, pattern: str) -> re.Pattern[str]:
    """The compiled pattern. Raises TableError naming the entry when it is no regular expression, and when a repeat in it has no
    bound (``bounds.py`` says why)."""
    return _sound(entry, pattern, re.compile)


def parse_pattern(entry: Entry, pattern: str) -> parser.SubPattern:
    """The pattern parsed, at a third of what compiling it takes. Raises TableError as ``compile_pattern`` does."""
    if "(?<" in pattern:  # only compiling tells whether what stands before has one width
        compile_pattern(entry, pattern)
    return _sound(entry, pattern, parser.parse)


def _sound(entry: Entry, pattern: str, read: Callable[[str], Read]) -> Read:
    try:
        found = read(pattern)
    except re.error as error:
        what = f"pattern {pattern!r} is no regular expression: {error}"
        raise TableError([entry.problem(what, "mend the pattern")]) from error
    problems = list(unbounded(entry, pattern))
    if problems:
        raise TableError(problems)
    return found


def unbounded(entry: Entry, pattern: str) -> Iterator[Problem]:
    """A problem for each repeat in the pattern that has no bound."""
    for _, piece, instead in endless_repeats(pattern):
        yield entry.problem(f"{piece} in {entry.get('id', 'a pattern')!r} repeats without a bound", f"write {instead}")
