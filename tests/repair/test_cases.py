"""Three piles of cases: damage in the wild, what only looks like damage, and known failures."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.corpus.report import repaired

CASES = Path(__file__).parents[1] / "cases" / "repair"


def _pile(name: str) -> list:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def _holds(case: dict) -> None:
    done = repaired(case["raw"])
    restored = [mark for mark in done.marks if mark.rule == "caution/restored-run"]
    left = [mark for mark in done.marks if mark not in restored]
    assert [done.page[mark.start : mark.end] for mark in left] == case.get("marked", [])
    assert [done.page[mark.start : mark.end] for mark in restored] == case.get("restored", [])
    if "page" in case:
        assert done.page == case["page"]


@pytest.mark.parametrize("case", _pile("in_the_wild.yaml"), ids=lambda case: case["note"])
def test_damage_in_the_wild_is_cured_or_marked(case: dict):
    """What a cure can undo is undone; a stepped run is marked."""
    _holds(case)


@pytest.mark.parametrize("raw", _pile("negative.yaml"))
def test_what_only_looks_like_damage_stays(raw: str):
    """A healthy text is its own page."""
    done = repaired(raw)
    assert done.page == raw
    assert done.marks == ()


@pytest.mark.xfail(strict=True, reason="known failures; a fix moves the case")
@pytest.mark.parametrize("case", _pile("known_failures.yaml"), ids=lambda case: case["note"])
def test_known_failures(case: dict):
    """What we would like and do not do yet."""
    _holds(case)
