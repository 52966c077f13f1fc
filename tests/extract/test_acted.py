"""Where the day of the act stands, the surest place first."""

import pytest

from builder.extract.acted import act_days
from builder.extract.closing import closings
from builder.extract.stamps import Stamps
from builder.model import Evidence, Field
from builder.rules import load
from tests.extract.pages import repaired_of

RULES = load()


def first(title, *lines):
    """The reading and the rule of the surest day; None without any."""
    repaired = repaired_of(*(tuple(line.split("|", 1)) if "|" in line else line for line in lines))
    stamps = Stamps(repaired, (), RULES.issuers)
    closed = closings(repaired.text, RULES.issuers)
    found = act_days(repaired, closed, stamps, Field(title, "stated", (Evidence(0, 0, ""),)), RULES.issuers)
    return (found[0].reading, found[0].rule) if found else None


STAMP = "meta|发布时间：2022-11-06 12:01"


@pytest.mark.parametrize(
    ("title", "lines", "day"),
    [
        ("通告", ["停业。", "太原市防控办", "2022年3月5日"], ("2022-03-05", "date/signed")),
        ("通告", [STAMP, "停业。", "城口县交通局", "chrome|2022116"], ("2022-11-06", "date/signed")),
        ("通告", ["停业。", "城口县交通局", "chrome|2022116"], None),
        ("街市消毒", [STAMP, "市政署5日公布，街市每日消毒。"], ("2022-11-05", "date/reported")),
        ("五社区封控", [STAMP, "5日深夜，某区指挥部发布通告，五社区封控。"], ("2022-11-05", "date/reported")),
        ("街市消毒", ["meta|发布时间：2022-03-15 12:01", "市政署31日公布，街市每日消毒。"], None),  # February has none
        ("换装点", [STAMP, "11月5日傍晚，三处设起换装点。"], ("--11-05", "date/reported")),
        ("换装点", [STAMP, "10月5日傍晚，三处设起换装点。"], None),
        ("通告", [STAMP, "11月5日傍晚，三处发现病例。"], None),
        (
            "会议纪要",
            ["meta|成文日期：2021-12-11", "2021年12月9日上午，区长主持召开会议。"],
            ("2021-12-09", "date/reported"),
        ),
        ("公告", ["10月11日，我局就通行证办理公告如下："], ("--10-11", "date/reported")),
        ("司机请看", ["某区商务局10月7日提醒来区司机：绕城行驶。"], ("--10-07", "date/reported")),
        ("方舱建成", ["“床位够了。”11月2日，市卫健局负责人介绍，方舱启用。"], ("--11-02", "date/reported")),
        ("九条措施", ["记者11月30日从某市获悉，市政府11月28日印发九条措施。"], ("--11-28", "date/reported")),
        ("九条措施", ["记者11月30日从某市获悉，九条措施已经出台。"], ("--11-30", "date/reported")),
        ("三十问（上）", ["某区自11月28日起优化防控。某区指挥部11月30日作出以下说明。"], ("--11-30", "date/reported")),
        (
            "通告",
            [
                "停业。",
                "太原市防控办",
                "2022年4月10日",
                "关于通告的补充说明",
                "药店可营业。",
                "太原市防控办",
                "2022年4月11日",
            ],
            ("2022-04-10", "date/signed"),
        ),
        (
            "通知",
            [
                "印发方案。",
                "太原市防控办",
                "2022年4月10日",
                "太原市复工方案",
                "企业复工。",
                "太原市防控办",
                "2022年4月8日",
            ],
            ("2022-04-10", "date/signed"),
        ),
        (
            "通知",
            [
                "停业。",
                "太原市防控办",
                "2021年8月3日",
                "附：清徐县文旅局关于配合的通知",
                "停接。",
                "清徐县文旅局",
                "2021年8月4日",
            ],
            ("2021-08-03", "date/signed"),
        ),
        (
            "通告",
            ["停业。", "太原市防控办", "2021年8月3日", "另附一、某街道告居民书", "请做好采样。", "某街道 2021年8月4日"],
            ("2021-08-03", "date/signed"),
        ),
        ("通知", ["停业。", "附件：1.登记表", "太原市防控办", "2021年8月3日"], ("2021-08-03", "date/signed")),
        (
            "通告",
            [
                "停业。",
                "1 某街道秀英横路×号 2022年8月12日12时",
                "2 某村一队 2022年8月12日15时",
                "二、测温。",
                "三、消毒。",
                "咨询电话：×××",
            ],
            None,
        ),
        (
            "通告",
            ["太原市人民政府令第12号（2022年8月12日）", "停业。", "停课。", "停产。"],
            ("2022-08-12", "date/headed"),
        ),
        (
            "十五问",
            [STAMP, "昨天国家发布新十条。今天省防控办负责人就十五个问题作了回答。"],
            ("2022-11-06", "date/reported-relative"),
        ),
        ("今起取消查验", [STAMP, "#某市防控#今天8时起，卡口撤除。"], ("2022-11-06", "date/reported-relative")),
        ("第二轮筛查", [STAMP, "某报讯　城里，今天上午7时，全区启动筛查。"], ("2022-11-06", "date/reported-relative")),
        ("恢复堂食", [STAMP, "某报讯　从今天开始，全区恢复堂食。"], ("2022-11-06", "date/reported-relative")),
        ("假期提前看", [STAMP, "记者今天从某区某镇获悉，该镇定下规矩。"], ("2022-11-06", "date/reported-relative")),
        ("进城要核酸吗", [STAMP, "很多朋友问起，今天小编就来说说。"], None),
        (
            "某县指挥部公告（第6号）",
            [
                "停业。",
                "太原市防控办",
                "2021年7月31日",
                "某县指挥部公告（第7号）",
                "停课。",
                "太原市防控办",
                "2021年8月1日",
            ],
            ("2021-07-31", "date/signed"),
        ),
        (
            "一村支书",
            [STAMP, "11月4日，某镇某村解封，支书走出家门。", "他说：“往后还戴口罩。”"],
            ("--11-04", "date/reported"),
        ),
        ("通告", ["停业。", "以上通告，请遵照执行。2021年12月23日"], ("2021-12-23", "date/signed")),
        ("通告", ["停业。", "太原市防控办", "2021年8月  日"], ("2021-08", "date/signed")),
        ("通告", ["停业。", "太原市防控办", "2021年8月×日"], ("2021-08", "date/signed")),
        ("通告", ["停业。", "太原市防控办", "22年8月1日"], ("--08-01", "date/signed")),
        ("通报", ["4月10日0-24时，某市新增2例。现将要求提醒如下："], None),
        (
            "某地调整风险等级",
            [STAMP, "某网11月6日讯（记者某某）5日晚，某市指挥部发布公告。"],
            ("2022-11-05", "date/reported"),
        ),
        ("公告", ["7月17日，全域已无新增。现就返程事项公告如下："], None),
    ],
)
def test_the_surest_day_comes_first(title, lines, day):
    """A run of digits needs a stamp where it can be read in two ways; the day of a report stands close before the page's own."""
    assert first(title, *lines) == day
