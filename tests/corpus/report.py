"""How well the dev corpus comes out: ``python -m tests.corpus.report repair --part tuned|unseen``.

For the unseen part only totals are shown. ``--list`` names the lines of the tuned part that got the wrong role, and the
places where damage is left. ``python -m tests.corpus.report damage`` does every kind of damage to every healthy body and counts
what is undone.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from builder.extract.cautions import find_cautions
from builder.model import Repaired
from builder.repair import repair
from builder.repair.script import looks_traditional
from builder.rules import TABLES, Rules
from builder.rules import load as load_rules
from builder.rules.repairs import RepairRules, load_repairs
from builder.text.script import han_and_digits
from tests.corpus import PARTS, Case, load
from tests.damage import damage_page, lost_widths
from tests.extract.pages import document_of


class Verdict(NamedTuple):
    """One line of a page: the role it has, how many of its characters came out as body, as title, as what is removed."""

    gold: str
    words: str
    length: int
    body: int
    title: int
    rule: str  #: the rule that decided about its longest piece

    @property
    def fault(self) -> str | None:
        """What went wrong with the line as a whole."""
        if self.gold == "body" and self.body < 0.5 * self.length:
            return "body lost as title" if self.title else "body lost"
        if self.gold in ("meta", "chrome") and self.body >= 0.5 * self.length:
            return f"{self.gold} kept"
        if self.gold == "title" and not self.title:
            return "title as body" if self.body else "title as chrome"
        return None


@lru_cache(maxsize=1)
def _tables() -> RepairRules:
    return load_repairs(TABLES)


def repaired(raw: str) -> Repaired:
    """The repaired text of a seed with this text."""
    return repair(document_of(raw), SimpleNamespace(repairs=_tables()))  # type: ignore[arg-type]


def verdicts(case: Case, done: Repaired) -> Iterator[Verdict]:
    """What became of each line of the page."""
    at, spans = 0, []
    for line in done.page.split("\n"):
        if line.strip():
            spans.append((at, at + len(line), line))
        at += len(line) + 1
    for (role, words), (start, end, _) in zip(_gold_of(case, [line for *_, line in spans]), spans, strict=True):
        mine = [piece for piece in done.pieces if start <= piece.start and piece.end <= end]
        held = Counter[str]()
        for piece in mine:
            held[piece.role] += piece.end - piece.start
        rule = max(mine, key=lambda piece: piece.end - piece.start).rule
        yield Verdict(role, words, sum(held.values()), held["body"], held["title"], rule)


def _gold_of(case: Case, lines: list[str]) -> list[tuple[str, str]]:
    """The role of each line of the page, and its words. Most damage leaves the lines one to one. Where it parted, repeated or
    added some, a line has the role of the first line of the corpus that it is a part of and that is not used up; what is
    part of none, and a second copy, is chrome."""
    gold = [(role, words) for role, words in case.lines if words.strip()]
    if len(gold) == len(lines):
        return gold
    left = [_bare(words) for _, words in gold]
    return [_taken(line, gold, left) for line in lines]


def _taken(line: str, gold: list[tuple[str, str]], left: list[str]) -> tuple[str, str]:
    bare = _bare(line)
    for number, (role, words) in enumerate(gold):
        if bare and bare in left[number]:
            left[number] = left[number].replace(bare, "", 1)
            return role, words
    return "chrome", line


def _bare(line: str) -> str:
    """The Han characters, letters and digits, which damage of lines leaves."""
    return "".join(filter(str.isalnum, line))


def leftovers(case: Case, done: Repaired) -> list[tuple[str, str]]:
    """Where characters of the clean text differ from what repair made of the same line: damage left or done."""
    want, got = case.clean.split("\n"), set(done.text.split("\n"))
    left = []
    for line in want:
        if line and line not in got:
            near = difflib.get_close_matches(line, sorted(got), 1, 0.6)
            if near:
                matcher = difflib.SequenceMatcher(None, line, near[0], autojunk=False)
                left += [
                    (line[a:b] or "∅", near[0][c:d] or "∅")
                    for kind, a, b, c, d in matcher.get_opcodes()
                    if kind != "equal"
                ]
    return left


def counted(found: Iterable[Verdict]) -> Counter[str]:
    """How many lines and characters of each kind there are, and how many of these came out as text."""
    total = Counter[str]()
    for verdict in found:
        kind = "furniture" if verdict.gold in ("meta", "chrome") else verdict.gold
        total[f"{kind} lines"] += 1
        total[f"{kind} characters"] += verdict.length
        total[f"{kind} characters in text"] += verdict.body
    return total


def judge(part: str, listing: bool) -> dict[str, int]:
    """The figures of this part; with ``listing`` the faults are printed too."""
    total = Counter[str]()
    for case in load(part):
        done = repaired(case.raw)
        total["notices"] += 1
        total["exact"] += done.text == case.clean
        found = list(verdicts(case, done))
        total.update(counted(found))
        for verdict in found:
            if verdict.fault:
                total[verdict.fault] += 1
                total[f"by {verdict.rule}: {verdict.fault}"] += 1
                if listing:
                    print(f"{case.name}: {verdict.fault}: {verdict.words[:100]}")
        titles = [verdict for verdict in found if verdict.gold == "title"]
        total["titled"] += bool(titles)
        total["titles found"] += bool(titles) and not any(verdict.fault for verdict in titles)
        left = leftovers(case, done)
        total["places with damage left"] += len(left)
        total.update(f"left: {_sort(want, got)}" for want, got in left)
        if listing and left:
            print(f"{case.name}: damage left: {left[:12]}")
    return dict(total)


def _sort(want: str, got: str) -> str:
    """What sort of damage is left, without its words."""
    if han_and_digits(want) != han_and_digits(got):
        return "Han characters or digits"
    if re.search("[a-zāáǎàēéěèīíǐìōóǒòūúǔùü]", got):
        return "letters"
    return "blanks" if want.isspace() or got.isspace() else "marks"


class Undone(NamedTuple):
    """What became of one kind of damage on all bodies of a part."""

    bodies: int  #: how many the damage changed
    exact: int  #: of these: as before the damage
    flagged: int  #: not as before, and a mark or caution says so
    characters: int
    restored: int  #: characters of the text before the damage that stand in the text after repair, in order


def undone(part: str, damages: tuple[str, ...]) -> Undone:
    """Does this damage to every healthy simplified body of the part, and repairs it."""
    total = [0, 0, 0, 0, 0]
    for case in load(part):
        if looks_traditional(case.clean):
            continue
        raw = damage_page(case.clean, damages)
        if raw == case.clean:
            continue
        want = repaired(case.clean).text
        if "fold" in damages:
            want = lost_widths(want)
        done = repaired(raw)
        exact = done.text == want
        total[0] += 1
        total[1] += exact
        total[2] += not exact and bool(find_cautions(done, _NO_SOURCE, _all_rules()))
        total[3] += len(want)
        total[4] += len(want) if exact else common(want, done.text)
    return Undone(*total)


def common(want: str, got: str) -> int:
    """How many characters stand in both, in order."""
    blocks = difflib.SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


@lru_cache(maxsize=1)
def _all_rules() -> Rules:
    return load_rules()


_NO_SOURCE: Any = SimpleNamespace(host_kind="unknown", site=None)
#: the damages of each row of the table, in the order in which programs do them
ROWS = (
    ("fold",), ("toolmap",), ("toolmap", "gloss"), ("commas",), ("toolmap", "gloss", "commas", "fold"),
    ("zero_width",), ("tags",),
    ("empty_tags",), ("windows",), ("masks",), ("blanks",), ("scattered",), ("wrap",), ("jammers",), ("latin",), ("utf8_as_gbk",),
    ("big5_as_latin",), ("gbk_as_utf8",), ("all_lost",), ("lost_blanks",), ("lost_years",), ("lost_date_units",),
    ("rare_pairs",),
    ("site_names",), ("synonyms",), ("advert_line",), ("site_frame",), ("farm_tail",), ("news_list",), ("glued_clock",),
    ("repeated_paragraph",), ("twice",), ("pictures",), ("cut_off",), ("share_numbers",), ("fold", "wrap", "scattered"),
    ("toolmap", "fold", "rare_pairs"), ("tags", "masks", "glued_clock"),
)  # fmt: skip


def show_damage(part: str) -> str:
    """One table row for each kind of damage."""
    rows = [
        "| damage | bodies | exact | flagged | silently wrong | characters restored |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for damages in ROWS:
        row = undone(part, damages)
        wrong = row.bodies - row.exact - row.flagged
        share = f"{row.restored / max(1, row.characters):.2%}"
        rows.append(f"| {' + '.join(damages)} | {row.bodies} | {row.exact} | {row.flagged} | {wrong} | {share} |")
    return "\n".join(rows)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "none"


def show(total: dict[str, int]) -> str:
    """The figures as lines."""
    figures = Counter(total)
    furniture, body = figures["furniture characters"], figures["body characters"]
    rows = [
        ("exact clean texts", _share(figures["exact"], figures["notices"])),
        ("body characters kept", _share(figures["body characters in text"], body)),
        ("furniture characters removed", _share(furniture - figures["furniture characters in text"], furniture)),
        ("pages whose titles are found", _share(figures["titles found"], figures["titled"])),
        ("places with damage left", str(figures["places with damage left"])),
    ]
    faults = ("body lost", "body lost as title", "meta kept", "chrome kept", "title as body", "title as chrome")
    rows += [(f"lines: {fault}", str(figures[fault])) for fault in faults]
    rows += [(name, str(count)) for name, count in sorted(figures.items()) if name.startswith(("by ", "left: "))]
    return "\n".join(f"{name:52}{value}" for name, value in rows)


def main(arguments: list[str] | None = None) -> None:
    """Prints the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.report", description=__doc__)
    parser.add_argument("stage", choices=("repair", "damage"))
    parser.add_argument("--part", choices=PARTS, default="tuned")
    parser.add_argument("--list", action="store_true", help="name the faults (tuned part only)")
    chosen = parser.parse_args(arguments)
    if chosen.list and chosen.part != "tuned":
        sys.exit("the unseen notices show nothing but totals")
    print(show_damage(chosen.part) if chosen.stage == "damage" else show(judge(chosen.part, chosen.list)))


if __name__ == "__main__":
    main()
