"""The taxonomy as a thing of its own: versioned, on a page, as files; one entry makes a measure."""

import csv
import io
import json
import shutil

from builder.rules import TABLES, load
from builder.write.indexes import index_pages
from builder.write.taxonomy import taxonomy_data, taxonomy_page
from tests.write.samples import archive_of, rules
from tests.write.test_markdown import rendered


def files(of=None):
    """The files of the taxonomy by name."""
    return {file.name: file for file in taxonomy_data(of or rules())}


def test_the_page_shows_every_measure_and_the_version():
    """With a place for each that can be led to, and what each version changed."""
    soup = rendered(taxonomy_page(rules()).body)
    assert f"第 {rules().measures.version} 版" in soup.text
    assert {heading["id"] for heading in soup.select("h3")} == {measure.id for measure in rules().measures.measures}
    assert soup.select_one("#changes + ul").text.strip().startswith(rules().measures.version)


def test_the_json_holds_all_of_it_but_what_others_do_not_allow():
    """Definitions, borders, facets, types of numbers; codes only of trackers with a licence."""
    held = json.loads(files()["taxonomy.json"].data)
    assert held["version"] == rules().measures.version
    assert [measure["id"] for measure in held["measures"]] == [measure.id for measure in rules().measures.measures]
    assert {crossing["tracker"] for measure in held["measures"] for crossing in measure["crosswalk"]} == {
        "oxcgrt",
        "who_phsm",
    }
    assert all(tracker["licence"] and tracker["attribution"] for tracker in held["trackers"])


def test_the_table_has_a_row_for_each_measure():
    """The same with a byte order mark for Excel."""
    made = files()
    rows = list(csv.DictReader(io.StringIO(made["taxonomy.csv"].data.decode())))
    assert [row["id"] for row in rows] == [measure.id for measure in rules().measures.measures]
    assert rows[0]["oxcgrt_codes"] == "H2"
    assert made["taxonomy-excel.csv"].data == "\ufeff".encode() + made["taxonomy.csv"].data


def test_one_entry_makes_a_measure(tmp_path):
    """Its page, its place in the lists and the files follow from the table alone."""
    shutil.copytree(TABLES, tmp_path / "rules")
    table = tmp_path / "rules" / "measures.yaml"
    entry = """
- id: night-curfew
  zh: 宵禁
  en: "Night curfew"
  group: movement
  definition: "Staying at home at night."
  definition_zh: "夜间居家。"
  counts: "x"
  counts_zh: "甲"
  not_counts: "y"
  not_counts_zh: "乙"
  crosswalk:
  - {tracker: oxcgrt, match: broad, codes: ["C6"]}
  facets: []
  parameters: [duration]
  found_by:
  - id: staying-in-at-night
    any: ['夜间~4居家']
    fixes: ["全区居民夜间一律居家。"]
    leaves: ["夜间加强巡查。"]
"""
    table.write_text(table.read_text(encoding="utf-8") + entry, encoding="utf-8")
    changed = load(tmp_path / "rules")
    pages = {page.path: page.body for page in index_pages(archive_of(), changed)}
    assert "夜间居家。" in pages["measures/night-curfew/index.md"]
    assert "宵禁" in pages["measures/index.md"]
    assert "宵禁" in pages["measures/taxonomy/index.md"]
    assert "night-curfew" in files(changed)["taxonomy.csv"].data.decode()
