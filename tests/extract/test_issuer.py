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


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["各学校停课。", "太原市教育局", "2022年4月3日"], "stated"),
        (["经研究，太原市教育局决定全市学校停课。"], "stated"),
        (["太原市教育局要求各学校做好防控。"], "inferred"),
        (["方舱今天启用。", "共有床位2400张。", "太原市教育局决定停课。"], "stated"),
        (["记者从太原市教育局获悉，全市学校停课。"], "inferred"),
        (["现转发太原市教育局的要求，各学校照办。"], "inferred"),
    ],
)
def test_who_is_only_spoken_of_is_inferred(lines, status):
    """Who signs or decides has issued; who asks, or of whom a report has its news, need not have."""
    _, found = issuer_of(*lines)
    assert (found.value, found.status) == ("太原市教育局", status)
    assert (found.because is None) == (status == "stated")


def test_a_bare_name_further_down_is_inferred():
    """A report tells of several bodies under bare names; at its head one stands for the place."""
    report = ["方舱医院今天启用。", "共有床位2400张。", "医护分班。市教育局提醒，各校做好防控。"]
    assert issuer_of(*report)[1].status == "inferred"
    assert issuer_of(*reversed(report))[1].status == "stated"


def test_a_name_that_lost_a_character_gives_way_to_a_whole_one_and_is_never_stated():
    lines = ["停业。", "太原市疫情防控指\ufffd部", "2022年3月1日"]
    assert issuer_of(*lines)[1].status != "stated"
    found = issuer_of(("title", "太原市疫情防控指挥部关于停业的通告"), *lines)[1]
    assert (found.value, found.status) == ("太原市疫情防控指挥部", "stated")


def test_losers_are_other_bodies_each_once():
    """The one that signs, heads the title and acts is no loser of itself; whoever was named beside it is."""
    _, found = issuer_of(
        ("title", "太原市教育局关于停课的通知"),
        "太原市教育局决定停课。",
        "本通知由太原市公安局负责解释。",
        "太原市教育局",
        "2022年4月3日",
    )
    assert (found.value, [other.value for other in found.others]) == ("太原市教育局", ["太原市公安局"])
