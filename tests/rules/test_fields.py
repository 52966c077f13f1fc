"""The field tables: every cue proves itself, every fault is told by file and line, every rule in use is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import load as load_rules
from builder.rules.fields import CUE_TABLES, Cue, FieldRules, load_fields
from tests.corpus import load

RULES = load_rules().fields
CUES: list[Cue] = [cue for name in CUE_TABLES for cue in getattr(RULES, name)]
EXTRACT = Path(__file__).parents[2] / "builder" / "extract"
#: a rule id as code writes it, e.g. "title/own"; ids of repair rules and cues stand in their own tables
_IN_CODE = re.compile(
    r'"((?:title|number|kind|policy|officiality|url|site|date|published|effective|issuer|places|corrected)/[a-z0-9-]+)"'
)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_a_cue_hits_what_it_is_for(cue: Cue) -> None:
    assert [words for words in cue.hits if not cue.pattern.search(words)] == []


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_a_cue_leaves_its_look_alikes(cue: Cue) -> None:
    assert [words for words in cue.leaves if cue.pattern.search(words)] == []


def test_by_its_words_a_cue_is_found_where_its_pattern_finds_it() -> None:
    """The law that makes it safe to ask alternatives only whose words stand there: same cues, same places, in any text."""
    texts = [words for cue in CUES for words in (*cue.hits, *cue.leaves)] + [case.raw for case in load("tuned")[::9]]
    for text in texts:
        for cues, finder in ((RULES.kinds, RULES.find_kinds), (RULES.policy, RULES.find_policy)):
            fitting = [(cue.id, match.span()) for cue, match in finder.fitting(text, "body")]
            asked = [(cue.id, cue.pattern.search(text)) for cue in cues if "body" in cue.where]
            assert fitting == [(id, match.span()) for id, match in asked if match]
            says = {cue.id: cue.says for cue in cues}
            assert sorted(finder.said(text, "body")) == sorted({says[id] for id, _ in fitting})
    for text in (text for text in texts if len(text) > 200):
        for cue in CUES:
            found, asked = cue.search(text), cue.pattern.search(text)
            assert (found and found.span()) == (asked and asked.span()), cue.id


def test_rules_are_told_apart_by_their_ids() -> None:
    ids = [rule.id for rule in RULES.rules]
    assert len(ids) == len(set(ids))


def test_every_rule_that_the_code_writes_is_explained() -> None:
    """What a record names as its rule, a reader can look up."""
    written = {
        id for path in sorted(EXTRACT.rglob("*.py")) for id in _IN_CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(written - {rule.id for rule in RULES.rules}) == []


def test_a_rule_is_found_by_its_id() -> None:
    rule = RULES.rule("title/own")
    assert rule is not None and rule.field == "title"
    assert RULES.rule("title/nothing-of-the-kind") is None


def folder(tmp_path: Path, **tables: str) -> Path:
    """A folder with these tables; the others are empty lists."""
    for name in ("fields", *CUE_TABLES):
        (tmp_path / f"{name}.yaml").write_text(tables.get(name, "[]\n"), encoding="utf-8")
    return tmp_path


def faults(tmp_path: Path, **tables: str) -> list[str]:
    with pytest.raises(TableError) as caught:
        load_fields(folder(tmp_path, **tables))
    return [str(problem) for problem in caught.value.problems]


def test_empty_tables_are_lawful(tmp_path: Path) -> None:
    assert load_fields(folder(tmp_path)) == FieldRules((), (), (), (), (), (), {"base": 0.0}, {})


def test_a_learned_table_is_read_and_its_faults_are_told_by_line(tmp_path: Path) -> None:
    """Weights of signs, and pairs of characters by their weight; comments are none."""
    (tmp_path / "policy.tsv").write_text("# signs\nbase\t-2.5\nsport\t-1\n", encoding="utf-8")
    (tmp_path / "policy_pairs.tsv").write_text("# pairs\n2.5\t隔离 核酸\n-1.0\t招聘\n", encoding="utf-8")
    read = load_fields(folder(tmp_path))
    assert read.policy_weights == {"base": -2.5, "sport": -1.0}
    assert read.policy_pairs == {"隔离": 2.5, "核酸": 2.5, "招聘": -1.0}
    (tmp_path / "policy_pairs.tsv").write_text("much\t隔离\n", encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert fault.startswith("policy_pairs.tsv:1: no weight and pairs: 'much")


def test_a_rule_of_no_field_is_told_by_line(tmp_path: Path) -> None:
    table = "- {id: title/own, field: title, zh: 甲, en: A.}\n- {id: title/odd, field: tittle, zh: 乙, en: B.}\n"
    (fault,) = faults(tmp_path, fields=table)
    assert fault.startswith("fields.yaml:2: field 'tittle' is none of the record")


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    table = "- {id: title/own, field: title, zh: 甲, en: A.}\n" * 2
    (fault,) = faults(tmp_path, fields=table)
    assert fault.startswith("fields.yaml:2: id 'title/own' stands twice")


def test_a_cue_without_proof_is_told(tmp_path: Path) -> None:
    table = "- {id: kind/x, says: news, where: title, pattern: 甲, because: Because.}\n"
    told = faults(tmp_path, kinds=table)
    assert [fault.partition(" → ")[0] for fault in told] == [
        "kinds.yaml:1: entry 'kind/x' has no 'hits'",
        "kinds.yaml:1: entry 'kind/x' has no 'leaves'",
    ]


def test_a_cue_that_looks_nowhere_is_told(tmp_path: Path) -> None:
    table = "- {id: kind/x, says: news, where: attic, pattern: 甲, because: B., hits: 甲, leaves: 乙}\n"
    (fault,) = faults(tmp_path, kinds=table)
    assert "where 'attic' is no place of a page" in fault


def test_a_pattern_that_is_none_is_told(tmp_path: Path) -> None:
    table = "- {id: host/x, says: media, where: chrome, pattern: '(甲', because: B., hits: 甲, leaves: 乙}\n"
    (fault,) = faults(tmp_path, hosts=table)
    assert "is no regular expression" in fault


def test_the_faults_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    told = faults(tmp_path, fields="- {id: title/own}\n", kinds="- {id: Kind}\n")
    assert {fault.partition(":")[0] for fault in told} == {"fields.yaml", "kinds.yaml"}
