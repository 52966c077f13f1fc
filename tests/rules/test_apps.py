"""The table of apps: each belongs to one province or city, and a fault is told with its line."""

import shutil
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules.apps import FILE, load_apps
from builder.rules.places import FILE as PLACES
from builder.rules.places import load_places

FOLDER = Path(__file__).parent.parent.parent / "builder" / "rules"
APPS = load_apps(FOLDER)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("进站扫苏康码、看行程卡", ["320000"]),
        ("打开“皖事通”或浙里办", ["340000", "330000"]),
        ("在“深i您”自主申报", ["440300"]),
        ("吉祥码头停运，办吉祥码", ["220000"]),
        ("全省事业单位、西宁归来人员、盛事通知、让旅客安心出行、扫一码通", []),
    ],
)
def test_an_app_tells_whose_it_is(text, codes):
    """Where a text names it; everyday words are none."""
    assert [code for _, _, code in APPS.named(text)] == codes


def test_no_app_stands_within_a_place_or_a_name_that_tells_its_place():
    """A row for what the table of places knows by itself would be one too many."""
    places = load_places(FOLDER)
    full = {place.name for place in places.places}
    assert not [app for app in APPS.rows if any(app in name for name in full)]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("苏康码\t320000\thealth code", "stands twice"),
        ("甲乙码\t999999\thealth code", "is no province or city"),
        ("甲乙码\t320102\thealth code", "is no province or city"),
        ("码\t320000\thealth code", "is short or not folded"),
        ("蘇康碼\t320000\thealth code", "is short or not folded"),
        ("甲乙码\t320000", "three cells"),
        ("甲乙码\t320000\t", "three cells"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, row, fault):
    """Each kind, in the last line."""
    rows = (FOLDER / FILE).read_text("utf-8")
    shutil.copy(FOLDER / PLACES, tmp_path)
    (tmp_path / FILE).write_text(f"{rows}{row}\n", "utf-8")
    with pytest.raises(TableError) as caught:
        load_apps(tmp_path)
    assert any(fault in str(one) and one.place == str(rows.count("\n") + 1) for one in caught.value.problems)


def test_other_columns_are_a_fault(tmp_path):
    """The first line names them."""
    (tmp_path / FILE).write_text("app\tadcode\n", "utf-8")
    with pytest.raises(TableError):
        load_apps(tmp_path)
