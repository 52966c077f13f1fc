"""The dev corpus as values: ``load("tuned")`` gives its notices, each with its damaged page and the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.damage import damage_page

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


def load(part: str) -> list[Case]:
    """The notices of this part, by name."""
    return [read(path) for path in sorted((FOLDER / part).glob("*.yaml"))]


def read(path: Path) -> Case:
    """One notice."""
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    lines = tuple((role, str(words)) for role, words in data["page"])
    damage = tuple(data.get("damage") or ())
    raw = damage_page(data.get("gap", "\n").join(words for _, words in lines), damage)
    clean = "\n".join(words.strip() for role, words in lines if role == "body").strip()
    return Case(path.stem, raw, lines, clean, damage, data.get("gold") or {})
