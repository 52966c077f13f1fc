"""What a pattern cannot do without."""

from __future__ import annotations

import re

import pytest

from builder.repair.lines import lines_of
from builder.rules import load as load_rules
from builder.rules.literals import demands_of, literals_of, teller_of
from builder.rules.repairs import LONGEST_NOTE
from tests.corpus import load

RULES = load_rules().repairs


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


@pytest.mark.parametrize("running", [False, True])
def test_a_line_is_asked_by_every_pattern_that_knows_it(running: bool):
    """Of running text only those words are looked for whose patterns can match so much of it, and those of rims at its rims."""
    rules = RULES.for_sentences if running else RULES.furniture
    patterns = [pair for rule in (*rules, *RULES.rims) for pair in RULES.numbered[rule.id] if literals_of(pair[1])]
    lines = [line for case in load("tuned")[::9] for line in lines_of(case.raw) if line.is_sentence is running]
    for line in lines[:: 1 if running else 6]:
        cues = RULES.cues_of_text(line.folded, len(line.core)) if running else RULES.cues_of(line.folded)
        for number, pattern in patterns:
            if pattern.fullmatch(line.core) and len(line.folded) <= LONGEST_NOTE:
                assert number in cues, (pattern.pattern, line.folded)
        for rim in RULES.rims:
            for number, pattern in RULES.numbered[rim.id]:
                found = pattern.match(line.folded) if rim.reach == "start" else None
                ends = any(hit.end() == len(line.folded) for hit in pattern.finditer(line.folded))
                if found or (rim.reach == "end" and ends):
                    assert number in cues, (pattern.pattern, line.folded)


def test_what_is_told_of_a_text_is_that_of_every_word_in_it():
    """Words of one character, of two, with the same beginning, within one another."""
    words = {"甲": (1,), "甲乙": (2,), "甲乙丙": (3, 4), "乙丙": (5,), "丙": (6,), "丁戊": (7,)}
    tell = teller_of(words)
    for text in ("", "甲", "甲乙", "丁甲乙丙丁", "乙丙戊丁", "丁丁戊戊"):
        assert tell(text) == {one for word, told in words.items() if word in text for one in told}
    assert teller_of({})("甲乙") == set()
