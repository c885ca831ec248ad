"""How a document lies in a Whoosh index: two word fields with positions, a field of titles and one of marked
passages that only add to scores, one field per facet, three columns.

Terms come ready-made from `analysis`; no Whoosh analyzer is used. No text is stored, but the terms and positions of a
text are, so an index directory is as private as the database.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storyhub.search.analysis import lemmas, surface
from storyhub.search.analysis.tokens import words
from storyhub.search.domain.document import FACETS, MAX_TEXT, Document
from storyhub.search.index.library import columns, fields, formats

SCHEMA_VERSION = "2"
TEXT, EXACT, TITLE, MARKED = "text", "exact", "title", "marked"
WORD_FIELDS = (TEXT, EXACT, TITLE, MARKED)
IDENT, REVISION, DAY, AUDIENCE = "ident", "revision", "day", "audience"
FACET_PREFIX = "facet_"
_GAP = 100  # Between text, title and names, so that no phrase runs from one into the other.


class PackedPositions(formats.Format):  # type: ignore[misc]  # Whoosh ships no types
    """Positions as plain 32-bit numbers: faster than Whoosh's own pickled lists, and nothing to execute in them."""

    posting_size = -1

    @staticmethod
    def encode(positions: Sequence[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        return float(len(value) // 4)


class Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field fed with term → positions."""

    scorable = True
    stored = False
    unique = False

    def __init__(self) -> None:
        self.format = PackedPositions()

    def index(self, value: Mapping[str, list[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        encode = PackedPositions.encode
        for term, positions in value.items():
            yield term.encode("utf-8", "replace"), len(positions), float(len(positions)), encode(positions)


class Values(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field fed with distinct values, as they are. For selecting and counting, not for ranking."""

    scorable = False
    stored = False
    unique = False

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for item in value:
            yield item.encode("utf-8", "replace"), 1, 1.0, b""


def make_schema() -> Any:
    """A fresh Whoosh schema."""
    schema = fields.Schema()
    schema.add(IDENT, fields.ID(unique=True, sortable=True))
    schema.add(REVISION, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(DAY, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(AUDIENCE, Values())
    for name in WORD_FIELDS:
        schema.add(name, Terms())
    for facet in FACETS:
        schema.add(FACET_PREFIX + facet, Values())
    return schema


def to_row(document: Document) -> dict[str, Any]:
    """The keyword arguments of `add_document`. This is where a rebuild spends its time analysing."""
    stacked: dict[str, list[int]] = {}
    exact: dict[str, list[int]] = {}
    titled: dict[str, list[int]] = {}
    position = 0
    # The text begins at 0, so that a position tells how early in the text a word stands.
    for part, heads in ((document.text, False), (document.title, True), (document.names, True)):
        for word in words(part[:MAX_TEXT]):
            exact.setdefault(surface(word), []).append(position)
            for lemma in lemmas(word):
                stacked.setdefault(lemma, []).append(position)
                if heads:
                    titled.setdefault(lemma, []).append(position)
            position += 1
        position += _GAP
    row: dict[str, Any] = {
        IDENT: document.ident,
        REVISION: document.revision,
        DAY: document.date.toordinal() if document.date else 0,
        AUDIENCE: (document.audience,),
        TEXT: stacked,
        EXACT: exact,
        TITLE: titled,
        MARKED: _stacked(document.passages),
    }
    row.update({FACET_PREFIX + name: values for name, values in document.facet_values().items()})
    return row


def _stacked(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, word in enumerate(words(text[:MAX_TEXT])):
        for lemma in lemmas(word):
            found.setdefault(lemma, []).append(position)
    return found
