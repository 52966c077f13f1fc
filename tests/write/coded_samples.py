"""Archives with coded statements for tests of the pages about measures."""

from __future__ import annotations

import hashlib

import msgspec

from builder.model import DateField, Evidence, Field, Notice, Parameter, Stage, Statement, Target, identity
from tests.write.samples import notice_of

CITIES = ("140100", "130100", "530700", "110000", "370600", "440300")
STAGES: tuple[Stage, ...] = ("new", "maintain", "tighten", "relax", "lift", "unknown")
LINE = "来自风险地区的人员集中隔离14天"


def ordering(
    day: str | None, city: str, count: int = 1, measure: str = "centralized-quarantine", salt: str = ""
) -> Notice:
    """A notice of this city whose ``count`` lines each order a quarantine of 14 days; stages by turns."""
    date = DateField(day, "stated", precision="day") if day else DateField(None, "unknown")
    title = Field(f"关于集中隔离的通告{salt}", "stated")
    plain = notice_of(*([LINE] * count), date=date, filed_under=(city,), title=title)
    own = identity(hashlib.sha256(f"{day} {city} {count} {measure} {salt}".encode()).hexdigest())
    return msgspec.structs.replace(
        plain, id=own, measures=tuple(_statement(plain, number, measure) for number in range(count))
    )


def _statement(notice: Notice, number: int, measure: str) -> Statement:
    block = notice.blocks[number]
    said = Evidence(block.start, block.end, LINE, block.start, block.end)
    at = block.start + LINE.index("14天")
    span = Evidence(at, at + 3, "14天", at, at + 3)
    stay = Parameter("duration", 14.0, "day", "=", span, subject="来自风险地区的人员")
    return Statement(measure, None, block.anchor, "ordered", STAGES[number % 6], Target(), (said,), (stay,))


def many(notices: int, each: int) -> list[Notice]:
    """This many notices of ``each`` statements, over six cities and three years."""
    return [
        ordering(f"{2020 + n % 3}-{n % 12 + 1:02}-{n % 28 + 1:02}", CITIES[n * n % len(CITIES)], each, salt=f"第{n}号")
        for n in range(notices)
    ]
