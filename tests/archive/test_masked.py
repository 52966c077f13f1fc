"""What is published of a record with personal data: every law of records holds of the masked one, and no word of them is left."""

import gzip
import hashlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.archive.masked import MASK, RULE, published
from builder.build import Folders, build, corrected, notice_of
from builder.model import Evidence, PersonalDatum, RawDocument, SideFile, to_json
from builder.rules import load
from builder.text.edits import Edit, Pass, apply, restore
from builder.verify import every_evidence, verify
from builder.write.publish import owned_paths
from tests.write.samples import notice_of as notice_with

RULES = load()
LINES = (
    "太原市疫情防控办关于确诊病例王小明活动轨迹的通告",
    "确诊病例王小明，男，45岁，身份证号：11010519491231002X，手机138-0013-8000。",
    "请与王小明同乘G123次列车的人员立即向社区报告，实行14天居家隔离。",
    "太原市疫情防控办",
    "2021年1月5日",
)


def document_of(text, side=None):
    data = text.encode()
    return RawDocument("a.txt", data, hashlib.sha256(data).hexdigest(), "utf-8", "text/plain", text, side=side)


def test_no_word_is_left_anywhere_in_the_record():
    """Neither in values, quotes, targets and reasons nor in the ledger."""
    notice = notice_of(document_of("\n".join(LINES)), RULES)
    shown = published(notice, RULES)
    told = to_json(shown).decode()
    for words in ("小明", "11010519491231002", "0013", "13800138000"):
        assert words in to_json(notice).decode() or words == "13800138000"
        assert words not in told
    assert "确诊病例＊＊＊活动轨迹" in str(shown.title.value)
    assert "手机＊＊＊-＊＊＊＊-＊＊＊＊" in shown.text
    assert [caution.rule for caution in shown.warnings][-1] == RULE
    assert shown.warnings[-1].because.startswith(f"{len(notice.personal_data)} places are masked")


def assert_lawful(notice, shown):
    """The masked record is a record: it restores, quotes, and differs from the true one in masked places only."""
    raw = notice.raw()
    masked = restore(shown.text, shown.repairs)
    assert (len(masked), len(shown.text)) == (len(raw), len(notice.text))
    assert shown.id == notice.id
    for true, now in ((raw, masked), (notice.text, shown.text)):
        assert all(one == other or (other == MASK and one.isalnum()) for one, other in zip(true, now, strict=True))
    for _, evidence in every_evidence(shown):
        assert masked[evidence.start : evidence.end] == evidence.quote
    for datum in shown.masked():
        assert not any(map(str.isalnum, datum.evidence.quote))
        if datum.evidence.text_start is not None:
            assert not any(map(str.isalnum, shown.text[datum.evidence.text_start : datum.evidence.text_end]))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from((*LINES, "患者王小明 手机１３８００１３８０００", "手機：138 0013 8000", "", "加强防控")),
        max_size=8,
    )
)
def test_the_laws_of_records_hold_of_the_masked_one(lines):
    """Over the whole way, with blanks, wide digits and traditional characters repaired."""
    notice = notice_of(document_of("\n".join(lines)), RULES)
    assert_lawful(notice, published(notice, RULES))


PIECES = st.sampled_from(["1", "3", "王", "明", " ", "-", "x", "，", "8"])


@st.composite
def ledgers(draw):
    """A raw text with edits of every kind, and spans of it that are to be masked."""
    raw = text = "".join(draw(st.lists(PIECES, min_size=4, max_size=24)))
    passes = []
    for kind in draw(st.lists(st.sampled_from(["noise", "layout", "script", "wording", "encoding"]), max_size=5)):
        edits, at = [], 0
        while at < len(text) and len(edits) < 3:
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, min(len(text), start + 4)))
            old = text[start:end]
            new = {
                "noise": "",
                "layout": old.replace(" ", "").replace("1", "１"),
                "script": "".join("李" for _ in old) if old and set(old) <= set("王明李") else old,
            }.get(kind, "".join(draw(st.lists(PIECES, max_size=5))))
            if new != old:
                edits.append(Edit(start, end, old, new))
            at = end + 1
        if edits:
            passes.append(Pass(f"r{len(passes)}", kind, tuple(edits)))
            text = apply(text, edits)
    spans = []
    at = 0
    while at < len(raw) and len(spans) < 2:
        start = draw(st.integers(at, len(raw) - 1))
        end = draw(st.integers(start + 1, len(raw)))
        spans.append((start, end))
        at = end + 1
    return raw, text, tuple(passes), spans


@settings(max_examples=300, deadline=None)
@given(ledgers())
def test_any_ledger_can_be_masked(ledger):
    """Whatever the passes did to the masked words, the masked passes lead back to the masked raw text."""
    raw, text, passes, spans = ledger
    data = tuple(PersonalDatum("mobile", Evidence(start, end, raw[start:end])) for start, end in spans)
    notice = msgspec.structs.replace(notice_with("x"), text=text, repairs=passes, blocks=(), personal_data=data)
    shown = published(notice, RULES)
    assert (len(shown.text), len(shown.raw())) == (len(text), len(raw))
    inside = {at for start, end in spans for at in range(start, end)}
    assert shown.raw() == "".join(MASK if at in inside and one.isalnum() else one for at, one in enumerate(raw))


