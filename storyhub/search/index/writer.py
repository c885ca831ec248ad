"""Writing to a Whoosh index: one batch, one commit. Only ever called with the store's write lock held."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Progress
from storyhub.search.index.bulk import BulkWriter
from storyhub.search.index.library import FileIndex, FileStorage, SegmentReader
from storyhub.search.index.schema import IDENT, make_schema, to_row
from storyhub.search.index.snapshot import open_index

SEGMENTS_PER_TIER = 6
TIER_BASE = 8
MAX_DELETED_SHARE = 0.2
SEGMENT_DOCUMENTS = 20_000  # As many go into one segment of a rebuild; bounds its memory.


def write_batch(build: Path, rows: Mapping[str, dict[str, Any]], deletions: Sequence[str]) -> tuple[int, int]:
    """Applies one batch of rows by ident (see `to_row`); returns (commit number, documents)."""
    index = open_index(build)
    writer = BulkWriter(index)
    try:
        with writer.searcher() as searcher:
            for ident in {*rows, *deletions}:
                # `update_document` would leave two documents when one ident came twice, and opens a searcher each time.
                writer.delete_by_term(IDENT, ident, searcher=searcher)
        for row in rows.values():
            writer.add_document(**row)
        writer.commit(mergetype=merge_tiers)
    except BaseException:
        _abandon(writer)
        raise
    return _state(build)


def write_all(build: Path, documents: Iterable[Document], progress: Progress | None) -> tuple[int, int]:
    """Fills an empty build; returns (commit number, documents). A second document of an ident is skipped."""
    index = FileIndex.create(FileStorage(str(build)), make_schema())
    rows = _distinct(documents, progress)
    while (first := next(rows, None)) is not None:
        writer = BulkWriter(index)
        try:
            for row in chain([first], islice(rows, SEGMENT_DOCUMENTS - 1)):
                writer.add_document(**row)
            writer.commit(merge=False)
        except BaseException:
            _abandon(writer)
            raise
    return _state(build)


def _distinct(documents: Iterable[Document], progress: Progress | None) -> Iterator[dict[str, Any]]:
    """The rows of the documents, each ident once."""
    seen: set[str] = set()
    for document in documents:
        if document.ident not in seen:
            seen.add(document.ident)
            yield to_row(document)
            if progress is not None:
                progress(1)


def merge_tiers(writer: Any, segments: list[Any]) -> list[Any]:
    """Rewrites segments that are mostly deletions, and every tier that holds many segments of like size.

    Whoosh's own policy leaves both to grow. What was deleted is only gone from the disk once its segment is rewritten.
    """
    tiers: dict[int, list[Any]] = defaultdict(list)
    kept: list[Any] = []
    merged: list[Any] = []
    for segment in segments:
        everything = segment.doc_count_all()
        if everything == 0 or segment.deleted_count() / everything > MAX_DELETED_SHARE:
            merged.append(segment)
        else:
            tiers[int(math.log(everything, TIER_BASE))].append(segment)
    for tier in tiers.values():
        (merged if len(tier) >= SEGMENTS_PER_TIER else kept).extend(tier)
    for segment in merged:
        if segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


def write_without_deleted(build: Path) -> tuple[int, int] | None:
    """Writes every segment anew that holds deleted documents, whose texts are only then gone from the disk; None if there is none."""
    index = open_index(build)
    if not any(segment.deleted_count() for segment in index._segments()):
        return None
    writer = BulkWriter(index)
    try:
        writer.commit(mergetype=rewrite_deleted)
    except BaseException:
        _abandon(writer)
        raise
    return _state(build)


def rewrite_deleted(writer: Any, segments: list[Any]) -> list[Any]:
    """Rewrites every segment with a deletion in it and keeps the others as they are."""
    for segment in segments:
        if segment.deleted_count() and segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if not segment.deleted_count()]


def _abandon(writer: Any) -> None:
    if not writer.is_closed:
        writer.cancel()


def _state(build: Path) -> tuple[int, int]:
    reader = open_index(build).reader()
    try:
        return open_index(build).latest_generation(), reader.doc_count()
    finally:
        reader.close()
