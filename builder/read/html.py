"""HTML pages: their visible text, line by line, and what their metadata says.

A line of the text is what a reader sees as one: block elements begin and end lines, ``<br>`` ends one, a row of a data table
is one line with a tab between its cells, a row of a layout table is as many lines as its cells hold. What no reader sees is
left out and counted in the fact ``hidden``: scripts, styles, templates, form fields, and elements that say ``hidden``,
``aria-hidden``, ``display:none`` or stand far off the screen.
Not ``visibility:hidden``: pages of WeChat and others carry it until a script has run.

Markup is parsed by BeautifulSoup with lxml, in linear time and to any depth; nothing here recurses.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString, Tag

from builder.read.encodings import decode
from builder.read.reading import Reading

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*+=\s*+["']?\s*+([A-Za-z0-9_-]{2,30})""", re.I
)
_PRESCAN = 8192

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody tfoot thead ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN_NAMES = (
    "area audio base button canvas datalist embed frame frameset head iframe img input link map meta noframes noscript object "
    "param script select source style svg template textarea title track video"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
# Not displayed, or more than a thousand pixels left of or above the screen; `margin-left:-490px` only centres a page.
_OUT_OF_SIGHT = re.compile(r"display\s*:\s*none|(?<![\w-])(?:left|top|text-indent)\s*:\s*-\d{4,}", re.I)

# What stands in a page's stamp, each label in an element of its own, parted on the screen by a margin.
_LABEL = re.compile(
    "(?:(?:信息|文章|稿件)?来源|作者|(?:责任)?编辑|责编|(?:发布|更新|发文|成文)(?:时间|日期)|发布(?:机构|单位|人)|浏览(?:次数|量)?|点击(?:数|率|量)?"
    "|阅读(?:次数|量)?|字[体号]|索引号|(?:发文)?[文字]号|主题分类)\\s*[:：]"
)

# A break in the source between two wide characters is none on the screen (CSS Text 3, 4.1.3); between others it is a blank.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f"
_BREAK = re.compile(f"(?<=[{_WIDE}])[ \\t\\r\\f]*\\n[ \\t\\r\\f\\n]*(?=[{_WIDE}])")
_BLANKS = re.compile("[ \\t\\n\\r\\f]+")

# Names in a page's metadata that tell its title, day, source or address. The first row is that of government templates.
_FACT_NAMES = (
    "articletitle pubdate contentsource columnname columntype sitename sitedomain siteidcode author keywords url source "
    "publishdate publish_date publishtime pub_date createdate date title subtitle "
    "og:title og:site_name og:url og:release_date article:published_time article:modified_time article:author "
    "apub:time apub:from dc.title dc.date dc.source dc.creator dcterms.title dcterms.issued dcterms.publisher"
)
_NAMED = frozenset(_FACT_NAMES.split())
_LINKED = ("datePublished", "dateModified", "headline", "publisher", "author", "url")
_LONGEST_JSON = 200_000


def read_html(name: str, data: bytes) -> Iterator[Reading]:
    """The page. Raises SeedError when its bytes are no text."""
    yield read_page(name, data, None)


def read_page(name: str, data: bytes, charset: str | None) -> Reading:
    """The page with the charset that came with it, if one did; else its own declaration counts."""
    encoding, source = decode(name, data, charset or declared_charset(data))
    return read_markup(data, encoding, source)


def _parsed(source: str) -> BeautifulSoup:
    """The page's tree. That a page calls itself XML, or looks like an address, is nothing that a maintainer could mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(source, "lxml")


def read_markup(data: bytes, encoding: str, source: str) -> Reading:
    """The visible text and the facts of a decoded page."""
    soup = _parsed(source)
    screen = Screen()
    for happening, thing in _walk(soup):
        getattr(screen, happening)(thing)
    return Reading(data, encoding, screen.text(), (*find_facts(soup), *screen.hidden_fact()))


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares at its head."""
    found = _CHARSET.search(data[:_PRESCAN])
    return found[1].decode("ascii") if found else None


# --- what is seen -----------------------------------------------------------------------------------------------------


def _walk(soup: BeautifulSoup) -> Iterator[tuple[str, Any]]:
    """Each tag as it opens and closes, and each text, in order. Keeps its own stack: pages may nest without end."""
    open_tags: list[Tag] = [soup]
    for node in soup.descendants:
        while node.parent is not open_tags[-1]:
            yield "close", open_tags.pop()
        if isinstance(node, Tag):
            yield "open", node
            open_tags.append(node)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "write", str(node)
    for tag in reversed(open_tags[1:]):
        yield "close", tag


class Screen:
    """What a reader sees of a page, line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []  # the line being written
        self._rows: list[Row] = []  # the open rows, the innermost last
        self._unseen = 0  # how many unseen elements are open
        self._preformatted = 0
        self._apart = False  # whether a tag stands between the last text and the next
        self._hidden: list[int] = []  # how many characters each unseen element kept from the reader
        self._counts = False  # whether the open one is hidden by the page's will, not by its nature

    def open(self, tag: Tag) -> None:
        """A tag opens."""
        self._apart = True
        if self._unseen or is_unseen(tag):
            self._unseen += 1
            if self._unseen == 1:
                self._hidden.append(0)
                self._counts = tag.name not in _UNSEEN
        elif tag.name == "br":
            self._end_line(even_empty=True)
        elif tag.name == "tr":
            self._end_line()
            self._rows.append(Row(len(self._lines)))
        elif tag.name in ("td", "th"):
            self._end_line()
            if self._rows:
                self._rows[-1].begin_cell(len(self._lines))
        elif tag.name in _BLOCKS:
            self._end_line()
            self._preformatted += tag.name == "pre"
        elif tag.name == "a" and self._parts and self._parts[-1] == _LINK_END:
            self._parts.append(" ")  # two links that touch in the source do not touch on the screen

    def close(self, tag: Tag) -> None:
        """A tag closes."""
        self._apart = True
        if self._unseen:
            self._unseen -= 1
        elif tag.name == "tr":
            self._end_line()
            if self._rows:
                self._end_row(self._rows.pop())
        elif tag.name in ("td", "th"):
            self._end_line()
            if self._rows:
                self._rows[-1].end_cell(len(self._lines))
        elif tag.name in _BLOCKS:
            self._end_line()
            self._preformatted -= tag.name == "pre"
        elif tag.name == "a":
            self._parts.append(_LINK_END)

    def write(self, text: str) -> None:
        """A stretch of text."""
        if self._unseen:
            if self._counts:
                self._hidden[-1] += len("".join(text.split()))
        elif self._preformatted:
            first, *others = text.split("\n")
            self._parts.append(first)
            for line in others:
                self._end_line(even_empty=True)
                self._parts.append(line)
        elif text:
            if self._apart and self._parts and _LABEL.match(text.lstrip()):
                self._parts.append(" ")
            self._parts.append(text)
        self._apart = False

    def text(self) -> str:
        """The visible text: lines joined by one line feed, never two empty ones in a row."""
        self._end_line()
        kept = [line for at, line in enumerate(self._lines) if line or (at and self._lines[at - 1])]
        return "\n".join(kept).strip("\n")

    def hidden_fact(self) -> Iterator[tuple[str, str]]:
        """How much the page itself hides."""
        counts = [count for count in self._hidden if count]
        if counts:
            yield "hidden", f"{len(counts)} elements, {sum(counts)} characters"

    def _end_line(self, even_empty: bool = False) -> None:
        if not self._parts and not even_empty:
            return
        line = "".join(self._parts).replace(_LINK_END, "")
        self._parts.clear()
        line = _BLANKS.sub(" ", _BREAK.sub("", line)).strip(" ")
        if line.strip() or even_empty:
            self._lines.append(line if line.strip() else "")

    def _end_row(self, row: Row) -> None:
        """A row whose cells hold a line each becomes one line."""
        cells = [[line for line in self._lines[start:end] if line] for start, end in row.cells]
        held = sum(end - start for start, end in row.cells) == len(self._lines) - row.start
        if len(cells) > 1 and held and all(len(cell) <= 1 for cell in cells):
            line = "\t".join(cell[0] if cell else "" for cell in cells).rstrip("\t")
            self._lines[row.start :] = [line] if line else []


#: the place where a link ended, within the line being written
_LINK_END = "\0"


class Row:
    """An open table row: where its lines begin, and where those of each cell begin and end."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.cells: list[tuple[int, int]] = []
        self._cell: int | None = None

    def begin_cell(self, at: int) -> None:
        """A cell opens before the line ``at``."""
        self._cell = at

    def end_cell(self, at: int) -> None:
        """The cell closes before the line ``at``."""
        if self._cell is not None:
            self.cells.append((self._cell, at))
            self._cell = None


def is_unseen(tag: Tag) -> bool:
    """Whether no reader sees the element. A page that hides all of itself until a script has run is seen."""
    if tag.name in _UNSEEN:
        return True
    if not tag.attrs or tag.name in ("html", "body"):
        return False
    hidden = "hidden" in tag.attrs or str(tag.get("aria-hidden", "")).lower() == "true"
    return hidden or _OUT_OF_SIGHT.search(str(tag.get("style", ""))) is not None


# --- what the page says about itself ----------------------------------------------------------------------------------


def find_facts(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """The facts of the page's metadata, as (name, value), in the order of the page."""
    if soup.title is not None:
        yield "title", soup.title.get_text()
    for tag in soup.find_all(["meta", "link", "script"]):
        if tag.name == "meta":
            name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").strip()
            if name.lower() in _NAMED:
                yield name, str(tag.get("content", ""))
        elif tag.name == "link" and "canonical" in tag.get_attribute_list("rel"):
            yield "canonical", str(tag.get("href", ""))
        elif tag.name == "script" and str(tag.get("type", "")).strip().lower() == "application/ld+json":
            yield from _linked_facts(tag.get_text())


def _linked_facts(text: str) -> Iterator[tuple[str, str]]:
    """The facts of a JSON-LD block; none when it is no JSON."""
    try:
        held = json.loads(text) if len(text) <= _LONGEST_JSON else None
    except (ValueError, RecursionError):
        return
    things = held if isinstance(held, list) else [held]
    things += [thing for top in things if isinstance(top, dict) for thing in _list(top.get("@graph"))]
    for thing in things:
        for name in _LINKED if isinstance(thing, dict) else ():
            for value in _list(thing.get(name)):
                value = value.get("name") if isinstance(value, dict) else value
                if isinstance(value, str):
                    yield f"ld.{name}", value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
