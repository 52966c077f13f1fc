"""A folder nobody has looked into: everything readable is built and holds its promises, everything else is one clear line."""

import gzip
import io
import json
import os
import shutil
import zipfile

import docx
import msgspec
import pytest

from builder.build import Folders, build
from builder.model import from_json, identity
from builder.rules import TABLES
from builder.verify import verify
from builder.write.publish import owned_paths
from tests.five import FIVE

SEED = FIVE[1].read_text("utf-8")


def notice(number):
    """The text of a notice unlike any other."""
    return (
        f"太原市疫情防控办公室关于第{number}号场所管理的通告\n\n各有关单位：\n为做好疫情防控工作，现就第{number}号场所通告如下：\n"
        f"一、自2021年1月{number % 28 + 1}日起，第{number}号场所暂停聚集性活动。\n二、进入场所的人员须测温、扫码。\n"
        f"特此通告。\n\n太原市疫情防控办公室\n2021年1月{number % 28 + 1}日\n"
    )


def page(number, head="", body=""):
    """The same as a page."""
    lines = "".join(f"<p>{line}</p>" for line in notice(number).splitlines())
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<div>{lines}</div></body></html>"


def word(text):
    """The same as a Word document."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    # the library stamps the parts with the clock
    return out.getvalue()


def packed(**parts):
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


META = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'

FACTS = "<title>通告</title><meta name=ArticleTitle content='⟦x⟧ <b>'><meta name=PubDate content=2021>"

#: name → bytes of what is built, one notice each
GOOD = {
    "utf8.txt": notice(1).encode(),
    "mark.txt": ("\ufeff" + notice(2)).encode(),
    "gbk.txt": notice(3).encode("gb18030"),
    "utf16-le.txt": ("\ufeff" + notice(4)).encode("utf-16-le"),
    "utf16-be.txt": ("\ufeff" + notice(5)).encode("utf-16-be"),
    "big5.txt": "太原市關於第六號場所管理的通告\n一、場所暫停聚集性活動。\n二、人員須測溫。\n2021年1月6日\n".encode(
        "big5"
    ),
    "crlf.txt": notice(7).replace("\n", "\r\n").encode(),
    "cr.txt": notice(8).replace("\n", "\r").encode(),
    "one line.txt": notice(9).replace("\n", " ").encode(),
    "control.txt": notice(10).replace("一、", "\x0b\x0c\x1a一、").encode(),
    "unseen.txt": notice(11).replace("疫情", "疫\u200b情\u202e").encode(),
    "astral.txt": (notice(12) + "𠮷𣻣🏥").encode(),
    "hollow.txt": notice(13).replace("\n", "\n\n\u3000\u00a0\n").encode(),
    "markup.txt": (notice(14) + "<script>alert(1)</script>{{ x }} [a](b) | --- |").encode(),
    "front matter.txt": ("---\ntitle: x\n---\n" + notice(15)).encode(),
    "long line.txt": (notice(16) + "防控" * 50_000).encode(),
    "many lines.txt": (notice(17) + "一\n" * 20_000).encode(),
    "mojibake.txt": (notice(18) + notice(18).encode()[:600].decode("gb18030", "ignore")).encode(),
    "a b'c\"d&e<f>#g?.txt": notice(19).encode(),
    "关于停课的通告（1）.txt": notice(20).encode(),
    "deep/er/and/deeper/a.txt": notice(21).encode(),
    "UPPER.TXT": notice(22).encode(),
    "x.txt/inside.txt": notice(23).encode(),
    "no policy.txt": "红烧肉的做法\n五花肉切块，冷水下锅焯水。\n加糖炒色，小火炖一小时。\n".encode(),
    "plain.html": page(24).encode(),
    "gbk.htm": page(25, META).encode("gb18030"),
    "lying.shtml": page(26, META).encode(),
    "silent.html": page(27).encode("gb18030"),
    "facts.html": page(
        28, "<title>通告</title><meta name=ArticleTitle content='⟦x⟧ <b>'><meta name=PubDate content=2021>"
    ).encode(),
    "hidden.html": page(29, "", "<div style='display:none'>博彩</div><script>1</script>").encode(),
    "nested.html": page(30, "", "<table><tr><td>" * 300).encode(),
    "unclosed.html": page(31, "", "<b><i><table><td></x>").replace("</p>", "").encode(),
    "entities.html": page(32, "", "&nbsp;&lt;&#x4e00;&bogus;&#0;&#1114112;" * 500).encode(),
    "text.html": notice(33).encode(),
    "record.jsonl": json.dumps({"text": notice(34), "url": "https://a.cn/1"}).encode(),
    "word.docx": word(notice(35)),
    "noted.txt": notice(36).encode(),
    "misnoted.txt": notice(37).encode(),
    "replacing.txt": notice(38).encode(),
}

#: name → bytes of what is told, and how the line begins
BAD = {
    "binary.txt": (bytes(range(256)) * 4, "binary.txt:1: holds NUL bytes"),
    "copy.txt": (notice(1).encode(), "utf8.txt: the same bytes as copy.txt"),
    "cut.txt": ("关于疫情防控的通告，全市暂停聚集".encode()[:-1], "cut.txt:1: "),
    "damaged.docx": (packed(a=b"x"), "damaged.docx: is no Word document"),
    "damaged.jsonl": (b"{\n[]\n", "damaged.jsonl:1: is no JSON"),
    "damaged.pdf": (b"%PDF-1.7\n", "damaged.pdf: is no PDF file"),
    "damaged.warc": (b"hello", "damaged.warc:1: is no record"),
    "damaged.warc.gz": (gzip.compress(b"hello"), "damaged.warc.gz:1: is no record"),
    "empty.docx": (b"", "empty.docx: is no Word document"),
    "empty.html": (b"", "empty.html: holds no text"),
    "empty.jsonl.yaml": (b"licence: x\n", "empty.jsonl.yaml: a side file without its seed empty.jsonl"),
    "empty.txt": (b"", "empty.txt: holds no text"),
    "ff.txt": (b"\xff\xff", "ff.txt:1: byte 0 (ff) is no UTF-8"),
    "gone.txt.yaml": (b"", "gone.txt.yaml: a side file without its seed gone.txt"),
    "hidden only.html": (b"<p hidden>\xe4\xb8\x80</p>", "hidden only.html: holds no text"),
    "misnoted.txt.yaml": (b"colour: red\n", "misnoted.txt.yaml:1: unknown key 'colour'"),
    "new\nline.txt": (b"x", "new\\nline.txt: has a control character"),
    "nul.html": (b"<p>\0</p>", "nul.html:1: holds NUL bytes"),
    "old.doc": (b"\xd0\xcf\x11\xe0", "old.doc: no reader for .doc"),
    "old word.txt": (b"\xd0\xcf\x11\xe0", "old word.txt:1: is an old Word or Excel file"),
    "page.mht": (b"x", "page.mht: no reader for .mht"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n", "picture.txt:1: is a picture"),
    "pdf.txt": (b"%PDF-1.7\n", "pdf.txt:1: is a PDF file"),
    "spaces.txt": ("\ufeff \n\u3000\n".encode(), "spaces.txt: holds no text"),
    "suffixless": (b"x", "suffixless: no reader for a file without ending"),
    "torn mark.txt": (b"\xff\xfe\x00", "torn mark.txt:1: byte 2 (00) is no UTF-16"),
    "zip.txt": (packed(a=b"x"), "zip.txt:1: is a ZIP or Word file"),
}

SIDES = {
    "noted.txt.yaml": "url: https://www.example.gov.cn/1.html\ncorrections:\n"
    "- {field: document_number, value: 第5号, why: 原页有文号, by: 王某, on: 2023-02-01}\n",
    "replacing.txt.yaml": "replaces: [n0123456789ab]\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder after a build, and what was told."""
    root = tmp_path_factory.mktemp("project")
    folders = Folders.of_project(root)
    everything = {
        **GOOD,
        **{name: data for name, (data, _) in BAD.items()},
        **{name: words.encode() for name, words in SIDES.items()},
    }
    for name, data in everything.items():
        path = folders.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folders.seeds / "up").symlink_to(folders.seeds)
    (folders.seeds / "out.txt").symlink_to(__file__)
    os.mkfifo(folders.seeds / "pipe.txt")
    with (folders.seeds / "huge.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return folders, build(folders)


def test_there_are_enough_of_them():
    """At least sixty."""
    assert len(GOOD) + len(BAD) >= 60


def test_each_bad_file_is_one_line_and_harms_nobody(built):
    """File, place, what, next step; the good ones are all there."""
    _, outcome = built
    lines = [str(problem) for problem in outcome.problems]
    expected = [line for _, line in BAD.values()] + [
        "damaged.jsonl:2: is no JSON object",
        "huge.txt: 52,428,800 bytes are more than one notice",
        "out.txt: is a link",
        "pipe.txt: is no file",
        "up: is a link",
        "x.txt: is a folder named like a seed",
    ]
    assert [begin for begin in expected if not any(line.startswith(begin) for line in lines)] == []
    assert [line for line in lines if not any(line.startswith(begin) for begin in expected)] == []
    assert len(lines) == len(expected)
    assert all(line.isprintable() and " → " in line for line in lines)
    assert outcome.exit_status == 1
    paths = {notice.source.path for notice in outcome.archive.by_id.values()}
    assert paths == {name + "#1" if name.endswith("jsonl") else name for name in GOOD if name != "utf8.txt"} | {
        "copy.txt"
    }


def test_every_promise_holds(built):
    """Hashes, restored texts, quotes, addresses, no stray file."""
    folders, _ = built
    assert verify(folders.seeds, folders.docs, owned_paths(folders.docs)) == []


def test_the_bytes_of_each_seed_are_published(built):
    """As raw.txt where that is the same, as source.bin elsewhere."""
    folders, outcome = built
    for notice in outcome.archive.by_id.values():
        beside = folders.docs / "notices" / notice.id
        kept = beside / "source.bin" if (beside / "source.bin").exists() else beside / "raw.txt"
        name = notice.source.path.removesuffix("#1")
        assert kept.read_bytes() == (folders.seeds / name).read_bytes()


def test_a_text_that_is_no_notice_has_its_page_and_no_shelf(built):
    """It can be looked up, and counts nowhere."""
    _, outcome = built
    assert [notice.source.path for notice in outcome.archive.not_policy] == ["no policy.txt"]


def test_side_files_take_effect(built):
    """The address is stated, the correction stands, the old address leads on."""
    folders, outcome = built
    by_path = {notice.source.path: notice for notice in outcome.archive.by_id.values()}
    noted, replacing = by_path["noted.txt"], by_path["replacing.txt"]
    assert (noted.source.url.value, noted.source.url.status) == ("https://www.example.gov.cn/1.html", "stated")
    assert (noted.document_number.value, noted.document_number.status) == ("第5号", "corrected")
    assert replacing.id in (folders.docs / "notices/n0123456789ab/index.html").read_text("utf-8")


def test_page_facts_are_recorded_and_kept_out_of_the_text(built):
    """They can be quoted from the raw text; the clean text and the title know nothing of their marks."""
    _, outcome = built
    for notice in outcome.archive.by_id.values():
        assert "⟦title⟧" not in notice.text
        assert "⟦" not in str(notice.title.value)
    facts = next(notice for notice in outcome.archive.by_id.values() if notice.source.path == "facts.html")
    assert facts.raw().startswith("⟦title⟧ 通告\n⟦ArticleTitle⟧ ⟦x⟧ <b>\n⟦PubDate⟧ 2021\n")
    assert "meta/page-fact" in {step.rule for step in facts.repairs}
    assert from_json(msgspec.json.encode(facts)) == facts


def test_a_withdrawn_seed_is_told_and_its_address_says_why(tmp_path):
    """Even while its file is still there."""
    folders = Folders(tmp_path / "seeds", tmp_path / "docs", tmp_path / "cache", tmp_path / "rules")
    shutil.copytree(TABLES, folders.rules)
    folders.seeds.mkdir()
    for number in (1, 2):
        (folders.seeds / f"{number}.txt").write_text(notice(number))
    build(folders)
    gone = next(iter(build(folders).archive.by_id.values()))
    (folders.rules / "withdrawn.yaml").write_text(f'- {{id: {gone.id}, zh: 伪造, en: A forgery, on: "2023-05-01"}}\n')
    outcome = build(folders)
    (line,) = map(str, outcome.problems)
    assert line.startswith(
        f"{gone.source.path}: is withdrawn in rules/withdrawn.yaml, and still here → remove the file"
    )
    assert gone.id not in outcome.archive.by_id
    assert "A forgery" in (folders.docs / "notices" / gone.id / "index.md").read_text("utf-8")
    assert identity(gone.source.sha256) == gone.id
    mentions = [path for path in folders.docs.rglob("*.[!g]*") if gone.id.encode() in path.read_bytes()]
    assert mentions == [folders.docs / "notices" / gone.id / "index.md"]
    assert verify(folders.seeds, folders.docs, owned_paths(folders.docs)) == []
