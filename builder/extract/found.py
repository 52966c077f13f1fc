"""A day that a finder saw, before it is known whether it wins and which year it lacks."""

from __future__ import annotations

from typing import NamedTuple

from builder.model import Candidate, Evidence
from builder.text.date_expressions import Written


class Found(NamedTuple):
    """A day with the words that carry it, the rule that saw it and the reason as one sentence. ``day`` is None for 即日起, which
    means the day of the act."""

    day: Written | None
    evidence: Evidence
    rule: str
    because: str

    @property
    def reading(self) -> str | None:
        """What is written of the day: ISO 8601, or without its year ``--05-18``; None for 即日起."""
        return (self.day.iso or self.day.partial) if self.day else None

    @property
    def whole(self) -> bool:
        """Whether year, month and day are written."""
        return self.day is not None and self.day.precision == "day"

    def loser(self) -> Candidate:
        """The day as a candidate that was not chosen."""
        return Candidate(self.reading or "", self.rule, self.because, (self.evidence,))


def losers_of(found: list[Found]) -> tuple[Candidate, ...]:
    """Those of ``found`` that write a day, as losers in their order."""
    return tuple(one.loser() for one in found if one.reading)
