"""A snapshot as canonical JSON and back. The text that was kept is what counts: it is read, never written anew from what was read.

`written` and `read` work by the fields of the dataclasses, so a field that is added with a default is read from older texts, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from storyhub.editions.domain.canonical import canonical
from storyhub.editions.domain.snapshot import FORMAT, Snapshot

Shape = TypeVar("Shape")
# What is kept beside the head: parts of their own, and what comes after the freezing.
APART = frozenset({"laws", "quotes", "doi", "sha256"})


def snapshot_text(snapshot: Snapshot) -> str:
    """The whole edition as canonical JSON: what its JSON file holds."""
    return canonical({"format": FORMAT, **plain(snapshot)})


def head_text(snapshot: Snapshot) -> str:
    """What an edition says beside laws and quotes, as canonical JSON. The DOI is not part of it: it may come later."""
    return canonical({name: value for name, value in plain(replace(snapshot, laws=(), quotes=())).items() if name not in APART})


def laws_text(head: str, laws: Iterable[str]) -> str:
    """What the checksum of an edition is computed of: its head and its laws, each as kept. This, too, is canonical JSON."""
    return f'{{"book":{head},"laws":[{",".join(laws)}]}}'


def snapshot_from(text: str) -> Snapshot:
    """Raises: ValueError if it is not an edition in this format."""
    found = json.loads(text)
    if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
        raise ValueError(f"not written as {FORMAT}")
    return read(Snapshot, found)


def written(value: object) -> str:
    """A dataclass of the snapshot as canonical JSON."""
    return canonical(plain(value))


def read(shape: type[Shape], found: object) -> Shape:
    """The dataclass `shape` from values that JSON gave. Raises: ValueError if they do not fit."""
    if not isinstance(found, Mapping):
        raise ValueError(f"{shape.__name__} is not an object")  # noqa: TRY004  # what is wrong is the text, not the call
    key: Any = shape  # mypy holds that a type of a type variable cannot be hashed.
    hints = _hints(key)
    if unknown := set(found) - set(hints):
        raise ValueError(f"{shape.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return shape(**{name: _fitting(hints[name], value) for name, value in found.items()})
    except TypeError as error:
        raise ValueError(f"{shape.__name__} lacks something") from error


def plain(value: Any) -> Any:
    """Dataclasses as mappings, tuples as lists, and the rest as it is."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _fitting(hint: Any, value: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return None if value is None else _fitting(next(part for part in parts if part is not NoneType), value)
    if origin is tuple:
        return tuple(_fitting(parts[0], item) for item in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return read(hint, value)
    # 1.0 is written as 1.
    return float(value) if hint is float else value
