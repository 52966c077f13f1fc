"""Links stay inside the archive, and only plain web addresses lead out of it."""

import pytest

from builder.write.addresses import Addresses, web_link


def test_addresses_are_relative_to_the_page():
    """So the site works in any folder of any host."""
    assert Addresses(2).city("140100") == "../../cities/140100/"
    assert Addresses(0).month("2021/01") == "dates/2021/01/"
    assert Addresses(3).page("notices/not-policy") == "../../../notices/not-policy/"


@pytest.mark.parametrize("key", ["", "../x", "a b", "<b>", "甲", "a//b", "/a", "a/", "javascript:x"])
def test_what_is_no_address_is_refused(key):
    """A key that reached this point unchecked is a fault of ours."""
    with pytest.raises(ValueError, match="no address"):
        Addresses(1).measure(key)


@pytest.mark.parametrize(
    "url", ["http://www.gov.cn/zhengce/1.htm", "https://a.gov.cn:8080/x?id=1", "http://a.cn", "https://a.cn/%E4%BD%A0"]
)
def test_a_plain_web_address_may_be_linked(url):
    """Letters, digits and the usual marks."""
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.cn",
        'http://a.cn/"onclick=x',
        "http://a.cn/<b>",
        "http://user@a.cn/",
        "http://a.cn/ x",
        "ftp://a.cn",
        "http://甲.cn",
        "http://a.cn/x\n",
    ],
)
def test_anything_else_is_shown_as_text(url):
    """No scheme but http and https, no user name, no mark that could end an attribute."""
    assert web_link(url) is None
