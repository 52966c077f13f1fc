"""A seed's words are data: the site's own Markdown shows exactly them and does nothing they say."""

import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mkdocs.config import load_config

from builder.cache import Cache
from builder.write import markdown as templates
from builder.write.markdown import TEMPLATES, english, environment, escape, visible
from tests.write.samples import NASTY

ROOT = Path(__file__).parent.parent.parent

#: Any text, but often with the characters that mean something.
TEXTS = st.text() | st.text(
    alphabet=st.sampled_from(list("<>&;#x1*_`~[](){}!|\\:-=+.\"'/@$% \t\n\r甲a0\u202e\u2028\x02\x03"))
)


@cache
def site_markdown():
    """Markdown as the site's own configuration sets it up."""
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def rendered(source):
    """What the site's Markdown makes of this source."""
    return BeautifulSoup(site_markdown().reset().convert(source), "html.parser")


def elements(soup):
    """Every element with its attributes."""
    return [(tag.name, dict(tag.attrs)) for tag in soup.find_all(True)]


@settings(max_examples=200, deadline=None)
@given(TEXTS.filter(str.strip))
def test_words_in_a_paragraph_are_shown_and_do_nothing(text):
    """Whatever they are, there is one paragraph, ours, and it says what the seed says."""
    soup = rendered(f"{escape(text)}\n{{: #c1 .is-item }}\n\nafter\n")
    assert elements(soup) == [("p", {"id": "c1", "class": ["is-item"]}), ("p", {})]
    assert soup.p.text == visible(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS.filter(str.strip))
def test_words_in_a_heading_are_shown_and_do_nothing(text):
    """Headings have rules of their own: closing marks, attribute lists, tables of contents."""
    soup = rendered(f"### {escape(text)} {{: #c1 }}\n\nafter\n")
    assert elements(soup) == [("h3", {"id": "c1"}), ("p", {})]
    assert soup.h3.text == visible(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS.filter(str.strip))
def test_words_in_a_block_of_html_are_shown_and_do_nothing(text):
    """As text and as an attribute."""
    soup = rendered(f'<div class="x">\n<p title="{escape(text)}">{escape(text)}</p>\n</div>\n\nafter\n')
    assert [name for name, _ in elements(soup)] == ["div", "p", "p"]
    assert soup.p.text == visible(text)
    assert soup.p.attrs == {"title": visible(text)}


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS.filter(str.strip), min_size=2, max_size=4))
def test_words_with_marks_between_them_are_shown_and_do_nothing(texts):
    """Two pieces of a sentence with a mark between them cannot join into markup."""
    soup = rendered("甲" + "<mark>|</mark>".join(map(escape, texts)) + "乙\n")
    assert [name for name, _ in elements(soup)] == ["p"] + ["mark"] * (len(texts) - 1)
    assert soup.p.text == "甲" + "|".join(map(visible, texts)) + "乙"


@pytest.mark.parametrize("text", NASTY)
def test_nasty_strings_stay_strings(text):
    """The known tricks of HTML, Markdown, its extensions, templates and YAML."""
    for soup in (
        rendered(f"{escape(text)}\n"),
        rendered(f"## {escape(text)} {{: #x }}\n"),
        rendered(f"<p>{escape(text)}</p>\n"),
    ):
        assert len(soup.find_all(True)) == 1
        assert soup.find(True).text == visible(text)


def test_an_escaped_text_is_one_line_without_markup():
    """No line of it can begin anything, so front matter, lists, code and rules have no place to stand."""
    for text in NASTY:
        assert re.fullmatch(
            r"(?:[^\x00-\x1f!-/:-@\[-`{-~\x7f]|[,;/()%']|(?<=[A-Za-z])[.-]|(?<=\d)[.-](?=\d)|&#\d+;)*", escape(text)
        )


def test_every_unseen_character_is_made_visible():
    """All controls, formats, surrogates and separators of Unicode but the blank, the tab and the line end."""
    unseen = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and chr(code) not in "\t\n"
    ]
    assert [f"U+{ord(character):04X}" for character in unseen if visible(character) == character] == []


def test_visible_says_which_character_it_was():
    """So that a reader can look it up."""
    assert visible("甲\u202e乙") == "甲[U+202E]乙"
    assert visible("甲\r\n乙\r") == "甲\n乙[U+000D]"


