"""The queue of what a maintainer may decide: what is in it, in which order, and that what it says to write can be written."""

import json

import pytest
import yaml
from click.testing import CliRunner

from builder.build import Folders, build, notice_of
from builder.cli import main
from builder.extract.corrections import apply_corrections
from builder.model import (
    FIELDS,
    BodyField,
    Candidate,
    Caution,
    Correction,
    DateField,
    Evidence,
    Field,
    PersonalDatum,
    RawDocument,
    SideFile,
)
from builder.rules import load
from builder.write.findings import MASKED, most_doubtful_first, of_notice
from builder.write.review import ABOUT, of_record, total_line
from tests.write.samples import notice_of as notice_with

WORDS = Evidence(0, 2, "全市", 0, 2)
LOST = Candidate("2021-01-06", "dates/published", "It is the page's day.", (WORDS,))


def doubts(**changes):
    """Of a notice of Taiyuan whose other fields are beyond doubt."""
    plain = {
        "is_policy": Field(True, "stated"),
        "kind": Field("notice", "stated"),
        "officiality": Field("official", "stated"),
        "issuing_body": BodyField("太原市人民政府", "stated"),
        "date": DateField("2021-01-05", "stated", precision="day"),
    }
    return [doubt for doubt in of_record(notice_with("全市停课", **(plain | changes))) if doubt.about != "measures"]


def test_what_is_stated_without_a_rival_is_no_doubt():
    """Nor is what a maintainer corrected, or what cannot be."""
    assert doubts() == []
    assert doubts(date=DateField("2021-01-05", "corrected", others=(LOST,))) == []


def test_a_value_with_a_rival_tells_its_words_and_the_loser():
    """The loser with its own words and why it lost."""
    (doubt,) = doubts(date=DateField("2021-01-05", "stated", (WORDS,), others=(LOST,)))
    assert (doubt.about, doubt.value, doubt.words) == ("date", "2021-01-05", ("全市",))
    assert [(lost.value, lost.words) for lost in doubt.losers] == [("2021-01-06", ("全市",))]
    assert "2021-01-06 「全市」 It is the page's day." in str(doubt)


def test_what_is_unknown_weighs_more_than_what_is_inferred_and_that_more_than_what_is_stated():
    """Of the same field."""
    weights = [
        doubts(date=DateField(value, status, others=(LOST,)))[0].weight
        for value, status in ((None, "unknown"), ("2021-01-05", "inferred"), ("2021-01-05", "stated"))
    ]
    assert weights == sorted(weights, reverse=True) and weights[-1] > 0


def test_every_finding_of_check_is_in_the_queue():
    """They share what they know."""
    notice = notice_with("全市停课", warnings=(Caution("caution/cut-off", "It ends.", (WORDS,)),))
    assert {finding.weight for finding in of_notice(notice)} <= {doubt.weight for doubt in of_record(notice)}
    assert len(list(of_record(notice))) >= len(list(of_notice(notice)))
    assert any("caution/cut-off" in doubt.why and doubt.words == ("全市",) for doubt in of_record(notice))


@pytest.mark.parametrize(("decision", "told"), [("undecided", 1), ("masked", 0), ("shown", 0)])
def test_personal_data_are_asked_about_until_they_are_decided(decision, told):
    """With their words; the caution that readers see is not told a second time."""
    datum = PersonalDatum("mobile", Evidence(0, 11, "13800138000"), decision)
    found = doubts(personal_data=(datum,), warnings=(Caution(MASKED, "1 place is masked."),))
    assert [(doubt.about, doubt.words) for doubt in found] == [("personal_data", ("13800138000",))] * told


def test_what_it_says_to_write_takes_a_doubt_out_of_the_queue():
    """Filled in as it stands: the value is confirmed."""
    text = "太原市关于停课的通知\n\n自1月6日起，全市中小学停课。\n\n太原市教育局\n2021年1月5日\n"
    seed = RawDocument("a.txt", text.encode(), "0" * 64, "utf-8", "text/plain", text)
    notice = notice_of(seed, load())
    asked = [
        doubt for doubt in of_record(notice) if doubt.about in FIELDS and doubt.about != "is_policy" and doubt.value
    ]
    assert asked
    for doubt in asked:
        (entry,) = yaml.safe_load(doubt.write.replace("on: …", '"on": "2023-02-01"'))["corrections"]
        side = SideFile("a.txt.yaml", b"", corrections=(Correction(**entry, line=1),))
        after, problems = apply_corrections(notice, side, load())
        assert (problems, doubt.about in [left.about for left in of_record(after)]) == ((), False)


def test_what_it_says_to_write_is_yaml_of_a_side_file():
    """The keys are those that a side file may have."""
    text = "关于患者王小明活动轨迹的通告\n\n手机13800138000。有关人员要隔离14天。"
    notice = notice_of(RawDocument("a.txt", text.encode(), "0" * 64, "utf-8", "text/plain", text), load())
    written = [yaml.safe_load(doubt.write) for doubt in of_record(notice) if doubt.write]
    assert written
    assert {key for entry in written for key in entry} <= {"corrections", "personal_data", "replaces"}
    assert {"mobile": "shown", "named-patient": "shown"} in [entry.get("personal_data") for entry in written]


def test_the_most_doubtful_notice_comes_first():
    """By all that is against it; and the last line counts by field."""
    found = [*doubts(date=DateField(None, "unknown")), *doubts(date=DateField("2021-01-05", "inferred"))]
    queue = most_doubtful_first(found)
    assert [doubt.weight for doubt in queue] == sorted((doubt.weight for doubt in found), reverse=True)
    assert total_line(queue, 1) == "2 to decide in 1 files (date 2); 1 more: --most 0 shows all"


def test_the_command_shows_masked_words_to_the_maintainer_from_the_cache(tmp_path):
    """Though no published file holds them; by field, and as JSON."""
    seed = tmp_path / "seeds" / "a.txt"
    seed.parent.mkdir()
    seed.write_text(
        "太原市关于确诊病例王小明活动轨迹的通告\n\n有关人员要隔离14天。\n\n太原市人民政府\n2021年1月5日\n", "utf-8"
    )
    seed.with_name("a.txt.yaml").write_text("licence: 公开\n", "utf-8")
    build(Folders.of_project(tmp_path))
    arguments = ["review", "--root", str(tmp_path), "--field", "personal_data", "--format", "json"]
    done = CliRunner().invoke(main, arguments)
    (told,) = json.loads(done.output)["shown"]
    assert (done.exit_code, told["words"], told["write"]) == (0, ["王小明"], "personal_data: {named-patient: shown}")
    wrong = CliRunner().invoke(main, ["review", "--root", str(tmp_path), "--field", "colour"])
    assert wrong.exit_code == 2 and all(about in wrong.output for about in ABOUT)
