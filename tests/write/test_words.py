"""What codes and dates are called on a page."""

from typing import get_args

import pytest

from builder import model
from builder.model import FIELDS, DateField, Field
from builder.text.edits import Kind
from builder.write import words
from builder.write.words import Words, date_words, day, place_of, title_of
from tests.write.samples import notice_of


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (words.FIELDS, FIELDS),
        (words.STATUSES, get_args(model.Status)),
        (words.STATUS_MARKS, get_args(model.Status)),
        (words.KINDS, get_args(model.NoticeKind)),
        (words.OFFICIALITY, get_args(model.Officiality)),
        (words.HOSTS, get_args(model.HostKind)),
        (words.MODALITIES, get_args(model.Modality)),
        (words.STAGES, get_args(model.Stage)),
        (words.REPAIR_KINDS, get_args(Kind)),
    ],
    ids=["fields", "statuses", "marks", "kinds", "officiality", "hosts", "modalities", "stages", "repairs"],
)
def test_every_code_of_the_record_has_a_name(names, codes):
    """A new code cannot reach a page without one."""
    assert set(names) == set(codes)


def test_marks_of_statuses_differ():
    """A status is told by its mark and its words, never by colour alone."""
    assert len(set(words.STATUS_MARKS.values())) == len(words.STATUS_MARKS)


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2021-01-25", "2021年1月25日", "25 January 2021"),
        ("2021-01", "2021年1月", "January 2021"),
        ("2021", "2021年", "2021"),
        ("--01-25", "1月25日（年份不详）", "25 January, year unknown"),
        ("--05", "5月（年份不详）", "May, year unknown"),
    ],
)
def test_dates_are_said_in_plain_words(date, zh, en):
    """Whole, in part, or without the year."""
    assert day(date) == Words(zh, en)


def test_an_unknown_date_is_called_unknown():
    """And what is known of it is said."""
    assert date_words(DateField(None, "unknown")) == words.NO_DATE
    assert date_words(DateField(None, "unknown", partial="--05-18")).zh == "5月18日（年份不详）"
    assert date_words(DateField(None, "not-applicable")) == words.NOT_APPLICABLE


def test_a_place_is_not_said_twice():
    """A municipality is its own city."""
    notice = notice_of("甲")
    assert place_of(notice) == "山西省 太原市"
    assert title_of(notice_of("甲", title=Field(None, "unknown"))) == "〔无题〕"
