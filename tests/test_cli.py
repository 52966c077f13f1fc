"""The commands say what they did and exit as promised: 0 all, 1 some, 2 nothing."""

import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from builder import cli
from tests.five import FIVE, ROOT


class Done(NamedTuple):
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments, **environment):
    """The command line in this process, which has read modules and tables once for all tests."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    asked = {"argv": ["builder", *map(str, arguments)], "stdout": out, "stderr": err}
    with patch.dict(os.environ, environment), patch.multiple(sys, **asked), pytest.raises(SystemExit) as ended:
        cli.run()
    return Done(ended.value.code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def run_apart(*arguments):
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "builder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_record_prints_one_object_a_line():
    """Ready for other programs, in the order asked."""
    done = run_apart("record", *FIVE[:2])
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["path"] for record in records] == [path.name for path in FIVE[:2]]
    assert done.returncode == 0


def test_record_tells_a_bad_file_and_prints_the_others(tmp_path):
    """One bad line, one good record, exit 1; only bad ones, exit 2."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xff")
    done = run("record", bad, FIVE[0])
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert done.stderr.startswith("bad.txt:1:")
    assert run("record", bad).returncode == 2


def test_explain_tells_what_was_repaired_and_what_carries_each_value():
    """Each field with its status and words, each pass with its rule."""
    told = run("explain", FIVE[1]).stdout
    for word in (" city: 太原市", " stated]", "words: ", "「太原」", "REPAIRED", "lost: "):
        assert word in told


@pytest.fixture
def project(tmp_path):
    """A project with one good seed."""
    (tmp_path / "seeds").mkdir()
    shutil.copy(FIVE[1], tmp_path / "seeds")
    return tmp_path


def test_build_check_and_verify_agree(project):
    """A built project has nothing to complain about."""
    assert run_apart("build", "--root", project).returncode == 0
    assert run_apart("check", "--root", project).returncode == 0
    verified = run_apart("verify", "--root", project)
    assert (verified.returncode, verified.stdout) == (0, "0 broken promises\n")


def test_build_says_which_seed_and_what_to_do(project):
    """Problems go to the error stream, each with its next step."""
    (project / "seeds" / "bad.txt").write_bytes(b"")
    done = run("build", "--root", project)
    assert done.returncode == 1
    assert done.stderr == "bad.txt: holds no text → scrape it again or remove it\n"


def test_an_empty_archive_is_no_success(tmp_path):
    """Exit 2: nothing was built."""
    (tmp_path / "seeds").mkdir()
    assert run("build", "--root", tmp_path).returncode == 2


def test_check_tells_near_duplicates(project):
    """Both are built; the maintainer decides."""
    seed = next((project / "seeds").iterdir())
    (project / "seeds" / "zz copy.txt").write_text("另一个网站\n" + seed.read_text("utf-8"), "utf-8")
    done = run("check", "--root", project)
    assert f"zz copy.txt: says nearly what {seed.name} says" in done.stdout
    assert done.returncode == 0


def test_check_tells_what_counts_as_no_notice(project):
    """It has its page and no shelf, and a maintainer may know better."""
    (project / "seeds" / "recipe.txt").write_text(
        "红烧肉的做法\n五花肉切块，冷水下锅焯水。\n加糖炒色，小火炖一小时。\n", "utf-8"
    )
    done = run("check", "--root", project)
    (line,) = [
        line for line in done.stdout.splitlines() if line.startswith("recipe.txt: is listed as no policy notice: ")
    ]
    assert line.endswith(" → if it is one, correct is_policy in its side file")


def test_a_side_file_counts_in_record_and_its_faults_are_told(project):
    """As in the build."""
    seed = next((project / "seeds").iterdir())
    words = "url: https://www.example.cn/1\ncolour: red\n"
    (project / "seeds" / f"{seed.name}.yaml").write_text(words)
    done = run("record", seed)
    assert json.loads(done.stdout)["source"]["url"]["value"] == "https://www.example.cn/1"
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"{seed.name}.yaml:1: unknown key 'colour'")


