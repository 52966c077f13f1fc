"""The types of parameters and the patterns that find them, read from ``parameters.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.errors import TableError
from builder.rules.table import load_yaml


@dataclass(frozen=True)
class ParameterType:
    """A kind of number or word that a statement may carry."""

    id: str
    zh: str
    en: str
    definition: str
    definition_zh: str
    unit: str


@dataclass(frozen=True)
class ParameterRules:
    """Everything that ``parameters.yaml`` says, in its order."""

    types: tuple[ParameterType, ...]

    def type(self, id: str) -> ParameterType | None:
        """The type with this id."""
        return next((type for type in self.types if type.id == id), None)


def load_parameters(folder: Path) -> ParameterRules:
    """The parameter types and patterns in ``folder``. Raises TableError."""
    table = load_yaml(folder / "parameters.yaml", folder)
    keys = ("id", "zh", "en", "definition", "definition_zh", "unit")
    problems = [fault for row in table["types"] for fault in row.missing(*keys)]
    if problems:
        raise TableError(problems)
    return ParameterRules(tuple(ParameterType(*(row[key] for key in keys)) for row in table["types"]))
