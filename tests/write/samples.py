"""Notices for tests of the pages, made by hand; and strings that would like to be more than text."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import msgspec

from builder.archive import gather
from builder.model import (
    SCHEMA_VERSION,
    Archive,
    Block,
    BodyField,
    Candidate,
    Caution,
    DateField,
    Evidence,
    Field,
    Notice,
    Parameter,
    PlaceField,
    Source,
    Statement,
    Target,
    identity,
)
from builder.rules import Rules, load
from builder.text.edits import Edit, Pass, restore
from builder.write import all_units

#: What HTML, Markdown, its extensions, templates, YAML or a careless reader of text could take for more than words.
NASTY = (
    "<script>alert(1)</script>",
    "</p></div></article><img src=x onerror=alert(1)>",
    "<style>*{display:none}</style><iframe src=//evil.example></iframe>",
    "<!-- hidden --> <![CDATA[x]]> <?php x ?>",
    "&lt;b&gt; &amp; &#60;i&#62; &nbsp;",
    "[点击](javascript:alert(1)) [x]: http://evil.example",
    "![x](http://evil.example/x.png){: onload=alert(1) }",
    "正文 {: onclick=alert(1) .x #text }",
    "{: #content onclick=alert(1) }",
    "{{ config.site_dir }} {% include '/etc/passwd' %} {# x #}",
    "---\ntitle: x\n---",
    "...",
    "[TOC]",
    "[^1] 注\n\n[^1]: 脚注",
    "*[缩写]: 解释",
    "# 标题\n\n## 二级 {: #top }",
    "标题\n===\n\n标题\n---",
    "- 一\n* 二\n+ 三\n1. 四\n1) 五",
    "> 引文",
    "    代码\n\tcode",
    "```python\nprint(1)\n```",
    "~~~\nx\n~~~",
    "a | b\n--|--\n1 | 2",
    "||| |||",
    "http://evil.example https://evil.example/?a=b&c=d www.evil.example a@evil.example",
    "<http://evil.example> <a@evil.example>",
    ":smile: :material-account: [[wiki]] ==x== ^^x^^ ~~x~~ ++x++ H~2~O",
    '--8<-- "/etc/passwd"',
    "!!! note\n    x",
    "$x^2$ \\(x\\) \\[x\\]",
    "**粗** __粗__ *斜* _斜_ `码` \\*",
    "行末两格  \n下一行\\\n再一行",
    "  两边有空格  ",
    "\u202e反向\u202c \u2066隔离\u2069 零\u200b宽 \ufeff",
    "行\u2028段\u2029\x0b\x0c\x1c\x85终",
    "\x00\x01\x02\x03\x1b[31m\x7f",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0000",
    '" onmouseover="alert(1)" x=\'',
    "' autofocus onfocus='alert(1)",
    "a\r\nb\rc",
    "\ufffe\ufdd0",
)


def notice_of(*lines: str, **changes: Any) -> Notice:
    """A policy notice of Taiyuan with one paragraph a line, its fields replaced by ``changes``."""
    text = "\n".join(lines)
    sha256 = hashlib.sha256(repr((text, sorted(changes))).encode()).hexdigest()
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    blocks = tuple(
        Block(f"c{start}", "paragraph", start, start + len(line)) for start, line in zip(starts, lines, strict=True)
    )
    unknown = Field(None, "unknown")
    notice = Notice(
        id=identity(sha256),
        schema_version=SCHEMA_VERSION,
        source=Source("x.txt", sha256, 1, "utf-8", "text/plain", unknown, unknown, "unknown"),
        is_policy=Field(True, "inferred"),
        kind=Field("notice", "inferred"),
        officiality=Field("official", "inferred"),
        title=Field("关于测温的通告", "stated"),
        province=PlaceField("山西省", "stated", adcode="140000"),
        city=PlaceField("太原市", "stated", adcode="140100"),
        county=PlaceField(None, "not-applicable"),
        issuing_body=BodyField(None, "unknown"),
        document_number=unknown,
        date=DateField(None, "unknown"),
        published=DateField(None, "unknown"),
        effective_from=DateField(None, "unknown"),
        effective_until=DateField(None, "unknown"),
        filed_under=("140100",),
        measures=(),
        text=text,
        blocks=blocks,
        repairs=(),
    )
    return msgspec.structs.replace(notice, **changes)


def dated(day: str, *lines: str) -> Notice:
    """A notice of this day."""
    return notice_of(*lines, date=DateField(day, "stated", precision="day"))


def saying(measure: str, *lines: str) -> Notice:
    """A notice each of whose lines orders this measure."""
    plain = notice_of(*lines)
    statements = tuple(
        Statement(
            measure, None, block.anchor, "ordered", "unknown", Target(),
            (Evidence(block.start, block.end, plain.text[block.start : block.end], block.start, block.end),),
        )
        for block in plain.blocks
    )  # fmt: skip
    return msgspec.structs.replace(plain, measures=statements)


def hostile(bad: str, is_policy: bool = True) -> Notice:
    """A notice that carries this string wherever a seed can put one."""
    line = " ".join(bad.split()) or "空"
    text = f"首{line}\n首{line}尾\n末"
    first, gone = text.index("\n"), len(bad)
    passes = (
        *([Pass(f"rule {bad}", "noise", (Edit(0, gone, bad, ""),))] if bad else []),
        Pass(f"rule {bad}", "wording", (Edit(0, 1, "手", "首"),)),
    )
    raw = restore(text, passes)
    removed = Evidence(0, gone, raw[:gone])
    kept = Evidence(gone, gone + first, raw[gone : gone + first], 0, first)
    evidence = (removed, kept)
    losers = (Candidate(bad, "rule/x", bad, evidence),)
    status: Any = "stated"
    return notice_of(
        is_policy=Field(is_policy, "inferred", evidence, "policy/x", bad),
        source=Source(
            f"ordner/{line}.txt", "ab" * 32, len(bad), bad, "text/plain",
            Field(bad, status, evidence), Field(bad, status, evidence), "official",
        ),
        title=Field(bad or None, status, evidence, "title/x", bad, losers),
        province=PlaceField(bad, status, evidence, "place/x", bad, losers, "140000"),
        city=PlaceField(bad, status, evidence, "place/x", bad, losers, "140100"),
        county=PlaceField(bad, status, evidence, "place/x", bad, losers, "140105"),
        issuing_body=BodyField(bad, status, evidence, "issuer/x", bad, losers, bad, "inferred"),
        document_number=Field(bad, status, evidence, "number/x", bad, losers),
        measures=(
            Statement(
                "contact-tracing", None, "c1", "ordered", "new", Target(bad, bad, bad), evidence,
                (Parameter("duration", bad, bad, "=", kept, bad, bad, bad),),
            ),
        ),
        text=text,
        blocks=(Block("c0", "heading", 0, first, 1), Block("c1", "paragraph", first + 1, len(text))),
        repairs=passes,
        warnings=(Caution("rule/x", bad, evidence),),
    )  # fmt: skip


def archive_of(*notices: Notice) -> Archive:
    """An archive of these notices, each on every kind of shelf the tests ask for."""
    return gather(notices, rules())


@cache
def rules() -> Rules:
    """The rule tables, loaded once."""
    return load()


def pages_of(archive: Archive, sources: dict[str, bytes]) -> dict[str, bytes]:
    """Every generated file below ``docs/``; those that tell of the files of ``data/`` last."""
    units = tuple(all_units(archive, rules(), sources, {}))
    pages = {path: content for unit in units for path, content in unit.make()}
    return pages | {path: data for unit in units if unit.after for path, data in unit.after(pages.__getitem__)}
