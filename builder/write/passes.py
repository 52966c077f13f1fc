"""What each pass of repair did, in words and a few samples."""

from __future__ import annotations

from typing import NamedTuple

from builder.rules import Rules
from builder.text.edits import Edit, Pass
from builder.write import words
from builder.write.marks import PASSAGE
from builder.write.words import Words

SAMPLES = 3
CERTIFIED = Words(
    "（已验证：由清理后的文字可重新生成网页上的原文）", " (certified: the repaired text, damaged again, gives the page)"
)


class PassView(NamedTuple):
    """What one rule did: how often, and a few samples; passages it removed stand folded in the text."""

    kind: Words
    zh: str
    en: str
    count: int
    samples: tuple[str, ...]


def pass_view(step: Pass, rules: Rules) -> PassView:
    """A pass as a reader sees it."""
    rule = rules.repairs.by_id.get(step.rule)
    shown = [edit for edit in step.edits[:20] if step.kind != "noise" or len(edit.old.strip()) < PASSAGE]
    return PassView(
        kind=words.REPAIR_KINDS[step.kind],
        zh=rule_name(step.rule, rules) + (CERTIFIED.zh if step.certificate else ""),
        en=(rule.en if rule else "") + (CERTIFIED.en if step.certificate else ""),
        count=len(step.edits),
        samples=tuple(dict.fromkeys(sample(edit) for edit in shown))[:SAMPLES],
    )


def rule_name(id: str, rules: Rules) -> str:
    """The rule in Chinese; its id where the tables no longer have it."""
    rule = rules.repairs.by_id.get(id)
    return rule.zh if rule else id


def shorten(text: str, longest: int) -> str:
    """The text on one line, its middle left out where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[: longest * 2 // 3]}……{line[-longest // 4 :]}"


def sample(edit: Edit) -> str:
    """One edit on one line, its blanks made visible."""
    old, new = (shorten(_blanks(words), 24) for words in (edit.old, edit.new))
    if not new:
        return f"删“{old}”"
    return f"“{old}”→“{new}”" if old else f"补“{new}”"


def _blanks(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␣").replace("\u3000", "□")
