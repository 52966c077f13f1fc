"""The rendered site, read as files: strict, whole, in order, and indifferent to what its seeds say."""

import gzip
import re
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from builder.archive import gather
from builder.build import notice_of
from builder.rules import load
from builder.site.plain import to_html
from builder.write import notice_files
from builder.write.notice import notice_page
from tests.corpus import load as corpus
from tests.extract.pages import document_of
from tests.site.conftest import WITHDRAWN


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
    """The shell of a page is small. A notice's page has, beside the notice's own words, 15 KB and 100 bytes for each statement:
    its mark, its number, its place in the list; over the wire never more than 8 KB."""
    assert (archive_site.folder / "notices" / "not-policy" / "index.html").stat().st_size < 8_000
    for notice in archive_site.archive.notices:
        page = (archive_site.folder / "notices" / notice.id / "index.html").read_bytes()
        assert beside(notice, page) <= 15 * 1024 + 100 * len(notice.measures), notice.source.path
        assert over_the_wire(notice, page) <= 8 * 1024, notice.source.path


def test_notices_of_every_kind_are_light(archive_site):
    """Notices of all provinces and years: of HTML beside their own words a raw view has at most 15 KB, a page 15 KB too in three
    cases of four and 14.5 on average, over the wire always 8 KB; all files of one have 60 KB on average. Clean and marked are one
    page, which counts whole for each."""
    rules = load()
    cases = [case for case in corpus("tuned")[::9] if case.gold.get("is_policy")]
    documents = [document_of(case.raw) for case in cases]
    archive = gather([notice_of(document, rules) for document in documents], rules)
    one = archive_site.archive.notices[0]
    shown = (archive_site.folder / "notices" / one.id / "index.html").read_bytes()
    content = to_html(notice_page(one, archive_site.archive, rules)).encode()
    assert content in shown
    shell = shown.replace(content, b"")
    sizes, totals = [], []
    for notice in archive.notices:
        page = shell + to_html(notice_page(notice, archive, rules)).encode()
        files = {
            path.rpartition(f"{notice.id}/")[2]: data for path, data in notice_files(notice.id, archive, rules, {})
        }
        del files["index.md"]
        assert len(files["raw/index.html"]) - len(files["raw.txt"]) <= 15 * 1024, notice.source.path
        assert over_the_wire(notice, page) <= 8 * 1024, notice.source.path
        sizes.append(beside(notice, page))
        totals.append(len(page) + sum(map(len, files.values())))
    assert len(sizes) > 30
    assert sum(sizes) / len(sizes) <= 14.5 * 1024
    assert sorted(sizes)[len(sizes) * 3 // 4] <= 15 * 1024
    assert sum(totals) / len(totals) <= 60 * 1024


def beside(notice, page):
    """The bytes of a page without the notice's own words, wherever they stand on it."""
    said = "\n".join((notice.raw(), notice.text, notice.title.value or ""))
    parts = (part.strip() for words in BeautifulSoup(page, "lxml").strings for part in re.split("…+|[“”\n]", words))
    return len(page) - sum(len(part.encode()) for part in parts if len(part) > 3 and part in said)


def over_the_wire(notice, page):
    """The bytes that a page takes compressed, without those that the notice's text takes."""
    return len(gzip.compress(page)) - len(gzip.compress(notice.text.encode()))


@pytest.mark.parametrize("sheet", ["archive.css", "dark.css"])
def test_every_ink_can_be_read_on_every_ground(sheet):
    """WCAG AA: 4.5 to 1, in the light and in the dark."""
    from tests.site.conftest import ROOT

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
