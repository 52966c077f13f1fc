"""The workflows do what the README says, pinned and with the least rights."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: (?:[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$/\.github/workflows/\w+\.yml)$")
WRITES = {("publish", "deploy"): {"pages": "write", "id-token": "write"}}

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> dict:
    # BaseLoader: in YAML 1.1 the key `on` would be read as true
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def steps(path: Path) -> list[dict]:
    return [step for job in jobs(path).values() for step in job["steps"]]


def jobs(path: Path) -> dict[str, dict]:
    """The jobs that do something themselves; others call another workflow, in which all of this holds too."""
    return {name: job for name, job in read(path)["jobs"].items() if "uses" not in job}


def run(tool: str, *arguments: object) -> None:
    command = [Path(sys.executable).with_name(tool), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_workflow_is_there():
    """The parametrised tests below would pass on an empty folder."""
    assert [path.stem for path in WORKFLOWS] == ["outside", "publish", "test"]


def test_workflows_fit_the_schema_of_github():
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)


def test_workflows_hold_no_known_weakness():
    run("zizmor", "--offline", "--pedantic", "--no-progress", ROOT / ".github")


@each_workflow
def test_every_action_is_pinned_by_commit_with_its_version(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    uses = [line.strip().removeprefix("- ") for line in lines if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


@each_workflow
def test_rights_are_the_least(path):
    """Read only, but for the one job that replaces the published site, which runs no code of this repository."""
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        asked = {right: level for right, level in job.get("permissions", {}).items() if level != "read"}
        assert asked == WRITES.get((path.stem, name), {}), name
        assert not asked or all("run" not in step for step in jobs(path)[name]["steps"]), name


@each_workflow
def test_every_job_ends_by_itself(path):
    for name, job in jobs(path).items():
        assert 0 < int(job["timeout-minutes"]) <= 30, name


@each_workflow
def test_every_checkout_forgets_its_token(path):
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@each_workflow
def test_workflows_run_only_the_commands_of_the_makefile(path):
    """Whatever CI does, a maintainer can do at home; only the system's own packages are fetched beside it."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    lines = [line for step in steps(path) for line in step.get("run", "").splitlines()]
    made = [line.split()[1] for line in lines if line.startswith("make ")]
    others = [line for line in lines if not line.startswith("make ")]
    assert made and set(made) <= targets
    assert [line for line in others if not re.match(r"sudo apt-get (update$|install )", line)] == []


def test_publishing_waits_for_its_turn_and_for_the_tests():
    """A push to main is tested once, and published where everything held; of what may turn red from outside nothing waits."""
    publish = read(ROOT / ".github" / "workflows" / "publish.yml")
    tests = read(ROOT / ".github" / "workflows" / "test.yml")
    assert publish["concurrency"]["cancel-in-progress"] == "false"
    assert publish["on"]["push"] == {"branches": ["main"]}
    assert tests["on"]["push"] == {"branches-ignore": ["main"]}
    assert publish["jobs"]["test"]["uses"] == "$/.github/workflows/test.yml"
    assert (publish["jobs"]["build"]["needs"], publish["jobs"]["deploy"]["needs"]) == ("test", "build")
    assert "make test" in [step.get("run") for step in tests["jobs"]["test"]["steps"]]
    assert not {"audit", "zensical"} & tests["jobs"].keys()
