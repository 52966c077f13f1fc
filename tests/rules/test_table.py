"""Every table: a mistyped key is told at its own line, wherever it stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.errors import TableError
from builder.rules import TABLES, load
from builder.rules.around_places import load_around_places
from builder.rules.box import load_box
from builder.rules.eras import load_eras
from builder.rules.fields import load_fields
from builder.rules.issuers import load_issuers
from builder.rules.measures import load_measures
from builder.rules.personal import load_personal
from builder.rules.repairs import load_repairs
from builder.rules.table import Entry, load_yaml

LOADERS = {  # what is not named here is a table of the fields
    "repair": load_repairs,
    "around_places.yaml": load_around_places,
    "issuers.yaml": load_issuers,
    "box.yaml": load_box,
    "eras.yaml": load_eras,
    "personal.yaml": load_personal,
    **dict.fromkeys(("measures.yaml", "coding.yaml", "parameters.yaml"), load_measures),
}
#: mappings whose keys are words of the notices, or names that the table itself gives
FREE = ("coding.yaml.words", "parameters.yaml[patterns].words", "repair/.words")


def kinds_of_rows(held: Any, kind: str) -> Iterator[tuple[str, Entry]]:
    """Each mapping of a table with where such mappings stand."""
    if isinstance(held, Entry):
        yield kind, held
        for key, value in held.items():
            yield from kinds_of_rows(value, f"{kind}[{key}]" if isinstance(value, list) else f"{kind}.{key}")
    elif isinstance(held, list):
        for value in held:
            yield from kinds_of_rows(value, kind)


def last_keys() -> dict[str, tuple[str, int, str]]:
    """For each kind of row the file, the line and the name of the last key of its fullest row."""
    fullest: dict[str, Entry] = {}
    for path in sorted(TABLES.rglob("*.yaml")):
        name = path.relative_to(TABLES).as_posix()
        for kind, entry in kinds_of_rows(load_yaml(path, TABLES), name if "/" not in name else "repair/"):
            if entry and len(entry) > len(fullest.get(kind, ())):
                fullest[kind] = entry
    last = {kind: list(entry)[-1] for kind, entry in fullest.items() if not kind.startswith(FREE)}
    return {kind: (fullest[kind].file, fullest[kind].lines[key], key) for kind, key in last.items()}


@pytest.mark.parametrize(("file", "line", "key"), last_keys().values(), ids=last_keys())
def test_a_mistyped_key_is_told_at_its_line(tmp_path: Path, file: str, line: int, key: str) -> None:
    """Else the words behind it would be dropped in silence."""
    shutil.copytree(TABLES, tmp_path / "rules")
    lines = (TABLES / file).read_text(encoding="utf-8").splitlines(keepends=True)
    before, colon, behind = lines[line - 1].rpartition(f"{key}:")
    assert colon
    lines[line - 1] = f"{before}{key}x:{behind}"
    (tmp_path / "rules" / file).write_text("".join(lines), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        LOADERS.get(file.partition("/")[0], load_fields)(tmp_path / "rules")
    assert f"{file}:{line}: unknown key '{key}x' → write {key}: or delete it" in str(caught.value).splitlines()


def test_what_resembles_no_key_is_told_with_all_of_them(tmp_path: Path) -> None:
    """The line is that of the key, not that of its entry."""
    (tmp_path / "t.yaml").write_text("- id: a\n  on: b\n  colour: red\n", encoding="utf-8")
    (entry,) = load_yaml(tmp_path / "t.yaml", tmp_path)
    assert [str(fault) for fault in entry.unknown("id", "on")] == ["t.yaml:3: unknown key 'colour' → use id, on"]


def test_a_key_that_may_be_left_out_is_not_missed() -> None:
    """Needed keys are missed, others are not; both are known."""
    entry = Entry(id="a", weight=3)
    assert list(entry.whole("id", may=("weight", "plain"))) == []
    assert [fault.what for fault in entry.whole("id", "says", may=("weight",))] == ["entry 'a' has no 'says'"]


def test_the_same_tables_are_read_once_and_changed_ones_again(tmp_path: Path) -> None:
    """Wherever they lie; a table that was mended and spoilt again is told each time."""
    folder = shutil.copytree(TABLES, tmp_path / "rules", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    before = load(folder)
    assert load(folder) is before is load()
    table = folder / "measures.yaml"
    kept = table.read_text("utf-8")
    table.write_text(kept.replace("\n  en: ", "\n  en: Changed ", 1), "utf-8")
    assert load(folder).measures != before.measures
    for _ in range(2):
        table.write_text("[", "utf-8")
        with pytest.raises(TableError):
            load(folder)
    table.write_text(kept, "utf-8")
    assert load(folder).digest == before.digest
