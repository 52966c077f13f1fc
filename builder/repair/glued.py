"""A title that stands in one line with the page's stamp: parted, before anything is decided about either.

Many scrapes lose the line break between the two (…的通告　发布时间：2022-03-05 来源：某市卫健委, …的通告2022-03-05 09:00).
As one line it reads as a stamp, and the title would go with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from builder.repair.lines import Line, line_at
from builder.repair.sheet import Sheet
from builder.repair.signature import is_issuer
from builder.repair.stamps import CLOCK, begins_label, is_stamp
from builder.rules.repairs import RepairRule

_TOP = 24  #: lines of a page among which its title stands
#: characters of the name of an act, of headlines with and without the subject, of any
_LEAST, _TELLING, _WHOLE, _MOST = 6, 9, 12, 100
_LEAD = 16  #: characters of a name in front of the stamp's first label or clock
_LONGEST = 240  #: characters of such a line
#: behind these a stamp may begin, besides the names of acts, clocks and labels
_BREAK = re.compile(r"\s+|[!?”)]")
#: a sentence of the text, or one that a day belongs to: 自2020.2.4起施行
_OF_TEXT = re.compile(r"[。;]|,$|[自从至于在]\s?(?:19|20)\d\d[-./年]")
#: a row of a menu, a path
_OF_SITE = re.compile(r"[>»›→]|\s\||\|\s|\|.*\||首页|当前位置")
#: what a headline without the name of an act has and a site's or somebody's name lacks
_SAYS = re.compile("[,!?:、“]|--|——")
_NO_NAME = re.compile(r"[\d,!?“]|^的")
#: who publishes or writes, in front of a stamp without a label: 某某晚报 2022-03-05, 原创 某某 2022-03-05
_NAME = re.compile(
    r"^(?:原创|文|图|记者|通讯员|本[报网台刊]|转自?)|(?:[网报社台号线端心局委办府院校部站圈]|发布|融媒|记者|论坛|新闻|头条)$"
)


def part_glued_stamps(sheet: Sheet) -> Sheet:
    """The same lines with the one title parted from its stamp; where two lines read so they are rows of a list."""
    found = [(line, at) for line in _head(sheet) if (at := _stamp_at(line, sheet)) is not None]
    if len({line.core[:at] for line, at in found}) != 1 or _is_listed(found[0][0], sheet):
        return sheet
    glued = {line.number: at for line, at in found}
    parted = [part for line in sheet.lines for part in _parts(line, glued.get(line.number))]
    for number, line in enumerate(parted):
        line.number = number
    return Sheet(tuple(parted), sheet.tables)


def _head(sheet: Sheet) -> Iterator[Line]:
    """The first lines, up to the text."""
    return takewhile(lambda line: "。" not in line.core, sheet.lines[:_TOP])


def _parts(line: Line, at: int | None) -> Iterator[Line]:
    """The title and the stamp that begins at ``at``; or the line as it is."""
    if at is None:
        yield line
        return
    title, stamp = line.text[:at].rstrip(), line.text[at:].lstrip()
    yield line_at(0, line.start, title, line.folded[: len(title)])
    yield line_at(0, line.end - len(stamp), stamp, line.folded[-len(stamp) :])


def _is_listed(line: Line, sheet: Sheet) -> bool:
    """Whether the line above or below is a headline with its day too."""
    around = sheet.lines[max(line.number - 1, 0) : line.number] + sheet.lines[line.number + 1 : line.number + 2]
    return any(
        other.han > _TELLING
        and CLOCK.search(other.core[-12:])
        and not begins_label(other.core, _stamp_rule(sheet).words)
        for other in around
        if not other.is_sentence
    )


def _stamp_at(line: Line, sheet: Sheet) -> int | None:
    """Where the stamp begins in a line that begins with a title: behind the last name of an act, or else at the first place that
    fits; None for any other line."""
    core = line.core
    if core != line.folded or line.is_numbered or len(core) > _LONGEST or _OF_TEXT.search(core):
        return None
    if ":" not in core and not CLOCK.search(core):
        return None
    labels = begins_label(core, _stamp_rule(sheet).words)
    acts = {match.end() for match in _acts(sheet.tables.by_id["title/headline"].words).finditer(core)}
    breaks = {match.end() for match in _BREAK.finditer(core)} | {match.start() for match in CLOCK.finditer(core)}
    fits = [
        at
        for at in sorted(breaks | labels | acts)
        if _LEAST <= at < len(core)
        and all(at <= label for label in labels)
        and _parts_here(core, at, labels, acts, sheet)
    ]
    behind_act = [at for at in fits if len(core[:at].rstrip()) in acts]
    return next(iter(behind_act[-1:] or fits), None)


def _parts_here(core: str, at: int, labels: set[int], acts: set[int], sheet: Sheet) -> bool:
    """Whether a title ends and a stamp begins at ``at``."""
    title, stamp = core[:at].rstrip(), core[at:].strip()
    act = len(title) in acts
    if len(title) > _MOST or _OF_SITE.search(title) or CLOCK.search(title):
        return False
    clocks = [match.start() for match in CLOCK.finditer(core, at)]
    first = min([*labels, *clocks], default=len(core))
    lead = core[at:first].strip()
    if lead:
        named = "关于" in title if act else len(title) < at and _NAME.search(lead) is not None
        begins = named and len(lead) <= _LEAD and not _NO_NAME.search(lead)
    else:
        begins = act or first in clocks or title[-1] in "!?”)" or len(title) < at
    says = act or "关于" in title or _speaks(title, sheet)
    return says and begins and is_stamp(stamp, _stamp_rule(sheet), sheet.tables.by_id["chrome/page-tools"])


def _speaks(title: str, sheet: Sheet) -> bool:
    """Whether the words are a headline and no name of a body or site."""
    if len(title) < _TELLING or is_issuer(line_at(0, 0, title, title), sheet):
        return False
    topic = sheet.tables.by_id["title/topic"].any_word
    says = line_at(0, 0, title, title).han >= _WHOLE and _SAYS.search(title) is not None
    return says or (topic is not None and topic.search(title) is not None)


def _stamp_rule(sheet: Sheet) -> RepairRule:
    return sheet.tables.by_id["meta/stamp"]


@lru_cache(maxsize=4)
def _acts(words: tuple[str, ...]) -> re.Pattern[str]:
    """The name of an act, with what stands in brackets behind it (试行)."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?:\([^()]{{1,16}}\))?")
