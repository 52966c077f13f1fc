"""The pages about measures in Chromium: sorted by a click, read without script, on a phone, in the dark and on paper; every mark
of a picture leads somewhere. That none is wider than a window is seen in ``test_browser``."""

from contextlib import contextmanager

import pytest

NUMBERS = "measures/centralized-quarantine/"


@pytest.fixture(scope="module")
def opens(browser, archive_site):
    """Opens a page of the site; at the end nothing was complained of in any."""
    complaints = []

    @contextmanager
    def opened(path, **options):
        context = browser.new_context(**options)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(archive_site.address + path)
        yield page
        context.close()

    yield opened
    assert complaints == []


def column(page, number):
    """What a column of the table of numbers is sorted by."""
    cells = page.locator(f"table.arc-sortable tbody td:nth-child({number})")
    return cells.evaluate_all("cells => cells.map(cell => cell.dataset.sort || cell.textContent.trim())")


def sizes(page):
    """The values that are numbers; a level of risk is a word."""
    return [float(size) for size in column(page, 4) if size.replace(".", "", 1).isdigit()]


def test_a_click_on_a_heading_sorts(opens):
    """Up, then down; the heading says which; the keyboard does it too."""
    with opens(NUMBERS) as page:
        value = page.locator("table.arc-sortable th", has_text="Value")
        value.locator("button").click()
        assert value.get_attribute("aria-sort") == "ascending"
        up = sizes(page)
        assert up == sorted(up)
        assert len(set(up)) > 1
        value.locator("button").press("Enter")
        assert value.get_attribute("aria-sort") == "descending"
        assert sizes(page) == up[::-1]
        date = page.locator("table.arc-sortable th", has_text="Date")
        date.locator("button").click()
        assert value.get_attribute("aria-sort") is None


def test_without_script_the_table_is_a_table(opens):
    """In its order, with its links and its download."""
    with opens(NUMBERS, java_script_enabled=False) as page:
        assert page.locator("table.arc-sortable tbody tr").count() >= 2
        assert page.locator("table.arc-sortable button").count() == 0
        assert page.locator('a[href="parameters.csv"]').is_visible()
        assert page.locator("svg.arc-bars a").first.is_visible()
        page.locator(".arc-behind summary").click()
        assert page.locator(".arc-behind td").first.is_visible()


def test_a_bar_leads_to_its_month_and_on_to_the_clause(opens):
    """From the picture to the grid, from there to the words, from there to the notice."""
    with opens(NUMBERS) as page:
        page.locator("svg.arc-bars a").first.click()
        page.wait_for_url("**/measures/matrix/centralized-quarantine/#m*")
        assert page.evaluate("!!document.querySelector(':target')")
        page.locator("table.arc-grid td a").first.click()
        page.wait_for_url("**/measures/centralized-quarantine/#p*")
        assert page.evaluate("document.querySelector(':target').matches('.arc-said > li')")
        page.locator(".arc-said > li:target ul a").first.click()
        page.wait_for_url("**/notices/n*/#c*")
        assert page.evaluate("!!document.querySelector(':target')")


def test_a_square_of_a_city_leads_to_its_clauses(opens):
    """Of that city, that measure, that month."""
    with opens("cities/130100/") as page:
        page.locator("svg.arc-strips a:has(path)").first.click()
        page.wait_for_url("**/measures/*/#p130100-*")
        assert page.evaluate("!!document.querySelector(':target')")


def test_a_duration_leads_to_the_clause_that_says_it(opens):
    """The text of the notice, not only its page."""
    with opens("measures/durations/") as page:
        link = page.locator(".arc-stay a").first
        said = link.inner_text().split()[0].strip("≤≥")
        link.click()
        page.wait_for_url("**/notices/n*/#c*")
        assert said in page.evaluate("document.querySelector(':target').textContent")


def test_the_place_stays_in_sight_while_the_months_move(opens):
    """On a phone."""
    with opens("measures/matrix/", viewport={"width": 320, "height": 700}) as page:
        page.locator(".arc-tall").evaluate("box => { box.scrollLeft = 400 }")
        place = page.locator("tbody th.is-stuck").first.bounding_box()
        assert 0 <= place["x"] < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_figures_of_a_picture_can_be_read(opens, scheme):
    """Ink on the ground of the page, in the light and in the dark; on paper black, by patterns."""
    with opens(NUMBERS, color_scheme=scheme) as page:
        ink = "getComputedStyle(document.querySelector('svg.arc-bars a text')).fill"
        ground = "getComputedStyle(document.body).backgroundColor"
        assert abs(brightness(page.evaluate(ink)) - brightness(page.evaluate(ground))) > 130
        part = "getComputedStyle(document.querySelector('svg.arc-bars a rect')).fill"
        assert page.evaluate(part).startswith("rgb")
        page.emulate_media(media="print")
        assert page.evaluate(ink) == "rgb(0, 0, 0)"
        assert "#h-" in page.evaluate(part)


def brightness(colour):
    """The mean of the three parts of ``rgb(…)``."""
    return sum(int(part) for part in colour.strip("rgb()").split(",")[:3]) / 3
