"""The search index holds every run of two or more characters of the titles and texts, and no other.

A small reader of the format stands here, written from its description; what it finds is held against looking into every text.
"""

import json
import random
from bisect import bisect_right
from itertools import accumulate, pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from opencc import OpenCC

from builder.archive import gather
from builder.cache import Cache
from builder.model import PlaceField
from builder.rules import load
from builder.text.fold import fold
from builder.write import search
from builder.write.front_matter import read_back
from builder.write.search import OTHERWISE, VARIANTS, folded, search_files
from builder.write.search_facets import syllables
from builder.write.search_lists import numbers, shard_of
from tests.write.searchable import archive_of, notice_of

TWO = (
    notice_of("关于网格化管理的通告", "隔离14天，核酸检测。", "第 1 号 令：ＡＢ测温", date="2021-01-25"),
    notice_of("網格化", "非必要不举办", date="2022-10-06"),
)


class Reader:
    """Reads the files of the index as a browser does, but for the choice of pairs: it looks up all of a run."""

    def __init__(self, archive, rules=None, memory=None):
        self.files = dict(search_files(archive, rules, memory))
        self.head = self.json("index")
        self.taken = [
            seat
            for seat, taken in enumerate("".join(f"{byte:08b}" for byte in self.files["search/seats.bin"]))
            if taken == "1"
        ]
        self.table = {}
        for rest in range(self.head["folds"]):
            values = read_numbers(self.files[f"search/fold/{rest}.bin"])
            self.table |= dict(zip(accumulate(values[::2]), map(chr, values[1::2]), strict=True))

    def json(self, name):
        return json.loads(self.files[f"search/{name}.json"])

    def list_of(self, pair):
        own = self.files.get(f"search/lists/{ord(pair[0]):x}-{ord(pair[1]):x}.bin")
        listed = any(pair in map("".join, zip(row[::2], row[1::2], strict=True)) for row in self.head["own"])
        assert listed == (own is not None)
        if own is not None:
            return own
        data = self.files[f"search/lists/{shard_of(pair, self.head['shards'])}.bin"]
        values = read_numbers(data)
        heads = [values[1 + 3 * at : 4 + 3 * at] for at in range(values[0])]
        at = len(numbers([values[0], *(value for head in heads for value in head)]))
        for first, second, size in heads:
            if (first, second) == (ord(pair[0]), ord(pair[1])):
                return data[at : at + size]
            at += size
        return b""

    def places(self, pair):
        """Where the pair begins: (volume, seat, whether in the body, place)."""
        data, found = self.list_of(pair), set()
        while data:
            (section, count, *ks), data = first_numbers(data, 5)
            bits = "".join(f"{byte:08b}" for byte in data)
            size = len(bits)
            gaps, bits = column(bits, count, ks[0])
            more, bits = column(bits, count, ks[1])
            left, bits = column(bits, count + sum(more), ks[2])
            data = data[(size - len(bits) + 7) // 8 :]
            for seat, many in zip(accumulate(gap + 1 for gap in gaps), more, strict=True):
                mine, left = left[: many + 1], left[many + 1 :]
                here = accumulate(step + 1 for step in mine)
                found |= {(section // 2, seat - 1, section % 2, place - 1) for place in here}
        return found

    def find(self, run):
        run = run.translate(self.table)
        begins = [
            {(*unit, place - offset) for *unit, place in self.places(run[offset : offset + 2])}
            for offset in range(len(run) - 1)
        ]
        return {self.row(volume, seat)[0] for volume, seat, *_ in set.intersection(*begins)}

    def row(self, volume, seat):
        at = volume * self.head["seats"] + seat
        first = at - seat % self.head["rows"]
        return self.json(f"rows/{volume}-{seat // self.head['rows']}")[sum(first <= taken < at for taken in self.taken)]

    def rows(self):
        return [self.row(*divmod(taken, self.head["seats"])) for taken in self.taken]


def column(bits, count, k):
    """So many numbers of a column, and the bits behind it."""
    high = []
    for _ in range(count):
        noughts, _, bits = bits.partition("1")
        high.append(len(noughts))
    lows = [int(bits[at : at + k] or "0", 2) for at in range(0, count * k, k)] if k else [0] * count
    return [(one << k) + low for one, low in zip(high, lows, strict=True)], bits[count * k :]


def read_numbers(data):
    values, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            values.append(value)
            value = shift = 0
    return values


def first_numbers(data, count):
    """So many numbers, and the bytes behind them."""
    ends = [at + 1 for at, byte in enumerate(data) if byte < 0x80][:count]
    return read_numbers(data[: ends[-1]]), data[ends[-1] :]


def by_looking(archive, run):
    run = folded(run)
    return {
        notice.id
        for notice in archive.notices
        if any(run in folded(part) for part in (notice.title.value or "", notice.text))
    }


# --- laws ------------------------------------------------------------------------------------------------------------

LINES = st.text(alphabet='疫情防控控制14天aＡ發发鐘钟 “"-著𠁞', min_size=1, max_size=12)
NOTICES = st.builds(
    lambda title, lines, date: notice_of(title, *lines, date=date),
    st.none() | LINES,
    st.lists(LINES, min_size=1, max_size=4),
    st.sampled_from([None, "2021-01-25", "2022-10-06"]),
)
ARCHIVES = st.lists(NOTICES, max_size=12, unique_by=lambda notice: notice.id).map(lambda many: archive_of(*many))


@settings(max_examples=60, deadline=None)
@given(ARCHIVES, st.text(alphabet="疫情防控制14天aＡ發发鐘 -", min_size=2, max_size=6))
def test_a_run_finds_where_it_stands_and_nothing_else(archive, run):
    """Recall 1 and precision 1, whether the run stands somewhere or nowhere."""
    assert Reader(archive).find(run) == by_looking(archive, run)


@settings(max_examples=40, deadline=None)
@given(ARCHIVES.filter(lambda archive: archive.notices), st.randoms(use_true_random=False))
def test_every_run_cut_from_a_text_is_found(archive, chance):
    reader = Reader(archive)
    for notice in archive.notices:
        for run in runs_of(notice, chance):
            found = reader.find(run)
            assert notice.id in found
            assert found == by_looking(archive, run)


def runs_of(notice, chance, many=5):
    lines = [line for line in (notice.title.value or "", *notice.text.split("\n")) if len(line) > 1]
    for line in chance.choices(lines, k=many) if lines else ():
        size = chance.randint(2, min(8, len(line)))
        start = chance.randint(0, len(line) - size)
        yield line[start : start + size]


@given(st.text(max_size=20))
def test_folding_keeps_places_and_is_done_at_once(text):
    """A place in the folded text is a place in the text, and what is folded folds to itself."""
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.integers(0, 2**40), max_size=30))
def test_numbers_are_read_back(values):
    assert read_numbers(numbers(values)) == values


# --- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", ["网格化", "網格化", "网格", "格化"])
def test_a_title_is_found_in_either_script(run):
    assert Reader(archive_of(*TWO)).find(run) == {notice.id for notice in TWO}


@pytest.mark.parametrize("run", ["14天", "１４天", "ab测温", "AB測溫", "1 号 令", "第\u30001\u3000号", "隔离14"])
def test_width_case_and_blanks_do_not_matter(run):
    assert Reader(archive_of(*TWO)).find(run) == {TWO[0].id}


@pytest.mark.parametrize("run", ["40天", "测第", "测。第", "告隔离", "不举办关于", "办关", "14天。"])
def test_what_stands_in_no_line_is_not_found(run):
    """No run crosses from the title to the text, from line to line or from notice to notice."""
    assert Reader(archive_of(*TWO)).find(run) == set()


def test_what_is_no_policy_is_not_in_the_index():
    archive = archive_of(TWO[0], not_policy=(TWO[1],))
    assert Reader(archive).find("非必要") == set()
    assert not any(TWO[1].id.encode() in data for data in Reader(archive).files.values())


def test_a_row_says_what_a_hit_shows():
    """Rows stand in the order of ids; starts are steps, anchors told where they change, headings by number and length."""
    notice = notice_of("关于网格化管理的通告", "一、总则", "隔离14天。", "第 1 号 令", date="2021-01-25")
    heading = replace(notice.blocks[0], role="heading")
    reader = Reader(archive_of(replace(notice, blocks=(heading, *notice.blocks[1:])), TWO[1]))
    assert [row[0] for row in reader.rows()] == sorted([notice.id, TWO[1].id])
    row = next(row for row in reader.rows() if row[0] == notice.id)
    words = [notice.id, "关于网格化管理的通告", "山西省 太原市", "2021-01-25", "notice"]
    assert row == [*words, [0, 5, 7], [0, 10], [0, 4]]


def test_headings_stand_in_the_head_and_nowhere_else():
    """A place in the head or the body leads back to the text, and none is listed twice."""
    notice = notice_of("题目", "一、隔离管理", "隔离人员", "隔离在先。二、隔离", date="2021-01-25")
    notice = replace(notice, blocks=tuple(replace(block, role="heading") for block in notice.blocks[:1]))
    places = sorted(place[2:] for place in Reader(archive_of(notice)).places("隔离"))
    assert places == [(0, search.TITLE + 2), (1, 7), (1, 12), (1, 19)]


def test_a_long_title_takes_more_room_in_the_head():
    notice = notice_of("长" * 300 + "标题", "正文")
    assert Reader(archive_of(notice)).find("长标题") == {notice.id}


def test_a_date_without_its_year_stays_so_and_sorts_with_the_undated():
    archive = archive_of(notice_of(None, "正文", partial="--01-25"), notice_of("题", "正文"))
    reader = Reader(archive)
    assert {row[3] for row in reader.rows()} == {"--01-25", None}
    assert {row[1] for row in reader.rows()} == {None, "题"}
    assert read_numbers(reader.files["search/dates.bin"]) == [0, 0]


def test_dates_sort_as_the_archive_does():
    """Later before earlier, a month behind its days, the undated last; the ids stand in the same order."""
    dates = ["2021-01-25", "2021-01", "2021", "2020-12-31", None]
    notices = [notice_of("题", date or "无", date=date) for date in dates]
    reader = Reader(archive_of(*notices))
    ids = reader.files["search/ids.bin"].hex()
    days = dict(zip((f"n{ids[at : at + 12]}" for at in range(0, len(ids), 12)),
                    read_numbers(reader.files["search/dates.bin"]), strict=True))  # fmt: skip
    assert sorted(notices, key=lambda notice: -days[notice.id]) == notices


def test_the_ends_of_numerals_are_marked():
    """A numeral is as long as it can be: 10 in 210 or 1,000 is none, nor 十 in 二十; no mark is a pair of the text."""
    notice = notice_of(None, "10天、210天、1,000人，二十天，10万", date="2021-01-25")
    reader = Reader(archive_of(notice))
    begins = sorted(place for *_, place in reader.places("\n1"))
    ends = sorted(place for *_, place in reader.places("0\n"))
    text = notice.text
    assert [text[at:][:3] for at in begins] == ["10天", "1,0", "10万"]
    assert [text[at - 1 : at + 2] for at in ends] == ["10天", "10天", "00人"]
    assert reader.places("\n十") == set()


def test_the_table_of_folding_is_that_of_the_house():
    """What the browser reads does to every character what ``fold`` does, but for a tab, a blank here, and the variants."""
    table = Reader(archive_of()).table
    everything = "".join(chr(code) for code in range(0x20, 0x30000) if code not in VARIANTS)
    assert everything.translate(table) == fold(fold(everything))


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_text_turned_traditional_folds_back(config):
    """Words that conversions make of several forms, in the forms of the mainland, Taiwan and Hong Kong."""
    words = "卫生 台账 抬高 并且 麻痹 只有 背包 里面 系统 发展 头发 后面 皇后 干净 干部 征集 着力 于是 准备 关系 联系 伙食 咨询"
    converted = OpenCC(config).convert(words)
    assert converted != words
    assert folded(converted) == folded(words)


def test_forms_that_are_also_simplified_stay_apart():
    """覆盖 is no 复盖; the browser tries the other form only when the run as typed stands nowhere."""
    assert all(folded(old) == old and folded(new) == new for old, new in OTHERWISE.items())
    assert Reader(archive_of(notice_of("复盖", "答复"))).find("覆盖") == set()


def test_an_anchor_that_had_to_be_made_unique_stays_as_it_is():
    notice = notice_of("题", "一行", "二行", "三行")
    blocks = [notice.blocks[0], replace(notice.blocks[1], anchor="c10-2"), notice.blocks[2]]
    (row,) = Reader(archive_of(replace(notice, blocks=tuple(blocks)))).rows()
    assert row[-2] == [0, 10, 1, "c10-2"]


def test_an_empty_archive_has_an_index():
    assert Reader(archive_of()).find("网格") == set()


def test_a_changed_text_has_another_digest():
    """What a reader's browser kept of the old index is asked for anew."""
    archive = archive_of(*TWO)
    other = archive_of(TWO[0], notice_of("網格化", "非必要不举辦", date="2022-10-06"))
    assert Reader(archive).head["digest"] != Reader(other).head["digest"]


def many_notices(count):
    return [notice_of(f"{number}号通告", f"第{number}条规定，{number}天") for number in range(count)]


def test_many_lists_are_spread_over_files_and_volumes(monkeypatch):
    """Short lists share shards, long ones have files; each volume has its own sections."""
    monkeypatch.setattr(search, "SHARD", 16)
    monkeypatch.setattr(search, "OWN", 64)
    monkeypatch.setattr(search, "VOLUME", 8)
    archive = archive_of(*many_notices(60))
    reader = Reader(archive)
    assert reader.head["shards"] > 32
    assert reader.head["volumes"] == 4
    assert sum(map(len, reader.head["own"])) > 4
    chance = random.Random(1)
    for notice in archive.notices:
        for run in runs_of(notice, chance, many=2):
            assert reader.find(run) == by_looking(archive, run)


def test_what_is_remembered_changes_no_byte(tmp_path, monkeypatch):
    """Notices added, taken away and changed, in random order: the parts of volumes that were kept give what a build from
    nothing gives, though most seats are wanted by several. One notice more makes one volume anew."""
    monkeypatch.setattr(search, "VOLUME", 4)
    monkeypatch.setattr(search, "ROOM", 2)
    notices, chance, memory = many_notices(40), random.Random(7), Cache(tmp_path / "search", "salt")
    there = notices[:20]
    for _ in range(6):
        assert dict(search_files(archive_of(*there), None, memory)) == dict(search_files(archive_of(*there), None))
        there = chance.sample(notices, chance.randint(16, 31))
    dict(search_files(archive_of(*notices[:20]), None, memory))
    kept = {path.name for path in (tmp_path / "search").iterdir()}
    dict(search_files(archive_of(*notices[:21]), None, memory))
    now = {path.name for path in (tmp_path / "search").iterdir()}
    assert len(now - kept) == len(kept - now) == 1


def test_one_notice_more_changes_the_lists_of_its_own_pairs(monkeypatch):
    """And those of the few whose seats it takes: all other lists and rows stand still, byte for byte."""
    monkeypatch.setattr(search, "SHARD", 64)
    notices = many_notices(60)
    more = notice_of("鳜鱼", "清蒸鳜鱼的做法")
    own = {pair for line in ("鳜鱼", "清蒸鳜鱼的做法") for pair in pairwise(line)}
    before, after = (Reader(archive_of(*each)).files for each in (notices, [*notices, more]))
    shards = len([path for path in after if path.startswith("search/lists/")])
    changed = {path for path in after if before.get(path) != after[path]}
    assert len([path for path in changed if path.startswith("search/lists/")]) <= len(own) < shards / 4
    assert len([path for path in changed if path.startswith("search/rows/")]) == 1


@given(st.lists(st.integers(0, 15), max_size=16).map(sorted))
def test_seats_are_told_by_the_ids_alone(wanted):
    """Nobody shares a seat or changes places with another; who is alone has the seat that he wants."""
    seats = search.seated(wanted, 16)
    assert seats == sorted(set(seats))
    assert not seats or (seats[0] >= 0 and seats[-1] < 16)
    if len(set(wanted)) == len(wanted):
        assert seats == wanted


@given(st.lists(st.integers(0, 63), min_size=1, max_size=48).map(sorted), st.data())
def test_who_comes_moves_no_more_than_a_row_of_taken_seats(wanted, data):
    """Those who move with one more make one row of neighbours with it."""
    more = data.draw(st.integers(0, 63))
    at = bisect_right(wanted, more)
    before, after = search.seated(wanted, 64), search.seated([*wanted[:at], more, *wanted[at:]], 64)
    moved = [seat for old, seat in zip(before, after[:at] + after[at + 1 :], strict=True) if old != seat]
    row = sorted([*moved, after[at]])
    assert row == list(range(row[0], row[0] + len(row)))


def test_more_notices_than_seats_make_more_seats(monkeypatch):
    """Chance fills no volume, but somebody might make ids that all begin alike."""
    monkeypatch.setattr(search, "VOLUME", 2)
    notices = [replace(notice, id=f"n0000{number:08x}") for number, notice in enumerate(many_notices(30))]
    reader = Reader(archive_of(*notices))
    assert reader.head["seats"] == 32
    assert [row[0] for row in reader.rows()] == [notice.id for notice in notices]
    assert reader.find("29天") == {notices[29].id}


# --- what hits are narrowed by, and names ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rules():
    return load()


def test_facets_count_what_stands_on_the_shelves(rules):
    """Each value with its notices, numbered as the rows are."""
    reader = Reader(gather(TWO, rules), rules)
    ids = [row[0] for row in reader.rows()]
    for name, key in (("province", "140000"), ("city", "140100"), ("kind", "notice"), ("text", "official")):
        ((found, zh, _, steps),) = reader.json(f"facets/{name}")
        assert (found, bool(zh)) == (key, True)
        assert [ids[at] for at in accumulate(steps)] == ids


def test_places_and_measures_can_be_named_directly(rules):
    reader = Reader(gather(TWO, rules), rules)
    for first in "太并t":
        entries = {entry[0]: entry for entry in reader.json(f"names/{ord(first) % reader.head['names']}")}
        _, zh, en, names, sounds, many = entries["cities/140100/"]
        assert (zh, en, sounds, many) == ("太原市", "Taiyuan", "tai yuan shi", 2)
        assert "并" in names


def test_a_county_leads_to_the_page_of_its_city(rules):
    """Named by its name, its letters, its initials; the label says which city, for there are four 鼓楼区."""
    county = PlaceField("清徐县", "stated", adcode="140121")
    archive = gather([msgspec.structs.replace(TWO[0], county=county), TWO[1]], rules)
    reader = Reader(archive, rules)
    for first in "清q":
        entries = reader.json(f"names/{ord(first) % reader.head['names']}")
        (entry,) = (entry for entry in entries if "清徐县" in entry[1])
        assert entry[:3] == ["cities/140100/", "清徐县（太原市）", "Qingxu, Taiyuan"]
        assert (entry[4], entry[5]) == ("qing xu xian", 1)


def test_every_place_is_read_as_the_table_spells_it(rules):
    """But for the names that the table writes in another language (Nyingchi) or as they sound there (Shaanxi)."""
    units = [place for place in rules.places.places if place.level == "prefecture"]
    read = [syllables(place.name, place.pinyin).replace(" ", "").replace("v", "u") for place in units]
    plain = ["".join(filter(str.isalpha, place.pinyin.lower())) for place in units]
    same = sum(one.startswith(other) for one, other in zip(read, plain, strict=True))
    assert same > 0.85 * len(units)
    assert all(place.name.isascii() or sound.isascii() for place, sound in zip(units, read, strict=True))


@pytest.mark.parametrize(
    ("name", "romanised", "sounds"),
    [
        ("重庆市", "Chongqing", "chong qing shi"),
        ("六安市", "Lu'an", "lu an shi"),
        ("林芝市", "Nyingchi", "lin zhi shi"),
    ],
)
def test_characters_with_several_readings_are_read_as_the_place_is(name, romanised, sounds):
    assert syllables(name, romanised) == sounds


def test_the_page_proves_its_front_matter_and_offers_the_indexes_without_script():
    page = dict(search_files(archive_of(), None))["search/index.md"].decode()
    assert read_back(page) == {"title": "检索 Search", "robots": "noindex"}
    without = page[page.index("<noscript>") : page.index("</noscript>")]
    for index in ("cities", "provinces", "measures", "dates", "issuers", "notices"):
        assert f'href="../{index}/"' in without
