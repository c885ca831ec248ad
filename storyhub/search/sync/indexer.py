"""The indexer: exactly one per installation, elected by an OS lock, as a thread of the serving process or a process
of its own. Drains the outbox, builds the index when it is missing, damaged or of another version, and runs the
handlers of other outbox kinds.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from storyhub.kit.errors import SearchUnavailable, Unavailable
from storyhub.kit.outbox import Claim
from storyhub.search.domain.port import Engine, EngineBusy
from storyhub.search.sync.drain import Outbox, drain, rebuild
from storyhub.search.sync.registry import Registry

POLL_S = 0.5
HEALTH_EVERY_S = 5.0
HANDLER_BATCH = 20
CHORES_EVERY_S = 24 * 3600.0
MAX_WAIT_S = 60.0
AWAY_S = 60.0

log = structlog.get_logger(__name__)

Handler = Callable[[Claim], None]
Chore = Callable[[], None]
Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Indexer:
    """`run` loops until `stop`; `start` does so in a thread. `nudge` ends the current pause, for example after a
    commit.

    `handlers` maps the beginning of an outbox kind (`mail`, `coding.follow`) to what one row is given to; a row whose
    handler raises is tried again later; `Unavailable` makes all rows of the kind wait without counting as an attempt.
    `chores` are done at the start and then once a day.
    """

    def __init__(
        self,
        registry: Registry,
        engine: Engine,
        outbox: Outbox,
        *,
        lock_path: Path,
        app_context: Callable[[], AbstractContextManager[object]] = nullcontext,
        handlers: Mapping[str, Handler] | None = None,
        chores: Sequence[Chore] = (),
        now: Clock = _utc_now,
        poll_s: float = POLL_S,
    ) -> None:
        self._registry = registry
        self._engine = engine
        self._outbox = outbox
        self._lock_path = lock_path
        self._app_context = app_context
        self._handlers = dict(handlers or {})
        self._chores = tuple(chores)
        self._chores_at = 0.0
        self._now = now
        self._poll_s = poll_s
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._rebuilds = 0
        self._health_at = 0.0
        self._rebuild_at = 0.0
        self._tidied = 0

    def add_handler(self, prefix: str, handler: Handler) -> None:
        """Registers what rows of a kind that begins with `prefix` are given to. Before `start`."""
        self._handlers[prefix] = handler

    def nudge(self) -> None:
        """Something changed: look at the outbox now."""
        self._wake.set()

    def stop(self, *, timeout_s: float = 10.0) -> None:
        """Ends the loop after the work in hand."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def start(self) -> threading.Thread:
        """Runs the loop in a daemon thread; a second indexer waits there until the first has gone."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self.run, name="indexer", daemon=True)
        self._thread.start()
        return self._thread

    def run(self) -> None:
        """Waits to be elected, then works until stopped."""
        descriptor = self._elected()
        if descriptor is None:
            return
        try:
            log.info("indexer started")
            while not self._stopping.is_set():
                self._wake.clear()
                busy = self._turn()
                if not busy:
                    self._wake.wait(self._pause())
        finally:
            os.close(descriptor)  # Frees the lock; the file stays, or a second indexer could lock a new one.
            log.info("indexer stopped")

    def run_once(self) -> int:
        """One turn without the loop and its lock: builds the index if need be, drains, handles; returns the rows
        done.
        """
        with self._app_context():
            self._mend()
            self._do_chores()
            done = drain(self._registry, self._engine, self._outbox, now=self._now())
            return done + sum(self._handle(prefix, handler) for prefix, handler in self._handlers.items())

    def catch_up(self) -> bool:
        """Turns until nothing is left, unless another process is the indexer: two at once would hold up each other's rows.

        False if it is another one's work.
        """
        descriptor = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        else:
            while self.run_once():
                pass
            return True
        finally:
            os.close(descriptor)

    def _turn(self) -> bool:
        """One guarded turn; whether there may be more to do at once."""
        try:
            busy = self.run_once() > 0 or self._tidy()
        except EngineBusy:
            return False  # Someone rebuilds by hand; the rows wait.
        except Exception as error:
            self._failures += 1
            log.warning("indexer failed", error=type(error).__name__, failures=self._failures)
            if isinstance(error, SearchUnavailable):
                self._health_at = 0.0
            return False
        self._failures = 0
        return busy

    def _tidy(self) -> bool:
        """Upkeep of the index while nothing else waits, a piece at a time; whether there may be more."""
        generation = self._engine.generation()
        if generation == self._tidied:
            return False
        worked = self._engine.tidy()
        if not worked:
            self._tidied = generation
        return worked

    def _pause(self) -> float:
        return self._poll_s if self._failures == 0 else min(self._poll_s * 2**self._failures, MAX_WAIT_S)

    def _mend(self) -> None:
        """Rebuilds an index that is missing or unsound, ever more rarely when that does not help."""
        now = time.monotonic()
        if now < self._health_at or now < self._rebuild_at:
            return
        self._health_at = now + HEALTH_EVERY_S
        reason = self._engine.health()
        if reason is None:
            if now > self._rebuild_at + MAX_WAIT_S:
                self._rebuilds = 0
            return
        self._rebuilds += 1
        log.warning("index is rebuilt", reason=reason)
        count = rebuild(self._registry, self._engine, self._outbox)
        self._rebuild_at = time.monotonic() + min(2.0 ** (self._rebuilds - 1) - 1, 600.0)
        log.info("index was rebuilt", documents=count)

    def _do_chores(self) -> None:
        now = time.monotonic()
        if now < self._chores_at:
            return
        self._chores_at = now + CHORES_EVERY_S
        for chore in self._chores:
            try:
                chore()
            except Exception as error:
                log.warning("chore failed", error=type(error).__name__)

    def _handle(self, prefix: str, handler: Handler) -> int:
        claims = self._outbox.claim(prefix, limit=HANDLER_BATCH, now=self._now())
        for place, claimed in enumerate(claims):
            try:
                handler(claimed)
            except Unavailable as error:
                # What the handler needs is away for all of them: asking again for each would hold up the index.
                log.warning("handler must wait", kind=claimed.kind, rows=len(claims) - place, reason=error.log)
                self._outbox.postpone(claims[place:], until=self._now() + timedelta(seconds=AWAY_S))
                return place
            except Exception as error:
                log.warning("handler failed", kind=claimed.kind, attempts=claimed.attempts, error=type(error).__name__)
                self._outbox.retry([claimed], error=type(error).__name__, now=self._now())
            else:
                self._outbox.forget([claimed])
        return len(claims)

    def _elected(self) -> int | None:
        """The open lock file once this is the only indexer; None when stopped before."""
        self._lock_path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o600)
        while not self._stopping.is_set():
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
            self._stopping.wait(self._poll_s)
        os.close(descriptor)
        return None
