"""Whether the site is what it should be. Nothing of MkDocs is imported here: that takes longer than the answer."""

from __future__ import annotations

import hashlib
import os
import re
from importlib.metadata import version
from pathlib import Path

import msgspec

from builder.cache import alone, code_digest, write_atomically
from builder.files import Files, stats
from builder.site.tree import Trees

#: What makes pages of Markdown besides our own code.
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")

_VARIABLE = re.compile(r"\b[A-Z][A-Z_]{2,}\b")
_OVERRIDES = re.compile(r"(?m)^ {2,8}custom_dir: (\S+)$")


class Site:
    """The site of the project at ``root``, made of files of ``docs/`` with these times and sizes."""

    def __init__(self, root: Path, docs: Files, trees: Trees | None = None) -> None:
        self.docs, self.home = docs, home_of(root)
        self.trees = trees or trees_of(root)
        self._inputs, self._note = digest_of_inputs(root, docs), self.home / "inputs"

    def is_current(self) -> bool:
        """Whether it was made of just these, and stands as it was left."""
        return self._note.exists() and self._note.read_text() == self._inputs and self.trees.is_current()

    def keep(self) -> None:
        """Notes what it was made of."""
        write_atomically(self._note, self._inputs.encode())


def home_of(root: Path) -> Path:
    """Where the project keeps what it knows of its site."""
    return root / ".cache" / "site"


def trees_of(root: Path) -> Trees:
    """The two copies of the project's site."""
    return Trees(root / "site", home_of(root))


def finished(root: Path, docs: Files) -> Path | None:
    """The site, where there is nothing to do for it."""
    with alone(root / ".cache"):
        site = Site(root, docs)
        return site.trees.site if site.is_current() else None


def digest_of_inputs(root: Path, docs: Files) -> str:
    """Differs when anything differs that the site is made of: code, packages, configuration with the variables that it may name,
    templates, pages."""
    configured = (root / "mkdocs.yml").read_text("utf-8")
    names = ("SOURCE_DATE_EPOCH", *_VARIABLE.findall(configured))
    overrides = [sorted(stats(root / folder).items()) for folder in _OVERRIDES.findall(configured)]
    about = (code_digest(), *map(version, PACKAGES), [os.environ.get(name) for name in names], configured, overrides)
    total = hashlib.sha256(repr(about).encode())
    total.update(msgspec.msgpack.encode(docs, order="deterministic"))
    return total.hexdigest()
