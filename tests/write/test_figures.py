"""What the archive holds, counted: every sum is whole, and all but one are not all."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Field, Shelf
from builder.write.addresses import Addresses
from builder.write.figures import Share, completeness, judged, largest, province_tiles, repairs, said, statuses
from builder.write.words import Words
from tests.write.samples import archive_of, dated, hostile, notice_of, rules, saying

HOME = Addresses(0)
NO_POLICY = notice_of("红烧肉的做法", is_policy=Field(False, "inferred"), filed_under=())
ARCHIVE = archive_of(dated("2021-01-03", "甲"), saying("mass-testing", "乙", "丙"), hostile("丁"), NO_POLICY)


@given(total=st.integers(1, 20_000), data=st.data())
def test_a_hundred_percent_is_all(total: int, data: st.DataObject) -> None:
    """Of 1,000 notices 999 are 99 %."""
    assert Share(Words("", ""), 999, 1000).percent == 99
    known = data.draw(st.integers(0, total))
    share = Share(Words("", ""), known, total)
    assert (share.percent == 100) == (share.missing == 0)
    assert 0 <= share.percent <= 100


def test_an_empty_archive_has_no_share() -> None:
    """Nothing of nothing, and no list of what is missing."""
    assert {(share.percent, share.missing, share.href) for share in completeness(archive_of(), rules(), HOME)} == {
        (0, 0, None)
    }


def test_what_is_missing_can_be_looked_at() -> None:
    """A link leads to what lacks a date or a place; where nothing lacks there is none."""
    date, place, *_ = completeness(ARCHIVE, rules(), HOME)
    assert (date.known, date.total, date.href is not None) == (1, 3, True)
    assert (place.known, place.href) == (3, None)


def test_every_field_of_every_notice_is_counted_once() -> None:
    """The statuses of a field add up to the notices, what is no policy aside."""
    assert {sum(row.counts) for row in statuses(ARCHIVE)} == {3}


def test_each_province_has_a_tile_whether_it_has_notices_or_not() -> None:
    """What is missing shows; only what is there is a link, and is darker than nothing."""
    tiles = province_tiles(ARCHIVE, rules(), HOME)
    assert len(tiles) == 34
    assert [tile.zh for tile in tiles if tile.count] == ["山西省"]
    assert all((tile.step > 0) == (tile.href is not None) == (tile.count > 0) for tile in tiles)


def test_of_equal_shelves_the_first_key_comes_first() -> None:
    """The order of the home page does not depend on that of the seeds."""
    one, two = ARCHIVE.notices[:2]
    shelves = [Shelf(key, key, key, notices) for key, notices in (("c", (one,)), ("b", (one, two)), ("a", (one,)))]
    assert [shelf.key for shelf in largest(shelves, 2)] == ["b", "a"]


def test_repairs_are_counted_by_file_and_by_edit() -> None:
    """Of every file: what is no policy was repaired too."""
    hurt = msgspec.structs.replace(hostile("戊", is_policy=False), id="n000000000001")
    counts = {row.name.en: row.counts for row in repairs(archive_of(hostile("丁"), hurt))}
    assert counts["Removed"] == (2, 2)
    assert counts["Script"] == (0, 0)


def test_a_mention_has_no_stage() -> None:
    """It orders nothing, so nothing begins or ends with it."""
    told = saying("mass-testing", "乙", "丙")
    first, second = told.measures
    mention = msgspec.structs.replace(first, modality="mention")
    modalities, stages = said(archive_of(msgspec.structs.replace(told, measures=(mention, second))))
    assert sum(row.counts[0] for row in modalities) == 2
    assert sum(row.counts[0] for row in stages) == 1


@pytest.mark.parametrize("at", [0, 1])
def test_each_notice_is_judged_once(at: int) -> None:
    """By its text, and by the host it was found on."""
    assert sum(row.counts[0] for row in judged(ARCHIVE)[at]) == 3
