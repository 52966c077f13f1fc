"""The Markdown that the builder writes → HTML, the same bytes as Python-Markdown makes and a hundred times sooner.

A generated page holds four things only: blocks of HTML, headings, paragraphs of words with inline tags, and the attributes of
both. ``to_html`` knows these and no more: for anything else it says None, and the page goes through Python-Markdown.
"""

from __future__ import annotations

import html
import re

from markdown.extensions.toc import slugify, strip_tags, unique

_BLOCK_TAGS = (
    "address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|main|menu|nav|"
    "ol|p|pre|script|section|table|ul"
)
#: A block of HTML begins at the beginning of a line.
_BLOCK = re.compile(rf"<({_BLOCK_TAGS})(?=[ >])")
_TAGS = {
    name: re.compile(rf"</?{name}(?=[ >])[^<>]*>")
    for name in _BLOCK_TAGS.replace("h[1-6]", "h1|h2|h3|h4|h5|h6").split("|")
}
_BLANK = re.compile(r"(?<! )[ ]*+\n[ ]*+\n")
_HEADING = re.compile(r"(#{1,6})(.*)")
_ATTRIBUTES = re.compile(r"(?<! ) *\{: ((?:[#.][A-Za-z][A-Za-z0-9_-]*(?: |(?= *\})))+)\}$")
#: Inline tags and references, which pass; what is left may hold no mark of Markdown or HTML.
_PASSING = re.compile(
    r"</?[a-z][a-z0-9]*(?: [a-z][a-z-]*(?:=(?:\"[^\"<>`\[\]!\\*{}]*\"|[A-Za-z0-9#._/-]+))?)*>|&#\d+;|&[a-z]+;"
)
_INLINE_BLOCK = re.compile(rf"<({_BLOCK_TAGS}|hr|style)\b")
_MARKS = re.compile(r"[\\`*_{}\[\]<>&!\t]|  |: //|\A[ #>+=-]|\A\d+\. |\|")
#: Python-Markdown works with these itself. Bytes, which are looked through four times as fast as characters.
_UNSEEN = bytes((*range(0x09), *range(0x0B, 0x20)))
_HEADING_ID = re.compile(
    r"^#.*\{: [^}#\n]{0,99}#([A-Za-z0-9_-]{1,99})[^}\n]{0,99}\}$|^\{: [^}#\n]{0,99}#([A-Za-z0-9_-]{1,99})", re.MULTILINE
)


class _Unknown(Exception):
    """Something that only Python-Markdown knows how to read."""


def to_html(text: str) -> str | None:
    """The HTML of a page's body; None when it holds something else than a generated page does."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _UNSEEN)) < len(data):
        return None
    try:
        return "\n".join(_pieces(text.strip("\n") + "\n\n")).strip()
    except _Unknown:
        return None


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    used: set[str] = set()
    at, end = 0, len(text)
    while at < end:
        if text[at] == "\n":
            at += 1
            continue
        if text[at] == "<" and (block := _BLOCK.match(text, at)):
            stop = _end_of_block(text, at, block[1])
            piece = text[at:stop]
            found.append(piece + "\n" if _BLANK.match(text, stop) else piece)
            if text[stop] != "\n":
                raise _Unknown
            at = stop + 1
            continue
        stop = text.index("\n", at)
        line = text[at:stop]
        if line[0] == "#":
            found.append(_heading(line, text, used))
            at = stop + 1
            continue
        piece, at = _paragraph(text, at, stop)
        found.append(piece)
    return found


def _end_of_block(text: str, at: int, name: str) -> int:
    """Where the tag that opens a block is closed."""
    depth = 0
    for tag in _TAGS[name].finditer(text, at):
        depth += -1 if tag[0][1] == "/" else 1
        if not depth:
            return tag.end()
    raise _Unknown


def _heading(line: str, text: str, used: set[str]) -> str:
    found = _HEADING.fullmatch(line)
    words, attributes = _attributes(found[2]) if found else ("", {})
    words = words.strip()
    if not found or words.endswith("#"):
        raise _Unknown
    _check(words)
    if "id" not in attributes:
        if not used:
            used.update(one or other for one, other in _HEADING_ID.findall(text))
        attributes["id"] = unique(slugify(html.unescape(strip_tags(words)), "-"), used)
    level = len(found[1])
    return f"<h{level}{_shown(attributes)}>{words}</h{level}>"


def _paragraph(text: str, at: int, stop: int) -> tuple[str, int]:
    words = text[at:stop]
    _check(words)
    if text[stop + 1] == "\n":
        return f"<p>{words.rstrip()}</p>", stop + 1
    following = text[stop + 1 : text.index("\n", stop + 1)]
    rest, attributes = _attributes(following)
    behind = stop + 1 + len(following)
    if rest or not attributes or text[behind + 1] != "\n":
        raise _Unknown
    return f"<p{_shown(attributes)}>{words}</p>", behind


def _attributes(line: str) -> tuple[str, dict[str, str]]:
    """The line without its attributes, and these."""
    found = _ATTRIBUTES.search(line)
    if not found:
        return line, {}
    names = found[1].split()
    classes = [name[1:] for name in names if name[0] == "."]
    attributes = {"class": " ".join(classes)} if classes else {}
    for name in names:
        if name[0] == "#":
            attributes["id"] = name[1:]
    return line[: found.start()], attributes


def _shown(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{attributes[name]}"' for name in sorted(attributes))


def _check(words: str) -> None:
    """Raises _Unknown when Markdown would see more in a line than its words."""
    if _MARKS.search(_PASSING.sub("x", words)) or _INLINE_BLOCK.search(words):
        raise _Unknown
