"""Chinese numerals and widths."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.numerals import narrow, number

_DIGITS = "〇一二三四五六七八九"


def written(value):
    """A number below 10,000 as Chinese writes it."""
    parts, text = [(1000, "千"), (100, "百"), (10, "十"), (1, "")], ""
    for size, unit in parts:
        digit, value = divmod(value, size)
        if digit:
            text += _DIGITS[digit] + unit
        elif text and value and not text.endswith("零"):
            text += "零"
    return text or "零"


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 9999))
def test_placed_numerals_mean_their_number(value):
    """一千零二十 and the like are read back."""
    assert number(written(value)) == value


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 9999))
def test_digits_side_by_side(value):
    """二〇二二 is read digit by digit, in either zero."""
    text = "".join(_DIGITS[int(digit)] for digit in str(value))
    assert number(text) == number(text.replace("〇", "零")) == number(text.replace("〇", "○")) == value


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_narrow_keeps_every_offset(text):
    """Narrowing changes characters, never their count."""
    assert len(narrow(text)) == len(text)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="〇零一二两三十廿卅百千x1２", max_size=6))
def test_never_raises(text):
    """Whatever stands there, the answer is a number or None."""
    assert number(text) is None or number(text) >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十五", 15), ("二十", 20), ("廿三", 23), ("卅一", 31), ("３０", 30), ("壹拾贰", 12), ("元", 1)],
)
def test_short_forms(text, value):
    """The forms that dates use."""
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "百十", "十十", "二廿", "a", "一二十", "十月"])
def test_not_a_number(text):
    """Looks like a numeral and is none."""
    assert number(text) is None
