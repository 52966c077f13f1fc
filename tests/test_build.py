"""The whole way: one more seed is a full build; a bad seed harms nobody. That two builds are the same bytes under any hash seed
is held by ``site/test_make_site``, of ``docs/`` and of the site in one."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from random import Random

import jsonschema
import pytest

from benchmarks.generate import seed_text
from builder import build as house
from builder import processes
from builder.build import Folders, build
from builder.model import from_json, json_schema
from builder.rules import TABLES
from builder.verify import verify
from builder.write.publish import owned_paths
from tests.five import ROOT, copy_five


@pytest.fixture
def project(tmp_path):
    """A project with the five seeds and nothing built."""
    copy_five(tmp_path / "seeds")
    return Folders.of_project(tmp_path)


def tree(folder):
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_one_more_seed_equals_a_full_build(project, tmp_path):
    """Added, then removed: each time as if built from nothing."""
    late = sorted(project.seeds.iterdir())[2]
    kept = late.read_bytes()
    late.unlink()
    build(project)
    without = tree(project.docs)
    late.write_bytes(kept)
    build(project)
    fresh = Folders(seeds=project.seeds, docs=tmp_path / "fresh", cache=tmp_path / "other cache")
    build(fresh)
    assert tree(project.docs) == tree(fresh.docs)
    late.unlink()
    build(project)
    assert tree(project.docs) == without


def add(project, chance):
    """A new seed."""
    number = chance.randrange(10**6)
    (project.seeds / f"new-{number}.txt").write_text(seed_text(number), "utf-8")


def remove(project, chance):
    """A seed less, with what stands beside it."""
    seed = chance.choice(sorted(project.seeds.glob("*.txt")))
    seed.unlink()
    seed.with_name(f"{seed.name}.yaml").unlink(missing_ok=True)


def correct(project, chance):
    """A maintainer's word against the machine's."""
    seed = chance.choice(sorted(project.seeds.glob("*.txt")))
    day = f"2022-0{chance.randrange(1, 10)}-11"
    side = f'corrections:\n- {{field: date, value: "{day}", why: a stamp, by: A. Maintainer, on: 2023-01-05}}\n'
    seed.with_name(f"{seed.name}.yaml").write_text(side, "utf-8")


def rule(project, chance):
    """A name that many pages show."""
    table = project.rules / "measures.yaml"
    number = chance.randrange(10**6)
    table.write_text(
        re.sub('(?m)^  en: "[^"]*"$', f'  en: "Measure {number}"', table.read_text("utf-8"), count=1), "utf-8"
    )


def damage(project, chance):
    """A page that somebody changed, and one that is gone."""
    pages = sorted(project.docs.glob("notices/n*/index.md"))
    pages[0].write_text("changed", "utf-8")
    pages[-1].unlink()


CHANGES = (add, add, remove, correct, rule, damage)


def test_any_row_of_changes_gives_a_full_build(project, tmp_path):
    """Added, corrected, removed, rules changed, pages damaged, in random order: the docs are as if built from nothing."""
    chance = Random(20210104)
    project = replace(project, rules=tmp_path / "rules")
    shutil.copytree(TABLES, project.rules)
    build(project)
    for number, change in enumerate(chance.sample(CHANGES, len(CHANGES))):
        change(project, chance)
        assert build(project).problems == ()
        if number % 2:  # each full build takes seconds
            fresh = replace(project, docs=tmp_path / f"fresh {number}", cache=tmp_path / f"other cache {number}")
            build(fresh)
            assert tree(project.docs) == tree(fresh.docs), change.__name__


def test_nothing_changed_means_nothing_written(project):
    """Else live reload would loop."""
    build(project)
    again = build(project)
    assert (again.written, again.deleted) == ((), ())


def test_a_build_that_finds_all_as_it_was_says_the_same_at_once(project, monkeypatch):
    """No rule and no seed is read for it; its words and its status are those of the build before."""
    (project.seeds / "empty.txt").write_bytes(b"")
    before = build(project)
    monkeypatch.setattr(house, "load", lambda *_: pytest.fail("rules were read"))
    again = build(project)
    assert (again.notices, again.not_policy, again.problems) == (before.notices, before.not_policy, before.problems)
    assert again.exit_status == before.exit_status == 1
    assert len(before.archive.by_id) == again.notices + again.not_policy


@pytest.mark.parametrize("change", ["a seed", "a side file", "a table", "a page"])
def test_nothing_that_changed_is_missed(project, tmp_path, monkeypatch, change):
    """Then rules are read as ever."""
    project = replace(project, rules=tmp_path / "rules")
    shutil.copytree(TABLES, project.rules)
    build(project)
    changed = {
        "a seed": project.seeds / "new.txt",
        "a side file": next(project.seeds.glob("*.txt")).with_suffix(".txt.yaml"),
        "a table": project.rules / "fields.yaml",
        "a page": next(project.docs.glob("notices/n*/text.txt")),
    }[change]
    changed.write_bytes((changed.read_bytes() if changed.exists() else b"") + b"\n")
    monkeypatch.setattr(house, "load", lambda *_: (_ for _ in ()).throw(InterruptedError))
    with pytest.raises(InterruptedError):
        build(project)


def test_a_bad_seed_harms_nobody(project):
    """One clear line for each; the others are built as if the bad ones were not there."""
    build(project)
    good = tree(project.docs)
    (project.seeds / "binary.txt").write_bytes(b"\xff\xfe\x00")
    (project.seeds / "empty.txt").write_bytes(b"")
    (project.seeds / "twin.txt").write_bytes(next(iter(sorted(project.seeds.glob("000*")))).read_bytes())
    outcome = build(project)
    assert [problem.file for problem in outcome.problems] == ["binary.txt", "empty.txt", "twin.txt"]
    assert outcome.exit_status == 1
    assert tree(project.docs) == good


def test_no_seed_builds_nothing_and_keeps_what_stands(project):
    """An emptied folder must not empty the archive in silence."""
    build(project)
    before = tree(project.docs)
    for seed in project.seeds.iterdir():
        seed.unlink()
    assert build(project).exit_status == 2
    assert tree(project.docs) == before


def test_processes_make_the_same_records(project, monkeypatch):
    """How many work on it does not show."""
    build(project)
    alone = tree(project.docs)
    shutil.rmtree(project.cache)
    monkeypatch.setattr(processes, "WORTH_PROCESSES", 1)
    build(project)
    assert tree(project.docs) == alone


def test_a_damaged_cache_is_made_anew(project):
    """What was not put is not believed."""
    build(project)
    before = tree(project.docs)
    for path in (project.cache / "notices").iterdir():
        path.write_bytes(path.read_bytes().replace(b"140100", b"140200"))
    build(project)
    assert tree(project.docs) == before


def fresh_tree(project, folder):
    """The docs of the same seeds, built from nothing."""
    fresh = replace(project, docs=folder / "fresh", cache=folder / "other cache")
    build(fresh)
    return tree(fresh.docs)


def test_what_the_cache_lost_is_made_again(project, tmp_path):
    """A build that needs a record, or what lists show of it, finds it gone or damaged and goes back to the seed."""
    build(project)
    for path in (project.cache / "notices").iterdir():
        path.unlink()
    for path in (project.cache / "entries").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    min(project.seeds.iterdir()).unlink()
    build(project)
    for path in (project.cache / "notices").iterdir():
        path.unlink()
    shutil.rmtree(project.docs / "notices")
    build(project)
    assert tree(project.docs) == fresh_tree(project, tmp_path)


def test_seeds_with_other_times_are_not_made_again(project, monkeypatch):
    """A fresh checkout gives every file a new time; its bytes tell that it is the same."""
    build(project)
    for path in project.seeds.iterdir():
        os.utime(path, (0, 0))
    monkeypatch.setattr(house, "entry_of", lambda *_: pytest.fail("a record was made"))
    again = build(project)
    assert (again.notices + again.not_policy, again.written, again.deleted) == (5, (), ())


def test_a_problem_is_told_by_every_build(project):
    """Also when the file that has it did not change."""
    seed = min(project.seeds.iterdir())
    seed.with_name(f"{seed.name}.yaml").write_text("corrections:\n- {field: colour}\n", "utf-8")
    (project.seeds / "empty.txt").write_bytes(b"")
    first = build(project).problems
    assert {problem.file for problem in first} == {"empty.txt", f"{seed.name}.yaml"}
    (project.seeds / "new.txt").write_text(seed_text(7), "utf-8")
    assert build(project).problems == first


def test_every_record_keeps_the_published_schema_and_promises(project):
    """Records hold against the schema by an independent validator; hashes, restored texts, quotes and addresses hold."""
    build(project)
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(json_schema())))
    for path in project.docs.glob("notices/*/record.json"):
        record = json.loads(path.read_bytes())
        validator.validate(record)
        assert from_json(path.read_bytes()).raw() == (project.seeds / record["source"]["path"]).read_text("utf-8")
    assert verify(project.seeds, project.docs, owned_paths(project.docs)) == []


def test_the_seeds_are_kept_byte_for_byte():
    """git must not touch a line end."""
    attributes = subprocess.run(
        ["git", "check-attr", "text", "--", "seeds/000_87e2a61b6a1b3807.txt"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert attributes.strip().endswith("text: unset")
