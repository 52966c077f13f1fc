"""The dev corpus as values: ``load("tuned")`` gives its notices, each with its damaged page and the answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import opencc
import yaml

from builder.repair.script import looks_traditional
from tests.damage import damage_page, lost_widths

FOLDER = Path(__file__).parent
PARTS = ("tuned", "unseen")


class Case(NamedTuple):
    """One notice of the corpus. ``raw`` is the page after its damage, ``clean`` what repair should make of it."""

    name: str
    raw: str
    lines: tuple[tuple[str, str], ...]  #: (role, words) of each line before the damage
    clean: str
    damage: tuple[str, ...]
    gold: dict[str, Any]


@cache
def load(part: str) -> tuple[Case, ...]:
    """The notices of this part, by name; read once, for every test that asks."""
    return tuple(read(path) for path in files(part))


def files(part: str) -> list[Path]:
    """Where the notices of this part stand, by name."""
    return sorted((FOLDER / part).glob("*.yaml"))


def read(path: Path) -> Case:
    """One notice."""
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    lines = tuple((role, str(words)) for role, words in data["page"])
    damage = tuple(data.get("damage") or ())
    raw = damage_page(data.get("gap", "\n").join(words for _, words in lines), damage)
    return Case(path.stem, raw, lines, _clean(lines, damage), damage, data.get("gold") or {})


def _clean(lines: tuple[tuple[str, str], ...], damage: tuple[str, ...]) -> str:
    """The body lines, simplified; without the widths that folding loses for good (a full-width dot, a wide blank)."""
    clean = "\n".join(words.strip() for role, words in lines if role == "body").strip()
    if looks_traditional(clean):
        clean = opencc.OpenCC("t2s").convert(clean).replace("衞", "卫")
    return lost_widths(clean) if "fold" in damage else clean
