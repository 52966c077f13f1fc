"""``python -m builder.site ROOT``: the whole site from ``docs/``, in ``site/``.

``python -m builder.site ROOT -`` is started while ``docs/`` is filled and makes ready what does not depend on it. Then it waits
to be told on standard input what times and sizes the files of ``docs/`` have; told nothing, it leaves everything as it is.

MkDocs renders the pages of the navigation and those written by hand, into a folder of its own, since it empties its target first;
the press fills all the others; files beside them are the same bytes under a second name. Only what changed is made, in the
spare copy of the site, which then takes the place of the published one (``tree.py``).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from builder.cache import alone, write_atomically
from builder.errors import refused
from builder.files import Files, stats
from builder.last import Folders
from builder.site.current import Site, home_of, trees_of
from builder.site.fill import head_of, html_path, write_new
from builder.site.hook import ALREADY_BUILT, ONLY_FRONT
from builder.site.press import Press, for_mkdocs, for_press, in_order_of_mkdocs
from builder.site.tree import Trees, link_or_copy


def build_site(root: Path, times: Files | None = None, trees: Trees | None = None) -> Path:
    """The finished site. Raises MkDocsException when MkDocs refuses or warns; the old site then still stands."""
    with alone(Folders.of_project(root).cache):
        return _build_site(root, times, trees)


def _build_site(root: Path, times: Files | None, trees: Trees | None) -> Path:
    os.environ[ALREADY_BUILT] = os.environ[ONLY_FRONT] = "1"
    docs, home = Folders.of_project(root).docs, home_of(root)
    times = stats(docs) if times is None else times
    site = Site(root, times, trees)
    if site.is_current():
        return site.trees.site
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(home / "front"), strict=True)
    render(config)
    press: Press = config.extra["press"]
    others = for_press(docs, config.nav)
    pages = {html_path(path): path for path in others if path.endswith(".md")}
    files = {path: path for path in others if not path.endswith(".md")}
    front = {path: (home / "front" / path).read_bytes() for path in stats(home / "front")}
    heads = Heads(docs, times, home / "heads")
    front |= press.sitemap(docs, in_order_of_mkdocs((*for_mkdocs(docs, config.nav), *pages.values())), heads)
    heads.keep()
    frame = press.digest()
    wanted = {path: f"page {times[page]} {frame}" for path, page in pages.items()}
    wanted |= {path: f"file {times[path]}" for path in files}
    wanted |= {path: f"front {hashlib.sha256(data).hexdigest()}" for path, data in front.items()}

    def make(target: Path, paths: list[str]) -> None:
        press.print_pages(docs, target, [pages[path] for path in paths if path in pages])
        for path in paths:
            if path in front:
                write_new(target / path, front[path])
            elif path in files:
                link_or_copy(docs / path, target / path)

    site.trees.update(wanted, make)
    site.keep()
    return site.trees.site


class Heads:
    """What stands at the top of each page, from one build to the next; a file that is as it was is not opened."""

    def __init__(self, docs: Path, times: Files, note: Path) -> None:
        self._docs, self._times, self._note = f"{docs}/", times, note
        self._before, self._now = self._read(), dict[str, Head]()

    def __call__(self, path: Path) -> Mapping[str, str]:
        """Whether robots are asked to stay away is all that a sitemap asks."""
        name = str(path).removeprefix(self._docs)
        time = self._times.get(name, (0, 0))
        known = self._before.get(name)
        if known is None or known[:2] != time:
            known = (*time, head_of(path).get("robots", ""))
        self._now[name] = known
        return {"robots": known[2]} if known[2] else {}

    def keep(self) -> None:
        """For the next build."""
        write_atomically(self._note, msgspec.msgpack.encode(self._now))

    def _read(self) -> dict[str, Head]:
        try:
            return msgspec.msgpack.decode(self._note.read_bytes(), type=dict[str, Head])
        except (OSError, msgspec.DecodeError):
            return {}


#: Time and size of a page, and what it asks of robots.
Head = tuple[int, int, str]


def render(config: MkDocsConfig) -> None:
    """What ``mkdocs build --strict`` does, without its progress lines: its ``--quiet`` would not count warnings."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def main(root: Path, waits: bool) -> None:
    """Builds, at once or when it is told to, and says where the site is."""
    trees = trees_of(root)
    if not waits:
        print(build_site(root, trees=trees))
        return
    trees.look_ahead()
    if told := sys.stdin.buffer.read():
        print(build_site(root, msgspec.msgpack.decode(told, type=Files), trees))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2:] == ["-"])
    except MkDocsException as error:
        sys.exit(f"site: not built, the old one stands: {error}")
    except OSError as error:
        sys.exit(str(refused(error)))
