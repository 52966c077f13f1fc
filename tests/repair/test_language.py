"""The language model: a law of likelihoods, and what it can tell."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest

from builder.cache import Cache
from builder.repair.language import CONTEXT, EDGE, general_language, keep_in, language_of, plain


@pytest.mark.parametrize("before", ["疫情防", "情防", EDGE * CONTEXT, "龘龘龘"])
def test_what_may_follow_is_never_likelier_than_certain(before: str):
    """The likelihoods of all known characters behind a context add up to one at most."""
    language = general_language()
    assert sum(exp(language.of(before, one)) for one in language.characters) <= 1.0 + 1e-6


def test_a_character_never_seen_behind_another_is_bounded():
    """The search leaves out what cannot reach a score: the bound may not be too low."""
    language = general_language().with_document("请全体市民做好防护")
    for before, one in (("疫情防", "砍"), ("全体市", "窕"), (EDGE * CONTEXT, "榉")):
        assert one not in language.followers(before[-1])
        assert language.of(before, one) <= language.alone(one) + language.unseen_behind(before[-1]) + 1e-9


def test_a_document_counts_in_its_own_text():
    """A name that stands elsewhere in the document is likelier for it, and for no other document."""
    language = language_of(["疫情防控"])
    told = language.with_document("窅窅村\n窅窅村委会")
    assert told.of(EDGE * 2 + "窅", "窅") > language.of(EDGE * 2 + "窅", "窅") + 5
    assert language.of("窅窅", "村") == language_of(["疫情防控"]).of("窅窅", "村")


def test_figures_and_letters_are_counted_as_such():
    """Width and value of a figure say nothing."""
    assert plain("3月15日,A座?") == "0月00日，a座？"


@pytest.mark.parametrize(
    ("before", "seen", "unseen"), [("疫情防", "控", "砍"), ("核酸检", "测", "册"), ("居家隔", "离", "璃")]
)
def test_what_was_seen_is_likelier_than_what_was_not(before: str, seen: str, unseen: str):
    """Behind one character and behind three; the longer context makes it surer."""
    language = general_language()
    assert language.of(before[-1], seen) > language.of(before[-1], unseen)
    assert language.of(before, seen) > max(language.of(before, unseen) + 5, language.of(before[-1], seen))


def test_what_is_kept_says_what_was_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A language from the store has the likelihoods of the one that was counted, to the last bit; a damaged one is not taken."""
    for name, text in (("_SENTENCES", "全体市民做好防护\n市民防护用品"), ("_WORD_LIST", "防疫\t4700\n市民们\t100")):
        (tmp_path / name).write_text(text, "utf-8")
        monkeypatch.setattr(f"builder.repair.language.{name}", tmp_path / name)
    monkeypatch.setattr("builder.repair.language._STORE", [])
    counted, counts = likelihoods(), tmp_path / "kept"
    keep_in(Cache(counts, "salt"))
    assert likelihoods() == counted
    assert likelihoods() == counted, "the second time they were found there"
    (file,) = counts.iterdir()
    file.write_bytes(file.read_bytes().replace("民".encode(), "氏".encode()))
    assert likelihoods() == counted, "a damaged one is counted anew"
    general_language.cache_clear()


def likelihoods() -> list[float]:
    """What the next command finds likely."""
    general_language.cache_clear()
    language = general_language().with_document("请全体市民做好防疫")
    return [
        language.of(before, one) for before in ("体市民", "龘龘龘", EDGE * 3) for one in sorted(language.characters)
    ]
