"""To which measure of its clause a number belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.belonging import Claims, assign
from builder.extract.parameters import Reading, read_values
from builder.rules import TABLES
from builder.rules.measures import load_measures
from tests.extract.test_measures import statements

TAXONOMY = load_measures(TABLES)


def owners(line: str) -> dict[str, str]:
    """The measure that has each number of a line, by the number's words."""
    return {item.evidence.quote: said.id for said in statements(line) for item in said.parameters}


@pytest.mark.parametrize(
    ("line", "number", "measure"),
    [
        ("实行14天集中隔离，隔离期间进行2次核酸检测。", "14天集中隔离", "centralized-quarantine"),
        ("所有返乡人员须持48小时核酸阴性证明，佩戴口罩，接受体温检测。", "48小时核酸", "arrival-management"),
        ("进店须戴口罩、扫码，店内人数不超过50%。", "不超过50%", "venue-controls"),
    ],
)
def test_a_number_goes_to_the_measure_that_was_meant(line: str, number: str, measure: str) -> None:
    """Not to whatever words stand nearest."""
    assert owners(line)[number] == measure


def test_a_value_without_a_measure_belongs_to_none() -> None:
    """Nothing is invented to hold a number."""
    assert assign(read_values("储备60天物资。", TAXONOMY.parameters), {}, "储备60天物资。", TAXONOMY) == {}


def test_a_single_measure_has_all_numbers_but_tiers_that_it_does_not_take() -> None:
    """A tier selects a rule; beside a measure that knows none it is a place."""
    words = "高风险地区人员实行封闭隔离14天。"
    days, tier = (Reading(type, 14, None, "=", "stated", 0, 2, 0) for type in ("duration", "risk_level"))
    assert "risk_level" not in TAXONOMY["disinfection"].parameters
    assert assign([days, tier], {"disinfection": [(0, 2)]}, words, TAXONOMY) == {"disinfection": [days]}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 16), st.permutations(["home-quarantine", "targeted-testing", "disinfection"]), st.data())
def test_every_number_has_one_owner(at: int, measures: list[str], data: st.DataObject) -> None:
    """Whatever stands where."""
    words = "集中隔离14天，核酸检测两次，消毒。"
    spans = {
        measure: [(start, start + 2)]
        for measure, start in ((one, data.draw(st.integers(0, len(words) - 2))) for one in measures)
    }
    reading = Reading("duration", 14, "day", "=", "stated", at, at + 1, at)
    owned = assign([reading], spans, words, TAXONOMY)
    assert list(owned) == measures
    assert sum(map(len, owned.values())) == 1


def test_of_two_that_claim_alike_the_first_has_it() -> None:
    """In the order of the taxonomy, so that no build depends on chance."""
    silent = replace(TAXONOMY, belonging={})
    words = "居家隔离14天并消毒。"
    owned = assign(
        read_values(words, TAXONOMY.parameters), {"home-quarantine": [(0, 4)], "disinfection": [(8, 10)]}, words, silent
    )
    assert [len(own) for own in owned.values()] == [1, 0]


def test_signs_tell_side_distance_and_kind() -> None:
    """The names that the table weighs."""
    words = "居家隔离14天，每日消毒。"
    [reading] = (one for one in read_values(words, TAXONOMY.parameters) if one.type == "duration")
    signs = Claims({"home-quarantine": [(0, 4)], "disinfection": [(10, 12)]}, words, TAXONOMY).signs(reading)
    own, other = signs["home-quarantine"], signs["disinfection"]
    assert own["duration/day of home-quarantine"] == own["behind, up to 0"] == own["a type that it takes"] == 1
    assert other["in front, up to 3"] == other["duration/day of disinfection"] == 1
    assert own["said between commas"] > other["said between commas"]
