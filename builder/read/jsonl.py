"""Dumps of JSON Lines: one record a line, ``text`` or ``html``, and ``url``, ``fetched`` and ``title`` if they are known.

A record's bytes are its line without the line end. What it says beside its text stands in *raw* as facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from builder.errors import Problem, SeedError
from builder.read.html import read_markup
from builder.read.reading import Reading

_FACTS = ("url", "fetched", "title")
_MOST_BYTES = 4 * 1024 * 1024
_MEND = "mend or remove the line"


def read_jsonl(name: str, data: bytes) -> Iterator[Reading | Problem]:
    """The records in order; a line that is none is one problem."""
    for number, line in enumerate(data.split(b"\n"), 1):
        line = line.removesuffix(b"\r").removeprefix(b"\xef\xbb\xbf" if number == 1 else b"")
        if not line.strip():
            continue
        try:
            yield _record(name, str(number), line)
        except SeedError as error:
            yield error.problem


def _record(name: str, number: str, line: bytes) -> Reading:
    record = _object(name, number, line)
    texts = [key for key in ("text", "html") if isinstance(record.get(key), str) and record[key].strip()]
    if len(texts) != 1:
        found = "both 'text' and 'html'" if texts else "no 'text' and no 'html'"
        raise SeedError(name, number, f"holds {found}", "give the record one of the two")
    wrong = [key for key in _FACTS if not isinstance(record.get(key, ""), str | None)]
    if wrong:
        raise SeedError(name, number, f"{wrong[0]!r} is no text", "put it in quotes")
    facts = tuple((key, record[key]) for key in _FACTS if record.get(key))
    source = record[texts[0]]
    if texts == ["text"]:
        return Reading(line, "utf-8", source, facts, number)
    page = read_markup(line, "utf-8", source.replace("\0", "\ufffd"))
    return page._replace(facts=(*facts, *page.facts), part=number)


def _object(name: str, number: str, line: bytes) -> dict[str, Any]:
    if len(line) > _MOST_BYTES:
        raise SeedError(name, number, f"{len(line):,} bytes are more than one notice ({_MOST_BYTES:,})", _MEND)
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        bad = line[error.start : error.end].hex(" ")
        raise SeedError(name, number, f"byte {error.start} of the line ({bad}) is no UTF-8", _MEND) from error
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too large a number"
        raise SeedError(name, number, f"is no JSON: {what}", _MEND) from error
    if not isinstance(record, dict):
        raise SeedError(name, number, "is no JSON object", _MEND)
    return record
