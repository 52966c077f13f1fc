"""Which places a telephone number's long-distance code serves.

Table: ``area_codes.tsv`` (where its facts come from: ``places_source.md``). ``number`` is how a number begins with its
long-distance code; ``adcodes`` are the prefectures, or what counts as one, that share it. Where the first digit behind a shared
code tells which (0731-2… is 株洲), a longer row says so. Hainan has one code for the whole province. Hong Kong, Macao and Taiwan
dial by codes of their own and do not stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem, TableError
from builder.rules.places import FILE as PLACES
from builder.rules.places import MUNICIPALITIES, Place, pairs_of, rows_of

FILE = "area_codes.tsv"
COLUMNS = ("number", "adcodes")
_NUMBER = re.compile(r"0(?:10|2\d|[3-9]\d\d)\d?")
_APART = ("71", "81", "82")  #: the first digits of Taiwan, Hong Kong and Macao


@dataclass(frozen=True)
class AreaCodes:
    """The table: for the beginning of a number the codes of the units that it serves."""

    rows: dict[str, tuple[str, ...]]

    def serves(self, code: str, local: str) -> tuple[str, ...]:
        """The units that a long-distance code serves, or the one that the first digit of the ``local`` number tells."""
        return self.rows.get(code + local[:1]) or self.rows.get(code, ())


def load_area_codes(folder: Path) -> AreaCodes:
    """The table in ``folder``. Raises TableError with every fault: numbers, codes, units of two provinces, prefectures without
    one."""
    rows = [(number, tuple(adcodes.split())) for number, adcodes in pairs_of(folder / FILE, COLUMNS)]
    places = [place for _, place in rows_of(folder / PLACES)]
    if problems := [*_faults(rows, {place.adcode for place in places}), *_unserved(rows, places)]:
        raise TableError(problems)
    return AreaCodes(dict(rows))


def _faults(rows: list[tuple[str, tuple[str, ...]]], known: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for line, (number, adcodes) in enumerate(rows, start=2):
        if not _NUMBER.fullmatch(number):
            yield Problem(FILE, str(line), f"{number!r} begins no number", "write the code with its 0, like 0371")
        if number in seen:
            yield Problem(FILE, str(line), f"{number} stands twice", "write all its units into one row")
        seen.add(number)
        for adcode in (adcode for adcode in adcodes if adcode not in known):
            yield Problem(FILE, str(line), f"code {adcode} has no row in {PLACES}", "mend the code")
        if len({adcode[:2] for adcode in adcodes}) != 1:
            yield Problem(FILE, str(line), f"{number} serves no province or several", "write units of one province")


def _unserved(rows: list[tuple[str, tuple[str, ...]]], places: list[Place]) -> Iterator[Problem]:
    """Prefectures, and units directly under a province, that no row serves, by themselves or with their province."""
    served = {adcode for _, adcodes in rows for adcode in adcodes}
    for place in places:
        alone = place.parent.endswith("0000") and place.parent[:2] not in (*_APART, *(m[:2] for m in MUNICIPALITIES))
        if place.level in ("prefecture", "county") and alone and not served & {place.adcode, place.parent}:
            yield Problem(FILE, "1", f"{place.name} {place.adcode} has no long-distance code", "add it to its row")
