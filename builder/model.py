"""The values that flow through the house, each frozen, and the record: our public contract.

``RawDocument`` (one seed, decoded) → ``Repaired`` (its text, cleaned, with the passes) → ``Notice`` (the record).

Offsets are code points, half open. Three texts have offsets: *raw* (what the reader shows; evidence refers to it), *page* (the
whole page after repair, site chrome included) and *text* (the clean body that is published). ``Repaired`` leads from any
of them to the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_type_hints

import msgspec

from builder.text.edits import Pass, Trail, restore

SCHEMA_VERSION = 1

Status = Literal["stated", "inferred", "unknown", "not-applicable", "corrected"]
NoticeKind = Literal["notice", "announcement", "meeting", "news", "explainer", "speech", "other"]
Officiality = Literal["official", "official-text-elsewhere", "secondary"]
HostKind = Literal["official", "media", "portal", "hijacked", "unknown"]
Precision = Literal["day", "month", "year"]
Modality = Literal["ordered", "recommended", "conditional", "described", "mention"]
Stage = Literal["new", "maintain", "tighten", "relax", "lift", "unknown"]
Decision = Literal["undecided", "masked", "shown"]
Role = Literal["title", "meta", "chrome", "body"]
BlockRole = Literal[
    "number", "addressee", "heading", "paragraph", "item", "table", "signature", "date-line", "attachment", "byline"
]


# --- read ------------------------------------------------------------------------------------------------------------


class PageFact(msgspec.Struct, frozen=True):
    """What a page or a dump says about itself beside its visible text, under the name used there (``ArticleTitle``,
    ``PubDate``, ``og:title``). It stands as a line at the head of *raw*: ``raw[start:end] == value``."""

    name: str
    value: str
    start: int
    end: int


class Correction(msgspec.Struct, frozen=True):
    """What a maintainer puts in place of the machine's value of a field. ``line`` is where it stands in the side file.
    ``adcode`` belongs to places only; ``value`` is None where the field should say nothing."""

    field: str
    value: str | bool | None
    why: str
    by: str
    on: str
    line: int
    adcode: str | None = None


class SideFile(msgspec.Struct, frozen=True):
    """What a maintainer says about a seed in the file beside it, ``<file name>.yaml``."""

    path: str
    data: bytes
    url: str | None = None
    retrieved_on: str | None = None
    archived_copy: str | None = None
    licence: str | None = None
    replaces: tuple[str, ...] = ()  #: ids of notices whose addresses lead here
    corrections: tuple[Correction, ...] = ()
    personal_data: dict[str, Decision] = {}  #: by kind; ``any`` is every kind that is not named


class RawDocument(msgspec.Struct, frozen=True):
    """One seed as it was read. For plain text ``raw.encode(encoding) == data``; for the other formats ``data`` are the bytes
    of the file, or of the one record of it (``path`` is then ``dump.jsonl#3``)."""

    path: str  #: below ``seeds/``, with forward slashes
    data: bytes
    sha256: str
    encoding: str
    media_type: str
    raw: str
    page_facts: tuple[PageFact, ...] = ()
    side: SideFile | None = None


# --- repair ----------------------------------------------------------------------------------------------------------


class Piece(msgspec.Struct, frozen=True):
    """A stretch of *page*, a line or part of one, and what it is there for. Only ``body`` pieces reach *text*."""

    role: Role
    start: int
    end: int
    rule: str  #: the rule that decided, e.g. ``chrome/related-list``; it names the pass that removes the piece


class Mark(msgspec.Struct, frozen=True):
    """Damage that was seen and left as it is, or restored and to be known as restored: a span of *page*. ``because`` says
    what can be said of this span alone, such as what it may stand for."""

    rule: str
    start: int
    end: int
    because: str | None = None


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """The words that carry a value: ``raw[start:end] == quote``; the *text* offsets are null where they were removed."""

    start: int
    end: int
    quote: str
    text_start: int | None = None
    text_end: int | None = None

    def part(self, start: int, end: int) -> Evidence:
        """The evidence for ``quote[start:end]``; its place in *text* only where the words stand there in one piece."""
        words = self.start + start, self.start + end, self.quote[start:end]
        if self.text_start is None or self.text_end != self.text_start + len(self.quote):
            return Evidence(*words)
        return Evidence(*words, self.text_start + start, self.text_start + end)


class Repaired(msgspec.Struct, frozen=True, dict=True):
    """A cleaned seed. ``passes[:to_page]`` lead from *raw* to *page*, the rest from *page* to *text*."""

    raw: str
    page: str
    text: str
    passes: tuple[Pass, ...]
    to_page: int
    pieces: tuple[Piece, ...]  #: ordered, disjoint; together they hold every non-blank character of *page*
    marks: tuple[Mark, ...] = ()

    @cached_property
    def _trails(self) -> tuple[Trail, ...]:
        return tuple(Trail(step.edits) for step in self.passes)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the span ``[start, end)`` of *page* stands in *raw*."""
        for trail in reversed(self._trails[: self.to_page]):
            start, end = trail.back(start, end)
        return start, end

    def text_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the span ``[start, end)`` of *page* stands in *text*; None when it was removed."""
        for trail in self._trails[self.to_page :]:
            span = trail.forth(start, end)
            if span is None:
                return None
            start, end = span
        return start, end

    def page_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the span ``[start, end)`` of *text* stands in *page*."""
        for trail in reversed(self._trails[self.to_page :]):
            start, end = trail.back(start, end)
        return start, end

    def evidence(self, start: int, end: int) -> Evidence:
        """The evidence for the words at ``[start, end)`` of *page*."""
        first, last = self.raw_span(start, end)
        text_start, text_end = self.text_span(start, end) or (None, None)
        return Evidence(first, last, self.raw[first:last], text_start, text_end)

    def evidence_in_text(self, start: int, end: int) -> Evidence:
        """The evidence for the words at ``[start, end)`` of *text*."""
        return self.evidence(*self.page_span(start, end))

    def evidence_in_raw(self, start: int, end: int) -> Evidence:
        """The evidence for the words at ``[start, end)`` of *raw*."""
        span: tuple[int, int] | None = (start, end)
        for trail in self._trails:
            span = trail.forth(*span) if span else None
        return Evidence(start, end, self.raw[start:end], *(span or (None, None)))

    def line(self, piece: Piece) -> str:
        """The words of a piece of *page*."""
        return self.page[piece.start : piece.end]

    def pieces_of(self, role: Role) -> tuple[Piece, ...]:
        """The pieces with this role, in order."""
        return self._by_role.get(role, ())

    @cached_property
    def _by_role(self) -> dict[Role, tuple[Piece, ...]]:
        found: dict[Role, list[Piece]] = {}
        for piece in self.pieces:
            found.setdefault(piece.role, []).append(piece)
        return {role: tuple(pieces) for role, pieces in found.items()}


# --- the record ------------------------------------------------------------------------------------------------------


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A value that was found and not chosen, and why it lost."""

    value: str
    rule: str
    because: str
    evidence: tuple[Evidence, ...] = ()


class Field(msgspec.Struct, frozen=True):
    """A value and where it comes from.

    ``rule`` names the entry of ``rules/fields.yaml`` that decided; ``because`` is its reason in one English sentence
    (null only for a value that is stated plainly). ``others`` are the losers, best first.
    """

    value: str | bool | None
    status: Status
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None
    because: str | None = None
    others: tuple[Candidate, ...] = ()


class PlaceField(Field, frozen=True):
    """A place. ``adcode`` is the six-digit GB/T 2260 code as of the notice's date, ``adcode_today`` the code of its
    successor where that differs."""

    adcode: str | None = None
    adcode_today: str | None = None


class BodyField(Field, frozen=True):
    """An issuing body: ``value`` as the words stand, ``normalised`` with its place written out."""

    normalised: str | None = None
    normalised_status: Status = "unknown"


class DateField(Field, frozen=True):
    """A day, month or year in ISO 8601. ``partial`` is what is known without the year: ``--05-18``."""

    precision: Precision | None = None
    partial: str | None = None


class About(NamedTuple):
    """What a field is called on pages, in both languages, and what it holds."""

    zh: str
    en: str
    holds_zh: str
    holds_en: str


def called(zh: str, en: str, holds_zh: str, holds_en: str) -> msgspec.Meta:
    """The words for a field of the record, beside its type; its JSON Schema says them too."""
    return msgspec.Meta(title=f"{zh} {en}", description=holds_en, extra={"about": About(zh, en, holds_zh, holds_en)})


class Source(msgspec.Struct, frozen=True):
    """The seed's file and the page it was scraped from. When the page was fetched, where a copy of it is kept and on what terms
    it was had are the side file's to say: no page of a seed tells them."""

    path: str
    sha256: str
    bytes: int
    encoding: str
    media_type: str
    url: Field
    site: Field
    host_kind: HostKind
    retrieved_on: str | None = None
    archived_copy: str | None = None
    licence: str | None = None


class Target(msgspec.Struct, frozen=True, gc=False):
    """Whom and what a statement binds, in the words of the text; null where it does not say."""

    people: str | None = None
    place: str | None = None
    area: str | None = None


class Parameter(msgspec.Struct, frozen=True, gc=False):
    """A typed number of a statement (``measures.yaml`` lists types and units). ``value`` is a number, ``[low, high]``,
    a partial date or the words."""

    type: str
    value: float | tuple[float, float] | str
    unit: str | None
    comparator: Literal["=", "<=", ">=", "<", ">", "between", "approx"]
    evidence: Evidence
    subject: str | None = None
    anchor: str | None = None
    condition: str | None = None
    certainty: Literal["stated", "low"] = "stated"


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One measure in one clause. ``id`` is the measure, ``block`` the anchor of the block that holds the clause. ``because`` says
    why modality or stage is not what the cue words of the clause tell."""

    id: str
    facet: str | None
    block: str
    modality: Modality
    stage: Stage
    target: Target
    evidence: tuple[Evidence, ...]
    parameters: tuple[Parameter, ...] = ()
    because: str | None = None


class Block(msgspec.Struct, frozen=True, gc=False):
    """A block of *text*. ``anchor`` is ``c`` and the raw offset of its first character. ``level`` counts headings and
    items from 1 (一、) to 4; 0 elsewhere."""

    anchor: str
    role: BlockRole
    start: int
    end: int
    level: int = 0


class Caution(msgspec.Struct, frozen=True, gc=False):
    """What a reader must know about this text: ``rule`` names the entry of the tables that explains it."""

    rule: str
    because: str
    evidence: tuple[Evidence, ...] = ()


class PersonalDatum(msgspec.Struct, frozen=True, gc=False):
    """Words that point at a private person: ``kind`` names the entry of ``rules/personal.yaml``. Unless a maintainer decided that
    they are shown, what is published holds ``＊`` in place of their characters, one for one, in *raw*, *text*, quotes and values
    alike (``archive/masked.py``)."""

    kind: str
    evidence: Evidence
    decision: Decision = "undecided"


class Tally(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How many statements and numbers a notice has; its statements by modality, and those that count by stage."""

    statements: int
    numbers: int
    modalities: dict[Modality, int]
    stages: dict[Stage, int]


class Coded(NamedTuple):
    """What a notice says about one measure beyond mentioning it: ``statements`` with their numbers in the record, from 1."""

    id: str
    statements: tuple[tuple[int, Statement], ...]

    @property
    def count(self) -> int:
        """How many statements."""
        return len(self.statements)

    @property
    def stages(self) -> dict[Stage, int]:
        """How many of them are of each stage."""
        return dict(sorted(Counter(statement.stage for _, statement in self.statements).items()))

    def numbers(self, type: str | None = None) -> int:
        """How many numbers they carry, all or those of one type."""
        every = (parameter for _, statement in self.statements for parameter in statement.parameters)
        return sum(type in (None, parameter.type) for parameter in every)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """The record of one notice: what ``record.json`` holds and ``record.schema.json`` describes. Its fields are those that are
    ``called`` something: cards, tables, corrections, the queue and the method page follow from these rows."""

    id: str
    schema_version: int
    source: Source
    is_policy: Annotated[
        Field,
        called(
            "是否政策",
            "Policy",
            "是否写有或报道公共机关采取的措施",
            "whether it states or reports a measure of a public authority",
        ),
    ]
    kind: Annotated[
        Field, called("文种", "Kind", "文种：notice announcement meeting news explainer speech other", "kind of text")
    ]
    officiality: Annotated[
        Field,
        called(
            "文本性质",
            "Text",
            "文本性质：official official-text-elsewhere secondary",
            "whether it is the authority's own text",
        ),
    ]
    title: Annotated[
        Field,
        called(
            "标题",
            "Title",
            "公文自己的标题；没有时取网页标题",
            "the document's own title; a headline only where it has none",
        ),
    ]
    province: Annotated[PlaceField, called("省份", "Province", "发布地的省级行政区", "province of the place that acts")]
    city: Annotated[
        PlaceField, called("城市", "City", "发布地的城市；直辖市不适用", "its city; not applicable to a municipality")
    ]
    county: Annotated[PlaceField, called("区县", "County", "发布地的区县", "its county or district")]
    issuing_body: Annotated[
        BodyField,
        called(
            "发文机关",
            "Issuing body",
            "发文机关，照原文，并补出全称",
            "issuing body, in the words of the text and with its place written out",
        ),
    ]
    document_number: Annotated[
        Field,
        called("文号", "Number", "公文自己的文号，不是所引用的", "the document's own number, never one that it cites"),
    ]
    date: Annotated[
        DateField,
        called(
            "日期", "Date", "公文日期，或所报会议、行动的日期", "day of the notice, or of the meeting or act reported"
        ),
    ]
    published: Annotated[DateField, called("发布日期", "Published", "网页发布日期", "publication day of the page")]
    effective_from: Annotated[
        DateField, called("生效", "In force from", "整份公文何时生效", "when the notice as a whole takes force")
    ]
    effective_until: Annotated[DateField, called("失效", "In force until", "整份公文何时失效", "when it ends")]
    filed_under: tuple[str, ...]
    measures: tuple[Statement, ...]
    text: str
    blocks: tuple[Block, ...]
    repairs: tuple[Pass, ...]
    warnings: tuple[Caution, ...] = ()
    personal_data: tuple[PersonalDatum, ...] = ()

    def masked(self) -> tuple[PersonalDatum, ...]:
        """The personal data that are not published."""
        return tuple(datum for datum in self.personal_data if datum.decision != "shown")

    def raw(self) -> str:
        """The raw text, restored from the clean text and the passes."""
        return restore(self.text, self.repairs)

    def coded(self) -> tuple[Coded, ...]:
        """What it says about each measure that it does more than mention, in the order of the text."""
        piles: dict[str, list[tuple[int, Statement]]] = {}
        for number, statement in enumerate(self.measures, 1):
            if statement.modality != "mention":
                piles.setdefault(statement.id, []).append((number, statement))
        return tuple(Coded(id, tuple(pile)) for id, pile in piles.items())

    def counted_measures(self) -> tuple[str, ...]:
        """The measures the notice is shelved under, in the order of the text: those it does more than mention."""
        return tuple(coded.id for coded in self.coded())

    def tally(self) -> Tally:
        """How much is coded, mentions included."""
        modalities = Counter(statement.modality for statement in self.measures)
        stages = Counter(statement.stage for statement in self.measures if statement.modality != "mention")
        numbers = sum(len(statement.parameters) for statement in self.measures)
        return Tally(len(self.measures), numbers, dict(sorted(modalities.items())), dict(sorted(stages.items())))

    def month(self) -> str | None:
        """``2021/01``; None when the month of the notice is not known."""
        date = self.date.value
        return "/".join(date.split("-")[:2]) if isinstance(date, str) and "-" in date else None

    def order(self) -> tuple[bool, tuple[int, ...], str]:
        """Its place in every list: dated before undated, late before early, then by id. A month or year stands after the days
        it could hold."""
        date = self.date.value
        if not isinstance(date, str):
            return True, (), self.id
        return False, tuple(-int(part) for part in date.split("-")) + (0,) * (3 - date.count("-")), self.id

    def fields(self) -> dict[str, Field]:
        """The fields by name, in the record's order."""
        return {name: getattr(self, name) for name in FIELDS}

    def edited(self) -> tuple[tuple[str, int], ...]:
        """The kinds of repair that touched it, each with how many edits it made."""
        counts: dict[str, int] = {}
        for step in self.repairs:
            counts[step.kind] = counts.get(step.kind, 0) + len(step.edits)
        return tuple(sorted(counts.items()))


def _types_of_fields() -> Iterator[tuple[str, type[Field], About]]:
    for name, hint in get_type_hints(Notice, include_extras=True).items():
        kind, *beside = get_args(hint) or (hint,)
        for meta in beside:
            if isinstance(meta, msgspec.Meta) and meta.extra:
                yield name, kind, meta.extra["about"]


#: The fields of a record by their keys, in the record's order, each with its words and with its type.
FIELDS = {name: about for name, _, about in _types_of_fields()}
TYPES = {name: kind for name, kind, _ in _types_of_fields()}

#: Those of them that came later: older records lack them, so they have a default.
LATER = tuple(field.name for field in msgspec.structs.fields(Notice) if field.name in FIELDS and not field.required)


# --- what lists show of a notice -------------------------------------------------------------------------------------


class ListedEvidence(Evidence, frozen=True, gc=False, array_like=True):
    """Words as a list shows them: ``quote`` is what stands in the clean text (as found, where it was removed from it); there
    are no text offsets."""


class ListedTarget(Target, frozen=True, gc=False, array_like=True):
    """The same, told in less."""


class ListedParameter(Parameter, frozen=True, gc=False, array_like=True):
    """A number with its words as a list shows them."""

    evidence: ListedEvidence


class ListedStatement(Statement, frozen=True, gc=False, array_like=True):
    """A statement with its words as a list shows them."""

    target: ListedTarget
    evidence: tuple[ListedEvidence, ...]
    parameters: tuple[ListedParameter, ...] = ()


class Weights(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The bytes of HTML that a notice takes in lists: its title, its row in a plain list, all its numbers in a table, and what it
    says about each measure. Long lists are cut by these."""

    title: int
    row: int
    numbers: int
    said: dict[str, int]


class ListedCoded(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The same, told in less: counts, and the statements packed until a page shows them. A notice has dozens, and most builds
    look at none."""

    id: str
    count: int
    stages: dict[Stage, int]
    types: dict[str, int]  #: their numbers by type
    packed: msgspec.Raw

    @property
    def statements(self) -> tuple[tuple[int, ListedStatement], ...]:
        """The statements with their numbers in the record."""
        return msgspec.msgpack.decode(self.packed, type=tuple[tuple[int, ListedStatement], ...])

    def numbers(self, type: str | None = None) -> int:
        """How many numbers they carry, all or those of one type."""
        return sum(self.types.values()) if type is None else self.types.get(type, 0)


class Listed(Notice, frozen=True, kw_only=True, array_like=True):
    """A notice as lists show it, a fifth of the record: no text, blocks, repairs and losers, fields and warnings without
    evidence. What is asked of these when many notices are looked at together stands in their place. ``Archive.whole``
    leads to the record."""

    said: tuple[ListedCoded, ...] = ()
    tallied: Tally = Tally(0, 0, {}, {})
    length: int = 0  #: of the text
    sentences: bytes = b""  #: each sentence as a number of eight bytes (``archive/duplicates.py``)
    edits: tuple[tuple[str, int], ...] = ()

    def coded(self) -> tuple[ListedCoded, ...]:  # type: ignore[override]
        """As the record tells it."""
        return self.said

    def tally(self) -> Tally:
        """As the record tells it."""
        return self.tallied

    def edited(self) -> tuple[tuple[str, int], ...]:
        """As the record tells it."""
        return self.edits


# --- archive ---------------------------------------------------------------------------------------------------------


class Shelf(msgspec.Struct, frozen=True):
    """The notices under one heading. ``key`` is the last part of the shelf's address: an adcode, a slug, ``2021/01``."""

    key: str
    zh: str
    en: str
    notices: tuple[Notice, ...]


class Archive(msgspec.Struct, frozen=True):
    """All notices, ordered and shelved. Every tuple is ordered newest notice first, undated last; shelves by their key
    but for measures (the taxonomy's order) and months (newest first)."""

    notices: tuple[Notice, ...]  #: policies
    not_policy: tuple[Notice, ...]
    cities: tuple[Shelf, ...]
    provinces: tuple[Shelf, ...]
    measures: tuple[Shelf, ...]
    issuers: tuple[Shelf, ...]
    months: tuple[Shelf, ...]
    undated: tuple[Notice, ...]
    by_id: dict[str, Notice]  #: policies or not
    #: a policy's id: its own and those of its copies, the best witness first
    witnesses: dict[str, tuple[str, ...]] = {}
    #: the place of each notice in the order of all, by its id
    ranks: dict[str, int] = {}
    #: reads a record where the notices are ``Listed`` ones
    reader: Callable[[str], Notice] | None = None

    def whole(self, id: str) -> Notice:
        """The record with this id."""
        return self.by_id[id] if self.reader is None else self.reader(id)


def identity(sha256: str) -> str:
    """A notice's id: ``n`` and the first 12 hex digits of its bytes' SHA-256 (never all digits, never like 12e345)."""
    return "n" + sha256[:12]


def to_json(notice: Notice) -> bytes:
    """The record as one line of JSON, keys in the order of the contract, UTF-8."""
    return msgspec.json.encode(notice)


def from_json(line: bytes) -> Notice:
    """The record that a line of JSON holds. Raises msgspec.ValidationError when it is not one."""
    return msgspec.json.decode(line, type=Notice)


def json_schema() -> dict[str, Any]:
    """The record's JSON Schema (draft 2020-12), derived from the types on this page."""
    schema = msgspec.json.schema(Notice)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Notice",
        "description": "One local policy notice: its fields with status and evidence, its measures, its text and repairs.",
    } | schema
