"""Files for programs: every row whole, every cell harmless, every file listed."""

import csv
import gzip
import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Field, Notice, from_json, to_json
from builder.write import data
from builder.write.data import DataFile, csv_lines, data_units, defuse, version_of
from builder.write.data_page import data_page, size
from builder.write.parameters import TABLE as NUMBERS
from builder.write.tables import RECORD_KEYS, TABLES
from builder.write.unit import Prints, unit_of
from tests.write.samples import archive_of, dated, hostile, notice_of, pages_of, rules, saying
from tests.write.test_markdown import rendered


def every_file(archive, more=tuple):
    """What stands under ``data/``, by name."""
    prints = Prints()

    def page(told, version):
        return unit_of(data_page(told, archive, version)).make()

    units = list(data_units(archive, rules(), prints, (NUMBERS,), page, more))
    made = {path: data for unit in units for path, data in unit.make()}
    made |= {path: data for unit in units if unit.after for path, data in unit.after(made.__getitem__)}
    return {path.removeprefix("data/"): data for path, data in made.items()}


def files(*notices):
    """The data files of an archive of these notices, by name."""
    made = every_file(archive_of(*notices))
    listed = {file["name"]: file for file in json.loads(made["files.json"])["files"]}
    return {
        name: DataFile(name, listed[name]["holds"], listed[name]["rows"], data) if name in listed else
        DataFile(name, "", 0, data)
        for name, data in made.items()
        if name != "index.md"
    }  # fmt: skip


def rows(text):
    """The rows of a table, as programs read them."""
    return list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline="")))


def page(*notices):
    """The data page as the site renders it."""
    return rendered(every_file(archive_of(*notices))["index.md"].decode().partition("\n---\n")[2])


def test_records_are_one_json_object_a_line():
    """And each reads back as the notice."""
    notice = notice_of("一行", "两行\u2028还是两行")
    lines = files(notice)["records.jsonl"].data.split(b"\n")
    assert [from_json(line) for line in lines[:-1]] == [notice]
    assert lines[-1] == b""


def test_tables_keep_line_ends_quotes_and_commas():
    """A title may hold anything."""
    title = '他说："好，\n再"来",'
    (row,) = rows(files(notice_of("甲", title=Field(title, "stated")))["notices.csv"].data)
    assert (row["title"], row["title_status"]) == (title, "stated")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_fills_every_column(table):
    """Also those of a notice whose every string is a trick."""
    notices = hostile('\r\n=1,"x"\x00'), saying("contact-tracing", "开展流调。")
    made = files(*notices)[f"{table.name}.csv"]
    lines = list(csv.reader(io.StringIO(made.data.decode("utf-8"), newline="")))
    assert tuple(lines[0]) == tuple(column.name for column in table.columns)
    assert {len(line) for line in lines} == {len(table.columns)}
    assert made.rows == len(lines) - 1


def test_one_row_for_each_statement():
    """With the words that carry it, where they stand, the measure by name, and the address of its clause."""
    notice = saying("contact-tracing", "开展流调。", "追踪密接。")
    first, second = rows(files(notice)["statements.csv"].data)
    assert (first["words"], first["raw_start"], first["page"]) == ("开展流调。", "0", f"notices/{notice.id}/#c0")
    assert (second["words"], second["clean_words"], second["number"]) == ("追踪密接。", "追踪密接。", "2")
    assert second["measure_zh"] == rules().measures["contact-tracing"].zh
    assert (second["notice"], second["city"], second["filed_under"]) == (notice.id, "太原市", "140100")


def test_places_count_what_lies_in_them():
    """A city's notice is also its province's; each place with its parent, reading and page."""
    made = rows(files(dated("2021-01-03", "甲"), dated("2022-05", "乙"))["places.csv"].data)
    assert [(row["adcode"], row["filed"], row["notices"]) for row in made] == [
        ("140000", "0", "2"),
        ("140100", "2", "2"),
    ]
    assert (made[1]["parent"], made[1]["pinyin"], made[1]["page"]) == ("山西省", "Taiyuan", "cities/140100/")
    assert (made[1]["first_date"], made[1]["last_date"]) == ("2021-01-03", "2022-05")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_formulas_are_defused(cell):
    """A spreadsheet shows the text and computes nothing."""
    assert defuse(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["2021-01-03", "太原市", "", "a=b"])
