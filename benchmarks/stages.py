"""What each step up to a record costs: ``python -m benchmarks.stages [N | FOLDER]``, 200 made-up notices unless told.

Processor milliseconds a notice on one core, the best of several rounds, the steps of a notice and the finders within them. Every
machine is another, and a busy one is slower: beside each step stands how many times ``str.translate`` over the same texts it
takes, measured in the same run. The last line is one JSON object; ``coding`` is told for 1,500 characters of text.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import builder.extract  # noqa: E402
import builder.repair  # noqa: E402
from benchmarks.generate import write_archive  # noqa: E402
from builder.model import RawDocument, from_json, to_json  # noqa: E402
from builder.read import find_seeds, read  # noqa: E402
from builder.rules import Rules, load  # noqa: E402

ROUNDS = 5
_FINDERS = ("find_", "read_", "judge_", "normalise_")


class Clock:
    """Processor seconds by the name of a step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, timed under this name."""

        def running(*given: Any) -> Any:
            begun = time.process_time()
            try:
                return work(*given)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begun

        return running


def measure(seeds: Path, rules: Rules) -> tuple[dict[str, float], int, int]:
    """The least seconds of each step over all seeds in a folder, how many they are, and the characters of their texts."""
    clock = Clock()
    for name in [name for name in vars(builder.extract) if name.startswith(_FINDERS)]:
        setattr(builder.extract, name, clock.timed(f"  {name}", getattr(builder.extract, name)))
    builder.repair.find_pieces = clock.timed("  find_pieces", builder.repair.find_pieces)
    paths = list(find_seeds(seeds, []))
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        clock.seconds.clear()
        documents = clock.timed("read", lambda: [one for path in paths for one in read(path, seeds, [])])()
        characters = _round(clock, documents, rules)
        least = {name: min(taken, least.get(name, taken)) for name, taken in clock.seconds.items()}
        gc.collect()
    return least, len(documents), characters


def _round(clock: Clock, documents: list[RawDocument], rules: Rules) -> int:
    repaired = clock.timed("repair", lambda: [builder.repair.repair(one, rules) for one in documents])()
    pairs = list(zip(documents, repaired, strict=True))
    notices = clock.timed("extract", lambda: [builder.extract.extract(*pair, rules) for pair in pairs])()
    clock.timed("json", lambda: [from_json(to_json(notice)) for notice in notices])()
    table = {ord("。"): "。"}
    clock.timed("str.translate", lambda: [one.raw.translate(table) for one in documents])()
    return sum(len(one.text) for one in repaired)


def main() -> None:
    """Prints the table and the JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="200", metavar="N|FOLDER")
    what = parser.parse_args().what
    with tempfile.TemporaryDirectory() as folder:
        if what.isdecimal():
            write_archive(int(what), Path(folder))
        least, count, characters = measure(Path(folder) if what.isdecimal() else Path(what).resolve(), load())
    plain = least["str.translate"]
    print(f"{count} notices, {characters:,} characters of text")
    for name, taken in least.items():
        print(f"{name:24}{1000 * taken / count:9.3f} ms{taken / plain:9.1f}")
    whole = sum(least[name] for name in ("read", "repair", "extract", "json"))
    coding = 1500 * 1000 * least["  find_measures"] / characters
    figures = {name.strip(): round(1000 * taken / count, 3) for name, taken in least.items()}
    print(
        json.dumps({"notices": count, "whole": round(1000 * whole / count, 3), "coding": round(coding, 2), **figures})
    )


if __name__ == "__main__":
    main()
