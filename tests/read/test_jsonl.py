"""JSON Lines: a record a line; a bad line is one problem and the others are read."""

import hashlib
import json

import pytest

from builder.errors import Problem
from builder.read import read
from builder.read.jsonl import read_jsonl


def test_records_are_read_one_by_one(tmp_path):
    """Text or HTML; path, bytes and identity are the line's own; what it says beside its text are facts."""
    lines = [
        json.dumps(
            {"text": "一、停课。\n二、停业。", "url": "https://a.cn/1", "fetched": "2021-08-05", "title": "通告"}
        ),
        json.dumps({"html": "<title>通告</title><p>停课<br>停业", "url": None}, ensure_ascii=False),
    ]
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(lines).encode() + b"\n")
    problems = []
    first, second = read(path, tmp_path, problems)
    assert problems == []
    assert (first.path, second.path) == ("dump.jsonl#1", "dump.jsonl#3")
    assert [first.data, second.data] == [line.encode() for line in lines]
    assert first.sha256 == hashlib.sha256(lines[0].encode()).hexdigest()
    assert first.raw == "⟦url⟧ https://a.cn/1\n⟦fetched⟧ 2021-08-05\n⟦title⟧ 通告\n一、停课。\n二、停业。"
    assert second.raw == "⟦title⟧ 通告\n停课\n停业"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "is no JSON: Expecting property name"),
        (b'{"text": "\xff"}', r"byte 10 of the line (ff) is no UTF-8"),
        (b"[1]", "is no JSON object"),
        (b"{}", "holds no 'text' and no 'html'"),
        (b'{"text": 5}', "holds no 'text' and no 'html'"),
        (b'{"text": "a", "html": "b"}', "holds both 'text' and 'html'"),
        (b'{"text": "a", "url": 5}', "'url' is no text"),
        (b"[" * 100_000, "is no JSON: too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "is no JSON: too deep or too large a number"),
        (b'{"text": "' + b"a" * 4_200_000 + b'"}', "4,200,012 bytes are more than one notice"),
    ],
)
def test_a_bad_line_is_one_problem(line, told):
    """It is named by its number; the lines around it are read."""
    good = '{"text": "通知"}'.encode()
    one, problem, three = read_jsonl("dump.jsonl", b"\n".join((good, line, good)))
    assert isinstance(problem, Problem)
    assert (problem.file, problem.place, problem.what[: len(told)]) == ("dump.jsonl", "2", told)
    assert [one.part, three.part] == ["1", "3"]
