"""The raw view: the text as it came, with what was removed, changed and used as evidence marked in place."""

from __future__ import annotations

import html

from markupsafe import Markup

from builder.model import Notice
from builder.rules import Rules
from builder.write.addresses import Addresses
from builder.write.markdown import render, visible
from builder.write.marks import Segment, breakable, raw_marks, segments
from builder.write.passes import pass_view
from builder.write.words import title_of

# One short tag for each mark: a raw view may hold thousands. Removed words stand above changed ones.
_TAGS = (("arc-e", "mark"), ("arc-removed", "s"), ("arc-changed", "u"))


def raw_view(notice: Notice, rules: Rules) -> str:
    """A small page of its own, outside the theme and not for search engines: the raw text with anchors and marks."""
    raw = notice.raw()
    stretches = segments(0, len(raw), list(raw_marks(notice)))
    text = "".join(_stretch(raw, segment) for segment in stretches)
    text = Markup("&#10;" + text[1:] if text[:1] == "\n" else text)  # of <pre> a browser drops a first line end
    passes = [pass_view(step, rules) for step in notice.repairs]
    return render("raw.html.j2", notice=notice, title=title_of(notice), text=text, passes=passes, here=Addresses(3))


def _stretch(raw: str, segment: Segment) -> str:
    """HTML made of escaped words and our own tags and anchors; plain strings, since there are thousands of them. No Markdown is
    read here: only what means something in HTML is escaped."""
    shown = breakable(html.escape(visible(raw[segment.start : segment.end]), quote=False))
    present = {mark.css for mark in segment.marks}
    for css, tag in reversed(_TAGS):
        if css in present and not (css == "arc-changed" and "arc-removed" in present):
            shown = f"<{tag}>{shown}</{tag}>"
    for anchor in reversed(segment.anchors):
        shown = f"{_place(anchor)}{shown}"
    return shown


def _place(anchor: str) -> str:
    """An id to link to; that of a clause leads back to it. Its sign is the style sheet's: the words stay the raw ones."""
    clause = f" href=../#{anchor} title={anchor}" if anchor.startswith("c") else ""
    return f"<a id={anchor}{clause}></a>"
