"""What an annotation says of a value that travels: `Annotated[int, About("How many", least=1, most=100)]`.

The checks of a request (`taking`), the document (`schema`) and the page of the API are all made of it, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class About:
    """`least` and `most` are of a number, `shortest`, `longest` and `pattern` (whole, ASCII) of a text; `longest` also of a list."""

    text: str = ""
    least: int | None = None
    most: int | None = None
    shortest: int | None = None
    longest: int | None = None
    pattern: str | None = None
    example: object = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A type taken apart: what it is, whether nothing may stand in its place, and what is said about it."""

    kind: Any
    optional: bool
    about: About


def read_hint(hint: Any) -> Hint:
    """
    >>> read_hint(Annotated[int | None, About("How old")]).optional
    True
    """
    about = About()
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        about = next((note for note in notes if isinstance(note, About)), about)
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        inner = read_hint(kinds[0])
        return Hint(inner.kind, len(kinds) < len(get_args(hint)), about if about != About() else inner.about)
    return Hint(hint, False, about)


def fields_of(shape: type) -> dict[str, Any]:
    """Name → hint of a dataclass, in order, annotations and all."""
    if not is_dataclass(shape):
        raise TypeError(f"{shape} is no dataclass")
    return get_type_hints(shape, include_extras=True)


def items_of(kind: Any) -> Any:
    """What a `tuple[X, ...]` holds; None for anything else."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None
