"""A page below ``docs/``, made of a template and values."""

from __future__ import annotations

from typing import Any, NamedTuple

from builder.write import words
from builder.write.addresses import Addresses
from builder.write.markdown import render
from builder.write.words import Words


class Page(NamedTuple):
    """A page below ``docs/``: its path, its front matter, its Markdown body."""

    path: str
    values: dict[str, Any]
    body: str


def make(path: str, title: Words, template: str, **values: Any) -> Page:
    """The page at ``path``; its addresses are seen from there."""
    depth = path.count("/")
    front = {"title": f"{title.zh} {title.en}".strip()}
    return Page(path, front, render(template, title=title, here=Addresses(depth), w=words, **values))
