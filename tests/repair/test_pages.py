"""Whole pages of many kinds of sites: what each line is there for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from builder.model import Repaired
from tests.corpus.report import repaired

PAGES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "repair" / "pages.yaml").read_text(encoding="utf-8"))


def _roles(done: Repaired) -> list[set[str]]:
    """For each line of the page the roles of its pieces."""
    roles, at = [], 0
    for line in done.page.split("\n"):
        end = at + len(line)
        if line.strip():
            roles.append({piece.role for piece in done.pieces if at <= piece.start and piece.end <= end})
        at = end + 1
    return roles


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["note"])
def test_the_documents_lines_stay_and_the_pages_go(case: dict):
    """Every line by hand; meta and chrome are both the page's."""
    done = repaired("\n".join(words for _, words in case["page"]))
    wrong = []
    for (want, words), got in zip(case["page"], _roles(done), strict=True):
        allowed = {
            "body": [{"body"}],
            "title": [{"title"}],
            "headline": [{"title"}, {"chrome"}],
            "either": [{"body"}, {"meta"}],
        }.get(want, [{"meta"}, {"chrome"}, {"meta", "chrome"}])
        if got not in allowed:
            wrong.append((words, want, got))
    assert not wrong


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["note"])
def test_what_goes_says_why(case: dict):
    """Each removed line stands in the ledger under a rule that the tables explain."""
    done = repaired("\n".join(words for _, words in case["page"]))
    removed = {edit.old for step in done.passes if step.kind == "noise" for edit in step.edits}
    gone = [piece for piece in done.pieces if piece.role != "body"]
    assert all(done.page[piece.start : piece.end] in removed for piece in gone)
