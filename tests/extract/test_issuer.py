"""The issuing body: signed, in the title, acting, holding a meeting; never cited, written to, or keeping the site."""

from pathlib import Path

import pytest

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.issuer import find_issuer
from builder.extract.title import find_title
from builder.rules import load
from builder.rules.table import load_yaml
from tests.extract.pages import repaired_of

CASES = Path(__file__).parent.parent / "cases" / "fields"
RULES = load()


def lines_of_case(case):
    return [tuple(line.split("|", 1)) if "|" in line else line for line in case["page"]]


def issuer_of(*lines):
    repaired = repaired_of(*lines)
    blocks = find_blocks(repaired, RULES)
    box = read_box(repaired, RULES.box)
    return repaired, find_issuer(repaired, find_title(repaired, blocks, box, RULES), box, RULES)


@pytest.mark.parametrize("pile", ["right", "looks", "unknown"])
def test_cases(pile):
    """Every case of the pile gives the body that a careful reader names, in the words of the page."""
    wrong = []
    for case in load_yaml(CASES / "issuers.yaml", CASES)[pile]:
        repaired, found = issuer_of(*lines_of_case(case))
        if found.value != case["want"]:
            wrong.append(f"line {case.line}: {found.value} by {found.rule}, not {case['want']}")
        for evidence in found.evidence:
            assert repaired.raw[evidence.start : evidence.end] == evidence.quote
    assert not wrong, "\n".join(wrong)
