"""``python -m builder.site.offline ROOT``: ``site/`` as a zip that reads from a disk, without any server.

A browser shows a folder of a disk as a list of files and lets no script read a file. So in the copy every link to a folder names
its ``index.html``, and what the search reads by ``fetch`` comes as classic scripts that offline.js, put into each page, loads
instead. The site itself stays as it is. The same site gives the same zip.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "site-offline.zip"

#: The folder inside the zip.
TOP = "archive"

#: Only a server needs these; the addresses of the 404 page begin at the top of a host.
LEFT_OUT = ("404.html", "sitemap.xml", "sitemap.xml.gz")

_SCRIPT = Path(__file__).with_name("offline.js")
_TAG = re.compile(r"<[a-z][^<>]*>")
_LINK = re.compile(r'\b(href|action)=("?)([^"\s>]*)')
_REFRESH = re.compile(r"(<meta http-equiv=\"refresh\" content=\"0; url=)([^\"]*)")


def offline_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the copy by its path, in order."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    for path in paths:
        name = path.relative_to(site).as_posix()
        if name in LEFT_OUT:
            continue
        if name.endswith(".html"):
            yield name, offline_page(path.read_text("utf-8"), name).encode("utf-8")
        elif name.startswith("search/"):
            yield f"{name}.js", as_script(name, path.read_bytes())
        else:
            yield name, path.read_bytes()
            if name.endswith("/text.txt"):  # the search looks for long words in the texts themselves
                yield f"{name}.js", as_script(name, path.read_bytes())
    yield "assets/offline.js", _SCRIPT.read_bytes()


def offline_page(html: str, name: str) -> str:
    """The page with its links as a disk needs them, and with offline.js before its first script."""
    html = _TAG.sub(lambda tag: _LINK.sub(lambda link: f"{link[1]}={link[2]}{file_link(link[3])}", tag[0]), html)
    html = _REFRESH.sub(lambda found: found[1] + file_link(found[2]), html)
    root = "../" * name.count("/")
    return html.replace("<script ", f'<script src="{root}assets/offline.js"></script>\n<script ', 1)


def file_link(address: str) -> str:
    """A relative link to a folder as a link to the page in it; every other link as it is."""
    path, rest = re.match(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    if not path or ":" in path or not (path.endswith("/") or PurePosixPath(path).name in ("", "..")):
        return address
    return f"{path.rstrip('/')}/index.html{rest}"


def as_script(name: str, data: bytes) -> bytes:
    """A file as a script that hands it to offline.js."""
    words = base64.b64encode(data).decode("ascii")
    return f"archiveFile({json.dumps(name)}, {json.dumps(words)})\n".encode("ascii")


def write_zip(site: Path, target: Path) -> int:
    """Packs the copy, in one step; returns how many files it has."""
    new = target.with_name(f".new-{target.name}")
    count = 0
    with ZipFile(new, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in offline_files(site):
            entry = ZipInfo(f"{TOP}/{name}")  # dated 1980: a zip does not say when it was made
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
            count += 1
    new.replace(target)
    return count


if __name__ == "__main__":
    root = Path(sys.argv[1])
    if not (root / "site" / "index.html").is_file():
        sys.exit("site/: not built yet → make site")
    print(f"{root / NAME}: {write_zip(root / 'site', root / NAME)} files; unpack it and open {TOP}/index.html")
