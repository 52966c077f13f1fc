"""The raw view: the text as it came, with what was removed, changed and used as evidence marked in place."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import takewhile

from markupsafe import Markup

from builder.model import Notice
from builder.rules import Rules
from builder.write.addresses import Addresses
from builder.write.markdown import render, visible
from builder.write.marks import Segment, breakable, raw_marks, segments
from builder.write.passes import pass_view
from builder.write.words import title_of

# One short tag for each mark: a raw view may hold thousands. Evidence is around what was done to it.
_EVIDENCE, _REMOVED, _CHANGED = "mark", "s", "u"


def raw_view(notice: Notice, rules: Rules) -> str:
    """A small page of its own, outside the theme and not for search engines: the raw text with anchors and marks."""
    raw = notice.raw()
    stretches = segments(0, len(raw), list(raw_marks(notice)))
    text = "".join(_pieces(raw, stretches))
    text = Markup("&#10;" + text[1:] if text[:1] == "\n" else text)  # of <pre> a browser drops a first line end
    passes = [pass_view(step, rules) for step in notice.repairs]
    return render("raw.html.j2", notice=notice, title=title_of(notice), text=text, passes=passes, here=Addresses(3))


def _pieces(raw: str, stretches: Iterable[Segment]) -> Iterator[str]:
    """HTML made of escaped words and our own tags and anchors; plain strings, since there are thousands of them. No Markdown is
    read here: only what means something in HTML is escaped. A tag stays open while stretches are marked the same way."""
    opened: tuple[str, ...] = ()
    for segment in stretches:
        words = raw[segment.start : segment.end]
        tags = _tags(segment, words, opened)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, tags, strict=False)))
        yield from (f"</{tag}>" for tag in reversed(opened[kept:]))
        yield from (f"<{tag}>" for tag in tags[kept:])
        yield from map(_place, segment.anchors)
        yield breakable(html.escape(visible(words), quote=False))
        opened = tags
    yield from (f"</{tag}>" for tag in reversed(opened))


def _tags(segment: Segment, words: str, opened: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a stretch, the outer first. What was removed is no longer said to be changed; on a line end no mark is seen, so
    that a changed one is marked as the words before it."""
    present = {mark.css for mark in segment.marks}
    if present == {"arc-changed"} and not words.strip("\r\n"):
        return () if _EVIDENCE in opened else opened
    done = _REMOVED if "arc-removed" in present else _CHANGED if "arc-changed" in present else ""
    return tuple(tag for tag in (_EVIDENCE if "arc-e" in present else "", done) if tag)


def _place(anchor: str) -> str:
    """An id to link to; that of a clause leads back to it. Its sign is the style sheet's: the words stay the raw ones."""
    clause = f" href=../#{anchor} title={anchor}" if anchor.startswith("c") else ""
    return f"<a id={anchor}{clause}></a>"
