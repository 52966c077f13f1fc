"""Numbers that no pattern reads are typed by the words around them, or left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.parameters import read_values
from builder.extract.unread import candidates, comparing, signs, unit_of
from builder.rules import load
from builder.rules.unread import Unread, table_of

PARAMETERS = load().measures.parameters
#: a table that knows two words and nothing else
TABLE = table_of(
    {
        "type/none": 2.0,
        "type/duration": 0.0,
        "type/duration << 停摊": 5.0,
        "type/frequency": 0.0,
        "type/frequency > 趟": 5.0,
        "sign/=": 0.0,
        "sign/>=": 0.0,
        "sign/>= told >=": 2.0,
        "unit/duration 天 day": 5.0,
        "unit/frequency 趟 interval": 5.0,
    }
)


def read(clause: str, table: Unread = TABLE) -> list[tuple[str, object, str | None, str]]:
    """What the table reads and no pattern does."""
    rules = replace(PARAMETERS, unread=table)
    return [(one.type, one.value, one.unit, one.sign) for one in read_values(clause, rules) if one.certainty == "low"]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("不听劝的，停摊三天。", [("duration", 3, "day", "=")]),
        ("不听劝的，停摊至少三天。", [("duration", 3, "day", ">=")]),
        ("不听劝的，停摊3至5天。", [("duration", (3, 5), "day", "between")]),
        ("渡船两天摆三趟。", [("frequency", 3, "per 2 day", "=")]),
        ("渡船摆三趟。", []),  # in which interval nobody says
        ("不听劝的，停摊三场。", []),  # no unit word that people gave a value
        ("停摊，三天。", []),  # words behind a comma are not heard
    ],
)
def test_a_number_is_typed_by_the_words_around_it(
    clause: str, found: list[tuple[str, object, str | None, str]]
) -> None:
    """Type, value, unit and comparator; what is not likely enough is left."""
    assert read(clause) == found


def test_what_a_pattern_reads_is_left_to_it() -> None:
    """The interval in a value that is read is not typed again."""
    rules = replace(PARAMETERS, unread=TABLE)
    assert [one.certainty for one in read_values("员工三天一检。", rules)] == ["stated"]


def test_without_a_table_nothing_is_typed() -> None:
    """Patterns alone read."""
    assert read("不听劝的，停摊三天。", Unread()) == []


def test_an_interval_is_told_by_the_words_in_front_of_a_number() -> None:
    """The last one between the same commas; every other day is every two days."""
    clauses = ("渡船每隔一天摆三趟", "渡船每两天摆三趟", "渡船每周摆三趟", "每天开船，渡船摆三趟")
    last = [list(candidates(clause)) for clause in clauses]
    numbers = [next(one for one in found if one.word == "趟") for found in last]
    assert [unit_of(one, PARAMETERS.units) for one in numbers] == ["per 2 day", "per 2 day", "per 1 week", None]
    [every] = [one for one in last[-1] if one.word == "每天"]
    assert (every.value, every.interval) == (1, (1, "天", 0))  # number, unit and interval in one


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="每隔第二两三十百0 1.5—万\u3000\t天日小时内周月前次，检测%米元不少于", max_size=40))
def test_signs_are_names_of_a_table(clause: str) -> None:
    """No sign holds a tab or ends a line, and every number stands in its clause."""
    for one in candidates(clause):
        assert 0 <= one.at < one.bare <= one.end <= len(clause)
        for sign in signs(clause, one) | comparing(clause, one, "duration", "="):
            assert len(f"{sign}.".splitlines()) == 1 and "\t" not in sign
