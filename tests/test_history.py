"""What the history of a repository says of its seeds, told by one that is made here."""

import os
import subprocess

import pytest

from builder.build import Folders, build
from builder.cache import Cache
from builder.history import history_of, state_of
from builder.model import identity

NOTICE = "太原市关于做好疫情防控工作的通告\n\n全市公共场所要查验健康码。\n\n太原市人民政府\n2021年1月5日\n"
WITHDRAWN = '- {{id: {}, zh: 误收, en: By mistake, on: "2023-01-04"}}\n'


def git(folder, *arguments, day=None):
    """Git, as nobody in particular, on this day of January 2023."""
    when = (
        {"GIT_COMMITTER_DATE": f"2023-01-{day:02}T08:00:00Z", "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"} if day else {}
    )
    settings = [
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "core.hooksPath=",
    ]
    command = ["git", "-C", str(folder), *settings, *arguments]
    return subprocess.run(command, check=True, capture_output=True, env=os.environ | when).stdout


def commit(folder, day, **files):
    """A commit of these files of ``seeds/``; None removes one. Names have __ for a dot."""
    for name, words in files.items():
        path = folder / "seeds" / name.replace("__", ".")
        if words is None:
            path.unlink()
        else:
            path.write_text(words, "utf-8")
    git(folder, "add", "-A", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", f"day {day}", day=day)


@pytest.fixture
def project(tmp_path):
    """A repository without a commit."""
    folder = tmp_path / "project"
    (folder / "seeds").mkdir(parents=True)
    (folder / "rules").mkdir()
    git(folder, "init", "-q")
    return folder


def told(folder):
    """The changes as (day, what, path, about), newest first."""
    history = history_of(folder / "seeds", folder / "rules", Cache(folder.parent / "cache", ""))
    assert history.unknown == ""
    return [(int(event.day[-2:]), event.what, event.path or event.id, event.about) for event in history.events]


def id_of(words):
    import hashlib

    return identity(hashlib.sha256(words.encode()).hexdigest())


def test_each_change_is_told_on_the_day_of_its_commit(project):
    """Added, corrected by field, replaced by other bytes, removed; a file that is only moved is no change."""
    commit(project, 1, 一__txt="a", b__txt="b")
    commit(project, 2, b__txt__yaml="url: https://a.cn/\ncorrections:\n- {field: city, value: 太原市}\n")
    commit(project, 3, b__txt__yaml="url: https://a.cn/\ncorrections:\n- {field: date, value: null}\n")
    commit(project, 4, 一__txt="A")
    commit(project, 5, 一__txt=None, c__txt="A")
    commit(project, 6, b__txt=None)
    assert told(project) == [
        (6, "removed", "b.txt", ()),
        (4, "replaced", "一.txt", ()),
        (3, "corrected", "b.txt", ("city", "date")),
        (2, "corrected", "b.txt", ("url", "city")),
        (1, "added", "b.txt", ()),
        (1, "added", "一.txt", ()),
    ]


def test_a_notice_that_is_gone_is_known_by_its_bytes(project):
    """That of the present file needs no id."""
    commit(project, 1, a__txt="old")
    commit(project, 2, a__txt="new")
    commit(project, 3, b__txt="gone")
    commit(project, 4, b__txt=None)
    events = history_of(project / "seeds", project / "rules", Cache(project.parent / "cache", "")).events
    assert [(event.what, event.id) for event in events] == [
        ("removed", id_of("gone")),
        ("added", id_of("gone")),
        ("replaced", ""),
        ("added", id_of("old")),
    ]


def test_withdrawing_is_told_once_and_taking_it_back_too(project):
    """The file that is removed for it is not told a second time; an example in a comment is none."""
    commit(project, 1, a__txt="a")
    table = project / "rules" / "withdrawn.yaml"
    table.write_text(f"# - id: n0123456789ab\n{WITHDRAWN.format(id_of('a'))}", "utf-8")
    commit(project, 2, a__txt=None)
    assert told(project)[0] == (2, "withdrawn", id_of("a"), ())
    assert [what for _, what, _, _ in told(project)] == ["withdrawn", "added"]
    table.write_text("[]\n")
    commit(project, 3, a__txt="a")
    assert {(day, what) for day, what, _, _ in told(project)} >= {(3, "restored"), (3, "added")}


def test_what_is_merged_is_dated_by_the_merge(project):
    """That is the day when it came to this branch."""
    commit(project, 1, a__txt="a")
    git(project, "checkout", "-q", "-b", "side")
    commit(project, 2, b__txt="b")
    git(project, "checkout", "-q", "-")
    git(project, "merge", "-q", "--no-ff", "-m", "merge", "side", day=9)
    assert told(project) == [(9, "added", "b.txt", ()), (1, "added", "a.txt", ())]


@pytest.mark.parametrize("bad", ["a: [", "- 1\n", "a: &x 1\nb: *x\n", "\x00", "[" * 300, "corrections: [1, {a: 1}]\n"])
def test_a_side_file_that_cannot_be_read_stops_nothing(project, bad):
    """Whatever stands in it."""
    commit(project, 1, a__txt="a")
    commit(project, 2, a__txt__yaml=bad)
    commit(project, 3, a__txt__yaml="licence: 公开\n")
    assert told(project)[-1] == (1, "added", "a.txt", ())
    assert (3, "corrected", "a.txt") in [event[:3] for event in told(project)]


def test_the_same_history_says_the_same_whatever_lies_uncommitted(project):
    """And it is read once for each commit."""
    commit(project, 1, a__txt="a")
    before, state = told(project), state_of(project / "seeds")
    (project / "seeds" / "b.txt").write_text("b")
    (project / "seeds" / "a.txt.yaml").write_text("licence: 公开\n")
    assert (told(project), state_of(project / "seeds")) == (before, state)
    commit(project, 2)
    assert state_of(project / "seeds") != state


def test_no_history_and_half_a_history_are_told_apart(project, tmp_path):
    """No repository, a repository without a commit, a shallow clone."""
    (tmp_path / "plain" / "seeds").mkdir(parents=True)

    def unknown(folder):
        return history_of(folder / "seeds", folder / "rules", Cache(tmp_path / "cache", "")).unknown

    assert (unknown(tmp_path / "plain"), unknown(project)) == ("none", "none")
    commit(project, 1, a__txt="a")
    commit(project, 2, b__txt="b")
    git(tmp_path, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    assert (unknown(tmp_path / "shallow"), unknown(project)) == ("shallow", "")


def test_a_build_tells_the_changes_and_sees_a_new_commit(project):
    """An unchanged one has nothing to write; without a history the page says so and the rest is built."""
    folders = Folders.of_project(project)
    (project / ".gitignore").write_text("docs/\n.cache/\n")
    page, feed = folders.docs / "changes" / "index.md", folders.docs / "changes" / "feed.xml"
    folders.seeds.joinpath("a.txt").write_text(NOTICE, "utf-8")
    assert build(folders).exit_status == 0
    assert "没有版本历史" in page.read_text("utf-8")
    commit(project, 1)
    assert "changes/feed.xml" in build(folders).written
    assert "2023年1月1日" in page.read_text("utf-8")
    assert "2023-01-01T08:00:00Z" in feed.read_text("utf-8")
    assert build(folders).written == ()
    commit(project, 2, a__txt__yaml="licence: 公开\n")
    build(folders)
    assert "许可" in page.read_text("utf-8")
