"""Lines made of labels: page stamps, tool bars, navigation. Judged word by word, so that any mixture of them is known."""

from __future__ import annotations

import re
from functools import lru_cache

from builder.rules.repairs import RepairRule

_SEPARATORS = re.compile('[\\s|>»›→/\\[\\]【】()·•,、;:※_—–<《》〈〉"“”-]+')
_WORD = re.compile(_SEPARATORS.pattern.replace("[", "[^", 1))
_BETWEEN_NAMES = re.compile("[\\s|>»›→/\\[\\]【】()·•_-]")
_NAVIGATION = re.compile(_BETWEEN_NAMES.pattern + "+")
_CLAUSE = re.compile(
    "第[一二三四五六七八九十百]{1,4}[条章节款]|[一二三四五六七八九十]{1,3}、|\\(?[甲乙丙丁一二三四五]\\)?[类级]"
)
CLOCK = re.compile(
    "(?:19|20)\\d\\d\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}\\s*日?(?P<clock>[\\st]*\\d{1,2}:\\d\\d(?::\\d\\d)?(?:\\.\\d+)?)?"
    "|(?<!\\d)\\d{1,2}-\\d{1,2}\\s+\\d{1,2}:\\d\\d(?::\\d\\d)?|\\d+\\s*(?:天|小时|分钟|个?月)前"
)
#: a day in figures with its clock: no document writes so. 时间：5月18日6:00—22:00 is what a document says
_WHOLE_CLOCK = re.compile("\\s{0,9}(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}\\s{1,9}\\d{1,2}:\\d\\d(?::\\d\\d)?\\s*")
#: labels that need no colon before a name
_BYLINE = frozenset(
    ("来源", "作者", "编辑", "责任编辑", "责编", "记者", "通讯员", "稿源", "发布时间", "发布日期", "更新时间")
)
#: labels that documents use too: alone, they make a stamp only with a full day as value
_WEAK = frozenset(
    ("时间", "日期", "名称", "标题", "编号", "分类", "记者", "回复", "查看", "整理", "有效期", "关键词", "标签")
)
_DIGIT, _ANY_HAN = re.compile("\\d"), re.compile("[一-鿿]")
_MARKS = re.compile("[。;!?]")
_SENTENCE_MARK = re.compile("[。;:!?、()《》“”\\d\\t]")
_BETWEEN_LABELS, _BETWEEN_TWO = re.compile("[\\s|·]+|\\s/\\s"), re.compile("\\s{2,}|[|·]+|\\s/\\s")
_BETWEEN_WORDS = re.compile("[\\s,_|]+")
_HAN_PAIR = re.compile("[一-鿿]{2}")
#: every stamp has a colon, a figure or a blank
_STAMPED = re.compile("[:\\d\\s]")
#: in a row of labels a value may hold a semicolon: 分类：卫生；通知
_END_MARKS = re.compile("[。!?]")
#: labels that stand alone where the site filled nothing in
_EMPTY = frozenset(
    (
        "浏览次数",
        "浏览量",
        "浏览数",
        "访问量",
        "访问次数",
        "点击数",
        "点击量",
        "点击次数",
        "阅读量",
        "阅读数",
        "阅读次数",
        "浏览",
        "点击",
        "阅读",
    )
)
#: a stamp's value is a name, a day, a number; what is longer is running text
_LONGEST_VALUE = 40


@lru_cache(maxsize=64)
def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    spaced = ["\\s*+".join(map(re.escape, word)) for word in ordered]
    return re.compile(f"(?<![一-鿿])(?:{'|'.join(spaced)})\\s*+(?:人|为|是|于|了)?\\s*+[::](?!//)")


def begins_label(folded: str, words: tuple[str, ...]) -> set[int]:
    """Where labels with a colon begin, glued to the words before them or not."""
    return {match.start() for match in _any_label(words).finditer(folded)} if ":" in folded else set()


