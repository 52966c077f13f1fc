"""Plain lists of notices: by year where there are several, cut by year and month, or by number, where they are long."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from typing import Any

from builder.model import Notice
from builder.write.addresses import Addresses
from builder.write.at_a_glance import by_year
from builder.write.coded import Branch, Limb, limbs, title_of_part, weights_of, when_of
from builder.write.page import Page, make
from builder.write.split import ELSEWHERE, UNDATED, Item, Part, split, years_cut
from builder.write.unit import Prints, digest
from builder.write.words import Words


def shelf_pages(
    folder: str, title: Words, notices: tuple[Notice, ...], prints: Prints, lead: Words | None = None
) -> Iterator[Page]:
    """A plain list of notices, by year where there are several; cut by year and month where it is long."""
    parts = split(item_of(notice, prints, numbers=False) for notice in notices)
    total = len(notices)
    for part in parts:
        own = tuple(item.value for item in part.items)
        name = title_of_part(title, part, month_of_year) if part.steps else title
        path, shown = f"{folder}/{part.below}index.md", None if part.steps else lead
        yield _shelf_page(path, name, shown, own, len(own), inputs=digest(title, prints.all(own)))
    if parts[0].steps:
        yield _shelf_page(f"{folder}/index.md", title, lead, (), total, limbs(parts, length, month_of_year))
    for year, pages in years_cut(parts).items():
        name = title_of_part(title, Part((year,), ()), month_of_year)
        inner = [limb.within(year) for limb in limbs(pages, length, month_of_year)]
        yield _shelf_page(f"{folder}/{year}/index.md", name, None, (), sum(map(length, pages)), inner)


def _shelf_page(
    path: str,
    title: Words,
    lead: Words | None,
    notices: tuple[Notice, ...],
    total: int,
    cut: Iterable[Limb] = (),
    inputs: str = "",
) -> Page:
    return make(
        path, title, "shelf.md.j2", inputs, lambda: {"piles": by_year(notices)},
        lead=lead, total=total, limbs=tuple(cut), steps=(), step=1,
    )  # fmt: skip


def numbered_page(folder: str, title: Words, number: int, count: int, template: str, **values: Any) -> Page:
    """One page of a list that is cut by number only; the first stands at the address of the list."""
    name = title if number == 1 else Words(f"{title.zh}（{number}）", f"{title.en} {number}")
    path = f"{folder}/index.md" if number == 1 else f"{folder}/{number}/index.md"
    here = Addresses(path.count("/"))
    steps = [
        Branch(Words(f"{step}", ""), here.page(folder if step == 1 else f"{folder}/{step}"), step)
        for step in range(1, count + 1)
    ]
    return make(path, name, template, steps=steps, step=number, **values)


def item_of(notice: Notice, prints: Prints, numbers: bool = True) -> Item:
    when = when_of(notice)
    weights = prints.weights(notice, weights_of)
    weight = weights.row + (weights.numbers if numbers else 0)
    return Item(when[:4] or UNDATED, when[5:] or ELSEWHERE, weight, notice)


def length(part: Part) -> int:
    return len(part.items)


def month_of_year(step: str) -> Words:
    return (
        Words("月份不详", "month unknown")
        if step == ELSEWHERE
        else Words(f"{int(step)}月", calendar.month_name[int(step)])
    )
