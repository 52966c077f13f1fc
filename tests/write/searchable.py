"""Notices and archives for tests of the search, made by hand: a title, lines of text, a date."""

from __future__ import annotations

import hashlib
from pathlib import Path

from builder.model import (
    SCHEMA_VERSION,
    Archive,
    Block,
    BodyField,
    DateField,
    Field,
    Notice,
    PlaceField,
    Source,
    from_json,
    identity,
)  # fmt: skip

UNKNOWN = Field(None, "unknown")


def notice_of(title: str | None, *lines: str, date: str | None = None, partial: str | None = None) -> Notice:
    """A policy notice with one block a line. Its raw text begins with a headline of ten characters, so anchors are moved."""
    text = "\n".join(lines)
    sha256 = hashlib.sha256(repr((title, text, date)).encode()).hexdigest()
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    spans = zip(starts, lines, strict=True)
    blocks = tuple(Block(f"c{start + 10}", "paragraph", start, start + len(line)) for start, line in spans)
    day = DateField(date, "stated" if date else "unknown", precision="day" if date else None, partial=partial)
    return Notice(
        id=identity(sha256), schema_version=SCHEMA_VERSION,
        source=Source("x.txt", sha256, 1, "utf-8", "text/plain", UNKNOWN, UNKNOWN, "unknown"),
        is_policy=Field(True, "inferred"), kind=Field("notice", "inferred"), officiality=Field("official", "inferred"),
        title=Field(title, "stated" if title else "unknown"),
        province=PlaceField("山西省", "stated", adcode="140000"), city=PlaceField("太原市", "stated", adcode="140100"),
        county=PlaceField(None, "not-applicable"), issuing_body=BodyField(None, "unknown"), document_number=UNKNOWN,
        date=day, published=DateField(None, "unknown"), effective_from=DateField(None, "unknown"),
        effective_until=DateField(None, "unknown"), filed_under=("140100",), measures=(), text=text, blocks=blocks,
        repairs=(),
    )  # fmt: skip


def archive_of(*notices: Notice, not_policy: tuple[Notice, ...] = ()) -> Archive:
    """An archive of these notices in its own order: newest first, undated last, then by id."""
    ordered = sorted(notices, key=lambda notice: notice.id)
    ordered.sort(key=lambda notice: notice.date.value or "", reverse=True)
    by_id = {notice.id: notice for notice in (*ordered, *not_policy)}
    return Archive(tuple(ordered), not_policy, (), (), (), (), (), (), by_id)


def records_in(folder: Path) -> list[Notice]:
    """The records that a build has published under ``folder``."""
    return [from_json(path.read_bytes()) for path in sorted(folder.glob("notices/*/record.json"))]
