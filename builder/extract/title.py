"""Finds the title: the document's own; a page's headline or a reported act's title only where the document has none.

Precedence: title lines of the page, joined where one title stands on several · the page's data box · a title named in the
page's standard tail · a first line of the text that has a title's shape · a short line beside a page stamp · the page's
headline, on the page, then in its metadata · the title of the one act that a report is about (inferred) · a named original
title · unknown. A line above the text that looks far more like a title than the one found goes first (inferred).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from builder.extract.box import Entry
from builder.extract.cues import find_hits, stretches
from builder.extract.page_facts import TITLES, Facts, facts_of, words_of
from builder.model import Block, Candidate, Evidence, Field, Piece, Repaired, Status
from builder.rules import Rules
from builder.rules.issuers import Issuers

#: what is no part of a title: a brand behind a dash or bar, a clock or page stamp glued to it
_BRAND = re.compile(
    r"(?<!\s)\s*+(?<![-_|｜—–])[-_|｜—–]++\s{0,9}[^-_|｜—–。！？]{0,30}"
    r"(?:网|官网|网站|门户|平台|频道|在线|新闻(?!发布会|通气会)|资讯|日报|晚报|发布(?!会)|客户端|app|APP|入口|首页|官方|下载|论坛|社区|体育|娱乐|棋牌|中心)"
    r"[^-_|｜—–。！？，]{0,6}(?:\s{0,9}[-_|｜—–]{1,9}.{0,30})?$"
)
_CLOCK = re.compile(
    r"(?<!\s)\s*+(?:[（(\[【]?(?:发布|更新|最后更新|发表|日期|时间|发布日期|发布时间|更新时间)[:：]?\s{0,9})?"
    r"[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s{0,9}(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?).*$"
)
_SUFFIX = re.compile(r"(?P<title>.{6,}?)(?<!\s)\s*+[-_|｜–]\s{0,9}(?P<suffix>[^-_|｜–。！？，]{2,20})")
_STAMP = re.compile(r"(?<!\s)\s+(?:来源|作者|编辑|责编|发布时间|发布日期|浏览次数|字号|字体)[:：].*$")
_WRAP = re.compile(r"^[《【\[]\s*+([^《》【】\[\]]{6,})(?<!\s)\s*+[》】\]]$")
#: 【转】关于…: whoever passes it on says so
_RELAYED = re.compile(r"[【\[（(](?:转|转发|转载|转帖|搬运|分享)[】\]）)]\s{0,4}(.{6,})")
#: the name of an act in front of columns and a site: 关于…的通知_政策文件_某市人民政府
_ACT_AND_SITE = re.compile(
    r"(?P<title>.{4,90}?(?:通知|通告|公告|决定|意见|方案|办法|措施|规定|提示|提醒|倡议书|公开信|一封信|批复|指引|指南))\s{0,4}[-_|｜]{1,2}\s{0,4}"
    r"(?!致|关于|第)[^。！？，：]{2,50}"
)
#: lines that stand among title lines and are none: page stamps, the site's name and its columns
_STAMPED = re.compile(
    r"(?<!的)(?:作者|上传者?|来源|稿源|编辑|责编|审核|难度|管理员|admin|点击|浏览|阅读|发布[于人者]|发布(?:时间|日期)|更新(?:时间)?|日期|字号|字体|编号)"
    r"(?:\s*[:：/／]|\s|$)|(?:发布|更新|发表)于\s*[0-9今昨]"
    r"|^[（(]?[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s|[）)（(]|$)|^(?:关键[词字]|标签|摘要|导读|核心提示)\s*[:：]"
)
_SITE = re.compile(
    r"[>＞»›]|\s》|》\s|[|｜].*[|｜]|[^\s]\s*-[^\s-]{1,6}-"
    r"|\s[—–-]\s.*(?:网|社区|家园|论坛|门户|平台|官网)|^[^\s，。！？]{2,12}(?:(?<!防控)(?<!防护)(?<!防疫)(?<!安全)(?<!保障)(?<!监测)网|网站|在线|论坛|贴吧|门户|印务局|出版社|日报|晚报|晨报|时报)(?:\s|$)"
    r"|^[^\s，。！？]{2,10}(?:\s+[^\s，。！？]{2,4}){2,}$"
)
#: a body or site with its columns behind blanks: 某区人民政府　公示公告
_COLUMN = re.compile(
    r"(?!.*关于)[^\s，。：！？《》]{2,24}(?:[\s　]+[^\s，。：！？《》]{1,8})*[\s　]+[^\s，。：！？《》]{0,6}"
    r"(?:公告|公示|通告|通知|公开|法规政策|政策法规|要闻|动态|解读|通报|提示|专栏|专题|服务|信息|新闻|资讯|首页|文件|公文|互动|发布|概况)"
)
#: the same without its blanks: 某局政务公开通知公告; no act's name ends so
_GLUED_COLUMN = re.compile(
    r"(?!.*关于)[^\s，。：！？《》]{4,24}?(?:政务公开|信息公开|通知公告|公示公告|公告公示|政策法规|政务服务|新闻中心|工作动态|要闻动态|权威发布){1,3}"
)
_PLACE_END = re.compile(r"[省市县区州旗盟镇乡局委办部]$")
_SAYS = re.compile(r"关于|[，：！、“]|成立|设立|组建|召开|发布|走访|调研|致|通报|约谈|提醒")
_GREETING = re.compile(r"(?:早上|上午|中午|下午|晚上|大家)好[！!。]?$|^(?:各位|亲爱的|尊敬的|广大)[^，。]{0,16}[：:]$")
#: lines of the text that repair may take for a title: sentences, addressees, clauses, numbers
_OF_TEXT = re.compile(
    r"[。；;，,：:、]$|^(?:问|答|Q|A)\s?[：:]|^(?:记者|本报|本网|本台)[^，]{0,8}(?:从[^，]{2,24}(?:获悉|了解到)|讯)|^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.、])"
    r"|^[\u4e00-\u9fff]{0,16}[〔\[［][^〔〕]{0,6}[〕\]］]\s*第?[0-9]{1,5}\s*号?$"
    r"|^[—–-]{1,2}\s*[12][0-9]{3}年[^，。]{0,10}$|^[（(][^（）()]{0,24}[〔\[［][^（）()]{1,16}号[）)]$|^[（(][12][0-9]{3}年[^（）()第]{0,12}[）)]$"
)
_COMPLETE = re.compile(
    r"(?:通知|通告|公告|布告|告诉|命令|令|决定|意见|办法|方案|细则|规定|预案|须知|提示|提醒|倡议书|公开信|一封信|告知|告知书|居民书|市民书|措施|批复|复函|声明)"
    r"(?:[（(][^（）()]{1,16}[）)])?[!！]?$"
)
_CONTINUES = re.compile(r"[（(—–-]")
_RUNS_ON = re.compile(r"，[^，]*，|以下|如下|[：:][^，：:]*，")
_NO_HALF = re.compile(
    r"[\s|｜·:：/>＞_]|[。；]$|(?:网|频道|专栏|专题|发布|动态|新闻|要闻|资讯|公告|通知|快讯|报|平台|防控)$"
)
_PLACE_AND_TIME = re.compile(r"[\u4e00-\u9fff]{2,12}20\d\d年(?:\d{1,2}月|[春夏秋冬]季)?")  #: 某区2022年1月
_MEETS = re.compile(r"会议|召开|部署|主持")
_BUSY = re.compile(r"恢复|暂停|停[课业产运]|开放|公布|批示|讲话|检测|安排|调整|解除|优化|新增|封城|[？?]")
_NAMED = ("title/original", "title/named-in-tail", "title/in-box")
#: by how much, and how much at least, a line must look like a title to go before the one found, or to be one
_CLEARLY, _LIKELY, _SURELY = 3, 4, 6
_LONGEST, _SHORTEST, _MOST_LINES, _MOST_READ, _LONGEST_NAME = 100, 7, 3, 24, 44
_SHORTEST_ALONE = 2
_BRANDED = re.compile(r"(?i:app|官网|官方网站|入口|娱乐|棋牌|彩票)")
_CLOSED = re.compile(r"[。；;，,：:、]$|[。；]")
_NARROW = re.compile(r"(?<=[\u4e00-\u9fff”》）0-9])[?!,;:](?=[\u4e00-\u9fff“《（]|$)")
_WIDE = {"?": "？", "!": "！", ",": "，", ";": "；", ":": "："}
_SUBJECT = re.compile(
    r"疫|防控|防疫|新冠|肺炎|核酸|隔离|通知|通告|公告|措施|政策|规定|会议|封控|管控|病例|健康码|返乡|口罩"
)
_TELLS = (_SUBJECT, _COMPLETE, _MEETS, _SAYS, _BUSY)  #: what titles of the archive speak of; names of sites do not
_CHROME = re.compile(
    r"[>＞»›→|｜]|首页$|^(?:首页|返回|当前位置|您现在|上一[篇条]|下一[篇条]|相关|友情链接|来源|版权|主办)|[:：]"
)


class _Found(NamedTuple):
    value: str
    status: Status
    rule: str
    because: str | None
    spans: tuple[tuple[int, int], ...]  #: of page; none for a title of the metadata
    told: tuple[Evidence, ...] = ()  #: its words in the metadata


def find_title(
    repaired: Repaired, blocks: tuple[Block, ...], box: tuple[Entry, ...], rules: Rules, facts: Facts = ()
) -> Field:
    """The document's title with the words that carry it; the losers of the precedence above in ``others``. ``box`` is the page's
    data box, ``facts`` are the page's metadata."""
    issuers = rules.issuers
    found = [
        *_own(repaired, blocks, issuers),
        *_boxed(box),
        *_named(repaired, rules, "tail", "shape"),
        *_beside_stamp(repaired, issuers),
        *_headline(repaired),
    ]
    found += [*_of_facts(facts), *_reported(repaired, rules), *_named(repaired, rules, "original")]
    found = _with_best_line(repaired, found, issuers)
    found = found or _misread_as_byline(repaired, issuers) or _unmarked(repaired, issuers)
    if not found:
        return Field(None, "unknown", rule="title/none", because="No line has the place or shape of a title.")
    found = [one._replace(value=_NARROW.sub(lambda mark: _WIDE[mark[0]], one.value)) for one in found]
    best = _with_line_above(repaired, found[0], issuers)
    if "\ufffd" in best.value:
        best = best._replace(status="inferred", because="Some of its characters were lost.")
    others = [other for other in found[1:] if other.value != best.value]
    return Field(
        best.value,
        best.status,
        _evidence(repaired, best),
        best.rule,
        best.because,
        tuple(
            Candidate(
                other.value,
                other.rule,
                f"A better source for the title was found: {best.rule}.",
                _evidence(repaired, other),
            )
            for other in others
        ),
    )


