"""Pictures of what the archive holds, drawn when it is built: numbers and addresses for an SVG that needs no script and no style.

Sizes are those of the picture's own grid. Fills come from classes (the style sheet knows light and dark) with patterns below
them, so that on paper, and without the style sheet, one stage can still be told from another. Each mark leads to what it
counts, and a table behind the picture says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from builder.write import words
from builder.write.coded import when_words
from builder.write.words import NO_DATE, Words

#: From the ground up: what is not said lowest, so that what is said stands out on top.
STAGES = ("unknown", "maintain", "new", "tighten", "relax", "lift")

STEP = 19
HEIGHT = 120
LEFT = 8
NAMES = 176
ROW = 19
#: A longer stretch without a month is left out: one wrong year must not make a picture of nothing.
MOST_MONTHS = 60


class Segment(NamedTuple):
    """A part of a bar."""

    stage: str
    y: int
    height: int


class Bar(NamedTuple):
    """A month: its left edge, its parts, what is written below and above it, where it leads."""

    x: int
    middle: int
    top: int
    count: int
    said: str
    tick: str
    year: str
    href: Markup | None
    segments: tuple[Segment, ...]


class Bars(NamedTuple):
    """Statements by month and stage."""

    width: int
    height: int
    base: int
    bars: tuple[Bar, ...]
    stages: tuple[tuple[str, Words], ...]


class Line(NamedTuple):
    """A row of the table behind the bars."""

    when: Words
    href: Markup | None
    counts: tuple[int, ...]
    total: int


def columns(whens: Iterable[str], empty: bool = True) -> list[str]:
    """The months from first to last, also the empty ones unless told otherwise; a year alone after its months, the unknown
    last."""
    whens = set(whens)
    known = whens - {""}
    months = sorted(when for when in known if "/" in when)
    every = set(known)
    if empty and months and _number(months[-1]) - _number(months[0]) < MOST_MONTHS:
        every |= {_month(at) for at in range(_number(months[0]), _number(months[-1]) + 1)}
    return [*sorted(every, key=_place), *sorted(whens & {""})]


def _place(when: str) -> tuple[str, str]:
    return when[:4], when[5:] or "99"


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}/{number % 12 + 1:02}"


def tick_of(when: str) -> str:
    """What stands below a month: its number, or a question mark."""
    return str(int(when[5:])) if "/" in when else "?"


def bars(counts: Mapping[tuple[str, str], int], address: Callable[[str], Markup | None]) -> Bars | None:
    """The picture of these counts by (month, stage); None when there is nothing to draw."""
    if not counts:
        return None
    whens = columns([when for when, _ in counts])
    most = max(sum(counts.get((when, stage), 0) for stage in STAGES) for when in whens)
    drawn: list[Bar] = []
    for number, when in enumerate(whens):
        drawn.append(_bar(number, when, counts, most, address, drawn))
    shown = tuple((stage, words.STAGES[stage]) for stage in STAGES if any(counts.get((when, stage)) for when in whens))
    return Bars(2 * LEFT + STEP * len(whens), HEIGHT + 54, HEIGHT + 18, tuple(drawn), shown)


def _bar(
    number: int, when: str, counts: Mapping[tuple[str, str], int], most: int,
    address: Callable[[str], Markup | None], before: list[Bar],
) -> Bar:  # fmt: skip
    own = {stage: counts.get((when, stage), 0) for stage in STAGES}
    total, y = sum(own.values()), HEIGHT + 18
    segments = []
    for stage, count in own.items():
        if count:
            height = max(2, round(HEIGHT * count / most))
            y -= height
            segments.append(Segment(stage, y, height))
    told = "，".join(f"{words.STAGES[stage].zh} {count}" for stage, count in own.items() if count)
    name, x = when_words(when), LEFT + STEP * number
    year = when[:4] if when[:4] and when[:4] not in {bar.year for bar in before} else ""
    said = f"{name.zh} {name.en}：{total}（{told}）"
    return Bar(x, x + STEP // 2, y, total, said, tick_of(when), year, address(when) if total else None, tuple(segments))


def lines(counts: Mapping[tuple[str, str], int], address: Callable[[str], Markup | None]) -> list[Line]:
    """The table behind the bars: a row for each month that has any."""
    found = []
    for when in columns([when for when, _ in counts]):
        row = tuple(counts.get((when, stage), 0) for stage in STAGES)
        if any(row):
            found.append(Line(when_words(when), address(when), row, sum(row)))
    return found


# --- a place's measures ----------------------------------------------------------------------------------------------


class Square(NamedTuple):
    """A measure in a month."""

    x: int
    middle: int
    count: int
    step: int
    said: str
    href: Markup


class Strip(NamedTuple):
    """A measure of a place through time."""

    y: int
    baseline: int
    name: str
    href: Markup
    squares: tuple[Square, ...]


class Tick(NamedTuple):
    """A month at the head of the strips."""

    middle: int
    words: str
    year: str


class Strips(NamedTuple):
    """The measures of a place through time."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    strips: tuple[Strip, ...]


class Counted(NamedTuple):
    """A measure of a place: its name, its page, and what each month holds with the address of it."""

    id: str
    name: Words
    href: Markup
    months: Mapping[str, tuple[int, Markup]]


def strips(rows: list[Counted]) -> Strips | None:
    """The picture of these measures; None when there is nothing to draw."""
    if not rows:
        return None
    whens = columns([when for row in rows for when in row.months])
    most = max(count for row in rows for count, _ in row.months.values())
    ticks: list[Tick] = []
    for number, when in enumerate(whens):
        year = when[:4] if when[:4] not in {tick.year for tick in ticks} else ""
        ticks.append(Tick(NAMES + STEP * number + STEP // 2, tick_of(when), year))
    drawn = tuple(_strip(number, row, whens, most) for number, row in enumerate(rows))
    return Strips(NAMES + STEP * len(whens) + LEFT + 14, 34 + ROW * len(rows) + 4, tuple(ticks), drawn)


def _strip(number: int, row: Counted, whens: list[str], most: int) -> Strip:
    y = 34 + ROW * number
    squares = []
    for at, when in enumerate(whens):
        if when in row.months:
            count, href = row.months[when]
            x = NAMES + STEP * at
            squares.append(Square(x, x + STEP // 2, count, step_of(count, most), when or NO_DATE.zh, href))
    return Strip(y, y + 13, row.name.zh, row.href, tuple(squares))


def step_of(count: int, most: int) -> int:
    """How dark a cell is, 1 to 4."""
    return -(-4 * count // most)
