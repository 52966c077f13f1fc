"""Judges whether a page is a policy notice at all, and strips the record of one that is not.

A page is one when its text states or reports at least one measure of a public authority. Sentences are counted by the cues of
``policy.yaml``: another subject wins when its sentences outnumber those in which an authority acts.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from builder.extract.cues import HEAD
from builder.model import BodyField, Candidate, Evidence, Field, Notice, Repaired, Statement
from builder.rules import Rules
from builder.rules.fields import Cue, FieldRules

if TYPE_CHECKING:
    from builder.extract.place import PlacesFound

#: an authority decides in the middle of a bulletin
_DECIDES = re.compile(r"(?:研究|指挥部|领导小组|政府|部门|[局委])[^，。\n]{0,8}决定[，,：:]")
_EMERGENCY, _VIRUS = "another emergency", "this epidemic"  #: of policy.yaml
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]*")
_NO_SUBJECT = {"act", "described", "authority", "epidemic", "error", _EMERGENCY, _VIRUS}
_ACTS = ("notice", "announcement", "meeting", "speech")
_CASES = "a report of cases"  #: of policy.yaml; a bulletin in which an authority orders something is a policy text
#: An unsigned page needs two sentences with an authority, and a measure in about every third sentence; on the dev corpus
#: unsigned policy texts have one in every second, and other pages that get this far fewer or no authority.
_AUTHORITIES = 2
_FEW = 4  #: sentences: too short a page for shares to tell anything
_SHARE = 0.35
_DENSE = 0.8  #: a page that tells hardly anything but measures needs one sentence with an authority
#: 《某市若干措施》政策解读 tells what an authority ordered
_EXPLAINS_ACT = re.compile(r"《[^《》]{4,60}》.{0,8}解读|解读《")
_OWN = re.compile(r"[我全本](?:省|市|县|区|州|旗|盟|镇|乡|村)(?!场)")  #: an authority speaks of its own place, unnamed
#: a firm's own rules are none of an authority's; firms that run a public service carry out what one ordered
_FIRM = re.compile(
    r"^(?!.*(?:公交|客运|高速|公路|运输|交通|地铁|轨道|铁路|机场|航空|港|轮渡|供水|水务|供电|电力|燃气|热力|景区|旅游|市场|城投|园区|医院))"
    r".*(?:公司|集团|商城|酒店|饭店|影城|事务所|酒庄|矿业|[^工]厂|银行|商行|合作社)(?:[^，。]{0,6}(?:部|处|科|室|中心))?$"
)
#: what a firm's own rules do not name: who orders and controls against the epidemic
_ORDERS = re.compile(r"政府|指挥部|领导小组|联防联控|防[控疫]办|疾控|卫健|公安|街道办?|上级|主管部门|属地|疫情防控")
#: 接县指挥部通知, 按照街道要求: a firm does what an authority ordered
_CARRIES_OUT = re.compile(
    r"(?:接到?|根据|按照?|依照|依据|遵照|落实|执行|响应|转发)[^，。；\n]{0,28}?"
    r"(?:指挥部|领导小组|联防联控|防[控疫]办|专班|政府|疾控|卫健|公安|街道|社区|[市县区州旗]里|上级|属地|主管部门|文旅|交通|教育|商务|市监|市场监管)"
    r"[^，。；\n]{0,16}?(?:通知|通告|公告|要求|部署|规定|安排|指令|决定|指引|命令)"
)
#: 经某市文旅局同意: a firm opens again by leave of an authority
_BY_LEAVE = re.compile(
    r"经[^，。；\n]{0,24}(?:指挥部|领导小组|防[控疫]办|政府|委员会|[局厅委办])(?:审核|研究|批复)?(?:同意|批准|审批|许可)"
)
#: a firm speaks of itself, though no line signs
_OF_FIRM = re.compile(r"(?:^|[。，：！\n])(?:本|我)?公司(?:定于|决定|将于|拟于)|我司")
_SOURCE = re.compile(r"(?:来源|转自|稿源|转载)\s{0,3}[:：]\s{0,3}[^\s，。]{2,20}")
#: who examines or admits people may rule how they come in: 招聘面试疫情防控告知书
_AT_DOORS = ("a job offer", "an everyday service")
_CONTROLS = re.compile(
    r"(?:疫情防控|防疫)[^，。]{0,10}(?:告知书|须知|要求|提示|提醒|公告|通告|通知|规定|措施|方案|承诺书|指南|指引)$"
)
_CLEARLY = 2  #: sentences on another emergency; the title counts for two
_OUTWEIGHS = 3  #: times: masks are worn in a sandstorm too
_KEPT = ("is_policy", "kind", "title")


def judge_policy(
    repaired: Repaired,
    title: Field,
    kind: Field,
    issuer: Field,
    measures: tuple[Statement, ...],
    places: PlacesFound,
    rules: Rules,
    official: bool = False,
) -> Field:
    """Whether the text states or reports a measure of a public authority; always inferred, with the counts as reason. On an
    ``official`` site an authority stands behind the text, unless a firm runs it."""
    cues = rules.fields.policy
    error = _page_error(repaired, title, cues)
    if error:
        return Field(False, "inferred", rule="policy/page-error", because=error)
    counts, first = _count(repaired, title, rules.fields)
    other = _other_subject(counts, cues)
    if other in _AT_DOORS and _CONTROLS.search(str(title.value or "")):
        other = None
    ordered = issuer.value is not None and (
        any(one.modality == "ordered" for one in measures) or bool(_DECIDES.search(repaired.text))
    )
    if other and not (other == _CASES and counts["act"] and ordered):
        because = f"{counts[other]} sentences read like {other}, {counts['act']} like an act of an authority."
        return Field(False, "inferred", _quoted(repaired, first.get(other)), "policy/other-subject", because)
    if counts[_EMERGENCY] >= _CLEARLY and counts[_EMERGENCY] > _OUTWEIGHS * counts[_VIRUS]:
        because = (
            f"{counts[_EMERGENCY]} sentences speak of another emergency, {counts[_VIRUS] or 'none'} of this epidemic."
        )
        return Field(False, "inferred", _quoted(repaired, first.get(_EMERGENCY)), "policy/other-subject", because)
    ordered_firm = bool(counts[_VIRUS] and (_CARRIES_OUT.search(repaired.text) or _BY_LEAVE.search(repaired.text)))
    firm = not ordered_firm and bool(
        _FIRM.search(str(issuer.value)) if issuer.value else _OF_FIRM.search(repaired.text)
    )
    acts = kind.value in _ACTS and kind.rule == "kind/title-word"
    named = not firm and (issuer.value is not None or acts or bool(_EXPLAINS_ACT.search(str(title.value or ""))))
    counts["authority"] += named + (official and not firm) + _from_authority(repaired, cues)
    if firm and (counts["authority"] < _AUTHORITIES or not _ORDERS.search(repaired.text)):
        because = "A firm speaks of its own business, and public authorities hardly appear."
        return Field(False, "inferred", rule="policy/no-measure", because=because)
    missing = _missing(counts, measures) or (None if named else _aside(counts, measures, places, repaired.text))
    if missing:
        return Field(False, "inferred", rule="policy/no-measure", because=missing)
    because = f"{counts['act']} sentences have an authority order, ask for, lift or carry out something."
    return Field(True, "inferred", _quoted(repaired, first.get("act")), "policy/measures", because)


def _from_authority(repaired: Repaired, cues: tuple[Cue, ...]) -> bool:
    """Whether the page stamp names a public authority as the text's source."""
    sources = (_SOURCE.search(repaired.page, piece.start, piece.end) for piece in repaired.pieces_of("meta"))
    authority = [cue for cue in cues if cue.says == "authority"]
    return any(cue.pattern.search(source[0]) for source in sources if source for cue in authority)