def _evidence(repaired: Repaired, found: _Found) -> tuple[Evidence, ...]:
    return (*(repaired.evidence(start, end) for start, end in found.spans), *found.told)


def _boxed(box: tuple[Entry, ...]) -> list[_Found]:
    """The title that the page's data box names."""
    return [
        _Found(entry.value, "stated", "title/in-box", None, ((entry.start, entry.end),))
        for entry in box
        if entry.key == "title" and len(entry.value) >= _SHORTEST
    ]


#: a site, a column or an authority behind a dash or a bar
_FACT_SUFFIX = re.compile(
    r"(?<!\s)\s*+(?<![-_|｜—–])[-_|｜—–]++\s{0,9}[^-_|｜—–。！？，0-9]{0,20}"
    r"(?:网|站|政府|委员会|[局厅委]|平台|门户|频道|公开|公告|通知|日报|晚报|新闻|发布|动态|资讯|首页|要闻|在线|客户端|中心)$"
)


def _without_suffixes(headline: str) -> str:
    """The headline without what stands behind its last dashes: 某市停课通知-通知公告-某市教育局."""
    for _ in range(3):
        bare = _FACT_SUFFIX.sub("", headline)
        if bare == headline or len(bare) < _SHORTEST:
            break
        headline = bare
    return headline


