"""The pages of words are whole: the glossary says what not to write, the method pages name each kind of repair, each field, each
rule that decides one and each facet."""

import re
from pathlib import Path

from builder.model import FIELDS, Notice, json_schema
from builder.rules.repairs import KINDS
from builder.write.method import method_page
from builder.write.tables import RECORD_KEYS
from builder.write.taxonomy import taxonomy_page
from tests.write.samples import archive_of, notice_of, rules
from tests.write.test_markdown import rendered

DOCS = Path(__file__).parent.parent / "docs"


def rows(page: str) -> list[list[str]]:
    """The cells of the rows of a page's tables."""
    lines = (DOCS / page).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| [^-]", line)]


def test_every_word_of_the_glossary_has_words_to_avoid():
    """In both languages; nobody avoids a word that the glossary itself prefers."""
    terms = rows("glossary.md")[1:]
    assert all(len(row) == 4 and all(row) for row in terms), [row[0] for row in terms if len(row) != 4]
    preferred = {word for row in terms for word in row[0].split(" ", 1)}
    avoided = {word.strip() for row in terms for part in row[3].split(" · ") for word in re.split("[、,]", part)}
    assert preferred & avoided == set()


def test_every_kind_of_repair_is_explained():
    """A kind that a table may name stands on the page that says what each may do."""
    told = {row[0].split()[-1] for row in rows("method/repair.md")}
    assert told >= set(KINDS) - {"mark"}  # which changes nothing


def shown(body: str) -> set[str]:
    """The codes that a page of the archive names."""
    return {code.text for code in rendered(body).select("code")}


def test_every_key_of_a_field_and_every_rule_that_may_decide_one_is_on_the_method_page():
    """With its words in both languages: the page is made of where they are registered."""
    body = method_page(archive_of(notice_of("全市停课。")), rules()).body
    assert shown(body) >= {*FIELDS, *(rule.id for rule in rules().fields.rules)}
    assert all(all(about) for about in FIELDS.values())


def test_every_measure_and_facet_is_on_the_page_of_the_taxonomy():
    """By the names that tables and records use."""
    body = taxonomy_page(rules()).body
    for measure in rules().measures.measures:
        assert shown(body) >= {measure.id, *(facet.id for facet in measure.facets)}


def test_every_table_of_the_data_page_tells_every_key_of_a_record():
    """The machine's schema holds the same words."""
    told = [key.name for key in RECORD_KEYS]
    assert told == list(Notice.__struct_fields__)
    described = json_schema()["$defs"]["Notice"]["properties"]
    assert {name: described[name]["description"] for name in FIELDS} == {
        name: about.holds_en for name, about in FIELDS.items()
    }