def _missing(counts: Counter[str], measures: tuple[Statement, ...]) -> str | None:
    """What a policy needs and the text lacks."""
    if not (counts["act"] or (measures and counts[_VIRUS])):  # a fair is held in words of gatherings
        return "No sentence orders, asks for, lifts or carries out anything against the epidemic."
    if not (counts["epidemic"] or measures):
        return "The epidemic and what was done against it are not named."
    return None if counts["authority"] else "No public authority is named."


def _aside(counts: Counter[str], measures: tuple[Statement, ...], places: PlacesFound, text: str) -> str | None:
    """Why a page that names no issuer and no act only speaks of measures in passing: no place is told, authorities hardly
    appear, or few of its sentences carry a measure. Articles about travel, films, shares or shops are like that; unsigned
    notices are not."""
    sentences = sum(
        not said.rstrip().endswith(("？", "?")) for said in _SENTENCE.findall(text)
    )  # a question tells nothing
    if sentences <= _FEW:
        return None
    if places.province.value is None and not places.filed_under and not _OWN.search(text):
        return "No issuing body is named, and no place that acts."
    if counts["authority"] < _AUTHORITIES and not (counts["authority"] and len(measures) >= _DENSE * sentences):
        return "No issuing body is named, and public authorities hardly appear."
    if len(measures) < _SHARE * sentences:
        return f"No issuing body is named, and {len(measures)} measures in {sentences} sentences are told in passing."
    return None


