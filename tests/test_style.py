"""Ruff, as one test among the others, so that one run reports everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", [("check", "--output-format=concise"), ("format", "--check", "--quiet")])
def test_ruff_finds_nothing(command):
    """No fault, and every file as the formatter writes it."""
    command = [Path(sys.executable).with_name("ruff"), *command, "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, "\n" + done.stdout + done.stderr
