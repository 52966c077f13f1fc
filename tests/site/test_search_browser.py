"""Search in a browser, on a site that MkDocs built and a plain server serves: at the root of a host and below a folder."""

import random
import re
import threading
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from msgspec.structs import replace

from builder.archive import gather
from builder.model import BodyField, Field, Statement, Target
from builder.rules import load
from builder.text import numerals
from builder.text.fold import fold, simplified_characters
from builder.write import search
from builder.write.publish import publish_units
from builder.write.search import folded, search_files, search_table
from builder.write.unit import Unit
from tests.five import FIVE
from tests.write.searchable import notice_of

ROOT = Path(__file__).parent.parent.parent
HOSTILE = "<img src=x onerror=alert(1)>的通告"

AT_HAND = (
    notice_of(
        "关于雁阵化管理的通告", "隔离14天。", "第 1 号 令：ＡＢ测温", "雁阵化防控，雁阵化服务", date="2021-01-25"
    ),
    notice_of("封控通告", "实行雁陣化管理", "不再实行", date="2022-10-06"),
    notice_of("较早的通告", "雁阵化", date="2020-02-01"),
    notice_of(None, "雁阵化管理" + "甲" * 200 + "测温点", partial="--05-18"),
    notice_of(HOSTILE, "<script>alert(2)</script>与\u202e反向", date="2020-03-01"),
    notice_of("两种写法", "答复鳣鱼，复盖鳣鱼"),
    notice_of("一种写法", "覆盖鳣鱼"),
    notice_of("次序", "轮番、轮番", "轮番，轮番", "又轮番与轮番", "独此一处"),
    notice_of("关于新冠肺炎的问答", "COVID-19疫情", "说“外防鳣鱼输入”"),
    *(
        notice_of(f"第{number}号街道通告", f"街道居民核酸检测，第{number}轮", date="2022-03-01")
        for number in range(100, 130)
    ),
)
# all characters of the table in long runs, but those that part, quote or exclude
LONG = 250
CHARACTERS = "".join(chr(code) for code, new in sorted(search_table().items()) if new not in ' "-')
FOLDED_RUNS = [CHARACTERS[start : start + LONG] for start in range(0, len(CHARACTERS), LONG)]
FOLDING = notice_of("折叠", *map(folded, FOLDED_RUNS))
NO_POLICY = notice_of("唯独此处有鳜鱼", "清蒸鳜鱼的做法")


def with_heading(notice):
    return replace(notice, blocks=(replace(notice.blocks[0], role="heading"), *notice.blocks[1:]))


NUMBERED = {
    name: notice_of(name, text + "鲥鱼", date="2021-06-01")
    for name, text in {
        "甲": "隔离14天，2021年起", "乙": "隔离十四天，二〇二一年起", "丙": "隔离二十天", "丁": "隔离10天", "戊": "隔离210天",
        "己": "三天三检，间隔两米", "庚": "3天3检，间隔2米", "辛": "10万人，统一", "壬": "十万人", "癸": "100000人",
    }.items()
}  # fmt: skip
ORDERED = (
    notice_of("其一", "鲙鱼", date="2021-06-01"),
    notice_of("其二", "鲙鱼，鲙鱼", date="2021-06-01"),
    with_heading(notice_of("其三", "一、鲙鱼", "其余", date="2021-06-01")),
    notice_of("鲙鱼在题", "正文", date="2021-06-01"),
    notice_of("相隔", "鲮鱼，鲮鱼，鲮鱼", "乙" * 300, "鲳鱼，鲳鱼", date="2021-06-01"),
    notice_of("相邻", "鲮鱼和鲳鱼", date="2021-06-01"),
)
NAMED = replace(
    notice_of("点名", "不分昼夜", date="2021-06-01"),
    issuing_body=BodyField("指挥部", "stated", normalised="太原市鲥鱼指挥部", normalised_status="stated"),
    measures=(Statement("mass-testing", None, "c10", "ordered", "new", Target(), ()),),
)


def of_the_seeds():
    """Raw pages as texts: real words, both scripts, odd characters."""
    for path in FIVE:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield notice_of(lines[0][:40], *lines[1:], date="2021-01-25")


GO = "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')) }"


