"""What a page says about itself in its metadata, which the readers write at the head of the raw text, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.repair.case import Case
from builder.text.edits import Edit

_FACTS = re.compile(r"(?:⟦[A-Za-z0-9][A-Za-z0-9:._-]{0,39}⟧ [^\n]+\n)+")


def drop_page_facts(text: str, case: Case) -> Iterator[Edit]:
    """Takes the facts off the page before anything else looks at it.

    They are no words of the document and none that a reader sees: a day among them is as often that of the last change or of the
    visit, and a finder that met it on the page would take it for the day of publication. Whoever needs a fact finds it by its
    name in ``RawDocument.page_facts``, with its place in the raw text.
    """
    block = _FACTS.match(text) if text.startswith("⟦") else None
    if block:
        yield Edit(0, block.end(), block[0], "")
