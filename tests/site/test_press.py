"""The second path to pages makes the same bytes as stock MkDocs, for every page of a site with hostile seeds."""

import os
import shutil
import subprocess
import sys

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from builder.site.__main__ import render
from builder.site.fill import read_sheet
from builder.site.hook import TIMELESS, is_unused, on_page_markdown
from builder.site.plain import to_html
from builder.site.press import for_press, in_order_of_mkdocs
from builder.write.markdown import escape
from tests.site.conftest import hostile_seeds
from tests.site.project import copy_project
from tests.test_build import tree
from tests.write.samples import NASTY


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with the seeds and hostile ones."""
    project = copy_project(tmp_path_factory.mktemp("press"))
    for name, data in hostile_seeds():
        (project / "seeds" / name).write_bytes(data)
    return project


def mkdocs(project, *arguments):
    """Runs a command of the project."""
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(project),
        "SITE_URL": "https://a.example/b/",
    }
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


def test_the_press_prints_what_stock_mkdocs_renders(project, monkeypatch):
    """Without our hook MkDocs renders every page by itself; with it, most pages are filled into shells, and what no page uses of
    the theme stays away."""
    assert mkdocs(project, "builder", "build", "--site").returncode == 0
    monkeypatch.setenv("SITE_URL", "https://a.example/b/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TIMELESS)
    stock = project / "stock"
    render(load_config(str(project / "mkdocs.yml"), site_dir=str(stock), hooks=[], strict=True))
    pressed, stocked = tree(project / "site"), tree(stock)
    for path in filter(is_unused, list(stocked)):
        del stocked[path]
    assert [path for path in pressed.keys() | stocked.keys() if pressed.get(path) != stocked.get(path)] == []
    assert sum(path.startswith("notices/n") for path in pressed) > 5
    monkeypatch.undo()
    shutil.rmtree(stock)


def test_bare_mkdocs_builds_the_same_site(project):
    """Whoever knows only MkDocs gets the same bytes."""
    done = mkdocs(project, "mkdocs", "build", "--strict", "--quiet", "--site-dir", "bare")
    assert done.returncode == 0, done.stderr
    assert tree(project / "bare") == tree(project / "site")


def test_every_generated_page_is_known_to_the_fast_reader(project):
    """Else a template brought Markdown that costs a hundred times as much: teach ``plain.py`` or write it as HTML."""
    nav = load_config(str(project / "mkdocs.yml"), hooks=[]).nav
    slow = []
    for path in for_press(project / "docs", nav):
        if path.endswith(".md"):
            body = read_sheet(path, (project / "docs" / path).read_text("utf-8")).body
            slow += [path] if to_html(body) is None else []
    assert slow == []


@pytest.mark.parametrize(
    ("path", "text", "fast"),
    [
        ("cities/index.md", '## 甲 {: #a }\n\n<ul id=b>\n<li id="c">乙\n</ul>\n', True),
        ("cities/index.md", "## 甲 {: #a }\n\n* 乙\n", False),
        ("howto/x.md", "## 甲 {: #a }\n", False),
    ],
)
def test_a_page_of_the_navigation_is_read_as_mkdocs_reads_it(project, path, text, fast):
    """Its words, and its anchors, to which pages written by hand may lead; what a hand has written MkDocs reads itself."""
    config = load_config(str(project / "mkdocs.yml"), hooks=[])

    def page():
        made = Page("甲", File(path, str(project / "docs"), config.site_dir, use_directory_urls=True), config)
        made.markdown = text
        return made

    stock, ours = page(), page()
    stock.render(config, Files([]))
    assert on_page_markdown(text, page=ours) == text
    assert ("render" in vars(ours)) == fast
    ours.render(config, Files([]))
    assert (ours.content, ours.present_anchor_ids) == (stock.content, stock.present_anchor_ids)
    assert (list(ours.toc), ours.title) == (list(stock.toc), stock.title)


words = st.text(alphabet="甲乙，。 *_`#<>&[](){}!|~:=+-.\\\"'1aA\u3000\t", min_size=1, max_size=20)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "h", "div", "bare"]), words | st.sampled_from(NASTY)), min_size=1, max_size=5
    )
)
def test_what_the_fast_reader_reads_it_reads_as_python_markdown_does(blocks):
    """Whatever words the templates print, escaped; unescaped ones too, unless it declines."""
    text = "\n\n".join(written(kind, said, number) for number, (kind, said) in enumerate(blocks)) + "\n"
    made = to_html(text)
    settings = {"tables": {"use_align_attribute": True}, "toc": {"permalink": False, "toc_depth": 0}}
    extensions = ["toc", "tables", "fenced_code", "attr_list"]
    stock = markdown.Markdown(extensions=extensions, extension_configs=settings).convert(text)
    assert made in (None, stock)


def test_a_number_with_two_parts_is_no_list():
    """A list needs a blank behind its full stop."""
    assert to_html("2.1 分班用餐") == "<p>2.1 分班用餐</p>"
    assert to_html("2. 分班用餐") is None


def written(kind, said, number):
    """A block as a template writes it; a bare one as no template does."""
    safe = str(escape(said))
    return {
        "p": f'{safe}<a href="#c{number}" title="c01"></a>\n{{: #c{number} .is-item }}',
        "h": f"## {safe} {{: #h{number} }}",
        "div": f'<div class="a">\n<p>{safe}</p>\n</div>',
        "bare": said.replace("\n", " ").strip() or "甲",
    }[kind]


def test_pages_are_in_the_order_of_mkdocs():
    """The sitemap lists them so: an index first, files before folders."""
    paths = ["b/index.md", "a/z/index.md", "a/b.md", "a/index.md", "index.md", "a.md", "b/x.csv"]
    assert in_order_of_mkdocs(paths) == ["index.md", "a.md", "a/index.md", "a/b.md", "a/z/index.md", "b/index.md"]