class Site:
    """The built site at one address, seen through one browser page at a time. Whatever the page complains of is kept. One page
    serves every search, as a reader's does: to start a browser's process for each takes five times as long as the search."""

    def __init__(self, browser, address, archive):
        self.browser, self.address, self.archive = browser, address, archive
        self.complaints, self.asked = [], []
        self.window = None

    def page(self, **options):
        page = self.browser.new_context(**options).new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message) or dialog.dismiss())
        return page

    def search(self, query, rest=""):
        self.window = self.window or self.page()
        self.window.goto(f"{self.address}search/?q={quote(query)}{rest}")
        return done(self.window)

    def again(self, query, page):
        """Another search on the same page, as if its address had been opened from the history."""
        page.evaluate(GO, f"?q={quote(query)}&all=1")
        return done(page)

    def titles(self, query, rest=""):
        page = self.search(query, rest)
        return page.locator("[data-notice] .search-title").all_inner_texts()


def done(page):
    page.wait_for_selector('#search-status[data-ready="true"]')
    return page


def hits(page):
    return page.eval_on_selector_all("[data-notice]", "found => found.map(hit => hit.dataset.notice)")


def total(page):
    return int(page.get_attribute("#search-status", "data-total"))


def pages_of(archive):
    """A site without the rest of the house: a home, and for each notice its anchors and its text."""
    yield "index.md", b"# Home\n"
    for notice in archive.by_id.values():
        spots = "".join(f'<p id="{block.anchor}">.</p>' for block in notice.blocks)
        yield f"notices/{notice.id}/index.md", f"# Notice\n\n{spots}\n".encode()
        yield f"notices/{notice.id}/text.txt", notice.text.encode()
    for folder, shelves in (("cities", archive.cities), ("issuers", archive.issuers), ("measures", archive.measures)):
        yield from ((f"{folder}/{shelf.key}/index.md", f"# {shelf.zh}\n".encode()) for shelf in shelves)
    yield "notices/index.md", b"# Catalogue\n"
    yield from search_files(archive, load())


