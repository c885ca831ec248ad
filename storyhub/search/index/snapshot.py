"""An opened state of the index, used by one thread at a time: Whoosh readers share a file position. A pool hands them
out and opens a new one when the index has moved on; the arrays are shared by all, and those of a segment outlive a generation.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.analysis import ANALYSIS_VERSION
from storyhub.search.index.columns import SegmentColumns, load_columns
from storyhub.search.index.library import FileIndex, FileStorage
from storyhub.search.index.memory import Memory
from storyhub.search.index.schema import SCHEMA_VERSION
from storyhub.search.index.store import Store
from storyhub.search.index.view import Key, Segment, View, aligned

OPEN_ATTEMPTS = 3
MAX_IDLE = 4


class Snapshot:
    """One generation, opened: its arrays, and for each segment of them a Whoosh reader to fetch what is not in memory."""

    def __init__(self, reader: Any, readers: Sequence[Any], view: View) -> None:
        self.reader = reader
        self.readers = readers
        self.view = view

    @property
    def key(self) -> Key:
        return self.view.key

    def expanded(self, kind: str, word: str, expand: Callable[[Any, str], tuple[str, ...]]) -> tuple[str, ...]:
        """The terms that `expand` finds for a word, found once per generation."""
        key: Hashable = ("expanded", self.key, kind, word)
        found: tuple[str, ...] = self.view.memory.get(key, lambda: expand(self.reader, word), lambda terms: 100 * len(terms))
        return found

    def close(self) -> None:
        with suppress(Exception):  # Closing twice, or files gone meanwhile: nothing is lost by either.
            self.reader.close()


class Snapshots:
    """The pool. `using()` lends a snapshot of the newest generation."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory
        self._lock = threading.Lock()
        self._joining = threading.Lock()
        self._idle: list[Snapshot] = []
        self._view: View | None = None

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
            self._view = None
        self._memory.keep_only(lambda _key: False)
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
        reader = open_index(build).reader()
        readers = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        with self._joining:  # One thread joins the columns of a new generation, the others wait for it.
            view = self._view_of((build.name, reader.generation() or commit), readers)
        return Snapshot(reader, readers, view)

    def _view_of(self, key: Key, readers: Sequence[Any]) -> View:
        """The arrays of a generation; those of segments that the last one had, too, are taken from it."""
        last = self._view
        if last is not None and last.key == key:
            return last
        known = {segment.name: segment.columns for segment in last.segments} if last and last.key[0] == key[0] else {}
        segments: list[Segment] = []
        offset = 0
        for reader in readers:
            segment = reader.segment()
            name = str(segment.segment_id())
            columns: SegmentColumns = known.get(name) or load_columns(reader)
            deleted = np.array(sorted(segment.deleted_docs()), np.int32)
            segments.append(Segment(name, offset, columns, deleted))
            offset += aligned(columns.size)
        view = View(key, segments, self._memory)
        names = {segment.name for segment in segments}
        self._memory.keep_only(lambda entry: entry[1] == key or (entry[1] == key[0] and entry[2] in names))
        self._view = view
        return view


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

