"""The search index holds every run of two or more characters of the titles and texts, and no other.

A small reader of the format stands here, written from its description; what it finds is held against looking into every text.
"""

import json
import random
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from opencc import OpenCC

from builder.text.fold import fold
from builder.write import search
from builder.write.front_matter import read_back
from builder.write.search import OTHERWISE, VARIANTS, folded, numbers, search_files, shard_of
from tests.write.searchable import archive_of, notice_of

TWO = (
    notice_of("关于网格化管理的通告", "隔离14天，核酸检测。", "第 1 号 令：ＡＢ测温", date="2021-01-25"),
    notice_of("網格化", "非必要不举办", date="2022-10-06"),
)


class Reader:
    """Reads the files of the index as a browser does, but for the choice of pairs: it looks up all of a run."""

    def __init__(self, archive):
        self.files = dict(search_files(archive, None))
        self.head = json.loads(self.files["search/index.json"])
        count, *columns = read_numbers(self.files["search/fold.bin"])
        characters = accumulate(-(step + 1) // 2 if step % 2 else step // 2 for step in columns[count:])
        self.table = dict(zip(characters, map(chr, accumulate(columns[:count])), strict=True))
        lengths = read_numbers(self.files["search/lengths.bin"])
        sizes = [title + text + 2 for title, text in zip(lengths[::2], lengths[1::2], strict=True)]
        self.starts = [0, *accumulate(sizes)]

    def places(self, pair):
        data = self.files[f"search/pairs/{shard_of(pair, self.head['shards'])}.bin"]
        values = read_numbers(data)
        heads = [values[1 + 4 * at : 5 + 4 * at] for at in range(values[0])]
        at = len(numbers([values[0], *(value for head in heads for value in head)]))
        for first, second, count, size in heads:
            if (first, second) == (ord(pair[0]), ord(pair[1])):
                found = list(accumulate(read_numbers(data[at : at + size])))
                assert len(found) == count
                return set(found)
            at += size
        return set()

    def find(self, run):
        run = run.translate(self.table)
        begins = [{place - offset for place in self.places(run[offset : offset + 2])} for offset in range(len(run) - 1)]
        found = set.intersection(*begins)
        return {
            self.row(number)[0]
            for number, (start, end) in enumerate(zip(self.starts, self.starts[1:], strict=False))
            if any(start <= place < end for place in found)
        }

    def row(self, number):
        rows = json.loads(self.files[f"search/table/{number // self.head['rows']}.json"])
        return rows[number % self.head["rows"]]


def read_numbers(data):
    values, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            values.append(value)
            value = shift = 0
    return values


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
    """The table is in the archive's order; of blocks it holds steps."""
    reader = Reader(archive_of(*TWO))
    assert [reader.row(number)[1] for number in range(2)] == ["網格化", "关于网格化管理的通告"]
    assert reader.row(1) == [
        TWO[0].id,
        "关于网格化管理的通告",
        "山西省 太原市",
        "2021-01-25",
        "notice",
        [0, 12],
        [10, 12],
    ]


def test_a_date_without_its_year_stays_so():
    archive = archive_of(notice_of(None, "正文", partial="--01-25"), notice_of("题", "正文"))
    assert {Reader(archive).row(number)[3] for number in range(2)} == {"--01-25", None}


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
    row = Reader(archive_of(replace(notice, blocks=tuple(blocks)))).row(0)
    assert row[-1] == [10, "c10-2", 6]


def test_an_empty_archive_has_an_index():
    assert Reader(archive_of()).find("网格") == set()


def test_the_bytes_do_not_depend_on_chance():
    """The same archive gives the same files, twice; a changed text gives another digest."""
    archive = archive_of(*TWO)
    assert list(search_files(archive, None)) == list(search_files(archive, None))
    other = archive_of(TWO[0], notice_of("網格化", "非必要不举辦", date="2022-10-06"))
    assert Reader(archive).head["digest"] != Reader(other).head["digest"]


def test_many_lists_are_spread_over_files(monkeypatch):
    """A file holds few lists, and each pair is looked for in its own."""
    monkeypatch.setattr(search, "PLACES", 8)
    archive = archive_of(*(notice_of(f"{number}号通告", f"第{number}条规定，{number}天") for number in range(60)))
    reader = Reader(archive)
    assert reader.head["shards"] > 32
    chance = random.Random(1)
    for notice in archive.notices:
        for run in runs_of(notice, chance):
            assert reader.find(run) == by_looking(archive, run)


def test_the_page_proves_its_front_matter_and_offers_the_indexes_without_script():
    page = dict(search_files(archive_of(), None))["search/index.md"].decode()
    assert read_back(page) == {"title": "检索 Search", "robots": "noindex"}
    without = page[page.index("<noscript>") : page.index("</noscript>")]
    for index in ("cities", "provinces", "measures", "dates", "issuers", "notices"):
        assert f'href="../{index}/"' in without