def _quoted(repaired: Repaired, span: tuple[int, int] | None) -> tuple[Evidence, ...]:
    return (repaired.evidence_in_text(*span),) if span else ()


def _page_error(repaired: Repaired, title: Field, cues: tuple[Cue, ...]) -> str | None:
    if not repaired.text.strip():
        return "The page has no text."
    if len(repaired.text) > HEAD:
        return None
    words = f"{title.value or ''}\n{repaired.text}"
    return next((cue.because for cue in cues if cue.says == "error" and cue.pattern.search(words)), None)


def _count(repaired: Repaired, title: Field, fields: FieldRules) -> tuple[Counter[str], dict[str, tuple[int, int]]]:
    """How many sentences each cue fits (a title twice), and its first sentence in the text."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for sentence in _SENTENCE.finditer(repaired.text):
        for says in _said(sentence[0], fields):
            counts[says] += 1
            first.setdefault(says, _bare(sentence))
    for cue, _ in fields.find_policy.fitting(str(title.value or ""), "title"):
        counts[cue.says] += 2
    return counts, first


def _said(sentence: str, fields: FieldRules) -> list[str]:
    """What a sentence speaks for. A measure that is only told of is an act where the sentence has no other subject."""
    said = fields.find_policy.said(sentence, "body")
    if "described" in said and "act" not in said and not set(said) - _NO_SUBJECT:
        said.append("act")
    return said


def _bare(sentence: re.Match[str]) -> tuple[int, int]:
    words = sentence[0]
    start = sentence.start() + len(words) - len(words.lstrip())
    return start, sentence.start() + len(words.rstrip())


def _other_subject(counts: Counter[str], cues: tuple[Cue, ...]) -> str | None:
    """The other subject with the most sentences, when these reach its bar and outnumber the acts."""
    others = [cue for cue in cues if cue.says not in _NO_SUBJECT]
    best = max(others, key=lambda cue: counts[cue.says], default=None)  # the first of equals: order of the table
    if best is None or counts[best.says] < best.weight or counts[best.says] <= counts["act"]:
        return None
    return best.says


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
    fields["kind"] = _kind_without_act(notice.kind, str(notice.title.value or ""))
    return msgspec.structs.replace(notice, **fields, filed_under=(), measures=())


_TITLE = 200  #: characters; no act has a longer name
#: the end of a whole title; 通知公告 alone is a column of a site
_NAMES_ACT = re.compile(
    r"^(?!关于).{6,}(?<!通知)(?<!通告)(?:公告|公示|声明|简章|启事|说明)(?:[（(][^（）()]{1,16}[）)])?$|关于.{4,60}的(?:紧急|补充|内部)?(?:通知|通告)$|^.{8,190}(?:补充|变更|更正)(?:通知|通告)$"
    r"|(?<=.{6})(?<!命)令$"
)
#: the words of kind/title-latest-rules and kind/title-newest-rules
_OVERVIEW = (
    "The title offers an overview of current rules.",
    "The title offers the newest rules of a place, which is no title of an act.",
)


def _kind_without_act(kind: Field, title: str) -> Field:
    """The kind of a page that is no policy: one that only looks like an act or announcement is other; the look is kept.

    What a title names in so many words, as 某医院招聘公告 does, is that all the same; an overview of rules without rules is none.
    """
    overview = kind.value == "explainer" and kind.because in _OVERVIEW
    if kind.value not in ("notice", "announcement") and not overview:
        return kind
    if kind.rule == "kind/title-word" and len(title) <= _TITLE and _NAMES_ACT.search(title):
        return kind
    because = "The page is no policy notice, so what looks like one is none."
    look = Candidate(str(kind.value), kind.rule or "kind/none", kind.because or because, kind.evidence)
    return Field("other", "inferred", (), "policy/not-policy", because, (look, *kind.others))