def _of_facts(facts: Facts) -> list[_Found]:
    """The headlines of the page's metadata that speak of the subject, without the site's name behind them."""
    found = []
    for fact in facts_of(facts, TITLES):
        value = _without_suffixes(fact.value)
        if len(value) >= _SHORTEST and len(value) <= _LONGEST and _SUBJECT.search(value) and not _BRANDED.search(value):
            because = "The document has no title of its own; the headline in the page's metadata stands for it."
            told = (words_of(fact, 0, len(value)),)
            found.append(_Found(value, "inferred", "title/page-fact", because, (), told))
    return found


def _own(repaired: Repaired, blocks: tuple[Block, ...], issuers: Issuers) -> list[_Found]:
    """The title lines; lines that follow each other without anything between them are one title."""
    found: list[_Found] = []
    aside: list[_Found] = []  #: the last line alone, where nothing says that the lines are one title
    signers = [re.sub(r"\s", "", repaired.text[one.start : one.end]) for one in blocks if one.role == "signature"]
    for run in _runs(repaired):
        spans = _title_lines(repaired, [span for span in (_bare(repaired, piece) for piece in run) if span], issuers)
        spans = _without_keeper(repaired, spans, signers, issuers)
        if spans and not _is_mere_body(repaired, spans, issuers):
            value = "".join(_words(repaired, spans))
            if len(spans) > 1:
                found.append(_joined(value, spans, _words(repaired, spans), issuers))
                if found[-1].status == "inferred":
                    alone = _words(repaired, spans[-1:])[0]
                    aside.append(_Found(alone, "inferred", "title/own", None, tuple(spans[-1:])))
            else:
                tells = any(pattern.search(re.sub(r"\s", "", value)) for pattern in _TELLS)
                because = None if tells else "It stands where a title stands, but its words could be the site's."
                found.append(_Found(value, "stated" if tells else "inferred", "title/own", because, tuple(spans)))
    found.sort(key=lambda one: _doubts(repaired, one))
    return [*found, *aside]


