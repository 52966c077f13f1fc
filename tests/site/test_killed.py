"""A build that is killed at any moment leaves the old site whole or the new one, and the next build makes the new one.

``make kills`` kills two hundred builds; the suite kills a few.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

from tests.site.project import copy_project
from tests.site.test_make_site import make_site
from tests.test_build import tree

KILLS = int(os.environ.get("KILLS", "2"))
#: The moments are drawn anew for each figure and the same for the same one.
MOMENTS = random.Random(KILLS)
ADDED = (
    "太原市疫情防控指挥部关于暂停线下培训的通告\n\n自即日起，全市校外培训机构暂停线下培训。\n\n"
    "太原市疫情防控指挥部\n2022年3月6日\n"
)


def state(project, added):
    """The project with the added seed or without it."""
    seed = project / "seeds" / "added.txt"
    seed.write_text(ADDED, "utf-8") if added else seed.unlink(missing_ok=True)


def killed_after(project, seconds):
    """Starts a build and kills it and all its processes; whether it was still at work."""
    command = [sys.executable, "-m", "builder", "build", "--site"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    build = subprocess.Popen(command, cwd=project, env=environment, start_new_session=True, **quiet)
    time.sleep(seconds)
    at_work = build.poll() is None
    if at_work:
        os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    return at_work


def test_a_killed_build_loses_nothing(tmp_path):
    """With a cache and without; adding a notice and taking it away."""
    project = copy_project(tmp_path)
    sites = {}
    for added in (True, False):
        state(project, added)
        begun = time.monotonic()
        assert make_site(project).returncode == 0
        longest = time.monotonic() - begun
        sites[added] = tree(project / "site")
    assert sites[True].keys() > sites[False].keys()
    hit, added = 0, False
    for _ in range(KILLS):
        added = not added
        state(project, added)
        if MOMENTS.random() < 0.3:
            shutil.rmtree(project / ".cache")
        hit += killed_after(project, MOMENTS.uniform(0, longest * 1.1))
        assert tree(project / "site") in (sites[True], sites[False]), "neither the old site nor the new one"
        done = make_site(project)
        assert done.returncode == 0, done.stderr
        assert tree(project / "site") == sites[added], "the next build did not recover"
    print(f"{hit} of {KILLS} builds were killed at work")
    assert hit
