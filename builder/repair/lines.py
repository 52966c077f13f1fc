"""A page seen as lines, and what can be told of a line by looking at it alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.rules.repairs import RepairRule
from builder.text.fold import fold
from builder.text.script import HAN

#: 一、 （二） 第三条 1. 2、 ①: what begins a clause
NUMBERED = re.compile(
    "(?:[一二三四五六七八九十]{1,3}(?:[、.]|是|要|\\s)|\\([一二三四五六七八九十]{1,3}\\)|第[一二三四五六七八九十百]{1,4}[条章节款]"
    "|[\\d]{1,2}(?:、|\\.(?!\\d))|\\(\\d{1,2}\\)|\\d{1,2}\\)|[①-⑳])"
)
_NOTICE_ENDS = (
    "通知", "通告", "公告", "通报", "决定", "决议", "意见", "方案", "办法", "措施", "规定", "令", "函", "倡议书", "公开信",
    "提示", "一封信", "解读", "问答", "信息", "情况",
)  # fmt: skip
DOCUMENT_NUMBER = re.compile(
    "[(\\[【]?\\s{0,4}+(?:第?\\s{0,4}+[\\d一二三四五六七八九十〇零百]{1,5}\\s{0,4}+号令?|\\d{4}年第\\s{0,4}+[\\d一二三四五六七八九十]{1,4}\\s{0,4}+号"
    "|[一-鿿]{0,16}第\\s{0,4}+\\d{1,4}\\s{0,4}+/\\s{0,4}+\\d{4}\\s{0,4}+号"
    "|[一-鿿]{0,16}(?:字|函|令|发|规|办|通|告|电)?\\s{0,4}+[〔\\[(【]\\s{0,4}+\\d{4}\\s{0,4}+[〕\\])】]\\s{0,4}+(?:第\\s{0,4}+)?\\d{1,5}\\s{0,4}+号)\\s{0,4}+[)\\]】]?"
)
DATE_LINE = re.compile(
    "\\(?(?:(?:19|20)\\d\\d|[二一][〇零○o0一二三四五六七八九]{3})\\s*年\\s*(?:\\d{1,2}|[一二三四五六七八九十元]{1,2})\\s*月"
    "(?:\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*日(?:\\s*\\(?星期.\\)?|\\s*\\(.{2,8}\\))?"
    "(?:\\s*(?:凌晨|上午|中午|下午|晚上?)?\\s*\\d{1,2}(?:[时点](?:\\s*\\d{1,2}\\s*分)?整?|:\\d\\d))?)?\\)?"
)
#: what is left of a date line that was broken, and a date line without its year
DATE_PART = re.compile(
    "(?:20[\\d*]{1,2})?年?\\d{1,2}\\s*月\\s*\\d{1,2}\\s*日|\\d{1,2}\\s*日|\\d{1,2}\\s*月|20\\d\\d\\s*年"
    "|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    "|(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|农历|[二一][〇零○o0一二三四五六七八九]{3}年|20\\d\\d年)\\s*[正腊冬一二三四五六七八九十]{1,2}月[初十廿二三][一二三四五六七八九十]?日?"
    "|(?:香港时间|北京时间)?\\d{1,2}时(?:\\d{1,2}分)?"
)
#: an office and who holds it: a signature
OFFICE_HOLDER = re.compile(
    ".{0,16}(?:省长|市长|县长|区长|州长|旗长|镇长|乡长|主任|局长|书记|行政长官|院长|校长|厅长|主席|指挥长|总指挥|组长|司长|经理)"
    "\\s{0,9}+[::]?\\s{0,9}+[一-鿿]{1,2}\\s{0,9}+[一-鿿]{1,2}"
    "|[一-鿿]{4,30}(?:公司|集团|政府|委员会|指挥部|大学|学院|学校|中学|小学|医院|党委|支部)(?:董事长|总经理|党委书记|书记|校长|院长|园长|主任|指挥长|总指挥)"
)
#: a day in figures alone; after the last sentence it dates the document, before the first the page
DAY = re.compile("(?:19|20)\\d\\d\\s*[-./]\\s*\\d{1,2}\\s*[-./]\\s*\\d{1,2}")
#: how a letter or a broadcast begins; never a title
SALUTATION = re.compile(
    ".{0,40}(?:同志|朋友|居民|市民|乡亲|父老|同胞|家长|同学|师生|旅客|业主|您|你|大家|们).{0,8}[:!,。]"
    "|.{0,60}(?:朋友|乡亲|大家|家人).{0,40}!"
)
ATTACHMENT = re.compile("附(?:件|表|录|图)?\\s*+\\d{0,2}\\s*+(?::.*|\\d.*|)|附件[一二三四五六七八九十]{1,2}.*")
_PLAIN_START = re.compile("[-•●▪■◆□◇·*※►▶\\s]+")
_BULLETS = frozenset("-•●▪■◆□◇·*※►▶")
_TRAIL = re.compile("(?<!\\s)\\s+[-|>»]+$")
_INNER_MARKS = re.compile("[,;?!]")
#: the name of a file to download
_FILE = re.compile(
    "\\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|jpe?g|png|gif|mp4|mp3)(?:\\s{0,4}\\(?[\\d.]{0,9}\\s{0,4}[km]?b?\\)?)?$"
)
#: labels without a value: 作者： 浏览量：
#: how a line may begin that begins like a clause, and how one that is a day in words
_COUNTS = frozenset("一二三四五六七八九十(第") | frozenset(map(chr, range(ord("①"), ord("⑳") + 1)))
STARTS_OF_DATES = frozenset("(12二一")
_LABEL_AT_END = re.compile("^[^:\\d]*[:\\d].*\\s[^\\s:]{2,6}:$")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SIX_HAN = re.compile(f"(?:[^{HAN}]*+[{HAN}]){{6}}")


@dataclass(eq=False, slots=True)
class Line:
    """A line of *page* that is not blank, with what can be told of it by looking at it alone.

    ``number`` is its place among the lines that are looked at, and changes when others go.
    """

    number: int
    start: int  #: in *page*, without the blanks at its rims; so ``end``
    end: int
    text: str
    folded: str  #: the words in one spelling (simplified, half width, lower case), offsets kept
    core: str  #: the folded words without list bullets in front and dashes behind
    is_numbered: bool  #: whether it begins like a clause
    is_sentence: bool  #: whether it reads like running text and not like a headline, a label or a stamp
    weight: int  #: how much running text it holds, in characters
    cues: set[int] | None = (
        None  #: the patterns of the tables of which it holds a word; None before they were looked for
    )
    rules: tuple[RepairRule, ...] | None = None  #: the rules of the tables that know it; None before they were asked
    closing: bool | None = None  #: whether a document may close with it; so below, None before it was asked
    keywords: bool | None = None  #: whether it is a row of words for search engines
    of_site: bool | None = None  #: whether a site speaks of itself
    _han: int | None = None
    _words: str | None = None

    @property
    def han(self) -> int:
        """How many Han characters it has."""
        if self._han is None:
            self._han = _count_han(self.text)
        return self._han

    @property
    def words(self) -> str:
        """The folded words without bullets, dashes and blanks."""
        if self._words is None:
            self._words = "".join(self.core.split())
        return self._words

    @property
    def is_date(self) -> bool:
        """Whether it is a day in words and nothing else."""
        return self.core[0] in STARTS_OF_DATES and DATE_LINE.fullmatch(self.core) is not None


def line_at(number: int, start: int, text: str, folded: str) -> Line:
    """The line with these words; none of them a blank at the rim."""
    core = _core(folded)
    counted = (core[0] in _COUNTS or core[0].isdecimal()) and NUMBERED.match(core) is not None
    runs_on = _runs_on(core, _SIX_HAN.match(text) is None, counted)
    return Line(
        number,
        start,
        start + len(text),
        text,
        folded,
        core,
        counted and _count_han(text) >= 2,
        runs_on,
        len(text) * runs_on,
    )


def _count_han(text: str) -> int:
    return sum(map(len, _HAN_RUN.findall(text)))


def _core(folded: str) -> str:
    if folded[0] in _BULLETS:
        bullets = _PLAIN_START.match(folded)
        folded, whole = folded[bullets.end() if bullets else 0 :], folded
        return _TRAIL.sub("", folded).strip() or whole
    return _TRAIL.sub("", folded).strip() or folded if folded[-1] in "-|>»" else folded


def _runs_on(core: str, is_bare: bool, counted: bool) -> bool:
    if is_bare or core[0] == "⟦":
        return False  # a reader's ⟦label⟧ before a value is a label, however long the value
    if "。" in core:
        return True
    if counted:
        return not _FILE.search(core)
    if len(core) >= 30 and len(_INNER_MARKS.findall(core)) >= 3:
        return True
    if core.endswith(_NOTICE_ENDS) or core[-1] in "?!？！":
        return len(core) >= 60
    if core[-1] in ":;,，；：":
        return len(core) >= 6 and not _LABEL_AT_END.search(core)
    if len(core) >= 30 and core.count(",") + core.count(";") >= 2:
        return True
    return len(core) >= 45 and ("," in core or ";" in core)


def lines_of(page: str) -> tuple[Line, ...]:
    """The lines of the page that are not blank, in order."""
    lines, at, folded = [], 0, fold(page)
    for text in page.split("\n"):
        inner = text.strip()
        if inner:
            start = at if len(inner) == len(text) else at + len(text) - len(text.lstrip())
            lines.append(line_at(len(lines), start, inner, folded[start : start + len(inner)]))
        at += len(text) + 1
    return tuple(lines)
