"""The pages of words are whole: the glossary says what not to write, the method page names each kind of repair."""

import re
from pathlib import Path

from builder.rules.repairs import KINDS

DOCS = Path(__file__).parent.parent / "docs"


def rows(page: str) -> list[list[str]]:
    """The cells of the rows of a page's tables."""
    lines = (DOCS / page).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| [^-]", line)]


def test_every_word_of_the_glossary_has_words_to_avoid():
    """In both languages; nobody avoids a word that the glossary itself prefers."""
    terms = rows("glossary.md")[1:]
    assert all(len(row) == 4 and all(row) for row in terms), [row[0] for row in terms if len(row) != 4]
    preferred = {word for row in terms for word in row[0].split(" ", 1)}
    avoided = {word.strip() for row in terms for part in row[3].split(" · ") for word in re.split("[、,]", part)}
    assert preferred & avoided == set()


def test_every_kind_of_repair_is_explained():
    """A kind that a table may name stands on the page that says what each may do."""
    told = {row[0].split()[-1] for row in rows("method/repair.md")}
    assert told >= set(KINDS) - {"mark"}  # which changes nothing
