"""What a notice says of itself does not depend on how its page is made: laws over notices of the dev corpus.

Each law changes a page in a way that leaves some fields as they are: another site around it, another form of its day, a line
broken elsewhere, its stamp in the title's line. The record must say what it said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from builder.extract import extract
from builder.model import Notice
from builder.repair import repair
from builder.rules import Rules, load
from tests.corpus import FOLDER, Case, read
from tests.extract.pages import document_of

MOST = 12  #: notices
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
HAN = "〇一二三四五六七八九"
Lines = tuple[tuple[str, str], ...]


@cache
def rules() -> Rules:
    return load()


@cache
def notices() -> tuple[Case, ...]:
    """Undamaged notices with one title, a page stamp below it, a site's line and a signature above a day at the end."""
    return tuple(case for case, _ in zip(_plain(), range(MOST), strict=False))


def _plain() -> Iterator[Case]:
    for path in sorted((FOLDER / "tuned").glob("*.yaml"), key=_lot):
        case = read(path)
        roles, body = [role for role, _ in case.lines], [words for role, words in case.lines if role == "body"]
        issuer = (case.gold.get("issuing_body") or {}).get("value")
        if case.damage or roles.count("title") != 1 or not {"chrome", "meta"} <= set(roles) or len(body) < 4:
            continue
        if body[-2] == issuer and "、" not in issuer and DAY.fullmatch(body[-1]) and roles[-1] == "chrome":
            yield case


def _lot(path: Path) -> str:
    """What decides which files come first: a checksum of the name, so that one more file takes the place of one at most."""
    return sha256(path.name.encode()).hexdigest()


def record(lines: Lines) -> Notice:
    document = document_of("\n".join(words for _, words in lines))
    return extract(document, repair(document, rules()), rules())


def said(notice: Notice) -> dict[str, Any]:
    """What the document itself says."""
    names = ("title", "issuing_body", "document_number", "date", "province", "city", "county")
    return {name: getattr(notice, name).value for name in names}


def with_last_lines(case: Case, *words: str) -> Lines:
    """The page with other lines in place of its signature and its day."""
    at = [number for number, (role, _) in enumerate(case.lines) if role == "body"][-2]
    return (*case.lines[:at], *(("body", line) for line in words), *case.lines[at + 2 :])


def signature(case: Case) -> tuple[str, str]:
    body = [words for role, words in case.lines if role == "body"]
    return body[-2], body[-1]


def each_notice(*known: str) -> list[Any]:
    """The notices; of those in *known* it is known that they do not keep the law yet: one that does leaves the list."""
    fails = pytest.mark.xfail(strict=True, reason="known")
    return [pytest.param(case, id=case.name, marks=fails if case.name in known else ()) for case in notices()]


def in_words(day: re.Match[str], nought: str) -> str:
    def number(text: str) -> str:
        value = int(text)
        tens = "" if value < 10 else ("" if value < 20 else HAN[value // 10]) + "十"
        return tens + (HAN[value % 10] if value % 10 else "")

    year = "".join(HAN[int(digit)] for digit in day[1]).replace("〇", nought)
    return f"{year}年{number(day[2])}月{number(day[3])}日"


@pytest.mark.parametrize("case", each_notice())
def test_another_site_around_it_changes_nothing(case: Case) -> None:
    """The lines of a site of another place stand around the same document."""
    other = notices()[(notices().index(case) + 1) % len(notices())]
    around = [words for role, words in other.lines if role == "chrome"]
    own = tuple(line for line in case.lines if line[0] != "chrome")
    page = (("chrome", around[0]), *own, *(("chrome", words) for words in around[1:]))
    assert said(record(page)) == said(record(case.lines))


#: 「2021年10月22」 below its signature is read as no day
@pytest.mark.parametrize("case", each_notice("z1-neimeng-azuoqi"))
def test_a_day_is_the_same_in_every_form(case: Case) -> None:
    """In words with five kinds of nought, full width, spaced, with dots or dashes, behind its body or without 日."""
    name, words = signature(case)
    day = DAY.fullmatch(words)
    assert day
    year, month, number = day.groups()
    wide = words.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    forms = [in_words(day, nought) for nought in "〇○零0O"]
    forms += [wide, f"{year} 年 {month} 月 {number} 日", f"{year}.{month}.{number}", words.removesuffix("日")]
    want = said(record(case.lines))
    for form in forms:
        assert (form, said(record(with_last_lines(case, name, form)))) == (form, want)
    assert said(record(with_last_lines(case, f"{name}　　{words}"))) == want


#: 「湖北楚药制药」 over 「股份有限公司」: the second line is taken for the whole name
@pytest.mark.parametrize("case", each_notice("v1-hubei-yichang-firm-return-plan"))
def test_a_signature_is_the_same_wherever_its_line_breaks(case: Case) -> None:
    """Within the place, the task or the last word."""
    name, day = signature(case)
    want = said(record(case.lines))["issuing_body"]
    for at in (4, len(name) // 2, len(name) - 3):
        assert (at, said(record(with_last_lines(case, name[:at], name[at:], day)))["issuing_body"]) == (at, want)


@pytest.mark.parametrize("case", each_notice())
def test_a_signature_is_the_same_in_every_dress(case: Case) -> None:
    """In brackets, with a seal, behind a label or a dash, with letters apart, with what stands below a notice below it."""
    name, day = signature(case)
    for dress in (f"（{name}）", f"{name}（公章）", f"落款：{name}", f"——{name}", " ".join(name)):
        assert (dress, said(record(with_last_lines(case, dress, day)))["issuing_body"]) == (dress, name)
    for below in ("（联系人：王明，电话：1234567）", "抄送：红星县水利局，各乡镇人民政府。", "附件：登记表"):
        assert (below, said(record(with_last_lines(case, name, day, below)))["issuing_body"]) == (below, name)


@pytest.mark.parametrize("case", each_notice())
def test_bodies_that_sign_together_stay_apart(case: Case) -> None:
    """The second one's place stands in no table. Of a page with two documents the first one's signature counts."""
    name, day = signature(case)
    if [words for _, words in case.lines].count(name) > 1:
        return
    for other in ("云溪镇人民政府", "宏达客运有限公司", "云林寺管理委员会"):
        assert said(record(with_last_lines(case, name, other, day)))["issuing_body"] == f"{name}、{other}"


@pytest.mark.parametrize("case", each_notice())
def test_a_title_is_the_same_beside_its_stamp(case: Case) -> None:
    """The line break between the two was lost."""
    at = [role for role, _ in case.lines].index("title")
    title, want = case.lines[at][1], said(record(case.lines))["title"]
    for stamp in ("　发布时间：2022-03-05 17:20　来源：本网　浏览：88", "2022-03-05 17:20:01"):
        lines = tuple(line for line in case.lines if line[0] != "meta")
        at = [role for role, _ in lines].index("title")
        assert said(record((*lines[:at], ("title", title + stamp), *lines[at + 1 :])))["title"] == want


@pytest.mark.parametrize("case", each_notice())
def test_what_the_page_lost_is_not_stated_otherwise(case: Case) -> None:
    """Without its signature and its day a notice states no other body and no other day."""
    before, after = record(case.lines), record(with_last_lines(case))
    for name in ("issuing_body", "date"):
        old, new = getattr(before, name), getattr(after, name)
        assert new.status != "stated" or new.value == old.value
