"""Files for programs: the records, the tables, the schema, and a list of these files with their sizes and digests.

Each table stands twice: plain UTF-8 for programs, and with a byte order mark for Excel, which takes a file without one for
the system's old encoding. A program that does not expect the mark would read it as part of the first column's name, so one
file for both will not do. In both a cell that a spreadsheet would take for a formula is defused by an apostrophe.

When the records outgrow ``MOST_BYTES``, what has several rows a notice is cut by the month of its notices and packed with gzip,
which programs read as it is: then a new notice changes the files of its month, and a host stores a tenth. ``files.json`` names
every file.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from builder.model import SCHEMA_VERSION, Archive, Notice, json_schema, to_json
from builder.rules import Rules
from builder.write.tables import TABLES, Row, Table
from builder.write.unit import Files, Prints, Unit

#: What stands in one piece and unpacked: about a thousand records.
MOST_BYTES = 16 * 1024 * 1024
BYTE_ORDER_MARK = "\ufeff".encode()

#: Of a notice whose month is not known, the first so many characters of the id cut the pile.
_UNDATED = 2


class DataFile(NamedTuple):
    """A file under ``data/``: ``holds`` names the table it belongs to, ``rows`` counts its rows without the heading."""

    name: str
    holds: str
    rows: int
    data: bytes

    def told(self) -> ToldFile:
        """What is told of it."""
        return ToldFile(self.name, self.holds, self.rows, len(self.data), hashlib.sha256(self.data).hexdigest())


class ToldFile(NamedTuple):
    """What the list and the data page tell of a file."""

    name: str
    holds: str
    rows: int
    bytes: int
    sha256: str


class Version(NamedTuple):
    """What a user of the data cites: the form of the records, and the digest of them all."""

    schema: int
    digest: str

    def __str__(self) -> str:
        return f"{self.schema}-{self.digest[:12]}"


def version_of(archive: Archive, prints: Prints | None = None) -> Version:
    """The version of the data: SHA-256 over the SHA-256 of each record (its JSON without the line end, in
    hexadecimal), one a line, newest notice first. So it is known from what is known of each record."""
    prints = prints or Prints()
    lines = "".join(f"{prints.of(notice)}\n" for notice in archive.notices)
    return Version(SCHEMA_VERSION, hashlib.sha256(lines.encode()).hexdigest())


# --- units -----------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """The notices of some files: ``name`` is ``2021-03``, ``2021``, ``undated-n3``; nothing when they are all."""

    name: str
    notices: tuple[Notice, ...]


def in_one_piece(archive: Archive, prints: Prints) -> bool:
    """Whether the files of all notices are small enough to stand whole."""
    return sum(prints.size(notice) for notice in archive.notices) <= MOST_BYTES


def parts_of(archive: Archive, prints: Prints) -> list[Part]:
    """All notices while their records are small; else those of each month, in the archive's order."""
    if in_one_piece(archive, prints):
        return [Part("", archive.notices)]
    piles: dict[str, list[Notice]] = {}
    for notice in archive.notices:
        piles.setdefault(_pile(notice), []).append(notice)
    return [Part(name, tuple(pile)) for name, pile in piles.items()]


def _pile(notice: Notice) -> str:
    """The notice's month, or its year alone where no more is known."""
    known = notice.month() or notice.date.value
    return str(known).replace("/", "-") if known else f"undated-{notice.id[:_UNDATED]}"


def data_units(
    archive: Archive,
    rules: Rules,
    prints: Prints,
    tables: tuple[Table, ...],
    page: Callable[[list[ToldFile], Version], Files],
    more: Callable[[], Iterable[DataFile]] = tuple,
) -> Iterator[Unit]:
    """The files under ``data/``, ``more`` behind the tables, and the page that leads to them. Policies only: what is no policy
    keeps its ``record.json`` beside its page. ``tables`` are cut like the table of statements."""
    parts = parts_of(archive, prints)
    many = (*(table for table in TABLES if table.many), *tables)
    for part in parts:
        make = partial(_bytes_of, partial(part_files, part, archive, rules, many))
        yield Unit(f"data {part.name}", prints.all(part.notices), make)

    def whole() -> Iterator[DataFile]:
        yield from (*_whole_tables(archive, rules), *more(), _schema())

    def told_of_all(read: Callable[[str], bytes]) -> Files:
        told = [DataFile(name, holds, rows, read(f"data/{name}")).told() for name, holds, rows in _names(parts, many)]
        told += (file.told() for file in _read_again(read))
        told += (file.told() for file in (*more(), _schema()))
        version = version_of(archive, prints)
        listed = file_list(told, version, len(archive.notices))
        yield f"data/{listed.name}", listed.data
        yield from page([*told, listed.told()], version)

    yield Unit("data", prints.all(archive.by_id.values()), partial(_bytes_of, whole), told_of_all, long=True)


