"""The table of authorities."""

import re
from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules.issuers import FILE, LISTS, load_issuers

FOLDER = Path(__file__).parent.parent.parent / "builder" / "rules"
ISSUERS = load_issuers(FOLDER)


def table(tmp_path, authorities):
    lists = "".join(f"{key}: [甲]\n" for key in LISTS)
    (tmp_path / FILE).write_text(f"{lists}authorities:\n{authorities}", encoding="utf-8")
    return load_issuers(tmp_path)


def test_known_names_have_their_slug():
    """The table decides."""
    assert ISSUERS.slug("太原市疫情防控工作领导小组") == "taiyuan-epidemic-leading-group"


def test_other_names_have_a_slug_that_never_changes():
    """The first 8 hex digits of the name's SHA-256."""
    assert ISSUERS.slug("甲") == "33e3580c" and re.fullmatch("[0-9a-f]{8}", ISSUERS.slug("乙市人民政府"))


@pytest.mark.parametrize(
    ("words", "ends", "signs", "acts", "task_force"),
    [
        ("某市疫情防控指挥部", True, True, True, True),
        ("某县领导小组（指挥部）", True, True, True, True),
        ("某市教育局（代章）", True, True, True, False),
        ("某市人民医院", True, True, False, False),
        ("某某实验小学", False, True, False, False),
        ("某市教育局（试行）", False, False, False, False),
        ("暂停营业", False, False, False, False),
    ],
)
def test_words_end_as_a_body_does(words, ends, signs, acts, task_force):
    """One table says it for everybody who asks; what stands in brackets behind a name does not count."""
    assert (ISSUERS.ends(words), ISSUERS.signs(words), ISSUERS.acts(words), ISSUERS.is_task_force(words)) == (
        ends,
        signs,
        acts,
        task_force,
    )


def test_the_longest_ending_is_found_in_running_text():
    """领导小组办公室 is not 领导小组."""
    assert ISSUERS.ending.search("某市领导小组办公室研究决定").group() == "领导小组办公室"


def test_a_body_of_the_whole_country_is_known_by_its_beginning():
    """国务院 needs no place."""
    assert ISSUERS.is_national("国务院办公厅") and not ISSUERS.is_national("某市国资委")


@pytest.mark.parametrize(
    ("name", "own"),
    [("某市第一中学", True), ("某市人民医院院感防控领导小组", True), ("某市教育局", False), ("某市医院管理局", False)],
)
def test_an_institution_minds_its_own_affairs(name, own):
    """A school, a firm, a hospital and its offices act for no place; an authority over hospitals does."""
    assert ISSUERS.minds_its_own(name) is own


def test_a_pattern_of_a_list_takes_the_longest_word():
    """管理委员会 before 委员会, as plain words."""
    assert re.compile(ISSUERS.any_of("endings_of_authorities")).match("委员会办公室").group() == "委员会办公室"


def test_joint_bodies_come_apart():
    """甲、乙 are two bodies."""
    assert ISSUERS.bodies("甲局、乙局") == ("甲局", "乙局")


@pytest.mark.parametrize(
    ("authorities", "word"),
    [
        ("- {name: 甲, slug: A b}", "small letters"),
        ("- {name: 甲}", "has no 'slug'"),
        ("- {name: 甲, slug: a}\n- {name: 甲, slug: b}", "stands twice"),
        ("- {name: 甲, slug: a}\n- {name: 乙, slug: a}", "stands twice"),
    ],
)
def test_faults(tmp_path, authorities, word):
    """Every fault is told with what to do."""
    with pytest.raises(TableError, match=word):
        table(tmp_path, authorities)
