"""What holds for every seed: each law takes what came in and raises AssertionError, or whatever the builder let out.

Only what the builder says itself may be said of a seed: problems. An exception that is not its own is a fault of the builder.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.build import Folders, build, notice_of
from builder.errors import Problem
from builder.model import RawDocument, from_json, to_json
from builder.read import SeedFile, documents
from builder.repair import repair
from builder.rules import Rules, load
from builder.text.edits import restore
from builder.verify import every_evidence, verify
from builder.write.publish import owned_paths
from tests.growth import grows_in_proportion

#: A page of which so many lines stood there before is no notice.
OFTEN = 30
#: Characters of the shorter text.
SHORT = 2_000


@cache
def rules() -> Rules:
    """The tables, read once."""
    return load()


def as_document(text: str) -> RawDocument:
    """A plain text as it is read."""
    data = text.encode("utf-8")
    return RawDocument("a.txt", data, sha256(data).hexdigest(), "utf-8", "text/plain", text)


def what_is_read_encodes_back(ending: str, data: bytes) -> None:
    """A file gives documents and problems; a text is what its bytes say, or is kept beside them."""
    found: list[Problem] = []
    for document in documents(SeedFile(f"a{ending}", data), found):
        document.raw.encode("utf-8")
        assert document.raw.strip()
        assert document.sha256 == sha256(document.data).hexdigest()
        if document.media_type == "text/plain":
            assert document.raw.encode(document.encoding) == document.data
    assert all(problem.what and problem.next and "\n" not in str(problem) for problem in found)


def what_is_repaired_can_be_restored(text: str) -> None:
    """And is left alone when it is repaired again, once the cures find nothing in it. (What is left of a page is looked at a few
    dozen times; a page that holds the same lines more often than that may lose one of them each time.)"""
    done = repair(as_document(text), rules())
    assert restore(done.text, done.passes) == text
    assert restore(done.page, done.passes[: done.to_page]) == text
    again = repair(as_document(done.text), rules())
    assert restore(again.text, again.passes) == done.text
    lines = done.page.split("\n")
    if again.page == done.text and len(lines) - len(set(lines)) < OFTEN:
        assert again.text == done.text


def what_is_said_is_proven(text: str) -> None:
    """Every quote equals its slice, clauses lie in order in the text, and the record is what its JSON says."""
    notice = notice_of(as_document(text), rules())
    assert notice.raw() == text
    assert from_json(to_json(notice)) == notice
    for place, evidence in every_evidence(notice):
        assert evidence.quote, place
        assert text[evidence.start : evidence.end] == evidence.quote, place
        if evidence.text_start is not None:
            assert 0 <= evidence.text_start < (evidence.text_end or 0) <= len(notice.text), place
    reached = 0
    for block in notice.blocks:
        assert reached <= block.start < block.end <= len(notice.text)
        reached = block.end
    anchors = {block.anchor for block in notice.blocks}
    assert len(anchors) == len(notice.blocks)
    assert all(statement.block in anchors for statement in notice.measures)


def what_is_built_keeps_its_promises(seeds: list[tuple[str, bytes]], side: bytes) -> None:
    """The whole way: pages are made or problems told, the promises hold, and the next build has nothing to do."""
    with TemporaryDirectory() as place:
        folders = Folders.of_project(Path(place))
        folders.seeds.mkdir()
        for number, (ending, data) in enumerate(seeds):
            (folders.seeds / f"{number}{ending}").write_bytes(data)
        (folders.seeds / f"0{seeds[0][0]}.yaml").write_bytes(side)
        done = build(folders)
        assert done.archive.by_id or done.problems
        assert verify(folders.seeds, folders.docs, owned_paths(folders.docs)) == []
        again = build(folders)
        assert (again.written, again.deleted, again.problems) == ((), (), done.problems)


def what_is_longer_is_no_dearer(text: str) -> None:
    """Time grows with the length and no faster: many copies of a stretch are read at the speed at which few are."""
    assert grows_in_proportion(
        lambda copies: notice_of(as_document(_copies(text, copies)), rules()), SHORT // len(text) + 1
    )


def _copies(text: str, times: int) -> str:
    """Each under its number: of what is said over and over the repair leaves one, and a short text would be one copy."""
    return "".join(f"{number}{text}" for number in range(1, times + 1))
