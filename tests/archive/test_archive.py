"""The shelves: complete, in one order whatever the order of the seeds, and honest about what is not known."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.archive import gather, has_city_page
from builder.model import BodyField, DateField, Field, Statement, Target
from tests.write.samples import dated, notice_of, rules, saying

DAYS = (None, "2020", "2020-01", "2020-01-26", "2021-03", "2021-03-05", "2022-12-07")
NOTICES = tuple(dated(day, day) if day else notice_of("无日期") for day in DAYS)


@given(st.permutations(NOTICES))
@settings(max_examples=25)
def test_the_order_of_the_seeds_does_not_show(notices):
    """One more seed, wherever its name sorts, moves no other."""
    assert gather(notices, rules()) == gather(NOTICES, rules())


def test_newest_first_and_undated_last():
    """A month or a year stands behind the days it could hold."""
    order = [notice.date.value for notice in gather(NOTICES, rules()).notices]
    assert order == ["2022-12-07", "2021-03-05", "2021-03", "2020-01-26", "2020-01", "2020", None]


def test_each_notice_is_on_a_month_or_on_the_undated_shelf():
    """None is lost, none is on both."""
    archive = gather(NOTICES, rules())
    dated_ids = [notice.id for shelf in archive.months for notice in shelf.notices]
    assert sorted(dated_ids + [notice.id for notice in archive.undated]) == sorted(notice.id for notice in NOTICES)
    assert [shelf.key for shelf in archive.months] == ["2022/12", "2021/03", "2020/01"]


@pytest.mark.parametrize(
    ("code", "has"), [("140100", True), ("110000", True), ("419001", True), ("140000", False), ("100000", False)]
)
def test_who_has_a_city_page(code, has):
    """Prefectures, municipalities, and counties directly under a province; not provinces, not the nation."""
    assert has_city_page(code, rules()) is has


def test_a_notice_filed_twice_stands_on_both_shelves_and_once_in_its_province():
    """Province and city of one text (as seed 002)."""
    archive = gather([notice_of("甲", filed_under=("140100", "140000"))], rules())
    assert [shelf.key for shelf in archive.cities] == ["140100"]
    assert [(shelf.key, shelf.zh, len(shelf.notices)) for shelf in archive.provinces] == [("140000", "山西省", 1)]


def test_a_mention_puts_no_notice_on_a_measure_shelf():
    """Lists of capacities are not measures taken."""
    said = saying("contact-tracing", "甲")
    only_mentioned = msgspec.structs.replace(
        said, measures=tuple(msgspec.structs.replace(statement, modality="mention") for statement in said.measures)
    )
    assert [shelf.key for shelf in gather([said], rules()).measures] == ["contact-tracing"]
    assert gather([only_mentioned], rules()).measures == ()


def test_measures_stand_in_the_order_of_the_taxonomy():
    """What every notice has (command, responsibility) comes last."""
    blank = notice_of("甲")
    both = tuple(
        Statement(measure, None, "c0", "ordered", "unknown", Target(), ())
        for measure in ("command-system", "mass-testing")
    )
    archive = gather([msgspec.structs.replace(blank, measures=both)], rules())
    assert [shelf.key for shelf in archive.measures] == ["mass-testing", "command-system"]


def test_a_joint_notice_is_on_the_shelf_of_each_body():
    """And one without a full name on none."""
    joint = notice_of("甲", issuing_body=BodyField("x", "stated", normalised="太原市公安局、太原市教育局"))
    short = notice_of("乙", issuing_body=BodyField("市公安局", "stated"))
    assert sorted(shelf.zh for shelf in gather([joint, short], rules()).issuers) == ["太原市公安局", "太原市教育局"]


def test_what_is_no_policy_is_on_no_shelf():
    """It keeps its address and nothing else."""
    other = notice_of(
        "菜谱", is_policy=Field(False, "inferred"), date=DateField("2021-01-01", "stated", precision="day")
    )
    archive = gather([other], rules())
    assert archive.not_policy == (other,)
    assert list(archive.by_id) == [other.id]
    assert not any(
        (archive.notices, archive.cities, archive.provinces, archive.months, archive.undated, archive.issuers)
    )
