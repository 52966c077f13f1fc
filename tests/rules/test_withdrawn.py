"""The table of withdrawn notices: ordered, complete, each fault with its line."""

import pytest

from builder.errors import TableError
from builder.rules.withdrawn import Withdrawn, load_withdrawn

ROW = '- {id: n0123456789ab, zh: 伪造, en: A forgery, on: "2023-05-01"}\n'


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("", ()),
        ("[]\n", ()),
        (ROW, (Withdrawn("n0123456789ab", "伪造", "A forgery", "2023-05-01"),)),
    ],
)
def test_entries_are_read(tmp_path, table, expected):
    """An empty table is none."""
    (tmp_path / "withdrawn.yaml").write_text(table)
    assert load_withdrawn(tmp_path) == expected


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("a: b\n", "withdrawn.yaml:1: is no list"),
        ("\n- {id: n1, zh: a, en: b, on: '2023-05-01'}\n", "withdrawn.yaml:2: id 'n1' is none"),
        ("- {id: n0123456789ab, zh: a, on: '2023-05-01'}\n", "withdrawn.yaml:1: entry 'n0123456789ab' has no 'en'"),
        (ROW.replace("2023-05-01", "May"), "withdrawn.yaml:1: on 'May' is none"),
        (ROW + ROW, "withdrawn.yaml:2: n0123456789ab stands at line 1 too"),
        (ROW.replace("on:", "why: x, on:"), "withdrawn.yaml:1: unknown key 'why'"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path, table, told):
    """Nothing is built on a wrong table."""
    (tmp_path / "withdrawn.yaml").write_text(table)
    with pytest.raises(TableError) as caught:
        load_withdrawn(tmp_path)
    assert str(caught.value).startswith(told)
