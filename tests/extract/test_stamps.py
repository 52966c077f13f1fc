"""What the dates around a text are, by their labels and places."""

import pytest

from builder.extract.stamps import Stamps, find_published
from builder.model import DateField
from builder.rules import load
from tests.extract.pages import repaired_of

RULES = load()
UNDATED = DateField(None, "unknown", rule="date/none", because="No day of the notice stands in the text or beside it.")
KINDS = ("labelled", "bare", "updated", "written", "headed", "effective", "expiring")


def stamps_of(*lines):
    return Stamps(
        repaired_of(*(tuple(line.split("|", 1)) if "|" in line else line for line in lines)), (), RULES.issuers
    )


def kinds(*lines):
    stamps = stamps_of(*lines)
    return {kind: [found.reading for found in getattr(stamps, kind)] for kind in KINDS if getattr(stamps, kind)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("发布时间：2022-03-05 10:00", "labelled"),
        ("Editor: Ebo　Posted on 2022-03-05", "labelled"),
        ("录入时间：2022-03-05", "labelled"),
        ("来源：某日报 2022-03-05", "bare"),
        ("最近修改 2022-03-05 18:40", "updated"),
        ("归档日期 2022/03/05", "updated"),
        ("整理：办公室　2022-03-05", "updated"),
        ("整理：小林｜2022-03-05", "bare"),
        ("文件速查编号 0912　整理日 2022/03/05", "updated"),
        ("某区热线 整理 2022-03-05", "updated"),
        ("某网小编整理　2022-03-05 15:33", "bare"),
        ("来信编号：20220411　办结日期：2022-03-05", "labelled"),
        ("成文日期：2022-03-05", "written"),
        ("制表单位：某镇政府　制表日期：2022年3月5日", "written"),
        ("某镇爱卫会制　2022年3月5日", "written"),
        ("某旗农牧局编制 2022年3月5日", "written"),
        ("来信时间：2022-01-02 答复时间：2022-03-05", "written"),
        ("太原市防控办　2022年3月5日", "headed"),
    ],
)
def test_a_label_says_what_a_day_is(line, kind):
    """The label right before the day decides; a day beside a body's name may be the act's own."""
    assert kinds("title|通告", f"meta|{line}", "停业。")[kind] == ["2022-03-05"]


@pytest.mark.parametrize(
    "line",
    [
        "meta|来信人：温某 来信时间：2022-01-17 状态：已办结",
        "meta|征集时间：2022年4月22日至2022年4月25日",
        "chrome|今天是2022年3月5日 星期六",
        "meta|会议时间：2022-03-05",
        "meta|时间：2022年3月14日15时　地点：县会展中心",
    ],
)
def test_other_days_are_no_stamps(line):
    """A term, a meeting's hour, with its place too, the site's clock."""
    assert kinds("title|通告", line, "停业。") == {}


def test_a_body_with_a_clock_is_a_stamp_only():
    """Who signs a notice names no minute."""
    assert kinds("title|十问", "meta|2022-11-24 18:05　太原市防控办", "停业。") == {"bare": ["2022-11-24"]}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("发布：2022-03-05 11:04 更新：2022-11-02 03:15 关键词：核酸", "labelled"),
        ("时间：2022-03-05 23:59 浏览量：59,204 字号：大 中 小", "labelled"),
        ("大同日报数字报　2022年3月5日　第07版：县域", "bare"),
        ("2022年3月5日（星期三）香港时间20时32分", "bare"),
    ],
)
def test_a_stamp_may_stand_at_the_head_of_the_text(line, kind):
    """Where repair left it there, its shape tells."""
    assert kinds(line, "停业。")[kind] == ["2022-03-05"]


def test_the_day_of_an_answer_at_the_head_of_the_text_is_that_of_writing():
    """A labelled day alone; a sentence about a time limit has none."""
    assert kinds("title|问", "答复单位：某局　答复时间：2022-01-19", "停业。")["written"] == ["2022-01-19"]
    assert "written" not in kinds("title|问", "请在签发时间2022-01-19以前回复。", "停业。")


def test_what_stands_between_title_and_text_is_a_stamp():
    """Even in a line of the site."""
    assert kinds("title|公告", "chrome|2021年12月31日 星期五", "停业。") == {"bare": ["2021-12-31"]}


def test_a_stamp_at_the_foot_is_the_pages_where_it_is_the_only_one():
    """Below pagers and tools; a list of other pages dates each of them."""
    foot = [f"chrome|{line}" for line in ("上一篇：无", "打印 关闭", "发布日期：2022年9月6日　责任编辑：陈某")]
    assert kinds("title|通告", "停业。", *foot) == {"labelled": ["2022-09-06"]}
    assert kinds("title|通告", "停业。", *foot, "chrome|发布日期：2021-01-01") == {}


def test_a_stamp_without_year_follows_the_act():
    """Close behind the act's day it has that year; far from it none."""
    stamps = stamps_of("title|通告", "meta|发布时间：03-06 10:00", "停业。")
    near = find_published(stamps, DateField("2022-03-05", "stated", precision="day"), [])
    assert (near.value, near.status) == ("2022-03-06", "inferred")
    far = find_published(stamps, DateField("2022-06-05", "stated", precision="day"), [])
    assert (far.value, far.partial) == (None, "--03-06")
    assert find_published(stamps, UNDATED, []).partial == "--03-06"
