"""The page that leads to the data files: what each holds, column by column, how large it is, how to cite it."""

from __future__ import annotations

from collections.abc import Iterable

from builder.model import Archive
from builder.write.data import MOST_BYTES, ToldFile, Version
from builder.write.page import Page, make
from builder.write.parameters import TABLE as PARAMETERS
from builder.write.tables import RECORD_KEYS, TABLES, Column, Table
from builder.write.words import STATUSES, Words

TAXONOMY_COLUMNS = (
    Column("taxonomy_version", "分类表的版本", "version of the taxonomy"),
    Column("id", "措施代号", "id of the measure"),
    Column("zh", "措施名", "its name in Chinese"),
    Column("en", "措施英文名", "its name in English"),
    Column("group", "所属的类", "its group"),
    Column("definition_zh", "定义", "definition, in Chinese"),
    Column("definition", "英文定义", "definition, in English"),
    Column("counts_zh", "什么属于它", "what counts, in Chinese"),
    Column("counts", "什么属于它，英文", "what counts, in English"),
    Column("not_counts_zh", "什么不属于它，属于哪一类", "what does not count and where it belongs, in Chinese"),
    Column("not_counts", "什么不属于它，英文", "what does not count, in English"),
    Column("facets", "细目代号，分号分开", "ids of its facets, parted by semicolons"),
    Column("parameters", "可带的数量类型，分号分开", "types of the numbers it may carry, parted by semicolons"),
    Column(
        "…_codes",
        "在另一分类里的代码，分号分开；列名以该分类开头",
        "codes in another tracker, which the column's name begins with",
    ),
    Column("…_match", "对应得如何：exact close broad narrow related none", "how well they fit"),
)

#: The files of other pages, with what their columns hold.
OTHERS = (
    PARAMETERS,
    Table("taxonomy", "措施分类表", "the taxonomy of measures", TAXONOMY_COLUMNS),
)


def data_page(files: Iterable[ToldFile], archive: Archive, version: Version) -> Page:
    """The page for these files. Each column of each table stands on it, and each key of a record."""
    held: dict[str, list[tuple[ToldFile, str]]] = {}
    for file in files:
        held.setdefault(file.holds, []).append((file, size(file.bytes)))
    tables = [table for table in (*TABLES, *OTHERS) if table.name in held]
    own = {"records", "schema", "files", *(table.name for table in tables)}
    return make(
        "data/index.md",
        Words("数据", "Data"),
        "data.md.j2",
        archive=archive,
        version=version,
        held=held,
        tables=tables,
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
