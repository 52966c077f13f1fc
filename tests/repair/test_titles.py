"""Which of the lines above the first sentence is the document's title, in one-page worlds."""

from __future__ import annotations

import pytest

from tests.corpus.report import repaired

TITLE = "关于加强小区管理的通告"
BODY = (
    "一、各小区实行封闭管理，居民凭通行证出入，每户每两天可指派一名成员采购生活物资。\n"
    "二、全市公交、出租车暂停运营，恢复时间另行通知。"
)


def titles(*lines: str) -> list[str]:
    """The title's lines of a page with these lines above its text."""
    done = repaired("\n".join((*lines, BODY)))
    return [done.page[piece.start : piece.end] for piece in done.pieces if piece.role == "title"]


def test_no_sentence_of_the_text_is_ever_a_title():
    """Not without a headline above it either."""
    assert titles() == []


@pytest.mark.parametrize(
    "above", ["网站首页", "某某生活网", "无障碍阅读", "首页 > 公告 > 正文", "新闻公告", "03-07 关于招聘的公告"]
)
@pytest.mark.parametrize("below", [None, "发布时间：2022-03-14 10:11", "（第3号）", "各区、各部门："])
def test_what_stands_around_a_title_does_not_change_it(above: str, below: str | None):
    """A site's lines above it; its stamp, its number and whom it addresses below it."""
    assert titles(above, TITLE, *([below] if below else [])) == [TITLE]


@pytest.mark.parametrize(
    "lines",
    [
        ("某市人民政府", TITLE),
        ("某市人民政府关于印发《某市小区管理办法", "（试行）》的通知"),
        ("某市疫情防控指挥部关于", "加强小区管理的通告"),
        (TITLE, "——守望相助共渡难关"),
    ],
)
def test_a_title_of_two_lines_is_kept_whole(lines: tuple[str, ...]):
    """An authority above it, a phrase or a bracket that breaks off, a subtitle."""
    assert titles(*lines) == list(lines)


def test_pieces_of_the_title_for_search_engines_are_no_title():
    """Two of its words, each on its own line."""
    assert titles(TITLE, "小区管理", "通告") == [TITLE]


@pytest.mark.parametrize(
    "line", ["（第3号）", "2022年3月14日", "各区、各部门：", "抄送：市疫情防控办公室", "疫情防控期间请大家相互转告"]
)
def test_a_line_that_names_no_document_is_none(line: str):
    """Its place alone makes nothing a title."""
    assert titles(line) == []


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("河口市疫情防控指挥部研究决定，自2021年3月", "14日零时起，全市小区实行封闭式管理，现通告如下："),
        ("3月14日，河口市疫情防控指挥部召开专题调度会，市", "长到会并讲话。"),
        ("来河人员须主动报备；未报备的由所在小区上门登记", "核酸阴性后方可出入。"),
    ],
)
def test_a_sentence_broken_over_two_lines_is_no_title(line: str, rest: str):
    """Within its date, behind a comma, with a semicolon in it."""
    assert titles(line, rest) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("河口市关于延长2021年3月", "14日起封闭管理措施的通告"),
        ("河口早报：两所方舱医院休舱；多条公交线路恢复", "2022-04-29 06:58 编辑：早班小组"),
    ],
)
def test_a_title_with_such_an_end_is_kept_whole(lines: tuple[str, str]):
    """What follows it is no sentence."""
    assert titles(*lines) == [line for line in lines if "编辑" not in line]
