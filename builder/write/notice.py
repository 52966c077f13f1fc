"""The page of one notice: what it is, whether to trust it, what it orders, which words carry that, what was done to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from builder.model import FIELDS, Archive, DateField, Evidence, Field, Notice, Shelf
from builder.rules import Rules
from builder.rules.measures import Measure
from builder.write import words
from builder.write.addresses import Addresses, web_link
from builder.write.cite import reference, text_hash
from builder.write.markdown import render
from builder.write.marks import LOSERS, MARKED_PER_FIELD, SAMPLES, anchor_of, anchored
from builder.write.neighbours import neighbours, witnesses
from builder.write.passes import shorten
from builder.write.typeset import typeset
from builder.write.words import Words

HERE = Addresses(2)
_OWN_ID = re.compile("[a-z0-9_-]+")

#: The card's order: what a reader asks first; a field that came later stands behind the others.
_FIRST = (
    *("title", "issuing_body", "document_number", "date", "published", "effective_from", "effective_until"),
    *("province", "city", "county", "kind", "officiality", "is_policy"),
)
CARD = (*_FIRST, *(name for name in FIELDS if name not in _FIRST))

#: Fields that judge the whole text: their rule says how.
JUDGED = ("kind", "officiality", "is_policy")

#: Hosts whose addresses may be linked; those of others are shown as text.
LINKED_HOSTS = ("official", "media")

LONGEST_QUOTE = 18
#: Measures that the line of English names.
NAMED_MEASURES = 4


def notice_page(notice: Notice, archive: Archive, rules: Rules) -> str:
    """The Markdown body of a notice's page, without front matter. Not-policy pages say why they are left out."""
    shared = {
        "notice": notice,
        "title": words.title_of(notice),
        "here": HERE,
        "w": words,
        "slug": own_id,
        "source": source_view(notice),
        "cautions": list(cautions(notice, rules)),
        "blocks": list(typeset(notice.blocks, anchored(notice))),
        "changes": sum(len(step.edits) for step in notice.repairs),
    }
    if not notice.is_policy.value:
        reason = field_view("is_policy", notice, rules)
        return render("not_policy.md.j2", **shared, reason=reason)
    card = [field_view(name, notice, rules) for name in CARD]
    copies = witnesses(notice, archive)
    return render(
        "notice.md.j2",
        **shared,
        place=words.place_of(notice),
        english=english_line(notice, rules),
        date=words.date_words(notice.date),
        verdict=words.OFFICIALITY[str(notice.officiality.value)] if notice.officiality.value else None,
        host=words.HOSTS[notice.source.host_kind],
        card=card,
        blanks=blanks(card),
        warned=shared["cautions"] or any(copy.is_best for copy in copies) or notice.source.host_kind == "hijacked",
        filed=list(shelves_of(notice, archive, rules)),
        measures=measures_said(notice, rules),
        reference=reference(notice),
        text_hash=text_hash(notice),
        neighbours=neighbours(notice, archive, rules),
        witnesses=copies,
    )


def own_id(name: str) -> Markup:
    """A name of our own tables as part of an id."""
    if not _OWN_ID.fullmatch(name):
        raise ValueError(f"{name!r} is no id")
    return Markup(name)


def english_line(notice: Notice, rules: Rules) -> str:
    """What, who, where, when and which measures, for a reader without Chinese. Made of fields: it says no more than they do."""
    measures = [measure.en.lower() for measure in rules.measures.sorted(notice.counted_measures())]
    more = len(measures) - NAMED_MEASURES
    named = ", ".join(measures[:NAMED_MEASURES]) + (f" and {more} more" if more > 0 else "")
    line = headline(notice, rules)
    return f"{line.removesuffix('.')}: {named}." if named else line


