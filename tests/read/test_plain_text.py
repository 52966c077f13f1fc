"""Plain text: it encodes back, whatever stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from builder.read.plain_text import read_plain_text


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z"), codec="utf-8"), min_size=1))
def test_the_source_encodes_back_to_the_bytes(text):
    """Line ends and a byte order mark included: nothing is lost in reading."""
    data = ("\ufeff通知：\r\n" + text).encode()
    (reading,) = read_plain_text("a.txt", data)
    assert reading.text.encode(reading.encoding) == reading.data == data