def _without_keeper(
    repaired: Repaired, spans: list[tuple[int, int]], signers: list[str], issuers: Issuers
) -> list[tuple[int, int]]:
    """Without the site's keeper above the title: a name that signs with others, or a government's that does not sign."""
    if len(spans) < 2 or not signers:
        return spans
    first = _words(repaired, spans)[0]
    keeper = first.endswith(("政府", "管委会", "管理委员会")) and not _SAYS.search(first)
    signs = [first in signer or signer in first for signer in signers]
    next_one = issuers.ends(_words(repaired, spans)[1])
    one_of_several = first in signers and len(signers) > 1 and not next_one
    return spans[1:] if (keeper and not any(signs)) or one_of_several else spans


def _joined(value: str, spans: list[tuple[int, int]], words: list[str], issuers: Issuers) -> _Found:
    """One title of several lines. That they belong together is stated by their words alone only where a line is left open or
    the next begins as no title does."""
    fits = all(_leads_on(upper, lower, issuers) for upper, lower in pairwise(words))
    fits = fits and not (spans[0][0] == 0 and len(words) == 2 and _may_keep(words[0], issuers))
    because = "The title stands on several lines of the page."
    because = because if fits else f"{because} Nothing in their words says that they are one."
    return _Found(value, "stated" if fits else "inferred", "title/joined", because, tuple(spans))


_BEGINS_WITHIN = re.compile(
    r"关于|印发|转发|的|和|及|与|暨|[（(—–《》”\-]|致|公告|通告|命令|令|决定|倡议书|通知|办公室|工作"
)
_LEFT_OPEN = re.compile(
    r"(?:关于|的|和|与|及|、|，|：|！|——?|[“《（])|关于(?!.*(?:通知|通告|公告|决定|意见|办法|方案|提示|批复)).+$"
)


def _may_keep(words: str, issuers: Issuers) -> bool:
    """Whether a line could name the site, at the very head of its page: whatever is no headquarters."""
    return not issuers.is_task_force(words)


def _leads_on(upper: str, lower: str, issuers: Issuers) -> bool:
    """Whether two lines of a title read as one: the upper is no whole title, and it is open or the lower begins within."""
    if _COMPLETE.search(upper):
        return bool(re.match(r"[（(—–-]", lower))
    return bool(_BEGINS_WITHIN.match(lower) or _LEFT_OPEN.search(upper) or issuers.ends(upper))


def _is_mere_body(repaired: Repaired, spans: list[tuple[int, int]], issuers: Issuers) -> bool:
    """Whether the lines only name an authority: the header of its site, not a title."""
    value = "".join(_words(repaired, spans))
    return issuers.ends(value) and not _SAYS.search(value)


def site_lines(repaired: Repaired, issuers: Issuers) -> tuple[Piece, ...]:
    """The pieces that repair took for title lines and that belong to the site or the page stamp."""
    kept = set()
    for run in _runs(repaired):
        spans = _title_lines(repaired, [span for span in (_bare(repaired, piece) for piece in run) if span], issuers)
        kept |= set() if _is_mere_body(repaired, spans, issuers) else {start for start, _ in spans}
    return tuple(
        piece for piece in repaired.pieces_of("title") if not any(piece.start <= start < piece.end for start in kept)
    )


_ASKS = re.compile(r"[？?]|[（(][^（）()]{2,30}(?:吗|呢|怎么办|是什么|有哪些|多少|如何)[)）]$")


