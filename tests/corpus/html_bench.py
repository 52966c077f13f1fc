"""Measures how much of a document and of a page's furniture is kept: by this house, and by trafilatura.

    python -m tests.corpus.html_bench

prints the table that stands in docs/method/reading.md. Counted are runs of eight characters (marks, blanks and width left
out): the share of the document's runs, and of the furniture's, that stand in what the extractor gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import trafilatura
import yaml

from builder.build import notice_of
from builder.read import SeedFile, documents
from builder.rules import Rules, load
from builder.text.fold import fold
from tests.corpus.html_pages import SHAPES, Document
from tests.corpus.html_wild import WILD

TUNED = Path(__file__).parent / "tuned"
RUN = 8
MOST_DOCUMENTS = 10
_WORDS = re.compile("[\u3400-\u9fffa-z0-9]+")

Extractor = Callable[[bytes], str]


@cache
def corpus() -> list[Document]:
    """Documents of the tuned corpus with enough text, in the order of their files."""
    found = []
    for path in sorted(TUNED.glob("*.yaml")):
        case = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        lines = tuple(words for role, words in case["page"] if role == "body" and words.strip())
        titles = [words for role, words in case["page"] if role == "title"]
        if case["gold"]["kind"] in ("notice", "announcement") and len(titles) == 1 and len("".join(lines)) > 300:
            found.append(Document(titles[0], lines))
    return found[:MOST_DOCUMENTS]


def house(rules: Rules) -> Extractor:
    """The clean text that the archive publishes."""

    def extract(html: bytes) -> str:
        return "\n".join(notice_of(seed, rules).text for seed in documents(SeedFile("page.html", html), []))

    return extract


def visible(html: bytes) -> str:
    """Everything that a reader sees: what the house begins with."""
    return "\n".join(seed.raw for seed in documents(SeedFile("page.html", html), []))


def established(html: bytes) -> str:
    """What trafilatura takes for the text, tables included."""
    return trafilatura.extract(html, include_tables=True, include_comments=False) or ""


def runs(words: Iterable[str]) -> set[str]:
    """The runs of eight characters in these words, or a shorter word whole."""
    found = set()
    for word in words:
        bare = "".join(_WORDS.findall(fold(word)))
        found.update(bare[at : at + RUN] for at in range(max(1, len(bare) - RUN + 1)) if bare)
    return found


def kept(wanted: set[str], text: str) -> tuple[int, int]:
    """How many of these runs stand in the text, and how many there are."""
    bare = "".join(_WORDS.findall(fold(text)))
    return sum(run in bare for run in wanted), len(wanted)


def measure(extractors: dict[str, Extractor]) -> dict[str, dict[str, list[int]]]:
    """For each shape and extractor: document runs kept, in all, furniture runs kept, in all."""
    table: dict[str, dict[str, list[int]]] = {}
    for shape in (*SHAPES, *WILD):
        row = table.setdefault(shape.__name__, {name: [0, 0, 0, 0] for name in extractors})
        for document in corpus():
            page = shape(document)
            body = runs(document.lines)
            furniture = runs(page.furniture) - body
            for name, extract in extractors.items():
                text = extract(page.data())
                for at, figure in enumerate((*kept(body, text), *kept(furniture, text))):
                    row[name][at] += figure
    return table


def main() -> None:
    """Prints the table."""
    table = measure({"visible": visible, "house": house(load()), "trafilatura": established})
    names = list(next(iter(table.values())))
    print("| shape | " + " | ".join(f"{name}: body | furniture" for name in names) + " |")
    print("|---|" + "---:|---:|" * len(names))
    for shape, row in (*table.items(), ("all", _sum(table))):
        cells = [f"{100 * row[name][at] / max(1, row[name][at + 1]):.1f} %" for name in names for at in (0, 2)]
        print(f"| {shape} | " + " | ".join(cells) + " |")


def _sum(table: dict[str, dict[str, list[int]]]) -> dict[str, list[int]]:
    names = list(next(iter(table.values())))
    return {name: [sum(row[name][at] for row in table.values()) for at in range(4)] for name in names}


if __name__ == "__main__":
    main()
