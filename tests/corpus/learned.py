"""Writes every table of ``builder/rules`` that is learned from notices: ``python -m tests.corpus.learned`` (four minutes).

In this order, since each weighs what those before it say: what a number is that no pattern reads (``unread.py``), which measures a clause states (``wording.py``), how they are put
(``binding.py``), to which of them a number belongs (``belonging.py``), whether a page is a policy at all (``judging.py``).
"""

from __future__ import annotations

from collections.abc import Callable

from builder.rules import Rules
from builder.rules import load as load_rules
from tests.corpus import belonging, binding, judging, unread, wording

#: what writes the tables, with the rules as those before it left them
WRITERS: tuple[Callable[[Rules], None], ...] = (unread.write, wording.write, binding.write, belonging.write, judging.write)


def main() -> None:
    for write in WRITERS:
        write(load_rules())
        print(f"{write.__module__.rpartition('.')[2]}: written", flush=True)


if __name__ == "__main__":
    main()
