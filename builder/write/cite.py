"""How a notice is cited: a reference after GB/T 7714, and the same for reference managers, beside its page as files.

A notice is a report of a public authority, not an article. What is not known is said to be unknown in a note and left out of the
fields; a date that was inferred says so. When the page of the text was fetched and where a copy of it is kept stand in the notes:
what is cited is this archive. The day of access is the reader's; assets/notice.js puts in today's.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import Any

import msgspec

from builder.files import ADDRESS
from builder.model import Notice
from builder.write.markdown import visible
from builder.write.words import title_of

ARCHIVE = "地方疫情防控公文档案"
NO_ISSUER = "发文机关不详"
NO_DATE = "日期不详"
ACCESSED = "引用日期"


def published_address(notice: Notice) -> str | None:
    """The full address of the notice's page, when it is known where the archive is published."""
    site = os.environ.get(ADDRESS, "").strip()
    return f"{site.rstrip('/')}/notices/{notice.id}/" if site.startswith(("https://", "http://")) else None


def text_hash(notice: Notice) -> str:
    """The SHA-256 of ``text.txt``: who quotes a clause can prove later which text was quoted."""
    return hashlib.sha256(notice.text.encode("utf-8")).hexdigest()


def reference(notice: Notice) -> str:
    """The reference after GB/T 7714, as a report online, without address; the day of access stands open."""
    number = _number(notice)
    title = _line(title_of(notice)) + (f": {number}" if number else "")
    return f"{_issuer(notice) or NO_ISSUER}. {title}[R/OL]. ({_day(notice)})[{ACCESSED}]. {ARCHIVE}, {notice.id}"


def cite_files(notice: Notice) -> Iterator[tuple[str, bytes]]:
    """The files for reference managers by name."""
    yield "cite.bib", bibtex(notice).encode("utf-8")
    yield "cite.ris", ris(notice).encode("utf-8")
    yield "csl.json", msgspec.json.encode([csl(notice)]) + b"\n"


def bibtex(notice: Notice) -> str:
    """A ``@techreport``, in UTF-8 as biber reads it."""
    year, month, day = _parts(notice)
    rows = {
        "title": _line(title_of(notice)),
        "institution": _issuer(notice),
        "type": "公文",
        "number": _number(notice),
        "year": year,
        "month": month,
        "day": day,
        "note": "; ".join((f"{ARCHIVE}, {notice.id}", *_remarks(notice))),
    }
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in rows.items() if value]
    if address := published_address(notice):
        lines.append(f"  url = {{{address}}},")
    return "\n".join((f"@techreport{{{notice.id},", *lines, "}", ""))


def ris(notice: Notice) -> str:
    """A report (``RPRT``) in RIS."""
    year, month, day = _parts(notice)
    rows = (
        ("TY", "RPRT"),
        ("ID", notice.id),
        ("TI", _line(title_of(notice))),
        ("AU", _issuer(notice)),
        ("SN", _number(notice)),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("DB", ARCHIVE),
        ("AN", notice.id),
        ("LA", "zh"),
        *(("N1", remark) for remark in _remarks(notice)),
        ("UR", published_address(notice) or ""),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value or tag == "ER")


def csl(notice: Notice) -> dict[str, Any]:
    """An item of CSL-JSON."""
    date = [int(part) for part in _parts(notice) if part]
    issuer, address = _issuer(notice), published_address(notice)
    rows = {
        "id": notice.id,
        "type": "report",
        "genre": "公文",
        "title": _line(title_of(notice)),
        "author": [{"literal": issuer}] if issuer else None,
        "number": _number(notice),
        "issued": {"date-parts": [date]} if date else None,
        "language": "zh-CN",
        "archive": ARCHIVE,
        "archive_location": notice.id,
        "note": "; ".join(_remarks(notice)),
        "URL": address,
    }
    return {name: value for name, value in rows.items() if value}


def _issuer(notice: Notice) -> str:
    return _line(str(notice.issuing_body.normalised or notice.issuing_body.value or ""))


def _number(notice: Notice) -> str:
    return _line(str(notice.document_number.value or ""))


def _day(notice: Notice) -> str:
    """The day as it is known; never completed."""
    known = notice.date.value or notice.date.partial
    if not isinstance(known, str):
        return NO_DATE
    if known.startswith("--"):
        return f"年份不详，{known.strip('-')}"
    return f"{known}，推断" if notice.date.status == "inferred" else known


def _parts(notice: Notice) -> tuple[str, str, str]:
    """Year, month and day; empty where they are not known. A day without its year is no date."""
    value = notice.date.value
    year, month, day = ((*value.split("-"), "", "")[:3]) if isinstance(value, str) else ("", "", "")
    return year, month, day


def _remarks(notice: Notice) -> Iterator[str]:
    """What a reference must not hide: what is unknown, a date that the text does not state; and what a maintainer knows of the
    page that the text was taken from."""
    if not _issuer(notice):
        yield f"{NO_ISSUER} issuing body unknown"
    if not notice.date.value:
        partial = f" ({notice.date.partial.strip('-')}, year unknown)" if notice.date.partial else ""
        yield f"{NO_DATE} date unknown{partial}"
    elif notice.date.status == "inferred":
        yield "日期系推断 date inferred"
    source = notice.source
    for said, told in (
        ("原网页采集于 page retrieved on", source.retrieved_on),
        ("原网页存档 archived copy of the page", source.archived_copy),
        ("许可 terms", source.licence),
    ):
        if told:
            yield f"{said} {_line(told)}"


def _line(text: str) -> str:
    return " ".join(visible(text).split())


def _tex(text: str) -> str:
    """The words as TeX prints them. Braces would end the field, so they become round ones."""
    plain = text.replace("{", "(").replace("}", ")").replace("\\", "/")
    return "".join(f"\\{letter}" if letter in "&%$#_" else letter for letter in plain)
