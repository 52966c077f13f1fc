"""How long, where, when: every number of the grids is right and leads to what it counts."""

from bs4 import BeautifulSoup

from builder.write.coded import Book
from builder.write.matrix import Grids, duration_pages, grid_pages, matrix_pages, overview_pages
from tests.write.coded_samples import many, ordering
from tests.write.samples import archive_of, rules
from tests.write.test_markdown import rendered

MEASURE = "centralized-quarantine"


def bound(*notices, limit=None):
    """The book and the grids of an archive of these notices."""
    book = Book(archive_of(*notices), rules(), limit)
    return book, Grids(book, rules(), limit)


def made(pages):
    """These pages by path."""
    return {page.path: rendered(page.body) for page in pages}


def total(soup: BeautifulSoup):
    """The sum of the numbers of a grid."""
    return sum(int(cell.text) for cell in soup.select("table.arc-grid td a"))


def test_a_city_and_a_month_meet_in_a_number():
    """Which leads to the first of its clauses on the measure's page."""
    book, grids = bound(ordering("2021-01-05", "140100", 2), ordering("2022-03-05", "130100"))
    soup = made(matrix_pages(book, grids, rules()))[f"measures/matrix/{MEASURE}/index.md"]
    row = soup.select_one("tr#p140100")
    assert row.th.text == "太原市"
    assert [cell.text for cell in row.select("td")] == ["2", ""]
    assert row.select_one("td a")["href"].endswith(f"/measures/{MEASURE}/#p140100-202101")
    assert [head["id"] for head in soup.select("thead th[id]")] == ["m202101", "m202203"]


def test_grids_count_every_statement():
    """The overview and the measure's grid have the same sum, whole or cut."""
    notices = many(60, 3)
    book, grids = bound(*notices)
    pages = made(matrix_pages(book, grids, rules()))
    assert total(pages["measures/matrix/index.md"]) == 180
    assert total(pages[f"measures/matrix/{MEASURE}/index.md"]) == 180
    book, grids = bound(*notices, limit=1500)
    measure = rules().measures[MEASURE]
    cut = made(grid_pages(measure, book, grids, rules()))
    assert f"measures/matrix/{MEASURE}/2021/index.md" in cut
    assert sum(map(total, cut.values())) == 180


def test_a_large_overview_is_cut_by_province():
    """Its own page then has a row for each province."""
    book, grids = bound(*many(60, 3))
    cut = made(overview_pages(book, grids, rules(), limit=100))
    first = cut["measures/matrix/index.md"]
    assert total(first) == 180
    assert first.select_one('tbody th a[href="130000/"]')
    assert sum(total(soup) for path, soup in cut.items() if path != "measures/matrix/index.md") == 180


def test_an_empty_archive_says_so():
    """The navigation names these pages."""
    pages = made(matrix_pages(*bound(), rules()))
    assert "No statement yet." in pages["measures/matrix/index.md"].text
    assert "No duration of quarantine is stated" in pages["measures/durations/index.md"].text


def test_a_duration_leads_to_its_clause():
    """How long, in which city, in which month, under which measure; equal ones of a month are told once with their number."""
    one = ordering("2021-01-05", "140100", 2)
    book, grids = bound(one, ordering("2021-02-05", "140100", 1, "home-quarantine"), ordering(None, "130100"))
    soup = made(matrix_pages(book, grids, rules()))["measures/durations/index.md"]
    rows = [[cell.text for cell in row.select("th, td")] for row in soup.select("tbody tr")]
    assert rows == [
        ["石家庄市", "集中隔离", "", "", "14 天"],
        ["太原市", "集中隔离", "14 天×2", "", ""],
        ["居家隔离与健康监测", "", "14 天", ""],
    ]
    link = soup.select("tbody td a")[1]
    assert link["href"].endswith(f"notices/{one.id}/#c0")
    assert link["title"] == "来自风险地区的人员"


def test_durations_are_cut_too():
    """By year, then by province; none is lost."""
    book, _ = bound(*many(60, 1))
    whole = made(duration_pages(book, rules()))
    cut = made(duration_pages(book, rules(), limit=2000))
    assert len(cut) > 4
    count = len(whole["measures/durations/index.md"].select(".arc-stay"))
    assert sum(len(soup.select(".arc-stay")) for soup in cut.values()) == count


def test_a_grid_is_made_again_when_its_clauses_moved():
    """Its numbers are the same and lead to other pages: a measure that grew is cut elsewhere too."""
    notices = many(60, 3)
    whole, cut = Book(archive_of(*notices), rules()), Book(archive_of(*notices), rules(), 1500)
    path = f"measures/matrix/{MEASURE}/index.md"
    inputs = [
        {page.path: page.inputs for page in matrix_pages(book, Grids(book, rules()), rules())} for book in (whole, cut)
    ]
    assert inputs[0][path] and inputs[0][path] != inputs[1][path]
