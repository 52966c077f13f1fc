"""What differs between two records: nothing is told exactly when nothing differs."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.build import notice_of
from builder.model import to_json
from builder.read import read
from builder.write import difference
from builder.write.difference import changes, count_line, markdown
from tests.five import FIVE
from tests.write.samples import rules

SEED = FIVE[1]
RECORD = json.loads(to_json(notice_of(next(read(SEED, SEED.parent, [])), rules())))


def leaves(value, path=()):
    """The way to every value of a record that holds no other."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from leaves(child, (*path, key))
    if not children:
        yield path


LEAVES = list(leaves(RECORD))


def altered(*path, to="别的"):
    """The record with another value at this place."""
    record = copy.deepcopy(RECORD)
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = to(holder[path[-1]]) if callable(to) else to
    return record


def lines(after, before=RECORD):
    """The differences as a review shows them, without the file's name."""
    return [str(change).split("  ", 1)[1] for change in changes(before, after)]


def test_the_same_record_has_no_differences():
    """However deep it was copied."""
    assert lines(copy.deepcopy(RECORD)) == []


@given(st.sampled_from(LEAVES), st.sampled_from(["别的", None, 17, [], "a\nb\x1b[31m"]))
def test_every_difference_is_told(path, value):
    """Wherever it lies, in one line each, under the key that holds it."""
    after = altered(*path, to=value)
    told = list(changes(RECORD, after))
    assert bool(told) is (after != RECORD)
    assert all(len(str(change).splitlines()) == 1 for change in told)
    where = f"source.{path[1]}" if path[0] == "source" else path[0]
    assert {change.where for change in told} <= {where}


def test_a_field_is_told_by_value_and_status():
    """With the words of the new one."""
    after = altered("city", to=lambda field: field | {"value": "大同市", "adcode": "140200", "status": "inferred"})
    (line,) = lines(after)
    assert line.startswith("city: 太原市 adcode 140100 [stated] → 大同市 adcode 140200 [inferred] 「")


def test_other_words_for_the_same_value_are_told():
    """The evidence is part of the promise."""
    after = altered("city", "evidence", 0, "quote", to="并")
    (line,) = lines(after)
    assert line.startswith("city: same value, words 「")
    assert "→ 「并」 at " in line


def test_statements_come_go_and_change():
    """Each on a line of its own."""
    first, rest = RECORD["measures"][0], RECORD["measures"][1:]
    assert [line.split(" (")[0] for line in lines(RECORD | {"measures": rest})] == [
        f"measures: - {first['id']}/{first['facet']}"
    ]
    assert lines(RECORD, RECORD | {"measures": rest})[0].startswith(f"measures: + {first['id']}")
    (line,) = lines(altered("measures", 0, "stage", to="lift"))
    assert line.endswith(" → stage lift")
    assert lines(RECORD | {"measures": RECORD["measures"][::-1]})[0].startswith(
        "measures: the same statements → in another order"
    )


def test_the_text_is_told_by_the_place_that_differs():
    """Lines gone, lines added, and a line from shortly before what changed in it."""
    first = RECORD["text"].split("\n")[0]
    assert lines(RECORD | {"text": RECORD["text"] + "\n新的一行"}) == ["text: + 「新的一行」"]
    assert lines(RECORD | {"text": RECORD["text"].removeprefix(first + "\n")})[0].startswith("text: - 「")
    (line,) = lines(RECORD | {"text": first[:20] + "改" + RECORD["text"][20:]})
    assert line.startswith(f"text: 「…{first[12:20]}")
    assert f"→ 「…{first[12:20]}改" in line


@pytest.mark.parametrize(("before", "after", "sign"), [(None, RECORD, "+"), (RECORD, None, "-")])
def test_a_seed_that_only_one_builder_reads_is_told(before, after, sign):
    """With what it is, not with all it holds."""
    (line,) = lines(after, before)
    assert line.startswith(f"record: {sign} title 韦韬")


def test_records_of_other_forms_are_compared():
    """An older builder knew other keys and other types."""
    old = {key: value for key, value in RECORD.items() if key != "warnings"} | {
        "colour": "red",
        "city": "太原市",
        "source": "x",
    }
    assert {change.where for change in changes(old, RECORD)} >= {"city", "colour", "warnings", "source"}