def test_what_a_repair_wrote_into_the_words_is_masked_too():
    """A lost figure that was put back stands in no raw text."""
    repair = Pass("encoding/lost", "encoding", (Edit(4, 4, "", "0"), Edit(10, 11, "\ufffd", "9")))
    raw = "138013800\n\ufffd"
    text = apply(raw, repair.edits)
    datum = PersonalDatum("mobile", Evidence(0, len(raw), raw, 0, len(text)))
    shown = published(
        msgspec.structs.replace(notice_with("x"), text=text, repairs=(repair,), blocks=(), personal_data=(datum,)),
        RULES,
    )
    written = "".join(edit.old + edit.new for step in shown.repairs for edit in step.edits)
    assert not any(map(str.isdecimal, shown.text + shown.raw() + written))


def test_a_record_without_personal_data_is_published_as_it_is():
    """The same object: nothing is copied."""
    notice = notice_of(document_of("太原市通告\n\n拨打12345热线或0351-4012345。"), RULES)
    assert published(notice, RULES) is notice
    assert notice.personal_data == ()


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        ({}, {"王小明", "138-0013-8000", "11010519491231002X"}),
        ({"any": "shown"}, set()),
        ({"any": "masked"}, {"王小明", "138-0013-8000", "11010519491231002X"}),
        ({"mobile": "shown"}, {"王小明", "11010519491231002X"}),
        ({"any": "shown", "resident-id": "masked"}, {"11010519491231002X"}),
    ],
)
def test_the_side_file_decides_kind_by_kind(decided, left):
    """What it does not speak of stays masked."""
    document = document_of("\n".join(LINES), SideFile("a.txt.yaml", b"", personal_data=decided))
    notice = corrected(notice_of(document, RULES), document, RULES, [])
    assert {datum.evidence.quote for datum in notice.masked()} == left
    shown = published(notice, RULES)
    for words in ("王小明", "138-0013-8000", "11010519491231002X"):
        assert (words in shown.text) is (words not in left)


def test_a_decision_about_no_kind_is_told():
    """By the kinds that there are."""
    document = document_of("通知公告", SideFile("a.txt.yaml", b"", personal_data={"phone": "shown"}))
    problems = []
    corrected(notice_of(document, RULES), document, RULES, problems)
    assert [str(problem) for problem in problems] == [
        "a.txt.yaml: personal_data: 'phone' is no kind of personal data → use "
        + ", ".join(kind.id for kind in RULES.personal.kinds)
    ]


def test_nothing_that_is_published_holds_a_masked_word(tmp_path):
    """No page, raw view, table, search index or download; what is published verifies; a decision in the side file shows them."""
    seed = tmp_path / "seeds" / "a.txt"
    seed.parent.mkdir()
    seed.write_bytes("\n\n".join(LINES).encode("gb18030"))
    folders = Folders.of_project(tmp_path)
    assert build(folders).exit_status == 0
    files = {path: path.read_bytes() for path in folders.docs.rglob("*") if path.is_file()}
    told = b"\n".join(gzip.decompress(data) if path.suffix == ".gz" else data for path, data in files.items())
    for words in ("王小明", "小明", "0013", "11010519491231002"):
        assert words.encode() not in told and words.encode("gb18030") not in told
    assert verify(folders.seeds, folders.docs, owned_paths(folders.docs)) == []
    (page,) = folders.docs.glob("notices/*/record.json")
    page = page.with_name("index.md")
    assert "个人信息以＊逐字遮去" in page.read_text("utf-8")

    seed.with_name("a.txt.yaml").write_text("personal_data: shown\n")
    assert build(folders).exit_status == 0
    assert "138-0013-8000" in (page.parent / "text.txt").read_text("utf-8")
    assert (page.parent / "source.bin").read_bytes() == seed.read_bytes()
    assert verify(folders.seeds, folders.docs, owned_paths(folders.docs)) == []


def test_verify_sees_a_word_that_was_not_masked(tmp_path):
    """And a text that differs from the seed elsewhere."""
    seed = tmp_path / "seeds" / "a.txt"
    seed.parent.mkdir()
    seed.write_text("\n\n".join(LINES), "utf-8")
    folders = Folders.of_project(tmp_path)
    build(folders)
    (record,) = folders.docs.glob("notices/*/record.json")
    whole = record.read_text("utf-8")
    record.write_text(whole.replace("立即向社区报告", "不必向社区报告"), "utf-8")
    told = "\n".join(map(str, verify(folders.seeds, folders.docs, owned_paths(folders.docs))))
    assert "more than the masked places differs from the seed" in told
    record.write_text(whole.replace("手机＊＊＊-＊＊＊＊", "手机＊＊＊-0013"), "utf-8")
    told = "\n".join(map(str, verify(folders.seeds, folders.docs, owned_paths(folders.docs))))
    assert "words that should be masked stand in the text" in told
