"""What a maintainer must know about seeds, for ``python -m builder check``: one finding each, the most doubtful seed first,
as lines for people, as JSON for programs, as annotations and a job summary for GitHub.

Words of a seed and names of files are data: nothing in them ends a line, an annotation or a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol, TypeVar

from builder.errors import Problem, printable
from builder.model import Evidence, Notice
from builder.write.markdown import escape

Level = Literal["error", "warning"]

#: The caution of a record whose personal data are masked (``archive/masked.py``).
MASKED = "caution/personal-data"

#: The job summary lists this many findings; GitHub takes no more than 1 MiB.
MOST_LISTED = 200

#: Fields that a maintainer should look at when they are unknown, and how much each counts.
DOUBTFUL = (("province", 4), ("title", 3), ("date", 3), ("city", 2), ("issuing_body", 2))

_DECIDE = "look at the words (python -m builder review), and write personal_data: shown or masked into {file}.yaml"
_LOOK = "look at the page; if the text says it, write it into {file}.yaml"


class Finding(NamedTuple):
    """One thing to look at. ``weight`` says how much it counts; ``rule`` is the field or the entry of the tables that speaks,
    and nothing for a file that could not be read."""

    file: str
    line: int | None
    level: Level
    rule: str
    what: str
    next: str
    weight: int

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return printable(f"{where}: {self.rule + ': ' if self.rule else ''}{self.what} → {self.next}")


# --- finding ---------------------------------------------------------------------------------------------------------


def of_problem(problem: Problem, level: Level = "error") -> Finding:
    """The finding for a fault of a file: an error; a warning for a file that is built all the same."""
    line = int(problem.place) if problem.place.isdecimal() else None
    what = problem.what if line or not problem.place else f"{problem.place}: {problem.what}"
    return Finding(problem.file, line, level, "", what, problem.next, 100 if level == "error" else 5)


def of_notice(notice: Notice) -> Iterator[Finding]:
    """What is doubtful about one notice: damage was left, a value is unknown, no measure was found. Of what is no policy
    only the damage; that it counts as none is told with the whole archive in view."""
    file = notice.source.path

    def finding(rule: str, what: str, next: str, weight: int, evidence: tuple[Evidence, ...] = ()) -> Finding:
        return Finding(file, line_of(evidence, notice), "warning", rule, what, next.format(file=file), weight)

    for caution in notice.warnings:
        if caution.rule == MASKED:  # of the places themselves more is told below
            continue
        next = "look whether a better copy of the page can be had"
        yield finding(caution.rule, caution.because, next, 2, caution.evidence)
    undecided = [datum for datum in notice.personal_data if datum.decision == "undecided"]
    if undecided:
        kinds = Counter(datum.kind for datum in undecided)
        what = f"masked and not decided: {', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))}"
        yield finding("personal_data", what, _DECIDE, 4, (undecided[0].evidence,))
    if not notice.is_policy.value:
        return
    for name, weight in DOUBTFUL:
        field = getattr(notice, name)
        if field.status == "unknown":
            yield finding(
                name, f"unknown: {field.because or 'nothing in the text says it'}", _LOOK, weight, field.evidence
            )
    if not notice.counted_measures():
        yield finding("measures", "none found", "look whether a rule of builder/rules/measures.yaml is missing", 3)


def line_of(evidence: tuple[Evidence, ...], notice: Notice) -> int | None:
    """The line of the file that the first words stand on. Only plain text has its lines in the file; of a dump with one
    record a line it is the record's."""
    file, _, part = notice.source.path.rpartition("#")
    if file and part.isdecimal():
        return int(part)
    if not evidence or notice.source.media_type != "text/plain":
        return None
    return notice.raw().count("\n", 0, evidence[0].start) + 1


class Weighed(Protocol):
    """What stands in a queue: the file it is about, the line there, how much it counts."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def weight(self) -> int: ...


Queued = TypeVar("Queued", bound=Weighed)


def most_doubtful_first(findings: Iterable[Queued]) -> list[Queued]:
    """The findings by seed: the seed with most against it first, then by path; within one the weightiest first."""
    found = list(findings)
    total: dict[str, int] = {}
    for finding in found:
        total[finding.file] = total.get(finding.file, 0) + finding.weight
    return sorted(found, key=lambda one: (-total[one.file], one.file, -one.weight, one.line or 0))


# --- telling ---------------------------------------------------------------------------------------------------------


def total_line(findings: list[Finding], seeds: int) -> str:
    """How much there is to look at, in one line."""
    if not findings:
        return f"{_counted(seeds, 'seed')}, nothing to look at" if seeds else "no seed to check"
    errors = sum(finding.level == "error" for finding in findings)
    told = _counted(errors, "problem"), _counted(len(findings) - errors, "doubt")
    return f"{_counted(seeds, 'seed')} read: {', '.join(told)} in {_counted(len({f.file for f in findings}), 'file')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def plain(finding: Finding) -> dict[str, object]:
    """The finding for JSON; its weight only orders."""
    return {name: value for name, value in finding._asdict().items() if name != "weight"}


def annotation(finding: Finding, path: str) -> str:
    """The finding as a workflow command of GitHub: ``::warning file=…,line=…::…``. ``path`` is the file's path in the
    repository. Escaped as the runner unescapes: % and line ends everywhere, : and , in properties too."""
    line = f",line={finding.line}" if finding.line else ""
    title = _property(finding.rule or "seed")
    message = _data(f"{finding.rule + ': ' if finding.rule else ''}{finding.what} → {finding.next}")
    return f"::{finding.level} file={_property(path)}{line},title={title}::{message}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(findings: list[Finding], seeds: int) -> str:
    """The findings as Markdown for a job summary: a table, most doubtful first."""
    lines = [f"### 公文检查 Check of seeds\n\n{total_line(findings, seeds)}\n"]
    if findings:
        lines.append("|  | 文件 File | 情况 What | 下一步 Next |\n| --- | --- | --- | --- |")
        lines += [_row(finding) for finding in findings[:MOST_LISTED]]
    if len(findings) > MOST_LISTED:
        lines.append(f"\n{len(findings) - MOST_LISTED} more: `python -m builder check` lists them all.")
    return "\n".join(lines) + "\n\n"


def _row(finding: Finding) -> str:
    where = f"{finding.file}:{finding.line}" if finding.line else finding.file
    what = f"{finding.rule}: {finding.what}" if finding.rule else finding.what
    mark = "❌" if finding.level == "error" else "⚠️"
    return f"| {mark} | {cell(where)} | {cell(what)} | {cell(finding.next)} |"


def cell(text: str) -> str:
    """As code, so that no name in it calls anybody and no address becomes a link; every mark as a reference."""
    return f"<code>{escape(printable(text))}</code>"