def _doubts(repaired: Repaired, found: _Found) -> tuple[bool, bool, bool, bool, int]:
    """Why one of several titles is the lesser one: it carries a brand, it asks, nothing repeats it, it names no act, it stands
    higher."""
    branded = bool(_BRANDED.search(found.value))
    others = [repaired.page[piece.start : piece.end] for piece in repaired.pieces if piece.role in ("chrome", "meta")]
    alone = not any(found.value in words for words in others)
    asks = bool(_ASKS.search(found.value))
    return branded, asks, alone, not _COMPLETE.search(found.value), -found.spans[0][0]


def _title_lines(repaired: Repaired, spans: list[tuple[int, int]], issuers: Issuers) -> list[tuple[int, int]]:
    """The lines of a run that belong to the title: no page stamp, site line or line of the text, and nothing said twice."""
    lines = [(span, repaired.page[slice(*span)]) for span in spans[:_MOST_READ]]
    lines = [(span, words) for span, words in lines if not (_STAMPED.search(words) or _is_furniture(words, issuers))]
    lines = [(span, words) for span, words in lines if not (_OF_TEXT.search(words) or len(words) > _LONGEST)]
    lines = [line for line in lines if not _is_column(line[1], issuers) and not _is_keywords(line[1])]
    while len(lines) > 1 and len(lines[0][1]) < _SHORTEST and not _PLACE_END.search(lines[0][1]):
        lines = lines[1:]
    once = [
        (span, words)
        for i, (span, words) in enumerate(lines)
        if not any(other.startswith(words) for _, other in lines[i + 1 :])
        and words not in [other for _, other in lines[:i]]
    ]
    return [span for span, _ in _from_own_head(_until_complete(once), issuers)]


def _is_keywords(words: str) -> bool:
    """Whether a line is a site's row of keywords (某某书吧_热门小说) with nothing of a title in it."""
    return bool(_PARTED.search(words)) and not any(pattern.search(words) for pattern in _TELLS)


_PARTED = re.compile(r"_|(?<=[\u4e00-\u9fff])-(?=[0-9\u4e00-\u9fff])")


#: a whole title by itself: something before 关于 (某区关于…的通知), or 致…的一封信
_WHOLE = re.compile(r"(?!关于|印发|转发|的|—|-)[^，。]{2,60}关于.{4,}|[致告].{2,30}(?:书|信)(?:[（(].*)?")


def _is_whole(words: str, above: str, issuers: Issuers) -> bool:
    """Whether a line below another is a whole title: 某区关于…的通知, one that names the place anew, or a body that meets."""
    if _COMPLETE.search(words):
        return bool(_WHOLE.fullmatch(words)) or (words[:3] == above[:3] and issuers.ends(above))
    return issuers.signs(above) and bool(re.match(r"[^，。关于]{4,20}(?:召开|举行|举办)", words))


def _from_own_head(lines: list[tuple[tuple[int, int], str]], issuers: Issuers) -> list[tuple[tuple[int, int], str]]:
    """Without the lines above one that is a whole title by itself, or that names its place anew: they name the site."""
    whole = [i for i, (_, words) in enumerate(lines) if i and _is_whole(words, lines[i - 1][1], issuers)]
    return lines[whole[-1] :] if whole else lines


def _until_complete(lines: list[tuple[tuple[int, int], str]]) -> list[tuple[tuple[int, int], str]]:
    """The lines up to the last one that ends in the name of an act; a bracket or a dash below it still belongs to it."""
    ends = [i for i, (_, words) in enumerate(lines[: 2 * _MOST_LINES]) if _COMPLETE.search(words)]
    if not ends:
        return lines[:_MOST_LINES]
    last = ends[-1]
    more = last + 1 < len(lines) and _CONTINUES.match(lines[last + 1][1])
    return lines[: last + 2] if more else lines[: last + 1]


def _is_furniture(words: str, issuers: Issuers) -> bool:
    """Whether a line names the site or greets a reader; two bodies side by side before 关于 are part of a title."""
    if _GREETING.search(words) or _PRINTED.search(words):
        return True
    return bool(_SITE.search(words)) and "关于" not in words and not (" " in words and issuers.ends(words))


def _words(repaired: Repaired, spans: list[tuple[int, int]]) -> list[str]:
    return [repaired.page[start:end] for start, end in spans]


