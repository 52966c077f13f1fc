"""The page shapes: whatever the shape, a reader of the visible text misses no word of the document."""

import pytest

from tests.corpus.html_bench import corpus, kept, runs, visible
from tests.corpus.html_pages import SHAPES
from tests.corpus.html_wild import WILD


@pytest.mark.parametrize("shape", (*SHAPES, *WILD), ids=lambda shape: shape.__name__)
def test_nothing_of_the_document_is_lost_in_reading(shape):
    """Every run of eight characters of it stands in the visible text."""
    for document in corpus()[:3]:
        page = shape(document)
        wanted = runs(document.lines)
        assert kept(wanted, visible(page.data())) == (len(wanted), len(wanted))
