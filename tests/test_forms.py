"""The forms of the repository ask for what a maintainer needs."""

from pathlib import Path

import yaml

from builder.model import FIELDS, LATER
from tests.test_workflows import run

FORMS = Path(__file__).parent.parent / ".github" / "ISSUE_TEMPLATE"


def test_forms_fit_the_schema_of_github():
    """A form that does not fit is not shown, and nobody is told."""
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *sorted(FORMS.glob("[1-9]*.yml")))
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-config", FORMS / "config.yml")


def test_a_wrong_value_can_be_told_of_every_field():
    """By the key that the record and a side file use; one that came later is something else until the form lists it too."""
    form = yaml.safe_load((FORMS / "1-wrong-value.yml").read_text("utf-8"))
    options = next(part for part in form["body"] if part.get("id") == "field")["attributes"]["options"]
    keys = [option.split()[-1] for option in options]
    assert [key for key in keys if key in FIELDS] == keys[: len(keys) - 3]
    assert {*FIELDS} - {*keys} <= {*LATER} and keys[-1] == "else"