def _runs(repaired: Repaired) -> list[list[Piece]]:
    """Title pieces in runs without another piece between them."""
    runs: list[list[Piece]] = []
    before = None
    for piece in repaired.pieces:
        if piece.role == "title":
            if before is not None and before.role == "title":
                runs[-1].append(piece)
            else:
                runs.append([piece])
        before = piece
    return runs


def _bare(repaired: Repaired, piece: Piece) -> tuple[int, int] | None:
    """The span of the title in a title line, without brand, clock and stamp."""
    words = repaired.page[piece.start : piece.end]
    for pattern in (_CLOCK, _STAMP, _BRAND):
        match = pattern.search(words)
        if match and match.start() >= 6:
            words = words[: match.start()]
    words = _without_site_suffix(repaired, piece, words)
    sited = _ACT_AND_SITE.fullmatch(words)
    words = sited["title"] if sited else words
    wrapped = _WRAP.match(words) or _RELAYED.match(words)
    start = piece.start + (wrapped.start(1) if wrapped else 0)
    words = (wrapped[1] if wrapped else words).rstrip()
    lead = len(words) - len(words.lstrip())
    return (start + lead, start + len(words)) if words.strip() else None


def _without_site_suffix(repaired: Repaired, piece: Piece, words: str) -> str:
    """The title without what stands behind its last dash, where another line of the site carries the same words."""
    match = _SUFFIX.fullmatch(words)
    if not match:
        return words
    others = (one for one in repaired.pieces if one.role in ("chrome", "meta") and one != piece)
    shared = any(match["suffix"] in repaired.page[one.start : one.end] for one in others)
    return match["title"] if shared else words


def _named(repaired: Repaired, rules: Rules, *says: str) -> list[_Found]:
    """Titles that the page names: the tail's, a first line's, the original one."""
    made = {"original": "title/original", "tail": "title/named-in-tail", "shape": "title/first-line"}
    return _by_cues(repaired, rules, {one: made[one] for one in says}, "stated")


def _reported(repaired: Repaired, rules: Rules) -> list[_Found]:
    return _by_cues(repaired, rules, {"reported": "title/reported"}, "inferred")


def _by_cues(repaired: Repaired, rules: Rules, made: dict[str, str], status: Status) -> list[_Found]:
    found = []
    cues = [cue for cue in rules.fields.titles if cue.says in made]
    for hit in find_hits(repaired, cues, stretches(repaired)):
        words = repaired.page[hit.start : hit.end]
        match = hit.cue.pattern.search(words)
        group = next((name for name in ("title", "title2") if match and match.groupdict().get(name)), None)
        if match and group:
            span = (hit.start + match.start(group), hit.start + match.end(group))
            found.append(_Found(match[group], status, made[hit.cue.says], hit.cue.because, (span,)))
    return found


def _beside_stamp(repaired: Repaired, issuers: Issuers) -> list[_Found]:
    """Where a page stamp or site line was taken for the title: the line above or below it, when it is short and ends openly."""
    found, strangers = [], site_lines(repaired, issuers)
    for i, piece in enumerate(repaired.pieces):
        if piece not in strangers:
            continue
        for near in (*reversed(repaired.pieces[max(i - 3, 0) : i]), *repaired.pieces[i + 1 : i + 2]):
            words = repaired.page[near.start : near.end]
            bare = _bare(repaired, near)
            if bare and near.role in ("chrome", "body") and 8 <= len(words) <= 60 and not _CLOSED.search(words):
                because = "A short line beside the page stamp has a title's place and shape."
                found += [
                    _Found(repaired.page[slice(*span)], "inferred", "title/beside-stamp", because, (span,))
                    for span in _title_lines(repaired, [bare], issuers)
                ]
    return found


def _with_best_line(repaired: Repaired, found: list[_Found], issuers: Issuers) -> list[_Found]:
    """Puts the line above the text that looks most like a title first, where it clearly does so more than the one found."""
    marks = [(_likeness(repaired, piece, issuers), piece) for piece in _early(repaired)]
    if not marks:
        return found
    best, piece = max(marks, key=lambda mark: mark[0])  # the first of equals
    span = _bare(repaired, piece)
    words = repaired.page[slice(*span)] if span else ""
    if not span or (found and (words in found[0].value or found[0].rule in _NAMED)):
        return found
    own = max((mark for mark, one in marks if found and _holds(found[0], one)), default=0)
    if best < (max(own + _CLEARLY, _LIKELY) if found else _SURELY):
        return found
    because = "Another line was marked as the title; this one above the text has a title's shape."
    return [_Found(words, "inferred", "title/best-line", because, (span,)), *found]