@contextmanager
def served(folder):
    """The folder at a port the system chose."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory, browser):
    """The browser, the folder above the site, and the archive."""
    folder = tmp_path_factory.mktemp("search")
    no_policy = replace(NO_POLICY, is_policy=Field(False, "inferred"))
    archive = gather([*AT_HAND, *of_the_seeds(), FOLDING, *NUMBERED.values(), *ORDERED, NAMED, no_policy], load())
    with pytest.MonkeyPatch.context() as small:  # several volumes, and lists of both kinds
        small.setattr(search, "VOLUME", 16)
        small.setattr(search, "OWN", 48)
        publish_units([Unit("", "", lambda: pages_of(archive))], folder / "docs")
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "www" / "a" / "b"),
        hooks=[],
        nav=None,
    )
    build(config)
    return browser, folder / "www", archive


@pytest.fixture(scope="module")
def site(built):
    """The site below a folder of its host; at the end nothing was complained of and nothing foreign was asked for."""
    browser, folder, archive = built
    with served(folder) as address:
        site = Site(browser, f"{address}a/b/", archive)
        yield site
    assert site.complaints == [], "errors in the browser's console, or a dialog"
    assert all(url.startswith(site.address) for url in site.asked), "a request left the site"


# --- what is found ---------------------------------------------------------------------------------------------------


def by_looking(archive, *runs):
    found = [
        notice.id
        for notice in archive.notices
        if all(any(kept(run) in kept(part) for part in (notice.title.value or "", notice.text)) for run in runs)
    ]
    return sorted(found)


kept = cache(folded)


NUMERAL = re.compile("[0-9〇零一二两三四五六七八九十百千万]+")


def in_figures(text):
    """The text, folded, with every numeral in figures."""

    def figures(found):
        words, _, ten_thousands = found[0].partition("万")
        if ten_thousands or words == found[0]:
            value = numerals.number(found[0])
            return found[0] if value is None else f"<{value}>"
        value = numerals.number(words)
        return found[0] if value is None else f"<{value * 10_000}>"

    return NUMERAL.sub(figures, folded(text))


def traditional(run):
    """The run with each character in a traditional form that folds to it, where there is one."""
    forms = {}
    for old, new in simplified_characters().items():
        if fold(old) == new:
            forms.setdefault(new, old)
    return "".join(forms.get(fold(character), character) for character in run)


def random_runs(archive, many, chance):
    """Runs of 2–8 characters without blanks, cut from titles and lines; quotes and hyphens at a rim have another meaning."""
    lines = [part for notice in archive.notices for part in (notice.title.value or "", *notice.text.split("\n"))]
    while many:
        line, size = chance.choice(lines), chance.randint(2, 8)
        start = chance.randint(0, max(0, len(line) - size))
        run = line[start : start + size]
        if len(run) > 1 and not any(map(str.isspace, folded(run))) and run[0] not in '-－"＂':
            many -= 1
            yield run


def test_random_runs_find_what_holds_them_and_nothing_else(site):
    """100 runs from the texts, as they stand and in traditional characters, and 30 that stand nowhere."""
    chance = random.Random(3)
    page = site.search("")
    runs = list(random_runs(site.archive, 100, chance))
    strange = ["".join(chance.sample(run, len(run))) + "鳜" for run in runs[:30]]
    for run in [*runs, *map(traditional, runs), *strange]:
        site.again(run, page)
        looked = by_looking(site.archive, run)
        assert set(looked) <= set(hits(page)), run
        more = [site.archive.by_id[id] for id in set(hits(page)) - set(looked)]
        assert all(in_figures(run) in in_figures(f"{notice.title.value}\n{notice.text}") for notice in more), run
        assert not more or NUMERAL.search(folded(run)), run
        assert total(page) == len(hits(page))


@pytest.mark.parametrize("query", ["雁陣化", "雁阵化", " 雁阵化　"])
def test_either_script_finds_the_same_in_the_same_order(site, query):
    """Title hits first, then most places, then the later date; undated last."""
    titles = site.titles(query)
    assert titles == ["关于雁阵化管理的通告", "封控通告", "较早的通告", "〔无题〕"]


@pytest.mark.parametrize(
    ("query", "runs"),
    [
        ("雁阵化 14天", ["雁阵化", "14天"]),
        ("14天　雁陣化", ["雁阵化", "14天"]),
        ("ab測溫", ["AB测温"]),
        ('"第 1 号"', ["第 1 号"]),
        ("＂第　１　号＂", ["第 1 号"]),
        ("第 1 号", []),
        ("-19疫情", ["-19疫情"]),
        ("说“外防鱣鱼", ["说“外防鳣鱼"]),
    ],
)
def test_terms(site, query, runs):
    """Blanks part terms, quotes keep them, a sole hyphen is a character like another."""
    page = site.search(query, "&all=1")
    assert sorted(hits(page)) == (by_looking(site.archive, *runs) if runs else [])


def test_a_term_with_a_hyphen_excludes(site):
    titles = site.titles("雁阵化 -不再实行 -14天")
    assert titles == ["较早的通告", "〔无题〕"]


def test_quotes_exclude_too_and_a_term_counts_once(site):
    assert site.titles('雁阵化 -"第 1 号"') == ["封控通告", "较早的通告", "〔无题〕"]
    assert "共 1 处" in site.search("测温点 測溫點").locator("#search-status").inner_text()


def test_a_form_with_two_meanings_is_tried_when_nothing_stands_as_typed(site):
    """答覆 is 答复 in simplified text; 覆盖 stands as typed and does not find 复盖."""
    assert site.titles("答覆鳣鱼") == ["两种写法"]
    assert site.titles("覆盖鳣鱼") == ["一种写法"]


def test_what_is_no_policy_is_not_found(site):
    assert total(site.search("鳜鱼")) == 0


def test_the_browser_folds_as_the_builder_does(site):
    """Every character that folding changes, typed into the box, finds what Python made of it."""
    page = site.search("雁阵化")
    for number, run in enumerate(FOLDED_RUNS):
        site.again(run, page)
        assert total(page) == 1, f"characters {number * LONG}–{(number + 1) * LONG} of the table"


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_a_hit_shows_its_facts_and_its_clauses(site):
    """Title, place, date, kind; clauses with the words marked, each leading to its own anchor on the notice's page."""
    page = site.search("雁阵化")
    hit = page.locator("[data-notice]").first
    words = hit.inner_text()
    assert all(word in words for word in ("山西省 太原市", "2021年1月25日", "公文", "3 处"))
    assert hit.locator(".search-title mark").all_inner_texts() == ["雁阵化"]
    clause = hit.locator(".search-clauses a")
    assert clause.all_inner_texts() == ["雁阵化防控，雁阵化服务"]
    assert clause.locator("mark").all_inner_texts() == ["雁阵化", "雁阵化"]
    clause.click()
    notice = AT_HAND[0]
    assert page.url == f"{site.address}notices/{notice.id}/#{notice.blocks[2].anchor}"
    assert page.locator(f"#{notice.blocks[2].anchor}").count() == 1


