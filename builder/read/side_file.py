"""What a maintainer says about a seed, in the file ``<file name>.yaml`` beside it.

Each fault is told with its line and drops only what it concerns; the rest counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
from yaml import YAMLError

from builder.errors import Problem, TableError
from builder.model import FIELDS, TYPES, Correction, DateField, NoticeKind, Officiality, PlaceField, SideFile
from builder.rules.table import Entry, load_yaml

MOST_BYTES = 64 * 1024

_ID = re.compile(r"n[0-9a-f]{12}")
_URL = re.compile(r"https?://[^\s/<>\"']+[^\s<>\"']*")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?|--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
)
_ADCODE = re.compile(r"[1-9]\d{5}")

PLACES = tuple(name for name, kind in TYPES.items() if kind is PlaceField)
DATES = tuple(name for name, kind in TYPES.items() if kind is DateField)

Check = tuple[Callable[[Any], bool], str]


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_decision(item: tuple[Any, Any]) -> bool:
    return isinstance(item[0], str) and item[1] in _DECISIONS


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


_WORDS: Check = (_is_words, "write words on one line")
_DAY_CHECK: Check = (_matches(_DAY), "write a day as 2021-01-31")
_URL_CHECK: Check = (_matches(_URL), "write an address that begins with https:// or http://")
_IDS: Check = (
    lambda value: isinstance(value, list) and all(map(_matches(_ID), value)),
    "write ids as [n0123456789ab]",
)

#: the keys of a side file and what may stand there; a container of many records may only have those of ``_SHARED``
_KEYS: dict[str, Check] = {
    "url": _URL_CHECK,
    "retrieved_on": _DAY_CHECK,
    "archived_copy": _URL_CHECK,
    "licence": _WORDS,
    "replaces": _IDS,
    "corrections": (lambda value: isinstance(value, list), "begin each correction with '- field:'"),
    "personal_data": (
        lambda value: value in _DECISIONS or (isinstance(value, Entry) and all(map(_is_decision, value.items()))),
        "write shown or masked, or one of the two for each kind: {mobile: shown}",
    ),
}
_DECISIONS = ("shown", "masked")
_SHARED = ("retrieved_on", "archived_copy", "licence", "personal_data")

_CORRECTION_KEYS: dict[str, Check] = {
    "field": (lambda value: value in FIELDS, f"use one of {', '.join(FIELDS)}"),
    "why": _WORDS,
    "by": _WORDS,
    "on": _DAY_CHECK,
}


def read_side_file(seed: Path, folder: Path, many: bool, found: list[Problem]) -> SideFile | None:
    """What stands beside the seed; None when nothing does. Faults go to ``found``, each with its line."""
    path = seed.with_name(seed.name + ".yaml")
    name = path.relative_to(folder).as_posix()
    if not path.is_file() or path.is_symlink():
        return None
    try:
        data = path.read_bytes()
        if len(data) > MOST_BYTES:
            raise ValueError(f"{len(data):,} bytes are more than a side file ({MOST_BYTES:,})")
        if data.count(b"[") + data.count(b"{") > 200 or b"\n" + b" " * 200 in data:
            raise ValueError("nests too deep")
        held = load_yaml(path, folder)
    except TableError as error:
        found += error.problems
        return SideFile(name, data)
    except (OSError, ValueError, TypeError, RecursionError, YAMLError) as error:
        found.append(Problem(name, "", f"cannot be read: {_one_line(error)}", "mend it: the seed is built without it"))
        return SideFile(name, b"")
    if not isinstance(held, Entry):
        found.append(Problem(name, "1", "is no list of 'key: value' lines", f"use the keys {', '.join(_KEYS)}"))
        return SideFile(name, data)
    return _side_file(name, data, held, _SHARED if many else tuple(_KEYS), found)


def _one_line(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is no UTF-8"
    return str(error.strerror if isinstance(error, OSError) else error).split("\n")[0]


def _side_file(name: str, data: bytes, held: Entry, allowed: tuple[str, ...], found: list[Problem]) -> SideFile:
    kept = {}
    for key, value in held.items():
        if key not in allowed:
            found.append(held.problem(f"unknown key {key!r}", f"use {', '.join(allowed)}"))
        elif value is not None:
            check, next = _KEYS[key]
            if check(value):
                kept[key] = value
            else:
                found.append(held.problem(f"{key} cannot be {_shown(value)}", next))
    corrections = tuple(_corrections(held, kept.pop("corrections", []), found))
    replaces = tuple(dict.fromkeys(kept.pop("replaces", [])))
    decided = kept.pop("personal_data", {})
    personal = {"any": decided} if isinstance(decided, str) else dict(decided)
    return SideFile(name, data, **kept, replaces=replaces, corrections=corrections, personal_data=personal)


def _corrections(held: Entry, entries: list[Any], found: list[Problem]) -> Iterator[Correction]:
    seen: set[str] = set()
    for entry in entries:
        if not isinstance(entry, Entry):
            found.append(held.problem(f"{_shown(entry)} is no correction", "give it field, value, why, by and on"))
            continue
        faults = list(_faults(entry))
        if not faults and entry["field"] in seen:
            faults = [entry.problem(f"a second correction of {entry['field']}", "keep one of the two")]
        found += faults
        if not faults:
            seen.add(entry["field"])
            yield msgspec.convert({**entry, "line": entry.line}, Correction)


def _faults(entry: Entry) -> Iterator[Problem]:
    missing = [key for key in (*_CORRECTION_KEYS, "value") if key not in entry]
    if missing:
        yield entry.problem(f"a correction without {missing[0]!r}", f"add {missing[0]}: to it")
        return
    for key in entry:
        if key not in (*_CORRECTION_KEYS, "value", "adcode"):
            yield entry.problem(f"unknown key {key!r}", f"use {', '.join(_CORRECTION_KEYS)}, value, adcode")
    for key, (check, next) in _CORRECTION_KEYS.items():
        if not check(entry[key]):
            yield entry.problem(f"{key} cannot be {_shown(entry[key])}", next)
            return
    yield from _value_faults(entry)


def _value_faults(entry: Entry) -> Iterator[Problem]:
    field, value, adcode = entry["field"], entry["value"], entry.get("adcode")
    check, next = _check_of(field)
    if value is None and field in ("is_policy", "kind", "officiality"):
        yield entry.problem(f"{field} cannot be empty", next)
    elif value is not None and not check(value):
        yield entry.problem(f"{field} cannot be {_shown(value)}", next)
    if adcode is not None and (field not in PLACES or value is None):
        yield entry.problem(f"{field} has no adcode", "delete the adcode")
    elif adcode is not None and not _matches(_ADCODE)(adcode):
        yield entry.problem(f"adcode cannot be {_shown(adcode)}", 'write six digits in quotes: "530700"')


def _check_of(field: str) -> Check:
    """What may stand as the value of a field."""
    if field == "is_policy":
        return lambda value: isinstance(value, bool), "write true or false"
    if field in ("kind", "officiality"):
        words = get_args(NoticeKind if field == "kind" else Officiality)
        return lambda value: value in words, f"use one of {', '.join(words)}"
    if field in DATES:
        return _matches(_DATE), 'write "2021-01-31", "2021-01", "2021" or, without a year, "--01-31", in quotes'
    return _WORDS


def _shown(value: Any) -> str:
    """The value as a fault shows it; what YAML builds out of aliases may be endless."""
    return repr(value) if isinstance(value, str | int | float | bool | None) else f"a {type(value).__name__}"
