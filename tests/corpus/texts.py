"""The repaired texts of the tuned notices, that every learned table is learned from."""

from __future__ import annotations

from builder.model import Repaired
from builder.repair import repair
from builder.rules import Rules
from tests.corpus import Case
from tests.extract.pages import document_of

_KEPT: dict[str, Repaired] = {}


def text_of(case: Case, rules: Rules) -> Repaired:
    """What repair makes of a tuned notice. Each is repaired once: no learned table changes what repair does."""
    if case.name not in _KEPT:
        _KEPT[case.name] = repair(document_of(case.raw, case.name), rules)
    return _KEPT[case.name]
