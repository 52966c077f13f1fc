"""The pages of the measures: what each is, when it was ordered, by whom, in which words; whole, and cut where they are long."""

import re
from functools import cache

import msgspec
import pytest

from builder.write.coded import Book
from builder.write.indexes import index_pages
from builder.write.measure_pages import by_month_and_stage, totals
from builder.write.pictures import STAGES, bars, columns, strips
from builder.write.words import STAGES as NAMED
from tests.write.coded_samples import many, ordering
from tests.write.samples import archive_of, rules
from tests.write.test_markdown import rendered

MOST = 300_000
#: What the theme puts around a page.
SHELL = 15_000
BASE = "measures/centralized-quarantine/"


@cache
def large():
    """The pages of an archive of some thousand statements of one measure, by path."""
    archive = archive_of(*many(640, 5))
    return archive, {page.path: page.body for page in index_pages(archive, rules())}


def pages_of(*notices):
    """Every page of an archive of these notices that is about measures or places, by path."""
    return {page.path: rendered(page.body) for page in index_pages(archive_of(*notices), rules())}


def test_a_measure_says_what_it_is():
    """Its definition, what counts and what does not, in both languages, also when no notice carries it."""
    soup = pages_of()[BASE + "index.md"]
    measure = rules().measures["centralized-quarantine"]
    for words in (measure.definition_zh, measure.definition, measure.counts_zh, measure.not_counts_zh):
        assert words in soup.text
    assert "No notice of the archive carries this measure." in soup.text


def test_codes_of_others_stand_with_their_terms_or_not_at_all():
    """OxCGRT and WHO with match strength, attribution and licence; of the others only why they are left out."""
    soup = pages_of()["measures/home-quarantine/index.md"]
    assert [row.th.text for row in soup.select("#crosswalk ~ table tbody tr")] == ["OxCGRT", "WHO PHSM"]
    assert "相近 close" in soup.select("#crosswalk ~ table tbody tr")[1].text
    assert "CC BY 4.0" in soup.select_one(".arc-terms").text
    assert "quar_iso" not in soup.text
    assert "GPL 3.0" in soup.select_one(".arc-terms").text


def test_a_bar_for_each_month_and_a_part_for_each_stage():
    """Drawn without script or style, with the same numbers in a table behind it."""
    soup = pages_of(ordering("2021-01-05", "140100", 3), ordering("2021-03-05", "130100", 2), ordering(None, "140100"))
    page = soup[BASE + "index.md"]
    picture = page.select_one("svg.arc-bars")
    assert [text.text for text in picture.select("a > text")] == ["3", "2", "1"]
    assert [text.text for text in picture.select("text.arc-tick")] == ["1", "2021", "2", "3", "?"]
    assert [len(bar.select("rect")) for bar in picture.select("a")] == [3, 2, 1]
    assert all(bar.title.text for bar in picture.select("a"))
    assert [row.select("td")[-1].text for row in page.select(".arc-behind tbody tr")] == ["3", "2", "1"]
    assert picture.select_one("a")["href"] == "../../measures/matrix/centralized-quarantine/#m202101"
    assert not page.select("[style], style, script:not([src])")


def test_bars_and_table_count_every_statement_once():
    """Also of a notice that is filed under two cities."""
    two = msgspec.structs.replace(ordering("2021-01-05", "140100", 3), filed_under=("140100", "130100"))
    book = Book(archive_of(two), rules())
    said = list(book.said("centralized-quarantine"))
    assert len(said) == 2
    assert totals(said) == (1, 3, 2, 3)
    assert sum(by_month_and_stage(said).values()) == 3


def test_a_picture_has_no_column_for_a_wrong_year():
    """One date of 1921 must not squeeze the rest."""
    assert columns(["1921/05", "2021/01", ""]) == ["1921/05", "2021/01", ""]
    assert columns(["2021/11", "2022/01", "2021"]) == ["2021/11", "2021/12", "2021", "2022/01"]
    assert columns(["2021/11", "2022/01"], empty=False) == ["2021/11", "2022/01"]
    assert bars({}, lambda when: None) is None
    assert strips([]) is None
    assert set(STAGES) == set(NAMED)


