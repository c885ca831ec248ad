"""Types → JSON Schema (2020-12, as OpenAPI 3.1 has it)."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

from storyhub.api.domain.about import About, Hint, fields_of, items_of, read_hint

Schema = dict[str, Any]
PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def schema_of(hint: Any, known: dict[str, Schema]) -> Schema:
    """The schema of a type; dataclasses go into `known` under their names and are referred to."""
    read = read_hint(hint)
    found = {**_kind(read.kind, known), **_limits(read)}
    if read.optional:
        found = _or_null(found)
    if read.about.text:
        found["description"] = read.about.text
    if read.about.example is not None:
        found["examples"] = [read.about.example]
    return found


def _kind(kind: Any, known: dict[str, Schema]) -> Schema:
    if kind in PLAIN:
        return dict(PLAIN[kind])
    if get_origin(kind) is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [str(word) for word in kind]}
    if (item := items_of(kind)) is not None:
        return {"type": "array", "items": schema_of(item, known)}
    if is_dataclass(kind) and isinstance(kind, type):
        return {"$ref": f"#/components/schemas/{_remember(kind, known)}"}
    raise TypeError(f"no schema for {kind}")


def _remember(shape: type, known: dict[str, Schema]) -> str:
    name = shape.__name__
    if name not in known:
        known[name] = {}  # A shape may refer to itself.
        known[name] = object_schema(shape, known)
    return name


def object_schema(shape: type, known: dict[str, Schema]) -> Schema:
    """Nothing beside the fields may come or be answered."""
    needed = [each.name for each in fields(shape) if each.default is MISSING and each.default_factory is MISSING]
    properties = {name: schema_of(hint, known) for name, hint in fields_of(shape).items()}
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if needed:
        found["required"] = needed
    if (shape.__doc__ or "").strip() and not (shape.__doc__ or "").startswith(f"{shape.__name__}("):
        found["description"] = " ".join((shape.__doc__ or "").split())
    return found


def _limits(read: Hint) -> Schema:
    about: About = read.about
    is_list = items_of(read.kind) is not None
    named = {
        "minimum": about.least,
        "maximum": about.most,
        "minLength": about.shortest,
        "maxItems" if is_list else "maxLength": about.longest,
        "pattern": None if about.pattern is None else f"^(?:{about.pattern})$",
    }
    return {name: value for name, value in named.items() if value is not None}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema or "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}