def headline(notice: Notice, rules: Rules) -> str:
    """The same without the measures: what the page is in the lists of search engines."""
    codes = [field.adcode for field in (notice.county, notice.city, notice.province) if field.adcode]
    places = [place.pinyin for code in codes if (place := rules.places.by_code(code))]
    date = words.date_words(notice.date).en + (" (inferred)" if notice.date.status == "inferred" else "")
    kind = words.KINDS[str(notice.kind.value)].en if notice.kind.value else "Notice"
    who = words.body_words(notice)
    return f"{kind}, {f'{who}, ' if who else ''}{', '.join(dict.fromkeys(places)) or 'place unknown'}, {date}."


# --- the card of fields ----------------------------------------------------------------------------------------------


class Quote(NamedTuple):
    """The words that carry a value (none when they are the value), and where they stand: in the text, or where they were removed
    from it, in the raw view."""

    words: str
    href: Markup


class Loser(NamedTuple):
    """A value that was found and not chosen."""

    value: str
    because: str
    quotes: tuple[Quote, ...]


class FieldView(NamedTuple):
    """One row of the card."""

    name: str
    label: Words
    value: Words | None
    note: str
    status: str
    status_words: Words
    mark: str
    quotes: tuple[Quote, ...]
    more: int
    reason: Words
    losers: tuple[Loser, ...]


def field_view(name: str, notice: Notice, rules: Rules) -> FieldView:
    """A field of the notice as a reader sees it."""
    field: Field = getattr(notice, name)
    rule = rules.fields.rule(field.rule) if field.rule else None
    return FieldView(
        name=name,
        label=words.FIELDS[name],
        value=shown_value(name, field),
        note=note_of(name, field),
        status=field.status,
        status_words=words.STATUSES[field.status],
        mark=words.STATUS_MARKS[field.status],
        quotes=tuple(
            quote_of(evidence, notice, anchor_of(evidence), field.value)
            for evidence in field.evidence[:MARKED_PER_FIELD]
        ),
        more=max(0, len(field.evidence) - MARKED_PER_FIELD),
        reason=_reason(name, field, rule.zh if rule else "", rule.en if rule else ""),
        losers=tuple(
            Loser(other.value, other.because, tuple(quote_of(item, notice) for item in other.evidence[:1]))
            for other in field.others[:LOSERS]
        ),
    )


def _reason(name: str, field: Field, zh: str, en: str) -> Words:
    """Why the field has its value. What is stated needs one language, and so does a judgement of the whole text unless it leaves
    the text out; where a value was concluded from something, English says of what."""
    judged = name in JUDGED and field.value
    concluded = field.status == "corrected" or (field.status == "inferred" and not judged)
    return Words(zh, (field.because or en) if concluded or not zh else "")


def blanks(card: list[FieldView]) -> list[tuple[str, list[FieldView]]]:
    """The fields without a value, by their status: the unknown stand together, and so do those that cannot be."""
    empty = [field for field in card if field.value is None]
    statuses = dict.fromkeys(sorted((field.status for field in empty), reverse=True))
    return [(status, [field for field in empty if field.status == status]) for status in statuses]


def shown_value(name: str, field: Any) -> Words | None:
    """The value in words; None when there is none. In English only what the top of the page does not say in English."""
    if name == "is_policy":
        return Words("是" if field.value else "否", "")
    if isinstance(field, DateField):
        known = words.date_words(field) if field.value or field.partial else None
        return known and Words(known.zh, "" if name == "date" else known.en)
    if field.value is None:
        return None
    if name == "kind":
        return Words(words.KINDS[field.value].zh, "")
    if name == "officiality":
        return Words(words.OFFICIALITY[field.value].zh, "")
    return Words(str(field.value), "")


def note_of(name: str, field: Any) -> str:
    """What stands small below a value: a place's code, an issuer's full name."""
    if name in ("province", "city", "county") and field.adcode:
        today = field.adcode_today if field.adcode_today and field.adcode_today != field.adcode else None
        return f"{field.adcode}（今 now {today}）" if today else field.adcode
    if name == "issuing_body" and field.normalised and field.normalised != field.value:
        status = words.STATUSES[field.normalised_status]
        return f"全称 {field.normalised}（{status.zh} {status.en}）"
    return ""


