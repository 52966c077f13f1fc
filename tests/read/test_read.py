"""The folder of seeds: everything readable is found in order, everything else is one clear line and harms nobody."""

import os
import socket

import pytest

from builder.errors import Problem
from builder.read import MOST_BYTES, READERS, find_seeds, read


def found_in(folder):
    """The names of the seeds in a folder and the problems as one line each."""
    problems: list[Problem] = []
    names = [path.relative_to(folder).as_posix() for path in find_seeds(folder, problems)]
    return names, [str(problem) for problem in problems]


def read_all(path):
    """The documents in a file and the problems as one line each."""
    problems: list[Problem] = []
    return list(read(path, path.parent, problems)), [str(problem) for problem in problems]


def test_seeds_are_found_below_in_order_and_side_files_passed_over(tmp_path):
    """Subfolders are allowed; a side file belongs to its seed; hidden files are nobody's."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/1.txt", "a.txt", "a.txt.yaml", ".hidden.txt", ".git/x.txt", "c.HTML", "d.warc.gz"):
        (tmp_path / name).write_text("通知")
    assert found_in(tmp_path) == (["a.txt", "b/1.txt", "c.HTML", "d.warc.gz"], [])


@pytest.mark.parametrize("name", ["with blanks .txt", 'it\'s "quoted".txt', "关于停课的通告（1）.txt", "#a?b&c<d>.txt"])
def test_awkward_names_are_read(tmp_path, name):
    """Blanks, quotes, Chinese, marks of addresses and of markup."""
    (tmp_path / name).write_text("通知公告")
    assert found_in(tmp_path) == ([name], [])
    documents, problems = read_all(tmp_path / name)
    assert ([document.path for document in documents], problems) == ([name], [])


@pytest.mark.parametrize("name", [b"a\nb.txt", b"\x1b[31m.txt", b"\xff\xfe.txt", "a\u0085b.txt".encode()])
def test_names_that_no_page_could_print_are_told_in_one_line(tmp_path, name):
    """Control characters never reach the terminal."""
    (tmp_path / "a.txt").write_text("通知")
    with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:  # noqa: PTH118, PTH123
        file.write("通知")
    names, (line,) = found_in(tmp_path)
    assert names == ["a.txt"]
    assert "in its name → rename it" in line
    assert line.isprintable()


def test_links_are_told_and_never_followed(tmp_path):
    """Out of the folder, to nowhere, in a circle: the build ends and says so."""
    outside, seeds = tmp_path / "secret.txt", tmp_path / "seeds"
    outside.write_text("通知")
    (seeds / "deep").mkdir(parents=True)
    (seeds / "deep" / "good.txt").write_text("通知")
    (seeds / "out.txt").symlink_to(outside)
    (seeds / "nowhere.txt").symlink_to("gone.txt")
    (seeds / "self.txt").symlink_to("self.txt")
    (seeds / "deep" / "up").symlink_to(seeds)
    names, lines = found_in(seeds)
    assert names == ["deep/good.txt"]
    assert lines == [
        f"{name}: is a link → put the file itself into seeds/"
        for name in ("deep/up", "nowhere.txt", "out.txt", "self.txt")
    ]


def test_what_is_no_file_is_told(tmp_path):
    """A folder named like a seed is told and looked into; a pipe would keep the build waiting for ever."""
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "good.txt").write_text("通知")
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "s.txt"))
        names, lines = found_in(tmp_path)
    assert names == ["x.txt/good.txt"]
    assert lines == [
        "pipe.txt: is no file but a pipe, a socket or a device → remove it",
        "s.txt: is no file but a pipe, a socket or a device → remove it",
        "x.txt: is a folder named like a seed → rename the folder",
    ]


def test_what_no_reader_reads_is_told(tmp_path):
    """A stray file never vanishes in silence, and a side file without its seed says which one it misses."""
    for name in ("page.xyz", "none", "gone.txt.yaml", "table.yaml"):
        (tmp_path / name).write_text("x")
    names, lines = found_in(tmp_path)
    assert names == []
    assert [line.split(" → ")[0] for line in lines] == [
        "gone.txt.yaml: a side file without its seed gone.txt",
        "none: no reader for a file without ending",
        "page.xyz: no reader for .xyz",
        "table.yaml: no reader for .yaml",
    ]
    assert all(suffix in lines[-1] for reader in READERS for suffix in reader.suffixes)


def test_a_folder_that_may_not_be_opened_is_told(tmp_path, monkeypatch):
    """The rest is read all the same."""
    (tmp_path / "good.txt").write_text("通知")
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    names, lines = found_in(tmp_path)
    assert names == ["good.txt"]
    assert lines == ["locked: cannot be opened: Permission denied → check that it is there and its permissions"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "a.txt: holds no text → scrape it again or remove it"),
        (b" \n\n\xff", "a.txt:3: byte 3 (ff) is no UTF-8 → save it as UTF-8"),
        ("\ufeff \u3000\n".encode(), "a.txt: holds no text → scrape it again or remove it"),
        (b"\x1f\n", "a.txt: holds no text → scrape it again or remove it"),
        (b"\x7fELF\x02\x01\x00\x00", "a.txt:1: holds NUL bytes: a binary file → remove it or save its text as UTF-8"),
    ],
)
def test_an_empty_or_binary_file_is_refused(tmp_path, data, told):
    """File, place, what, next step."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_all(path) == ([], [told])


def test_fifty_megabytes_are_refused_unread(tmp_path):
    """Not one byte of it is looked at."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert read_all(path) == (
        [],
        [f"a.txt: 52,428,800 bytes are more than one notice ({MOST_BYTES:,}) → split the file"],
    )


def test_a_file_that_vanished_or_may_not_be_read_is_told(tmp_path, monkeypatch):
    """Between finding and reading anything may happen."""
    assert read_all(tmp_path / "gone.txt") == (
        [],
        ["gone.txt: cannot be opened: No such file or directory → check that it is there and its permissions"],
    )
    (tmp_path / "locked.txt").write_text("通知")

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    documents, (line,) = read_all(tmp_path / "locked.txt")
    assert documents == []
    assert line.startswith("locked.txt: cannot be opened: Permission denied")


def test_half_a_character_is_refused(tmp_path):
    """JSON can name half a character; no UTF-8 file can hold it."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "通知\\ud83d"}\n{"text": "通知"}')
    documents, problems = read_all(path)
    assert [document.path for document in documents] == ["a.jsonl#2"]
    assert problems == ["a.jsonl:1: holds half a character ('\\ud83d') → scrape it again or remove it"]


def test_each_fact_stands_where_it_says(tmp_path):
    """raw[start:end] is the value, so that a quote can point to it."""
    path = tmp_path / "a.html"
    path.write_text(
        "<title>通告\n 一</title><meta name=PubDate content='2021-08-05'><meta name=PubDate content=''><p>停课。"
    )
    (document,), _ = read_all(path)
    assert document.raw == "⟦title⟧ 通告 一\n⟦PubDate⟧ 2021-08-05\n停课。"
    assert [document.raw[fact.start : fact.end] for fact in document.page_facts] == ["通告 一", "2021-08-05"]
