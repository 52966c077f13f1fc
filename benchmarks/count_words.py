"""Makes the counts that ``builder/repair/language.py`` reads: ``python benchmarks/count_words.py DICT``.

``DICT`` is jieba's ``dict.txt`` (word, count, class a line; see ``builder/rules/repair/language_source.md``). Our own text is
the tuned part of the dev corpus, the cleaned seeds but 000, whose lost bytes these counts help to restore, and
``phrases.txt``, set phrases of official Chinese written for this purpose.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from builder.repair.language import FOLDER, sightings  # noqa: E402
from builder.repair.script import looks_traditional  # noqa: E402

WORDS = 44_000
_WORD = re.compile("[\u4e00-\u9fff]{1,4}")


def own_texts() -> list[str]:
    """Our own pages and the cleaned seeds, one text each."""
    from tests.corpus import load

    pages = ["\n".join(words for _, words in case.lines) for case in load("tuned")]
    seeds = sorted((ROOT / "tests" / "golden" / "clean").glob("*.txt"))
    phrases = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8")
    return [page for page in pages if not looks_traditional(page)] + [
        *(seed.read_text(encoding="utf-8") for seed in seeds if not seed.name.startswith("000")),
        phrases,
        phrases,  # twice, since a triple that only one place has is left out
    ]


def counts(texts: list[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Characters, pairs and triples of all texts; a pair or triple that only one place has is left out."""
    ones, twos, threes = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        one, two, three = sightings(f"\n{text}\n")
        ones += one
        twos += two
        threes += three
    return ones, twos, Counter({gram: count for gram, count in threes.items() if count > 1})


def write(dictionary: Path) -> None:
    """Both tables, sorted, so that two runs give the same bytes."""
    rows = []
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if _WORD.fullmatch(word):
            rows.append((int(count), word))
    rows.sort(key=lambda row: (-row[0], row[1]))
    chosen = sorted((word, count) for count, word in rows[:WORDS])
    _write(FOLDER / "words.tsv", chosen)
    grams = [pair for table in counts(own_texts()) for pair in sorted(table.items())]
    _write(FOLDER / "ngrams.tsv", [(gram.replace("\n", "¶"), count) for gram, count in grams])


def _write(path: Path, rows: list[tuple[str, int]]) -> None:
    path.write_text("".join(f"{key}\t{count}\n" for key, count in rows), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
