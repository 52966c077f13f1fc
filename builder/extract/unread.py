"""Numbers that no pattern reads.

A pattern of ``parameters.yaml`` names the words around a number. Where none does, the words are weighed: what stands right before
and behind the number, the unit or classifier, and what else is said between the same commas. What each sign weighs for each type
of parameter, or for none (a label, a day, a count of cases), and for each comparator, stands in ``unread.tsv``, learned from
numbers that people typed (``tests/corpus/unread.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from builder.rules.unread import NONE, SIGN, TYPE, Unread
from builder.text.numerals import NUMERAL, number

SCALE = {"成": 10, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = rf"\d{{1,12}}(?:\.\d{{1,9}})?|[{NUMERAL}]{{1,5}}"
_NUMBER = re.compile(rf"(?<![\d.{NUMERAL}万亿])(?:{_DIGITS})")
_PERIOD = "分钟|个?小时|天|日|晚|周|个?星期|个?月|个?季度"
_EVERY = re.compile(rf"每(?:{_PERIOD})")
#: the upper end of a range, behind the lower
_UPPER = re.compile(rf"(?:[天日人名次元米%]|小时)?(?:[—–\-~～－至到]{{1,2}})({_DIGITS})")
_UNIT = re.compile(r"\s{0,3}(个?(?:小时|工作日|星期|季度|月)|分钟|人次|人份|个人|[^\s\d])")
_INTERVAL = re.compile(rf"(每隔?|隔)?({_DIGITS})?({_PERIOD})")
_COMMA = re.compile(r"[，。；：！？\n]")
#: a value that is this likely is taken; chosen where writers' numbers are typed by what other writers teach
LIKELY = 0.6
#: a unit of the table that is told by the interval in front of the number
INTERVAL = "interval"
#: how many characters before and behind a number are heard
_BEFORE, _BEHIND = 14, 12
#: the longest string right beside a number, and the lengths of those further away
_BESIDE, _AROUND = 4, (2, 3)


@dataclass(frozen=True)
class Candidate:
    """A number of a clause: where it stands, the unit word behind it, and for what happens often its interval."""

    start: int
    end: int  #: behind the unit word
    at: int
    bare: int  #: behind the number, in front of the unit word
    value: float | tuple[float, float]
    word: str
    words: str  #: those of the clause

    @cached_property
    def interval(self) -> tuple[float, str, int] | None:
        """Of so many of this unit word, and where it begins; looked for when first asked: most numbers are labels and days."""
        if self.bare == self.end:  # 「每天」 is number and unit in one
            return 1, self.words[self.start + 1 : self.end], self.start
        return _interval(self.words, self.start)


def candidates(words: str) -> Iterator[Candidate]:
    """The numbers of a clause that may be values, in its order; 「每天」 is one, too."""
    reached = 0
    for match in _NUMBER.finditer(words):
        low, end = plain_number(match.group()), match.end()
        if low is None or match.start() < reached:
            continue  # the upper end of a range
        upper = _UPPER.match(words, end)
        high = plain_number(upper.group(1)) if upper else None
        if upper and high is not None and high > low:
            end = upper.end()
        scale = SCALE.get(words[end : end + 1], 1)
        end = reached = end + (scale != 1)
        unit = _UNIT.match(words, end)
        if unit:
            value = low * scale if high is None or high <= low else (low * scale, high * scale)
            start = match.start()
            yield Candidate(start, unit.end(), start, end, value, unit.group(1), words)
    for match in _EVERY.finditer(words):
        start, end = match.span()
        yield Candidate(start, end, start, end, 1, match.group(), words)


def plain_number(words: str) -> float | None:
    """The number of digits, with a point or without, or of numerals."""
    return float(words) if "." in words else number(words)


def _interval(words: str, at: int) -> tuple[float, str, int] | None:
    """The last interval in front of a number, between the same commas: 「每两天做」, 「48小时」."""
    first = max(0, at - 2 * _BEFORE)
    begin = max((match.end() for match in _COMMA.finditer(words, first, at)), default=first)
    found = [match for match in _INTERVAL.finditer(words, begin, at) if match.group(1) or match.group(2)]
    if not found:
        return None
    each, many, unit = found[-1].groups()
    size = plain_number(many) if many else 1
    if not size:
        return None
    return size + ("隔" in (each or "") and not (many and "小时" in unit)), unit, found[-1].start()


def signs(words: str, one: Candidate) -> set[str]:
    """What speaks for a type, by the names of the table."""
    behind, before = _shown(words[one.bare : one.bare + _BEHIND]), _shown(words[max(0, one.at - _BEFORE) : one.at])
    written = words[one.at : one.bare]
    unit = one.word
    found = {f"= {written}", f"= {written}{unit}", f"{'0' if written[:1].isdigit() else '一'}{unit}", f"unit {unit}"}
    found.add("every" if one.interval else "once")
    for length in range(1, _BESIDE + 1):
        found |= {f"> {behind[:length]}", f"< {before[-length:]}"}
    found |= {f"< {before[-length:]}|{unit}" for length in (1, 2)}
    for side, stretch in ((">>", _COMMA.split(behind)[0]), ("<<", _COMMA.split(before)[-1])):
        for length in _AROUND:
            found.update(f"{side} {stretch[at : at + length]}" for at in range(len(stretch) - length + 1))
        found.update(f"{side} {stretch[at : at + 2]}|{unit}" for at in range(len(stretch) - 1))
    return {sign.strip() for sign in found}


def comparing(words: str, one: Candidate, type: str, told: str) -> set[str]:
    """What speaks for a comparator of a value of this type, where the words that compare tell one, or none."""
    behind, before = _shown(words[one.bare : one.bare + _BEHIND]), _shown(words[max(0, one.at - _BEFORE) : one.at])
    found = {f"told {told}", f"told {told}|{type}", f"type {type}", f"type {type}|{one.word}"}
    for length in range(1, _BESIDE + 1):
        found |= {f"> {behind[:length]}", f"< {before[-length:]}"}
        found |= {f"> {behind[:length]}|{type}", f"< {before[-length:]}|{type}"}
    for side, stretch in ((">>", _COMMA.split(behind)[0]), ("<<", _COMMA.split(before)[-1])):
        found.update(f"{side} {stretch[at : at + 2]}" for at in range(len(stretch) - 1))
    return {sign.strip() for sign in found}


@dataclass(frozen=True)
class Typed:
    """What a number is taken for."""

    type: str
    unit: str
    sign: str
    start: int


def typed(words: str, one: Candidate, told: str, table: Unread, units: Mapping[str, str]) -> Typed | None:
    """What a number is by the words around it; None where that is not likely enough. ``told`` is the comparator that words beside
    it tell, or ``none``; ``units`` are the unit words of intervals."""
    if one.word not in table.words:
        return None
    type, likely = table.likeliest(TYPE, signs(words, one))
    unit = table.units.get((type, one.word))
    if unit == INTERVAL:
        unit = unit_of(one, units)
    if type == NONE or likely < LIKELY or unit is None:
        return None
    start = one.interval[-1] if type == "frequency" and one.interval else one.start
    if isinstance(one.value, tuple):
        return Typed(type, unit, "between", start)
    return Typed(type, unit, table.likeliest(SIGN, comparing(words, one, type, told), ("between",))[0], start)


def unit_of(one: Candidate, units: Mapping[str, str]) -> str | None:
    """The unit of something that happens so often in an interval."""
    if one.interval is None:
        return None
    many, word, _ = one.interval
    unit = units.get(word) or units.get(word.removeprefix("个"))
    return f"per {many:g} {unit}" if unit else None


_DIGIT, _BLANK = re.compile(r"\d+"), re.compile(r"\s+")


def _shown(words: str) -> str:
    """Digits are alike, blanks are none."""
    return _DIGIT.sub("0", _BLANK.sub("", words))
