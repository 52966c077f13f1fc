"""One law over all steps of repair: what a step finds can be carried out, on texts made of what all steps look for.

Each step is asked by itself, whether or not a text shows what it is for: in the whole way one step often hides from the next what
would make that one stumble.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.repair import CURES, FIRST_CURES, TELL_TALES
from builder.repair.case import Case
from builder.rules import TABLES
from builder.rules.repairs import load_repairs
from builder.text.edits import Pass, apply, invert
from tests.fuzz.seeds import CONTROLS, MARKS, MARKUP

RULES = load_repairs(TABLES)
STEPS = {step.__name__: step for step in (*FIRST_CURES, *CURES)}
#: what the rules cure and what they leave, and the signs that steps look for
PROOFS = {
    rule.code: tuple(proof if isinstance(proof, str) else proof[0] for proof in (*rule.fixes, *rule.leaves))
    for rule in RULES.rules
    if rule.code in STEPS
}
SIGNS = "\n\n\t 012、.年月日=%\\u&#;<>[]{}()'\"|*_~`^+\u3000疫情" + CONTROLS
SHREDS = st.one_of(
    st.sampled_from([proof for proofs in PROOFS.values() for proof in proofs]),
    st.sampled_from((*MARKS, *MARKUP)),
    st.text(SIGNS, max_size=8),
)


def _pages(step: str) -> st.SearchStrategy[str]:
    """Pages of which a good part is what this step is for, some of it said many times or cut in the middle."""
    shreds = st.sampled_from(PROOFS[step]) | SHREDS
    cut = st.tuples(shreds, st.integers(0, 40), st.integers(1, 60)).map(lambda of: of[0][of[1] : of[1] + of[2]])
    often = st.tuples(shreds | cut, st.sampled_from(("", "\n", " ")), st.integers(2, 12)).map(
        lambda of: of[1].join([of[0]] * of[2])
    )
    pieces = st.tuples(shreds | cut | often, st.sampled_from(("", "\n", " "))).map("".join)
    return st.lists(pieces, min_size=1, max_size=8).map("".join)


def _can_be_carried_out(step: str, text: str, traditional: bool) -> None:
    edits = tuple(STEPS[step](text, Case(RULES, traditional=traditional)))
    if edits:
        rule = RULES.by_code[step]
        Pass(rule.id, rule.kind, edits)  # raises where edits overlap, are out of order or do more than their kind may
        assert apply(apply(text, edits), invert(edits)) == text
        assert step not in TELL_TALES or TELL_TALES[step].search(text), "without its signs it is never asked"


@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_finds_can_be_carried_out(step: str):
    """Its edits are in order, apart, change something, do what their kind may, and the signs that it is asked for are there."""

    @settings(max_examples=25, deadline=None)
    @given(_pages(step), st.booleans())
    def law(text: str, traditional: bool) -> None:
        _can_be_carried_out(step, text, traditional)

    law()


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("drop_pinyin_glosses", "防fang2，" * 14 + "一(yī)是，二(èr)是"),
        ("join_parted_figures", "一、\n2\n月\n" * 4),
        (
            "read_misread_lines",
            "“\n밑黨쏵寧꼍隣봤磊헙렝왠묏鱗돨繫列，헝몹데貫속퓻莉廉쥴돔，뚤윱菱櫓멕루麴뒈혐돨훙逃寧쪼隣봤뵙擧쇱꿎",
        ),
        ("drop_page_breaks", "\n".join(["国产精品某某,某某在线,某某专区_免费观看"] * 6 + ["某某网"])),
        ("drop_page_breaks", "\n".join(["国产精品某某,某某专区_免费观看", "在线,某某"] * 4 + ["某某网"])),
    ],
    ids=lambda given: given[:8] if given.isascii() else "",
)
def test_what_once_stopped_the_repair_does_not(step: str, text: str):
    """Two findings about the same characters, and lines that read alike in two character sets."""
    for traditional in (False, True):
        _can_be_carried_out(step, text, traditional)
