"""A title in one line with the page's stamp is parted from it; anything else stays as it is."""

from __future__ import annotations

import pytest

from builder.repair.roles import find_pieces
from builder.rules import load

TEXT = "一、全县集市入口测温查码，三人以上不得聚集。\n昭平县市场监督管理局\n2022年3月4日"


def titles(*lines: str) -> list[str]:
    page = "\n".join((*lines, TEXT))
    return [page[piece.start : piece.end] for piece in find_pieces(page, load().repairs) if piece.role == "title"]


@pytest.mark.parametrize("between", ["", " ", "　　", " | "])
@pytest.mark.parametrize(
    "stamp", ["发布时间：2022-03-05 17:20　来源：县市场监管局", "2022-03-05 17:20:01", "来源：县市场监管局　浏览：12"]
)
def test_a_title_is_parted_from_its_stamp(between: str, stamp: str) -> None:
    """Whatever stands between the two."""
    assert titles("关于调整集市防疫管理的通告" + between + stamp) == ["关于调整集市防疫管理的通告"]


@pytest.mark.parametrize(
    "line",
    [
        "昭平发布 2022-03-05 17:20",  # whose account, and when
        "首页 > 通知公告 > 正文 2022-03-05 17:20",
        "我县决定从2022.3.5起施行：",
    ],
)
def test_a_line_without_a_title_is_not_parted(line: str) -> None:
    """A site's name, a path and a sentence before a day are no titles."""
    assert all(title not in line for title in titles(line))


def test_two_such_lines_are_rows_of_a_list() -> None:
    """Other headlines with their days stand above the document's own title."""
    rows = ("关于暂停活禽交易的公告 2022-03-05", "关于调整公交班次的公告 2022-03-06")
    assert titles(*rows, "昭平县关于加强集市防疫的通知") == ["昭平县关于加强集市防疫的通知"]


def test_what_other_rows_leave_is_parted_too() -> None:
    """What is left of a page is looked at as if it had come alone."""
    rows = (
        "某县人民政府门户网站 今天是关于揭东区第十七轮区域核酸检测的通告 2022-11-04",
        "区应急局关于防御第22号台风的通知 2022-10-31",
    )
    page = "\n".join(rows)
    pieces = find_pieces(page, load().repairs)
    assert [page[piece.start : piece.end] for piece in pieces[1:]] == ["区应急局关于防御第22号台风的通知", "2022-10-31"]
