"""Front matter proves itself: what MkDocs reads is what we wrote."""

from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils import meta

from builder.write.front_matter import page, read_back

STRINGS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@given(STRINGS)
@example("12e345")
@example("---\ntitle: other\n---")
@example('a "quoted" \\ {{ jinja }} {% x %} # not a comment: yes')
@example("2021-01-25")
@example("null")
@example("\u2028\u2029\x85\ufeff\u202e")
def test_any_title_reads_back_as_itself(title):
    """By our reader and by MkDocs' own, and the body stays the body."""
    values = {"title": title, "date": None, "is_policy": True, "measures": [title], "status": {"title": "stated"}}
    text = page(values, "# body\n").decode("utf-8")
    assert read_back(text) == values
    body, data = meta.get_data(text)
    assert data == values
    assert body.strip() == "# body"
