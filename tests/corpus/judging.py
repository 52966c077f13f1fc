"""Writes ``policy.tsv`` and ``policy_pairs.tsv`` of ``builder/rules`` from the tuned notices:
``python -m tests.corpus.judging [--write]``.

A logistic regression over the signs of ``builder/extract/policy.py``: the least surprising weights under which the tuned
notices come out as labelled, and the short pages of ``tests/cases/fields``. One of the signs is the wording: how much oftener
each pair of characters stands in policies than in other pages (naive Bayes over its presence). What the wording of a notice
weighs is learned from the pairs that the other groups of writers teach, so that it is trusted no more than on pages never seen.
Without ``--write`` the notices of each group are judged by what the others teach.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy

from builder.extract.blocks import find_blocks
from builder.extract.box import read_box
from builder.extract.dates import find_dates
from builder.extract.issuer import find_issuer
from builder.extract.kind import find_kind
from builder.extract.measures import find_measures
from builder.extract.number import find_number
from builder.extract.place import find_places
from builder.extract.policy import pairs_of, signs_of, wording
from builder.extract.title import find_title
from builder.model import Repaired
from builder.repair import repair
from builder.rules import TABLES, Rules
from builder.rules import load as load_rules
from builder.rules.table import load_yaml
from tests.corpus import FOLDER, Case, load
from tests.corpus.texts import text_of
from tests.extract.pages import document_of

#: what a weight costs, where each sign is measured in its own spread; half or twice as much changes no figure
SMALL = 10.0
ROUNDS = 30  #: of Newton's method; some eight are enough
#: a group of writers is named in front of a notice's name; the oldest notices name none and are parted in four
_GROUP = re.compile(r"[a-z][0-9]-")
HEAD = """\
# How much each sign speaks for a page being a policy notice (log-odds for each unit of it); above 0 altogether a page is one.
# Written by `python -m tests.corpus.judging --write` from the tuned notices; nobody edits it by hand. Signs: the cues of
# policy.yaml as shares of the sentences, and those that builder/extract/policy.py names.
"""

#: of a pair: pages that it stands in, the log-odds that tell anything, and the highest told
SEEN, TELLING, MOST = 3, 1.0, 2.5
PAIRS_HEAD = """\
# How much two characters beside each other, in title or text, speak for a page being a policy notice (log-odds).
# Written by `python -m tests.corpus.judging --write` from the tuned notices; nobody edits it by hand.
# weight	pairs that have it
"""

PAGES = FOLDER.parent / "cases" / "fields"
PILES = ("letterheads", "boxes", "days", "relays", "hard", "traps", "provinces", "openings")


@dataclass(frozen=True)
class Sample:
    """The signs of a notice, its pairs of characters, and whether it is a policy."""

    group: str
    signs: dict[str, float]
    pairs: frozenset[str]
    is_policy: bool


def notice_samples(rules: Rules) -> list[Sample]:
    """The tuned notices as they were damaged."""
    return [
        Sample(group_of(case, at), *signs_in(text_of(case, rules), rules), case.gold["is_policy"])
        for at, case in enumerate(load("tuned"))
    ]


def group_of(case: Case, at: int) -> str:
    """The group of writers of the notice that stands in this place of the tuned ones."""
    group = _GROUP.match(case.name)
    return group[0] if group else f"oldest {at % 4}"


def page_samples(rules: Rules) -> list[Sample]:
    """The pages written to show single fields; what has a place, a body or a day is a policy."""
    return [
        Sample("pages", *signs_in(_page(case, pile, rules), rules), case["want"].get("policy", True))
        for pile in PILES
        for case in load_yaml(PAGES / f"{pile}.yaml", PAGES)
        if _tells(case["want"])
    ]


def _tells(want: dict[str, object]) -> bool:
    return "policy" in want or any(
        want.get(name) for name in ("province", "city", "county", "issuer", "number", "date")
    )


def _page(case: dict[str, Any], pile: str, rules: Rules) -> Repaired:
    return repair(document_of("\n".join(case["page"]), pile), rules)


def signs_in(repaired: Repaired, rules: Rules) -> tuple[dict[str, float], frozenset[str]]:
    """The signs as the builder finds them, and the pairs of characters."""
    blocks, box = find_blocks(repaired, rules), read_box(repaired, rules.box)
    title = find_title(repaired, blocks, box, rules, ())
    issuer = find_issuer(repaired, title, box, rules)
    dates = find_dates(repaired, title, find_number(repaired, blocks, box), box, rules, ())
    places = find_places(repaired, blocks, title, issuer, dates, rules, ())
    kind = find_kind(repaired, blocks, title, rules)
    measures = find_measures(repaired, blocks, places, rules)
    signs = signs_of(repaired, title, kind, issuer, measures, rules)
    return {name: sign.value for name, sign in signs.items()}, pairs_of(f"{title.value or ''}\n{repaired.text}")


def learn_pairs(samples: Sequence[Sample]) -> dict[str, float]:
    """The log-odds of each pair that tells something; half a page more on either side keeps what is rare near nothing."""
    policies = [sample.pairs for sample in samples if sample.is_policy]
    others = [sample.pairs for sample in samples if not sample.is_policy]
    among, beside = Counter[str](), Counter[str]()
    for counts, pages in ((among, policies), (beside, others)):
        for pairs in pages:
            counts.update(pairs)
    odds = {
        pair: math.log((among[pair] + 0.5) / (len(policies) + 1)) - math.log((beside[pair] + 0.5) / (len(others) + 1))
        for pair in among.keys() | beside.keys()
        if among[pair] + beside[pair] >= SEEN
    }
    return {pair: round(max(-MOST, min(MOST, odd)), 1) for pair, odd in odds.items() if abs(odd) >= TELLING}


def worded_by_others(samples: Sequence[Sample]) -> list[Sample]:
    """The samples with the sign of their wording as the pairs of the other groups tell it."""
    tables = {
        group: learn_pairs([sample for sample in samples if sample.group != group])
        for group in {sample.group for sample in samples}
    }
    return [
        replace(sample, signs=sample.signs | {"wording": wording(sample.pairs, tables[sample.group])})
        for sample in samples
    ]


def learn(samples: Sequence[Sample]) -> dict[str, float]:
    """The weight of each sign, and ``base``."""
    names = sorted({name for sample in samples for name in sample.signs})
    values = numpy.array([[sample.signs.get(name, 0.0) for name in names] for sample in samples])
    wanted = numpy.array([float(sample.is_policy) for sample in samples])
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    rows = numpy.c_[(values - middle) / spread, numpy.ones(len(samples))]
    price = numpy.append(numpy.full(len(names), SMALL), 0.0)
    weights = numpy.zeros(len(names) + 1)
    for _ in range(ROUNDS):
        likely = 1 / (1 + numpy.exp(-rows @ weights))
        slope = rows.T @ (likely - wanted) + price * weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + numpy.diag(price)
        weights = weights - numpy.linalg.solve(bend, slope)
    own = weights[:-1] / spread
    return {"base": float(weights[-1] - own @ middle)} | dict(zip(names, own.tolist(), strict=True))


def judged(sample: Sample, weights: dict[str, float]) -> bool:
    """What these weights say of a notice."""
    return weights["base"] + sum(weights.get(name, 0.0) * value for name, value in sample.signs.items()) > 0


def kept_aside(samples: Sequence[Sample]) -> Iterator[str]:
    """How the notices of each group are judged by what the others teach."""
    for group in sorted({sample.group for sample in samples}):
        weights = learn([sample for sample in samples if sample.group != group])
        own = [sample for sample in samples if sample.group == group]
        wrong = Counter(sample.is_policy for sample in own if judged(sample, weights) != sample.is_policy)
        yield f"{group:10} {len(own):5} pages, {wrong[True]} policies lost, {wrong[False]} others taken for one"


def written(weights: dict[str, float]) -> str:
    """The table of signs."""
    return HEAD + "".join(f"{name}\t{weight:.2f}\n" for name, weight in weights.items())


def written_pairs(pairs: dict[str, float]) -> str:
    """The table of pairs, the strongest for a policy first."""
    rows: dict[float, list[str]] = {}
    for pair in sorted(pairs):
        rows.setdefault(pairs[pair], []).append(pair)
    return PAIRS_HEAD + "".join(f"{weight:.1f}\t{' '.join(rows[weight])}\n" for weight in sorted(rows, reverse=True))


def samples_of(rules: Rules) -> list[Sample]:
    """All that the tables are learned from."""
    return notice_samples(rules) + page_samples(rules)


def write(rules: Rules) -> None:
    """Writes both tables."""
    samples = samples_of(rules)
    (TABLES / "policy.tsv").write_text(written(learn(worded_by_others(samples))), encoding="utf-8")
    (TABLES / "policy_pairs.tsv").write_text(written_pairs(learn_pairs(samples)), encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="write the tables")
    rules = load_rules()
    if arguments.parse_args().write:
        write(rules)
    else:
        print("\n".join(kept_aside(worded_by_others(samples_of(rules)))))


if __name__ == "__main__":
    main()
