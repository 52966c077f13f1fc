"""Judges whether a page is a policy notice at all, and strips the record of one that is not.

A page is one when its text states or reports measures of a public authority. No single sign tells: an advert names masks, and an
authority sells things, too. So signs are weighed: how many kinds of measures are stated, in which share of the sentences one
is ordered or the epidemic, an authority or another subject is spoken of (cues of ``policy.yaml``), who issues, and of what
pairs of characters title and text are made (``policy_pairs.tsv``): plain speech orders without a word that a list foresees. The
weights stand in ``policy.tsv``, a logistic regression over the tuned notices: ``python -m tests.corpus.judging --write``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from builder.extract.cues import HEAD
from builder.model import BodyField, Candidate, Evidence, Field, Notice, Repaired, Statement
from builder.rules import Rules
from builder.rules.fields import Cue

_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_FEW = 10  #: pairs that tell nothing, put to those that do: a short text tells little
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]*")
_ASKS = ("？", "?")  #: a question tells nothing
#: a firm's own rules are none of an authority's; firms that run a public service carry out what one ordered
_FIRM = re.compile(
    r"^(?!.*(?:公交|客运|高速|公路|运输|交通|地铁|轨道|铁路|机场|航空|港|轮渡|供水|水务|供电|电力|燃气|热力|景区|旅游|市场|城投|园区|医院))"
    r".*(?:公司|集团|商城|酒店|饭店|影城|事务所|酒庄|矿业|[^工]厂|银行|商行|合作社)(?:[^，。]{0,6}(?:部|处|科|室|中心))?$"
)
#: what a firm's own rules do not name: who orders and controls against the epidemic
_ORDERS = re.compile(r"政府|指挥部|领导小组|联防联控|防[控疫]办|疾控|卫健|公安|街道办?|上级|主管部门|属地|疫情防控")
#: a firm speaks of itself, though no line signs
_OF_FIRM = re.compile(r"(?:^|[。，：！\n])(?:本|我)?公司(?:定于|决定|将于|拟于)|我司")
#: what cues of policy.yaml say; those of an error are asked of short pages only
_ERROR, _EMERGENCY, _EPIDEMIC, _AUTHORITY = "error", "another emergency", "this epidemic", "authority"
_SPOKEN_OF = (_EPIDEMIC, _AUTHORITY)
_OUTWEIGHING = "another emergency outweighing this epidemic"
_TITLED = 2  #: sentences that a title counts for
_NAMED = 3  #: signs that a reason names on each side
_KEPT = ("is_policy", "kind", "title")


class Sign(NamedTuple):
    """Something that speaks for or against a policy: ``value`` is what its weight is multiplied with."""

    value: float
    says: str
    where: tuple[int, int] | None = None  #: the first sentence that shows it, in the text


def judge_policy(
    repaired: Repaired, title: Field, kind: Field, issuer: Field, measures: tuple[Statement, ...], rules: Rules
) -> Field:
    """Whether the text states or reports measures of a public authority; always inferred, with the signs that weighed most."""
    error = _page_error(repaired, title, rules.fields.policy)
    if error:
        return Field(False, "inferred", rule="policy/page-error", because=error)
    signs = signs_of(repaired, title, kind, issuer, measures, rules)
    weights = rules.fields.policy_weights
    weighed = {name: weights.get(name, 0.0) * sign.value for name, sign in signs.items()}
    because = _because(signs, weighed)
    named = measures or _EPIDEMIC in signs  # a fair has an issuer and a title too
    if named and weights["base"] + sum(weighed.values()) > 0:
        evidence = measures[0].evidence if measures else _shown(signs[_EPIDEMIC], repaired)
        return Field(True, "inferred", evidence, "policy/measures", because)
    because = because if named else f"No measure is stated, and this epidemic is not named. {because}"
    against = min(weighed.keys() - {"wording"}, key=lambda name: (weighed[name], name))
    if weighed[against] < 0 and against != "firm alone":
        return Field(False, "inferred", _shown(signs[against], repaired), "policy/other-subject", because)
    return Field(False, "inferred", (), "policy/no-measure", because)


def _shown(sign: Sign, repaired: Repaired) -> tuple[Evidence, ...]:
    """The sentence that shows a sign; none where only the title does."""
    return (repaired.evidence_in_text(*sign.where),) if sign.where else ()


def signs_of(
    repaired: Repaired, title: Field, kind: Field, issuer: Field, measures: tuple[Statement, ...], rules: Rules
) -> dict[str, Sign]:
    """The signs by the names that they have in the table of weights; shares are of the sentences that are no questions. One
    sentence on another subject tells nothing, and a storm in a text on this epidemic is told by what it outweighs."""
    sentences = [said for said in _SENTENCE.finditer(repaired.text) if not said[0].rstrip().endswith(_ASKS)]
    every = max(len(sentences), 1)
    kinds = len({statement.id for statement in measures})
    ordered = sum(statement.modality == "ordered" for statement in measures)
    signs = {
        "kinds of measures": Sign(math.log1p(kinds), f"{kinds} kinds of measures"),
        "ordered": Sign(ordered / every, f"{ordered} measures ordered in {every} sentences"),
        "title": Sign(float(_is_named(kind)), "a title that names the kind of text"),
        "issuer": Sign(float(issuer.value is not None), "an issuing body"),
        "firm alone": Sign(float(_is_firm_alone(issuer, repaired.text)), "a firm that names no authority"),
        "wording": Sign(
            wording(pairs_of(f"{title.value or ''}\n{repaired.text}"), rules.fields.policy_pairs), "its wording"
        ),
    }
    counts, first = _count(repaired, title, rules)
    told = {says: count - (says not in _SPOKEN_OF) for says, count in counts.items() if says != _ERROR}
    told[_OUTWEIGHING] = max(0, told.get(_EMERGENCY, 0) - told.get(_EPIDEMIC, 0))
    return signs | {
        says: Sign(count / every, f"{says} ({count} of {every} sentences)", first.get(says))
        for says, count in told.items()
        if count
    }


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of Han characters that stand beside each other in a text."""
    return frozenset(_PAIR.findall(text))


