"""Which patterns can match in a text, by its words."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.rules.index import WordIndex
from builder.rules.literals import demands_of

_letters = st.text("甲乙丙", max_size=6)
_words = st.frozensets(st.text("甲乙丙", min_size=1, max_size=2), min_size=1, max_size=3)
_asking = st.lists(st.tuples(st.sampled_from(("", "门", "窗")), st.lists(_words, max_size=3).map(tuple)), max_size=8)


@settings(max_examples=60)
@given(asking=_asking, text=_letters, owners=st.frozensets(st.sampled_from(("", "门", "窗"))))
def test_the_index_tells_what_looking_for_every_word_would(
    asking: list[tuple[str, tuple[frozenset[str], ...]]], text: str, owners: frozenset[str]
) -> None:
    """Of these owners whatever has a word of each of its sets in the text, each once, in the order given; without sets always."""
    index = WordIndex((owner, number, demands) for number, (owner, demands) in enumerate(asking))
    assert index.able(text, owners) == [
        number
        for number, (owner, demands) in enumerate(asking)
        if owner in owners and all(any(word in text for word in words) for words in demands)
    ]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert WordIndex[int](()).able("停课") == []


def test_a_pattern_is_not_able_where_one_of_its_words_is_missing() -> None:
    pattern = re.compile("(?:核酸|检测).{0,8}能力")
    index = WordIndex([("", pattern, demands_of(pattern))])
    assert index.able("开展核酸检测") == []
    assert index.able("提升检测能力") == [pattern]
