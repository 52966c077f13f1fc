"""Runs whose GBK bytes were read one byte late: ``確?！笆奈濉鞭D(zhuǎn)型`` for ``確保“十四五”轉型``.

They come from a program that put pinyin and marks between the *bytes* of a text. They are found here;
``runs.py`` restores those of which one reading is left and marks the rest. Other cures must not touch them, since their
brackets and letters are bytes of something else.

A run begins where a lead byte lost its partner (``?`` and a mark, or ``?`` and a reading without its opening bracket)
and ends where the last byte was left over as one ASCII letter (``D(zhuǎn)``) or lost too (``?lián)``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.repair.glosses import LETTERS
from builder.text.script import HAN

_GLOSS = re.compile(f"[{HAN}]\\([{LETTERS}]{{1,7}} ?\\)")
_LONGEST = 40
#: without a gloss at its end a run is believed only when it is short, in a text full of glosses
_SHORT = 14
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READING = f"(?=[a-zü]{{0,6}}[{_TONED}])[{LETTERS}]{{1,7}} ?"
_MARKS = "!！,，;；:：?？、。▍"
#: `?` + reading + `)`, or `?` + mark + what no mark is followed by after a question: nothing that a person writes
_START = re.compile(f"\\?(?:(?P<orphan>{_READING}\\))|(?=[{_MARKS}][{HAN}“”‘’《》—…@-~]))")
_END = re.compile(f"(?<=[{HAN}{_MARKS}“”])(?:[@-~]\\({_READING}\\)|\\?{_READING}\\))")
_BARE_END = re.compile(f"(?<=[{HAN}])[@-~](?![@-~])")
_BREAK = re.compile("[\n。]")


def find_stepped_runs(text: str) -> list[tuple[int, int]]:
    """The spans of stepped runs, ordered and disjoint."""
    return list(_runs(text)) if "?" in text else []


def _runs(text: str) -> Iterator[tuple[int, int]]:
    reached = 0
    for start in _START.finditer(text):
        if start.start() >= reached:
            end = _end_of_run(text, start)
            if end:
                yield start.start(), end
                reached = end


def _end_of_run(text: str, start: re.Match[str]) -> int | None:
    """Where the run ends; None when nothing proves that there is one."""
    broken = _BREAK.search(text, start.end() + 1, start.end() + _LONGEST)
    limit = broken.start() if broken else min(len(text), start.end() + _LONGEST)
    end = _END.search(text, start.end(), limit)
    if end:
        return end.end()
    bare = _BARE_END.search(text, start.end(), min(limit, start.end() + _SHORT))
    if start.group("orphan"):
        return bare.end() if bare else start.end()
    return bare.end() if bare and len(_GLOSS.findall(text)) >= 3 else None
