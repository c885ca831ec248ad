"""One generation of the index as arrays over all its documents; shared by threads, never changed.

Documents of all segments are numbered through, each segment beginning at a multiple of 64 (places in between hold no document), so that
bitmaps fit and evaluation does not depend on how documents lie in segments. Document frequencies and mean lengths are those of the
documents that are not deleted, for the same reason.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.columns import SegmentColumns
from storyhub.search.index.facets import Facet, Mask
from storyhub.search.index.memory import Memory
from storyhub.search.index.postings import Docs, Floats, Postings, read_postings
from storyhub.search.index.ranking import FIELDS, rarity
from storyhub.search.index.similar import read_similar

ALIGNED = 64
DENSE = 16  # A term in one of so many documents is kept as a score for every document: adding whole arrays is as fast then.

Key = tuple[str, int]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Segment:
    """`name` is unique in its build; `offset` is the number of its first document in the view; `deleted` int32, counted from 0."""

    name: str
    offset: int
    columns: SegmentColumns
    deleted: Docs


@dataclass(frozen=True, slots=True)
class Impact:
    """What a term adds to the score of each document: float32 ≥ 0, for every document of the view (`docs` is None) or for `docs`,
    ascending, of the type that numpy looks up by. `idf`: how much of that comes from the term being rare.
    """

    docs: Numbers | None
    scores: Floats
    idf: float

    @property
    def nbytes(self) -> int:
        return int(self.scores.nbytes + (0 if self.docs is None else self.docs.nbytes))

    def add_to(self, total: Floats, weight: float) -> None:
        """Adds `weight` times the scores to `total`, a float32 for every document."""
        scores = self.scores if weight == 1.0 else self.scores * np.float32(weight)
        if self.docs is None:
            np.add(total, scores, out=total)
        else:
            np.add.at(total, self.docs, scores)

    def of(self, docs: NDArray[np.integer[Any]]) -> Floats:
        """The scores of some documents, which ascend, 0 for those that have not the term."""
        scores: Floats
        if self.docs is None:
            scores = self.scores[docs]
            return scores
        if len(docs) <= len(self.docs):
            places = np.minimum(self.docs.searchsorted(docs), len(self.docs) - 1)
            return np.where(self.docs[places] == docs, self.scores[places], np.float32(0))
        scores = np.zeros(len(docs), np.float32)
        places = np.minimum(docs.searchsorted(self.docs), len(docs) - 1)
        np.add.at(scores, places, np.where(docs[places] == self.docs, self.scores, np.float32(0)))
        return scores


class View:
    """`live` bool: there is such a document and it is not deleted; `public` bool: and the public may see it; `days` and `weights` int32."""

    def __init__(self, key: Key, segments: Sequence[Segment], memory: Memory) -> None:
        self.key = key
        self.segments = segments
        self.memory = memory
        self.offsets = np.array([segment.offset for segment in segments], np.int64)
        self.size = sum(aligned(segment.columns.size) for segment in segments)
        self.live = self._joined([~_marked(segment.deleted, segment.columns.size) for segment in segments], np.bool_)
        self.public: Mask = self._joined([segment.columns.public for segment in segments], np.bool_) & self.live
        if (self.public == self.live).all():
            self.public = self.live
        self.days: Docs = self._joined([segment.columns.days for segment in segments], np.int32)
        self.weights: Docs = self._joined([segment.columns.weights for segment in segments], np.int32)
        self.documents = int(np.count_nonzero(self.live))
        self._lock = threading.Lock()
        self._facets: dict[str, Facet] = {}
        self._norms: dict[str, Floats] = {}
        memory.hold(self.nbytes)

    def facet(self, name: str) -> Facet:
        with self._lock:
            if name not in self._facets:
                columns = [segment.columns.facets[name] for segment in self.segments]
                self._facets[name] = Facet(columns, [segment.offset for segment in self.segments], self.size)
                self.memory.hold(self.nbytes)
            return self._facets[name]

    @property
    def nbytes(self) -> int:
        """Bytes always held: columns of the segments, and what was joined from them."""
        arrays: list[Any] = [self.live, self.public, self.days, self.weights, *self._norms.values(), *self._facets.values()]
        return sum(int(array.nbytes) for array in arrays) + sum(segment.columns.nbytes for segment in self.segments)

    def idents(self, docs: NDArray[np.integer[Any]]) -> list[str]:
        """The idents of some documents."""
        places = np.searchsorted(self.offsets, docs, side="right") - 1
        inside = docs - self.offsets[places]
        return [
            self.segments[place].columns.idents.item(local).decode()
            for place, local in zip(places.tolist(), inside.tolist(), strict=True)
        ]

    def revisions(self) -> Iterator[tuple[str, int]]:
        """(ident, revision) of every document."""
        for segment in self.segments:
            columns = segment.columns
            live = self.live[segment.offset : segment.offset + columns.size]
            for ident, revision in zip(columns.idents[live].tolist(), columns.revisions[live].tolist(), strict=True):
                yield ident.decode(), revision

    def find(self, ident: str) -> int | None:
        """The number of a document that is not deleted."""
        for segment in self.segments:
            for place in np.flatnonzero(segment.columns.idents == ident.encode()):
                if self.live[segment.offset + place]:
                    return int(segment.offset + place)
        return None

    def postings(self, readers: Sequence[Any], place: int, field: str, term: str, *, positions: bool = False) -> Postings | None:
        """The postings of a term in the segment at `place`, whose Whoosh reader is `readers[place]`."""

        def load() -> Postings | bool:
            found = read_postings(readers[place], field, term.encode("utf-8", "replace"))
            return False if found is None else found if positions else found.without_positions()

        key: Hashable = ("postings", self.key[0], self.segments[place].name, field, term, positions)
        found: Postings | bool = self.memory.get(key, load, lambda entry: entry.nbytes if entry else 0)
        return found if isinstance(found, Postings) else None

    def similar(self, readers: Sequence[Any], form: str, own: tuple[str, ...]) -> tuple[Docs, Floats]:
        """(documents, how often words like `form` stand in each, times their likeness), documents ascending; words of `own` aside."""

        def joined() -> tuple[Docs, Floats]:
            found = [self._similar_in(readers, place, form, own) for place in range(len(self.segments))]
            docs = [docs + np.int32(segment.offset) for (docs, _), segment in zip(found, self.segments, strict=True)]
            return np.concatenate(docs), np.concatenate([weights for _, weights in found])

        if not self.segments:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        found: tuple[Docs, Floats] = self.memory.get(("similar", self.key, form, own), joined, _bytes)
        return found

    def _similar_in(self, readers: Sequence[Any], place: int, form: str, own: tuple[str, ...]) -> tuple[Docs, Floats]:
        key: Hashable = ("similar", self.key[0], self.segments[place].name, form, own)
        found: tuple[Docs, Floats] = self.memory.get(key, lambda: read_similar(readers[place], form, own), _bytes)
        return found

    def impact(self, readers: Sequence[Any], field: str, term: str) -> Impact | None:
        """What the term adds to scores, the weight of its field included; None when no document has it."""

        def load() -> Impact | bool:
            found = [self.postings(readers, place, field, term) for place in range(len(self.segments))]
            return self._impact(field, found) or False

        key: Hashable = ("impact", self.key, field, term)
        found: Impact | bool = self.memory.get(key, load, lambda entry: entry.nbytes if entry else 0)
        return found if isinstance(found, Impact) else None

    def _impact(self, field: str, found: Sequence[Postings | None]) -> Impact | None:
        pairs = [(postings, segment) for postings, segment in zip(found, self.segments, strict=True) if postings is not None]
        if not pairs:
            return None
        docs = np.concatenate([postings.docs + np.intp(segment.offset) for postings, segment in pairs])
        weights = np.concatenate([postings.weights for postings, _ in pairs])
        if any(len(segment.deleted) for _, segment in pairs):
            kept = self.live[docs]
            docs, weights = docs[kept], weights[kept]
        if not len(docs):
            return None
        ranking = FIELDS[field]
        idf = rarity(self.documents, len(docs))
        scores = weights / (weights + self.norm(field)[docs])
        scores *= np.float32(ranking.weight * idf * (ranking.k1 + 1))
        if len(docs) * DENSE < self.size:
            return Impact(docs, scores, idf)
        dense = np.zeros(self.size, np.float32)
        dense[docs] = scores
        return Impact(None, dense, idf)

    def norm(self, field: str) -> Floats:
        """float32: k1·(1−b+b·length/mean length) of every document."""
        with self._lock:
            if field not in self._norms:
                lengths = self._joined([segment.columns.lengths[field] for segment in self.segments], np.float32)
                mean = float(lengths[self.live].sum(dtype=np.float64)) / max(self.documents, 1) or 1.0
                ranking = FIELDS[field]
                self._norms[field] = (ranking.k1 * (1 - ranking.b + ranking.b / mean * lengths)).astype(np.float32)
                self.memory.hold(self.nbytes)
            return self._norms[field]

    def _joined(self, parts: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
        joined = np.zeros(self.size, dtype)
        for part, segment in zip(parts, self.segments, strict=True):
            joined[segment.offset : segment.offset + len(part)] = part
        return joined


def _bytes(arrays: tuple[Docs, Floats]) -> int:
    return sum(array.nbytes for array in arrays)


def aligned(size: int) -> int:
    """The next multiple of 64."""
    return -(-size // ALIGNED) * ALIGNED


def _marked(docs: Docs, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[docs] = True
    return mask
