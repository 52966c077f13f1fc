"""How well and how fast the search finds: ``make bench-search N=10000``.

Builds the search index of N made-up notices (the texts of ``benchmarks/generate.py`` before any damage, their records made here
and not extracted), serves it to Chromium as a host would, gzip on, and counts:

- recall and precision of random runs of 2–8 characters cut from the texts, as they stand and in traditional characters, and of
  runs that stand nowhere, against looking into every text; a notice with the run's number in its other form is no false hit;
- what the first query on a page opened cold fetches, compressed and with headers, and the time from sending it to its hits; what
  the page itself takes; the time from opening the address of a search to its hits, page included;
- the time from a key to what is offered below the box, the memory of the browser's renderer, what it takes to list every hit;
- the index: bytes, time and memory to build it; time to add one notice, equal to a build from nothing, and to write what changed.

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from mkdocs.commands.build import build as build_site  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402

from benchmarks.generate import SEED, Writer  # noqa: E402
from builder.archive import gather  # noqa: E402
from builder.cache import Cache  # noqa: E402
from builder.model import (  # noqa: E402
    SCHEMA_VERSION,
    Archive,
    Block,
    BodyField,
    DateField,
    Field,
    Notice,
    PlaceField,
    Source,
    Statement,
    Target,
    identity,
)
from builder.rules import Rules, load  # noqa: E402
from builder.text import numerals  # noqa: E402
from builder.text.fold import fold, simplified_characters  # noqa: E402
from builder.write.search import folded, search_files, search_page  # noqa: E402

Figures = dict[str, float]

HEADING = re.compile("[一二三四五六七八九十]+、")
NUMERAL = re.compile("[0-9〇零一二两三四五六七八九十百千]+")
READY = """
new MutationObserver(() => {
  const status = document.getElementById("search-status")
  if (status && status.dataset.ready === "true" && !window.readyAt) window.readyAt = performance.now()
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-ready"] })
"""
FIND = """async query => {
  const found = await archiveSearch.find((await archiveSearch.parse(query)).filter(term => term.run.length > 1))
  const ids = await archiveSearch.ids()
  return found.hits.map(({ number }) => ids[number])
}"""
TYPE = """word => new Promise(resolve => {
  const box = document.getElementById("arc-search-q"), began = performance.now()
  const offers = document.getElementById(box.getAttribute("aria-controls"))
  const watch = new MutationObserver(() => { watch.disconnect(); resolve(performance.now() - began) })
  watch.observe(offers, { childList: true, attributes: true })
  setTimeout(() => { watch.disconnect(); resolve(null) }, 3000)
  box.focus()
  box.value = word
  box.dispatchEvent(new InputEvent("input", { bubbles: true }))
})"""


# --- the archive and its index ---------------------------------------------------------------------------------------


def archives(count: int, seed: int, rules: Rules) -> tuple[Archive, Archive]:
    """An archive of N notices, and the same with one more."""
    notices = [made_up(number, seed, rules) for number in range(count + 1)]
    return gather(notices[:-1], rules), gather(notices, rules)


def made_up(number: int, seed: int, rules: Rules) -> Notice:
    """The record of one generated text: its lines as blocks, place, day and body as the generator drew them, some measures."""
    writer = Writer(seed, number)
    title, *lines = writer.notice().rstrip("\n").split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    blocks = [
        Block(f"c{start + len(title) + 1}", "heading" if HEADING.match(line) else "paragraph", start, start + len(line))
        for start, line in zip(starts, lines, strict=False)
    ]
    place = next(place for place in rules.places.named(writer.area) if not place.until)
    line = rules.places.line(place)
    unknown, no_day = Field(None, "unknown"), DateField(None, "unknown")
    fields = [PlaceField(unit.name, "stated", adcode=unit.adcode) for unit in line] + [PlaceField(None, "unknown")] * 2
    body = BodyField(writer.body, "stated", normalised=writer.body, normalised_status="stated")
    chosen = writer.chance.sample([measure.id for measure in rules.measures.measures], writer.chance.randrange(2, 10))
    digest = hashlib.sha256(f"{seed} {number}".encode()).hexdigest()
    return Notice(
        id=identity(digest), schema_version=SCHEMA_VERSION,
        source=Source(f"{number}.txt", digest, 1, "utf-8", "text/plain", unknown, unknown, "unknown"),
        is_policy=Field(True, "inferred"), kind=Field(writer.chance.choice(["notice", "announcement", "news"]), "inferred"),
        officiality=Field("official", "inferred"), title=Field(title, "stated"),
        province=fields[0], city=fields[1], county=fields[2], issuing_body=body, document_number=unknown,
        date=DateField(writer.day.isoformat(), "stated", precision="day"), published=no_day, effective_from=no_day,
        effective_until=no_day, filed_under=(line[min(1, len(line) - 1)].adcode,),
        measures=tuple(Statement(id, None, blocks[0].anchor, "ordered", "new", Target(), ()) for id in chosen),
        text="\n".join(lines), blocks=tuple(blocks), repairs=(),
    )  # fmt: skip


def built(archive: Archive, rules: Rules) -> tuple[dict[str, bytes], Figures]:
    """The files of the index from nothing, and what that took: the memory is what the process grew by at most."""
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark starts anew
    began, worked = time.perf_counter(), time.process_time()
    files = dict(search_files(archive, rules))
    took, work = time.perf_counter() - began, time.process_time() - worked
    size = sum(len(data) for path, data in files.items() if path != "search/index.md")
    grown = _memory("VmHWM") - before
    return files, {"index_mb": size / 1e6, "build_s": took, "build_cpu_s": work, "build_mb": grown, "files": len(files)}


def _memory(name: str, process: int | str = "self") -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def added(less: Archive, more: Archive, rules: Rules, folder: Path) -> Figures:
    """The time that one notice more takes when the parts of the others are kept."""
    memory = Cache(folder / "memory", salt="bench")
    before = dict(search_files(less, rules, memory))
    began = time.perf_counter()
    after = dict(search_files(more, rules, memory))
    took = time.perf_counter() - began
    changed = {path: data for path, data in after.items() if before.get(path) != data}
    began = time.perf_counter()
    written(changed, folder / "changed")
    writing = time.perf_counter() - began
    if after != dict(search_files(more, rules)):
        raise SystemExit("one notice more gives another index than a build from nothing")
    return {"add_one_s": took, "changed_files": len(changed), "write_changed_s": writing}


def written(files: dict[str, bytes], folder: Path) -> None:
    """Puts the files below the folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def site_of(archive: Archive, files: dict[str, bytes], folder: Path) -> Path:
    """What a host serves: the search page as MkDocs makes it, the index, the texts."""
    written({"index.md": b"# Home\n", "search/index.md": search_page()}, folder / "page")
    site = folder / "site"
    config = load_config(
        str(ROOT / "mkdocs.yml"), docs_dir=str(folder / "page"), site_dir=str(site), hooks=[], nav=None, strict=False
    )
    config.validation.nav.not_found = 0
    build_site(config)
    written({path: data for path, data in files.items() if not path.endswith(".md")}, site)
    written({f"notices/{notice.id}/text.txt": notice.text.encode() for notice in archive.notices}, site)
    return site


# --- a host and a browser --------------------------------------------------------------------------------------------


class Host(SimpleHTTPRequestHandler):
    """Sends files as static hosts do: compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@lru_cache(maxsize=4096)
def compressed(path: Path) -> bytes:
    """The bytes of the file as they are sent; hosts keep them too."""
    return gzip.compress(path.read_bytes(), mtime=0)


SEND = """query => {
  const box = document.getElementById("search-q")
  window.readyAt = 0
  window.sentAt = performance.now()
  box.value = query
  box.form.requestSubmit()
}"""


class Visit:
    """One page, opened cold. What it fetched is counted in bytes and requests from one look to the next."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.context.add_init_script(READY)
        self.page = self.context.new_page()
        self.bytes, self.requests = 0.0, 0
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)
        self.page.goto(address)
        self.wait()

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.requests += 1

    def wait(self) -> None:
        """Until the search is done and nothing more is fetched."""
        self.page.wait_for_selector('#search-status[data-ready="true"]')
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(200)  # texts that come when they are seen

    def search(self, query: str) -> tuple[float, int, float]:
        """The first search on the page: kilobytes, requests, milliseconds."""
        bytes_before, requests_before = self.bytes, self.requests
        self.page.evaluate(SEND, query)
        self.wait()
        took = self.page.evaluate("readyAt - sentAt")
        return (self.bytes - bytes_before) / 1000, self.requests - requests_before, took


def first_queries(browser: Browser, address: str, sample: list[str]) -> Figures:
    """Each run on a cold page of its own; a few again as addresses of searches."""
    found, pages, opened = [], [], []
    for number, run in enumerate(["疫情", *sample]):
        visit = Visit(browser, f"{address}search/")
        pages.append(visit.bytes / 1000)
        found.append(visit.search(run))
        visit.context.close()
        if number % 5 == 0:
            visit = Visit(browser, f"{address}search/?q={quote(run)}")
            opened.append(visit.page.evaluate("readyAt"))
            visit.context.close()
    weights, requests, times = zip(*found[1:], strict=True)  # the first warmed the machine
    return {
        "kb_median": median(weights),
        "kb_worst": max(weights),
        "page_kb": median(pages[1:]),
        "requests_median": median(requests),
        "ms_median": median(times),
        "ms_worst": max(times),
        "open_ms_median": median(opened[1:]),
    }


# --- queries ---------------------------------------------------------------------------------------------------------


def runs(notices: tuple[Notice, ...], chance: random.Random) -> Iterator[str]:
    """Runs of 2–8 characters from titles and lines, the longer texts more often. What has a meaning in a query is left out:
    blanks, and quotes and hyphens at the rim."""
    weights = [len(notice.text) for notice in notices]
    while True:
        notice = chance.choices(notices, weights)[0]
        text = f"{notice.title.value or ''}\n{notice.text}"
        size = chance.randint(2, 8)
        start = chance.randrange(max(1, len(text) - size))
        run = text[start : start + size]
        if len(run) == size and not re.search(r'\s|^[-"]', folded(run)):
            yield run


def absent(texts: list[str], sample: Iterator[str], chance: random.Random) -> Iterator[str]:
    """Runs of characters that do occur, in an order that does not."""
    for run in sample:
        mixed = "".join(chance.sample(run, len(run)))
        if not NUMERAL.search(mixed) and mixed[0] not in '-"' and not any(folded(mixed) in text for text in texts):
            yield mixed


def traditional(run: str) -> str:
    """The run in traditional characters, where there are such that fold back."""
    return "".join(_traditional_forms().get(fold(character), character) for character in run)


@lru_cache(maxsize=1)
def _traditional_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for old, new in simplified_characters().items():
        if folded(old) == new:
            forms.setdefault(new, old)
    return forms


def in_figures(text: str) -> str:
    """The text with every numeral in figures."""
    return NUMERAL.sub(lambda found: str(numerals.number(found[0]) or found[0]), text)


def correct(page: Page, archive: Archive, queries: list[str]) -> Figures:
    """Recall and precision over all hits of all queries."""
    texts = {notice.id: folded(f"{notice.title.value or ''}\n{notice.text}") for notice in archive.notices}
    right = missed = false = 0
    for query in queries:
        run = folded(query)
        wanted = {id for id, text in texts.items() if run in text}
        found = set(page.evaluate(FIND, query))
        more = {id for id in found - wanted if not (NUMERAL.search(run) and in_figures(run) in in_figures(texts[id]))}
        right, missed, false = right + len(wanted & found), missed + len(wanted - found), false + len(more)
    return {"recall": right / max(1, right + missed), "precision": right / max(1, right + false)}


def keys(page: Page, sample: list[str]) -> Figures:
    """The time from each key to what is offered, each run typed from its second character on."""
    times = []
    for run in sample:
        for size in range(2, len(run) + 1):
            times.append(page.evaluate(TYPE, run[:size]))
    times = [each for each in times if each is not None]
    return {"key_ms_median": median(times), "key_ms_worst": max(times)}


def every_hit(context: BrowserContext, address: str) -> Figures:
    """What it takes to list the hits of a word that stands nearly everywhere, all at once."""
    page = context.new_page()
    page.goto(f"{address}search/?q={quote('疫情')}&all=1")
    page.wait_for_selector('#search-status[data-ready="true"]', timeout=120_000)
    total = int(page.get_attribute("#search-status", "data-total") or 0)
    return {"all_hits": total, "all_s": page.evaluate("readyAt") / 1000}


def renderer_memory(browser: Browser) -> float:
    """The memory of the largest renderer at its highest."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return max(_memory("VmHWM", process["id"]) for process in processes if process["type"] == "renderer")


def measured(address: str, archive: Archive, many: int, cold: int, chance: random.Random) -> Figures:
    """Everything that needs the browser."""
    sample = runs(archive.notices, chance)
    there = [run for run, _ in zip(sample, range(many), strict=False)]
    texts = [folded(f"{notice.title.value or ''}\n{notice.text}") for notice in archive.notices]
    nowhere = [run for run, _ in zip(absent(texts, sample, chance), range(many // 5), strict=False)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        figures = first_queries(browser, address, there[:cold])
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_init_script(READY)
        page = context.new_page()
        page.goto(f"{address}search/")
        page.wait_for_selector('#search-status[data-ready="true"]')
        typed = keys(page, there[:20])
        queries = [*there, *nowhere]
        figures |= correct(page, archive, [*queries, *map(traditional, queries)])
        figures |= typed | every_hit(context, address) | {"renderer_mb": renderer_memory(browser)}
        browser.close()
    return figures


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--runs", type=int, default=500, help="runs cut from the texts; a fifth as many stand nowhere")
    parser.add_argument("--cold", type=int, default=100, help="of them searched from a cold page each")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="where to leave the site, to look at")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        rules = load()
        archive, more = archives(options.count, options.seed, rules)
        files, figures = built(archive, rules)
        figures |= added(archive, more, rules, folder)
        site = site_of(archive, files, folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site))) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/"
            figures |= measured(address, archive, options.runs, options.cold, random.Random(options.seed))
            server.shutdown()
    for name, value in figures.items():
        print(f"{name:16} {value:>12,.3f}")
    print(json.dumps({"n": options.count} | {name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
