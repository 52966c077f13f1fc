"""What no reader of a page saw: comments, styles, scripts that a scrape left in the text."""

from __future__ import annotations

import pytest

from builder.repair.case import diagnose
from builder.repair.escapes import read_entities
from builder.repair.markup import drop_markup
from builder.rules import load
from builder.text.edits import apply


def shown(text: str) -> str:
    """The text after the cure."""
    return apply(text, tuple(drop_markup(text, diagnose(text, load().repairs))))


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- 编辑：某某 -->",
        "<!-- <script>a</script> -->",
        "<style>p{color:red}</style>",
        "<STYLE type=a>p{}</Style  >",
        "<script>document.write('<!--')</script>",
    ],
)
def test_what_nobody_saw_goes(hidden: str):
    """From its opening to the first end of its kind, whatever stands between."""
    assert shown(f"全市公共场所{hidden}严格查验健康码。") == "全市公共场所严格查验健康码。"


@pytest.mark.parametrize(
    "text",
    [
        "全市公共场所<!-- 严格查验健康码。",
        "全市公共场所 --> 严格查验健康码。",
        f"甲<!--{'严格查验健康码。' * 300}-->乙",
    ],
)
def test_an_opening_without_an_end_hides_nothing(text: str):
    """Nor does an end alone; one that comes too late is the end of something else."""
    assert shown(text) == text


@pytest.mark.parametrize(
    ("code", "meant"), [("&nbsp;", " "), ("&amp;amp;lt;", "<"), ("&anbsp;", "&anbsp;"), ("&qsp;", "&qsp;")]
)
def test_a_code_that_names_nothing_stays(code: str, meant: str):
    """It looks like one, and no edit is made of it."""
    text = f"全市{code}公共场所"
    assert apply(text, tuple(read_entities(text, diagnose(text, load().repairs)))) == f"全市{meant}公共场所"
