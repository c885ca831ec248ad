"""An opened state of the index, used by one thread at a time: Whoosh readers share a file position. A pool hands them
out and opens a new one when the index has moved on; the columns of a segment are shared by all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.analysis import ANALYSIS_VERSION
from storyhub.search.index.columns import SegmentColumns, load_columns
from storyhub.search.index.library import FileIndex, FileStorage, Searcher, scoring
from storyhub.search.index.ranking import K1, B
from storyhub.search.index.schema import SCHEMA_VERSION
from storyhub.search.index.store import Store

OPEN_ATTEMPTS = 3
MAX_IDLE = 4

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One segment: its Whoosh searcher and its columns. Document numbers count from 0 in each."""

    searcher: Any
    columns: SegmentColumns


class Snapshot:
    """One generation, opened."""

    def __init__(self, key: Key, searcher: Any, leaves: list[Leaf]) -> None:
        self.key = key
        self.searcher = searcher
        self.leaves = leaves

    @property
    def reader(self) -> Any:
        return self.searcher.reader()

    def spellings(self, facet: str, typed: Iterable[str]) -> list[str]:
        """The values of a facet that equal a typed one but for case."""
        asked = {value.casefold() for value in typed}
        known = {value for leaf in self.leaves for value in leaf.columns.facets[facet].vocabulary}
        return sorted(value for value in known if value.casefold() in asked)

    def close(self) -> None:
        with suppress(Exception):  # Closing twice, or files gone meanwhile: nothing is lost by either.
            self.searcher.close()


class Snapshots:
    """The pool. `using()` lends a snapshot of the newest generation."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._idle: list[Snapshot] = []
        self._columns: dict[tuple[str, str], SegmentColumns] = {}

    def key(self) -> Key | None:
        """Which generation is the newest now: (build, Whoosh commit)."""
        build = self._store.current()
        if build is None:
            return None
        return build.name, _commit_number(build)

    @contextmanager
    def using(self) -> Iterator[Snapshot]:
        """Raises: SearchUnavailable when there is no index of this version; anything at all when it is damaged."""
        snapshot = self._take() or self._open()
        sound = False
        try:
            yield snapshot
            sound = True
        finally:
            self._give_back(snapshot, sound=sound)

    def drop(self) -> None:
        """Forgets everything opened, for example because the files beneath were replaced."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._columns.clear()
        for snapshot in idle:
            snapshot.close()

    def _take(self) -> Snapshot | None:
        newest = self.key()
        with self._lock:
            stale = [snapshot for snapshot in self._idle if snapshot.key != newest]
            self._idle = [snapshot for snapshot in self._idle if snapshot.key == newest]
            taken = self._idle.pop() if self._idle else None
        for snapshot in stale:
            snapshot.close()
        return taken

    def _give_back(self, snapshot: Snapshot, *, sound: bool) -> None:
        with self._lock:
            kept = sound and len(self._idle) < MAX_IDLE
            if kept:
                self._idle.append(snapshot)
        if not kept:
            snapshot.close()

    def _open(self) -> Snapshot:
        """Opens the newest generation; a commit or swap just then removes files, so up to three times."""
        for attempt in range(1, OPEN_ATTEMPTS + 1):
            try:
                return self._open_once()
            except FileNotFoundError:
                if attempt == OPEN_ATTEMPTS:
                    raise
                time.sleep(0.01 * attempt)
        raise AssertionError("unreachable")

    def _open_once(self) -> Snapshot:
        build = self._store.current()
        if build is None:
            raise SearchUnavailable(log="no index")
        commit = _commit_number(build)
        reason = unfit(self._store, build, commit)
        if reason is not None:
            if _commit_number(build) != commit or self._store.current() != build:
                raise FileNotFoundError(reason)
            raise SearchUnavailable(log=reason)
        index = open_index(build)
        searcher = Searcher(index.reader(), weighting=scoring.BM25F(B=B, K1=K1))
        leaves = [
            Leaf(leaf, self._columns_of(build, leaf.reader()))
            for leaf, _ in searcher.leaf_searchers()
            if leaf.doc_count_all()
        ]
        self._forget_columns({(build.name, _segment(leaf.searcher.reader())) for leaf in leaves})
        return Snapshot((build.name, searcher.reader().generation() or commit), searcher, leaves)

    def _columns_of(self, build: Path, reader: Any) -> SegmentColumns:
        key = (build.name, _segment(reader))
        known = self._columns.get(key)
        if known is None:
            known = load_columns(reader)
            with self._lock:
                self._columns[key] = known
        return known

    def _forget_columns(self, kept: set[tuple[str, str]]) -> None:
        with self._lock:
            self._columns = {key: columns for key, columns in self._columns.items() if key in kept}


def open_index(build: Path) -> Any:
    """The Whoosh index in a build directory. Only ever called for directories this engine made."""
    return FileIndex(FileStorage(str(build)))


def unfit(store: Store, build: Path, commit: int, *, deep: bool = False) -> str | None:
    """Why a build cannot be read, or None. A manifest behind the commit is a crash between the two: nothing to
    compare.
    """
    damage = store.damage(build)
    if damage is not None:
        return damage
    manifest = store.manifest(build)
    if manifest is None:
        return "no manifest"
    if (manifest.schema, manifest.analysis) != (SCHEMA_VERSION, ANALYSIS_VERSION):
        return "another version"
    if commit < manifest.commit:
        return "a commit is missing"
    return store.misfit(build, manifest, deep=deep) if commit == manifest.commit else None


def _commit_number(build: Path) -> int:
    try:
        numbers = [int(path.stem.removeprefix("_MAIN_")) for path in build.glob("_MAIN_*.toc")]
    except (OSError, ValueError):
        return -1
    return max(numbers, default=-1)


def _segment(reader: Any) -> str:
    return str(reader.segment().segment_id())
