"""Seeds nobody wrote: lines of notices, damaged, torn and stuck together with markup, controls, numbers and huge lines.

The structure is kept where it leads deep into the rules (lines of real notices, dates, signatures, tags) and broken where a
program could stumble (a cut in the middle, a byte flipped, half an entity, a bracket that never closes).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.damage import SIMULATORS
from tests.read.test_docx import word
from tests.read.test_pdf import pdf
from tests.read.test_warc import archive

CORPUS = Path(__file__).parent.parent / "corpus" / "tuned"
#: so many notices of the corpus lend their lines
LENDERS = 60

MARKS = (
    "一、", "（二）", "3.", "第十条", "附件：", "各县（市、区）人民政府：", "第18号", "〔2021〕5号", "2021年1月5日",
    "二〇二二年三月", "5月18日", "2020-02-30", "0000年13月99日", "24:61", "疫情防控指挥部", "市人民政府", "通告", "公告",
    "来源：", "责任编辑：", "http://a.example/b?c=d#e", "www.x.gov.cn", "百分之", "3倍", "14+7", "不少于", "1" * 40,
    "十" * 30, "（" * 30, "）" * 30, "《", "》", "“", "⟦url⟧ x", "⟦title⟧ ", "×××", "??", "�", "※", "|", "\t", "-\n", "\n\n",
    "\r\n", "\r", "\u3000\u3000", "  ", "\u00a0", "嚴(yán)", "監(jiān)測(cè)", ",、", "?shù)匾咔I(yè)", "鐪佷汉姘戞斂搴",
)  # fmt: skip
#: what turns, hides or ends writing
CONTROLS = "".join(map(chr, (*range(0x01, 0x20), 0x7F, 0x85, 0xAD, 0x200B, 0x200E, 0x202A, 0x202E, 0x2028, 0x2066, 0x2069,
                             0xFEFF, 0xFFFE, 0xFFFD, 0xE000, 0xE001, 0x10FFFF, 0x301, 0x20DD, 0x1F637, 0x20000)))  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<div class=TRS_Editor>", "</div>", "<table><tr><td>", "</td><td>", "<br>", "<script>", "</script>",
    "<svg/onload=x>", "<!--", "-->", "<![CDATA[", "<a href='javascript:x'>", "<img src=x onerror=y>", "&nbsp;", "&#0;",
    "&#x110000;", "&lt;", "&amp;amp;", "<title>", "<meta charset=gbk>", "<meta property=og:title content=", "<plaintext>",
    "<textarea>", "<p hidden>", "<", ">", "</", "<a b=\"", "{{ 7*7 }}", "{% raw %}", "{: #x onclick=y }", "--8<-- \"x\"", "---\n",
    "```", "![](x)", "[^1]", "| a | b |\n|---|---|", "=cmd()", "../../", "*[HTML]: x", "!!python/object:os", "$$x$$", "++", "==",
)  # fmt: skip


@cache
def lines() -> tuple[str, ...]:
    """Lines of notices, evenly from the whole corpus."""
    paths = sorted(CORPUS.glob("*.yaml"))
    pages = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in paths[:: max(1, len(paths) // LENDERS)]]
    return tuple(dict.fromkeys(str(words) for page in pages for _, words in page["page"] if words))


def _lines() -> st.SearchStrategy[str]:
    return st.integers(0, len(lines()) - 1).map(lambda number: lines()[number])


def _damaged(words: tuple[str, str]) -> str:
    text, damage = words
    return SIMULATORS[damage](text)


PLACES = st.integers(0, 2**20)
DAMAGES = st.sampled_from(sorted(SIMULATORS))
SHREDS: st.SearchStrategy[str] = st.one_of(
    st.deferred(_lines),
    st.deferred(_lines).map(lambda line: line + "\n"),
    st.tuples(st.deferred(_lines), DAMAGES).map(_damaged),
    st.sampled_from(MARKS),
    st.sampled_from(MARKUP),
    st.text(CONTROLS, max_size=4),
    st.text(max_size=8),
    st.text("0123456789〇一二三四五六七八九十百年月日号时至.-/:：（）()〔〕 ", max_size=14),
)


def _pieces(line: str) -> list[str]:
    """What stands between the marks of a line, with the mark behind it."""
    return re.findall(r"[^，。；：、\s]{1,20}[，。；：、\s]?", line) or [line]


#: what a page may say over and over: the shorter, the oftener it stands there
STRETCHES = st.one_of(
    SHREDS.filter(len),
    st.deferred(_lines).flatmap(lambda line: st.sampled_from(_pieces(line))),
    st.deferred(_lines).flatmap(lambda line: st.sampled_from(_pieces(line))).map(lambda piece: piece + "\n"),
)


@st.composite
def texts(draw: Callable[..., Any], most: int = 30) -> str:
    """A page: shreds in a row, perhaps damaged as a whole, cut, or with one stretch many times over."""
    text = "".join(draw(st.lists(SHREDS, min_size=1, max_size=most)))
    for damage in draw(st.lists(DAMAGES, max_size=2)):
        text = SIMULATORS[damage](text)
    change = draw(st.sampled_from(("", "", "cut", "turn", "pump")))
    at, to = sorted(place % (len(text) + 1) for place in draw(st.tuples(PLACES, PLACES)))
    if change == "cut":
        return text[:at] + text[to:]
    if change == "turn":
        return text[:at] + text[at:to][::-1] + text[to:]
    if change == "pump":
        stretch = text[at : min(to, at + 60)]
        return text[:at] + stretch * draw(st.integers(2, 120)) + text[to:]
    return text


def _document(text: str) -> bytes:
    printable = "".join(sign for sign in text if sign in "\t\n\r" or 0x20 <= ord(sign) < 0xD800)
    return word(lambda document: [document.add_paragraph(line) for line in printable.split("\n")])


def _records(text: str) -> bytes:
    half = len(text) // 2
    rows = [{"text": text[:half], "url": text[:80], "title": text[-30:]}, {"html": f"<p>{text[half:]}"}, [text]]
    return "\n".join(json.dumps(row) for row in rows).encode()


def _response(text: str) -> bytes:
    page = text.encode("utf-8", "ignore")
    return archive(("https://a.example/1", "200 OK", "text/html", page), ("https://a.example/2", "200 OK", "", page))


def _written(*encodings: str) -> tuple[Callable[[str], bytes], ...]:
    return tuple(lambda text, name=name: text.encode(name, "ignore") for name in encodings)


#: by ending, the ways a text becomes a file of it
FORMATS: tuple[tuple[str, tuple[Callable[[str], bytes], ...]], ...] = (
    (".txt", _written("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "latin-1")),
    (".html", _written("utf-8", "gb18030", "utf-16-le")),
    (".jsonl", (_records, *_written("utf-8"))),
    (".warc", (_response, *_written("utf-8"))),
    (".docx", (_document,)),
    (".pdf", (lambda text: pdf(*(text[at : at + 40].encode("ascii", "ignore").decode() for at in (0, 40))),)),
)


@st.composite
def files(draw: Callable[..., Any]) -> tuple[str, bytes]:
    """A file's ending and its bytes, of which some may be wrong."""
    ending, ways = draw(st.sampled_from(FORMATS))
    data = draw(st.sampled_from(ways))(draw(texts(12)))
    for _ in range(draw(st.sampled_from((0, 0, 1, 3)))):
        at = draw(PLACES) % max(1, len(data))  # the bytes of a packed file differ from time to time
        kind = draw(st.integers(0, 2))
        data = data[:at] + (draw(st.binary(max_size=3)) if kind else b"") + data[at + kind :]
    return ending, data


SIDE_LINES = (
    "url: https://a.example/x", "url: javascript:x", "licence: a", "licence: [", "replaces: [n0123456789ab]", "replaces: x",
    "retrieved_on: 2021-02-31", "corrections:", "- field: title", "  value: 通告", "  why: 见原件", "  by: 某人",
    "  on: 2021-01-05",
    "- field: city", "  adcode: '140100'", "- field: date", "  value: '2021-01-05'", "- field: is_policy", "  value: false",
    "&a [*a, *a]", "? x", "x: !!python/name:os.system", "\t", "- ", "---", "...", "title: 1", "corrections: {}",
)  # fmt: skip


@st.composite
def side_files(draw: Callable[..., Any]) -> bytes:
    """What a hurried maintainer may leave beside a seed."""
    rows = draw(st.lists(st.sampled_from(SIDE_LINES) | st.text(max_size=6), max_size=9))
    return "\n".join(rows).encode("utf-8", "ignore")