def wording(pairs: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much these pairs speak for a policy: the sum of those that tell anything, over the root of their number, since many of
    them tell the same again."""
    told = [weights[pair] for pair in pairs & weights.keys()]
    return math.fsum(told) / math.sqrt(len(told) + _FEW)


def _count(repaired: Repaired, title: Field, rules: Rules) -> tuple[Counter[str], dict[str, tuple[int, int]]]:
    """How many sentences each cue fits, the title counted twice, and the first of these in the text."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for sentence in _SENTENCE.finditer(repaired.text):
        for says in rules.fields.find_policy.said(sentence[0], "body"):
            counts[says] += 1
            first.setdefault(says, _bare(sentence))
    for cue, _ in rules.fields.find_policy.fitting(str(title.value or ""), "title"):
        counts[cue.says] += _TITLED
    return counts, first


def _is_named(kind: Field) -> bool:
    """Whether the title names the kind of text, also where it calls an announcement what the text addresses to offices."""
    named = (one.value for one in kind.others if one.rule == "kind/title-word")
    return kind.rule == "kind/title-word" or "announcement" in named


def _is_firm_alone(issuer: Field, text: str) -> bool:
    firm = _FIRM.search(str(issuer.value)) if issuer.value else _OF_FIRM.search(text)
    return bool(firm) and not _ORDERS.search(text)


def _because(signs: dict[str, Sign], weighed: dict[str, float]) -> str:
    """The signs that weighed most on either side."""
    by_weight = sorted(weighed, key=lambda name: -abs(weighed[name]))
    speak = [signs[name].says for name in by_weight if weighed[name] > 0][:_NAMED]
    against = [signs[name].says for name in by_weight if weighed[name] < 0][:_NAMED]
    return f"For a policy: {'; '.join(speak) or 'nothing'}. Against it: {'; '.join(against) or 'nothing'}."


def _page_error(repaired: Repaired, title: Field, cues: tuple[Cue, ...]) -> str | None:
    if not repaired.text.strip():
        return "The page has no text."
    if len(repaired.text) > HEAD:
        return None
    words = f"{title.value or ''}\n{repaired.text}"
    return next((cue.because for cue in cues if cue.says == _ERROR and cue.pattern.search(words)), None)


def _bare(sentence: re.Match[str]) -> tuple[int, int]:
    words = sentence[0]
    start = sentence.start() + len(words) - len(words.lstrip())
    return start, sentence.start() + len(words.rstrip())


def without_policy(notice: Notice) -> Notice:
    """The record of a page that is no policy notice: in no place, measure or date; title, kind, text and repairs stay."""
    because = f"The page is no policy notice: {notice.is_policy.because or 'it says so itself.'}"
    nothing: dict[str, Any] = {
        "value": None,
        "status": "not-applicable",
        "rule": "policy/not-policy",
        "because": because,
    }
    fields: dict[str, Field] = {}
    for name, field in notice.fields().items():
        if name in _KEPT:
            continue
        extra = {"normalised_status": "not-applicable"} if isinstance(field, BodyField) else {}
        fields[name] = type(field)(**nothing, **extra)
    sells = notice.is_policy.rule == "policy/other-subject" or notice.source.host_kind == "hijacked"
    fields["kind"] = _kind_without_act(notice.kind, str(notice.title.value or ""), sells)
    return msgspec.structs.replace(notice, **fields, filed_under=(), measures=())


_COLUMN = 5  #: characters; 通知公告 alone is a column of a site
_TITLE = 200  #: characters; no act has a longer name
#: the words of kind/title-latest-rules and kind/title-newest-rules
_OVERVIEW = (
    "The title offers an overview of current rules.",
    "The title offers the newest rules of a place, which is no title of an act.",
)


def _kind_without_act(kind: Field, title: str, sells: bool = False) -> Field:
    """The kind of a page that is no policy: one that only looks like an act or announcement is other; the look is kept.

    What a title names in so many words, as 某医院招聘公告 does, is that all the same; an overview of rules without rules is none,
    and no more is a recipe or an advert (``sells``: the text has another subject, or its site sells something) with a question
    or 教你 over it.
    """
    overview = kind.value == "explainer" and (sells or kind.because in _OVERVIEW)
    if kind.value not in ("notice", "announcement") and not overview:
        return kind
    if not overview and kind.rule == "kind/title-word" and _COLUMN < len(title) <= _TITLE:
        return kind
    because = "The page is no policy notice, so what looks like one is none."
    look = Candidate(str(kind.value), kind.rule or "kind/none", kind.because or because, kind.evidence)
    return Field("other", "inferred", (), "policy/not-policy", because, (look, *kind.others))