def test_other_cells_are_untouched(cell):
    """Dates and words stay as they are."""
    assert defuse(cell) == cell


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=4))
def test_cells_come_back_as_they_went(cells):
    """Whatever they hold, but for the apostrophe."""
    read = next(csv.reader(io.StringIO(csv_lines([tuple(cells), ("z",)]).decode("utf-8"), newline="")))
    assert read == [defuse(cell) for cell in cells] or read == [] == [cell for cell in cells if cell]


def test_excel_gets_its_mark_and_programs_get_none():
    """The two differ by nothing else."""
    made = files(notice_of("甲"))
    for table in TABLES:
        plain, excel = made[f"{table.name}.csv"].data, made[f"{table.name}-excel.csv"].data
        assert excel == b"\xef\xbb\xbf" + plain
        assert not plain.startswith(b"\xef\xbb\xbf")


def test_the_list_names_every_file_with_its_digest():
    """So that a program can find the parts and prove that they came whole."""
    made = files(notice_of("甲"))
    listed = json.loads(made.pop("files.json").data)
    assert {file["name"]: file["sha256"] for file in listed["files"]} == {
        name: hashlib.sha256(file.data).hexdigest() for name, file in made.items()
    }
    assert all(file["bytes"] == len(made[file["name"]].data) for file in listed["files"])


def test_files_of_other_pages_are_listed_too():
    """In the list and on the page."""
    made = every_file(archive_of(notice_of("甲")), lambda: [DataFile("colours.json", "colours", 28, b"{}")])
    assert "colours.json" in {file["name"] for file in json.loads(made["files.json"])["files"]}
    soup = rendered(made["index.md"].decode().partition("\n---\n")[2])
    assert soup.find(id="more").find_next("a")["href"] == "colours.json"
    assert page(notice_of("甲")).find(id="more") is None


def test_the_version_is_the_digest_of_the_records():
    """Anybody can compute it again from the records; another record is another version."""
    one, two = notice_of("甲"), notice_of("乙")
    version = version_of(archive_of(one))
    assert version.digest == hashlib.sha256(f"{hashlib.sha256(to_json(one)).hexdigest()}\n".encode()).hexdigest()
    assert version != version_of(archive_of(one, two))


def small_and_large(monkeypatch, *notices):
    """The files of the same notices, once whole and once cut."""
    whole = files(*notices)
    monkeypatch.setattr(data, "MOST_BYTES", 3000)
    return whole, files(*notices)


def test_large_files_are_cut_by_month_and_packed(monkeypatch):
    """Nothing is lost or doubled, each part says what it holds, and the parts of a table together are the table."""
    days = ["2022-01-03", "2022-01-02", "2021-12-01", "2021"]
    notices = [dated(day, f"第{day}号：14天。") for day in days] + [notice_of("甲"), notice_of("乙")]
    whole, cut = small_and_large(monkeypatch, *notices)
    undated = {f"undated-{notice.id[:2]}" for notice in notices[4:]}
    for table, ending in (("records", "jsonl"), ("statements", "csv"), ("parameters", "csv")):
        names = {name for name in cut if name.startswith(f"{table}-")}
        parts = {"2022-01", "2021-12", "2021", *undated}
        assert names == {f"{table}-{part}.{ending}.gz" for part in parts}
        assert sum(cut[name].rows for name in names) == whole[f"{table}.{ending}"].rows
        lines = [line for name in names for line in gzip.decompress(cut[name].data).splitlines()]
        assert set(lines) == set(whole[f"{table}.{ending}"].data.splitlines())
    assert cut["notices.csv"] == whole["notices.csv"]


