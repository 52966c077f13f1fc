"""The table for numbers that no pattern reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES
from builder.rules import load as load_rules
from builder.rules.parameters import COMPARATORS
from builder.rules.unread import FILE, NONE, SIGN, TYPE, load_unread
from builder.rules.weights import weights_of
from tests.corpus.unread import written

ROWS = "type/none\t1.0\ntype/duration\t0.0\ntype/duration < 停摊\t3.0\nsign/=\t0.0\nunit/duration 天 day\t5.0\n"


def test_the_table_is_as_its_command_writes_it() -> None:
    """Nobody edits it by hand: read and written again it is the same file."""
    if (TABLES / FILE).exists():
        assert written(weights_of(TABLES / FILE, "", [])) == (TABLES / FILE).read_text(encoding="utf-8")


def test_every_answer_is_one() -> None:
    """A type that was renamed would be no type."""
    rules = load_rules().measures.parameters
    answers = {name: {answer for own in of.values() for answer, _ in own} for name, of in rules.unread.weights.items()}
    assert answers[TYPE] <= {NONE, *(type.id for type in rules.types)}
    assert answers[SIGN] <= set(COMPARATORS)


def test_a_folder_without_the_table_reads_nothing_more(tmp_path: Path) -> None:
    """The table can be written anew from nothing."""
    assert not load_unread(tmp_path).words


def test_the_likeliest_answer_is_told_with_its_chance(tmp_path: Path) -> None:
    """What no sign speaks for is what it mostly is; an answer that is out of question is not given."""
    (tmp_path / FILE).write_text(ROWS, encoding="utf-8")
    table = load_unread(tmp_path)
    assert table.likeliest(TYPE, ()) == ("none", 0.731)
    assert table.likeliest(TYPE, ["< 停摊", "< unknown"]) == ("duration", 0.881)
    assert table.likeliest(TYPE, (), ("none",)) == ("duration", 1.0)
    assert table.units == {("duration", "天"): "day"}


@pytest.mark.parametrize("row", ["type/duration\tmuch", "kind/duration\t1.0"])
def test_a_fault_is_told(row: str, tmp_path: Path) -> None:
    """Whoever damages the table reads where."""
    (tmp_path / FILE).write_text(f"# signs\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"unread\.tsv"):
        load_unread(tmp_path)
