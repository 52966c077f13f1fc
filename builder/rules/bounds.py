"""Repeats without a bound in a pattern: a page that holds a long run of what they repeat is searched to the run's end from each
place in it, so that a page twice as long takes four times as long. With bounds the time grows with the length alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""\\. | \[\^?\]?(?:\\.|[^\]\\]){0,9999}\] | (?P<open>\() | (?P<close>\))
    | (?P<endless>(?:[*+]|\{\d{1,9},\})[?+]?) | (?P<bounded>(?:\?|\{\d{0,9},?\d{1,9}\})[?+]?) | .""",
    re.VERBOSE | re.DOTALL,
)


def endless_repeats(pattern: str) -> Iterator[tuple[int, str, str]]:
    """Each repeat without a bound: where it ends, what stands there (``\\s*``), what may stand there instead (``\\s{0,8}``)."""
    opened: list[int] = []
    start = 0  #: where the last atom began
    for token in _TOKEN.finditer(pattern):
        if token["endless"]:
            piece = pattern[start : token.start()]
            yield token.end(), piece + token["endless"], piece + _bounded(piece, token["endless"])
        elif token["open"]:
            opened.append(token.start())
        elif token["close"]:
            start = opened.pop() if opened else 0
        elif not token["bounded"]:
            start = token.start()


def _bounded(piece: str, repeat: str) -> str:
    braced = repeat[0] == "{"
    least = repeat[1 : repeat.index(",")] if braced else str(int(repeat[0] == "+"))
    manner = repeat[repeat.index("}") + 1 :] if braced else repeat[1:]
    return f"{{{least},{_most(piece)}}}{manner}"


def _most(piece: str) -> int:
    """How many of it a page holds in a row, and some more."""
    if piece in (".", r"\S") or piece.startswith("[^"):
        return 200
    if piece in (r"\s", r"\d", "[0-9]") or piece.startswith("("):
        return 9
    return 9 if _FIGURES.fullmatch(piece) else 40


_FIGURES = re.compile(r"\[(?:\\d|[-0-9.,〇零一二三四五六七八九十百两]){1,40}\]")
