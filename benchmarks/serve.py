"""How ``mkdocs serve`` behaves at a size: ``python -m benchmarks.serve N`` (2500 unless told), or ``--root`` for a project that
stands.

From the start to the first page, with everything built before and without; from a dropped, a corrected and a removed seed to
the page that shows it; what the server burns while nobody asks anything. Wall seconds of this machine, whatever else it was
doing, and processor seconds of the server. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.generate import seed_text
from benchmarks.scale import ROOT, add, correct, project, remove

#: Of the seed that ``scale.add`` drops.
ADDED = "n" + hashlib.sha256(seed_text(10**6).encode()).hexdigest()[:12]
DATE_OF_CORRECTION = "2022-03-11"
LONGEST, EVERY = 1800.0, 0.05
IDLE = 20.0


def main() -> None:
    """Builds an archive, serves it twice, prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2500, metavar="N")
    parser.add_argument("--root", type=Path, help="a project made by benchmarks.scale, its docs/ built")
    options = parser.parse_args()
    root = options.root or ROOT / ".bench" / "serve"
    found: dict[str, float] = {}
    if not options.root:
        shutil.rmtree(root, ignore_errors=True)
        project(root, options.count)
        with serving(root) as server:
            found["first_start_s"] = server.until("")
    remove(root)
    with serving(root) as server:
        found["start_s"] = server.until("")
        found["page_s"] = server.until(f"notices/{some_notice(root)}/")
        time.sleep(2)
        found["idle_share"] = server.idle()
        for name, change, shows in (
            ("dropped_s", add, f'href="[^"]*{ADDED}|{ADDED}'),
            ("corrected_s", correct, DATE_OF_CORRECTION),
        ):
            found |= server.changed(name, change, f"notices/{ADDED}/", shows)
        found |= server.changed("removed_s", remove, f"notices/{ADDED}/", None)
        found["memory_mb"] = server.memory()
    for name, value in found.items():
        print(f"{name:16} {value:8.2f}")
    print(json.dumps({"n": len(list((root / "seeds").rglob("*.txt")))} | {k: round(v, 2) for k, v in found.items()}))


class Server:
    """``mkdocs serve`` of a project, and the clock since it was started."""

    def __init__(self, root: Path, process: subprocess.Popen[bytes], port: int) -> None:
        self._root, self._process, self._home = root, process, f"http://127.0.0.1:{port}/"
        self._begun = time.monotonic()

    def get(self, address: str) -> str | None:
        """The page at this address; None where there is none, or nobody answers yet."""
        try:
            with urlopen(self._home + address, timeout=LONGEST) as answer:
                return str(answer.read().decode("utf-8"))
        except (URLError, ConnectionError):
            return None

    def until(self, address: str) -> float:
        """Seconds from now, or from the start of the server, until this page is there."""
        begun, self._begun = self._begun or time.monotonic(), 0.0
        self._wait(lambda: self.get(address) is not None)
        return time.monotonic() - begun

    def changed(self, name: str, change: object, address: str, shows: str | None) -> dict[str, float]:
        """Seconds from a change of the seeds to the page that shows it (None: that is gone), and what the processor did."""
        begun, burnt = time.monotonic(), self._burnt()
        assert callable(change)
        change(self._root)

        def shown() -> bool:
            page = self.get(address)
            return page is None if shows is None else bool(page and re.search(shows, page))

        self._wait(shown)
        wall = time.monotonic() - begun
        time.sleep(2)  # whoever builds twice is found out
        return {name: wall, name[:-2] + "_cpu_s": self._burnt() - burnt}

    def idle(self) -> float:
        """The share of a core that goes while nobody asks."""
        before = self._burnt()
        time.sleep(IDLE)
        return (self._burnt() - before) / IDLE

    def memory(self) -> float:
        """Megabytes now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1000

    def _burnt(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def _wait(self, holds: object) -> None:
        assert callable(holds)
        end = time.monotonic() + LONGEST
        while not holds():
            if self._process.poll() is not None or time.monotonic() > end:
                sys.exit("the server ended, or never showed the page")
            time.sleep(EVERY)


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    """A server of the project at ``root``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}")
    environment = os.environ | {"PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=root, env=environment)
    try:
        yield Server(root, process, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def some_notice(root: Path) -> str:
    """The id of a notice that has a page."""
    return min(path.parent.name for path in (root / "docs" / "notices").glob("n*/record.json"))


if __name__ == "__main__":
    main()
