"""Corrections: the maintainer's value stands, the machine's stays beside it, and what is no longer needed is told."""

from functools import cache

import pytest

from builder.build import notice_of
from builder.extract.corrections import apply_corrections
from builder.model import Correction, SideFile, from_json, to_json
from builder.read import read
from builder.rules import load
from tests.five import FIVE

RULES = load()


@cache
def seed():
    """The machine's record of a meeting of a city."""
    (document,) = read(FIVE[1], FIVE[1].parent, [])
    return notice_of(document, RULES)


def corrected(field, value, adcode=None, **other):
    """The notice with one correction, and the problems as one line each."""
    correction = Correction(field, value, "页面署名如此", "王某", "2023-02-01", 3, adcode)
    side = SideFile("a.txt.yaml", b"", corrections=(correction,), **other)
    notice, problems = apply_corrections(seed(), side, RULES)
    return notice, [str(problem) for problem in problems]


def test_without_a_side_file_nothing_changes():
    """Nor with an empty one."""
    assert apply_corrections(seed(), None, RULES) == (seed(), ())
    assert apply_corrections(seed(), SideFile("a.txt.yaml", b""), RULES) == (seed(), ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "另一个标题"),
        ("kind", "notice"),
        ("officiality", "official"),
        ("document_number", "〔2021〕5号"),
        ("title", None),
    ],
)
def test_the_maintainers_value_stands_and_the_machines_beside_it(field, value):
    """With who, when and why; all else stays as it was."""
    notice, problems = corrected(field, value)
    machine, told = getattr(seed(), field), getattr(notice, field)
    assert problems == []
    assert (told.value, told.status, told.because) == (value, "corrected", "王某, 2023-02-01: 页面署名如此")
    assert [other.value for other in told.others][:1] == [machine.value][: machine.value is not None]
    others = [name for name in notice.fields() if name != field]
    assert [getattr(notice, name) for name in others] == [getattr(seed(), name) for name in others]
    assert from_json(to_json(notice)) == notice


@pytest.mark.parametrize(
    ("value", "precision", "partial"),
    [("2021-01-03", "day", None), ("2021-01", "month", None), ("2021", "year", None), ("--01-03", None, "--01-03")],
)
def test_a_day_is_as_precise_as_it_is_written(value, precision, partial):
    """Without its year it is no value but a part of one."""
    notice, _ = corrected("effective_until", value)
    field = notice.effective_until
    assert (field.value, field.precision, field.partial) == (None if partial else value, precision, partial)


def test_a_corrected_place_files_the_notice_anew():
    """With its code; a place that does not lie where the others do is told."""
    notice, (line,) = corrected("city", "丽江市")
    assert (notice.city.adcode, notice.filed_under) == ("530700", ("530700",))
    assert line == "a.txt.yaml: 丽江市 does not lie in 山西省 → correct province or city too"
    county, problems = corrected("county", "清徐县")
    assert (county.filed_under, problems) == (("140100",), [])


@pytest.mark.parametrize(
    ("field", "value", "adcode", "told"),
    [
        ("city", "丽江", None, "no city is called 丽江"),
        ("city", "丽江市", "530800", "no city is called 丽江市 with the code 530800"),
        ("county", "朝阳区", None, "朝阳区 is the name of several: 110105, 220104"),
        ("city", "太原市", None, "the correction of city is no longer needed: the text states it"),
    ],
)
def test_a_correction_that_cannot_or_need_not_be_carried_out_is_told(field, value, adcode, told):
    """By the line on which it stands; the machine's value stays."""
    notice, (line,) = corrected(field, value, adcode)
    assert line.startswith(f"a.txt.yaml:3: {told}")
    assert notice == seed()


@pytest.mark.parametrize(
    ("field", "value"), [("date", "2022-10-06"), ("document_number", None), ("province", "山西省")]
)
def test_the_machines_own_value_confirms_what_was_in_doubt(field, value):
    """A maintainer stands for it; its words, its code and its losers are kept, and so is where the notice is filed."""
    notice, problems = corrected(field, value)
    machine, told = getattr(seed(), field), getattr(notice, field)
    assert (machine.status == "stated", problems) == (False, [])
    assert (told.value, told.status, told.because) == (value, "corrected", "王某, 2023-02-01: 页面署名如此")
    assert (told.evidence, told.others, notice.filed_under) == (machine.evidence, machine.others, seed().filed_under)


def test_a_page_corrected_to_be_no_policy_leaves_the_shelves():
    """Its text and title stay."""
    notice, problems = corrected("is_policy", False)
    assert (notice.filed_under, notice.measures, notice.is_policy.status, problems) == ((), (), "corrected", [])
    assert notice.text == seed().text


def test_a_page_corrected_to_be_a_policy_keeps_what_was_found(tmp_path):
    """Its places and dates are looked for as in any other."""
    recipe = (
        "太原市红烧肉节公告\n2021年1月3日，太原市举办红烧肉节，五花肉切块，冷水下锅。\n太原市商务局\n2021年1月3日\n"
    )
    (tmp_path / "a.txt").write_text(recipe)
    words = "corrections:\n- {field: is_policy, value: true, why: 附有限流措施, by: 王某, on: 2023-02-01}\n"
    found = {}
    for name in ("without", "with"):
        (document,) = read(tmp_path / "a.txt", tmp_path, [])
        found[name], problems = apply_corrections(notice_of(document, RULES), document.side, RULES)
        (tmp_path / "a.txt.yaml").write_text(words)
    assert (found["without"].is_policy.value, found["without"].filed_under) == (False, ())
    assert (found["with"].is_policy.value, found["with"].is_policy.status, problems) == (True, "corrected", ())
    assert found["with"].filed_under == ("140100",)


def test_what_only_the_side_file_knows_of_the_page_goes_into_the_record():
    """When it was fetched, where a copy is kept, on what terms it was had."""
    side = SideFile("a.txt.yaml", b"", None, "2023-02-01", "https://web.archive.example/x", "政府信息公开")
    notice, problems = apply_corrections(seed(), side, RULES)
    source = notice.source
    assert problems == ()
    assert (source.retrieved_on, source.archived_copy, source.licence) == side_of(side)
    assert from_json(to_json(notice)) == notice


def side_of(side):
    """The same three as the side file holds them."""
    return side.retrieved_on, side.archived_copy, side.licence


def test_the_address_is_stated_by_the_maintainer():
    """Text files carry none of their own."""
    side = SideFile("a.txt.yaml", b"", url="https://www.example.gov.cn/1.html")
    notice, problems = apply_corrections(seed(), side, RULES)
    assert (notice.source.url.value, notice.source.url.status) == ("https://www.example.gov.cn/1.html", "stated")
    assert problems == ()
