"""Each promise of a built archive, broken on purpose: the one fault is told, with its file and place, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as changed

from builder.build import Folders, build
from builder.model import Candidate, Caution, Evidence, Field, Notice, Parameter, from_json, to_json
from builder.text.edits import Edit, Pass
from builder.verify import every_evidence, verify
from builder.write.publish import owned_paths

SEED = "004_5750a7db3f7608e5.txt"  # a notice with measures and their numbers
OLD = "某市疫情防控指挥部\n通告\n全市公交暂停运营。\n".encode("gb18030")  # its bytes are kept beside its record


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A small archive, built once; each test breaks a copy."""
    folders = Folders.of_project(tmp_path_factory.mktemp("verify"))
    folders.seeds.mkdir()
    shutil.copy(Path(__file__).parent.parent / "seeds" / SEED, folders.seeds)
    (folders.seeds / "old.txt").write_bytes(OLD)
    build(folders)
    return folders


class World:
    """A copy of the archive, the record of one notice in it, and what is told of it."""

    def __init__(self, folders: Folders) -> None:
        self.seeds, self.docs = folders.seeds, folders.docs
        self.owned = owned_paths(folders.docs)
        self.home = self.of(SEED)

    def of(self, seed: str) -> Path:
        """Where the notice of this seed lies."""
        records = self.docs.glob("notices/*/record.json")
        return next(path.parent for path in records if json.loads(path.read_bytes())["source"]["path"] == seed)

    def told(self) -> list[tuple[str, str, str]]:
        """File, place and fault of each problem; a file of the notice by its name alone."""
        prefix = self.home.relative_to(self.docs).as_posix() + "/"
        problems = verify(self.seeds, self.docs, self.owned)
        return [(problem.file.removeprefix(prefix), problem.place, problem.what) for problem in problems]

    def rewrite(self, change: Callable[[Notice], Notice]) -> None:
        """The record says something else."""
        record = self.home / "record.json"
        record.write_bytes(to_json(change(from_json(record.read_bytes()))))


@pytest.fixture
def world(built: Folders, tmp_path: Path) -> World:
    """An archive to break."""
    shutil.copytree(built.seeds, tmp_path / "seeds")
    shutil.copytree(built.docs, tmp_path / "docs")
    return World(replace(built, seeds=tmp_path / "seeds", docs=tmp_path / "docs"))


def test_a_built_archive_keeps_every_promise(world: World) -> None:
    """Nothing is told of what nobody touched, nor when the seeds lie elsewhere."""
    assert world.told() == []
    shutil.rmtree(world.seeds)
    assert world.told() == []


def test_every_quote_of_a_record_is_looked_at(world: World) -> None:
    """Whatever is shaped like evidence anywhere in a record is proven, each place once."""
    for record in world.docs.glob("notices/*/record.json"):
        notice = from_json(record.read_bytes())
        seen = [(evidence.start, evidence.end) for _, evidence in every_evidence(notice)]
        assert sorted(seen) == sorted(_spans(json.loads(record.read_bytes())))


def _spans(held: Any) -> Iterator[tuple[int, int]]:
    if isinstance(held, dict) and "quote" in held:
        yield held["start"], held["end"]
    for part in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from _spans(part)


# --- files -----------------------------------------------------------------------------------------------------------


def stray(world: World) -> None:
    (world.home / "stray.md").write_text("x")


def lost_page(world: World) -> None:
    (world.home / "index.md").unlink()


def lost_home_page(world: World) -> None:
    world.owned.add("gone.md")


def lost_text(world: World) -> None:
    (world.home / "text.txt").unlink()


def other_text(world: World) -> None:
    (world.home / "text.txt").write_text("别的话", encoding="utf-8")


def other_raw(world: World) -> None:
    (world.home / "raw.txt").write_text("别的话", encoding="utf-8")


def other_seed(world: World) -> None:
    (world.seeds / SEED).write_text("别的话", encoding="utf-8")


def no_json(world: World) -> None:
    (world.home / "record.json").write_text("{")


def no_utf8(world: World) -> None:
    (world.home / "record.json").write_bytes(b'{"id": "\xff"}')


def no_notice(world: World) -> None:
    (world.home / "record.json").write_text("{}")


RECORD = "record.json"
OTHER = "is not what the record says"


