"""Near-duplicates: copies are told, notices that only share their formulas are not."""

import msgspec
import pytest

from builder.archive.duplicates import near_duplicates
from tests.write.samples import notice_of

OWN = tuple(f"第{word}条规定本市范围内的场所一律暂停聚集性活动" for word in "甲乙丙丁戊己庚辛")
FORMULA = ("请广大市民朋友们科学佩戴口罩勤洗手多通风", "本通告自发布之日起施行另有规定的从其规定")


def notice(path, *lines):
    """A notice with these sentences, from this file."""
    made = notice_of(*(f"{line}。" for line in lines))
    return msgspec.structs.replace(made, source=msgspec.structs.replace(made.source, path=path))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (OWN, OWN, True),
        (OWN, tuple(line.replace("的", "，的") for line in OWN), True),
        (OWN, OWN[:4], True),
        (OWN, (*OWN[:7], "另有一条完全不同的规定写在这里"), True),
        (OWN, (*OWN[:5], *(f"另一份文件第{word}条写的是别的事情" for word in "一二三四五")), False),
        ((*OWN[:4], *FORMULA), (*OWN[4:], *FORMULA), False),
        (OWN[:2], OWN[:2], False),
    ],
)
def test_copies_are_told(first, second, told):
    """Eight in ten sentences of the shorter one, and at least three."""
    pairs = list(near_duplicates([notice("b.txt", *second), notice("a.txt", *first)]))
    assert [(pair.earlier.source.path, pair.later.source.path) for pair in pairs] == [("a.txt", "b.txt")] * told
