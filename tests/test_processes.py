"""Work shared among processes: in order, the same however many there are, and no earlier than it is wanted."""

import gc
import subprocess
import sys

import pytest

from builder import processes
from builder.processes import mapped, one_by_one, uncollected

TASKS = [str(number) for number in range(40)]
WORK = str.encode  # another process finds it by its name
DONE = [task.encode() for task in TASKS]


@pytest.mark.parametrize("worth", [1, len(TASKS), len(TASKS) + 1])
def test_how_many_work_on_it_does_not_show(monkeypatch, worth):
    """All here, or all by processes."""
    monkeypatch.setattr(processes, "WORTH_PROCESSES", worth)
    assert list(mapped(WORK, iter(TASKS))) == DONE


def test_tasks_are_answered_one_by_one():
    """Those done here and those that processes do, in order and each with its task."""
    assert list(one_by_one(WORK, iter(TASKS))) == list(zip(TASKS, DONE, strict=True))


def test_a_task_is_not_asked_for_before_its_turn():
    """The first answer comes while the second document is not read yet."""
    asked = []
    answers = one_by_one(WORK, (asked.append(task) or task for task in TASKS))
    assert next(answers) == ("0", b"0")
    assert asked == ["0"]


def test_garbage_is_looked_for_again_afterwards():
    """Also where the work broke off."""
    with pytest.raises(ZeroDivisionError), uncollected():
        assert not gc.isenabled()
        _ = 1 // 0
    assert gc.isenabled()


#: Forks only where no thread runs: a worker of the tests may have some.
_ALONE = """
import os, sys
from builder.processes import Elsewhere

works = {"finds": lambda: b"x" * 10**6, "fails": lambda: 1 / 0, "is killed": lambda: os.kill(os.getpid(), 9)}
print(Elsewhere(works[sys.argv[1]]).found() == b"x" * 10**6)
"""


@pytest.mark.parametrize(
    ("how", "said", "told"),
    [("finds", "True\n", ""), ("fails", "", "ZeroDivisionError"), ("is killed", "", "BrokenProcessPool")],
)
def test_what_is_found_elsewhere_arrives(how, said, told):
    """However large it is; and so does its failure."""
    done = subprocess.run([sys.executable, "-c", _ALONE, how], capture_output=True, text=True, timeout=60)
    assert done.stdout == said
    assert told in done.stderr and bool(told) == bool(done.returncode)
