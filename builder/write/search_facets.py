"""What a search can be narrowed by, and what a query may name directly: a place, a measure, an issuing body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

import msgspec

from builder.model import Archive, Notice, Shelf
from builder.rules import Rules
from builder.write.search_lists import shard_of
from builder.write.words import KINDS, OFFICIALITY

#: Files of names of places and measures.
NAMES = 256

#: Issuing bodies in one file, on average.
ISSUERS = 64

#: A name of more readings than this is read by the commonest only.
READINGS = 4096


# --- facets ----------------------------------------------------------------------------------------------------------


def facet_files(archive: Archive, numbered: Sequence[Notice]) -> Iterator[tuple[str, bytes]]:
    """One file for each facet: ``[key, zh, en, notices]`` for each of its values, the notices as steps of their numbers."""
    number = {notice.id: index for index, notice in enumerate(numbered)}

    def rows(shelves: Iterable[Shelf]) -> bytes:
        return msgspec.json.encode(
            [[shelf.key, shelf.zh, shelf.en, _steps(number, shelf.notices)] for shelf in shelves]
        )

    yield "facets/province.json", rows(archive.provinces)
    yield "facets/city.json", rows(archive.cities)
    yield "facets/measure.json", rows(archive.measures)
    yield "facets/issuer.json", rows(archive.issuers)
    yield "facets/kind.json", rows(_by_value("kind", KINDS, numbered))
    yield "facets/text.json", rows(_by_value("officiality", OFFICIALITY, numbered))


def _by_value(field: str, names: dict[str, tuple[str, ...]], notices: Iterable[Notice]) -> Iterator[Shelf]:
    piles: dict[str, list[Notice]] = {}
    for notice in notices:
        piles.setdefault(str(getattr(notice, field).value), []).append(notice)
    for key, words in names.items():
        if key in piles:
            yield Shelf(key, words[0], words[1], tuple(piles[key]))


def _steps(number: dict[str, int], notices: Iterable[Notice]) -> list[int]:
    found = sorted([number[notice.id] for notice in notices])
    return [after - before for before, after in pairwise([0, *found])]


# --- names -----------------------------------------------------------------------------------------------------------


def name_files(archive: Archive, rules: Rules) -> Iterator[tuple[str, bytes]]:
    """The places and measures that have pages: ``[path, zh, en, other names, syllables, notices]``, each in the files that the
    characters choose with which a query for it may begin. The syllables of a place are those of its Chinese name (``tai yuan
    shi``), from which the browser makes initials."""
    files: list[list[list[object]]] = [[] for _ in range(NAMES)]
    entries = (*_place_entries(archive, rules), *_county_entries(archive, rules), *_measure_entries(archive, rules))
    for entry, begins in entries:
        for number in sorted({ord(character) % NAMES for character in begins}):
            files[number].append(entry)
    yield from ((f"names/{number}.json", msgspec.json.encode(rows)) for number, rows in enumerate(files))


def _place_entries(archive: Archive, rules: Rules) -> Iterator[tuple[list[object], str]]:
    """A place is named from its first character on."""
    for folder, shelves in (("cities", archive.cities), ("provinces", archive.provinces)):
        for shelf in shelves:
            place = rules.places.by_code(shelf.key)
            names = list(place.aliases) if place else []
            sounds = syllables(shelf.zh, shelf.en)
            begins = "".join(name[0] for name in (shelf.zh, shelf.en.lower(), sounds, *names))
            yield [f"{folder}/{shelf.key}/", shelf.zh, shelf.en, names, sounds, len(shelf.notices)], begins


def _county_entries(archive: Archive, rules: Rules) -> Iterator[tuple[list[object], str]]:
    """A county without a page of its own leads to the page of its city, which tells two of one name (鼓楼区) apart."""
    shelves = {shelf.key: shelf for shelf in archive.cities}
    counts = Counter(notice.county.adcode for notice in archive.notices if notice.county.adcode not in shelves)
    for code, notices in sorted((code, many) for code, many in counts.items() if code):
        county = rules.places.by_code(code)
        city = county and next(
            (shelves[unit.adcode] for unit in rules.places.line(county) if unit.adcode in shelves), None
        )
        if county and city:
            names = [county.name, *county.aliases]
            sounds = syllables(county.name, county.pinyin)
            begins = "".join(name[0] for name in (*names, county.pinyin.lower(), sounds))
            label = (f"{county.name}（{city.zh}）", f"{county.pinyin}, {city.en}")
            yield [f"cities/{city.key}/", *label, names, sounds, notices], begins


def _measure_entries(archive: Archive, rules: Rules) -> Iterator[tuple[list[object], str]]:
    """A measure is named from any of its characters on, in English from any of its words."""
    for shelf in archive.measures:
        names = [name for facet in rules.measures[shelf.key].facets for name in (facet.zh, facet.en)]
        words = " ".join((shelf.zh, shelf.en, *names)).lower().split()
        begins = "".join(word[0] if word.isascii() else word for word in words)
        yield [f"measures/{shelf.key}/", shelf.zh, shelf.en, names, "", len(shelf.notices)], begins


@lru_cache(maxsize=4096)
def syllables(name: str, romanised: str) -> str:
    """The reading of a place's name, by syllables. Of characters with several readings it is the one that the table of places
    spells (``Lu'an``, not *liu an*); a name that it spells otherwise (``Nyingchi``) is read as it is written.

    >>> syllables("六安市", "Lu'an"), syllables("林芝市", "Nyingchi")
    ('lu an shi', 'lin zhi shi')
    """
    from pypinyin import Style, pinyin  # takes long, and only what makes the search index asks for it

    plain = "".join(letter for letter in romanised.lower() if letter.isalpha())
    readings = [tuple(dict.fromkeys(each)) for each in pinyin(name, style=Style.NORMAL, heteronym=True, v_to_u=False)]
    many = 1
    for each in readings:
        many *= len(each)
    if many <= READINGS:
        for reading in product(*readings):
            if "".join(reading).replace("v", "u").startswith(plain):
                return " ".join(reading)
    return " ".join(each[0] for each in pinyin(name, style=Style.NORMAL))


def issuer_files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The issuing bodies that have pages, ``[slug, name, notices]``: each in the file that its first two characters choose."""
    many = 1 << (len(archive.issuers) // ISSUERS).bit_length()
    files: list[list[list[object]]] = [[] for _ in range(many)]
    for shelf in archive.issuers:
        files[shard_of(shelf.zh[:2].ljust(2), many)].append([shelf.key, shelf.zh, len(shelf.notices)])
    yield from ((f"issuers/{number}.json", msgspec.json.encode(rows)) for number, rows in enumerate(files))
