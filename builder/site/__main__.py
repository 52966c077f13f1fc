"""``python -m builder.site ROOT``: MkDocs builds ``docs/`` into ``site.new/``, which then takes the place of ``site/``.

MkDocs empties its target first; a build that is killed there would lose the published site. So it never gets ``site/``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from builder.site.hook import ALREADY_BUILT


def build_site(root: Path) -> Path:
    """The finished site. Raises MkDocsException when MkDocs refuses or warns; the old site then still stands."""
    new, old, site = root / "site.new", root / "site.old", root / "site"
    shutil.rmtree(new, ignore_errors=True)
    os.environ[ALREADY_BUILT] = "1"
    render(root / "mkdocs.yml", new)
    put_in_place(new, site, old)
    return site


def render(config_file: Path, target: Path) -> None:
    """What ``mkdocs build --strict`` does, without its progress lines: its ``--quiet`` would not count warnings."""
    config = load_config(str(config_file), site_dir=str(target), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def put_in_place(new: Path, site: Path, old: Path) -> None:
    """Renames ``new`` to ``site``; what stood there is deleted last."""
    if site.exists():
        shutil.rmtree(old, ignore_errors=True)
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    try:
        print(build_site(Path(sys.argv[1])))
    except MkDocsException as error:
        sys.exit(f"site: not built, the old one stands: {error}")
