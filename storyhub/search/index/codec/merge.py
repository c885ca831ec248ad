"""Several segments into one, without what was deleted: arrays are put behind one another under new document numbers.
No posting is decoded and none is looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.codec.field import Field, Ints, ranges
from storyhub.search.index.codec.file import Extras, SegmentFile, write_segment

Mask = NDArray[np.bool_]


def merge_segments(path: Path, files: Sequence[SegmentFile], kept: Sequence[Mask]) -> int:
    """Writes the kept documents of all segments, in order, as one segment; returns how many."""
    numbers, first = [], 0
    for mask in kept:
        numbers.append(np.cumsum(mask) - 1 + first)
        first += int(mask.sum())
    write_segment(path, _fields(files, kept, numbers), _extras(files, kept, first))
    return first


def _fields(files: Sequence[SegmentFile], kept: Sequence[Mask], numbers: Sequence[Ints]) -> Iterator[tuple[str, Field]]:
    for name in sorted({name for file in files for name in file.fields}):
        sources = [
            _renumbered(file.field(name), mask, new) for file, mask, new in zip(files, kept, numbers, strict=True) if name in file.fields
        ]
        merged = merge_fields(sources)
        if merged.terms:
            yield name, merged


def _extras(files: Sequence[SegmentFile], kept: Sequence[Mask], documents: int) -> Extras:
    lengths = [file.lengths() for file in files]
    columns = [file.columns() for file in files]

    def joined(parts: Sequence[dict[str, NDArray[np.uint8]]] | Sequence[dict[str, Ints]], name: str) -> NDArray[np.integer]:
        none = np.zeros(0, dtype=np.uint8)
        # A segment in which no document has the field has no array for it.
        found = [part.get(name, none) for part in parts]
        filled = [values if len(values) else np.zeros(len(mask), np.uint8) for values, mask in zip(found, kept, strict=True)]
        return np.concatenate([values[mask] for values, mask in zip(filled, kept, strict=True)])

    return Extras(
        documents,
        {name: joined(lengths, name).astype(np.uint8) for name in sorted({name for part in lengths for name in part})},
        {name: joined(columns, name) for name in sorted({name for part in columns for name in part})},
    )


def _renumbered(field: Field, kept: Mask, numbers: Ints) -> Field:
    """The field with new document numbers, without the postings of deleted documents."""
    if kept.all():
        return Field(field.terms, field.starts, numbers[field.docs], field.counts, field.positions)
    stays = kept[field.docs]
    starts = np.concatenate([[0], np.cumsum(stays)])[field.starts]
    docs = numbers[field.docs[stays]]
    if field.counts is None or field.positions is None:
        return Field(field.terms, starts, docs)
    return Field(field.terms, starts, docs, field.counts[stays], field.positions[np.repeat(stays, field.counts)])


def merge_fields(sources: Sequence[Field]) -> Field:
    """One field of several; later sources have higher document numbers. Terms without postings are left out."""
    terms = sorted(set().union(*(source.terms for source in sources)))
    place_of = {term: place for place, term in enumerate(terms)}
    places = [np.fromiter(map(place_of.__getitem__, source.terms), np.int64, len(source.terms)) for source in sources]
    sizes = [_sizes(source.starts) for source in sources]
    starts, targets = _targets(len(terms), places, sizes)
    docs = _placed([source.docs for source in sources], targets, sizes)
    used = np.diff(starts) > 0
    kept_terms = terms if used.all() else [term for term, keep in zip(terms, used.tolist(), strict=True) if keep]
    kept_starts = np.concatenate([starts[:-1][used], starts[-1:]])
    counts = [source.counts for source in sources if source.counts is not None]
    positions = [source.positions for source in sources if source.positions is not None]
    if not counts:
        return Field(kept_terms, kept_starts, docs)
    lengths = [_per_term(count, source.starts) for count, source in zip(counts, sources, strict=True)]
    _, position_targets = _targets(len(terms), places, lengths)
    return Field(kept_terms, kept_starts, docs, _placed(counts, targets, sizes), _placed(positions, position_targets, lengths))


def _targets(terms: int, places: Sequence[Ints], sizes: Sequence[Ints]) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """Where each term begins in the merged array, and where the share of each source begins in it."""
    totals = np.zeros(terms, dtype=np.int64)
    before = []
    for place, size in zip(places, sizes, strict=True):
        before.append(totals[place])
        totals[place] += size
    starts = np.concatenate([[0], np.cumsum(totals)])
    return starts, [starts[place] + ahead for place, ahead in zip(places, before, strict=True)]


def _placed(values: Sequence[Ints], targets: Sequence[Ints], sizes: Sequence[Ints]) -> NDArray[np.integer]:
    merged = np.empty(sum(map(len, values)), dtype=np.result_type(*values))
    for part, target, size in zip(values, targets, sizes, strict=True):
        merged[ranges(target, size)] = part
    return merged


def _per_term(counts: Ints, starts: Ints) -> NDArray[np.int64]:
    return _sizes(np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])[starts])


def _sizes(starts: Ints) -> NDArray[np.int64]:
    return starts[1:].astype(np.int64) - starts[:-1]
