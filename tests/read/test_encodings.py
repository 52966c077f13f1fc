"""Encodings: a text is read as what it is and encodes back, or it is refused with the byte that stands in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import SeedError
from builder.read.encodings import decode

NOTICE = "关于做好新冠肺炎疫情防控工作的通知\n一、来返人员须持四十八小时内核酸检测阴性证明。"
TRADITIONAL = "關於做好新冠肺炎疫情防控工作的通知\n一、來返人員須持四十八小時內核酸檢測陰性證明。"


@given(st.binary(max_size=60))
def test_whatever_is_read_encodes_back(data):
    """The one law: any bytes at all give a text that encodes back to them, or one SeedError with a next step."""
    try:
        encoding, text = decode("a.txt", data)
    except SeedError as error:
        assert error.problem.file == "a.txt"
        assert error.problem.next
    else:
        assert text.encode(encoding) == data


@given(
    st.text("的一是在有和疫情防控通知市民核酸检测居家", min_size=1, max_size=30), st.sampled_from(["utf-8", "gb18030"])
)
def test_words_in_everyday_use_are_never_read_wrongly(text, encoding):
    """However short: read as written, or refused; never as something else."""
    try:
        assert decode("a.txt", text.encode(encoding)) == (encoding, text)
    except SeedError as error:
        assert "nothing tells which" in error.problem.what or "is no" in error.problem.what


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (NOTICE, "utf-8"),
        ("\ufeff" + NOTICE, "utf-8"),
        (NOTICE, "gb18030"),
        (NOTICE + "䶮㐂𠮷", "gb18030"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        ("\ufeff" + NOTICE, "utf-16-le"),
        ("\ufeff" + NOTICE, "utf-16-be"),
        (NOTICE, "utf-16-le"),
        ("COVID-19 notice", "utf-8"),
        ("通知", "utf-8"),
        ("通知", "gb18030"),
        ("联通", "gb18030"),
        ("鏂板啝鑲虹値闃叉帶", "utf-8"),
    ],
)
def test_texts_are_read_as_what_they_are(text, encoding):
    """Without a declaration. 通知 in GBK is valid UTF-8; 鏂板啝 was read wrongly before it was saved, which is repair's work."""
    assert decode("a.txt", text.encode(encoding)) == (encoding, text)


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "read_as"),
    [
        (NOTICE, "gb18030", "gb2312", "gb18030"),
        (NOTICE, "gb18030", "GBK", "gb18030"),
        (TRADITIONAL, "big5", "big5", "big5"),
        ("café", "utf-8", "utf-8", "utf-8"),
        (NOTICE, "utf-8", "gb2312", "utf-8"),
        (NOTICE, "gb18030", "utf-8", "gb18030"),
        (NOTICE, "gb18030", "iso-8859-1", "gb18030"),
        ("卖", "gb18030", "gbk", "gb18030"),
    ],
)
def test_a_declaration_decides_unless_it_is_plainly_wrong(text, encoding, declared, read_as):
    """Pages are saved anew in another encoding and keep their old declaration."""
    assert decode("a.html", text.encode(encoding), declared) == (read_as, text)


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        ("一\n二\n".encode() + b"\xb6\xfe", "3", r"byte 8 \(b6\) is no UTF-8"),
        (NOTICE.encode("gb18030") + b"\n\xff\xff", "3", r"byte \d+ \(ff\) is no GB18030"),
        (b"\xff\xff", "1", r"byte 0 \(ff\) is no"),
        (b"\xff\xfe\x00", "1", r"is no UTF-16"),
        ("通知\0".encode(), "1", "NUL"),
        ("caf\u00e9".encode(), "1", "nothing tells which"),
        (b"PK\x03\x04\x14\x00", "1", "ZIP"),
        (b"%PDF-1.4", "1", "PDF"),
        (b"\x89PNG\r\n", "1", "picture"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" * 9, "", "control characters"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data, place, what):
    """One clear line: the file, the line, what is wrong, what to do."""
    with pytest.raises(SeedError, match=what) as caught:
        decode("seed.txt", data)
    assert (caught.value.problem.file, caught.value.problem.place) == ("seed.txt", place)
    assert caught.value.problem.next
