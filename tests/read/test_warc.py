"""Web archives: each page that a server gave is a record; a bad one is one problem."""

import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from builder.errors import Problem
from builder.read import read
from builder.read.warc import read_warc

PAGE = "<title>通告</title><p>一、全市学校停课，居民做好防控。</p>"


def archive(*responses, gzip=True):
    """A web archive that holds these responses: (address, status, content type, bytes)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for address, status, kind, data in responses:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(data), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2021-08-05T01:02:03Z"},
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


@pytest.mark.parametrize(("name", "gzip"), [("a.warc.gz", True), ("a.warc", False)])
def test_pages_are_read_and_the_rest_passed_over(tmp_path, name, gzip):
    """Pictures, errors and redirects are no pages; address and visit are facts; the bytes are the page's own."""
    data = archive(
        ("https://a.cn/1", "200 OK", "text/html; charset=gbk", PAGE.encode("gb18030")),
        ("https://a.cn/2.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://a.cn/3", "404 Not Found", "text/html", PAGE.encode()),
        ("https://a.cn/4.txt", "200 OK", "text/plain", "停课".encode()),
        gzip=gzip,
    )
    (tmp_path / name).write_bytes(data)
    problems = []
    page, text = read(tmp_path / name, tmp_path, problems)
    assert problems == []
    assert (page.path, page.encoding, page.data) == (f"{name}#2", "gb18030", PAGE.encode("gb18030"))
    assert page.raw == (
        "⟦url⟧ https://a.cn/1\n⟦fetched⟧ 2021-08-05T01:02:03Z\n⟦title⟧ 通告\n一、全市学校停课，居民做好防控。"
    )
    assert text.raw.endswith("\n停课")


def test_a_bad_page_is_one_problem():
    """Named by its number in the archive."""
    data = archive(
        ("https://a.cn/1", "200 OK", "text/html", b"\xff\xff"),
        ("https://a.cn/2", "200 OK", "text/html", b"a" * 4_200_000),
        ("https://a.cn/3", "200 OK", "text/html", PAGE.encode()),
    )
    first, second, third = read_warc("a.warc.gz", data)
    assert [str(problem).split(" → ")[0] for problem in (first, second)] == [
        "a.warc.gz:2: byte 0 (ff) is no UTF-8",
        "a.warc.gz:3: more than 4,194,304 bytes are more than one notice",
    ]
    assert third.part == "4"


@pytest.mark.parametrize("data", [b"", b"no archive at all\n" * 9, b"\x1f\x8bbroken", b"WARC/1.0\r\n", "通知".encode()])
def test_what_is_no_archive_is_one_problem(data):
    """It says so and ends."""
    (problem,) = read_warc("a.warc", data)
    assert isinstance(problem, Problem)
    assert problem.next


def test_a_torn_archive_gives_what_comes_before_the_tear():
    """A download that broke off."""
    data = archive(*(("https://a.cn/1", "200 OK", "text/html", PAGE.encode() * 500) for _ in range(3)))
    found = list(read_warc("a.warc.gz", data[: len(data) - 60]))
    assert [item.part for item in found if not isinstance(item, Problem)][:2] == ["2", "3"]


def test_a_record_that_lost_its_address_is_one_problem():
    """Not a fault of the library that asks for it."""
    data = archive(("https://a.cn/1", "200 OK", "text/html", PAGE.encode()), gzip=False)
    torn = b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(b"WARC-Target-URI"))
    (told,) = read_warc("a.warc", torn)
    assert isinstance(told, Problem) and str(told).startswith("a.warc:2: is no record of a web archive: ")


def test_a_record_that_is_longer_than_it_says_is_told(capfd):
    """Its page is cut: that is a problem of ours to tell, not a line of the library on standard error."""
    data = archive(("https://a.cn/1", "200 OK", "text/plain", b"closed" * 20), gzip=False)
    page, told = read_warc("a.warc", data.replace(b"closed" * 20, b"closed" * 20 + b" and open"))
    assert page.text.endswith("closed" * 20)
    assert str(told).startswith("a.warc: 1 of its 2 records are not as long as they say")
    assert capfd.readouterr().err == ""
