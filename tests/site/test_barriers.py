"""No barrier that a machine can find: axe-core on every kind of page, light and dark, on a narrow phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

#: Both levels of WCAG 2.0 to 2.2 that the archive promises, and what axe-core calls good practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def kinds(site):
    """One page of every kind, with the longest and the most hostile of the notices; a notice in each of its states. 404.html
    is left out: its style sheets stand at the top of the host, not in the folder of the tests."""
    tops = (
        *(
            "",
            "cities/",
            "provinces/",
            "measures/",
            "issuers/",
            "dates/",
            "dates/undated/",
            "notices/",
            "search/",
            "data/",
        ),
        *("about/", "glossary/", "method/", "method/fields/", "howto/cite/", "notices/not-policy/"),
    )
    yield from (path for path in tops if exists(site, path))
    for folder in ("cities", "provinces", "measures", "issuers"):
        yield next(f"{folder}/{page.name}/" for page in sorted((site.folder / folder).iterdir()) if page.is_dir())
    yield next(
        page.relative_to(site.folder).parent.as_posix() + "/"
        for page in sorted(site.folder.glob("dates/2*/*/index.html"))
    )
    longest = max(site.archive.notices, key=lambda notice: len(notice.measures))
    hostile = next(notice for notice in site.archive.notices if "alert(1)" in notice.source.path)
    for notice in (longest, hostile, *site.archive.not_policy[:1]):
        yield f"notices/{notice.id}/"
        yield f"notices/{notice.id}/?view=marked"
        yield f"notices/{notice.id}/raw/"


def exists(site, path):
    """Whether the site has this page."""
    return (site.folder / path / ("" if path.endswith(".html") else "index.html")).is_file()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_barrier(browser, archive_site, width, scheme):
    """Everything folded is unfolded first: what is hidden is not looked at."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    found = []
    for path in kinds(archive_site):
        page.goto(archive_site.address + path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        for fault in Axe().run(page, options=RULES).response["violations"]:
            for node in fault["nodes"][:2]:
                found.append(f"{path} {fault['id']} {node['target']}\n{node['failureSummary']}\n{node['html'][:200]}")
    context.close()
    assert not found, "\n".join(found)
