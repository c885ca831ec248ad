"""The one place that imports Whoosh, which ships no types and whose source Python complains about when compiling it."""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    # Invalid escapes and `is` with a literal, in Whoosh 2.7.4's own source; seen once, when it is compiled.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import columns, fields, formats, query, reading, scoring, searching
    from whoosh.codec import whoosh3
    from whoosh.filedb import filestore
    from whoosh.index import FileIndex, LockError
    from whoosh.matching import AndNotMatcher
    from whoosh.query import compound, spans
    from whoosh.util import numeric
    from whoosh.writing import SegmentWriter

AndNot: Any = compound.AndNot
BYTE_LENGTHS: Any = numeric._length_byte_cache  # Byte → words: Whoosh keeps lengths rounded.
Field: Any = fields.FieldType
Format: Any = formats.Format
FileStorage: Any = filestore.FileStorage
LENGTHS_COLUMN: Any = whoosh3.LENGTHS_COLUMN
NumericReader: Any = columns.NumericColumn.Reader
PreloadedOr: Any = compound.PreloadedOr
Searcher: Any = searching.Searcher
SegmentReader: Any = reading.SegmentReader
lenfield: Any = whoosh3._lenfield

__all__ = [
    "BYTE_LENGTHS",
    "LENGTHS_COLUMN",
    "AndNot",
    "AndNotMatcher",
    "Field",
    "FileIndex",
    "FileStorage",
    "Format",
    "LockError",
    "NumericReader",
    "PreloadedOr",
    "Searcher",
    "SegmentReader",
    "SegmentWriter",
    "columns",
    "fields",
    "formats",
    "lenfield",
    "query",
    "scoring",
    "spans",
    "whoosh3",
]
