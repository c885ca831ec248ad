"""Outbox → documents → index, one commit per batch; rebuilding; comparing. At least once: a row is forgotten only
after the commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import structlog

from storyhub.kit.errors import SearchUnavailable
from storyhub.kit.outbox import Claim
from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Engine, EngineBusy, Progress
from storyhub.search.sync.registry import INDEX_PREFIX, Registry

LEASE_S = 60

log = structlog.get_logger(__name__)


class Outbox(Protocol):
    """What is used of `kit.outbox` (the module itself fits)."""

    def claim(self, prefix: str, *, limit: int, now: datetime, lease_s: int = ...) -> list[Claim]: ...

    def forget(self, claims: Sequence[Claim]) -> None: ...

    def retry(self, claims: Sequence[Claim], *, error: str, now: datetime) -> None: ...

    def waiting(self, prefix: str) -> list[Claim]: ...

    def drop(self, claims: Sequence[Claim]) -> None: ...

    def postpone(self, claims: Sequence[Claim], *, until: datetime) -> None: ...


def drain(registry: Registry, engine: Engine, outbox: Outbox, *, now: datetime, limit: int = 500) -> int:
    """Brings up to `limit` waiting changes into the index; returns how many rows were done.

    A kind or a thing that cannot be built goes back alone and does not hold up the others.
    Raises: SearchUnavailable, EngineBusy: the index is as it was, and the rows come back when their lease has run out
    (a rebuild under way holds them already, or takes longer than that).
    """
    claims = outbox.claim(INDEX_PREFIX, limit=limit, now=now, lease_s=LEASE_S)
    if not claims:
        return 0
    by_kind: dict[str, list[Claim]] = defaultdict(list)
    for claimed in claims:
        by_kind[claimed.kind.removeprefix(INDEX_PREFIX)].append(claimed)
    done: list[Claim] = []
    upserts: list[Document] = []
    deletions: list[str] = []
    for kind, mine in by_kind.items():
        done += _build(registry, kind, mine, upserts, deletions, refuse=_refuser(outbox, now))
    try:
        engine.apply(upserts, deletions)
    except (SearchUnavailable, EngineBusy):
        raise  # No fault of the rows: it must not count as an attempt, or a long rebuild would make them dead letters.
    except Exception as error:
        outbox.retry(done, error=type(error).__name__, now=now)
        raise
    outbox.forget(done)
    return len(done)


Refuse = Callable[[Sequence[Claim], Exception], None]


def _refuser(outbox: Outbox, now: datetime) -> Refuse:
    def refuse(claims: Sequence[Claim], error: Exception) -> None:
        log.warning("documents cannot be built", kind=claims[0].kind, rows=len(claims), error=type(error).__name__)
        outbox.retry(claims, error=type(error).__name__, now=now)

    return refuse


def _build(
    registry: Registry,
    kind: str,
    claims: list[Claim],
    upserts: list[Document],
    deletions: list[str],
    *,
    refuse: Refuse,
) -> list[Claim]:
    """Builds all rows of a kind at once; when that fails one by one, so that one bad row cannot stop the rest."""
    try:
        built = registry.build(kind, [claimed.key for claimed in claims])
    except Exception as error:
        if len(claims) == 1 or kind not in registry.kinds:
            refuse(claims, error)
            return []
    else:
        _sort(built, kind, upserts, deletions)
        return claims
    return [done for one in claims for done in _build(registry, kind, [one], upserts, deletions, refuse=refuse)]


def _sort(built: dict[str, Document | None], kind: str, upserts: list[Document], deletions: list[str]) -> None:
    for key, document in built.items():
        if document is None:
            deletions.append(f"{kind}:{key}")
        else:
            upserts.append(document)


def rebuild(registry: Registry, engine: Engine, outbox: Outbox, progress: Progress | None = None) -> int:
    """Builds the whole index anew from the database; returns how many documents it holds.

    `progress` is told of keys read, `registry.count()` in all. Forgets the outbox rows that waited when it began: it has read what they
    announce. Whatever changes while it runs keeps its row and is drained into the new index afterwards.
    """
    covered = outbox.waiting(INDEX_PREFIX)
    count = engine.rebuild(registry.documents(passed=progress))
    outbox.drop(covered)
    return count


class DifferenceKind(StrEnum):
    MISSING = "missing"  # in the database, not in the index
    STALE = "stale"  # in both, with another revision
    LEFTOVER = "leftover"  # in the index only


@dataclass(frozen=True, slots=True)
class Difference:
    kind: DifferenceKind
    ident: str
    database: int | None
    index: int | None


def check(registry: Registry, engine: Engine) -> list[Difference]:
    """Where index and database disagree, by ident. Rows still in the outbox show up too. Raises: SearchUnavailable."""
    indexed = dict(engine.revisions())
    differences: list[Difference] = []
    for ident, wanted in registry.revisions():
        revision = indexed.pop(ident, None)
        if revision is None:
            differences.append(Difference(DifferenceKind.MISSING, ident, wanted, None))
        elif revision != wanted:
            differences.append(Difference(DifferenceKind.STALE, ident, wanted, revision))
    differences += [Difference(DifferenceKind.LEFTOVER, ident, None, revision) for ident, revision in indexed.items()]
    return sorted(differences, key=lambda difference: difference.ident)
