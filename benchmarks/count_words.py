"""Makes the two tables that ``builder/repair/language.py`` counts: ``python benchmarks/count_words.py DICT``.

``DICT`` is jieba's ``dict.txt`` (word, count, class a line; see ``builder/rules/repair/language_source.md``). Our own text is
the tuned part of the dev corpus, the cleaned seeds but 000, whose lost bytes these counts help to restore, and
``phrases.txt``, set phrases of official Chinese written for this purpose. Without ``DICT`` only the sentences are made anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from builder.repair.language import FOLDER  # noqa: E402
from builder.repair.script import looks_traditional  # noqa: E402

WORDS = 44_000
_WORD = re.compile("[\u4e00-\u9fff]{1,4}")


def own_lines() -> list[str]:
    """The lines of our own pages, of the cleaned seeds and of the phrases, each once, sorted."""
    from tests.corpus import load

    pages = ["\n".join(words for _, words in case.lines) for case in load("tuned")]
    seeds = sorted((ROOT / "tests" / "golden" / "clean").glob("*.txt"))
    texts = [page for page in pages if not looks_traditional(page)]
    texts += [seed.read_text(encoding="utf-8") for seed in seeds if not seed.name.startswith("000")]
    texts.append(Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8"))
    return sorted({line.strip() for text in texts for line in text.split("\n")} - {""})


def words(dictionary: Path) -> list[str]:
    """The most frequent words with their counts, sorted."""
    rows = []
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if _WORD.fullmatch(word):
            rows.append((-int(count), word))
    return sorted(f"{word}\t{-count}" for count, word in sorted(rows)[:WORDS])


def main(dictionary: str = "") -> None:
    """Writes the tables; two runs give the same bytes."""
    if dictionary:
        _write(FOLDER / "words.tsv", words(Path(dictionary)))
    _write(FOLDER / "sentences.txt", own_lines())


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
