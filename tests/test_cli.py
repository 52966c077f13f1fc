"""The commands say what they did and exit as promised: 0 all, 1 some, 2 nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def run(*arguments):
    """The command line in a process of its own."""
    return subprocess.run([sys.executable, "-m", "builder", *map(str, arguments)], capture_output=True, text=True)


def test_record_prints_one_object_a_line():
    """Ready for other programs, in the order asked."""
    done = run("record", *SEEDS[:2])
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["path"] for record in records] == [path.name for path in SEEDS[:2]]
    assert done.returncode == 0


def test_record_tells_a_bad_file_and_prints_the_others(tmp_path):
    """One bad line, one good record, exit 1; only bad ones, exit 2."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xff")
    done = run("record", bad, SEEDS[0])
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert done.stderr.startswith("bad.txt:1:")
    assert run("record", bad).returncode == 2


def test_explain_tells_what_was_repaired_and_what_carries_each_value():
    """Each field with its status and words, each pass with its rule."""
    told = run("explain", SEEDS[1]).stdout
    for word in ("city", "太原市", "[stated]", "words", "repairs"):
        assert word in told


@pytest.fixture
def project(tmp_path):
    """A project with one good seed."""
    (tmp_path / "seeds").mkdir()
    shutil.copy(SEEDS[1], tmp_path / "seeds")
    return tmp_path


def test_build_check_and_verify_agree(project):
    """A built project has nothing to complain about."""
    assert run("build", "--root", project).returncode == 0
    assert run("check", "--root", project).returncode == 0
    verified = run("verify", "--root", project)
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
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SEEDS[1].read_text("utf-8")}) + "\n{\n")
    done = run("record", tmp_path / "a.jsonl")
    assert json.loads(done.stdout)["source"]["path"] == "a.jsonl#1"
    assert (done.returncode, done.stderr[:23]) == (1, "a.jsonl:2: is no JSON: ")
