"""Lines that read backwards are turned round where that is certain; shuffled clauses are marked and left."""

from __future__ import annotations

import pytest

from tests.corpus.report import repaired
from tests.damage import damage_page

PAGE = (
    "关于加强市场管理的通告\n为切断传播途径，现就有关事项通告如下：\n一、各市场每日消毒两次，经营者佩戴口罩。\n二、进入市场须扫码测温，保持距离。\n"
    "三、冷链食品凭检验合格证明销售。\n四、发现发热人员，立即报告社区。\n五、拒不配合的，依法处理。\n某县疫情防控指挥部\n2022年3月14日"
)
HEALTHY = [
    PAGE,
    "“防控！”\n”是口号。\n“检测！”\n”也是口号。\n“落实！”\n”还是口号。",
    "一、总则\n二、分级\n四、处置\n五、保障\n六、附则\n三、职责",  # one clause stands behind its place: the author's slip
    "一、甲类\n1、登记\n2、检测\n二、乙类\n1、登记\n2、检测\n3、报告\n三、丙类\n1、登记",
    "第一条 总则\n第一条之一 定义\n第二条 范围\n第二条之一 例外\n第三条 职责\n第三条之一 分工",
    "问：几点开门？\n答：八点。\n问：要预约吗？\n答：不要。",
]


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_order_is_left(text: str):
    """Nothing is turned round, nothing is called disorder."""
    done = repaired(text)
    assert done.page == text
    assert not done.marks


def test_lines_that_read_backwards_are_written_forwards():
    """Title, clauses, signature and day alike."""
    assert repaired(damage_page(PAGE, ("turned",))).text == repaired(PAGE).text


def test_a_page_of_which_some_lines_read_forwards_is_marked_and_left():
    """Which way the short ones among them read nobody can tell."""
    lines = damage_page(PAGE, ("turned",)).split("\n")
    lines[4] = "进入各级各类市场须扫码测温并保持安全距离。"
    done = repaired("\n".join(lines))
    assert done.page == "\n".join(lines)
    assert {mark.rule for mark in done.marks} == {"caution/disorder"}


@pytest.mark.parametrize("order", ["415263", "456123", "142536"])
def test_shuffled_clauses_are_marked_and_left(order: str):
    """Numbers dealt out in turn show what was done; where the unnumbered lines belong they do not."""
    text = "\n".join(f"{'一二三四五六'[int(one) - 1]}、各单位要落实第{one}项工作。" for one in order)
    done = repaired(text)
    assert done.page == text
    assert {mark.rule for mark in done.marks} == {"caution/disorder"}
