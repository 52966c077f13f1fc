"""The thin adapter between MkDocs and the builder, and the only place where one calls the other.

Before a build it runs the builder. Under ``mkdocs serve`` it changes what is watched: seeds, rule tables and hand-written pages
instead of ``docs/``, whose generated files would start a second build for each change, or an endless one.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from builder.build import Folders, build
from builder.errors import TableError
from builder.write.publish import OWNED, is_owned

#: No page carries the time of its build, but MkDocs writes one into the header of the compressed sitemap. Two builds of the
#: same inputs are the same bytes, so unless the environment names a time, it is this one: the day of the first notices.
TIMELESS = "1577836800"  # 2020-01-01T00:00:00Z

#: Set by ``build --site``, which has run the builder itself.
ALREADY_BUILT = "ARCHIVE_ALREADY_BUILT"

log = logging.getLogger("mkdocs.hooks.archive")


def on_startup(command: str, **_: Any) -> None:
    """Notes whether pages are served with live reload, which needs the inline script that the policy forbids, and fixes
    the time of the build."""
    on_startup.serving = command == "serve"  # type: ignore[attr-defined]
    os.environ.setdefault("SOURCE_DATE_EPOCH", TIMELESS)


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """Switches the Content-Security-Policy on for a build and off under ``serve``."""
    config.extra["serving"] = getattr(on_startup, "serving", False)
    return config


def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """Fills ``docs/``. A seed's problem is told and never becomes a MkDocs warning; a wrong rule table stops the build."""
    if os.environ.get(ALREADY_BUILT):
        return
    try:
        outcome = build(folders_of(config))
    except TableError as error:
        raise PluginError(f"rule tables:\n{error}") from error
    for problem in outcome.problems:
        log.info("seeds/%s", problem)
    log.info("%d notices; %d files changed", len(outcome.archive.by_id), len(outcome.written) + len(outcome.deleted))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Watches what people edit."""
    server.unwatch(config.docs_dir)
    for path in watched(folders_of(config)):
        server.watch(str(path))
    return server


def watched(folders: Folders) -> list[Path]:
    """Seeds, rule tables and the hand-written pages; of a folder that holds a generated page too, each hand-written one."""
    by_hand = sorted(path for path in folders.docs.iterdir() if path.name not in OWNED and path.name[0] != ".")
    pages = (page for path in by_hand for page in _by_hand(path, folders.docs))
    return [folders.seeds, folders.rules, *pages]


def _by_hand(path: Path, docs: Path) -> list[Path]:
    inside = sorted(path.iterdir()) if path.is_dir() else []
    own = [page for page in inside if not is_owned(page.relative_to(docs).as_posix())]
    return [path] if own == inside else own


def folders_of(config: MkDocsConfig) -> Folders:
    """The project's folders, as MkDocs' configuration places them."""
    root = Path(config.config_file_path).parent
    own = Folders.of_project(root)
    return Folders(seeds=own.seeds, docs=Path(config.docs_dir), cache=own.cache, rules=own.rules)
