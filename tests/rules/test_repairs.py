"""The repair tables: every entry proves itself, every fault in a table is told with file and line."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import builder.repair as repair_package
from builder.errors import TableError
from builder.repair import (
    CURES,
    FIRST_CURES,
    commas,
)
from builder.repair.case import Case, diagnose
from builder.repair.lines import lines_of
from builder.repair.removal import lay_out
from builder.repair.roles import _rim
from builder.repair.sheet import Sheet, fitting
from builder.repair.stepped import find_stepped_runs
from builder.rules import load
from builder.rules.repairs import RepairRule, load_repairs
from builder.text.edits import apply

RULES = load().repairs
CODE = {cure.__name__: cure for cure in (*FIRST_CURES, *CURES)}
CURED = [rule for rule in RULES.rules if rule.code in CODE]
FURNITURE = [rule for rule in RULES.furniture if rule.fixes]


def _pairs(rules: list[RepairRule], key: str) -> list:
    return [
        pytest.param(rule, case, id=f"{rule.id}-{n}") for rule in rules for n, case in enumerate(getattr(rule, key))
    ]


@pytest.mark.parametrize(("rule", "pair"), _pairs(CURED, "fixes"))
def test_a_cure_does_what_its_entry_says(rule: RepairRule, pair: list[str]):
    """`fixes` shows a text before and after."""
    before, after = pair
    assert apply(before, tuple(CODE[rule.code](before, Case(RULES, traditional=True)))) == after


@pytest.mark.parametrize(("rule", "text"), _pairs(CURED, "leaves"))
def test_a_cure_leaves_what_its_entry_says(rule: RepairRule, text: str):
    """`leaves` shows texts that look like the fault and are none."""
    assert not tuple(CODE[rule.code](text, diagnose(text, RULES)))


@pytest.mark.parametrize(("rule", "pair"), _pairs(CURED, "fixes"))
def test_a_cure_finds_nothing_in_what_it_cured(rule: RepairRule, pair: list[str]):
    """Twice is once."""
    assert not tuple(CODE[rule.code](pair[1], diagnose(pair[1], RULES)))


def _knowing(line: str) -> list[RepairRule]:
    lines = lines_of(line)
    return list(fitting(lines[0], Sheet(lines, RULES)))


@pytest.mark.parametrize(("rule", "line"), _pairs(FURNITURE, "fixes"))
def test_a_line_rule_knows_its_lines(rule: RepairRule, line: str):
    """`fixes` shows lines of the page's own."""
    assert rule in _knowing(line)


@pytest.mark.parametrize(("rule", "line"), _pairs(FURNITURE, "leaves"))
def test_a_line_rule_leaves_lines_of_documents(rule: RepairRule, line: str):
    """`leaves` shows lines of documents that share words with them."""
    assert rule not in _knowing(line)


@pytest.mark.parametrize(("rule", "line"), _pairs(list(RULES.rims), "fixes"))
def test_a_rim_rule_finds_the_rim(rule: RepairRule, line: str):
    """A rim is part of a line: something of the line stays."""
    span = _rim(lines_of(line)[0].folded, rule)
    assert span is not None
    assert span[1] - span[0] < len(line)


@pytest.mark.parametrize(("rule", "line"), _pairs(list(RULES.rims), "leaves"))
def test_a_rim_rule_leaves_other_rims(rule: RepairRule, line: str):
    """`leaves` shows rims that belong to the text."""
    assert _rim(lines_of(line)[0].folded, rule) is None


@pytest.mark.parametrize("text", RULES.by_id["caution/stepped-bytes"].fixes)
def test_stepped_runs_are_found(text: str):
    """Each example holds one run."""
    assert len(find_stepped_runs(text)) == 1


@pytest.mark.parametrize("text", RULES.by_id["caution/stepped-bytes"].leaves)
def test_healthy_questions_are_no_stepped_runs(text: str):
    """A question mark before a mark is rare, but it is written."""
    assert find_stepped_runs(text) == []


@pytest.mark.parametrize(("before", "after"), RULES.by_id["layout/lines"].fixes)
def test_lines_are_laid_out(before: str, after: str):
    """Blank lines and blanks at the rims go."""
    assert apply(before, lay_out(before)) == after


def test_every_cure_has_an_entry_of_its_name():
    """A pass is booked under the rule whose `code` is the function's name."""
    assert all(cure.__name__ in RULES.by_code for cure in (*FIRST_CURES, *CURES))
    assert RULES.by_code[commas.drop_commas_before_marks.__name__].kind == "noise"


def test_every_function_that_an_entry_names_exists():
    """A reader of the table finds the code by its name."""
    modules = [import_module(f"builder.repair.{found.name}") for found in iter_modules(repair_package.__path__)]
    names = {name for module in modules for name in vars(module)}
    assert [rule.id for rule in RULES.rules if rule.code and rule.code not in names] == []


def _load(tmp_path: Path, table: str) -> list[str]:
    folder = tmp_path / "repair"
    folder.mkdir()
    (folder / "x.yaml").write_text(table, encoding="utf-8")
    with pytest.raises(TableError) as error:
        load_repairs(tmp_path)
    return [str(problem) for problem in error.value.problems]


GOOD = "{id: a/b, kind: noise, zh: 甲, en: A, fixes: [], leaves: []"


def test_all_faults_of_a_table_are_told_at_once(tmp_path):
    """File, line, what is wrong, what to do next; every fault, not the first."""
    told = _load(
        tmp_path, f"- {GOOD}}}\n- {GOOD}, wo: head}}\n- {{id: c, kind: magic, zh: 甲, en: A, fixes: [], leaves: []}}\n"
    )
    assert any("repair/x.yaml:2" in line and "unknown key 'wo'" in line for line in told)
    assert any("repair/x.yaml:2" in line and "'a/b' stands at repair/x.yaml:1 too" in line for line in told)
    assert any("repair/x.yaml:3" in line and "'magic' is unknown" in line for line in told)


def test_a_broken_pattern_names_its_entry(tmp_path):
    """A regular expression that is none is a fault of the table, not of the build."""
    assert "repair/x.yaml:1" in _load(tmp_path, f"- {GOOD}, patterns: ['(']}}\n")[0]


def test_an_entry_without_its_proof_is_refused(tmp_path):
    """Every rule brings what it fixes and what it leaves."""
    told = _load(tmp_path, "- {id: a/b, kind: noise, zh: 甲, en: A}\n")
    assert len([line for line in told if "has no" in line]) == 2


def test_a_table_that_is_no_list_is_refused(tmp_path):
    """One entry written as a mapping is the commonest slip."""
    assert "is no list of rules" in _load(tmp_path, "id: a\n")[0]
