"""What copying sites put into running text: their address in the middle of a word, a line feed and a running number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.repair.case import Case, deletions
from builder.text.edits import Edit

_ADDRESS = re.compile(
    "(?:内容|本文|文章)(?:来自|来源于?|转自|摘自|首发于?)(?:https?://)?www\\.[a-z0-9-]{1,40}(?:\\.[a-z0-9-]{1,20}){1,3}(?:/[a-z0-9./_-]{0,60})?"
)
_NUMBER = re.compile("\n\\d{1,2}、")
_FINISHED = re.compile("[。；：！？…”）》;:!?)\\s]")


def drop_injected_addresses(text: str, case: Case) -> Iterable[Edit]:
    """Deletes 内容来自www.… within a line. Alone on its line it is the page's own and its role tells."""
    if "www." not in text:
        return ()
    return [edit for edit in deletions(text, _ADDRESS) if text[max(0, edit.start - 1) : edit.start].strip()]


def join_numbered_breaks(text: str, case: Case) -> Iterable[Edit]:
    """Deletes a line feed and a number in the middle of a sentence: ``要求各\\n2、地落实``.

    Only where every such number of the text follows a long line that has not ended; then they count nothing.
    """
    found = list(_NUMBER.finditer(text))
    if not found or not all(_breaks_a_sentence(text, number) for number in found):
        return ()
    return [Edit(number.start(), number.end(), number.group(), "") for number in found]


def _breaks_a_sentence(text: str, number: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, number.start()) + 1 : number.start()]
    return len(line) >= 40 and "，" in line and not _FINISHED.match(line[-1])
