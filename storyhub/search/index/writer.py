"""Writing to a Whoosh index: one batch, one commit. Only ever called with the store's write lock held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Progress
from storyhub.search.index.batch import Batch
from storyhub.search.index.codec import merge_segments, new_segment, segment_file, segment_path
from storyhub.search.index.library import TOC, FileIndex, FileStorage, LockError, clean_files
from storyhub.search.index.schema import IDENT, WORD_FIELDS, make_schema
from storyhub.search.index.snapshot import open_index
from storyhub.search.index.upkeep import COMMIT_S, IDLE_S, Pace, State, due
from storyhub.search.index.vocabulary import Vocabulary

Written = tuple[int, int]  # commit number, documents
Choice = Callable[[Sequence[State]], list[list[int]]]


class Writer:
    """Writes to one build at a time. Keeps what is costly to learn again: the vocabulary, and how fast this machine merges."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary(WORD_FIELDS)
        self._pace = Pace()

    def gather(self, documents: Iterable[Document]) -> Batch:
        """Analyses documents (each ident once) for one commit. Touches no file: what fails here is no damage."""
        self._vocabulary.trim()
        batch = Batch(self._vocabulary)
        for document in documents:
            batch.add(document)
        return batch

    def apply(self, build: Path, batch: Batch, deletions: Iterable[str]) -> Written:
        """Puts in what was gathered in place of what it replaces, and takes out `deletions`."""
        with _changing(build) as change:
            change.delete([*batch.idents, *(ident.encode("utf-8", "replace") for ident in deletions)])
            if batch.idents:
                change.add(batch)
            change.merge(lambda states: due(states, self._pace.worth(COMMIT_S)), self._pace)
        return change.written

    def fill(self, build: Path, documents: Iterable[Document], progress: Progress | None) -> Written:
        """Fills an empty build. A second document of an ident is skipped."""
        FileIndex.create(FileStorage(str(build)), make_schema())
        rest = _distinct(documents)
        with _changing(build) as change:
            while (first := next(rest, None)) is not None:
                batch = self.gather([first])
                for document in rest if not batch.full else ():
                    batch.add(document)
                    if batch.full:
                        break
                change.add(batch)
                if progress is not None:
                    progress(len(batch.idents))
        return change.written

    def tidy(self, build: Path) -> Written | None:
        """One bounded piece of merging that no commit had time for; None when there is nothing to do."""
        with _changing(build) as change:
            change.merge(lambda states: due(states, self._pace.worth(IDLE_S)), self._pace)
        return change.written if change.merged else None

    def expunge(self, build: Path) -> Written | None:
        """Writes every segment anew that holds deleted documents, whose words are only then gone from the disk; None if there is none."""
        with _changing(build) as change:
            change.merge(lambda states: [[place] for place, state in enumerate(states) if state.deleted], self._pace)
        return change.written if change.merged else None


class _Change:
    """The segments of an index between two commits. Nothing is visible before `commit`."""

    def __init__(self, build: Path) -> None:
        self._build = build
        self._index = open_index(build)
        self._toc = self._index._read_toc()
        self._segments: list[Any] = list(self._toc.segments)
        self._made: list[Path] = []
        self._deleted = False
        self.merged = False
        self.written: Written = (self._toc.generation, 0)

    def delete(self, idents: Sequence[bytes]) -> None:
        for segment in self._segments:
            file = segment_file(self._build, segment)
            lexicon = file.lexicon(IDENT)
            for ident in idents:
                place = lexicon.find(ident)
                if place is not None:
                    self._deleted = True
                    segment.delete_document(int(file.read(f"{IDENT}/docs", place, place + 1)[0]))

    def add(self, batch: Batch) -> None:
        segment = self._new(len(batch.idents))
        batch.write(segment_path(self._build, segment))
        self._segments.append(segment)

    def merge(self, choose: Choice, pace: Pace) -> None:
        """Merges the groups of segments that `choose` names, and drops segments with nothing left in them."""
        states = [self._state(segment) for segment in self._segments]
        groups = choose(states)
        living = [group for group in groups if any(states[place].live for place in group)]
        gone = {place for group in living for place in group} | {place for place, state in enumerate(states) if not state.live}
        with pace.measured(sum(states[place].size for place in gone)):
            merged = [self._merged([self._segments[place] for place in group]) for group in living]
        self._segments = [segment for place, segment in enumerate(self._segments) if place not in gone] + merged
        self.merged = bool(gone)

    def commit(self) -> None:
        """Makes everything visible at once; of nothing no commit is made."""
        generation = self._toc.generation
        if self._deleted or self._made or self.merged:
            generation += 1
            TOC(self._toc.schema, self._segments, generation).write(self._index.storage, self._index.indexname)
            clean_files(self._index.storage, self._index.indexname, generation, self._segments)
        self.written = generation, sum(segment.doc_count() for segment in self._segments)

    def cancel(self) -> None:
        for path in self._made:
            path.unlink(missing_ok=True)

    def _new(self, documents: int) -> Any:
        segment = new_segment()
        segment.set_doc_count(documents)
        self._made.append(segment_path(self._build, segment))
        return segment

    def _merged(self, segments: Sequence[Any]) -> Any:
        files = [segment_file(self._build, segment) for segment in segments]
        kept = [np.ones(file.documents, dtype=np.bool_) for file in files]
        for mask, segment in zip(kept, segments, strict=True):
            mask[list(segment.deleted_docs())] = False
        made = self._new(sum(segment.doc_count() for segment in segments))
        merge_segments(segment_path(self._build, made), files, kept)
        return made

    def _state(self, segment: Any) -> State:
        size = segment_file(self._build, segment).size
        return State(int(segment.doc_count_all()), int(segment.deleted_count()), size)


@contextmanager
def _changing(build: Path) -> Iterator[_Change]:
    """Commits at the end; leaves everything as it was when something fails. Holds Whoosh's own lock too."""
    lock = open_index(build).lock("WRITELOCK")
    if not lock.acquire():
        raise LockError
    try:
        change = _Change(build)
        try:
            yield change
            change.commit()
        except BaseException:
            change.cancel()
            raise
    finally:
        lock.release()


def _distinct(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents, each ident once."""
    seen: set[str] = set()
    for document in documents:
        if document.ident not in seen:
            seen.add(document.ident)
            yield document