def _bytes_of(files: Callable[[], Iterable[DataFile]]) -> Files:
    for file in files():
        yield f"data/{file.name}", file.data


def _names(parts: Iterable[Part], tables: tuple[Table, ...]) -> Iterator[tuple[str, str, int]]:
    """The files of these parts: name, table, rows; table by table."""
    for part in parts:
        yield _name("records", part, "jsonl"), "records", len(part.notices)
    for table in tables:
        for part in parts:
            rows = sum(map(table.count, part.notices))
            yield from ((name, table.name, rows) for name in _table_names(table, part))


def part_files(part: Part, archive: Archive, rules: Rules, tables: tuple[Table, ...]) -> Iterator[DataFile]:
    """The records of these notices, and their rows of the tables that are cut."""
    records: list[bytes] = []
    rows: dict[str, list[bytes]] = {table.name: [_head(table)] for table in tables}
    for notice in part.notices:
        whole = archive.whole(notice.id)
        records.append(to_json(whole) + b"\n")
        for table in tables:
            rows[table.name].append(csv_lines(table.of_notice(whole, rules)) if table.of_notice else b"")
    yield _packed(DataFile(_name("records", part, "jsonl"), "records", len(records), b"".join(records)))
    for table in tables:
        data, count = b"".join(rows[table.name]), sum(map(table.count, part.notices))
        plain, *excel = _table_names(table, part)
        yield _packed(DataFile(plain, table.name, count, data))
        yield from (DataFile(name, table.name, count, BYTE_ORDER_MARK + data) for name in excel)


def _name(table: str, part: Part, ending: str) -> str:
    return f"{table}-{part.name}.{ending}.gz" if part.name else f"{table}.{ending}"


def _table_names(table: Table, part: Part) -> tuple[str, ...]:
    plain = _name(table.name, part, "csv")
    return (plain,) if part.name else (plain, f"{table.name}-excel.csv")


def _packed(file: DataFile) -> DataFile:
    """The file, compressed where its name says so; no time is written into it."""
    return file._replace(data=gzip.compress(file.data, 6, mtime=0)) if file.name.endswith(".gz") else file


def _whole_tables(archive: Archive, rules: Rules) -> Iterator[DataFile]:
    for table in TABLES:
        if not table.many:
            rows = list(table.rows(archive, rules))
            data = _head(table) + csv_lines(rows)
            yield DataFile(f"{table.name}.csv", table.name, len(rows), data)
            yield DataFile(f"{table.name}-excel.csv", table.name, len(rows), BYTE_ORDER_MARK + data)


def _read_again(read: Callable[[str], bytes]) -> Iterator[DataFile]:
    """The same from what was written."""
    for table in TABLES:
        if not table.many:
            plain, excel = (read(f"data/{table.name}{ending}") for ending in (".csv", "-excel.csv"))
            unquoted = plain.split(b'"')[::2]  # a line end within quotes ends no row
            rows = sum(piece.count(b"\r\n") for piece in unquoted) - 1
            yield DataFile(f"{table.name}.csv", table.name, rows, plain)
            yield DataFile(f"{table.name}-excel.csv", table.name, rows, excel)


def _head(table: Table) -> bytes:
    return csv_lines([tuple(column.name for column in table.columns)])


def file_list(files: Iterable[ToldFile], version: Version, notices: int) -> DataFile:
    """``files.json``: what there is, how large, and how to tell that it came whole."""
    listed = [file._asdict() for file in files]
    content = {"version": str(version), "schema_version": version.schema, "digest": version.digest, "notices": notices}
    return DataFile("files.json", "files", len(listed), _json(content | {"files": listed}))


def _schema() -> DataFile:
    return DataFile("record.schema.json", "schema", 1, _json(json_schema()))


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


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


_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
