"""What a pattern cannot do without."""

from __future__ import annotations

import re

import pytest

from builder.repair.lines import lines_of
from builder.rules import TABLES
from builder.rules.literals import demands_of, literals_of
from builder.rules.repairs import load_repairs
from tests.corpus import load

RULES = load_repairs(TABLES)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("关(?:我们|本站)", {"关我们", "关本站"}),
        ("(?:打印|关闭)?窗口", {"窗口"}),
        (".{0,4}(?:网|平台)+", {"网", "平台"}),
        ("(?=.*下载).{1,9}", {"下载"}),
        ("[|丨/]甲", {"|甲", "丨甲", "/甲"}),
        ("停(?!车)(?:课|学)[一二]", {"停课一", "停课二", "停学一", "停学二"}),
        ("\\d{1,8}", None),
        ("(?:甲|)", None),
        ("(?<=乙)\\d", None),
        ("(?!丙)\\d", None),
    ],
)
def test_the_words_are_read_off_the_pattern(pattern: str, words: set[str] | None):
    """Runs of characters, branches that must be taken, what is looked ahead for; nothing that may be missing."""
    found = literals_of(re.compile(pattern))
    assert found == (words if words is None else frozenset(words))


def test_all_that_is_demanded_is_told():
    """A pattern with a gap needs a word on each side of it; the longer words are looked for first."""
    assert demands_of(re.compile("(?:核酸|检测).{0,8}(?:能力|机构建设|)队")) == (
        frozenset(("核酸", "检测")),
        frozenset(("能力队", "机构建设队", "队")),
    )


def test_a_pattern_that_ignores_case_has_no_words():
    """Its words could stand there in capitals."""
    assert literals_of(re.compile("abc", re.IGNORECASE)) is None


def test_no_line_of_the_corpus_matches_a_pattern_without_one_of_its_words():
    """The law that makes it safe to ask only the patterns whose words a line holds."""
    patterns = [(pattern, literals_of(pattern)) for rule in RULES.furniture for pattern in rule.patterns]
    lines = {line.folded for case in load("tuned") for line in lines_of(case.raw) if len(line.folded) < 80}
    for folded in sorted(lines):
        for pattern, words in patterns:
            if words and not any(word in folded for word in words):
                assert not pattern.fullmatch(folded), (pattern.pattern, folded)
