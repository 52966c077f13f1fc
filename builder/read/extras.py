"""Libraries that not everybody needs: a reader whose library is missing says which extra brings it."""

from __future__ import annotations

import importlib
from types import ModuleType

from builder.errors import SeedError


def library(name: str, module: str, extra: str) -> ModuleType:
    """The module. Raises SeedError for the seed ``name`` when its extra is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        what = f"needs the extra {extra!r}, which is not installed"
        raise SeedError(name, "", what, f"pip install '.[{extra}]'") from error
