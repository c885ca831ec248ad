"""The shape of a table of the open data: its fields, what each means, and what it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Types of the Table Schema; an array is JSON in a CSV cell and in SQLite."""

    string = "string"
    integer = "integer"
    date = "date"
    boolean = "boolean"
    array = "array"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `says` is translatable. `words`: the only values there are."""

    name: str
    kind: Kind
    says: object
    required: bool = False
    unique: bool = False
    words: tuple[str, ...] = ()
    between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`refers`: own field → (table, field)."""

    name: str
    says: object
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    refers: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)

    def schema(self, *, with_references: bool = True) -> dict[str, Any]:
        """As Table Schema has it."""
        found: dict[str, Any] = {
            "fields": [_descriptor(one) for one in self.fields],
            "primaryKey": list(self.key),
            # An empty cell is "not given"; there is no other way to say so in CSV.
            "missingValues": [""],
        }
        if self.refers and with_references:
            found["foreignKeys"] = [
                {"fields": [own], "reference": {"resource": table, "fields": [other]}} for own, (table, other) in self.refers.items()
            ]
        return found

    def record(self, row: Sequence[object]) -> dict[str, object]:
        """A row with its names."""
        return dict(zip(self.columns, row, strict=True))


def _descriptor(one: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if one.required:
        constraints["required"] = True
    if one.unique:
        constraints["unique"] = True
    if one.words:
        constraints["enum"] = list(one.words)
    if one.between:
        constraints["minimum"], constraints["maximum"] = one.between
    found: dict[str, Any] = {"name": one.name, "type": str(one.kind), "description": str(one.says)}
    if one.kind is Kind.date:
        found["format"] = "%Y-%m-%d"
    return {**found, "constraints": constraints} if constraints else found
