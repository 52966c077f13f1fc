"""Files for programs: the records, a table of notices, a table of statements, the schema.

``notices.csv`` and ``statements.csv`` are UTF-8 with a byte order mark, so that spreadsheets read the Chinese; a cell that a
spreadsheet would take for a formula is defused with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from builder.model import Archive, Notice, json_schema, to_json

NOTICE_COLUMNS = (
    "id", "title", "kind", "officiality", "province", "province_adcode", "city", "city_adcode", "county", "county_adcode",
    "issuing_body", "issuing_body_normalised", "document_number", "date", "date_status", "date_partial", "published",
    "effective_from", "effective_until", "filed_under", "measures", "source_path", "source_sha256",
)  # fmt: skip
STATEMENT_COLUMNS = ("notice", "date", "filed_under", "measure", "facet", "modality", "stage", "anchor", "words")


def data_files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The files under ``data/``. Policies only; what is no policy keeps its ``record.json`` beside its page."""
    yield "data/records.jsonl", b"".join(to_json(notice) + b"\n" for notice in archive.notices)
    yield "data/notices.csv", table(NOTICE_COLUMNS, map(notice_row, archive.notices))
    rows = (row for notice in archive.notices for row in statement_rows(notice))
    yield "data/statements.csv", table(STATEMENT_COLUMNS, rows)
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    yield "data/record.schema.json", (schema + "\n").encode()


def notice_row(notice: Notice) -> tuple[str | None, ...]:
    """One row of ``notices.csv``, in the order of its columns."""
    return (
        notice.id, notice.title.value, notice.kind.value, notice.officiality.value,
        notice.province.value, notice.province.adcode, notice.city.value, notice.city.adcode,
        notice.county.value, notice.county.adcode, notice.issuing_body.value, notice.issuing_body.normalised,
        notice.document_number.value, notice.date.value, notice.date.status, notice.date.partial,
        notice.published.value, notice.effective_from.value, notice.effective_until.value,
        " ".join(notice.filed_under), " ".join(notice.counted_measures()), notice.source.path, notice.source.sha256,
    )  # fmt: skip


def statement_rows(notice: Notice) -> Iterator[tuple[str | None, ...]]:
    """One row of ``statements.csv`` per coded statement, with the words that carry it as they stand in the raw text."""
    for statement in notice.measures:
        words = " … ".join(evidence.quote for evidence in statement.evidence)
        filed = " ".join(notice.filed_under)
        date = notice.date.value
        yield (
            notice.id, date, filed, statement.id, statement.facet, statement.modality, statement.stage,
            statement.block, words,
        )  # fmt: skip


def table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    """A CSV table (RFC 4180) with a byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defuse(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def defuse(cell: object) -> str:
    """The cell as text that no spreadsheet computes: a leading ``= + - @``, tab or line end gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") else text
