"""Patterns that were compiled once are found again: they match the same, and nothing that was kept is believed blindly."""

import re

import msgspec
import pytest

from builder import compiled
from builder.cache import Cache
from builder.compiled import Row, Rows, compiled_once

PATTERNS = (
    ("(?P<year>[0-9]{4})年(?:(?P<month>[0-9]{1,2})月)?", 0),
    ("[㐀-鿿]{2,8}(?=通告)|第(?:[一二三]|[0-9])号", 0),
    ("^a.c$", re.DOTALL | re.MULTILINE | re.IGNORECASE),
    ("(?i)ß|K", 0),
    (rb"\xff(?P<rest>[^\n]{0,5})", 0),
    ("(a)(b)?(?(2)c|d)", 0),
    ("(?<![0-9])(?>[0-9]{1,3})(?![0-9])", 0),
    ("\udcff|x", 0),
)
TEXTS = ("2021年3月，防控通告第2号", "A\nc\nabc", "ẞ ſ K k", "abc ad 1234 12 \udcff", "")


@pytest.fixture(autouse=True)
def forgotten():
    """What ``re`` keeps itself would hide what we keep."""
    re.purge()
    yield
    re.purge()


def told(pattern):
    """Everything that a pattern says of the texts."""
    texts = (
        [text.encode("utf-8", "surrogatepass") + b"\xffab" for text in TEXTS]
        if isinstance(pattern.pattern, bytes)
        else TEXTS
    )
    found = [[(match.span(), match.groups(), match.lastgroup) for match in pattern.finditer(text)] for text in texts]
    return found, pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


def compiled_here(monkeypatch):
    """The patterns that are parsed from now on."""
    parsed = []
    parse = re._compiler._parser.parse
    monkeypatch.setattr(re._compiler._parser, "parse", lambda text, flags: parsed.append(text) or parse(text, flags))
    return parsed


def test_what_was_compiled_once_is_the_same_pattern(tmp_path, monkeypatch):
    """The second build parses nothing, and every match, group and flag is what compiling gives."""
    plain = [told(re.compile(*pattern)) for pattern in PATTERNS]
    for first in (True, False):
        re.purge()
        with monkeypatch.context() as watched:
            parsed = compiled_here(watched)
            with compiled_once(tmp_path):
                assert [told(re.compile(*pattern)) for pattern in PATTERNS] == plain
        assert parsed == ([pattern for pattern, _ in PATTERNS] if first else [])


def test_outside_nothing_is_changed(tmp_path):
    """Also where a build fails; what it compiled until then is not kept."""
    compiler = re._compiler
    own = compiler.compile, compiler._sre
    with pytest.raises(ZeroDivisionError), compiled_once(tmp_path):
        re.compile("ab|cd")
        _ = 1 // 0
    assert (compiler.compile, compiler._sre) == own
    assert not list(tmp_path.iterdir())


def test_a_pattern_that_is_none_says_so_each_time(tmp_path):
    for _ in range(2):
        with compiled_once(tmp_path), pytest.raises(re.error):
            re.compile("(")


def kept(folder):
    """The rows that a folder holds, by their patterns, and what puts others in their place."""
    (path,) = folder.iterdir()
    store = Cache(folder, "")
    rows = msgspec.msgpack.decode(store.get(path.name), type=Rows)
    return rows, lambda other: store.put(path.name, msgspec.msgpack.encode(other))


@pytest.mark.parametrize("code", [b"", b"\xff" * 16, b"\x00" * 400])
def test_code_that_is_none_is_compiled_again(tmp_path, code):
    with compiled_once(tmp_path):
        re.compile("(?P<one>x)y")
    rows, put = kept(tmp_path)
    put({key: Row(row.flags, code, row.groups, row.names) for key, row in rows.items()})
    re.purge()
    with compiled_once(tmp_path):
        assert re.compile("(?P<one>x)y").search("axy")["one"] == "x"
    assert kept(tmp_path)[0] == rows


def test_a_damaged_store_is_as_if_deleted(tmp_path):
    with compiled_once(tmp_path):
        re.compile("xy")
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    re.purge()
    with compiled_once(tmp_path):
        assert re.compile("xy").search("axy")
    assert len(kept(tmp_path)[0]) == 1


def test_patterns_of_other_builds_stay_until_they_are_too_many(tmp_path, monkeypatch):
    """A build that reads no new seed asks for fewer; what it asks for goes before the rest."""
    monkeypatch.setattr(compiled, "MOST", 3)
    for patterns in (["a1", "a2"], ["b1", "b2"]):
        with compiled_once(tmp_path):
            for pattern in patterns:
                re.compile(pattern)
    assert [key.split()[-1] for key in kept(tmp_path)[0]] == [b"b1", b"b2", b"a1"]


def test_a_python_that_compiles_in_another_way_goes_on(tmp_path, monkeypatch):
    monkeypatch.delattr(re._compiler._sre, "MAGIC")
    with compiled_once(tmp_path):
        assert re.compile("xy").search("axy")
    assert not list(tmp_path.iterdir())
