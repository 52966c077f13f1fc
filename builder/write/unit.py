"""Pages that are made together, and what they are made of: a build makes those only whose inputs changed.

``inputs`` names everything a unit's bytes depend on besides rules, code and the published address, which every unit depends on:
the prints of its notices (digests of their records) and what it shows of the rest of the archive. A law in
``tests/test_build.py`` adds, corrects and removes notices in random order and compares with a build from nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from builder.model import Notice, Weights, to_json
from builder.write import front_matter
from builder.write.page import Page

Files = Iterable[tuple[str, bytes]]


class Unit(NamedTuple):
    """Files that are made together. ``inputs`` is empty when they are made at every build. ``after`` makes files of what other
    units wrote: it is given what reads a path below ``docs/``. A ``long`` one is begun before the others are looked at."""

    name: str
    inputs: str
    make: Callable[[], Files]
    after: Callable[[Callable[[str], bytes]], Files] | None = None
    long: bool = False


class Prints:
    """The digests, sizes and weights of the records, by id; what is not known is computed."""

    def __init__(
        self,
        known: Mapping[str, str] | None = None,
        weights: Mapping[str, Weights] | None = None,
        sizes: Mapping[str, int] | None = None,
    ) -> None:
        self._known, self._sizes = dict(known or {}), sizes or {}
        self._weights = dict(weights or {})

    def of(self, notice: Notice) -> str:
        """The digest of one record."""
        known = self._known.get(notice.id)
        if known is None:
            known = self._known[notice.id] = hashlib.sha256(to_json(notice)).hexdigest()
        return known

    def size(self, notice: Notice) -> int:
        """The bytes of its JSON."""
        return self._sizes.get(notice.id) or len(to_json(notice))

    def weights(self, notice: Notice, weigh: Callable[[Notice], Weights]) -> Weights:
        """The bytes that it takes in lists."""
        known = self._weights.get(notice.id)
        if known is None:
            known = self._weights[notice.id] = weigh(notice)
        return known

    def all(self, notices: Iterable[Notice]) -> str:
        """The digest of these records in this order."""
        return digest(*map(self.of, notices))


def digest(*parts: object) -> str:
    """One digest of these parts, which are strings, numbers and tuples of them."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def unit_of(page: Page) -> Unit:
    """A page as a unit of its own."""
    return Unit(page.path, page.inputs, lambda: [(page.path, front_matter.page(page.values, page.body))])
