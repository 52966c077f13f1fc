"""docs/howto/extend.md can be followed word for word: its steps are done on a copy of the project, and their proof is run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.five import FIVE
from tests.site.project import copy_project

PAGE = (Path(__file__).parent.parent / "docs" / "howto" / "extend.md").read_text("utf-8")
STEP = re.compile(
    r"^(?:In `(?P<old>[^`]+)`, (?:at the end|below `(?P<below>[^`]+)`|in the row that begins with `(?P<row>[^`]+)`[^:]*)"
    r"|New file `(?P<new>[^`]+)`|Then this prints [^:]+):\n(?:\{: lang=en \}\n)?\n```(?P<language>\w+)\n(?P<words>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
SECTIONS = dict(re.findall(r"^## [^{]+\{: #(\w+) lang=en \}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
#: Section by section: what a contributor may wish.
WISHES = ("rule", "alias", "measure", "field", "output", "input")


def follow(step, project):
    """Does what one step says, exactly there and once."""
    words = step["words"]
    if step["new"]:
        assert not (project / step["new"]).exists()
        (project / step["new"]).write_text(words, "utf-8")
        return
    path = project / step["old"]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if step["below"]:
        (at,) = (number for number, line in enumerate(lines) if line.rstrip("\n") == step["below"])
        lines.insert(at + 1, words)
    elif step["row"]:
        (at,) = (number for number, line in enumerate(lines) if line.startswith(step["row"]))
        lines[at] = lines[at].rstrip("\n") + words
    else:
        lines.append(words)
    path.write_text("".join(lines), "utf-8")


@pytest.mark.parametrize("wish", WISHES)
def test_the_steps_lead_where_they_say(wish, tmp_path):
    """The proof prints nothing before the steps and something after them."""
    steps = list(STEP.finditer(SECTIONS[wish]))
    proof = steps.pop()
    assert steps and proof["language"] == "sh"
    project = copy_project(tmp_path)
    for seed in FIVE:
        if "丽江" not in seed.read_text("utf-8"):  # the place whose notice the page looks for
            (project / "seeds" / seed.name).unlink()
    assert run(proof, project).stdout == ""
    for step in steps:
        follow(step, project)
    done = run(proof, project)
    assert (done.stdout != "", done.stderr) == (True, "")


def run(proof, project):
    """The proof, run with this Python in the copy."""
    environment = os.environ | {
        "PYTHONPATH": str(project),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = ["sh", "-c", proof["words"]]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_every_section_is_followed():
    """A section that no test follows is a page in prose about what to do first."""
    assert [*WISHES, "page"] == list(SECTIONS)
