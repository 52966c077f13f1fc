"""The taxonomy as a thing of its own: a page that shows all of it with its version, and the same as JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from builder.rules import Rules
from builder.rules.measures import Measure, Taxonomy
from builder.write.data import BYTE_ORDER_MARK, DataFile, csv_lines
from builder.write.page import Page, make
from builder.write.parameters import COLUMNS
from builder.write.words import Words


def taxonomy_page(rules: Rules) -> Page:
    """Every measure with its definition, facets and crosswalk; the types of numbers; what each version changed."""
    taxonomy = rules.measures
    return make(
        "measures/taxonomy/index.md",
        Words("措施分类表", "Taxonomy of measures"),
        "taxonomy.md.j2",
        taxonomy=taxonomy,
        groups=[(group, taxonomy.in_group(group.id)) for group in taxonomy.groups],
        crossings={measure.id: taxonomy.crossings(measure) for measure in taxonomy.measures},
        left_out=[tracker for tracker in taxonomy.trackers if not tracker.licence],
        columns=COLUMNS,
    )


def taxonomy_data(rules: Rules) -> Iterator[DataFile]:
    """The taxonomy under ``data/``: as JSON with everything, as a table of one measure a row."""
    count = len(rules.measures.measures)
    whole = (json.dumps(content(rules.measures), ensure_ascii=False, indent=1) + "\n").encode()
    table = csv_lines(rows(rules.measures))
    yield DataFile("taxonomy.json", "taxonomy", count, whole)
    yield DataFile("taxonomy.csv", "taxonomy", count, table)
    yield DataFile("taxonomy-excel.csv", "taxonomy", count, BYTE_ORDER_MARK + table)


def content(taxonomy: Taxonomy) -> dict[str, Any]:
    """What the JSON file holds. Codes of other trackers only where their terms allow it."""
    return {
        "version": taxonomy.version,
        "changes": [
            {"version": change.version, "on": change.on, "zh": change.zh, "en": change.en}
            for change in taxonomy.changes
        ],
        "groups": [{"id": group.id, "zh": group.zh, "en": group.en} for group in taxonomy.groups],
        "trackers": [
            {
                "id": item.id,
                "name": item.name,
                "title": item.title,
                "licence": item.licence,
                "attribution": item.attribution,
            }
            for item in taxonomy.shown_trackers
        ],
        "parameter_types": [
            {key: getattr(type, key) for key in ("id", "zh", "en", "unit", "definition_zh", "definition")}
            for type in taxonomy.parameters.types
        ],
        "measures": [measure_content(measure, taxonomy) for measure in taxonomy.measures],
    }


def measure_content(measure: Measure, taxonomy: Taxonomy) -> dict[str, Any]:
    """What the JSON file says of one measure."""
    texts = ("id", "zh", "en", "group", "organisational", "definition_zh", "definition")
    borders = ("counts_zh", "counts", "not_counts_zh", "not_counts")
    return {
        **{key: getattr(measure, key) for key in (*texts, *borders)},
        "facets": [{"id": facet.id, "zh": facet.zh, "en": facet.en} for facet in measure.facets],
        "parameters": list(measure.parameters),
        "crosswalk": [
            {"tracker": tracker.id, "match": crossing.match, "codes": list(crossing.codes)}
            for tracker, crossing in taxonomy.crossings(measure)
        ],
    }


def rows(taxonomy: Taxonomy) -> Iterator[tuple[object, ...]]:
    """The table: its heading, then one measure a row. Lists within a cell are parted by semicolons."""
    texts = (
        "id",
        "zh",
        "en",
        "group",
        "definition_zh",
        "definition",
        "counts_zh",
        "counts",
        "not_counts_zh",
        "not_counts",
    )
    trackers = [name for item in taxonomy.shown_trackers for name in (f"{item.id}_codes", f"{item.id}_match")]
    yield ("taxonomy_version", *texts, "facets", "parameters", *trackers)
    for measure in taxonomy.measures:
        crossings = {tracker.id: crossing for tracker, crossing in taxonomy.crossings(measure)}
        cells: list[str] = []
        for item in taxonomy.shown_trackers:
            crossing = crossings.get(item.id)
            cells += ("; ".join(crossing.codes), crossing.match) if crossing else ("", "")
        facets = "; ".join(facet.id for facet in measure.facets)
        own = (getattr(measure, key) for key in texts)
        yield (taxonomy.version, *own, facets, "; ".join(measure.parameters), *cells)