def test_an_unknown_date_is_said_in_words(site):
    assert "5月18日（年份不详）" in site.search("雁阵化管理甲甲").locator("[data-notice]").inner_text()
    assert "日期不详" in site.search("外防鳣鱼").locator("[data-notice]").inner_text()


def test_of_a_long_clause_the_marked_part_is_shown(site):
    clause = site.search("测温点").locator(".search-clauses a").inner_text()
    assert clause.startswith("…甲甲")
    assert clause.endswith("测温点")
    assert len(clause) < 130


def test_the_clauses_show_every_term(site):
    """A term that stands once is shown, however often another one stands."""
    marks = site.search("轮番 独此").locator("[data-notice] mark").all_inner_texts()
    assert sorted(set(marks)) == ["独此", "轮番"]


def test_words_of_a_notice_never_become_markup(site):
    """A hostile title and text show as they are; characters that turn the direction are spelled out."""
    page = site.search("onerror=alert")
    assert page.locator(".search-title").inner_text() == HOSTILE
    assert page.locator("#search-page img").count() == 0
    clause = site.search("alert(2)").locator(".search-clauses a").inner_text()
    assert clause == "<script>alert(2)</script>与[U+202E]反向"


def test_words_of_the_query_never_become_markup(site):
    page = site.search("<img/onerror=alert(3)>鳜")
    assert "<img/onerror=alert(3)>鳜" in page.locator("#search-status").inner_text()
    assert page.locator("#search-page img").count() == 0


def test_one_character_gives_a_hint(site):
    """Alone it finds nothing and is told why; beside a longer term it is told that it was left out."""
    page = site.search("阵")
    assert total(page) == 0
    assert "单字“阵”没有检索" in page.locator("#search-status").inner_text()
    page = site.search("陣 雁阵化")
    assert total(page) == 4
    assert "单字“陣”没有检索" in page.locator("#search-status").inner_text()


def test_without_hits_the_missing_term_is_named(site):
    words = site.search("雁阵化 鳜魚羹").locator("#search-status").inner_text()
    assert "没有“鳜魚羹”" in words
    assert "没有“雁阵化”" not in words
    words = site.search("较早的通告 14天").locator("#search-status").inner_text()
    assert "没有一篇同时符合" in words


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_is_done_at_once(site, query):
    assert total(site.search(query)) == 0


def test_twenty_hits_and_a_button_for_more(site):
    """The button adds the rest and the address keeps it; `all=1` shows every hit at once."""
    page = site.search("街道居民")
    assert (len(hits(page)), total(page)) == (20, 30)
    page.click("#search-more")
    page.locator("[data-notice]").nth(29).wait_for()
    assert page.locator("#search-more").is_hidden()
    before = hits(page)
    page.reload()
    assert hits(done(page)) == before
    assert hits(site.search("街道居民", "&all=1")) == before
    assert hits(site.search("街道居民", "&all=1"))[:20] == before[:20]


