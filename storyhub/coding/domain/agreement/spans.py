"""Passages of a text as stretches between their ends: for each stretch, which coders marked it. Lengths instead of characters.

Overlapping and touching passages of one coder count once, and their order means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storyhub.coding.domain.agreement.pieces import Field, Pieces

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spans:
    """One row per passage: law, story and coder by place from 0, start and end (excluded) in characters."""

    law: Whole
    story: Whole
    coder: Whole
    start: Whole
    end: Whole


def trimmed(exact: str, start: int) -> tuple[int, int]:
    """Start and end of a passage without the blanks at its edges, which no coder meant.

    >>> trimmed("  early. ", 10)
    (12, 18)
    """
    core = exact.strip()
    begins = start + len(exact) - len(exact.lstrip()) if core else start
    return begins, begins + len(core)


def by_character(spans: Spans, field: Field) -> Pieces:
    """The stretches that at least one coder marked. What reaches over a text's edges is cut there; empty passages are nothing."""
    start, end = np.maximum(spans.start, 0), np.minimum(spans.end, field.length[spans.story].astype(np.int64))
    kept = (end > start) & field.readers[spans.coder, spans.story]
    start, end, coder = start[kept], end[kept], spans.coder[kept]
    # One number for a law in a story, and one for a place in it, so that one sorting puts everything in its order.
    stories, room = len(field.length), int(field.length.max(initial=0)) + 1
    text = spans.law[kept] * stories + spans.story[kept]
    edges, place = np.unique(np.concatenate([text * room + start, text * room + end]), return_inverse=True)
    opened = np.zeros((len(edges), field.readers.shape[0]), dtype=np.int16)
    np.add.at(opened, (place[: len(start)], coder), 1)
    np.add.at(opened, (place[len(start) :], coder), -1)
    marked = np.cumsum(opened, axis=0, dtype=np.int16) > 0
    # Whatever is open at an edge is closed within the same text, so a stretch with a mark never reaches into the next one.
    some = marked.any(axis=1)
    lengths = np.diff(edges, append=edges[-1:] if len(edges) else 0)
    where = edges[some] // room
    return Pieces(law=where // stories, story=where % stories, length=lengths[some].astype(np.float64), marked=marked[some])


def coded_only(spans: Spans, field: Field) -> Field:
    """The field with only that text in it which somebody marked with some law: agreement without what nobody touched."""
    touched = by_character(Spans(np.zeros_like(spans.law), spans.story, spans.coder, spans.start, spans.end), field)
    lengths = np.bincount(touched.story, weights=touched.length, minlength=len(field.length))
    return Field(length=np.asarray(lengths, dtype=np.float64), readers=field.readers)
