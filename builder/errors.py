"""Faults, collected and told once: which file, which place in it, what is wrong, what to do next."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault. ``place`` is a line, a byte offset, a key or nothing; ``next`` is what the reader of the line can do."""

    file: str
    place: str
    what: str
    next: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.place}" if self.place else self.file
        return printable(f"{where}: {self.what} → {self.next}")


def printable(text: str) -> str:
    """The text as one line that a terminal shows as it is: what would end the line, colour the terminal or turn the writing
    direction is spelled out."""
    return _UNPRINTABLE.sub(_escaped, text)


_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape", "surrogatepass").decode("ascii")


class SeedError(Exception):
    """A seed that cannot become a notice. The others are built all the same."""

    def __init__(self, file: str, place: str, what: str, next: str) -> None:
        self.problem = Problem(file, place, what, next)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[type[SeedError], tuple[str, str, str, str]]:
        """The same error when it comes from another process."""
        problem = self.problem
        return SeedError, (problem.file, problem.place, problem.what, problem.next)


class TableError(Exception):
    """Rule tables that cannot be used: all their faults at once. Nothing is built on wrong tables."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))

    def __reduce__(self) -> tuple[type[TableError], tuple[list[Problem]]]:
        """The same error when it comes from another process."""
        return TableError, (self.problems,)


#: What the machine refuses through no fault of ours: no room, no right.
OF_THE_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)


def refused(error: OSError) -> Problem:
    """What the machine refused, and that nothing is lost: every file is replaced in one step or not at all."""
    what = error.strerror or str(error)
    return Problem(
        str(error.filename or "."), "", what, "make room or give the right, then build again; the old site stands"
    )
