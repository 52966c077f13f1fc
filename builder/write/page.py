"""A page below ``docs/``, made of a template and values, when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from builder.write import words
from builder.write.addresses import Addresses
from builder.write.markdown import render
from builder.write.words import Words


class Page:
    """A page below ``docs/``: its path, its front matter, its Markdown body.

    ``inputs`` is the digest of everything the body shows of the archive: a build that knows a page of the same inputs does not
    ask for its body. Without it the page is made at every build.
    """

    def __init__(self, path: str, values: dict[str, Any], body: Callable[[], str], inputs: str = "") -> None:
        self.path, self.values, self.inputs = path, values, inputs
        self._body = body

    @property
    def body(self) -> str:
        """The Markdown, rendered each time it is asked for."""
        return self._body()


def make(
    path: str,
    title: Words,
    template: str,
    inputs: str = "",
    late: Callable[[], Mapping[str, Any]] | None = None,
    **values: Any,
) -> Page:
    """The page at ``path``; its addresses are seen from there. What takes long to gather for the template comes from ``late``,
    when the page is rendered."""
    front = {"title": f"{title.zh} {title.en}".strip()}

    def body() -> str:
        gathered = late() if late else {}
        return render(template, title=title, here=Addresses(path.count("/")), w=words, **values, **gathered)

    return Page(path, front, body, inputs)
