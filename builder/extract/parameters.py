"""The numbers that a clause states, typed, and whom and what it binds in its own words.

Patterns read numbers that stand beside the words they belong to; numbers that are labels (四早, 18条, 第2轮) match none. What no
pattern reads is typed by the words around it where they leave little doubt (``unread.py``), and told with little certainty. To
which measure of the clause each of them belongs is decided in ``belonging.py``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.extract.clauses import Clause
from builder.extract.unread import candidates, typed
from builder.model import Parameter, Repaired, Target
from builder.rules.coding import by_list
from builder.rules.parameters import ParameterPattern, ParameterRules
from builder.rules.unread import NONE
from builder.text.numerals import number

Span = tuple[int, int]
_SCALE = {"成": 10, "千": 1_000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Reading:
    """A value that was read at ``[start, end)`` of a clause; ``at`` is where its number stands."""

    type: str
    value: float | tuple[float, float] | str
    unit: str | None
    sign: str
    certainty: str
    start: int
    end: int
    at: int

    @property
    def span(self) -> range:
        """The places of its characters."""
        return range(self.start, self.end)


#: 「8.100人以上的活动」: the number of an item is no part of the number behind it
_LABEL = re.compile(r"\s*\d{1,2}[.．、](?=\d)")


def read_values(words: str, rules: ParameterRules) -> list[Reading]:
    """The values of a clause, in its order; of two that share a number the earlier pattern of the table wins."""
    label = _LABEL.match(words)
    words = " " * label.end() + words[label.end() :] if label else words
    able = by_list(rules.index.able(words))
    found: list[Reading] = []
    numbers: set[int] = set()  # where those read stand
    covered: dict[str, set[int]] = defaultdict(set)  # the characters of those of each type
    for listed, own in able.items():  # in the order of the table
        pattern = rules.by_list[listed]
        if pattern.needs and not pattern.needs.search(words):
            continue
        for match in (match for one in own for match in one.regex.finditer(words)):
            reading = _read(match, pattern, words, rules)
            if reading and reading.at not in numbers and covered[reading.type].isdisjoint(reading.span):
                found.append(reading)
                numbers.add(reading.at)
                covered[reading.type].update(reading.span)
    found += _unread(words, found, rules)
    return sorted(found + _tiers(words, rules), key=lambda reading: (reading.start, reading.end))


def _unread(words: str, found: Sequence[Reading], rules: ParameterRules) -> Iterator[Reading]:
    """The values outside those that patterns found."""
    taken = set[int]().union(*(reading.span for reading in found))
    for one in candidates(words) if rules.unread.words else ():
        if one.at in taken or one.word not in rules.unread.words:
            continue
        told = compared(words[: one.at].rstrip(), words[one.bare :], rules) or NONE
        what = typed(words, one, told, rules.unread, rules.units)
        if what and taken.isdisjoint(range(what.start, one.end)):
            taken.update(range(what.start, one.end))
            yield Reading(what.type, one.value, what.unit, what.sign, "low", what.start, one.end, one.at)


def _read(match: re.Match[str], pattern: ParameterPattern, words: str, rules: ParameterRules) -> Reading | None:
    groups = match.groupdict()
    if pattern.voids and pattern.voids.search(words[max(0, match.start() - 12) : match.end()]):
        return None
    at = match.start(next((name for name in ("n", "word", "day", "u") if groups.get(name)), 0))
    value, sign = _value(groups, pattern), _sign(match, words, pattern, rules)
    if value is None:
        return None
    unit = pattern.unit or rules.units.get(groups.get("u") or "")
    if pattern.type == "frequency" and pattern.unit is None:
        interval = _number(groups["p"]) if groups.get("p") else 1
        if interval is None:
            return None
        unit = f"per {_plain(interval)} {rules.units[groups['u']]}"
    if isinstance(value, tuple):
        sign = "between"
    elif pattern.type == "capacity" and value == 1:
        return None  # 「一个采样点」 counts nothing
    return Reading(pattern.type, value, unit, sign, pattern.certainty, match.start(), match.end(), at)


def _value(groups: dict[str, str | None], pattern: ParameterPattern) -> float | tuple[float, float] | str | None:
    if groups.get("word"):
        return pattern.words[groups["word"]]
    if groups.get("day"):
        return _date(groups)
    if not groups.get("n"):
        return 1 if pattern.type == "frequency" else None
    low = _number(groups["n"])
    if low is None:
        return None
    low = (low + _tenths(groups.get("tenth"))) * _SCALE.get(groups.get("scale") or "", 1)
    high = _number(groups["m"]) if groups.get("m") else None
    return low if high is None else (low, high * _SCALE.get(groups.get("over") or "", 1))


def _tenths(word: str | None) -> float:
    """What stands behind a unit: 「一米五」, 「一米半」, 「七成五」."""
    return 0 if not word else 0.5 if word == "半" else (number(word) or 0) / 10


def _number(words: str) -> float | None:
    whole, point, part = words.partition("点")
    if point:
        return (number(whole) or 0) + _tenths(part)
    return float(words) if "." in words else number(words)


def _plain(value: float) -> str:
    return f"{value:g}"


def _date(groups: dict[str, str | None]) -> str | None:
    """A day, or without its year a partial date; the end of a month is its last day (of February only in a known year)."""
    year, month, day = groups.get("year"), int(number(groups["month"] or "") or 0), groups["day"] or ""
    if not 1 <= month <= 12:
        return None
    if day.endswith("日"):
        last = int(number(day.rstrip("日")) or 0)
    elif month == 2 and not year:
        return None
    else:
        last = monthrange(int(year or 2021), month)[1]
    return f"{year or '-'}-{month:02d}-{last:02d}" if 1 <= last <= 31 else None


def _sign(match: re.Match[str], words: str, pattern: ParameterPattern, rules: ParameterRules) -> str:
    told = ("n", "day", "word") if pattern.type == "duration" else ("n", "day")  # 「不超过半小时」
    name = next((name for name in told if match.groupdict().get(name)), None)
    if name is None or pattern.type == "deadline" or (pattern.type == "duration" and "内" in match.group()):
        return pattern.sign  # what does not happen within three days lasts three days
    before, after = words[: match.start(name)].rstrip(), words[match.end(name) :]
    return compared(before, after, rules) or pattern.sign


def compared(before: str, after: str, rules: ParameterRules) -> str | None:
    """The comparator that the words before or behind a number tell."""
    scale = re.match(r"[万千亿]?(?:元|人份|张|间|家|个)?", after)
    after = after[scale.end() :] if scale else after
    for comparator in rules.comparators:
        if comparator.before.search(before[-16:]) or (after and comparator.after.search(after)):
            return comparator.sign
    return None


def _tiers(words: str, rules: ParameterRules) -> list[Reading]:
    """The risk tiers that select a rule here, each once: those that a consequence follows closely."""
    if "风险" not in words:
        return []
    matches = [(value, _ruling(pattern, words, rules)) for value, pattern in rules.tiers]
    return [
        Reading("risk_level", value, None, "=", "stated", match.start(), match.end(), match.start())
        for value, match in matches
        if match
    ]


#: how far behind a tier its consequence may stand
_TIER_REACH = 40


def _ruling(tier: re.Pattern[str], words: str, rules: ParameterRules) -> re.Match[str] | None:
    return next(
        (
            match
            for match in tier.finditer(words)
            if rules.tier_rules.search(words, match.end(), match.end() + _TIER_REACH)
        ),
        None,
    )


# --- as the record holds them --------------------------------------------------------------------------------------------


#: how far in front of a number its people and its anchor may stand
_BACK = 200


def parameters_of(
    readings: Iterable[Reading], clause: Clause, rules: ParameterRules, repaired: Repaired
) -> tuple[Parameter, ...]:
    """The values as the record holds them."""
    return tuple(
        Parameter(
            type=reading.type,
            value=reading.value,
            unit=reading.unit,
            comparator=reading.sign,
            evidence=repaired.evidence_in_text(*_trimmed(clause, reading)),
            subject=_last(rules.targets["people"], clause.words[max(0, reading.start - _BACK) : reading.start]),
            anchor=_last(rules.anchors, clause.words[max(0, reading.end - _BACK) : reading.end]),
            certainty=reading.certainty,
        )
        for reading in readings
    )


def _trimmed(clause: Clause, reading: Reading) -> Span:
    words = clause.words[reading.start : reading.end]
    return (
        clause.start + reading.start + len(words) - len(words.lstrip()),
        clause.start + reading.end - len(words) + len(words.rstrip()),
    )


def _last(patterns: Iterable[re.Pattern[str]], words: str) -> str | None:
    """The words nearest to the end that one of the patterns names."""
    matches = [match for pattern in patterns for match in pattern.finditer(words)]
    return max(matches, key=lambda match: match.end()).group() if matches else None


def find_target(words: str, rules: ParameterRules) -> Target:
    """Whom and what the telling words bind: for each the first that they name."""
    first: dict[str, re.Match[str]] = {}
    for name, pattern in rules.targets_by_words.able(words):
        match = pattern.search(words)
        if match and (name not in first or _place(match) < _place(first[name])):
            first[name] = match
    return Target(**{name: first[name].group() if name in first else None for name in rules.targets})


def _place(match: re.Match[str]) -> Span:
    """Earlier is less, and of two that begin together the longer."""
    return match.start(), -match.end()
