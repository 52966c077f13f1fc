"""Imports run downwards; the contracts stand in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ["site", "read", "repair", "extract", "archive", "write", "rules", "text"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_hold():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def empty_house(tmp_path):
    """The packages without their code, under the same contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ["", *HOUSE]:
        folder = tmp_path / "builder" / package
        folder.mkdir()
        (folder / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("site/hook.py", "import mkdocs"),
        ("site/hook.py", "import builder.build"),
        ("extract/dates.py", "import builder.rules, builder.model, builder.text"),
        ("errors.py", "import builder.model"),
    ],
)
def test_a_downward_import_is_let_through(empty_house, module, line):
    for name in ("build.py", "model.py", "errors.py"):
        (empty_house / "builder" / name).touch()
    (empty_house / "builder" / module).write_text(line + "\n")
    done = lint(empty_house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("extract/dates.py", "import builder.repair"),  # a stage that imports a stage
        ("text/fold.py", "import builder.rules"),  # upwards
        ("rules/places.py", "import builder.site"),  # upwards, far
        ("write/pages.py", "import mkdocs"),  # MkDocs outside builder.site
        ("utils.py", ""),  # a drawer with no place in the order
    ],
)
def test_a_breach_is_caught(empty_house, module, line):
    (empty_house / "builder" / module).write_text(line + "\n")
    done = lint(empty_house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
