"""Where things stand on the site. Every link is relative, so the site works in any folder of any host."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_ASCII = re.compile(r"[a-z0-9]+(?:[/-][a-z0-9]+)*")
# A link leaves the archive only for a plain web address: no user name, no blank, no mark that could end an attribute.
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~/?&=%+-]*)?")


class Addresses:
    """The addresses of the archive as seen from a page ``depth`` folders below the top."""

    def __init__(self, depth: int) -> None:
        self.root = Markup("../" * depth)

    def notice(self, id: str) -> Markup:
        """The page of a notice."""
        return self._below("notices", id)

    def city(self, adcode: str) -> Markup:
        """The page of a city."""
        return self._below("cities", adcode)

    def province(self, adcode: str) -> Markup:
        """The page of a province."""
        return self._below("provinces", adcode)

    def measure(self, slug: str) -> Markup:
        """The page of a measure."""
        return self._below("measures", slug)

    def issuer(self, slug: str) -> Markup:
        """The page of an issuing body."""
        return self._below("issuers", slug)

    def month(self, key: str) -> Markup:
        """The page of a month, ``2021/01``."""
        return self._below("dates", key)

    def page(self, path: str) -> Markup:
        """Any other page of the archive."""
        return self._below(path)

    def _below(self, *parts: str) -> Markup:
        return _address(self.root, "/".join(parts))


@lru_cache(maxsize=1 << 14)
def _address(root: str, path: str) -> Markup:
    if not _ASCII.fullmatch(path):
        raise ValueError(f"{path!r} is no address of the archive: small letters, digits and - only")
    return Markup(f"{root}{path}/")


def web_link(url: object) -> Markup | None:
    """The address when it is a plain one that may be linked; else None."""
    return Markup(str(url).replace("&", "&amp;")) if isinstance(url, str) and _WEB.fullmatch(url) else None
