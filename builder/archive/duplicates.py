"""Notices that say nearly the same: two scrapes of one page, or one text on two sites.

Both are published; a maintainer is told and decides. Sentences are compared as they stand in the clean text, so copies with
other furniture, another script or other marks are still found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from builder.model import Listed, Notice

#: of the sentences of the shorter text
ALIKE = 0.8
#: fewer sentences than this prove nothing: notices share their last lines
LEAST = 3
#: a sentence that more notices share is a formula, and would make the search quadratic
_FORMULA = 40
_SENTENCE = re.compile("[^。；\n]{10,}")
_HAN = re.compile("[\u3400-\u9fff0-9]+")


class Pair(NamedTuple):
    """``later`` says nearly what ``earlier`` says; ``share`` of the sentences of the shorter one stand in both."""

    earlier: Notice
    later: Notice
    share: float


def near_duplicates(notices: Iterable[Notice]) -> Iterator[Pair]:
    """For each notice that says nearly what another says, the first such one by path."""
    ordered = sorted(notices, key=lambda notice: notice.source.path)
    sentences = [n.sentences if isinstance(n, Listed) else sentences_of(n.text) for n in ordered]
    seen: dict[int, list[int]] = {}
    for at, own in enumerate(sentences):
        shared = Counter(other for sentence in own for other in seen.get(sentence, ()))
        for other, count in sorted(shared.items()):
            shorter = min(len(own), len(sentences[other]))
            if count >= LEAST and count >= ALIKE * shorter:
                yield Pair(ordered[other], ordered[at], count / shorter)
                break
        for sentence in own:
            holders = seen.setdefault(sentence, [])
            if len(holders) < _FORMULA:
                holders.append(at)


def sentences_of(text: str) -> tuple[int, ...]:
    """The sentences of a text by their characters and figures alone, in order; each as a number of eight bytes of its digest."""
    bare = ("".join(_HAN.findall(sentence[0])) for sentence in _SENTENCE.finditer(text))
    return tuple(dict.fromkeys(_number(sentence) for sentence in bare if len(sentence) >= 10))


def _number(sentence: str) -> int:
    return int.from_bytes(
        blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
