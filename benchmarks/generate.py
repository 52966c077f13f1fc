"""Archives of any size for the benchmark: ``python -m benchmarks.generate N DIR [--seed S]`` writes N seeds into ``DIR``.

Every notice is made of our own sentences (``notices.yaml``), of a place from the table of places and of a day in three years.
Lengths follow a log-normal law with a median of about 1,500 characters, up to 20,000. One in ten is damaged as the real seeds
are. Notice number k depends on S and k alone: an archive of 1,000 is the first part of one of 10,000.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random

import yaml

from builder.rules import TABLES
from tests.damage import damage_page
from tests.damage_generator import CUTS, SHARES, stepped

SEED = 20200123
AT_ONCE = 100
#: the text itself, before title, opening and signature
MEDIAN, SPREAD = 1150, 0.8
SHORTEST, LONGEST = 160, 20_000
FIRST_DAY, DAYS = date(2020, 1, 20), 1060
#: of a thousand notices, by what is done to their text
DAMAGED = 100
#: as in the real seeds: converted script with readings, doubled commas, furniture around the text, lost bytes
DAMAGES: tuple[tuple[str, ...], ...] = (
    ("toolmap", "gloss", "fold"),
    ("toolmap", "commas", "fold"),
    ("site_frame", "fold"),
    ("news_list", "glued_clock", "fold"),
    ("toolmap", "gloss", "news_list", "fold"),
    ("masks", "blanks", "farm_tail"),
    ("tags", "site_names"),
    ("stepped",),
)
#: of the damaged ones; lost bytes are the rarest, and what costs most to undo
SHARES_OF_DAMAGES = (3, 2, 2, 2, 2, 2, 2, 1)
FORMS = (
    ("notice", 40),
    ("announcement", 30),
    ("order", 8),
    ("meeting", 8),
    ("news", 8),
    ("explainer", 6),
)
TITLES = {
    "notice": "关于{verb}{topic}工作的通知",
    "announcement": "关于{topic}有关措施的通告",
    "order": "令",
    "meeting": "召开疫情防控工作会议 部署{topic}",
    "news": "{topic}有新安排 {place}多部门联动",
    "explainer": "{place}{topic}最新规定，一文看懂",
}
BODIES = (
    "人民政府",
    "新型冠状病毒肺炎疫情防控指挥部",
    "卫生健康委员会",
    "人民政府办公室",
    "应对新冠肺炎疫情工作领导小组办公室",
)
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def words() -> dict[str, list[str]]:
    """The lists of ``notices.yaml``, sentences and single words alike."""
    table = yaml.safe_load(Path(__file__).with_name("notices.yaml").read_text(encoding="utf-8"))
    return table.pop("words") | table


@cache
def places() -> tuple[tuple[str, str], ...]:
    """Every place that issues notices: its name and that of the place above it, provinces in turn."""
    rows = [line.split("\t") for line in (TABLES / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    names = {row[0]: row[1] for row in rows}
    by_province: dict[str, list[tuple[str, str]]] = {}
    for code, name, level, above, _, until, *_ in rows:
        if level in ("province", "prefecture", "county") and not until:
            by_province.setdefault(code[:2], []).append((name, names.get(above, "") if level == "county" else ""))
    return tuple(place for pile in by_province.values() for place in pile)


@cache
def provinces() -> tuple[tuple[int, int], ...]:
    """Where each province begins and ends among ``places``, so that each is drawn as often as any other."""
    rows = [line.split("\t") for line in (TABLES / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    counts: dict[str, int] = {}
    for code, _, level, _, _, until, *_ in rows:
        if level in ("province", "prefecture", "county") and not until:
            counts[code[:2]] = counts.get(code[:2], 0) + 1
    found, start = [], 0
    for count in counts.values():
        found.append((start, start + count))
        start += count
    return tuple(found)


class Writer:
    """Writes one notice."""

    def __init__(self, seed: int, number: int) -> None:
        self.chance = Random(f"{seed} {number}")
        start, end = self.chance.choice(provinces()[:31])
        name, above = places()[self.chance.randrange(start, end)]
        self.place, self.area = above + name, name
        self.day = FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))
        self.body = self.place + self.chance.choice(BODIES)
        self.form = self.chance.choices([form for form, _ in FORMS], [share for _, share in FORMS])[0]
        self.told = "通知" if self.form == "notice" else "通告"

    def notice(self) -> str:
        """The text of the notice, its title first, before any damage."""
        length = min(LONGEST, max(SHORTEST, int(self.chance.lognormvariate(math.log(MEDIAN), SPREAD))))
        topic = self.chance.choice(words()["headings"])
        lines = [self.title(topic)]
        if self.form == "notice":
            lines.append("各县区人民政府，各有关部门：")
        lines.append(self.said(self.chance.choice(words()["openings"])))
        lines += self.paragraphs(length)
        lines.append(self.said(self.chance.choice(words()["endings"])))
        if self.form in ("notice", "announcement", "order"):
            lines += [self.body, f"{self.day.year}年{self.day.month}月{self.day.day}日"]
        return "\n".join(lines) + "\n"

    def title(self, topic: str) -> str:
        """The title; an authority's own text begins with its name, an order carries its number."""
        own = self.said(TITLES[self.form].replace("{topic}", topic))
        if self.form == "order":
            return f"{self.body}{own}（第{self.chance.randrange(1, 40)}号）"
        return own if self.form in ("news", "explainer") else self.body + own

    def paragraphs(self, length: int) -> Iterator[str]:
        """Numbered sections with a few clauses each, until the text is long enough."""
        written, section = 0, 0
        while written < length:
            section += 1
            if length > 800:
                heading = f"{numeral(section)}、{self.chance.choice(words()['headings'])}"
                yield heading
                written += len(heading)
            for item in range(1, self.chance.randrange(2, 6)):
                parts = [
                    self.said(self.chance.choice(words()["sentences"])) for _ in range(self.chance.randrange(1, 4))
                ]
                if self.chance.random() < 0.4:
                    parts.append(self.said(self.chance.choice(words()["fillers"])))
                line = (f"（{numeral(item)}）" if length > 800 else "") + "".join(parts)
                yield line
                written += len(line)

    def said(self, pattern: str) -> str:
        """The sentence with every slot filled, slots within slots too."""
        return _SLOT.sub(lambda slot: self.said(self.word(slot[1])), pattern)

    def word(self, slot: str) -> str:
        """What fills a slot."""
        given: dict[str, Callable[[], object]] = {
            "place": lambda: self.place,
            "area": lambda: self.area,
            "body": lambda: self.body,
            "told": lambda: self.told,
            "day": lambda: self.near_day(),
            "year": lambda: self.day.year,
            "month": lambda: self.day.month,
            "n": lambda: self.chance.randrange(2, 13),
            "hours": lambda: self.chance.choice((2, 4, 8, 12, 24, 48, 72)),
            "days": lambda: self.chance.choice((2, 3, 5, 7, 10, 14, 21, 28)),
            "percent": lambda: self.chance.choice((25, 30, 50, 60, 75, 80)),
            "people": lambda: self.chance.choice((10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000)),
            "street": lambda: self.chance.choice(words()["name"]),
            "phone": lambda: f"{self.chance.randrange(2_000_000, 9_000_000)}",
        }
        return str(given[slot]()) if slot in given else self.chance.choice(words()[slot])

    def near_day(self) -> str:
        """A day near that of the notice, without its year."""
        near = self.day + timedelta(days=self.chance.randrange(-9, 10))
        return f"{near.month}月{near.day}日"


def numeral(number: int) -> str:
    """A number up to 99 in Chinese."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def damaged(text: str, chance: Random, number: int) -> str:
    """The text as programs left it."""
    names = chance.choices(DAMAGES, SHARES_OF_DAMAGES)[0]
    if names == ("stepped",):
        return stepped(text, chance.choice(SHARES), chance.choice(sorted(CUTS)), number, True).shown
    return damage_page(text, names)


def seed_text(number: int, seed: int = SEED) -> str:
    """The seed with this number."""
    writer = Writer(seed, number)
    text = writer.notice()
    return damaged(text, writer.chance, number) if writer.chance.randrange(1000) < DAMAGED else text


def write_archive(count: int, folder: Path, seed: int = SEED) -> None:
    """Writes ``count`` seeds below ``folder``, a thousand in each subfolder."""
    piles = [range(start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_write_some, folder, seed), piles))


def _write_some(folder: Path, seed: int, numbers: range) -> None:
    for number in numbers:
        path = folder / f"{number // 1000:03d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(seed_text(number, seed), encoding="utf-8")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    write_archive(options.count, options.folder, options.seed)


if __name__ == "__main__":
    main()
