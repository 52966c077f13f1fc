"""The taxonomy: 28 measures that pages can name, and tables whose faults are told by file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES, load
from builder.rules.coding import Cue, Void, alternatives, expand_gaps
from builder.rules.measures import Taxonomy, load_measures
from builder.rules.parameters import written_out

FILES = ("measures.yaml", "coding.yaml", "parameters.yaml")
TAXONOMY = load().measures


def test_there_are_28_measures_in_seven_groups() -> None:
    """Pages are built for each of them; a lost one would be a dead address."""
    assert len(TAXONOMY.measures) == 28
    assert len(TAXONOMY.groups) == 7
    assert [measure for group in TAXONOMY.groups for measure in TAXONOMY.in_group(group.id)] == list(TAXONOMY.measures)


def test_organisational_measures_are_listed_last() -> None:
    """They stand in nearly every notice and must not come before what is particular to one."""
    listed = [
        measure.id for measure in TAXONOMY.sorted(["command-system", "vaccination", "vaccination", "mass-testing"])
    ]
    assert listed == ["mass-testing", "vaccination", "command-system"]


def test_every_measure_can_be_found() -> None:
    """A measure without a coding rule would be an empty page for ever."""
    assert {rule.measure for rule in TAXONOMY.coding.rules} == {measure.id for measure in TAXONOMY.measures}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("measures.yaml", "group: detection", "group: nowhere", "is in no known group"),
        ("measures.yaml", 'version: "1.0"', 'version: "1.1"', "say first under changes"),
        ("measures.yaml", '  licence: "CC BY 4.0"', "", "no 'licence'"),
        ("measures.yaml", 'match: related, codes: ["H2"]', 'match: none, codes: ["H2"]', "contradict"),
        ("measures.yaml", "- id: mass-testing", "- id: targeted-testing", "stands twice"),
        ("measures.yaml", "  found_by:", "  found:", "has no 'found_by'"),
        ("measures.yaml", "facet: routine", "facet: no-such-facet", "has no facet"),
        ("measures.yaml", "<goods>", "<nosuchword>", "unknown word"),
        ("measures.yaml", "'定期~10核酸", "'定期(~10核酸", "no regular expression"),
        ("parameters.yaml", "type: duration", "type: no-such-type", "unknown type"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    """Whoever edits a table reads where the fault is and what to do."""
    for name in FILES:
        shutil.copy(TABLES / name, tmp_path / name)
    text = (TABLES / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        load_measures(tmp_path)
    assert told in str(caught.value)
    assert file in str(caught.value)
    assert "→" in str(caught.value)


def test_the_shortcut_loses_no_match() -> None:
    """For all patterns and all examples: where the expression matches, its words allow it to."""
    clauses = [
        (example if isinstance(example, str) else example.clause)
        for rule in TAXONOMY.coding.rules
        for example in (*rule.fixes, *rule.leaves)
    ]
    rules = TAXONOMY.coding.rules
    patterns = [pattern for rule in rules for pattern in (*rule.patterns, *rule.voids, *rule.needs, *rule.unless)]
    lost = [
        (pattern.regex.pattern, clause)
        for pattern in patterns
        for clause in clauses
        if pattern.regex.search(clause) and not pattern.able(clause)
    ]
    assert lost == []


def test_gaps_and_alternatives_are_written_out() -> None:
    """The short forms of the tables mean what their header says."""
    assert alternatives("a(b|c)|[|]d") == ["a(b|c)", "[|]d"]
    assert re.search(expand_gaps("甲~2乙"), "甲一二乙")
    assert not re.search(expand_gaps("甲~2乙"), "甲，乙")
    assert re.search(expand_gaps("甲~~2乙"), "甲，乙")
    assert not re.search(expand_gaps("甲~~2乙"), "甲。乙")
    assert re.search(written_out("储备{n}{u}", ["天"]), "储备 60 天")


SPEAKERS = [*TAXONOMY.coding.voids, *(cue for cues in TAXONOMY.coding.cues.values() for cue in cues)]


@pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda speaker: speaker.id)
def test_cues_and_voids_speak_where_they_say(speaker: Void | Cue) -> None:
    """In the words that they fix, and not in those that they leave."""
    assert [words for words in speaker.fixes if not speaker.speaks(words)] == []
    assert [words for words in speaker.leaves if speaker.speaks(words)] == []


def test_every_rule_brings_its_proof() -> None:
    """A rule that fixes nothing, or leaves nothing, cannot be judged."""
    assert isinstance(TAXONOMY, Taxonomy)
    assert all(rule.fixes and rule.leaves for rule in TAXONOMY.coding.rules)
    assert all(pattern.fixes and pattern.leaves for pattern in TAXONOMY.parameters.patterns)
