"""The table of claims: what speaks for a measure where a number stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES
from builder.rules.belonging import FILE, load_belonging
from builder.rules.measures import load_measures
from tests.corpus.belonging import written


def test_the_table_is_as_its_command_writes_it() -> None:
    """Nobody edits it by hand: read and written again it is the same file."""
    assert written(dict(load_belonging(TABLES))) == (TABLES / FILE).read_text(encoding="utf-8")


def test_every_measure_it_names_is_one() -> None:
    """A measure that was renamed would claim nothing."""
    known = {measure.id for measure in load_measures(TABLES).measures}
    assert {sign.partition(" of ")[2] for sign in load_belonging(TABLES) if " of " in sign} <= known


def test_a_folder_without_the_table_weighs_nothing(tmp_path: Path) -> None:
    """The table can be written anew from nothing."""
    assert load_belonging(tmp_path) == {}


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    """Whoever damages the table reads where."""
    (tmp_path / FILE).write_text("# signs\ndisinfection\tmuch\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"belonging\.tsv:2: .*disinfection"):
        load_belonging(tmp_path)
