"""A whole site for the tests of its pages: the five seeds and hostile ones, built, rendered and served below a folder."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from mkdocs.commands.build import build as render
from mkdocs.config import load_config

from builder import build as house
from tests.five import copy_five
from tests.site.screenshots import Quiet, served
from tests.write.samples import NASTY

ROOT = Path(__file__).parent.parent.parent
BY_HAND = ("about.md", "glossary.md", "method", "howto")

#: A notice that says something, with every trick in its title, its lines and its signature, under names that are tricks too.
HOSTILE_NAMES = ("<img src=x onerror=alert(1)>.txt", "{{ config.site_dir }}.txt", "[a](javascript:alert(1)).txt")


__all__ = ["Quiet"]  # for tests that serve a site of their own


class ArchiveSite(NamedTuple):
    """A built site: its folder, its address when served, and the archive it shows."""

    folder: Path
    address: str
    archive: object


#: Notices that are here no more: one was withdrawn, one gave way to a better copy.
WITHDRAWN, REPLACED = "n000000000001", "n000000000002"


def hostile_seeds():
    """Seeds of nasty strings around the words of a notice."""
    tricks = [" ".join(bad.split()) for bad in NASTY if "\0" not in bad]
    third = len(tricks) // 3 + 1
    for number, name in enumerate(HOSTILE_NAMES):
        part = tricks[number * third : (number + 1) * third]
        lines = "\n".join(f"全市公共场所要严格查验健康码，进入人员必须佩戴口罩。{bad}" for bad in part)
        text = f"太原市关于加强{part[0]}疫情防控工作的通告\n\n{lines}\n\n太原市人民政府\n2021年{number + 1}月5日\n"
        yield name, text.encode("utf-8", "replace")


@pytest.fixture(scope="session")
def archive_site(tmp_path_factory):
    """The site, strictly rendered as ``make site`` does, at ``/a/b/`` of a local server."""
    root = tmp_path_factory.mktemp("archive")
    copy_five(root / "seeds")
    for name, data in hostile_seeds():
        (root / "seeds" / name).write_bytes(data)
    (root / "docs").mkdir()
    (root / "seeds" / f"{HOSTILE_NAMES[1]}.yaml").write_text(f"replaces: [{REPLACED}]\n", encoding="utf-8")
    rules = shutil.copytree(ROOT / "builder" / "rules", root / "rules")
    entry = f"- {{id: {WITHDRAWN}, zh: 原网站声明系伪造。, en: Declared a forgery., on: '2023-05-01'}}\n"
    (rules / "withdrawn.yaml").write_text(entry, encoding="utf-8")
    for name in BY_HAND:
        source = ROOT / "docs" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "docs" / name)
    folders = house.Folders(seeds=root / "seeds", docs=root / "docs", cache=root / "cache", rules=rules)
    outcome = house.build(folders)
    folder = root / "www" / "a" / "b"
    settings = {"docs_dir": str(root / "docs"), "site_dir": str(folder), "hooks": [], "strict": True}
    # the 404 page finds its style sheets by the folder in this address
    render(load_config(str(ROOT / "mkdocs.yml"), site_url="http://127.0.0.1/a/b/", **settings))
    with served(root / "www") as home:
        yield ArchiveSite(folder, f"{home}a/b/", outcome.archive)
