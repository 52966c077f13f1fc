"""What check tells: the most doubtful first, and words of a seed as data in every form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import Problem
from builder.model import Caution, Evidence, Field, Source
from builder.write.findings import (
    MOST_LISTED,
    Finding,
    annotation,
    most_doubtful_first,
    of_notice,
    of_problem,
    summary,
    total_line,
)
from tests.write.samples import NASTY, notice_of, saying
from tests.write.test_markdown import rendered


def finding(file="a.txt", weight=1, **changes):
    """Something to look at."""
    return Finding(file, None, "warning", "date", "unknown", "look", weight)._replace(**changes)


def unescaped(text):
    """What the runner makes of a property or a message."""
    for mark, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(mark, sign)
    return text


def test_an_unknown_value_is_told_with_its_reason_and_what_to_do():
    """And a value that does not apply is not."""
    notice = saying("contact-tracing", "开展流调。")
    told = {one.rule: one for one in of_notice(notice)}
    assert set(told) == {"date", "issuing_body"}
    assert told["date"].next.endswith("write it into x.txt.yaml")


def test_a_policy_without_measures_is_doubtful():
    """Either the text is none or a rule is missing."""
    assert "measures" in {one.rule for one in of_notice(notice_of("甲"))}


def test_what_is_no_policy_is_not_asked_for_its_fields():
    """They do not apply."""
    assert not list(of_notice(notice_of("甲", is_policy=Field(False, "inferred"))))


def test_a_finding_names_the_line_of_a_text_file_and_the_record_of_a_dump():
    """A line of a page's visible text is no line of its file."""
    caution = Caution("rule/x", "because", (Evidence(4, 5, "乙", 4, 5),))
    notice = notice_of("甲一", "乙一", "丙", warnings=(caution,))
    source = notice.source
    page = Source("x.html", source.sha256, 1, "utf-8", "text/html", source.url, source.site, "unknown")
    dump = Source("x.jsonl#7", source.sha256, 1, "utf-8", "application/jsonl", source.url, source.site, "unknown")
    for other, line in ((source, 2), (page, None), (dump, 7)):
        first = next(of_notice(notice_of("甲一", "乙一", "丙", warnings=(caution,), source=other)))
        assert (first.rule, first.line) == ("rule/x", line)


def test_a_problem_keeps_its_line_and_is_an_error():
    """What is no line stands in the words."""
    one = of_problem(Problem("a.jsonl", "3", "is no JSON", "mend it"))
    assert (one.line, one.level, str(one)) == (3, "error", "a.jsonl:3: is no JSON → mend it")
    assert (
        str(of_problem(Problem("a.yaml", "key url", "is empty", "fill it"), "warning"))
        == "a.yaml: key url: is empty → fill it"
    )


def test_the_most_doubtful_seed_comes_first():
    """What cannot be built before all; within a seed the weightiest; equals by path."""
    found = [finding("b.txt"), finding("a.txt"), finding("c.txt", 2), finding("b.txt", 2), finding("d.txt", 100)]
    assert [(one.file, one.weight) for one in most_doubtful_first(found)] == [
        ("d.txt", 100),
        ("b.txt", 2),
        ("b.txt", 1),
        ("c.txt", 2),
        ("a.txt", 1),
    ]


@given(st.text(max_size=30), st.text(max_size=30))
def test_an_annotation_is_one_line_that_means_itself(path, what):
    """Whatever a file is called and whatever a seed says: one command, its properties and its message."""
    line = annotation(finding(what=what, line=3), path)
    found = re.fullmatch(r"::warning file=([^:,\n\r]*),line=3,title=date::([^\n\r]*)", line)
    assert found
    if path.isprintable() and what.isprintable():
        assert unescaped(found[1]) == path
        assert unescaped(found[2]) == f"date: {what} → look"


@pytest.mark.parametrize("bad", NASTY)
def test_nothing_in_a_summary_takes_effect(bad):
    """The table keeps its shape, and the text shows as it is."""
    soup = rendered(summary([finding(bad, what=bad, next=bad)], 1))
    (row,) = soup.select("tbody tr")
    assert len(row.select("td")) == 4
    assert {tag.name for tag in row.find_all(True)} == {"td", "code"}
    assert (
        row.select("code")[1].text.split() == str(finding(what=bad)).split(" → ")[0].removeprefix("a.txt: ").split()
        or not bad.isprintable()
    )


def test_a_long_summary_is_cut_and_says_so():
    """GitHub takes no more than 1 MiB."""
    told = summary([finding(f"{number}.txt") for number in range(MOST_LISTED + 5)], 300)
    assert told.count("<code>look</code>") == MOST_LISTED
    assert "5 more" in told


@pytest.mark.parametrize(
    ("found", "seeds", "told"),
    [
        ([], 0, "no seed to check"),
        ([], 2, "2 seeds, nothing to look at"),
        ([finding(), finding(level="error")], 1, "1 seed read: 1 problem, 1 doubt in 1 file"),
    ],
)
def test_the_last_line_counts(found, seeds, told):
    """Seeds, problems, doubts, files."""
    assert total_line(found, seeds) == told
