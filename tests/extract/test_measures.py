"""Measures: what a clause states is found, what only looks like it is left alone, and every statement points at its words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.blocks import find_blocks
from builder.extract.measures import find_measures
from builder.model import Mark, RawDocument, Repaired, Statement
from builder.repair import repair
from builder.rules import load
from builder.rules.coding import CodingRule, Example
from tests.corpus import load as load_corpus
from tests.extract.pages import Line, repaired_of
from tests.growth import grows_in_proportion

RULES = load()
ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests/cases/measures.yaml").read_text(encoding="utf-8"))
GOLD = json.loads((ROOT / "tests/golden/seeds_gold.json").read_text(encoding="utf-8"))["documents"]


def statements(*lines: Line) -> tuple[Statement, ...]:
    """The statements of a small notice."""
    repaired = repaired_of(*lines)
    return find_measures(repaired, find_blocks(repaired, RULES), None, RULES)


def ids(*lines: Line) -> set[str]:
    """The measures of a small notice."""
    return {statement.id for statement in statements(*lines)}


# --- laws -------------------------------------------------------------------------------------------------------------


WORDS = [
    "核酸检测",
    "集中隔离14天",
    "不得",
    "解除",
    "公交停运",
    "，",
    "。",
    "：",
    "“",
    "口罩",
    "一、",
    "\n",
    "风险地区",
    "人员",
    "提倡",
    "、",
    "7",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_every_statement_points_at_its_words(text: str) -> None:
    """raw[start:end] == quote, in order, within the block; and finding twice finds the same."""
    repaired = repaired_of(text)
    blocks = find_blocks(repaired, RULES)
    found = find_measures(repaired, blocks, None, RULES)
    by_anchor = {block.anchor: block for block in blocks}
    for statement in found:
        block = by_anchor[statement.block]
        for item in (*statement.evidence, *(parameter.evidence for parameter in statement.parameters)):
            assert repaired.raw[item.start : item.end] == item.quote
            assert block.start <= (item.text_start or 0) < (item.text_end or 0) <= block.end
        assert statement.evidence
    assert find_measures(repaired, blocks, None, RULES) == found


def test_the_index_leaves_out_no_pattern_that_matches() -> None:
    """The fast way finds what trying every pattern finds, on some 2,000 lines of the dev notices and on each example."""
    coding = RULES.measures.coding
    patterns, owners = tuple(coding.patterns()), {"", *coding.rules_of}
    texts = [example.clause for rule in coding.rules for example in (*rule.fixes, *rule.leaves)]
    lines = [line for case in load_corpus("tuned") for role, line in case.lines if role == "body"]
    texts += lines[:: len(lines) // 2_000]
    for text in texts:
        able = {pattern for _, pattern in coding.index.able(text, owners)}
        assert not [pattern.regex.pattern for pattern in patterns if pattern not in able and pattern.regex.search(text)]


@pytest.mark.parametrize("words", ["人员、", "核酸", "的"])
def test_no_pattern_stumbles_over_a_long_list(words: str) -> None:
    """A long text without a full stop: of each pattern, sixteen times the text is about sixteen times the work."""

    def searching(pattern: re.Pattern[str]) -> Callable[[int], object]:
        return lambda size: pattern.search(words * (size // len(words)))

    patterns = (pattern.regex for pattern in RULES.measures.coding.patterns())
    assert [pattern.pattern for pattern in patterns if not grows_in_proportion(searching(pattern), 300)] == []


# --- the tables prove themselves --------------------------------------------------------------------------------------

FIXES = [(rule, example) for rule in RULES.measures.coding.rules for example in rule.fixes]
LEAVES = [(rule, example) for rule in RULES.measures.coding.rules for example in rule.leaves]


@pytest.mark.parametrize(("rule", "example"), FIXES, ids=lambda value: getattr(value, "id", None) or value.clause)
def test_a_rule_codes_what_it_fixes(rule: CodingRule, example: Example) -> None:
    """With the modality and stage that the table says."""
    own = [statement for statement in statements(example.clause) if statement.id == rule.measure]
    assert own
    assert example.modality is None or own[0].modality == example.modality
    assert example.stage is None or own[0].stage == example.stage


@pytest.mark.parametrize(("rule", "example"), LEAVES, ids=lambda value: getattr(value, "id", None) or value.clause)
def test_a_rule_leaves_look_alikes(rule: CodingRule, example: Example) -> None:
    """Its measure is not coded there by any rule."""
    assert rule.measure not in ids(example.clause)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_false_friends(case: dict[str, Any]) -> None:
    """The rules of the code book that words alone do not decide."""
    lines = [("title", case["title"])] if case.get("title") else []
    found = statements(*lines, *case["lines"])
    told = {statement.id for statement in found}
    assert set(case.get("coded") or ()) <= told
    assert not set(case.get("not") or ()) & told
    for name in ("modality", "stage"):
        for id, value in (case.get(name) or {}).items():
            assert [getattr(statement, name) for statement in found if statement.id == id] == [value]


# --- examples ---------------------------------------------------------------------------------------------------------


def test_one_statement_per_clause_and_measure() -> None:
    """Several words of one measure make one statement with the stretch that holds them."""
    (found,) = [item for item in statements("四集中，定点医院收治，应收尽收。") if item.id == "case-treatment"]
    assert [item.quote for item in found.evidence] == ["四集中，定点医院收治，应收尽收"]


def test_an_item_says_one_thing_in_several_sentences() -> None:
    """KTV closed, canteens closed: one closure of one item, with both stretches as evidence."""
    found = [item for item in statements("一、KTV、网吧暂停营业。餐饮单位暂停堂食。") if item.id == "venue-closure"]
    assert [len(item.evidence) for item in found] == [2]


def test_signatures_and_attachments_state_nothing() -> None:
    """A body's name and a list of attachments are not measures."""
    assert not ids("某县新冠肺炎疫情防控工作领导小组指挥部", "2021年1月5日", "附件：核酸采样点布局表")


