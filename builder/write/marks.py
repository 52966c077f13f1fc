"""Which words of a text are marked, and the marked text: evidence, restored words, damage, what was removed or changed."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from builder.model import Evidence, Notice
from builder.text.edits import Trail
from builder.write.markdown import escape, visible
from builder.write.words import FIELDS, title_of

#: Kinds of passes whose new words are shown as restored: the others only move, swap or drop characters.
RESTORING = ("encoding", "wording")

#: A field may lean on many words; a page marks the first of them.
MARKED_PER_FIELD = 3
#: Of the values that were found and not chosen, the card shows so many; the record holds all.
LOSERS = 3
#: So many of the words that a warning points at are shown with it.
SAMPLES = 2

#: A removal of this many characters is a passage that a reader may want to see; shorter ones are samples of a rule.
PASSAGE = 12
#: Of the passages removed in one place, the page shows this much; the raw view shows all.
LONGEST_PASSAGE = 48

#: Longer evidence (a sentence that shows the kind of a text) is led to and not coloured: it would drown the rest.
LONGEST_MARK = 60


#: Of what stood in place of a restored word, this much is shown.
LONGEST_WAS = 24


class Mark(NamedTuple):
    """A span of a text that is shown as ``css``; ``anchor`` is its id or empty, ``title`` what it says when pointed at.
    ``label`` stands behind its last word and leads to ``back``."""

    start: int
    end: int
    css: str
    anchor: str = ""
    title: str = ""
    label: str = ""
    back: str = ""


def anchor_of(evidence: Evidence) -> str:
    """The id of words that carry a field, by their place in the text: fields that lean on the same words share it. Empty where
    the words were removed."""
    return "" if evidence.text_start is None or evidence.text_end is None else f"e{evidence.text_start}"


def evidence_places(notice: Notice) -> list[tuple[int, int]]:
    """The places in *text* that the card leads to, in order and without overlap: from where evidence begins to where the first
    that begins there ends, or the next begins."""
    ends: dict[int, int] = {}
    for field in notice.fields().values():
        for start, end in _in_text(field.evidence[:MARKED_PER_FIELD]):
            ends[start] = min(end, ends.get(start, end))
    begins = (*sorted(ends), len(notice.text))
    return [(start, min(ends[start], following)) for start, following in pairwise(begins)]


def statement_anchors(notice: Notice) -> tuple[str, ...]:
    """The id of the words of each statement in the text, by the place of the first that says something with these words; empty
    where none of its words stand there."""
    first: dict[tuple[int, int], str] = {}
    spans = [next(iter(_in_text(statement.evidence)), None) for statement in notice.measures]
    return tuple(
        first.setdefault(span, f"s{number}") if span is not None else "" for number, span in enumerate(spans, 1)
    )


def _in_text(evidence: Iterable[Evidence]) -> list[tuple[int, int]]:
    return [
        (item.text_start, item.text_end)
        for item in evidence
        if item.text_start is not None and item.text_end is not None
    ]


def evidence_marks(notice: Notice) -> Iterator[Mark]:
    """The words of *text* that carry a field; behind the last of each block the field's name, which leads to its row of the
    card."""
    starts = [block.start for block in notice.blocks]
    for name, field in notice.fields().items():
        found = [
            (evidence.text_start, evidence.text_end, anchor_of(evidence))
            for evidence in field.evidence[:MARKED_PER_FIELD]
            if evidence.text_start is not None and evidence.text_end is not None
        ]
        last = {bisect_right(starts, start): start for start, end, _ in sorted(found) if end - start <= LONGEST_MARK}
        for start, end, anchor in found:
            css = "arc-e" if end - start <= LONGEST_MARK else ""
            label = FIELDS[name].zh if css and last[bisect_right(starts, start)] == start else ""
            yield Mark(start, end, css, anchor, "", label, f"../#f-{name}")


def statement_marks(notice: Notice, numbers: Mapping[str, int]) -> Iterator[Mark]:
    """The words of *text* that say a measure; behind the first of each block the measure's number on the page, which leads to its
    statements. It is the number that the style sheet sets before the measure's name, as a footnote has."""
    labelled = set()
    for anchor, statement in zip(statement_anchors(notice), notice.measures, strict=True):
        for place, (start, end) in enumerate(_in_text(statement.evidence)):
            key = (statement.id, statement.block)
            number = numbers[statement.id]
            label = "" if key in labelled else str(number)
            labelled.add(key)
            yield Mark(start, end, "arc-m", "" if place else anchor, "", label, f"#m{number}")


