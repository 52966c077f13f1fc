"""The page of changes and its feed: each change once, by day; cut where it grows; XML whatever a title holds."""

from xml.etree import ElementTree

import pytest

from builder.archive import gather
from builder.model import Field
from builder.rules import load
from builder.write import split as cutting
from builder.write.changes import DAYS, OF_A_DAY, Event, History, change_units, rows_of
from builder.write.cite import ADDRESS
from tests.write.samples import NASTY, notice_of

RULES = load()
DAY = 86400
ATOM = "{http://www.w3.org/2005/Atom}"


def made(events, *notices, moved=None):
    """The files of these changes."""
    archive = gather(notices, RULES)
    units = change_units(History(tuple(events), ""), archive, RULES, moved or {})
    return dict(file for unit in units for file in unit.make())


def told(files):
    """The feed."""
    return ElementTree.fromstring(files["changes/feed.xml"])


def test_a_present_notice_is_named_and_led_to():
    """A change of its side file says what of it."""
    notice = notice_of("全市停课")
    files = made([Event(2 * DAY, "corrected", "x.txt", "", ("city", "licence")), Event(DAY, "added", "x.txt")], notice)
    page = files["changes/index.md"].decode().partition("\n## ")[2]
    assert page.count(f'href="../notices/{notice.id}/"') == 2
    assert (
        page.index("1970年1月3日") < page.index("更正") < page.index("城市") < page.index("许可") < page.index("新增")
    )


def test_what_is_gone_is_led_to_only_where_its_address_still_says_something():
    """Else its file is named."""
    events = [Event(DAY, "removed", "a.txt", "n" + "1" * 12), Event(DAY, "removed", "b.txt", "n" + "2" * 12)]
    page = made(events, moved={"n" + "1" * 12: "n" + "3" * 12})["changes/index.md"].decode()
    assert f"notices/n{'1' * 12}/" in page
    assert f"notices/n{'2' * 12}/" not in page and "b.txt" in page.replace("&#46;", ".")


def test_every_change_stands_on_one_page_however_many_there_are(monkeypatch):
    """Cut by year, month and number."""
    monkeypatch.setattr(cutting, "LIMIT", 4000)
    events = [Event(DAY * 20 * number, "added", f"file{number}x") for number in range(80)]
    files = made(events)
    pages = "".join(data.decode() for path, data in files.items() if path.endswith(".md"))
    assert len(files) > 5
    assert all(pages.count(f"file{number}x") == 1 for number in range(80))
    hrefs = [entry.find(f"{ATOM}link").get("href") for entry in told(files).findall(f"{ATOM}entry")]
    for href in hrefs:
        path, _, anchor = href.removeprefix("../").partition("#")
        assert f"{{: #{anchor} }}" in files[f"{path}index.md"].decode()


def test_the_feed_is_atom_and_asks_no_clock(monkeypatch):
    """One entry a day, newest first, each with an id of its own, a time, a link; the feed as new as its newest entry."""
    monkeypatch.delenv(ADDRESS, raising=False)
    files = made([Event(DAY + 5, "added", "a"), Event(DAY + 3, "added", "b"), Event(9, "added", "c")])
    feed = told(files)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed" and feed.find(f"{ATOM}author/{ATOM}name").text
    assert [entry.find(f"{ATOM}updated").text for entry in entries] == ["1970-01-02T00:00:05Z", "1970-01-01T00:00:09Z"]
    assert feed.find(f"{ATOM}updated").text == "1970-01-02T00:00:05Z"
    ids = [item.text for item in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3 and all(id.startswith("urn:uuid:") for id in ids)
    assert files == made([Event(DAY + 5, "added", "a"), Event(DAY + 3, "added", "b"), Event(9, "added", "c")])


def test_addresses_are_full_where_the_archive_is_published(monkeypatch):
    """And the feed names itself."""
    monkeypatch.setenv(ADDRESS, "https://example.org/archive")
    links = {link.get("rel"): link.get("href") for link in told(made([Event(9, "added", "a")])).findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://example.org/archive/changes/",
        "self": "https://example.org/archive/changes/feed.xml",
    }


@pytest.mark.parametrize("bad", NASTY)
def test_no_title_breaks_the_feed(bad):
    """Nor does it become markup there."""
    notice = notice_of("全市停课", title=Field(f"题{bad}", "stated"))
    feed = told(made([Event(9, "added", "x.txt")], notice))
    assert {element.tag.rpartition("}")[2] for element in feed.iter()} <= {
        *(
            "feed",
            "title",
            "id",
            "updated",
            "author",
            "name",
            "link",
            "entry",
            "content",
            "div",
            "ul",
            "li",
            "a",
            "span",
        )
    }


def test_the_feed_does_not_grow_for_ever():
    """The latest days, and of a day of many changes the first."""
    events = [Event(DAY * number, "added", f"{number}") for number in range(DAYS + 5, 0, -1)]
    events += [Event(DAY * (DAYS + 9), "added", f"more {number}") for number in range(OF_A_DAY + 7)]
    entries = told(made(events)).findall(f"{ATOM}entry")
    assert len(entries) == DAYS
    items = [item.text for item in entries[0].iter("{http://www.w3.org/1999/xhtml}li")]
    assert len(items) == OF_A_DAY + 1 and items[-1] == "另有 7 项 more"


def test_what_is_not_known_is_said():
    """Plainly, and the feed is one without entries."""
    for unknown, words in (("none", "没有版本历史"), ("shallow", "只取得最近一段版本历史")):
        units = change_units(History((), unknown), gather((), RULES), RULES, {})
        files = dict(file for unit in units for file in unit.make())
        assert words in files["changes/index.md"].decode()
        assert told(files).findall(f"{ATOM}entry") == []


def test_records_of_one_file_are_not_named_for_one_another():
    """A container of many has no notice of its own."""
    import msgspec

    from tests.write.samples import notice_of as one

    notices = [one(line) for line in ("甲", "乙")]
    notices = [
        msgspec.structs.replace(n, source=msgspec.structs.replace(n.source, path=f"d.jsonl#{k}"))
        for k, n in enumerate(notices)
    ]
    rows = rows_of(History((Event(9, "added", "d.jsonl"),), ""), gather(notices, RULES), RULES, {})
    assert [(row.notice, row.id) for row in rows] == [(None, "")]
