"""Named times: each proves itself on load, and gives a year only when it can."""

from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules.eras import FILE, load_eras

ENTRY = "- {{id: games, pattern: 冬奥, from: {first}, until: {last}, what: games, hits: [{hit}], leaves: [夏奥]}}\n"


def eras(tmp_path, first="2021-10", last="2022-03", hit="冬奥会"):
    (tmp_path / FILE).write_text(ENTRY.format(first=first, last=last, hit=hit), encoding="utf-8")
    return load_eras(tmp_path)


def test_our_table_proves_itself():
    """Loading checks what each era hits and leaves."""
    assert load_eras(Path(__file__).parent.parent.parent / "builder" / "rules").eras


def test_a_month_within_once_gets_its_year(tmp_path):
    """November falls in 2021, February in 2022, July in neither."""
    (era,) = eras(tmp_path).eras
    assert (era.year_of(11), era.year_of(2), era.year_of(7)) == (2021, 2022, None)


def test_a_month_within_twice_gets_none(tmp_path):
    """May of an era from May to May stays open."""
    (era,) = eras(tmp_path, "2021-05", "2022-05").eras
    assert era.year_of(5) is None


@pytest.mark.parametrize(("first", "hit", "word"), [("2021", "冬奥", "no month"), ("2021-10", "亚运", "does not hit")])
def test_faults(tmp_path, first, hit, word):
    """A wrong month and a proof that fails are told."""
    with pytest.raises(TableError, match=word):
        eras(tmp_path, first, hit=hit)
