"""How the time of a piece of work grows with its size.

What is asked is a ratio within one run, never how fast anything is: sixteen times the size may take some sixteen times as long,
where work that grows with the square takes 256 times. Between the two there is room for a busy machine, and what seems too dear
is measured again: what truly grows with the square seems so each time.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

#: the longer work is so many times larger, and may be so many times dearer for its size
LONGER, DEARER = 16, 4.0
#: processor seconds that say nothing, and how often what seems too dear is measured
TELLING, ATTEMPTS = 0.2, 5


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether ``work(16 * size)`` costs about sixteen times what ``work(size)`` does, in one of five attempts at least."""
    work(size)  # what is loaded on first use is not counted
    return any(_in_proportion(work, size) for _ in range(ATTEMPTS))


def _in_proportion(work: Callable[[int], object], size: int) -> bool:
    dear = _seconds(work, size * LONGER)
    return dear < TELLING or dear < _seconds(work, size) * LONGER * DEARER


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Seconds of the processor, without the garbage of other tests."""
    gc.disable()
    try:
        begun = time.process_time()
        work(size)
        return time.process_time() - begun
    finally:
        gc.enable()
