"""The table of long-distance codes: every prefecture is served, and a shared code tells as much as it can."""

import shutil
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules.area_codes import COLUMNS, FILE, load_area_codes
from builder.rules.places import FILE as PLACES

FOLDER = Path(__file__).parent.parent.parent / "builder" / "rules"
AREA_CODES = load_area_codes(FOLDER)


@pytest.mark.parametrize(
    ("code", "local", "units"),
    [
        ("0562", "3281234", ("340700",)),
        ("010", "12345", ("110000",)),
        ("0371", "22123456", ("410100", "410200")),
        ("0731", "22123456", ("430200",)),
        ("0731", "××", ("430100", "430200", "430300")),
        ("0851", "", ("520100", "520300", "520400")),
        ("0898", "66123456", ("460000",)),
        ("0565", "3281234", ()),
    ],
)
def test_a_number_tells_the_units_that_it_serves(code, local, units):
    """One, or the few that share it; the first digit behind it tells more where the table says so."""
    assert AREA_CODES.serves(code, local) == units


def test_a_longer_row_is_one_of_those_that_share_the_code():
    """0731-2… is one of 长沙, 株洲 and 湘潭."""
    for number, units in AREA_CODES.rows.items():
        if (shared := AREA_CODES.rows.get(number[:-1])) is not None:
            assert set(units) < set(shared)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("0562\t340700", "stands twice"),
        ("562\t340700", "begins no number"),
        ("0565\t999999", "has no row"),
        ("0565\t340100 320100", "serves no province or several"),
        ("0565\t", "serves no province or several"),
        ("0565", "two cells"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, row, fault):
    """Each kind, in the last line."""
    rows = (FOLDER / FILE).read_text("utf-8")
    shutil.copy(FOLDER / PLACES, tmp_path)
    (tmp_path / FILE).write_text(f"{rows}{row}\n", "utf-8")
    with pytest.raises(TableError) as caught:
        load_area_codes(tmp_path)
    assert any(fault in str(one) and one.place == str(rows.count("\n") + 1) for one in caught.value.problems)


def test_a_prefecture_without_a_code_is_a_fault(tmp_path):
    """By its name; Hainan's one code serves all that lies in it."""
    shutil.copy(FOLDER / PLACES, tmp_path)
    (tmp_path / FILE).write_text("\t".join(COLUMNS) + "\n0898\t460000\n", "utf-8")
    with pytest.raises(TableError) as caught:
        load_area_codes(tmp_path)
    told = [str(one) for one in caught.value.problems]
    assert any("铜陵市 340700 has no long-distance code" in one for one in told)
    assert not any("三亚市" in one or "海淀区" in one or "香港" in one for one in told)
