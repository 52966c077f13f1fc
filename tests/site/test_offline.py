"""The offline copy in Chromium, from a disk: links, states and the search work, and nothing is asked of anywhere else."""

import zipfile

import pytest

from builder.site.offline import TOP, file_link, offline_page, write_zip


@pytest.fixture(scope="module")
def unpacked(archive_site, tmp_path_factory):
    """The zip of the site, unpacked: the folder, and the zip."""
    folder = tmp_path_factory.mktemp("offline")
    write_zip(archive_site.folder, folder / "site.zip")
    with zipfile.ZipFile(folder / "site.zip") as packed:
        packed.extractall(folder)
    return folder / TOP


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("../..", "../../index.html"),
        (".", "./index.html"),
        ("../notices/n1/#c5", "../notices/n1/index.html#c5"),
        ("../?q=14天", "../index.html?q=14天"),
        ("record.json", "record.json"),
        ("#c5", "#c5"),
        ("https://example.gov.cn/", "https://example.gov.cn/"),
    ],
)
def test_links_to_folders_name_the_page(link, there):
    """Others stay as they are."""
    assert file_link(link) == there


def test_words_that_look_like_links_stay():
    """Only what stands in a tag is one."""
    page = '<p>href="../"</p><a href=../>x</a><form action="../search/"><script src="a.js"></script>'
    assert offline_page(page, "a/index.html") == (
        '<p>href="../"</p><a href=../index.html>x</a><form action="../search/index.html">'
        '<script src="../assets/offline.js"></script>\n<script src="a.js"></script>'
    )


def test_two_copies_are_the_same_bytes(archive_site, tmp_path):
    """A zip would otherwise say when it was made."""
    for name in ("one.zip", "two.zip"):
        write_zip(archive_site.folder, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "two.zip"]


@pytest.fixture
def disk(browser, unpacked):
    """A page of the copy; at the end nothing complained and only files were asked for."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    yield page
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_notice_is_read_from_a_disk(disk):
    """From home to a city to a notice, marked and raw and back."""
    disk.click(".arc-places a:text-is('石家庄市')")
    disk.wait_for_url("**/cities/130100/index.html")
    disk.click(".arc-rows a:has-text('石家庄市应对新冠肺炎疫情工作会议召开')")
    disk.wait_for_url("**/notices/n*/index.html")
    home = disk.url.split("#")[0]
    disk.click(".arc-states a:text('标记')")
    disk.wait_for_url("**/marked/index.html*")
    assert disk.locator(".is-gone").first.is_visible()
    disk.click("header nav a:text('原样')")
    disk.wait_for_url("**/raw/index.html*")
    disk.click("header nav a:text('整理')")
    disk.wait_for_url(f"{home}*")
    disk.goto(f"{home}?view=marked")
    disk.wait_for_url("**/marked/index.html")
    disk.click("header nav a:text('整理')")
    disk.wait_for_url(f"{home}*")
    disk.click(".arc-palette")


def test_the_search_works_from_a_disk(disk):
    """The index comes as scripts; a hit leads to its notice."""
    disk.fill("#arc-search-q", "网格化")
    disk.keyboard.press("Enter")
    disk.wait_for_url("**/search/index.html?q=*")
    disk.locator("#search-hits a").first.click()
    disk.wait_for_url("**/notices/n*/index.html*")
