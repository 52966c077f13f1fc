"""The rendered site, read as files: strict, whole, in order, and indifferent to what its seeds say."""

import re
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from builder.archive import gather
from builder.build import notice_of
from builder.rules import load
from tests.extract.pages import document_of
from tests.five import FIVE
from tests.site.conftest import ROOT, WITHDRAWN
from tests.site.weight import FILES, HTML, PACKED, STATES, beside, frames, mean, over_the_wire, policies, weigh


@cache
def parsed(path):
    """A page of the site."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def pages(site):
    """Every page with its path below the site."""
    found = [(path, parsed(path)) for path in sorted(site.folder.rglob("*.html"))]
    assert len(found) > 50
    return found


def test_no_page_asks_for_anything_foreign(archive_site):
    """Scripts, styles and pictures are the site's own; a link to elsewhere is only a link."""
    for path, soup in pages(archive_site):
        for tag in soup.select("[src], link[href]"):
            address = urlsplit(tag.get("src") or tag["href"])
            assert not address.netloc or tag.get("rel") == ["canonical"], (path, tag)


def test_no_page_needs_anything_that_the_policy_forbids(archive_site):
    """No inline script, no inline style, no handler; and the policy stands before everything it governs."""
    for path, soup in pages(archive_site):
        assert not soup.select("style, [style], base, iframe, object, embed"), path
        assert not [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")], path
        assert not [tag for tag in soup.select("script:not([src])") if tag.get("type") != "application/json"], path
        policy = soup.head.select_one("meta[http-equiv=Content-Security-Policy]")
        assert "default-src 'none'" in policy["content"]
        assert not policy.find_previous(["link", "script"])


def test_no_link_is_dead(archive_site):
    """Neither its page nor the place in it is missing."""
    dead = []
    for path, soup in pages(archive_site):
        if path.name == "404.html":
            continue
        for link in soup.select("a[href]"):
            address = urlsplit(link["href"])
            if address.netloc:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (address.fragment and not parsed(target).find(id=address.fragment)):
                dead.append((path.relative_to(archive_site.folder).as_posix(), link["href"]))
    assert dead == []


def test_links_lead_out_only_from_sources(archive_site):
    """A link to another host is the address of an official or news site, or none."""
    for path, soup in pages(archive_site):
        for link in soup.select("a[href]"):
            assert urlsplit(link["href"]).scheme in ("", "http", "https"), (path, link)
            assert not urlsplit(link["href"]).netloc or "nofollow" in link.get("rel", ()), (path, link)


def test_headings_are_in_order(archive_site):
    """One h1, and no level is skipped."""
    for path, soup in pages(archive_site):
        levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(next - level <= 1 for level, next in pairwise(levels)), (path, levels)


def test_chinese_words_among_english_say_so(archive_site):
    """A screen reader reads them with its Chinese voice; the type is the Chinese one."""
    for path, soup in pages(archive_site):
        for tag in soup.select("[lang=en]"):
            own = [
                words
                for words in tag.find_all(string=re.compile("[\u3400-\u9fff]"))
                if words.find_parent(lang=True) is tag and not words.find_parent("code")
            ]
            assert own == [], (path, own)


def test_ids_are_unique(archive_site):
    """A link to a clause leads to one place."""
    for path, soup in pages(archive_site):
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert [id for id in ids if ids.count(id) > 1] == [], path


def test_the_title_in_the_head_is_the_title_on_the_page(archive_site):
    """Escaped, whatever it says."""
    for notice in archive_site.archive.by_id.values():
        soup = parsed(archive_site.folder / "notices" / notice.id / "index.html")
        assert soup.title.text.startswith((notice.title.value or "〔无题〕")[:10])


def test_hostile_seeds_are_shown_as_they_are(archive_site):
    """Their tricks stand on the page as words."""
    shown = [notice for notice in archive_site.archive.by_id.values() if "alert(1)" in notice.source.path]
    assert len(shown) == 2
    for notice in shown:
        assert notice.is_policy.value
        soup = parsed(archive_site.folder / "notices" / notice.id / "index.html")
        assert notice.source.path in soup.select_one(".arc-source").text
    every = "".join(soup.get_text() for _, soup in pages(archive_site))
    assert "<script>alert(1)</script>" in every
    assert "{% include '/etc/passwd' %}" in every


def test_raw_views_are_not_for_search_engines(archive_site):
    """They hold what repair took away."""
    for notice in archive_site.archive.by_id.values():
        soup = parsed(archive_site.folder / "notices" / notice.id / "raw" / "index.html")
        assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_the_sitemap_names_every_notice_and_no_day(archive_site):
    """The day of a build would make two builds differ. What was withdrawn is not offered."""
    text = (archive_site.folder / "sitemap.xml").read_text("utf-8")
    assert "lastmod" not in text
    for notice in archive_site.archive.by_id.values():
        assert f"/notices/{notice.id}/" in text
    assert (archive_site.folder / "notices" / WITHDRAWN / "index.html").is_file()
    assert WITHDRAWN not in text


def test_pages_do_not_say_which_program_made_them(archive_site):
    """Versions in pages change all of them at each update."""
    for path, soup in pages(archive_site):
        assert not soup.select("meta[name=generator]"), path


def test_a_page_is_light(archive_site):
    """The shell of a page is small, and so is each state of every notice beside the notice's own words."""
    assert (archive_site.folder / "notices" / "not-policy" / "index.html").stat().st_size < 8_000
    for notice in archive_site.archive.by_id.values():
        folder = archive_site.folder / "notices" / notice.id
        for name in STATES:
            page = (folder / name).read_bytes()
            own = len(notice.raw().encode()) if name == "raw/index.html" else len(page) - beside(notice, page)
            assert len(page) - own <= HTML, (notice.source.path, name)
            assert over_the_wire(notice, page) <= PACKED, (notice.source.path, name)


def test_notices_of_every_kind_are_light(tmp_path):
    """Notices of all provinces and years, the longest among them: each state of each one. All files of one have 60 KB on
    average. ``python -m tests.site.weight`` weighs the whole corpus."""
    rules, every = load(), policies()
    cases = {case.name: case for case in (*every[::12], *sorted(every, key=lambda case: len(case.clean))[-9:])}
    archive = gather([notice_of(document_of(case.raw), rules) for case in cases.values()], rules)
    press = frames(tmp_path)
    weights = [weigh(notice, archive, rules, press) for notice in archive.notices]
    for weight in weights:
        assert max(weight.html.values()) <= HTML, (weight.notice.title.value, weight.html)
        assert max(weight.packed.values()) <= PACKED, (weight.notice.title.value, weight.packed)
    assert len(weights) > 40
    assert mean([weight.files for weight in weights]) <= FILES


def test_a_notice_of_very_many_statements_is_light(tmp_path):
    """Half as many again as the densest one has: two long ones, one behind the other."""
    rules = load()
    long = sorted(policies(), key=lambda case: len(case.clean))[-2].raw
    seed = max(FIVE, key=lambda path: path.stat().st_size).read_text("utf-8")
    notice = notice_of(document_of(f"{long}\n{seed}"), rules)
    assert len(notice.measures) > 120
    weight = weigh(notice, gather([notice], rules), rules, frames(tmp_path))
    assert max(weight.html.values()) <= HTML, weight.html


@pytest.mark.parametrize("sheet", ["archive.css", "dark.css"])
def test_every_ink_can_be_read_on_every_ground(sheet):
    """WCAG AA: 4.5 to 1, in the light and in the dark."""
    css = (ROOT / "builder/site/overrides/assets" / sheet).read_text("utf-8")
    block = re.search(r":root \{(.*?)\}", css, re.DOTALL).group(1)
    colours = dict(re.findall(r"--arc-([a-z0-9-]+): (#[0-9a-f]{6})", block))
    for ink in ("ink", "soft", "red", "link", "good", "fair", "poor"):
        for ground in ("paper", "card", "poor-ground", *(("mark",) if ink == "ink" else ())):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for step in "1234":
        assert contrast(colours["ink"], colours[f"step-{step}"]) >= 4.5, step
    assert contrast("#fffdf6", colours["seal"]) >= 4.5


def contrast(one, other):
    """The contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """The relative luminance of ``#rrggbb``."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
