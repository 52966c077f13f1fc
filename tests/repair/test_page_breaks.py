"""Numbers of pages and running heads go where paper put them into a text, and nowhere else."""

from __future__ import annotations

import pytest

from tests.corpus.report import repaired

HEAD = "某县人民政府办公室文件"


@pytest.mark.parametrize(
    ("first", "second"),
    [("— 1 —", "— 2 —"), ("- 7 -", "- 8 -"), ("第 1 页 共 9 页", "第 2 页 共 9 页"), ("1/9", "2/9")],
)
def test_a_sentence_that_a_page_cut_is_whole_again(first: str, second: str):
    """Whatever the shape of the number, with a head above or below."""
    text = f"各单位要加强组织领导，压实\n{first}\n{HEAD}\n各方责任。\n群众要减少外出，做好\n{HEAD}\n{second}\n防护。"
    assert repaired(text).page == "各单位要加强组织领导，压实各方责任。\n群众要减少外出，做好防护。"


def test_bare_figures_are_numbers_of_pages_a_page_apart():
    """A table has its figures closer."""
    parts = [
        f"各单位要加强组织领导，压实各方责任，做好第{'一二三四'[n]}类人员的登记，" + "逐日核对名单，" * 40
        for n in range(4)
    ]
    joined = "".join(parts)
    assert repaired("\n1\n".join(parts[:2]) + f"\n2\n{parts[2]}\n3\n{parts[3]}").page == joined
    table = "序号\n1\n东湖社区\n2\n西湖社区\n3\n南湖社区"
    assert repaired(table).page == table


@pytest.mark.parametrize(
    "text",
    [
        "一、加强排查。\n— 1 —\n二、落实责任。\n— 2 —\n三、做好检测。",
        "各单位要加强组织领导，压实\n— 9 —\n各方责任，做好检测，\n— 3 —\n不得迟报。",
        "各单位要加强组织领导，压实\n— 1 —\n一、落实责任，做好\n— 2 —\n2022年3月14日",
        "图片\n1/3\n图片说明。\n图片\n2/3",
    ],
)
def test_the_rest_is_left_to_those_who_tell_lines_apart(text: str):
    """Between paragraphs, out of order, before a clause or a day nothing is joined."""
    assert repaired(text).page == text


def test_a_line_repeated_right_below_itself_is_no_head_of_a_page():
    """What is deleted never overlaps, which would stop the repair."""
    assert repaired("\n".join(["国产精品某某,某某在线,某某专区_免费观看"] * 6 + ["某某网"])).raw
