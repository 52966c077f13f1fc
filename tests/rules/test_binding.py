"""The table of modality and stage: what all words of a clause say beside its cues."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES
from builder.rules.binding import COLUMNS, FILE, Binding, load_binding, signs_of
from builder.rules.measures import load_measures
from builder.rules.wording import Kinds, Wording

TAXONOMY = load_measures(TABLES)
MEASURES = [measure.id for measure in TAXONOMY.measures]
KINDS = TAXONOMY.coding.kinds
SIGNS = signs_of(["disinfection"])


def small(weights: dict[str, dict[str, int]]) -> Binding:
    """A table of these strings."""
    return Binding(Wording(dict.fromkeys(COLUMNS, 0), weights, Kinds({})), SIGNS, Kinds({}))


def test_without_a_table_the_cues_decide(tmp_path: Path) -> None:
    """The table can be written anew from nothing."""
    nothing = load_binding(tmp_path, MEASURES, KINDS)
    assert nothing.odds_of(["暂停营业。"]) == [[]]
    assert nothing.chosen("stage", [], "tighten", "venue-closure") == "tighten"


def test_words_outweigh_what_the_cues_tell() -> None:
    """Where they say enough more; what cues tell is a sign too, and of two alike it holds."""
    binding = small({"劝": {"modality/recommended": 20}, SIGNS["modality/ordered"]: {"modality/ordered": 20}})
    [odds] = binding.odds_of(["劝"])
    assert binding.chosen("modality", odds, "ordered", "disinfection") == "ordered"
    louder = small({"劝": {"modality/recommended": 30}, SIGNS["modality/ordered"]: {"modality/ordered": 20}})
    [odds] = louder.odds_of(["劝"])
    assert louder.chosen("modality", odds, "ordered", "disinfection") == "recommended"


def test_a_measure_speaks_too() -> None:
    """Some are seldom put in a certain way."""
    binding = small({SIGNS["disinfection"]: {"stage/maintain": 10}})
    [odds] = binding.odds_of(["消毒"])
    assert binding.chosen("stage", odds, "unknown", "disinfection") == "maintain"
    assert binding.chosen("stage", odds, "unknown", "vaccination") == "unknown"


def test_a_choice_names_the_words_that_made_it() -> None:
    """Words before single characters, and none that speak for both alike."""
    binding = small({"劝": {"modality/recommended": 30}, "尽量": {"modality/recommended": 10}, "店": {}})
    assert binding.reason("modality", "ordered", "recommended", "劝大家尽量少去店里") == (
        "The modality is recommended by all words of the clause (尽量、劝); its cues alone tell ordered."
    )


def test_the_table_names_only_what_there_is() -> None:
    """A measure that was renamed would say nothing."""
    known = {f"<{name}>" for name in (*signs_of(MEASURES), *KINDS.marks)}
    lines = (TABLES / FILE).read_text(encoding="utf-8").splitlines()
    whole = [string for line in lines if not line.startswith("#") for string in line.split("\t")[2].split()]
    assert {
        string for string in whole if string.startswith("<") and string.count("<") == 1 and string.endswith(">")
    } <= known


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    """Whoever damages the table reads where."""
    (tmp_path / FILE).write_text("modality/loud\t1.0\t喊\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"binding\.tsv:1: .*modality/loud"):
        load_binding(tmp_path, MEASURES, KINDS)
