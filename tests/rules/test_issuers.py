"""The table of authorities."""

import re
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules.issuers import FILE, LISTS, load_issuers

FOLDER = Path(__file__).parent.parent.parent / "builder" / "rules"
ISSUERS = load_issuers(FOLDER)


def table(tmp_path, authorities):
    lists = "".join(f"{key}: [甲]\n" for key in LISTS)
    (tmp_path / FILE).write_text(f"{lists}authorities:\n{authorities}", encoding="utf-8")
    return load_issuers(tmp_path)


def test_known_names_have_their_slug():
    """The table decides."""
    assert ISSUERS.slug("太原市疫情防控工作领导小组") == "taiyuan-epidemic-leading-group"


def test_other_names_have_a_slug_that_never_changes():
    """The first 8 hex digits of the name's SHA-256."""
    assert ISSUERS.slug("甲") == "33e3580c" and re.fullmatch("[0-9a-f]{8}", ISSUERS.slug("乙市人民政府"))


def test_joint_bodies_come_apart():
    """甲、乙 are two bodies."""
    assert ISSUERS.bodies("甲局、乙局") == ("甲局", "乙局")


@pytest.mark.parametrize(
    ("authorities", "word"),
    [
        ("- {name: 甲, slug: A b}", "small letters"),
        ("- {name: 甲}", "has no 'slug'"),
        ("- {name: 甲, slug: a}\n- {name: 甲, slug: b}", "stands twice"),
        ("- {name: 甲, slug: a}\n- {name: 乙, slug: a}", "stands twice"),
    ],
)
def test_faults(tmp_path, authorities, word):
    """Every fault is told with what to do."""
    with pytest.raises(TableError, match=word):
        table(tmp_path, authorities)