def test_each_record_of_a_dump_is_printed(tmp_path):
    """One good record, one bad line: both are told."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": FIVE[1].read_text("utf-8")}) + "\n{\n")
    done = run("record", tmp_path / "a.jsonl")
    assert json.loads(done.stdout)["source"]["path"] == "a.jsonl#1"
    assert (done.returncode, done.stderr[:23]) == (1, "a.jsonl:2: is no JSON: ")


def test_record_takes_folders_and_names_what_lies_in_seeds_as_the_site_does(project):
    """A subfolder belongs to the name inside seeds/, nothing does outside; docs/ and the cache stay as they are."""
    below = project / "seeds" / "山西"
    below.mkdir()
    shutil.copy(FIVE[0], below)
    done = run("record", "--root", project, project / "seeds", below / FIVE[0].name, FIVE[2])
    paths = [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()]
    assert paths == [FIVE[1].name, f"山西/{FIVE[0].name}", f"山西/{FIVE[0].name}", FIVE[2].name]
    assert sorted(path.name for path in project.iterdir()) == ["seeds"]


def test_record_goes_on_after_a_file_that_is_not_there(tmp_path):
    """As after any other that cannot be read."""
    done = run("record", tmp_path / "no.txt", FIVE[0])
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert done.stderr.startswith("no.txt: cannot be opened: ")


def test_record_does_not_wait_for_a_pipe(tmp_path):
    """Nobody may ever write into it."""
    os.mkfifo(tmp_path / "a.txt")
    done = run("record", tmp_path / "a.txt")
    assert (done.returncode, done.stderr) == (
        2,
        "a.txt: is no file but a pipe, a socket or a device → save it as a file\n",
    )


def test_many_records_come_in_order_and_as_one_alone(tmp_path):
    """Though several processes make them; a reader that has enough ends it without noise."""
    for number in range(30):
        text = f"太原市人民政府关于第{number}号场所的通告\n自2021年1月{number % 28 + 1}日起，第{number}号场所暂停聚集性活动。\n"
        (tmp_path / f"{number:02}.txt").write_text(text, "utf-8")
    lines = run_apart("record", tmp_path).stdout.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == [f"{number:02}.txt" for number in range(30)]
    assert run("record", tmp_path / "29.txt").stdout.splitlines() == lines[-1:]
    command = f"{sys.executable} -m builder record {tmp_path} | head -n 1"
    ended = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert (ended.stdout.splitlines(), ended.stderr) == (lines[:1], "")


def test_build_and_verify_print_json(project):
    """One object, with the exit status in it."""
    (project / "seeds" / "bad.txt").write_bytes(b"")
    built = run("build", "--root", project, "--format", "json")
    told = json.loads(built.stdout)
    assert (built.returncode, built.stderr) == (told["status"], "") == (1, "")
    assert (told["notices"], told["problems"][0]["file"]) == (1, "bad.txt")
    stray = project / "docs" / "notices" / "stray.md"
    stray.write_text("x")
    verified = run("verify", "--root", project, "--format", "json")
    told = json.loads(verified.stdout)
    assert (verified.returncode, told["status"]) == (1, 1)
    assert [problem["file"] for problem in told["broken"]] == ["notices/stray.md"]


def test_verify_of_nothing_is_no_success(project):
    """Exit 2: there is no promise to prove."""
    done = run("verify", "--root", project)
    assert (done.returncode, done.stdout) == (2, "docs/: nothing was built → python -m builder build\n")


def test_check_of_paths_looks_at_them_alone(project):
    """With line numbers, for programs too; what cannot be read comes first, and some are enough for exit 1."""
    bad = project / "bad.jsonl"
    bad.write_text("{\n")
    done = run("check", "--root", project, "--format", "json", FIVE[2], bad)
    told = json.loads(done.stdout)
    assert (done.returncode, told["status"], told["seeds"]) == (1, 1, 1)
    first, second = told["findings"][:2]
    assert (first["file"], first["line"], first["level"]) == ("bad.jsonl", 1, "error")
    assert (second["file"], second["level"]) == (FIVE[2].name, "warning")
    assert run("check", "--root", project, bad).returncode == 2
    unnamed = run("check", "--root", project, "--format", "json", "--since", "nowhere", FIVE[2])
    assert (json.loads(unnamed.stdout)["seeds"], unnamed.stderr.count("; nothing is left out for it\n")) == (1, 1)
    assert not (project / "docs").exists()


def test_check_annotates_and_summarises_for_github(project):
    """Paths as in the repository; the summary is added to what stands there."""
    (project / "seeds" / "坏,a.txt").write_bytes(b"")
    summary = project / "summary.md"
    summary.write_text("before\n")
    done = run("check", "--root", project, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    lines = done.stdout.splitlines()
    assert lines[0] == "::error file=seeds/坏%2Ca.txt,title=seed::holds no text → scrape it again or remove it"
    assert all(line.startswith(("::error ", "::warning ")) for line in lines[:-1])
    assert summary.read_text("utf-8").startswith("before\n### 公文检查 Check of seeds\n")
    assert done.returncode == 1


def test_a_faulty_table_is_told_by_every_command_that_needs_it(project):
    """By file and line, exit 2; nothing is built."""
    builder = Path(shutil.copytree(ROOT / "builder", project / "builder"))
    table = builder / "rules" / "withdrawn.yaml"
    table.write_text("- id: [\n")
    for command in (["build"], ["check"], ["record", "seeds"], ["check", "--format", "github"]):
        done = subprocess.run([sys.executable, "-m", "builder", *command], cwd=project, capture_output=True, text=True)
        assert done.returncode == 2, command
        assert "withdrawn.yaml" in done.stderr + done.stdout, command
        assert "Traceback" not in done.stderr, command
    assert done.stdout.startswith("::error file=builder/rules/withdrawn.yaml,line=")
    assert not (project / "docs").exists()


def test_help_needs_no_rules_and_shows_an_example_of_each_command():
    """A newcomer can copy it."""
    code = "import sys, builder.cli; sys.exit(any(name in sys.modules for name in ('yaml', 'builder.build', 'jinja2')))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    for name in cli.main.commands:
        told = run(name, "--help").stdout
        assert f"python -m builder {name}" in told.partition("Example:")[2], name
        assert "Exit status: 0 " in told, name


def test_progress_is_shown_on_a_terminal_only(tmp_path):
    """Elsewhere the error stream holds problems and nothing else."""
    (tmp_path / "seeds").mkdir()

    def written(what):
        for number in range(21):
            (tmp_path / "seeds" / f"{number:02}.txt").write_text(f"太原市第{number}号场所暂停{what}。\n", "utf-8")

    written("聚集性活动")
    assert run_apart("build", "--root", tmp_path).stderr == ""
    written("营业")
    mine, its = pty.openpty()
    command = [sys.executable, "-m", "builder", "build", "--root", str(tmp_path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=its, env=os.environ | {"TERM": "xterm"})
    os.close(its)
    assert b"notices" in os.read(mine, 4096)
    os.close(mine)


def test_a_command_that_breaks_off_does_not_look_like_one_that_is_done():
    """1 would say: built, with problems in some seeds; and the site would be published."""
    crash = "import builder.last as b, builder.cli as c; b.unchanged = lambda *_: 1 / 0; c.run()"
    done = subprocess.run([sys.executable, "-c", crash, "build"], capture_output=True, text=True)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "ZeroDivisionError: division by zero")
    assert run_apart("build", "--no-such-option").returncode == 2
    assert run_apart("--help").returncode == 0
