"""Plain text: it encodes back, or it is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import SeedError
from builder.read.plain_text import read_plain_text


@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",))))
def test_the_source_encodes_back_to_the_bytes(text):
    """Line ends and a byte order mark included: nothing is lost in reading."""
    data = text.encode("utf-8")
    encoding, raw = read_plain_text("a.txt", data)
    assert raw.encode(encoding) == data


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        ("一\n二\n".encode() + b"\xb6\xfe", "3", "no UTF-8"),
        (b"PK\x03\x04\0\0", "1", "NUL"),
        ("关于疫情防控的通知".encode("gb18030"), "1", "no UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data, place, what):
    """One clear line: the file, the line, what is wrong, what to do."""
    with pytest.raises(SeedError, match=what) as caught:
        read_plain_text("seed.txt", data)
    assert (caught.value.problem.file, caught.value.problem.place) == ("seed.txt", place)
    assert caught.value.problem.next
