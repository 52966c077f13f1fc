"""What programs and sellers fill a page with, judged by the page as a whole: keywords, contents, brand talk, repetition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from builder.repair.ends import TOP
from builder.repair.lines import DATE_LINE, DAY, NUMBERED, Line
from builder.repair.sheet import Sheet, rule_for
from builder.repair.signature import is_issuer
from builder.repair.stamps import is_keyword_row
from builder.repair.titles import BRAND
from builder.rules.repairs import ZONES

#: 本文目录一览：
_CONTENTS = re.compile("(?:本文|文章|内容)目录(?:一览|列表)?\\s*:?")
#: words that no seller has in a headline
_OFFICIAL = re.compile("政府|委员会|指挥部|政务|公安|日报|新闻网|融媒|通告|通知|公告|公示|第\\d+号")
#: the day behind a headline in a list
_ROW_END = re.compile("(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}$|\\(\\d{1,2}月\\d{1,2}日\\)$")
_OF_SELLERS = ("chrome/sales-talk", "chrome/self-portrait", "chrome/disclaimer")
#: a paragraph that nobody writes twice
_LONG = 30


def give_lists_their_rows(sheet: Sheet) -> None:
    """On a page that is nothing but a list of headlines with their days, these are the text."""
    if not any(line.is_sentence for line in sheet.lines):
        rows = [line for line in sheet.lines if line.han >= 8 and _ROW_END.search(line.core)]
        for line in rows if len(rows) >= 3 else ():
            sheet.decide(line, "body", "body/text")


def spare_a_sites_own_text(sheet: Sheet) -> None:
    """Where rules know most of the running text as a seller's or a site's, the page has no other: then these sentences stay."""
    known = [line for line in sheet.known if line.weight and _is_a_sellers(line, sheet)]
    if known and 5 * sum(line.weight for line in known) >= 3 * sum(line.weight for line in sheet.lines):
        sheet.spared = frozenset(line.number for line in known)


def _is_a_sellers(line: Line, sheet: Sheet) -> bool:
    rule = rule_for(line, ZONES, sheet)
    return rule is not None and rule.id in _OF_SELLERS


def give_contents_to_the_page(sheet: Sheet) -> None:
    """The table of contents of a content farm: 本文目录 and the numbered headings that stand on the page again."""
    for line in sheet.lines:
        if "目录" in line.core and _CONTENTS.fullmatch(line.core):
            entries = []
            for entry in sheet.lines[line.number + 1 : line.number + 1 + TOP]:
                words = NUMBERED.sub("", entry.core, count=1).strip()
                if not entry.is_numbered or (words not in sheet.cores and not _is_said_again(words, entry, sheet)):
                    break
                entries.append(entry)
                sheet.contents.add(words)
            for entry in (line, *entries):
                sheet.decide(entry, "chrome", "chrome/farm-opening")


def _is_said_again(words: str, line: Line, sheet: Sheet) -> bool:
    return len(words) >= 4 and sheet.folded.find(words, sheet.starts[line.number + 1]) >= 0


def give_keywords_to_the_page(sheet: Sheet) -> None:
    """Rows of words for search engines."""
    for line in sheet.lines:
        if line.keywords is None:
            line.keywords = line.core[-1] not in "。;:" and is_keyword_row(line.core)
        if line.keywords and line.number not in sheet.decided and not is_issuer(line, sheet):
            sheet.decide(line, "chrome", "chrome/keywords")


def give_brand_talk_to_the_page(sheet: Sheet) -> None:
    """On a page whose head line sells something, the lines that take up its words: 上海到兰州物流专线｜整车运输 above, and
    上海到兰州物流专线承接大件运输 between two clauses. Never a clause, a line about the epidemic, an authority or a day."""
    grams = set(_brand_grams(sheet))
    if not grams:
        return
    topic = sheet.tables.by_id["title/topic"].any_word
    for line in sheet.open_lines(0, len(sheet.lines)):
        run, start = _longest_run(line.core, grams)
        told = run >= 6 or (run >= 4 and (start <= 1 or run * 5 >= 2 * line.han))
        if (
            told
            and not line.is_numbered
            and not (topic and topic.search(line.core))
            and not _is_said_officially(line, sheet)
        ):
            sheet.decide(line, "chrome", "chrome/brand-talk")


def _is_said_officially(line: Line, sheet: Sheet) -> bool:
    following = sheet.lines[line.number + 1 : line.number + 2]
    if DATE_LINE.fullmatch(line.core):
        return True
    dated = any(DATE_LINE.fullmatch(other.core) or DAY.fullmatch(other.core) for other in following)
    return dated or is_issuer(line, sheet) or _OFFICIAL.search(line.core) is not None


def _brand_grams(sheet: Sheet) -> Iterator[str]:
    """The four-character pieces of a head line that is made of words for sale and stands apart from the title."""
    rule = sheet.tables.by_id["chrome/brand-talk"]
    for line in sheet.lines[:3]:
        if sheet.decided.get(line.number, ("",))[0] != "chrome":
            continue
        chunks = [chunk for chunk in BRAND.split(line.core) if len(chunk) >= 4]
        sold = rule.any_word is not None and rule.any_word.search(line.core)
        if len(chunks) >= 2 and sold and not _OFFICIAL.search(line.core):
            for chunk in chunks:
                if chunk in sheet.cores:
                    continue  # the title, with a brand behind it
                yield from (chunk[at : at + 4] for at in range(len(chunk) - 3))


def _longest_run(core: str, grams: Set[str]) -> tuple[int, int]:
    """The length of the longest stretch of the line that is made of these pieces, and where it begins."""
    best = (0, 0)
    run = 0
    for at in range(len(core) - 3):
        run = run + 1 if core[at : at + 4] in grams else 0
        if run and run + 3 > best[0]:
            best = (run + 3, at - run + 1)
    return best


def drop_repeated_paragraphs(sheet: Sheet) -> None:
    """A paragraph that stood before, word for word: scrapers repeat one, or the whole document. Headings, slogans and
    names may be repeated on purpose, so only long running text counts, and what follows it in the same order."""
    seen: dict[str, int] = {}
    dropped, lines = -2, list(sheet.open_lines(0, len(sheet.lines)))
    words = [line.words for line in lines]
    if len(set(words)) == len(words):
        return
    for place, line in enumerate(lines):
        long = line.is_sentence and len(words[place]) >= _LONG
        if words[place] in seen and (long or dropped == place - 1):
            first = place if dropped == place - 1 else place - _shared_above(words, seen[words[place]], place)
            for repeated in lines[first : place + 1]:
                sheet.decide(repeated, "chrome", "chrome/repeated-paragraph")
            dropped = place
        seen.setdefault(words[place], place)


def _shared_above(words: list[str], before: int, again: int) -> int:
    """How many short lines above the second of two places are those above the first: a number, an addressee."""
    shared = 0
    while shared < min(before, again - before - 1, TOP) and words[before - shared - 1] == words[again - shared - 1]:
        shared += 1
    return shared
