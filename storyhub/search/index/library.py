"""The one place that imports Whoosh, which ships no types and whose source Python complains about when compiling it."""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    # Invalid escapes and `is` with a literal, in Whoosh 2.7.4's own source; seen once, when it is compiled.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import columns, fields, formats, query, reading, scoring, searching
    from whoosh.codec import base as codecs
    from whoosh.codec import whoosh3
    from whoosh.filedb import filestore
    from whoosh.index import TOC, FileIndex, LockError, clean_files
    from whoosh.matching import mcore
    from whoosh.query import spans
    from whoosh.util.numeric import byte_to_length

FileStorage: Any = filestore.FileStorage
LeafMatcher: Any = mcore.LeafMatcher
TermInfo: Any = reading.TermInfo
TermNotFound: Any = reading.TermNotFound

__all__ = [
    "TOC",
    "FileIndex",
    "FileStorage",
    "LeafMatcher",
    "LockError",
    "TermInfo",
    "TermNotFound",
    "byte_to_length",
    "clean_files",
    "codecs",
    "columns",
    "fields",
    "formats",
    "query",
    "scoring",
    "searching",
    "spans",
    "whoosh3",
]
