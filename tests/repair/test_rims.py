"""What a program wrote round every line goes; what only some lines have stays."""

from __future__ import annotations

import pytest

from builder.text.edits import restore
from tests.corpus.report import repaired

PAGE = (
    "某县关于加强疫情防控的通告\n各乡镇人民政府：\n为有效防控疫情，经县指挥部研究决定，现将有关事项通告如下。\n"
    "一、加强排查，落实责任。\n二、减少聚集，做好检测。\n三、违反规定的，依法追究责任。\n某县疫情防控指挥部\n2021年1月5日"
)
ROUND = {
    "a quoted mail": "> {line}",
    "a mail that was quoted twice": ">>{line}",
    "lines with their numbers": "{number} {line}",
    "numbers of one width": "{number:03}: {line}",
    "numbers and tabs": "{number}\t{line}",
    "cells": '"{line}",',
    "lost indents": "????{line}",
}


@pytest.mark.parametrize("shape", ROUND.values(), ids=ROUND)
def test_what_stands_round_every_line_goes(shape: str):
    """The page is the same without it, and the ledger leads back."""
    raw = "\n".join(shape.format(number=number, line=line) for number, line in enumerate(PAGE.split("\n"), 1))
    done = repaired(raw)
    assert done.page == PAGE
    assert restore(done.text, done.passes) == raw


@pytest.mark.parametrize("shape", ROUND.values(), ids=ROUND)
def test_what_only_some_lines_have_stays(shape: str):
    """A citation, a numbered list, a quoted word within a page."""
    lines = PAGE.split("\n")
    lines[3:5] = [shape.format(number=number, line=line) for number, line in enumerate(lines[3:5], 1)]
    assert "noise/line-rims" not in {step.rule for step in repaired("\n".join(lines)).passes}


def test_a_text_in_marks_of_one_value_loses_them():
    """A program wrote the whole text as one cell; words in quotation marks keep theirs."""
    assert repaired(f'"{PAGE}"').page == PAGE
    quoted = PAGE.replace("加强排查", '"加强排查"')
    assert repaired(quoted).page == quoted
