"""Pages → HTML without MkDocs: a shell that MkDocs rendered once, filled with the words of each page.

Knows nothing of MkDocs, so that processes which only fill pages start at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urljoin

import yaml
from markupsafe import escape

from builder.site.plain import to_html

#: What a shell may show of a page's front matter. A test renders every kind of page both ways.
SHOWN = ("title", "description", "robots", "source_sha256")

#: Characters; whatever is longer than this is the description of a notice.
_HEAD = 2000
_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_LINE = re.compile(rf'^"?({"|".join(SHOWN)})"?: "(.*)"$', re.MULTILINE)
_MARK = re.compile("\ue000([a-z0-9_]+)\ue001")


class Kind(NamedTuple):
    """What the shell of a page depends on: the folder at the top, the depth, which of ``SHOWN`` the page has."""

    top: str
    depth: int
    shown: tuple[str, ...]


class Sheet(NamedTuple):
    """A page as it was read: its kind, the values of its front matter that a shell shows, its Markdown."""

    kind: Kind
    values: dict[str, str]
    body: str


def mark(name: str) -> str:
    """What stands in a shell where a page's own words come."""
    return f"\ue000{name}\ue001"


def read_sheet(path: str, text: str) -> Sheet:
    """The page at ``path`` below ``docs/``. Raises ValueError when it has no front matter."""
    head = _FRONT_MATTER.match(text)
    if not head:
        raise ValueError(f"{path}: no front matter")
    values = {name: _unquoted(words) for name, words in _LINE.findall(head[1])}
    shown = tuple(name for name in SHOWN if name in values)
    return Sheet(Kind(path.split("/")[0], path.count("/"), shown), values, text[head.end() :])


def head_of(path: Path) -> dict[str, str]:
    """What of the front matter of a page stands in its first lines; enough to know whether robots are asked to stay away."""
    with path.open(encoding="utf-8", errors="ignore") as file:
        head = file.read(_HEAD).partition("\n---\n")[0]
    return {name: _unquoted(words) for name, words in _LINE.findall(head)} if head.startswith("---\n") else {}


def _unquoted(words: str) -> str:
    return str(yaml.safe_load(f'"{words}"')) if "\\" in words else words


def fill(shell: str, path: str, sheet: Sheet, content: str, site_url: str) -> bytes:
    """The finished page."""
    values = {name: str(escape(words)) for name, words in sheet.values.items()}
    values["content"] = content
    values["address"] = str(escape(urljoin(site_url, f"{PurePosixPath(path).parent}/")))
    return _MARK.sub(lambda found: values[found[1]], shell).encode("utf-8", "xmlcharrefreplace")


def fill_pages(docs: Path, target: Path, paths: Iterable[str], shells: dict[Kind, str], site_url: str) -> list[str]:
    """Writes these pages into ``target``. Returns those that hold more Markdown than ``to_html`` knows, or no known shell."""
    left = []
    for path in paths:
        sheet = read_sheet(path, (docs / path).read_text(encoding="utf-8"))
        shell, content = shells.get(sheet.kind), to_html(sheet.body)
        if shell is None or content is None:
            left.append(path)
            continue
        write_new(target / html_path(path), fill(shell, path, sheet, content, site_url))
    return left


def html_path(path: str) -> str:
    """Where the page at ``path`` below ``docs/`` stands in the site; generated pages are all ``index.md``."""
    return path.removesuffix(".md") + ".html"


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that may take the place of a hard link, whose other names keep their bytes."""
    path.unlink(missing_ok=True)
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