def test_damaged_stretches_are_not_coded() -> None:
    """What could not be repaired could say anything."""
    whole = repaired_of("严格落实戴口罩，保持通风。")
    start = whole.page.index("戴口罩")
    damaged = Repaired(whole.raw, whole.page, whole.text, whole.passes, 0, whole.pieces, (Mark("x", start, start + 3),))
    blocks = find_blocks(whole, RULES)
    assert {item.id for item in find_measures(whole, blocks, None, RULES)} == {"personal-protection", "disinfection"}
    assert {item.id for item in find_measures(damaged, blocks, None, RULES)} == {"disinfection"}


def test_the_words_say_whom_and_where() -> None:
    """The target is quoted, never completed."""
    (found,) = statements("对重点行业从业人员每周开展两次核酸检测。")
    assert found.target.people is not None and "从业人员" in found.target.people


def test_what_is_not_as_the_cues_tell_says_why() -> None:
    """In the record; a statement that is as its cues tell needs no reason."""
    plain = statements("每日对公共区域消毒两次。")
    assert [item.because for item in plain] == [None]
    found = [item for gold in GOLD for item in seed_statements(gold["file"]) if item.because]
    assert found
    assert all("its cues alone tell" in item.because for item in found if item.because)


def test_a_report_stays_one_whatever_its_words() -> None:
    """What an explainer tells of others' orders is described, however strictly it puts them."""
    found = next(gold["file"] for gold in GOLD if gold["file"].startswith("002"))
    assert sum(item.modality == "described" for item in seed_statements(found)) > len(seed_statements(found)) / 2


# --- the five seeds ---------------------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """How the statements of the seeds agree with the hand coding."""

    precision: float
    recall: float
    modality: float


@cache
def seed_tally() -> Tally:
    """(section, measure) pairs; a statement counts for the section that its evidence overlaps most."""
    counts: Counter[str] = Counter()
    for gold in GOLD:
        found: dict[tuple[str, str], list[str]] = {}
        for statement in seed_statements(gold["file"]):
            found.setdefault((section_of(statement, gold), statement.id), []).append(statement.modality)
        wanted = {
            (part["id"], row["measure"]): row["modality"] for part in gold["sections"] for row in part["measures"]
        }
        open_to_both = {(part["id"], note.split(":")[0]) for part in gold["sections"] for note in part["borderline"]}
        counts["right"] += len(found.keys() & wanted.keys())
        counts["extra"] += len(found.keys() - wanted.keys() - open_to_both)
        counts["missed"] += len(wanted.keys() - found.keys() - open_to_both)
        counts["modality"] += sum(wanted[pair] in found[pair] for pair in found.keys() & wanted.keys())
    right = counts["right"]
    return Tally(right / (right + counts["extra"]), right / (right + counts["missed"]), counts["modality"] / right)


@cache
def seed_statements(file: str) -> tuple[Statement, ...]:
    """What is found in one seed."""
    data = (ROOT / "seeds" / file).read_bytes()
    document = RawDocument(file, data, sha256(data).hexdigest(), "utf-8", "text/plain", data.decode())
    repaired = repair(document, RULES)
    return find_measures(repaired, find_blocks(repaired, RULES), None, RULES)


def section_of(statement: Statement, gold: dict[str, Any]) -> str:
    """The section that holds most of the evidence."""
    return max(gold["sections"], key=lambda part: shared(statement, part))["id"]


def shared(statement: Statement, part: dict[str, Any]) -> int:
    """How many characters of the evidence stand in the section."""
    spans = [(max(item.start, part["raw_start"]), min(item.end, part["raw_end"])) for item in statement.evidence]
    return sum(max(0, end - start) for start, end in spans)


def test_the_seeds_precision_does_not_sink() -> None:
    """Of what is coded, nearly all was coded by hand."""
    assert seed_tally().precision >= 0.95


def test_the_seeds_recall_does_not_sink() -> None:
    """Of what was coded by hand, nearly all is found."""
    assert seed_tally().recall >= 0.97


def test_the_seeds_modality_does_not_sink() -> None:
    """Orders are orders, practice is practice."""
    assert seed_tally().modality >= 0.92


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["id"])
def test_no_measure_from_chrome(gold: dict[str, Any]) -> None:
    """Nothing is coded in the parts of a page that are the site's: the sections whose id begins with x."""
    chrome = [part for part in gold["sections"] if part["id"].startswith("x")]
    assert not [item for item in seed_statements(gold["file"]) for part in chrome if shared(item, part)]
