"""No barrier that a machine can find: axe-core on every kind of page, light and dark, on a narrow phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.kinds import kinds

#: Both levels of WCAG 2.0 to 2.2 that the archive promises, and what axe-core calls good practice.
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: A scheme changes colours and nothing else, and those that it changes are the same in either window.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}

UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"
RUN = "options => axe.run(options).then(found => found.violations)"


@pytest.fixture
def faults(browser, archive_site):
    """What axe-core finds on a page of the site, by window and scheme. Everything folded is unfolded first: what is hidden is not
    looked at."""
    script = Axe().axe_script
    context = browser.new_context()
    page = context.new_page()

    def show(width, scheme):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)

    def found(path):
        show(320, "light")
        page.goto(archive_site.address + path)
        page.evaluate(UNFOLD)
        page.evaluate(script)
        for width, scheme, rules in ((320, "light", EVERYTHING), (1280, "light", EVERYTHING), (1280, "dark", COLOURS)):
            show(width, scheme)
            for fault in page.evaluate(RUN, rules):
                yield from ((f"{width} {scheme} {fault['id']}", node) for node in fault["nodes"][:2])

    yield found
    context.close()


def test_no_page_has_a_barrier(archive_site, faults):
    """Of any kind, in either window and scheme."""
    found = [
        f"{name} {id} {node['target']}\n{node['failureSummary']}\n{node['html'][:200]}"
        for name, path in kinds(archive_site.folder)
        for id, node in faults(path)
    ]
    assert not found, "\n".join(found)