def test_markup_passes_and_nothing_is_empty():
    """Only the templates' own pieces are Markup."""
    assert escape(Markup("<b>")) == "<b>"
    assert escape(None) == ""
    assert escape(3) == "3"


def test_templates_print_only_escaped_text():
    """A template that forgets has no way to forget: the environment escapes."""
    template = environment().from_string(
        '{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}<i title="{{ x }}">{{ m(x) }}</i>'
    )
    soup = BeautifulSoup(template.render(x='"><script>*a*</script>{: x }'), "html.parser")
    assert [name for name, _ in elements(soup)] == ["i", "b"]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_no_template_goes_past_escape(path):
    """Joining with ~ or |join escapes less than ``escape`` does; |safe not at all."""
    for expression in re.findall(r"\{[{%].*?[%}]\}", path.read_text("utf-8"), re.DOTALL):
        assert not re.search(
            r"~|\|\s*(?:join|safe|e|escape|urlize|xmlattr|format|replace|indent)\b|autoescape", expression
        )


#: What a template may print without quotes around it: addresses, ids, names and numbers that the builder made.
OURS_ALONE = re.compile(
    r"here\.\w+(?:\([\w.]+\))?|slug\([\w.]+\)|(?:\w+\.)*(?:href|place_href|in_raw|anchor|id|status|tone|stage|step|index)"
    r"|(?:\w+\.)*(?:size|span|x|y|top|middle|base|height)(?: [+-] \d+)?|status"
)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_no_word_of_a_seed_stands_in_an_attribute_without_quotes(path):
    """A blank would end it there, and an apostrophe one between apostrophes: what is printed so is never a seed's."""
    text = path.read_text("utf-8")
    bare = re.findall(r"=[^\s\"'>{]*\{\{ ([^}]*) \}\}", text)
    assert [expression for expression in bare if not OURS_ALONE.fullmatch(expression)] == []
    assert not re.search(r"='[^']*\{\{", text)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_english_shows_the_same_words(text):
    """Whatever they are: only its Chinese words say that they are Chinese."""
    soup = BeautifulSoup(f"<p>{english(text)}.</p>", "html.parser")
    assert soup.text == BeautifulSoup(f"<p>{escape(text)}.</p>", "html.parser").text
    assert {tag["lang"] for tag in soup.find_all("i")} <= {"zh-Hans"}
    assert all(words.parent.name == "i" for words in soup.find_all(string=re.compile("[\u3400-\u9fff]")))


def test_chinese_words_in_english_are_marked():
    """Each run of them."""
    assert english("<x天x检>, tests") == "&#60;x<i lang=zh-Hans>天</i>x<i lang=zh-Hans>检</i>&#62;, tests"


def test_what_templates_were_compiled_to_is_kept_and_never_taken_for_another(tmp_path, monkeypatch):
    """The next command compiles none; one whose template is another, and one that finds the store damaged, compiles it."""
    folder, store = tmp_path / "templates", Cache(tmp_path / "kept", "salt")
    folder.mkdir()
    (folder / "a.j2").write_text("{{ word }}!", "utf-8")
    compiled = []
    monkeypatch.setattr(templates, "TEMPLATES", folder)
    monkeypatch.setattr(templates, "_Printing", Counting := counting(templates._Printing, compiled))
    monkeypatch.setattr(templates._Environment, "code_generator_class", Counting)

    def command():
        """What a command finds out that begins now: the page, and how many templates it compiled."""
        compiled.clear()
        monkeypatch.setattr(templates, "_COMPILED", templates._Compiled())
        environment.cache_clear()
        templates.keep_in(store)
        return templates.render("a.j2", word="<甲>"), len(compiled)

    try:
        assert command() == ("&#60;甲&#62;!", 1)
        assert command() == ("&#60;甲&#62;!", 0)
        (kept,) = (tmp_path / "kept").iterdir()
        kept.write_bytes(kept.read_bytes()[:-9] + b"otherwise")
        assert command() == ("&#60;甲&#62;!", 1)
        (folder / "a.j2").write_text("{{ word }}?", "utf-8")
        assert command() == ("&#60;甲&#62;?", 1)
        assert len(list((tmp_path / "kept").iterdir())) == 1
    finally:
        environment.cache_clear()


def counting(generator, compiled):
    """The same, which notes what it compiles."""

    class Counting(generator):
        def visit_Template(self, node, frame=None):
            compiled.append(self.name)
            super().visit_Template(node, frame)

    return Counting
