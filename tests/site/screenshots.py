"""``python -m tests.site.screenshots [SITE]``: a picture of every kind of page, on a desk, on a phone, in the dark and on paper.

The pictures go to ``screenshots/``. Nothing compares them: they are to be looked at.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.site.kinds import kinds

ROOT = Path(__file__).parent.parent.parent

#: How each page is looked at; "print" is the sheet of a printer, on a page as wide as A4 within its rims.
WAYS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 680, "height": 962}},
}

#: A picture may not be higher: a list of thousands tells nothing more.
HIGHEST = 6000


class Quiet(SimpleHTTPRequestHandler):
    """A plain server of files."""

    def log_message(self, *_) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a folder while it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def take(page: Page, way: str, address: str, target: Path) -> None:
    """One picture of a page as it is shown."""
    page.emulate_media(media="print" if way == "print" else "screen")
    page.goto(address)
    height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    page.screenshot(path=target, full_page=True, clip=clip)


def main(site: Path, target: Path) -> int:
    """Takes every picture; returns how many."""
    if not (site / "index.html").is_file():
        sys.exit(f"{site}: no site → make site")
    target.mkdir(exist_ok=True)
    for old in target.glob("*.png"):
        old.unlink()
    pages = dict(kinds(site))
    with served(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        for way, options in WAYS.items():
            page = browser.new_context(**options).new_page()
            for name, path in pages.items():
                take(page, way, home + path, target / f"{name}-{way}.png")
        browser.close()
    return len(pages) * len(WAYS)


if __name__ == "__main__":
    folder = ROOT / "screenshots"
    print(f"{folder}: {main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / 'site', folder)} pictures")
