"""The pages that list notices: complete, ordered, and honest about what is not known."""

import msgspec

from builder.model import BodyField, DateField, Field, PlaceField
from builder.write import issuer_pages, place_pages, split
from builder.write.addresses import Addresses
from builder.write.at_a_glance import by_year, span_of, timeline
from builder.write.front_matter import page
from builder.write.home import home_pages
from builder.write.indexes import index_pages
from tests.write.samples import archive_of, dated, notice_of, rules, saying
from tests.write.test_markdown import rendered


def pages_of(*notices):
    """Every list page of an archive of these notices, by path, as the site's Markdown renders it."""
    archive = archive_of(*notices)
    return {made.path: rendered(made.body) for made in (*home_pages(archive, rules()), *index_pages(archive, rules()))}


def rows(soup):
    """The titles' links in a list of notices."""
    return [link["href"] for link in soup.select(".arc-rows div > a")]


def test_every_fixed_page_stands_even_in_an_empty_archive():
    """The navigation names them."""
    fixed = ("index.md", "notices/index.md", "notices/not-policy/index.md", "dates/undated/index.md")
    lists = ("cities/index.md", "provinces/index.md", "measures/index.md", "issuers/index.md", "dates/index.md")
    pages = pages_of()
    assert set(pages) >= {*fixed, *lists}
    assert {f"measures/{measure.id}/index.md" for measure in rules().measures.measures} < set(pages)


def test_every_page_has_a_title_that_front_matter_can_hold():
    """In both languages, before MkDocs sees it."""
    archive = archive_of(dated("2021-01-03", "甲"))
    for made in (*home_pages(archive, rules()), *index_pages(archive, rules())):
        assert page(made.values, made.body)
        assert made.values["title"]


def test_a_notice_stands_on_its_city_province_month_and_measure():
    """And nowhere else."""
    notice = saying("contact-tracing", "开展流调")
    pages = pages_of(notice)
    link = f"../../notices/{notice.id}/"
    assert rows(pages["cities/140100/index.md"]) == [link]
    assert rows(pages["provinces/140000/index.md"]) == [link]
    assert pages["measures/contact-tracing/index.md"].select_one(f'a[href="{link}#c0"]').text == "开展流调"
    assert not pages["measures/mass-testing/index.md"].select(f'a[href^="{link}"]')
    assert rows(pages["dates/undated/index.md"]) == [link]
    assert rows(pages["notices/index.md"]) == [f"../notices/{notice.id}/"]


def test_a_notice_of_no_city_is_told_under_its_province():
    """A province's order is no city's."""
    notice = saying("contact-tracing", "开展流调")
    notice = msgspec.structs.replace(notice, city=PlaceField(None, "not-applicable"), filed_under=("140000",))
    soup = pages_of(notice)["measures/contact-tracing/index.md"]
    assert soup.select_one("h3 a")["href"] == "../../provinces/140000/"


def test_lists_are_newest_first_and_undated_last():
    """With a heading for each year."""
    old, new, none = dated("2020-02-01", "甲"), dated("2022-10-06", "乙"), notice_of("丙")
    soup = pages_of(none, old, new)["cities/140100/index.md"]
    assert rows(soup) == [f"../../notices/{notice.id}/" for notice in (new, old, none)]
    assert [heading.text for heading in soup.select("h3")][:3] == ["2022年", "2020年", "日期不详 Undated"]


def test_that_dates_are_unknown_is_said_once():
    """By the heading, or by the name of the shelf; of each notice only what is known of its day. Elsewhere each says it."""
    none, partly = notice_of("甲"), notice_of("乙", date=DateField(None, "unknown", partial="--03-18"))
    pages = pages_of(none, partly, dated("2021-01-03", "丙"))
    shelf = pages["dates/undated/index.md"]
    assert [row.text.count("日期不详") for row in shelf.select(".arc-rows li")] == [0, 0]
    assert [row.p.text.startswith("3月18日（年份不详） · ") for row in shelf.select(".arc-rows li")].count(True) == 1
    assert "日期不详" not in "".join(row.text for row in pages["cities/140100/index.md"].select(".arc-rows li"))
    assert "2021年1月3日" in pages["cities/140100/index.md"].select_one(".arc-rows li").text
    assert "日期不详" in "".join(row.text for row in pages["index.md"].select(".arc-rows li"))


