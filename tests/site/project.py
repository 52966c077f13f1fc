"""A copy of the project as git would hand it over, to be built and served apart from this one."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import cache_from_source
from pathlib import Path

from tests.five import ROOT, copy_five

PARTS = ("mkdocs.yml", "builder", "docs")


def copy_project(target: Path) -> Path:
    """Configuration, builder, hand-written pages and the five seeds at ``target``; nothing that is generated."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *PARTS]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in sorted(set(listed.split("\0")) - {""}):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (copy_module if name.endswith(".py") else shutil.copy)(ROOT / name, target / name)
    copy_five(target / "seeds")
    return target


def copy_module(source: Path, target: Path) -> None:
    """A module with what Python compiled of it, which counts while time and size are the same: to compile all takes seconds."""
    shutil.copy2(source, target)
    compiled = Path(cache_from_source(str(source)))
    if compiled.is_file():
        Path(cache_from_source(str(target))).parent.mkdir(exist_ok=True)
        shutil.copy(compiled, cache_from_source(str(target)))
