"""The table of personal data: every kind finds what it fixes, leaves what it leaves; each fault has its line."""

import re
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES
from builder.rules.personal import FILE, load_personal, resident_id
from tests.growth import grows_in_proportion

RULES = load_personal(TABLES)
FOUND = re.compile("【([^】]*)】")


def told(kind, words):
    """The line with what the kind finds in it between brackets."""
    spans, parts, reached = sorted(kind.spans(words)), [], 0
    for start, end in spans:
        parts += (words[reached:start], f"【{words[start:end]}】")
        reached = end
    return "".join((*parts, words[reached:]))


def name_of(value):
    """A test's name says the same in every process, as no address of a function does."""
    return value if isinstance(value, str) else value.id


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind in RULES.kinds for line in kind.fixes], ids=name_of)
def test_a_kind_finds_exactly_what_stands_in_brackets(kind, line):
    """No more and no less."""
    assert "【" in line
    assert told(kind, FOUND.sub(r"\1", line)) == line


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind in RULES.kinds for line in kind.leaves], ids=name_of)
def test_no_kind_at_all_finds_what_a_kind_leaves_but_for_its_twin(kind, line):
    """What looks like it and is not."""
    assert told(kind, line) == line


@pytest.mark.parametrize(
    ("words", "right"),
    [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310020", False)],
)
def test_the_check_digit_of_a_resident_id_is_that_of_the_standard(words, right):
    """The example is the standard's own."""
    assert resident_id(words) is right


def test_found_places_are_ordered_and_disjoint():
    """A labelled number that is a right one too is found once."""
    line = "身份证号：11010519491231002X，手机13800138000，13800138000"
    assert [line[start:end] for start, end, _ in RULES.spans(line)] == [
        "11010519491231002X",
        "13800138000",
        "13800138000",
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "1",
        "13800138000",
        "王小明，",
        "患者张伟 男 ",
        "身份证号：1",
        "患",
        "1 3 8 ",
        "13800138000，",
        "王小明，男，45岁",
    ],
)
def test_looking_takes_linear_time(bad):
    """A hundred thousand characters made to hurt, against a sixteenth of them."""
    assert grows_in_proportion(lambda size: RULES.spans((bad * size)[:size]), 6_000)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("proof: resident_id", "proof: luhn", "proof 'luhn' is unknown"),
        ("repeats: true", "repeats: perhaps", "repeats is neither true nor false"),
        ("near: [身份证]", "nearby: [身份证]", "unknown key 'nearby'"),
        ("id: mobile", "id: Mobile 1", "id 'Mobile 1' is none"),
        ("(?:信用代码", "((?:信用代码", "is no regular expression"),
        ("\nnames:", "\nname:", "names is no mapping"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, old, new, fault):
    """A mistyped key says nothing in silence."""
    table = (TABLES / FILE).read_text("utf-8")
    assert old in table
    (tmp_path / FILE).write_text(table.replace(old, new, 1), "utf-8")
    with pytest.raises(TableError) as caught:
        load_personal(tmp_path)
    assert fault in str(caught.value)
    assert all(problem.place.isdecimal() for problem in caught.value.problems)
