"""What stands around a clause weighs too: other measures, the sentences beside it, numbers."""

from __future__ import annotations

import pytest

from builder.extract.clauses import Clause
from builder.extract.parameters import read_values
from builder.extract.weighing import Weighed, weigh
from builder.model import Block
from builder.rules import load

TAXONOMY = load().measures
EVERY = -100.0
FIRST, SECOND = Block("p1", "item", 0, 9), Block("p2", "item", 9, 18)


def weighed(*said: tuple[str, Block]) -> list[dict[str, Weighed]]:
    """What each of these clauses weighs."""
    clauses = [Clause(0, len(words), words, block, ()) for words, block in said]
    return weigh(clauses, [read_values(words, TAXONOMY.parameters) for words, _ in said], TAXONOMY, EVERY)


def test_nothing_is_weighed_without_clauses() -> None:
    """A text without clauses has no odds."""
    assert weighed() == []


def test_a_clause_of_its_own_weighs_what_its_words_say() -> None:
    """Without neighbour and number a rule hears the words alone."""
    words = "渡船即日起停航。"
    [odds] = weighed((words, FIRST))
    assert {id: one.ruled for id, one in odds.items()} == pytest.approx(TAXONOMY.wording.weigh(words))


def test_weak_words_stand_in_the_shadow_of_loud_ones() -> None:
    """What another measure says louder takes from every other measure, and from none of its rules."""
    [odds] = weighed(("渡船即日起停航。", FIRST))
    loudest = max(odds, key=lambda id: odds[id].ruled)
    others = [one for id, one in odds.items() if id != loudest]
    assert odds[loudest].ruled > 0
    assert all(one.alone < one.ruled for one in others)
    assert odds[loudest].alone > odds[loudest].ruled  # nothing else speaks


def test_an_item_goes_on_about_what_its_sentence_before_says() -> None:
    """A neighbour in the same block gives, one in another block gives nothing, and none ever takes."""
    before, after = "隔离酒店由专人看管。", "不得离开房间。"
    [_, beside] = weighed((before, FIRST), (after, FIRST))
    [_, apart] = weighed((before, FIRST), (after, SECOND))
    [alone] = weighed((after, FIRST))
    assert apart == alone
    assert beside["centralized-quarantine"].ruled > alone["centralized-quarantine"].ruled
    assert all(beside[id].ruled >= alone[id].ruled for id in alone)


def test_a_number_stands_for_the_measures_that_take_it() -> None:
    """How long speaks for quarantine, not for a mask."""
    [bare, timed] = weighed(("隔离观察。", FIRST), ("隔离观察14天。", SECOND))
    own = TAXONOMY.wording.weigh("隔离观察14天。")
    assert timed["home-quarantine"].ruled == pytest.approx(own["home-quarantine"] + 0.5)
    assert timed["personal-protection"].ruled == pytest.approx(own["personal-protection"])
    assert bare["home-quarantine"].ruled == pytest.approx(TAXONOMY.wording.weigh("隔离观察。")["home-quarantine"])


def test_only_what_weighs_enough_is_told() -> None:
    """Of the others nothing has to be looked for."""
    clause = Clause(0, 8, "渡船即日起停航。", FIRST, ())
    [every], [some] = (weigh([clause], [[]], TAXONOMY, least) for least in (EVERY, -1.0))
    assert some == {id: one for id, one in every.items() if one.ruled > -1.0}
    assert 0 < len(some) < len(every) == len(TAXONOMY.wording.measures)
