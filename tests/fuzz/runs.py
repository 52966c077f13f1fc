"""Which law is tried on which seeds, and how often."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import laws
from tests.fuzz.seeds import STRETCHES, files, side_files, texts

CALM = settings(
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    verbosity=Verbosity.quiet,
)


class Trial(NamedTuple):
    """A law, the seeds that it is tried on, and how many of them in a round of a long run and in the suite."""

    law: Callable[..., None]
    seeds: st.SearchStrategy[tuple[Any, ...]]
    round: int
    few: int

    @property
    def name(self) -> str:
        """The law in words."""
        return self.law.__name__.replace("_", " ")


TRIALS = (
    Trial(laws.what_is_read_encodes_back, files(), 100, 30),
    Trial(laws.what_is_repaired_can_be_restored, st.tuples(texts()), 100, 15),
    Trial(laws.what_is_said_is_proven, st.tuples(texts()), 100, 15),
    Trial(
        laws.what_is_built_keeps_its_promises, st.tuples(st.lists(files(), min_size=1, max_size=3), side_files()), 15, 2
    ),
    Trial(laws.what_is_longer_is_no_dearer, st.tuples(STRETCHES), 10, 2),
)


def run(trial: Trial, examples: int, chance: int, law: Callable[..., None]) -> None:
    """Tries ``law`` (the trial's own, or that one watched) on so many seeds drawn from ``chance``. Raises what it lets out, for
    the smallest seed that was found."""

    def tried(drawn: tuple[Any, ...]) -> None:
        law(*drawn)

    try:
        seed(chance)(settings(CALM, max_examples=examples)(given(trial.seeds)(tried)))()
    finally:
        gc.unfreeze()  # a build leaves what it made to the end of its process, which many builds share here
        gc.collect()
