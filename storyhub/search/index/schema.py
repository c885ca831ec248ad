"""How a document lies in a Whoosh index: two word fields with positions, a field of titles and one of marked
passages that only add to scores, one field per facet, three columns of numbers.

Terms come ready-made from `analysis`; no Whoosh analyzer is used. No text is stored, but the terms and positions of a
text are, so an index directory is as private as the database.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storyhub.search.analysis import lemmas, surface
from storyhub.search.domain.document import FACETS, MAX_TEXT, Document
from storyhub.search.index.library import columns, fields, formats

SCHEMA_VERSION = "4"
TEXT, EXACT, TITLE, MARKED = "text", "exact", "title", "marked"
IDENT, REVISION, DAY, WEIGHT, AUDIENCE = "ident", "revision", "day", "weight", "audience"
FACET_PREFIX = "facet_"
GAP = 100  # Between the parts of a document, so that no phrase runs from one into the next.


@dataclass(frozen=True, slots=True)
class WordField:
    """A field made of words: which terms a word gives (all at its one position), and which parts of a document feed it."""

    name: str
    terms: Callable[[str], tuple[str, ...]]
    parts: tuple[bool, bool, bool, bool] = (True, True, True, False)


def parts(document: Document) -> tuple[str, str, str, str]:
    """Text, title, other names and marked passages, in the order of their positions. The text begins at 0, so that a position tells how
    early in the text a word stands.
    """
    return document.text[:MAX_TEXT], document.title[:MAX_TEXT], document.names[:MAX_TEXT], document.passages[:MAX_TEXT]


def _exact(word: str) -> tuple[str, ...]:
    return (surface(word),)


WORD_FIELDS = (
    WordField(TEXT, lemmas),
    WordField(EXACT, _exact),
    WordField(TITLE, lemmas, (False, True, True, False)),
    WordField(MARKED, lemmas, (False, False, False, True)),
)


class PackedPositions(formats.Format):  # type: ignore[misc]  # Whoosh ships no types
    """Positions as plain 32-bit numbers, which is how Whoosh's own queries are given them."""

    posting_size = -1

    def decode_positions(self, value: bytes) -> list[int]:
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        return float(len(value) // 4)


class Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field of words."""

    scorable = True
    stored = False
    unique = False

    def __init__(self) -> None:
        self.format = PackedPositions()


class Values(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field of distinct values, as they are. For selecting and counting, not for ranking."""

    scorable = False
    stored = False
    unique = False

    def __init__(self) -> None:
        self.format = formats.Existence()


def make_schema() -> Any:
    """A fresh Whoosh schema."""
    schema = fields.Schema()
    schema.add(IDENT, fields.ID(unique=True, sortable=True))
    schema.add(REVISION, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(DAY, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(WEIGHT, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(AUDIENCE, Values())
    for field in WORD_FIELDS:
        schema.add(field.name, Terms())
    for facet in FACETS:
        schema.add(FACET_PREFIX + facet, Values())
    return schema
