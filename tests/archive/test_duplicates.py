"""Near-duplicates: copies are told, notices that only share their formulas are not."""

from random import Random

import msgspec
import numpy as np
import pytest

from builder.archive.duplicates import ALIKE, LEAST, near_duplicates, sentences_of
from builder.archive.listed import listed
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


def every_pair(notices):
    """The same answer by the plain way: everything with everything."""
    ordered = sorted(notices, key=lambda notice: notice.source.path)
    held = [set(np.frombuffer(sentences_of(notice.text), np.int64).tolist()) for notice in ordered]
    for at, own in enumerate(held):
        for before, other in enumerate(held[:at]):
            if len(own & other) >= max(LEAST, ALIKE * min(len(own), len(other))):
                yield ordered[before].source.path, ordered[at].source.path
                break


def test_nothing_is_left_out_of_the_comparison():
    """Texts of few sentences drawn by lot, so that most share some and many share most."""
    chance = Random(20200123)
    drawn = [notice(f"{number:02}.txt", *chance.sample(OWN + FORMULA, chance.randrange(1, 9))) for number in range(38)]
    found = [(pair.earlier.source.path, pair.later.source.path) for pair in near_duplicates(drawn)]
    assert found == list(every_pair(drawn))
    assert 0 < len(found) < len(drawn) - 1
    alike = [(pair.earlier.source.path, pair.later.source.path) for pair in near_duplicates(map(listed, drawn))]
    assert alike == found
