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


def test_weak_words_stand_in_the_shadow_of_loud_ones() -> None:
    """What another measure says louder takes from every other measure, and half as much where a rule of its own speaks."""
    words = "渡船即日起停航。"
    [odds] = weighed((words, FIRST))
    own = TAXONOMY.wording.weigh(words)
    loudest = max(odds, key=lambda id: odds[id].ruled)
    others = odds.keys() - {loudest}
    assert own[loudest] > 0
    assert all(odds[id].alone < odds[id].ruled < own[id] for id in others)
    assert own[loudest] - odds[loudest].alone < min(own[id] - odds[id].alone for id in others)  # nothing else speaks


def test_a_part_between_commas_speaks_for_itself() -> None:
    """An order at the end of a long sentence about others is heard louder than the words of the whole sentence say it."""
    order = "进店一律戴口罩。"
    words = f"渡船即日起停航，班车每天只开两趟，{order}"
    [odds] = weighed((words, FIRST))
    whole, part = (TAXONOMY.wording.weigh(said)["personal-protection"] for said in (words, order))
    assert part > whole
    assert odds["personal-protection"].ruled > weighed((words.replace("，", ""), FIRST))[0]["personal-protection"].ruled


def test_a_sentence_goes_on_about_what_the_one_before_says() -> None:
    """A neighbour in the same item gives more than one in another, and none ever takes."""
    before, after = "隔离酒店由专人看管。", "不得离开房间。"
    [_, beside] = weighed((before, FIRST), (after, FIRST))
    [_, apart] = weighed((before, FIRST), (after, SECOND))
    [alone] = weighed((after, FIRST))
    id = "centralized-quarantine"
    assert beside[id].ruled > apart[id].ruled > alone[id].ruled
    assert all(beside[id].ruled >= apart[id].ruled >= alone[id].ruled for id in alone)


def test_a_number_stands_for_the_measures_that_take_it() -> None:
    """How long speaks for quarantine, not for a mask."""
    words = "隔离观察14天。"
    [clause] = [Clause(0, len(words), words, FIRST, ())]
    [bare], [timed] = (
        weigh([clause], [read], TAXONOMY, EVERY) for read in ([], read_values(words, TAXONOMY.parameters))
    )
    assert timed["home-quarantine"].ruled == pytest.approx(bare["home-quarantine"].ruled + 0.6)
    assert timed["personal-protection"] == bare["personal-protection"]


def test_only_what_weighs_enough_is_told() -> None:
    """Of the others nothing has to be looked for."""
    clause = Clause(0, 8, "渡船即日起停航。", FIRST, ())
    [every], [some] = (weigh([clause], [[]], TAXONOMY, least) for least in (EVERY, -1.0))
    assert some == {id: one for id, one in every.items() if one.ruled > -1.0}
    assert 0 < len(some) < len(every) == len(TAXONOMY.wording.measures)
