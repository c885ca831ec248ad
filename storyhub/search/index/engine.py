"""`WhooshEngine`: the port on top of store, snapshots and writer. Any doubt about the files ends in
`SearchUnavailable` and a note for the indexer, which rebuilds from the database: Whoosh has no checksums and answers
damage with ten kinds of exception, or none.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.analysis import ANALYSIS_VERSION
from storyhub.search.domain.document import FACETS, Document
from storyhub.search.domain.port import EngineBusy, Page, Progress, Reason, Request
from storyhub.search.index.evaluate import evaluate
from storyhub.search.index.explain import explain
from storyhub.search.index.library import LockError
from storyhub.search.index.memory import Memory
from storyhub.search.index.schema import SCHEMA_VERSION, to_row
from storyhub.search.index.snapshot import Snapshot, Snapshots, unfit
from storyhub.search.index.store import GRACE_S, Store
from storyhub.search.index.writer import write_all, write_batch, write_without_deleted

SEARCH_LIMIT_S = 1.0
MEMORY_BYTES = 256 << 20
DEEP_EVERY_S = 300.0
_BUILDS = 1_000_000_000
# The writer was refused, the files it would have replaced are as they were.
_REFUSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE})


class WhooshEngine:
    """A `domain.port.Engine`. Any number of threads and processes may read; an OS lock keeps writers apart."""

    def __init__(
        self,
        root: Path,
        *,
        search_limit_s: float = SEARCH_LIMIT_S,
        grace_s: float = GRACE_S,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._store = Store(root)
        self._memory = Memory(memory_bytes)
        self._snapshots = Snapshots(self._store, self._memory)
        self._search_limit_s = search_limit_s
        self._grace_s = grace_s
        self._checked: tuple[str, float] = ("", 0.0)

    def search(self, request: Request) -> Page:
        unknown = (set(request.facets) | set(request.filters)) - set(FACETS)
        if unknown:
            raise ValueError(f"unknown facets: {', '.join(sorted(unknown))}")
        with self._reading() as snapshot:
            return evaluate(snapshot, request, deadline=time.monotonic() + self._search_limit_s)

    def explain(self, request: Request, ident: str) -> tuple[Reason, ...]:
        with self._reading() as snapshot:
            return explain(snapshot, request, ident, deadline=time.monotonic() + self._search_limit_s)

    def document_count(self) -> int:
        with self._reading() as snapshot:
            return int(snapshot.reader.doc_count())

    def generation(self) -> int:
        key = self._snapshots.key()
        if key is None or key[1] < 0:
            return 0
        return int(key[0].removeprefix("g")) * _BUILDS + key[1]

    def revisions(self) -> Iterator[tuple[str, int]]:
        with self._reading() as snapshot:
            found = list(snapshot.view.revisions())
        return iter(found)

    def apply(self, upserts: Sequence[Document], deletions: Sequence[str]) -> None:
        with self._store.writing():
            build = self._store.current()
            if build is None or self._unfit(build) is not None:
                raise SearchUnavailable(log="no index to write to")
            if upserts or deletions:
                rows = {document.ident: to_row(document) for document in upserts}
                with self._guarded(build):
                    self._note(build, write_batch(build, rows, deletions))
            self._store.sweep(grace_s=self._grace_s)

    def expunge(self) -> None:
        """Takes what was deleted off the disk, too. Raises: SearchUnavailable; EngineBusy, also while an older build lies there."""
        with self._store.writing():
            build = self._store.current()
            if build is None or self._unfit(build) is not None:
                raise SearchUnavailable(log="no index to write to")
            with self._guarded(build):
                state = write_without_deleted(build)
                if state is not None:
                    self._note(build, state)
            self._store.sweep(grace_s=self._grace_s)
            if self._store.others():
                raise EngineBusy("readers may still use an older build")

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        with self._store.writing():
            build = self._store.create()
            try:
                commit, count = write_all(build, documents, progress)
                self._note(build, (commit, count))
                self._store.publish(build)
            except BaseException:
                self._store.discard(build)
                raise
            self._store.sweep(grace_s=self._grace_s)
        return count

    def health(self) -> str | None:
        """For the indexer, not for every request: sizes each time, checksums at first and every five minutes."""
        build = self._store.current()
        if build is None:
            return "no index"
        deep = self._checked[0] != build.name or time.monotonic() - self._checked[1] > DEEP_EVERY_S
        reason = self._unfit(build, deep=deep)
        if reason is not None:
            return reason
        if deep:
            self._checked = (build.name, time.monotonic())
        manifest = self._store.manifest(build)
        try:
            with self._reading() as snapshot:
                commit, count = snapshot.key[1], int(snapshot.reader.doc_count())
        except SearchUnavailable as error:
            return error.log or "damaged"
        if manifest is not None and commit == manifest.commit and count != manifest.documents:
            return "documents are missing"
        return None

    def _unfit(self, build: Path, *, deep: bool = False) -> str | None:
        key = self._snapshots.key()
        return unfit(self._store, build, key[1] if key else -1, deep=deep)

    def _note(self, build: Path, state: tuple[int, int]) -> None:
        commit, documents = state
        self._store.write_manifest(
            build, schema=SCHEMA_VERSION, analysis=ANALYSIS_VERSION, commit=commit, documents=documents
        )

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        build = self._store.current()
        with self._guarded(build), self._snapshots.using() as snapshot:
            yield snapshot

    @contextmanager
    def _guarded(self, build: Path | None) -> Iterator[None]:
        """Turns whatever damage raises into `SearchUnavailable`, and has the build replaced."""
        try:
            yield
        except (SearchUnavailable, EngineBusy):
            raise
        except LockError as error:
            raise EngineBusy("the index is being written to") from error
        except Exception as error:
            self._snapshots.drop()
            if isinstance(error, OSError) and error.errno in _REFUSED:
                raise SearchUnavailable(log=f"index not reachable: {errno.errorcode[error.errno]}") from error
            # A build replaced meanwhile is not worth a note: its files were taken away on purpose.
            if build is not None and self._store.current() == build:
                self._store.report_damage(build, type(error).__name__)
            raise SearchUnavailable(log=f"index damaged: {type(error).__name__}") from error
