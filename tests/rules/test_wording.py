"""The table of wordings: what strings of a clause say for and against a measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import TableError
from builder.rules import load
from builder.rules.wording import LONGEST, Kinds, Wording, load_wording, strings_of

TAXONOMY = load().measures
MEASURES = tuple(measure.id for measure in TAXONOMY.measures)
WORDING, KINDS = TAXONOMY.wording, TAXONOMY.coding.kinds


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="核酸检测，。、“”（）3十 \n一", max_size=40))
def test_a_string_is_short_and_never_reaches_over_a_mark(text: str) -> None:
    """What stands on two sides of a comma is no word."""
    strings = strings_of(text, KINDS)
    assert all(1 <= len(string) <= LONGEST and not set(string) & set("，。、“”（） \n") for string in strings)


def test_numbers_are_alike_and_item_numbers_are_none() -> None:
    """「14天」 and 「十四天」 say the same; 「三、」 in front of an item says nothing."""
    assert strings_of("隔离14天", KINDS) == strings_of("隔离十四天", KINDS)
    assert strings_of("三、停运", KINDS) == strings_of("停运", KINDS)


@given(st.text(alphabet="咖啡馆茶地铁站的", max_size=12))
def test_a_kind_takes_the_longest_word_and_leaves_all_others(text: str) -> None:
    """No other word is marked; a string of the table is read as it was written."""
    kinds = Kinds({"venue": ["咖啡", "咖啡馆", "茶馆"], "vehicle": ["地铁", "馆地"]})
    venue, vehicle = kinds.marks.values()
    marked = kinds.marked(text)
    assert "咖啡" not in marked and "地铁" not in marked
    assert kinds.marked("咖啡馆的地铁") == f"{venue}的{vehicle}"
    assert kinds.read(kinds.written(marked)) == marked


def test_far_from_a_word_of_a_kind_nothing_is_told_twice() -> None:
    """A string that holds no mark stands in the words as they are."""
    kinds = Kinds({"venue": ["影院"]})
    (venue,) = kinds.marks.values()
    assert kinds.marked("全市各区县暂停影院和其他地方影院营业") == f"\n暂停{venue}和其\n地方{venue}营业"
    assert kinds.marked("各影院和影院的停业") == f"各{venue}和{venue}的停"
    assert kinds.marked("全市停业") == ""


def test_a_word_counts_as_its_kind_too() -> None:
    """What was learned from cinemas holds for tea houses."""
    kinds = Kinds({"venue": ["影院", "茶楼"]})
    assert {"暂停<venue>", "停影院"} <= {kinds.written(string) for string in strings_of("暂停影院", kinds)}
    wording = Wording({"m": -10}, {kinds.read("停<venue>"): {"m": 25}}, kinds)
    assert wording.weigh("暂停茶楼") == {"m": 1.5} == wording.weigh("暂停影院")
    assert wording.weigh("暂停茶") == {"m": -1.0}


def test_more_kinds_than_marks_are_refused() -> None:
    """Two kinds that share a mark would be one."""
    with pytest.raises(ValueError, match="kinds"):
        Kinds({str(number): [] for number in range(15)})


@pytest.mark.parametrize(
    ("clause", "measure"),
    [
        ("渡船即日起停航，恢复时间另行公告。", "travel-restriction"),
        ("圈舍、饲料间每天喷药消毒两遍。", "disinfection"),
        ("村民打第三针可到卫生院接种。", "vaccination"),
    ],
)
def test_the_words_of_a_clause_name_its_measure(clause: str, measure: str) -> None:
    """Wordings for which nobody wrote a pattern."""
    odds = WORDING.weigh(clause)
    assert max(odds, key=odds.__getitem__) == measure


def test_clauses_are_weighed_together_as_each_alone() -> None:
    """By the sum of the strings of each, whatever stands around it; a string that stands twice counts once."""
    clauses = ["核酸检测点暂停核酸检测。", "", "检", "测点𠀀\ud800", "3日起，所有渡船停航"]
    weighed = WORDING.weigh_each(clauses)
    assert weighed == [WORDING.weigh(clause) for clause in clauses]
    assert WORDING.weigh_each([]) == []
    for measure, none in WORDING.weigh("").items():
        sums = [none + WORDING.speaks_for(measure, clause) for clause in clauses]
        assert [odds[measure] for odds in weighed] == pytest.approx(sums)


def test_words_of_another_subject_speak_for_nothing() -> None:
    """A weather report orders no measure."""
    assert max(WORDING.weigh("气象部门预计，本周末将有强降雪。").values()) < 0


def test_a_folder_without_the_table_leaves_it_to_the_rules(tmp_path: Path) -> None:
    """The table can be written anew from nothing."""
    assert load_wording(tmp_path, MEASURES, KINDS).weigh("核酸检测") == {}


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    """Whoever adds a measure, or damages the table, reads where."""
    (tmp_path / "wording.tsv").write_text("no-such-measure\t1.0\t核酸\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"wording\.tsv:1: .*no-such-measure"):
        load_wording(tmp_path, MEASURES, KINDS)