def test_clauses_of_later_hits_come_when_they_are_seen(site):
    page = site.search("街道居民", "&all=1")
    page.locator("[data-notice]").last.scroll_into_view_if_needed()
    page.locator("[data-notice]").last.locator(".search-clauses mark").wait_for()


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("14天", ["甲", "乙"]),
        ("十四天", ["甲", "乙"]),
        ("10天", ["丁", "戊"]),  # 210天 as the run stands there; not 二十天
        ("十天", ["丙", "丁"]),  # 二十天 as the run stands there; not 210天
        ("2021年", ["甲", "乙"]),
        ("二〇二一年", ["甲", "乙"]),
        ("三天三检", ["己", "庚"]),
        ("两米", ["己", "庚"]),
        ("10万人", ["辛", "壬", "癸"]),
        ("100000人", ["辛", "壬", "癸"]),
        ("十万人", ["辛", "壬", "癸"]),
        ("4天", ["甲"]),
        ("统一鲥鱼", ["辛"]),
    ],
)
def test_a_number_is_found_in_its_other_form_as_a_number(site, query, found):
    """As typed, any run is found; written otherwise, only where the number is whole."""
    page = site.search(query + " 鲥鱼", "&all=1")
    assert sorted(hits(page)) == sorted(NUMBERED[name].id for name in found)


def test_the_other_form_is_said_and_marked(site):
    page = site.search("十四天 鲥鱼")
    assert "数字的另一种写法也算：“14天”" in page.inner_text("#search-status")
    assert {"14天", "十四天"} <= set(page.locator(".search-clauses mark").all_inner_texts())


def test_chinese_numerals_are_written_as_they_are_read(site):
    """What the browser makes of a number means that number to the builder."""
    page = site.search("")
    chance = random.Random(5)
    values = [*range(1, 130), *(chance.randrange(130, 10_000) for _ in range(150))]
    written = page.evaluate("values => values.map(archiveSearch.numerals.chinese)", values)
    assert list(map(numerals.number, written)) == values
    read = page.evaluate("texts => texts.map(archiveSearch.numerals.value)", written)
    assert read == values
    assert page.evaluate("archiveSearch.numerals.chinese(20500)") == "二万零五百"


# --- order, facets, names --------------------------------------------------------------------------------------------


def test_headings_and_words_close_together_come_first(site):
    """Titles, then headings, then terms that stand close together, before mere number."""
    assert site.titles("鲙鱼") == ["鲙鱼在题", "其三", "其二", "其一"]
    assert site.titles("鲮鱼 鲳鱼") == ["相邻", "相隔"]


def test_hits_can_stand_by_date(site):
    page = site.search("雁阵化", "&sort=date")
    assert page.locator(".search-title").all_inner_texts() == [
        "封控通告",
        "关于雁阵化管理的通告",
        "较早的通告",
        "〔无题〕",
    ]
    page.click("#search-sort a:has-text('按相关')")
    assert done(page).locator(".search-title").first.inner_text() == "关于雁阵化管理的通告"
    assert "sort=" not in page.url


def facet(page, name):
    """The values of a facet and their counts, once it is open."""
    page.click(f"[data-facet={name}] summary")
    page.wait_for_selector(f"[data-facet={name}] li")
    return dict(row.rsplit(maxsplit=1) for row in page.locator(f"[data-facet={name}] li").all_inner_texts())


def test_facets_follow_the_query_and_narrow_it(site):
    """Counts are of the hits; choosing narrows them and stands in the address, which opens the same; another facet counts
    what is left; a chip takes the choice back."""
    page = site.search("雁阵化")
    assert facet(page, "month") == {
        "2022年全年": "1", "2022年10月": "1", "2021年全年": "1", "2021年1月": "1", "2020年全年": "1", "2020年2月": "1",
        "日期不详 undated": "1",
    }  # fmt: skip
    page.click("[data-facet=month] a:has-text('2021年1月')")
    page.wait_for_selector('#search-status[data-total="1"]')
    assert "month=2021-01" in page.url
    assert hits(page) == [AT_HAND[0].id]
    page.reload()
    assert hits(done(page)) == [AT_HAND[0].id]
    assert facet(page, "kind") == {"公文 Order or notice": "1"}
    page.click("#search-chosen a")
    page.wait_for_selector('#search-status[data-total="4"]')
    page.go_back()
    page.wait_for_selector('#search-status[data-total="1"]')


def test_two_values_of_a_facet_widen_and_two_facets_narrow(site):
    assert total(site.search("雁阵化", "&month=2021&month=2022")) == 2
    assert total(site.search("雁阵化", "&month=2021&kind=notice&text=official&city=140100&province=140000")) == 1
    page = site.search("雁阵化", "&month=2021&kind=news")
    assert total(page) == 0
    assert "没有一篇符合所选条件" in page.inner_text("#search-status")


