"""The reference: the same documents put into an index by Whoosh's own writer and codec, one posting at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from storyhub.search.analysis.tokens import words
from storyhub.search.domain.document import FACETS, Document
from storyhub.search.index.library import FileIndex, FileStorage, columns, fields
from storyhub.search.index.schema import AUDIENCE, DAY, FACET_PREFIX, GAP, IDENT, REVISION, WEIGHT, WORD_FIELDS, Terms, Values, parts


class PlainTerms(Terms):
    """A field of words that Whoosh can write: fed with term → positions."""

    def index(self, value: Mapping[str, list[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, positions in value.items():
            yield term.encode("utf-8", "replace"), len(positions), float(len(positions)), array("I", positions).tobytes()


class PlainValues(Values):
    """A field of values that Whoosh can write."""

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for item in value:
            yield item.encode("utf-8", "replace"), 1, 1.0, b""


def plain_schema() -> Any:
    schema = fields.Schema()
    schema.add(IDENT, fields.ID(unique=True, sortable=True))
    schema.add(REVISION, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(DAY, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(WEIGHT, fields.COLUMN(columns.NumericColumn("q")))
    schema.add(AUDIENCE, PlainValues())
    for field in WORD_FIELDS:
        schema.add(field.name, PlainTerms())
    for facet in FACETS:
        schema.add(FACET_PREFIX + facet, PlainValues())
    return schema


def to_row(document: Document) -> dict[str, Any]:
    """The keyword arguments of Whoosh's `add_document`."""
    found: dict[str, dict[str, list[int]]] = {field.name: {} for field in WORD_FIELDS}
    position = 0
    for place, part in enumerate(parts(document)):
        for word in words(part):
            for field in WORD_FIELDS:
                for term in field.terms(word) if field.parts[place] else ():
                    found[field.name].setdefault(term, []).append(position)
            position += 1
        position += GAP
    return {
        IDENT: document.ident,
        REVISION: document.revision,
        DAY: document.date.toordinal() if document.date else 0,
        WEIGHT: document.weight,
        AUDIENCE: (document.audience,),
        **found,
        **{FACET_PREFIX + name: values for name, values in document.facet_values().items()},
    }


def plain_index(folder: Path, documents: Iterable[Document]) -> Any:
    """A Whoosh index of the documents in an empty folder, as Whoosh itself writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    index = FileIndex.create(FileStorage(str(folder)), plain_schema())
    writer = index.writer()
    for document in documents:
        writer.add_document(**to_row(document))
    writer.commit()
    return index
