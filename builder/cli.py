"""The command line: parse, print, exit. It decides nothing.

A command imports what it needs when it runs, so that help and a mistyped option answer at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.errors import OF_THE_MACHINE, Problem, TableError, refused

if TYPE_CHECKING:
    from builder.files import Files
    from builder.last import Folders
    from builder.model import Archive, Notice
    from builder.rules import Rules
    from builder.write.difference import Change
    from builder.write.findings import Finding

ROOT = Path(__file__).resolve().parent.parent

#: Shorter work than this shows no progress.
WORTH_WATCHING = 20
#: So many seeds does ``diff`` give to the two builders at a time; each time they load their rules anew.
BATCH = 100

root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=ROOT,
    help="The project's folder, which holds seeds/ and docs/; this one, if not named.",
)
paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


def format_option(*formats: str) -> Any:
    """``--format``, the first one being the usual."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Every command explains itself: python -m builder COMMAND --help",
)
def main() -> None:
    """The policy notice archive: raw seeds in, a searchable static site out.

    地方疫情防控公文档案：把 seeds/ 里的原始文件做成可检索的静态网站。

    \b
    A newcomer's way:
      1. put a file into seeds/           把文件放进 seeds/
      2. python -m builder explain FILE   看它怎样被读懂
      3. python -m builder check          看哪些地方可疑
      4. python -m builder build --site   做出网站
    """


@main.command()
@click.option("--site", is_flag=True, help="Also run MkDocs and put the finished site into site/.")
@format_option("text", "json")
@root_option
def build(site: bool, form: str, root: Path) -> None:
    """Fill docs/ from seeds/.

    读 seeds/，写 docs/；只写有变化的文件。Files that did not change are not written again.

    \b
    Exit status: 0 all built; 1 built, with problems in some seeds; 2 nothing built.
    Example:     python -m builder build --site
    """
    from builder.cache import alone
    from builder.last import Folders, unchanged

    folders, maker, made = Folders.of_project(root), None, None
    with ExitStack() as processes:
        with alone(folders.cache):
            last, outcome = unchanged(folders)
            if outcome is None:
                if site and (root / "site").exists():
                    maker = processes.enter_context(_site_maker(root, form))
                from builder.build import build_anew

                outcome = build_anew(folders, last, watched)
        if maker and outcome.exit_status < 2:
            made = _told(maker, last.pages)
    if site and made is None and outcome.exit_status < 2 and not _site_stands(root, last.pages, form):
        with _site_maker(root, form) as maker:
            made = _told(maker, last.pages)
    status = 2 if made is False else outcome.exit_status
    if form == "json":
        told = {"status": status, "notices": outcome.notices, "not_policy": outcome.not_policy}
        told |= {"problems": list(map(_plain, outcome.problems))}
        _print_json(told | {"written": len(outcome.written), "deleted": len(outcome.deleted)})
        sys.exit(status)
    _tell(outcome.problems)
    click.echo(
        f"{outcome.notices} notices, {outcome.not_policy} not policy, {len(outcome.problems)} problems; "
        f"{len(outcome.written)} files written, {len(outcome.deleted)} deleted"
    )
    sys.exit(status)


