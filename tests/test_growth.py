"""The measure of growth tells squares of time from a straight line."""

import pytest

from tests.growth import grows_in_proportion


def rows(columns):
    """Work of ``size`` rows, each of as many columns as ``columns`` says."""
    return lambda size: sum(1 for _ in range(size) for _ in range(columns(size)))


@pytest.mark.parametrize(
    ("columns", "held"), [(lambda _: 2_000, True), (lambda size: size * 4, False), (lambda _: 1, True)]
)
def test_squares_are_told_from_a_straight_line(columns, held):
    """What takes no time at all is not asked."""
    assert grows_in_proportion(rows(columns), 100) == held