def caution_marks(notice: Notice) -> Iterator[Mark]:
    """The words of *text* that a warning points at."""
    for caution in notice.warnings:
        for evidence in caution.evidence:
            if evidence.text_start is not None and evidence.text_end is not None:
                yield Mark(evidence.text_start, evidence.text_end, "arc-damage", "", "残缺或可疑 damaged")


class Removal(NamedTuple):
    """Words that repair took away: their span in *raw*, where they would stand in *text*, the rule that did it."""

    start: int
    end: int
    place: int
    rule: str
    words: str


class Ledger:
    """The passes of a notice, followed in both directions: what stands in *text* now, and where things stood in *raw*."""

    def __init__(self, notice: Notice) -> None:
        self.passes = notice.repairs

    @cached_property
    def _trails(self) -> tuple[Trail, ...]:
        return tuple(Trail(step.edits) for step in self.passes)

    def restored(self) -> Iterator[Mark]:
        """The words of *text* that repair put there."""
        for index, step in enumerate(self.passes):
            if step.kind not in RESTORING:
                continue
            shift = 0
            for edit in step.edits:
                start = edit.start + shift
                shift += len(edit.new) - len(edit.old)
                span = self._forth(start, start + len(edit.new), index + 1) if edit.new else None
                if span:
                    yield Mark(*span, "arc-restored", "", f"原作 {_briefly(edit.old)}" if edit.old.strip() else "补入")

    def removed(self) -> Iterator[Removal]:
        """What passes of noise took away, in the order of *raw*, each with the place in *text* where it stood."""
        for index, step in enumerate(self.passes):
            if step.kind != "noise":
                continue
            shift = 0
            for edit in step.edits:
                place = edit.start + shift
                shift += len(edit.new) - len(edit.old)
                start, end = edit.start, edit.end
                for trail in reversed(self._trails[:index]):
                    start, end = trail.back(start, end)
                for trail in self._trails[index + 1 :]:
                    place = (trail.forth(place, place) or (0, 0))[0]
                yield Removal(start, end, place, step.rule, edit.old)

    def _forth(self, start: int, end: int, passed: int) -> tuple[int, int] | None:
        for trail in self._trails[passed:]:
            span = trail.forth(start, end)
            if span is None:
                return None
            start, end = span
        return start, end

    def in_raw(self) -> Iterator[Mark]:
        """The words of *raw* that were removed or changed."""
        for index, step in enumerate(self.passes):
            css = "arc-removed" if step.kind == "noise" else "arc-changed"
            for edit in step.edits:
                start, end = edit.start, edit.end
                for trail in reversed(self._trails[:index]):
                    start, end = trail.back(start, end)
                if start < end:
                    yield Mark(start, end, css)


def _briefly(words: str) -> str:
    """What stood there before, on one line and not longer than a glance."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WAS else f"{line[:LONGEST_WAS]}…"


class Segment(NamedTuple):
    """A stretch of text that is marked the same way all through, and the ids that begin at it."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...]


def segments(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Segment]:
    """``[start, end)`` cut where a mark begins or ends. Marks may overlap; an id goes to the first stretch of its mark."""
    inside = sorted((mark for mark in marks if mark.start < end and mark.end > start), key=_SPAN)
    rims = {mark.start for mark in inside}
    rims.update(mark.end for mark in inside if mark.css)  # one that is only an anchor shows nothing and ends nowhere
    cuts = sorted({start, end, *(at for at in rims if start < at < end)})
    waiting, active = 0, []
    for first, last in pairwise(cuts):
        begun = []
        while waiting < len(inside) and inside[waiting].start <= first:
            begun.append(inside[waiting])
            waiting += 1
        active = [mark for mark in active + begun if mark.end > first and mark.css]
        yield Segment(first, last, tuple(active), tuple(dict.fromkeys(mark.anchor for mark in begun if mark.anchor)))


_SPAN = itemgetter(0, 1)

#: Full-width marks that Chromium sets closer where they meet. In a long run of them it looks at all again for each place where a
#: line might end: four thousand take seconds, twenty thousand never come. A line may end after so many.
LONGEST_RUN = 64
_RUN = re.compile(f"[（）「」『』《》〈〉【】〔〕［］｛｝，。、：；．“”‘’]{{{LONGEST_RUN}}}")


def breakable(words: str) -> str:
    """Escaped words with a place where the line may end in each long run of full-width marks."""
    return _RUN.sub(r"\g<0><wbr>", words) if len(words) >= LONGEST_RUN else words


