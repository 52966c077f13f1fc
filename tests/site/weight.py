"""``python -m tests.site.weight [-v]``: what the pages of notices weigh beside the notices' own words, over the whole tuned
corpus and the five seeds; with ``-v`` where the bytes are.

The page of a state is the HTML that a reader of that state is sent. What of it is the notice's own words (its title, its text,
words quoted from it) does not count; of the raw view the raw text. ``test_pages.py`` holds the limits.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bs4 import BeautifulSoup
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from builder.archive import gather
from builder.build import notice_of
from builder.model import Archive, Notice, RawDocument
from builder.read import read
from builder.rules import Rules, load
from builder.site.fill import fill, html_path, read_sheet
from builder.site.plain import to_html
from builder.site.press import Press, in_nav
from builder.write import notice_files
from tests.corpus import Case
from tests.corpus import load as corpus
from tests.extract.pages import document_of
from tests.five import FIVE

ROOT = Path(__file__).parent.parent.parent

#: Bytes of HTML of one state beside the notice's own words; the same packed; all files of a notice, on average.
HTML, PACKED, FILES = 15_000, 8_000, 60_000

#: The pages of a notice by their state.
STATES = {"index.html": "clean", "marked/index.html": "marked", "raw/index.html": "raw"}


class Weight(NamedTuple):
    """What a notice weighs: for each state the bytes beside its own words, plain and packed; all its files."""

    notice: Notice
    html: dict[str, int]
    packed: dict[str, int]
    files: int


def weigh(notice: Notice, archive: Archive, rules: Rules, press: Press) -> Weight:
    """The pages of a notice as they are published, weighed."""
    files = published(notice, archive, rules, press)
    pages = {state: files[name] for name, state in STATES.items()}
    html = {state: beside(notice, page) for state, page in pages.items()}
    # the words of the raw view are cut into pieces that are too short to be known again
    html["raw"] = len(pages["raw"]) - len(files["raw.txt"])
    packed = {state: over_the_wire(notice, page) for state, page in pages.items()}
    return Weight(notice, html, packed, sum(map(len, files.values())))


def published(notice: Notice, archive: Archive, rules: Rules, press: Press) -> dict[str, bytes]:
    """The files of a notice as they stand on the site, by their names in its folder."""
    files = {}
    for path, data in notice_files(notice.id, archive, rules, {}):
        name = path.removeprefix(f"notices/{notice.id}/")
        if name.endswith(".md"):
            sheet = read_sheet(path, data.decode())
            content = to_html(sheet.body)
            assert content is not None, path
            name, data = html_path(name), fill(press.shell(sheet.kind), path, sheet, content, press.site_url)
        files[name] = data
    return files


def beside(notice: Notice, page: bytes) -> int:
    """The bytes of a page without the notice's own words, wherever they stand on it."""
    said = "\n".join((notice.raw(), notice.text, notice.title.value or ""))
    parts = (part.strip() for words in BeautifulSoup(page, "lxml").strings for part in re.split("…+|[“”\n]", words))
    return len(page) - sum(len(part.encode()) for part in parts if len(part) > 3 and part in said)


def over_the_wire(notice: Notice, page: bytes) -> int:
    """The bytes that a page takes compressed, without those that the notice's text takes."""
    return len(gzip.compress(page)) - len(gzip.compress(notice.text.encode()))


def frames(folder: Path) -> Press:
    """The shells that MkDocs renders, from the project's configuration and an empty page for each of its navigation."""
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    for path in in_nav(config.nav):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    return Press(config, get_navigation(files, config), env)


def documents() -> Iterator[RawDocument]:
    """The policy notices of the tuned corpus and the five seeds."""
    yield from (document_of(case.raw, f"{case.name}.txt") for case in policies())
    for path in FIVE:
        yield from read(path, path.parent, [])


def policies() -> tuple[Case, ...]:
    """The policy notices of the tuned corpus."""
    return tuple(case for case in corpus("tuned") if case.gold.get("is_policy"))


def told(weights: list[Weight]) -> Iterator[str]:
    """What the weights come to, in a table."""
    yield f"{len(weights)} notices; bytes of HTML beside a notice's own words, and packed"
    yield f"           mean median    p90    max   over {HTML:,} |   mean    max   over {PACKED:,}"
    for state in STATES.values():
        html = sorted(weight.html[state] for weight in weights)
        packed = sorted(weight.packed[state] for weight in weights)
        over, heavy = sum(size > HTML for size in html), sum(size > PACKED for size in packed)
        yield (
            f"{state:8} {mean(html):6,.0f} {html[len(html) // 2]:6,} {html[len(html) * 9 // 10]:6,} {html[-1]:6,} {over:13}"
            f" | {mean(packed):6,.0f} {packed[-1]:6,} {heavy:12}"
        )
    yield f"all files: {mean([weight.files for weight in weights]):,.0f} on average"
    for weight in weights:
        if weight.notice.source.path in {path.name for path in FIVE}:
            yield f"{weight.notice.id}, {len(weight.notice.measures)} statements: {weight.html}, packed {weight.packed}"


def components(pages: Iterable[bytes]) -> Iterator[tuple[str, float]]:
    """The parts of pages, the heaviest first, with all their bytes on average: the head, what stands in the article by its class
    or id (clauses together), and what is around it."""
    sizes, count = Counter[str](), 0
    for page in pages:
        count += 1
        head, body = page.split(b"<body", 1)
        sizes["head"] += len(head)
        sizes["around the article"] += len(body)
        article = BeautifulSoup(page, "html.parser").article
        for child in article.find_all(True, recursive=False) if article else ():
            name = str(child.get("id") or " ".join(child.get("class", [])))
            part = "clauses" if _CLAUSE.fullmatch(name) else name
            sizes[part] += (size := len(child.encode()))
            sizes["around the article"] -= size
    yield from ((part, size / count) for part, size in sizes.most_common())


_CLAUSE = re.compile(r"c\d+|is-gone")


def mean(sizes: list[int]) -> float:
    """The average."""
    return sum(sizes) / len(sizes)


def main(verbose: bool) -> None:
    """Weighs and tells."""
    rules = load()
    archive = gather([notice_of(document, rules) for document in documents()], rules)
    with TemporaryDirectory() as folder:
        press = frames(Path(folder))
        print("\n".join(told([weigh(notice, archive, rules, press) for notice in archive.notices])))
        if not verbose:
            return
        published_files = [published(notice, archive, rules, press) for notice in archive.notices[::10]]
    for name in STATES:
        print(f"{name}, own words and all:")
        print("\n".join(f"{size:8,.0f} {part}" for part, size in components(files[name] for files in published_files)))


if __name__ == "__main__":
    main("-v" in sys.argv[1:])
