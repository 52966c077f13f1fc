"""The tables that a careful non-programmer edits, and the loaders that check them.

``load()`` reads them all, fails with every fault at once, and digests their bytes: results computed under other tables are
never taken from the cache. Tables whose bytes are those of a while ago are not read a second time: a server builds again and
again under the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder.errors import Problem, TableError
from builder.rules.apps import Apps, load_apps
from builder.rules.area_codes import AreaCodes, load_area_codes
from builder.rules.around_places import AroundPlaces, load_around_places
from builder.rules.box import BoxLabels, load_box
from builder.rules.eras import Eras, load_eras
from builder.rules.fields import FieldRules, load_fields
from builder.rules.issuers import Issuers, load_issuers
from builder.rules.measures import Taxonomy, load_measures
from builder.rules.patterns import Sound
from builder.rules.personal import PersonalData, load_personal
from builder.rules.places import Places, load_places
from builder.rules.repairs import RepairRules, load_repairs
from builder.rules.withdrawn import Withdrawn, load_withdrawn

TABLES = Path(__file__).parent


@dataclass(frozen=True)
class Rules:
    """All tables of one build."""

    repairs: RepairRules
    places: Places
    area_codes: AreaCodes
    apps: Apps
    around_places: AroundPlaces
    issuers: Issuers
    box: BoxLabels
    fields: FieldRules
    measures: Taxonomy
    eras: Eras
    withdrawn: tuple[Withdrawn, ...]
    personal: PersonalData
    digest: str


#: The rules that were read last, by the digest of their tables; a few, for whoever goes to and fro between two folders.
_READ: dict[str, Rules] = {}
_KEPT = 3


def load(folder: Path = TABLES, sound: Sound | None = None) -> Rules:
    """The rules in ``folder``. Raises TableError with the faults of every table. Patterns that are known as ``sound`` are not
    parsed."""
    bytes_of_all = digest(folder)
    if bytes_of_all not in _READ:
        rules = _read(folder, bytes_of_all, sound)
        while len(_READ) >= _KEPT:
            _READ.pop(next(iter(_READ)))
        _READ[bytes_of_all] = rules
    return _READ[bytes_of_all]


def _read(folder: Path, bytes_of_all: str, sound: Sound | None) -> Rules:
    problems: list[Problem] = []
    loaded = []
    for loader in (
        load_repairs,
        load_places,
        load_area_codes,
        load_apps,
        load_around_places,
        load_issuers,
        load_box,
        partial(load_fields, sound=sound),
        partial(load_measures, sound=sound),
        load_eras,
        load_withdrawn,
        load_personal,
    ):
        try:
            loaded.append(loader(folder))
        except TableError as error:
            problems += error.problems
    if problems:
        raise TableError(problems)
    return Rules(*loaded, digest=bytes_of_all)


def digest(folder: Path = TABLES) -> str:
    """SHA-256 over the names and bytes of all tables."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".tsv", ".txt"):
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
