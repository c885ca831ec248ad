"""Marks: what a query's text falls into (words, phrases, fields, operators, brackets), each knowing where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from storyhub.search.domain.query import Query


class Sign(Enum):
    LEAF = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """`start` and `end` are places in the readable text; `words` counts against the budget of words."""

    sign: Sign
    start: int
    end: int
    leaf: Query | None = None
    words: int = 0
