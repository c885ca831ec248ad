"""What Whoosh asks of a codec: its own searcher, queries and scorers work on array segments with these readers.
Segments are written by `write_segment` and `merge_segments` alone, not through Whoosh's one-posting-at-a-time writers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from storyhub.search.index.codec.file import SegmentFile, open_segment
from storyhub.search.index.codec.terms import ArrayTerms
from storyhub.search.index.library import byte_to_length, codecs, columns, whoosh3

INDEX_NAME = "MAIN"
_EXTENSION = ".seg"
LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.int64)


def to_length_bytes(lengths: Any) -> Any:
    """Field lengths as Whoosh stores them: one byte each, exact when short."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


class ArrayCodec(codecs.Codec):  # type: ignore[misc]  # Whoosh ships no types
    """Whoosh keeps an instance in each segment of its table of contents."""

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTerms:
        return ArrayTerms(segment_file(Path(storage.folder), segment))

    def per_document_reader(self, storage: Any, segment: Any) -> ArrayDocuments:
        return ArrayDocuments(segment_file(Path(storage.folder), segment), segment)


def new_segment() -> Any:
    """A Whoosh segment with a name of its own; its documents are counted by whoever writes it."""
    return whoosh3.W3Segment(ArrayCodec(), INDEX_NAME)


def segment_path(folder: Path, segment: Any) -> Path:
    return folder / str(segment.make_filename(_EXTENSION))


def segment_file(folder: Path, segment: Any) -> SegmentFile:
    """The file of a segment, opened."""
    return open_segment(segment_path(folder, segment))


def file_of(reader: Any) -> SegmentFile:
    """The arrays beneath a Whoosh reader of one segment."""
    file: SegmentFile = reader._perdoc.file
    return file


class ArrayDocuments(codecs.PerDocumentReader):  # type: ignore[misc]  # Whoosh ships no types
    """Lengths, columns and deletions of one segment."""

    def __init__(self, file: SegmentFile, segment: Any) -> None:
        self.file = file
        self._segment = segment
        self._lengths: dict[str, list[int]] = {}

    def doc_count(self) -> int:
        return self.file.documents - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self.file.documents

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return self.file.has(f"column:{fieldname}") or self._names_each(fieldname)

    def column_reader(self, fieldname: str, _column: Any) -> ArrayColumn:
        if self.file.has(f"column:{fieldname}"):
            return ArrayColumn(self.file.read(f"column:{fieldname}").tolist())
        order = np.argsort(self.file.read(f"{fieldname}/docs"))
        terms = self.file.lexicon(fieldname).all()
        return ArrayColumn([terms[place] for place in order.tolist()])

    def _names_each(self, fieldname: str) -> bool:
        """Whether the field has one term for each document: then it is a column, too."""
        return fieldname in self.file.fields and len(self.file.lexicon(fieldname)) == self.file.documents

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._field_lengths(fieldname)
        return lengths[docnum] if lengths else default

    def field_length(self, fieldname: str) -> int:
        return self.file.totals.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return min(self._field_lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        return max(self._field_lengths(fieldname), default=0)

    def stored_fields(self, _docnum: int) -> dict[str, Any]:
        return {}

    def _field_lengths(self, name: str) -> list[int]:
        found = self._lengths.get(name)
        if found is None:
            known = self.file.has(f"length:{name}")
            found = self._lengths[name] = LENGTHS[self.file.read(f"length:{name}")].tolist() if known else []
        return found


class ArrayColumn(columns.ColumnReader):  # type: ignore[misc]  # Whoosh ships no types
    """A column, read at once."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)
