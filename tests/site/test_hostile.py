"""The hostile files of ``tests/hostile`` as a site in Chromium: nothing runs, nothing leaves the page, the notice still reads."""

import csv
import json
import shutil
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from mkdocs.commands.build import build as render
from mkdocs.config import load_config

from builder import build as house
from tests.site.conftest import BY_HAND, ROOT, ArchiveSite, Quiet

FILES = Path(__file__).parent.parent / "hostile"
#: Words that every one of the files orders; a page that lost them was spoilt by its trick.
ORDERED = "严格查验健康码"
NOTICE = (
    "太原市关于加强疫情防控工作的通告\n\n全市公共场所要严格查验健康码，进入人员必须佩戴口罩。{}\n\n"
    "太原市人民政府\n2021年1月5日\n"
)
#: Whether anything ran, the words of the page, where it is, and how much of it could act or be fetched.
STATE = """() => [
    window.hit, document.body.innerText, location.href,
    document.querySelectorAll(
        '[onerror], [onload], [onclick], [href^="javascript:" i], [href^="data:text" i], iframe, object, embed'
    ).length,
]"""
#: What a spreadsheet takes for a formula when a cell begins with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


UNNAMEABLE = "two\nlines.txt"


def made():
    """Bombs and names that no file of the repository could carry: name and bytes."""
    yield "thousands of entities.html", f"<p>{NOTICE.format('&lt;' * 2_000)}</p>".encode()
    yield "many brackets.txt", NOTICE.format("（" * 20_000).encode()
    yield "many stars.txt", NOTICE.format("*_" * 500 + "[" * 500).encode()
    yield "many lines.txt", NOTICE.format("\n> - 1. `" * 3_000).encode()
    yield "x..%2f..%2fy.txt", NOTICE.format("").encode() + b"  "
    yield "'\"><script>window.hit=1<.txt", NOTICE.format("").encode() + b"   "
    lines = [
        {"id": "../../../x", "url": "javascript:window.hit=1", "title": "<script>window.hit=1</script>"},
        {"id": "/etc/passwd"},
    ]
    texts = [NOTICE.format(f"第{number}份") for number in range(2)]
    rows = [json.dumps(line | {"text": text}) for line, text in zip(lines, texts, strict=True)]
    yield "names.jsonl", "\n".join(rows).encode()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    """The site of all of them, rendered strictly and served below a folder."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(FILES, root / "seeds", ignore=shutil.ignore_patterns("README.md"))
    for name, data in made():
        (root / "seeds" / name).write_bytes(data)
    (root / "seeds" / UNNAMEABLE).write_text(NOTICE.format(""), "utf-8")
    (root / "docs").mkdir()
    for name in BY_HAND:
        source = ROOT / "docs" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "docs" / name)
    outcome = house.build(house.Folders(seeds=root / "seeds", docs=root / "docs", cache=root / "cache"))
    folder = root / "www" / "a"
    settings = {"docs_dir": str(root / "docs"), "site_dir": str(folder), "hooks": [], "strict": True}
    render(load_config(str(ROOT / "mkdocs.yml"), **settings))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root / "www")) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ArchiveSite(folder, f"http://127.0.0.1:{server.server_port}/a/", outcome)
        server.shutdown()


def test_every_file_became_a_notice_of_its_city(hostile_site):
    """No trick hides what the notice says or where it belongs; the one that has no name a list could show is told."""
    outcome = hostile_site.archive
    seeds = len([path for path in FILES.iterdir() if path.name != "README.md"]) + len(list(made())) + 1
    assert [(problem.file, problem.what[:23]) for problem in outcome.problems] == [
        (UNNAMEABLE, "has a control character")
    ]
    assert len(outcome.archive.by_id) == seeds
    for notice in outcome.archive.by_id.values():
        assert ORDERED in notice.text, notice.source.path
        assert notice.city.value == "太原市", notice.source.path


def test_nothing_runs_and_nothing_leaves(hostile_site, browser):
    """On the page of each notice in its states, on its raw page, and where its title and words are listed."""
    lists = (
        "",
        "cities/",
        "cities/140100/",
        "notices/",
        "measures/",
        "dates/2021/01/",
        "search/?q=查验健康码",
        "data/",
    )
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.set_default_navigation_timeout(20_000)
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: faults.append(f"dialog on {page.url}") or dialog.dismiss())
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    paths = [*lists]
    for id in hostile_site.archive.archive.by_id:
        paths += [f"notices/{id}/", f"notices/{id}/marked/", f"notices/{id}/raw/"]
    for path in paths:
        page.goto(hostile_site.address + path, wait_until="load")
        state = page.evaluate(STATE)
        if state[0] is not None or state[3] or not state[2].startswith(hostile_site.address):
            faults.append(f"{path}: {state[0]} {state[2]} {state[3]}")
        if path.startswith("notices/n") and ORDERED not in state[1]:
            faults.append(f"{path}: does not read")
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((hostile_site.address, "data:"))] == []


def test_no_cell_is_a_formula(hostile_site):
    """A table opened in a spreadsheet computes nothing and calls nobody; signed numbers excepted, which are numbers."""
    tables = sorted((hostile_site.folder / "data").glob("*excel*.csv")) or sorted(
        (hostile_site.folder / "data").glob("*.csv")
    )
    assert tables
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as rows:
            cells = [cell for row in csv.reader(rows) for cell in row]
        assert [
            cell for cell in cells if cell.startswith(FORMULA) and not cell.lstrip("+-").replace(".", "").isdigit()
        ] == []


def test_no_file_is_written_beside_the_site(hostile_site):
    """Whatever a file or a line is called, its pages stand at the address of its id."""
    pages = {path.name for path in (hostile_site.folder / "notices").iterdir() if path.is_dir()}
    assert {name for name in pages if name.startswith("n")} >= set(hostile_site.archive.archive.by_id)
    assert not (hostile_site.folder.parent / "x").exists()
    assert sorted(path.name for path in hostile_site.folder.parent.iterdir()) == ["a"]
