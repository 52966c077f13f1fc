"""Notices → Archive: the order of the shelves and what stands on each. The first stage that sees more than one seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from builder.archive.witnesses import witnesses_of
from builder.model import Archive, Notice, Shelf
from builder.rules import Rules
from builder.rules.places import MUNICIPALITIES, NATION


def gather(notices: Iterable[Notice], rules: Rules, reader: Callable[[str], Notice] | None = None) -> Archive:
    """The archive of these notices. Raises nothing; the order of the input does not matter. Where they are ``Listed``,
    ``reader`` gives the record of an id."""
    every = sorted(notices, key=Notice.order)
    policies = [notice for notice in every if notice.is_policy.value]
    return Archive(
        notices=tuple(policies),
        not_policy=tuple(notice for notice in every if not notice.is_policy.value),
        cities=_shelves(policies, cities_of(rules), _place_names(rules)),
        provinces=_shelves(policies, provinces_of(rules), _place_names(rules)),
        measures=_by_taxonomy(_shelves(policies, measures_of, _measure_names(rules)), rules),
        issuers=_shelves(policies, issuers_of(rules), _issuer_names(policies, rules)),
        months=tuple(reversed(_shelves(policies, months_of, _month_names))),
        undated=tuple(notice for notice in policies if notice.month() is None),
        by_id={notice.id: notice for notice in every},
        witnesses={id: group for group in witnesses_of(policies) for id in group},
        ranks={notice.id: rank for rank, notice in enumerate(every)},
        reader=reader,
    )


Keys = Callable[[Notice], Iterable[str]]
Names = Callable[[str], tuple[str, str]]


def cities_of(rules: Rules) -> Keys:
    """The city pages that list a notice. A municipality has one, like a county directly under a province."""
    return lambda notice: (code for code in notice.filed_under if has_city_page(code, rules))


def has_city_page(code: str, rules: Rules) -> bool:
    """Whether this place has a page of its own under ``/cities/``: prefectures, municipalities, and counties that are
    under no prefecture."""
    place = rules.places.by_code(code)
    if place is None or code == NATION:
        return False
    return code in MUNICIPALITIES or place.level in ("prefecture", "county")


def provinces_of(rules: Rules) -> Keys:
    """The province pages that list a notice: of every place it is filed under."""
    return lambda notice: dict.fromkeys(
        rules.places.line(place)[0].adcode
        for code in notice.filed_under
        if code != NATION and (place := rules.places.by_code(code))
    )


def measures_of(notice: Notice) -> Iterable[str]:
    """The measure pages that list a notice."""
    return notice.counted_measures()


def issuers_of(rules: Rules) -> Keys:
    """The issuer pages that list a notice: one for each body of a joint notice, when its full name is known."""
    return lambda notice: [rules.issuers.slug(body) for body in _bodies(notice, rules)]


def _bodies(notice: Notice, rules: Rules) -> tuple[str, ...]:
    return rules.issuers.bodies(notice.issuing_body.normalised or "")


def months_of(notice: Notice) -> Iterable[str]:
    """The month page that lists a notice."""
    return [key] if (key := notice.month()) else []


def _shelves(notices: Iterable[Notice], keys: Keys, names: Names) -> tuple[Shelf, ...]:
    piles: dict[str, list[Notice]] = {}
    for notice in notices:
        for key in keys(notice):
            piles.setdefault(key, []).append(notice)
    return tuple(Shelf(key, *names(key), tuple(pile)) for key, pile in sorted(piles.items()))


def _by_taxonomy(shelves: tuple[Shelf, ...], rules: Rules) -> tuple[Shelf, ...]:
    order = {measure.id: rank for rank, measure in enumerate(rules.measures.measures)}
    return tuple(sorted(shelves, key=lambda shelf: order[shelf.key]))


def _place_names(rules: Rules) -> Names:
    def names(code: str) -> tuple[str, str]:
        place = rules.places.by_code(code)
        return (place.name, place.pinyin) if place else (code, code)

    return names


def _measure_names(rules: Rules) -> Names:
    return lambda slug: (rules.measures[slug].zh, rules.measures[slug].en)


def _issuer_names(notices: Iterable[Notice], rules: Rules) -> Names:
    names = {rules.issuers.slug(body): body for notice in notices for body in _bodies(notice, rules)}
    return lambda slug: (names[slug], "")


def _month_names(key: str) -> tuple[str, str]:
    year, number = key.split("/")
    return f"{year}年{int(number)}月", f"{year}-{number}"