def anchored(notice: Notice) -> Iterator[Markup]:
    """The words of each block of *text* as they are read, safe in Markdown; what the card leads to can be led to and shows
    nothing else. A place that begins between two blocks is led to in the second."""
    places, waiting = evidence_places(notice), 0
    for block in notice.blocks:
        pieces, at, first = list[str](), block.start, waiting
        waiting = bisect_left(places, (block.end,))
        for start, end in places[first:waiting]:
            begun, done = max(start, at), min(max(end, at), block.end)
            pieces += (_plain(notice.text[at:begun]), f"<a id=e{start}>{_plain(notice.text[begun:done])}</a>")
            at = done
        yield Markup("".join((*pieces, _plain(notice.text[at : block.end]))))


def _plain(words: str) -> str:
    return breakable(str(escape(words)))


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """``text[start:end]`` as inline HTML with its marks. No Markdown is read there."""
    return Markup("".join(_stretch(text, segment) for segment in segments(start, end, marks)))


def _stretch(text: str, segment: Segment) -> str:
    """HTML made of escaped words and our own tags and ids; plain strings, since an archive has millions of them."""
    words = breakable(html.escape(visible(text[segment.start : segment.end]), quote=False))
    own = next((mark.anchor for mark in segment.marks if mark.anchor in segment.anchors), "")
    if segment.marks:
        present = {mark.css for mark in segment.marks}
        tag = next(tag for css, tag in _TAGS if css in present)
        css = " ".join(_SHORT[css] for css, _ in _TAGS if css in present and _SHORT[css])
        title = next((mark.title for one, _ in _TAGS for mark in segment.marks if mark.css == one and mark.title), "")
        attributes = f" id={own}" if own else ""
        if css:
            attributes += f' class="{css}"' if " " in css else f" class={css}"
        if title:
            attributes += f' title="{html.escape(visible(title))}"'
        words = f"<{tag}{attributes}>{words}</{tag}>{_labels(segment)}"
    for anchor in reversed(segment.anchors):
        if anchor != own:
            words = f"<a id={anchor}></a>{words}"
    return words


# The tag and class of each mark, the one that has the say first. Short, as ids are: a page may hold hundreds.
_TAGS = (("arc-e", "mark"), ("arc-m", "b"), ("arc-restored", "u"), ("arc-damage", "span"))
_SHORT = {"arc-e": "", "arc-m": "", "arc-restored": "", "arc-damage": "d"}


def _labels(segment: Segment) -> str:
    """The names of the marks that end here, each a link back."""
    ending = dict.fromkeys((mark.back, mark.label) for mark in segment.marks if mark.label and mark.end == segment.end)
    return "".join(f"<a href={back}>{html.escape(label)}</a>" for back, label in ending)


_OFFSET = re.compile(r"c(\d{1,9})")


def raw_marks(notice: Notice) -> Iterator[Mark]:
    """Everything that the raw view marks: removed, changed, evidence of fields, and where each block began."""
    ledger = Ledger(notice)
    yield from ledger.in_raw()
    gone = (removals[0].start for removals in gone_before(ledger, notice).values())
    for start in sorted(evidence_starts(notice).union(gone)):
        yield Mark(start, start + 1, "", f"r{start}")
    for field in notice.fields().values():
        for evidence in field.evidence[:MARKED_PER_FIELD]:
            yield Mark(evidence.start, evidence.end, "arc-e")
    for block in notice.blocks:
        if found := _OFFSET.fullmatch(block.anchor):
            yield Mark(int(found[1]), int(found[1]) + 1, "", block.anchor)


def gone_before(ledger: Ledger, notice: Notice) -> dict[int, list[Removal]]:
    """The removed passages by the number of the block they stood before; those within a block stand behind it. The title is not
    gone: it stands at the top."""
    starts = [block.start for block in notice.blocks]
    title = cut(title_of(notice))
    found: dict[int, list[Removal]] = {}
    for removal in sorted(ledger.removed()):
        if len(removal.words.strip()) >= PASSAGE and cut(removal.words) != title:
            found.setdefault(bisect_left(starts, removal.place), []).append(removal)
    return found


def cut(passage: str) -> str:
    """A removed passage without its blank rim, its end left to the raw view where it is long."""
    text = " ".join(passage.split())
    return text if len(text) <= LONGEST_PASSAGE else f"{text[:LONGEST_PASSAGE]}……"


def evidence_starts(notice: Notice) -> set[int]:
    """The raw offsets that links from the notice page lead to: words that were removed, losers, what warnings point at."""
    shown = [item for field in notice.fields().values() for item in field.evidence[:MARKED_PER_FIELD]]
    found: list[Evidence] = [item for item in shown if item.text_start is None]
    for field in notice.fields().values():
        found += [item for other in field.others[:LOSERS] for item in other.evidence[:1]]
    found += [item for caution in notice.warnings for item in caution.evidence[:SAMPLES]]
    return {evidence.start for evidence in found}
