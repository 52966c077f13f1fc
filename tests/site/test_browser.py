"""The site in Chromium: from the home page to the words that carry a value; on a phone, in the dark, on paper, by keyboard,
without script; and never a word to another host."""

import gzip
import time
import zlib
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.site.screenshots import Quiet, served

#: The narrowest phone, a common one, a desk.
WINDOWS = ((320, "light"), (390, "dark"), (1280, "light"))


#: The raw text from the place that the address names.
REST_OF_RAW = """() => {
    const rest = document.createRange()
    rest.setStartAfter(document.querySelector(":target"))
    rest.setEndAfter(document.querySelector("pre").lastChild)
    return rest.toString()
}"""


@pytest.fixture(scope="module")
def reader(browser, archive_site):
    """Opens pages and keeps what they complain of; at the end nothing was complained of and nothing left the host."""
    reader = Reader(browser, archive_site)
    yield reader
    assert reader.complaints == [], "errors in the console: script, policy or a missing file"
    assert [url for url in reader.asked if not url.startswith((archive_site.address, "data:"))] == []


class Reader:
    """Somebody with a browser."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.complaints, self.asked = [], []

    @contextmanager
    def opens(self, path="", **options):
        """A page of the site in a window of its own."""
        context = self.browser.new_context(**options)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message) or dialog.dismiss())
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(self.site.address + path)
        yield page
        context.close()

    def kinds(self):
        """One page of every kind, and the page of every notice."""
        yield from (
            "",
            "cities/",
            "provinces/",
            "measures/",
            "issuers/",
            "dates/",
            "notices/",
            "search/",
            "data/",
            "about/",
        )
        yield from ("method/", "cities/140100/", "cities/530700/", "provinces/140000/", "dates/undated/")
        yield from (
            f"measures/{name}/" for name in ("contact-tracing", "centralized-quarantine", "durations", "taxonomy")
        )
        yield from ("measures/matrix/", "measures/matrix/centralized-quarantine/")
        for id in self.site.archive.by_id:
            yield from (f"notices/{id}/", f"notices/{id}/marked/", f"notices/{id}/raw/")

    def notice(self, word):
        """The address of the notice whose title has this word."""
        return next(
            f"notices/{id}/" for id, notice in self.site.archive.by_id.items() if word in (notice.title.value or "")
        )


def test_from_home_to_a_city_to_a_notice_to_its_words(reader):
    """The way the archive is for: a place, its notices, a value, the words that carry it, the same words in the raw text."""
    with reader.opens() as page:
        page.click(".arc-places a:text-is('石家庄市')")
        page.wait_for_url("**/cities/130100/")
        page.click(".arc-rows a:has-text('石家庄市应对新冠肺炎疫情工作会议召开')")
        page.wait_for_url("**/notices/n*/")
        row = page.locator("#f-date")
        row.locator("summary").click()
        row.locator("a[href^='#e']").first.click()
        page.wait_for_url("**#e*")
        assert page.locator(":target").inner_text() == "1月3日"
        assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
        page.click(".arc-states a:text('原样')")
        page.wait_for_url("**/raw/#c*")
        assert "1月3日" in page.evaluate(REST_OF_RAW)[:40]
        page.go_back()
        row = page.locator("#f-title")
        row.locator("summary").click()
        row.locator("a[href^='raw/']").first.click()
        page.wait_for_url("**/raw/#r*")
        assert page.evaluate(REST_OF_RAW).startswith("迅速進入")


def test_a_statement_leads_to_its_clause(reader):
    """From the measure's page, too."""
    with reader.opens("measures/contact-tracing/") as page:
        link = page.locator(".arc-said ul a").first
        anchor = link.get_attribute("href").split("#")[1]
        link.click()
        page.wait_for_url(f"**/#{anchor}")
        assert page.evaluate("document.querySelector(':target').matches('.arc-notice > p')")


GROUND = "getComputedStyle(document.body).backgroundColor"


