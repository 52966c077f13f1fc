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

import numpy as np
from numpy.typing import NDArray

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
    sentences = [
        np.frombuffer(n.sentences if isinstance(n, Listed) else sentences_of(n.text), np.int64) for n in ordered
    ]
    seen: dict[int, list[int]] = {}
    for at, own in enumerate(_worth_comparing(sentences)):
        shared = Counter(other for sentence in own for other in seen.get(sentence, ()))
        for other, count in sorted(shared.items()):
            shorter = min(len(sentences[at]), len(sentences[other]))
            if count >= LEAST and count >= ALIKE * shorter:
                yield Pair(ordered[other], ordered[at], count / shorter)
                break
        for sentence in own:
            holders = seen.setdefault(sentence, [])
            if len(holders) < _FORMULA:
                holders.append(at)


def _worth_comparing(sentences: list[NDArray[np.int64]]) -> Iterator[list[int]]:
    """Of each text the sentences that may show that it is a copy or has one. Of two texts that are alike the shorter one shares
    most of its sentences, so only the sentences of texts that share most of theirs with anybody are compared."""
    every = np.concatenate([*sentences, np.empty(0, np.int64)])
    lengths = np.array([len(own) for own in sentences], np.int64)
    texts = np.repeat(np.arange(len(sentences)), lengths)
    _, names, times = np.unique(every, return_inverse=True, return_counts=True)
    shared = np.bincount(texts[times[names] > 1], minlength=len(sentences))
    suspect = (shared >= LEAST) & (shared >= ALIKE * lengths)
    asked = np.zeros(len(times), np.bool_)
    asked[names[suspect[texts]]] = True
    asked &= times > 1
    ends = np.cumsum(lengths)
    for begin, end in zip(ends - lengths, ends, strict=True):
        yield every[begin:end][asked[names[begin:end]]].tolist()


def sentences_of(text: str) -> bytes:
    """The sentences of a text by their characters and figures alone, in order; each as eight bytes of its digest."""
    bare = ("".join(_HAN.findall(sentence[0])) for sentence in _SENTENCE.finditer(text))
    return b"".join(dict.fromkeys(_digest(sentence) for sentence in bare if len(sentence) >= 10))


def _digest(sentence: str) -> bytes:
    return blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest()
