"""What the codes of the record are called on a page, in both languages.

The rules' own words (measures, parameters, repair rules, field rules) stand in their tables; here stand the names of the record's
fixed values, which change only together with ``model.py``.
"""

from __future__ import annotations

import calendar
from functools import lru_cache
from typing import NamedTuple

from builder import model
from builder.model import DateField, Notice


class Words(NamedTuple):
    """One thing said in Chinese and in English."""

    zh: str
    en: str


class Verdict(NamedTuple):
    """A judgement in words. ``tone`` is good, fair or poor; a page never shows it by colour alone."""

    zh: str
    en: str
    tone: str


FIELDS = {name: Words(about.zh, about.en) for name, about in model.FIELDS.items()}

STATUSES = {
    "stated": Words("原文载明", "stated"),
    "inferred": Words("推断", "inferred"),
    "unknown": Words("不详", "unknown"),
    "not-applicable": Words("不适用", "not applicable"),
    "corrected": Words("人工更正", "corrected"),
}

#: A mark beside the words of a status, for the eye that runs down a column.
STATUS_MARKS = {"stated": "●", "inferred": "◐", "unknown": "○", "not-applicable": "–", "corrected": "✎"}

KINDS = {
    "notice": Words("公文", "Order or notice"),
    "announcement": Words("公告", "Announcement"),
    "meeting": Words("会议", "Meeting"),
    "news": Words("新闻", "News report"),
    "explainer": Words("解读", "Explainer"),
    "speech": Words("讲话", "Speech"),
    "other": Words("其他", "Other"),
}

OFFICIALITY = {
    "official": Verdict("机关原文", "The authority's own text", "good"),
    "official-text-elsewhere": Verdict("机关文件全文，载于他处", "An authority's full text, found elsewhere", "fair"),
    "secondary": Verdict("转述或报道，不是机关原文", "A report, not the authority's own text", "fair"),
}

HOSTS = {
    "official": Verdict("官方网站", "An official site", "good"),
    "media": Verdict("媒体网站", "A news site", "good"),
    "portal": Verdict("商业或个人网站，无从核实", "A commercial or private site, unverified", "fair"),
    "hijacked": Verdict(
        "被劫持的网站：页面上有与公文无关的推广", "A hijacked site: the page carries advertising", "poor"
    ),
    "unknown": Verdict("来源网站不详", "The site is not known", "fair"),
}

MODALITIES = {
    "ordered": Words("要求", "ordered"),
    "recommended": Words("倡导", "recommended"),
    "conditional": Words("附条件", "conditional"),
    "described": Words("陈述", "described"),
    "mention": Words("提及", "mentioned"),
}

STAGES = {
    "new": Words("新设", "new"),
    "maintain": Words("继续", "kept"),
    "tighten": Words("收紧", "tightened"),
    "relax": Words("放宽", "relaxed"),
    "lift": Words("解除", "lifted"),
    "unknown": Words("阶段未明", "stage not said"),
}

REPAIR_KINDS = {
    "encoding": Words("编码", "Encoding"),
    "script": Words("繁简", "Script"),
    "noise": Words("删除", "Removed"),
    "layout": Words("版式", "Layout"),
    "wording": Words("文字", "Wording"),
}

MATCHES = {
    "exact": Words("相同", "exact"),
    "close": Words("相近", "close"),
    "broad": Words("对方较宽", "theirs is broader"),
    "narrow": Words("对方较窄", "theirs is narrower"),
    "related": Words("相关", "related"),
    "none": Words("无对应", "none"),
}

#: What kind of body issued a notice, by the end of its name; the longest that fits has the say. Only for the line of English.
BODIES = (
    ("指挥部办公室", "headquarters office"),
    ("指挥部", "headquarters"),
    ("领导小组办公室", "leading group office"),
    ("领导小组", "leading group"),
    ("工作小组", "working group"),
    ("联防联控机制", "joint prevention mechanism"),
    ("人民政府", "people's government"),
    ("人民政府办公厅", "government office"),
    ("人民政府办公室", "government office"),
    ("卫生健康委员会", "health commission"),
    ("卫生健康委", "health commission"),
    ("卫健委", "health commission"),
    ("卫生健康局", "health bureau"),
    ("卫健局", "health bureau"),
    ("疾病预防控制中心", "centre for disease control"),
    ("疾控中心", "centre for disease control"),
    ("教育局", "education bureau"),
    ("教育厅", "education department"),
    ("教育委员会", "education commission"),
    ("公安局", "public security bureau"),
    ("交通运输局", "transport bureau"),
    ("市场监督管理局", "market regulation bureau"),
    ("街道办事处", "subdistrict office"),
    ("居民委员会", "residents' committee"),
    ("村民委员会", "villagers' committee"),
)

FILES = Words("文件", "Files")
EDITS = Words("改动", "Edits")
STATEMENTS = Words("语句", "Statements")
NOTICES = Words("公文", "Notices")

NO_DATE = Words("日期不详", "date unknown")
#: What the notices without a date are called where they stand together.
UNDATED = Words("日期不详", "Undated")
NOT_APPLICABLE = Words("不适用", "not applicable")


@lru_cache(maxsize=1 << 12)
def day(date: str) -> Words:
    """A date in ISO 8601, whole (``2021-01-25``), of a month or year, or without its year (``--01-25``), in plain words."""
    missing_year = date.startswith("--")
    parts = [int(part) for part in date.strip("-").split("-")]
    year, rest = (None, parts) if missing_year else (parts[0], parts[1:])
    zh = "".join(f"{part}{unit}" for part, unit in zip(rest, "月日", strict=False))
    en = " ".join(
        [str(part) for part in rest[1:]]
        + [calendar.month_name[part] for part in rest[:1]]
        + ([str(year)] if year else [])
    )
    return Words(f"{zh}（年份不详）", f"{en}, year unknown") if missing_year else Words(f"{year}年{zh}", en)


def date_words(field: DateField) -> Words:
    """The date of a field, or what is known of it, or that it is not known."""
    known = field.value or field.partial
    if isinstance(known, str):
        return day(known)
    return NOT_APPLICABLE if field.status == "not-applicable" else NO_DATE


def body_words(notice: Notice) -> str:
    """What kind of body issued the notice, in English; empty where it is not known or of none of these kinds."""
    name = str(notice.issuing_body.normalised or notice.issuing_body.value or "")
    return max(((zh, en) for zh, en in BODIES if name.endswith(zh)), key=lambda body: len(body[0]), default=("", ""))[1]


def title_of(notice: Notice) -> str:
    """The title, or that there is none; never empty."""
    return str(notice.title.value or "〔无题〕")


def place_of(notice: Notice) -> str:
    """Province, city, county, as far as they are known, without saying one twice."""
    names = [field.value for field in (notice.province, notice.city, notice.county) if field.value]
    return " ".join(dict.fromkeys(map(str, names))) or "地点不详"