def test_the_dark_is_dark_before_anything_is_painted(reader):
    """The system's wish at first, the reader's choice from then on, on every page, the raw view too."""
    with reader.opens(color_scheme="dark") as page:
        page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ window.first = {GROUND} }})")
        page.reload()
        assert brightness(page.evaluate("window.first")) < 60
        page.click(".arc-palette")
        assert brightness(page.evaluate(GROUND)) > 200
        for path in ("cities/", reader.notice("丽江") + "raw/"):
            page.goto(reader.site.address + path)
            assert brightness(page.evaluate("window.first")) > 200
        page.goto(reader.site.address)
        page.click(".arc-palette")
        page.reload()
        assert brightness(page.evaluate("window.first")) < 60


def test_the_dark_needs_no_script(reader):
    """The system's wish is followed, and no switch is shown that would do nothing."""
    with reader.opens(color_scheme="dark", java_script_enabled=False) as page:
        assert page.locator("link#dark").get_attribute("media") == "screen and (prefers-color-scheme: dark)"
        assert not page.locator(".arc-palette").is_visible()
        picture = page.screenshot(clip={"x": 2, "y": 400, "width": 1, "height": 1}, type="png")
        assert dark_pixel(picture)


def dark_pixel(png):
    """Whether a picture of one dot is dark: the bytes of its one row, without the filter's."""
    data, at, row = png, 8, b""
    while at < len(data):
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        row += data[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += size + 12
    return max(zlib.decompress(row)[1:4]) < 60


def test_ink_can_be_read_in_the_dark(reader):
    """The colours of the style sheet do arrive on the page."""
    with reader.opens(reader.notice("丽江"), color_scheme="dark") as page:
        ground = page.evaluate(GROUND)
        ink = page.evaluate("getComputedStyle(document.querySelector('.arc-notice > p[id]')).color")
        assert brightness(ground) < 60
        assert brightness(ink) > 190


def brightness(colour):
    """The mean of the three parts of ``rgb(…)``."""
    return sum(int(part) for part in colour.strip("rgb()").split(",")[:3]) / 3


def test_paper_shows_the_text_without_the_site(reader):
    """Title, card and text; no masthead, no navigation, no links to press."""
    with reader.opens(reader.notice("丽江")) as page:
        page.emulate_media(media="print")
        for hidden in (".arc-masthead", ".arc-tabs", ".arc-colophon", ".arc-states", ".arc-orders", "#nearby"):
            assert not page.locator(hidden).first.is_visible(), hidden
        for shown in ("h1", ".arc-card", ".arc-notice > p[id]", ".arc-cite", "#cite ~ p code", ".arc-address"):
            assert page.locator(shown).first.is_visible(), shown


def test_a_keyboard_gets_to_the_text_at_once(reader):
    """The first stop is a way past the masthead, and it can be seen."""
    with reader.opens(reader.notice("丽江")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        expect(page.locator("a.md-skip")).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('#content')")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


WHERE = "document.getElementById('{}').getBoundingClientRect().top"


def test_the_state_of_a_text_changes_where_the_reader_is(reader):
    """Clean, marked, raw and back: each state has its address, and opens at the clause that stood at the top."""
    with reader.opens(reader.notice("丽江")) as page:
        assert not page.locator(".arc-notice > p a[href^='#m']").count()
        clause = page.evaluate("document.querySelectorAll('.arc-notice > [id]:is(p, h3, h4, h5)')[20].id")
        page.evaluate(f"window.scrollBy(0, {WHERE.format(clause)} - 85)")
        for state, address in (("标记", "marked/"), ("原样", "raw/"), ("标记", "marked/"), ("整理", "")):
            page.click(f":is(.arc-states, header nav) a:text('{state}')")
            page.wait_for_url(f"**/notices/n*/{address}#{clause}")
            assert page.locator(":is(.arc-states, header nav) [aria-current]").inner_text().startswith(state)
            assert 0 <= page.evaluate(WHERE.format(clause)) < 200


def test_words_and_values_lead_to_each_other(reader):
    """From the marked words to the row of the card, from there to the words; from the number behind a statement to its measure,
    unfolded, and back."""
    with reader.opens(reader.notice("丽江") + "marked/") as page:
        assert page.locator(".is-gone").first.is_visible()
        name = page.locator("article a[href^='../#f-']").first
        row = name.get_attribute("href").removeprefix("../")
        name.click()
        page.wait_for_url(f"**/notices/n*/{row}")
        page.locator(f"{row} summary").click()
        page.locator(f"{row} a[href^='#e']").first.click()
        page.wait_for_url("**#e*")
        there = page.url.rpartition("#")[2]
        page.goto(page.url.replace("#", "marked/#"))
        assert page.evaluate(f"document.getElementById('{there}').tagName") == "MARK"
        number = page.locator("article a[href^='#m']").first
        name = number.get_attribute("title")
        number.click()
        page.wait_for_url("**#m*")
        assert page.locator("section details[open] summary").inner_text() == name
        page.locator("section details[open] a[href^='#s']").first.click()
        page.wait_for_url("**#s*")
        assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top >= 0")


def test_old_addresses_of_the_marked_state_lead_on(reader):
    """It stood on the page itself, with the addresses of its statements and measures."""
    notice = reader.notice("丽江")
    for old, new in (
        ("?view=marked", "marked/"),
        ("?view=marked#c3", "marked/#c3"),
        ("#s3", "marked/#s3"),
        ("#m2", "marked/#m2"),
    ):
        with reader.opens(notice + old) as page:
            page.wait_for_url(reader.site.address + notice + new)
            assert page.locator("nav [aria-current]").inner_text().startswith("标记")


def test_a_clause_is_copied_by_its_link(reader):
    """Shown to who points at it or comes by keyboard; a click puts its address on the clipboard and into the address bar."""
    with reader.opens(reader.notice("丽江"), permissions=["clipboard-read", "clipboard-write"]) as page:
        link = page.locator(".arc-notice > p > a[href^='#c']").nth(3)
        expect(link).to_have_css("opacity", "0")
        link.focus()
        expect(link).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        anchor = link.get_attribute("href")
        page.wait_for_url(f"**/{anchor}")
        expect(page.locator(".arc-toast")).to_contain_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        expect(page.locator("#cite-clause")).to_have_text(anchor)


def test_everything_but_the_search_works_without_script(reader):
    """The text in its states, the card and its reasons, the menu; the search box still asks the search page."""
    with reader.opens(reader.notice("丽江"), java_script_enabled=False, viewport={"width": 390, "height": 800}) as page:
        assert page.locator(".arc-notice > p[id]").first.is_visible()
        summary = page.locator(".arc-card summary").first
        summary.click()
        assert page.locator(".arc-card details[open] a").first.is_visible()
        page.locator(".arc-orders a", has_text="集中隔离").click()
        page.wait_for_url("**/marked/#m*")
        statement = page.locator(":target a[href^='#s']").first
        assert "隔离" in statement.inner_text()
        statement.click()
        page.wait_for_url("**#s*")
        assert "隔离" in page.locator(":target").inner_text()
        assert page.locator(".is-gone").first.is_visible()
        page.locator("nav a", has_text="整理").click()
        page.locator(".arc-tabs a", has_text="城市").click()
        page.wait_for_url("**/cities/")
        page.fill("form[role=search] input", "网格化")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")


def test_every_page_opens_without_a_complaint_and_fits(reader):
    """No policy is violated, no script fails, no file is missing, no hostile seed says a word. Nothing has to be pushed sideways,
    in the narrowest window, which it is opened in, nor in a wider one; wide tables scroll inside themselves."""
    with reader.opens() as page:
        wide = []
        for path in reader.kinds():
            page.set_viewport_size({"width": WINDOWS[0][0], "height": 800})
            answer = page.goto(reader.site.address + path)
            assert answer.status == 200, path
            assert page.locator("h1").count() == 1, path
            wide += [(path, *window) for window in WINDOWS if is_wider(page, *window)]
        assert wide == []
        assert reader.complaints == []


def is_wider(page, width, scheme):
    """Whether the page is wider than such a window."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    return page.evaluate("document.documentElement.scrollWidth") > width


#: Everything that moved without anybody touching it, as browsers count it.
SHIFTS = """new Promise(done => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.hadRecentInput ? 0 : entry.value }))
        .observe({ type: "layout-shift", buffered: true })
    setTimeout(() => done(sum), 250)
})"""


class InPieces(Quiet):
    """Sends a page as a slow line does: a kilobyte, a while, the next."""

    def copyfile(self, source, outputfile):
        """Pages only: what they load comes at once."""
        if self.path.split("?")[0].endswith("/"):
            while piece := source.read(1024):
                outputfile.write(piece)
                outputfile.flush()
                time.sleep(0.01)
        else:
            super().copyfile(source, outputfile)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("way", ["at once", "on a slow machine", "in pieces"])
def test_nothing_moves_while_a_page_comes(browser, archive_site, reader, way, width):
    """On a phone and at a desk, a notice in each state too; however fast it comes and is drawn."""
    notice = reader.notice("丽江")
    paths = ("", "cities/130100/", "measures/contact-tracing/", "search/", "method/")
    with served(archive_site.folder, InPieces if way == "in pieces" else Quiet) as home:
        page = browser.new_page(viewport={"width": width, "height": 800})
        if way == "on a slow machine":
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 8})
        moved = {}
        for path in (*paths, notice, f"{notice}marked/", f"{notice}raw/"):
            page.goto(home + path)
            moved[path] = page.evaluate(SHIFTS)
        page.close()
    assert max(moved.values()) < 0.01, moved


def test_a_first_visit_is_light(reader):
    """The page, its sheets, scripts and pictures, compressed as a server sends them."""
    for path in ("", reader.notice("丽江"), reader.notice("丽江") + "marked/", "search/"):
        with reader.opens() as page:
            asked = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(reader.site.address + path)
            page.wait_for_load_state("networkidle")
            names = {url.removeprefix(reader.site.address).split("?")[0] for url in asked}
            files = [reader.site.folder / (name if "." in name else f"{name}index.html") for name in sorted(names)]
            assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 150 * 1024, (path, names)


def test_a_measure_is_followed_by_keyboard(reader):
    """Its statements stand in the marked state, unfolded, by their first words; Enter leads to the clause, and from there
    back."""
    with reader.opens(reader.notice("丽江")) as page:
        page.locator(".arc-orders a", has_text="集中隔离").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/marked/#m*")
        statement = page.locator("section details[open] a[href^='#s']").first
        expect(statement).to_contain_text("隔离")
        fold = page.locator("section summary", has_text="集中隔离")
        fold.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert statement.evaluate("link => link === document.activeElement")
        page.keyboard.press("Enter")
        page.wait_for_url("**#s*")
        fold.press("Enter")
        expect(page.locator("section details[open]")).to_have_count(0)
        page.locator("article a[href^='#m'][title*='集中隔离']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#m*")
        expect(page.locator("section details[open] summary")).to_have_text("集中隔离")


def test_states_and_colours_are_chosen_by_keyboard(reader):
    """Tab goes from state to state, a blank presses the switch, a slash goes to the search box."""
    with reader.opens(reader.notice("丽江")) as page:
        page.locator(".arc-palette").focus()
        page.keyboard.press("Space")
        assert brightness(page.evaluate(GROUND)) < 60
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "arc-search-q"
        page.locator(".arc-states a").first.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "raw/"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/marked/")
        assert brightness(page.evaluate(GROUND)) < 60


def test_lines_are_as_long_as_eyes_like(reader):
    """At a desk between 34 and 42 characters, on a phone what there is room for."""
    wide = "p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)"
    with reader.opens(reader.notice("丽江"), viewport={"width": 1280, "height": 800}) as page:
        assert 34 <= page.locator(".arc-notice > p[id]:not([class])").first.evaluate(wide) <= 42
