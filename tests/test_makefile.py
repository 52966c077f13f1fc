"""The commands of the README: `make help` names them, `make site` stops only when nothing was built."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # the tests may themselves run under make, whose flags are not meant for this one
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_help_names_every_command():
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"^make (\S+) +\S", make("help").stdout, re.MULTILINE)
    assert named == phony[1].split()


@pytest.mark.parametrize(("built", "published"), [(0, True), (1, True), (2, False)])
def test_problems_in_some_seeds_do_not_stop_the_site(tmp_path, built, published):
    """0 all built, 1 built with problems in some seeds, 2 nothing built."""
    builder = tmp_path / "python"
    builder.write_text(f"#!/bin/sh\necho 'a problem in a seed'\nexit {built}\n")
    builder.chmod(0o755)
    done = make("--old-file=install", "site", f"BIN={tmp_path}")
    assert (done.returncode == 0) is published
    assert "a problem in a seed" in done.stdout
    assert ("do not stop it" in done.stdout) is (built == 1)


def test_a_missing_python_is_said_in_one_sentence(tmp_path):
    done = make("--file", str(ROOT / "Makefile"), "--directory", str(tmp_path), ".venv/bin/python", "PYTHON=")
    assert done.returncode != 0
    assert "No Python 3.11 or newer was found" in done.stderr


def test_a_missing_browser_is_said_before_the_tests_begin():
    done = make("--old-file=install", "--old-file=.venv/.installed-dev", "test", "CHROMIUM=/no/such/chromium")
    assert done.returncode != 0
    assert "No browser at /no/such/chromium" in done.stderr
