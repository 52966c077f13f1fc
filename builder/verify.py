"""Re-reads what was published and proves the promises from the files alone: nothing lost, nothing invented, no stray.

Knows neither stages nor rules: it believes only ``seeds/``, the records and the files beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from builder.errors import Problem
from builder.model import Evidence, Notice, from_json, identity

REBUILD = "build again; if it stays, the builder is at fault"


def verify(seeds: Path, docs: Path, owned: set[str]) -> list[Problem]:
    """Every broken promise in ``docs/``; ``owned`` are the paths that the manifest lists."""
    problems = list(_files(docs, owned))
    for record in sorted(docs.glob("notices/*/record.json")):
        name = record.relative_to(docs).as_posix()
        try:
            notice = from_json(record.read_bytes())
            raw = notice.raw()
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(name, "", f"no record: {error}", REBUILD))
            continue
        except ValueError as error:
            problems.append(Problem(name, "repairs", f"cannot be taken back: {error}", REBUILD))
            continue
        broken = (
            *_identity(notice, record, seeds),
            *_masked(notice, raw, record, seeds),
            *_texts(notice, raw, record),
            *_quotes(notice, raw),
            *_addresses(notice, docs),
        )
        problems += [Problem(name, place, what, REBUILD) for place, what in broken]
    return problems


def _files(docs: Path, owned: set[str]) -> Iterator[Problem]:
    tops = sorted({path.split("/")[0] for path in owned})
    there = {
        path.relative_to(docs).as_posix()
        for top in tops
        for path in ((docs / top).rglob("*") if (docs / top).is_dir() else [docs / top])
        if path.is_file()
    }
    yield from (
        Problem(path, "", "a stray file: no notice and no page of the builder", REBUILD)
        for path in sorted(there - owned)
    )
    yield from (Problem(path, "", "in the manifest, and not there", REBUILD) for path in sorted(owned - there))


def _identity(notice: Notice, record: Path, seeds: Path) -> Iterator[tuple[str, str]]:
    source = notice.source
    if not notice.id == record.parent.name == identity(source.sha256):
        yield "id", f"{notice.id} is not the id of {source.sha256}"
    kept = record.parent / "source.bin"
    beside = kept if kept.exists() else record.parent / "raw.txt"
    copies = [path for path in (seeds / source.path, *(() if notice.masked() else (beside,))) if path.is_file()]
    yield from (
        ("source.sha256", f"{path.name} has other bytes")
        for path in copies
        if hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256
    )


def _masked(notice: Notice, raw: str, record: Path, seeds: Path) -> Iterator[tuple[str, str]]:
    """Where personal data are masked no word of them is left, and nothing else differs from the seed."""
    hidden = notice.masked()
    if not hidden:
        return
    if (record.parent / "source.bin").exists():
        yield "personal_data", "the seed's own bytes are published beside a masked text"
    masked = {at for datum in hidden for at in range(datum.evidence.start, datum.evidence.end)}
    if any(raw[at].isalnum() for at in masked if at < len(raw)):
        yield "personal_data", "words that should be masked stand in the text"
    seed = seeds / notice.source.path
    if notice.source.media_type != "text/plain" or not seed.is_file():
        return
    try:
        told = seed.read_bytes().decode(notice.source.encoding)
    except (LookupError, UnicodeDecodeError):
        return
    if len(told) != len(raw) or any(
        one != other for at, (one, other) in enumerate(zip(told, raw, strict=True)) if at not in masked
    ):
        yield "personal_data", "more than the masked places differs from the seed"


def _texts(notice: Notice, raw: str, record: Path) -> Iterator[tuple[str, str]]:
    for name, text in (("raw.txt", raw), ("text.txt", notice.text)):
        path = record.parent / name
        if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
            yield name, "is not what the record says"


def _quotes(notice: Notice, raw: str) -> Iterator[tuple[str, str]]:
    for place, evidence in every_evidence(notice):
        if raw[evidence.start : evidence.end] != evidence.quote or not evidence.quote:
            yield place, f"raw[{evidence.start}:{evidence.end}] is not {evidence.quote!r}"
        if evidence.text_start is not None and not notice.text[evidence.text_start : evidence.text_end]:
            yield place, "its words are not in the text"


def every_evidence(notice: Notice) -> Iterator[tuple[str, Evidence]]:
    """Each evidence of a record with the place that holds it."""
    for name, field in (*notice.fields().items(), ("url", notice.source.url), ("site", notice.source.site)):
        yield from ((name, evidence) for evidence in field.evidence)
        yield from ((f"{name}.others", evidence) for loser in field.others for evidence in loser.evidence)
    for number, statement in enumerate(notice.measures):
        yield from ((f"measures[{number}]", evidence) for evidence in statement.evidence)
        yield from ((f"measures[{number}]", parameter.evidence) for parameter in statement.parameters)
    for caution in notice.warnings:
        yield from ((f"warnings.{caution.rule}", evidence) for evidence in caution.evidence)
    yield from (("personal_data", datum.evidence) for datum in notice.personal_data)


def _addresses(notice: Notice, docs: Path) -> Iterator[tuple[str, str]]:
    if not notice.is_policy.value and (notice.filed_under or notice.measures):
        yield "filed_under", "what is no policy is filed nowhere"
    for code in notice.filed_under:
        if code != "100000" and not any(
            (docs / shelf / code / "index.md").exists() for shelf in ("cities", "provinces")
        ):
            yield "filed_under", f"{code} has no page"
