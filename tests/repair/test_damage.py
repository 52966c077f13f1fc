"""Damage done on purpose to the pages of the tuned corpus, and undone again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest

from builder.repair.script import looks_traditional
from builder.text.edits import restore
from tests.corpus import Case, load
from tests.corpus.report import common, repaired
from tests.damage import damage_page, lost_widths

#: each row of damages must leave no trace in the clean text
UNDONE = (
    ("fold",),
    ("toolmap",),
    ("toolmap", "gloss", "commas", "fold"),
    ("tags",),
    ("zero_width", "windows"),
    ("masks",),
)
CASES = [case for case in load("tuned") if not looks_traditional("".join(words for _, words in case.lines))]


def _drawn(every: int, rest: int = 0) -> list[Case]:
    """One case of so many, drawn by its name: a corpus that grows shifts none of the others."""
    return [case for case in CASES if int(sha256(case.name.encode()).hexdigest(), 16) % every == rest]


@cache
def _undamaged(text: str) -> str:
    """What repair makes of a text that nobody damaged; asked again for every damage."""
    return repaired(text).text


def _page(case: Case) -> str:
    return "\n".join(words for _, words in case.lines)


@pytest.mark.parametrize("damages", UNDONE, ids="+".join)
def test_damage_is_undone_on_the_whole_page(damages: tuple[str, ...]):
    """The damaged page gives the same text as the page before the damage, but for widths that folding loses for good. Asked of
    every third page; others are asked below."""
    lost = lost_widths if "fold" in damages else str
    wrong = [
        case.name
        for case in _drawn(3)
        if repaired(damage_page(_page(case), damages)).text != lost(_undamaged(_page(case)))
    ]
    assert not wrong


#: damages that cannot always be told, and the least share of characters that stand in order after repair, on one page of fourteen
RESTORED = (
    (("scattered",), 0.9985), (("blanks",), 0.9995), (("wrap",), 0.999), (("latin",), 0.9985), (("big5_as_latin",), 0.997),
    (("glued_clock",), 0.998), (("share_numbers",), 0.9985), (("rare_pairs",), 0.9985), (("site_names",), 0.9995),
    (("as_windows_shows",), 1.0), (("read_twice",), 1.0), (("radicals",), 1.0), (("strewn",), 1.0), (("codes",), 1.0),
    (("spaced_out",), 0.999), (("strewn_wide",), 0.998), (("blanks_behind",), 0.998), (("gloss_with_figures",), 0.999),
    (("fresh_pairs",), 0.999), (("gloss_anywhere",), 1.0), (("percent",), 1.0), (("line_ends",), 0.999),
    (("wrap_columns",), 0.998), (("title_pieces",), 0.999), (("other_masks",), 0.999), (("emphasis",), 0.999),
    (("gloss_bare",), 0.9995), (("gloss_slashed",), 0.9995), (("gloss_bopomofo",), 0.9995), (("bare_codes",), 0.999),
    (("headless_codes",), 0.9995), (("endless_codes",), 0.9995), (("page_breaks",), 0.9985), (("turned",), 0.99),
    (("base64_lines",), 0.999), (("hz_pairs",), 0.996), (("codes_parted",), 0.999), (("halves",), 0.995), (("one_a_line",), 0.99),
    (("barred",), 0.999), (("hidden_words",), 0.999), (("gloss_in_front",), 0.999), (("gloss_quoted",), 0.999),
    (("sentences_twice",), 0.999), (("traditional_lines",), 0.999), (("running_heads",), 0.999), (("subtitles",), 0.999),
    (("random_letters",), 0.999), (("strokes_for_ones",), 0.9995), (("bold_figures",), 1.0), (("shown_ends",), 0.998),
    (("glyph_names",), 1.0), (("tags_in_codes",), 1.0),
    (("title_pieces", "blanks", "fold"), 0.998),
    (("fold", "wrap", "scattered"), 0.9985), (("toolmap", "fold", "rare_pairs"), 0.9985),
)  # fmt: skip


@pytest.mark.parametrize(
    ("damages", "least"), RESTORED, ids=lambda value: "+".join(value) if isinstance(value, tuple) else ""
)
def test_damage_is_undone_nearly_everywhere(damages: tuple[str, ...], least: float):
    """The share may not sink."""
    lost = lost_widths if "fold" in damages else str
    whole = left = 0
    for case in _drawn(14):
        want = lost(_undamaged(case.clean))
        got = repaired(damage_page(case.clean, damages)).text
        whole += len(want)
        left += len(want) if got == want else common(want, got)
    assert left >= least * whole


@pytest.mark.parametrize("damage", ["blanks", "wrap", "latin"])
def test_damage_that_is_undone_in_part_never_loses_a_page(damage: str):
    """Scattered blanks, wrapped lines and lost characters cannot always be told; the ledger holds all the same."""
    for case in _drawn(3, 1):
        done = repaired(damage_page(_page(case), (damage,)))
        assert restore(done.text, done.passes) == done.raw


@pytest.mark.parametrize("case", _drawn(60), ids=lambda case: case.name)
def test_wrapped_lines_lose_no_character(case: Case):
    """Whatever is joined, nothing but line feeds and blanks goes."""
    raw = damage_page(_page(case), ("wrap",))
    assert "".join(repaired(raw).page.split()) == "".join(repaired(_page(case)).page.split())


def test_characters_that_only_a_font_had_are_never_lost_silently():
    """Where characters of private use stand for words, they stay and are marked."""
    marked = []
    for case in _drawn(24):
        done = repaired(damage_page(_page(case), ("private_words",)))
        if sum(one in "的人疫情防控要不一在" for one in _page(case)) >= 6:
            marked.append(any(mark.rule == "caution/lost-characters" for mark in done.marks))
    assert sum(marked) >= 0.95 * len(marked)


@pytest.mark.parametrize(("codec", "shown"), [("utf-8", "cp932"), ("gbk", "cp932"), ("gbk", "cp949")])
def test_most_of_what_was_read_as_japanese_or_korean_comes_back(codec: str, shown: str):
    """Bytes that those character sets lack are lost; what they stood for is marked, and nothing else is guessed."""
    whole = left = 0
    for case in _drawn(36):
        want = _undamaged(case.clean)
        lines = (line.encode(codec, "ignore").decode(shown, "replace") for line in case.clean.split("\n"))
        got = repaired("\n".join(lines)).text
        whole += len(want)
        left += common(want, got)
    assert left >= 0.7 * whole
