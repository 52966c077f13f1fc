"""Words of a seed on a page: always data, never markup.

Pages are Markdown with blocks of HTML, filled by templates. Whatever a template prints goes through ``escape``: in Markdown, in
an HTML block and in an attribute alike it shows exactly the text it was given, and nothing in that text takes effect. Only
what ``render`` itself returns, and what is wrapped in ``Markup`` here, is printed as it is.
"""

from __future__ import annotations

import re
import sys
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from builder.cache import Cache

TEMPLATES = Path(__file__).parent / "templates"

# Controls, surrogates, and every character of the classes Cf, Zl and Zp of Unicode: unseen, they change what a reader sees.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)

# ASCII marks: as numeric references none of them starts or ends anything, neither in Markdown nor in HTML. Only those that can do
# neither stay as they are, since days and English lines are full of them: comma, semicolon, slash, round brackets, percent sign,
# apostrophe (no template writes an attribute between apostrophes; a test looks), and a full stop or hyphen behind a letter or
# between digits. A blank only where Markdown looks at it: at a rim (code, lists, line ends) and beside another one; other blanks
# would be stripped there.
_MARKUP = re.compile(
    r"[!-$&*+:<-@\[-`{-~]|(?<![A-Za-z])(?<!\d(?=[.-]\d))[.-]"
    r"|[\t\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|\A | \Z| (?= )|(?<= ) "
)


def visible(text: str) -> str:
    """The text with every unseen character as ``[U+202E]``. Line ends become plain ones; tabs and line ends stay."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.replace("\r\n", "\n"))


def escape(value: object) -> Markup:
    """The value as text that means itself, wherever it is printed. Markup passes; None is nothing."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    text = str(value)
    return _escaped_once(text) if len(text) <= _SHORT else _escaped(text)


def _escaped(text: str) -> Markup:
    return Markup(_MARKUP.sub(lambda found: f"&#{ord(found[0])};", visible(text)))


_HAN = re.compile("[\u3400-\u9fff]+")


def english(value: object) -> Markup:
    """Escaped words of English; the Chinese words among them are marked as such, for screen readers and for their type."""
    said = escape(value)
    return said if said.isascii() else Markup(_HAN.sub(r"<i lang=zh-Hans>\g<0></i>", str(said)))


#: Names, labels and days stand on thousands of pages.
_escaped_once = lru_cache(maxsize=1 << 16)(_escaped)
_SHORT = 80


class _Printing(CodeGenerator):
    """Prints what ``escape`` returns. Jinja would escape it once more, which changes nothing and takes as long again."""

    def _output_child_pre(self, node: object, frame: object, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: object, frame: object, finalize: object) -> None:
        self.write(")")


class _Environment(jinja2.Environment):
    code_generator_class = _Printing


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to. Jinja looks at it: what another template, Python or Jinja left it does not take."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def keep_in(store: Cache) -> None:
    """Has what templates are compiled to kept here from one command to the next. Where it is not there all are compiled at once,
    before processes are started that would compile them each for itself."""
    names = environment().list_templates()
    sources = b"\0".join((TEMPLATES / name).read_bytes() for name in names)
    key = store.key(f"{TEMPLATES} {sys.version} {jinja2.__version__}", sources)
    kept = store.get(key)
    if kept is not None:
        _COMPILED.known |= msgspec.msgpack.decode(kept, type=dict[str, bytes])
        return
    for name in names:
        environment().get_template(name)
    store.put(key, msgspec.msgpack.encode(_COMPILED.known))
    store.keep_only([key])


@cache
def environment() -> jinja2.Environment:
    """The templates' environment: everything printed is escaped, a name that does not exist is an error.

    Templates must not join text with ``~``, ``|join``, ``|e`` or ``|safe``: these go past ``escape`` (a test looks for them).
    """
    made = _Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=escape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    made.filters["english"] = english
    return made


def render(template: str, **values: Any) -> str:
    """The page that this template makes of these values."""
    return environment().get_template(template).render(**values)
