"""What tests of every part may lean on."""

import os

import pytest
from hypothesis import settings

# No test is a stopwatch: a slow machine is not a fault. Speed is shown by benchmarks.
settings.register_profile("archive", deadline=None)
settings.load_profile("archive")


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium. Without one the test fails: a skipped page is an unread page."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not os.access(path, os.X_OK):
        pytest.fail(f"No browser at {path}: install Debian's chromium, or set CHROMIUM=/path/to/chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
        )
        yield chromium
        chromium.close()


#: Files that take longest: they build sites and start browsers, then they go through the corpus.
LONGEST = (
    ("tests/site/", "tests/test_"),
    ("tests/corpus/", "tests/repair/test_damage.py", "tests/extract/test_measures.py"),
)


def pytest_collection_modifyitems(items):
    """What takes longest comes first: handed out last, a long file would keep one core waiting for the other."""
    items.sort(key=lambda item: [not item.nodeid.startswith(long) for long in LONGEST])