@lru_cache(maxsize=64)
def _any_label(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, ordered))}):(?!//)")


def tokens(folded: str) -> list[str]:
    """The words of a line between blanks, bars and brackets."""
    return [token for token in _SEPARATORS.split(folded) if token]


def is_tool_bar(folded: str, rule: RepairRule) -> bool:
    """Whether every word of the line is a button."""
    first = _WORD.search(folded)  # what begins with another word is none: most lines
    if first is None or not _is_button(first.group(), rule):
        return False
    found = tokens(folded)
    return len(found) <= 30 and all(_is_button(token, rule) for token in found)


def _is_button(token: str, rule: RepairRule) -> bool:
    return token in rule.word_set or (len(token) <= 2 and not _ANY_HAN.search(token) and not token.isdigit())


def is_navigation(folded: str, rule: RepairRule) -> bool:
    """Whether the line is made of the names of a site's own pages: all of several words, or one that no text uses."""
    if not _BETWEEN_NAMES.search(folded) and folded not in rule.word_set:
        return False
    found = [token for token in _NAVIGATION.split(folded) if token]
    if not found or len(found) > 60 or _MARKS.search(folded):
        return False
    known = sum(token in rule.word_set for token in found)
    if len(found) == 1:
        return known == 1 and len(found[0]) >= 3
    return known >= 2 and known >= 0.6 * len(found)


def is_stamp(folded: str, rule: RepairRule, tools: RepairRule) -> bool:
    """Whether the line is a row of page stamps: labels with short values, clocks, buttons, and little else."""
    if not _STAMPED.search(folded):
        return False
    if folded[0] == "(" and folded.endswith("号)"):
        return False  # a document number in brackets, whatever it is called
    if len(folded) > 160 or (":" not in folded and not (_DIGIT.search(folded) and CLOCK.search(folded))):
        return _is_bare_row(folded, rule)
    if _is_bare_row(CLOCK.sub("", folded), rule):
        return True
    labels = list(_label(rule.words).finditer(folded)) if ":" in folded else []
    values = [_value(folded, labels, at) for at in range(len(labels))]
    marks = _MARKS if len(labels) == 1 else _END_MARKS
    if any(len(value) > _LONGEST_VALUE or marks.search(value) for value in values):
        return False
    if len(labels) == 1 and labels[0].group().rstrip(" :") in _WEAK:
        return _WHOLE_CLOCK.fullmatch(folded, labels[0].end()) is not None
    if len(labels) == 1 and not values[0] and not CLOCK.search(folded):
        return labels[0].group().rstrip(" :") in _BYLINE | _EMPTY and _is_slight(folded, tools)
    lead = folded[: labels[0].start()] if labels else folded
    if labels:
        return _is_slight(lead, tools) or (CLOCK.search(lead) is not None and not _MARKS.search(lead))
    clock = CLOCK.search(folded)
    if clock is None or _MARKS.search(folded):
        return False
    rest = folded[: clock.start()] + " " + folded[clock.end() :]
    if clock.group("clock") and clock.group("clock").strip():
        return len(rest) <= 40 and "," not in rest
    return "年" not in clock.group() and _is_slight(rest, tools)


def _is_bare_row(folded: str, rule: RepairRule) -> bool:
    """Labels without colons, each before a figure: ``访问量 3,204``, ``编号 HKG-2021-09　上传``."""
    parts = folded.split(None, 11)
    if not 1 < len(parts) <= 10 or parts[0] not in rule.word_set:
        return False
    if parts[0] in _BYLINE and len(parts) <= 3 and len(folded) <= 24:
        return True
    return all(part in rule.word_set or not _ANY_HAN.search(part) for part in parts)


def _value(folded: str, labels: list[re.Match[str]], at: int) -> str:
    end = labels[at + 1].start() if at + 1 < len(labels) else len(folded)
    return CLOCK.sub("", folded[labels[at].end() : end]).strip()


def _is_slight(text: str, tools: RepairRule) -> bool:
    """Whether what stands beside the labels is a name at most."""
    return sum(len(token) for token in tokens(CLOCK.sub(" ", text)) if not _is_button(token, tools)) <= 12


def has_day(folded: str) -> bool:
    """Whether the line begins or ends with a day in figures with dashes, as lists of news do."""
    found = CLOCK.search(folded)
    if found is None or "年" in found.group():
        return False
    return found.start() <= 2 or len(folded) - found.end() <= 2 or found.group("clock") is not None


def is_label_row(folded: str) -> bool:
    """Whether the line is a row of short labels with blanks or bars between them, and no sentence."""
    if _MARKS.search(folded) or "," in folded or _CLAUSE.match(folded):
        return False
    if folded.count("|") >= 2:
        return True
    if not _BETWEEN_LABELS.search(folded):
        return False
    parts = [part for part in _BETWEEN_LABELS.split(folded) if part]
    if len(parts) >= 3:
        return sum(map(len, parts)) <= 8 * len(parts) and max(map(len, parts)) <= 14
    parts = [part for part in _BETWEEN_TWO.split(folded) if part.strip()]
    return len(parts) == 2 and all(len(part) <= 14 for part in parts)


def is_keyword_row(folded: str) -> bool:
    """Whether the line is a row of words for search engines: three or more that share a word, now at their rim, now within.

    Names of offices share a word too, but always at the same rim: 城关区教育局 城关区卫生局, 东湖采样点 西湖采样点.
    """
    if _SENTENCE_MARK.search(folded) or not _BETWEEN_WORDS.search(folded):
        return False
    words = [word for word in _BETWEEN_WORDS.split(folded) if word]
    if not 3 <= len(words) <= 20 or max(map(len, words)) > 20 or min(map(len, words)) < 2:
        return False
    longest = max(words, key=len)
    for gram in dict.fromkeys(longest[at : at + 2] for at in range(len(longest) - 1)):
        held = [word for word in words if gram in word]
        if len(held) >= 3 and len(held) * 4 >= 3 * len(words) and _HAN_PAIR.fullmatch(gram):
            heads, tails = sum(word.startswith(gram) for word in held), sum(word.endswith(gram) for word in held)
            wider = [word.replace(gram, "") for word in held]
            if heads < len(held) and tails < len(held) and len(set(wider)) == len(wider) and min(map(len, held)) >= 4:
                return True
    return False
