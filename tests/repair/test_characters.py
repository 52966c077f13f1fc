"""Characters that no font shows alike: which go, which stay to be marked."""

from __future__ import annotations

import pytest

from builder.repair.case import diagnose
from builder.repair.characters import drop_private_characters
from builder.rules import load
from builder.text.edits import apply
from tests.growth import grows_in_proportion

BULLET = "\ue00c"


def without_private(text: str) -> str:
    """The text after the cure."""
    return apply(text, tuple(drop_private_characters(text, diagnose(text, load().repairs))))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"{BULLET}一、全市公共场所严格查验健康码。", "一、全市公共场所严格查验健康码。"),
        (f"　　{BULLET} 全市公共场所严格查验健康码。", "　　 全市公共场所严格查验健康码。"),
        (f"全市公共场所严格查验健康码。{BULLET}  ", "全市公共场所严格查验健康码。  "),
    ],
)
def test_a_bullet_at_the_rim_of_a_line_goes(line: str, left: str):
    """Before the words or behind them, with blanks between it and the rim."""
    assert without_private(f"通告\n{line}\n太原市人民政府") == f"通告\n{left}\n太原市人民政府"


@pytest.mark.parametrize("line", [f"村主任王{BULLET}负责本村防控工作。", f"{' ' * 10}{BULLET}{' ' * 10}全市公共场所"])
def test_a_single_one_within_a_line_stays(line: str):
    """It may stand for a rare character; so far from the rim it is no bullet."""
    assert without_private(line) == line


def test_a_longer_run_is_no_dearer():
    """Neither end of a row of them is looked for again from each."""
    assert grows_in_proportion(
        lambda many: without_private(f"甲{BULLET * many}乙{'全市公共场所。' * (many // 10)}"), 2_500
    )
