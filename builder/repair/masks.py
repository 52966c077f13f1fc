"""Characters that a filter masked: ``新冠病*`` for ``新冠病毒``."""

from __future__ import annotations

from collections.abc import Iterable

from builder.repair.case import Case
from builder.text.edits import Edit


def fill_masked_characters(text: str, case: Case) -> Iterable[Edit]:
    """Fills a masked character where the table knows one word only that fits; phone numbers with ``****`` stay."""
    rule = case.tables.by_code["fill_masked_characters"]
    plain = text.replace("＊", "*")
    if "*" not in plain or rule.any_word is None:
        return ()
    fills = dict(rule.rewrites)
    edits = []
    for word in rule.any_word.finditer(plain):
        at = word.start() + word.group().index("*")
        if plain[at - 1 : at] != "*" and plain[at + 1 : at + 2] != "*":
            edits.append(Edit(at, at + 1, text[at], fills[word.group()][word.group().index("*")]))
    return edits
