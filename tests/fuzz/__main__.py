"""``python -m tests.fuzz [MINUTES]``: tries the laws on new seeds until the time is over, and says what was tried.

Each kind of fault is told once, with the smallest seed that shows it, as soon as it is found. Exit status 1 when there was one.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from typing import Any

from tests.fuzz.runs import TRIALS, Trial, run

BUILDER = Path(__file__).parent.parent.parent / "builder"


class Watch:
    """Counts what is tried; a fault that was told before is passed over, so that the next one comes to light."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.faults: dict[tuple[str, ...], str] = {}
        self.culprit: tuple[Any, ...] = ()  #: what the last fault came from; in the end the smallest

    def watched(self, trial: Trial) -> Callable[..., None]:
        """The law of the trial, counted."""

        def law(*drawn: Any) -> None:
            begun = time.process_time()
            self.tried[trial.name] += 1
            self.characters[trial.name] += sum(map(_size, drawn))
            try:
                trial.law(*drawn)
            except Exception as error:
                if _kind(trial, error) not in self.faults:
                    self.culprit = drawn
                    raise
            finally:
                self.seconds[trial.name] += time.process_time() - begun

        return law

    def tell(self, trial: Trial, chance: int, error: Exception) -> None:
        """Prints a fault that is new."""
        self.faults[_kind(trial, error)] = str(error)
        print(f"--- {trial.name} (drawn from {chance})", flush=True)
        print("".join(traceback.format_exception(error, limit=-6)), repr(self.culprit), sep="\n", flush=True)

    def sum(self) -> None:
        """Prints what was tried."""
        for name, count in self.tried.items():
            size, seconds = self.characters[name], self.seconds[name]
            print(f"{name:38} {count:8,} seeds {size:13,} characters or bytes {seconds:8,.0f} s")
        print(f"{sum(self.tried.values()):,} seeds, {len(self.faults)} kinds of fault", flush=True)


def _size(drawn: Any) -> int:
    return sum(map(_size, drawn)) if isinstance(drawn, list | tuple) else len(drawn)


def _kind(trial: Trial, error: Exception) -> tuple[str, ...]:
    """What was let out, and where in the builder."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{frame.filename}:{frame.name}" for frame in frames if frame.filename.startswith(str(BUILDER))]
    return (type(error).__name__, ours[-1]) if ours else (type(error).__name__, trial.name)


def main(minutes: float) -> int:
    """Runs the rounds; the exit status."""
    watch, chances = Watch(), SystemRandom()
    over = time.monotonic() + minutes * 60
    while time.monotonic() < over:
        for trial in TRIALS:
            chance = chances.randrange(2**32)
            try:
                run(trial, trial.round, chance, watch.watched(trial))
            except Exception as error:
                watch.tell(trial, chance, error)
    watch.sum()
    return bool(watch.faults)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