_OF_STAMP = re.compile(r"来源|作者|编辑|记者|通讯员|阅读|浏览|点击|字号|楼主|\d[:：]\d\d|^[12]\d{3}[-/.年]")


def _misread_as_byline(repaired: Repaired, issuers: Issuers) -> list[_Found]:
    """Where nothing else is a title: the last short line of the page stamp that has nothing of one."""
    because = "No line is marked as a title; this one above the text has nothing of a page stamp."
    for piece in reversed(_early(repaired)):
        words = repaired.page[piece.start : piece.end]
        if piece.role != "meta" or not 8 <= len(words) <= 60 or _OF_STAMP.search(words) or _CLOSED.search(words):
            continue
        if not (_STAMPED.search(words) or _is_furniture(words, issuers) or _COLUMN.fullmatch(words)):
            return [_Found(words, "inferred", "title/best-line", because, ((piece.start, piece.end),))]
    return []


_NO_TITLE = re.compile(
    r"[。；;，,：:、！!】]$|[。；“”‼]|^(?:各|亲爱|尊敬|广大|全体)|^[（(]|20\d\d[-./年]|(?<!\d)[01]\d-[0-3]\d$|：.*：|^(?:附件|抄送|电话|联系)|[（(]未完|404|[\ue000-\uf8ff�]"
)


def _unmarked(repaired: Repaired, issuers: Issuers) -> list[_Found]:
    """Where repair took every line for text: the last short open line above the first sentence that names no body, number, day,
    reader or clause."""
    because = "No line is marked as a title; this short one stands right above the text."
    pieces = [piece for piece in repaired.pieces if piece.role == "body"]
    head = next(
        (i for i, one in enumerate(pieces) if one.end - one.start > 60 or repaired.page[one.end - 1] in "。；！"), 0
    )
    for piece in reversed(pieces[: min(head, _MOST_LINES)]):
        span = _bare(repaired, piece) or (piece.start, piece.end)
        words = repaired.page[slice(*span)]
        if not _SHORTEST_ALONE <= len(words) <= 60 or _NO_TITLE.search(words) or _OF_TEXT.search(words):
            continue
        if (
            issuers.signs(words)
            or _STAMPED.search(words)
            or _is_furniture(words, issuers)
            or _is_column(words, issuers)
        ):
            continue
        return [_Found(words, "inferred", "title/best-line", because, (span,))]
    return []


_BARE_ACT = re.compile(
    r"(?:紧急|补充|重要)?(?:通知|通告|公告|命令|令|决定|意见|提示|倡议书|公开信)(?:[（(][^（）()]{1,16}[）)])?"
)
_OPEN_END = re.compile(r"^(?:.{0,40}关于.{4,60}|.{6,60}的)$")


def _with_line_above(repaired: Repaired, found: _Found, issuers: Issuers) -> _Found:
    """Takes in the lines right above the title where they are its beginning: a headquarters' name over 关于 or over the bare
    name of an act, a line that 的 leaves open, or the first half of a headline that names no act."""
    for _ in range(_MOST_LINES - 1):
        above = [piece for piece in repaired.pieces if found.spans and piece.end <= found.spans[0][0]][-1:]
        words = "".join(repaired.page[piece.start : piece.end] for piece in above)
        if not above or above[0].role != "chrome" or not _begins_above(above[0], words, found, issuers):
            break
        because, spans = (
            "The title stands on several lines of the page.",
            ((above[0].start, above[0].end), *found.spans),
        )
        found = found._replace(value=words + found.value, rule="title/joined", because=because, spans=spans)
    return found


#: a title that begins in the middle of a body's name, and the half line that opens it
_TAIL_OF_BODY = re.compile(
    r"(?:疫情|防控|联防|联控|工作|应急|处置|统筹|综合){0,4}(?:领导小组|领导组|指挥部|工作组|工作专班)"
)
_HEAD_OF_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:新冠|新型|疫情|肺炎|防控|应对|突发)[\u4e00-\u9fff]{0,24}(?<![网报道线布栏题态台])"
)