def test_a_facet_without_words_lists_its_notices(site):
    page = site.search("", "&month=2022-10")
    assert hits(page) == [AT_HAND[1].id]


@pytest.mark.parametrize(
    "query", ["taiyuan", "tai yuan", "Tàiyuán", "tai4yuan2", "ty", "太原", "太原市", "并", "tys", "taiyuanshi"]
)
def test_a_place_is_found_by_its_names(site, query):
    """Pinyin with or without tones, initials, short names and the one-character abbreviation lead to the city first."""
    first = site.search(query).locator("#search-direct a").first
    assert "太原市" in first.inner_text()
    assert first.evaluate("link => link.href") == f"{site.address}cities/140100/"


@pytest.mark.parametrize(("query", "path"), [("mass testing", "measures/mass-testing/"), ("全员核酸", "measures/mass-testing/"),
                                             ("太原市鲥鱼指挥部", "issuers/"), ("山西", "provinces/140000/")])  # fmt: skip
def test_measures_and_bodies_are_found_by_their_names(site, query, path):
    first = site.search(query).locator("#search-direct a").first
    assert path in first.evaluate("link => link.href")


def test_without_hits_what_is_near_is_offered(site):
    """Parts of a missing term that do stand somewhere; of terms that never meet, each by itself."""
    page = site.search("雁阵化管鳜")
    near = page.locator("#search-near li").all_inner_texts()
    assert near == ["雁阵化管 3 篇"]
    page.click("#search-near a")
    page.wait_for_selector('#search-status[data-total="3"]')
    near = site.search("较早的通告 14天").locator("#search-near li").all_inner_texts()
    assert [row.split()[0] for row in near] == ["较早的通告", "14天"]


# --- how it is used --------------------------------------------------------------------------------------------------


def test_the_header_box_of_any_page_leads_to_the_hits(site):
    """Slash puts the cursor into the box, Enter searches; then back leads to the page before."""
    page = site.page()
    page.goto(f"{site.address}notices/{AT_HAND[0].id}/")
    page.keyboard.press("/")
    page.keyboard.type("雁陣化")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}search/?q={quote('雁陣化')}")
    assert total(done(page)) == 4
    assert page.input_value("#search-q") == page.input_value("#arc-search-q") == "雁陣化"
    page.go_back()
    assert page.url == f"{site.address}notices/{AT_HAND[0].id}/"


def test_back_leads_from_search_to_search(site):
    page = site.search("雁阵化")
    page.fill("#search-q", "街道居民")
    page.press("#search-q", "Enter")
    page.wait_for_selector('#search-status[data-total="30"]')
    page.go_back()
    page.wait_for_selector('#search-status[data-total="4"]')
    assert page.input_value("#search-q") == "雁阵化"
    page.go_forward()
    page.wait_for_selector('#search-status[data-total="30"]')


def test_slash_is_a_character_inside_a_box(site):
    page = site.search("")
    page.click("#search-q")
    page.keyboard.type("a/b")
    assert page.input_value("#search-q") == "a/b"


def test_enter_while_characters_are_composed_does_not_search(site):
    """The Enter that ends a composition chooses characters; the next one searches."""
    page = site.page()
    page.goto(site.address)
    page.click("#arc-search-q")
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "wang", "selectionStart": 4, "selectionEnd": 4})
    page.evaluate("document.getElementById('arc-search-q').form.requestSubmit()")
    page.wait_for_timeout(200)
    assert page.url == site.address
    typing.send("Input.insertText", {"text": "雁阵化"})
    page.keyboard.press("Enter")
    assert total(done(page)) == 4


def typed(site, words):
    """A page with these words typed into the header's box, and what is offered."""
    page = site.page()
    page.goto(site.address)
    page.click("#arc-search-q")
    page.keyboard.type(words)
    page.wait_for_selector("#arc-search-q[aria-expanded=true]")
    return page


