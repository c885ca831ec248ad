"""A project of qualitative research as REFI-QDA has it: who coded what in which text with which code.

GUIDs are in lower case without braces. Positions are code points of the text from 0, the end not counted in; a text's lines end with LF.
Times are kept as they stand in the file (xsd:dateTime), so that reading and writing changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storyhub.exchange.domain.codebook import ORIGIN, Code

ValueKind = Literal["Text", "Boolean", "Integer", "Float", "Date", "DateTime"]
Direction = Literal["Associative", "OneWay", "Bidirectional"]


@dataclass(frozen=True, slots=True)
class User:
    """Who coded. `id` is what the program knows the person by: here the handle."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    guid: str
    name: str
    kind: ValueKind
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable says of a source or a case; `text` as the file writes it."""

    variable: str
    kind: ValueKind
    text: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One act of coding: this code, by this user, at this time."""

    guid: str
    code: str
    user: str | None = None
    at: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage: `text[start:end]`. Its `name` is the quote, by which other line ends and ways of counting are found out."""

    guid: str
    start: int
    end: int
    name: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    user: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A text. Its `codings` are about the whole of it."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    description: str = ""
    user: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    guid: str
    name: str
    text: str
    user: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What several sources are about: a company."""

    guid: str
    name: str
    sources: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """From `origin` to `target`, any two things of the project."""

    guid: str
    origin: str
    target: str
    name: str = ""
    direction: Direction = "OneWay"


@dataclass(frozen=True, slots=True)
class Set:
    guid: str
    name: str
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """Everything a QDPX file of texts holds. `notes_on_it`: GUIDs of the notes about the project as a whole."""

    name: str
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    sets: tuple[Set, ...] = ()
    description: str = ""
    notes_on_it: tuple[str, ...] = ()
    origin: str = ORIGIN
    creator: str | None = None
    at: str | None = None