def _begins_above(piece: Piece, words: str, found: _Found, issuers: Issuers) -> bool:
    """Whether a site line right above a title is its beginning."""
    bare = bool(_BARE_ACT.fullmatch(re.sub(r"\s", "", found.value)))
    if _TAIL_OF_BODY.match(found.value) and _HEAD_OF_BODY.fullmatch(words) and not issuers.ends(words):
        return not _COMPLETE.search(words)
    if len(words) <= _LONGEST_NAME and issuers.is_task_force(words):
        return bare or found.value.startswith("关于")
    if found.value.startswith("—") and 4 <= len(words) <= 40 and not _STAMPED.search(words):
        return True  # the subtitle of a slogan
    if words.startswith("关于") and "关于" not in found.value and _COMPLETE.search(found.value):
        return not _COMPLETE.search(words)
    left_open = bool(_OPEN_END.match(words)) and not _COMPLETE.search(words) and not _STAMPED.search(words)
    return (bare and left_open) or _is_first_half(piece, words, found, issuers)


def _is_first_half(piece: Piece, words: str, found: _Found, issuers: Issuers) -> bool:
    """Whether a line that repair left out only because it stands above the title reads like half of a headline."""
    if piece.rule != "chrome/before-title" or found.rule != "title/own" or _COMPLETE.search(found.value):
        return False
    speaks = bool(_SUBJECT.search(words) or _MEETS.search(words) or "，" in words or _PLACE_AND_TIME.fullmatch(words))
    return (
        speaks
        and 7 <= len(words) <= 24
        and not (_NO_HALF.search(words) or _STAMPED.search(words) or _is_furniture(words, issuers))
    )


def _holds(found: _Found, piece: Piece) -> bool:
    return any(piece.start <= start < piece.end for start, _ in found.spans)


def _early(repaired: Repaired) -> list[Piece]:
    """The pieces above the first sentence of the text."""
    early = []
    for piece in repaired.pieces:
        words = repaired.page[piece.start : piece.end]
        if piece.role == "body" and (len(words) > 60 or words[-1] in "。；"):
            break
        early.append(piece)
    return early


def _likeness(repaired: Repaired, piece: Piece, issuers: Issuers) -> int:
    """How much a line looks like a title, by its words and length, then by the role that repair gave it."""
    words = repaired.page[piece.start : piece.end]
    stamped = _OF_STAMP.search(words) or re.search("[:：]", words)
    likeness = {"title": 2, "chrome": -1, "body": 0, "meta": -4 if stamped else -1}[piece.role]
    likeness += 4 * bool(_COMPLETE.search(words)) + 2 * ("关于" in words) + 2 * bool(_SUBJECT.search(words))
    likeness += bool(_MEETS.search(words)) + (1 if 10 <= len(words) <= 60 else -3 if not 8 <= len(words) <= 80 else 0)
    likeness -= 3 * bool(_RUNS_ON.search(words))
    strange = _STAMPED.search(words) or _is_furniture(words, issuers) or _OF_TEXT.search(words) or _PATH.search(words)
    strange = strange or _is_column(words, issuers)
    return likeness - 6 * bool(strange)


_SPACED_ACT = re.compile(r"(?P<body>\S{4,44})[\s　]+(?:第\S{1,5}号)?(?:紧急)?(?:通告|公告|通知|命令|令)$")


def _is_column(words: str, issuers: Issuers) -> bool:
    """Whether a line is a site with its columns; a body and its act may be spread like that too."""
    spread = _SPACED_ACT.match(words)
    return bool(_COLUMN.fullmatch(words) or _GLUED_COLUMN.fullmatch(words)) and not (
        spread and issuers.ends(spread["body"])
    )


_PRINTED = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|数字[报版]")  #: the head of a printed page
_PATH = re.compile(r"(?:^|\s)首页(?:\s|$)")  #: the site's first column, between its name and others


def _headline(repaired: Repaired) -> list[_Found]:
    """The page's headline: a site line above the text that speaks of the subject and ends in the site's name."""
    first_body = next((piece.start for piece in repaired.pieces if piece.role == "body"), len(repaired.page))
    found = []
    for piece in repaired.pieces_of("chrome")[:4]:
        words = repaired.page[piece.start : piece.end]
        if piece.start > first_body or len(words) < 8 or _CHROME.search(words) or not _SUBJECT.search(words):
            continue
        start, end = _bare(repaired, piece) or (piece.start, piece.end)
        if end - start >= 8 and _SUBJECT.search(repaired.page[start:end]):
            because = "The document has no title of its own; the page's headline stands for it."
            found.append(_Found(repaired.page[start:end], "inferred", "title/headline", because, ((start, end),)))
    return found