def test_clauses_stand_by_city_and_date_with_their_words():
    """Each leads to the clause; each place and month can be led to."""
    old, new = ordering("2021-01-05", "140100"), ordering("2022-01-05", "140100")
    soup = pages_of(old, new, ordering("2021-01-05", "130100"))[BASE + "index.md"]
    assert [heading["id"] for heading in soup.select("h3")] == ["p130100", "p140100"]
    assert [item.get("id") for item in soup.select(".arc-said > li")][1:] == ["p140100-202201", "p140100-202101"]
    link = soup.select(".arc-said ul a")[1]
    assert link["href"] == f"../../notices/{new.id}/#c0"
    assert link.text == new.text


def test_numbers_stand_in_a_table_that_script_may_sort():
    """Newest first; a cell says what it is sorted by; the file is beside the page."""
    soup = pages_of(ordering("2021-01-05", "140100"), ordering("2022-01-05", "130100"))[BASE + "index.md"]
    rows = soup.select("table.arc-sortable tbody tr")
    assert [row.td.text for row in rows] == ["2022-01-05", "2021-01-05"]
    assert rows[0].select("td")[3]["data-sort"] == "336"
    assert rows[0].select("td")[3].text == "14 天"
    assert soup.select_one('a[href="parameters.csv"]')


def test_a_large_measure_is_cut_and_its_total_stays_right():
    """By year, and by province where a year is still too much; every statement is on one page."""
    archive, pages = large()
    own = {path: body for path, body in pages.items() if path.startswith(BASE)}
    assert BASE + "2021/index.md" in own
    assert [path for path in own if re.fullmatch(rf"{BASE}2021/\d{{6}}/index\.md", path)]
    listed = [link for body in own.values() for link in re.findall(r"<li><a href=[./]*notices/(n\w+/#c\d+)>", body)]
    wanted = [f"{notice.id}/#{item.block}" for notice in archive.notices for item in notice.measures]
    assert sorted(listed) == sorted(wanted)
    assert f"{len(wanted)} 条语句" in own[BASE + "index.md"]
    years = rendered(own[BASE + "index.md"]).select(".arc-limb > p > .arc-count")
    assert sum(int(year.text.split()[0]) for year in years) == len(wanted)


def test_no_page_is_too_long_for_a_phone():
    """Not one of those about measures, places and months, whatever they hold."""
    _, pages = large()
    assert {path: len(body.encode()) for path, body in pages.items() if len(body.encode()) > MOST - SHELL} == {}


def test_every_cut_page_can_be_reached():
    """From the measure's page, or from that of its year."""
    _, pages = large()
    for path, body in pages.items():
        for href in re.findall(r"href=((?:20\d\d|undated)/[^>#]*)>", body):
            assert path.removesuffix("index.md") + href + "index.md" in pages, (path, href)


@pytest.mark.parametrize("path", ["cities/140100/index.md", "provinces/140000/index.md"])
def test_a_place_shows_its_measures_over_time(path):
    """A square for each measure and month, the same in a table, its notices; its numbers, which a province leaves to its
    cities."""
    soup = pages_of(ordering("2021-01-05", "140100", 2), ordering("2021-03-05", "140100", 1, "home-quarantine"))[path]
    squares = soup.select("svg.arc-strips a:has(path)")
    assert [square.select_one("text").text for square in squares] == ["2", "1"]
    assert all("#" in square["href"] for square in squares)
    assert [row.select("td")[0].text for row in soup.select(".arc-behind tbody tr")] == ["1", "1"]
    assert len(soup.select("table.arc-sortable tbody tr")) == (3 if path.startswith("cities") else 0)
    assert len(soup.select(".arc-rows > li")) == 2
