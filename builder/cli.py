"""The command line: parse, print, exit. It decides nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from builder import build as house
from builder.errors import Problem, TableError
from builder.model import Notice, to_json
from builder.read import read
from builder.rules import Rules, load
from builder.verify import verify as verify_files
from builder.write.publish import owned_paths
from builder.write.story import doubts, story

ROOT = Path(__file__).resolve().parent.parent
ROOT_OPTION = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), default=ROOT, help="The project's folder."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The policy notice archive: raw seeds in, a searchable static site out."""


@main.command()
@click.option("--site", is_flag=True, help="Also run MkDocs and put the finished site into site/.")
@ROOT_OPTION
def build(site: bool, root: Path) -> None:
    """Fill docs/ from seeds/. Exit status: 0 all built, 1 built with problems in some seeds, 2 nothing built."""
    folders = house.Folders.of_project(root)
    outcome = house.build(folders)
    for problem in outcome.problems:
        click.echo(problem, err=True)
    archive = outcome.archive
    click.echo(
        f"{len(archive.notices)} notices, {len(archive.not_policy)} not policy, {len(outcome.problems)} problems; "
        f"{len(outcome.written)} files written, {len(outcome.deleted)} deleted"
    )
    if site and outcome.exit_status < 2:
        sys.stdout.flush()
        made = subprocess.run([sys.executable, "-m", "builder.site", str(root)])  # only the site knows MkDocs
        sys.exit(2 if made.returncode else outcome.exit_status)
    sys.exit(outcome.exit_status)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def record(paths: tuple[Path, ...]) -> None:
    """Print the record of each seed, one JSON object a line, without building anything."""
    rules = load()
    out = click.get_binary_stream("stdout")
    sys.exit(_each(paths, rules, lambda notice: out.write(to_json(notice) + b"\n")))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def explain(paths: tuple[Path, ...]) -> None:
    """Tell the story of each seed: what was repaired and removed, which words carry each value, what lost and why."""
    rules = load()
    sys.exit(_each(paths, rules, lambda notice: click.echo(story(notice))))


@main.command()
@ROOT_OPTION
def check(root: Path) -> None:
    """Say what a maintainer must know: seeds that cannot be read, damage left, values unknown. Writes nothing."""
    folders = house.Folders.of_project(root)
    _, archive, problems = house.archive_of(folders, load(folders.rules))
    for problem in (*problems, *house.worth_a_look(archive)):
        click.echo(problem)
    for notice in archive.notices:
        for line in doubts(notice):
            click.echo(line)
    sys.exit(house.exit_status(archive, problems))


@main.command()
@ROOT_OPTION
def verify(root: Path) -> None:
    """Prove the promises from the files in docs/ alone: hashes, restored texts, quotes, addresses, no stray file."""
    folders = house.Folders.of_project(root)
    broken = verify_files(folders.seeds, folders.docs, owned_paths(folders.docs))
    for problem in broken:
        click.echo(problem)
    click.echo(f"{len(broken)} broken promises")
    sys.exit(1 if broken else 0)


def _each(paths: tuple[Path, ...], rules: Rules, act: Callable[[Notice], Any]) -> int:
    """Acts on the notice of each seed, and of each record of a file that holds many; tells the faults after that. Returns the
    exit status."""
    unread: list[Problem] = []
    done = 0
    for path in paths:
        for seed in read(path, path.parent, unread):
            act(house.corrected(house.notice_of(seed, rules), seed, rules, unread))
            done += 1
    for problem in unread:
        click.echo(problem, err=True)
    return 0 if not unread else 1 if done else 2


def run() -> None:
    """The entry point: a wrong rule table is told line by line, and nothing is built."""
    try:
        main()
    except TableError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)