@contextmanager
def _site_maker(root: Path, form: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that makes the site as soon as it is told what to make it of: only it knows MkDocs, and it may make itself ready
    meanwhile. What it prints must not mix with JSON. Told nothing, it goes."""
    command = [sys.executable, "-m", "builder.site", str(root), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sys.stderr if form == "json" else None) as maker:
        yield maker


def _told(maker: subprocess.Popen[bytes], pages: Files) -> bool:
    """Whether it made the site of these files of ``docs/``."""
    import msgspec

    maker.communicate(msgspec.msgpack.encode(pages))
    return maker.returncode == 0


def _site_stands(root: Path, pages: Files, form: str) -> bool:
    """Whether the site of these pages is finished already; says where, as making it does."""
    from builder.site.current import finished

    site = finished(root, pages)
    if site:
        click.echo(site, err=form == "json")
    return site is not None


@main.command()
@paths_argument
@root_option
def record(paths: tuple[Path, ...], root: Path) -> None:
    """Print the record of each seed, one JSON object a line.

    打印每份文件的记录。PATHS 可以在任何地方，也可以是文件夹；什么都不写入。
    PATHS may lie anywhere and may be folders. Nothing is written; records come one by one, as they are made. Personal data are
    printed as the file has them: the site publishes the same records with these words masked.

    \b
    Exit status: 0 every file was read; 1 some were not (told on the error stream); 2 none was.
    Example:     python -m builder record seeds/*.txt > records.jsonl
    """
    from builder.model import to_json

    out = sys.stdout.buffer

    def put(notice: Notice, rules: Rules) -> None:
        out.write(to_json(notice) + b"\n")
        out.flush()

    sys.exit(_each(paths, root, put))


@main.command()
@paths_argument
@root_option
def explain(paths: tuple[Path, ...], root: Path) -> None:
    """Tell each seed's story: its repairs, values and their words.

    说明每份文件：改了什么，删了什么，每个值靠哪几个字，落选的是什么、为什么。

    \b
    Exit status: 0 every file was read; 1 some were not; 2 none was.
    Example:     python -m builder explain seeds/000_87e2a61b6a1b3807.txt
    """
    from builder.write.story import story

    sys.exit(_each(paths, root, lambda notice, rules: click.echo(story(notice, rules))))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--since", metavar="REF", help="Only the seeds that were added or changed after this commit.")
@format_option("text", "json", "github")
@root_option
def check(paths: tuple[Path, ...], since: str | None, form: str, root: Path) -> None:
    """Say what a maintainer must know about the seeds.

    维护者该看的：读不了的文件、留下的缺损、不详的值、近似重复；最可疑的在前。什么都不写入。
    Files that cannot be read, damage that was left, values unknown, texts that are no notice; the most doubtful seed comes
    first. Without PATHS the whole of seeds/ is checked, and near-duplicates are looked for
    among all; with PATHS (files or folders, anywhere) only among them. "github" prints annotations, and appends a summary to
    the file that GITHUB_STEP_SUMMARY names.

    \b
    Exit status: 0 every seed can be built, doubtful or not; 1 some cannot; 2 none can.
    Example:     python -m builder check seeds/new.txt
    """
    from builder import build as house
    from builder.write.findings import most_doubtful_first, of_problem

    folders = house.Folders.of_project(root)
    if since is not None:
        asked = _seeds_since(since, folders, root)
        paths = (*paths, *asked) if asked is not None else paths
        if asked is not None and not paths:
            _tell_findings([], 0, form, folders, 0)
            return
    try:
        findings, seeds, status = _checked(paths, folders)
    except TableError as error:
        findings, seeds, status = [of_problem(problem) for problem in error.problems], 0, 2
    _tell_findings(most_doubtful_first(findings), seeds, form, folders, status)
    sys.exit(status)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--field", metavar="FIELD", help="Only doubts about this field, or: measures, text, personal_data, file.")
@click.option("--most", default=30, show_default=True, help="So many are shown; 0 shows all.")
@format_option("text", "json")
@root_option
def review(paths: tuple[Path, ...], field: str | None, most: int, form: str, root: Path) -> None:
    """List what a maintainer may decide, the most doubtful first.

    逐项待决：推断的值、别的候选、没有补上的缺损、遮去的个人信息；附原话、落选的值、更正文件怎么写。什么都不写入。
    Values that were inferred or have rivals, damage that was left, personal data that are masked: each with its words, masked
    or not, the values that lost, and what to write into the side file. Without PATHS the whole of seeds/.

    \b
    Exit status: 0 every seed can be built, doubtful or not; 1 some cannot; 2 none can.
    Example:     python -m builder review --field date
    """
    from builder import build as house
    from builder.last import exit_status
    from builder.write.findings import most_doubtful_first, of_problem
    from builder.write.review import ABOUT, of_finding, of_record, plain, total_line

    if field is not None and field not in ABOUT:
        raise click.BadParameter(f"{field!r} is none of {', '.join(ABOUT)}", param_hint="--field")
    archive, problems = _archive_at(paths, house.Folders.of_project(root), masked=False)
    doubts = [doubt for notice in archive.by_id.values() for doubt in of_record(notice)]
    doubts += (of_finding(of_problem(problem)) for problem in problems)
    doubts += (of_finding(of_problem(problem, "warning")) for problem in house.worth_a_look(archive))
    queue = most_doubtful_first(doubt for doubt in doubts if field in (None, doubt.about))
    status, shown = exit_status(len(archive.by_id), problems), queue[: most or None]
    if form == "json":
        _print_json({"status": status, "doubts": len(queue), "shown": list(map(plain, shown))})
        sys.exit(status)
    for doubt in shown:
        click.echo(f"{doubt}\n")
    click.echo(total_line(queue, len(shown)))
    sys.exit(status)


@main.command()
@format_option("text", "json")
@root_option
def verify(form: str, root: Path) -> None:
    """Prove the promises from the files in docs/ alone.

    只凭 docs/ 里的文件复核承诺：指纹、撤销改动后的原文、每句引文、每个地址、没有多余的文件。
    Hashes, restored texts, quotes, addresses, no stray file. Run it after a build.

    \b
    Exit status: 0 every promise holds; 1 some are broken; 2 nothing was built.
    Example:     python -m builder verify
    """
    from builder.build import Folders
    from builder.verify import verify as verify_files
    from builder.write.publish import owned_paths

    folders = Folders.of_project(root)
    owned = owned_paths(folders.docs)
    broken = verify_files(folders.seeds, folders.docs, owned)
    status = 2 if not owned else 1 if broken else 0
    if form == "json":
        _print_json({"status": status, "files": len(owned), "broken": list(map(_plain, broken))})
        sys.exit(status)
    for problem in broken:
        click.echo(problem)
    click.echo(f"{len(broken)} broken promises" if owned else "docs/: nothing was built → python -m builder build")
    sys.exit(status)


@main.command()
@click.argument("ref", metavar="REF")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@format_option("text", "markdown", "json")
@root_option
def diff(ref: str, paths: tuple[Path, ...], form: str, root: Path) -> None:
    """Show what a change of rules or code does to the records.

    用 REF 那次提交的程序和规则，与现在的（含未提交的改动）分别处理现有的文件，逐字段、逐措施、逐行比较。
    The present seeds (or PATHS) are read by the builder as it was committed at REF and as it stands here, changes not yet
    committed included. One line for each difference, or tables in Markdown to be pasted into a review. Nothing is written.

    \b
    Exit status: 0 nothing differs; 1 something does; 2 it could not be done.
    Example:     python -m builder diff main --format markdown > review.md
    """
    from builder.past import PastError
    from builder.write.difference import count_line, markdown

    try:
        commit, seeds, found = _differences(ref, paths, root)
    except PastError as error:
        click.echo(error, err=True)
        sys.exit(2)
    status = 1 if found else 0
    named = f"{ref} ({commit[:12]})" if ref not in commit else commit[:12]
    if form == "json":
        told = {"status": status, "ref": ref, "commit": commit, "seeds": seeds}
        _print_json(told | {"changes": [change._asdict() for change in found]})
    elif form == "markdown":
        click.echo(markdown(found, seeds, named))
    else:
        for change in found:
            click.echo(change)
        click.echo(count_line(found, seeds, named))
    sys.exit(status)


# --- what the commands share -----------------------------------------------------------------------------------------


def watched(items: Iterable[Any], count: int, label: str, each: int = 1) -> Iterator[Any]:
    """Shows how far long work has come, on a terminal only. ``count`` things come ``each`` at a time."""
    if count < WORTH_WATCHING or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(length=count, label=label, file=sys.stderr) as bar:
        for item in items:
            yield item
            bar.update(each)


def _each(paths: tuple[Path, ...], root: Path, act: Callable[[Notice, Rules], Any]) -> int:
    """Acts on the notice of each seed, and of each record of a file that holds many; tells the faults after that. Returns the
    exit status."""
    from builder import build as house

    folders = house.Folders.of_project(root)
    unread: list[Problem] = []
    done = 0
    rules = house.rules_of(folders)
    for notice in house.notices_at(paths, folders, rules, unread):
        act(notice, rules)
        done += 1
    _tell(unread)
    return 0 if not unread else 1 if done else 2


def _seeds_since(ref: str, folders: Folders, root: Path) -> list[Path] | None:
    """The seeds that came after this commit; None, and a word about it, when there is no such commit: then what was asked for
    besides is checked, all seeds when nothing was."""
    from builder.past import PastError, seeds_since

    try:
        return seeds_since(root, folders.seeds, ref)
    except PastError as error:
        click.echo(f"{error}; nothing is left out for it", err=True)
        return None


def _checked(paths: tuple[Path, ...], folders: Folders) -> tuple[list[Finding], int, int]:
    """What is doubtful, how many seeds were read, and the exit status."""
    from builder import build as house
    from builder.last import exit_status
    from builder.write.findings import of_notice, of_problem

    archive, problems = _archive_at(paths, folders)
    findings = [of_problem(problem) for problem in problems]
    findings += [of_problem(problem, "warning") for problem in house.worth_a_look(archive)]
    findings += [finding for notice in archive.by_id.values() for finding in of_notice(notice)]
    return findings, len(archive.by_id), exit_status(len(archive.by_id), problems)


def _archive_at(paths: tuple[Path, ...], folders: Folders, masked: bool = True) -> tuple[Archive, tuple[Problem, ...]]:
    """The records of the seeds at these paths, of all seeds where none is named, and the faults met on the way."""
    from builder import build as house
    from builder.archive import gather

    rules: Rules = house.rules_of(folders)
    if not paths:
        return house.archive_of(folders, rules, watched, masked)
    problems: list[Problem] = []
    return gather(house.notices_at(paths, folders, rules, problems), rules), tuple(problems)


def _tell_findings(findings: list[Finding], seeds: int, form: str, folders: Folders, status: int) -> None:
    from builder.write.findings import annotation, plain, summary, total_line

    if form == "json":
        _print_json({"status": status, "seeds": seeds, "findings": list(map(plain, findings))})
        return
    for finding in findings:
        click.echo(annotation(finding, _in_repository(finding.file, folders)) if form == "github" else finding)
    click.echo(total_line(findings, seeds))
    if form == "github" and (file := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(file).open("a", encoding="utf-8") as report:
            report.write(summary(findings, seeds))


def _in_repository(name: str, folders: Folders) -> str:
    """The path in the repository of a file that is named from ``seeds/`` or from the rules' folder; of a record in a file
    (``dump.jsonl#3``) that of the file."""
    for file in (name, name.rpartition("#")[0]):
        if file and (folders.seeds / file).exists():
            return f"seeds/{file}"
    return f"builder/rules/{name}" if (folders.rules / name).exists() else name


def _differences(ref: str, paths: tuple[Path, ...], root: Path) -> tuple[str, int, list[Change]]:
    """The commit, how many files were compared, and the differences."""
    from builder import build as house
    from builder.past import commit_of

    folders = house.Folders.of_project(root)
    house.rules_of(folders)  # a faulty table is told at once, by file and line
    commit = commit_of(root, ref)
    files = [path for path, _ in house.seeds_at(paths or (folders.seeds,), folders, [])]
    return commit, len(files), list(_compared(commit, files, root))


def _compared(commit: str, files: list[Path], root: Path) -> Iterator[Change]:
    from concurrent.futures import ThreadPoolExecutor

    from builder.past import committed_builder, present_builder, records
    from builder.write.difference import changes

    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    with committed_builder(root, commit) as past, present_builder(root) as present, ThreadPoolExecutor(2) as both:
        for batch in watched(batches, len(files), "seeds", BATCH):
            then = both.submit(records, past, f"the builder of {commit[:12]}", batch)
            now = both.submit(records, present, "the present builder", batch)
            yield from (change for old, new in _paired(then.result(), now.result()) for change in changes(old, new))


def _paired(then: list[bytes], now: list[bytes]) -> Iterator[tuple[Any, Any]]:
    """The records that are not the same line for line, by id, in the order of the present."""
    same = set(then) & set(now)
    before, after = ({} for _ in range(2))
    for lines, found in ((then, before), (now, after)):
        for line in lines:
            if line not in same:
                one = json.loads(line)
                found.setdefault(one["id"], one)
    yield from ((before.get(id), after.get(id)) for id in dict.fromkeys((*after, *before)))


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(problem, err=True)


def _plain(problem: Problem) -> dict[str, str]:
    return {"file": problem.file, "place": problem.place, "what": problem.what, "next": problem.next}


def _print_json(content: dict[str, Any]) -> None:
    """One object. Half a character of a file's name, which UTF-8 has no place for, is spelled out."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))


def run() -> None:
    """The entry point. A wrong rule table is told line by line. A command that broke off, by a fault of its own or by hand,
    ends with 2: 1 would say that its work is done."""
    try:
        sys.exit(main(standalone_mode=False))
    except click.ClickException as error:
        error.show()
    except click.Abort:
        click.echo("broken off", err=True)
    except TableError as error:
        _tell(error.problems)
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            traceback.print_exc()
        _tell([refused(error)])
    except Exception:
        traceback.print_exc()
    sys.exit(2)
