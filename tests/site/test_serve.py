"""``mkdocs serve``: a dropped seed or an edited table is on the page after one build, and nothing loops."""

import hashlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.site.project import copy_project

NEW = "测试市关于加强疫情防控工作的通告\n\n全市公共场所应当查验健康码，进入人员必须佩戴口罩。\n\n测试市人民政府\n2021年3月5日\n"


def wait_for(condition, seconds=60):
    """Waits until the condition holds; fails when it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail(f"not within {seconds} s: {condition.__doc__ or condition}")


@pytest.fixture
def served(tmp_path):
    """A copy of the project under ``mkdocs serve``: its folder, its address, a count of builds."""
    project = copy_project(tmp_path / "project")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=project,
            stdout=output,
            stderr=output,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)},
        )
    try:
        wait_for(lambda: "Serving on" in log.read_text() or server.poll() is not None, 120)
        assert server.poll() is None, log.read_text()
        base = re.search(r"Serving on (\S+)", log.read_text()).group(1)
        yield project, base, lambda: log.read_text().count("Building documentation")
    finally:
        server.terminate()
        server.wait(20)


def status(url):
    """The status of a page."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def words(url):
    """What a page says to a browser."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def test_a_dropped_seed_and_an_edited_table_cost_one_build_each(served):
    """And an idle server builds nothing. Every state of a notice comes without the policy that live reload would break."""
    project, base, builds = served
    assert builds() == 1
    page = f"{base}notices/n{hashlib.sha256(NEW.encode()).hexdigest()[:12]}/"
    assert status(page) == 404
    (project / "seeds" / "new.txt").write_bytes(NEW.encode())
    wait_for(lambda: status(page) == 200)
    for state in ("", "marked/", "raw/"):
        assert "livereload(" in words(page + state)
        assert "Content-Security-Policy" not in words(page + state)
    time.sleep(3)
    assert builds() == 2
    table = next((project / "builder" / "rules").glob("*.yaml"))
    table.write_text(table.read_text("utf-8") + "\n# edited\n", "utf-8")
    wait_for(lambda: builds() == 3)
    time.sleep(3)
    assert builds() == 3
    (project / "seeds" / "new.txt").unlink()
    wait_for(lambda: status(page) == 404)
    time.sleep(2)
    assert builds() == 4