def test_a_part_depends_on_its_month_alone(monkeypatch):
    """One more notice elsewhere leaves its bytes, and what names it unmade."""
    monkeypatch.setattr(data, "MOST_BYTES", 3000)
    before = dated("2021-01-03", "甲"), notice_of("丙")
    units = [
        {unit.name: unit.inputs for unit in data_units(archive_of(*notices), rules(), Prints(), (), tuple)}
        for notices in (before, (*before, dated("2022-01-03", "乙")))
    ]
    assert {name for name in units[0] if units[0][name] != units[1][name]} == {"data"}
    assert units[1].keys() - units[0].keys() == {"data 2022-01"}


def test_parts_stand_on_the_page_and_in_the_list(monkeypatch):
    """Whoever looks for the records finds all of them."""
    monkeypatch.setattr(data, "MOST_BYTES", 3000)
    notices = dated("2021-01-03", "甲"), dated("2022-01-03", "乙"), notice_of("丙")
    made = files(*notices)
    names = {f"records-{part}.jsonl.gz" for part in ("2021-01", "2022-01", f"undated-{notices[2].id[:2]}")}
    assert names <= set(made)
    assert names <= {link["href"] for link in page(*notices).select("a")}


def test_every_column_and_key_is_explained_on_the_page():
    """In both languages; a column without words fails here."""
    soup = page(saying("contact-tracing", "开展流调。"))
    made = files(saying("contact-tracing", "开展流调。"))
    for table in TABLES:
        heading = soup.find(id=table.name)
        told = heading.find_next("table").select("tbody tr")
        columns = next(csv.reader(io.StringIO(made[f"{table.name}.csv"].data.decode("utf-8"))))
        assert [row.th.text for row in told] == columns
        assert all(row.td.text.strip() and row.td.find(lang="en").text.strip() for row in told)
    assert tuple(key.name for key in RECORD_KEYS) == Notice.__struct_fields__
    assert [row.th.text for row in soup.find(id="records").find_next("table").select("tbody tr")] == [
        *Notice.__struct_fields__
    ]


def test_every_file_under_data_is_listed_and_every_column_of_it_explained():
    """Whichever page made it."""
    notice = saying("contact-tracing", "开展流调。")
    made = {
        path.removeprefix("data/"): data
        for path, data in pages_of(archive_of(notice), {notice.id: b""}).items()
        if path.startswith("data/")
    }
    soup = rendered(made.pop("index.md").decode().partition("\n---\n")[2])
    listed = {file["name"]: file["holds"] for file in json.loads(made["files.json"])["files"]}
    assert set(listed) == set(made) - {"files.json"}
    assert set(made) <= {link["href"] for link in soup.select("a")}
    for name, holds in listed.items():
        if name.endswith(".csv"):
            told = [row.th.text for row in soup.find(id=holds).find_next("table").select("tbody tr")]
            columns = next(csv.reader(io.StringIO(made[name].decode("utf-8-sig"))))
            endings = {f"…_{column.rpartition('_')[2]}" for column in columns}
            assert not [
                column for column in columns if column not in told and f"…_{column.rpartition('_')[2]}" not in told
            ]
            assert set(told) <= {*columns, *endings}, name


def test_the_page_says_version_sizes_licence_and_how_to_cite():
    """And leads to every file."""
    notice = notice_of("甲")
    soup, made = page(notice), files(notice)
    assert {link["href"] for link in soup.select("a")} >= set(made)
    assert str(version_of(archive_of(notice))) in soup.find(id="cite").find_next("blockquote").text
    assert "MIT" in soup.find(id="rights").find_next("p").text
    assert size(len(made["records.jsonl"].data)) in soup.text


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 B"), (1023, "1023 B"), (2048, "2 KB"), (1572864, "1.5 MB"), (33554432, "32 MB")]
)
def test_sizes_are_told_as_people_read_them(count, told):
    """By 1024."""
    assert size(count) == told


def test_the_schema_is_published():
    """With a description of the record."""
    schema = json.loads(files(notice_of("甲"))["record.schema.json"].data)
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(schema["$defs"]) >= {"Notice", "Evidence", "Statement", "Pass"}
