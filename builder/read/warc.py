"""Web archives: every HTML or plain-text response is one record; its bytes are the page's own, unpacked.

The charset of the response's header counts before the page's own declaration. The address and the day of the visit stand in
*raw* as facts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from builder.errors import Problem, SeedError
from builder.read.encodings import decode
from builder.read.html import read_page
from builder.read.reading import Reading

_HTML = ("text/html", "application/xhtml+xml")
_MOST_BYTES = 4 * 1024 * 1024
_CHARSET = re.compile(r"""charset\s*+=\s*+["']?\s*+([\w-]{2,30})""", re.I)
_BROKEN = "fetch the archive again; the records before this one are read"


def read_warc(name: str, data: bytes) -> Iterator[Reading | Problem]:
    """The pages in order; what is broken is one problem, and after broken compression nothing can be read."""
    number = given = 0
    records = _Records(io.BytesIO(data))
    try:
        for number, record in enumerate(_whole(records), 1):
            if _is_page(record):
                given += 1
                try:
                    yield _page(name, str(number), record)
                except SeedError as error:
                    yield error.problem
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        what = f"is no record of a web archive: {_one_line(error)}"
        yield Problem(name, str(number + 1), what, _BROKEN)
        return
    if records.err_count:
        what = f"{records.err_count} of its {number} records are not as long as they say, so their pages may be cut"
        yield Problem(name, "", what, "fetch the archive again and compare")
    if not given:
        yield Problem(name, "", "holds no page that a server gave", "fetch the archive again or remove it")


class _Records(ArchiveIterator):
    """The library's reader; that a record's length is wrong it counts, and we tell it instead of standard error."""

    INC_RECORD = ""


def _whole(records: ArchiveIterator) -> Iterator[ArcWarcRecord]:
    """The records. The library asks an address of a record that has none, and more such: an archive so broken is no archive."""
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except Exception as error:
            raise ArchiveLoadFailed(_one_line(error)) from error
        yield record


def _is_page(record: ArcWarcRecord) -> bool:
    """Whether it is a page that the server gave: redirects, errors, pictures and requests are none."""
    if record.rec_type != "response" or record.http_headers is None:
        return record.rec_type == "resource" and _media_type(record.rec_headers.get_header("Content-Type")) in _HTML
    status = record.http_headers.get_statuscode()
    return status == "200" and _media_type(record.http_headers.get_header("Content-Type")) in (*_HTML, "text/plain")


def _media_type(header: str | None) -> str:
    return (header or "").split(";")[0].strip().lower()


def _page(name: str, number: str, record: ArcWarcRecord) -> Reading:
    stream = record.content_stream()
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise SeedError(name, number, f"more than {_MOST_BYTES:,} bytes are more than one notice", "remove the record")
    headers = record.http_headers or record.rec_headers
    content_type = headers.get_header("Content-Type") or ""
    found = _CHARSET.search(content_type)
    charset = found[1] if found else None
    facts = tuple(
        (fact, value)
        for fact, header in (("url", "WARC-Target-URI"), ("fetched", "WARC-Date"))
        if (value := record.rec_headers.get_header(header))
    )
    try:
        if _media_type(content_type) == "text/plain":
            encoding, text = decode(name, data, charset)
            return Reading(data, encoding, text, facts, number)
        page = read_page(name, data, charset)
    except SeedError as error:
        raise SeedError(name, number, error.problem.what, error.problem.next) from error
    return page._replace(facts=(*facts, *page.facts), part=number)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
