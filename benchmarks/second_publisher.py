"""``python -m benchmarks.second_publisher --zensical PATH``: the same ``docs/`` through Zensical; does a page change its address?

Zensical, by the authors of Material for MkDocs, reads the same ``mkdocs.yml`` but runs none of our Python and none of our
templates. So it gets the configuration without both; what it makes lies in ``.cache/zensical/``. Only addresses are compared: its
pages look like its own theme.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".cache" / "zensical"

#: What it cannot run, and what lies elsewhere.
OURS = (
    (r"^hooks:\n(?:  - .*\n)+", ""),
    (r"^  custom_dir: .*\n", ""),
    (r"^site_url: .*$", 'site_url: "http://127.0.0.1:8000/"'),
)


def plain(configuration: str) -> str:
    """The configuration without what only MkDocs understands. Raises ValueError when that no longer stands in it."""
    for pattern, instead in OURS:
        configuration, count = re.subn(pattern, instead, configuration, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"mkdocs.yml has no {pattern!r}: bring benchmarks/second_publisher.py in line with it")
    return configuration


def pages(site: Path) -> set[str]:
    """The addresses of all pages of a site."""
    return {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")}


def main() -> int:
    """Builds and compares; 1 when an address of ours is missing, 2 when nothing can be compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zensical", required=True, help="the command of Zensical")
    command = parser.parse_args().zensical
    if not (ROOT / "site").is_dir():
        print("site/ is not there: make site first")
        return 2
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    (HOME / "mkdocs.yml").write_text(plain((ROOT / "mkdocs.yml").read_text("utf-8")), "utf-8")
    shutil.copytree(ROOT / "docs", HOME / "docs")
    done = subprocess.run([command, "build", "-f", "mkdocs.yml"], cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], sep="\n")
        return 2
    ours, theirs = pages(ROOT / "site"), pages(HOME / "site")
    for name, missing in (("only in ours", ours - theirs), ("only in theirs", theirs - ours)):
        print(f"{name}: {len(missing)}", *sorted(missing)[:20], sep="\n  ")
    print(f"{len(ours & theirs)} pages have the same address in both")
    return bool(ours - theirs)


if __name__ == "__main__":
    sys.exit(main())
