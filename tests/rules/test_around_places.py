"""The table of the words around places."""

from pathlib import Path

import pytest

from builder.errors import TableError
from builder.rules import TABLES
from builder.rules.around_places import FILE, RULES, load_around_places

ROWS = load_around_places(TABLES).rows


@pytest.mark.parametrize("id", RULES)
def test_a_row_fits_its_fixes_and_leaves_the_rest(id):
    """Its own examples are its proof."""
    row = ROWS[id]
    assert row.fixes and row.leaves
    assert [one for one in row.fixes if not row.fits(one)] == []
    assert [one for one in row.leaves if row.fits(one)] == []


def test_only_the_words_right_beside_the_name_count():
    """A blank may part them from it, a sentence may not."""
    origin = ROWS["origin-before"]
    assert origin.fits("来自 【太原】") and not origin.fits("来自外地。【太原】")


def table(tmp_path: Path, change):
    """The table with one line of it changed."""
    text = (TABLES / FILE).read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    (tmp_path / FILE).write_text(changed, encoding="utf-8")
    load_around_places(tmp_path)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda text: "{}", "is no list"),
        (lambda text: text.replace("- id: outpost-after", "- id: outposts"), "none that the code asks"),
        (lambda text: text.replace("- id: outpost-after", "- id: outposts"), "stands 0 times"),
        (lambda text: text.replace("side: before", "side: left"), "no side of a name"),
        (lambda text: text.replace("  says:", "  say:", 1), "unknown key 'say'"),
        (lambda text: text.replace("first: '.{0,4}?'", "first: '.*?'"), "repeats without a bound"),
        (lambda text: text.replace("first: '.{0,4}?'", "first: '('"), "no regular expression"),
    ],
)
def test_faults(tmp_path, change, word):
    """Every fault is told with what to do."""
    with pytest.raises(TableError, match=word):
        table(tmp_path, change)