def test_the_last_line_counts_by_key():
    """Most first."""
    found = list(changes(RECORD, altered("city", "value")))
    assert count_line(found, 5, "HEAD") == "5 seeds compared with HEAD: 1 differ (city 1)"
    assert count_line([], 5, "HEAD") == "5 seeds: no record differs from HEAD"


# --- for a review ----------------------------------------------------------------------------------------------------


def test_values_stand_in_a_table_and_what_they_rest_on_is_folded_behind_them():
    """Each difference once; the counts first."""
    value = list(changes(RECORD, altered("title", "value")))
    grounds = list(changes(RECORD, altered("title", "because")))
    text = list(changes(RECORD, altered("text", to=lambda words: f"首句{words}")))
    told = markdown([*value, *grounds, *text], 5, "main (0123456789ab)")
    head, _, folded = told.partition("<details>")
    assert told.startswith("### ")
    assert "<code>title</code> | 1 | 0 | 0 | 2 |" in head
    assert "别的" in head and "首句" not in head
    assert "首句" in folded and "same value" in folded.replace("&#44;", ",") and folded.rstrip().endswith("</details>")


def test_nothing_different_is_one_sentence():
    """No empty table."""
    told = markdown([], 5, "main")
    assert "|" not in told and "no record differs" in told


@given(st.text(max_size=60))
def test_every_row_of_the_tables_has_the_cells_of_its_head(words):
    """Whatever a seed says."""
    told = markdown(list(changes(RECORD, altered("title", "value", to=f"x{words}"))), 1, "main")
    rows = [line for line in told.split("\n") if line.startswith("|")]
    assert {line.count("|") for line in rows} <= {5, 6}
    assert not any(sign in told.replace("<code>", "").replace("</code>", "") for sign in ("<script", "](", "@"))


def test_a_review_takes_all_of_it(monkeypatch):
    """What there is no room for is counted."""
    monkeypatch.setattr(difference, "MOST_MARKDOWN", 3000)
    found = [
        change._replace(file=f"{n}.txt") for n in range(100) for change in changes(RECORD, altered("title", "value"))
    ]
    told = markdown(found, 100, "main")
    rows = sum(f"{n}.txt".replace(".", "&#46;") in told or f"{n}.txt" in told for n in range(100))
    assert len(told) < 3500 and f"{100 - told.count('.txt') - told.count('&#46;txt')} more:" in told and rows > 2


@pytest.mark.parametrize("cut", [0, 4, 8, 12, 60])
def test_masked_words_are_masked_in_a_review_too(cut):
    """Also where a long line is cut within them."""
    datum = {"kind": "mobile", "evidence": {"quote": "138-0013-8000"}, "decision": "undecided"}
    line = f"{'前' * (difference._LONG - 1 - cut)}138-0013-8000{'后' * 60}"
    before, after = (
        altered("personal_data", to=[datum]),
        altered("title", "value", to=line) | {"personal_data": [datum]},
    )
    (change,) = changes(before, after)
    assert not any(map(str.isdecimal, change.after.partition(" [")[0]))
    shown = after | {"personal_data": [datum | {"decision": "shown"}]}
    assert cut < 13 or "138-0013-8000" in next(iter(changes(before | {"personal_data": []}, shown))).after


def test_a_key_that_one_builder_does_not_know_is_told_and_folded_away():
    """A new key with nothing under it stands in every record and is no other value."""
    before = {key: value for key, value in RECORD.items() if key != "personal_data"}
    (change,) = changes(before, RECORD)
    assert (change.how, change.after) == ("added", "a key with nothing under it")
    assert "a key with" not in markdown([change], 1, "main").partition("<details>")[0]


def test_personal_data_are_told_by_kind_and_decision():
    """Never by their words."""
    datum = {"kind": "mobile", "evidence": {"quote": "13800138000"}, "decision": "shown"}
    assert lines(altered("personal_data", to=[datum])) == ["personal_data: none → mobile shown 1"]
