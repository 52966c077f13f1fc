"""Front matter: flat, strings always quoted, and proven by reading it back the way MkDocs does.

MkDocs prints broken front matter on the page and says nothing, even under ``--strict``; so a page whose front matter does not
read back to the same values is never written. Strings of letters, digits and common marks prove themselves.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from builder.model import FIELDS, Notice
from builder.rules.places import MUNICIPALITIES

# As MkDocs 1.6 finds it: from the first line to a line of three dashes or dots.
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)

# What stands between double quotes as it is, and can neither end them nor begin a line.
_PLAIN = re.compile(r"[ !#-\[\]-~\u3001-\u9fff\uff01-\uff5e]*")

# libyaml's twin of MkDocs' loader, ten times as fast; a test holds the two against each other.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Quoted(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Safe YAML with every string in double quotes, so that no value turns into a number, a date or a boolean."""


_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
_Quoted.ignore_aliases = lambda *_: True  # type: ignore[method-assign]


def page(values: dict[str, Any], body: str) -> bytes:
    """A Markdown page: front matter and body, UTF-8. Raises ValueError when the front matter does not read back."""
    dumped = yaml.dump(values, Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=10**9)
    text = f"---\n{_plain_keys(dumped)}---\n\n{body}"
    if not _is_plain(values) and read_back(text) != values:
        raise ValueError(f"front matter does not read back: {values!r}")
    return text.encode("utf-8")


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return _PLAIN.fullmatch(value) is not None
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(map(_is_plain, parts))


def read_back(text: str) -> Any:
    """The front matter of a page as MkDocs reads it; None when it finds none."""
    block = _BLOCK.match(text)
    return yaml.load(block.group(1), Loader=_Loader) if block else None


def _plain_keys(dumped: str) -> str:
    """Keys are our own words: they need no quotes."""
    return re.sub(r'^( *)"([a-z_]+)":', r"\1\2:", dumped, flags=re.MULTILINE)


def of_notice(notice: Notice) -> dict[str, Any]:
    """The front matter of a notice page. For a municipality ``city`` is its name."""
    codes = [code for code in (notice.county.adcode, notice.city.adcode, notice.province.adcode) if code]
    city = notice.city.value
    if notice.province.adcode in MUNICIPALITIES:
        city = notice.province.value
    return {
        "id": notice.id,
        "title": notice.title.value or f"〔无题〕{notice.id}",
        "province": notice.province.value,
        "city": city,
        "county": notice.county.value,
        "adcode": codes[0] if codes else None,
        "issuing_body": notice.issuing_body.value,
        "date": notice.date.value,
        "date_precision": notice.date.precision,
        "published": notice.published.value,
        "document_number": notice.document_number.value,
        "kind": notice.kind.value,
        "officiality": notice.officiality.value,
        "is_policy": notice.is_policy.value,
        "measures": list(notice.counted_measures()),
        "source_url": notice.source.url.value,
        "source_sha256": notice.source.sha256,
        "status": {name: getattr(notice, name).status for name in FIELDS},
    }
