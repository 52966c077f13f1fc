"""Regular expressions as Python compiles them, kept from one build to the next.

Before it can read one new seed, a build compiles sixteen hundred patterns, which takes it a second or two: more than anything
else that does not grow with the archive. What a pattern becomes is a row of numbers that depends on the pattern, its flags and
the version of Python alone. Python's own reader of such rows proves each before it takes it; what it does not take is compiled as
if nothing had been kept, and so is everything by a Python that compiles in another way.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec

from builder.cache import Cache

#: More patterns than these are not kept: tables change, and nobody asks for what stood in them.
MOST = 6000


class Row(msgspec.Struct, frozen=True, array_like=True):
    """What a pattern becomes: all flags, its code in four bytes each, how many groups, the names of some."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


Rows = dict[bytes, Row]


@contextmanager
def compiled_once(folder: Path) -> Iterator[None]:
    """In here a pattern that was compiled in an earlier build is not compiled again. What this one compiled is kept in
    ``folder`` for the next."""
    compiler = getattr(re, "_compiler", None)
    if not hasattr(getattr(compiler, "_sre", None), "MAGIC"):  # a Python that compiles in another way
        yield
        return
    store = Cache(folder, salt=f"{sys.version} {compiler._sre.MAGIC}")
    key = store.key("rows", b"")
    kept = store.get(key)
    before = msgspec.msgpack.decode(kept, type=Rows) if kept else {}
    asked = _Asked(before, compiler)
    own = compiler.compile, compiler._sre
    compiler.compile, compiler._sre = asked.compile, SimpleNamespace(**vars(own[1]) | {"compile": asked.note})
    try:
        yield
    finally:
        compiler.compile, compiler._sre = own
    if asked.rows.keys() - before.keys():
        rows = dict(list((asked.rows | before).items())[:MOST])
        store.put(key, msgspec.msgpack.encode(rows))
        store.keep_only([key])


class _Asked:
    """The patterns that are asked for, from what stood there before or compiled and noted."""

    def __init__(self, before: Rows, compiler: Any) -> None:
        self._before, self._compile, self._sre = before, compiler.compile, compiler._sre
        self._key = b""
        self.rows: Rows = {}

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """In place of ``re._compiler.compile``."""
        if not isinstance(pattern, str | bytes):
            return self._compile(pattern, flags)
        data = pattern.encode("utf-8", "surrogatepass") if isinstance(pattern, str) else pattern
        key = f"{type(pattern).__name__} {int(flags)} ".encode() + data
        row = self._before.get(key)
        if row is not None:
            self.rows[key] = row
            try:
                return self._opened(pattern, row)
            except (RuntimeError, TypeError, ValueError):
                del self._before[key], self.rows[key]
        self._key = key
        return self._compile(pattern, flags)

    def _opened(self, pattern: str | bytes, row: Row) -> Any:
        code = array("I", row.code).tolist()
        names: list[str | None] = [None] * (row.groups + 1)
        for name, number in row.names.items():
            names[number] = name
        return self._sre.compile(pattern, row.flags, code, row.groups, row.names, tuple(names))

    def note(self, pattern: Any, flags: int, code: list[int], groups: int, names: Any, order: Any) -> Any:
        """In place of ``_sre.compile``, which makes the pattern of its code."""
        if pattern is not None and self._key:
            self.rows[self._key] = Row(int(flags), array("I", code).tobytes(), groups, dict(names))
        self._key = b""
        return self._sre.compile(pattern, flags, code, groups, names, order)