@pytest.mark.parametrize(
    ("crime", "faults"),
    [
        (stray, [("stray.md", "", "a stray file: no notice and no page of the builder")]),
        (lost_page, [("index.md", "", "in the manifest, and not there")]),
        (lost_home_page, [("gone.md", "", "in the manifest, and not there")]),
        (lost_text, [("text.txt", "", "in the manifest, and not there"), (RECORD, "text.txt", OTHER)]),
        (other_text, [(RECORD, "text.txt", OTHER)]),
        (other_raw, [(RECORD, "source.sha256", "raw.txt has other bytes"), (RECORD, "raw.txt", OTHER)]),
        (other_seed, [(RECORD, "source.sha256", f"{SEED} has other bytes")]),
        (no_json, [(RECORD, "", "no record: ")]),
        (no_utf8, [(RECORD, "", "no record: ")]),
        (no_notice, [(RECORD, "", "no record: ")]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_was_changed_is_told(world: World, crime: Callable[[World], None], faults: list[Any]) -> None:
    """Strays, losses, other bytes, and what is no record."""
    crime(world)
    told = world.told()
    assert [fault[:2] for fault in told] == [fault[:2] for fault in faults]
    assert all(what.startswith(begins) for (*_, what), (*_, begins) in zip(told, faults, strict=True))


def test_the_bytes_kept_of_a_seed_that_is_no_utf8_are_proven(world: World) -> None:
    """Beside such a record lies source.bin; its raw text has another hash, rightly."""
    world.home = world.of("old.txt")
    assert world.told() == []
    (world.home / "source.bin").write_bytes(b"x")
    assert world.told() == [(RECORD, "source.sha256", "source.bin has other bytes")]


# --- the record ------------------------------------------------------------------------------------------------------

INVENTED = Evidence(0, 2, "假话")
EMPTY = Evidence(3, 3, "")
NOT = "raw[0:2] is not '假话'"


def in_a_field(notice: Notice) -> Notice:
    return changed(notice, title=changed(notice.title, evidence=(INVENTED,)))


def empty_quote(notice: Notice) -> Notice:
    return changed(notice, title=changed(notice.title, evidence=(EMPTY,)))


def in_a_loser(notice: Notice) -> Notice:
    loser = Candidate("假话", "title/own", "Because.", (INVENTED,))
    return changed(notice, title=changed(notice.title, others=(loser,)))


def in_the_address(notice: Notice) -> Notice:
    url = Field("https://example.cn", "stated", (INVENTED,))
    return changed(notice, source=changed(notice.source, url=url))


def in_the_site(notice: Notice) -> Notice:
    return changed(notice, source=changed(notice.source, site=Field("假话", "stated", (INVENTED,))))


def in_a_measure(notice: Notice) -> Notice:
    return changed(notice, measures=(changed(notice.measures[0], evidence=(INVENTED,)),))


def in_a_number(notice: Notice) -> Notice:
    number = Parameter("duration", 3.0, "day", "=", INVENTED)
    return changed(notice, measures=(changed(notice.measures[0], parameters=(number,)),))


def in_a_caution(notice: Notice) -> Notice:
    return changed(notice, warnings=(Caution("caution/x", "Because.", (INVENTED,)),))


def beyond_the_text(notice: Notice) -> Notice:
    end = len(notice.text)
    beyond = Evidence(0, 2, notice.raw()[:2], end, end + 2)
    return changed(notice, title=changed(notice.title, evidence=(beyond,)))


def another_id(notice: Notice) -> Notice:
    return changed(notice, id="n000000000000")


def another_hash(notice: Notice) -> Notice:
    return changed(notice, source=changed(notice.source, path="elsewhere.txt", sha256=notice.source.sha256[:-1] + "x"))


def a_shelf_that_is_not_there(notice: Notice) -> Notice:
    return changed(notice, filed_under=("100000", "999999"))


def no_policy_on_a_shelf(notice: Notice) -> Notice:
    return changed(notice, is_policy=Field(False, "inferred"), measures=())


def no_policy_with_measures(notice: Notice) -> Notice:
    return changed(notice, is_policy=Field(False, "inferred"), filed_under=())


def a_repair_that_never_was(notice: Notice) -> Notice:
    never = Pass("noise/x", "wording", (Edit(0, 1, "甲", "\x00"),))
    return changed(notice, repairs=(*notice.repairs, never))


@pytest.mark.parametrize(
    ("lie", "place", "what"),
    [
        (in_a_field, "title", NOT),
        (empty_quote, "title", "raw[3:3] is not ''"),
        (in_a_loser, "title.others", NOT),
        (in_the_address, "url", NOT),
        (in_the_site, "site", NOT),
        (in_a_measure, "measures[0]", NOT),
        (in_a_number, "measures[0]", NOT),
        (in_a_caution, "warnings.caution/x", NOT),
        (beyond_the_text, "title", "its words are not in the text"),
        (another_id, "id", "n000000000000 is not the id of "),
        (another_hash, "source.sha256", "raw.txt has other bytes"),
        (a_shelf_that_is_not_there, "filed_under", "999999 has no page"),
        (no_policy_on_a_shelf, "filed_under", "what is no policy is filed nowhere"),
        (no_policy_with_measures, "filed_under", "what is no policy is filed nowhere"),
        (a_repair_that_never_was, "repairs", "cannot be taken back: "),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_record_that_says_what_is_not_so_is_told(
    world: World, lie: Callable[[Notice], Notice], place: str, what: str
) -> None:
    """One lie, one line; the national shelf (100000) has no page of a city or province."""
    world.rewrite(lie)
    (told,) = world.told()
    assert told[:2] == (RECORD, place)
    assert told[2].startswith(what)
