"""A codebook: codes below codes. Of a library: groups, below them laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ORIGIN = "StoryHub"


@dataclass(frozen=True, slots=True)
class Code:
    """A code. `colour` is `#RRGGBB` or `#RGB`, or None; a group is not codable itself. `notes`: GUIDs of notes, in a project only."""

    guid: str
    name: str
    description: str = ""
    colour: str | None = None
    is_codable: bool = True
    children: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeSet:
    """Some of the codes, by GUID: those of an edition, say."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """At least one code: the format knows no empty codebook."""

    codes: tuple[Code, ...]
    sets: tuple[CodeSet, ...] = ()
    origin: str = ORIGIN


def every_code(codes: Iterable[Code]) -> Iterator[Code]:
    """Each code and what stands below it, from the top."""
    for code in codes:
        yield code
        yield from every_code(code.children)
