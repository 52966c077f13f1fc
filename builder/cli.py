"""The command line: parse, print, exit. It decides nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from builder import build as house
from builder.errors import Problem, SeedError, TableError
from builder.model import to_json
from builder.read import read
from builder.rules import load

ROOT = Path(__file__).resolve().parent.parent


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The policy notice archive: raw seeds in, a searchable static site out."""


@main.command()
@click.option("--site", is_flag=True, help="Also run MkDocs and put the finished site into site/.")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=ROOT, help="The project's folder.")
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
    if outcome.exit_status < 2 and site:
        subprocess.run([sys.executable, "-m", "builder.site", str(root)], check=True)  # only the site knows MkDocs
    sys.exit(outcome.exit_status)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def record(paths: tuple[Path, ...]) -> None:
    """Print the record of each seed, one JSON object a line, without building anything."""
    rules = load()
    unread: list[Problem] = []
    for path in paths:
        try:
            notice = house.notice_of(read(path, path.parent), rules)
        except SeedError as error:
            unread.append(error.problem)
            continue
        click.get_binary_stream("stdout").write(to_json(notice) + b"\n")
    for problem in unread:
        click.echo(problem, err=True)
    sys.exit(0 if not unread else 1 if len(unread) < len(paths) else 2)


def run() -> None:
    """The entry point: a wrong rule table is told line by line, and nothing is built."""
    try:
        main()
    except TableError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)
