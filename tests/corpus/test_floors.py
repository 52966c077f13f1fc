"""What the dev corpus was once got right stays right, on the tuned part and on the part nobody looks at."""

import json

import pytest

from builder.rules import load as load_rules
from tests.corpus import PARTS, files
from tests.corpus.floors import FLOORS, digest, figures, sunk


@pytest.mark.parametrize("part", PARTS)
def test_no_figure_sinks(part):
    """A rule that makes a figure worse says so: ``python -m tests.corpus.floors --write --lower``."""
    kept = json.loads(FLOORS.read_text("utf-8"))[part]
    assert digest(part) == kept["digest"], "the corpus changed: python -m tests.corpus.floors --write"
    assert sunk(kept, figures(part, load_rules())) == []


def test_a_sunk_figure_is_noticed():
    """A share that falls and a count that rises are both told; what got better is not."""
    kept = {"digest": "d", "city": 0.97, "wrong_stated": 1, "date": 0.9}
    assert sunk(kept, {"digest": "d", "city": 0.96, "wrong_stated": 2, "date": 0.95}) == [
        "city: 0.97 → 0.96",
        "wrong_stated: 1 → 2",
    ]


def test_about_a_third_is_unseen():
    """The split is fixed by the folders; no notice stands in both."""
    tuned, unseen = ({path.stem for path in files(part)} for part in PARTS)
    assert not tuned & unseen
    assert 0.27 < len(unseen) / len(tuned | unseen) < 0.4
