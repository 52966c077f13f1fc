"""Long lists cut into pages: nothing is lost, nothing stands twice, no page is heavier than it may be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.write.split import UNDATED, Item, numbered, split, years_cut

YEARS = st.sampled_from(["2020", "2021", "2022", UNDATED])
ITEMS = st.lists(
    st.builds(Item, YEARS, st.sampled_from(["a", "b", "c"]), st.integers(1, 60), st.integers()), max_size=60
)


@settings(max_examples=60)
@given(ITEMS)
def test_every_entry_stands_on_one_page(items):
    """In its order there."""
    items = [item._replace(value=place) for place, item in enumerate(items)]
    parts = split(items, limit=100)
    assert sorted(item.value for part in parts for item in part.items) == list(range(len(items)))
    for part in parts:
        assert list(part.items) == sorted(part.items, key=lambda item: item.value)


@settings(max_examples=60)
@given(ITEMS)
def test_no_page_is_too_heavy(items):
    """A single entry heavier than a page would have one of its own; here none is."""
    for part in split(items, limit=100):
        assert sum(item.weight for item in part.items) <= 100


@settings(max_examples=60)
@given(ITEMS)
def test_no_two_pages_have_one_address(items):
    """Neither two pages of entries nor one of them and the page of a cut year."""
    parts = split(items, limit=100)
    addresses = [part.below for part in parts] + [f"{year}/" for year in years_cut(parts)]
    assert len(addresses) == len(set(addresses))


def test_a_short_list_is_whole():
    """Cutting is for what needs it."""
    items = [Item("2021", "a", 10, 1), Item("2020", "b", 10, 2)]
    assert [part.below for part in split(items, limit=100)] == [""]
    assert [part.below for part in split([], limit=100)] == [""]


def test_years_come_first_then_the_second_heading_then_numbers():
    """The newest year first, the undated last."""
    items = [Item("2020", "a", 60, 1), *(Item("2021", name, 60, 2) for name in "aab"), Item(UNDATED, "a", 60, 3)]
    parts = split(items, limit=100)
    assert [part.below for part in parts] == ["2021/a/", "2021/a/2/", "2021/b/", "2020/", "undated/"]
    assert list(years_cut(parts)) == ["2021"]


@settings(max_examples=60)
@given(ITEMS)
def test_a_list_without_years_is_cut_by_number(items):
    """All of it in order, no page too heavy, and one page even of nothing."""
    items = [item._replace(value=place) for place, item in enumerate(items)]
    pages = numbered(items, limit=100)
    assert [item.value for page in pages for item in page] == list(range(len(items)))
    assert all(sum(item.weight for item in page) <= 100 for page in pages)
    assert len(pages) == 1 or all(pages)
