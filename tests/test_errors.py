"""Errors keep what they say, wherever they were raised."""

import pickle

import pytest

from builder.errors import Problem, SeedError, TableError


@pytest.mark.parametrize(
    "error",
    [
        SeedError("a.txt", "1", "is empty", "remove it"),
        TableError([Problem("places.tsv", "3", "no code", "add it"), Problem("places.tsv", "9", "no name", "add it")]),
    ],
)
def test_an_error_from_another_process_says_the_same(error):
    """Processes hand their errors over pickled."""
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
