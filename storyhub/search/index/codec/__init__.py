"""A Whoosh codec whose segments are flat arrays: terms, documents, positions, lengths and columns, each end to end in
one file per segment. Reading a posting list is one read, merging is concatenation, and nothing in a segment is ever
unpickled. Knows Whoosh's interfaces, but neither stories nor how a text becomes terms.
"""

from storyhub.search.index.codec.field import Field, Lexicon, invert, ranges
from storyhub.search.index.codec.file import Extras, SegmentFile, write_segment
from storyhub.search.index.codec.merge import merge_segments
from storyhub.search.index.codec.whoosh import LENGTHS, ArrayCodec, file_of, new_segment, segment_file, segment_path, to_length_bytes

__all__ = [
    "LENGTHS",
    "ArrayCodec",
    "Extras",
    "Field",
    "Lexicon",
    "SegmentFile",
    "file_of",
    "invert",
    "merge_segments",
    "new_segment",
    "ranges",
    "segment_file",
    "segment_path",
    "to_length_bytes",
    "write_segment",
]
