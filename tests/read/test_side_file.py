"""Side files: what is right counts, each fault is told with its line and drops only what it concerns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.read import read
from builder.read.side_file import MOST_BYTES

WHOLE = """\
url: https://www.example.gov.cn/tz/1.html
retrieved_on: 2023-02-01
archived_copy: https://web.archive.org/web/2021/https://www.example.gov.cn/tz/1.html
licence: 政府信息公开
replaces: [n0123456789ab, n0123456789ab]
corrections:
- field: city
  value: 丽江市
  adcode: "530700"
  why: 署名单位在丽江。
  by: 王某
  on: 2023-02-01
- {field: date, value: null, why: 日期属另一文件, by: 王某, on: 2023-02-01}
"""


@pytest.fixture
def side_of(tmp_path):
    """The side file of a seed beside which these words stand, and the problems as one line each."""

    def read_beside(words, name="a.txt", data="通知公告"):
        (tmp_path / name).write_text(data)
        (tmp_path / f"{name}.yaml").write_bytes(words if isinstance(words, bytes) else words.encode())
        problems = []
        (document,) = read(tmp_path / name, tmp_path, problems)
        return document.side, [str(problem) for problem in problems]

    return read_beside


def test_everything_a_side_file_may_say_is_kept(side_of):
    """Each correction knows its line."""
    side, problems = side_of(WHOLE)
    assert problems == []
    assert (side.path, side.data) == ("a.txt.yaml", WHOLE.encode())
    assert (side.url, side.retrieved_on) == ("https://www.example.gov.cn/tz/1.html", "2023-02-01")
    assert (side.licence, side.replaces) == ("政府信息公开", ("n0123456789ab",))
    city, date = side.corrections
    assert (city.field, city.value, city.adcode, city.by, city.line) == ("city", "丽江市", "530700", "王某", 7)
    assert (date.field, date.value, date.line) == ("date", None, 13)


@pytest.mark.parametrize(
    ("words", "decided"),
    [
        ("personal_data: shown\n", {"any": "shown"}),
        ("personal_data: masked\n", {"any": "masked"}),
        ("personal_data: {mobile: shown, patient-name: masked}\n", {"mobile": "shown", "patient-name": "masked"}),
        ("url: https://a.cn/\n", {}),
    ],
)
def test_it_decides_which_personal_data_are_shown(side_of, words, decided):
    """All at once or kind by kind."""
    side, problems = side_of(words)
    assert (side.personal_data, problems) == (decided, [])


@pytest.mark.parametrize("words", ["perhaps", "true", "[mobile]", "{mobile: 1}", "{1: shown}"])
def test_another_decision_is_told_and_counts_as_none(side_of, words):
    """What is not clearly shown stays masked."""
    side, problems = side_of(f"licence: 公开\npersonal_data: {words}\n")
    assert (side.licence, side.personal_data) == ("公开", {})
    assert len(problems) == 1 and "personal_data cannot be" in problems[0]


def test_a_seed_without_side_file_has_none(tmp_path):
    """Nothing is read from a link either."""
    (tmp_path / "a.txt").write_text("通知公告")
    (tmp_path / "a.txt.yaml").symlink_to(tmp_path / "a.txt")
    assert [document.side for document in read(tmp_path / "a.txt", tmp_path, [])] == [None]


RIGHT = {"field": "kind", "value": "news", "why": "写的是会议", "by": "王某", "on": "2023-02-01"}


def correction(**changed):
    """A side file with one correction, some of its keys changed (None: left out)."""
    return (
        "corrections:\n- {" + ", ".join(f"{key}: {value}" for key, value in (RIGHT | changed).items() if value) + "}\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("url: www.example.cn\n", "1: url cannot be 'www.example.cn'"),
        ("url: javascript:alert(1)\n", "1: url cannot be 'javascript:alert(1)'"),
        ("# x\n\ncolour: red\n", "3: unknown key 'colour'"),
        ("retrieved_on: 2023-2-1\n", "1: retrieved_on cannot be '2023-2-1'"),
        ("licence: [a]\n", "1: licence cannot be a list"),
        ("replaces: [n1]\n", "1: replaces cannot be a list"),
        ("url: a\nurl: b\n", "2: key 'url' stands twice"),
        ("url: [\n", "2: not YAML"),
        ("- a\n", "1: is no list of 'key: value' lines"),
        ("", "1: is no list of 'key: value' lines"),
        (b"url: \xff\n", " cannot be read: byte 5 is no UTF-8"),
        ("[" * 5000, " cannot be read: nests too deep"),
        ("#" * (MOST_BYTES + 1), " cannot be read: 65,537 bytes"),
        ("corrections: city\n", "1: corrections cannot be 'city'"),
        ("corrections: [city]\n", "1: 'city' is no correction"),
        (correction(by=None), "2: a correction without 'by'"),
        (correction(value=None), "2: a correction without 'value'"),
        (correction(field="colour"), "2: field cannot be 'colour'"),
        (correction(value="letter"), "2: kind cannot be 'letter'"),
        (correction(value="null"), "2: kind cannot be empty"),
        (correction(field="is_policy"), "2: is_policy cannot be 'news'"),
        (correction(field="date", value="2023-13-01"), "2: date cannot be '2023-13-01'"),
        (correction(field="date", value="2023"), "2: date cannot be 2023"),
        (correction(on="gestern"), "2: on cannot be 'gestern'"),
        (correction(adcode="'530700'"), "2: kind has no adcode"),
        (correction(field="city", value="丽江市", adcode="530700"), "2: adcode cannot be 530700"),
        (correction(because="x"), "2: unknown key 'because'"),
        (correction() + "- {" + correction().split("- {")[1], "3: a second correction of kind"),
    ],
)
def test_each_fault_is_told_with_its_line(side_of, words, told):
    """And what to do next; the seed is built."""
    side, (line,) = side_of(words)
    assert line.startswith(f"a.txt.yaml:{told}")
    assert " → " in line
    assert side is not None


def test_a_fault_drops_only_what_it_concerns(side_of):
    """A maintainer's other words still count."""
    side, problems = side_of(WHOLE.replace("2023-02-01\narch", "gestern\narch").replace("丽江市", "[]"))
    assert len(problems) == 2
    assert (side.url is not None, side.retrieved_on) == (True, None)
    assert [correction.field for correction in side.corrections] == ["date"]


def test_a_file_of_many_records_shares_only_what_holds_for_all(side_of):
    """An address or a correction belongs to one of them."""
    side, problems = side_of(WHOLE, "a.jsonl", '{"text": "通知公告"}')
    assert [line.split(" → ")[0] for line in problems] == [
        "a.jsonl.yaml:1: unknown key 'url'",
        "a.jsonl.yaml:1: unknown key 'replaces'",
        "a.jsonl.yaml:1: unknown key 'corrections'",
    ]
    assert (side.licence, side.corrections) == ("政府信息公开", ())


@given(st.binary(max_size=80) | st.text("urlco: -[]{}&*!|>\n\"'#", max_size=80).map(str.encode))
def test_any_side_file_leaves_the_seed_readable(tmp_path_factory, data):
    """Faults, never a crash."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "a.txt").write_text("通知公告")
    (folder / "a.txt.yaml").write_bytes(data)
    assert len(list(read(folder / "a.txt", folder, []))) == 1
