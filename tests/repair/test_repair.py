"""The laws of repair, on any text, on the five seeds and on the dev corpus."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Repaired
from builder.text.edits import restore
from tests.corpus import load
from tests.corpus.report import repaired
from tests.five import FIVE

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
LINES = json.loads((GOLDEN / "seed_lines.json").read_text(encoding="utf-8"))
PAGE_CASES = yaml.safe_load((ROOT / "tests" / "cases" / "repair" / "pages.yaml").read_text(encoding="utf-8"))
WORDING = ("encoding", "script", "wording")

#: what pages are made of, so that random pages hit the rules
SHREDS = (
    "一、各县（市、区）要严格落实责任，做好核酸检测。", "嚴(yán)格落實(shí)監(jiān)測(cè),、", "上一篇：没有了", "责任编辑：某某",
    "2021-01-04 09:04",
    "关于做好防控工作的通告", "\n", "\n\n", "  ", "\u3000", "- ", "【关闭】", "相关阅读", "?！笆奈濉鞭D(zhuǎn)",
    "?shù)匾咔I(yè)", "(", ")", ",", "著",
    "\ufeff", "\r\n", "某市指挥部", "2021年1月4日", "\u200b", "Copyright ©", "0", "⟦title⟧ 通告", "，", "。", "乾隆",
)  # fmt: skip
PAGES = st.lists(st.sampled_from(SHREDS) | st.text(max_size=6), max_size=24).map("".join)


def _seed(name: str) -> str:
    return next(path for path in FIVE if path.name.startswith(name)).read_bytes().decode()


def _laws(done: Repaired) -> None:
    assert restore(done.text, done.passes) == done.raw
    assert restore(done.page, done.passes[: done.to_page]) == done.raw
    reached, covered = 0, set()
    for piece in done.pieces:
        assert reached <= piece.start < piece.end <= len(done.page)
        reached = piece.end
        covered.update(range(piece.start, piece.end))
    assert all(at in covered for at, character in enumerate(done.page) if not character.isspace())
    assert all(step.edits for step in done.passes)


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_can_be_restored(raw: str):
    """Nothing is lost, whatever comes in; and every character of the page has a role."""
    _laws(repaired(raw))


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_what_is_left_of_any_page_is_left_alone(raw: str):
    """Whatever a page is made of, its clean text comes out as it went in, once the cures find nothing in it."""
    text = repaired(raw).text
    again = repaired(text)
    if again.page == text:
        assert again.text == text


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_any_page_can_be_restored(raw: str):
    """The same for texts made of what real pages are made of."""
    _laws(repaired(raw))


@pytest.mark.parametrize("seed", FIVE, ids=lambda path: path.name[:3])
def test_a_seed_can_be_restored(seed: Path):
    """The ledger of a real page leads back to it."""
    _laws(repaired(seed.read_bytes().decode()))


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_seed_comes_out_as_by_hand(name: str):
    """The clean texts were restored by hand, twice, independently."""
    assert repaired(_seed(name)).text + "\n" == (GOLDEN / "clean" / f"{name}.txt").read_text(encoding="utf-8")


def test_the_two_runs_of_seed_000_are_restored_and_certified():
    """Bytes are missing there: both runs are marked as restored, and the program run forwards gives the page again."""
    done = repaired(_seed("000"))
    assert [(mark.rule, done.page[mark.start : mark.end]) for mark in done.marks] == [
        ("caution/restored-run", "保“十四五”转"),
        ("caution/restored-run", "地疫情防控要求和本行业"),
    ]
    certified = {step.rule: step.certificate for step in done.passes if step.certificate}
    assert certified == {"encoding/stepped-runs": "consistent", "noise/pinyin-glosses": "consistent"}


@pytest.mark.parametrize("seed", FIVE, ids=lambda path: path.name[:3])
def test_a_seed_has_the_roles_that_were_given_by_hand(seed: Path):
    """Every line of the five seeds was classified by hand; one line of 004 is stamp and body at once."""
    raw, want = seed.read_bytes().decode(), LINES[seed.name]
    done, roles = repaired(raw), {}
    starts = [0, *(at + 1 for at, character in enumerate(done.page) if character == "\n")]
    for piece in done.pieces:
        number = sum(start <= piece.start for start in starts)
        roles.setdefault(number, set()).add(piece.role)
    gold: dict[int, set[str]] = {}
    for role in ("chrome", "body"):
        for number in want[f"{role}_lines"]:
            gold.setdefault(number, set()).add(role)
    for number in want["metadata_lines"]:
        gold.setdefault(number, set()).add("meta")
    if want["title_line"]:
        gold[want["title_line"]] = {"title"}
    wrong = {number: (gold.get(number), given) for number, given in roles.items() if not _agree(gold[number], given)}
    assert not wrong


def _agree(gold: set[str], given: set[str]) -> bool:
    """A bullet in front of a body line is the page's and no role of the line."""
    return gold == given or (gold == {"body"} and given == {"body", "chrome"}) or "meta" in gold & given


#: of a page that several laws ask about, what it became, once for all
_once = lru_cache(maxsize=None)(repaired)


def _texts() -> list:
    texts = [pytest.param(seed.read_bytes().decode(), id=seed.name[:3]) for seed in FIVE]
    return texts + [pytest.param(case.raw, id=case.name) for case in load("tuned")]


@pytest.mark.parametrize("raw", _texts())
def test_repairing_what_is_repaired_changes_no_word(raw: str):
    """Twice is once: the clean text is healthy, so no cure finds anything in it."""
    again = _once(_once(raw).text)
    assert again.page == _once(raw).text
    assert not [step for step in again.passes if step.kind in WORDING]


def test_repairing_a_clean_text_gives_the_same_text():
    """Twice is once for the roles of lines too: what was kept is kept, on seeds, notices and pages of every kind."""
    texts = [(path.name, path.read_bytes().decode()) for path in FIVE]
    texts += [(case.name, case.raw) for case in load("tuned")]
    texts += [(case["note"], "\n".join(words for _, words in case["page"])) for case in PAGE_CASES]
    clean = [(name, _once(raw).text) for name, raw in texts]
    assert [name for name, text in clean if _once(text).text != text] == []


@pytest.mark.parametrize("case", load("tuned"), ids=lambda case: case.name)
def test_a_notice_of_the_corpus_can_be_restored(case):
    """The laws hold on every damaged page, and damage is undone to the last mark in what is kept."""
    _laws(_once(case.raw))


@pytest.mark.parametrize(
    "case", [case for case in load("tuned") if set(case.damage) <= {"fold"}], ids=lambda case: case.name
)
def test_healthy_simplified_text_keeps_script_and_wording(case):
    """No cure of script, encoding or wording touches a page of which nothing but widths was changed."""
    from builder.repair.script import looks_traditional

    if not looks_traditional(case.raw):
        assert not [step.rule for step in _once(case.raw).passes if step.kind in WORDING]
