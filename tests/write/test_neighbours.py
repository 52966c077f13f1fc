"""Near a notice stand the ones before and after it, the same measure elsewhere at that time, and its other copies."""

import msgspec

from builder.model import DateField, PlaceField
from builder.write.neighbours import neighbours, witnesses
from tests.write.samples import archive_of, notice_of, rules, saying


def said_on(day, *lines, place="140100"):
    """A notice of this day and place that orders contact tracing."""
    return msgspec.structs.replace(
        saying("contact-tracing", *lines),
        id=f"n{day.replace('-', '')}{place[:4]}",
        date=DateField(day, "stated", precision="day"),
        city=PlaceField("某市", "stated", adcode=place),
        filed_under=(place,),
    )


def shown(notice, *others):
    """What stands near it, as pairs of a reason and a day."""
    found = neighbours(notice, archive_of(notice, *others), rules())
    return [(near.zh.split("·")[0], near.notice.date.value) for near in found]


def test_the_notices_before_and_after_in_the_city():
    """The nearest of them, with a date."""
    days = [said_on(day, "甲") for day in ("2020-01-01", "2020-02-01", "2020-04-01", "2020-05-01")]
    undated = notice_of("乙")
    assert shown(said_on("2020-03-01", "甲"), *days, undated) == [
        ("同城此前", "2020-02-01"),
        ("同城此后", "2020-04-01"),
    ]


def test_the_same_measure_elsewhere_at_that_time():
    """Within a fortnight, in another place."""
    near, far = said_on("2020-03-05", "甲", place="130100"), said_on("2020-06-01", "甲", place="130200")
    assert shown(said_on("2020-03-01", "甲"), near, far) == [("同期各地", "2020-03-05")]


def test_a_notice_without_a_date_has_no_neighbours():
    """Nobody knows what stood before it."""
    assert shown(notice_of("甲"), said_on("2020-03-01", "甲")) == []


def test_a_copy_is_no_neighbour():
    """It stands in the list of copies; the next notice that is none stands here."""
    own, copy, other = (said_on(day, day) for day in ("2020-03-01", "2020-03-02", "2020-03-09"))
    group = (own.id, copy.id)
    archive = msgspec.structs.replace(archive_of(own, copy, other), witnesses=dict.fromkeys(group, group))
    assert [near.notice.id for near in neighbours(own, archive, rules())] == [other.id]


def test_copies_are_shown_with_what_differs():
    """By sentences, without regard to marks and blanks; the best is said to be the best."""
    lines = [f"各单位要严格落实第{word}项疫情防控工作措施。" for word in "一二三四五六"]
    own, other = notice_of(*lines), notice_of(*lines[:5], "这是转载网站添加的一句话。")
    one, two = witnesses(own, archive_of(own, other)), witnesses(other, archive_of(own, other))
    assert [(item.notice.id, item.only_here, item.only_there) for item in one] == [(other.id, 1, 1)]
    assert one[0].here == (lines[5],)
    assert one[0].there == ("这是转载网站添加的一句话。",)
    assert (one[0].is_best, two[0].is_best) in ((True, False), (False, True))
