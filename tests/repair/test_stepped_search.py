"""All ways to read a stretch of a stepped page: best first, whatever order they were found in."""

from __future__ import annotations

from itertools import islice

import pytest

from builder.repair.generator import traditional_forms
from builder.repair.language import language_of
from builder.repair.stepped_page import learn
from builder.repair.stepped_search import Reading, Search
from builder.repair.stepped_solver import solve_runs
from builder.rules import TABLES
from builder.rules.repairs import load_repairs

SITE = "\n嚴(yán)格落實(shí)監(jiān)測(cè)責(zé)任。\n學(xué)校和醫(yī)院按照預(yù)案執(zhí)行。"
LINES = ("嚴(yán)格按照當(dāng)?shù)匾咔榉揽匾蠛捅拘袠I(yè)本系統", "拐點?；仡欉@20天", "關于?；奋囕v的規定")


def _forms() -> dict[str, str]:
    return traditional_forms(load_repairs(TABLES).by_code["restore_stepped_runs"].rewrites)


def _readings(line: str) -> list[Reading]:
    search = Search(learn(line + SITE, _forms()))
    _, node = search.ways(search.page.starts[0])
    return list(islice(node.readings(), 60))


@pytest.mark.parametrize("line", LINES)
def test_readings_come_best_first_and_only_once(line: str):
    """The list of readings is ordered, and no two of them are alike in all that they say."""
    readings = _readings(line)
    scores = [reading.score for reading in readings]
    assert scores == sorted(scores, reverse=True)
    assert len(set(readings)) == len(readings) > 1


@pytest.mark.parametrize("line", LINES)
def test_a_reading_says_of_each_place_what_the_whole_says(line: str):
    """The characters by place are the characters of the runs, in order."""
    for reading in _readings(line):
        assert "".join(text for _, text in reading.parts) == "".join(lost for _, _, lost in reading.runs)


def test_each_place_lists_its_own_best_first():
    """Where several places are open, what may stand in one is listed without every combination with the others."""
    solutions = solve_runs(LINES[2] + SITE, _forms(), language_of(["車輛的規定"]))
    (one,) = [one for one in solutions if one.start == 2]
    assert len(one.places) == len(one.candidates[0].text)
    assert "".join(place[0] for place in one.places) == one.candidates[0].text
    assert max(map(len, one.places)) <= 12
    assert "品" in one.places[2]


def test_two_runs_near_each_other_are_decided_apart():
    """The second is as sure as it is alone, however doubtful the first one is."""
    alone = solve_runs("按照當(dāng)?shù)匾咔榉揽匾蠛捅拘袠I(yè)本系統" + SITE, _forms())
    both = solve_runs("拐點?；仡欉@，按照當(dāng)?shù)匾咔榉揽匾蠛捅拘袠I(yè)本系統" + SITE, _forms())
    assert [one.candidates[0].text for one in alone] == ["地疫情防控要求和本行業"]
    assert both[-1].candidates[0].text == alone[0].candidates[0].text
    assert both[-1].margin == pytest.approx(alone[0].margin, abs=2.0)


def test_no_run_begins_among_question_marks():
    """Where characters were lost by the dozen, each mark would be looked into for nothing."""
    assert learn("當?shù)匾咔榉揽匾蠛停" + SITE, _forms()).starts
    assert not any(60 <= at < 220 for at in learn("?shù)??、?" * 40, _forms()).starts)