def test_a_timeline_has_every_year_from_first_to_last():
    """Empty months are shown empty; a notice without a month is in none."""
    notices = [dated("2020-02-01", "甲"), dated("2022-10", "乙"), dated("2022-10-06", "丙"), notice_of("丁")]
    years = timeline(notices, Addresses(1))
    assert [year.year for year in years] == ["2020", "2021", "2022"]
    assert [(cell.count, cell.step) for cell in years[2].months if cell.count] == [(2, 4)]
    assert years[0].months[1].href == "../dates/2020/02/"
    assert timeline([notice_of("甲")], Addresses(1)) == []


def test_a_span_counts_known_dates_only():
    """One date is no span, and none is said to be none."""
    assert span_of([dated("2021-01-03", "甲"), notice_of("乙")]).zh == "2021年1月3日"
    assert span_of([dated("2021-01-03", "甲"), dated("2020-01-03", "乙")]).zh == "2020年1月3日—2021年1月3日"
    assert span_of([notice_of("甲")]).zh == "日期均不详"


def test_a_year_alone_files_a_notice_under_its_year():
    """In the list, not in a month."""
    notice = notice_of("甲", date=DateField("2021", "inferred", precision="year"))
    assert by_year([notice])[0].year.zh == "2021年"


def test_gaps_are_said():
    """How many notices have no date, no issuer."""
    soup = pages_of(notice_of("甲"), dated("2021-01-03", "乙"))["cities/140100/index.md"]
    assert "日期不详 undated 1" in soup.select_one(".arc-facts").text
    assert "发文机关不详 issuer unknown 2" in soup.select_one(".arc-facts").text


def test_the_home_page_leads_everywhere():
    """Newest notices, counts, places, measures, time, the undated."""
    soup = pages_of(saying("contact-tracing", "开展流调"), dated("2021-01-03", "乙"))["index.md"]
    links = {link["href"] for link in soup.select("a[href]")}
    assert links >= {
        "notices/",
        "cities/140100/",
        "provinces/140000/",
        "measures/contact-tracing/",
        "dates/2021/01/",
        "dates/undated/",
    }
    assert [figure.text.strip() for figure in soup.select(".arc-figures dd")] == ["2", "1", "1", "1", "1", "1"]


def test_national_and_unplaced_notices_are_listed_too():
    """Beside the cities, and on the measure's page under the nation or under no place."""
    plain = saying("contact-tracing", "开展流调"), saying("contact-tracing", "追踪密接")
    nowhere = PlaceField(None, "unknown")
    national = msgspec.structs.replace(plain[0], province=nowhere, city=nowhere, filed_under=("100000",))
    lost = msgspec.structs.replace(plain[1], province=nowhere, city=nowhere, filed_under=())
    pages = pages_of(national, lost)
    assert set(rows(pages["cities/index.md"])) == {f"../notices/{notice.id}/" for notice in (national, lost)}
    assert set(rows(pages["cities/unplaced/index.md"])) == {
        f"../../notices/{notice.id}/" for notice in (national, lost)
    }
    headings = [heading.text.strip() for heading in pages["measures/contact-tracing/index.md"].select("h3")]
    assert headings == ["地点不详 place unknown", "全国 China"]
    assert "cities/140100/index.md" not in pages


def test_a_municipality_is_its_own_city():
    """The home page names it once and leads to its city page."""
    notice = notice_of("甲", province=PlaceField("北京市", "stated", adcode="110000"), filed_under=("110000",))
    soup = pages_of(notice)["index.md"]
    assert [link["href"] for link in soup.select(".arc-places a")] == ["cities/110000/"]


def test_issuers_stand_under_their_province():
    """In the order of the codes."""
    known = {"status": "stated", "normalised_status": "stated"}
    taiyuan = notice_of("甲", issuing_body=BodyField("太原市人民政府", normalised="太原市人民政府", **known))
    beijing = notice_of(
        "乙", issuing_body=BodyField("北京市人民政府", normalised="北京市人民政府", **known), filed_under=("110000",)
    )
    soup = pages_of(taiyuan, beijing)["issuers/index.md"]
    assert [heading.text for heading in soup.select("h2")] == ["北京市 Beijing", "山西省 Shanxi"]
    assert [link.text for link in soup.select(".arc-list a")] == ["北京市人民政府", "太原市人民政府"]


