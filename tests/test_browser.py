"""The tools the other browser tests rest on: a browser, and letters to show Chinese with."""


def test_chinese_is_drawn_as_chinese(browser):
    """Without a Chinese font every character is the same empty box, and screenshots prove nothing."""
    page = browser.new_page()
    pictures = set()
    for character in "疫情防控":
        page.set_content(f"<p lang='zh-CN' style='font-size:40px'>{character}</p>")
        pictures.add(page.locator("p").screenshot())
    page.close()
    assert len(pictures) == 4
