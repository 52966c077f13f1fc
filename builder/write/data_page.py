"""The page that leads to the data files: what each holds, column by column, how large it is, how to cite it."""

from __future__ import annotations

from collections.abc import Iterable

from builder.model import Archive
from builder.write.data import MOST_BYTES, DataFile, version_of
from builder.write.indexes import Page, make
from builder.write.tables import RECORD_KEYS, TABLES
from builder.write.words import STATUSES, Words


def data_page(files: Iterable[DataFile], archive: Archive) -> Page:
    """The page for these files. Each column of each table stands on it, and each key of a record."""
    held: dict[str, list[tuple[DataFile, str]]] = {}
    for file in files:
        held.setdefault(file.holds, []).append((file, size(len(file.data))))
    own = {"records", "schema", "files", *(table.name for table in TABLES)}
    return make(
        "data/index.md",
        Words("数据", "Data"),
        "data.md.j2",
        archive=archive,
        version=version_of(archive),
        held=held,
        tables=TABLES,
        more=[name for name in held if name not in own],
        keys=RECORD_KEYS,
        statuses=STATUSES,
        most=size(MOST_BYTES),
    )


def size(count: int) -> str:
    """``812 B``, ``49 KB``, ``1.3 MB``: a size as people read it, by 1024."""
    if count < 1024:
        return f"{count} B"
    if count < 1024 * 1024:
        return f"{round(count / 1024)} KB"
    megabytes = count / 1024 / 1024
    return f"{megabytes:.1f} MB" if megabytes < 10 else f"{round(megabytes):,} MB"