def test_what_is_no_policy_is_listed_with_its_reason():
    """In no other list."""
    reason = Field(False, "inferred", rule="policy/other-subject", because="About a film.")
    notice = notice_of("甲", is_policy=reason, title=Field("电影定档", "stated"))
    pages = pages_of(notice)
    assert "About a film." in pages["notices/not-policy/index.md"].select_one(".arc-rows").text
    assert not [
        path for path, soup in pages.items() if "电影定档" in soup.text and path != "notices/not-policy/index.md"
    ]


def test_lists_without_dates_are_cut_by_number(monkeypatch):
    """The undated and the not-policy: nothing is lost, each page leads to the others and is no heavier than it may be."""
    monkeypatch.setattr(split, "LIMIT", 1200)
    reason = Field(False, "inferred", rule="policy/other-subject", because="About a film.")
    undated = [notice_of(f"甲{number}") for number in range(20)]
    pages = pages_of(*undated, *(notice_of(f"乙{number}", is_policy=reason) for number in range(20)))
    for folder in ("dates/undated", "notices/not-policy"):
        own = {path: soup for path, soup in pages.items() if path.startswith(f"{folder}/")}
        assert len(own) > 2, folder
        listed = [link.rsplit("/", 2)[1] for soup in own.values() for link in rows(soup)]
        assert len(listed) == len(set(listed)) == 20
        assert max(len(str(soup.select_one(".arc-rows")).encode()) for soup in own.values()) < 1400
        for soup in own.values():
            assert len(soup.select(".arc-pages a")) == len(own) - 1


def test_a_picture_that_fills_a_page_is_cut_by_year(monkeypatch):
    """However few the notices are: each year shows its own squares."""
    said = [saying("contact-tracing", line) for line in ("开展流调", "追踪密接")]
    notices = [
        msgspec.structs.replace(notice, date=DateField(day, "stated", precision="day"))
        for notice, day in zip(said, ("2020-02-01", "2021-03-01"), strict=True)
    ]
    assert "cities/140100/2020/index.md" not in pages_of(*notices)
    monkeypatch.setattr(place_pages, "SQUARE", place_pages.LIMIT)
    pages = pages_of(*notices)
    assert not rows(pages["cities/140100/index.md"])
    for year, notice in zip(("2020", "2021"), notices, strict=True):
        assert rows(pages[f"cities/140100/{year}/index.md"]) == [f"../../../notices/{notice.id}/"]


def test_a_long_list_of_issuers_is_cut_by_province(monkeypatch):
    """The first page leads to each province, where the bodies stand."""
    known = {"status": "stated", "normalised_status": "stated"}
    bodies = [f"太原市{name}局" for name in "甲乙丙丁戊己庚辛"]
    notices = [notice_of(name, issuing_body=BodyField(name, normalised=name, **known)) for name in bodies]
    monkeypatch.setattr(issuer_pages, "LIMIT", 900)
    pages = pages_of(*notices)
    assert [link["href"] for link in pages["issuers/index.md"].select(".arc-list a")] == ["../issuers/140000/"]
    assert [link.text for link in pages["issuers/140000/index.md"].select(".arc-list a")] == sorted(bodies)


def test_the_home_page_shows_what_is_missing():
    """Every province, those without a notice too; what is known of how many, and a way to the rest."""
    soup = pages_of(saying("contact-tracing", "开展流调"), dated("2021-01-03", "乙"))["index.md"]
    tiles = soup.select(".arc-tiles > li")
    assert len(tiles) == 34
    assert [(tile.a["href"], tile.a.span.text) for tile in tiles if tile.a] == [("provinces/140000/", "2")]
    dates = soup.select_one(".arc-shares tbody tr")
    assert [cell.text.strip() for cell in dates.select("td")] == ["1", "50%", "1"]
    assert dates.a["href"] == "dates/undated/"


def test_the_method_page_counts_this_build():
    """Each field by status, each kind of repair, each way of saying."""
    inferred = dated("2021-01-03", "乙")
    inferred = msgspec.structs.replace(inferred, date=msgspec.structs.replace(inferred.date, status="inferred"))
    soup = pages_of(saying("contact-tracing", "开展流调"), inferred)["method/index.md"]
    counts = {row.th.text: [cell.text for cell in row.select("td")] for row in soup.select(".arc-table tbody tr")}
    assert counts["日期 Date"] == ["·", "1", "1", "·", "·"]
    assert counts["要求 ordered"] == ["1"]
    assert counts["机关原文 The authority's own text"] == ["2"]
