"""Addresses that outlive their notice: one that was replaced leads on, one that was withdrawn says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder.rules.withdrawn import Withdrawn
from builder.write import front_matter
from builder.write.addresses import Addresses
from builder.write.markdown import render


def redirects(moved: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """For each old id a small page of its own that leads to the notice that took its place."""
    for old, new in sorted(moved.items()):
        page = render("moved.html.j2", old=old, new=new, here=Addresses(2))
        yield f"notices/{old}/index.html", page.encode("utf-8")


def tombstones(withdrawn: Iterable[Withdrawn]) -> Iterator[tuple[str, bytes]]:
    """For each withdrawn notice a page that says why and when. It stands in no list and no search."""
    for entry in withdrawn:
        values = {"title": f"已撤下 Withdrawn {entry.id}", "robots": "noindex"}
        page = render("withdrawn.md.j2", entry=entry, here=Addresses(2))
        yield f"notices/{entry.id}/index.md", front_matter.page(values, page)
