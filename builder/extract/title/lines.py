"""Which of the lines that repair marked as a title belong to it."""

from __future__ import annotations

import re

from builder.extract.title.shape import COMPLETE, LONGEST, MOST_LINES, SHORTEST
from builder.extract.title.strangers import OF_TEXT, is_column, is_furniture, is_keywords
from builder.model import Repaired
from builder.rules.issuers import Issuers

_MOST_READ = 24  #: lines of a run that are looked at
_PLACE_END = re.compile(r"[省市县区州旗盟镇乡局委办部]$")
_LEADS = re.compile(r"关于|^[在致]|[、，：]$")
#: the first of several lines, open in a row of things
_OPEN = re.compile(r"[^，。；：、]{2,30}(?:、[^，。；：、]{1,12}){0,3}[、，]")
#: a remark on the title below it, and what stands behind the body that issued it
_CORRECTS = re.compile(r"[（(【](?:更正|勘误|订正|注[:：])")
_ISSUED = re.compile(r"[\s\u3000](?:发布|印发|制发|编制|宣)$")
_DESKS = ("所", "科", "室", "处", "股", "组", "部")  #: of a body
_LEFT_OPEN = re.compile(r"(?:关于|的|和|与|及|、|，|：|——?|[“《（])$|关于$")
_CONTINUES = re.compile(r"[（(—–-]")
#: a line that begins within a body's name, a word cut off in front at most, and one that holds the name's beginning
_TAIL_OF_BODY = re.compile(
    r"[一-鿿]{0,2}?(?:疫情|防控|联防|联控|应急|领导小组|指挥部|指挥|工作领导|办公室|管理局|委员会)[一-鿿（）]{0,30}关于"
)
_HEAD_OF_BODY = re.compile(r"[一-鿿]{2,12}[省市县区州旗盟镇乡][一-鿿]{0,30}(?<![网报道线布栏题态台号])")
#: a whole title by itself: something before 关于 (某区关于…的通知), or 致…的一封信
_WHOLE = re.compile(r"(?!关于|印发|转发|的|—|-)[^，。]{2,60}关于.{4,}|[致告].{2,30}(?:书|信)(?:[（(].*)?")


def title_lines(repaired: Repaired, spans: list[tuple[int, int]], issuers: Issuers) -> list[tuple[int, int]]:
    """The lines of a run that belong to the title: no page stamp, site line or line of the text, and nothing said twice."""
    lines = [(span, repaired.page[slice(*span)]) for span in spans[:_MOST_READ]]
    lines = [(span, words) for span, words in lines if not (is_furniture(words, issuers) or _CORRECTS.match(words))]
    lines = _without_writer(lines, issuers)
    lines = [
        (span, words)
        for i, (span, words) in enumerate(lines)
        if len(words) <= LONGEST and (not OF_TEXT.search(words) or (_OPEN.fullmatch(words) and i + 1 < len(lines)))
    ]
    lines = [(span, words) for span, words in lines if not (is_column(words, issuers) or is_keywords(words))]
    while len(lines) > 1 and len(lines[0][1]) < SHORTEST and _names_kind(lines[0][1], issuers):
        lines = lines[1:]
    once = [
        (span, words)
        for i, (span, words) in enumerate(lines)
        if not any(other.startswith(words) for _, other in lines[i + 1 :])
        and words not in [other for _, other in lines[:i]]
    ]
    return [span for span, _ in _from_own_head(_until_complete(once), issuers)]


def _without_writer(lines: list[tuple[tuple[int, int], str]], issuers: Issuers) -> list[tuple[tuple[int, int], str]]:
    """Without the last of several lines where it is nothing but who issued what stands above: a title ends in no body."""
    while len(lines) > 1:
        names = _ISSUED.sub("", lines[-1][1]).split()
        whole = COMPLETE.search(lines[-2][1]) or not (_LEFT_OPEN.search(lines[-2][1]) or issuers.ends(lines[-2][1]))
        own = names and issuers.ends(names[0]) and all(issuers.ends(one) or one.endswith(_DESKS) for one in names)
        if not (own and whole and lines[-1][1][:1] not in "（("):
            break
        lines = lines[:-1]
    return lines


def _names_kind(words: str, issuers: Issuers) -> bool:
    """Whether a short line above others says no more than what is below it (公告): a place, a body and the beginning of a
    phrase say more."""
    return not (_PLACE_END.search(words) or _LEADS.search(words) or issuers.signs(words) or not COMPLETE.search(words))


def _is_whole(words: str, above: str, issuers: Issuers) -> bool:
    """Whether a line below another is a whole title: 某区关于…的通知, one that names the place anew, or a body that meets."""
    if words.startswith(("办公室", "综合办公室")) and issuers.is_task_force(above):
        return False
    if _TAIL_OF_BODY.match(words) and _HEAD_OF_BODY.fullmatch(above) and not issuers.ends(above):
        return False
    if COMPLETE.search(words):
        return bool(_WHOLE.fullmatch(words)) or (words[:3] == above[:3] and issuers.ends(above))
    return issuers.signs(above) and bool(re.match(r"[^，。关于]{4,20}(?:召开|举行|举办)", words))


def _from_own_head(lines: list[tuple[tuple[int, int], str]], issuers: Issuers) -> list[tuple[tuple[int, int], str]]:
    """Without the lines above one that is a whole title by itself, or that names its place anew: they name the site."""
    whole = [i for i, (_, words) in enumerate(lines) if i and _is_whole(words, lines[i - 1][1], issuers)]
    return lines[whole[-1] :] if whole else lines


def _until_complete(lines: list[tuple[tuple[int, int], str]]) -> list[tuple[tuple[int, int], str]]:
    """The lines up to the last one that ends in the name of an act; a bracket or a dash below it still belongs to it."""
    ends = [i for i, (_, words) in enumerate(lines[: 2 * MOST_LINES]) if COMPLETE.search(words)]
    if not ends:
        return lines[:MOST_LINES]
    last = ends[-1]
    more = last + 1 < len(lines) and _CONTINUES.match(lines[last + 1][1])
    return lines[: last + 2] if more else lines[: last + 1]
