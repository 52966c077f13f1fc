"""The laws on a few seeds that nobody wrote, the same in every run; ``make fuzz`` tries as many as an hour holds."""

import pytest

from tests.fuzz.laws import what_is_longer_is_no_dearer
from tests.fuzz.runs import TRIALS, run


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name.replace(" ", "-"))
def test_the_laws_hold(trial):
    """Nothing comes out but what the builder says itself."""
    run(trial, trial.few, 0, trial.law)


@pytest.mark.parametrize(
    "stretch",
    [
        "\t",
        "<!--",
        "<script>",
        "&lt;",
        "&amp;",
        "《",
        "原题:",
        "一、",
        "2021年11月3日",
        "3月5日，自16日起",
        "880\n",
        "T|T\n",
        "通州：\n",
        "游客：\n",
        " 校 车 开 学 前 全 面 消 毒 。",
        ">\r",
        "浏览量",
        "发文日期：2020-02-02　　有效期截止：2020-12-31\n",
        "据市指挥部介",
    ],
)
def test_what_once_took_squares_of_time_does_no_more(stretch):
    """Found by a long run, or by a text made to hurt."""
    what_is_longer_is_no_dearer(stretch)
