"""Han characters, digits and the sign of loss, told apart."""

from hypothesis import given
from hypothesis import strategies as st

from builder.text.script import LOST, han_and_digits, is_han


@given(st.text(), st.text())
def test_what_a_change_of_layout_must_keep_knows_no_neighbours(left: str, right: str):
    """Of two texts in a row it is that of the one and that of the other; of itself it is itself."""
    assert han_and_digits(left + right) == han_and_digits(left) + han_and_digits(right)
    assert han_and_digits(han_and_digits(left)) == han_and_digits(left)


def test_marks_letters_and_blanks_may_change_and_characters_not():
    """The width of a digit is layout, the digit is not."""
    assert han_and_digits("（一）　自１月３日 起，APP 停用。") == "一自1月3日起停用"


def test_a_noughts_circle_and_a_rare_character_are_han_and_kana_are_not():
    """Beyond the basic plane too; what stands for a lost character is none."""
    assert all(map(is_han, "〇市龘\U00020bb7"))
    assert not any(map(is_han, f"の0Ａ，{LOST}"))