def quote_of(evidence: Evidence, notice: Notice, anchor: str = "", value: object = None) -> Quote:
    """The words of an evidence as they stand in the clean text, or, when they were removed from it, in the raw one; without an
    anchor in the text they are shown in the raw one too. Words that are the value itself need not be said again."""
    href = f"#{anchor}" if anchor else f"raw/#r{evidence.start}"
    said = words_of(evidence, notice)
    return Quote("" if said == value else shorten(said, LONGEST_QUOTE), Markup(href))


def words_of(evidence: Evidence, notice: Notice) -> str:
    """The words as the clean text has them; as the raw one, where they were removed."""
    in_text = evidence.text_start is not None and evidence.text_end is not None
    return notice.text[evidence.text_start : evidence.text_end] if in_text else evidence.quote


# --- what it orders --------------------------------------------------------------------------------------------------


class Ordered(NamedTuple):
    """A measure that the notice orders, tells or names; ``mentions`` says that it only names it."""

    measure: Measure
    mentions: bool


def measures_said(notice: Notice, rules: Rules) -> list[Ordered]:
    """The measures of the notice as pages list them."""
    said = {statement.id for statement in notice.measures if statement.modality != "mention"}
    every = rules.measures.sorted(statement.id for statement in notice.measures)
    return [Ordered(measure, measure.id not in said) for measure in every]


# --- shelves, cautions, source ---------------------------------------------------------------------------------------


class Shelved(NamedTuple):
    """A page that lists the notice."""

    href: Markup
    zh: str
    en: str


def shelves_of(notice: Notice, archive: Archive, rules: Rules) -> Iterator[Shelved]:
    """Every city, province, issuer and month page that lists the notice."""
    provinces = dict.fromkeys(province_of(code, rules) for code in notice.filed_under)
    for codes, shelves, address in (
        (notice.filed_under, archive.cities, HERE.city),
        (provinces, archive.provinces, HERE.province),
    ):
        for code in codes:
            if shelf := _shelf(shelves, code):
                yield Shelved(address(code), shelf.zh, shelf.en)
    for body in rules.issuers.bodies(notice.issuing_body.normalised or ""):
        yield Shelved(HERE.issuer(rules.issuers.slug(body)), body, "")
    if key := notice.month():
        yield Shelved(HERE.month(key), *words.day(key.replace("/", "-")))
    else:
        yield Shelved(HERE.page("dates/undated"), *words.UNDATED)


def province_of(code: str, rules: Rules) -> str:
    """The province that a place lies in; the code itself where the table does not know it."""
    return rules.places.province(code)


def _shelf(shelves: tuple[Shelf, ...], key: str) -> Shelf | None:
    """The shelf with this key; the shelves are ordered by it."""
    at = bisect_left(shelves, key, key=lambda shelf: shelf.key)
    return shelves[at] if at < len(shelves) and shelves[at].key == key else None


class CautionView(NamedTuple):
    """Something a reader must know about the text."""

    zh: str
    en: str
    quotes: tuple[Quote, ...]


def cautions(notice: Notice, rules: Rules) -> Iterator[CautionView]:
    """The warnings of the notice in both languages, each with the words it points at."""
    for caution in notice.warnings:
        rule = rules.fields.rule(caution.rule) or rules.repairs.by_id.get(caution.rule)
        quotes = tuple(quote_of(evidence, notice) for evidence in caution.evidence[:SAMPLES])
        yield CautionView(rule.zh if rule else "", caution.because, quotes)


def source_view(notice: Notice) -> dict[str, Any]:
    """Where the text came from; an address as a link only where the host is known to be what it says. A copy that a maintainer
    names is linked: archives of the web keep the page as it was."""
    source = notice.source
    return {
        "url": source.url.value,
        "link": web_link(source.url.value) if source.host_kind in LINKED_HOSTS else None,
        "site": source.site.value,
        "archived": source.archived_copy,
        "archived_link": web_link(source.archived_copy),
        "retrieved": source.retrieved_on and words.day(source.retrieved_on),
        "licence": source.licence,
    }
