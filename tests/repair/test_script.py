"""Traditional script written simplified: a table where it says the same as OpenCC, OpenCC where not."""

from __future__ import annotations

import opencc
from hypothesis import given
from hypothesis import strategies as st

from builder.repair.script import simplified
from tests.corpus import load

OPENCC = opencc.OpenCC("t2s").convert
#: phrases of its list, whole, cut and running into each other, and characters of which it has a phrase
SHREDS = (
    "乾坤",
    "乾",
    "瞭望",
    "瞭解",
    "明瞭",
    "老態龍鍾",
    "情有獨鍾",
    "鍾",
    "著名",
    "藉",
    "么麼",
    "一目瞭然",
    "疫情",
    "，",
    "\n",
    "發",
    "髮",
    "𡃁",
)


@given(st.lists(st.sampled_from(SHREDS) | st.text(max_size=3), max_size=12).map("".join))
def test_any_text_becomes_what_opencc_makes_of_it(text: str):
    """Phrase by phrase and character by character."""
    assert simplified(text) == OPENCC(text)


def test_notices_become_what_opencc_makes_of_them():
    """On real words in traditional script."""
    to_traditional = opencc.OpenCC("s2t").convert
    texts = [to_traditional(case.raw) for case in load("tuned")[::40]]
    assert [text for text in texts if simplified(text) != OPENCC(text)] == []