def test_the_header_offers_pages_and_hits_while_typing(site):
    """Arrow keys choose, the chosen one is told to screen readers, Enter opens it."""
    page = typed(site, "雁陣化管理")
    options = page.locator("#arc-search-q-offers [role=option]").all_inner_texts()
    assert [words.split()[0] for words in options] == ["公文", "公文", "公文", "全部"]
    assert page.inner_text("form.arc-search [role=status]") == "4 条建议 suggestions"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#arc-search-q", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}search/?q={quote('雁陣化管理')}")
    assert total(done(page)) == 3


def test_the_header_leads_to_a_city_typed_in_pinyin(site):
    page = typed(site, "taiy")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}cities/140100/")


def test_escape_closes_what_is_offered_and_keeps_the_words(site):
    page = typed(site, "雁阵化")
    page.keyboard.press("Escape")
    assert page.locator("#arc-search-q-offers").is_hidden()
    assert page.get_attribute("#arc-search-q", "aria-expanded") == "false"
    assert page.input_value("#arc-search-q") == "雁阵化"


def test_nothing_is_offered_while_characters_are_composed(site):
    page = site.page()
    page.goto(site.address)
    page.click("#arc-search-q")
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "yan zhen", "selectionStart": 8, "selectionEnd": 8})
    page.wait_for_timeout(400)
    assert page.locator("#arc-search-q-offers").is_hidden()
    typing.send("Input.insertText", {"text": "雁阵化"})
    page.wait_for_selector("#arc-search-q[aria-expanded=true]")


def test_the_status_is_announced(site):
    status = site.search("雁阵化").locator("#search-status")
    assert (status.get_attribute("role"), status.get_attribute("aria-live")) == ("status", "polite")
    assert "找到 4 篇" in status.inner_text()


def test_without_script_the_page_offers_the_index_pages(site):
    """The form of the header works without script; the page it leads to says what is missing and where else to look."""
    page = site.page(java_script_enabled=False)
    page.goto(site.address)
    page.fill("#arc-search-q", "雁阵化")
    page.press("#arc-search-q", "Enter")
    page.wait_for_url("**/search/?q=*")
    assert "检索需要 JavaScript" in page.locator(".search-without").inner_text()
    address = page.locator(".search-without a").first.evaluate("link => link.href")
    assert address == f"{site.address}cities/"
    assert page.locator("#search-form").is_hidden()


def test_the_page_runs_under_the_strictest_policy(site):
    """No inline script or style; what the policy forbids would stand among the complaints."""
    page = site.search("雁阵化")
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert "script-src 'self';" in policy
    assert page.locator("#search-page [style], #search-page [onclick]").count() == 0


@pytest.mark.parametrize("lost", ["**/search/lists/*", "**/search/index.json", "**/search-index.js"])
def test_an_index_that_cannot_be_read_is_told(site, lost):
    """The search ends: the reader is told and sent to the catalogue; nothing pretends that there were no hits."""
    page = site.browser.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(f"{site.address}search/?q={quote('雁阵化')}")
    done(page)
    assert "索引没有读到" in page.inner_text("#search-status")
    assert page.get_attribute("#search-status", "data-error") == "index"
    assert page.get_attribute("#search-status", "data-total") is None
    page.click("#search-status a")
    assert page.url == f"{site.address}notices/"
    page.unroute_all()
    page.close()


def test_hits_stand_although_a_text_cannot_be_read(site):
    """Then its clauses show the marked words alone, linked all the same."""
    page = site.browser.new_page()
    page.route("**/text.txt*", lambda route: route.abort())
    page.goto(f"{site.address}search/?q={quote('独此一处')}")
    assert total(done(page)) == 1
    clause = page.locator(".search-clauses a")
    assert clause.inner_text() == "…独此一处…"
    assert "#c" in clause.get_attribute("href")
    page.unroute_all()
    page.close()


def test_one_query_at_the_root_of_a_host_asks_for_little(built):
    """Of the lists only the files that hold the query's pairs, each file once; the texts only of the hits."""
    browser, folder, archive = built
    with served(folder / "a" / "b") as address:
        site = Site(browser, address, archive)
        assert total(site.search("雁阵化管理")) == 3
        lists = [url for url in site.asked if "/search/lists/" in url]
        texts = [url for url in site.asked if "/text.txt" in url]
        assert len(lists) == len(set(lists)) <= 3
        assert len(texts) == 2
        assert site.complaints == []
