"""The query tree, the same for every engine. Words are as typed (NFC, case folded); how a word is matched is the
engine's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word in any of its forms."""

    word: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A word in just this form."""

    word: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; in any form unless `exact`. At most `slop` other words stand between each word and the next."""

    words: tuple[str, ...]
    exact: bool = False
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    stem: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word in just this form or one edit away from it (`domain.fuzzy`); the 50 most frequent when there are more."""

    word: str


@dataclass(frozen=True, slots=True)
class Field:
    """Documents that carry one of `values` in the facet `name`. Selects, does not rank."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class Every:
    """All documents."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


Leaf = Term | Exact | Phrase | Prefix | Fuzzy
Query = Leaf | Field | And | Or | Not | Every | Nothing


def conjunction(parts: Sequence[Query]) -> Query:
    """`And` of the parts without needless wrapping; of none: `Every`."""
    kept = tuple(dict.fromkeys(part for part in parts if not isinstance(part, Every)))
    if not kept:
        return Every()
    return kept[0] if len(kept) == 1 else And(kept)


def disjunction(parts: Sequence[Query]) -> Query:
    """`Or` of the parts without needless wrapping; of none: `Nothing`."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else [part])
    kept = tuple(dict.fromkeys(flat))
    if not kept:
        return Nothing()
    return kept[0] if len(kept) == 1 else Or(kept)


def negation(part: Query) -> Query:
    """`Not` of the part; a double negation is none at all."""
    return part.part if isinstance(part, Not) else Not(part)


def wanted(query: Query) -> tuple[Leaf, ...]:
    """The words a document is looked for by, in order: every leaf that is not excluded."""
    if isinstance(query, Term | Exact | Phrase | Prefix | Fuzzy):
        return (query,)
    if isinstance(query, And | Or):
        return tuple(leaf for part in query.parts for leaf in wanted(part))
    return ()
