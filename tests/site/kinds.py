"""One page of every kind that a site has: what is looked at, in tests and in pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

FIXED = (
    *("", "cities/", "cities/unplaced/", "provinces/", "measures/", "measures/matrix/", "measures/durations/"),
    *("measures/taxonomy/", "issuers/", "dates/", "dates/undated/", "notices/", "notices/not-policy/", "search/"),
    *("data/", "about/", "glossary/", "method/", "method/fields/", "method/search/", "howto/cite/", "howto/commands/"),
    "404.html",
)

#: Folders whose own pages are of one kind: the fullest and the slightest of them are looked at.
FOLDERS = ("cities/*", "provinces/*", "measures/*", "measures/matrix/*", "issuers/*", "dates/2*/*")

#: Pages that are of no such kind, though they stand in such a folder.
OTHERS = {"matrix", "durations", "taxonomy", "unplaced"}


def kinds(site: Path) -> Iterator[tuple[str, str]]:
    """A name and an address below the site for each kind, as far as the site has it; a notice in each of its states. An address
    that only leads on is left out: a browser is gone from it at once."""
    for path in FIXED:
        if (site / path).is_file() or (site / path / "index.html").is_file():
            yield path.strip("/").replace("/", "-").removesuffix(".html") or "home", path
    for pattern in FOLDERS:
        pages = sorted(
            (page for page in site.glob(f"{pattern}/index.html") if page.parent.name not in OTHERS), key=size
        )
        for name, page in {"slight": pages[0], "full": pages[-1]}.items() if pages else ():
            yield f"{pattern.split('/*')[0].replace('/', '-')}-{name}", address(page, site)
    for name, id in notices(site):
        yield f"notice-{name}", f"notices/{id}/"
        yield f"notice-{name}-marked", f"notices/{id}/marked/"
        yield f"notice-{name}-raw", f"notices/{id}/raw/"
    for page in sorted(site.glob("notices/n*/index.html")):
        if "已撤下 Withdrawn" in page.read_text("utf-8"):
            yield "withdrawn", address(page, site)


def notices(site: Path) -> Iterator[tuple[str, str]]:
    """The notices that differ most in how they look."""
    every = list(records(site))
    policies = [record for record in every if record["is_policy"]["value"]]
    chosen = {
        "long": max(policies, key=lambda record: len(record["text"])),
        "short": min(policies, key=lambda record: len(record["text"])),
        "restored": first(policies, lambda record: any(step["kind"] == "encoding" for step in record["repairs"])),
        "hijacked": first(policies, lambda record: record["source"]["host_kind"] == "hijacked"),
        "warned": first(policies, lambda record: record["warnings"]),
        "hostile": first(policies, lambda record: "alert(1)" in record["source"]["path"]),
        "left-out": first(left_out(site, {record["id"] for record in policies}), lambda record: True),
    }
    seen = set()
    for name, record in chosen.items():
        if record and record["id"] not in seen:
            seen.add(record["id"])
            yield name, record["id"]


def records(site: Path) -> Iterator[dict]:
    """Every record of the site, the policies' and the others'."""
    for path in sorted(site.glob("notices/n*/record.json")):
        yield json.loads(path.read_bytes())


def left_out(site: Path, policies: set[str]) -> list[dict]:
    """The records of pages that are no policy."""
    return [record for record in records(site) if record["id"] not in policies]


def first(items: list[dict], fits) -> dict | None:
    """The first that fits."""
    return next((item for item in items if fits(item)), None)


def size(page: Path) -> tuple[int, str]:
    """How much stands on a page; of equal ones the name decides."""
    return page.stat().st_size, page.parent.name


def address(page: Path, site: Path) -> str:
    """Where a page stands."""
    return page.parent.relative_to(site).as_posix() + "/"
