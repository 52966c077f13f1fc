"""Copies of one notice are found whatever the order of the seeds, and the best of them stands first."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.archive import gather
from builder.archive.witnesses import rank, witnesses_of
from builder.model import Caution, Field
from tests.write.samples import notice_of, rules

LINES = tuple(f"各单位要严格落实第{word}项疫情防控工作措施。" for word in "一二三四五六七八")


def copy(path, *lines, **changes):
    """A witness from this file."""
    plain = notice_of(*lines, **changes)
    return msgspec.structs.replace(
        plain, id="n" + path * 12, source=msgspec.structs.replace(plain.source, path=path, host_kind="official")
    )


REPORT = copy("a", *LINES, officiality=Field("secondary", "inferred"))
ELSEWHERE = copy("b", *LINES[:6], officiality=Field("official-text-elsewhere", "inferred"))
OWN = copy("c", *LINES[1:7])
DAMAGED = copy("d", *LINES, warnings=(Caution("x/y", "z"),))
OTHER = copy("e", "关于核酸检测的完全不同的另一个通知的内容。")


@settings(max_examples=30)
@given(st.permutations((REPORT, ELSEWHERE, OWN, DAMAGED, OTHER)))
def test_witnesses_stand_together_the_best_first(notices):
    """An authority's own text before a copy elsewhere before a report; undamaged before damaged."""
    group = (OWN.id, DAMAGED.id, ELSEWHERE.id, REPORT.id)
    assert witnesses_of(notices) == (group,)
    assert gather(notices, rules()).witnesses == dict.fromkeys(group, group)


def test_the_safer_host_wins_among_equal_texts():
    """A page on a hijacked site is read last."""
    source = msgspec.structs.replace(OWN.source, host_kind="hijacked")
    assert rank(OWN) < rank(msgspec.structs.replace(OWN, source=source))


def test_a_notice_without_a_copy_is_in_no_group():
    """Nor is one that shares only its last lines."""
    assert witnesses_of([OTHER, copy("f", "全市中小学校延期开学的另行通知的内容。", LINES[0])]) == ()
