"""Patterns that were found sound are not parsed again; whatever changed is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.cache import Cache
from builder.errors import TableError
from builder.rules import TABLES, patterns
from builder.rules.measures import Taxonomy, load_measures
from builder.rules.patterns import Sound
from builder.rules.table import Entry, compile_pattern, parse_pattern


def told(taxonomy: Taxonomy) -> list[tuple[str, tuple[frozenset[str], ...]]]:
    """Every pattern of the coding rules with what it demands."""
    return [(pattern.source, pattern.demands) for pattern in taxonomy.coding.patterns()]


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    """What a first command keeps."""
    store = Cache(tmp_path / "rules", "")
    sound = Sound(store)
    load_measures(TABLES, sound)
    sound.keep()
    return store


def test_a_second_command_parses_no_pattern_and_reads_the_same(kept: Cache, monkeypatch: pytest.MonkeyPatch):
    """What the store tells is what the patterns say."""
    first = told(load_measures(TABLES))
    monkeypatch.setattr(patterns, "parse_pattern", lambda *_: pytest.fail("a pattern was parsed"))
    assert told(load_measures(TABLES, Sound(kept))) == first


def test_a_pattern_that_changed_is_parsed(kept: Cache, tmp_path: Path):
    """And told by file and line where it is none; nobody looks at the table's age."""
    shutil.copytree(TABLES, tmp_path / "tables")
    table = tmp_path / "tables" / "coding.yaml"
    text = table.read_text("utf-8")
    table.write_text(text.replace("- '外防输入'", "- '(外防输入'"), "utf-8")
    assert table.read_text("utf-8") != text
    with pytest.raises(TableError, match="no regular expression"):
        load_measures(tmp_path / "tables", Sound(kept))


@pytest.mark.parametrize(
    "pattern", ["(甲", "[甲", "甲{2,1}", "(?<=甲|乙丙)丁", "(?P<a>甲)(?P<a>乙)", r"\1甲", "甲*", "*甲"]
)
def test_what_is_parsed_only_is_told_as_if_it_were_compiled(pattern: str):
    """Also what only compiling finds: something to stand before that has no one width."""
    told = []
    for read in (compile_pattern, parse_pattern):
        with pytest.raises(TableError) as error:
            read(Entry(id="x"), pattern)
        told.append(error.value.problems)
    assert told[0] == told[1]


def test_a_damaged_store_is_noticed(kept: Cache, tmp_path: Path):
    """Then everything is parsed, and kept again."""
    (file,) = (tmp_path / "rules").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole.replace("核酸".encode(), "核算".encode()))
    sound = Sound(kept)
    assert told(load_measures(TABLES, sound)) == told(load_measures(TABLES))
    sound.keep()
    assert file.read_bytes() == whole


def test_what_no_table_holds_any_more_is_forgotten(tmp_path: Path):
    """The store does not grow with every edit of a rule."""
    store = Cache(tmp_path, "")
    for pattern in ("甲", "乙"):
        sound = Sound(store)
        sound.read(Entry(id="x"), pattern)
        sound.keep()
    assert list(Sound(store)._before) == ["乙"]
