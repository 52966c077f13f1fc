"""Characters that a filter masked: ``新冠病*`` for ``新冠病毒``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case
from builder.text.edits import Edit
from builder.text.script import HAN

#: what filters write in a character's place; a cross, a ring or a box means something of its own elsewhere
MASKS = "*＊×✕✖○◯●□■█▇▓◆★☆＿_"
#: of these a form has many: 发病□ 治愈□
BOXES = "○◯●□■█▇▓◆★☆＿_"
_FOLLOWED = re.compile(f"[{HAN}，。、；：”）]")


def fill_masked_characters(text: str, case: Case) -> Iterable[Edit]:
    """Fills a masked character where the table knows one word only that fits; phone numbers with ``****`` stay."""
    rule = case.tables.by_code["fill_masked_characters"]
    if rule.any_word is None:
        return ()
    plain = text
    for mask in MASKS[1:]:
        plain = plain.replace(mask, "*")
    fills = dict(rule.rewrites)
    edits = []
    for word in rule.any_word.finditer(plain):
        at = word.start() + word.group().index("*")
        alone = plain[at - 1 : at] != "*" and plain[at + 1 : at + 2] != "*"
        if alone and (text[at] not in BOXES or _FOLLOWED.match(text, at + 1)):
            edits.append(Edit(at, at + 1, text[at], fills[word.group()][word.group().index("*")]))
    return edits
