"""Files for programs: the records, the tables, the schema, and a list of these files with their sizes and digests.

Each table stands twice: plain UTF-8 for programs, and with a byte order mark for Excel, which takes a file without one for
the system's old encoding. A program that does not expect the mark would read it as part of the first column's name, so one
file for both will not do. In both a cell that a spreadsheet would take for a formula is defused by an apostrophe.

A file over ``MOST_BYTES`` is cut by the year of its notices, and a year over it by month; ``files.json`` names every part.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from builder.model import SCHEMA_VERSION, Archive, Notice, json_schema, to_json
from builder.rules import Rules
from builder.write.tables import TABLES, Row, Table

#: What a browser, a mail or a text editor still takes whole. About 700 records of 50 KB.
MOST_BYTES = 32 * 1024 * 1024
BYTE_ORDER_MARK = "\ufeff".encode()


class DataFile(NamedTuple):
    """A file under ``data/``: ``holds`` names the table it belongs to, ``rows`` counts its rows without the heading."""

    name: str
    holds: str
    rows: int
    data: bytes

    @property
    def sha256(self) -> str:
        """Its digest."""
        return hashlib.sha256(self.data).hexdigest()


class Version(NamedTuple):
    """What a user of the data cites: the form of the records, and the digest of them all."""

    schema: int
    digest: str

    def __str__(self) -> str:
        return f"{self.schema}-{self.digest[:12]}"


def version_of(archive: Archive) -> Version:
    """The version of the data: SHA-256 over the records, one a line, newest notice first."""
    total = hashlib.sha256()
    for notice in archive.notices:
        total.update(to_json(notice) + b"\n")
    return Version(SCHEMA_VERSION, total.hexdigest())


def data_files(archive: Archive, rules: Rules, more: Iterable[DataFile] = ()) -> Iterator[DataFile]:
    """The files under ``data/``, ``more`` behind the tables, the list of them all last. Policies only: what is no policy keeps
    its ``record.json`` beside its page."""
    listed = []
    for file in (*_records(archive), *_tables(archive, rules), *more, _schema()):
        listed.append(file)
        yield file
    yield file_list(listed, version_of(archive), len(archive.notices))


def file_list(files: Iterable[DataFile], version: Version, notices: int) -> DataFile:
    """``files.json``: what there is, how large, and how to tell that it came whole."""
    listed = [
        {"name": file.name, "holds": file.holds, "rows": file.rows, "bytes": len(file.data), "sha256": file.sha256}
        for file in files
    ]
    content = {"version": str(version), "schema_version": version.schema, "digest": version.digest, "notices": notices}
    return DataFile("files.json", "files", len(listed), _json(content | {"files": listed}))


def _records(archive: Archive) -> Iterator[DataFile]:
    pieces = [Piece(_month(notice), to_json(notice) + b"\n", 1) for notice in archive.notices]
    for name, part in cut("records", pieces):
        yield DataFile(f"{name}.jsonl", "records", len(part), b"".join(piece.data for piece in part))


def _tables(archive: Archive, rules: Rules) -> Iterator[DataFile]:
    for table in TABLES:
        head = csv_lines([tuple(column.name for column in table.columns)])
        for name, part in cut(table.name, list(_pieces(table, archive, rules))):
            data = head + b"".join(piece.data for piece in part)
            rows = sum(piece.rows for piece in part)
            yield DataFile(f"{name}.csv", table.name, rows, data)
            yield DataFile(f"{name}-excel.csv", table.name, rows, BYTE_ORDER_MARK + data)


def _schema() -> DataFile:
    return DataFile("record.schema.json", "schema", 1, _json(json_schema()))


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


# --- cutting ---------------------------------------------------------------------------------------------------------


class Piece(NamedTuple):
    """The lines that one notice gives to a file; ``month`` is ``2021/01`` or None."""

    month: str | None
    data: bytes
    rows: int


def _pieces(table: Table, archive: Archive, rules: Rules) -> Iterator[Piece]:
    if table.of_notice is None:
        rows = list(table.of_archive(archive, rules)) if table.of_archive else []
        yield Piece(None, csv_lines(rows), len(rows))
        return
    for notice in archive.notices:
        rows = list(table.of_notice(notice, rules))
        yield Piece(_month(notice), csv_lines(rows), len(rows))


def _month(notice: Notice) -> str | None:
    """The notice's month, or its year alone where no more is known."""
    return notice.month() or (str(notice.date.value) if notice.date.value else None)


def cut(name: str, pieces: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The pieces as one file, or by year, or by month: ``records``, ``records-2021``, ``records-2021-03``,
    ``records-undated``. A single month is not cut further."""
    if _size(pieces) <= MOST_BYTES:
        yield name, pieces
        return
    for year, of_year in _by(pieces, 4).items():
        if _size(of_year) <= MOST_BYTES:
            yield f"{name}-{year}", of_year
        else:
            yield from ((f"{name}-{month}", part) for month, part in _by(of_year, 7).items())


def _by(pieces: list[Piece], length: int) -> dict[str, list[Piece]]:
    piles: dict[str, list[Piece]] = {}
    for piece in pieces:
        key = piece.month.replace("/", "-")[:length] if piece.month else "undated"
        piles.setdefault(key, []).append(piece)
    return piles


def _size(pieces: list[Piece]) -> int:
    return sum(len(piece.data) for piece in pieces)


# --- cells -----------------------------------------------------------------------------------------------------------


def csv_lines(rows: Iterable[Row]) -> bytes:
    """Rows as RFC 4180 has them: commas, doubled quotes, CR LF; UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([defuse(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")


def defuse(cell: object) -> str:
    """The cell as text that no spreadsheet computes: a leading ``= + - @``, tab or line end gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return "'" + text if text[:1] in _FORMULA else text


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
