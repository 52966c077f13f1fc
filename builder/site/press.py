"""The second path from Markdown to pages. MkDocs renders what stands in the navigation and what is written by hand; everything
else, thousands of pages with the same frame, is filled into shells that MkDocs rendered once.

The result is the same in every byte as if MkDocs had rendered it all (``tests/site/test_press.py``).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import markdown
from mkdocs.commands.build import get_context as context_of
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_timestamp

from builder.files import OWNED, owned_paths
from builder.site.fill import SHOWN, Kind, fill, fill_pages, head_of, html_path, mark, read_sheet, write_new
from builder.site.tree import link_or_copy

#: Fewer pages than this are filled sooner here than by starting processes.
WORTH_PROCESSES = 400
_AT_ONCE = 100
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]{0,400}">\n')


class Press:
    """Shells, and the pages filled into them. Made while MkDocs builds, of what it builds with."""

    def __init__(self, config: MkDocsConfig, nav: Navigation, env: jinja2.Environment) -> None:
        self._config, self._nav, self._env = config, nav, env
        self._shells: dict[Kind, str] = {}
        self._others: frozenset[str] | None = None
        self.site_url = config.site_url or ""

    def shell(self, kind: Kind) -> str:
        """The frame of this kind of page, with marks where its own words come."""
        if kind not in self._shells:
            self._shells[kind] = self._rendered(kind)
        return self._shells[kind]

    def _rendered(self, kind: Kind) -> str:
        folder = "/".join((kind.top, *("x" * (kind.depth - 1))))
        page = Page(None, File.generated(self._config, f"{folder}/index.md", content=""), self._config)
        page.meta = {name: mark(name) for name in kind.shown}
        page.content = mark("content")
        page.canonical_url = mark("address")
        return self._env.get_template("main.html").render(context_of(self._nav, [], self._config, page))

    def digest(self) -> str:
        """Differs when any page would be framed otherwise."""
        frames = (self.shell(Kind("notices", depth, shown)) for depth in (1, 2) for shown in ((), SHOWN))
        return hashlib.sha256("\0".join((self.site_url, *frames)).encode()).hexdigest()

    def print_pages(self, docs: Path, target: Path, paths: list[str]) -> None:
        """Fills these pages of ``docs`` into ``target``."""
        shells = {kind: self.shell(kind) for kind in kinds_of(paths)}
        work = partial(fill_pages, docs, target, shells=shells, site_url=self.site_url)
        for path in chain.from_iterable(_in_turn(work, paths)):
            self._print_other(docs, target, path)

    def _print_other(self, docs: Path, target: Path, path: str) -> None:
        """A page that holds more Markdown than the builder usually writes."""
        sheet = read_sheet(path, (docs / path).read_text(encoding="utf-8"))
        reader = markdown.Markdown(
            extensions=self._config.markdown_extensions, extension_configs=self._config.mdx_configs
        )
        content = reader.convert(sheet.body.lstrip("\n"))
        write_new(target / html_path(path), fill(self.shell(sheet.kind), path, sheet, content, self.site_url))

    def print_all(self, docs: Path, target: Path) -> None:
        """Everything that MkDocs was not given, and the sitemap of it all."""
        others = for_press(docs, self._config.nav)
        self.print_pages(docs, target, [path for path in others if path.endswith(".md")])
        for path in others:
            if not path.endswith(".md"):
                link_or_copy(docs / path, target / path)
        for name, data in self.sitemap(
            docs, in_order_of_mkdocs((*for_mkdocs(docs, self._config.nav), *others))
        ).items():
            write_new(target / name, data)

    def print_one(self, docs: Path, target: Path, address: str) -> None:
        """Prints what stands at this address of the site, unless it is there or is not the press's. A page that stands outside
        the theme loses its policy under ``serve``, as those of the theme do: live reload needs inline script."""
        path = f"{address}index.html" if address.endswith("/") or not address else address
        page = path.removesuffix(".html") + ".md"
        if self._others is None:
            self._others = frozenset(for_press(docs, self._config.nav))
        if path in self._others and not (target / path).exists():
            if path.endswith(".html") and self._config.extra.get("serving"):
                write_new(target / path, _POLICY.sub(b"", (docs / path).read_bytes(), count=1))
            else:
                link_or_copy(docs / path, target / path)
        elif page in self._others and not (target / path).exists():
            self.print_pages(docs, target, [page])

    def sitemap(
        self, docs: Path, paths: Iterable[str], head: Callable[[Path], Mapping[str, str]] = head_of
    ) -> dict[str, bytes]:
        """The sitemap of all these pages, plain and compressed, as MkDocs writes it; ``head`` tells what stands at the top of
        a page."""
        pages = [Mapped(MappedPage(self._address(path), head(docs / path))) for path in paths]
        context = context_of(self._nav, pages, self._config)
        data = self._env.get_template("sitemap.xml").render(context).encode("utf-8")
        packed = io.BytesIO()
        with gzip.GzipFile("sitemap.xml", "wb", fileobj=packed, mtime=get_build_timestamp()) as file:
            file.write(data)
        return {"sitemap.xml": data, "sitemap.xml.gz": packed.getvalue()}

    def _address(self, path: str) -> str | None:
        """Of a generated page from its path; MkDocs knows what becomes of the others."""
        if path.endswith("/index.md") and path.isascii():
            return f"{self.site_url.rstrip('/')}/{path.removesuffix('index.md')}" if self.site_url else None
        file = File(path, self._config.docs_dir, self._config.site_dir, use_directory_urls=True)
        return Page(None, file, self._config).canonical_url


class MappedPage(NamedTuple):
    """What the sitemap's template asks of a page; a page of MkDocs takes fifty times as long to make."""

    canonical_url: str | None
    meta: Mapping[str, str]


