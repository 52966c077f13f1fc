"""``python -m builder.site ROOT``: MkDocs builds ``docs/`` into ``site.new/``, which then takes the place of ``site/``.

MkDocs empties its target first; a build that is killed there would lose the published site. So it never gets ``site/``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from mkdocs.__main__ import cli as mkdocs

from builder.site.hook import ALREADY_BUILT


def build_site(root: Path) -> Path:
    """The finished site. Raises SystemExit when MkDocs refuses or warns; the old site then still stands."""
    new, old, site = root / "site.new", root / "site.old", root / "site"
    shutil.rmtree(new, ignore_errors=True)
    os.environ[ALREADY_BUILT] = "1"
    config = root / "mkdocs.yml"
    arguments = ["build", "--strict", "--quiet", "--config-file", str(config), "--site-dir", str(new)]
    mkdocs(arguments, standalone_mode=False)
    put_in_place(new, site, old)
    return site


def put_in_place(new: Path, site: Path, old: Path) -> None:
    """Renames ``new`` to ``site``; what stood there is deleted last."""
    if site.exists():
        shutil.rmtree(old, ignore_errors=True)
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    print(build_site(Path(sys.argv[1])))
