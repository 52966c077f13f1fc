"""The thin adapter between MkDocs and the builder.

MkDocs is given the pages of the navigation and those written by hand; ``press.py`` makes the rest of what it makes of them.

Before a build it runs the builder. Under ``mkdocs serve`` it changes what is watched: seeds, rule tables and hand-written pages
instead of ``docs/``, whose generated files would start a second build for each change, or an endless one.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from builder.errors import TableError
from builder.files import OWNED, is_owned
from builder.last import Folders
from builder.site.plain import to_html
from builder.site.press import Press, for_mkdocs, link_files

#: No page carries the time of its build, but MkDocs writes one into the header of the compressed sitemap. Two builds of the
#: same inputs are the same bytes, so unless the environment names a time, it is this one: the day of the first notices.
TIMELESS = "1577836800"  # 2020-01-01T00:00:00Z

#: Set by ``build --site``, which has run the builder itself.
ALREADY_BUILT = "ARCHIVE_ALREADY_BUILT"
#: Set by ``python -m builder.site``, which places the other pages itself.
ONLY_FRONT = "ARCHIVE_ONLY_FRONT"

#: What the theme would bring along, two megabytes that no page asks for; its one style sheet that pages do use stays.
UNUSED = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.")

#: How long a request waits for the build that is under way, in seconds.
LONGEST_BUILD = 600
READY = threading.Event()

_ANCHOR = re.compile(r' id="?([^\s">]+)')

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
    """Fills ``docs/`` and hands MkDocs its part of it."""
    READY.clear()
    if not os.environ.get(ALREADY_BUILT):
        fill_docs(config)
    folders = folders_of(config)
    config.extra["docs"] = config.docs_dir
    kept = folders.cache / "site" / ("served" if config.extra["serving"] else "pages")
    config.docs_dir = str(link_files(folders.docs, for_mkdocs(folders.docs, config.nav), kept))


def fill_docs(config: MkDocsConfig) -> None:
    """Runs the builder. A seed's problem is told and never becomes a MkDocs warning; a wrong rule table stops the build."""
    from builder.build import build

    try:
        outcome = build(folders_of(config))
    except TableError as error:
        raise PluginError(f"rule tables:\n{error}") from error
    for problem in outcome.problems:
        log.info("seeds/%s", problem)
    log.info(
        "%d notices; %d files changed",
        outcome.notices + outcome.not_policy,
        len(outcome.written) + len(outcome.deleted),
    )


def on_files(files: Files, **_: Any) -> Files:
    """Leaves out what no page uses of the theme."""
    for file in list(files):
        if is_unused(file.src_uri):
            files.remove(file)
    return files


def is_unused(path: str) -> bool:
    """Whether this file below ``docs/`` is the theme's and no page uses it."""
    return path.startswith(UNUSED) or path.endswith(".css.map")


def on_nav(nav: Navigation, config: MkDocsConfig, **_: Any) -> Navigation:
    """Keeps what every page shows of the navigation."""
    config.extra["navigation"] = nav
    return nav


def on_env(env: jinja2.Environment, config: MkDocsConfig, **_: Any) -> jinja2.Environment:
    """Sets up the press with the templates that MkDocs is about to use."""
    config.extra["press"] = on_env.press = Press(config, config.extra["navigation"], env)  # type: ignore[attr-defined]
    return env


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Has a generated page of the navigation read as the press reads all others, where it can. MkDocs would do nothing else with
    it but look at its anchors, to which pages written by hand may lead."""
    content = to_html(markdown) if is_owned(page.file.src_uri) else None
    if content is not None:
        page.render = partial(_rendered, page, content)  # type: ignore[method-assign]
    return markdown


def _rendered(page: Page, content: str, *_: Any) -> None:
    page.content, page.present_anchor_ids = content, set(_ANCHOR.findall(content))


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Prints all other pages, but under ``serve``, where they are printed when somebody looks at them."""
    if not os.environ.get(ONLY_FRONT) and not config.extra["serving"]:
        config.extra["press"].print_all(folders_of(config).docs, Path(config.site_dir))
    READY.set()


def on_build_error(**_: Any) -> None:
    """A server goes on with what it has."""
    READY.set()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Watches what people edit, and prints a page when it is asked for."""
    server.unwatch(config.docs_dir)
    folders, site = folders_of(config), Path(config.site_dir)
    for path in watched(folders):
        server.watch(str(path))
    serve = server.get_app()

    def printing(environ: dict[str, Any], start_response: Any) -> Any:
        READY.wait(timeout=LONGEST_BUILD)
        asked = str(environ["PATH_INFO"]).removeprefix(server.mount_path)
        on_env.press.print_one(folders.docs, site, asked)  # type: ignore[attr-defined]
        return serve(environ, start_response)

    server.set_app(printing)
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
    docs = Path(config.extra.get("docs", config.docs_dir))
    return Folders(seeds=own.seeds, docs=docs, cache=own.cache, rules=own.rules)
