"""Marks on a text: nothing of the text is lost, every id stands once, and what repair did is found again."""

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import BodyField, Caution, Evidence, Field
from builder.text.edits import Edit, Pass
from builder.write.markdown import visible
from builder.write.marks import LONGEST_RUN, Ledger, Mark, caution_marks, evidence_marks, marked, segments
from builder.write.raw import raw_view
from tests.write.samples import hostile, notice_of, rules

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from(["arc-e", "arc-restored", "arc-damage", ""])),
    max_size=8,
)


def marks_of(spans):
    """Marks with an id each."""
    return [Mark(start, start + length, css, f"i{number}", "x") for number, (start, length, css) in enumerate(spans)]


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=40), SPANS)
def test_marks_never_change_the_words(text, spans):
    """However they overlap, the words are those of the text and no id stands twice."""
    # in pre, where the parser keeps a lone tab
    soup = BeautifulSoup(f"<pre>.{marked(text, 0, len(text), marks_of(spans))}.</pre>", "html.parser")
    assert soup.pre.text == f".{visible_piecewise(text, spans)}."
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def visible_piecewise(text, spans):
    """The text as its pieces show it: a line end of two characters may be cut in two."""
    pieces = segments(0, len(text), marks_of(spans))
    return "".join(visible(text[piece.start : piece.end]) for piece in pieces)


@given(SPANS)
def test_segments_cover_the_text_once(spans):
    """In order, without gap or overlap, each marked the same way all through."""
    pieces = list(segments(0, 40, marks_of(spans)))
    assert [piece.start for piece in pieces] == [0, *[piece.end for piece in pieces][:-1]]
    assert pieces[-1].end == 40
    for piece in pieces:
        at = {mark for mark in marks_of(spans) if mark.css and mark.start <= piece.start and mark.end >= piece.end}
        assert set(piece.marks) == {mark for mark in at if mark.start < mark.end}


def test_evidence_is_marked_and_long_evidence_only_led_to():
    """A sentence that shows the kind of a text would drown the date in it."""
    line = "1月3日，市领导小组召开会议。" * 8
    notice = notice_of(
        line,
        issuing_body=BodyField("市领导小组", "stated", (Evidence(5, 10, line[5:10], 5, 10),)),
        kind=Field("meeting", "inferred", (Evidence(0, len(line), line, 0, len(line)),)),
    )
    assert [(mark.anchor, mark.css) for mark in evidence_marks(notice)] == [("e0", ""), ("e5", "arc-e")]


def test_damage_in_the_text_is_marked():
    """A warning's words, where they are still there."""
    notice = notice_of("甲乙丙", warnings=(Caution("x/y", "z", (Evidence(1, 2, "乙", 1, 2), Evidence(9, 10, "丁"))),))
    assert [(mark.start, mark.end, mark.css) for mark in caution_marks(notice)] == [(1, 2, "arc-damage")]


def test_restored_words_are_found_in_the_text():
    """Through the passes that came after, with what stood there before."""
    passes = (
        Pass("wording/x", "wording", (Edit(4, 5, "雏", "形"),)),
        Pass("noise/y", "noise", (Edit(0, 2, "广告", ""),)),
    )
    marks = list(Ledger(notice_of("转型形", repairs=passes)).restored())
    assert [(mark.start, mark.end, mark.title) for mark in marks] == [(2, 3, "原作 雏")]


def test_removed_and_changed_words_are_found_in_the_raw_text():
    """Each pass counts in the text that the one before it gave; the raw view counts in the raw text."""
    passes = (
        Pass("noise/a", "noise", (Edit(1, 5, "(yī)", ""),)),
        Pass("script/b", "script", (Edit(1, 2, "萬", "万"),)),
    )
    marks = sorted(Ledger(notice_of("一万", repairs=passes)).in_raw())
    assert [(mark.start, mark.end, mark.css) for mark in marks] == [(1, 5, "arc-removed"), (5, 6, "arc-changed")]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30).filter(lambda text: "\r" not in text))
def test_the_raw_view_shows_the_whole_raw_text(bad):
    """Every character of it, in order."""
    notice = hostile(bad)
    soup = BeautifulSoup(raw_view(notice, rules()), "html.parser")
    assert soup.pre.text == visible(notice.raw())


def test_a_tag_of_the_raw_view_stays_open_while_nothing_changes():
    """A character that a removed passage holds in another script, and a line end in it, cut nothing; what is not removed does."""
    passes = (
        Pass("script/a", "script", (Edit(1, 2, "萬", "万"), Edit(4, 5, "萬", "万"), Edit(8, 9, "萬", "万"))),
        Pass("layout/b", "layout", (Edit(3, 4, "\n", " "),)),
        Pass("noise/c", "noise", (Edit(0, 7, "一万二 万三四", ""),)),
    )
    notice = notice_of("五万六", repairs=passes)
    pre = BeautifulSoup(raw_view(notice, rules()), "html.parser").pre
    assert [(tag.name, tag.text) for tag in pre.find_all(["s", "u"])] == [("s", "一萬二\n萬三四"), ("u", "萬")]


def test_a_long_run_of_marks_may_be_broken():
    """Else Chromium never sets twenty thousand brackets in a row; nothing of the text is lost, and a short run is left."""
    for count, breaks in ((LONGEST_RUN - 1, 0), (LONGEST_RUN, 1), (20_000, 20_000 // LONGEST_RUN)):
        text = "全市" + "（" * count + "停课"
        soup = BeautifulSoup(marked(text, 0, len(text), ()), "html.parser")
        assert (soup.text, len(soup.select("wbr"))) == (visible(text), breaks)
