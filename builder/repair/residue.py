"""What is left of a page's markup in its text, and what a forum put between the lines against copying."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from builder.repair.case import Case
from builder.text.edits import Edit
from builder.text.script import HAN

_BLOCK = "p|br|div|tr|li|ul|ol|table|tbody|h[1-6]|section|article|center|hr"
_INLINE = "span|strong|b|i|u|em|font|a|img|td|th|s|sub|sup|o:p|st1:[a-z]{1,20}"
_TAG = re.compile(f"<\\s*/?\\s*(?:(?P<block>{_BLOCK})|{_INLINE})(?:\\s[^<>\n]{{0,300}})?\\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(
    "&(?:nbsp|ensp|emsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|#\\d{2,5}|#x[0-9a-f]{2,4});"
)
_JAMMER = re.compile(
    f"^(?:[!-~]{{1,2}} ){{3,30}}[!-~]{{1,2}} ?(?=[{HAN}])|(?<=[{HAN}。；，！？]) ?(?:[!-~]{{1,2}} ){{3,30}}[!-~]{{1,2}}$",
    re.M,
)
#: two of its tokens: cheap to look for, since a blank comes first
_TOKENS = re.compile(" [!-~]{1,2} [!-~]{1,2} ")
_MIXED = re.compile("[a-zA-Z][!-/:-@\\[-`{-~0-9]|[!-/:-@\\[-`{-~0-9][a-zA-Z]")


def drop_markup(text: str, case: Case) -> Iterable[Edit]:
    """Deletes tags that stand in the text; those that begin a paragraph or a line become a line feed."""
    if "<" not in text:
        return ()
    return [
        Edit(tag.start(), tag.end(), tag.group(), "\n" if tag.group("block") else "") for tag in _TAG.finditer(text)
    ]


def read_entities(text: str, case: Case) -> Iterable[Edit]:
    """Writes ``&nbsp;`` and its like as the characters that they name."""
    if "&" not in text:
        return ()
    return [
        Edit(found.start(), found.end(), found.group(), html.unescape(found.group()).replace("\u00a0", " "))
        for found in _ENTITY.finditer(text)
    ]


def drop_jammers(text: str, case: Case) -> Iterable[Edit]:
    """Deletes rows of one- and two-letter rubbish (``1 o# x5 R T4 k' W``) at the rim of Chinese lines.

    A row of plain figures or letters is a table; rubbish mixes letters with marks and digits.
    """
    if not _TOKENS.search(text) or not _MIXED.search(text):
        return ()
    return [
        Edit(row.start(), row.end(), row.group(), "")
        for row in _JAMMER.finditer(text)
        if len(_MIXED.findall(row.group())) >= 2
    ]
