"""The laws on a few seeds that nobody wrote, the same in every run; ``make fuzz`` tries as many as an hour holds."""

import pytest

from tests.fuzz.runs import TRIALS, run


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name.replace(" ", "-"))
def test_the_laws_hold(trial):
    """Nothing comes out but what the builder says itself."""
    run(trial, trial.few, 0, trial.law)