class Mapped(NamedTuple):
    """A page as the template finds it."""

    page: MappedPage


def kinds_of(paths: Iterable[str]) -> Iterator[Kind]:
    """The kinds that generated pages at these paths may have."""
    for top, depth in sorted({(path.split("/")[0], path.count("/")) for path in paths}):
        for shown in (("title",), ("title", "robots"), ("title", "description", "source_sha256")):
            yield Kind(top, depth, shown)


def _in_turn(work: Any, paths: list[str]) -> Iterator[list[str]]:
    if len(paths) < WORTH_PROCESSES:
        yield work(paths)
        return
    piles = [paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE)]
    # Not forked: under `mkdocs serve` this process has threads.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, piles)


# --- which pages go which way ----------------------------------------------------------------------------------------


def in_nav(nav: Any) -> Iterator[str]:
    """The pages that the configuration names in its navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        yield from chain.from_iterable(map(in_nav, nav.values()))
    elif isinstance(nav, list):
        yield from chain.from_iterable(map(in_nav, nav))


def for_mkdocs(docs: Path, nav: Any) -> list[str]:
    """The files of ``docs`` that MkDocs itself reads: pages of the navigation and whatever is written by hand."""
    by_hand = (path for path in docs.iterdir() if path.name not in OWNED and path.name[0] != ".")
    files = chain.from_iterable(path.rglob("*") if path.is_dir() else (path,) for path in by_hand)
    found = {path.relative_to(docs).as_posix() for path in files if path.is_file()}
    return sorted(found | {path for path in in_nav(nav) if (docs / path).is_file()})


def for_press(docs: Path, nav: Any) -> list[str]:
    """All other files of ``docs``: generated, and in no navigation."""
    return sorted(owned_paths(docs).difference(for_mkdocs(docs, nav)))


def in_order_of_mkdocs(paths: Iterable[str]) -> list[str]:
    """Pages as MkDocs lists them: those of a folder, its index first, before those of the folders in it."""

    def key(path: str) -> list[tuple[int, bool, str]]:
        *folders, name = path.split("/")
        stem = name.rpartition(".")[0]
        return [*((1, True, folder) for folder in folders), (0, stem not in ("index", "README"), name)]

    return sorted((path for path in paths if path.endswith(".md")), key=key)


def link_files(docs: Path, paths: Iterable[str], target: Path) -> Path:
    """A folder that holds these files of ``docs`` only."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(docs / path, target / path)
    return target
